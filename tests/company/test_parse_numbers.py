import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company.parse_numbers import parse_numbers
from workbench.schema import Column

HOURS = Column("hours", "number", "Hours.", unit="hours")
PAY = Column("pay", "number", "Pay.", unit="currency per year")
SHARE = Column("share", "number", "Share.", unit="share", minimum=0, maximum=1)
LEVEL = Column("level", "number", "Level.", unit="level 0-5", minimum=0, maximum=5)
SEATS = Column("seats", "integer", "Seats.")


@pytest.mark.parametrize(
    ("cells", "column", "values"),
    [
        pytest.param(["1,234.50", "12"], HOURS, [1234.5, 12], id="english"),
        pytest.param(["1.234,50", "12"], HOURS, [1234.5, 12], id="german"),
        pytest.param(["1 234,5", "1\u202f234\u00a0567"], HOURS, [1234.5, 1234567], id="french"),
        pytest.param(["1'234.5", "12’000"], HOURS, [1234.5, 12000], id="swiss"),
        pytest.param(["€ 82.000", "£75,5"], PAY, [82000, 75.5], id="currency_german"),
        pytest.param(["$82,000", "75,000 USD"], PAY, [82000, 75000], id="money_thousands"),
        pytest.param(["1,234"], SEATS, [1234], id="people_thousands"),
        pytest.param(["40%", "0.5", "12.5 %"], SHARE, [0.4, 0.5, 0.125], id="percent"),
        pytest.param(["3.125"], LEVEL, [3.125], id="range_settles"),
        pytest.param(["1,234", "1.5"], HOURS, [1234, 1.5], id="evidence_in_another_cell"),
        pytest.param(["1,234", "1,5"], HOURS, [1.234, 1.5], id="evidence_of_the_other"),
        pytest.param(["1e3", "-2.5E-1", "+7"], HOURS, [1000, -0.25, 7], id="scientific"),
    ],
)
def test_parse_numbers_reads_what_can_mean_one_thing(
    cells: list[str], column: Column, values: list[float]
) -> None:
    parsed = parse_numbers(pd.Series(cells, dtype="str"), column)
    assert parsed.problems == ()
    assert parsed.cells.tolist() == pytest.approx(values)


@pytest.mark.parametrize(
    ("cells", "code", "bad"),
    [
        pytest.param(["1,234", "12"], "ambiguous_number", [True, False], id="thousands_or_not"),
        pytest.param(["1.5", "1,5", "7"], "mixed_decimal_marks", [True, True, False], id="both"),
        pytest.param(["1.234", "5,678"], "mixed_decimal_marks", [True, True], id="both_open"),
        pytest.param(["twelve", "12"], "not_a_number", [True, False], id="word"),
        pytest.param(["1,23,456.5", "1.5"], "not_a_number", [True, False], id="odd_groups"),
        pytest.param(["40%", "1.5"], "not_a_number", [True, False], id="percent_of_hours"),
        pytest.param(["nan", "1.5"], "not_a_number", [True, False], id="nan"),
        pytest.param(["0x10", "1.5"], "not_a_number", [True, False], id="hex"),
        pytest.param(["1_000", "1.5"], "not_a_number", [True, False], id="underscore"),
    ],
)
def test_parse_numbers_reports_what_cannot_be_read(
    cells: list[str], code: str, bad: list[bool]
) -> None:
    parsed = parse_numbers(pd.Series(cells, dtype="str"), HOURS)
    assert [problem.code for problem in parsed.problems] == [code]
    assert parsed.problems[0].cells.tolist() == bad
    assert parsed.cells.isna().tolist() == bad


def test_parse_numbers_follows_the_settings() -> None:
    parsed = parse_numbers(pd.Series(["1,234"], dtype="str"), HOURS, decimal_mark=",")
    assert parsed.cells.tolist() == [1.234]


@settings(deadline=None)
@given(st.lists(st.floats(-1e12, 1e12).map(lambda x: round(x, 2)), min_size=1, max_size=20))
def test_parse_numbers_reads_back_both_ways_of_writing(values: list[float]) -> None:
    english = [f"{value:,.2f}" for value in values]
    german = [text.translate(str.maketrans(",.", ".,")) for text in english]
    for cells in (english, german):
        parsed = parse_numbers(pd.Series(cells, dtype="str"), HOURS)
        assert parsed.cells.tolist() == pytest.approx(values)


def test_parse_numbers_does_not_depend_on_the_order_of_rows() -> None:
    cells = pd.Series(["1,234", None, "5.5", "x", "1,234"], dtype="str")
    forward = parse_numbers(cells, HOURS).cells
    backward = parse_numbers(cells[::-1], HOURS).cells[::-1]
    pd.testing.assert_series_equal(forward, backward)
