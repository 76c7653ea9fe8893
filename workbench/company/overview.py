"""What the tables hold and what they leave open: the figures of the data check."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company.company import Company, is_needed
from workbench.schema import TABLES
from workbench.words import count, listing, percent


@dataclass(frozen=True)
class Overview:
    """Tidy tables about a company's data.

    Attributes
    ----------
    tables : one row a table of the schema: rows, filled_share, given, switches_on
    columns : one row a column of the tables given: filled_share in [0, 1]
    faults : one row a kind of fault: level, code, table, column, rows
    levels : one row a distance from the top of the reporting line: posts, seats (of posts needed
        on the report date), people
    units : one row a unit: posts, seats (as above), people, vacant_posts (needed, with nobody)
    """

    tables: pd.DataFrame
    columns: pd.DataFrame
    faults: pd.DataFrame
    levels: pd.DataFrame
    units: pd.DataFrame


def overview(company: Company) -> Overview:
    """Measure what a company's tables hold.

    Parameters
    ----------
    company : the checked company

    Returns
    -------
    Overview. A table or column that is not given has an unknown filled share, not zero.
    """
    columns = _column_fill(company)
    return Overview(
        _table_rows(company, columns),
        columns,
        _fault_rows(company),
        _by_level(company),
        _by_unit(company),
    )


def findings(view: Overview, company: Company) -> tuple[str, ...]:
    """Say what matters about the data, the worst first."""
    lost = company.account[["set_aside", "cells_blanked"]].sum()
    given = int(view.tables["given"].sum())
    open_tables = view.tables.loc[~view.tables["given"], "table"].tolist()
    vacant = int(view.units["vacant_posts"].sum())
    sentences = [
        f"{count(len(company.positions), 'open post')} and "
        f"{count(len(company.staff), 'person', 'people')} on {company.as_of:%d %B %Y}; "
        f"{count(vacant, 'post')} stand empty.",
        _loss_words(int(lost["set_aside"]), int(lost["cells_blanked"])),
        f"{given} of {len(TABLES)} tables are given"
        + (f"; not given: {listing(open_tables)}." if open_tables else "."),
    ]
    return (*sentences, *_thin_words(view))


def _loss_words(set_aside: int, blanked: int) -> str:
    if not set_aside and not blanked:
        return "Nothing was lost: every row and every cell could be used."
    return (
        f"{count(set_aside, 'row')} set aside and {count(blanked, 'cell')} counted as unknown; "
        "the faults below say which and why."
    )


def _thin_words(view: Overview) -> tuple[str, ...]:
    """Name the columns with values in fewer than half of their rows, but in some."""
    thin = view.columns[(view.columns["filled_share"] > 0) & (view.columns["filled_share"] < 0.5)]
    thin = thin[~thin["optional_by_nature"]].nsmallest(3, "filled_share")
    if thin.empty:
        return ()
    words = [
        f"{table}.{column} ({percent(share)})"
        for table, column, share in zip(
            thin["table"], thin["column"], thin["filled_share"], strict=True
        )
    ]
    return (f"Thinly filled: {listing(words)}.",)


def _column_fill(company: Company) -> pd.DataFrame:
    rows = [
        {
            "table": name,
            "column": column.name,
            "filled_share": frame[column.name].notna().mean() if len(frame) else np.nan,
            "optional_by_nature": column.missing_means != "unknown" or column.name in _RARE,
        }
        for name, frame in company.tables.items()
        for column in TABLES[name]
    ]
    return pd.DataFrame(rows)


# Empty cells are the rule here: they are filled only for people who left.
_RARE = frozenset({"leave_reason", "destination"})


def _table_rows(company: Company, columns: pd.DataFrame) -> pd.DataFrame:
    filled = columns.groupby("table")["filled_share"].mean()
    rows = [
        {
            "table": name,
            "rows": len(company.tables[name]) if company.has(name) else np.nan,
            "filled_share": filled.get(name, np.nan),
            "given": company.has(name),
            "switches_on": table.switches_on,
        }
        for name, table in TABLES.items()
    ]
    return pd.DataFrame(rows)


def _fault_rows(company: Company) -> pd.DataFrame:
    columns = ["level", "code", "table", "column", "rows"]
    rows = [(f.level, f.code, f.table, f.column, len(f.rows)) for f in company.faults]
    faults = pd.DataFrame(rows, columns=columns)
    if faults.empty:
        return faults
    rows_by_kind = faults.groupby(columns[:4], sort=False)["rows"].sum()
    return rows_by_kind.reset_index()


def _by_level(company: Company) -> pd.DataFrame:
    """Count by distance from the top; posts on or below a cycle are left out."""
    positions = company.positions.set_index("position_id")
    boss = positions["reports_to"].where(positions["reports_to"].isin(positions.index))
    level = pd.Series(np.where(boss.isna(), 0.0, np.nan), index=positions.index)
    while True:
        below = level.isna() & boss.map(level).notna()
        if not below.any():
            break
        level[below] = boss[below].map(level) + 1
    people = company.incumbents.groupby("position_id").size()
    posts = positions.assign(
        level=level,
        people=people.reindex(positions.index).fillna(0.0),
        posts=1,
        seats=positions["seats"].where(is_needed(positions, company.as_of), 0.0),
    )
    totals = {name: posts.groupby("level")[name].sum() for name in ("posts", "seats", "people")}
    return pd.DataFrame(totals).reset_index()


def _by_unit(company: Company) -> pd.DataFrame:
    people = company.incumbents.groupby("position_id").size()
    held = company.positions["position_id"].map(people).fillna(0)
    needed = is_needed(company.positions, company.as_of)
    posts = company.positions.assign(
        people=held,
        posts=1,
        seats=company.positions["seats"].where(needed, 0.0),
        vacant_posts=((held == 0) & needed).astype(int),
        unit=company.positions["unit"].fillna("(no unit given)"),
    )
    columns = ["posts", "seats", "people", "vacant_posts"]
    units = posts.groupby("unit", as_index=False)[columns].sum()
    return units.sort_values(["people", "unit"], ascending=[False, True]).reset_index(drop=True)
