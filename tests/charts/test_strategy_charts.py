import pandas as pd
import pytest

from workbench.charts import strategy as charts

GOALS = pd.DataFrame(
    {
        "goal_id": ["G1", "G2", "G3", "G4"],
        "goal": ["<img src=x>", "A goal that is much too long " * 6, "Greener", "Later"],
        "weight": [0.5, 0.3, None, 0.2],
        "posts": [3, 0, 0, 0],
        "full_posts": [1.5, 0.0, 0.0, 0.0],
        "state": ["carried", "carried by nobody", "unknown", "carried later"],
    }
)
COVER = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": ["<b>Head</b>", None, "Mixer"],
        "absences": [2, 4, 0],
        "acted_share": [0.0, 0.75, None],
    }
)
FIGURES = {"goals": (charts.plot_goals, GOALS), "cover": (charts.plot_cover, COVER)}


@pytest.mark.parametrize(("plot", "frame"), FIGURES.values(), ids=FIGURES)
def test_plot_has_a_title_an_alternative_text_and_no_markup(plot, frame) -> None:
    figure = plot(frame)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "<b>" not in text


@pytest.mark.parametrize(("plot", "frame"), FIGURES.values(), ids=FIGURES)
def test_plot_of_an_empty_table_is_an_empty_figure(plot, frame) -> None:
    assert sum(len(trace.x or ()) for trace in plot(frame.iloc[:0].astype(object)).data) == 0


def test_plot_goals_marks_goals_without_a_post() -> None:
    figure = charts.plot_goals(GOALS)
    assert figure.layout.title.text == "1 of 4 goals carried by no post"
    assert list(figure.data[0].text) == ["3 posts", "", "", ""]
    marks = [(note.y, note.text) for note in figure.layout.annotations]
    assert marks == [(1, "no post"), (2, "unknown"), (3, "planned posts only")]


def test_plot_cover_tells_a_failed_test_from_no_test() -> None:
    figure = charts.plot_cover(COVER)
    assert figure.layout.title.text == "In 1 of 2 posts put to the test nobody ever acted"
    marks = [(note.y, note.text) for note in figure.layout.annotations]
    assert marks == [(0, "nobody acted"), (2, "not tested")]


@pytest.mark.parametrize(
    ("plot", "frame", "title"),
    [
        (charts.plot_goals, GOALS.head(1), "1 of 1 goal carried by posts"),
        (
            charts.plot_cover,
            COVER.iloc[1:],
            "In 1 post put to the test somebody acted at least once",
        ),
        (charts.plot_cover, COVER.tail(1), "No post was put to the test by an absence"),
    ],
)
def test_plot_title_without_a_gap(plot, frame, title) -> None:
    assert plot(frame).layout.title.text.replace("<br>", " ") == title
