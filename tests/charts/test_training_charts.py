"""Figures of training and routes as data: what they draw, and that nothing breaks them."""

import pandas as pd
import pytest

from workbench.charts import routes as routes_charts
from workbench.charts import training as charts

DAY = pd.Timestamp("2026-06-30")
LATER = DAY + pd.Timedelta(days=90)
NEEDS = pd.DataFrame(
    {"competency": ["A<i>", "B"], "post_levels": [3.0, 1.0], "organisation_levels": [1.0, 0.0],
     "person_levels": [0.5, 0.0], "courses": [2, 0]}
)  # fmt: skip
FRONTIER = pd.DataFrame({"budget": [0.0, 500.0, 1000.0], "closed_share": [0.0, 0.4, 0.6]})
READY = pd.DataFrame(
    {"post": ["Head (P1)"], "employee_id": ["<b>E1</b>"], "needed_on": [LATER],
     "ready_on": [LATER], "ready_on_after": [DAY]}
)  # fmt: skip
LEVELS = pd.DataFrame(
    {"competency": ["A<i>", "B"], "levels": [4.0, 1.0], "people": [3, 1], "more_filled": [2, 0]}
)
TOGETHER = pd.DataFrame({"closings": [0, 1, 2], "filled": [3, 3, 4], "filled_greedy": [3, 3, 3]})
ROUTES = pd.DataFrame(
    {"post": ["Head<i> (P1)"] * 3, "route": ["make", "buy", "borrow"],
     "employee_id": ["<b>E1</b>", None, None], "channel": [None, "agency", "partner"],
     "needed_days": [90.0] * 3, "days_low": [10.0, 30.0, 20.0],
     "days": [20.0, 60.0, 30.0], "days_high": [40.0, 200.0, 50.0],
     "cost_low": [100.0, 900.0, 5000.0], "cost": [100.0, 1000.0, 6000.0],
     "cost_high": [100.0, 1500.0, 7000.0], "late_days": [0.0, 100.0, 0.0], "taken": [1, 0, 0]}
)  # fmt: skip
MIX = pd.DataFrame(
    {"post": ["Head<i> (P1)", "Cook (P2)"], "needed_on": [DAY, LATER],
     "state": ["late", "no route"], "route": ["buy", ""], "on_low": [DAY, pd.NaT],
     "on": [LATER, pd.NaT], "on_high": [LATER, pd.NaT]}
)  # fmt: skip


def frontier(table):
    return charts.plot_frontier(table, budget=600.0, cost=500.0, currency="EUR")


def one_gap(table):
    return routes_charts.plot_routes(table, currency="EUR")


FIGURES = [
    pytest.param(charts.plot_needs, NEEDS, id="needs"),
    pytest.param(frontier, FRONTIER, id="frontier"),
    pytest.param(charts.plot_sooner, READY, id="sooner"),
    pytest.param(charts.plot_unlocked, LEVELS, id="unlocked"),
    pytest.param(charts.plot_together, TOGETHER, id="together"),
    pytest.param(one_gap, ROUTES, id="routes"),
    pytest.param(routes_charts.plot_mix, MIX, id="mix"),
]


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_has_a_title_an_alternative_text_and_no_markup_from_data(plot, table):
    figure = plot(table)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    drawn = figure.to_json()
    assert "<b>E1" not in drawn
    assert "A<i>" not in drawn
    assert "Head<i>" not in drawn


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_of_no_rows_is_empty(plot, table):
    figure = plot(table.iloc[:0])
    assert figure.layout.title.text
    assert all(trace.y is None or len(trace.y) == 0 for trace in figure.data)


def test_plot_needs_marks_what_no_course_raises():
    figure = charts.plot_needs(NEEDS)
    assert figure.layout.title.text == "Most is missing in A&lt;i&gt;"
    assert list(figure.data[0].y) == ["A&lt;i&gt;", "B *"]
    assert [list(trace.x) for trace in figure.data] == [[3, 1], [1, 0], [0.5, 0]]


def test_plot_frontier_says_what_money_cannot_close():
    figure = frontier(FRONTIER)
    assert figure.layout.title.text.replace("<br>", " ") == (
        "EUR 1.00 k close 60 % of the weighted need; the rest needs more than money"
    )
    assert list(figure.data[0].y) == [0, 0.4, 0.6]
    assert figure.layout.shapes[0].x0 == 500


def test_plot_frontier_of_a_need_that_money_closes():
    whole = FRONTIER.assign(closed_share=[0.0, 0.5, 1.0])
    assert frontier(whole).layout.title.text == "EUR 1.00 k close the whole need"


def test_plot_sooner_draws_both_days_and_the_need():
    traces = {trace.name: trace for trace in charts.plot_sooner(READY).data if trace.name}
    assert pd.Timestamp(traces["ready with the courses"].x[0]) == DAY
    assert pd.Timestamp(traces["ready on the job alone"].x[0]) == LATER
    assert pd.Timestamp(traces["post is needed"].x[0]) == LATER
    title = charts.plot_sooner(READY).layout.title.text.replace("<br>", " ")
    assert title == "1 successor is ready sooner with courses, by 90 days"


def test_plot_unlocked_leaves_out_what_does_not_help():
    figure = charts.plot_unlocked(LEVELS)
    assert list(figure.data[0].x) == [2]
    assert list(figure.data[0].text) == ["4 levels, 3 people"]
    assert "No single competency" in charts.plot_unlocked(LEVELS.tail(1)).layout.title.text


def test_plot_together_shows_greed_beside_the_best():
    figure = charts.plot_together(TOGETHER)
    assert figure.layout.title.text == "Up to 2 gaps closed together: 1 more post filled at once"
    assert [list(trace.y) for trace in figure.data] == [[3, 3, 4], [3, 3, 3]]


def test_plot_routes_draws_ranges_the_need_and_the_mix():
    figure = one_gap(ROUTES)
    assert figure.layout.title.text == "Head&lt;i&gt; (P1): 2 of 3 routes in time"
    traces = {trace.name: trace for trace in figure.data}
    assert list(traces["buy: recruit"].error_x.array) == [140]
    assert list(traces["buy: recruit"].error_y.arrayminus) == [100]
    assert list(traces["in the mix"].x) == [20]
    assert figure.layout.shapes[0].x0 == 90
    # The person is in the mix, cheapest and fastest; the agency is none of these.
    assert list(traces["make: train"].text) == ["&lt;b&gt;E1&lt;/b&gt;"]
    assert list(traces["buy: recruit"].text) == [""]


def test_plot_routes_leaves_out_what_is_unknown():
    figure = one_gap(ROUTES.assign(cost=[None, 1000.0, 6000.0]))
    assert figure.layout.title.text.endswith("1 of 2 routes in time")


def test_plot_mix_draws_the_need_of_every_gap_and_the_range_of_its_route():
    figure = routes_charts.plot_mix(MIX)
    assert figure.layout.title.text == "0 of 2 gaps can be closed in time"
    needed = next(trace for trace in figure.data if trace.name == "post is needed")
    assert len(needed.y) == 2
    bought = next(trace for trace in figure.data if trace.name == "buy: recruit")
    assert list(bought.y) == ["Head&lt;i&gt; (P1)"]
