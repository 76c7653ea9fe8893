"""Holders of so much that they look like an import or a default owner, and who is left without."""

import pandas as pd

from workbench.company import Company
from workbench.people.knowledge.bus_factor import bus_factors
from workbench.people.knowledge.holders import Holders, who_holds_what
from workbench.settings.positions import RegisterLimits

# An import grades nothing: this part of the entries carries one and the same share, or none.
SAME_SHARE = 0.9
AS_LISTED, WITHOUT = "as listed", "without"
_OWNERS = ["employee_id", "kind", "assets", "kind_assets", "others_median", "same_share"]


def import_owners(holders: Holders, limits: RegisterLimits) -> pd.DataFrame:
    """Find holders of implausibly many assets of a kind.

    Parameters
    ----------
    holders : who holds what
    limits : `positions.register_limits` of the settings

    Returns
    -------
    DataFrame, one row a person and a kind, most assets first: employee_id, kind, assets (of the
    kind the person is listed for), kind_assets (all of the kind), others_median (assets of the kind
    of the other people who hold any; missing where there is nobody else), same_share (the share
    that nearly all these entries carry; missing where that is no share)

    Notes
    -----
    All four must hold: at least ``owner_assets`` assets, at least ``owner_share`` of the kind, more
    than ``owner_times`` the median of the others (a median, so that two such people do not hide
    each other), and one share, or none, on ``SAME_SHARE`` of the entries: people who know what they
    hold differ in how much. A founder who knows every customer can look the same, so a row is a
    question.
    """
    sizes = holders.assets.groupby("kind").size()
    rows = []
    for kind, held in holders.holdings.groupby("kind"):
        counts = held.groupby("employee_id").size()
        enough = max(limits.owner_assets, limits.owner_share * sizes[kind])
        for person, number in counts[counts >= enough].items():
            median = counts.drop(person).median()
            shares = held.loc[held["employee_id"] == person, "share"]
            common = shares.value_counts(dropna=False, normalize=True)
            if not number <= limits.owner_times * median and common.iloc[0] >= SAME_SHARE:
                rows.append((person, kind, number, sizes[kind], median, common.index[0]))
    table = pd.DataFrame(rows, columns=_OWNERS)
    return table.sort_values(["assets", "employee_id"], ascending=[False, True], ignore_index=True)


def with_and_without(company: Company, holders: Holders, owners: pd.DataFrame) -> pd.DataFrame:
    """Count what hangs on whom with these entries in the register and without all of them.

    Parameters
    ----------
    company : where the holders come from
    holders : who holds what as listed
    owners : result of ``import_owners``

    Returns
    -------
    DataFrame, two rows a kind in which there is such a person: the columns of ``bus_factors`` and
    register (as listed, without)
    """
    if owners.empty:
        return bus_factors(holders.assets.head(0)).assign(register=pd.Series(dtype="str"))
    bare = who_holds_what(company, without=owners)
    tables = [
        bus_factors(each.assets[each.assets["kind"].isin(owners["kind"])]).assign(register=name)
        for name, each in ((AS_LISTED, holders), (WITHOUT, bare))
    ]
    both = pd.concat(tables).query("kind in @owners.kind")
    return both.sort_values(["kind", "register"], ignore_index=True)
