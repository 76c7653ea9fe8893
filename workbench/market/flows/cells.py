"""The moves between regions as bounds: what is counted, hidden or not known."""

import numpy as np
import pandas as pd

from workbench.company import Company

USUAL_MONTHS = 3
KEY = ["occupation_code", "region"]
_PAIR = ["occupation_code", "from_region", "to_region"]
_KINDS = {
    "month": "int64", "months": "int64", "low": "float64", "high": "float64", "hidden": "int64",
    "unknown": "int64", "period_end": "datetime64[us]",
}  # fmt: skip
_COLUMNS = [
    *_PAIR, "period_end", "month", "months", "low", "high", "hidden", "unknown", "competitor",
    "definition",
]  # fmt: skip
BOUNDS = [
    f"{name}_{end}"
    for name in ("came", "went", "competitor_came", "competitor_went")
    for end in ("low", "high")
]


def flow_cells(company: Company) -> pd.DataFrame:
    """Give what is known of each move between two regions up to the report date.

    Parameters
    ----------
    company : the table region_flows; without it there is no row

    Returns
    -------
    DataFrame, by occupation, pair of regions and period: occupation_code, from_region, to_region,
    period_end, month (a running number of its last month), months, low and high (people; 0 to one
    less than the limit where the count is hidden, 0 to ``inf`` where nothing is known), hidden,
    unknown (1 or 0), competitor (yes, no, missing where not known), definition (carried on from the
    period before; empty where none is named)

    Notes
    -----
    Moves within a region change nobody's net and are left out.
    """
    if not company.has("region_flows"):
        return pd.DataFrame({n: pd.Series(dtype=_KINDS.get(n, "str")) for n in _COLUMNS})
    rows = company.table("region_flows")
    rows = rows[(rows["period_end"] <= company.as_of) & (rows["from_region"] != rows["to_region"])]
    rows = rows.sort_values(["period_end", *_PAIR], kind="stable", ignore_index=True)
    people, limit = (
        rows[name].astype("float64").to_numpy() for name in ("people", "suppressed_below")
    )
    bare, is_hidden = np.isnan(people), np.isnan(people) & ~np.isnan(limit)
    cells = rows.assign(
        month=rows["period_end"].dt.year * 12 + rows["period_end"].dt.month,
        months=rows["period_months"].fillna(USUAL_MONTHS).astype("int64"),
        low=np.where(bare, 0.0, people),
        high=np.where(bare, np.where(is_hidden, limit - 1, np.inf), people),
        hidden=is_hidden.astype(int),
        unknown=(bare & ~is_hidden).astype(int),
        competitor=rows["to_competitor"],
        definition=_carried_on(rows),
    )
    return cells.sort_values([*_PAIR, "period_end"], kind="stable", ignore_index=True)[_COLUMNS]


def _carried_on(rows: pd.DataFrame) -> pd.Series:
    """Definition of each row, by period: its own, else the pair's before, else the occupation's."""
    pair = rows.groupby(_PAIR)["definition"].ffill()
    return pair.fillna(rows.groupby("occupation_code")["definition"].ffill()).fillna("")


def both_sides(cells: pd.DataFrame) -> pd.DataFrame:
    """Enter each move twice: with the region that people left, and with the one they came to.

    Parameters
    ----------
    cells : from ``flow_cells``, with any further columns

    Returns
    -------
    DataFrame: the columns of ``cells`` with region in place of the two, other (the other region)
    and the bounds of came, went, and of those who moved to a competitor. A move of which it is not
    known whether it was to a competitor is none at the least and all of it at the most.
    """
    to_rival = cells["competitor"].fillna(False).astype(bool)
    maybe = to_rival | cells["competitor"].isna()
    people = {
        "low": cells["low"], "high": cells["high"],
        "competitor_low": cells["low"].where(to_rival, 0.0),
        "competitor_high": cells["high"].where(maybe, 0.0),
    }  # fmt: skip
    sides = []
    for mine, theirs, moved in (
        ("from_region", "to_region", "went"),
        ("to_region", "from_region", "came"),
    ):
        side = cells.rename(columns={mine: "region", theirs: "other"}).assign(
            **dict.fromkeys(BOUNDS, 0.0)
        )
        for end in ("low", "high"):
            side[f"{moved}_{end}"] = people[end]
            side[f"competitor_{moved}_{end}"] = people[f"competitor_{end}"]
        sides.append(side.drop(columns=["low", "high", "competitor"]))
    return pd.concat(sides, ignore_index=True)


def nets(sums: pd.DataFrame) -> pd.DataFrame:
    """Add the bounds of the net: at the least the fewest who came less the most who went.

    Examples
    --------
    >>> sums = pd.DataFrame({name: [1.0] for name in BOUNDS} | {"went_high": [5.0]})
    >>> nets(sums)[["net_low", "net_high"]].to_numpy().tolist()
    [[-4.0, 0.0]]
    """
    return sums.assign(
        net_low=sums["came_low"] - sums["went_high"],
        net_high=sums["came_high"] - sums["went_low"],
        competitor_net_low=sums["competitor_came_low"] - sums["competitor_went_high"],
        competitor_net_high=sums["competitor_came_high"] - sums["competitor_went_low"],
    )


def label(definitions: pd.Series) -> str:
    """Name the definitions of some moves; several are named together."""
    return " / ".join(sorted(set(definitions)))


def net_by_period(cells: pd.DataFrame) -> pd.DataFrame:
    """Give what each region gained and lost in every period.

    Parameters
    ----------
    cells : from ``flow_cells``

    Returns
    -------
    DataFrame, one row an occupation, a region and a period: occupation_code, region, period_end,
    months, definition, came_low, came_high, went_low, went_high (people), net_low, net_high (came
    less went), net_low_per_year, net_high_per_year (of a year at this pace), competitor_came_low
    and so on (only moves to competitors), competitor_net_low, competitor_net_high, hidden, unknown
    (cells without a number), is_break (counted by another definition than the period before)

    Notes
    -----
    Each move enters a sum once, so that the bounds are exact. Over the regions of an occupation
    and a period the nets add up to 0: the sum of all net_low is minus the sum of all net_high.
    """
    by = [*KEY, "period_end", "month", "months"]
    groups = both_sides(cells).groupby(by, as_index=False)
    sums = groups[[*BOUNDS, "hidden", "unknown"]].sum()
    names = groups["definition"].agg(label)
    table = nets(sums.merge(names, on=by))
    per_year = 12.0 / table["months"]
    before = table.groupby(KEY)["definition"].shift()
    table = table.assign(
        net_low_per_year=table["net_low"] * per_year,
        net_high_per_year=table["net_high"] * per_year,
        is_break=before.notna() & (before != table["definition"]),
    )
    columns = [
        *KEY, "period_end", "months", "definition", *BOUNDS[:4], "net_low", "net_high",
        "net_low_per_year", "net_high_per_year", *BOUNDS[4:], "competitor_net_low",
        "competitor_net_high", "hidden", "unknown", "is_break",
    ]  # fmt: skip
    return table[columns]
