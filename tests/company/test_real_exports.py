"""Two public exports, read with their settings files and no editing; their known faults are named.

The data stand beside the repository and are not part of it; without them these tests are skipped.
"""

from pathlib import Path

import pandas as pd
import pytest

from tests.company.conftest import assert_balanced, fault
from workbench.company import CheckResult, check_company
from workbench.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
HUEBNER = DATA / "huebner_hris" / "HRDataset_v13.csv"
ORGANOGRAM = DATA / "uk_organogram"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs the data sets beside the repository"
)


@pytest.fixture(scope="module")
def huebner() -> CheckResult:
    result = check_company(HUEBNER, settings=ROOT / "docs" / "settings" / "huebner.yaml")
    assert_balanced(result)
    return result


@pytest.fixture(scope="module")
def organogram() -> Path:
    return next(ORGANOGRAM.glob("*senior*.csv.gz"))


def body(source: Path, slug: str, date: str = "2011-09-30") -> CheckResult:
    """Check another body with the same settings: only the rows that are kept change."""
    settings = load_settings(ROOT / "docs" / "settings" / "uk-organogram.yaml")
    content = settings.model_dump(mode="json", by_alias=True)
    for feeds in content["source"]["tables"].values():
        feeds[0]["keep"] = {"org_slug": [slug], "snapshot_date": [date]}
    result = check_company(source, settings=Settings.model_validate(content), as_of=date)
    assert_balanced(result)
    return result


def test_huebner_loads_with_the_counts_of_the_file(huebner: CheckResult) -> None:
    company = huebner.company
    assert company is not None
    assert len(company.employees) == 310
    assert len(company.staff) == 207, "the file has 103 people with Termd 1"
    assert len(company.positions) == 32
    assert company.positions["seats"].sum() == 207
    assert len(company.incumbents) == 207
    assert company.table("performance")["rating"].value_counts().to_dict() == {
        3.0: 243,
        4.0: 37,
        2.0: 18,
        1.0: 12,
    }
    assert company.employees["pay_per_year"].max() == 80 * 2080
    assert company.label == "HRDataset_v13.csv"


def test_huebner_names_79_active_people_with_a_last_day(huebner: CheckResult) -> None:
    found = fault(huebner, "active_but_left")
    assert (found.level, len(found.rows)) == ("blanked", 79)


def test_huebner_births_lie_in_the_past_and_the_check_says_how(huebner: CheckResult) -> None:
    assert huebner.company is not None
    years = huebner.company.employees["born_on"].dt.year
    assert (years.min(), years.max()) == (1951, 1992)
    said = [f for f in huebner.faults if f.code == "two_digit_years" and f.column == "born_on"]
    assert len(said[0].rows) == 310


def test_huebner_names_two_date_formats_in_one_column(huebner: CheckResult) -> None:
    found = fault(huebner, "several_date_formats")
    assert (found.column, len(found.rows)) == ("left_on", 182)


def test_huebner_names_padded_codes(huebner: CheckResult) -> None:
    padded = {f.column: len(f.rows) for f in huebner.faults if f.code == "trimmed"}
    assert padded["unit"] == 208
    assert padded["gender"] == 133


def test_huebner_names_managers_and_numbers_that_part(huebner: CheckResult) -> None:
    found = [f.found for f in huebner.faults if f.code == "not_one_to_one"]
    assert "1 of 'ManagerID' go with more than one of 'ManagerName': '22'" in found
    assert "3 of 'ManagerName' go with more than one of 'ManagerID'" in found
    assert "1 of 'PositionID' go with more than one of 'Position': '13'" in found


def test_huebner_names_reviews_after_leaving(huebner: CheckResult) -> None:
    by_date = fault(huebner, "dates_out_of_order")
    assert len(by_date.rows) == 5
    by_year = fault(huebner, "after_leaving")
    assert (by_year.table, len(by_year.rows)) == ("performance", 2)


def test_huebner_says_what_is_lacking(huebner: CheckResult) -> None:
    assert "32 posts report to nobody" in fault(huebner, "several_roots").found
    assert huebner.company is not None
    assert "needs table assessments" in huebner.company.lacks("assessments")


def test_huebner_faults_hold_no_names(huebner: CheckResult) -> None:
    assert huebner.company is not None
    said = huebner.to_json()
    for name in huebner.company.employees["name"]:
        assert name not in said


def test_organogram_loads_with_the_counts_of_the_file(organogram: Path) -> None:
    settings = ROOT / "docs" / "settings" / "uk-organogram.yaml"
    result = check_company(organogram, settings=settings)
    assert_balanced(result)
    company = result.company
    assert company is not None
    account = result.account.set_index("table")
    assert account.loc["positions", ["read", "merged", "kept"]].tolist() == [4157, 4, 194]
    assert account.loc["employees", "kept"] == 191
    vacant = set(company.positions["position_id"]) - set(company.incumbents["position_id"])
    assert len(vacant) == 7
    unnamed = company.employees["name"].isna()
    assert unnamed.sum() == 147, "a name not disclosed is a person, not a vacancy"
    paid = company.positions["pay_min_per_year"]
    assert paid.min() > 0, "a pay of 0 means not disclosed"
    assert fault(result, "self_report").rows == (602,)


@pytest.mark.parametrize(
    ("slug", "code", "words"),
    [
        ("ministry_of_justice", "unknown_id", "does not stand in positions.position_id"),
        ("ministry_of_justice", "self_report", "reports to itself"),
        ("department_for_international_development", "several_roots", "report to nobody"),
        ("department_for_communities_and_local_government", "several_roots", "report to nobody"),
        (
            "department_for_environment_food_and_rural_affairs",
            "not_one_value",
            "rows that are one in our table disagree",
        ),
    ],
)
def test_organogram_of_other_bodies_names_their_faults(
    organogram: Path, slug: str, code: str, words: str
) -> None:
    result = body(organogram, slug)
    assert result.company is not None
    assert any(f.code == code and words in f.found for f in result.faults)


def test_organogram_reads_eliminated_posts_as_closed(organogram: Path) -> None:
    company = body(organogram, "uk_border_agency").company
    assert company is not None
    closed = company.tables["positions"]["status"] == "closed"
    assert closed.sum() == 16
    assert company.incumbents["position_id"].isin(company.positions["position_id"]).all()


def test_organogram_of_every_body_and_date_loads(organogram: Path) -> None:
    senior = pd.read_csv(organogram, usecols=["org_slug", "snapshot_date"])
    for slug, date in senior.drop_duplicates().itertuples(index=False):
        result = body(organogram, slug, date)
        assert result.company is not None, [str(f) for f in result.faults if f.level == "stop"]
        assert len(result.company.positions) > 0
