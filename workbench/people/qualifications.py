"""Which qualifications posts ask for, and who holds them on the report date."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.levels import places

Flags = NDArray[np.bool_]


def qualifications_asked_and_held(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> tuple[Flags, Flags]:
    """Mark what posts ask for and people hold, over the Q qualifications that any post asks for.

    Parameters
    ----------
    company : needs tables required_qualifications and held_qualifications; one counts while
        ``valid_to`` is empty or not before ``as_of``
    position_ids, employee_ids : whom to look at, in the order wanted

    Returns
    -------
    Two bool arrays, (P, Q) and (C, Q). One that is not in the register is not held.
    """
    required, valid = company.table("required_qualifications"), _valid(company)
    names = tuple(sorted(set(required["qualification"])))
    return (
        _marked(required, "position_id", position_ids, names),
        _marked(valid, "employee_id", employee_ids, names),
    )


def missing_qualifications(company: Company, pairs: pd.DataFrame) -> list[str]:
    """Name what each person lacks of what a post asks for; empty where nothing is missing.

    Parameters
    ----------
    company : as in `qualifications_asked_and_held`; without these tables nothing is named
    pairs : position_id and employee_id

    Returns
    -------
    One text a pair, names in order of the alphabet, such as "Dangerous goods, Quality auditor"
    """
    if not company.has("required_qualifications", "held_qualifications"):
        return [""] * len(pairs)
    keys = ["position_id", "employee_id"]
    asked = pairs[keys].merge(company.table("required_qualifications"), on="position_id")
    held = pd.MultiIndex.from_frame(_valid(company)[["employee_id", "qualification"]])
    own = pd.MultiIndex.from_frame(asked[["employee_id", "qualification"]])
    lacking = asked[~own.isin(held)].sort_values("qualification")
    named = lacking.groupby(keys)["qualification"].agg(", ".join)
    return named.reindex(pd.MultiIndex.from_frame(pairs[keys])).fillna("").tolist()


def _valid(company: Company) -> pd.DataFrame:
    held = company.table("held_qualifications")
    return held[held["valid_to"].isna() | (held["valid_to"] >= company.as_of)]


def _marked(frame: pd.DataFrame, row: str, rows: tuple[str, ...], names: tuple[str, ...]) -> Flags:
    marked = np.zeros((len(rows), len(names)), dtype=bool)
    down, across = places(rows, frame[row]), places(names, frame["qualification"])
    inside = (down >= 0) & (across >= 0)
    marked[down[inside], across[inside]] = True
    return marked
