"""The whole picture of what people hold: how few it hangs on, what is written, what looks wrong."""

from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.people.knowledge.asset_records import records_by_kind
from workbench.people.knowledge.bus_factor import (
    bus_factors,
    losses_together,
    second_holders,
    sole_holders,
)
from workbench.people.knowledge.holders import nothing_held, who_holds_what
from workbench.people.knowledge.register import RegisterCheck, check_register


@dataclass(frozen=True)
class KnowledgeMap:
    """Who holds what, added up.

    Attributes
    ----------
    assets, holdings : see ``Holders``
    bus_factors : assets and people they hang on by kind, see ``bus_factors``
    losses : the most that one, two, ... people who leave together take, see ``losses_together``
    second_holders : what one more person who learns an asset saves, see ``second_holders``
    sole_holders : people who hold something alone, see ``sole_holders``
    records : what is written down by kind, see ``records_by_kind``
    register : warnings about the register itself, see ``check_register``
    """

    assets: pd.DataFrame
    holdings: pd.DataFrame
    bus_factors: pd.DataFrame
    losses: pd.DataFrame
    second_holders: pd.DataFrame
    sole_holders: pd.DataFrame
    records: pd.DataFrame
    register: RegisterCheck


def knowledge_map(
    company: Company, *, without: pd.DataFrame | None = None, most_leaving: int = 5
) -> KnowledgeMap:
    """Find what hangs on few people, what is written down, and what in the register looks wrong.

    Parameters
    ----------
    company : assets and holdings; without them every table is empty
    without : employee_id and kind, entries taken out of the register first, such as those of an
        import owner; the warnings stay about the register as listed
    most_leaving : people who leave together in the last row of the losses

    Returns
    -------
    KnowledgeMap

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> from workbench.settings import Settings
    >>> company = company_from_tables(
    ...     {
    ...         "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Chemist"]}),
    ...         "employees": pd.DataFrame({"employee_id": ["E1", "E2"], "position_id": "P1"}),
    ...         "assets": pd.DataFrame(
    ...             {"asset_id": ["A1", "A2"], "kind": "secret", "name": ["Primer", "Ink"]}
    ...         ),
    ...         "holdings": pd.DataFrame(
    ...             {"asset_id": ["A1", "A1", "A2"], "employee_id": ["E1", "E2", "E2"]}
    ...         ),
    ...     },
    ...     as_of="2026-06-30",
    ...     settings=Settings(),
    ... )
    >>> found = knowledge_map(company)
    >>> found.bus_factors[["kind", "held_by_one", "bus_factor"]].values.tolist()
    [['secret', 1, 1], ['all', 1, 1]]
    >>> found.losses.query("kind == 'secret'")[["people", "lost", "employee_ids"]].values.tolist()
    [[1, 1.0, 'E2'], [2, 2.0, 'E1, E2']]
    """
    known = company.has("assets", "holdings")
    holders = who_holds_what(company, without=without) if known else nothing_held()
    assets = holders.assets
    return KnowledgeMap(
        assets=assets,
        holdings=holders.holdings,
        bus_factors=bus_factors(assets),
        losses=losses_together(assets, most=most_leaving),
        second_holders=second_holders(assets),
        sole_holders=sole_holders(holders.holdings),
        records=records_by_kind(assets),
        register=check_register(company),
    )


def without_import_owners(company: Company, known: KnowledgeMap) -> KnowledgeMap:
    """Give the same map without the entries that look like an import.

    Parameters
    ----------
    company, known : a company and its map of the register as listed

    Returns
    -------
    KnowledgeMap; ``known`` itself where there is none. What such a person holds of other kinds
    stays.
    """
    owners = known.register.owners
    if owners.empty:
        return known
    most = int(known.losses["people"].max()) if len(known.losses) else 1
    return knowledge_map(company, without=owners, most_leaving=most)
