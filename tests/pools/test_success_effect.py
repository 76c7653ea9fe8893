"""The chance to stand above another: published cases, scipy, identities, and how sure it is."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import brunnermunzel, hypergeom, mannwhitneyu, norm
from scipy.stats import t as student

from workbench.pools.success.effect import Superiority, smallest_detectable, superiority
from workbench.pools.success.judge import judge_many
from workbench.pools.success.permutation import permutation_p

# Brunner and Munzel (2000), Biometrical Journal 42, 17-25: pain scores after laparoscopy, with
# suction and without; values as given by the R package lawstat.
WITH = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
WITHOUT = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]


def _of(high, other) -> Superiority:  # type: ignore[no-untyped-def]
    return superiority([*high, *other], [True] * len(high) + [False] * len(other))


def test_superiority_of_the_pain_scores_of_brunner_and_munzel() -> None:
    found = _of(WITHOUT, WITH)
    assert found.chance == pytest.approx(0.788961, abs=5e-7)
    assert (found.chance - 0.5) / found.error == pytest.approx(3.1375, abs=5e-5)
    assert found.freedom == pytest.approx(17.683, abs=5e-4)
    # The published interval is on the plain scale; ours has the same error on that of the logit.
    reach = student.ppf(0.975, found.freedom) * found.error
    assert found.chance - reach == pytest.approx(0.5952169, abs=5e-8)
    assert found.chance + reach == pytest.approx(0.9827052, abs=5e-8)
    assert 2 * student.sf(3.1374675, found.freedom) == pytest.approx(0.005786209, abs=1e-9)


def test_superiority_is_cliffs_delta_of_a_published_example() -> None:
    # The example of cliff.delta in the R package effsize, which prints an estimate of -0.25.
    treatment, control = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]
    assert 2 * _of(treatment, control).chance - 1 == pytest.approx(-0.25)


def test_superiority_agrees_with_scipy() -> None:
    rng = np.random.default_rng(3)
    for shift in (0, 1, 4):
        high, other = rng.normal(shift, 1, 12), rng.normal(0, 1, 17)
        found = _of(high, other)
        exact = mannwhitneyu(high, other, method="exact")
        assert found.chance == pytest.approx(exact.statistic / (12 * 17))
        assert found.p_value == pytest.approx(exact.pvalue, rel=1e-6)  # down to 4e-8
        if found.error:
            t = abs(found.chance - 0.5) / found.error
            assert 2 * student.sf(t, found.freedom) == pytest.approx(
                brunnermunzel(high, other).pvalue
            )


def test_superiority_turned_round_stretched_reordered_and_relabelled() -> None:
    rng = np.random.default_rng(5)
    value, side, within = rng.integers(0, 6, 40) / 2, np.arange(40) % 3 == 0, rng.integers(0, 4, 40)
    found = superiority(value, side, within)
    turned = superiority(value, ~side, within)
    low, high = found.interval(0.95)
    assert turned.chance == pytest.approx(1 - found.chance)
    assert turned.p_value == pytest.approx(found.p_value)
    assert turned.interval(0.95) == pytest.approx((1 - high, 1 - low))
    assert superiority(-value, side, within).chance == pytest.approx(1 - found.chance)
    assert superiority(np.exp(3 * value), side, within) == found
    mixed = rng.permutation(40)
    again = superiority(value[mixed], side[mixed], 90 - 7 * within[mixed])
    assert again.chance == pytest.approx(found.chance)
    assert again.p_value == pytest.approx(found.p_value)
    # What is added to everybody of a class does not show.
    assert superiority(value + 10 * within, side, within).chance == pytest.approx(found.chance)


def test_superiority_compares_inside_classes_only() -> None:
    # By hand: class 1 has pairs 3 > 1 and 3 > 2, chance 1, weight 2 / 4; class 2 has 7 < 9, chance
    # 0, weight 1 / 3; nobody meets the one of class 3. 0.5 / (0.5 + 1 / 3) = 0.6.
    found = superiority([3, 1, 2, 7, 9, 50], [1, 0, 0, 1, 0, 1], [1, 1, 1, 2, 2, 3])
    assert found.chance == pytest.approx(0.6)
    assert (found.high, found.other) == (2, 3)
    assert found.information == pytest.approx(0.5 + 1 / 3)


def test_permutation_p_counts_all_ways_to_deal_the_sides_out() -> None:
    # One class of four and one of three, all 4! x 3! orders counted here one by one.
    value, place = np.array([1, 2, 2, 4, 1, 2, 3.0]), np.array([0, 0, 0, 0, 1, 1, 1])
    side, size = np.array([0, 0, 1, 1, 0, 0, 1], bool), np.array([5, 5, 5, 5, 4, 4, 4])
    rank = np.array([1, 2.5, 2.5, 4, 1, 2, 3])
    seen = (rank / size)[side].sum()
    sums = np.array(
        [
            ((rank / size)[np.r_[np.array(one), 4 + np.array(two)]][side]).sum()
            for one in permutations(range(4))
            for two in permutations(range(3))
        ]
    )
    tail = min(np.mean(sums >= seen - 1e-9), np.mean(sums <= seen + 1e-9))
    assert superiority(value, side, place).p_value == pytest.approx(2 * tail)


def test_permutation_p_of_a_rare_value_is_not_that_of_the_normal_curve() -> None:
    # Four of 12 against 16 of 400 have the value: one tail of the hypergeometric is 0.00157; the
    # normal approximation gives 4e-6.
    value = np.r_[np.repeat([1.0, 0.0], [4, 8]), np.repeat([1.0, 0.0], [16, 384])]
    found = superiority(value, np.arange(412) < 12)
    assert found.p_value == pytest.approx(2 * hypergeom.sf(3, 412, 20, 12))


def test_permutation_p_of_large_sides_joins_the_exact_one(monkeypatch) -> None:
    rng = np.random.default_rng(2)
    value, side = rng.integers(0, 8, 150) + 0.0, np.arange(150) < 50
    value[side] += rng.random(50) < 0.4
    exact = superiority(value, side).p_value
    monkeypatch.setattr("workbench.pools.success.permutation._MOST_STEPS", 0)
    assert superiority(value, side).p_value == pytest.approx(exact, rel=0.05)
    plain = mannwhitneyu(value[side], value[~side], use_continuity=False, method="asymptotic")
    assert superiority(value, side).p_value == pytest.approx(plain.pvalue)
    assert permutation_p(np.full(4, 2.5), side[48:52], np.zeros(4, int)) == 1


def test_superiority_without_overlap_or_difference_is_never_certain() -> None:
    apart = _of([2] * 10, [1] * 12)
    assert (apart.chance, apart.error) == (1, 0)
    # Wilson's lower end for ten pairs all won: 10 / (10 + 1.96 squared). All ways to deal ten of
    # 22 out: 646,646, of which one each way is as far apart.
    assert apart.interval(0.95) == pytest.approx((10 / (10 + 1.959964**2), 1))
    assert apart.p_value == pytest.approx(2 / 646646)
    same = _of([1] * 10, [1] * 10)
    assert (same.chance, same.p_value) == (0.5, 1)
    assert same.interval(0.95)[0] < 0.31


@pytest.mark.parametrize(
    ("sizes", "chance"), [([(10, 10)], 0.92), ([(2, 4)] * 8, 0.7), ([(1, 1)] * 15, 0.7)]
)
def test_interval_holds_the_truth_in_about_95_of_100_cases(sizes, chance, monkeypatch) -> None:
    monkeypatch.setattr("workbench.pools.success.effect.permutation_p", lambda *_: 1.0)
    rng, apart = np.random.default_rng(7), np.sqrt(2) * norm.ppf(chance)
    side = np.concatenate([np.repeat([True, False], size) for size in sizes])
    within = np.repeat(np.arange(len(sizes)), [sum(size) for size in sizes])
    ends = [
        superiority(rng.normal(apart * side + 3 * within), side, within).interval(0.95)
        for _ in range(300)
    ]
    # Pairs of one against one lose a little, the others are on the wide side.
    assert 0.89 <= np.mean([low <= chance <= high for low, high in ends]) <= 1.0
    assert np.mean([low > 0.5 for low, _ in ends]) > 0.1


def test_judge_many_calls_chance_clear_as_seldom_as_it_says() -> None:
    rng, side, false, share = np.random.default_rng(11), np.arange(18) < 9, 0, []
    for _ in range(100):
        found = [superiority(rng.integers(0, 5, 18), side) for _ in range(5)]
        false += bool(judge_many(found)[0]["side"].any())
        # Beside two that truly differ, of those called clear one in twenty may be chance.
        true = [superiority(rng.integers(0, 5, 18) + 3 * side, side) for _ in range(2)]
        called = judge_many([*found, *true])[0]["side"].to_numpy() != 0
        share.append(called[:5].sum() / max(called.sum(), 1))
    # Five uncorrected tests would call something clear in 22 of 100; 5 % is 5, and more than 11 has
    # a chance under 1 in 200.
    assert false <= 11
    assert np.mean(share) < 0.05


def test_judge_many_intervals_hold_the_truth_of_those_picked() -> None:
    # Of 40 normals half a spread apart, chance Phi(0.5 / sqrt(2)) = 0.638, those called clear are
    # the lucky ones: plain intervals of 95 % lie above the truth too often.
    rng, side, truth = np.random.default_rng(1), np.arange(90) < 30, norm.cdf(0.5 / np.sqrt(2))
    values = rng.normal(0.5 * side, 1, (40, 90))
    found = [superiority(one, side) for one in values]
    rows, confidence = judge_many(found)
    picked = rows[rows["side"] == 1]
    assert len(picked) >= 5
    assert (picked["chance"] > truth).mean() > 0.9
    assert (picked["chance_low"] <= truth).all()
    ends = [one.interval(confidence) for one in found]
    assert rows[["chance_low", "chance_high"]].to_numpy() == pytest.approx(np.array(ends))
    assert confidence < 0.99
    assert confidence == pytest.approx(1 - 0.05 * (rows["q_value"] <= 0.05).sum() / 40)


def test_smallest_detectable_is_found_in_four_of_five_cases() -> None:
    rng, size, needed = np.random.default_rng(7), 30, float(smallest_detectable(900 / 61))
    # Two normals whose chance of superiority is the one needed; the test is that of Mann and
    # Whitney, as the p-value of one class is.
    apart = np.sqrt(2) * norm.ppf(needed)
    high, other = rng.normal(apart, 1, (1500, size)), rng.normal(0, 1, (1500, size))
    found = mannwhitneyu(high, other, axis=1, method="asymptotic").pvalue <= 0.05
    assert np.mean(found) == pytest.approx(0.8, abs=0.04)


def test_superiority_refuses_what_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="no class has people of both sides"):
        superiority([1, 2], [True, False], [1, 2])
    with pytest.raises(ValueError, match="a value is missing"):
        superiority([1, np.nan], [True, False])
