"""A company alone and packages of many, from tables to what a page shows and a command writes."""

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.company import Company, load_company
from workbench.errors import DataError
from workbench.exchange.build import Exchange, build_exchange, exchange_findings, package_folders
from workbench.exchange.folder import write_package
from workbench.exchange.inside import AGREED, agreed_supplies, unit_demands
from workbench.exchange.package import package_files
from workbench.exchange.publish import Publication, preview_publication
from workbench.exchange.tables import demands, supplies
from workbench.positions import rank_positions

DAY = pd.Timestamp("2026-06-30")
PROFILE = {"occupation_code": "17-2041", "code_system": "onet_soc", "level": "senior",
           "skills": "dispersion", "region": "North"}  # fmt: skip


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company("data/sample", as_of="2026-06-30")


@pytest.fixture(scope="module")
def published(company: Company) -> Publication:
    return preview_publication(company, rank_positions(company).key_positions)


@pytest.fixture(scope="module")
def alone(company: Company, published: Publication) -> Exchange:
    return build_exchange(company, published)


def test_demands_of_units_add_up_to_those_of_the_company(company, published) -> None:
    units = unit_demands(company, published.demands)
    whole = published.demands.table.set_index("demand_id")["number"]
    assert units.groupby("demand_id")["number"].sum().to_dict() == whole.to_dict()
    assert set(units["organisation"]) <= set(company.positions["unit"])
    assert tuple(units.columns) == demands.names


def test_a_company_alone_takes_no_more_than_what_may_be_published(published) -> None:
    table = published.supplies.table
    rows = agreed_supplies(table)
    told = [name for name in supplies.names if name not in ("supply_id", "organisation")]
    pd.testing.assert_frame_equal(
        rows[told], table[told].sort_values(told, ignore_index=True, na_position="first")
    )
    assert not set(rows["supply_id"]) & set(table["supply_id"])
    assert set(rows["organisation"]) == {AGREED}
    # Other pseudonyms, as of the next run, change nothing.
    other = table.assign(supply_id=[f"s-{n}" for n in range(len(table), 0, -1)])
    pd.testing.assert_frame_equal(rows, agreed_supplies(other.sample(frac=1, random_state=1)))


def test_what_stays_open_comes_with_the_market(company, alone) -> None:
    assert alone.inside and alone.packages.empty
    assert len(alone.open) == alone.matching.counts.places - alone.matching.counts.filled_places
    market = company.table("market").sort_values("as_of").groupby(["occupation_code", "region"])
    latest = market["seekers"].last()
    row = alone.open.iloc[0]
    assert row["seekers"] == latest[row["occupation_code"], row["region"]]
    first = exchange_findings(alone)[0]
    assert first.startswith(f"{alone.matching.counts.filled_places} of 5 places")


def test_without_consents_nobody_is_offered_and_all_places_stay_open(tmp_path: Path) -> None:
    for file in Path("data/sample").iterdir():
        if file.name != "consents.csv":
            (tmp_path / file.name).symlink_to(file.resolve())
    bare = load_company(tmp_path, as_of="2026-06-30")
    found = build_exchange(bare, preview_publication(bare, rank_positions(bare).key_positions))
    assert (found.matching.counts.supplies, found.matching.counts.filled_places) == (0, 0)
    first = exchange_findings(found)[0]
    assert first.startswith("Nobody could be asked for 5 places") and "table consents" in first


def write(folder: Path, organisation: str, wanted: list[dict], offered: list[dict]) -> None:
    frames = {
        "demands": pd.DataFrame(
            [PROFILE | {"organisation": organisation, "number": 1.0, "by_when": DAY,
                        "pay_low_per_year": None, "pay_high_per_year": None, "currency": None,
                        "channel_wanted": None} | row for row in wanted],
            columns=list(demands.names),
        ),
        "supplies": pd.DataFrame(
            [PROFILE | {"organisation": organisation, "available_on": pd.NaT,
                        "pay_least_per_year": None, "currency": None,
                        "consent_until": DAY + pd.Timedelta(days=90)} | row for row in offered],
            columns=list(supplies.names),
        ),
    }  # fmt: skip
    write_package(folder / organisation, package_files(organisation, DAY, frames))


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "exchange"
    folder.mkdir()
    later = {"by_when": pd.Timestamp("2026-12-31")}
    write(folder, "a", [{"demand_id": "d-1"} | later], [])
    write(folder, "b", [{"demand_id": "d-1", "region": "=East"} | later], [{"supply_id": "s-1"}])
    return folder


def test_command_writes_who_could_go_where(packages: Path, tmp_path: Path) -> None:
    out = tmp_path / "matches"
    told = CliRunner().invoke(
        main, ["match", str(packages), "--out", str(out), "--on", "2026-06-30"]
    )
    assert told.exit_code == 0, told.output
    assert "1 of 2 places" in told.output
    pairs = pd.read_csv(out / "pairs.csv")
    assert pairs[["demand_organisation", "supply_organisation"]].to_numpy().tolist() == [["a", "b"]]
    # A region that a spreadsheet would compute stays text.
    assert ",=East" not in (out / "unfilled.csv").read_text()
    again = CliRunner().invoke(
        main, ["match", str(packages / "a"), str(packages / "b"), "--out", str(tmp_path / "two"),
               "--on", "2026-06-30"],
    )  # fmt: skip
    assert again.exit_code == 0
    for file in out.iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--on", "June"], "--on: found 'June'"),
        (["--how", "best"], "'best' is not one of"),
    ],
)
def test_command_refuses_and_writes_nothing(packages, tmp_path, words, sentence) -> None:
    told = CliRunner().invoke(main, ["match", str(packages), "--out", str(tmp_path / "x"), *words])
    assert (told.exit_code, (tmp_path / "x").exists()) == (2, False)
    assert sentence in told.output


def test_folder_without_a_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="found no package of the exchange"):
        package_folders(tmp_path)
    told = CliRunner().invoke(main, ["match", str(tmp_path), "--out", str(tmp_path / "x")])
    assert told.exit_code == 2


def test_packages_of_others_are_matched_in_the_place_of_units(company, published, packages) -> None:
    found = build_exchange(company, published, packages=str(packages))
    assert not found.inside
    assert found.packages["organisation"].tolist() == ["a", "b"]
    assert found.matching.counts.filled_places == 1
    assert exchange_findings(found)[0].startswith("1 of 2 places")
