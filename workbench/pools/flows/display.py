"""In and out of the pools as a reader wants it: tables in words, and sentences."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbench.pools.flows.stays import ALL, Yield
from workbench.words import count, have, months, percent

LABELS = {
    "ready_now": "ready now",
    "ready_1_2_years": "ready in 1-2 years",
    "ready_3_5_years": "ready in 3-5 years",
}


def large_pools(found: Yield, *, min_group_size: int) -> Yield:
    """Leave out pools that took in few people, and with them the sum that would give them away."""
    entered = found.pools.set_index("pool")["entered"]
    small = entered.index[entered < min_group_size]
    hidden = [*small, ALL] if len(small) else []
    pools, time, median = (
        frame[~frame["pool"].isin(hidden)].reset_index(drop=True)
        for frame in (found.pools, found.time, found.median)
    )
    return Yield(pools, time, median, found.off_books)


def yield_table(found: Yield, *, min_group_size: int) -> pd.DataFrame:
    """List what came of the people taken in; pools that took in fewer are left out.

    Returns
    -------
    DataFrame with pool, entered, promoted, eliminated, left, still_in, promoted_of_those_out (text
        with its range), promoted_of_all (text, from if nobody to if everybody still in is promoted)
    """
    pools = large_pools(found, min_group_size=min_group_size).pools
    of_out = [
        _share_words(*row) for row in pools[["promoted_share", "low", "high"]].to_numpy(float)
    ]
    of_all = [
        f"{percent(low)} to {percent(high)}"
        for low, high in pools[["at_least", "at_most"]].to_numpy(float)
    ]
    counts = ["pool", "entered", "promoted", "eliminated", "left", "still_in"]
    return pools[counts].assign(
        promoted_of_those_out=pd.Series(of_out, dtype="str"),
        promoted_of_all=pd.Series(of_all, dtype="str"),
    )


def stay_table(found: Yield, *, min_group_size: int) -> pd.DataFrame:
    """List the months after which half have left each pool, as text with the range."""
    rows = large_pools(found, min_group_size=min_group_size).median
    words = [
        f"{months(middle)} ({_bound(low)} to {_bound(high)})" if math.isfinite(middle)
        else "not reached yet"
        for middle, low, high in rows[["months", "low", "high"]].to_numpy(float)
    ]  # fmt: skip
    return rows[["pool"]].assign(half_have_left_after=pd.Series(words, dtype="str"))


def calibration_table(calibration: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """List by label how many moved within its window, with the range, as text.

    Returns
    -------
    DataFrame with readiness, within (text), counted (people whose window is over), moved, left,
        stayed (missing where fewer than ``min_group_size`` are counted), too_young, undated,
        moved_share (text)
    """
    outcomes = calibration[["moved", "left", "stayed"]]
    counted = outcomes.sum(axis=1)
    small = (counted > 0) & (counted < min_group_size)
    shares = pd.Series(
        [_share_words(*row) for row in calibration[["moved_share", "low", "high"]].to_numpy(float)],
        index=calibration.index, dtype="str",
    )  # fmt: skip
    return pd.DataFrame(
        {
            "readiness": calibration["readiness"].map(LABELS),
            "within": [count(int(years), "year") for years in calibration["window_years"]],
            "counted": counted,
            **{name: outcomes[name].astype(float).mask(small) for name in outcomes},
            "too_young": calibration["too_young"],
            "undated": calibration["undated"],
            "moved_share": shares.mask(small, f"fewer than {min_group_size} people"),
        }
    )


def calibration_rows(calibration: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """Give the shares that moved as numbers; shares of fewer people are missing.

    Returns
    -------
    DataFrame with readiness (words), counted, moved_share, low, high
    """
    counted = calibration[["moved", "left", "stayed"]].sum(axis=1)
    hidden = counted < min_group_size
    figures = {name: calibration[name].mask(hidden) for name in ("moved_share", "low", "high")}
    words = calibration["readiness"].map(LABELS)
    return pd.DataFrame({"readiness": words, "counted": counted, **figures})


def intake_table(replenishment: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """List the intake each pool needs in a year beside the intake it had, as text.

    A pool that took in some people, but fewer than ``min_group_size``, is left out.
    """
    rows = []
    large = ~replenishment["entered"].between(1, min_group_size - 1)
    for row in replenishment[large].to_dict("records"):
        needed = "unknown"
        if not math.isnan(row["needed"]):
            needed = f"{_people(row['needed'])} ({_people(row['needed_low'])} to "
            needed += f"{_people(row['needed_high'])})"
        had = "no entry" if math.isnan(row["intake_per_year"]) else f"{row['intake_per_year']:.0f}"
        demand = (
            "unknown" if math.isnan(row["demand_per_year"]) else f"{row['demand_per_year']:.1f}"
        )
        rows.append((row["pool"], demand, _share_words(row["promoted_share"], row["low"],
                     row["high"]), needed, had))  # fmt: skip
    columns = ["pool", "posts_to_fill_per_year", "promoted_of_those_out", "needed_per_year",
               "taken_in_per_year"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def flow_findings(
    found: Yield,
    calibration: pd.DataFrame,
    replenishment: pd.DataFrame,
    *,
    min_group_size: int,
) -> tuple[str, ...]:
    """Say what came of the people in the pools, and whether the pools take in enough.

    Parameters
    ----------
    found : from ``pool_yield``
    calibration : from ``readiness_calibration``
    replenishment : from ``replenishment``
    min_group_size : labels given to fewer people, and pools that took in fewer, are left out
    """
    words = []
    pools = found.pools[found.pools["entered"] >= min_group_size]
    every = pools[pools["pool"] == ALL].to_dict("records")
    if every:
        one = every[0]
        verb = "was" if one["promoted"] == 1 else "were"
        words.append(
            f"Of {count(one['entered'], 'entry', 'entries')} into the pools {one['promoted']} "
            f"{verb} promoted so far; {one['still_in']} {'is' if one['still_in'] == 1 else 'are'} "
            f"still in, so in the end it will be between "
            f"{percent(one['at_least'])} and {percent(one['at_most'])}."
        )
        half = found.median.loc[found.median["pool"] == ALL, "months"].item()
        if math.isfinite(half):
            words.append(f"Half of those taken in have left the pools after {months(half)}.")
    words += _label_words(calibration, min_group_size)
    large = replenishment[replenishment["entered"] >= min_group_size]
    words += [_intake_words(row) for row in large.to_dict("records")]
    if found.off_books:
        words.append(
            f"{count(found.off_books, 'stay')} ended with the last day in the company, since no "
            "move out of the pool is recorded."
        )
    return tuple(word for word in words if word)


def _label_words(calibration: pd.DataFrame, min_group_size: int) -> list[str]:
    words = []
    for row in calibration.to_dict("records"):
        counted = row["moved"] + row["left"] + row["stayed"]
        if counted < min_group_size:
            continue
        years = count(row["window_years"], "year")
        words.append(
            f"Of {count(counted, 'person', 'people')} said {years} ago or longer to be "
            f"{LABELS[row['readiness']]}, {row['moved']} {have(row['moved'])} moved into such a "
            f"post within {years} (range of the share {percent(row['low'])} to "
            f"{percent(row['high'])}); {row['too_young']} more are too recent to say."
        )
    return words


def _intake_words(row: Mapping[Hashable, Any]) -> str:
    if math.isnan(row["short"]) or row["short"] <= 0.5 or math.isinf(row["needed"]):
        return ""
    return (
        f"To fill all its posts from inside, the {row['pool']} pool would have to take in about "
        f"{_people(row['needed'])} people a year (between {_people(row['needed_low'])} and "
        f"{_people(row['needed_high'])}), as long as no more than "
        f"{percent(row['promoted_share'])} of those who go out are promoted; it took in "
        f"{row['intake_per_year']:.0f} a year."
    )


def _share_words(share: float, low: float, high: float) -> str:
    if math.isnan(share):
        return "nobody to count yet"
    return f"{percent(share)} ({percent(low)} to {percent(high)})"


def _bound(number: float) -> str:
    return f"{number:.0f}" if np.isfinite(number) else "not reached"


def _people(number: float) -> str:
    return "more than can be" if math.isinf(number) else f"{math.ceil(number - 1e-9)}"
