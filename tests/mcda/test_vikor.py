import numpy as np
import pytest

from workbench.mcda.vikor import vikor

# Opricovic and Tzeng (2007), EJOR 178, 514-529: hydropower on the Drina by profit, cost, energy,
# peak energy, homes, area, villages (costs) and protection of the environment.
DRINA = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]
SENSES = [1, -1, 1, 1, -1, -1, -1, 1]


def test_vikor_opricovic_and_tzeng_2004() -> None:
    # EJOR 156, 445-455: mountain climbing by risk (a cost) and altitude.
    found = vikor([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1])
    assert found.total_regret == pytest.approx([0.5, 0.375, 0.5])
    assert found.largest_regret == pytest.approx([0.5, 0.25, 0.5])
    assert found.compromise == pytest.approx([1, 0, 1])
    assert found.acceptable_advantage
    assert found.acceptable_stability
    assert found.compromise_set == (1,)


@pytest.mark.parametrize(
    ("weights", "total", "largest", "compromise", "chosen"),
    [
        pytest.param(
            [1] * 8,
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.000, 0.473, 0.670, 0.000, 0.578],
            (4,),
            id="equal",
        ),
        pytest.param(
            [2] * 4 + [1] * 4,
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1.000, 0.533, 0.552, 0.563, 0.000, 0.686],
            (4,),
            id="economy first",
        ),
        pytest.param(
            [1] * 4 + [2] * 4,
            [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
            [0.113, 0.167, 0.080, 0.122, 0.044, 0.083],
            [0.684, 1.000, 0.147, 0.554, 0.041, 0.191],
            (4, 2, 5),
            id="people first",
        ),
    ],
)
def test_vikor_opricovic_and_tzeng_2007(
    weights: list[float],
    total: list[float],
    largest: list[float],
    compromise: list[float],
    chosen: tuple[int, ...],
) -> None:
    found = vikor(DRINA, weights, SENSES)
    assert found.total_regret == pytest.approx(total, abs=6e-4)
    assert found.largest_regret == pytest.approx(largest, abs=6e-4)
    assert found.compromise == pytest.approx(compromise, abs=6e-4)
    assert found.compromise_set == chosen
    assert found.acceptable_stability
    assert found.acceptable_advantage is (len(chosen) == 1)


def test_vikor_advantage_without_stability_proposes_the_first_two() -> None:
    # Package scikit-criteria, test of this condition: row 3 leads by 0.37 >= 1/4 in Q, but row 2
    # is best by S (0.2 against 0.21) and row 4 by R (0.11 against 0.12).
    matrix = [
        [1, 101, 1, 101, 1],
        [101, 1, 101, 1, 101],
        [1, 1, 1, 1, 101],
        [11, 11, 11, 16, 61],
        [56, 56, 56, 56, 56],
    ]
    found = vikor(matrix, [1] * 5, [-1] * 5)
    assert found.compromise == pytest.approx([0.75, 1, 0.5, 0.068, 0.4375], abs=1e-3)
    assert found.acceptable_advantage
    assert not found.acceptable_stability
    assert found.compromise_set == (3, 4)


def test_vikor_gap_of_exactly_the_limit_is_an_advantage() -> None:
    # Three alternatives on one criterion at 0, 1/2 and 1: Q is 1, 1/2, 0 and the limit 1 / 2.
    found = vikor([[0.0], [0.05], [0.1]], [1])
    assert found.compromise_set == (2,)


def test_vikor_equal_alternatives_are_all_proposed() -> None:
    found = vikor([[1, 7], [1, 7], [1, 7]], [1, 1])
    assert found.compromise.tolist() == [0, 0, 0]
    assert found.compromise_set == (0, 1, 2)


def test_vikor_equal_on_a_criterion_adds_no_regret() -> None:
    assert vikor([[1, 7], [2, 7]], [0.5, 0.5]).total_regret.tolist() == [0.5, 0]


def test_vikor_majority_weighs_the_sum_against_the_largest_regret() -> None:
    found = [vikor(DRINA, [1] * 8, SENSES, majority=share) for share in (0.0, 0.3, 1.0)]
    mixed = 0.3 * found[2].compromise + 0.7 * found[0].compromise
    assert found[1].compromise == pytest.approx(mixed)
    assert np.argmin(found[2].compromise) == np.argmin(found[2].total_regret)


@pytest.mark.parametrize(
    ("matrix", "majority", "words"),
    [
        pytest.param([[1.0, 2.0]], 0.5, "at least two", id="one"),
        pytest.param([[1.0, 2.0], [2.0, 1.0]], 1.1, "between 0 and 1", id="majority"),
    ],
)
def test_vikor_refuses(matrix: list[list[float]], majority: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        vikor(matrix, [1, 1], majority=majority)
