import pandas as pd
import pytest

from workbench.charts import people_in_posts as charts

POSTS = pd.DataFrame(
    [
        ("P1", "<img src=x>", "key", "strong", 0.9, 0.95, 0.9, 1.0),
        ("P2", "A title too long for the side of a telephone", "key", "gap", 0.8, 0.7, 0.7, 0.7),
        ("P3", "Mixer", "key", "vacant", 0.7, None, None, None),
        ("P4", "<b>Clerk</b>", "ordinary", "adequate", 0.2, 0.8, 0.8, 0.8),
        ("P5", "Porter", "ordinary", "not assessed", None, None, 0.0, 1.0),
    ],
    columns=["position_id", "title", "verdict", "held", "score", "match", "match_low",
             "match_high"],
)  # fmt: skip
SCOPE = {"scope": "5 posts, 4 with people"}
LINES = {"match_strong": 0.9, "match_gap": 0.75}
FIGURES = {
    "matrix": (charts.plot_people_in_posts, SCOPE),
    "match": (charts.plot_match, SCOPE | LINES),
}


@pytest.mark.parametrize(("plot", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_has_a_title_an_alternative_text_a_scope_and_no_markup(plot, options) -> None:
    figure = plot(POSTS, **options)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    assert SCOPE["scope"] in figure.layout.xaxis.title.text
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "<b>" not in text


@pytest.mark.parametrize(("plot", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_of_an_empty_table_is_an_empty_figure(plot, options) -> None:
    figure = plot(POSTS.head(0), **options)
    assert sum(len(trace.x or ()) for trace in figure.data) == 0


def test_plot_people_in_posts_counts_every_cell_and_names_what_matters() -> None:
    figure = charts.plot_people_in_posts(POSTS, **SCOPE)
    title = figure.layout.title.text.replace("<br>", " ")
    assert title == "2 of 3 key posts are vacant or held with a gap, 1 held strongly"
    counts, titles = figure.data
    # Row by row: strong, adequate, gap, not assessed, empty; in each key, then ordinary.
    assert list(counts.text) == ["1", "0", "0", "1", "1", "0", "0", "1", "1", "0"]
    assert sum(map(int, counts.text)) == len(POSTS)
    assert titles.text[8] == "· Mixer P3"
    assert titles.text[3] == ""
    assert list(figure.layout.xaxis.ticktext) == ["key", "ordinary"]
    assert len(figure.layout.shapes) == 10


def test_plot_people_in_posts_counts_what_does_not_fit() -> None:
    many = pd.concat([POSTS.head(1)] * 11)
    titles = charts.plot_people_in_posts(many, **SCOPE).data[1].text[0]
    assert titles.count("P1") == 9
    assert titles.endswith("and 2 more")


def test_plot_people_in_posts_without_a_key_post_says_so() -> None:
    figure = charts.plot_people_in_posts(POSTS.tail(2), **SCOPE)
    assert figure.layout.title.text == "No post is known to be key"


def test_plot_match_draws_known_matches_with_their_bounds() -> None:
    figure = charts.plot_match(POSTS, **SCOPE, **LINES)
    title = figure.layout.title.text.replace("<br>", " ")
    assert title.startswith("The lowest match in a key post is 70 %: A title too long")
    drawn = {trace.name: trace for trace in figure.data}
    assert list(drawn) == ["strong", "adequate", "gap"]
    assert drawn["strong"].y == (95.0,)
    assert drawn["strong"].error_y.array[0] == pytest.approx(5)
    assert drawn["strong"].error_y.arrayminus[0] == pytest.approx(5)
    assert {trace.marker.symbol for trace in figure.data} == {"circle", "square", "x"}
    # Two lines of the match, and the lowest score of a key post with a known match.
    assert [shape.y0 for shape in figure.layout.shapes[:2]] == [90, 75]
    assert figure.layout.shapes[2].x0 == 0.8
    # Where a post stands is its score, not its verdict: the corners name what the axes measure.
    words = [note.text for note in figure.layout.annotations]
    assert words == [
        "lowest score of a key post",
        "low score, high match", "low score, low match",
        "high score, high match", "high score, low match",
    ]  # fmt: skip


def test_plot_match_without_a_key_post_counts_what_is_known() -> None:
    figure = charts.plot_match(POSTS.tail(2), **SCOPE, **LINES)
    assert figure.layout.title.text == "The match is known for 1 of 2 posts"


def test_fold_cells_shows_the_list_behind_each_count(monkeypatch) -> None:
    shown = []
    monkeypatch.setattr(charts, "display", lambda page: shown.append(page.data))
    posts = POSTS[["title", "held"]].assign(importance=POSTS["verdict"])
    charts.fold_cells(posts)
    assert len(shown) == 1
    for words in ("key, strong: 1 post", "key, gap: 1 post", "ordinary, not assessed: 1 post"):
        assert f"<summary>{words}</summary>" in shown[0]
    assert "borderline" not in shown[0]
    assert "&lt;img src=x&gt;" in shown[0]
    charts.fold_cells(posts.head(0))
    assert len(shown) == 1
