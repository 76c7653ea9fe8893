"""What the loss hangs on, against the ledger and the engine run with other inputs."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.drain.channels import DRIVERS
from workbench.drain.engine import loss_year
from workbench.drain.ground import lay_ground
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan.bundles import make_bundles
from workbench.drain.plan.stake import lay_stake, post_losses
from workbench.drain.ranges import draw_levels
from workbench.drain.risk import drain_risk
from workbench.drain.sensitivity import analyse, decision, display
from workbench.drain.sensitivity.analyse import EXPECTED, SHORTFALL, sensitivity
from workbench.drain.sensitivity.decision import worth_for_measures
from workbench.drain.sensitivity.findings import findings
from workbench.drain.sensitivity.inputs import (
    ASSUMPTION,
    FILL,
    LEAVING,
    PLACEHOLDER,
    SOURCE,
    TIE,
)
from workbench.drain.sensitivity.model import make_model
from workbench.drain.sensitivity.options import draw_stakes, net_benefits
from workbench.drain.sensitivity.tornado import NO_EFFECT, NO_WIDTH, TAIL_ONLY, tornado
from workbench.drain.sensitivity.two_way import two_way_map
from workbench.drain.tables import expected_loss_draws
from workbench.settings import Settings
from workbench.settings.drain import LossInputs
from workbench.words import money

POSTS = ("P1", "P2", "P3")
WIDE = {
    "leave_rate_per_year": (0.05, 0.1, 0.2),
    "secret_use_share": (0.2, 0.4, 0.7),
    "notice_days": (30.0, 60.0, 100.0),
    "ramp_days": (60.0, 146.1, 250.0),
    "customer_follow_share": (0.1, 0.3, 0.6),
}


@pytest.fixture(scope="module", autouse=True)
def _few_points():
    """Fewer points than in a report: what is tested here holds for any number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analyse, "_POINTS", {EXPECTED: 256, SHORTFALL: 64})
        patch.setattr(analyse, "_PATHS", 512)
        patch.setattr(decision, "DRAWS", 512)
        yield


@pytest.fixture(scope="module")
def wide_inputs(fixed_inputs):
    """Five ranges with a width, the others without; the gain of the rival is counted elsewhere."""
    inputs = fixed_inputs(overlap_share=1.0)
    for name, (p10, p50, p90) in WIDE.items():
        source = "placeholder range of the workbench" if name == "ramp_days" else "by hand"
        inputs[name] = {"p10": p10, "p50": p50, "p90": p90, "source": source}
    inputs["rival_gain_share"] = {"p10": 0.0, "p50": 0.02, "p90": 0.05, "source": "by hand"}
    return inputs


@pytest.fixture(scope="module")
def firm(build, wide_inputs):
    return build({"inputs": wide_inputs})


@pytest.fixture(scope="module")
def ground(firm):
    return lay_ground(firm, POSTS, scenarios=("as_usual",))


@pytest.fixture(scope="module")
def model(ground):
    return make_model(ground, "as_usual")


@pytest.fixture(scope="module")
def known_fill(model):
    """The model with times to fill as the ledger has them."""
    return replace(model, fill=None)


@pytest.fixture(scope="module")
def rows(known_fill):
    return tornado(known_fill).set_index("input")


@pytest.fixture(scope="module")
def found(firm):
    return sensitivity(firm, POSTS)


@pytest.mark.parametrize("name", list(WIDE))
@pytest.mark.parametrize(("end", "place"), [("p10", 0), ("p90", 2)])
def test_each_end_equals_the_ledger_run_with_that_value(
    build, fixed_inputs, known_fill, rows, name, end, place
):
    # Everything in its middle but one input, once as a level and once as settings of its own.
    changed = {"overlap_share": 1.0, name: WIDE[name][place]}
    other = lay_ground(build({"inputs": fixed_inputs(**changed)}), POSTS, scenarios=("as_usual",))
    exits = other.all_exits("as_usual")
    severity = other.ledger(exits).severity
    row = rows.loc[LEAVING if name == "leave_rate_per_year" else name]
    expected = float(exits.total @ severity["mean"])
    assert row[f"expected_loss_at_{end}"] == pytest.approx(expected, abs=0.05)
    tail = loss_year(exits, severity.assign(cv=known_fill.cv)).shortfall(0.95)
    assert row[f"shortfall_at_{end}"] == pytest.approx(tail, rel=1e-3)


def test_inputs_that_move_nothing_keep_their_row_and_say_why(rows):
    assert rows.loc["overlap_share", "note"] == NO_WIDTH
    assert rows.loc["rival_gain_share", "note"] == NO_EFFECT
    assert rows.loc[["overlap_share", "rival_gain_share"], "expected_loss_swing"].eq(0).all()
    assert rows.loc["trust_loss_share", "note"] == NO_WIDTH
    assert len(rows) == len(LossInputs.model_fields) + 2


def test_tie_moves_the_worst_twentieth_and_not_the_expected_loss(rows):
    row = rows.loc[TIE]
    assert row["note"] == TAIL_ONLY and row["expected_loss_swing"] == 0
    assert row["shortfall_at_p10"] < row["shortfall_at_p90"]
    assert (row["p10"], row["p50"], row["p90"], row["basis"]) == (0.05, 0.15, 0.30, ASSUMPTION)


def test_basis_tells_placeholders_from_sources(rows):
    assert rows.loc["ramp_days", "basis"] == PLACEHOLDER
    assert rows.loc["secret_use_share", "basis"] == SOURCE
    # Nobody who left is recorded, so the rate rests on the settings too.
    assert rows.loc[LEAVING, "basis"] == SOURCE


def test_tie_of_the_settings_stays_the_middle_beyond_the_usual_ends(build):
    ground = lay_ground(build(), POSTS, scenarios=("as_usual",), correlation=0.4)
    tie = make_model(ground, "as_usual").inputs[-1].range
    assert (tie.p10, tie.p50, tie.p90) == (0.05, 0.4, 0.4)


def test_levels_of_the_report_give_the_ledger_and_its_range(ground, known_fill):
    # The same sequence, put in as levels, gives the draws of the ledger and of the expected loss.
    drain = ground.company.settings.drain
    names = (*LossInputs.model_fields, "leaving")
    drawn = draw_levels(names, draws=drain.draws, seed=drain.seed)
    drawn |= {LEAVING: drawn["leaving"], TIE: drawn["leaving"], FILL: drawn["leaving"]}
    levels = np.stack([drawn[name] for name in known_fill.names])
    ledger = ground.ledger(ground.all_exits("as_usual"))
    assert known_fill.means(levels) == pytest.approx(ledger.draws, rel=1e-12)
    expected = expected_loss_draws(ground, "as_usual", ledger).sum(axis=0)
    assert known_fill.expected_loss(levels) == pytest.approx(expected, rel=1e-12)


def test_map_marks_the_report_and_ties_leave_the_expected_loss(ground):
    table = two_way_map(ground, "as_usual", factors=(0.5, 2.0), correlations=(0.0, 0.3))
    assert table.groupby("leave_factor")["expected_loss"].nunique().eq(1).all()
    assert len(table) == 3 * 3 and table["present"].sum() == 1
    now, risk = table[table["present"]].iloc[0], drain_risk(ground.company, POSTS)
    assert now["expected_loss"] == pytest.approx(risk.figure("expected_loss"), abs=0.05)
    assert now["shortfall_95"] == pytest.approx(risk.figure("expected_shortfall_95"), rel=1e-3)
    assert now["value_at_risk_99"] == pytest.approx(risk.year.value_at_risk(0.99), rel=2e-3)
    wide = table.pivot_table(index="leave_factor", columns="correlation")["expected_loss"]
    assert (np.diff(wide.to_numpy(), axis=0) > 0).all()


def test_map_equals_a_scenario_of_that_factor_and_tie(build, wide_inputs):
    scenarios = {"double": {"sentence": "Twice.", "leave_factor": 2.0, "correlation": 0.3}}
    firm = build({"inputs": wide_inputs, "scenarios": scenarios})
    ground = lay_ground(firm, POSTS, scenarios=("as_usual",))
    table = two_way_map(ground, "as_usual", factors=(2.0,), correlations=(0.3,))
    row = table[(table["leave_factor"] == 2) & (table["correlation"] == 0.3)].iloc[0]
    risk = drain_risk(firm, POSTS, scenario="double")
    assert row["expected_loss"] == pytest.approx(risk.figure("expected_loss"), abs=0.05)
    assert row["shortfall_95"] == pytest.approx(risk.figure("expected_shortfall_95"), rel=1e-3)


def test_indices_of_the_loss_add_up_to_at_most_the_whole(found):
    for measure in (EXPECTED, SHORTFALL):
        rows = found.indices[found.indices["measure"] == measure].set_index("input")
        error = 3 * np.sqrt((rows["first_order_se"] ** 2).sum())
        assert 0.6 < rows["first_order"].sum() <= 1 + error
        assert (rows["total_order"] >= 0).all()
        assert rows.loc["overlap_share", "total_order"] == 0
        assert rows.loc["rival_gain_share", "total_order"] == 0
    expected = found.indices[found.indices["measure"] == EXPECTED].set_index("input")
    assert expected.loc[TIE, ["first_order", "total_order"]].eq(0).all()


def test_money_of_finding_out_follows_from_the_index(found):
    rows = found.found_out
    assert rows["uncertainty_removed"].to_numpy() == pytest.approx(
        rows["first_order"].to_numpy() * found.deviation
    )
    assert rows["typical_shift"].to_numpy() == pytest.approx(
        np.sqrt(rows["first_order"].to_numpy()) * found.deviation
    )
    assert rows["uncertainty_removed"].is_monotonic_decreasing


def _money(found):
    columns = ["expected_loss_at_p10", "expected_loss_at_p90", "shortfall_at_p90"]
    rows = found.tornado.sort_values("input")[columns].to_numpy()
    worth = found.decision.table.sort_values("input")["worth"].to_numpy()
    return np.concatenate([rows.ravel(), worth, found.indices["total_order"].to_numpy()])


def test_order_and_names_do_not_matter(build, base_tables, wide_inputs, found):
    tables = {name: table.iloc[::-1] for name, table in base_tables().items()}
    tables = {name: table.reset_index(drop=True) for name, table in tables.items()}
    for name in ("positions", "employees"):
        tables[name] = tables[name].assign(position_id=tables[name]["position_id"].str.replace(
            "P", "Q"))  # fmt: skip
    other = sensitivity(build({"inputs": wide_inputs}, **tables), ("Q3", "Q1", "Q2"))
    assert _money(other) == pytest.approx(_money(found), rel=1e-9, abs=1e-6)


def test_dates_four_years_later_do_not_matter(base_tables, wide_inputs, found):
    # Four years hold the same number of days wherever they begin.
    tables = base_tables()
    people = tables["employees"].assign(
        hired_on="2019-01-01", born_on=["1984-01-01", "1989-01-01", "1994-01-01"]
    )
    drain = {"inputs": wide_inputs, "discount_rate_per_year": 0.0, "draws": 64}
    firm = company_from_tables(
        {**tables, "employees": people}, as_of="2030-06-30",
        settings=Settings.model_validate({"drain": drain}),
    )  # fmt: skip
    assert _money(sensitivity(firm, POSTS)) == pytest.approx(_money(found), rel=1e-6, abs=1e-3)


def test_nobody_and_nothing_to_price_is_said(build):
    empty = sensitivity(build(), ("P3",))
    assert "nobody holds" in empty.lacks and findings(empty) == ()
    for frame in (empty.tornado, empty.indices, empty.two_way, empty.decision.table):
        assert frame.empty and len(frame.columns) > 5
    for table in (display.tornado_table, display.index_table, display.found_out_table,
                  display.decision_table, display.map_table):  # fmt: skip
        assert table(empty).empty
    positions = pd.DataFrame({"position_id": ["P1"], "title": ["Chemist"]})
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    bare = build(positions=positions, employees=people, assets=None, holdings=None, measures=None)
    assert "no amount" in sensitivity(bare, ("P1",)).lacks


def test_unknown_time_to_fill_is_no_input(build, base_tables, wide_inputs):
    positions = base_tables()["positions"].drop(columns="time_to_fill_days")
    firm = build({"inputs": wide_inputs}, positions=positions)
    found = make_model(lay_ground(firm, POSTS, scenarios=("as_usual",)), "as_usual")
    assert FILL not in found.names and found.fill is None
    assert np.isfinite(found.expected_loss(found.middle(2))).all()


def test_without_measures_the_doubt_is_shown_and_the_choice_is_not(build, wide_inputs):
    found = sensitivity(build({"inputs": wide_inputs}, measures=None), POSTS)
    assert "measures" in found.decision.lacks and found.decision.table.empty
    assert not found.found_out.empty
    assert not any("measures are bought" in sentence for sentence in findings(found))


def test_worth_lies_between_nothing_and_everything(found):
    table, everything = found.decision.table.set_index("input"), found.decision.everything
    assert (table["worth"] >= 0).all()
    assert (table["worth"] <= everything.amount).all()
    assert table.loc[[TIE, "overlap_share", "rival_gain_share"], "worth"].eq(0).all()
    assert not table.loc[TIE, "clear"]
    assert "effect_of_M1" in table.index and "effect_of_M2" not in table.index


def test_net_benefit_of_plans_equals_that_of_the_plan_room(ground, known_fill):
    # With every input at one value, each bundle everywhere saves what the plan room says.
    on, _ = measures_on_and_off(ground.company)
    years = 365 / 365.25
    bundles = make_bundles(on, years=years)
    levels = known_fill.middle(4)
    stakes = draw_stakes(known_fill, levels)
    plans = np.tile(np.arange(len(bundles.has))[:, None], (1, 2))
    effects = np.tile(on["effect_p50"].to_numpy()[:, None], (1, 4))
    net = net_benefits(stakes, bundles, plans, on["acts_on"].to_numpy(dtype=str), effects)
    assert net.shape == (4, len(plans)) and (net[:, 0] == 0).all()
    means = known_fill.amounts(known_fill.by_name(levels))
    amounts = np.stack([means[driver.name][:, 0] for driver in DRIVERS], axis=1)
    losses = post_losses(replace(lay_stake(ground, "as_usual"), amounts=amounts), bundles)
    saved = losses[:, :1] - losses - bundles.cost
    assert net[0] == pytest.approx(saved.sum(axis=0), rel=1e-9, abs=1e-6)


def test_measure_by_a_coin_is_worth_knowing(build, base_tables, fixed_inputs):
    # One uncertain thing: a ban that costs about what it saves; then only its effect has a worth,
    # and knowing it is knowing everything.
    measures = (
        base_tables()["measures"].iloc[[3]].assign(effect_p10=0.0, effect_p50=0.2, effect_p90=0.4)
    )
    firm = build(measures=measures)
    risk = drain_risk(firm, ("P2",))
    cost = 0.2 * risk.figure("expected_loss") * 365.25 / 365
    firm = build(measures=measures.assign(cost_per_post_per_year=cost))
    ground = lay_ground(firm, ("P2",), scenarios=("as_usual",))
    model = replace(make_model(ground, "as_usual"), fill=None)
    worth = worth_for_measures(model, ())
    row = worth.table.set_index("input").loc["effect_of_M4"]
    # Straight lines from 0 (at 0.1) over 0.2 to 0.4 (at 0.9), cut at 0: mean of max(e - 0.2, 0).
    top = 0.4 * 0.1 + 0.1 * 0.225
    assert row["worth"] == pytest.approx(top * risk.figure("expected_loss"), rel=0.06)
    assert worth.everything.amount == pytest.approx(row["worth"], rel=0.03)
    assert row["clear"] and worth.plans == 2


def test_budget_keeps_dear_plans_out(build, wide_inputs):
    firm = build({"inputs": wide_inputs, "measures_budget": 0.0})
    model = make_model(lay_ground(firm, POSTS, scenarios=("as_usual",)), "as_usual")
    worth = worth_for_measures(model, ("ramp_days",))
    assert (worth.plans, worth.everything.amount, worth.best_net) == (1, 0.0, 0.0)


def test_team_that_is_approached_leaves_the_quiet_chance(build, wide_inputs):
    scenarios = {"lift": {"sentence": "Taken.", "team_positions": ["P1"], "team_probability": 0.5}}
    ground = lay_ground(
        build({"inputs": wide_inputs, "scenarios": scenarios}), POSTS, scenarios=("lift",)
    )
    model = make_model(ground, "lift")
    chance = model.chances(model.by_name(model.middle(1)))
    assert chance[:, 0] == pytest.approx(model.exits.total)
    assert model.quiet(chance)[:, 0] == pytest.approx(model.exits.quiet)


def test_findings_name_what_to_find_out_first(found):
    words = findings(found)
    first = found.tornado.iloc[0]
    low, high = (money(amount, "EUR") for amount in found.spread["expected_loss"])
    assert words[0].startswith("With all inputs within") and f"{low} to {high}" in words[0]
    assert found.spread["expected_loss"][0] < found.mean < found.spread["expected_loss"][1]
    assert words[1].startswith(f"The expected loss hangs most on one input, the {first['words']}: ")
    assert any("would remove EUR" in sentence for sentence in words)
    assert any("1 of 6 inputs that move the expected loss is a placeholder" in sentence
               for sentence in words)  # fmt: skip
    still = next(sentence for sentence in words if sentence.startswith("Nothing moves with"))
    assert "gain of the rival, since what it acts on is 0" in still
    text = " ".join(words)
    assert not any(person in text for person in ("E1", "E2", "E3"))


def test_tables_say_every_input_and_amount(found):
    table = display.tornado_table(found)
    assert len(table) == len(found.inputs) and (table["input"] != "").all()
    assert table.loc[table["input"] == "time to full output", "range"].item() == "60 / 146 / 250"
    parts = display.index_table(found)
    assert parts["alone"].str.endswith(" %").all()
    assert not parts["alone"].str.startswith("-").any()
    grid = display.map_table(found)
    assert grid["as_in_the_report"].sum() == 1
    assert set(grid["rate_of_leaving"]) > {"as now", "0.5 of the present", "3 times the present"}
    worth = display.decision_table(found)
    assert (worth["worth"] > 0).all() and worth["told_from_chance"].dtype == bool
