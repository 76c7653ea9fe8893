import numpy as np
import pytest

from workbench.mcda import ahp

# Saaty (1990), How to make a decision, European Journal of Operational Research 48: buying a house.
HOUSE = np.array(
    [
        [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
        [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
        [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
        [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
        [4, 7, 5, 8, 6, 6, 2, 1],
    ]
)
# Wang and Chin (2011), Information Sciences 181, 5240-5248: choosing a school.
SCHOOL = np.array(
    [
        [1, 4, 3, 1, 3, 4],
        [1 / 4, 1, 7, 3, 1 / 5, 1],
        [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
        [1, 1 / 3, 5, 1, 1, 1 / 3],
        [1 / 3, 5, 5, 1, 1, 3],
        [1 / 4, 1, 6, 3, 1 / 3, 1],
    ]
)


def test_eigen_consistency_house_is_saatys() -> None:
    lambda_max, index, ratio, weights = ahp.eigen_consistency(HOUSE)
    assert (lambda_max, index, ratio) == pytest.approx((9.669, 0.238, 0.169), abs=6e-4)
    printed = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert weights == pytest.approx(printed, abs=6e-4)


def test_eigen_consistency_school_is_wang_and_chins() -> None:
    *_, weights = ahp.eigen_consistency(SCHOOL)
    assert weights == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=6e-5)


def test_eigen_consistency_of_15_items_uses_saatys_index() -> None:
    # One answer of a consistent matrix turned round; CR is CI over 1.59, Saaty (1980).
    weights = np.arange(15, 0, -1.0)
    matrix = weights[:, None] / weights
    matrix[0, 14], matrix[14, 0] = 1 / 15, 15
    lambda_max, index, ratio, _ = ahp.eigen_consistency(matrix)
    assert index == pytest.approx((lambda_max - 15) / 14)
    assert ratio == pytest.approx(index / 1.59)
    assert np.isnan(ahp.eigen_consistency(np.ones((16, 16)))[0])


def test_eigen_consistency_incomplete_is_unknown() -> None:
    gap = SCHOOL.copy()
    gap[0, 1] = gap[1, 0] = np.nan
    assert np.isnan(ahp.eigen_consistency(gap)[0])


@pytest.mark.parametrize("matrix", [HOUSE, SCHOOL], ids=["house", "school"])
def test_priorities_complete_are_row_geometric_means(matrix: np.ndarray) -> None:
    rows = np.exp(np.log(matrix).mean(axis=1))
    assert ahp.priorities(matrix) == pytest.approx(rows / rows.sum(), abs=1e-12)


def test_priorities_incomplete_are_those_of_bozoki_fulop_and_ronyai() -> None:
    # Bozoki, Fulop and Ronyai (2010), Mathematical and Computer Modelling 52, 318-333: four items,
    # the last pair was never compared. Their eigenvector completion gives .3738 .3920 .0985 .1357,
    # logarithmic least squares the weights below.
    gap = np.nan
    matrix = np.array([[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, gap], [1 / 2, 1 / 4, gap, 1]])
    assert ahp.priorities(matrix) == pytest.approx([0.3742, 0.3916, 0.0988, 0.1353], abs=6e-5)


def test_priorities_incomplete_recover_consistent_weights() -> None:
    weights = np.array([0.5, 0.2, 0.2, 0.1])
    matrix = weights[:, None] / weights[None, :]
    for j, k in [(0, 2), (1, 3), (0, 3)]:
        matrix[j, k] = matrix[k, j] = np.nan
    assert ahp.priorities(matrix) == pytest.approx(weights, abs=1e-12)


def test_priorities_refuse_unconnected_answers() -> None:
    matrix = np.full((4, 4), np.nan)
    np.fill_diagonal(matrix, 1)
    matrix[0, 1], matrix[1, 0], matrix[2, 3], matrix[3, 2] = 2, 0.5, 3, 1 / 3
    with pytest.raises(ValueError, match="fall into 2 groups"):
        ahp.priorities(matrix)


def test_priorities_ignore_the_order_of_items() -> None:
    order = np.array([3, 0, 5, 1, 4, 2])
    assert ahp.priorities(SCHOOL[np.ix_(order, order)]) == pytest.approx(
        ahp.priorities(SCHOOL)[order], abs=1e-12
    )


def test_group_matrix_aggregates_judgements_as_priorities() -> None:
    # Barzilai and Golany (1994): both ways of aggregating agree for row geometric means.
    other = SCHOOL.T
    together = ahp.priorities(ahp.group_matrix([SCHOOL, other]))
    apart = np.sqrt(ahp.priorities(SCHOOL) * ahp.priorities(other))
    assert together == pytest.approx(apart / apart.sum(), abs=1e-12)


def test_geometric_consistency_matches_its_formula() -> None:
    weights = ahp.priorities(HOUSE)
    total = sum(
        np.log(HOUSE[j, k] * weights[k] / weights[j]) ** 2 for j in range(8) for k in range(j)
    )
    assert ahp.geometric_consistency(HOUSE, weights) == pytest.approx(2 / (7 * 6) * total)


def test_geometric_consistency_of_group_is_at_most_the_worst_raters() -> None:
    # Escobar, Aguaron and Moreno-Jimenez (2004).
    rng = np.random.default_rng(4)
    raters = [_random_matrix(rng, 5) for _ in range(4)]
    single = [ahp.geometric_consistency(m, ahp.priorities(m)) for m in raters]
    group = ahp.group_matrix(raters)
    assert ahp.geometric_consistency(group, ahp.priorities(group)) <= max(single)


def test_geometric_consistency_of_a_chain_checks_nothing() -> None:
    chain = np.array([[1, 2, np.nan], [0.5, 1, 3], [np.nan, 1 / 3, 1]])
    assert np.isnan(ahp.geometric_consistency(chain, ahp.priorities(chain)))


def test_largest_residuals_name_the_answer_that_was_turned_round() -> None:
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    matrix = weights[:, None] / weights[None, :]
    matrix[0, 3], matrix[3, 0] = 1 / 4, 4
    worst = ahp.largest_residuals(matrix, ahp.priorities(matrix))
    assert worst[0][:2] == (0, 3)
    assert worst[0][2] == 0.25


def _random_matrix(rng: np.random.Generator, size: int) -> np.ndarray:
    logs = np.triu(rng.normal(0, 0.8, (size, size)), 1)
    return np.exp(logs - logs.T)
