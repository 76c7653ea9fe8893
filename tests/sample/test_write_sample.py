"""The files of the sample: the same to the byte, complete or not there."""

from pathlib import Path

import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.sample import make_sample, write_sample
from workbench.schema import TABLES

COMMITTED = Path(__file__).parents[2] / "data" / "sample"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_write_sample_equals_the_committed_files(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample")
    fresh, committed = _bytes(tmp_path / "sample"), _bytes(COMMITTED)
    assert sorted(fresh) == sorted(committed)
    changed = [name for name in fresh if fresh[name] != committed[name]]
    assert changed == []


def test_write_sample_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sample(tmp_path / name, seed=3, employees=200)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_write_sample_replaces_an_older_sample(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    write_sample(folder, seed=3, employees=200)
    before = _bytes(folder)
    write_sample(folder, seed=4, employees=200)
    after = _bytes(folder)
    assert sorted(after) == sorted(before)
    assert after["employees.csv"] != before["employees.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_write_sample_refuses_foreign_files_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ParameterError, match=r"not part of a sample \(notes.txt\)"):
        write_sample(tmp_path, employees=200)
    assert _bytes(tmp_path) == {"notes.txt": b"mine"}


def test_write_sample_refuses_a_file_and_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ParameterError, match="is a file"):
        write_sample(tmp_path / "file", employees=200)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(ParameterError, match="not working in"):
        write_sample(".", employees=200)


@pytest.mark.parametrize("employees", [0, 199, 20_001])
def test_make_sample_refuses_sizes_out_of_range(employees: int) -> None:
    with pytest.raises(ParameterError, match="from 200 to 20000"):
        make_sample(employees=employees)


def test_make_sample_refuses_a_negative_seed() -> None:
    with pytest.raises(ParameterError, match="negative"):
        make_sample(seed=-1)


def test_make_sample_another_seed_gives_other_people() -> None:
    one, two = make_sample(seed=1, employees=200), make_sample(seed=2, employees=200)
    for table in ("employees", "performance", "ties", "assets", "ratings"):
        assert not one[table].equals(two[table])


def test_committed_files_read_back_to_what_was_made() -> None:
    made = make_sample()
    for name, table in TABLES.items():
        read = pd.read_csv(COMMITTED / f"{name}.csv", dtype=str, keep_default_na=False)
        assert tuple(read.columns) == table.names
        assert len(read) == len(made[name])
        for column in table:
            if column.kind in ("integer", "number"):
                cells = pd.to_numeric(read[column.name].replace("", None))
                assert cells.astype("float64").equals(made[name][column.name]), column.name


def test_committed_files_are_plain_and_small() -> None:
    files = _bytes(COMMITTED)
    assert sum(map(len, files.values())) < 2_500_000
    for name, content in files.items():
        assert b"\r" not in content, name
        assert content.endswith(b"\n"), name
        assert not content.startswith(b"\xef\xbb\xbf"), name


def test_readme_counts_its_tables() -> None:
    readme = (COMMITTED / "README.md").read_text(encoding="utf-8")
    for name, table in make_sample().items():
        assert f"| {name} | {len(table)} |" in readme
