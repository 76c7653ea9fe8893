"""The value chain of talent work as one frozen result."""

from dataclasses import dataclass

import pandas as pd

from workbench.company import Company
from workbench.schema import TABLES
from workbench.value_chain.concentration import link_concentration, provider_focus
from workbench.value_chain.coverage import coverage
from workbench.value_chain.services import horizons, introduced, service_results


@dataclass(frozen=True)
class ValueChain:
    """Who provides what for whom, at what cost, to what end.

    Attributes
    ----------
    coverage : see ``coverage``
    services : see ``service_results``
    horizons : see ``horizons``
    introduced : see ``introduced``
    providers : see ``provider_focus``
    links : see ``link_concentration``
    horizon_years, discount_rate : over how long the long-term benefit counts, and its discount
    least_core_share : part of the cost in core business, below it a provider is spread
    currency : of all amounts
    lacks : the sentence that says which tables are missing; empty if none is
    """

    coverage: pd.DataFrame
    services: pd.DataFrame
    horizons: pd.DataFrame
    introduced: pd.DataFrame
    providers: pd.DataFrame
    links: pd.DataFrame
    horizon_years: int
    discount_rate: float
    least_core_share: float
    currency: str
    lacks: str


def build_value_chain(company: Company) -> ValueChain:
    """Build the value chain; without the tables talent_needs, services and providers it is empty.

    Parameters
    ----------
    company : the checked company; settings ``value_chain``

    Returns
    -------
    ValueChain
    """
    needs, services, providers = (_rows(company, name) for name in _TABLES)
    choice = company.settings.value_chain
    results = service_results(services, providers, choice)
    return ValueChain(
        coverage(needs, services, choice),
        results,
        horizons(results),
        introduced(results),
        provider_focus(services, providers, least_core_share=choice.core_share),
        link_concentration(services, providers),
        choice.horizon_years,
        choice.discount_rate,
        choice.core_share,
        company.settings.currency,
        company.lacks(*_TABLES),
    )


_TABLES = ("talent_needs", "services", "providers")


def _rows(company: Company, name: str) -> pd.DataFrame:
    """Give a table, without rows where the three are not all there."""
    if company.has(*_TABLES):
        return company.table(name)
    numbers = {column.name: "float64" for column in TABLES[name] if column.kind == "number"}
    return pd.DataFrame(columns=list(TABLES[name].names)).astype(numbers)
