"""Groups of the staff are hidden once for all reports, and what is shown gives none away."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.privacy import blank_groups, leave_out_groups
from workbench.privacy.staff import NONE, given_away, hidden_groups, staff_groups


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


def test_each_report_alone_may_be_safe_and_both_together_not() -> None:
    groups = staff_groups(company_of({"a": 40, "b": 3, "c": 9, "d": 12}))
    first, second = frozenset({"a", "d"}), frozenset({"a", "c"})
    assert given_away(groups, {"unit": first}, least=5) == {}
    assert given_away(groups, {"unit": second}, least=5) == {}
    assert given_away(groups, {"unit": first | second}, least=5) == {"unit": 1}
    assert given_away(groups, {"unit": frozenset({"b"})}, least=5) == {"unit": 1}
    assert given_away(groups, {}, least=5) == {}


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=7), st.integers(1, 8))
def test_what_is_shown_of_any_company_resists(sizes: list[int], least: int) -> None:
    company = company_of({f"u{place}": size for place, size in enumerate(sizes)}, least=least)
    hidden = hidden_groups(company)
    groups = staff_groups(company)
    shown = {by: frozenset(groups[by].index) - hidden[by] for by in groups}
    assert given_away(groups, shown, least=least) == {}


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
