"""What was found about high performers, group by group."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

HIGHER, LOWER, OPEN, UNDATED, FEW = (
    "clearly higher", "clearly lower", "no clear difference", "differs, but has no date",
    "too few people",
)  # fmt: skip
FACTORS = ["group", "factor_id", "factor", "element", "high", "other", "chance", "chance_low",
           "chance_high", "p_value", "q_value", "verdict", "detectable"]  # fmt: skip
GROUPS = ["group", "posts", "high", "other", "most_high", "most_other", "tested", "clear"]


@dataclass(frozen=True)
class Success:
    """What sets high performers apart, group by group.

    Attributes
    ----------
    factors : one row a group and competency or trait, the clearest of each group first: group,
        factor_id, factor (name), element (of the competency; "trait"), high and other (people with
        a value who have somebody of the other side in their class), chance (that a high performer
        stands above another of the same class, ties half), chance_low and chance_high (its
        interval, at ``confidence``), p_value, q_value (corrected over all groups and
        characteristics tested), verdict (one of five), detectable (smallest chance such sides
        would find in four of five cases); missing from chance to q_value with too few people
    groups : one row a group: group, posts, high and other (people rated), most_high and most_other
        (the sides of the characteristic known best, as in ``factors``), tested, clear
    position_ids : the posts of each group
    within : columns of positions in which those compared agree
    rated_years : the two years whose mean rating is explained
    assessed_by : last day of the values that may explain
    rating_high, fewest : mean rating from which one is high; people each side needs
    confidence : of the intervals, widened for the number looked at
    unrated, new : people of all groups left out: not rated in both years; rated for another post
    late, undated, rating_itself : values left out, as in ``Records``
    during_share : share of the levels used that were assessed within the years rated; NaN without
    """

    factors: pd.DataFrame
    groups: pd.DataFrame
    position_ids: Mapping[str, tuple[str, ...]]
    within: tuple[str, ...]
    rated_years: tuple[int, int]
    assessed_by: pd.Timestamp
    rating_high: float
    fewest: int
    confidence: float
    unrated: int
    new: int
    late: int
    undated: int
    rating_itself: int
    during_share: float
