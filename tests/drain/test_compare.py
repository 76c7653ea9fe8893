"""Scenarios against people leaving as usual: paired ranges, paired paths, single exits."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.drain.compare import compare_with
from workbench.drain.compare_words import comparison_findings, differences_in_words
from workbench.drain.risk import compare_scenarios, drain_risk
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.compare import compare_drawn
from workbench.drain.simulation.compare_words import (
    drawn_findings,
    drawn_in_words,
    exit_findings,
    exits_in_words,
)
from workbench.drain.simulation.draw import draw_losses
from workbench.drain.simulation.estimate import mean_of
from workbench.drain.simulation.model import Model
from workbench.drain.simulation.simulate import simulate_year
from workbench.drain.simulation.single_exit import single_exits
from workbench.errors import ParameterError
from workbench.sample import planted

POSTS = ("P1", "P2", "P3")
DOCS = Path(__file__).parents[2] / "docs"
OWN = {
    "exit": {"sentence": "The seller leaves.", "leaving_positions": ["P2"]},
    "lift_out": {"sentence": "The lab goes.", "team_positions": ["P1"], "team_probability": 0.5},
    "quiet": {"sentence": "Fewer leave.", "leave_factor": 0.5},
    "same": {"sentence": "As usual."},
}


def wide(fixed_inputs) -> dict:
    """Ranges that matter for every scenario alike, and for one of them."""
    inputs = fixed_inputs()
    for name in ("customer_follow_share", "secret_use_share", "ramp_days", "cover_share"):
        inputs[name] |= {"p10": inputs[name]["p50"] * 0.4, "p90": inputs[name]["p50"] * 1.6}
    inputs["leave_rate_per_year"] |= {"p10": 0.05, "p90": 0.2}
    return inputs


@pytest.fixture(scope="module")
def firm(build, fixed_inputs):
    return build({"inputs": wide(fixed_inputs), "scenarios": OWN, "draws": 1024})


@pytest.fixture(scope="module")
def compared(firm):
    return compare_with(firm, POSTS)


def rows_of(comparison) -> pd.DataFrame:
    return comparison.differences.set_index("scenario")


def test_differences_are_those_of_the_scenarios(firm, compared):
    known = compare_scenarios(firm, POSTS).set_index("scenario")
    pd.testing.assert_frame_equal(compared.scenarios.set_index("scenario"), known)
    for name, row in rows_of(compared).iterrows():
        usual = known.loc["as_usual"]
        more = known.loc[name, "expected_loss"] - usual["expected_loss"]
        assert row["difference"] == pytest.approx(more)
        tail = known.loc[name, "expected_shortfall_95"] - usual["expected_shortfall_95"]
        assert row["shortfall_difference"] == pytest.approx(tail)
    assert "as_usual" not in rows_of(compared).index


def test_range_of_a_difference_is_narrower_than_the_difference_of_ranges(compared):
    # Set side by side as if the draws were different ones, the half widths add in squares.
    known = compared.scenarios.set_index("scenario")
    width = known["expected_loss_high"] - known["expected_loss_low"]
    rows = rows_of(compared)
    paired = rows["difference_high"] - rows["difference_low"]
    apart = np.hypot(width[rows.index], width["as_usual"])
    assert (paired <= 1.001 * apart).all()
    assert paired["pay_freeze"] < 0.4 * apart["pay_freeze"]
    assert paired["market_shock"] < 0.6 * apart["market_shock"]
    assert (rows["difference_low"] <= rows["difference"] + 1e-6).all()
    assert (rows["difference"] <= rows["difference_high"] + 1e-6).all()


def test_scenario_that_changes_nothing_differs_by_nothing_in_every_draw(compared):
    row = rows_of(compared).loc["same"]
    amounts = ["difference", "difference_low", "difference_high", "shortfall_difference"]
    assert row[amounts].astype(float).abs().max() < 1e-6
    assert row["dearer_share"] == 0.0


def test_difference_of_an_exit_by_hand(build):
    # Without ranges: the seller's amounts stand in the ledger, and 1 - p of them is added.
    company = build({"scenarios": OWN})
    risk = drain_risk(company, POSTS)
    amount = risk.ledger.severity.set_index("position_id").loc["P2", "mean"]
    stays = np.exp(-0.1 * 365 / 365.25)
    row = rows_of(compare_with(company, POSTS)).loc["exit"]
    assert row["difference"] == pytest.approx(stays * amount)
    assert row["leavers_difference"] == pytest.approx(stays)
    assert row["dearer_share"] == 1.0


def test_another_base_turns_the_difference_round(firm, compared):
    turned = rows_of(compare_with(firm, POSTS, base="exit"))
    here, there = rows_of(compared).loc["exit"], turned.loc["as_usual"]
    assert there["difference"] == pytest.approx(-here["difference"])
    assert there["difference_low"] == pytest.approx(-here["difference_high"])
    with pytest.raises(ParameterError, match=r"no scenario 'flood'\. Known: as_usual"):
        compare_with(firm, POSTS, base="flood")
    with pytest.raises(ParameterError, match=r"no scenario 'flood'\. Known: as_usual"):
        compare_drawn(firm, POSTS, base="flood")


def test_wider_ranges_widen_the_difference(build, fixed_inputs, compared):
    narrow = rows_of(compare_with(build({"scenarios": OWN}), POSTS)).loc["exit"]
    row = rows_of(compared).loc["exit"]
    widths = [each["difference_high"] - each["difference_low"] for each in (narrow, row)]
    assert widths[0] < 0.2 * widths[1]


def test_findings_name_the_dearest_and_say_how_sure_it_is(compared):
    first, sure, *rest = comparison_findings(compared)
    assert first.startswith("In expectation exit by EUR ")
    assert "range EUR" in first and "more than as usual (EUR" in first
    assert re.match(r"6 of 10 scenarios cost more than as usual wherever", sure)
    assert any("Less than that costs quiet." in sentence for sentence in rest)
    table = differences_in_words(compared).set_index("scenario")
    assert table.loc["exit", "dearer_in"] == "all draws"
    assert table.loc["quiet", "dearer_in"] == "no draw"
    assert "retirement wave" in table.index


def test_nothing_assessed_is_unknown_and_says_nothing(build, base_tables):
    tables = base_tables()
    bare = tables["positions"][["position_id", "title", "seats"]]
    people = tables["employees"].drop(columns="pay_per_year")
    company = build({"scenarios": OWN}, positions=bare, employees=people, assets=None,
                    holdings=None, measures=None)  # fmt: skip
    compared = compare_with(company, POSTS)
    assert compared.differences["difference"].isna().all()
    assert compared.differences["dearer_share"].isna().all()
    assert comparison_findings(compared) == ()
    assert set(differences_in_words(compared)["dearer_in"]) == {"unknown"}
    exits = single_exits(company, POSTS)
    assert exits["loss"].isna().all() and exits["full_output_days"].isna().all()
    assert exit_findings(exits, currency="EUR") == ()
    assert drawn_findings(compare_drawn(company, POSTS, paths=8192)) == ()


@pytest.fixture(scope="module")
def drawn(firm):
    return compare_drawn(firm, POSTS, paths=8192)


def test_drawn_scenarios_agree_with_drawing_each_on_its_own(firm, drawn):
    table = drawn.table.set_index("scenario")
    for name in ("as_usual", "lift_out", "market_shock"):
        year = simulate_year(firm, POSTS, scenario=name, paths=16_384)
        row, known = table.loc[name], year.summary.set_index("measure")
        # On its own it is over the same posts here, since all are listed.
        assert row["added_up"] == pytest.approx(known.loc["expected_loss", "added_up"])
        for column, measure in (
            ("expected_loss", "expected_loss"), ("shortfall_95", "expected_shortfall_95")
        ):  # fmt: skip
            error = np.hypot(row[f"{column}_se"], known.loc[measure, "amount_se"])
            gap = row[column] - known.loc[measure, "amount"]
            assert abs(gap) <= 4 * error + 1e-6 * row[column]


def test_differences_on_the_same_paths_are_surer_than_apart(drawn):
    table = drawn.table.set_index("scenario")
    others = table.drop(index="as_usual")
    assert (others["difference_se"] <= 1.02 * others["difference_se_apart"]).all()
    # Who resigns for sure shares nothing with others here, so the difference is exact.
    assert table.loc["exit", "difference_se"] == 0.0
    assert (
        table.loc["pay_freeze", "difference_se"]
        < 0.9 * table.loc["pay_freeze", "difference_se_apart"]
    )
    assert table.loc["same", ["difference", "difference_se"]].tolist() == [0.0, 0.0]
    gap = others["expected_loss"] - table.loc["as_usual", "expected_loss"]
    assert gap.to_numpy() == pytest.approx(others["difference"].to_numpy(), abs=1e-6)


def test_standard_error_of_a_difference_is_that_seen_over_seeds():
    # Ten people with unequal amounts; everybody's rate doubles.
    mean, none = np.linspace(10, 100, 10), np.zeros(0, dtype=np.intp)
    model = Model(mean, np.full(10, 0.5), (), none, none, np.zeros(0), np.zeros((0, 0), dtype=bool))
    found = []
    for seed in range(24):
        totals, factor = [], None
        for chance in (0.1, 0.19):
            alone, zero = np.full(10, chance), np.zeros(10)
            exits = Exits(alone, alone, zero, zero, zero, 0.0, 0.15, ())
            factor, losses = draw_losses(
                model, exits, [f"E{at}" for at in range(10)], paths=8192, seed=seed, factor=factor
            )
            totals.append(mean_of(losses.total, factor))
        gap = totals[1] - totals[0]
        found.append((gap.amount, gap.error(factor), np.hypot(*(t.error(factor) for t in totals))))
    amounts, errors, apart = (np.array(column) for column in zip(*found, strict=True))
    assert 0.65 < amounts.std(ddof=1) / errors.mean() < 1.4
    assert errors.mean() < 0.85 * apart.mean()
    assert abs(amounts.mean() - 0.09 * mean.sum()) < 4 * errors.mean() / np.sqrt(24)


def test_order_and_names_change_no_difference(build, base_tables, fixed_inputs, compared):
    turned = {name: table.iloc[::-1] for name, table in base_tables().items()}
    drain = {"inputs": wide(fixed_inputs), "scenarios": OWN, "draws": 1024}
    other = compare_with(build(drain, **turned), POSTS[::-1])
    numbers = rows_of(compared).select_dtypes("number")
    assert rows_of(other)[numbers.columns].to_numpy() == pytest.approx(numbers.to_numpy(), abs=1e-3)


def test_single_exit_by_hand(build):
    # Exit of the chemists: both resign, so the recipe is lost once with 0.5 + 0.5 - 0.25 of going
    # to a rival where it is counted as it is, and with 0.5 where the parts add up.
    company = build()
    table = single_exits(company, POSTS).set_index("position_id")
    rows = drain_risk(company, POSTS).ledger.rows
    by_post = rows.groupby("position_id")["mean"].sum()
    assert table["loss"].to_dict() == pytest.approx(by_post.to_dict())
    assert "P3" not in table.index
    secret = 2_000_000 * 0.4 * 0.75
    more = table.loc["P1", "loss_as_shared"] - table.loc["P1", "loss"]
    assert more == pytest.approx(secret * (0.75 - 0.5), abs=0.05)
    assert table.loc["P2", "loss_as_shared"] == pytest.approx(table.loc["P2", "loss"], abs=0.05)
    # 133.05 days to fill less 60 of notice, and 146.1 days of learning.
    assert table.loc["P1", "vacant_days"] == pytest.approx(73.05)
    assert table.loc["P1", "full_output_days"] == pytest.approx(73.05 + 146.1)
    stays = np.exp(-0.1 * 365 / 365.25)
    assert table.loc["P2", "difference"] == pytest.approx(stays * table.loc["P2", "loss"])
    assert table["loss"].is_monotonic_decreasing


def test_single_exit_of_one_of_two_holders_takes_the_secret_whole(build, base_tables):
    # E2 moves to a post of its own: the recipe is out with either, half of it in the sum.
    tables = base_tables()
    people = tables["employees"].assign(position_id=["P1", "P3", "P2"])
    held = pd.DataFrame({"asset_id": ["A1", "A1"], "employee_id": ["E1", "E2"], "share": 0.5})
    table = single_exits(build(employees=people, holdings=held), POSTS).set_index("position_id")
    more = table["loss_as_shared"] - table["loss"]
    whole = 2_000_000 * 0.5 * 0.4 * 0.75
    assert more["P1"] == pytest.approx(whole / 2, abs=0.05)
    assert more["P3"] == pytest.approx(whole / 2, abs=0.05)
    words = exit_findings(table.reset_index(), currency="EUR")
    assert words[0].startswith("The dearest single exit is that from Chemist (P1): EUR ")
    assert "if one person leaves and nobody else does" in words[0]
    assert words[2].startswith("At 2 posts an exit costs more than the sum says")
    assert all("E1" not in sentence for sentence in words)


def test_single_exit_equals_the_scenario_of_that_exit(firm, compared):
    table = single_exits(firm, POSTS).set_index("position_id").loc["P2"]
    row = rows_of(compared).loc["exit"]
    for name in ("difference", "difference_low", "difference_high"):
        assert table[name] == pytest.approx(row[name], rel=1e-6)


def test_single_exit_without_a_time_to_fill_has_no_days(build, base_tables):
    tables = base_tables()
    positions = tables["positions"].assign(time_to_fill_days=[133.05, None, 90.0])
    table = single_exits(build(positions=positions), POSTS).set_index("position_id")
    known = table["full_output_days"].notna()
    assert known.to_dict() == {"P2": False, "P1": True}


def test_tables_on_a_page_hold_no_person(drawn, firm):
    shown = drawn_in_words(drawn)
    assert shown.loc[shown["scenario"] == "as usual", "extra_loss"].isna().all()
    assert "lift out" in shown["scenario"].tolist()
    exits = exits_in_words(single_exits(firm, POSTS))
    text = shown.to_csv() + exits.to_csv() + " ".join(drawn_findings(drawn))
    assert not re.search(r"\bE\d\b", text)
    assert "Counted as it is shared" in drawn_findings(drawn)[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample with the scenarios that the page shows."""
    page = (DOCS / "how-to-scenarios.md").read_text(encoding="utf-8")
    block = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[0]
    path = tmp_path_factory.mktemp("settings") / "settings.yaml"
    path.write_text(f"as_of: 2026-06-30\n{block}", encoding="utf-8")
    return load_company("data/sample", settings=str(path))


@pytest.mark.parametrize("name", ["single_exit", "lift_out", "founder_leaves", "new_plant"])
def test_scenarios_of_the_page_run_on_the_sample(sample, name):
    # A founder cannot be told from data: the page shows how to name the post.
    scenario = sample.settings.drain.scenarios[name]
    posts = (*planted.KEY_POSTS, *scenario.named_positions)
    usual = drain_risk(sample, posts)
    risk = drain_risk(sample, posts, scenario=name)
    assert risk.figure("expected_loss") > usual.figure("expected_loss")
    assert risk.figure("expected_leavers") > usual.figure("expected_leavers")
    left = risk.posts.set_index("position_id")["leave_probability"]
    assert (left[list(scenario.leaving_positions)] == 1.0).all()


def test_founder_of_the_page_is_the_top_of_the_line(sample):
    post = sample.settings.drain.scenarios["founder_leaves"].leaving_positions
    titles = sample.positions.set_index("position_id")["title"]
    assert titles[list(post)].tolist() == ["Managing Director"]
