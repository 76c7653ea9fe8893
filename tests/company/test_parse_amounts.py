from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company.conftest import EMPLOYEES, Write, check, fault
from workbench.company.parse_amounts import parse_amounts
from workbench.company.parse_numbers import parse_numbers
from workbench.company.raw import as_text
from workbench.schema import Column

PAY = Column("pay", "number", "Pay.", unit="currency per year")
COST = Column("cost", "number", "Cost.", unit="currency")
SEATS = Column("seats", "integer", "Seats.")


def by_groups(amount: float, size: int, group: str, point: str) -> str:
    """Write an amount with its digits in groups, as tables do."""
    digits, cents = f"{abs(amount):.2f}".split(".")
    parts = [digits[max(0, end - size) : end] for end in range(len(digits), 0, -size)]
    text = ("-" if amount < 0 else "") + group.join(parts[::-1])
    return text if cents == "00" else f"{text}{point}{cents}"


WAYS: list[Callable[[float], str]] = [
    lambda x: f"{x:,.2f}",
    lambda x: f"{x:,.2f}".translate(str.maketrans(",.", ".,")),
    lambda x: by_groups(x, 3, ",", "."),
    lambda x: by_groups(x, 3, ".", ","),
    lambda x: by_groups(x, 3, " ", ","),
    lambda x: by_groups(x, 3, "\u202f", "."),
    lambda x: by_groups(x, 3, "'", "."),
    lambda x: by_groups(x, 4, ",", "."),
    lambda x: by_groups(x, 4, " ", "."),
    lambda x: by_groups(x, 4, ".", ","),
    lambda x: f"€ {by_groups(x, 3, '.', ',')}",
    lambda x: f"{by_groups(x, 3, ',', '.')} USD",
    lambda x: f"{x:.2f}",
    lambda x: f"{x:.2f}".replace(".", ","),
    lambda x: f"{x:.4f}",
    repr,
]
AMOUNTS = st.integers(-(10**11), 10**11).map(lambda cents: cents / 100) | st.integers(
    -(10**7), 10**7
).map(float)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(WAYS)), min_size=1, max_size=12))
def test_money_written_in_any_ways_is_read_as_itself_or_is_a_fault(
    cells: list[tuple[float, Callable[[float], str]]],
) -> None:
    text = pd.Series([way(amount) for amount, way in cells], dtype="str")
    parsed = parse_numbers(text, PAY)
    lost = pd.Series(False, index=text.index)
    for problem in parsed.problems:
        lost |= problem.cells
    for (amount, _), read, gone in zip(cells, parsed.cells, lost, strict=True):
        assert gone == pd.isna(read)
        assert gone or read == pytest.approx(amount, abs=1e-9)


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=12), st.sampled_from(WAYS[:7] + WAYS[10:14]))
def test_money_written_in_one_way_is_read_whole(
    amounts: list[float], way: Callable[[float], str]
) -> None:
    parsed = parse_numbers(pd.Series([way(x) for x in amounts], dtype="str"), PAY)
    assert parsed.problems == ()
    assert parsed.cells.tolist() == pytest.approx(amounts)


@settings(deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12))
def test_numbers_of_a_program_are_read_with_all_their_decimals(values: list[float]) -> None:
    values = [value for value in values if value == 0 or abs(value) > 1e-3]
    parsed = parse_numbers(as_text(pd.Series(values, dtype="float64")), PAY)
    assert parsed.problems == ()
    assert parsed.cells.tolist() == values


@pytest.mark.parametrize("column", [PAY, COST, SEATS], ids=["pay", "cost", "seats"])
@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ("8,0000", "groups_of_four"),
        ("12,5000", "groups_of_four"),
        ("1,2345,6789", "groups_of_four"),
        ("8 0000", "groups_of_four"),
        ("8.0000", "groups_of_four"),
        ("75,5", "mixed_decimal_marks"),
        ("82.000", "mixed_decimal_marks"),
        ("61234.567", "too_many_decimals"),
        ("0,125", "too_many_decimals"),
        ("1,234.567", "too_many_decimals"),
        ("1,23,456", "not_a_number"),
        ("lots", "not_a_number"),
    ],
)
def test_one_odd_cell_does_not_change_how_the_others_are_read(
    column: Column, odd: str, code: str
) -> None:
    parsed = parse_amounts(pd.Series(["82,000", odd, "91,000", "1,250"], dtype="str"), column)
    assert [problem.code for problem in parsed.problems] == [code]
    assert parsed.problems[0].cells.tolist() == [False, True, False, False]
    assert parsed.cells.dropna().tolist() == [82000, 91000, 1250]


def test_marks_shown_equally_often_are_a_fault_in_every_cell_with_a_mark() -> None:
    parsed = parse_amounts(pd.Series(["82,000", "75,5", "90000"], dtype="str"), PAY)
    assert [problem.code for problem in parsed.problems] == ["mixed_decimal_marks"]
    assert parsed.cells.isna().tolist() == [True, True, False]


def test_mark_of_the_settings_makes_no_decimals_of_thousands() -> None:
    parsed = parse_numbers(pd.Series(["82,000", "75,5"], dtype="str"), PAY, decimal_mark=",")
    assert parsed.cells.isna().tolist() == [True, False]
    assert "that the settings name" in parsed.problems[0].found
    free = parse_numbers(
        pd.Series(["82,000"], dtype="str"), PAY, decimal_mark=",", any_decimals=True
    )
    assert free.cells.tolist() == [82.0]


def test_zero_is_zero_however_many_digits_it_has() -> None:
    cells = pd.Series(["0,0000", "0.000", "0", "82,000"], dtype="str")
    assert parse_amounts(cells, PAY).cells.tolist() == [0, 0, 0, 82000]


def test_parse_amounts_does_not_depend_on_the_order_of_rows() -> None:
    cells = pd.Series(["82,000", None, "75.5", "8,0000", "75,5"], dtype="str")
    forward = parse_amounts(cells, PAY).cells
    backward = parse_amounts(cells[::-1], PAY).cells[::-1]
    pd.testing.assert_series_equal(forward, backward)


def test_groups_of_four_name_their_row_and_keep_the_pay_of_others(write: Write) -> None:
    result = check(write(employees=EMPLOYEES.replace("82000", '"8,0000"')))
    found = fault(result, "groups_of_four")
    assert (found.level, found.column, found.rows) == ("blanked", "pay_per_year", (3,))
    assert "8,0000" not in found.found, "pay is personal"
    assert result.company is not None
    assert result.company.employees["pay_per_year"].dropna().tolist() == [120000, 71000.5, 69000]


def test_scaled_money_is_not_taken_for_thousands(write: Write) -> None:
    folder = write(employees=EMPLOYEES.replace("120000", "17.125").replace("82000", "20.5"))
    result = check(folder, tables={"employees": {"scale": {"pay_per_year": 2080}}})
    assert result.company is not None
    assert result.company.employees["pay_per_year"].tolist()[:2] == [17.125 * 2080, 20.5 * 2080]
