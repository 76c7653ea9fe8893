import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company.parse_dates import DateRules, parse_dates

PAST = DateRules(last_year=2026)


def iso(cells: list[str | None], rules: DateRules = PAST) -> list[str]:
    parsed = parse_dates(pd.Series(cells, dtype="str"), rules)
    assert parsed.cells.dtype == "datetime64[us]"
    return parsed.cells.dt.strftime("%Y-%m-%d").fillna("").tolist()


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        pytest.param("2026-06-30 2026/7/1 20260702", "0630 0701 0702", id="year_first"),
        pytest.param("2026-06-30T12:00:00Z 2026-07-01T00:00:00.000", "0630 0701", id="clock"),
        pytest.param("2026年6月30日", "0630", id="chinese"),
        pytest.param("30.06.2026 1.7.26", "0630 0701", id="dots_are_day_first"),
        pytest.param("03/04/2026 13/04/2026", "0403 0413", id="day_shown"),
        pytest.param("03/04/2026 04/13/2026", "0304 0413", id="month_shown"),
        pytest.param("05/05/2026", "0505", id="same_either_way"),
        pytest.param("12-Mar-2026 13-March-26", "0312 0313", id="names"),
    ],
)
def test_parse_dates_reads_what_can_mean_one_thing(cells: str, dates: str) -> None:
    assert iso(cells.split()) == [f"2026-{day[:2]}-{day[2:]}" for day in dates.split()]


def test_parse_dates_reads_named_months_and_keeps_missing_cells() -> None:
    assert iso(["March 13, 2020", None]) == ["2020-03-13", ""]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["03/04/2020", "05/06/2020"], "ambiguous_date"),
        (["13/04/2020", "04/13/2020"], "mixed_date_formats"),
        (["2020-02-30"], "no_such_day"),
        (["44197"], "not_a_date"),
        (["1800-01-01"], "not_a_date"),
        (["soon"], "not_a_date"),
    ],
)
def test_parse_dates_reports_what_it_will_not_guess(cells: list[str], code: str) -> None:
    parsed = parse_dates(pd.Series(cells, dtype="str"), PAST)
    assert [problem.code for problem in parsed.problems] == [code]
    assert parsed.problems[0].cells.all()
    assert parsed.cells.isna().all()


@pytest.mark.parametrize(
    "cell", ["31.02.2020", "2019-02-29", "31/04/2021", "04/31/2021", "20210431", "30.02.00"]
)
def test_parse_dates_says_that_a_day_does_not_exist(cell: str) -> None:
    problems = parse_dates(pd.Series([cell, None]), PAST).problems
    (problem,) = [each for each in problems if each.level == "bad"]
    assert problem.code == "no_such_day"
    assert "month is shorter" in problem.action


def test_parse_dates_of_another_format_are_no_missing_day() -> None:
    rules = DateRules(formats=["%d/%m/%Y"], last_year=2026)
    for cell in ("06/31/2020", "12/13/2020", "32.13.2020", "2020-13-01"):
        assert parse_dates(pd.Series([cell]), rules).problems[0].code == "not_a_date"


def test_parse_dates_reads_two_digit_years_up_to_the_last_year() -> None:
    assert iso(["13/01/26", "13/01/27"]) == ["2026-01-13", "1927-01-13"]
    assert iso(["13/01/26", "13/01/27"], DateRules(last_year=2030)) == ["2026-01-13", "2027-01-13"]


def test_parse_dates_tries_the_formats_of_the_settings_in_order() -> None:
    rules = DateRules(("%m/%d/%Y", "%m/%d/%y"), 2019)
    assert iso(["5/28/2018", "03/09/18", "2017-01-02"], rules) == [
        "2018-05-28",
        "2018-03-09",
        "2017-01-02",
    ]


def test_parse_dates_reads_only_the_formats_of_the_settings_if_there_are_any() -> None:
    parsed = parse_dates(pd.Series(["13.05.2018"], dtype="str"), DateRules(("%m/%d/%Y",)))
    assert [problem.code for problem in parsed.problems] == ["not_a_date"]


DAYS = st.dates(datetime.date(1930, 1, 1), datetime.date(2026, 12, 31))


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=30))
def test_parse_dates_is_right_or_silent_about_numbers_between_slashes(
    days: list[datetime.date],
) -> None:
    cells = pd.Series([day.strftime("%d/%m/%Y") for day in days], dtype="str")
    parsed = parse_dates(cells, PAST)
    known = parsed.cells.notna()
    truth = pd.Series(pd.to_datetime(days))
    one_way = any(day.day > 12 for day in days) or all(day.day == day.month for day in days)
    assert known.all() == one_way
    assert (parsed.cells[known] == truth[known]).all()
