import numpy as np
import pytest
from scipy.stats import spearmanr

from workbench.mcda.orders import first_places, jaccard_of_top, spearman


def test_spearman_is_that_of_scipy_with_ties() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.integers(0, 5, 40).astype(float), rng.random(40)
    assert spearman(first, second) == pytest.approx(spearmanr(first, second).statistic)


def test_spearman_leaves_rows_out_that_one_does_not_know() -> None:
    # Without the third row the orders are opposite.
    assert spearman([1, 2, 9, 3], [3, 2, np.nan, 1]) == -1.0


def test_spearman_with_a_constant_is_unknown() -> None:
    assert np.isnan(spearman([1.0, 2.0], [1.0, 1.0]))
    assert np.isnan(spearman([1.0, np.nan], [1.0, 2.0]))


def test_first_places_keep_the_order_of_rows_among_equals() -> None:
    assert first_places([0.5, 0.9, 0.5, np.nan], 3).tolist() == [1, 0, 2]
    assert first_places([0.5, np.nan], 9).tolist() == [0]


def test_jaccard_of_an_order_with_itself_is_full_and_with_its_reverse_empty() -> None:
    scores = np.array([0.2, 0.9, 0.4, 0.1])
    assert jaccard_of_top(scores, 2 * scores, top=2) == 1.0
    assert jaccard_of_top(scores, -scores, top=2) == 0.0


def test_jaccard_without_any_place_is_unknown() -> None:
    assert np.isnan(jaccard_of_top([1.0, 2.0], [1.0, 2.0], top=0))
