"""What flows and tightness of the region say, in sentences, the most pressing first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.market.flows.display import market_names, own_first
from workbench.market.flows.view import MarketFlows
from workbench.market.flows.why import span
from workbench.market.flows.words import (
    DEFINITION,
    DRAIN,
    EASIER,
    GAINED,
    SEASON,
    SUPPRESSED,
    TIGHTER,
    TOO_FEW,
    UNKNOWN,
)
from workbench.words import count, listing, percent

# Medians of a region differ by a little in any year; below this they are called alike.
LEAST_GAP = 0.05
_MOST = 3


def flow_findings(flows: MarketFlows) -> tuple[str, ...]:
    """Say which own markets drain, what only looks like it, and where it became tighter.

    Parameters
    ----------
    flows : from ``market_flows``

    Returns
    -------
    Sentences; those without anything to say are left out
    """
    sentences = (
        _post_words(flows.posts, flows.verdicts),
        _drain_words(flows.verdicts),
        _look_alike_words(flows.verdicts),
        _open_words(flows.verdicts),
        _gain_words(flows.verdicts),
        _tight_words(flows),
        _pay_words(flows.tightness),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _post_words(posts: pd.DataFrame, verdicts: pd.DataFrame) -> str:
    if verdicts.empty or posts.empty:
        return ""
    known = posts[posts["drains"].notna()]
    left = len(posts) - len(known)
    rest = f" Of {count(left, 'other')} it cannot be told." if left and len(known) else ""
    if known.empty:
        return (
            f"Of none of {count(len(posts), 'listed post')} can be told whether its market drains."
        )
    hit = known[known["drains"].astype(bool)]
    if hit.empty:
        return f"No market of {count(len(known), 'listed post')} drains.{rest}"
    named = [f"{row['title']} ({row['position_id']})" for row in hit.to_dict("records")]
    verb = "lies in a market that drains" if len(hit) == 1 else "lie in markets that drain"
    return (
        f"{len(hit)} of {count(len(known), 'listed post')} whose market can be judged {verb}: "
        f"{listing(named, most=_MOST)}.{rest}"
    )


def _drain_words(verdicts: pd.DataFrame) -> str:
    if verdicts.empty:
        return ""
    hit = own_first(verdicts[verdicts["verdict"] == DRAIN])
    if hit.empty:
        few = int((verdicts["verdict"] == TOO_FEW).sum())
        untold = f"; of {few} it cannot be told" if few else ""
        return f"None of {count(len(verdicts), 'market')} with flows drains{untold}."
    named = [
        f"{name} ({_per_year(row, 'net')} a year{_before(row)}; "
        f"{_per_year(row, 'to_competitor')} a year left to competitors)"
        for name, row in zip(_with_examples(hit), hit.to_dict("records"), strict=True)
    ]
    verb = "drains" if len(hit) == 1 else "drain"
    return f"{len(hit)} of {count(len(verdicts), 'market')} {verb}: {listing(named, most=_MOST)}."


def _with_examples(hit: pd.DataFrame) -> list[str]:
    """Name markets, with a title of the own posts in them."""
    return [
        f"{name}, as {example}" if pd.notna(example) and example else name
        for name, example in zip(market_names(hit), hit["example"], strict=True)
    ]


def _per_year(row: Mapping[Any, Any], name: str) -> str:
    return span(row[f"{name}_low_per_year"], row[f"{name}_high_per_year"])


def _before(row: Mapping[Any, Any]) -> str:
    same = pd.notna(row["before_low_per_year"])
    return f", {_per_year(row, 'before')} the year before" if same else ""


def _look_alike_words(verdicts: pd.DataFrame) -> str:
    parts = [_group(verdicts, word) for word in (DEFINITION, SEASON, SUPPRESSED)]
    said = [part for part in parts if part]
    return f"Not called a drain or a gain: {'; '.join(said)}." if said else ""


def _open_words(verdicts: pd.DataFrame) -> str:
    part = _group(verdicts, TOO_FEW)
    return f"Not told for want of two whole years, {part}." if part else ""


def _gain_words(verdicts: pd.DataFrame) -> str:
    hit = own_first(verdicts[verdicts["verdict"] == GAINED])
    if hit.empty:
        return ""
    named = [
        f"{name} ({_per_year(row, 'net')} a year)"
        for name, row in zip(_with_examples(hit), hit.to_dict("records"), strict=True)
    ]
    return f"People gather in {listing(named, most=_MOST)}."


def _group(verdicts: pd.DataFrame, word: str) -> str:
    hit = own_first(verdicts[verdicts["verdict"] == word])
    regions = hit.groupby("occupation_code", sort=False)["region"].agg(list)
    named = [f"{occupation} in {listing(where)}" for occupation, where in regions.items()]
    return f"{word}: {listing(named, most=_MOST)}" if named else ""


def _tight_words(flows: MarketFlows) -> str:
    known = flows.tightness[flows.tightness["state"] != UNKNOWN]
    if known.empty:
        return ""
    since = known["compared_with"].min().strftime("%Y-%m-%d")
    hit, eased = (own_first(known[known["state"] == word]) for word in (TIGHTER, EASIER))
    own = known[known["posts"] > 0]
    markets = f"{count(len(known), 'market')}, {len(own)} of them with own posts,"
    end = f" {len(eased)} became easier." if len(eased) else ""
    if hit.empty:
        return f"None of {markets} became tighter since {since} beyond the noise of counting.{end}"
    named = [
        f"{name} ({row['before_openings_per_seeker']:.1f} to {row['openings_per_seeker']:.1f} "
        "openings per seeker)"
        for name, row in zip(_with_examples(hit), hit.to_dict("records"), strict=True)
    ]
    return (
        f"{len(hit)} of {markets} became tighter since {since} beyond the noise of counting: "
        f"{listing(named, most=_MOST)}.{end}"
    )


def _pay_words(tightness: pd.DataFrame) -> str:
    own = tightness[(tightness["posts"] > 0)].dropna(subset=["pay_ratio"])
    if own.empty:
        return ""
    low = own_first(own[own["pay_ratio"] <= 1 - LEAST_GAP].sort_values("pay_ratio"))
    if low.empty:
        return (
            f"None of {count(len(own), 'market')} with own posts pays 5 % or more below the other "
            "regions."
        )
    named = [
        f"{name} (by {percent(1 - ratio)})"
        for name, ratio in zip(market_names(low), low["pay_ratio"], strict=True)
    ]
    verb = "pays" if len(low) == 1 else "pay"
    return (
        f"{len(low)} of {count(len(own), 'market')} with own posts {verb} 5 % or more below the "
        f"other regions: {listing(named, most=_MOST)}."
    )
