"""Names appear only where asked for; a small group cannot be found by subtraction."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.privacy import hide_small_groups, name_people


@pytest.fixture
def company() -> Company:
    positions = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
    employees = pd.DataFrame(
        {"employee_id": ["E1", "E2"], "name": ["Ada Example", None], "position_id": ["P1", None]}
    )
    return company_from_tables({"positions": positions, "employees": employees}, as_of="2026-06-30")


def test_name_people_leaves_ids_unless_asked(company: Company) -> None:
    frame = pd.DataFrame({"employee_id": ["E1", "E2"], "owner": ["E1", None]})
    assert name_people(frame, company, show_names=False).equals(frame)
    assert "Ada" not in name_people(frame, company, show_names=False).to_csv()


def test_name_people_keeps_the_id_and_people_without_name(company: Company) -> None:
    frame = pd.DataFrame({"employee_id": ["E1", "E2"], "owner": ["E1", None]})
    named = name_people(frame, company, show_names=True)
    assert named["employee_id"].tolist() == ["Ada Example (E1)", "E2"]
    assert named["owner"].tolist()[0] == "Ada Example (E1)"
    assert frame["employee_id"].tolist() == ["E1", "E2"]


def groups(*people: int) -> pd.DataFrame:
    return pd.DataFrame({"unit": [f"U{i}" for i in range(len(people))], "people": people})


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        pytest.param((40, 3, 9), [False, True, True], id="a single one takes the next with it"),
        pytest.param((40, 3, 2), [False, True, True], id="two hide each other"),
        pytest.param((40, 9), [False, False], id="none is small"),
        pytest.param((40, 0, 9), [False, False, False], id="an empty group hides nobody"),
        pytest.param((3,), [True], id="a lone small group"),
    ],
)
def test_hide_small_groups_hides_enough(people: tuple[int, ...], hidden: list[bool]) -> None:
    frame = groups(*people)
    shown = hide_small_groups(frame, people="people", values=["people"], min_group_size=5)
    assert shown["hidden"].tolist() == hidden
    assert np.isnan(shown["people"].astype(float)).tolist() == hidden


def test_hide_small_groups_cannot_be_undone_with_the_total() -> None:
    frame = groups(40, 3, 9, 25)
    shown = hide_small_groups(frame, people="people", values=["people"], min_group_size=5)
    rest = frame["people"].sum() - shown["people"].sum()
    assert rest == 12
    assert rest not in frame.loc[frame["people"] < 5, "people"].tolist()


def test_where_nobody_has_a_name_the_ids_stay() -> None:
    posts = pd.DataFrame({"position_id": ["P1"], "title": ["Clerk"]})
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    nameless = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    frame = pd.DataFrame({"employee_id": pd.Series(["E1", None], dtype="str")})
    assert name_people(frame, nameless, show_names=True).equals(frame)
