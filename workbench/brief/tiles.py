"""The few numbers at the top of the brief, each with its range and its move since last time."""

import math
from dataclasses import dataclass

from workbench.brief.brief import Brief
from workbench.drain.risk import DrainRisk
from workbench.history.amounts import scale_of
from workbench.history.explain import Change
from workbench.history.register import HEADLINES
from workbench.pools.build import Pools
from workbench.positions.ranking.rank import Ranking
from workbench.words import count, have, money, percent


@dataclass(frozen=True)
class Tile:
    """One number.

    Parameters
    ----------
    label : what it is
    figure : the number in words
    range : what it may be instead, or what it is made of
    move : how it moved since the last run; empty where that is not known
    good : whether the move is good news (1), bad news (-1) or neither (0)
    """

    label: str
    figure: str
    range: str
    move: str = ""
    good: int = 0


def brief_tiles(
    brief: Brief, ranking: Ranking, pools: Pools, risk: DrainRisk, change: Change
) -> tuple[Tile, ...]:
    """Choose the numbers that an executive looks at first.

    Parameters
    ----------
    brief : from ``make_brief``
    ranking, pools, risk : what it was made of
    change : from ``what_changed``, with the same headline figures

    Returns
    -------
    Tiles: the money, what the measures make of it, key posts, posts that can be filled at the same
    time. What cannot be given is left out.
    """
    return (*_about_money(brief, risk, change), *_about_key(ranking, change),
            *_about_bench(pools, change))  # fmt: skip


def _about_money(brief: Brief, risk: DrainRisk, change: Change) -> list[Tile]:
    tiles = []
    for row in brief.ranges.to_dict("records"):
        low, mean, high, tail, cost = (
            money(row[name], risk.currency)
            for name in ("low", "expected", "high", "one_in_twenty", "cost")
        )
        if row["state"] == "today":
            label = f"expected loss from departures in {risk.horizon_days} days"
            words = f"range {low} to {high}; one time in twenty more than {tail}"
            tiles.append(Tile(label, mean, words, *_move(change, "expected_loss", risk.currency)))
        else:
            label = f"expected with measures for {cost}"
            tiles.append(Tile(label, mean, f"{low} to {high}, by how well the measures work"))
    return tiles


def _about_key(ranking: Ranking, change: Change) -> list[Tile]:
    if not ranking.places:
        return []
    words = f"{count(len(ranking.borderline_positions), 'more post')} borderline"
    return [
        Tile("key posts", f"{len(ranking.key_positions)} of {len(ranking.table):,}", words,
             *_move(change, "key_posts"))
    ]  # fmt: skip


def _about_bench(pools: Pools, change: Change) -> list[Tile]:
    if pools.lacks["bench"]:
        return []
    steps = pools.bench.waterfall.set_index("step")["posts"]
    return [
        Tile(
            "posts in the succession plan can be filled at the same time",
            f"{steps['not double-booked']} of {steps['posts in scope']}",
            f"{percent(pools.bench.measures['simultaneous_share'])}, with people ready now; "
            f"{steps['named']} {have(steps['named'])} a name on the bench",
            *_move(change, "covered_at_once"),
        )
    ]


def _move(change: Change, name: str, currency: str = "") -> tuple[str, int]:
    """Say how a headline figure moved and whether that is good news; empty where not known."""
    rows = change.figures[change.figures["figure"] == name]
    if change.old is None or rows.empty:
        return "", 0
    before, now = (float(rows[column].iloc[0]) for column in ("before", "now"))
    if not math.isfinite(before) or not math.isfinite(now):
        return "", 0
    scale = scale_of(HEADLINES[name], [before, now], currency)
    if not scale.rounded(now - before):
        return f"as on {change.old.as_of}", 0
    if change.new is not None and not change.new.sound:
        return f"{scale.write(now - before, sign=True)}, but the tables look partial", 0
    good = HEADLINES[name].good * (1 if now > before else -1)
    return f"{scale.write(now - before, sign=True)} since {change.old.as_of}", good
