"""Gates: three states, and the reason for each."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.people.gates import (
    FAIL,
    NOT_ASSESSABLE,
    PASS,
    all_gates,
    check_gates,
    gate_counts,
    least_gate,
    performance_gate,
    qualification_gate,
)

NAN = np.nan


@pytest.mark.parametrize(
    ("ratings", "state"),
    [
        ((3.0, 3.0), PASS),
        ((2.9, 5.0), FAIL),
        ((5.0, NAN), NOT_ASSESSABLE),
        ((1.0, NAN), FAIL),
        ((NAN, 1.0), FAIL),
        ((NAN, 3.0), NOT_ASSESSABLE),
        ((NAN, NAN), NOT_ASSESSABLE),
    ],
)
def test_performance_gate_leaves_a_missing_year_open_unless_the_other_fails(ratings, state):
    assert performance_gate(np.array([ratings]), floor=3.0).item() == state


def test_qualification_gate_of_a_post_without_requirements_is_open_to_all():
    gate = qualification_gate(np.zeros((1, 2), bool), np.zeros((3, 2), bool))
    assert (gate == PASS).all()


def test_least_gate_leaves_the_unknown_open_only_where_something_is_asked():
    gate = least_gate(np.array([3.0, NAN]), np.array([NAN]))
    assert gate.tolist() == [[NOT_ASSESSABLE, PASS]]


def test_all_gates_of_nothing_pass():
    assert all_gates({}, (2, 1)).tolist() == [[PASS], [PASS]]


@pytest.fixture
def company():
    def frame(columns, *lines):
        cells = [[None if cell == "." else cell for cell in line.split()] for line in lines]
        return pd.DataFrame(cells, columns=columns.split())

    return company_from_tables(
        {
            "positions": frame(
                "position_id title required_degree required_years",
                "P1 Head master 5", "P2 Clerk . ."
            ),
            "employees": frame(
                "employee_id degree experience_years", "E1 master 6", "E2 bachelor 6", "E3 . ."
            ),
            "required_qualifications": frame("position_id qualification", "P1 Permit"),
            "held_qualifications": frame(
                "employee_id qualification valid_to",
                "E1 Permit 2026-06-30", "E2 Permit 2026-06-29", "E3 Permit .",
            ),
            "performance": frame(
                "employee_id year rating",
                "E1 2024 3", "E1 2025 3", "E1 2026 1", "E2 2025 4", "E2 2023 4", "E3 2024 2",
                "E3 2025 4",
            ),
        },
        as_of="2026-06-30",
    )  # fmt: skip


def test_check_gates_gives_state_and_reason_for_each_person_and_post(company):
    gates = check_gates(company, ("P1", "P2"), ("E1", "E2", "E3"))
    assert gates.combined.tolist() == [[PASS, PASS], [FAIL, NOT_ASSESSABLE], [FAIL, FAIL]]
    assert gates.reason(0, 0) == ""
    assert gates.reason(1, 0) == (
        "degree below the one required; a required qualification is missing or out of date; "
        "no rating for 2024 or 2025"
    )
    assert gates.reason(2, 0) == (
        "degree not recorded; years of experience not recorded; rated below 3 in 2024 or 2025"
    )


def test_check_gates_reads_only_complete_years_before_the_report_date(company):
    gates = check_gates(company, ("P2",), ("E1",))
    assert gates.states["performance"].item() == PASS


def test_gate_counts_adds_up_to_the_pairs_considered(company):
    gates = check_gates(company, ("P1", "P2"), ("E1", "E2", "E3"))
    considered = np.array([[True, True], [True, False], [True, True]])
    counts = gate_counts(gates, considered).set_index("gate")
    states = ["pairs_passed", "pairs_failed", "pairs_not_assessable"]
    assert (counts[states].sum(axis=1) == considered.sum()).all()
    people = ["people_stopped", "people_with_open_record"]
    # At P1 alone E2 fails; E3 fails at P1 and P2.
    assert counts.loc["all gates", people].tolist() == [2, 0]
    # E2 is not rated for 2024, so the record is open and nobody is stopped.
    assert counts.loc["performance", people].tolist() == [1, 1]
    assert counts.loc["performance", "pairs_not_assessable"] == 1
