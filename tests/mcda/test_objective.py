import numpy as np
import pytest

from workbench.mcda.objective import critic_weights, entropy_weights

# Diakoulaki, Mavrotas and Papayannakis (1995), Computers and Operations Research 22, 763-770: eight
# pharmaceutical firms.
FIRMS = np.array(
    [
        [61, 1.08, 4.33],
        [20.7, 0.26, 4.34],
        [16.3, 1.98, 2.53],
        [9, 3.29, 1.65],
        [5.4, 2.77, 2.33],
        [4, 4.12, 1.21],
        [-6.1, 3.52, 2.1],
        [-34.6, 3.31, 0.98],
    ]
)


def test_critic_weights_diakoulaki() -> None:
    assert critic_weights(FIRMS) == pytest.approx([0.20222554, 0.48090173, 0.31687273], abs=1e-7)


def test_critic_weights_with_rank_correlation() -> None:
    # As the package scikit-criteria has them in its tests.
    expected = [0.21454645, 0.4898563, 0.29559726]
    assert critic_weights(FIRMS, method="spearman") == pytest.approx(expected, abs=1e-7)


def test_critic_weights_a_cost_is_a_benefit_turned_round() -> None:
    turned = FIRMS * [1, -1, 1]
    assert critic_weights(FIRMS, [1, -1, 1]) == pytest.approx(critic_weights(turned))
    assert critic_weights(FIRMS, [1, -1, 1]) != pytest.approx(critic_weights(FIRMS))


def test_critic_weights_ignore_the_unit_of_a_criterion() -> None:
    assert critic_weights(FIRMS * [1, 1000, 1] + [5, 0, 0]) == pytest.approx(critic_weights(FIRMS))


def test_critic_weights_constant_criterion_gets_nothing_and_changes_nothing() -> None:
    found = critic_weights(np.column_stack([FIRMS, np.full(8, 3.0)]))
    assert found[3] == 0
    assert found[:3] == pytest.approx(critic_weights(FIRMS))


def test_critic_weights_leave_unknown_values_out_of_their_pair_only() -> None:
    # By hand: columns 0, 1/2, 1 and 1, 1/2, 0 have r = -1 over the three rows known in both; the
    # first has s.d. 1/2 over them, the second too: equal weights, whatever the fourth row says.
    found = critic_weights([[1, 3], [2, 2], [3, 1], [np.nan, 2]])
    first, second = 0.5, np.std([1, 0.5, 0, 0.5], ddof=1)
    assert found == pytest.approx([first / (first + second), second / (first + second)])


def test_critic_weights_known_once_is_missing_and_all_constant_is_unknown() -> None:
    assert critic_weights([[1, 5], [2, np.nan], [4, np.nan]]) == pytest.approx(
        [1, np.nan], nan_ok=True
    )
    assert np.isnan(critic_weights([[1.0, 2], [1, 2]])).all()


def test_entropy_weights_by_hand() -> None:
    # Shares (1/2, 1/2), (1/4, 3/4) and (0, 1) have entropies of 1, 0.8112781 and 0 bits, and with
    # two alternatives bits are the unit: weights in proportion 0 : 0.1887219 : 1.
    found = entropy_weights([[4, 1, 0], [4, 3, 2]])
    assert found == pytest.approx(np.array([0, 0.1887219, 1]) / 1.1887219, abs=1e-7)


def test_entropy_weights_ignore_the_unit_but_not_a_shift() -> None:
    matrix = np.random.default_rng(6).uniform(1, 9, (12, 3))
    assert entropy_weights(matrix * [1, 100, 1]) == pytest.approx(entropy_weights(matrix))
    assert entropy_weights(matrix + np.array([0, 50, 0]))[1] < entropy_weights(matrix)[1] / 10


def test_entropy_weights_constant_criterion_gets_exactly_nothing() -> None:
    found = entropy_weights(np.column_stack([np.full(7, 0.1), np.arange(7)]))
    assert found.tolist() == [0, 1]


def test_entropy_weights_measure_each_criterion_over_its_known_values() -> None:
    # The second column is the first one over its known rows, so both weigh the same.
    found = entropy_weights([[4, 4, 1], [1, 1, np.nan], [np.nan, np.nan, np.nan]])
    assert found == pytest.approx([0.5, 0.5, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        pytest.param(lambda: entropy_weights([[1, -1], [2, 2]]), "at least 0", id="negative"),
        pytest.param(lambda: critic_weights([[1, 2]], [1, 0]), "1 or -1", id="sense"),
        pytest.param(lambda: critic_weights([[1, 2]], method="tau"), "known are", id="method"),
    ],
)
def test_objective_weights_refuse(call, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        call()
