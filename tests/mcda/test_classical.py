import numpy as np
import pytest

from workbench.mcda.classical import agreement, promethee, topsis, vikor


def test_topsis_tzeng_and_huang() -> None:
    # Tzeng and Huang (2011), Multiple Attribute Decision Making, vector normalisation.
    matrix = np.array([[5.0, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]])
    closeness = topsis(matrix, np.array([0.3, 0.4, 0.3]))
    assert closeness == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=1e-4)


def test_vikor_opricovic_and_tzeng() -> None:
    # Opricovic and Tzeng (2004), EJOR 156, 445-455; the first criterion is a cost, here negated.
    matrix = np.array([[-1.0, 3000], [-2, 3750], [-5, 4500]])
    total, largest, compromise = vikor(matrix, np.array([0.5, 0.5]))
    assert total == pytest.approx([0.5, 0.375, 0.5])
    assert largest == pytest.approx([0.5, 0.25, 0.5])
    assert compromise == pytest.approx([1, 0, 1])


def test_vikor_equal_posts_on_a_criterion_add_no_regret() -> None:
    total, _, _ = vikor(np.array([[1.0, 7], [2, 7]]), np.array([0.5, 0.5]))
    assert total.tolist() == [0.5, 0]


def test_promethee_zhao_peng_li() -> None:
    # Zhao, Peng and Li (2013), Procedia Computer Science 17, 181-188, usual preference function.
    flow = promethee(np.array([[4.0, 3, 2], [3, 2, 4], [5, 1, 3]]), np.array([0.5, 0.3, 0.2]))
    assert flow == pytest.approx([0.1, -0.3, 0.2])


def test_promethee_flows_sum_to_zero() -> None:
    matrix = np.random.default_rng(1).integers(1, 6, (30, 4)).astype(float)
    assert promethee(matrix, np.full(4, 0.25)).sum() == pytest.approx(0, abs=1e-12)


def test_agreement_of_a_ranking_with_itself_is_full() -> None:
    scores = np.array([0.2, 0.9, 0.4])
    assert agreement(scores, scores * 2, top=2) == (1.0, 1.0)


def test_agreement_with_a_constant_is_unknown() -> None:
    assert np.isnan(agreement(np.array([1.0, 2.0]), np.ones(2), top=1)[0])
