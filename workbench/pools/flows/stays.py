"""Stays in the pools: when each began, how it ended, and how long people stay."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.market.survival import median_days, open_share

LEVEL = 0.8
ALL = "all pools"


@dataclass(frozen=True)
class Yield:
    """What came of the people taken into the pools.

    Parameters
    ----------
    pools : one row a pool, all pools last: pool, entered, promoted, eliminated, left, still_in,
        promoted_share (of those who are out), low, high (80 % interval of it), at_least, at_most
        (of all who entered: if nobody, or everybody, of those still in is promoted)
    time : one row a pool and day with an end, after a row at day 0: pool, months, still_in_share,
        low, high, at_risk
    median : one row a pool: pool, months (after which half have left the pool), low, high (missing
        where that is not reached)
    off_books : stays of people who left the company and were never taken off the list
    """

    pools: pd.DataFrame
    time: pd.DataFrame
    median: pd.DataFrame
    off_books: int


def pool_stays(company: Company) -> pd.DataFrame:
    """Pair each entry into a pool with what ended it.

    Parameters
    ----------
    company : needs table pool_moves

    Returns
    -------
    DataFrame, one row a stay: pool, employee_id, entered_on, ended_on (missing while it lasts), out
        (promoted, eliminated, left, still in), days (to the end, or to ``as_of``), off_books (bool:
        left the company without a move that says so; ended on the last day). A second entry
        without an exit between is left out, as is an exit without an entry.

    Raises
    ------
    DataError
        If table pool_moves is absent.
    """
    moves = company.table("pool_moves")
    # On one day an exit comes before a new entry.
    moves = moves[moves["moved_on"] <= company.as_of].assign(entry=moves["move"] == "in")
    moves = moves.sort_values(["pool", "employee_id", "moved_on", "entry"], ignore_index=True)
    person = moves.groupby(["pool", "employee_id"])
    moves = moves[~(moves["entry"] & person["move"].shift().eq("in"))].reset_index(drop=True)
    following = moves.groupby(["pool", "employee_id"])[["moved_on", "move"]].shift(-1)
    stays = moves.assign(ended_on=following["moved_on"], out=following["move"])[moves["entry"]]
    people = company.employees.set_index("employee_id")
    last_day = stays["employee_id"].map(people["left_on"])
    gone = stays["ended_on"].isna() & (last_day <= company.as_of)
    stays = stays.assign(
        ended_on=stays["ended_on"].mask(gone, last_day),
        out=stays["out"].mask(gone, "left").fillna("still in"),
        off_books=gone,
        entered_on=stays["moved_on"],
    )
    until = stays["ended_on"].fillna(company.as_of)
    days = (until - stays["entered_on"]).dt.days.clip(lower=0).astype(np.float64)
    columns = ["pool", "employee_id", "entered_on", "ended_on", "out", "days", "off_books"]
    return stays.assign(days=days)[columns].reset_index(drop=True)


def share_with_range(
    successes: int, trials: int, *, level: float = LEVEL
) -> tuple[float, float, float]:
    """Share of trials that succeeded, with the Wilson interval.

    Parameters
    ----------
    successes, trials : counts, 0 <= successes <= trials
    level : of the interval, in (0, 1)

    Returns
    -------
    (share, low, high); the share is missing and the interval 0 to 1 without a trial

    Notes
    -----
    Wilson (1927), Probable inference, the law of succession, and statistical inference; by
    ``scipy.stats.binomtest``.

    Examples
    --------
    >>> [round(one, 3) for one in share_with_range(15, 50, level=0.95)]
    [0.3, 0.191, 0.438]
    """
    if trials == 0:
        return float("nan"), 0.0, 1.0
    interval = binomtest(successes, trials).proportion_ci(level, method="wilson")
    return successes / trials, float(interval.low), float(interval.high)


def no_yield() -> Yield:
    """Give the yield of a company that records no moves: nothing in it."""
    return _yield([], 0)


def pool_yield(company: Company) -> Yield:
    """Count what came of those who entered the pools, and how long they stayed.

    Parameters
    ----------
    company : needs table pool_moves

    Returns
    -------
    Yield. The time in a pool counts people still in as seen so far (censored), not as never ended.
    """
    stays = pool_stays(company)
    parts = [*stays.groupby("pool"), (ALL, stays)] if len(stays) else []
    return _yield(parts, int(stays["off_books"].sum()))


def _yield(parts: list[tuple[str, pd.DataFrame]], off_books: int) -> Yield:
    frames, medians = [], []
    for pool, own in parts:
        curve = open_share(own["days"].to_numpy(), (own["out"] != "still in").to_numpy())
        half = [days / DAYS_PER_MONTH for days in median_days(curve)]
        medians.append((pool, *half))
        frames.append(
            curve.assign(pool=pool, months=curve["days"] / DAYS_PER_MONTH).rename(
                columns={"open_share": "still_in_share"}
            )[["pool", "months", "still_in_share", "low", "high", "at_risk"]]
        )
    columns = ["pool", "months", "still_in_share", "low", "high", "at_risk"]
    return Yield(
        _counts(parts),
        pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns),
        pd.DataFrame(medians, columns=["pool", "months", "low", "high"]),
        off_books,
    )


def _counts(parts: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    rows = []
    for pool, own in parts:
        outs = own["out"].value_counts()
        promoted, eliminated, left, still = (
            int(outs.get(out, 0)) for out in ("promoted", "eliminated", "left", "still in")
        )
        share = share_with_range(promoted, promoted + eliminated + left)
        bounds = (promoted / len(own), (promoted + still) / len(own))
        rows.append((pool, len(own), promoted, eliminated, left, still, *share, *bounds))
    columns = ["pool", "entered", "promoted", "eliminated", "left", "still_in", "promoted_share",
               "low", "high", "at_least", "at_most"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
