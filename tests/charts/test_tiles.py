"""The top of the brief: its numbers, its posts, and that every cell is only text."""

from collections.abc import Callable

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from workbench.brief.tiles import Tile
from workbench.charts import show as show_room
from workbench.charts import tiles as tiles_room
from workbench.charts.brief import plot_money_ranges
from workbench.charts.theme import title_in_words
from workbench.charts.tiles import show_posts, show_tiles

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2"],
        "title": ["<b>Head</b>", "Setter"],
        "unit": ["Works", "Works"],
        "verdict": ["key", "borderline"],
        "why": ["no ready successor", ""],
        "expected_loss": [200_000.0, 50_000.0],
        "loss_if_all_leave": [4e6, float("nan")],
        "leave_probability": [0.05, float("nan")],
        "next_retirement_on": [pd.NaT, pd.NaT],
    }
)
CHANNELS = pd.DataFrame(
    {
        "position_id": ["P1", "P1", "P2", "P1"],
        "driver": ["<i>work undone", "finding a successor", "finding a successor", "none"],
        "expected_loss": [50_000.0, 150_000.0, 50_000.0, 0.0],
    }
)


Page = Callable[[], BeautifulSoup]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """Give what was put on the page so far."""
    parts: list[str] = []
    for room in (tiles_room, show_room):
        monkeypatch.setattr(room, "display", lambda thing, **_: parts.append(thing.data))
    return lambda: BeautifulSoup("".join(parts), "html.parser")


def test_a_move_is_said_in_words_and_colour(page: Page) -> None:
    show_tiles(
        [
            Tile("<b>loss", "EUR 2 M", "1 to 3", "+EUR 1 M since 2026-03-31", -1),
            Tile("key posts", "3 of 9", ""),
        ]
    )
    first, second = page().select(".wb-tiles li")
    assert first.select_one(".wb-worse").get_text() == "+EUR 1 M since 2026-03-31 (worse)"
    assert first.select_one("b").get_text() == "<b>loss"
    assert not second.select(".wb-move")


def test_no_tile_shows_nothing(page: Page) -> None:
    show_tiles([])
    assert not page().find()


def test_posts_have_bars_in_proportion_reasons_and_parts(page: Page) -> None:
    show_posts(POSTS, CHANNELS, currency="EUR")
    first, second = page().select(".wb-posts > li")
    assert [one.select_one(".wb-bar i")["style"] for one in (first, second)] == [
        "width:100.0%", "width:25.0%",
    ]  # fmt: skip
    assert "<b>Head</b>" in first.get_text() and not page().select("i i, strong b")
    assert first.p.get_text() == (
        "No ready successor; somebody leaves with a chance of 5 %, "
        "which costs EUR 4.00 M on the mean."
    )
    assert second.p.get_text() == "Nothing else is known against it."
    parts = [row.td.get_text() for row in first.select("tbody tr")]
    assert parts == ["finding a successor", "<i>work undone"]


def test_who_reaches_the_age_is_taken_to_retire(page: Page) -> None:
    due = POSTS.head(1).assign(next_retirement_on=pd.Timestamp("2026-11-20"), leave_probability=1.0)
    show_posts(due, CHANNELS, currency="EUR")
    assert page().p.get_text() == "No ready successor; taken to retire in this time."


@pytest.mark.parametrize(
    ("posts", "lacks", "said"),
    [(POSTS.head(0), "", "No post has an expected loss."), (POSTS, "No amounts.", "No amounts.")],
)
def test_posts_say_why_none_is_shown(
    page: Page, posts: pd.DataFrame, lacks: str, said: str
) -> None:
    show_posts(posts, CHANNELS, currency="EUR", lacks=lacks)
    assert page().get_text() == said


def test_ranges_span_low_to_high_and_name_the_measures() -> None:
    ranges = pd.DataFrame(
        {
            "state": ["today", "with the measures"], "low": [1e6, 0.5e6], "expected": [2e6, 1e6],
            "high": [3e6, 1.5e6], "one_in_twenty": [5e6, 4e6], "cost": [0.0, 1e5],
        }
    )  # fmt: skip
    figure = plot_money_ranges(ranges, currency="EUR")
    bar = figure.data[0]
    assert [base + x for base, x in zip(bar.base, bar.x, strict=True)] == [1.5e6, 3e6]
    assert (
        title_in_words(figure)
        == "Measures for EUR 100 k bring the expected loss from EUR 2.00 M to EUR 1.00 M"
    )
    alone = plot_money_ranges(ranges.head(1), currency="EUR")
    assert title_in_words(alone) == "EUR 2.00 M is expected to be lost"
    assert title_in_words(plot_money_ranges(ranges.head(0), currency="EUR")) == (
        "No amount can be given"
    )
