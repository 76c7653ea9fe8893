"""Weighing anew gives to the last digit what building the pools again gives, on nine people."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.pools.conftest import company_of, frame_of, small_tables
from workbench.errors import ParameterError
from workbench.pools import build_pools
from workbench.pools.chains.closure import vacancy_chains
from workbench.pools.what_if import (
    bench_figures,
    chain_with,
    pools_with,
    prepare_pools,
    settings_of,
    with_pair,
)

KEY = ["P2"]


@pytest.fixture(scope="module")
def with_traits():
    wishes = frame_of(
        "position_id trait value", "P1 values 0.9", "P2 motivation 0.7", "P5 motivation 0.2"
    )
    shown = frame_of(
        "employee_id trait value", "E2 values 0.5", "E3 motivation 0.9", "E6 motivation 0.3"
    )
    return company_of({**small_tables(), "position_traits": wishes, "employee_traits": shown})


def same(company, options, now, **more):
    weights = company.settings.pools.fit_weights.model_validate(dict(options.fit_weights))
    pools = company.settings.pools.model_copy(update={"fit_weights": weights})
    other = replace(company, settings=company.settings.model_copy(update={"pools": pools}))
    built = build_pools(
        other, KEY, least_fit=options.least_fit, pools_per_person=options.pools_per_person,
        candidates_per_seat=options.candidates_per_seat, locked=options.locked,
        excluded=options.excluded, **more,
    )  # fmt: skip
    for part in ("targets", "proposals", "passed_over"):
        found, whole = getattr(now, part), getattr(built, part)
        # The panel shows what is known, without the cases of what is not.
        assert set(whole.columns) - set(found.columns) <= CASES
        pd.testing.assert_frame_equal(found, whole[found.columns], check_exact=True)


CASES = {"shortage_best", "shortage_worst", "ready_best", "ready_worst"}


CHANGES = [
    {},
    {"fit_weights": {"competency": 0.1, "performance": 0.9, "match": 0.0}},
    {"fit_weights": {"competency": 0.0, "performance": 1.0, "match": 0.15}},
    {"least_fit": 0.9},
    {"least_fit": 0.0, "candidates_per_seat": 1, "pools_per_person": 1},
    {"locked": (("P1", "E2"),), "candidates_per_seat": 1},
    {"excluded": (("", "E3"), ("P1", "E2"))},
]


@pytest.mark.parametrize("changes", CHANGES)
def test_pools_with_gives_what_build_pools_gives(with_traits, changes):
    what_if = prepare_pools(with_traits, KEY)
    options = replace(what_if.in_force, **changes)
    pools_with(what_if, what_if.in_force)
    same(with_traits, options, pools_with(what_if, options))


def test_pools_with_keeps_horizon_and_demand_basis(company):
    more = {"horizon_days": 900, "demand_basis": "seats_and_vacancies"}
    what_if = prepare_pools(company, KEY, **more)
    same(company, what_if.in_force, pools_with(what_if, what_if.in_force), **more)


@pytest.mark.parametrize("absent", ["performance", "assessments", "position_traits"])
def test_pools_with_leaves_out_what_has_no_table(with_traits, absent):
    company = company_of({name: t for name, t in with_traits.tables.items() if name != absent})
    what_if = prepare_pools(company, KEY)
    options = replace(what_if.in_force, least_fit=0.4)
    same(company, options, pools_with(what_if, options))


def test_a_locked_pair_out_of_reach_is_considered_only_while_it_is_locked(company):
    # E8 holds a desk post, P3 is another family and unit: nobody considers the pair.
    what_if = prepare_pools(company, [*KEY, "P3"])
    free = pools_with(what_if, what_if.in_force)
    post, who = free.candidates.position_ids.index("P3"), free.candidates.employee_ids.index("E8")
    assert not free.candidates.considered[who, post]
    locked = replace(what_if.in_force, locked=(("P3", "E8"),))
    with pytest.raises(ParameterError, match="E8 at P3") as problem:
        pools_with(what_if, locked)
    assert "holds this post" not in str(problem.value)
    again = pools_with(what_if, what_if.in_force)
    pd.testing.assert_frame_equal(again.proposals, free.proposals)
    assert not again.candidates.considered[who, post]


def test_chain_with_gives_what_vacancy_chains_gives(company):
    what_if = prepare_pools(company, KEY)
    weights = {"competency": 0.1, "performance": 0.9, "match": 0.0}
    for least_fit in (0.9, 0.1):  # the second time partly from what was judged the first time
        options = replace(what_if.in_force, fit_weights=weights, least_fit=least_fit)
        fit = company.settings.pools.fit_weights.model_validate(weights)
        pools = company.settings.pools.model_copy(update={"fit_weights": fit})
        other = replace(company, settings=company.settings.model_copy(update={"pools": pools}))
        found = chain_with(what_if, options, "P1")
        asked = vacancy_chains(other, what_if.targets, ["P1"], least_fit=least_fit)
        pd.testing.assert_frame_equal(found.chains, asked.chains)
        pd.testing.assert_frame_equal(found.moves, asked.moves, check_exact=True)


def test_chain_with_heeds_what_is_set_by_hand_as_vacancy_chains_does(company):
    what_if = prepare_pools(company, KEY)
    start = what_if.in_force
    for hand in ({"excluded": (("", "E3"),)}, {"locked": (("P1", "E2"),)}, {}):
        found = chain_with(what_if, replace(start, **hand), "P1")
        asked = vacancy_chains(company, what_if.targets, ["P1"], **hand)
        pd.testing.assert_frame_equal(found.chains, asked.chains)
        pd.testing.assert_frame_equal(found.moves, asked.moves)
        assert found.notes == asked.notes


def test_bench_figures_count_one_person_once(company):
    what_if = prepare_pools(company, KEY)
    found = pools_with(what_if, what_if.in_force)
    figures = bench_figures(found)
    ready = found.proposals[found.proposals["ready_now"]]
    assert figures["filled"] == len(found.proposals)
    assert figures["places"] == found.targets["capacity"].sum()
    assert figures["ready"] == ready["position_id"].nunique()
    assert figures["at_once"] <= min(figures["ready"], ready["employee_id"].nunique())


def test_settings_of_names_only_what_moved(company):
    what_if = prepare_pools(company, KEY)
    assert settings_of(what_if, what_if.in_force) == {}
    weights = {**what_if.in_force.fit_weights, "performance": 0.3}
    options = replace(what_if.in_force, fit_weights=weights, locked=(("P1", "E2"),))
    assert settings_of(what_if, options) == {
        "pools.fit_weights.performance": 0.3,
        "pools.locked": [{"position_id": "P1", "employee_id": "E2"}],
    }


def test_settings_of_does_not_take_another_order_of_pairs_for_a_change(company):
    first = (("P1", "E2"), ("P5", "E6"))
    start = replace(prepare_pools(company, KEY), in_force=replace(
        prepare_pools(company, KEY).in_force, locked=first))  # fmt: skip
    turned = replace(start.in_force, locked=first[::-1])
    assert settings_of(start, turned) == {}
    more = replace(turned, locked=(("P2", "E3"), *turned.locked))
    names = [pair["employee_id"] for pair in settings_of(start, more)["pools.locked"]]
    assert names == ["E2", "E6", "E3"]


def test_with_pair_twice_is_nothing(company):
    start = prepare_pools(company, KEY).in_force
    for kind in ("locked", "excluded"):
        once = with_pair(start, kind, ("P1", "E2"))
        assert getattr(once, kind) == (("P1", "E2"),)
        assert with_pair(once, kind, ("P1", "E2")) == start


def test_weights_that_weigh_nothing_are_refused_in_words(company):
    what_if = prepare_pools(company, KEY)
    none = {"competency": 0.0, "performance": 0.0, "match": 0.1}
    with pytest.raises(ParameterError, match="Give competency or performance a weight"):
        pools_with(what_if, replace(what_if.in_force, fit_weights=none))
