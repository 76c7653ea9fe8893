"""Figures of forecast and flows as data: what they draw, and that nothing breaks them."""

import pandas as pd
import pytest

from workbench.charts import pool_flows as flows
from workbench.charts import pool_forecast as ahead

DAY = pd.Timestamp("2026-06-30")
GRADES = pd.DataFrame(
    {"grade": ["grade <b>3"], "people": [20], "on": [DAY], "seats": [22.0], "people_p10": [12.0],
     "people_p50": [15.0], "people_p90": [19.0], "gap": [7.0]}
)  # fmt: skip
MONTHS = pd.DataFrame(
    {"pool": ["all", "all"], "on": [DAY, DAY + pd.DateOffset(months=1)],
     "seats": [1, 3], "filled_worst": [1, 1], "filled": [1, 2],
     "filled_best": [1, 3], "short": [0, 1]}
)  # fmt: skip
RISK = pd.DataFrame(
    {"position_id": ["P1", "P2", "P3"], "title": ["Head<b>", "Lead", None],
     "state": ["retirement known", "by chance", "by chance"], "chance": [1.0, 0.2, None],
     "chance_low": [1.0, 0.1, None], "chance_high": [1.0, 0.4, None],
     "born_unknown": [0, 1, 0]}
)  # fmt: skip
CHANCES = pd.DataFrame(
    {"band": ["no name", "not known", "not known", "nine in ten or more", "under half"]}
)
CHAINS = pd.DataFrame(
    {"chain": [1, 2, 3], "position_id": ["P1", "P5", "P5"], "title": ["Head<b>", "Dyer", "Dyer"],
     "moves": [2, 0, 0], "end": ["hired", "empty", "empty"], "end_position_id": ["P3", "P5", "P5"],
     "end_title": ["Setter", "Dyer", "Dyer"]}
)  # fmt: skip
MOVES = pd.DataFrame({"chain": [1, 1], "step": [1, 2]})
TIME = pd.DataFrame(
    {"pool": ["key", "key", "all pools", "all pools"], "months": [0.0, 9.0, 0.0, 9.0],
     "still_in_share": [1.0, 0.4, 1.0, 0.4]}
)  # fmt: skip
MEDIAN = pd.DataFrame({"pool": ["key", "all pools"], "months": [9.0, 9.0]})
RECORD = pd.DataFrame(
    {"readiness": ["ready now", "later<b>"], "counted": [20, 3], "moved_share": [0.25, None],
     "low": [0.1, None], "high": [0.4, None]}
)  # fmt: skip


def plot_time(time):
    return flows.plot_time_in_pool(time, MEDIAN.head(len(time)))


def plot_chains(chains):
    return flows.plot_chains(chains, MOVES)


FIGURES = [
    pytest.param(ahead.plot_grades, GRADES, id="grades"),
    pytest.param(ahead.plot_shortage, MONTHS, id="shortage"),
    pytest.param(ahead.plot_vacancy_risk, RISK, id="vacancy-risk"),
    pytest.param(ahead.plot_bench_chances, CHANCES, id="bench-chances"),
    pytest.param(plot_time, TIME, id="time-in-pool"),
    pytest.param(flows.plot_readiness_record, RECORD, id="readiness-record"),
    pytest.param(plot_chains, CHAINS, id="chains"),
]


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_has_a_title_an_alternative_text_and_no_markup_from_data(plot, table):
    figure = plot(table)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    assert "<b>" not in figure.to_json()


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_of_no_rows_is_empty(plot, table):
    figure = plot(table.iloc[:0])
    assert all(trace.y is None or len(trace.y) == 0 for trace in figure.data)


def test_plot_grades_draws_the_range_around_the_middle():
    figure = ahead.plot_grades(GRADES)
    assert figure.layout.title.text == "1 of 1 grade with fewer people than seats by June 2026"
    assert list(figure.data[0].error_x.array) == [4.0]
    assert list(figure.data[0].error_x.arrayminus) == [3.0]


def test_plot_shortage_names_the_first_month():
    figure = ahead.plot_shortage(MONTHS)
    assert figure.layout.title.text.replace("<br>", " ") == (
        "First shortage in July 2026; 1 of 3 seats unfilled at the end"
    )
    assert pd.Timestamp(figure.layout.xaxis.range[1]) > MONTHS["on"].max()
    assert ahead.plot_shortage(MONTHS.head(1)).layout.title.text.startswith("No shortage in sight")


def test_plot_vacancy_risk_leaves_out_what_is_not_known():
    figure = ahead.plot_vacancy_risk(RISK)
    assert figure.layout.title.text.replace("<br>", " ") == (
        "Of 3 posts: somebody retires on a known day at 1, a date of birth is missing at 1"
    )
    assert sum(len(trace.x) for trace in figure.data) == 2
    assert figure.layout.xaxis.title.text == "chance (1 more in the table)"


def test_plot_bench_chances_draws_every_post_once():
    figure = ahead.plot_bench_chances(CHANCES)
    (bars,) = figure.data
    assert list(bars.x) == [1, 1, 0, 1, 2]
    assert sum(bars.x) == len(CHANCES)
    assert figure.layout.title.text.replace("<br>", " ") == (
        "1 of 5 posts reaches nine chances in ten of a successor; 1 without a name, 2 not known"
    )


def test_plot_chains_gives_two_seats_of_a_post_two_rows():
    figure = plot_chains(CHAINS)
    assert figure.layout.title.text == "3 free seats: 1 person from outside, 2 seats left empty"
    empty = next(trace for trace in figure.data if trace.name == "left empty")
    assert len(set(empty.y)) == 2
    hired = next(trace for trace in figure.data if trace.name == "hired from outside")
    assert (list(hired.x), list(hired.text)) == ([2], [" P3"])
    inside = next(trace for trace in figure.data if trace.name == "filled from inside")
    assert list(inside.x) == [0, 1]


def test_plot_time_in_pool_states_when_half_are_out():
    assert "after 9 months" in plot_time(TIME).layout.title.text
    unknown = flows.plot_time_in_pool(TIME, MEDIAN.assign(months=None))
    assert "still in the pools" in unknown.layout.title.text


def test_plot_readiness_record_leaves_small_groups_out():
    figure = flows.plot_readiness_record(RECORD)
    assert figure.layout.title.text.startswith("25 % of those said to be ready now")
    assert len(figure.data[0].x) == 1
