"""What was published as tables for a page: groups, never people."""

import pandas as pd

from workbench.exchange.demands import Demands
from workbench.exchange.supplies import Supplies, no_supplies

_GROUP = ["occupation_code", "level", "region", "skills", "available_on", "consent_until"]


def published_groups(supplies: Supplies | None) -> pd.DataFrame:
    """Give the groups of people who are offered, the largest first.

    Parameters
    ----------
    supplies : from ``supplies_of``; None, where nobody was asked, gives no group

    Returns
    -------
    DataFrame: occupation_code, level, region, skills, available_on, consent_until (all as
    published; an unknown level is "not said", no skills are "none shown"), people (at least k)
    """
    table = no_supplies() if supplies is None else supplies.table
    said = table[_GROUP].assign(
        level=table["level"].fillna("not said"), skills=table["skills"].fillna("none shown")
    )
    groups = said.groupby(_GROUP, dropna=False, as_index=False).size()
    order = ["people", *_GROUP]
    return groups.rename(columns={"size": "people"}).sort_values(
        order, ascending=[False, *[True] * len(_GROUP)], ignore_index=True
    )


def demand_rows(demands: Demands) -> pd.DataFrame:
    """Give the demands as a page shows them: without ids, columns nobody filled left out.

    Parameters
    ----------
    demands : from ``demands_of``

    Returns
    -------
    DataFrame: the columns of the format but ids, organisation and code_system
    """
    shown = demands.table.drop(columns=["demand_id", "organisation", "code_system"])
    return shown.dropna(axis="columns", how="all") if len(shown) else shown
