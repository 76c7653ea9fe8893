"""Moves between regions that say nothing, or two things at once, are noted; all are kept."""

from tests.company.conftest import Write, check, fault

HEAD = "occupation_code,from_region,to_region,period_end,period_months,people,suppressed_below\n"
GOOD = "17-2041,North,South,2025-12-31,3,20,\n17-2041,North,South,2026-03-31,3,25,\n"


def codes(write: Write, rows: str) -> dict[str, tuple[int, ...]]:
    result = check(write(region_flows=f"{HEAD}{rows}"))
    assert len(result.company.table("region_flows")) == rows.count("\n")
    return {each.code: each.rows for each in result.faults}


def test_good_moves_raise_nothing(write: Write) -> None:
    hidden = "17-2041,South,North,2026-03-31,3,,5\n"
    assert codes(write, GOOD + hidden) == {}


def test_each_move_that_says_too_little_or_too_much_is_named(write: Write) -> None:
    bad = (
        "17-2041,North,North,2026-03-31,3,4,\n"
        "17-2041,South,North,2026-03-31,3,,\n"
        "17-2041,West,North,2026-03-31,3,12,5\n"
        "17-2041,North,South,2026-06-30,12,80,\n"
    )
    assert codes(write, GOOD + bad) == {
        "move_within_region": (4,), "move_without_number": (5,), "shown_and_hidden": (6,),
        "periods_overlap": (7,),
    }  # fmt: skip


def test_quarters_and_whole_years_one_after_the_other_do_not_overlap(write: Write) -> None:
    years = "15-1252,North,South,2024-12-31,12,90,\n15-1252,North,South,2025-12-31,12,95,\n"
    assert codes(write, GOOD + years) == {}
    result = check(write(region_flows=f"{HEAD}{years}15-1252,North,South,2026-06-30,12,99,\n"))
    assert fault(result, "periods_overlap").rows == (4,)
