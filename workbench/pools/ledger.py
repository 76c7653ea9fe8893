"""Who came into a pool and who went out, year by year; the books must close."""

from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH

OUTS = ("promoted", "eliminated", "left")


@dataclass(frozen=True)
class Ledger:
    """The moves of the pools.

    Parameters
    ----------
    years : one row a pool and calendar year: pool, year, opening, in, promoted, eliminated, left,
        closing, difference (opening + in - out - closing; 0 when the books close)
    members : one row a member on ``as_of``: pool, employee_id, since, time_in_pool_months, here
        (False: left the company and was never taken off the list)
    faults : moves that cannot be: pool, employee_id, moved_on, move, fault
    """

    years: pd.DataFrame
    members: pd.DataFrame
    faults: pd.DataFrame


def pool_ledger(company: Company) -> Ledger:
    """Keep the books of the pools from their moves up to ``as_of``.

    Parameters
    ----------
    company : needs table pool_moves

    Returns
    -------
    Ledger. Opening and closing are counted from the members themselves and not from the moves, so
    a difference shows a move that is missing or entered twice.

    Raises
    ------
    DataError
        If table pool_moves is absent.
    """
    moves = company.table("pool_moves")
    moves = moves[moves["moved_on"] <= company.as_of].sort_values(
        ["pool", "employee_id", "moved_on", "move"], ignore_index=True
    )
    was_member = moves.groupby(["pool", "employee_id"])["move"].shift().eq("in")
    entering = moves["move"] == "in"
    words = pd.Series("", index=moves.index, dtype="str")
    words = words.mask(entering & was_member, "came in twice")
    words = words.mask(~entering & ~was_member, "went out without having come in")
    faults = moves.assign(fault=words)[words != ""]
    return Ledger(
        _years(moves, company.as_of.year),
        _members(moves, company),
        faults[["pool", "employee_id", "moved_on", "move", "fault"]].reset_index(drop=True),
    )


def no_ledger() -> Ledger:
    """Give the ledger of a company that records no moves."""
    return Ledger(
        pd.DataFrame(columns=["pool", "year", "opening", "in", *OUTS, "closing", "difference"]),
        pd.DataFrame(columns=["pool", "employee_id", "since", "time_in_pool_months", "here"]),
        pd.DataFrame(columns=["pool", "employee_id", "moved_on", "move", "fault"]),
    )


def _years(moves: pd.DataFrame, last: int) -> pd.DataFrame:
    rows = []
    for pool, own in moves.groupby("pool"):
        year_of, opening = own["moved_on"].dt.year, 0
        for year in range(int(year_of.min()), last + 1):
            closing = _headcount(own[year_of <= year])
            counts = own.loc[year_of == year, "move"].value_counts()
            row = {name: int(counts.get(name, 0)) for name in ("in", *OUTS)}
            rest = opening + row["in"] - sum(row[name] for name in OUTS) - closing
            rows.append({"pool": pool, "year": year, "opening": opening, **row,
                         "closing": closing, "difference": rest})  # fmt: skip
            opening = closing
    columns = ["pool", "year", "opening", "in", *OUTS, "closing", "difference"]
    return pd.DataFrame(rows, columns=columns)


def _headcount(moves: pd.DataFrame) -> int:
    """People whose last move is an entry; moves are sorted by person and date."""
    return int((moves.groupby("employee_id")["move"].last() == "in").sum())


def _members(moves: pd.DataFrame, company: Company) -> pd.DataFrame:
    last = moves.groupby(["pool", "employee_id"], as_index=False).last()
    members = last[last["move"] == "in"].rename(columns={"moved_on": "since"})
    days = (company.as_of - members["since"]).dt.days
    return members.assign(
        time_in_pool_months=days / DAYS_PER_MONTH,
        here=members["employee_id"].isin(company.staff["employee_id"]),
    )[["pool", "employee_id", "since", "time_in_pool_months", "here"]].reset_index(drop=True)
