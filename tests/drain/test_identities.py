"""What must hold for any portfolio and any company, whatever the numbers."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.company import Company, company_from_tables
from workbench.drain.distribution import loss_probabilities
from workbench.drain.engine import loss_year
from workbench.drain.plan.build import EXPECTED, NOTHING, best_plan
from workbench.drain.risk import drain_risk
from workbench.drain.scenarios import Exits
from workbench.drain.severity import grid_probabilities
from workbench.drain.states import factor_states
from workbench.drain.tail import expected_shortfall, shortfall_weights, value_at_risk_cell
from workbench.settings import Settings

FEW = settings(max_examples=25, deadline=None, derandomize=True)
people = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1e4), st.floats(0, 1.5)), min_size=1, max_size=8
)
ties = st.sampled_from([0.0, 0.15, 0.5])


def portfolio(rows, tie=0.15) -> tuple[Exits, pd.DataFrame]:
    chance, mean, cv = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    mean = np.where(mean < 0.01, 0.0, mean)
    none = np.zeros(len(chance))
    exits = Exits(chance, chance, none, none, none, 0.0, tie, ())
    return exits, pd.DataFrame({"mean": mean, "cv": cv})


@FEW
@given(rows=people, tie=ties)
def test_parts_sum_to_the_shortfall_and_the_mean_knows_no_tie(rows, tie):
    exits, severity = portfolio(rows, tie)
    year = loss_year(exits, severity)
    size = max(float(severity["mean"].sum()), 1e-9)
    assert year.shortfall_parts.sum() == pytest.approx(year.shortfall(0.95), abs=1e-6 * size)
    expected = float(exits.total @ severity["mean"])
    assert year.expected == pytest.approx(expected, rel=1e-3, abs=1e-6 * size)
    assert year.shortfall(0.99) >= year.shortfall(0.95) - 1e-9 * size
    assert year.shortfall(0.95) >= year.value_at_risk(0.95) - 1e-9 * size
    assert year.counts @ np.arange(len(rows) + 1) == pytest.approx(exits.total.sum(), abs=1e-4)


@FEW
@given(rows=people)
def test_without_a_tie_the_total_is_the_convolution(rows):
    exits, severity = portfolio(rows, 0.0)
    costs = severity["mean"].to_numpy() > 0
    losses = np.zeros((len(rows), 256))
    losses[:, 0] = 1.0
    mean, cv = (severity[name].to_numpy()[costs] for name in ("mean", "cv"))
    losses[costs] = grid_probabilities(mean, cv, step=400.0, cells=256)
    direct = np.ones(1)
    for chance, row in zip(exits.quiet, losses, strict=True):
        one = chance * row
        one[0] += 1 - chance
        direct = np.convolve(direct, one)
    # What the transform wraps round is what lies beyond its length.
    wrapped = np.zeros(512)
    np.add.at(wrapped, np.arange(len(direct)) % 512, direct)
    found = loss_probabilities(factor_states(exits.quiet, correlation=0.0), losses)
    assert found == pytest.approx(wrapped, abs=1e-12)


@FEW
@given(rows=people, seed=st.integers(0, 99))
def test_order_of_people_and_a_person_who_costs_nothing_change_no_amount(rows, seed):
    exits, severity = portfolio(rows)
    usual = loss_year(exits, severity)
    order = np.random.default_rng(seed).permutation(len(rows))
    turned = loss_year(*portfolio([rows[at] for at in order]))
    size = max(float(severity["mean"].sum()), 1e-9)
    assert turned.shortfall_parts == pytest.approx(usual.shortfall_parts[order], abs=1e-7 * size)
    more = loss_year(*portfolio([*rows, (0.3, 0.0, 0.5)]))
    assert more.shortfall(0.95) == pytest.approx(usual.shortfall(0.95), abs=1e-9 * size)
    assert more.shortfall_parts[-1] == pytest.approx(0.0, abs=1e-9 * size)
    added = more.counts @ np.arange(len(rows) + 2) - usual.counts @ np.arange(len(rows) + 1)
    assert added == pytest.approx(0.3, abs=1e-4)


@FEW
@given(rows=people, factor=st.sampled_from([1e-3, 7.5, 1e6]))
def test_another_currency_scales_every_amount(rows, factor):
    exits, severity = portfolio(rows)
    usual = loss_year(exits, severity)
    other = loss_year(exits, severity.assign(mean=severity["mean"] * factor))
    size = factor * max(float(severity["mean"].sum()), 1e-9)
    for level in (0.95, 0.99):
        scaled = factor * usual.shortfall(level)
        assert other.shortfall(level) == pytest.approx(scaled, abs=1e-7 * size)


@FEW
@given(
    masses=st.lists(st.integers(0, 40), min_size=2, max_size=12).filter(sum),
    level=st.sampled_from([0.5, 0.8, 0.9, 0.95]),
)
def test_shortfall_with_atoms_is_the_mean_of_the_worst_outcomes(masses, level):
    # Acerbi and Tasche (2002), by sorting 1,000 equal parts of every outcome.
    chances = np.array(masses, dtype=float) / sum(masses)
    outcomes = np.repeat(np.arange(len(masses)), np.array(masses) * 1000)[::-1]
    worst = (1 - level) * len(outcomes)
    whole = int(np.floor(worst + 1e-9))
    rest = (worst - whole) * (outcomes[whole] if whole < len(outcomes) else 0)
    expected = (outcomes[:whole].sum() + rest) / worst
    assert expected_shortfall(chances, level=level) == pytest.approx(expected, abs=1e-9)
    weights = shortfall_weights(chances, level=level)
    assert weights @ chances == pytest.approx(1.0)
    assert (weights >= -1e-12).all() and (weights <= 1 / (1 - level) + 1e-9).all()
    assert value_at_risk_cell(chances, level=level) <= expected + 1e-9


AMOUNTS = {
    "positions": ["margin_at_stake_per_year", "pay_min_per_year", "pay_max_per_year"],
    "employees": ["pay_per_year"],
    "assets": ["value_per_year"],
    "measures": ["cost_per_post_per_year"],
}


def make(tables: dict[str, pd.DataFrame], inputs: dict[str, Any], as_of="2026-06-30") -> Company:
    drain = {"inputs": inputs, "discount_rate_per_year": 0.05, "draws": 64, "measures_budget": 2500}
    return company_from_tables(
        tables, as_of=as_of, settings=Settings.model_validate({"drain": drain})
    )


@pytest.fixture(scope="module")
def history(base_tables) -> dict[str, pd.DataFrame]:
    """The company with some who left, and one who retires within the year."""
    tables = base_tables()
    employees = tables["employees"].assign(
        born_on=["1961-12-31", "1985-01-01", "1990-01-01"], left_on=None, leave_reason=None
    )
    gone = pd.DataFrame(
        {
            "employee_id": ["E7", "E8"], "position_id": ["P1", "P2"], "hired_on": "2019-05-01",
            "left_on": ["2024-03-31", "2025-09-30"], "leave_reason": "resigned",
        }
    )  # fmt: skip
    return tables | {"employees": pd.concat([employees, gone], ignore_index=True)}


def figures(company: Company, posts=("P1", "P2", "P3")) -> np.ndarray:
    risk, plan = drain_risk(company, posts), best_plan(company, posts)
    rows = plan.summary.set_index("plan")["expected_loss"]
    return np.array([*risk.summary["amount"].to_numpy()[:3], rows[NOTHING], rows[EXPECTED]])


@pytest.fixture(scope="module")
def usual(history, fixed_inputs) -> np.ndarray:
    return figures(make(history, fixed_inputs()))


def test_new_ids_change_no_amount(history, fixed_inputs, usual):
    posts = {"P1": "Z9", "P2": "A1", "P3": "M5"}
    persons = {"E1": "X5", "E2": "X4", "E3": "X1", "E7": "X0", "E8": "X9"}
    assets = {"A1": "K3", "A2": "K2", "A3": "K1"}
    renamed = {
        name: table.iloc[::-1].assign(
            **{
                column: table[column].map(names)
                for column, names in (
                    ("position_id", posts), ("employee_id", persons), ("asset_id", assets)
                )
                if column in table
            }
        )
        for name, table in history.items()
    }  # fmt: skip
    found = figures(make(renamed, fixed_inputs()), posts=tuple(posts.values()))
    assert found == pytest.approx(usual, rel=1e-9)


@pytest.mark.parametrize("days", [1, 1461])
def test_the_same_company_later_has_the_same_amounts(history, fixed_inputs, usual, days):
    # Shifted by a day, and by four years, after which the calendar repeats. The day of retirement
    # keeps its distance within a day.
    def later(column: pd.Series) -> pd.Series:
        moved = pd.to_datetime(column) + pd.Timedelta(days=days)
        return moved.dt.strftime("%Y-%m-%d")

    employees = history["employees"]
    dates = {name: later(employees[name]) for name in ("hired_on", "born_on", "left_on")}
    shifted = history | {"employees": employees.assign(**dates)}
    as_of = str((pd.Timestamp("2026-06-30") + pd.Timedelta(days=days)).date())
    found = figures(make(shifted, fixed_inputs(), as_of=as_of))
    assert found == pytest.approx(usual, rel=1e-9 if days == 1461 else 2e-3)


def test_another_currency_scales_ledger_tail_and_plan(history, fixed_inputs, usual):
    scaled = {
        name: table.assign(**{column: 7.5 * table[column] for column in AMOUNTS.get(name, [])})
        for name, table in history.items()
    }
    company = make(scaled, fixed_inputs())
    drain = company.settings.drain.model_copy(update={"measures_budget": 7.5 * 2500})
    settings_ = company.settings.model_copy(update={"drain": drain})
    rich = company_from_tables(scaled, as_of="2026-06-30", settings=settings_)
    assert figures(rich) == pytest.approx(7.5 * usual, rel=1e-6)


def test_somebody_on_whom_nothing_hangs_changes_only_counts(build, base_tables):
    tables = base_tables()
    post = pd.DataFrame(
        {"position_id": ["P4"], "title": ["Porter"], "unit": ["Plant"], "seats": [1],
         "margin_at_stake_per_year": [0.0], "time_to_fill_days": [90.0], "pay_min_per_year": [0.0],
         "pay_max_per_year": [0.0], "job_family": ["Plant"]}
    )  # fmt: skip
    person = pd.DataFrame(
        {"employee_id": ["E4"], "position_id": ["P4"], "hired_on": ["2015-01-01"],
         "born_on": ["1985-01-01"], "pay_per_year": [0.0]}
    )  # fmt: skip
    wide = build(
        positions=pd.concat([tables["positions"], post]),
        employees=pd.concat([tables["employees"], person]),
    )
    before = drain_risk(build(), ("P1", "P2", "P3"))
    after = drain_risk(wide, ("P1", "P2", "P3", "P4"))
    amounts = ["expected_loss", "value_at_risk_95", "expected_shortfall_95"]
    for name in amounts:
        assert after.figure(name) == pytest.approx(before.figure(name), rel=1e-9)
    more = after.figure("expected_leavers") - before.figure("expected_leavers")
    assert more == pytest.approx(-np.expm1(-0.1 * 365 / 365.25))
