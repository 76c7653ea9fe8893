"""Tables of a matching as a page shows them, from a market small enough to count."""

from datetime import date

import pandas as pd
import pytest

from workbench.exchange.match import match_market
from workbench.exchange.match.display import (
    dropped_table,
    pair_table,
    unasked_table,
    unfilled_table,
)

PROFILE = {
    "occupation_code": "17-2041", "code_system": "onet_soc", "level": "senior", "skills": None,
    "region": "North", "currency": "EUR",
}  # fmt: skip


@pytest.fixture(scope="module")
def matching():
    # a asks for three and b for one of them in the East; b offers two, c one of unknown level.
    demands = pd.DataFrame(
        [
            PROFILE | {"organisation": "a", "demand_id": "D1", "number": 4},
            PROFILE | {"organisation": "b", "demand_id": "D1", "number": 1, "region": "East"},
        ]
    ).assign(by_when=pd.NaT, pay_low_per_year=50e3, pay_high_per_year=60e3)
    supplies = pd.DataFrame(
        [
            PROFILE | {"organisation": "b", "supply_id": "s-1"},
            PROFILE | {"organisation": "b", "supply_id": "s-2"},
            PROFILE | {"organisation": "c", "supply_id": "s-3", "level": None},
            PROFILE | {"organisation": "a", "supply_id": "s-4"},
        ]
    ).assign(available_on=pd.NaT, pay_least_per_year=50e3, consent_until=pd.Timestamp("2027-01-31"))
    return match_market(demands, supplies, on_date=date(2026, 6, 30))


def test_pairs_say_what_is_a_range(matching):
    table = pair_table(matching)
    assert table["person"].tolist() == ["b s-1", "b s-2", "c s-3"]
    assert table["fit_range"].tolist() == ["", "", "0.85 to 1.00"]
    assert pair_table(matching, organisation="c")["person"].tolist() == ["c s-3"]


def test_open_places_come_with_their_reason(matching):
    table = unfilled_table(matching)
    assert table[["demand", "open_places"]].to_numpy().tolist() == [["a D1", 1], ["b D1", 1]]
    assert table["why"].tolist() == [
        "all who would do go there, 3 people for more places",
        "2 people would do, but in other regions",
    ]
    assert unfilled_table(matching, organisation="b")["demand"].tolist() == ["b D1"]


def test_people_without_a_demand_are_counted(matching):
    assert unasked_table(matching).to_numpy().tolist() == [["17-2041", "North", "region", 1]]


def test_dropped_conditions_are_counted_for_both_sides(matching):
    table = dropped_table(matching).set_index("condition")
    assert table.loc["region"].tolist() == [1, 1]
    assert table.loc["organisation"].tolist() == [0, 1]
    assert table.loc["none dropped: without any"].tolist() == [1, 1]
