"""Agreement of raters: published cases and identities."""

import numpy as np
import pytest

from workbench.mcda.raters import concordance, intraclass_correlation

# Shrout and Fleiss (1979), Psychological Bulletin 86:420-428, table 2: six targets, four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    dtype=float,
)


def test_intraclass_correlation_matches_shrout_and_fleiss_1979() -> None:
    single, mean = intraclass_correlation(SHROUT_FLEISS)
    assert single == pytest.approx(0.29, abs=0.005)
    assert mean == pytest.approx(0.62, abs=0.005)


def test_intraclass_correlation_of_the_mean_follows_from_that_of_one() -> None:
    single, mean = intraclass_correlation(SHROUT_FLEISS)
    assert mean == pytest.approx(4 * single / (1 + 3 * single))


def test_concordance_of_opposite_raters_is_zero_and_of_equal_ones_is_one() -> None:
    order = np.array([1.0, 2.0, 3.0, 4.0])
    assert concordance(np.column_stack([order, order[::-1]])) == pytest.approx(0.0)
    assert concordance(np.column_stack([order, 10 * order])) == pytest.approx(1.0)


def test_concordance_with_ties_by_hand() -> None:
    # Ranks (1.5, 1.5, 3) and (1, 2, 3): totals 2.5, 3.5, 6, squares about 4 sum to 6.5; one tie of
    # two costs 2 x (8 - 2) = 12 of 4 x (27 - 3) = 96: W = 12 x 6.5 / 84.
    assert concordance(np.array([[1.0, 1.0], [1.0, 2.0], [2.0, 3.0]])) == pytest.approx(78 / 84)


@pytest.mark.parametrize("measure", [concordance, lambda r: intraclass_correlation(r)[1]])
def test_agreement_ignores_the_order_of_posts_and_raters(measure) -> None:  # type: ignore[no-untyped-def]
    turned = SHROUT_FLEISS[::-1, [2, 0, 3, 1]]
    assert measure(turned) == pytest.approx(measure(SHROUT_FLEISS))


def test_agreement_without_any_difference_is_unknown() -> None:
    same = np.full((3, 2), 4.0)
    assert np.isnan(concordance(same))
    assert np.isnan(intraclass_correlation(same)).all()
