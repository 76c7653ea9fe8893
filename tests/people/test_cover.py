from pathlib import Path

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables, load_company
from workbench.people import cover as covers
from workbench.sample import planted
from workbench.settings import Settings

POSTS = pd.DataFrame({"position_id": ["P1", "P2", "P3", "P4"], "title": ["A", "B", "C", "D"]})
PEOPLE = pd.DataFrame(
    [
        ("E1", "P1", "2010-01-01", "2025-01-01", None),
        ("E2", "P2", "2010-01-01", None, None),
        ("E3", "P2", "2025-09-01", None, None),
        ("E4", "P3", "2010-01-01", None, None),
        ("E5", "P3", "2010-01-01", None, "2026-01-31"),
    ],
    columns=["employee_id", "position_id", "hired_on", "position_since", "left_on"],
)
ABSENCES = pd.DataFrame(
    [
        ("E1", "2024-03-01", "2024-03-10", "E2"),  # before E1 took the post
        ("E1", "2025-03-01", "2025-03-10", "E2"),  # 10 days
        ("E1", "2025-07-01", "2025-07-20", None),  # 20 days
        ("E1", "2025-11-01", "2025-11-05", "E1"),  # 5 days; nobody acts for oneself
        ("E1", "2026-06-26", "2026-12-31", "E5"),  # 5 days up to the report date
        ("E2", "2025-07-20", "2025-07-25", None),  # 6 days
        ("E5", "2025-05-01", "2025-05-31", "E4"),  # has left since
        ("E4", "2026-07-01", "2026-07-31", "E2"),  # to come
    ],
    columns=["employee_id", "starts_on", "ends_on", "acting_employee_id"],
)
NAMED = pd.DataFrame(
    [
        ("P1", "E2", "ready_now", "2026-01-01"),
        ("P1", "E3", "ready_now", "2026-01-01"),
        ("P1", "E4", "ready_3_5_years", "2024-01-01"),
        ("P1", "E4", "ready_now", "2026-02-01"),
        ("P1", "E5", "ready_now", "2026-01-01"),
    ],
    columns=["position_id", "employee_id", "readiness", "evidence_on"],
)


def make(**tables: pd.DataFrame) -> Company:
    given = {"positions": POSTS, "employees": PEOPLE} | tables
    return company_from_tables(given, as_of="2026-06-30", settings=Settings())


def test_tested_cover_by_hand() -> None:
    cover = covers.tested_cover(make(absences=ABSENCES)).set_index("position_id")
    assert cover.index.tolist() == ["P1", "P2", "P3"]
    assert cover["absences"].tolist() == [4, 1, 0]
    assert cover["absence_days"].tolist() == [40, 6, 0]
    assert cover["acted_days"].tolist() == [15, 0, 0]
    assert cover["acted_share"].tolist() == pytest.approx([15 / 40, 0, float("nan")], nan_ok=True)
    assert cover["acting_employee_ids"].tolist() == ["E2, E5", "", ""]


def test_tested_cover_where_everybody_acted_is_whole() -> None:
    all_acted = ABSENCES.assign(acting_employee_id="E3")
    cover = covers.tested_cover(make(absences=all_acted)).set_index("position_id")
    assert cover.loc[["P1", "P2"], "acted_share"].tolist() == [1.0, 1.0]


def test_untested_backups_by_hand() -> None:
    company = make(absences=ABSENCES, nominations=NAMED)
    # E2 acted once; E3 came after two of four; E5 has left; E4 had the chance four times.
    found = covers.untested_backups(company)
    assert found["employee_id"].tolist() == ["E4"]
    assert found["absences"].tolist() == [4]
    assert found["acted_by_others_share"].tolist() == pytest.approx([15 / 40])
    assert covers.untested_backups(company, least_absences=2)["employee_id"].tolist() == [
        "E3",
        "E4",
    ]
    assert covers.untested_backups(company, least_absences=5).empty


def test_untested_backups_leave_out_absences_while_the_person_was_away() -> None:
    own = pd.DataFrame(
        [("E4", "2025-03-10", "2025-03-12", None), ("E4", "2025-07-21", "2025-07-22", None)],
        columns=ABSENCES.columns,
    )
    away = make(absences=pd.concat([ABSENCES, own]), nominations=NAMED)
    # The first of its own absences meets one of E1's by a day, the second just misses the next.
    assert covers.untested_backups(away)["absences"].tolist() == [3]


def test_cover_is_the_same_in_any_order() -> None:
    company = make(absences=ABSENCES, nominations=NAMED)
    turned = make(
        positions=POSTS[::-1], employees=PEOPLE[::-1], absences=ABSENCES[::-1],
        nominations=NAMED[::-1],
    )  # fmt: skip
    pd.testing.assert_frame_equal(covers.tested_cover(turned), covers.tested_cover(company))
    pd.testing.assert_frame_equal(covers.untested_backups(turned), covers.untested_backups(company))


def test_cover_without_absences_is_empty_and_says_what_it_needs() -> None:
    company = make(nominations=NAMED)
    assert covers.tested_cover(company).empty
    assert covers.cover_of(company, ["P1"]).empty
    assert covers.untested_backups(company).empty
    assert "needs table absences" in company.lacks("absences")


def test_untested_backups_without_nominations_are_empty() -> None:
    assert covers.untested_backups(make(absences=ABSENCES)).empty


def test_cover_of_puts_the_least_covered_first_and_shows_no_days() -> None:
    cover = covers.cover_of(make(absences=ABSENCES), ["P3", "P1", "P2", "P4"])
    assert cover["position_id"].tolist() == ["P2", "P1", "P3"]
    assert not [name for name in cover if name.endswith("_days")]


def test_untested_backups_find_the_stand_in_on_paper() -> None:
    found = covers.untested_backups(load_company(Path(__file__).parents[2] / "data" / "sample"))
    planted_rows = found[found["employee_id"] == planted.PAPER_BACKUP]
    assert planted_rows["position_id"].tolist() == sorted(planted.PAPER_BACKUP_POSTS)
    assert found["employee_id"].iloc[0] == planted.PAPER_BACKUP
