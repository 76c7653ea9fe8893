"""Amounts of quantities in words, so that a place on a scale can be read."""

import math
from collections.abc import Callable

import pandas as pd

from workbench.company import Company
from workbench.mcda.anchors import amounts_at
from workbench.settings import Settings
from workbench.settings.positions import Anchor
from workbench.words import count, money, months, percent

Words = Callable[[float, Settings], str]


def amount_in_words(quantity: str, amount: float, settings: Settings) -> str:
    """Write an amount of a quantity with its unit.

    Parameters
    ----------
    quantity : a quantity of `QUANTITIES`, or "rating:<criterion>"
    amount : in the unit of the quantity; missing is written as unknown
    settings : for the currency and the scale of hardness

    Examples
    --------
    >>> amount_in_words("skill_scarcity", 0.5, Settings())
    '2 people hold the scarcest skill'
    >>> amount_in_words("hardness_to_replace", 0.632, Settings())
    '12 months to replace'
    >>> amount_in_words("rating:complexity", 3.5, Settings())
    'rated 3.5 of 5'
    """
    if math.isnan(amount):
        return "unknown"
    if quantity.startswith("rating:"):
        return f"rated {amount:.2g} of 5"
    return _WORDS[quantity](amount, settings)


def place_in_words(anchor: Anchor, value: float, settings: Settings) -> str:
    """Write the amount that stands at a place in [0, 1] of a scale."""
    amount = amounts_at([value], low=anchor.low, high=anchor.high, log=anchor.log)
    return amount_in_words(anchor.quantity, float(amount[0]), settings)


def anchors_in_use(company: Company, source: pd.DataFrame) -> dict[str, Anchor]:
    """Give the scale each criterion is measured on.

    Parameters
    ----------
    company : for the criteria of the settings
    source : quantity of every post (rows) by criterion (columns), as in `Measured`

    Returns
    -------
    dict from criterion to its scale; criteria nobody is known on are left out
    """
    found = {}
    for name, criterion in company.settings.positions.criteria.items():
        for anchor in criterion.measured_by:
            if (source[name] == anchor.quantity).any():
                found[name] = anchor
    return found


def _per_year(words: str) -> Words:
    return lambda amount, settings: f"{money(amount, settings.currency)} a year {words}".strip()


def _replaced(hardness: float, settings: Settings) -> str:
    scale = settings.positions.replace_scale_months
    return f"{months(-scale * math.log1p(-min(hardness, 0.999)))} to replace"


def _scarcest(scarcity: float, settings: Settings) -> str:
    people = max(1, round(1 / scarcity)) if scarcity > 0 else 0
    verb = "holds" if people == 1 else "hold"
    return (
        f"{count(people, 'person', 'people')} {verb} the scarcest skill"
        if people
        else "all hold it"
    )


_WORDS: dict[str, Words] = {
    "strategic_contribution": lambda amount, _: (
        f"{percent(amount)} of a full contribution to the goals"
    ),
    "margin_at_stake_per_year": _per_year("at stake"),
    "budget_per_year": _per_year("to decide on"),
    "usual_pay_per_year": _per_year("of usual pay"),
    "seats_below": lambda amount, _: f"{count(round(amount), 'seat')} below",
    "qualification_years": lambda amount, _: (
        f"{amount:.3g} {'year' if amount == 1 else 'years'} of study and practice"
    ),
    "knowledge_scarcity": _scarcest,
    "skill_scarcity": _scarcest,
    "hardness_to_replace": _replaced,
    "secret_value_per_year": _per_year("of secrets"),
    "customer_margin_share": lambda amount, _: f"{percent(amount)} of the customers' margin",
    "betweenness": lambda amount, _: f"{percent(amount)} of the shortest ways",
}
