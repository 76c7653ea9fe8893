"""The command: what it writes, prints and refuses; the secret shows nowhere."""

import shutil
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


ENVIRONMENT = {"TOY_SECRET": SECRET_TEXT}
NAMED = ("--secret-env", "TOY_SECRET")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "toy"
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
    return CliRunner(env=ENVIRONMENT).invoke(main, ["publish", *map(str, options), *more])


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def published(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A package and what the command printed."""
    out = tmp_path_factory.mktemp("out") / "toy"
    done = publish(source, out, *NAMED)
    assert done.exit_code == 0
    return out, done.output


def test_package_is_as_it_is_said_to_be(published: tuple[Path, str]) -> None:
    out, printed = published
    assert problems(out) == []
    read = read_exchange([out])
    assert read.demands["occupation_code"].tolist() == ["51-1011"]
    assert len(read.supplies) >= 5
    assert f"1 demand for 1 person; {len(read.supplies)} people are offered." in printed
    assert "not offered: " in printed


def test_same_company_gives_the_same_bytes_also_over_an_earlier_package(
    source: Path, published: tuple[Path, str]
) -> None:
    out, printed = published
    before = content(out)
    assert publish(source, out, *NAMED).output == printed
    assert content(out) == before


def test_neither_secret_nor_people_are_printed_or_written(
    source: Path, published: tuple[Path, str], tmp_path: Path
) -> None:
    out, printed = published
    staff = pd.read_csv(source / "employees.csv")
    shown = printed + b"".join(content(out).values()).decode()
    assert SECRET_TEXT not in shown
    assert not [who for name in ("employee_id", "name") for who in staff[name] if who in shown]
    by_mistake = publish(source, tmp_path / "out", "--secret-env", SECRET_TEXT)
    assert by_mistake.exit_code == 2
    assert SECRET_TEXT not in by_mistake.output


def test_demands_alone_need_no_secret(source: Path, tmp_path: Path) -> None:
    done = publish(source, tmp_path / "out", "--demands-only")
    assert done.exit_code == 0
    assert "Nobody is offered: the package holds demands alone." in done.output
    assert read_exchange([tmp_path / "out"]).supplies.empty


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--k", "4"), "k: found 4. Allowed: at least 5"),
        (("--secret-env", "NOT_SET_ANYWHERE"), "is not set"),
        (("--organisation", "Toy & Co"), "organisation: found 'Toy & Co'"),
    ],
)
def test_refusal_leaves_the_earlier_package(
    source: Path, published: tuple[Path, str], more: tuple[str, ...], words: str
) -> None:
    out, _ = published
    before = content(out)
    done = publish(source, out, *more)
    assert done.exit_code == 2
    assert words in done.output
    assert content(out) == before


def test_earlier_package_in_the_folder_counts_as_the_earlier_release(
    source: Path, published: tuple[Path, str], tmp_path: Path
) -> None:
    out = Path(shutil.copytree(published[0], tmp_path / "toy"))
    done = publish(source, out, *NAMED, day="2026-07-31")
    assert done.exit_code == 0
    assert "Beside the earlier release: " in done.output


def test_another_version_of_one_day_counts_as_a_release_too(
    source: Path, published: tuple[Path, str], tmp_path: Path
) -> None:
    out, changed = (Path(shutil.copytree(one, tmp_path / name))
                    for one, name in ((published[0], "out"), (source, "changed")))  # fmt: skip
    consents = pd.read_csv(changed / "consents.csv")
    consents.iloc[3:].to_csv(changed / "consents.csv", index=False)
    done = publish(changed, out, *NAMED)
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
