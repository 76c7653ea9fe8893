"""What the law switches off, and the limits that are shown."""

import typing

import pytest

from workbench.drain.law import LAWS, limits, off_reason
from workbench.drain.measures import measure_effects
from workbench.drain.plan.build import best_plan
from workbench.settings.drain import Jurisdiction

PLACES = typing.get_args(Jurisdiction)


def test_every_jurisdiction_of_the_settings_has_its_law():
    assert set(LAWS) == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_deposit_is_off_everywhere(place):
    assert "unlawful in many places" in off_reason("deposit", place)
    assert ".." not in off_reason("deposit", place) and " ." not in off_reason("deposit", place)


@pytest.mark.parametrize("place", PLACES)
def test_ban_is_off_or_shown_with_its_limits(place):
    assert limits("non_compete", place).endswith("Take legal advice.")
    is_void = place in ("US-CA", "US-MN", "US-ND", "US-OK")
    assert bool(off_reason("non_compete", place)) is is_void
    assert off_reason("care", place) == limits("care", place) == ""


def test_ban_that_is_void_is_counted_nowhere(build, risk):
    company = build({"jurisdiction": "US-CA"})
    effects = measure_effects(company, risk)
    assert effects.off["measure_id"].tolist() == ["M2", "M3"]
    assert "16600" in effects.off["reason"].iloc[1]
    plan = best_plan(company, ("P1", "P2"))
    assert not {"M2", "M3"} & (set(plan.measures["measure_id"]) | set(plan.items["measure_id"]))
    assert plan.off["measure_id"].tolist() == ["M2", "M3"]


def test_ban_in_china_is_counted_with_two_years_at_most(build, risk):
    effects = measure_effects(build({"jurisdiction": "CN"}), risk)
    assert effects.off["measure_id"].tolist() == ["M2"] and "art" in effects.off["reason"].iloc[0]
    assert "two years at most" in effects.measures.set_index("measure_id").loc["M3", "limits"]


def test_costs_at_the_start_count_beside_those_of_each_year(build, base_tables, risk):
    measures = base_tables()["measures"]
    usual = measure_effects(build(), risk)
    dearer = measures.assign(cost_once_per_post=50.0, cost_once_firm=700.0)
    effects = measure_effects(build(measures=dearer), risk)
    both = effects.by_post.merge(usual.by_post, on=["position_id", "measure_id"])
    assert (both["cost_x"] - both["cost_y"]).to_numpy() == pytest.approx(50.0)
    rows = effects.measures.set_index("measure_id")
    used = rows["posts_worth_it"] > 0
    paid = effects.by_post[effects.by_post["pays"]].groupby("measure_id")["cost"].sum()
    assert rows.loc[used, "cost"].to_numpy() == pytest.approx(
        paid.reindex(rows.index[used]).to_numpy() + 700.0
    )
    assert (rows.loc[~used, "cost"] == 0).all()


def test_backup_acts_on_methods_and_not_on_secrets(risk, base_tables, build):
    measures = base_tables()["measures"].head(1).assign(acts_on="knowledge_loss")
    rows = measure_effects(build(measures=measures), risk).by_post
    methods = risk.channels[risk.channels["driver"].str.contains("method")]
    assert rows["avoidable_loss"].sum() == pytest.approx(methods["expected_loss"].sum())
