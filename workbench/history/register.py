"""The register of headline figures: names, words and units, for all that keep or show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

COLUMNS = ["figure", "value", "low", "high", "posts"]
Unit = Literal["posts", "people", "places", "share", "money", "money a month"]


@dataclass(frozen=True)
class Headline:
    """One headline figure.

    Parameters
    ----------
    name : short stable name, as it is kept
    words : what it is, as a reader would say it
    unit : what it counts; money is in the currency of the settings
    good : whether more of it is good news (1), bad news (-1) or neither (0)
    """

    name: str
    words: str
    unit: Unit
    good: int


HEADLINES: Mapping[str, Headline] = {
    each.name: each
    for each in (
        Headline("open_posts", "open posts", "posts", 0),
        Headline("people_here", "people here", "people", 0),
        Headline("key_posts", "key posts", "posts", 0),
        Headline("borderline_posts", "borderline posts", "posts", 0),
        Headline("vacant_key_posts", "key posts with an empty seat", "posts", -1),
        Headline("key_posts_without_ready", "key posts with nobody ready proposed", "posts", -1),
        Headline("covered_at_once", "posts covered at the same time", "share", 1),
        Headline("places_short", "empty places in the pools", "places", -1),
        Headline("expected_loss", "expected loss", "money", -1),
        Headline("value_at_risk_95", "loss exceeded one time in twenty", "money", -1),
        Headline("expected_shortfall_95", "mean loss of the worst twentieth", "money", -1),
        Headline("expected_leavers", "people expected to leave these posts", "people", -1),
        Headline("vacancy_cost", "cost of empty seats", "money a month", -1),
        Headline("plan_cost", "cost of the best plan", "money", 0),
        Headline("plan_saving", "loss that the best plan takes away", "money", 1),
    )
}
