"""All checks come before the first run; one failure does not stop the others."""

import base64
from pathlib import Path

import pytest

from tests.report.toys import COMMON, Write
from workbench.errors import ParameterError, ReportError
from workbench.report.choose import choose, with_parameters
from workbench.report.reports import ReportResult, describe_reports, make_reports
from workbench.report.source import data_source

SECRET = "s3cr@t&pass"
ADDRESS = "postgresql://hr:s3cr%40t%26pass@127.0.0.1:1/people"


@pytest.fixture
def folder(write_notebook: Write) -> Path:
    write_notebook("print(1)", name="0-check")
    more = f"{COMMON}horizon_days: int = 365  # Days ahead [30 to 3650]"
    return write_notebook("print(2)", name="1-key-positions", parameters=more).parent


@pytest.fixture
def ready(folder: Path, tmp_path: Path) -> dict[str, Path]:
    return {"data": tmp_path / "data", "out": tmp_path / "out", "notebooks_dir": folder}


@pytest.mark.parametrize("name", ["key-positions", "1-key-positions", "1-key-positions.ipynb"])
def test_choose_finds_a_notebook_with_or_without_its_number(folder: Path, name: str) -> None:
    assert [path.stem for path in choose([name, name], folder)] == ["1-key-positions"]


def test_choose_takes_all_without_names_and_lists_them_for_a_wrong_one(folder: Path) -> None:
    assert [path.stem for path in choose([], folder)] == ["0-check", "1-key-positions"]
    with pytest.raises(ParameterError, match=r"(?s)'a' fits no.*'../b' fits no.*0-check, 1-key-po"):
        choose(["a", "../b", "check"], folder)


def test_choose_refuses_a_name_that_fits_two(folder: Path, write_notebook: Write) -> None:
    write_notebook(name="2-check")
    with pytest.raises(ParameterError, match="'check' fits several notebooks"):
        choose(["check"], folder)


def test_with_parameters_gives_each_notebook_what_it_declares(folder: Path) -> None:
    common = {"data": "d", "settings": "", "as_of": ""}
    settled = {"key-positions": {"horizon_days": 100}}
    first, second = with_parameters(
        choose([], folder), common=common, given={"horizon_days": "730"}, by_report=settled
    )
    assert first.values == common
    assert second.values == {**common, "horizon_days": 730}
    (alone,) = with_parameters(
        choose(["1-key-positions"], folder), common=common, given={}, by_report=settled
    )
    assert alone.values["horizon_days"] == 100


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"horizon": "1"}, r"(?s)'horizon' is no parameter.*horizon_days \(a whole number"),
        ({"horizon_days": "soon"}, r"1-key-positions:\n- horizon_days: found 'soon'"),
        ({"data": "x"}, "'data' is set by --data"),
        ({"as_of": "x"}, "'as_of' is set by --as-of"),
        ({"x=1; import os; y": "1"}, "is no parameter of the chosen reports"),
    ],
)
def test_make_reports_refuses_a_wrong_parameter_before_anything_runs(
    ready: dict[str, Path], given: dict[str, str], words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        make_reports(**ready, parameters=given)
    assert not ready["out"].exists()


def test_make_reports_refuses_a_notebook_without_the_common_parameters(
    ready: dict[str, Path], write_notebook: Write
) -> None:
    write_notebook(name="2-own", parameters='data: str = ""  # Source')
    with pytest.raises(
        ReportError, match=r"2-own.ipynb: the parameters cell lacks settings, as_of"
    ):
        make_reports(**ready)


def test_make_reports_uses_settings_and_goes_on_after_a_failure(
    ready: dict[str, Path], write_notebook: Write
) -> None:
    ready["data"].mkdir()
    settings = "as_of: 2026-06-30\nreports:\n  1-key-positions: {horizon_days: 99}\n"
    (ready["data"] / "settings.yaml").write_text(settings)
    more = f"{COMMON}horizon_days: int = 365  # Days ahead"
    write_notebook(
        "import os\nprint(horizon_days, os.path.basename(data))",
        name="1-key-positions",
        parameters=more,
    )
    write_notebook("from workbench.errors import DataError\nraise DataError('positions is empty.')",
                   name="0-check")  # fmt: skip
    first, second = make_reports(**ready)
    assert (first.ok, first.title, first.path.name) == (False, "A toy", "0-check.failed.html")
    assert first.message == "positions is empty."
    assert first.to_text().startswith("0-check failed: positions is empty.")
    assert "Cell 3: positions is empty." in first.path.read_text(encoding="utf-8")
    assert second.ok
    assert second.to_text().startswith("made    1-key-positions.html")
    page = second.path.read_text(encoding="utf-8")
    assert "<pre>99 data</pre>" in page
    index = (ready["out"] / "index.html").read_text(encoding="utf-8")
    assert "As of 2026-06-30" in index
    assert "positions is empty." in index
    assert second.path.read_bytes() == make_reports(["key-positions"], **ready)[0].path.read_bytes()
    assert (ready["out"] / "0-check.failed.html").exists()


def test_make_reports_keeps_a_password_out_of_everything(
    ready: dict[str, Path], write_notebook: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    address = "import os\naddress = os.environ['WORKBENCH_DATA']\n"
    write_notebook(
        f"{address}assert data == 'env:WORKBENCH_DATA', data\nprint('fine')", name="0-check"
    )
    write_notebook(f"{address}raise ValueError('no login to ' + address)", name="1-key-positions")
    write_notebook(f"{address}print(address)", name="2-prints")
    write_notebook(f"{address}import html\nfrom urllib.parse import unquote, urlsplit\n"
                   "print(unquote(urlsplit(address).password))", name="3-decodes")  # fmt: skip
    results = make_reports(**{**ready, "data": ADDRESS})
    # Without its source nobody could tell whether the first page holds a name.
    assert [result.ok for result in results] == [False, False, False, False]
    assert results[0].message.startswith("Nobody can tell whether the page holds a name")
    assert results[1].message.startswith("Cell 3: ValueError: no login to ***")
    assert results[2].message == "The page would show the address or password of the data source."
    files = [path.read_text(encoding="utf-8") for path in ready["out"].iterdir()]
    said = [repr(results), *(result.to_text() for result in results), *capfd.readouterr(), *files]
    encoded = base64.b64encode(SECRET.encode()).decode()
    for secret in (SECRET, "s3cr%40t%26pass", "s3cr@t&amp;pass", encoded):
        assert not any(secret in text for text in said)


def test_data_source_leaves_paths_and_names_and_makes_files_absolute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_source("data").value == str(tmp_path / "data")
    assert data_source("env:HR").value == "env:HR"
    source = data_source("sqlite:///hr.db")
    assert source.environment == {"WORKBENCH_DATA": f"sqlite:///{tmp_path.as_posix()}/hr.db"}
    monkeypatch.setenv("HR", ADDRESS)
    assert data_source("env:HR").hidden(f"as {SECRET}") == "as ***"
    queried = data_source("postgresql://h/d?user=u&password=long-enough")
    assert queried.hidden("with long-enough") == "with ***"
    assert "long-enough" not in repr(queried)


def test_describe_reports_lists_every_parameter(folder: Path) -> None:
    text = describe_reports(folder)
    assert text.startswith("0-check\n  data (text; '../data/sample' if not given)")
    assert "horizon_days (a whole number from 30 to 3650; 365 if not given): Days ahead" in text


def test_report_result_gives_plain_values() -> None:
    result = ReportResult("1-a", "A", Path("out/1-a.html"), True, "", 1.25)
    assert result.to_dict()["path"] == str(Path("out/1-a.html"))


def test_make_reports_names_the_settings_file_and_the_report_of_a_wrong_value(
    ready: dict[str, Path], write_notebook: Write
) -> None:
    ready["data"].mkdir()
    (ready["data"] / "settings.yaml").write_text("reports: {1-key-positions: {horizon_days: soon}}")
    more = f"{COMMON}horizon_days: int = 365  # Days ahead"
    write_notebook("print(horizon_days)", name="1-key-positions", parameters=more)
    words = r"- settings\.yaml, reports\.1-key-positions: horizon_days: found 'soon'"
    with pytest.raises(ParameterError, match=words):
        make_reports(**ready)
