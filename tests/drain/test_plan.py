"""The best plan: priced by the engine, exact over bundles, and honest about weak effects."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from workbench.drain.ground import lay_ground
from workbench.drain.measures import measure_effects, measures_on_and_off
from workbench.drain.plan.build import EXPECTED, NOTHING, SHORTFALL, best_plan
from workbench.drain.plan.bundles import Bundles, make_bundles
from workbench.drain.plan.frontier import knee
from workbench.drain.plan.money import plan_money
from workbench.drain.plan.select import Menu, choose_plan, choose_quickly, plan_cost
from workbench.drain.plan.shortfall import Priced, choose_by_shortfall
from workbench.drain.plan.stake import lay_stake, post_losses, price
from workbench.drain.risk import drain_risk
from workbench.errors import DataError, ParameterError

POSTS = ("P1", "P2", "P3")
# Without a tie the engine has one state and is quick.
UNTIED = {"correlation": 0.0}
FRAMES = ("summary", "items", "measures", "posts", "frontier")


@pytest.fixture(scope="module")
def measures():
    """Five measures on four quantities, one with a cost for the firm."""
    return pd.DataFrame(
        {
            "measure_id": ["M1", "M2", "M3", "M4", "M5"],
            "name": ["Locks", "Ban", "Care", "Second contact", "B role"],
            "kind": ["own", "non_compete", "care", "own", "ab_roles"],
            "moment": ["before", "after", "before", "during", "during"],
            "acts_on": ["secret_loss", "rival_share", "leave_probability", "customer_loss",
                        "cover_share"],
            "effect_p10": [0.2, 0.1, 0.1, 0.1, 0.2],
            "effect_p50": [0.5, 0.2, 0.2, 0.4, 0.5],
            "effect_p90": [0.8, 0.3, 0.3, 0.6, 0.6],
            "cost_per_post_per_year": [900.0, 1500.0, 500.0, 800.0, 1200.0],
            "cost_once_per_post": [100.0, None, None, None, None],
            "cost_once_firm": [None, None, None, 400.0, None],
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def firm(build, measures):
    return build(measures=measures)


@pytest.fixture(scope="module")
def laid(firm):
    """Stake, menu and bundles with weak, middle and strong effects."""
    stake = lay_stake(lay_ground(firm, POSTS, scenarios=("as_usual",)), "as_usual")
    on, _ = measures_on_and_off(firm)
    bundles = make_bundles(on, years=365 / 365.25)
    losses = post_losses(stake, bundles)
    return stake, Menu(losses, bundles, np.ones(losses.shape, dtype=bool))


def _plans(menu: Menu):
    for picks in product(range(menu.losses.shape[1]), repeat=len(menu.losses)):
        bundle = np.array(picks)
        yield bundle, plan_cost(menu.bundles, bundle)


def test_losses_of_nothing_are_the_expected_loss(laid, firm):
    _, menu = laid
    assert menu.losses[:, 0].sum() == pytest.approx(
        drain_risk(firm, POSTS).figure("expected_loss"), abs=1e-6
    )


def test_bundle_of_one_measure_saves_what_the_measure_saves_alone(laid, firm):
    stake, menu = laid
    alone = measure_effects(firm, drain_risk(firm, POSTS)).by_post
    for row in alone.itertuples():
        place = menu.bundles.measure_ids.index(row.measure_id)
        post = stake.position_ids.index(row.position_id)
        saved = menu.losses[post, 0] - menu.losses[post, 1 << place]
        assert saved == pytest.approx(row.saving, abs=1e-6)


def test_two_measures_multiply_and_do_not_add_up(laid):
    # P2 (seller): care on the chance and a second contact on the customer, both on one driver.
    _, menu = laid
    start, contact, care, both = menu.losses[1, [0, 1 << 3, 1 << 2, (1 << 3) | (1 << 2)]]
    assert both == pytest.approx(0.8 * contact) and care == pytest.approx(0.8 * start)
    assert start - both < (start - contact) + (start - care)


def test_price_of_a_plan_equals_the_engine_run_with_other_inputs(build, laid, fixed_inputs):
    # A ban of effect 0.2 everywhere is the same as a share to rivals of 0.4 in place of 0.5.
    stake, menu = laid
    ban = np.full(len(menu.losses), 1 << 1)
    year = price(stake, menu.bundles, ban)
    other = drain_risk(build({"inputs": fixed_inputs(rival_share=0.4)}), POSTS)
    assert year.shortfall(0.95) == pytest.approx(other.figure("expected_shortfall_95"), rel=1e-3)
    loss = menu.losses[np.arange(len(ban)), ban].sum()
    assert loss == pytest.approx(other.figure("expected_loss"), abs=0.05)
    assert year.expected == pytest.approx(loss, rel=1e-6)


def test_price_of_nothing_is_the_status_quo(laid, firm):
    stake, menu = laid
    year = price(stake, menu.bundles, np.zeros(len(menu.losses), dtype=int))
    risk = drain_risk(firm, POSTS)
    assert year.shortfall(0.95) == pytest.approx(risk.figure("expected_shortfall_95"), rel=1e-12)


@pytest.mark.parametrize("budget", [0.0, 500.0, 1300.0, 2600.0, 4000.0, 1e9])
def test_choose_plan_equals_brute_force(laid, budget):
    _, menu = laid
    posts = np.arange(len(menu.losses))
    least = min(
        float(menu.losses[posts, bundle].sum()) for bundle, cost in _plans(menu) if cost <= budget
    )
    exact, quick = choose_plan(menu, budget), choose_quickly(menu, budget)
    assert exact.method == "exact" and exact.cost <= budget
    assert exact.loss == pytest.approx(least, rel=1e-9) and exact.gap < 1e-7
    assert quick.cost <= budget and quick.bound <= least + 1e-6 <= quick.loss + 2e-6


def test_choose_plan_without_a_budget_keeps_what_pays(laid):
    _, menu = laid
    posts = np.arange(len(menu.losses))
    least = min(float(menu.losses[posts, b].sum()) + cost for b, cost in _plans(menu))
    for pick in (choose_plan(menu, np.inf, net=True), choose_quickly(menu, np.inf, net=True)):
        assert pick.loss + pick.cost == pytest.approx(least, rel=1e-9)
        assert pick.gap < 1e-7


@pytest.mark.parametrize("budget", [500.0, 1300.0])
def test_choose_by_shortfall_equals_brute_force(laid, budget):
    # Ranges without width: the spread of a loss stays as it is, and the bound is exact.
    stake, menu = laid
    affordable = [bundle for bundle, cost in _plans(menu) if cost <= budget]
    # One price a set of losses: bundles without effect at a post only cost.
    kept = {tuple(menu.losses[np.arange(len(b)), b].round(6)): b for b in affordable}
    least = min(price(stake, menu.bundles, b).shortfall(0.95) for b in kept.values())
    pick = choose_by_shortfall(Priced(stake, menu), budget, tolerance=1e-6)
    assert pick.cost <= budget
    assert pick.loss == pytest.approx(least, rel=1e-4)
    assert pick.bound <= least * (1 + 1e-6)


def test_plan_by_shortfall_is_never_worse_in_the_worst_twentieth(firm):
    rows = best_plan(firm, POSTS).summary.set_index("plan")
    assert rows.loc[SHORTFALL, "shortfall_95"] <= rows.loc[EXPECTED, "shortfall_95"] + 1e-6
    assert rows.loc[SHORTFALL, "cost"] <= rows.loc[EXPECTED, "cost"] * (1 + 1e-9)


def test_best_plan_with_budget_nothing_is_the_status_quo(firm):
    plan = best_plan(firm, POSTS, budget=0.0)
    assert plan.items.empty and (plan.posts["measures"] == "").all()
    assert (plan.summary["cost"] == 0).all()
    assert np.ptp(plan.summary["shortfall_95"]) == 0
    risk = drain_risk(firm, POSTS)
    assert plan.summary["expected_loss"].to_numpy() == pytest.approx(
        risk.figure("expected_loss"), abs=1e-6
    )


def test_frontier_never_rises_and_starts_at_the_status_quo(firm):
    plan = best_plan(firm, POSTS, budget=1300.0)
    rows = plan.frontier
    assert rows["budget"].iloc[0] == 0 and 1300.0 in set(rows["budget"])
    for column in ("expected_loss", "least_shortfall_95"):
        assert (rows[column].diff().dropna() <= 1e-6).all()
    assert (rows["cost"] <= rows["budget"] + 1e-6).all()
    assert (rows["cost_by_shortfall"] <= rows["budget"] * (1 + 1e-9)).all()
    assert (rows["least_shortfall_95"] <= rows["shortfall_95"] + 1e-6).all()
    assert (rows["expected_loss_low"] <= rows["expected_loss"] + 1e-9).all()
    assert (rows["expected_loss"] <= rows["expected_loss_high"] + 1e-9).all()
    start = plan.summary.set_index("plan").loc[NOTHING]
    assert rows["shortfall_95"].iloc[0] == pytest.approx(start["shortfall_95"])
    assert rows["knee"].sum() <= 1


def test_knee_of_a_straight_line_is_nowhere():
    assert not knee(np.array([0.0, 1.0, 2.0]), np.array([4.0, 3.0, 2.0])).any()
    assert not knee(np.array([0.0]), np.array([4.0])).any()


def test_saving_of_an_item_is_what_comes_back_without_it(firm, laid):
    plan = best_plan(firm, POSTS, budget=2600.0)
    stake, menu = laid
    items = plan.items[plan.items["by_expected_loss"]]
    assert len(items) > 1
    bundle = np.zeros(len(menu.losses), dtype=int)
    for row in items.itertuples():
        bundle[stake.position_ids.index(row.position_id)] |= 1 << menu.bundles.measure_ids.index(
            row.measure_id
        )
    posts = np.arange(len(bundle))
    for row in items.itertuples():
        less = bundle.copy()
        less[stake.position_ids.index(row.position_id)] -= 1 << menu.bundles.measure_ids.index(
            row.measure_id
        )
        back = (menu.losses[posts, less] - menu.losses[posts, bundle]).sum()
        assert row.saving == pytest.approx(back, abs=1e-6)
        assert 0 <= row.saving_low <= row.saving <= row.saving_high
    assert plan.posts["cost"].sum() == pytest.approx(items["cost"].sum())
    assert plan.measures["cost"].sum() == pytest.approx(
        plan.summary.set_index("plan").loc[EXPECTED, "cost"]
    )


def test_best_plan_does_not_depend_on_order_or_names_of_posts(build, base_tables, measures):
    tables = base_tables()
    names = {"P1": "Q9", "P2": "Q1", "P3": "Q5"}
    turned = {
        name: (
            tables[name].assign(position_id=tables[name]["position_id"].map(names))
            if "position_id" in tables[name] else tables[name]
        ).iloc[::-1].reset_index(drop=True)
        for name in ("positions", "employees", "assets", "holdings")
    }  # fmt: skip
    other = build(UNTIED, measures=measures.iloc[::-1].reset_index(drop=True), **turned)
    first = best_plan(build(UNTIED, measures=measures), POSTS, budget=2600.0)
    second = best_plan(other, ("Q9", "Q1", "Q5"), budget=2600.0)
    numbers = ["cost", "expected_loss", "shortfall_95"]
    assert second.summary[numbers].to_numpy() == pytest.approx(
        first.summary[numbers].to_numpy(), rel=1e-9
    )
    pairs = {
        (names[row.position_id], row.measure_id)
        for row in first.items[first.items["by_expected_loss"]].itertuples()
    }
    mine = second.items[second.items["by_expected_loss"]]
    assert set(zip(mine["position_id"], mine["measure_id"], strict=True)) == pairs


def test_break_even_of_an_item_is_where_it_saves_what_it_costs(build, measures, firm):
    plan = best_plan(firm, POSTS)
    items, table = plan.items, measures.set_index("measure_id")
    middle = table.loc[items["measure_id"], "effect_p50"].to_numpy()
    at_needed = items["saving"] * items["break_even_effect"] / middle
    assert at_needed.to_numpy() == pytest.approx(items["cost"].to_numpy())
    weak = table.loc[items["measure_id"], "effect_p10"].to_numpy()
    assert items["weak_effect"].tolist() == weak.tolist()
    enough = items["saving_low"] >= items["cost"]
    assert (enough == (items["weak_effect"] >= items["break_even_effect"])).all()
    # With exactly that effect in the table the measure of one item saves its cost.
    row = items[items["by_expected_loss"]].iloc[0]
    known = measures["measure_id"] == row["measure_id"]
    exact = measures.assign(
        effect_p50=measures["effect_p50"].mask(known, row["break_even_effect"]),
        effect_p10=0.0, effect_p90=1.0,
    )  # fmt: skip
    again = best_plan(build(measures=exact), POSTS, budget=1e9).items
    same = again[
        (again["position_id"] == row["position_id"]) & (again["measure_id"] == row["measure_id"])
    ]
    assert same["saving"].iloc[0] <= row["cost"] * (1 + 1e-6)


def test_plan_starts_from_the_loss_of_the_page_in_every_scenario(build, measures):
    # With followers, too: contacts count with their raised chance.
    ties = pd.DataFrame({"from_employee": ["E1"], "to_employee": ["E3"], "kind": ["work"]})
    firm = build({"draws": 64}, measures=measures, ties=ties)
    for scenario in ("followers", "several_at_once"):
        risk = drain_risk(firm, POSTS, scenario=scenario)
        ground = lay_ground(firm, POSTS, scenarios=(scenario,))
        stake = lay_stake(ground, scenario)
        on, _ = measures_on_and_off(firm)
        losses = post_losses(stake, make_bundles(on, years=1.0))
        assert losses[:, 0].sum() == pytest.approx(risk.figure("expected_loss"))


def test_wider_effects_widen_what_the_plan_leaves(build, measures):
    narrow = measures.assign(effect_p10=measures["effect_p50"], effect_p90=measures["effect_p50"])
    rows = best_plan(build(UNTIED, measures=narrow), POSTS, budget=2600.0).summary
    assert rows["expected_loss_high"].to_numpy() == pytest.approx(rows["expected_loss_low"])
    wide = best_plan(build(UNTIED, measures=measures), POSTS, budget=2600.0).summary
    assert (wide["expected_loss_high"] > wide["expected_loss_low"])[1:].all()


def test_measure_in_place_is_not_proposed_again(build, measures):
    agreed = pd.DataFrame(
        {"position_id": ["P2", "P1"], "measure_id": ["M4", "M1"],
         "due_on": ["2026-03-31", "2026-09-30"], "done_on": ["2026-03-01", None]}
    )  # fmt: skip
    plan = best_plan(build(UNTIED, measures=measures, post_measures=agreed), POSTS)
    assert plan.in_place[["position_id", "measure_id"]].to_numpy().tolist() == [["P2", "M4"]]
    pairs = set(zip(plan.items["position_id"], plan.items["measure_id"], strict=True))
    assert ("P2", "M4") not in pairs and ("P1", "M1") in pairs


def test_retirement_is_not_prevented_by_care(build, base_tables, measures):
    employees = base_tables()["employees"].assign(
        born_on=["1980-01-01", "1985-01-01", "1962-01-01"]
    )
    firm = build(UNTIED, employees=employees, measures=measures)
    # Seller E3 is 64 and turns 65 on 2027-01-01, within the horizon.
    plan = best_plan(firm, POSTS)
    pairs = set(zip(plan.items["position_id"], plan.items["measure_id"], strict=True))
    assert ("P2", "M3") not in pairs


def test_best_plan_without_measures_or_people_says_what_is_lacking(build, measures, firm):
    for plan in (best_plan(build(measures=None), POSTS), best_plan(firm, ("P3",))):
        assert plan.lacks.startswith("not assessed")
        assert all(getattr(plan, name).empty for name in FRAMES)
    deposit = measures.head(1).assign(kind="deposit")
    assert "may be counted" in best_plan(build(measures=deposit), POSTS).lacks
    many = pd.concat([measures] * 3).assign(measure_id=[f"M{n}" for n in range(15)])
    assert best_plan(build(measures=many), POSTS).lacks.startswith("not assessed: 15 measures")


def test_best_plan_where_nobody_leaves_buys_nothing(build, measures, fixed_inputs):
    firm = build({"inputs": fixed_inputs(leave_rate_per_year=0.0)}, measures=measures)
    plan = best_plan(firm, POSTS)
    assert plan.items.empty and len(plan.frontier) == 1
    assert (plan.summary[["cost", "expected_loss", "shortfall_95"]] == 0).all().all()


def test_best_plan_refuses_a_budget_below_nothing(firm):
    with pytest.raises(ParameterError, match="budget: -1"):
        best_plan(firm, POSTS, budget=-1.0)


def test_make_bundles_refuses_more_than_twelve_measures(measures):
    many = pd.concat([measures] * 3).assign(cost_once_per_post=0.0, cost_once_firm=0.0)
    with pytest.raises(DataError, match="15 rows may be counted, at most 12"):
        make_bundles(many, years=1.0)


def test_large_menu_goes_to_the_hull_with_a_certificate():
    rng = np.random.default_rng(3)
    has = (np.arange(64)[:, None] >> np.arange(6) & 1).astype(bool)
    kept = 1.0 - rng.uniform(0.1, 0.5, 6)
    single, firm_cost = rng.uniform(3, 14, 6) * 1e3, np.array([4e4, 0, 0, 1.5e4, 0, 0])
    drivers = np.where(has, kept, 1.0)
    bundles = Bundles(tuple("ABCDEF"), has, has @ single, firm_cost, np.ones(64), drivers)
    losses = rng.lognormal(9, 1.5, (600, 6)) @ drivers.T
    menu = Menu(losses, bundles, np.ones(losses.shape, dtype=bool))
    pick = choose_plan(menu, 5e5)
    assert pick.method == "hull" and pick.gap < 1e-3 and pick.cost <= 5e5


@pytest.mark.parametrize("budget", [None, 0.0, 3000.0])
def test_the_money_of_a_plan_is_that_of_the_plan(firm, budget):
    plan = best_plan(firm, POSTS, budget=budget, **UNTIED).summary.set_index("plan")
    ground = lay_ground(firm, POSTS, scenarios=("as_usual",), horizon_days=None, correlation=0.0)
    money = plan_money(ground, "as_usual", budget=budget)
    nothing, best = plan.loc[NOTHING], plan.loc[EXPECTED]
    assert money.cost == pytest.approx(best["cost"])
    assert money.saving == pytest.approx(nothing["expected_loss"] - best["expected_loss"])
    assert money.saving_low <= money.saving <= money.saving_high


def test_the_money_of_no_plan_is_unknown(build):
    ground = lay_ground(
        build(measures=None), POSTS, scenarios=("as_usual",), horizon_days=None, correlation=0.0
    )
    money = plan_money(ground, "as_usual")
    assert "needs table measures" in money.lacks
    assert np.isnan([money.cost, money.saving]).all()
