import pandas as pd
import pytest

from workbench.charts import positions as charts

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": ["<img src=x>", "A title much too long for the side of a telephone", None],
        "verdict": ["key", "borderline", "ordinary"],
        "score": [0.8, 0.5, 0.2],
        "score_low": [0.7, 0.5, 0.1],
        "score_high": [0.9, 0.5, 0.4],
        "chance": [0.99, 0.5, 0.1],
        "chance_se": [0.001, 0.005, 0.003],
        "strategic_value": [0.9, 0.5, 0.1],
        "scarcity": [0.8, 0.5, 0.1],
    }
)
GATES = {"strategic_value": 0.4, "scarcity": 0.4}
PARTS = POSTS[["position_id", "title"]].assign(strategic_value=[0.5, 0.2, None], scarcity=0.1)
WEIGHTS = pd.DataFrame({"item": ["strategic_value", "scarcity"], "weight": [0.6, 0.4]})
FIGURES = {
    "scores": (charts.plot_scores, POSTS, {}),
    "value_scarcity": (charts.plot_value_scarcity, POSTS, {"gates": GATES}),
    "parts": (charts.plot_parts, PARTS, {}),
    "chances": (charts.plot_chances, POSTS, {"key_at": 0.75, "borderline_at": 0.25}),
    "weights": (charts.plot_weights, WEIGHTS, {}),
}


@pytest.mark.parametrize(("plot", "frame", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_has_a_title_an_alternative_text_and_no_markup(plot, frame, options) -> None:
    figure = plot(frame, **options)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    assert "<img" not in figure.to_json().replace("\\u003c", "<")
    assert "<b>" not in figure.to_json().replace("\\u003c", "<")


@pytest.mark.parametrize(("plot", "frame", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_of_an_empty_table_is_an_empty_figure(plot, frame, options) -> None:
    figure = plot(frame.iloc[:0].astype(object), **options)
    assert sum(len(trace.x or ()) for trace in figure.data) == 0


def test_plot_scores_puts_the_line_below_the_last_key_post() -> None:
    figure = charts.plot_scores(POSTS)
    assert figure.layout.shapes[0].y0 == 0.5
    assert [trace.name for trace in figure.data] == ["key", "borderline", "ordinary"]
    assert figure.data[0].error_x.array[0] == pytest.approx(0.1)


def test_plot_weights_that_are_equal_name_no_winner() -> None:
    figure = charts.plot_weights(WEIGHTS.assign(weight=0.5))
    assert figure.layout.title.text == "All weigh the same: 50 %"
