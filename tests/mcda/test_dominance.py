import numpy as np
import pytest

from workbench.mcda import dominance as room
from workbench.mcda.acceptability import pairwise_winning, simplex_weights
from workbench.mcda.dominance import dominance


def test_dominance_needs_all_criteria_and_one_strictly() -> None:
    found = dominance([[2, 2], [2, 1], [2, 2], [3, 0]])
    # Rows 0 and 2 are equal: neither dominates the other; row 3 trades one for the other.
    assert found.astype(int).tolist() == [[0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_dominance_of_a_cost_is_the_other_way_round() -> None:
    assert dominance([[5, 1], [5, 2]], senses=[1, -1]).tolist() == [[False, True], [False, False]]
    bounds = [[5, 1], [5, 4]], [[5, 3], [5, 6]]
    assert dominance(*bounds, [1, -1]).tolist() == [[False, True], [False, False]]


def test_dominance_holds_for_certain_only() -> None:
    low, high = np.array([[0.6], [0.2], [0.0]]), np.array([[0.8], [0.6], [1.0]])
    assert not dominance(low, high).any()  # at best the second reaches the worst of the first
    low[0] = 0.61
    assert dominance(low, high)[0].tolist() == [False, True, False]


def test_dominance_against_a_missing_value_is_never_certain() -> None:
    assert not dominance([[0.9, 0.9], [0.1, np.nan], [np.nan, 0.1]]).any()


def test_dominance_never_inverts_in_any_draw_of_weights() -> None:
    values = np.random.default_rng(7).random((25, 3))
    found = dominance(values)
    assert 50 < found.sum() < 300
    winning = pairwise_winning(simplex_weights(2000, 3, seed=8) @ values.T)
    assert (winning[found] == 1).all()
    # And what does not dominate loses somewhere: there are weights for every other pair.
    assert (winning[~found & ~found.T & ~np.eye(25, dtype=bool)] < 1).mean() > 0.95


def test_dominance_does_not_depend_on_the_size_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(9).random((40, 2))
    whole = dominance(values)
    monkeypatch.setattr(room, "_CELLS", 100)
    assert np.array_equal(dominance(values), whole)


@pytest.mark.parametrize(
    ("low", "high", "senses", "words"),
    [
        pytest.param([[1, 2]], [[1, 2, 3]], None, "shapes", id="shapes"),
        pytest.param([[1, 2]], None, [1], "shapes", id="senses"),
        pytest.param([[1, 2]], [[1, 1]], None, "above its high one", id="turned"),
    ],
)
def test_dominance_refuses(low, high, senses, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        dominance(low, high, senses)
