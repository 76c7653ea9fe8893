"""A password in a database address reaches no page, workbook, message, log or notebook."""

import gc
import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from tests.report.toys import COMMON, Write
from workbench.cli import main
from workbench.company import check_company, load_company
from workbench.errors import DataError
from workbench.report.reports import make_reports
from workbench.report.source import data_source

PASSWORD = "s3cr@t&pa/ss'w0rd%41"
CODED = quote(PASSWORD, safe="")
LOAD = """\
import os
from workbench.charts.show import show_table
from workbench.company import load_company
company = load_company(data, as_of="2026-06-30")
show_table(company.positions[["position_id", "title"]], caption="Posts")"""
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
# Everything a notebook could do wrong with the address it must not show.
WRONG = {
    "prints": "print(os.environ['WORKBENCH_DATA'])",
    "decodes": "from urllib.parse import unquote\nprint(unquote(os.environ['WORKBENCH_DATA']))",
    "raises": "raise ValueError(os.environ['WORKBENCH_DATA'])",
    "logs": "import logging\nlogging.error(os.environ['WORKBENCH_DATA'])",
    "warns": "import warnings\nwarnings.warn(os.environ['WORKBENCH_DATA'])",
    "asserts": "assert not os.environ['WORKBENCH_DATA'], os.environ['WORKBENCH_DATA']",
    "engine": "import sqlalchemy\nsqlalchemy.create_engine('no' + os.environ['WORKBENCH_DATA'])",
}


def forms() -> list[str]:
    return [PASSWORD, CODED, repr(PASSWORD)[1:-1], json.dumps(PASSWORD)[1:-1], PASSWORD[:9]]


def assert_clean(*texts: str | bytes) -> None:
    for text in texts:
        content = text if isinstance(text, bytes) else text.encode()
        assert not [form for form in forms() if form.encode() in content]


def files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


class Talkative(threading.Thread):
    """Speaks enough of PostgreSQL to refuse everybody, repeating a password while it does."""

    def __init__(self, code: str) -> None:
        super().__init__(daemon=True)
        self.code = code
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            with client:
                # The wish for encryption comes first and is eight bytes long.
                if self.code != "HTTP" and len(client.recv(4096)) == 8:
                    client.sendall(b"N")
                    client.recv(4096)
                said = f"refused postgresql://hr:{PASSWORD}@127.0.0.1/people with {PASSWORD}"
                fields = f"SFATAL\0VFATAL\0C{self.code}\0M{said}\0\0".encode()
                answer = b"E" + (len(fields) + 4).to_bytes(4, "big") + fields
                client.sendall(said.encode() if self.code == "HTTP" else answer)


@pytest.fixture(params=["28P01", "3D000", "XX000", "HTTP"])
def refusing(request: pytest.FixtureRequest) -> Iterator[str]:
    server = Talkative(request.param)
    server.start()
    yield f"postgresql://hr:{CODED}@127.0.0.1:{server.port}/people"
    server.server.close()
    # The driver leaves its socket to the garbage collector when a login fails.
    gc.collect()


def test_a_server_that_repeats_the_password_is_not_quoted(
    refusing: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(DataError, match="people cannot be used") as caught:
        load_company(refusing, as_of="2026-06-30")
    checked = check_company(refusing, as_of="2026-06-30")
    assert_clean(checked.to_text(), checked.to_json(), repr(checked))
    chain = [caught.value, caught.value.__cause__, caught.value.__context__]
    assert_clean(caplog.text, *capfd.readouterr(), *map(repr, chain), *map(str, chain))


ADDRESSES = [
    f"postgresql://hr:{CODED}@127.0.0.1:1/people",
    f"postgresql:/hr:{CODED}@127.0.0.1/people",
    f"sqlite:///no-such-file.db?password={CODED}",
    f"postgresql://hr:{CODED}@no-such-host.invalid/people",
    f"postgresql://hr:{PASSWORD}@127.0.0.1:1/people",
    f"postgresql://127.0.0.1:1/people?user=hr&password={CODED}",
    f"nosuchkind://hr:{CODED}@127.0.0.1/people",
    f"postgresql:hr:{CODED}@127.0.0.1",
    f"hr:{CODED}@127.0.0.1/people",
    f"postgresql://hr:{CODED}@127.0.0.1:port/people",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_check_says_what_is_wrong_without_the_password(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = CliRunner().invoke(main, ["check", address, "--as-of", "2026-06-30"])
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit)
    assert done.output
    assert_clean(done.output, caplog.text, *capfd.readouterr(), *files(tmp_path))


# A process of its own takes seconds, and a report a kernel, so fewer of them.
WAYS = [("check", ADDRESSES[0]), ("report", ADDRESSES[1]), ("env", ADDRESSES[0])]


@pytest.mark.parametrize(("way", "address"), WAYS)
def test_the_command_says_what_is_wrong_without_the_password(
    way: str, address: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    environment = {**os.environ, "HR_ADDRESS": address}
    source = "env:HR_ADDRESS" if way == "env" else address
    command = ["check", source] if way == "check" else ["report", "0-data-check", "--data", source]
    more = [] if way == "check" else ["--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "workbench.cli", *command, "--as-of", "2026-06-30", *more],
        capture_output=True, env=environment, cwd=tmp_path, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
    assert done.stderr or done.stdout
    assert_clean(done.stdout, done.stderr, *files(tmp_path))


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Give the address of a real database, with a password that SQLite does not need."""
    path = tmp_path / "hr.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table positions (position_id text, title text)")
        connection.execute("create table employees (employee_id text, position_id text)")
        connection.execute("insert into positions values ('P1', 'Head')")
        connection.execute("insert into employees values ('E0001', 'P1')")
    connection.close()
    return f"sqlite:///{path}?password={CODED}"


def test_what_a_notebook_does_wrong_is_not_published(
    database: str, write_notebook: Write, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    for name, code in WRONG.items():
        write_notebook(LOAD, code, name=f"1-{name}", parameters=COMMON)
    folder = write_notebook(LOAD, name="1-sound", parameters=COMMON).parent
    out = tmp_path / "out"
    results = make_reports(data=database, out=out, notebooks_dir=folder, as_of="2026-06-30")
    made = {result.name.removeprefix("1-"): result.ok for result in results}
    # What goes to a log or a warning is no part of a page.
    assert made == {**dict.fromkeys(WRONG, False), "logs": True, "warns": True, "sound": True}
    assert (out / "1-sound.xlsx").is_file()
    said = [str([result.to_dict() for result in results]), *(one.to_text() for one in results)]
    assert_clean(*said, caplog.text, *capfd.readouterr(), *files(out), *files(folder))


def test_a_table_that_is_not_there_is_named_without_the_password(
    database: str, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("source: {tables: {positions: {from: no_such_table}}}\n")
    for options in ({}, {"settings": settings}):
        try:
            result = check_company(database, as_of="2026-06-30", **options)
            said = result.to_text() + result.to_json()
        except Exception as problem:
            said = f"{problem!r}{problem}"
        assert_clean(said)


@pytest.mark.parametrize("word", ["pa/ss", "pa@ss:w", "p%2Fa+ss", 'qu"ote\\d', "kurz1"])
def test_every_way_of_writing_a_password_is_hidden(word: str) -> None:
    source = data_source(f"postgresql://hr:{word}@db/hr")
    for form in (word, quote(word, safe=""), repr(word)[1:-1], json.dumps(word)):
        assert word not in source.hidden(f"no login as hr:{form} here")
    assert source.seen_in(f"<p>{word}</p>")
    assert word not in repr(source)


def test_a_short_ordinary_word_is_hidden_in_messages_and_does_not_stop_a_page() -> None:
    source = data_source("postgresql://hr:post@db/hr")
    assert source.hidden("no login with post") == "no login with ***"
    assert not source.seen_in("<p>the post is empty</p>")


@pytest.mark.skipif(
    not os.environ.get("WORKBENCH_TEST_POSTGRES"),
    reason="needs a PostgreSQL server: source tests/start_postgres.sh && start_postgres",
)
def test_a_real_server_that_refuses_the_password_is_not_quoted(tmp_path: Path) -> None:
    url = sa.make_url(os.environ["WORKBENCH_TEST_POSTGRES"]).set(password=PASSWORD)
    address = url.render_as_string(hide_password=False)
    with pytest.raises(DataError, match="the database refuses user or password") as caught:
        load_company(address, as_of="2026-06-30")
    assert_clean(str(caught.value), repr(caught.value))
