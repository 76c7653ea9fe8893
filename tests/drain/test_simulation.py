"""The drawn loss on bare arrays: identities with the exact engine, cases by hand, invariance."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.special import ndtri

from workbench.drain.engine import loss_year
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.assets import Asset
from workbench.drain.simulation.bits import normals_of_rest, random_bits
from workbench.drain.simulation.draw import draw_losses, loss_if_leave
from workbench.drain.simulation.estimate import (
    exceeding,
    mean_of,
    shortfall_of,
    value_at_risk_of,
)
from workbench.drain.simulation.factor import layer_factor
from workbench.drain.simulation.leaves import Pull, draw_leavers
from workbench.drain.simulation.model import PARTS, Model
from workbench.drain.states import TeamShock, probability_given_factor
from workbench.errors import ParameterError

SEED = 11


def make_exits(*chance: float, correlation: float = 0.0, shocks=()) -> Exits:
    quiet = np.array(chance)
    none = np.zeros(len(quiet))
    return Exits(quiet, quiet, none, none, none, 0.0, correlation, tuple(shocks))


def make_model(mean, cv=0.0, assets=(), seats=(), people=(), savings=(), could=None) -> Model:
    mean = np.asarray(mean, dtype=float)
    return Model(
        mean, np.full(len(mean), cv), tuple(assets), np.array(seats, dtype=np.intp),
        np.array(people, dtype=np.intp), np.array(savings, dtype=float),
        np.zeros((0, 0), dtype=bool) if could is None else np.array(could, dtype=bool),
    )  # fmt: skip


def make_asset(rule: str, amounts, *, worth=0.0, chances=(1.0, 1.0), covered=(0.0, 0.0),
               outside=(), never_gone=False) -> Asset:  # fmt: skip
    amounts = np.asarray(amounts, dtype=float)
    return Asset(
        "A", "Asset", "secret", rule, np.arange(len(amounts)), np.array(outside, dtype=np.intp),
        never_gone, amounts, worth, np.asarray(chances), amounts, np.asarray(covered),
    )  # fmt: skip


def keys(people: int) -> list[str]:
    return [f"E{number}" for number in range(people)]


def draw(model, exits, **options):
    options = {"paths": 32_768, "seed": SEED, **options}
    return draw_losses(model, exits, keys(len(model.mean)), **options)


@pytest.fixture(scope="module")
def portfolio():
    """Thirty people with unequal chances and losses; a third of them in a team."""
    random = np.random.default_rng(3)
    chance, mean = random.uniform(0.03, 0.25, 30), random.lognormal(3.0, 0.6, 30)
    return chance, mean


@pytest.mark.parametrize("correlation", [0.0, 0.15, 0.4])
@pytest.mark.parametrize("shocks", [(), (TeamShock(tuple(range(10)), 0.2, 0.7),)], ids=len)
def test_drawn_sum_equals_the_exact_engine(portfolio, correlation, shocks):
    # With nothing shared and nobody pulled along, both are the same law.
    chance, mean = portfolio
    exits = make_exits(*chance, correlation=correlation, shocks=shocks)
    year = loss_year(exits, pd.DataFrame({"mean": mean, "cv": 0.8}))
    factor, losses = draw(make_model(mean, 0.8), exits)
    total = losses.total
    nobody = float(year.states.weights @ np.prod(1 - year.states.probabilities, axis=1))
    pairs = [
        (mean_of(total, factor), year.expected),
        (exceeding(total, factor, loss=0.0), 1.0 - nobody),
        (value_at_risk_of(total, factor, level=0.95), year.value_at_risk(0.95)),
        (shortfall_of(total, factor, level=0.95), year.shortfall(0.95)),
        (shortfall_of(total, factor, level=0.99), year.shortfall(0.99)),
    ]
    for drawn, exact in pairs:
        assert abs(drawn.amount - exact) <= 4 * drawn.error(factor)
        assert drawn.error(factor) < 0.02 * exact
    leavers = mean_of(losses.leavers, factor)
    assert abs(leavers.amount - year.counts @ np.arange(31)) <= 4 * leavers.error(factor)


def test_standard_errors_are_those_seen_over_seeds(portfolio):
    # The spread of forty runs is within a third of the error that one run states.
    chance, mean = portfolio
    exits, model = make_exits(*chance[:8], correlation=0.15), make_model(mean[:8])
    found, stated = [], []
    for seed in range(40):
        factor, losses = draw(model, exits, paths=8192, seed=seed)
        figures = [mean_of(losses.total, factor), shortfall_of(losses.total, factor, level=0.95)]
        found.append([figure.amount for figure in figures])
        stated.append([figure.error(factor) for figure in figures])
    ratio = np.std(found, axis=0) / np.mean(stated, axis=0)
    assert (ratio > 0.67).all() and (ratio < 1.33).all()


def test_bad_years_drawn_more_often_make_the_tail_surer(portfolio):
    chance, mean = portfolio
    exits = make_exits(*chance, correlation=0.15)
    factor, losses = draw(make_model(mean), exits)
    plain = layer_factor(repeats=factor.repeats)
    total = np.zeros(plain.paths)
    for some in draw_leavers(exits, keys(30), plain, seed=SEED):
        total[some.paths] += mean[some.members[0]] * some.leaves[0]
    errors = [
        shortfall_of(loss, layers, level=0.99).error(layers)
        for loss, layers in ((losses.total, factor), (total, plain))
    ]
    assert errors[0] < 0.6 * errors[1]


def test_secret_of_two_holders_leaks_with_either_by_hand():
    # Whole worth 10; each leaves with 0.3 and takes it along for sure: 10 (1 - 0.7^2) = 5.1,
    # while the halves of the two add up to 2 x 0.3 x 5 = 3.
    asset = make_asset("leaks once", [5.0, 5.0], worth=10.0)
    factor, losses = draw(make_model([5.0, 5.0], assets=[asset]), make_exits(0.3, 0.3))
    for loss, by_hand in ((losses.total, 5.1), (losses.added_up, 3.0)):
        found = mean_of(loss, factor)
        assert abs(found.amount - by_hand) <= 4 * found.error(factor)
        assert found.error(factor) < 0.05


def test_secret_that_not_every_leaver_takes_along_by_hand():
    # Each takes it to a rival with 0.5, so that one of two leaves with it: 1 - (1 - 0.3 x 0.5)^2.
    asset = make_asset("leaks once", [2.5, 2.5], worth=10.0, chances=(0.5, 0.5))
    factor, losses = draw(make_model([2.5, 2.5], assets=[asset]), make_exits(0.3, 0.3))
    found = mean_of(losses.total, factor)
    assert abs(found.amount - 10 * (1 - 0.85**2)) <= 4 * found.error(factor)


def test_method_of_two_holders_stops_when_both_go_by_hand():
    # 10 x 0.3^2 = 0.9; half of it each would add up to 3.
    asset = make_asset("stops when all go", [5.0, 5.0])
    factor, losses = draw(make_model([5.0, 5.0], assets=[asset]), make_exits(0.3, 0.3))
    found = mean_of(losses.total, factor)
    assert abs(found.amount - 0.9) <= 4 * found.error(factor)
    assert set(np.unique(losses.total)) == {0.0, 10.0}


def test_method_held_outside_too_never_stops_or_stops_with_all_three():
    exits = make_exits(0.3, 0.3, 0.5)
    own = {"amounts": [5.0, 5.0], "rule": "stops when all go"}
    never = make_asset(**own, never_gone=True)
    _, losses = draw(make_model([5.0, 5.0, 0.0], assets=[never]), exits)
    assert losses.total.max() == 0
    third = make_asset(**own, outside=(2,))
    factor, losses = draw(make_model([5.0, 5.0, 0.0], assets=[third]), exits)
    found = mean_of(losses.total, factor)
    assert abs(found.amount - 10 * 0.3 * 0.3 * 0.5) <= 4 * found.error(factor)


def test_customer_of_two_holders_goes_once_by_hand():
    # 6 if the first leaves, 4 if only the second: 0.3 x 6 + 0.7 x 0.3 x 4 = 2.64.
    asset = make_asset("follows once", [6.0, 4.0])
    factor, losses = draw(make_model([6.0, 4.0], assets=[asset]), make_exits(0.3, 0.3))
    found = mean_of(losses.total, factor)
    assert abs(found.amount - 2.64) <= 4 * found.error(factor)


def test_one_successor_for_two_seats_takes_the_dearer_by_hand():
    # Named for both: saves 8 + 5 when both are empty; can take one: saves 8. Both empty 0.09.
    model = make_model(
        [20.0, 20.0, 0.0], seats=[0, 1], people=[2], savings=[8.0, 5.0], could=[[1], [1]]
    )
    factor, losses = draw(model, make_exits(0.3, 0.3, 0.0))
    parts = {
        name: mean_of(part, factor) for name, part in zip(PARTS, losses.parts[:-1], strict=True)
    }
    for name, by_hand in (("ready successors step in", -0.3 * 13),
                          ("successors are wanted twice", 0.09 * 5)):  # fmt: skip
        assert abs(parts[name].amount - by_hand) <= 4 * parts[name].error(factor)


def test_successor_who_leaves_takes_no_seat():
    model = make_model([20.0, 0.0], seats=[0], people=[1], savings=[8.0], could=[[1]])
    _, losses = draw(model, make_exits(0.3, 1.0))
    assert not losses.named.any() and losses.total.max() == 20.0


def contacts(people: int, *pairs: tuple[int, int]) -> csr_array:
    near = np.zeros((people, people), dtype=bool)
    for one, other in pairs:
        near[one, other] = near[other, one] = True
    return csr_array(near)


def test_people_are_pulled_along_by_hand():
    # A leaver (0.2) takes the contact along with 0.5: 0.2 + 0.8 x 0.2 x 0.5 = 0.28 each; the loss
    # of both, 10 each, is 5.6; in a chain of three the ends pull only through the middle.
    pull = Pull(contacts(2, (0, 1)), 0.5)
    factor, losses = draw(make_model([10.0, 10.0]), make_exits(0.2, 0.2), pull=pull)
    found = mean_of(losses.total, factor)
    assert abs(found.amount - 5.6) <= 4 * found.error(factor)
    # Three in a row, only the first leaves by himself: the second follows with 0.5, the third in
    # the second generation with 0.5 x 0.5.
    chain = contacts(3, (0, 1), (1, 2))
    for generations, last in ((1, 0.0), (2, 0.25), (3, 0.25)):
        factor, losses = draw(
            make_model([0.0, 1.0, 100.0]), make_exits(1.0, 0.0, 0.0),
            pull=Pull(chain, 0.5, generations),
        )  # fmt: skip
        found = mean_of(losses.total, factor)
        assert abs(found.amount - (0.5 + 100 * last)) <= max(4 * found.error(factor), 1e-9)


def test_loss_if_leave_counts_a_secret_once_and_a_method_when_both_go():
    secret = make_asset("leaks once", [5.0, 5.0], worth=10.0)
    method = replace(make_asset("stops when all go", [3.0, 3.0], covered=(1.0, 1.0)), asset_id="B")
    model = make_model([9.0, 9.0], assets=[secret, method])
    # One: 9 + 5 more of the secret - 2 of the method; both: 18.
    assert loss_if_leave(model, (0,)) == pytest.approx(12.0)
    assert loss_if_leave(model, (0, 1)) == pytest.approx(18.0)


def test_order_of_people_and_size_of_blocks_change_nothing(portfolio):
    chance, mean = portfolio
    order = np.random.default_rng(1).permutation(30)
    exits, near = make_exits(*chance, correlation=0.15), contacts(30, (0, 1), (1, 5), (7, 9))
    factor = layer_factor(repeats=4)
    mixed = make_exits(*chance[order], correlation=0.15)
    totals = []
    for how, ids, amounts, entries, ties in (
        (exits, np.arange(30), mean, 10**6, near),
        (exits, np.arange(30), mean, 999, near),
        (mixed, order, mean[order], 10**6, csr_array(near.toarray()[np.ix_(order, order)])),
    ):
        total = np.zeros(factor.paths)
        names = [f"E{number}" for number in ids]
        for some in draw_leavers(
            how, names, factor, seed=SEED, pull=Pull(ties, 0.3, 3), entries=entries
        ):
            total[some.paths] += amounts[some.members] @ some.leaves
        totals.append(total)
    assert totals[1] == pytest.approx(totals[0], rel=1e-12)
    assert totals[2] == pytest.approx(totals[0], rel=1e-12)


def test_other_scenarios_keep_the_random_numbers_of_each_person():
    # A higher chance only adds leavers, and a new colleague moves nobody.
    factor = layer_factor(repeats=4)

    def leaves(*chance):
        drawn = draw_leavers(make_exits(*chance), keys(len(chance)), factor, seed=SEED)
        return np.vstack([some.leaves for some in drawn])

    usual, worse, larger = leaves(0.1, 0.2), leaves(0.2, 0.3), leaves(0.1, 0.2, 0.5)
    assert (worse | ~usual).all() and worse.sum() > usual.sum()
    assert (larger[:2] == usual).all()


def test_random_bits_are_uniform_and_their_halves_independent():
    bits = random_bits(5, seed=1, first=0, count=100_000)
    raw = np.random.Philox(key=np.array([1, 5], dtype=np.uint64)).random_raw(8)
    assert (bits[:8] == raw).all()
    upper, lower = np.multiply(bits, 2.0**-64), normals_of_rest(bits)
    assert abs(upper.mean() - 0.5) < 4 / np.sqrt(12 * 100_000)
    assert abs(lower.mean()) < 4 / np.sqrt(100_000) and abs(lower.std() - 1) < 0.01
    assert abs(np.corrcoef(upper, lower)[0, 1]) < 4 / np.sqrt(100_000)
    others = np.multiply(random_bits(6, seed=1, first=0, count=100_000), 2.0**-64)
    assert abs(np.corrcoef(upper, others)[0, 1]) < 4 / np.sqrt(100_000)


def test_draw_leavers_refuses_what_it_cannot_draw():
    exits, factor = make_exits(0.1), layer_factor(repeats=4)
    with pytest.raises(ParameterError, match="a multiple of 4"):
        list(draw_leavers(exits, keys(1), replace(factor, repeats=3), seed=1))
    with pytest.raises(ParameterError, match="1 to 3 allowed"):
        list(draw_leavers(exits, keys(1), factor, seed=1, pull=Pull(contacts(1), 0.1, 4)))


def test_number_of_leavers_matches_the_poisson_binomial():
    # Vignette of the R package PoissonBinomial, as in the test of the exact engine: chances that
    # are repeated, seven printed digits.
    chance = [
        0.2655086631421, 0.37212389963679016, 0.5728533633518964, 0.9082077899947762,
        0.2016819310374558, 0.8983896849676967, 0.9446752686053514, 0.6607977924868464,
        0.6291140438988805, 0.061786270467564464,
    ]  # fmt: skip
    people = np.repeat(chance, [3, 1, 5, 5, 10, 6, 10, 7, 9, 5])
    factor, losses = draw(make_model(np.ones(61)), make_exits(*people))
    for leavers, printed in {30: 0.01824629, 36: 0.1319896, 41: 0.03413623}.items():
        found = mean_of((losses.leavers == leavers).astype(float), factor)
        assert abs(found.amount - printed) <= 4 * found.error(factor)
        assert found.error(factor) < 0.1 * printed


def test_many_alike_lose_the_vasicek_quantile():
    # Vasicek (1987); with 1,500 people the steps of one person and the chance left are small.
    limit = probability_given_factor(np.array([0.1]), ndtri(np.array([0.01])), correlation=0.15)
    exits = make_exits(*np.full(1500, 0.1), correlation=0.15)
    factor, losses = draw(make_model(np.ones(1500)), exits, paths=8192)
    found = value_at_risk_of(losses.total / 1500, factor, level=0.99)
    assert abs(found.amount - limit[0, 0]) <= 4 * found.error(factor) + 1 / 1500


def test_nobody_loses_nothing():
    factor, losses = draw(make_model([]), make_exits())
    assert mean_of(losses.total, factor).amount == 0.0
