"""Figures of the pools as data: what they draw, and that nothing breaks them."""

import pandas as pd
import pytest

from workbench.charts import pools as charts
from workbench.charts import pools_over_time as dated

WATERFALL = pd.DataFrame(
    {"step": ["posts in scope", "named"], "posts": [4, 3], "posts_lost": [0, 1]}
)
PEOPLE = pd.DataFrame(
    {"employee_id": ["<b>E1</b>", "E2"], "lists": [3, 1], "is_critical": [True, False]}
)
QUANTITY = pd.DataFrame(
    {"pool": ["key"], "unit": ["A<i>"], "proposed": [2], "shortage": [1], "shortage_low": [0],
     "shortage_high": [3], "capacity": [3.0]}
)  # fmt: skip
QUALITY = pd.DataFrame(
    {"unit": ["A", "B"], "competency": ["X", "X"], "gap": [1.5, None], "gap_low": [1.0, 0.0],
     "gap_high": [2.0, 4.0], "pairs": [2, 1]}
)  # fmt: skip
DAY = pd.Timestamp("2026-06-30")
TIME = pd.DataFrame(
    {"position_id": ["P1"], "title": ["Head"], "vacant_on": [DAY],
     "overdue_since": pd.Series([pd.NaT], dtype="datetime64[us]"), "ready_on": [pd.NaT],
     "ready_on_p90": [pd.NaT], "state": ["nobody proposed"]}
)  # fmt: skip
YEARS = pd.DataFrame(
    {"pool": ["key"], "year": [2025], "in": [4], "promoted": [1], "eliminated": [1], "left": [0],
     "closing": [2]}
)  # fmt: skip
CALENDAR = pd.DataFrame({"step": ["Review"], "due_on": [DAY], "state": ["late"]})
FIGURES = [
    pytest.param(charts.plot_waterfall, WATERFALL, id="waterfall"),
    pytest.param(charts.plot_same_names, PEOPLE, id="same-names"),
    pytest.param(charts.plot_capacity, QUANTITY, id="capacity"),
    pytest.param(charts.plot_quality, QUALITY, id="quality"),
    pytest.param(dated.plot_time, TIME, id="time"),
    pytest.param(dated.plot_ledger, YEARS, id="ledger"),
    pytest.param(dated.plot_calendar, CALENDAR, id="calendar"),
]


def test_places_taken_carry_the_range_of_what_was_never_assessed():
    taken = charts.plot_capacity(QUANTITY).data[0]
    assert taken.x[0] + taken.error_x.array[0] == 3
    assert taken.x[0] - taken.error_x.arrayminus[0] == 0


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_has_a_title_an_alternative_text_and_no_markup_from_data(plot, table):
    figure = plot(table)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    drawn = figure.to_json()
    assert "<b>E1" not in drawn
    assert "A<i>" not in drawn


@pytest.mark.parametrize(("plot", "table"), FIGURES)
def test_figure_of_no_rows_is_empty(plot, table):
    figure = plot(table.iloc[:0])
    assert all(trace.y is None or len(trace.y) == 0 for trace in figure.data)


def test_plot_waterfall_states_how_many_posts_are_left():
    figure = charts.plot_waterfall(WATERFALL)
    assert figure.layout.title.text == "Of 4 posts, 3 can be filled at once"
    assert list(figure.data[0].x) == [4, 3]
    assert list(figure.data[1].x) == [0, 1]


def test_plot_quality_leaves_the_unknown_cell_empty():
    heatmap = charts.plot_quality(QUALITY).data[0]
    assert list(heatmap.x) == ["A"]
    assert heatmap.z[0][0] == 1.5


def test_plot_time_draws_an_overdue_retirement_on_its_own_day():
    due = DAY - pd.Timedelta(days=100)
    traces = dated.plot_time(TIME.assign(overdue_since=due)).data
    days = {trace.name: pd.to_datetime(list(trace.x))[0] for trace in traces}
    assert days["retirement overdue since"] == due
    assert pd.isna(days["post is vacant"])


def test_plot_ledger_draws_exits_left_of_the_line():
    figure = dated.plot_ledger(YEARS)
    assert [trace.x[0] for trace in figure.data] == [4, -1, -1, 0, 2]
    assert {trace.y[0] for trace in figure.data} == {"key 2025"}


def test_plot_calendar_folds_long_steps_and_keeps_them_text():
    long = "Write <b>down</b> the methods of the bead mills and of the mixers too"
    figure = dated.plot_calendar(CALENDAR.assign(step=long))
    label = next(trace.y[0] for trace in figure.data if trace.name == "late")
    assert label == "Write &lt;b&gt;down&lt;/b&gt; the<br>methods of the bead m…"
    assert list(figure.layout.yaxis.categoryarray) == [label]


def test_plot_adequacy_names_the_own_record():
    table = pd.DataFrame({"ready_share": [0.3, 0.5], "names": [3, 3], "chance": [0.59, 0.81]})
    figure = charts.plot_adequacy(table, own_share=0.3)
    assert figure.layout.title.text == "Chance of a successor with three names: 59 %"
    assert [trace.name for trace in figure.data] == [
        "30 % of names ready (own record)", "50 % of names ready",
    ]  # fmt: skip


def test_plot_adequacy_does_not_round_a_chance_onto_the_line():
    table = pd.DataFrame({"ready_share": [0.5], "names": [3], "chance": [0.899]})
    figure = charts.plot_adequacy(table, own_share=0.5)
    assert figure.layout.title.text.endswith(": 89.9 %")


def test_plot_adequacy_without_an_own_record_is_empty():
    table = pd.DataFrame(columns=["ready_share", "names", "chance"])
    assert not charts.plot_adequacy(table, own_share=float("nan")).data


def test_plot_time_says_how_many_posts_it_leaves_to_the_table():
    posts = pd.concat([TIME.assign(position_id=f"P{place}") for place in range(20)])
    assert dated.plot_time(posts).layout.xaxis.title.text == "2 more in the table"
    assert not dated.plot_time(posts.head(18)).layout.xaxis.title.text


def test_plot_time_shows_both_marks_where_vacancy_and_readiness_fall_on_one_day():
    traces = dated.plot_time(TIME.assign(ready_on=DAY)).data
    names = [trace.name for trace in traces]
    vacant, ready = names.index("post is vacant"), names.index("first person ready (median)")
    assert vacant < ready
    assert traces[vacant].marker.size > traces[ready].marker.size
