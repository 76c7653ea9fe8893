"""The brief asks for the decisions that the planted truths call for, and names nobody."""

import re
from pathlib import Path

import numpy as np
import pytest

from workbench.brief import ASKED, Brief, make_brief
from workbench.company import Company, company_from_tables, load_company
from workbench.drain import drain_risk
from workbench.drain.channels import DRIVERS
from workbench.drain.display import posts_to_price
from workbench.pools import build_pools
from workbench.positions import flag_posts, rank_positions
from workbench.sample import planted

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def brief_of(company: Company) -> Brief:
    ranking = rank_positions(company, draws=500)
    posts, _ = posts_to_price(company, ranking.listed_positions)
    return make_brief(
        ranking,
        flag_posts(company),
        build_pools(company, ranking.key_positions),
        drain_risk(company, posts),
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


def test_make_brief_sees_through_the_shared_bench(brief: Brief) -> None:
    shared = brief.decisions[brief.decisions["decision"].str.contains("share one bench")]
    assert len(shared) == 1
    assert set(planted.FIVE_NAMES_POSTS) <= set(shared["position_ids"].iloc[0])
    assert np.isnan(shared["money_at_stake"].iloc[0])


def test_make_brief_puts_the_dearest_first_and_unknown_money_last(brief: Brief) -> None:
    amounts = brief.decisions["money_at_stake"]
    assert amounts.dropna().is_monotonic_decreasing
    assert amounts.isna().tolist() == sorted(amounts.isna().tolist())


def test_make_brief_names_no_person(brief: Brief, sample: Company) -> None:
    text = " ".join([*brief.findings, brief.decisions.to_csv(), brief.posts.to_csv()])
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
    brief = make_brief(ranking, flag_posts(company), build_pools(company, []), risk)
    assert risk.posts["next_retirement_on"].notna().all()
    assert decided(brief, post).startswith("Prepare a successor")
