"""Headline figures are those of the reports, and moves of the real ones add up too."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.brief import make_brief
from workbench.company import Company, company_from_tables, load_company
from workbench.drain import drain_risk
from workbench.drain.display import posts_to_price
from workbench.drain.plan.build import best_plan
from workbench.drain.plan.register import risk_register
from workbench.history import method
from workbench.history.again import under
from workbench.history.explain import explain_change
from workbench.history.headlines import headline_figures, measure_headlines
from workbench.history.method import method_version
from workbench.history.register import COLUMNS, HEADLINES
from workbench.history.run import run_of
from workbench.pools import build_pools
from workbench.positions import flag_posts, rank_positions
from workbench.sample import write_sample


def quick(company: Company, **positions: object) -> Company:
    """Take fewer draws, so that the tests are quick."""
    chosen = company.settings.positions.model_copy(update={"draws": 300, **positions})
    return replace(company, settings=company.settings.model_copy(update={"positions": chosen}))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, seed=2026, employees=200)
    return quick(load_company(folder))


@pytest.fixture(scope="module")
def figures(company: Company) -> pd.DataFrame:
    return measure_headlines(company)


def value_of(figures: pd.DataFrame, name: str) -> float:
    return float(figures.set_index("figure").loc[name, "value"])


def test_headlines_are_what_the_brief_says(company: Company, figures: pd.DataFrame) -> None:
    ranking = rank_positions(company)
    pools = build_pools(company, ranking.key_positions)
    posts, _ = posts_to_price(company, ranking.listed_positions)
    risk = drain_risk(company, posts)
    plan = best_plan(company, posts)
    register = risk_register(company, plan)
    brief = make_brief(ranking, flag_posts(company), pools, risk, plan, register=register)
    pd.testing.assert_frame_equal(headline_figures(company, ranking, pools, risk), figures)
    said = " ".join((*brief.findings, *brief.about.values()))
    assert f"{value_of(figures, 'key_posts'):.0f} posts of" in said
    assert value_of(figures, "expected_loss") == risk.figure("expected_loss")
    assert value_of(figures, "value_at_risk_95") == risk.figure("value_at_risk_95")
    steps = pools.bench.waterfall.set_index("step")["posts"]
    at_once = value_of(figures, "covered_at_once") * steps["posts in scope"]
    assert at_once == pytest.approx(steps["not double-booked"])


def test_headlines_have_words_units_and_ranges_around_them(figures: pd.DataFrame) -> None:
    assert figures.columns.tolist() == COLUMNS
    assert figures["figure"].tolist() == list(HEADLINES)
    ranged = figures.dropna(subset=["low", "high"])
    assert {"expected_loss", "key_posts_without_ready", "plan_saving"} <= set(ranged["figure"])
    assert (ranged["low"] <= ranged["value"]).all()
    assert (ranged["value"] <= ranged["high"]).all()
    counted = figures[figures["posts"].map(len) > 0]
    assert (counted["posts"].map(len) == counted["value"]).all()


def test_what_nobody_measured_is_unknown_and_not_zero(company: Company) -> None:
    tables = {name: company.tables[name] for name in ("positions", "employees")}
    bare = measure_headlines(quick(company_from_tables(tables, as_of="2026-06-30")))
    for name in ("covered_at_once", "key_posts_without_ready", "plan_cost", "plan_saving"):
        assert np.isnan(value_of(bare, name)), name
    assert value_of(bare, "open_posts") == len(company.positions)


def test_figures_do_not_depend_on_the_order_of_rows(
    company: Company, figures: pd.DataFrame
) -> None:
    tables = {
        name: frame.sample(frac=1, random_state=5).reset_index(drop=True)
        for name, frame in company.tables.items()
    }
    again = measure_headlines(replace(company, tables=tables))
    np.testing.assert_allclose(again["value"], figures["value"], rtol=1e-9)
    assert again["posts"].tolist() == figures["posts"].tolist()


def test_moves_of_real_figures_add_up(company: Company, figures: pd.DataFrame) -> None:
    nominations = company.tables["nominations"].iloc[::2].reset_index(drop=True)
    raw = {**company.tables, "nominations": nominations}
    now = quick(
        company_from_tables(raw, as_of=company.as_of.date(), settings=company.settings),
        key_share=0.15,
    )
    corners = {
        "new": measure_headlines(now),
        "new data": measure_headlines(under(now, company.settings)),
    }
    old, new = run_of(company, figures=figures), run_of(now, figures=corners["new"])
    change = explain_change(old, new, company=now)
    # The old tables were never in a folder, so only one order can be measured.
    one = change.parts.pivot_table(index="figure", columns="part", values="amount")
    before = figures.set_index("figure")["value"]
    by_data = corners["new data"].set_index("figure")["value"] - before
    pd.testing.assert_series_equal(one["data"], by_data[one.index], check_names=False)
    sums = one.sum(axis=1)
    total = (corners["new"].set_index("figure")["value"] - before)[one.index]
    np.testing.assert_allclose(sums, total, rtol=0, atol=1e-9 * total.abs().max())
    assert change.figures["moved"].sum() >= 5


def test_the_method_has_a_version_and_a_digest() -> None:
    version, _, digest = method_version().partition("+")
    assert version and len(digest) == 8
    assert method_version() == method_version()


def test_every_room_that_measures_is_in_the_method() -> None:
    package = Path(method.__file__).parents[1]
    assert all((package / room).is_dir() for room in method.ROOMS)
    assert (package / method.HEADLINES).is_file()
