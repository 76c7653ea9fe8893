"""The brief asks for the decisions that the planted truths call for, and names nobody."""

import re
from pathlib import Path

import numpy as np
import pytest

from workbench.brief import ASKED, Brief, make_brief
from workbench.brief.decisions import OTHERS, POST
from workbench.charts.brief import plot_decisions
from workbench.charts.theme import title_in_words
from workbench.company import Company, company_from_tables, load_company
from workbench.drain import drain_risk
from workbench.drain.channels import DRIVERS
from workbench.drain.display import posts_to_price
from workbench.drain.plan.build import NOTHING, best_plan
from workbench.drain.plan.register import risk_register
from workbench.pools import build_pools
from workbench.positions import flag_posts, rank_positions
from workbench.sample import planted

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def brief_of(company: Company) -> Brief:
    ranking = rank_positions(company, draws=500)
    posts, _ = posts_to_price(company, ranking.listed_positions)
    plan = best_plan(company, posts)
    return make_brief(
        ranking,
        flag_posts(company),
        build_pools(company, ranking.key_positions),
        drain_risk(company, posts),
        plan,
        register=risk_register(company, plan),
    )


@pytest.fixture(scope="module")
def sample() -> Company:
    return load_company(SAMPLE)


@pytest.fixture(scope="module")
def brief(sample: Company) -> Brief:
    return brief_of(sample)


def decided(brief: Brief, position_id: str) -> str:
    found = [ids == (position_id,) for ids in brief.decisions["position_ids"]]
    return " ".join(brief.decisions.loc[found, "decision"])


def test_make_brief_asks_for_what_the_planted_truths_call_for(brief: Brief) -> None:
    assert "second contact" in decided(brief, planted.KEY_ACCOUNT_POST)
    assert decided(brief, planted.LONG_VACANCY_POST).startswith("Fill ")
    assert "successor" in decided(brief, planted.RETIRING_HEAD_POST)
    assert "secrets" in decided(brief, planted.RECIPE_POST)


def test_make_brief_says_what_is_agreed_and_late(brief: Brief, sample: Company) -> None:
    agreed = sample.tables["post_measures"]
    own = agreed[agreed["position_id"] == planted.KEY_ACCOUNT_POST]
    late_days = (sample.as_of - own.loc[own["done_on"].isna(), "due_on"].min()).days
    asked = brief.decisions["position_ids"] == (planted.KEY_ACCOUNT_POST,)
    assert decided(brief, planted.KEY_ACCOUNT_POST).endswith(" (late)")
    (why,) = brief.decisions.loc[asked, "why"]
    assert f"agreed and {late_days} days late: Second contact" in why
    assert "late" not in decided(brief, planted.RETIRING_HEAD_POST)


def test_make_brief_sees_through_the_shared_bench(brief: Brief) -> None:
    shared = brief.decisions[brief.decisions["decision"].str.contains("share one bench")]
    assert len(shared) == 1
    assert set(planted.FIVE_NAMES_POSTS) <= set(shared["position_ids"].iloc[0])
    assert np.isnan(shared["money_at_stake"].iloc[0])


def test_make_brief_puts_the_dearest_first_and_unknown_money_last(brief: Brief) -> None:
    amounts = brief.decisions["money_at_stake"]
    assert amounts.dropna().is_monotonic_decreasing
    assert amounts.isna().tolist() == sorted(amounts.isna().tolist())


def test_make_brief_says_what_the_plan_costs_and_leaves_at_each_post(
    brief: Brief, sample: Company
) -> None:
    posts, _ = posts_to_price(sample, rank_positions(sample, draws=500).listed_positions)
    planned = best_plan(sample, posts).posts.set_index("position_id")
    asked = brief.decisions[brief.decisions["kind"] != OTHERS]
    rows = asked[asked["measures"] != ""]
    assert len(rows)
    for row in rows.itertuples():
        (post,) = row.position_ids
        assert row.cost == planned.loc[post, "cost"] > 0
        assert row.money_left == planned.loc[post, "expected_loss_after"] < row.money_at_stake
        assert row.measures == planned.loc[post, "measures"]
    without = asked[asked["measures"] == ""]
    assert without[["cost", "money_left"]].isna().all(axis=None)
    assert "bring the expected loss" in brief.about["plan"]


def test_money_and_cost_of_the_decisions_add_up_to_those_of_the_plan(
    brief: Brief, sample: Company
) -> None:
    posts, _ = posts_to_price(sample, rank_positions(sample, draws=500).listed_positions)
    plan = best_plan(sample, posts)
    about_posts = brief.decisions[brief.decisions["kind"].isin([POST, OTHERS])]
    assert about_posts["money_at_stake"].sum() == pytest.approx(
        plan.figure("expected_loss", plan=NOTHING), rel=1e-9
    )
    assert about_posts["cost"].sum() == pytest.approx(plan.figure("cost"), rel=1e-9)
    left = about_posts["money_left"].fillna(about_posts["money_at_stake"])
    assert left.sum() == pytest.approx(plan.figure("expected_loss"), rel=1e-9)
    today, after = brief.ranges.to_dict("records")
    assert today["expected"] == pytest.approx(about_posts["money_at_stake"].sum())
    assert after["expected"] == pytest.approx(left.sum())
    assert all(row["low"] < row["expected"] < row["high"] for row in (today, after))


def test_make_brief_names_no_person(brief: Brief, sample: Company) -> None:
    text = " ".join(
        [*brief.findings, *brief.about.values(), brief.decisions.to_csv(), brief.posts.to_csv()]
    )
    assert not re.search(r"\bE\d{5}\b", text)
    names = sample.employees["name"].dropna().unique()
    assert not [name for name in names if name in text]


def test_every_driver_of_loss_leads_to_a_decision() -> None:
    assert {driver.name for driver in DRIVERS} == set(ASKED)


def test_make_brief_works_from_two_tables(sample: Company) -> None:
    company = company_from_tables(
        {name: sample.tables[name] for name in ("positions", "employees")}, as_of="2026-06-30"
    )
    brief = brief_of(company)
    assert brief.findings
    assert not brief.decisions["decision"].str.contains("bench").any()


def test_make_brief_asks_for_a_successor_where_the_incumbent_retires(sample: Company) -> None:
    positions = sample.tables["positions"].drop(columns="margin_at_stake_per_year")
    company = company_from_tables(
        {"positions": positions, "employees": sample.tables["employees"]}, as_of="2026-06-30"
    )
    post = planted.RETIRING_HEAD_POST
    ranking = rank_positions(company, draws=500)
    risk = drain_risk(company, [post])
    plan = best_plan(company, [post])
    pools, register = build_pools(company, []), risk_register(company, plan)
    brief = make_brief(ranking, flag_posts(company), pools, risk, plan, register=register)
    assert risk.posts["next_retirement_on"].notna().all()
    assert decided(brief, post).startswith("Prepare a successor")


def test_plot_decisions_stacks_what_is_left_and_saved_to_what_is_at_stake(brief: Brief) -> None:
    figure = plot_decisions(brief.decisions, currency="EUR")
    left, saved = (np.array(bar.x) for bar in figure.data)
    priced = brief.decisions.dropna(subset=["money_at_stake"]).iloc[::-1]
    assert (left + saved) == pytest.approx(priced["money_at_stake"].to_numpy())
    assert ((saved > 0) == (priced["money_left"] < priced["money_at_stake"]).to_numpy()).all()
    assert "in empty seats of these posts; measures for" in title_in_words(figure)
    empty = plot_decisions(brief.decisions.head(0), currency="EUR")
    assert "No decision has an amount" in title_in_words(empty)
