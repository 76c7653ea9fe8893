"""How well people would hold posts: strong, adequate or with a gap, and where that is open."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.fit import RATING_ENDS
from workbench.people.records import Records, read_records
from workbench.settings.positions import PositionSettings

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# From the weakest; a better record never gives a lower class.
CLASSES = ("gap", "adequate", "strong")
GAP, ADEQUATE, STRONG = (np.int8(place) for place in range(len(CLASSES)))
NOT_ASSESSED = "not assessed"
# Gates come as a grid of people by posts: block by block it stays small in a large company.
_BLOCK = 1000
# Shares of levels, such as a third, are not exact: so close to a line counts as on it.
_TINY = 1e-9


def strength_class(
    match: Floats,
    widest_gap: Floats,
    passed: Flags,
    rating: Floats,
    *,
    match_strong: float,
    match_gap: float,
    levels_gap: float,
    rating_strong: float,
) -> NDArray[np.int8]:
    """Class records that are fully known.

    Parameters
    ----------
    match : (n,) competency match of a person to a post, in [0, 1]
    widest_gap : (n,) levels short in the competency that is shortest, >= 0
    passed : (n,) of bool, every gate of the post is passed
    rating : (n,) mean rating of two years, from 1 to 5
    match_strong, rating_strong : least match and least mean rating of the strong
    match_gap : match below which it is a gap
    levels_gap : levels short in one competency from which it is a gap, whatever the match

    Returns
    -------
    (n,) of GAP (one thing asked for is missing), STRONG (no gap, and match and rating both reach
    their lines) and ADEQUATE (neither)

    Examples
    --------
    >>> match, short = np.array([0.95, 0.95, 0.95, 0.8, 0.7]), np.array([0.5, 0.5, 2.0, 1.0, 1.0])
    >>> passed, rating = np.array([True, False, True, True, True]), np.full(5, 4.0)
    >>> found = strength_class(match, short, passed, rating, match_strong=0.9, match_gap=0.75,
    ...                        levels_gap=2, rating_strong=4)
    >>> [CLASSES[one] for one in found]
    ['strong', 'gap', 'gap', 'adequate', 'gap']
    """
    lacking = ~passed | (match < match_gap - _TINY) | (widest_gap >= levels_gap - _TINY)
    strong = (match >= match_strong - _TINY) & (rating >= rating_strong - _TINY)
    return np.select([lacking, strong], [GAP, STRONG], ADEQUATE).astype(np.int8)


def judge_pairs(company: Company, pairs: pd.DataFrame) -> pd.DataFrame:
    """Judge each person for the post beside, by match, gates and two years of performance.

    Parameters
    ----------
    company : ``settings.positions`` draws the lines, ``settings.pools.performance_floor`` is the
        floor of the gate; a part whose tables are absent is unknown, a gate without them left out
    pairs : position_id and employee_id

    Returns
    -------
    DataFrame, one row a pair in the order given: position_id, employee_id, held (gap, adequate or
    strong; not assessed where the next two differ), at_worst and at_best (the class were everything
    unknown the worst, or the best), match (in [0, 1], over what was assessed), match_low,
    match_high, performance (mean rating of the last two complete years, 1 to 5; missing where a
    year is), gates (failed or not assessable, in words), reason (all that was found, in words),
    unknown (what would have to be known first; empty where nothing is missing)
    """
    starts = range(0, max(len(pairs), 1), _BLOCK)
    blocks = [pairs.iloc[start : start + _BLOCK].reset_index(drop=True) for start in starts]
    return pd.concat([_judge(company, block) for block in blocks], ignore_index=True)


def _judge(company: Company, pairs: pd.DataFrame) -> pd.DataFrame:
    records = read_records(company, pairs)
    worst, best = _ends(records, company.settings.positions)
    names = np.array([*CLASSES, NOT_ASSESSED], dtype=object)
    held = np.where(worst == best, worst, len(CLASSES))
    frame = pairs[["position_id", "employee_id"]].assign(
        held=names[held],
        at_worst=names[worst],
        at_best=names[best],
        match=records.match.point,
        match_low=records.match.low,
        match_high=records.match.high,
        performance=records.ratings.mean(axis=1),
        gates=records.gates,
        reason=records.in_words(),
        unknown=records.unknown,
    )
    words = ["held", "at_worst", "at_best", "gates", "reason", "unknown"]
    return frame.astype(dict.fromkeys(words, "str"))


def _ends(
    records: Records, settings: PositionSettings
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Class every record as if all that is unknown were the worst, and the best."""
    gap_low, gap_high = records.widest_gap()
    lines = {
        "match_strong": settings.match_strong,
        "match_gap": settings.match_gap,
        "levels_gap": settings.levels_gap,
        "rating_strong": settings.rating_strong,
    }
    rating_low, rating_high = (
        np.where(np.isnan(records.ratings), end, records.ratings).mean(axis=1)
        for end in RATING_ENDS
    )
    worst = strength_class(records.match.low, gap_high, records.passed, rating_low, **lines)
    best = strength_class(records.match.high, gap_low, ~records.failed, rating_high, **lines)
    return worst, best
