"""The register of risks, the sentences and the pictures of the plan."""

import re

import pandas as pd
import pytest

from workbench.charts import drain_plan as charts
from workbench.drain.ground import lay_ground
from workbench.drain.measures import measures_on_and_off
from workbench.drain.plan import display
from workbench.drain.plan.build import best_plan
from workbench.drain.plan.bundles import make_bundles
from workbench.drain.plan.findings import plan_findings
from workbench.drain.plan.register import NO_DATE, NO_OWNER, NOTHING, register_counts, risk_register
from workbench.drain.plan.stake import lay_stake, post_losses, price
from workbench.privacy import name_people

POSTS = ("P1", "P2", "P3")
# Without a tie the engine has one state and is quick; ties are tried in test_plan.py.
UNTIED = {"correlation": 0.0}


@pytest.fixture(scope="module")
def agreed():
    """Report date 2026-06-30: one late, one done late, one due soon, one without anything."""
    return pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P1", "P2"],
            "measure_id": ["M1", "M1", "M4", "M4"],
            "owner": ["E2", "E1", None, None],
            "due_on": ["2026-06-20", "2026-03-31", "2026-08-01", None],
            "done_on": [None, "2026-04-10", None, None],
        }
    )


@pytest.fixture(scope="module")
def firm(build, agreed):
    return build(UNTIED, post_measures=agreed)


@pytest.fixture(scope="module")
def plan(firm):
    return best_plan(firm, POSTS, budget=5000.0)


@pytest.fixture(scope="module")
def register(firm, plan):
    return risk_register(firm, plan)


def test_register_by_post_has_one_row_a_post_and_a_cell_a_moment(register):
    wide = display.register_by_post(register)
    assert wide["position_id"].tolist() == register["position_id"].unique().tolist()
    assert list(wide.columns) == ["position_id", "title", "before", "during", "after"]
    cell = wide.set_index("position_id").loc["P1", "before"]
    assert "Backup (E2, 2026-06-20, late by 10 days)" in cell
    assert "Care (2026-08-01, due soon)" in cell
    assert set(wide["during"]) | set(wide["after"]) >= {"none"}
    told = wide[["before", "during", "after"]].to_numpy().ravel()
    measures = register[register["state"] != "nothing"]
    assert sum(cell.count("(") for cell in told) == len(measures)
    assert display.register_by_post(register.head(0)).empty


def test_register_tells_state_owner_and_day(register):
    rows = register.set_index(["position_id", "measure"])
    late = rows.loc[("P1", "Backup")]
    assert (late["state"], late["owner"], late["by_when"]) == ("late", "E2", "2026-06-20")
    assert late["late_days"] == 10
    done = rows.loc[("P2", "Backup")]
    assert (done["state"], done["late_days"], done["proposed"]) == ("done", 10, False)
    soon = rows.loc[("P1", "Care")]
    assert (soon["state"], soon["owner"]) == ("due_soon", NO_OWNER)
    undated = rows.loc[("P2", "Care")]
    assert (undated["state"], undated["by_when"]) == ("undated", NO_DATE)
    assert pd.isna(undated["late_days"])


def test_register_lists_every_post_and_every_proposal_once(register, plan):
    assert set(register["position_id"]) == set(plan.posts["position_id"])
    assert not register.duplicated(["position_id", "measure"]).any()
    mine = plan.items[plan.items["by_expected_loss"]]
    assert int(register["proposed"].sum()) == len(mine)


def test_register_without_agreement_says_that_no_owner_is_named(build):
    company = build(UNTIED)
    plan = best_plan(company, POSTS, budget=5000.0)
    register = risk_register(company, plan)
    assert set(register["state"]) == {"proposed"}
    assert set(register["owner"]) == {NO_OWNER} and set(register["by_when"]) == {NO_DATE}
    empty = risk_register(company, best_plan(company, POSTS, budget=0.0))
    assert set(empty["measure"]) == {NOTHING} and set(empty["owner"]) == {""}
    assert register_counts(empty).empty
    lacking = build(measures=None)
    assert risk_register(lacking, best_plan(lacking, POSTS)).empty


def test_register_moves_with_the_dates(build, agreed, register):
    later = agreed.assign(due_on=["2026-06-21", "2026-04-01", "2026-08-02", None])
    company = build(UNTIED, post_measures=later)
    moved = risk_register(company, best_plan(company, POSTS, budget=5000.0))
    late = moved.loc[moved["state"] == "late", "late_days"]
    assert late.tolist() == [9.0]
    assert moved["state"].tolist() == register["state"].tolist()


def test_register_counts_the_most_pressing_first(register):
    counts = register_counts(register)
    assert counts["state"].tolist()[0] == "late" and counts["state"].tolist()[-1] == "done"
    assert counts["measures"].sum() == len(register)


def test_register_names_owners_only_where_asked(build, base_tables, register):
    named = build(employees=base_tables()["employees"].assign(name=["Ada", "Ben", "Cy"]))
    shown = name_people(register, named, show_names=False)
    assert set(shown["owner"]) <= {"E1", "E2", NO_OWNER}
    asked = set(name_people(register, named, show_names=True)["owner"])
    assert asked == {"Ada (E1)", "Ben (E2)", NO_OWNER}


def test_findings_say_the_plan_first_and_what_is_late(plan, register):
    words = plan_findings(plan, register)
    assert words[0].startswith("With a budget of EUR 5.00 k, ")
    assert any(w.startswith("Late by up to 10 days: Backup at Chemist (P1)") for w in words)
    assert any("1 measure is in place already" in w for w in words)
    assert any(w == "Never counted, for legal reasons: Deposit." for w in words)
    assert not [w for w in words if re.search(r"\bE\d\b|\b1 (measures|posts|days)\b|nan", w)]


def test_findings_show_the_limits_of_a_ban_that_is_in_the_plan(build, base_tables):
    measures = base_tables()["measures"].assign(cost_per_post_per_year=10.0)
    company = build({**UNTIED, "jurisdiction": "DE"}, measures=measures)
    plan = best_plan(company, POSTS, budget=5000.0)
    words = plan_findings(plan, risk_register(company, plan))
    assert any(w.startswith("Ban is in the plan at ") and "two years at most" in w for w in words)


def test_findings_of_an_empty_plan_and_of_none(build):
    company = build(UNTIED)
    plan = best_plan(company, POSTS, budget=0.0)
    words = plan_findings(plan, risk_register(company, plan))
    assert words[0] == "With a budget of EUR 0 no measure can be had: the plan is empty."
    assert not [w for w in words if "worst twentieth it leaves" in w]
    lacking = build(measures=None)
    none = best_plan(lacking, POSTS)
    assert plan_findings(none, risk_register(lacking, none)) == ()
    assert none.lacks.startswith("not assessed: needs table measures")


def test_findings_say_what_stands_with_weak_effects(build, base_tables):
    company = build(UNTIED)
    plan = best_plan(company, POSTS)
    words = plan_findings(plan, risk_register(company, plan))
    assert any(
        re.match(r"Each of the \d measures pays for itself even if it alone", w) for w in words
    )
    # Locks at P1 cost more than they save with their weak effect, and would not be chosen again.
    lines = plan.items.set_index(["position_id", "measure_id"])
    between = lines.loc[("P1", "M1"), ["saving_low", "saving"]].mean()
    dear = base_tables()["measures"].assign(
        cost_per_post_per_year=[between, 10.0, 1e9, 500.0]
    )  # fmt: skip
    company = build(UNTIED, measures=dear)
    plan = best_plan(company, ("P1",))
    words = plan_findings(plan, risk_register(company, plan))
    assert any(w.endswith("would be chosen again, but not Backup at Chemist (P1).") for w in words)
    (alone,) = [w for w in words if "least sure is" in w]
    assert "1 of 2 measures pays for itself where one alone has its weak effect" in alone
    assert re.search(
        r"Backup at Chemist \(P1\): that takes an effect of \d+ %, and it may have", alone
    )
    shown = display.plan_lines(plan).set_index("measure")["pays_if_weak"]
    assert shown.to_dict() == {"Backup": "no", "Care": "yes"}


def test_displays_have_a_row_for_what_they_show_and_no_person(plan, register):
    lines = display.plan_lines(plan)
    assert len(lines) == len(plan.items) and (lines["saving"].diff().dropna() <= 0).all()
    by_post = display.plan_by_post(plan)
    assert (by_post["expected_loss_after"] <= by_post["expected_loss"] + 1e-9).all()
    returns = display.returns_of_measures(plan)
    assert (returns["posts"] > 0).tolist() == sorted(returns["posts"] > 0, reverse=True)
    for table in (lines, by_post, returns):
        assert not table.astype("str").isin(["E1", "E2", "E3"]).any().any()
    assert "late by 10 days" in set(display.register_in_words(register)["state"])
    assert display.plans_side_by_side(plan)["proof"].iloc[1] == "exact"


def test_displays_and_charts_without_a_plan_are_empty(build, plan):
    none = best_plan(build(measures=None), POSTS)
    for table in (
        display.plan_lines, display.plan_by_post, display.returns_of_measures,
        display.plans_side_by_side,
    ):  # fmt: skip
        assert table(none).empty and list(table(none)) == list(table(plan))
    for name in ("summary", "items", "measures", "posts", "frontier"):
        assert list(getattr(none, name)) == list(getattr(plan, name)), name
    for figure in (
        charts.plot_plan(display.plan_lines(none), currency="EUR"),
        charts.plot_frontier(none.frontier, currency="EUR"),
        charts.plot_worst_frontier(none.frontier, currency="EUR"),
    ):
        assert sum(len(trace.x) for trace in figure.data) == 0


@pytest.fixture(scope="module")
def figures(plan):
    lines = display.plan_lines(plan)
    return {
        "frontier": lambda cut: charts.plot_frontier(cut(plan.frontier), currency="EUR"),
        "worst": lambda cut: charts.plot_worst_frontier(cut(plan.frontier), currency="EUR"),
        "plan": lambda cut: charts.plot_plan(cut(lines), currency="EUR"),
    }


@pytest.mark.parametrize("name", ["frontier", "worst", "plan"])
def test_chart_states_its_finding_and_draws_its_table(figures, name):
    figure = figures[name](lambda table: table)
    assert len(figure.layout.title.text) > 15 and len(figure.layout.meta["alt"]) > 15
    assert sum(len(trace.x) for trace in figure.data) > 0
    empty = figures[name](lambda table: table.iloc[:0])
    assert sum(len(trace.x) for trace in empty.data) == 0


def test_plot_plan_marks_every_line_and_shows_text_as_text(plan):
    lines = display.plan_lines(plan).assign(title="<b>Head</b>")
    figure = charts.plot_plan(lines, currency="EUR")
    assert sum(len(trace.x) for trace in figure.data) == len(lines)
    assert not [text for trace in figure.data for text in trace.y if "<b>" in text]
    one = charts.plot_plan(lines.head(1), currency="EUR")
    assert one.layout.title.text == "1 measure at 1 post makes the plan"


def test_plot_frontier_marks_where_money_no_longer_comes_back(plan):
    figure = charts.plot_frontier(plan.frontier, currency="EUR")
    poor = plan.frontier.index[plan.frontier["marginal_return"] < 1]
    marks = [trace for trace in figure.data if trace.name == "beyond, less is saved than spent"]
    assert bool(len(poor)) == bool(marks)
    if marks:
        assert marks[0].x == (plan.frontier["cost"][poor[0] - 1],)


def test_price_under_a_struck_team_equals_the_sum_of_the_posts(build):
    scenario = {
        "sentence": "The team goes.", "team_positions": ["P1", "P2"], "team_probability": 0.4,
        "team_follow_probability": 0.5,
    }  # fmt: skip
    company = build({"scenarios": {"team": scenario}})
    stake = lay_stake(lay_ground(company, POSTS, scenarios=("team",)), "team")
    on, _ = measures_on_and_off(company)
    bundles = make_bundles(on, years=1.0)
    losses = post_losses(stake, bundles)
    pick = [len(bundles.has) - 1] * len(losses)
    year = price(stake, bundles, pd.array(pick).to_numpy(dtype=int))
    assert year.expected == pytest.approx(losses[:, -1].sum(), rel=1e-6)
    assert losses[:, -1].sum() < 0.8 * losses[:, 0].sum()
