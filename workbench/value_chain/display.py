"""Tables of the value chain as a page shows them."""

import pandas as pd

from workbench.value_chain.build import ValueChain

# Counts of people, whose headings would else be taken for money a year.
_PEOPLE = {
    "people_per_year": "people_in_a_year",
    "helped_per_year": "helped_in_a_year",
    "shifted_per_year": "from_another_employer",
    "gained_per_year": "new_to_the_region",
    "unknown_per_year": "from_where_is_not_known",
    "needed_per_year": "needed_in_a_year",
    "served_per_year": "served_in_a_year",
}


def people_named(table: pd.DataFrame) -> pd.DataFrame:
    """Name the columns that count people so that nobody takes them for money; ids are left out.

    Examples
    --------
    >>> table = pd.DataFrame({"provider_id": ["V1"], "helped_per_year": [3.0]})
    >>> list(people_named(table).columns)
    ['helped_in_a_year']
    """
    shown = table.drop(columns=["provider_id"], errors="ignore")
    return shown.rename(columns=_PEOPLE)


def service_table(chain: ValueChain) -> pd.DataFrame:
    """Give every service with its cost, outcome and balances, the dearest first."""
    return people_named(chain.services)


def provider_table(chain: ValueChain) -> pd.DataFrame:
    """Give every provider with how far it keeps to its core, the dearest first."""
    return people_named(chain.providers)
