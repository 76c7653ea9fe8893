"""The chance that at least one is ready: published distributions, the 1:3 table, and the sample."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.company import load_company
from workbench.pools import build_pools
from workbench.pools.adequacy import chance_of_successor, names_needed
from workbench.pools.bench_words import band_table, chance_findings, chance_table
from workbench.pools.one_ready import (
    bench_chances,
    chance_of_at_least,
    chance_ready_by,
    number_ready,
)
from workbench.sample.planted import KEY_POSTS, LONG_VACANCY_POST, RETIRING_HEAD_POST

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
CV = 0.4


def test_number_ready_gives_the_distribution_of_poibin():
    # Test of the Python package poibin, with values of the R package poibin (Hong 2013).
    found = number_ready(np.array([0.4163448, 0.3340270, 0.9689613]))
    assert found == pytest.approx([0.0120647, 0.39129134, 0.46189012, 0.13475384], abs=1e-8)


def test_number_ready_gives_the_distribution_of_poissonbinomial():
    # Vignette proc_exact of the R package PoissonBinomial: ten chances, each repeated; 61 trials.
    chances = [0.2655086631421, 0.37212389963679016, 0.5728533633518964, 0.9082077899947762,
               0.2016819310374558, 0.8983896849676967, 0.9446752686053514, 0.6607977924868464,
               0.6291140438988805, 0.061786270467564464]  # fmt: skip
    found = number_ready(np.repeat(chances, [3, 1, 5, 5, 10, 6, 10, 7, 9, 5]))
    printed = {0: 3.574462e-35, 10: 1.252345e-17, 20: 1.395965e-07, 30: 0.01824629,
               36: 0.1319896, 45: 0.00139832, 61: 6.727527e-21}  # fmt: skip
    for number, value in printed.items():
        assert found[number] == pytest.approx(value, rel=5.1e-7)


@pytest.mark.parametrize(
    ("ready_share", "chances", "needed"),
    [
        (0.2, [0.17, 0.31, 0.43, 0.53, 0.61], 13),
        (0.3, [0.26, 0.45, 0.59, 0.69, 0.77], 8),
        (0.5, [0.43, 0.67, 0.81, 0.89, 0.94], 5),
        (0.7, [0.60, 0.84, 0.93, 0.97, 0.99], 3),
    ],
)
def test_equal_people_give_the_table_of_one_to_three(ready_share, chances, needed):
    one = ready_share * (1 - 0.15)
    found = [chance_of_at_least(1, np.full(names, one)) for names in range(1, 6)]
    assert found == pytest.approx(chances, abs=0.0051)
    closed = [
        chance_of_successor(names, ready_share=ready_share, leave_share=0.15)
        for names in range(1, 6)
    ]
    assert found == pytest.approx(closed, abs=1e-12)
    assert chance_of_at_least(1, np.full(needed, one)) >= 0.9
    assert chance_of_at_least(1, np.full(needed - 1, one)) < 0.9
    assert names_needed(0.9, ready_share=ready_share, leave_share=0.15) == needed


def test_number_ready_equals_adding_up_all_cases():
    chances = np.array([0.05, 0.9, 0.4, 0.6, 0.33])
    added = np.zeros(6)
    for case in product([0, 1], repeat=5):
        added[sum(case)] += np.prod(np.where(case, chances, 1 - chances))
    assert number_ready(chances) == pytest.approx(added)


def test_unequal_people_with_the_same_mean_are_never_worse_than_equal_ones():
    unequal = np.array([0.9, 0.1, 0.2])
    equal = np.full(3, unequal.mean())
    assert chance_of_at_least(1, unequal) > chance_of_at_least(1, equal)


def test_number_ready_of_nobody_is_nobody():
    assert number_ready(np.array([])).tolist() == [1.0]
    assert chance_of_at_least(1, np.array([])) == 0.0
    assert chance_of_at_least(0, np.array([])) == 1.0


def test_chance_ready_by_agrees_with_simulated_paces():
    rng = np.random.default_rng(3)
    spread = np.sqrt(np.log1p(CV**2))
    paces = 0.08 * np.exp(rng.normal(0, spread, 200_000))
    months = 1.0 / 0.08
    found = chance_ready_by(np.array([months]), within_months=15, pace_cv=CV)[0]
    assert (1.0 / paces <= 15).mean() == pytest.approx(found, abs=4 * 0.5 / np.sqrt(200_000))


def test_chance_ready_by_keeps_the_unknown_unknown():
    found = chance_ready_by(np.array([0.0, np.nan]), within_months=12, pace_cv=CV)
    assert found[0] == 1.0
    assert np.isnan(found[1])


def test_bench_chances_keep_their_order_and_their_ends(company):
    pools = build_pools(company, ["P1", "P2"])
    table = bench_chances(company, pools.targets, pools.proposals)
    known = table.dropna(subset=["chance"])
    assert (known["chance"] <= known["chance_high"] + 1e-12).all()
    assert (table["chance_low"] <= table["chance_high"]).all()
    assert (known["chance_of_two"] <= known["chance"]).all()
    assert (table.loc[table["names"] == 0, "chance"] == 0).all()


def test_removing_a_record_widens_the_range_of_the_chance(tables, make):
    pools = build_pools(make(tables), ["P1", "P2"])
    proposals = pools.proposals
    before = bench_chances(make(tables), pools.targets, proposals).set_index("position_id")
    blank = proposals.assign(months=np.nan, months_p90=np.nan, readiness="not_assessed",
                             ready_now=False)  # fmt: skip
    after = bench_chances(make(tables), pools.targets, blank).set_index("position_id")
    named = before.index[before["names"] > 0]
    assert after.loc[named, "chance"].isna().all()
    assert (after.loc[named, "chance_low"] == 0).all()
    assert (after.loc[named, "chance_high"] >= before.loc[named, "chance_high"] - 1e-12).all()


@pytest.fixture(scope="module")
def sample():
    company = load_company(SAMPLE)
    return company, build_pools(company, KEY_POSTS)


def test_sample_has_posts_with_names_and_little_chance(sample):
    company, pools = sample
    table = bench_chances(company, pools.targets, pools.proposals).set_index("position_id")
    assert set(table.index) == set(pools.targets["position_id"])
    assert table.loc[RETIRING_HEAD_POST, ["names", "chance_high"]].tolist() == [0, 0]
    # Its one name was never assessed for it: nothing is known, and that is not nothing.
    assert np.isnan(table.loc[LONG_VACANCY_POST, "chance"])
    assert (
        table.loc[LONG_VACANCY_POST, "chance_low"]
        < 0.01
        < table.loc[LONG_VACANCY_POST, "chance_high"]
    )
    assert table["chance"].dropna().between(0, 1).all()
    order = table.reset_index()
    shuffled = bench_chances(company, pools.targets.iloc[::-1], pools.proposals.iloc[::-1])
    pd.testing.assert_frame_equal(order, shuffled)
    bands = band_table(order).set_index("band")["posts"]
    assert bands.sum() == 151
    assert bands["nine in ten or more"] == (order["chance"] >= 0.9).sum()
    assert bands["no name"] == (order["names"] == 0).sum()
    assert bands["not known"] == order["chance"].isna().sum()
    words = chance_findings(order, chance=0.9)
    assert words[0].startswith("Of 151 posts, ")
    assert len(chance_table(order)) == 151
