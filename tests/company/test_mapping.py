import pandas as pd
import pytest
from pydantic import ValidationError

from tests.company.conftest import Write, check, fault
from workbench.company import CheckResult
from workbench.settings.source import SourceSettings

PEOPLE = {"columns": {"employee_id": "No", "position_id": "Post"}}
EXPORT = (
    "No,Post,Line,Rate,Kind,Since\n"
    "1,A,1,10.5,perm,2019-05-01\n"
    "2,A,2,20,PERM ,2020-05-01\n"
    "3,B,1,N/D,temp,2021-05-01\n"
    "4,,9,30,gone,2022-05-01\n"
)


def mapped(write: Write, **tables: object) -> CheckResult:
    """Check an export of one file that fills both tables."""
    posts = {
        "from": "Staff",
        "columns": {"position_id": "Post", "title": "Post"},
        "drop": {"Post": ""},
        "one_row_per": "Post",
    }
    people = {"from": "staff", **PEOPLE}
    folder = write(positions=None, employees=None, Staff=EXPORT)
    both = {"positions": posts, "employees": people}
    merged = {name: {**both.get(name, {}), **more} for name, more in {**both, **tables}.items()}  # type: ignore[dict-item]
    return check(folder, tables=merged)


def people_of(result: CheckResult) -> pd.DataFrame:
    assert result.company is not None, [str(f) for f in result.faults]
    return result.company.employees.set_index("employee_id")


def test_values_translate_labels_and_null_means_unknown(write: Write) -> None:
    values = {"status": {"perm": "active", "gone": "left", "*": None}}
    columns = {**PEOPLE["columns"], "status": "Kind"}
    people = people_of(mapped(write, employees={"columns": columns, "values": values}))
    assert people["status"].fillna("?").tolist() == ["active", "active", "?", "left"]


def test_keep_and_drop_leave_rows_out_and_book_them(write: Write) -> None:
    result = mapped(write, employees={"keep": {"Kind": ["perm", "temp"]}, "drop": {"No": 2}})
    assert people_of(result).index.tolist() == ["1", "3"]
    account = result.account.set_index("table").loc["employees"]
    assert account[["read", "left_out", "kept"]].tolist() == [4, 2, 2]


def test_scale_multiplies_and_year_of_takes_the_year(write: Write) -> None:
    pay = {
        "columns": {**PEOPLE["columns"], "pay_per_year": "Rate"},
        "scale": {"pay_per_year": 2080},
    }
    rating = {
        "from": "staff",
        "columns": {"employee_id": "No", "year": "Since"},
        "year_of": "year",
        "constants": {"rating": 3},
    }
    result = mapped(write, employees=pay, performance=rating)
    assert people_of(result)["pay_per_year"].tolist()[:2] == [21840, 41600]
    assert result.company is not None
    years = result.company.table("performance")
    assert years["year"].tolist() == [2019, 2020, 2021, 2022]
    assert set(years["rating"]) == {3}


def test_key_from_joins_headings_to_an_id(write: Write) -> None:
    result = mapped(
        write,
        employees={
            "columns": {"position_id": "Post"},
            "key_from": {"employee_id": ["Post", "Line"]},
            "separator": "/",
        },
    )
    assert people_of(result).index.tolist() == ["A/1", "A/2", "B/1", "/9"]


def test_rows_that_are_one_are_counted_added_and_compared(write: Write) -> None:
    result = mapped(
        write,
        positions={
            "columns": {
                "position_id": "Post",
                "title": "Post",
                "pay_min_per_year": "Rate",
                "unit": "Kind",
                "required_years": "Line",
            },
            "count": "seats",
            "total": "pay_min_per_year",
            "round_up": "pay_min_per_year",
        },
    )
    assert result.company is not None
    posts = result.company.positions
    assert posts["seats"].tolist() == [2, 1]
    assert posts["pay_min_per_year"].tolist()[0] == 31
    assert pd.isna(posts["pay_min_per_year"][1]), "unknown is not zero"
    disagree = [f.column for f in result.faults if f.code == "not_one_value"]
    assert disagree == ["required_years", "unit"] or disagree == ["unit", "required_years"]


def test_expectations_name_rows_but_no_names(write: Write) -> None:
    expect = {"one_to_one": [["Post", "Kind"]], "in_order": [["Since", "Since"]]}
    result = mapped(write, employees={"expect": expect})
    found = [f.found for f in result.faults if f.code == "not_one_to_one"]
    assert len(found) == 1
    assert "1 of 'Post' go with more than one of 'Kind'" in found[0] or "'Kind'" in found[0]


def test_several_tables_fill_one_and_faults_say_which(write: Write) -> None:
    folder = write(
        positions="position_id,title\nP1,Head\n",
        employees=None,
        north="employee_id,position_id\nE1,P1\n",
        south="employee_id,position_id\nE2,P9\n",
    )
    result = check(folder, tables={"employees": [{"from": "north"}, {"from": "south"}]})
    assert people_of(result).index.tolist() == ["E1", "E2"]
    assert fault(result, "unknown_id").found.endswith("(in south)")


def test_heading_that_is_not_there_is_a_fault_even_where_optional(write: Write) -> None:
    columns = {**PEOPLE["columns"], "pay_per_year": "Salary"}
    result = mapped(write, employees={"columns": columns})
    found = fault(result, "missing_column")
    assert (found.level, found.column) == ("blanked", "pay_per_year")
    assert "'Salary'; the headings are No, Post, Line" in found.found


def test_unknown_words_of_the_settings_come_on_top(write: Write) -> None:
    result = check(
        write(positions="position_id,title,unit,region\nP1,Head,TBC,ND\nP2,b,n/a,North\nP3,c,,\n"),
        unknown_words=["tbc"],
        tables={"positions": {"values": {"region": {"ND": "ND"}}}},
    )
    assert result.company is not None
    assert result.company.positions["unit"].isna().all()
    assert result.company.positions["region"].tolist()[:2] == ["ND", "North"]
    assert "'TBC', 'n/a'" in fault(result, "unknown_word").found


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"tables": {"posts": {}}}, "no table 'posts'.* The tables are positions"),
        ({"tables": {"positions": {"scale": {"pay": 2}}}}, "no column 'pay'"),
        ({"tables": {"positions": {"count": "seats"}}}, "need one_row_per"),
        ({"encoding": "klingon"}, "no such encoding"),
        ({"loss_budget_share": 2}, "less than or equal to 1"),
    ],
)
def test_source_settings_refuse_what_they_do_not_know(source: dict, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        SourceSettings.model_validate(source)


def test_source_settings_take_numbers_dates_and_flags_as_labels() -> None:
    settings = SourceSettings.model_validate(
        {
            "tables": {
                "positions": {"keep": {"A": [0, True, 1.5, pd.Timestamp("2011-09-30").date()]}}
            }
        }
    )
    assert settings.tables["positions"][0].keep["A"] == ("0", "yes", "1.5", "2011-09-30")
