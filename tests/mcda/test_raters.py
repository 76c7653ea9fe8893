"""Agreement of raters: published cases and identities."""

import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from workbench.mcda.raters import concordance, intraclass_correlations

# Shrout and Fleiss (1979), Psychological Bulletin 86:420-428, table 2: six targets, four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    dtype=float,
)


# Anxiety of twenty people, rated by three, from the R package irr (Gamer and others).
ANXIETY = np.array(
    [
        [3, 3, 2], [3, 6, 1], [3, 4, 4], [4, 6, 4], [5, 2, 3], [5, 4, 2], [2, 2, 1], [3, 4, 6],
        [5, 3, 1], [2, 3, 1], [2, 2, 1], [6, 3, 2], [1, 3, 3], [5, 3, 3], [2, 2, 1], [2, 2, 1],
        [1, 1, 3], [2, 3, 3], [4, 3, 2], [3, 4, 2],
    ]
)  # fmt: skip


def test_intraclass_correlations_match_shrout_and_fleiss_1979() -> None:
    found = intraclass_correlations(SHROUT_FLEISS)
    printed = {
        "one_way_single": 0.17, "random_single": 0.29, "fixed_single": 0.71,
        "one_way_mean": 0.44, "random_mean": 0.62, "fixed_mean": 0.91,
    }  # fmt: skip
    for name, value in printed.items():
        assert getattr(found, name).value == pytest.approx(value, abs=0.0051), name


def test_intraclass_correlations_have_the_intervals_of_the_package_psych() -> None:
    # R package psych (Revelle), ICC of the same table, by McGraw and Wong (1996).
    found = intraclass_correlations(SHROUT_FLEISS)
    printed = {
        "one_way_single": (-0.133, 0.72), "random_single": (0.019, 0.76),
        "fixed_single": (0.342, 0.95), "one_way_mean": (-0.884, 0.91),
        "random_mean": (0.071, 0.93), "fixed_mean": (0.676, 0.99),
    }  # fmt: skip
    for name, (low, high) in printed.items():
        estimate = getattr(found, name)
        assert estimate.low == pytest.approx(low, abs=6e-4), name
        assert estimate.high == pytest.approx(high, abs=6e-3), name


def test_intraclass_correlations_anxiety_is_that_of_the_package_irr() -> None:
    estimate = intraclass_correlations(ANXIETY).random_single
    assert estimate == pytest.approx((0.198, -0.039, 0.494), abs=6e-4)


def test_intraclass_correlation_of_the_mean_follows_from_that_of_one() -> None:
    found = intraclass_correlations(SHROUT_FLEISS)
    for single, mean in (
        (found.one_way_single, found.one_way_mean),
        (found.random_single, found.random_mean),
        (found.fixed_single, found.fixed_mean),
    ):
        stepped_up = [4 * number / (1 + 3 * number) for number in single]
        assert mean == pytest.approx(stepped_up)


def test_intraclass_interval_holds_its_value_and_widens_with_confidence() -> None:
    narrow, wide = (
        intraclass_correlations(ANXIETY, confidence=share).random_mean for share in (0.8, 0.99)
    )
    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


def test_intraclass_correlations_of_raters_apart_by_a_constant() -> None:
    # Each orders and spaces the posts alike: full consistency, but no full agreement.
    order = np.array([0.1, 0.7, 0.4, 0.9])
    found = intraclass_correlations(np.column_stack([order, order + 0.3]))
    assert found.fixed_single.value == pytest.approx(1)
    assert found.random_single.value < 0.8
    assert np.isnan(found.random_single.low)


def test_concordance_of_opposite_raters_is_zero_and_of_equal_ones_is_one() -> None:
    order = np.array([1.0, 2.0, 3.0, 4.0])
    assert concordance(np.column_stack([order, order[::-1]])).coefficient == pytest.approx(0.0)
    assert concordance(np.column_stack([order, 10 * order])).coefficient == pytest.approx(1.0)


def test_concordance_of_siegels_interviewers() -> None:
    # Siegel (1956), Nonparametric Statistics: three executives rank six applicants. Totals 8, 14,
    # 11, 11, 11, 8 with squares about 10.5 of 25.5: W = 12 x 25.5 / (9 x 210) = 0.16.
    ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]).T
    assert concordance(ranks).coefficient == pytest.approx(12 * 25.5 / (9 * 210))


def test_concordance_with_ties_by_hand() -> None:
    # Ranks (1.5, 1.5, 3) and (1, 2, 3): totals 2.5, 3.5, 6, squares about 4 sum to 6.5; one tie of
    # two costs 2 x (8 - 2) = 12 of 4 x (27 - 3) = 96: W = 12 x 6.5 / 84.
    found = concordance([[1.0, 1.0], [1.0, 2.0], [2.0, 3.0]])
    assert found.coefficient == pytest.approx(78 / 84)


def test_concordance_anxiety_is_that_of_the_package_irr() -> None:
    found = concordance(ANXIETY)
    assert found.coefficient == pytest.approx(0.54, abs=0.0051)
    assert found.chi_square == pytest.approx(30.8, abs=0.051)
    assert found.degrees_of_freedom == 19
    assert found.p_value == pytest.approx(0.0429, abs=5.1e-5)


def test_concordance_tests_what_friedman_tests() -> None:
    # Friedman's statistic is k (n - 1) W, ties included.
    statistic, p_value = friedmanchisquare(*ANXIETY)
    found = concordance(ANXIETY)
    assert found.chi_square == pytest.approx(statistic)
    assert found.p_value == pytest.approx(p_value)


@pytest.mark.parametrize(
    "measure", [lambda r: concordance(r)[0], lambda r: intraclass_correlations(r).random_mean[0]]
)
def test_agreement_ignores_the_order_of_posts_and_raters(measure) -> None:  # type: ignore[no-untyped-def]
    turned = SHROUT_FLEISS[::-1, [2, 0, 3, 1]]
    assert measure(turned) == pytest.approx(measure(SHROUT_FLEISS))


def test_agreement_without_any_difference_is_unknown() -> None:
    same = np.full((3, 2), 4.0)
    assert np.isnan(concordance(same).coefficient)
    assert np.isnan(concordance(same).p_value)
    assert all(np.isnan(each).all() for each in vars(intraclass_correlations(same)).values())


@pytest.mark.parametrize("measure", [concordance, intraclass_correlations])
def test_agreement_refuses_gaps_and_single_raters(measure) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="two posts and two raters"):
        measure([[1.0], [2.0]])
    with pytest.raises(ValueError, match="rated every post"):
        measure([[1.0, np.nan], [2.0, 3.0]])
