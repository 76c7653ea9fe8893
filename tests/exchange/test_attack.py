"""The attack: it finds what is to be found, and nobody in the sample."""

from pathlib import Path

import pandas as pd
import pytest

from tests.exchange.toys import SECRET, company, crew, tables
from workbench.company import Company, load_company
from workbench.errors import ReportError
from workbench.exchange.attack import (
    KNOWS_CONSENTS,
    KNOWS_STAFF,
    compare_releases,
    fewest_alike,
    linkage_attack,
)
from workbench.exchange.display import published_groups
from workbench.exchange.profiles import offered_people, staff_profiles
from workbench.exchange.publish import attack_supplies
from workbench.exchange.supplies import Supplies, supplies_of

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def sample() -> Company:
    return load_company(SAMPLE, as_of="2026-06-30")


@pytest.fixture(scope="module")
def supplies(sample: Company) -> Supplies:
    return supplies_of(sample, secret=SECRET, organisation="norrlack")


@pytest.fixture(scope="module")
def attack(sample: Company, supplies: Supplies) -> pd.DataFrame:
    return attack_supplies(sample, supplies)


def test_nobody_of_the_sample_is_told(supplies: Supplies, attack: pd.DataFrame) -> None:
    assert len(supplies.table) >= 90
    assert set(attack["attack"]) == {KNOWS_STAFF, KNOWS_CONSENTS}
    assert not attack["re_identified"].any()
    assert attack.loc[attack["rows"] > 0, "rows"].min() >= 5
    assert attack.loc[attack["attack"] == KNOWS_STAFF, "share"].max() <= 0.5
    assert fewest_alike(supplies.table) >= 5


def test_groups_on_a_page_are_what_was_published(supplies: Supplies) -> None:
    groups = published_groups(supplies)
    assert groups["people"].sum() == len(supplies.table)
    assert groups["people"].min() >= 5
    assert not {"supply_id", "employee_id"} & set(groups)


def test_stronger_attack_learns_dates_and_says_so(attack: pd.DataFrame) -> None:
    knows = attack[(attack["attack"] == KNOWS_CONSENTS) & (attack["rows"] > 0)]
    assert knows["learns"].str.contains("available_on").any()


def test_exact_rows_are_found_out(sample: Company) -> None:
    """The same people with their own occupation and dates: the attack tells most of them."""
    staff = staff_profiles(sample)
    own = offered_people(sample, staff)[0]
    bare = own.assign(
        supply_id=[f"s-{number}" for number in range(len(own))],
        skills=[";".join(sorted(skills)) for skills in own["skills"]],
        consent_until=own["ends_on"],
    )
    attack = linkage_attack(bare, staff, k=5, agreed=own["employee_id"])
    told = attack.groupby("attack")["re_identified"].sum()
    assert told[KNOWS_CONSENTS] > 50
    assert told[KNOWS_STAFF] > 0


def test_rows_are_counted_by_hand() -> None:
    rows = pd.DataFrame(
        {"supply_id": ["s-1", "s-2", "s-3"], "occupation_code": ["51-0000", "51-4121", "51-4121"],
         "level": [None, "entry", "senior"], "region": "North", "skills": [None, "a", None],
         "available_on": pd.NaT, "consent_until": pd.Timestamp("2026-12-31")}
    )  # fmt: skip
    staff = pd.DataFrame(
        {"employee_id": ["A", "B", "C", "D"],
         "occupation_code": ["51-4121", "51-4122", "51-4121", "17-2041"], "level": "entry",
         "region": ["North", "North", "South", "North"], "skills": [frozenset("ab")] * 4}
    )  # fmt: skip
    found = linkage_attack(rows, staff, k=2).set_index("employee_id")
    assert found["rows"].to_dict() == {"A": 2, "B": 1, "C": 0, "D": 0}
    assert found["alike"].to_dict() == {"A": 1, "B": 2, "C": 0, "D": 0}
    assert found["re_identified"].to_dict() == {"A": True, "B": True, "C": False, "D": False}


def test_publishing_is_refused_where_the_attack_finds_somebody() -> None:
    toy = company(crew(12, agreed=6))
    made = supplies_of(toy, secret=SECRET, organisation="toy")
    table = made.table.assign(level=["entry"] * 5 + ["lead"])
    bad = Supplies(table, made.left_out, made.coarse, made.people, made.k)
    with pytest.raises(ReportError, match="may not be published: the attack on them tells people"):
        attack_supplies(toy, bad)


def test_releases_compared_by_hand() -> None:
    made = supplies_of(company(crew(14, agreed=7)), secret=SECRET, organisation="toy").table
    later = made.iloc[1:].assign(level=[None] * 5 + ["entry"])
    found = compare_releases(made, later, k=5).set_index("change")
    assert found["rows"].to_dict() == {"changed": 5, "left": 1, "same": 1}
    assert found["traceable"].to_dict() == {"changed": False, "left": True, "same": True}


def test_rows_that_stay_are_alike_over_both_releases(sample: Company, supplies: Supplies) -> None:
    """A quarter later: blind to the first release some ways are traceable, else only who leaves."""
    later = load_company(SAMPLE, as_of="2026-09-30")
    blind = supplies_of(later, secret=SECRET, organisation="norrlack")
    aware = supplies_of(later, secret=SECRET, organisation="norrlack", earlier=supplies.table)
    first, second = (
        compare_releases(supplies.table, one.table, k=5).query("traceable")["change"].unique()
        for one in (blind, aware)
    )
    assert {"changed", "left"} <= set(first)
    assert set(second) <= {"left"}
    assert not attack_supplies(later, aware)["re_identified"].any()
    assert 0 < len(aware.table) <= len(blind.table)


@pytest.mark.parametrize("seed", range(3))
def test_who_joins_or_changes_never_goes_alone(seed: int) -> None:
    before = supplies_of(company(tables(seed)), secret=SECRET, organisation="toy").table
    given = tables(seed)
    given["consents"] = given["consents"].iloc[3:]
    toy = company(given)
    after = supplies_of(toy, secret=SECRET, organisation="toy", earlier=before).table
    ways = compare_releases(before, after, k=5)
    assert set(ways.loc[ways["traceable"], "change"]) <= {"left"}
