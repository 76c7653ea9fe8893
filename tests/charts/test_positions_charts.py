import pandas as pd
import plotly.graph_objects as go
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


def _posts(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["verdict", "score"])
    ids = [f"P{place}" for place in range(len(frame))]
    return frame.assign(
        position_id=ids, title="Clerk", score_low=frame["score"], score_high=frame["score"]
    )


def _title(figure: go.Figure) -> str:
    return figure.layout.title.text.replace("<br>", " ")


def test_plot_scores_draws_the_lowest_score_of_a_key_post_as_a_line() -> None:
    figure = charts.plot_scores(POSTS)
    (line,) = figure.layout.shapes
    assert (line.x0, line.x1) == (0.8, 0.8)
    assert figure.layout.annotations[0].text == "lowest score of a key post"
    assert [trace.name for trace in figure.data] == ["key", "borderline", "ordinary"]
    assert figure.data[0].error_x.array[0] == pytest.approx(0.1)
    assert figure.data[0].error_x.color == "#1f2933"


def test_plot_scores_orders_bars_by_score_and_counts_key_posts_alone() -> None:
    # In the order of chances: a borderline post behind a key one may score higher.
    posts = _posts(("key", 0.5), ("key", 0.7), ("borderline", 0.6), ("provisional", 0.9),
                   ("ordinary", 0.5), ("ordinary", 0.1))  # fmt: skip
    figure = charts.plot_scores(posts)
    rows = figure.layout.yaxis.categoryarray
    assert [row.split()[-1] for row in rows] == ["P3", "P1", "P2", "P0", "P4", "P5"]
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.shapes[0].x0 == 0.5
    # The borderline post and the first ordinary one are not below the lowest key post.
    title = "2 posts are key, 1 leads provisionally and 2 others score as high"
    assert _title(figure) == title


@pytest.mark.parametrize(
    ("rows", "title", "lines"),
    [
        ([("key", 0.5)], "1 post is key", 1),
        ([("key", 0.5), ("ordinary", 0.6)], "1 post is key and 1 other scores as high", 1),
        ([("ordinary", 0.5)], "No post is key", 0),
        ([("provisional", 0.5)] * 2, "No post is key and 2 lead provisionally", 0),
        (
            [("no cut", 0.5)],
            "Posts are too few to say which are key: the order is that of the scores",
            0,
        ),
        (
            [("key", 0.5)] * 27,
            "27 posts are key (25 of 27 posts drawn, the others are in the table)",
            1,
        ),
    ],
)
def test_plot_scores_says_what_is_key(rows, title, lines) -> None:
    figure = charts.plot_scores(_posts(*rows))
    assert _title(figure) == title
    assert len(figure.layout.shapes) == lines


@pytest.mark.parametrize(
    ("chances", "title"),
    [
        ([0.99, 0.95, 0.5], "2 posts stay on the list in 95 % of the draws or more"),
        ([0.99, 0.5], "1 post stays on the list in 95 % of the draws or more"),
        ([0.5], "No post stays on the list in 95 % of the draws or more"),
        ([None, None], "No list is cut, so no post has a chance of a place on it"),
    ],
)
def test_plot_chances_says_who_stays(chances, title) -> None:
    posts = pd.concat([POSTS.head(1)] * len(chances)).assign(chance=pd.Series(chances).to_numpy())
    figure = charts.plot_chances(posts.astype({"chance": float}), key_at=0.75, borderline_at=0.25)
    assert _title(figure) == title


@pytest.mark.parametrize(
    ("gates", "title", "lines"),
    [
        (GATES, "Of 3 posts of which both are known, 2 pass the gates of strategic value and "
         "scarcity", 2),
        ({"scarcity": 0.8}, "Of 3 posts of which both are known, 1 passes the gate of scarcity", 1),
        ({}, "Strategic value and scarcity of 3 posts: neither has a gate", 0),
    ],
)  # fmt: skip
def test_plot_value_scarcity_counts_only_at_gates_that_stand(gates, title, lines) -> None:
    figure = charts.plot_value_scarcity(POSTS, gates=gates)
    assert _title(figure) == title
    assert len(figure.layout.shapes) == lines


def test_plot_weights_that_are_equal_name_no_winner() -> None:
    figure = charts.plot_weights(WEIGHTS.assign(weight=0.5))
    assert figure.layout.title.text == "All weigh the same: 50 %"
