import pytest

from workbench.positions.criteria.amounts import amount_in_words, place_in_words
from workbench.positions.criteria.quantities import QUANTITIES
from workbench.settings import Settings
from workbench.settings.positions import Anchor

WORDS = {
    "strategic_contribution": (0.18, "18 % of a full contribution to the goals"),
    "margin_at_stake_per_year": (3.3e6, "EUR 3.30 M a year at stake"),
    "budget_per_year": (5e3, "EUR 5.00 k a year to decide on"),
    "usual_pay_per_year": (85e3, "EUR 85.0 k a year of usual pay"),
    "seats_below": (1.0, "1 seat below"),
    "qualification_years": (8.5, "8.5 years of study and practice"),
    "knowledge_scarcity": (1.0, "1 person holds the scarcest skill"),
    "skill_scarcity": (0.05, "20 people hold the scarcest skill"),
    "hardness_to_replace": (0.0, "under a month to replace"),
    "secret_value_per_year": (0.0, "EUR 0 a year of secrets"),
    "customer_margin_share": (0.11, "11 % of the customers' margin"),
    "betweenness": (0.022, "2.2 % of the shortest ways"),
}


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_amount_in_words_knows_every_quantity(quantity: str) -> None:
    amount, words = WORDS[quantity]
    assert amount_in_words(quantity, amount, Settings()) == words
    assert amount_in_words(quantity, float("nan"), Settings()) == "unknown"


def test_amount_in_words_of_one_is_in_the_singular() -> None:
    one = amount_in_words("qualification_years", 1.0, Settings())
    assert one == "1 year of study and practice"


def test_place_in_words_takes_the_scale_back() -> None:
    anchor = Anchor(
        quantity="budget_per_year", low=1e4, high=1e6, log=True, low_means="", high_means=""
    )
    assert place_in_words(anchor, 0.5, Settings()) == "EUR 100 k a year to decide on"
