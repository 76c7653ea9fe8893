"""The numbers at the top are those of the answers, and moves say whether they are good news."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from workbench.brief.tiles import Tile, brief_tiles
from workbench.history.explain import FIGURE_COLUMNS, Change, no_change

RANGES = pd.DataFrame(
    {
        "state": ["today", "with the measures"], "low": [1.2e6, 1.0e6], "expected": [2.1e6, 1.3e6],
        "high": [3.2e6, 1.7e6], "one_in_twenty": [4.9e6, 3.5e6], "cost": [0.0, 171e3],
    }
)  # fmt: skip
STEPS = pd.DataFrame({"step": ["posts in scope", "named", "not double-booked"], "posts": [9, 5, 2]})

BENCH = SimpleNamespace(waterfall=STEPS, measures={"simultaneous_share": 2 / 9})


def tiles_of(change: Change, *, places: int = 3, bench: str = "") -> tuple[Tile, ...]:
    ranking = SimpleNamespace(
        places=places, key_positions=["P1", "P2"], borderline_positions=["P3"], table=range(1200)
    )
    pools = SimpleNamespace(lacks={"bench": bench}, bench=BENCH)
    risk = SimpleNamespace(currency="EUR", horizon_days=365)
    brief = SimpleNamespace(ranges=RANGES)
    return brief_tiles(brief, ranking, pools, risk, change)  # type: ignore[arg-type]


def moved(name: str, before: float, now: float, *, sound: bool = True) -> Change:
    row = dict.fromkeys(FIGURE_COLUMNS) | {"figure": name, "before": before, "now": now}
    old, new = SimpleNamespace(as_of="2026-03-31"), SimpleNamespace(sound=sound)
    return replace(no_change(""), old=old, new=new, figures=pd.DataFrame([row]))  # type: ignore[arg-type]


def test_tiles_say_the_numbers_with_their_ranges() -> None:
    today, after, key, bench = tiles_of(no_change("first run"))
    assert today.figure == "EUR 2.10 M"
    assert today.range == "range EUR 1.20 M to EUR 3.20 M; one time in twenty more than EUR 4.90 M"
    assert after.label == "expected with measures for EUR 171 k"
    assert (key.figure, key.range) == ("2 of 1,200", "1 more post borderline")
    assert (bench.figure, bench.move) == ("2 of 9", "")


@pytest.mark.parametrize(
    ("before", "now", "move", "good"),
    [
        (2.0e6, 2.1e6, "+EUR 0.10 M since 2026-03-31", -1),
        (2.4e6, 2.1e6, "-EUR 0.30 M since 2026-03-31", 1),
        (2.1e6, 2.1e6, "as on 2026-03-31", 0),
        (float("nan"), 2.1e6, "", 0),
    ],
)
def test_a_smaller_loss_is_good_news(before: float, now: float, move: str, good: int) -> None:
    today = tiles_of(moved("expected_loss", before, now))[0]
    assert (today.move, today.good) == (move, good)


def test_a_move_of_partial_tables_is_no_news() -> None:
    today = tiles_of(moved("expected_loss", 2.0e6, 2.1e6, sound=False))[0]
    assert (today.move, today.good) == ("+EUR 0.10 M, but the tables look partial", 0)


def test_more_cover_is_good_news_and_more_key_posts_neither() -> None:
    assert tiles_of(moved("covered_at_once", 0.1, 0.2))[3].good == 1
    assert tiles_of(moved("key_posts", 2, 4))[2].good == 0


def test_what_cannot_be_given_is_left_out() -> None:
    labels = [tile.label for tile in tiles_of(no_change(""), places=0, bench="lacks nominations")]
    assert len(labels) == 2 and all("expected" in label for label in labels)
