"""A company of nine people and five posts in which every rule of the pools has one case."""

import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.settings import Settings

AS_OF = "2026-06-30"
GOOD = ("E1", "E2", "E3", "E4", "E8")


def frame_of(columns, *lines):
    """Make a frame from lines of words; a dot is an empty cell."""
    cells = [[None if cell == "." else cell for cell in line.split()] for line in lines]
    return pd.DataFrame(cells, columns=columns.split())


def small_tables():
    return {
        "positions": frame_of(
            "position_id title unit grade job_family is_management seats required_degree "
            "required_years",
            "P1 Head Plant 8 Lead yes 1 bachelor 5",
            "P2 Chemist Plant 6 Craft no 1 . .",
            "P3 Setter Plant 5 Craft no 2 . .",
            "P4 Clerk Office 4 Desk no 3 . .",
            "P5 Desk-lead Office 6 Desk yes 1 . .",
        ),
        "employees": frame_of(
            "employee_id position_id hired_on born_on degree experience_years gender audit_group "
            "left_on status",
            "E1 P1 2000-01-01 1961-12-01 master 25 f A . active",
            "E2 P2 2010-01-01 1980-01-01 bachelor 12 m A . active",
            "E3 P3 2012-01-01 1985-01-01 bachelor 10 f B . active",
            "E4 P3 2014-01-01 1986-01-01 . 9 m B . active",
            "E5 P4 2015-01-01 1990-01-01 none 3 f A . active",
            "E6 P4 2015-01-01 1991-01-01 master 7 m B . active",
            "E7 P4 2016-01-01 1992-01-01 master 8 f B . active",
            "E8 P5 2005-01-01 1975-01-01 master 20 m A . active",
            "E9 . 2008-01-01 1978-01-01 master 20 m A 2025-06-30 left",
        ),
        "competencies": frame_of(
            "competency_id name element", "C1 Mixing core_competence", "C2 Leading professionalism"
        ),
        "requirements": frame_of(
            "position_id competency_id level weight",
            "P1 C1 3 1", "P1 C2 4 2", "P2 C1 4 1", "P5 C2 3 1",
        ),
        "assessments": frame_of(
            "employee_id competency_id level assessed_on",
            "E2 C1 5 2026-01-10", "E2 C2 3 2026-01-10", "E2 C2 1 2024-01-10",
            "E3 C1 4 2026-01-10", "E3 C2 4 2026-01-10",
            "E4 C1 4 2026-01-10",
            "E6 C2 3 2026-01-10", "E7 C2 2 2026-01-10", "E5 C2 3 2026-01-10",
        ),
        "required_qualifications": frame_of("position_id qualification", "P2 Permit"),
        "held_qualifications": frame_of(
            "employee_id qualification valid_to",
            "E3 Permit .", "E4 Permit 2026-06-29", "E1 Permit 2026-06-30",
        ),
        "performance": frame_of(
            "employee_id year rating",
            *(f"{person} {year} 4" for person in GOOD for year in (2024, 2025)),
            "E5 2025 5", "E6 2025 3", "E6 2024 3", "E7 2025 4", "E7 2024 2",
        ),
        "nominations": frame_of(
            "position_id employee_id readiness evidence_on",
            "P1 E2 ready_now 2026-01-10", "P1 E3 ready_now 2024-01-10",
            "P1 E9 ready_now 2026-01-10",
            "P2 E3 ready_now 2026-02-10", "P5 E3 ready_now 2026-02-10",
            "P5 E8 ready_now 2026-02-10",
            "P2 E3 ready_1_2_years 2024-02-10",
        ),
        "pool_moves": frame_of(
            "pool employee_id moved_on move",
            "key E2 2024-03-01 in", "key E3 2024-03-01 in", "key E9 2024-05-01 in",
            "key E3 2025-04-01 eliminated", "key E4 2025-06-01 in", "key E4 2026-02-01 promoted",
        ),
        "tasks": frame_of(
            "task_id step owner due_on done_on",
            "T1 Review E1 2026-05-01 .", "T2 Nominate E1 2026-07-15 .",
            "T3 Assess E1 2026-03-01 2026-03-11",
            "T4 Plan E1 2027-03-01 .", "T5 Talk E1 . .",
        ),
    }  # fmt: skip


def training_tables():
    """Add courses, wishes and channels: E2 lacks one level of leading (C2) for P1."""
    return small_tables() | {
        "courses": frame_of(
            "course_id title competency_id gain hours cost seats",
            "K1 Talking C2 0.5 20 100 2", "K2 Leading C2 1 40 300 5",
            "K3 Listening C2 0.5 30 150 9",
        ),
        "aspirations": frame_of(
            "employee_id position_id job_family", "E6 P1 .", "E4 P2 .", "E3 . Desk", "E2 P2 ."
        ),
        "channels": frame_of(
            "channel kind days cost fill_rate",
            "hunter headhunter 120 20000 0.8", "page own 60 1000 0.5", "lender share 20 9000 0.9",
        ),
    }  # fmt: skip


@pytest.fixture
def tables():
    return small_tables()


@pytest.fixture
def trained():
    return training_tables()


@pytest.fixture(scope="session")
def trained_company():
    return company_of(training_tables())


def company_of(tables):
    return company_from_tables(tables, as_of=AS_OF, settings=Settings())


@pytest.fixture(scope="session")
def company():
    return company_of(small_tables())


@pytest.fixture
def make():
    return company_of


@pytest.fixture
def rows():
    return frame_of
