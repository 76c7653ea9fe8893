import numpy as np
import pytest

from workbench.mcda.redundancy import correlations, inflation_factors, without_double_counting

# Longley (1967), JASA 62, 819-841: price deflator, national product, unemployed, armed forces,
# population, year; the best known case of criteria that repeat one another.
LONGLEY = np.array(
    [
        [83.0, 234.289, 235.6, 159.0, 107.608, 1947],
        [88.5, 259.426, 232.5, 145.6, 108.632, 1948],
        [88.2, 258.054, 368.2, 161.6, 109.773, 1949],
        [89.5, 284.599, 335.1, 165.0, 110.929, 1950],
        [96.2, 328.975, 209.9, 309.9, 112.075, 1951],
        [98.1, 346.999, 193.2, 359.4, 113.270, 1952],
        [99.0, 365.385, 187.0, 354.7, 115.094, 1953],
        [100.0, 363.112, 357.8, 335.0, 116.219, 1954],
        [101.2, 397.469, 290.4, 304.8, 117.388, 1955],
        [104.6, 419.180, 282.2, 285.7, 118.734, 1956],
        [108.4, 442.769, 293.6, 279.8, 120.445, 1957],
        [110.8, 444.546, 468.1, 263.7, 121.950, 1958],
        [112.6, 482.704, 381.3, 255.2, 123.366, 1959],
        [114.2, 502.601, 393.1, 251.4, 125.368, 1960],
        [115.7, 518.173, 480.6, 257.2, 127.852, 1961],
        [116.9, 554.894, 400.7, 282.7, 130.081, 1962],
    ]
)


def test_inflation_factors_of_longley() -> None:
    # As printed by the R packages car and genridge.
    printed = [135.53, 1788.51, 33.62, 3.59, 399.15, 758.98]
    factors, rows = inflation_factors(LONGLEY)
    assert factors == pytest.approx(printed, abs=6e-3)
    assert rows == 16


def test_inflation_factors_are_the_diagonal_of_the_inverted_correlations() -> None:
    values = np.random.default_rng(8).normal(size=(60, 4)) @ np.triu(np.ones((4, 4)))
    inverse = np.linalg.inv(correlations(values, method="pearson")[0])
    assert inflation_factors(values)[0] == pytest.approx(np.diag(inverse))


def test_inflation_factors_constant_column_is_unknown_and_changes_nothing() -> None:
    found, _ = inflation_factors(np.column_stack([np.full(16, 2.0), LONGLEY]))
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx(inflation_factors(LONGLEY)[0])


def test_inflation_factors_of_a_sum_are_infinite() -> None:
    values = np.random.default_rng(9).random((20, 2))
    found, _ = inflation_factors(np.column_stack([values, values.sum(axis=1)]))
    assert np.isinf(found).all()


def test_inflation_factors_rest_on_the_rows_known_throughout() -> None:
    gap = np.vstack([LONGLEY, np.full(6, 7.0)])
    gap[16, 2] = np.nan
    factors, rows = inflation_factors(np.column_stack([gap, np.full(17, np.nan)]))
    assert rows == 16
    assert factors[:6] == pytest.approx(inflation_factors(LONGLEY)[0])
    assert np.isnan(factors[6])


def test_inflation_factors_of_too_few_rows_are_unknown() -> None:
    factors, rows = inflation_factors(LONGLEY[:6])
    assert np.isnan(factors).all()
    assert rows == 6


def test_correlations_rank_only_the_rows_known_in_both() -> None:
    # Over the first three rows the two agree; the fourth, known in one only, would break it.
    found, rows = correlations([[1, 10], [2, 20], [3, 30], [0, np.nan], [9, np.nan]])
    assert found[0, 1] == pytest.approx(1)
    assert rows.tolist() == [[5, 3], [3, 3]]


def test_correlations_of_constants_and_of_two_rows_are_unknown() -> None:
    found, _ = correlations([[1, 4, 1], [2, 4, 3], [3, 4, np.nan]])
    assert np.isnan(found[0, 1])
    assert np.isnan(found[0, 2])
    assert np.diag(found).tolist() == [1, 1, 1]


def test_correlations_refuse_an_unknown_method() -> None:
    with pytest.raises(ValueError, match="known are spearman, pearson"):
        correlations([[1, 2]], method="kendall")  # type: ignore[arg-type]


def test_without_double_counting_copies_share_the_weight_of_one() -> None:
    # Three copies and one of its own: sums of r^2 are 3, 3, 3, 1, so shares 1/6, 1/6, 1/6, 1/2.
    agree = np.eye(4)
    agree[:3, :3] = 1
    assert without_double_counting([1, 1, 1, 1], agree, [0, 0, 0, 0]) == pytest.approx(
        [4 / 6, 4 / 6, 4 / 6, 4 / 2]
    )


def test_without_double_counting_looks_inside_groups_and_keeps_their_weight() -> None:
    agree = np.ones((4, 4))
    weights = np.array([1.0, 3, 2, 2])
    found = without_double_counting(weights, agree, [0, 0, 1, 1])
    assert found == pytest.approx(weights)  # all members of a group repeat one another alike
    assert without_double_counting(weights, agree, [0, 1, 2, 3]) == pytest.approx(weights)


def test_without_double_counting_opposite_and_unknown_pairs_count_as_apart() -> None:
    apart = np.array([[1, -0.9, np.nan], [-0.9, 1, 0], [np.nan, 0, 1]])
    assert without_double_counting([1, 2, 3], apart, [0, 0, 0]) == pytest.approx([1, 2, 3])
