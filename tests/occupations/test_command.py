"""The whole way by the command line: list out, filled in, taken back, seen by the check."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.occupations.conftest import DECIDED, PEOPLE, POSITIONS
from workbench.cli import main
from workbench.company import load_company

Run = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    data = tmp_path / "acme"
    data.mkdir()
    POSITIONS.to_csv(data / "positions.csv", index=False)
    PEOPLE.to_csv(data / "employees.csv", index=False)
    DECIDED.to_csv(data / "occupation_titles.csv", index=False)
    return data


@pytest.fixture
def run(place: Path, folder: Path) -> Run:
    def called(*more: str | Path) -> Result:
        words = ["occupations", "--data", place, "--onet", folder, *more]
        return CliRunner().invoke(main, [str(word) for word in words])

    return called


def fill(file: Path, **decisions: str) -> None:
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    chosen = {title.replace("_", " "): text for title, text in decisions.items()}
    table["decision"] = [chosen.get(title, "") for title in table["title"]]
    table.to_csv(file, index=False, sep=";")


def test_the_whole_way(place: Path, run: Run, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    made = run("--out", review)
    assert made.exit_code == 0, made.output
    assert "5 titles of 6 posts wait for a decision" in made.output
    assert "with 8 titles" in made.output
    assert review.read_bytes().startswith(b"\xef\xbb\xbf")
    fill(review, Glim_weavers="1", Zzyx="none")
    taken = run("--take", review, "--by", "E5")
    assert "2 decided now, 0 as before, 3 still open. Wrote" in taken.output
    kept = pd.read_csv(place / "occupation_titles.csv", dtype=str, keep_default_na=False)
    assert kept["title"].tolist() == [*DECIDED["title"], "Glim weavers", "Zzyx"]
    assert kept["decided_on"].tolist()[:3] == DECIDED["decided_on"].tolist()
    codes = load_company(place, as_of="2030-01-01").positions.set_index("position_id")
    assert codes.loc["P3", "occupation_code"] == "17-2041.00"
    again = run("--out", review)
    assert "3 titles of 3 posts wait" in again.output
    assert "Nothing was written" in run("--take", review).output


def test_a_contradiction_leaves_the_file_as_it_was(place: Path, run: Run, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    run("--out", review)
    fill(review, Bead_person="41-4011.00", Zzyx="none")
    before = (place / "occupation_titles.csv").read_bytes()
    refused = run("--take", review)
    assert refused.exit_code == 2
    assert "was decided before as 51-9021.00" in refused.output
    assert (place / "occupation_titles.csv").read_bytes() == before


def test_nothing_is_lost_by_writing_the_table_again(place: Path, run: Run, tmp_path: Path) -> None:
    review = tmp_path / "review.csv"
    run("--out", review)
    fill(review, Zzyx="none")
    table = place / "occupation_titles.csv"
    DECIDED.assign(remark="mine").to_csv(table, index=False)
    refused = run("--take", review)
    assert refused.exit_code == 2
    assert "would lose something" in refused.output
    assert "remark" in table.read_text()
    other = tmp_path / "other.csv"
    assert run("--take", review, "--out", other).exit_code == 0
    assert "Zzyx" in other.read_text(encoding="utf-8-sig")


def test_a_live_title_stays_text_and_finds_its_post(place: Path, run: Run, tmp_path: Path) -> None:
    POSITIONS.replace("Zzyx", "=1+1").to_csv(place / "positions.csv", index=False)
    review = tmp_path / "review.csv"
    run("--out", review)
    assert '"\'=1+1"' in review.read_text(encoding="utf-8-sig")
    table = pd.read_csv(review, dtype=str, keep_default_na=False)
    table["decision"] = ["8122" if "1+1" in title else "" for title in table["title"]]
    table.to_csv(review, index=False)
    assert run("--take", review).exit_code == 0
    company = load_company(place, as_of="2030-01-01")
    assert company.positions.set_index("position_id").loc["P6", "occupation_code"] == "8122"


def test_wrong_folders_are_said_in_a_sentence(place: Path, tmp_path: Path) -> None:
    words = ["occupations", "--data", str(place), "--onet", str(tmp_path)]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 2
    assert "Download the text files of the database" in refused.output
