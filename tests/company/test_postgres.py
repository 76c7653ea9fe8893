"""A real PostgreSQL server, which start_postgres.sh starts; see CONTRIBUTING."""

import os
from collections.abc import Iterator

import pandas as pd
import pytest
import sqlalchemy as sa

from tests.company.conftest import assert_balanced, fault
from workbench.company import check_company, load_company
from workbench.company.source_sql import database_url

ADDRESS = os.environ.get("WORKBENCH_TEST_POSTGRES", "")
NEEDS_SERVER = pytest.mark.skipif(
    not ADDRESS and not os.environ.get("WORKBENCH_TEST_ALL"),
    reason="needs a PostgreSQL server: source tests/start_postgres.sh && start_postgres",
)
pytestmark = NEEDS_SERVER


@pytest.fixture
def database() -> Iterator[sa.Engine]:
    """The tables of a small company, with the types a database has and a text file has not."""
    assert ADDRESS, "WORKBENCH_TEST_ALL is set but WORKBENCH_TEST_POSTGRES is not"
    engine = sa.create_engine(database_url(ADDRESS))
    script = """
        drop view if exists employees; drop table if exists staff, "Positions", menu;
        create table "Positions" (position_id integer, title text, is_management boolean,
            needed_from date);
        insert into "Positions" values (1, 'Head', true, '2026-01-01'), (2, 'Line', false, null);
        create table staff (employee_id varchar, name text, post integer, pay numeric(12, 3),
            hired timestamptz);
        insert into staff values ('007', 'Zoë 张', 1, 82.125, '2020-02-29 00:00:00+00'),
            ('008', null, 2, 1082000, null);
        create view employees as select employee_id, name, post as position_id,
            pay as pay_per_year, hired as hired_on from staff;
        create table menu (dish text);
    """
    with engine.begin() as connection:
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(sa.text(statement))
    yield engine
    engine.dispose()


def test_load_company_reads_tables_and_views_with_their_types(database: sa.Engine) -> None:
    result = check_company(ADDRESS, as_of="2026-06-30")
    assert_balanced(result)
    assert result.company is not None
    people = result.company.employees
    assert people["employee_id"].tolist() == ["007", "008"]
    assert people["pay_per_year"].tolist() == [82.125, 1082000]
    assert people["name"][0] == "Zoë 张"
    assert people["hired_on"][0] == pd.Timestamp("2020-02-29")
    assert result.company.positions["is_management"].tolist() == [True, False]
    assert "menu, staff" in fault(result, "ignored_tables").found
    assert result.label == "postgres"


def test_load_company_reads_an_address_from_the_environment(
    database: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HR_DATABASE", ADDRESS)
    company = load_company("env:HR_DATABASE", as_of="2026-06-30")
    password = str(sa.make_url(ADDRESS).password)
    assert password not in repr(company)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (":{password}@", ":wrong-geheim@", "refuses user or password"),
        ("/postgres", "/no_such_database", "no such database"),
        (":{port}/", ":1/", "cannot be reached"),
    ],
    ids=["password", "database", "port"],
)
def test_wrong_addresses_say_why_without_the_password(
    database: sa.Engine, old: str, new: str, words: str
) -> None:
    url = sa.make_url(ADDRESS)
    given = old.format(password=url.password, port=url.port)
    head, found, tail = ADDRESS.rpartition(given)
    assert found, "the address has another form than expected"
    result = check_company(head + new + tail, as_of="2026-06-30")
    assert words in fault(result, "database").found
    said = result.to_json() + repr(result)
    assert "geheim" not in said
    assert str(url.password) not in said
