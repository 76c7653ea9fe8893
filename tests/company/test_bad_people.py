"""Posts, people and dates that do not fit together are named; nothing is lost."""

import pytest

from tests.company.conftest import EMPLOYEES, POSITIONS, Write, check, fault


def test_cycle_is_named_and_cut(write: Write) -> None:
    positions = "position_id,title,reports_to\nP1,Top,\nP2,a,P4\nP3,b,P2\nP4,c,P3\nP5,d,P4\n"
    result = check(write(positions=positions, employees="employee_id,position_id\nE1,P1\n"))
    found = fault(result, "cycle")
    assert found.rows == (3, 4, 5)
    assert found.found.endswith("P2 > P4 > P3")
    assert result.company is not None
    line = result.company.positions.set_index("position_id")["reports_to"]
    assert line["P5"] == "P4"
    assert line[["P2", "P3", "P4"]].isna().all()


def test_self_report_is_blanked(write: Write) -> None:
    found = fault(
        check(write(positions=POSITIONS.replace("director,", "director,P1"))), "self_report"
    )
    assert (found.level, found.rows) == ("blanked", (2,))


def test_several_roots_are_noted(write: Write) -> None:
    result = check(write(positions=POSITIONS.replace("manager,P1", "manager,")))
    found = fault(result, "several_roots")
    assert found.found == "2 posts report to nobody: P1, P3"
    assert result.exit_code == 0


def test_two_people_in_one_seat_are_noted_unless_they_share_it(write: Write) -> None:
    header = "employee_id,position_id,fte\n"
    whole = check(write(employees=header + "E1,P1,1\nE2,P2,1\nE3,P2,\n"))
    assert "P2" in fault(whole, "more_people_than_seats").found
    shared = check(write(employees=header + "E1,P1,1\nE2,P2,0.5\nE3,P2,50%\n"))
    assert shared.faults == ()


def test_person_in_no_seat_and_in_a_closed_post_is_noted(write: Write) -> None:
    result = check(
        write(
            positions="position_id,title,status\nP1,Top,Closed\n",
            employees="employee_id,position_id\nE1,P1\nE2,\n",
        )
    )
    assert fault(result, "person_in_no_post").rows == (3,)
    assert fault(result, "person_in_closed_post").rows == (2,)


def test_dates_in_the_future_are_faults_where_impossible(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,hired_on,born_on,left_on\n"
            "E1,P1,2027-01-01,2031-05-05,\n"
            "E2,,2027-01-01,,\n"
            "E3,P3,2020-01-01,,2027-01-01\n"
        )
    )
    future = [(f.column, f.rows) for f in result.faults if f.code == "future_date"]
    assert future == [("born_on", (2,)), ("hired_on", (2,))]


def test_open_ends_are_missing_with_a_note(write: Write) -> None:
    result = check(
        write(employees="employee_id,position_id,left_on\nE1,P1,9999-12-31\nE2,P2,31.12.9999\n")
    )
    assert fault(result, "open_end").rows == (2, 3)
    assert result.company is not None
    assert len(result.company.staff) == 2


def test_mixed_date_formats_are_a_fault_that_names_the_setting(write: Write) -> None:
    rows = "E1,P1,13/02/2020\nE2,P2,02/13/2020\nE3,P3,2020-02-13\n"
    result = check(write(employees="employee_id,position_id,hired_on\n" + rows))
    found = fault(result, "mixed_date_formats")
    assert found.rows == (2, 3)
    assert "date_formats" in found.action
    named = check(
        write(employees="employee_id,position_id,hired_on\n" + rows),
        date_formats=["%d/%m/%Y", "%m/%d/%Y"],
    )
    assert named.company is not None
    assert named.company.employees["hired_on"].nunique() == 1


def test_active_people_with_a_past_last_day_are_named_and_stay(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,hired_on,status,left_on\n"
            "E1,P1,2020-01-01,active,2024-01-01\n"
            "E2,P2,2024-01-01,left,2020-01-01\n"
            "E3,P3,2020-01-01,left,\n"
        )
    )
    assert fault(result, "active_but_left").rows == (2,)
    assert fault(result, "left_before_hired").rows == (3,)
    assert fault(result, "left_without_date").rows == (4,)
    assert result.company is not None
    assert result.company.staff["employee_id"].tolist() == ["E1"]


def test_leavers_still_nominated_and_entries_after_leaving_are_noted(write: Write) -> None:
    result = check(
        write(
            employees="employee_id,position_id,left_on\nE1,P1,\nE2,P2,2024-03-31\n",
            nominations="position_id,employee_id,readiness,evidence_on\n"
            "P1,E2,Ready Now,2025-01-01\n",
            performance="employee_id,year,rating\nE2,2024,3\nE2,2025,3\n",
        )
    )
    assert fault(result, "nominee_not_here").rows == (2,)
    late = [(f.table, f.rows) for f in result.faults if f.code == "after_leaving"]
    assert late == [("performance", (3,)), ("nominations", (2,))]


def test_shares_of_a_post_that_do_not_add_up_are_noted(write: Write) -> None:
    header = "result_area_id,position_id,area,share\n"
    off = check(write(result_areas=header + "R1,P1,a,0.5\nR2,P1,b,0.4\nR3,P2,c,0.995\n"))
    assert fault(off, "shares_not_one").rows == (2, 3)


def test_markup_formulas_and_control_characters_stay_text(write: Write) -> None:
    names = ['"<img src=x onerror=alert(1)>"', "=cmd()|x", "a\x07b"]
    rows = "".join(f"E{i},{name},P1\n" for i, name in enumerate(names))
    result = check(write(employees="employee_id,name,position_id\n" + rows))
    assert fault(result, "markup").rows == (2, 3)
    assert fault(result, "control_characters").rows == (4,)
    assert result.company is not None
    assert result.company.employees["name"].tolist() == [
        "<img src=x onerror=alert(1)>",
        "=cmd()|x",
        "ab",
    ]
    assert "onerror" not in result.to_json()


def test_no_personal_value_stands_in_a_fault(write: Write) -> None:
    header = "employee_id,name,position_id,pay_per_year,born_on,gender\n"
    result = check(
        write(employees=header + "E1,Zoe Secret,P1,98765x,Zoe,\x01qq\nE1,Zoe Other,P1,,,\n")
    )
    words = "\n".join(map(str, result.faults)) + result.to_json()
    assert not any(value in words for value in ("Zoe", "98765", "qq"))


def test_names_that_also_fill_another_column_are_not_shown(write: Write) -> None:
    result = check(
        write(
            positions="position_id,title,who\nP1,Head,Zoe Secret\nP2,Line,Vacant\n",
            employees="employee_id,who,position_id\nE1,Zoe Secret,P1\n",
        ),
        tables={
            "positions": {
                "columns": {"status": "who"},
                "expect": {"one_to_one": [["who", "title"]]},
            },
            "employees": {"columns": {"name": "who"}},
        },
    )
    assert fault(result, "not_allowed").found == "a value is not allowed; it counts as active"
    assert "Zoe" not in result.to_json()


def test_first_row_of_a_file_without_headings_is_not_shown(write: Write) -> None:
    result = check(write(employees="E1,Zoe Secret,P1\nE2,Joe Secret,P1\n"))
    assert fault(result, "no_headings").level == "stop"
    assert "Secret" not in result.to_json()


@pytest.mark.parametrize(
    ("word", "action"),
    [
        ("retired", "Write left, and 'retired' under leave_reason."),
        ("Resigned", "Write left, and 'resigned' under leave_reason."),
        ("terminated", "Write left, and the reason under leave_reason if known."),
        ("ausgeschieden", "Write left, and the reason under leave_reason if known."),
        ("离职", "Write left, and the reason under leave_reason if known."),
        ("sabbatical", "Correct the cell, or map the label in the settings file under values:"),
    ],
)
def test_word_that_says_that_someone_left_is_not_passed_over(
    write: Write, word: str, action: str
) -> None:
    result = check(write(employees=EMPLOYEES.replace(",leave", f",{word}")))
    found = fault(result, "not_allowed")
    assert found.action.startswith(action)
    assert "it counts as active, or left when left_on has passed" in found.found
    assert found.rows == (5,)


def test_export_that_ended_long_before_the_report_date_is_noted(write: Write) -> None:
    def told(*hired: str) -> list[str]:
        rows = "".join(f"E{number},,{day}\n" for number, day in enumerate(hired))
        result = check(write(employees=f"employee_id,position_id,hired_on\n{rows}"))
        return [fault.found for fault in result.faults if fault.code == "silent_end"]

    monthly = [f"2025-{month:02}-01" for month in range(1, 13)]
    assert told(*monthly) == [
        "nobody was hired, left or moved in the 211 days after 2025-12-01; in the two years "
        "before, there was no such time longer than 31 days"
    ]
    # A silence like those before it, too few days to know, or a date still to come say nothing.
    assert told(*monthly, "2026-05-01") == []
    assert told(*monthly[-5:]) == []
    assert told(*monthly, "2026-06-01", "2026-12-01") == []
    # Moved by a month, everything says the same of the day a month later.
    assert told(*monthly[1:], "2026-01-01")[0].startswith(
        "nobody was hired, left or moved in the 180"
    )
