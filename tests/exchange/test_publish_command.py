"""The command: what it writes, prints and refuses; the secret shows nowhere."""

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.exchange.data_package import problems
from tests.exchange.toys import SECRET_TEXT, tables
from workbench.cli import main
from workbench.exchange.package import field_of
from workbench.exchange.read import read_exchange
from workbench.exchange.tables import TABLES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOY_SECRET", SECRET_TEXT)
    folder = tmp_path / "toy"
    folder.mkdir()
    given = tables(1)
    vacant = pd.DataFrame(
        [("P9", "Welding head", "51-1011", 12, "North", 1, "yes")],
        columns=["position_id", "title", "occupation_code", "grade", "region", "seats",
                 "is_management"],
    )  # fmt: skip
    given["positions"] = pd.concat([given["positions"], vacant])
    for name, table in given.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    (folder / "settings.yaml").write_text("positions: {draws: 100}\n", encoding="utf-8")
    return folder


def publish(source: Path, out: Path, *more: str, day: str = "2026-06-30") -> Result:
    options = ["--data", source, "--out", out, "--as-of", day, "--organisation", "toy"]
    return CliRunner().invoke(main, ["publish", *map(str, options), *more])


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_package_is_written_the_same_each_time(source: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "a" / "toy", tmp_path / "b" / "toy"
    done = publish(source, out, "--secret-env", "TOY_SECRET")
    assert (done.exit_code, publish(source, again, "--secret-env", "TOY_SECRET").exit_code) == (
        0,
        0,
    )
    assert publish(source, again, "--secret-env", "TOY_SECRET").exit_code == 0
    assert content(out) == content(again)
    assert problems(out) == []
    read = read_exchange([out])
    assert read.demands["occupation_code"].tolist() == ["51-1011"]
    assert len(read.supplies) >= 5
    assert "1 demand for 1 person." in done.output
    assert f"{len(read.supplies)} people are offered" in done.output
    assert "not offered: " in done.output


def test_neither_secret_nor_people_are_printed_or_written(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = publish(source, out, "--secret-env", "TOY_SECRET")
    staff = pd.read_csv(source / "employees.csv")
    shown = done.output + b"".join(content(out).values()).decode()
    assert SECRET_TEXT not in shown
    assert not [who for name in ("employee_id", "name") for who in staff[name] if who in shown]
    by_mistake = publish(source, out, "--secret-env", SECRET_TEXT)
    assert by_mistake.exit_code == 2
    assert SECRET_TEXT not in by_mistake.output


def test_demands_alone_need_no_secret(source: Path, tmp_path: Path) -> None:
    done = publish(source, tmp_path / "out", "--demands-only")
    assert done.exit_code == 0
    assert "Nobody is offered: demands alone were asked for." in done.output
    assert read_exchange([tmp_path / "out"]).supplies.empty


def test_refusal_leaves_the_earlier_package(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(source, out, "--secret-env", "TOY_SECRET")
    before = content(out)
    for more, words in (
        (("--k", "4"), "k: found 4. Allowed: at least 5"),
        (("--secret-env", "NOT_SET_ANYWHERE"), "is not set"),
        (("--organisation", "Toy & Co"), "organisation: found 'Toy & Co'"),
    ):
        done = publish(source, out, *more)
        assert done.exit_code == 2
        assert words in done.output
    assert content(out) == before


def test_earlier_package_in_the_folder_counts_as_the_earlier_release(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    publish(source, out, "--secret-env", "TOY_SECRET")
    done = publish(source, out, "--secret-env", "TOY_SECRET", day="2026-07-31")
    assert done.exit_code == 0
    assert "Beside the earlier release: " in done.output


def test_fields_in_the_how_to_are_those_of_the_format() -> None:
    page = (ROOT / "docs" / "how-to-exchange.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        lines = [
            f"| `{column.name}` | {field_of(column)['type']} | "
            f"{'required' if column.required else 'may be empty'} | "
            f"{field_of(column)['description']} |"
            for column in table
        ]
        assert "\n".join(lines) in page
