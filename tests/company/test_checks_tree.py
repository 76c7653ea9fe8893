"""What can be wrong with a tree of organisations and its figures."""

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.errors import Fault

BASE = {
    "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
    "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
}


def checked(parents: dict[str, str | None], **figures: list[object]) -> Company:
    tree = pd.DataFrame({"organisation_id": list(parents), "parent_id": list(parents.values())})
    tables = {**BASE, "organisations": tree.assign(name="One", level="company")}
    if figures:
        tables["organisation_figures"] = pd.DataFrame(figures).assign(occupation_code="17-2041")
    return company_from_tables(tables, as_of="2026-06-30")


def fault(company: Company, code: str) -> Fault:
    return next(one for one in company.faults if one.code == code)


def test_an_organisation_that_belongs_to_itself_is_a_top() -> None:
    company = checked({"A": None, "B": "B"})
    assert "'B' belongs to itself" in fault(company, "self_report").found
    assert company.tables["organisations"]["parent_id"].isna().all()


def test_organisations_in_a_circle_are_tops() -> None:
    company = checked({"A": None, "B": "D", "C": "B", "D": "C", "E": "D"})
    found = fault(company, "cycle")
    assert found.level == "blanked"
    assert found.found == "the organisations belong to each other in a circle: B > D > C"
    parents = company.tables["organisations"].set_index("organisation_id")["parent_id"]
    assert parents.dropna().to_dict() == {"E": "D"}


def test_several_tops_are_noted() -> None:
    found = fault(checked({"A": None, "B": None, "C": "A"}), "several_roots")
    assert (found.level, found.found) == ("note", "2 organisations belong to no other: A, B")
    assert "parent_id" in found.action


def test_an_unknown_parent_is_left_out() -> None:
    company = checked({"A": None, "B": "X"})
    assert fault(company, "unknown_id").column == "parent_id"
    assert company.tables["organisations"]["parent_id"].isna().all()


def test_a_tree_without_faults_has_none() -> None:
    assert not checked({"A": None, "B": "A"}).faults


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"people": [3], "offered": [4]}, "more_than_people"),
        ({"people": [3], "as_of": ["2026-07-01"]}, "later_figures"),
    ],
)
def test_figures_that_cannot_be_are_noted_and_kept(
    figures: dict[str, list[object]], code: str
) -> None:
    company = checked({"A": None}, **{"organisation_id": ["A"], "as_of": ["2026-06-30"], **figures})
    assert fault(company, code).level == "note"
    assert len(company.tables["organisation_figures"]) == 1
