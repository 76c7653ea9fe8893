"""Groups are hidden once for the page of the company and those of all its units together."""

from functools import cache

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import Company, company_from_tables
from workbench.company.headcount import headcount
from workbench.privacy.across import Groups, hidden_across
from workbench.privacy.attack import Cell, given_away
from workbench.privacy.labels import GROUPINGS, NONE, WITHIN, staff_labels
from workbench.privacy.staff import hidden_groups, leave_out_groups, not_shown
from workbench.settings import Settings


def random_company(seed: int) -> Company:
    """Posts anywhere in a random tree, in a few units across it, with a few people each."""
    draw = np.random.default_rng(seed)
    posts, units = int(draw.integers(3, 14)), int(draw.integers(1, 6))
    above = [None, *(f"P{draw.integers(0, place)}" for place in range(1, posts))]
    positions = pd.DataFrame(
        {
            "position_id": [f"P{place}" for place in range(posts)],
            "title": "Post",
            "unit": [draw.choice(["", *"ABCDE"[:units]], p=[0.1, *[0.9 / units] * units])
                     for _ in range(posts)],
            "reports_to": above,
            "grade": draw.integers(1, int(draw.integers(2, 6)), posts),
            "job_family": draw.choice(["Make", "Sell", "Think", ""], posts),
            "seats": 99,
        }
    )  # fmt: skip
    held = np.repeat(np.arange(posts), draw.integers(0, int(draw.integers(2, 12)), posts))
    people = pd.DataFrame(
        {
            "employee_id": [f"E{place}" for place in range(len(held) + 1)],
            "position_id": [*(f"P{place}" for place in held), draw.choice(["", "P0"])],
            "hired_on": [f"{year}-01-01" for year in draw.integers(2012, 2026, len(held) + 1)],
        }
    )
    return company_from_tables({"positions": positions, "employees": people}, as_of="2026-06-30")


def cells_of(people: pd.DataFrame, hidden: Groups, unit: str = "") -> set[Cell]:
    """All that the page of a unit may show, or of the company."""
    inside = {(WITHIN + unit, "yes")} if unit else set()
    own = people[people[WITHIN + unit] == "yes"] if unit else people
    return {
        frozenset({(by, label), *inside})
        for by in GROUPINGS
        for label in set(own[by]) - hidden[by] - {NONE}
    }


def assert_safe(company: Company, *, least: int = 5) -> None:
    counted = headcount(company.tables, company.as_of)
    hidden = hidden_across(counted, least=least)
    people = staff_labels(company, units=counted.units)
    shown = {unit: cells_of(people, hidden[unit], unit) for unit in hidden}
    assert given_away(people, set[Cell]().union(*shown.values()), least=least) == {}
    for unit, cells in shown.items():
        some = staff_labels(company, units=filter(None, [unit]))
        assert given_away(some, cells | shown[""], least=least) == {}
        own = people[people[WITHIN + unit] == "yes"] if unit else people
        alone = own[[by for by in own if not str(by).startswith(WITHIN)]]
        bare = cells_of(alone, hidden[unit])
        assert given_away(alone, bare, least=least) == {}
        counts = [len(alone[alone[by] == label]) for ((by, label),) in bare]
        assert min(counts, default=least) >= least


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_pages_of_any_company_and_its_units_give_nothing_away(seed: int) -> None:
    assert_safe(random_company(seed))


# People by unit and grade; each unit reports to Top, so that the page of Top is the company's.
GRADED = {"Top": (1, 0, 2), "Sales": (20, 8, 3), "Works": (30, 9, 8), "Lab": (9, 12, 7),
          "Desk": (2, 1, 1)}  # fmt: skip


@cache
def graded(unit: str = "") -> Company:
    posts = [(f"{name}{grade}", name, grade) for name in GRADED for grade in (1, 2, 3)]
    positions = pd.DataFrame(posts, columns=["position_id", "unit", "grade"]).assign(
        title="Post", seats=99, reports_to=lambda frame: ["", *["Top1"] * (len(frame) - 1)]
    )
    held = [post for post, name, grade in posts for _ in range(GRADED[name][grade - 1])]
    people = pd.DataFrame(
        {"employee_id": [f"E{place}" for place in range(len(held))], "position_id": held}
    )
    tables = {"positions": positions, "employees": people}
    return company_from_tables(tables, as_of="2026-06-30", settings=Settings(unit=unit))


def test_a_unit_hides_alone_what_it_hides_beside_all_others() -> None:
    together = hidden_across(headcount(graded().tables, graded().as_of), least=5)
    for unit in ("", *GRADED):
        assert hidden_groups(graded(unit)) == together[unit]
    assert together["Top"] == together[""]


def test_no_row_of_the_whole_company_comes_with_a_unit() -> None:
    around = graded("Lab").around
    assert around is not None
    assert list(around.people) == ["part", "by", "label", "people"]
    assert around.people["people"].sum() == 4 * len(graded().staff)
    assert len(graded("Lab").staff) == sum(GRADED["Lab"])
    assert graded().around is None


def test_a_unit_hides_what_would_give_away_its_neighbour() -> None:
    # 8 and 16 people of two grades: 6 and 9 of A leave the 2 of B, so that A shows neither.
    positions = pd.DataFrame(
        {"position_id": ["A1", "A2", "B1", "B2"], "unit": list("AABB"), "grade": [1, 2, 1, 2]}
    ).assign(title="Post", seats=9)
    held = ["A1"] * 6 + ["A2"] * 9 + ["B1"] * 2 + ["B2"] * 7
    people = pd.DataFrame({"employee_id": [f"E{n}" for n in range(24)], "position_id": held})
    whole = company_from_tables({"positions": positions, "employees": people}, as_of="2026-06-30")
    hidden = hidden_across(headcount(whole.tables, whole.as_of), least=5)
    assert {unit: groups["grade"] for unit, groups in hidden.items()} == {
        "": set(), "A": {"1", "2"}, "B": {"1", "2"}
    }  # fmt: skip


def test_a_page_that_shows_a_hidden_group_is_found() -> None:
    hidden = hidden_across(headcount(graded().tables, graded().as_of), least=5)
    people = staff_labels(graded(), units=GRADED)
    shown = set[Cell]().union(*(cells_of(people, hidden[unit], unit) for unit in hidden))
    assert given_away(people, shown, least=5) == {}
    few = frozenset({("grade", "3"), (f"{WITHIN}Sales", "yes")})
    assert given_away(people, shown | {few}, least=5)["grade within a unit"] >= 1


def test_a_table_of_which_too_little_is_left_says_so() -> None:
    desk, frame = graded("Desk"), pd.DataFrame({"grade": [1, 2, 3], "people": [2, 1, 1]})
    assert leave_out_groups(frame, desk, label="grade", by="grade").empty
    words = not_shown(desk, "grade", "tenure")
    assert words.startswith("People by grade: not shown for so small a unit.")
    assert "fewer than 5 people" in words
    assert not_shown(graded("Works"), "grade", "unit") == ""
