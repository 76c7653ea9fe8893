"""Tables of one level as a page shows them: what is hidden or unknown stands in the cell."""

import pandas as pd

from workbench.rollup.findings import amount
from workbench.rollup.rollup import KNOWN, RollUp
from workbench.rollup.totals import MEASURES, OWN
from workbench.words import percent

_HEADS = {"left_within_year": "left_in_the_year"}


def level_table(found: RollUp) -> pd.DataFrame:
    """List the organisation, its own figures where it has some, and those right below it.

    Returns
    -------
    DataFrame: organisation, level, people, left_in_the_year, left_of_those_there (share and range),
    open_posts, offered, openings_per_offered. A column in which something is hidden or unknown, or
    at least so many, is text.
    """
    figures = found.figures
    every = figures[figures["occupation_code"].isna()]
    return _table(every[(every["depth"] == 0) | ((every["depth"] == 1) & (every["scope"] != OWN))])


def deeper_table(found: RollUp) -> pd.DataFrame:
    """List the organisations further below, in the columns of ``level_table``."""
    figures = found.figures
    every = figures["occupation_code"].isna()
    own = (figures["depth"] == 1) & (figures["scope"] == OWN)
    return _table(figures[every & ((figures["depth"] > 1) | own)])


def occupation_table(found: RollUp) -> pd.DataFrame:
    """List the occupations of the organisation with all below it, most people first."""
    rows = found.rows(depth=0, by_occupation=True)
    table = _table(rows.sort_values("people", ascending=False, na_position="last", kind="stable"))
    return table.drop(columns=["organisation", "level"])


def cell_table(found: RollUp) -> pd.DataFrame:
    """List every organisation right below by occupation."""
    rows = found.rows(depth=1, by_occupation=True)
    return _table(rows).drop(columns="level")


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    own = rows["scope"] == OWN
    table = {
        "organisation": rows["name"] + own.map({True: " (without those below)", False: ""}),
        "level": rows["level"],
    }
    if rows["occupation_code"].notna().any():
        table["occupation"] = rows["occupation"]
    for measure in MEASURES:
        table[_HEADS.get(measure, measure)] = _amounts(rows[measure], rows[f"{measure}_state"])
        if measure == "left_within_year":
            table["left_of_those_there"] = _shares(rows)
    table["openings_per_offered"] = rows["openings_per_offered"]
    return pd.DataFrame(table).reset_index(drop=True)


def _amounts(numbers: pd.Series, states: pd.Series) -> pd.Series:
    """Keep a column of numbers where all of them are known."""
    if (states == KNOWN).all():
        return numbers
    texts = [amount(number, state) for number, state in zip(numbers, states, strict=True)]
    return pd.Series(texts, numbers.index, dtype="str")


def _shares(rows: pd.DataFrame) -> pd.Series:
    ends = zip(rows["left_share"], rows["left_share_low"], rows["left_share_high"], strict=True)
    texts = [
        f"{percent(share)} ({percent(low)} to {percent(high)})" if pd.notna(share) else None
        for share, low, high in ends
    ]
    return pd.Series(texts, rows.index, dtype="str")
