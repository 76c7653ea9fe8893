"""The panel shows what the full computation gives, says what is wrong, and goes back."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from workbench.company import company_from_tables, load_company
from workbench.drain.risk import drain_risk
from workbench.drain.what_if.build import prepare_drain
from workbench.drain.what_if.options import moved_range
from workbench.errors import ParameterError
from workbench.settings import Settings
from workbench.widgets import drain_panel as panels
from workbench.widgets.drain_panel import DrainPanel, drain_panel
from workbench.words import money

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
POSTS = ("P0005", "P0018", "P0020", "P0028", "P0050", "P0063")
FIGURES = ("expected_loss", "value_at_risk_95", "expected_shortfall_95")


@pytest.fixture(scope="module")
def company():
    return load_company(SAMPLE)


@pytest.fixture(scope="module")
def what_if(company):
    return prepare_drain(company, POSTS)


@pytest.fixture
def panel(what_if) -> DrainPanel:
    return DrainPanel(what_if)


def slide(panel: DrainPanel, name: str, value: float) -> None:
    panel.sliders.shares[name].slider.value = value


def everything(panel: DrainPanel) -> str:
    return panel.summary.value + panel.plan.value + panel.table.value + pictures(panel)


def pictures(panel: DrainPanel) -> str:
    return json.dumps([*panel.curve.outputs, *panel.posts.outputs])


def with_drain(company, **changes):
    """Give the same company with other settings of the drain."""
    drain = company.settings.drain.model_copy(update=changes).model_dump()
    settings = Settings.model_validate(company.settings.model_dump() | {"drain": drain})
    return replace(company, settings=settings)


def test_panel_starts_with_the_figures_of_the_report(panel, company) -> None:
    risk = drain_risk(company, POSTS)
    for name in FIGURES:
        assert getattr(panel.now, name) == pytest.approx(risk.figure(name), abs=0.005)
        assert money(risk.figure(name), risk.currency) in panel.summary.value
    assert panel.sliders.options == panel.what_if.in_force
    assert " %</td>" not in panel.summary.value  # no change to tell
    top = risk.posts.sort_values("shortfall", ascending=False)["position_id"].iloc[0]
    assert (
        top in panel.posts.outputs[0]["data"]["application/vnd.plotly.v1+json"]["data"][0]["y"][-1]
    )


def test_sliders_moved_give_the_full_computation(panel, company) -> None:
    slide(panel, "leave_factor", 1.5)
    slide(panel, "correlation", 0.3)
    slide(panel, "cover_share", 65)
    drain = company.settings.drain
    faster = drain.scenarios["as_usual"].model_copy(update={"leave_factor": 1.5})
    cover = moved_range(drain.inputs.cover_share, 0.65)
    other = with_drain(
        company, correlation=0.3, scenarios={**drain.scenarios, "as_usual": faster},
        inputs=drain.inputs.model_copy(update={"cover_share": cover}),
    )  # fmt: skip
    risk = drain_risk(other, POSTS)
    for name in FIGURES:
        assert getattr(panel.now, name) == pytest.approx(risk.figure(name), abs=0.005)
        assert money(risk.figure(name), risk.currency) in panel.summary.value
    assert "as in the settings" in pictures(panel)


def test_methods_written_down_lower_the_loss_and_nothing_more(panel) -> None:
    slide(panel, "written_share", 100)
    assert 0 < panel.now.expected_loss < panel.what_if.before.expected_loss
    assert "Backup of technical data" not in panel.plan.value


def test_budget_of_nothing_buys_nothing_and_more_buys_more(panel) -> None:
    assert panel.sliders.shares["budget"].slider.disabled
    panel.sliders.limited.value = True
    assert not panel.sliders.shares["budget"].slider.disabled
    slide(panel, "budget", 0)
    assert "With a budget of EUR 0 no measure can be had: the plan is empty." in panel.plan.value
    assert panel.now.plan.posts.empty
    saved = [0.0]
    for budget in (20_000, 60_000, panel.sliders.shares["budget"].slider.max):
        slide(panel, "budget", budget)
        assert panel.now.plan.cost <= budget
        saved.append(panel.now.plan.saving)
    assert saved == sorted(saved) and saved[-1] > saved[1] > 0
    assert "It costs more than it saves" in panel.plan.value or saved[-1] >= panel.now.plan.cost


def test_another_scenario_brings_its_tie_and_its_posts(panel, company) -> None:
    slide(panel, "cover_share", 70)
    panel.sliders.scenario.value = "rival_next_door"
    assert panel.sliders.options.correlation == 0.25
    assert panel.sliders.options.cover_share == 0.7  # what was chosen stays
    panel.sliders.scenario.value = "lift_out"
    assert panel.sliders.options.correlation == company.settings.drain.correlation
    assert "A rival makes an offer to the powder and digital team" in panel.summary.value
    assert "The scenario names P0029, P0031 and P0032, which are priced with the others" in (
        panel.summary.value
    )


def test_reset_restores_the_start(panel) -> None:
    start = everything(panel)
    panel.sliders.scenario.value = "several_at_once"
    for name, value in (("leave_factor", 2.0), ("correlation", 0.5), ("written_share", 30)):
        slide(panel, name, value)
    panel.sliders.limited.value = True
    slide(panel, "budget", 50_000)
    assert everything(panel) != start
    panel.back.click()
    assert panel.sliders.options == panel.what_if.in_force
    assert panel.now is panel.what_if.before
    assert everything(panel) == start


def test_panel_computes_again_only_when_an_option_changes(panel, monkeypatch) -> None:
    moved = []
    monkeypatch.setattr(panel.sliders, "_moved", lambda: moved.append(1))
    for share in panel.sliders.shares.values():  # a browser sends numbers back off by a digit
        share.slider.value = share.slider.value * (1 + 2e-16) - 1e-15
    assert moved == []
    panel.sliders.scenario.value = "market_shock"
    assert moved == [1]
    panel.back.click()
    assert moved == [1, 1]


def test_bad_value_is_said_in_a_sentence_and_no_traceback(panel, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise ParameterError("cover_share: 3.0 found. Allowed: 0 to 1.")

    monkeypatch.setattr(panels, "drain_with", refuse)
    slide(panel, "cover_share", 10)
    assert "cover_share: 3.0 found. Allowed: 0 to 1." in panel.summary.value
    assert panel.plan.value == panel.table.value == ""
    assert panel.curve.outputs == panel.posts.outputs == ()
    monkeypatch.undo()
    slide(panel, "cover_share", 20)
    assert panel.curve.outputs and "expected loss" in panel.summary.value


def test_sliders_keep_to_what_can_be_computed(panel) -> None:
    slide(panel, "cover_share", 300)
    slide(panel, "leave_factor", -4)
    options = panel.sliders.options
    assert options.cover_share == 1.0 and options.leave_factor == 0.0
    assert "expected loss" in panel.summary.value


def small(**drain):
    """Give two posts, one of them held, and nothing else."""
    posts = pd.DataFrame(
        {"position_id": ["P1", "P2"], "title": "<img src=x onerror=alert(1)>", "seats": 1,
         "margin_at_stake_per_year": 500_000.0, "time_to_fill_days": 120.0}
    )  # fmt: skip
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    tables = {"positions": posts, "employees": people}
    settings = Settings.model_validate({"drain": drain})
    return company_from_tables(tables, as_of="2026-06-30", settings=settings)


def test_start_values_are_those_of_the_settings() -> None:
    company = small(correlation=0.8, measures_budget=123_456.0)
    panel = DrainPanel(prepare_drain(company, ["P1"]))
    assert panel.sliders.options == panel.what_if.in_force
    assert panel.sliders.options.budget == 123_456.0
    assert panel.sliders.shares["correlation"].slider.max >= 0.8
    assert panel.sliders.limited.value


def test_panel_names_posts_and_no_person(panel, company) -> None:
    panel.sliders.scenario.value = "several_at_once"
    shown = everything(panel)
    held = company.incumbents.merge(company.employees[["employee_id", "name"]], on="employee_id")
    for who in held.loc[held["position_id"].isin(POSTS)].itertuples():
        assert who.employee_id not in shown and who.name not in shown


def test_panel_takes_markup_for_text_and_lives_without_measures() -> None:
    company = small()
    panel = DrainPanel(prepare_drain(company, ["P1"]))
    assert "<img" not in everything(panel)
    assert "Measures are not assessed" in panel.plan.value
    slide(panel, "leave_factor", 2.0)
    assert panel.now.expected_loss > panel.what_if.before.expected_loss
    empty = DrainPanel(prepare_drain(company, ["P2"]))
    assert "Nobody holds one of these posts" in empty.summary.value
    slide(empty, "leave_factor", 2.0)
    assert empty.curve.outputs == ()


def test_drain_panel_is_a_widget() -> None:
    assert drain_panel(small(), ["P1"], horizon_days=180).children
