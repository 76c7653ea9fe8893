"""A move of a slider gives what the whole computation gives with settings that say the same."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.drain.channels import DRIVERS
from workbench.drain.ground import lay_ground
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.build import EXPECTED, best_plan
from workbench.drain.plan.bundles import make_bundles
from workbench.drain.plan.stake import lay_stake, post_losses, price
from workbench.drain.risk import drain_risk
from workbench.drain.what_if import answer as answers
from workbench.drain.what_if.build import drain_with, prepare_drain
from workbench.drain.what_if.options import moved_range
from workbench.drain.what_if.parts import COVERED, WRITTEN
from workbench.errors import ParameterError
from workbench.settings import Range, Settings

POSTS = ("P1", "P2", "P3")
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FIGURES = ("expected_loss", "value_at_risk_95", "expected_shortfall_95")
SCENARIOS = {
    "offer": {
        "sentence": "The chemists are approached.", "team_positions": ["P1"],
        "team_probability": 0.4, "leave_factor": 1.5, "rival_share_added": 0.1,
    },
    "goes": {"sentence": "The seller goes.", "leaving_positions": ["P2"]},
}  # fmt: skip
MEASURES = pd.DataFrame(
    {
        "measure_id": ["M1", "M2", "M3", "M4"],
        "name": ["Locks", "Care", "B role", "Records"],
        "kind": ["own", "care", "ab_roles", "data_backup"],
        "moment": ["before", "before", "during", "before"],
        "acts_on": ["secret_loss", "leave_probability", "cover_share", "knowledge_loss"],
        "effect_p10": 0.1,
        "effect_p50": [0.5, 0.2, 0.5, 0.4],
        "effect_p90": 0.8,
        "cost_per_post_per_year": [900.0, 500.0, 1200.0, 700.0],
        "cost_once_firm": [None, None, 400.0, None],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def make(build, base_tables):
    """The small company with ranges that have a width, and one chemist near retirement."""

    def with_settings(**drain):
        people = base_tables()["employees"].assign(born_on=["1961-09-01", "1985-01-01", None])
        return build(
            {"inputs": {}, "scenarios": SCENARIOS, **drain}, measures=MEASURES, employees=people
        )

    return with_settings


@pytest.fixture(scope="module")
def what_if(make):
    return prepare_drain(make(), POSTS)


def figures(answer) -> list[float]:
    return [getattr(answer, name) for name in FIGURES]


def of_risk(risk) -> list[float]:
    return [risk.figure(name) for name in FIGURES]


def test_answer_in_force_is_the_one_of_the_report(what_if):
    risk = drain_risk(what_if.company, POSTS)
    before = drain_with(what_if, what_if.in_force)
    assert before is what_if.before
    assert figures(before) == pytest.approx(of_risk(risk), abs=0.005)
    posts = risk.posts.set_index("position_id").loc[before.posts["position_id"]]
    for column in ("shortfall", "expected_loss"):
        assert before.posts[column].to_numpy() == pytest.approx(posts[column], abs=0.005)
    pd.testing.assert_frame_equal(before.curve, risk.curve)
    plan = best_plan(what_if.company, POSTS).summary.set_index("plan").loc[EXPECTED]
    assert before.plan.cost == pytest.approx(plan["cost"], abs=0.005)
    assert before.expected_loss - before.plan.saving == pytest.approx(
        plan["expected_loss"], abs=0.005
    )


@pytest.mark.parametrize("scenario", ["as_usual", "offer", "goes", "retirement_wave"])
@pytest.mark.parametrize(
    "moves",
    [
        {"cover_share": 0.3}, {"cover_share": 0.8}, {"leave_factor": 1.7}, {"correlation": 0.4},
        {"cover_share": 1.0, "leave_factor": 0.5, "correlation": 0.0},
    ],
)  # fmt: skip
def test_move_equals_the_full_computation_with_other_settings(what_if, make, scenario, moves):
    options = replace(what_if.in_force, scenario=scenario, **moves)
    given = what_if.company.settings.drain
    scenarios = {
        name: each.model_copy(
            update={
                "leave_factor": each.leave_factor * options.leave_factor,
                "correlation": options.correlation,
            }
        )
        for name, each in given.scenarios.items()
    }
    cover = moved_range(given.inputs.cover_share, options.cover_share)
    other = make(
        inputs={"cover_share": cover.model_dump()},
        scenarios={name: each.model_dump() for name, each in scenarios.items()},
    )
    found, risk = drain_with(what_if, options), drain_risk(other, POSTS, scenario=scenario)
    assert figures(found) == pytest.approx(of_risk(risk), abs=0.005)
    posts = risk.posts.set_index("position_id").loc[found.posts["position_id"]]
    assert found.posts["shortfall"].to_numpy() == pytest.approx(posts["shortfall"], abs=0.005)


def test_methods_written_down_equal_a_measure_of_that_effect_everywhere(what_if):
    company = what_if.company
    stake = lay_stake(lay_ground(company, POSTS, scenarios=("as_usual",)), "as_usual")
    on, _ = measures_on_and_off(company)
    bundles = make_bundles(on, years=1.0)
    records = np.full(len(stake.position_ids), 1 << bundles.measure_ids.index("M4"))
    found = drain_with(what_if, replace(what_if.in_force, written_share=0.4))
    losses = post_losses(stake, bundles)[np.arange(len(records)), records]
    assert found.expected_loss == pytest.approx(losses.sum(), abs=0.02)
    year = price(stake, bundles, records)
    assert found.expected_shortfall_95 == pytest.approx(year.shortfall(0.95), rel=1e-6)
    assert found.expected_loss < what_if.before.expected_loss


def test_what_cover_and_records_move_is_what_the_drivers_declare():
    assert COVERED == ("work undone while vacant", "newcomer still learning")
    assert WRITTEN == ("method without its holder", "method learnt anew")
    assert {*COVERED, *WRITTEN} <= {driver.name for driver in DRIVERS}


@pytest.mark.parametrize("budget", [0.0, 900.0, 2600.0, 1e7])
def test_budget_gives_nearly_the_plan_of_the_report_and_moves_nothing_else(what_if, budget):
    found = drain_with(what_if, replace(what_if.in_force, budget=budget))
    plan = best_plan(what_if.company, POSTS, budget=budget).summary.set_index("plan").loc[EXPECTED]
    assert found.plan.cost <= budget
    left = what_if.before.expected_loss - found.plan.saving
    # Within the part that it names of the plan with a proof.
    assert left * (1 - found.plan.could_be_better) <= plan["expected_loss"] + 0.01
    assert plan["expected_loss"] <= left + 0.01
    assert left == pytest.approx(plan["expected_loss"], rel=0.02)
    assert figures(found) == figures(what_if.before)
    assert found.plan.posts.empty == (budget == 0.0)
    # What the firm pays once is in the whole alone.
    assert found.plan.posts["saving"].sum() == pytest.approx(found.plan.saving)
    assert found.plan.posts["cost"].sum() <= found.plan.cost


def test_plan_follows_the_other_options(what_if):
    free = drain_with(what_if, replace(what_if.in_force, written_share=1.0, budget=1e7))
    assert not free.plan.posts["measures"].str.contains("Records").any()
    bound = drain_with(what_if, replace(what_if.in_force, cover_share=1.0, budget=1e7))
    usual = drain_with(what_if, replace(what_if.in_force, budget=1e7))
    assert bound.plan.saving < usual.plan.saving


def test_scenario_that_names_a_post_adds_it(make):
    what_if = prepare_drain(make(), ("P1",))
    assert what_if.before.added == () and list(what_if.before.posts["position_id"]) == ["P1"]
    found = drain_with(what_if, replace(what_if.in_force, scenario="goes"))
    assert found.added == ("P2",)
    assert figures(found) == pytest.approx(
        of_risk(drain_risk(what_if.company, ("P1",), scenario="goes")), abs=0.005
    )


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("leave_factor", 21.0, "leave_factor: 21.0 found. Allowed: 0 to 20."),
        ("correlation", 1.0, "correlation: 1.0 found"),
        ("cover_share", float("nan"), "cover_share: nan found. Allowed: 0 to 1."),
        ("written_share", -0.1, "written_share: -0.1 found"),
        ("budget", -1.0, "budget: -1.0 found. Allowed: a number of at least 0, or none."),
        ("scenario", "war", "There is no scenario 'war'"),
    ],
)
def test_option_out_of_range_is_refused_in_words(what_if, option, value, words):
    with pytest.raises(ParameterError, match=r"Allowed|Known") as problem:
        drain_with(what_if, replace(what_if.in_force, **{option: value}))
    assert words in str(problem.value)


@pytest.mark.parametrize("middle", [0.0, 0.001, 0.3, 0.5, 0.8, 0.999, 1.0])
def test_moved_range_stays_in_order_and_within_one(middle):
    for points in ((0.2, 0.5, 0.7), (0.0, 0.0, 0.4), (0.6, 1.0, 1.0), (0.3, 0.3, 0.3)):
        share = Range(p10=points[0], p50=points[1], p90=points[2], source="by hand")
        moved = moved_range(share, middle)
        assert 0 <= moved.p10 <= moved.p50 == middle <= moved.p90 <= 1


def test_what_cannot_be_priced_or_planned_says_why(build):
    assert prepare_drain(build(measures=None), POSTS).before.plan.lacks.startswith("not assessed")
    nobody = prepare_drain(build(), ("P3",))
    assert nobody.before.lacks.startswith("Nobody holds one of these posts")
    assert nobody.most_budget == 0.0
    moved = drain_with(nobody, replace(nobody.in_force, leave_factor=2.0))
    assert np.isnan(moved.expected_loss) and moved.posts.empty and moved.curve.empty


def test_amounts_that_are_unknown_stay_unknown(build, base_tables):
    tables = base_tables()
    bare = tables["positions"][["position_id", "title", "unit", "job_family", "seats"]]
    what_if = prepare_drain(
        build(positions=bare, assets=None, holdings=None, measures=None), ("P1", "P2")
    )
    assert what_if.before.lacks.startswith("not assessed")
    assert np.isnan(what_if.before.expected_loss)


def test_more_people_are_answered_nearly_as_exactly(what_if, monkeypatch):
    options = replace(what_if.in_force, leave_factor=1.4)
    exact = drain_with(what_if, options)
    monkeypatch.setattr(answers, "EXACT_PEOPLE", 0)
    quick = drain_with(what_if, options)
    assert quick.expected_loss == exact.expected_loss
    assert quick.expected_shortfall_95 == pytest.approx(exact.expected_shortfall_95, rel=1e-3)


def test_sample_under_a_scenario_with_followers_equals_the_report():
    company = load_company(SAMPLE)
    posts = ("P0018", "P0020", "P0028", "P0035", "P0063")
    what_if = prepare_drain(company, posts, scenario="followers")
    risk = drain_risk(company, posts, scenario="followers")
    assert figures(what_if.before) == pytest.approx(of_risk(risk), abs=0.005)
    drain = company.settings.drain
    faster = drain.scenarios["followers"].model_copy(update={"leave_factor": 1.5})
    scenarios = {**drain.scenarios, "followers": faster}
    settings = Settings.model_validate(
        company.settings.model_dump() | {"drain": drain.model_copy(update={"scenarios": scenarios})}
    )
    other = drain_risk(replace(company, settings=settings), posts, scenario="followers")
    found = drain_with(what_if, replace(what_if.in_force, leave_factor=1.5))
    assert figures(found) == pytest.approx(of_risk(other), abs=0.005)
    # The plan starts from the same loss.
    plan = best_plan(company, posts, scenario="followers", budget=0.0)
    assert plan.summary["expected_loss"].iloc[0] == pytest.approx(risk.figure("expected_loss"))
