"""What hangs on each person: secrets, methods, customers and relations, in money."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.people.knowledge.holders import who_holds_what
from workbench.people.knowledge.import_owners import import_owners
from workbench.words import listing

GROUPS = {
    "secret": "secret_value",
    "dataset": "secret_value",
    "method": "method_value_per_year",
    "customer": "customer_value",
    "supplier": "relation_value_per_year",
    "authority": "relation_value_per_year",
}
_OWNER = ["employee_id", "kind"]
_CUSTOMERS = "customer_value_per_year"
NEEDS_REGISTER = "tables assets (asset_id, kind, name, value_per_year, life_years) and holdings"


def annuity(years: pd.Series, *, rate_per_year: float) -> pd.Series:
    """Present value of 1 a year, paid for some years.

    Parameters
    ----------
    years : >= 0; missing stays missing
    rate_per_year : discount rate, >= 0

    Notes
    -----
    (1 - (1 + r)^-n) / r, and n without discounting.

    Examples
    --------
    >>> annuity(pd.Series([5.0, None]), rate_per_year=0.06).round(4).tolist()
    [4.2124, nan]
    """
    if rate_per_year == 0:
        return years
    return (1.0 - (1.0 + rate_per_year) ** -years) / rate_per_year


def held_shares(holdings: pd.DataFrame) -> pd.Series:
    """Part of each asset that is put down to each holder; the parts of an asset never exceed 1.

    Parameters
    ----------
    holdings : asset_id, employee_id, share (missing is unknown)

    Returns
    -------
    Series, same index

    Notes
    -----
    Holders without a share divide equally what the others leave; where the given shares exceed
    1 they are scaled to it. A loss that would count once whoever leaves (a secret leaks once)
    is so split over its holders: all of them leaving costs it once, one of them leaving costs
    a part, though that one may know it whole.

    Examples
    --------
    >>> pair = {"asset_id": ["A", "A", "A"], "employee_id": ["E1", "E2", "E3"]}
    >>> held_shares(pd.DataFrame({**pair, "share": [0.5, None, None]})).tolist()
    [0.5, 0.25, 0.25]
    """
    by_asset = holdings.groupby("asset_id")["share"]
    known = by_asset.transform("sum")
    unknown = holdings["share"].isna().groupby(holdings["asset_id"]).transform("sum")
    rest = (1.0 - known).clip(lower=0.0) / unknown.where(unknown > 0)
    return holdings["share"].fillna(rest) / known.clip(lower=1.0)


@once
def values_held(company: Company) -> pd.DataFrame:
    """Money that hangs on each person here, by group of assets.

    Parameters
    ----------
    company : uses tables assets and holdings where they are there

    Returns
    -------
    One row a person here: employee_id, secret_value, method_value_per_year, customer_value,
    relation_value_per_year, customer_value_per_year, value_needs. Values (without ``_per_year``)
    are present values over the life of the asset. 0 means that the register lists nothing; a
    missing amount makes the person's group missing, and value_needs names the assets. An entry
    without a share of an import owner (see ``import_owners``) is such a missing amount, and takes
    nothing from other holders.
    """
    people = company.staff[["employee_id"]]
    groups = sorted(set(GROUPS.values()))
    columns = [*groups, _CUSTOMERS]
    if not company.has("assets", "holdings"):
        return people.assign(**dict.fromkeys(columns, np.nan), value_needs=NEEDS_REGISTER)
    rows = holdings_in_money(company)
    of_customers = rows[rows["group"] == "customer_value"]
    yearly = of_customers.assign(group=_CUSTOMERS, amount=of_customers["amount_per_year"])
    both = pd.concat([rows, yearly], ignore_index=True)
    sums = both.pivot_table(
        index="employee_id", columns="group", values="amount", aggfunc=_sum_or_unknown
    )
    listed = both.pivot_table(index="employee_id", columns="group", values="share", aggfunc="size")
    full = sums.reindex(index=people["employee_id"], columns=columns)
    known = full.where(listed.reindex_like(full).notna(), 0.0)
    return known.reset_index().assign(
        value_needs=_needs(rows).reindex(people["employee_id"], fill_value="").to_numpy(dtype=str)
    )


def _needs(rows: pd.DataFrame) -> pd.Series:
    """Say for each person what the missing amounts take."""
    unknown = rows[rows["amount"].isna()]
    columns = np.where(
        unknown["imported"],
        "holdings.share (listed like an import) of ",
        "assets.value_per_year and life_years of ",
    )
    ids = unknown.groupby([unknown["employee_id"], columns])["asset_id"].agg(
        lambda some: listing(list(some), most=10)
    )
    words = pd.Series(ids.index.get_level_values(1) + ids, index=ids.index, dtype="str")
    return words.groupby(level=0).agg("; ".join)


def _sum_or_unknown(amounts: pd.Series) -> float:
    return float(amounts.sum(skipna=False))


@once
def holdings_in_money(company: Company) -> pd.DataFrame:
    """Lay out who here holds which asset, with what of it is put down to the person.

    Parameters
    ----------
    company : needs tables assets and holdings

    Returns
    -------
    One row an entry: employee_id, asset_id, kind, name, group (see ``GROUPS``), share (see
    ``held_shares``), imported, in_heads (False for a method whose record is enough), whole (worth
    of the asset, a year for methods and relations, else present value), life_years, amount (share x
    whole, 0 unless in_heads), amount_per_year (share of the value a year). Unknown stays missing.
    """
    holdings = company.table("holdings")
    here = holdings[holdings["employee_id"].isin(company.staff["employee_id"])]
    rows = here.merge(company.table("assets"), on="asset_id")
    rows["imported"] = _imported(company, rows)
    rows["share"] = held_shares(rows[~rows["imported"]]).reindex(rows.index)
    group = rows["kind"].map(GROUPS)
    years = annuity(rows["life_years"], rate_per_year=company.settings.drain.discount_rate_per_year)
    factor = years.where(~group.str.endswith("_per_year"), 1.0)
    # A method whose record is enough to do it without the holders stays when they go.
    in_heads = (rows["kind"] != "method") | ~rows["reproducible"].fillna(False).astype(bool)
    whole = rows["value_per_year"] * factor
    columns = ["employee_id", "asset_id", "kind", "name", "life_years", "share", "imported"]
    return rows[columns].assign(
        group=group, in_heads=in_heads, whole=whole,
        amount=(whole * rows["share"]).where(in_heads, 0.0),
        amount_per_year=rows["value_per_year"] * rows["share"],
    )  # fmt: skip


def _imported(company: Company, rows: pd.DataFrame) -> pd.Series:
    """Say which entries have no share and are listed by the dozen for one person."""
    owners = import_owners(who_holds_what(company), company.settings.positions.register_limits)
    listed = pd.MultiIndex.from_frame(rows[["employee_id", "kind"]])
    return rows["share"].isna() & listed.isin(pd.MultiIndex.from_frame(owners[_OWNER]))
