"""Selection rates of groups beside the highest one, without overreading chance."""

import numpy as np
import pandas as pd

from workbench.pools.fairness.rates import (
    SURE,
    below_four_fifths,
    detectable_ratio,
    fisher_p,
    flips_with_one,
    newcombe_interval,
    wilson_interval,
)

# Groups smaller than this part of all people compared are listed, not tested.
LEAST_SHARE = 0.02
# With fewer selections than this neither rule can tell much.
FEW_SELECTED = 30
NUMBERS = ("ratio", "difference", "difference_low", "difference_high", "p_value",
           "detectable_ratio")  # fmt: skip


def selection_ratios(counts: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """Compare the selection rates of groups with the highest one.

    Parameters
    ----------
    counts : group, people, selected (whole numbers)
    min_group_size : groups with fewer people are listed and not compared

    Returns
    -------
    DataFrame with group, people, selected, rate, rate_low and rate_high (Wilson, 95 %), ratio (to
    the highest rate), difference, difference_low and difference_high (of the rates, Newcombe,
    95 %), p_value (Fisher, two-sided), below_four_fifths, flips_with_one (one more of this group
    selected and one less of the other would no longer be below: chance, not evidence),
    detectable_ratio (where both together have fewer than 30 selections: the highest ratio that
    could be told from chance; missing where none could) and verdict (words). Comparison columns are
    missing for the group with the highest rate, and for groups that are small or under 2 % of all.

    Notes
    -----
    Two per cent of the pool: Uniform Guidelines on Employee Selection Procedures, 1978, section
    15 A. For the other rules see ``workbench.pools.fairness.rates``.

    Examples
    --------
    >>> counts = pd.DataFrame({"group": ["m", "w"], "people": [20, 10], "selected": [3, 1]})
    >>> selection_ratios(counts, min_group_size=5)[["ratio", "flips_with_one"]].round(3)
       ratio  flips_with_one
    0    NaN            <NA>
    1  0.667            True
    """
    frame = counts.assign(rate=counts["selected"] / counts["people"]).reset_index(drop=True)
    ends = [wilson_interval(*pair) for pair in _whole(frame)]
    frame[["rate_low", "rate_high"]] = np.array(ends, dtype=float).reshape(-1, 2)
    frame[list(NUMBERS)] = np.nan
    for column in ("below_four_fifths", "flips_with_one"):
        frame[column] = pd.array([pd.NA] * len(frame), dtype="boolean")
    few = frame["people"] < max(1, min_group_size)
    minor = frame["people"] < LEAST_SHARE * frame["people"].sum()
    frame["verdict"] = pd.Series(
        np.select([few, minor], [f"not tested: fewer than {min_group_size} people",
                                 "not tested: under 2 % of the people"], "not compared"),
        index=frame.index, dtype="str",
    )  # fmt: skip
    large = frame[~few & ~minor]
    if len(large) < 2 or large["selected"].sum() == 0:
        return frame
    top = large.sort_values(["rate", "group"], ascending=[False, True]).index[0]
    frame.loc[top, "verdict"] = "highest rate"
    top_pair = _whole(frame.loc[[top]])[0]
    for place in large.index.drop([top]):
        compared = _compare(*_whole(frame.loc[[place]])[0], *top_pair)
        for column, value in compared.items():
            frame.loc[place, column] = value
    return frame


def _whole(frame: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(frame["selected"].tolist(), frame["people"].tolist(), strict=True))


def _compare(
    selected: int, people: int, top_selected: int, top_people: int
) -> dict[str, float | bool | str]:
    four = (selected, people, top_selected, top_people)
    rate, top_rate = selected / people, top_selected / top_people
    low, high = newcombe_interval(*four)
    p_value, below, flips = fisher_p(*four), below_four_fifths(*four), flips_with_one(*four)
    few = selected + top_selected < FEW_SELECTED
    return {
        "ratio": rate / top_rate,
        "difference": rate - top_rate,
        "difference_low": low,
        "difference_high": high,
        "p_value": p_value,
        "below_four_fifths": below,
        "flips_with_one": flips,
        "detectable_ratio": (
            detectable_ratio(people, top_people, selected + top_selected) if few else np.nan
        ),
        "verdict": _verdict(below, flips, p_value),
    }


def _verdict(below: bool, flips: bool, p_value: float) -> str:
    if flips:
        return "under four fifths; one different choice would turn it"
    if below:
        return "under four fifths: look at why"
    if p_value < 1 - SURE:
        return "within four fifths, but more than chance"
    return "within four fifths"
