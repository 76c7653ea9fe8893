"""What is covered, what it brings, and what a region gains: by hand, and on the sample."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.sample import planted
from workbench.settings.value_chain import ValueChainSettings
from workbench.value_chain.balance import horizon_balance, years_until_it_pays
from workbench.value_chain.build import ValueChain, build_value_chain
from workbench.value_chain.concentration import herfindahl, link_concentration, provider_focus
from workbench.value_chain.coverage import COVERED, NOBODY, THIN, UNASKED, UNKNOWN, coverage
from workbench.value_chain.findings import chain_findings
from workbench.value_chain.services import (
    horizons,
    introduced,
    moves_by_region,
    service_results,
)

PROVIDERS = pd.DataFrame(
    {"provider_id": ["V1", "V2"], "name": ["School", "Agency"], "kind": ["school", "agency"]}
)
CHOICE = ValueChainSettings(horizon_years=3, discount_rate=0.0)


def services(*rows: dict[str, object]) -> pd.DataFrame:
    usual = {
        "provider_id": "V1", "link": "training", "talent_group": "Young", "region": "North",
        "people_per_year": 10.0, "cost_per_year": 100.0, "outcome_share": 0.5,
        "within_region_share": np.nan, "return_first_year": 40.0, "benefit_per_year": 50.0,
        "is_core": True,
    }  # fmt: skip
    frame = pd.DataFrame([usual | row for row in rows])
    return frame.astype({"is_core": "boolean", "people_per_year": float})


def needs(**people: float) -> pd.DataFrame:
    rows = [(group, "training", "North", number) for group, number in people.items()]
    return pd.DataFrame(rows, columns=["talent_group", "link", "region", "people_per_year"])


def test_coverage_tells_covered_thin_nobody_unknown_and_unasked() -> None:
    given = services(
        {"talent_group": "Covered"},
        {"talent_group": "Thin", "people_per_year": 8.0},
        {"talent_group": "Shared", "people_per_year": 5.0},
        {"talent_group": "Shared", "people_per_year": 5.0, "provider_id": "V2"},
        {"talent_group": "Open", "people_per_year": np.nan},
        {"talent_group": "Extra"},
    )
    asked = needs(Covered=11, Thin=10, Shared=10, Open=10, Bare=10)
    table = coverage(asked, given, CHOICE).set_index("talent_group")
    assert table["state"].to_dict() == {
        "Bare": NOBODY, "Covered": COVERED, "Extra": UNASKED, "Open": UNKNOWN, "Shared": COVERED,
        "Thin": THIN,
    }  # fmt: skip
    assert table["hangs_on_one"].to_dict() == {
        "Bare": False, "Covered": True, "Extra": True, "Open": False, "Shared": False, "Thin": True,
    }  # fmt: skip
    assert table.loc["Covered", "served_share"] == pytest.approx(10 / 11)
    assert table.loc["Open", "served_per_year"] == 0.0


def test_results_of_a_service_by_hand() -> None:
    # 5 helped for 100: 20 each. First year 40 - 100; three years 40 + 2 x 50 - 100 = 40; the
    # missing 60 come back after 2 years more.
    row = service_results(services({"within_region_share": 0.4}), PROVIDERS, CHOICE).iloc[0]
    assert (row["cost_per_person"], row["cost_per_helped"]) == (10.0, 20.0)
    assert (row["first_year_balance"], row["horizon_balance"]) == (-60.0, 40.0)
    assert row["pays_in_year"] == 3.0
    assert (row["shifted_per_year"], row["gained_per_year"]) == (2.0, 3.0)


def test_unknown_amounts_stay_unknown() -> None:
    given = services({"cost_per_year": np.nan}, {"outcome_share": np.nan, "provider_id": "V2"})
    table = service_results(given, PROVIDERS, CHOICE).set_index("provider_id")
    assert table.loc["V1", ["cost_per_person", "horizon_balance", "pays_in_year"]].isna().all()
    assert np.isnan(table.loc["V2", "cost_per_helped"])
    links = horizons(table.reset_index()).iloc[0]
    assert (links["services"], links["unknown_services"], links["cost_per_year"]) == (2, 1, 100.0)


@pytest.mark.parametrize("rate", [0.0, 0.03, 0.2])
def test_the_year_in_which_it_pays_is_where_the_balance_turns(rate: float) -> None:
    rng = np.random.default_rng(4)
    cost, first, later = (rng.uniform(low, 100, 200) for low in (50, 0, 1))
    pays = years_until_it_pays(cost, first, later, rate=rate)
    for years in range(1, 40):
        balance = horizon_balance(cost, first, later, years=years, rate=rate)
        assert ((balance >= -1e-9) == (pays <= years)).all()
    assert np.isinf(pays[pays > 1e6]).all()


def test_balance_of_every_year_is_the_last_one_and_a_discounted_benefit() -> None:
    cost, first, later = (np.array([amount]) for amount in (9.0, 2.0, 3.0))
    two, three = (horizon_balance(cost, first, later, years=years, rate=0.1)[0] for years in (2, 3))
    assert three - two == pytest.approx(3.0 / 1.21)


def test_concentration_is_one_for_one_part_and_falls_with_equal_parts() -> None:
    assert herfindahl(np.array([5.0])) == 1.0
    assert herfindahl(np.full(8, 2.0)) == pytest.approx(1 / 8)
    assert np.isnan(herfindahl(np.zeros(2)))


def test_focus_counts_core_by_cost_and_an_unknown_part_makes_it_unknown() -> None:
    given = services(
        {"cost_per_year": 30.0, "is_core": False},
        {"cost_per_year": 10.0, "link": "use"},
        {"provider_id": "V2", "is_core": None},
    )
    table = provider_focus(given, PROVIDERS, least_core_share=0.5).set_index("provider_id")
    assert table["state"].to_dict() == {"V2": "not known", "V1": "spread"}
    assert table.loc["V1", "core_share"] == 0.25
    assert table.loc["V1", "concentration"] == pytest.approx(0.75**2 + 0.25**2)
    links = link_concentration(given, PROVIDERS).set_index("link")
    assert links.loc["training", "largest_share"] == 0.5
    assert links.loc["use", "largest_provider"] == "School"


def test_what_one_region_gains_another_loses() -> None:
    rng = np.random.default_rng(1)
    moves = pd.DataFrame(
        {"from_region": rng.choice(list("NSW"), 40), "to_region": rng.choice(list("NSW"), 40),
         "people": rng.integers(0, 9, 40).astype(float)}
    )  # fmt: skip
    table = moves_by_region(moves)
    assert table["net"].sum() == 0.0
    assert table[["within", "came"]].to_numpy().sum() == moves["people"].sum()
    other = moves_by_region(moves.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(table, other)


def test_introduction_tells_net_gain_from_moves_within_the_region() -> None:
    given = services(
        {"link": "introduction", "within_region_share": 0.8},
        {"link": "introduction", "provider_id": "V2"},
        {"link": "use"},
    )
    row = introduced(service_results(given, PROVIDERS, CHOICE)).iloc[0]
    parts = ["helped_per_year", "shifted_per_year", "gained_per_year", "unknown_per_year"]
    assert row[parts].to_list() == pytest.approx([10.0, 4.0, 1.0, 5.0])


@pytest.fixture(scope="module")
def chain() -> ValueChain:
    return build_value_chain(load_company("data/sample", as_of="2026-06-30"))


def test_sample_names_the_need_that_nobody_meets(chain: ValueChain) -> None:
    table = chain.coverage.set_index(["link", "talent_group"])
    assert table.loc[(planted.UNSERVED_LINK, planted.UNSERVED_GROUP), "state"] == NOBODY
    words = chain_findings(chain)
    assert "use for Skilled workers (119 people a year)" in " ".join(words)
    assert all(sentence.endswith(".") and "nan" not in sentence for sentence in words)
    assert words[0].startswith("Of 20 needs of a group in a link, ")


def test_sample_adds_up(chain: ValueChain) -> None:
    amounts = ["cost_per_year", "first_year_balance", "horizon_balance"]
    assert np.allclose(chain.services[amounts].sum(), chain.horizons[amounts].sum())
    assert chain.providers["cost_per_year"].sum() == pytest.approx(
        chain.services["cost_per_year"].sum()
    )
    parts = ["shifted_per_year", "gained_per_year", "unknown_per_year"]
    assert np.allclose(chain.introduced[parts].sum(axis=1), chain.introduced["helped_per_year"])


def test_without_the_tables_the_chain_is_empty_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "positions.csv").write_text("position_id,title\nP1,Top\n")
    (tmp_path / "employees.csv").write_text("employee_id,position_id\nE1,P1\n")
    empty = build_value_chain(load_company(tmp_path, as_of="2026-06-30"))
    assert "needs tables talent_needs" in empty.lacks
    assert chain_findings(empty) == ()
    assert empty.coverage.empty and empty.services.empty
