"""The outlook as a whole: with everything there, and with tables missing."""

import pytest

from workbench.pools import build_pools
from workbench.pools.bench_words import chance_table
from workbench.pools.chains.display import chain_table, end_table
from workbench.pools.flows.display import (
    calibration_rows,
    calibration_table,
    intake_table,
    stay_table,
    yield_table,
)
from workbench.pools.forecast.display import (
    first_table,
    grade_rows,
    move_rows,
    risk_table,
    seat_table,
)
from workbench.pools.outlook import build_outlook, outlook_findings


def outlook_of(company):
    return build_outlook(company, build_pools(company, ["P1", "P2"]))


def said(outlook, *, least=1):
    grades = grade_rows(outlook.grades, min_group_size=least)
    return outlook_findings(outlook, grades=grades, min_group_size=least)


def every_table(outlook):
    return [
        chance_table(outlook.chances), chain_table(outlook.chains), end_table(outlook.chains),
        yield_table(outlook.flows, min_group_size=1), stay_table(outlook.flows, min_group_size=1),
        calibration_rows(outlook.calibration, min_group_size=1),
        calibration_table(outlook.calibration, min_group_size=1),
        intake_table(outlook.intake, min_group_size=1),
        first_table(outlook.shortage), seat_table(outlook.shortage), risk_table(outlook.risk),
        grade_rows(outlook.grades, min_group_size=1), move_rows(outlook.grades, min_group_size=1),
    ]  # fmt: skip


def test_outlook_says_what_each_part_found(company):
    outlook = outlook_of(company)
    words = said(outlook)
    assert all(sentence.endswith(".") for sentence in words)
    assert len(words) == len(set(words))
    assert not any(outlook.lacks[part] for part in ("shortage", "chains", "flows", "calibration"))
    assert all(len(table.columns) for table in every_table(outlook))


@pytest.mark.parametrize(
    ("absent", "parts"),
    [
        pytest.param("assessments", ("shortage", "chains", "chances"), id="assessments"),
        pytest.param("pool_moves", ("flows",), id="pool_moves"),
        pytest.param("nominations", ("calibration",), id="nominations"),
        pytest.param("post_history", ("moves",), id="post_history"),
    ],
)
def test_outlook_without_a_table_says_what_is_missing(tables, make, absent, parts):
    tables.pop(absent, None)
    outlook = outlook_of(make(tables))
    assert all(f"needs table {absent}" in outlook.lacks[part] for part in parts)
    assert every_table(outlook)
    assert said(outlook)


def test_outlook_of_two_tables_is_empty_and_breaks_nowhere(tables, make):
    company = make({name: tables[name] for name in ("positions", "employees")})
    outlook = outlook_of(company)
    assert outlook.chains.chains["end"].eq("empty").all()
    assert every_table(outlook)
    words = said(outlook, least=5)
    assert not any("filled at once" in sentence for sentence in words)
