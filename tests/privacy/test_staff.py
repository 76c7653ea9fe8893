"""Groups of the staff are hidden once for all reports, and what is shown gives none away."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.privacy import blank_groups, leave_out_groups
from workbench.privacy.attack import Cell, given_away, means_given_away
from workbench.privacy.labels import NONE, WITHIN, staff_labels
from workbench.privacy.staff import hidden_groups, staff_groups


def company_of(units: dict[str, int], *, nowhere: int = 0, least: int = 5) -> Company:
    posts = pd.DataFrame(
        {
            "position_id": [f"P{place}" for place in range(len(units))],
            "title": "Post",
            "unit": list(units),
            "job_family": "Trade",
            "seats": 99,
        }
    )
    held = [f"P{place}" for place, size in enumerate(units.values()) for _ in range(size)]
    held += [None] * nowhere  # type: ignore[list-item]
    people = pd.DataFrame(
        {
            "employee_id": [f"E{place}" for place in range(len(held))],
            "position_id": pd.Series(held, dtype="str"),
            "hired_on": "2015-01-01",
        }
    )
    from workbench.settings import Settings

    return company_from_tables(
        {"positions": posts, "employees": people},
        as_of="2026-06-30",
        settings=Settings(min_group_size=least),
    )


@pytest.mark.parametrize(
    ("units", "hidden"),
    [
        pytest.param({"a": 40, "b": 3, "c": 9}, {"b", "c"}, id="the next smallest goes with it"),
        pytest.param({"a": 40, "b": 3, "c": 2}, {"b", "c"}, id="two hide each other"),
        pytest.param({"a": 40, "b": 1, "c": 2, "d": 9}, {"b", "c", "d"}, id="too few together"),
        pytest.param({"a": 40, "b": 9}, set(), id="none is small"),
        pytest.param({"a": 3}, {"a"}, id="a lone small group"),
        pytest.param({"a": 2, "b": 1}, {"a", "b"}, id="a company that is small"),
    ],
)
def test_hidden_groups_are_the_fewest_that_resist(units: dict[str, int], hidden: set[str]) -> None:
    company = company_of(units)
    assert hidden_groups(company)["unit"] == hidden
    assert hidden_groups(company)["tenure"] == (
        {"10 years or more"} if sum(units.values()) < 5 else set()
    )


def test_people_without_a_group_count_and_are_no_group() -> None:
    company = company_of({"a": 40, "b": 9}, nowhere=2)
    assert staff_groups(company)["unit"].to_dict() == {"a": 40, "b": 9, NONE: 2}
    assert hidden_groups(company)["unit"] == set()


def cells(by: str, *labels: str, within: str = "") -> set[Cell]:
    inside = {(WITHIN + within, "yes")} if within else set()
    return {frozenset({(by, label), *inside}) for label in labels}


def test_each_report_alone_may_be_safe_and_both_together_not() -> None:
    people = staff_labels(company_of({"a": 40, "b": 3, "c": 9, "d": 12}))
    first, second = cells("unit", "a", "d"), cells("unit", "a", "c")
    assert given_away(people, first, least=5) == {}
    assert given_away(people, second, least=5) == {}
    assert given_away(people, first | second, least=5) == {"unit": 1}
    assert given_away(people, cells("unit", "b"), least=5) == {"unit": 1}
    assert given_away(people, (), least=5) == {}


# Two grades in three units, by hand: A has 6 and 9, B 2 and 7, C 8 and 3 people.
GRADED = pd.DataFrame(
    {
        "unit": ["A"] * 15 + ["B"] * 9 + ["C"] * 11,
        "grade": ["1"] * 6 + ["2"] * 9 + ["1"] * 2 + ["2"] * 7 + ["1"] * 8 + ["2"] * 3,
    }
)
MARGINS = cells("unit", "A", "B", "C") | cells("grade", "1", "2")


def crossed(*pairs: tuple[str, str]) -> set[Cell]:
    return {frozenset({("unit", unit), ("grade", grade)}) for unit, grade in pairs}


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        pytest.param(crossed(("B", "1")), {"grade and unit": 1}, id="a small cell is shown"),
        # With the margins, one free number is left: 8 - x lies in 0 to 8, the cell of B in 0 to 8.
        pytest.param(crossed(("A", "1")) | MARGINS, {}, id="the others stay open"),
        pytest.param(
            crossed(("A", "1"), ("C", "1")) | MARGINS, {"grade and unit": 2}, id="margins"
        ),
        pytest.param(crossed(("B", "2")) | cells("unit", "B"), {"grade and unit": 1}, id="a rest"),
        pytest.param(MARGINS, {}, id="margins alone"),
    ],
)
def test_a_table_of_two_dimensions_is_attacked_with_its_margins(
    shown: set[Cell], found: dict[str, int]
) -> None:
    assert given_away(GRADED, shown, least=5) == found


def test_pages_of_units_are_parts_of_the_page_of_the_company() -> None:
    company = company_of({"A": 15, "B": 9, "C": 11})
    inside = staff_labels(company, units=["A", "B", "C"]).filter(like=WITHIN)
    people = GRADED.join(inside)
    whole = cells("grade", "1")
    one, two = cells("grade", "1", within="A"), cells("grade", "1", within="C")
    assert given_away(people, whole | one, least=5) == {}
    # 3 of C are the rest of its 11.
    assert given_away(people, two, least=5) == {"grade within a unit": 1}
    # And 16 less 6 and 8 leave the 2 of unit B.
    assert given_away(people, whole | one | two, least=5) == {"grade within a unit": 2}


def test_means_are_attacked_through_the_mean_of_all() -> None:
    sizes = {"a": 40, "b": 10, "c": 2}
    # 52 x 3.5 - 40 x 4 = 22 is the sum of b and c: c can have anything from 0 to 22.
    assert means_given_away(sizes, {"a": 4.0}, 3.5, least=5) == 0
    assert means_given_away(sizes, {"a": 4.0, "b": 1.4}, 3.5, least=5) == 1
    # Nothing is left for both: each has 0.
    assert means_given_away(sizes, {"a": 4.0}, 160 / 52, least=5) == 1


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=7), st.integers(1, 8))
def test_what_is_shown_of_any_company_resists(sizes: list[int], least: int) -> None:
    company = company_of({f"u{place}": size for place, size in enumerate(sizes)}, least=least)
    hidden, groups = hidden_groups(company), staff_groups(company)
    shown = [cells(by, *(frozenset(groups[by].index) - hidden[by])) for by in groups]
    assert given_away(staff_labels(company), set().union(*shown), least=least) == {}


def test_counts_of_few_in_a_group_are_missing_and_what_would_give_them_away() -> None:
    company = company_of({"a": 40, "b": 30, "c": 20, "d": 20})
    frame = pd.DataFrame({"unit": list("abcd"), "retiring": [9, 2, 6, 0]})
    kept = leave_out_groups(frame, company, label="unit", by="unit")
    assert kept["retiring"].fillna(-1).tolist() == [9, -1, -1, 0]


def test_leave_out_and_blank_take_what_is_hidden() -> None:
    company = company_of({"a": 40, "b": 3, "c": 9})
    frame = pd.DataFrame({"unit": ["a", "b", "c", "everybody"], "people": [40, 3, 9, 52]})
    kept = leave_out_groups(frame, company, label="unit", by="unit")
    assert kept["unit"].tolist() == ["a", "everybody"]
    blank = blank_groups(frame, company, label="unit", by="unit", values=["people"])
    assert blank["hidden"].tolist() == [False, True, True, False]
    assert blank["people"].isna().tolist() == [False, True, True, False]
    mixed = pd.DataFrame({"by": ["unit", "tenure"], "group": ["b", "b"]})
    assert leave_out_groups(mixed, company, label="group", by_column="by")["by"].tolist() == [
        "tenure"
    ]
    with pytest.raises(ParameterError, match="found 'post', allowed is one of unit, job family"):
        leave_out_groups(frame, company, label="unit", by="post")
