"""Tables of who holds what, as a page shows them."""

import pandas as pd

from workbench.company import Company
from workbench.people.knowledge.holders import who_holds_what
from workbench.people.knowledge.losing import losing_sets
from workbench.words import listing

_FEW = 2
_RECORDS = [
    "asset_id", "name", "kind", "value_per_year", "holders", "record", "document_age_days",
    "reproducible", "in_heads", "recoverable"
]  # fmt: skip
_FACTORS = [
    "kind", "register", "assets", "held_by_nobody", "held_by_one", "held_by_two", "bus_factor",
    "people_to_lose_half", "value_on_one_per_year"
]  # fmt: skip
_ASSETS = [
    "asset_id", "name", "kind", "value_per_year", "holders", "document_age_days", "recoverable"
]  # fmt: skip


def assets_in_few_hands(company: Company, *, without: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the assets that two people or fewer hold, fewest holders first, then by value.

    Parameters
    ----------
    company : assets and holdings; without them the table has no row
    without : employee_id and kind, entries taken out of the register first, such as those of an
        import owner; an asset that no other entry names is then left out

    Returns
    -------
    DataFrame, one row an asset: asset_id, name, kind, value_per_year, holders, document_age_days,
    recoverable
    """
    if not company.has("assets", "holdings"):
        return pd.DataFrame(columns=_ASSETS)
    assets = _assets(company, without)
    few = assets[assets["holders"] <= _FEW]
    ordered = few.sort_values(["holders", "value_per_year"], ascending=[True, False])
    return ordered[_ASSETS].reset_index(drop=True)


def _assets(company: Company, without: pd.DataFrame | None) -> pd.DataFrame:
    """Give the assets without those whose every entry is taken out."""
    listed = who_holds_what(company).assets
    if without is None or without.empty:
        return listed
    bare = who_holds_what(company, without=without).assets
    return bare[(bare["holders"] > 0) | (listed["holders"] == 0)]


def holders_of(
    company: Company, assets: pd.DataFrame, *, without: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Name the holders of these assets, one row an asset and a holder.

    Parameters
    ----------
    company, without : as in `assets_in_few_hands`
    assets : its result

    Returns
    -------
    DataFrame in the order of ``assets``: its columns, then employee_id, position_id and share; an
    asset nobody here holds keeps one row without a person
    """
    if assets.empty:
        return assets.assign(employee_id=[], position_id=[], share=[])
    held = who_holds_what(company, without=without).holdings
    columns = ["asset_id", "employee_id", "position_id", "share"]
    return assets.merge(held[columns], on="asset_id", how="left")


def smallest_losing_groups(
    company: Company, *, most: int = 10, without: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the smallest groups of people whose leaving loses an asset for good.

    Parameters
    ----------
    company, without : as in `assets_in_few_hands`
    most : rows

    Returns
    -------
    DataFrame, fewest people first, then the largest value: people (number), employee_ids (text),
    assets (number), asset_ids (text, the first six), value_per_year (missing where unknown). Assets
    that are recoverable for certain are left out.
    """
    columns = ["people", "employee_ids", "assets", "asset_ids", "value_per_year"]
    if not company.has("assets", "holdings"):
        return pd.DataFrame(columns=columns)
    assets = _assets(company, without)
    fragile = assets[~assets["recoverable"].fillna(False).astype(bool)].set_index("asset_id")
    holders = dict(zip(fragile.index, fragile["holder_ids"], strict=True))
    value = fragile["value_per_year"]
    rows = [
        (len(who), ", ".join(sorted(who)), len(lost), listing(lost), value[lost].sum(min_count=1))
        for who, lost in losing_sets(holders)
    ]
    table = pd.DataFrame(rows, columns=columns)
    ordered = table.sort_values(["people", "value_per_year"], ascending=[True, False])
    return ordered.head(most).reset_index(drop=True)


def bus_factors_in_words(bus_factors: pd.DataFrame) -> pd.DataFrame:
    """Give the bus factors by kind as a page shows them.

    Parameters
    ----------
    bus_factors : as in ``KnowledgeMap.bus_factors`` or ``RegisterCheck.without``

    Returns
    -------
    DataFrame in the order given: kind, register (where it is given), assets, held_by_nobody,
    held_by_one, held_by_two, bus_factor, people_to_lose_half (text: a number, or from and to where
    it is not proven), value_on_one_per_year
    """
    low, high = bus_factors["half_people_low"], bus_factors["half_people_high"]
    texts = [
        "unknown" if pd.isna(least) else f"{least:g}" if least == most else f"{least:g} to {most:g}"
        for least, most in zip(low, high, strict=True)
    ]
    shown = bus_factors.assign(people_to_lose_half=texts)
    return shown[[column for column in _FACTORS if column in shown]]


def records_in_order(assets: pd.DataFrame) -> pd.DataFrame:
    """List what is written down of each asset, what is only in heads first, then by value.

    Parameters
    ----------
    assets : as in ``KnowledgeMap.assets``

    Returns
    -------
    DataFrame, one row an asset: asset_id, name, kind, value_per_year, holders, record,
    document_age_days, reproducible, in_heads, recoverable; unknown in_heads between yes and no
    """
    urgency = assets["in_heads"].astype("Float64").fillna(0.5)
    ordered = assets.assign(urgency=urgency).sort_values(
        ["urgency", "value_per_year", "asset_id"], ascending=[False, False, True]
    )
    return ordered[_RECORDS].reset_index(drop=True)
