import numpy as np
import pytest

from workbench.mcda.inputs import checked
from workbench.mcda.promethee import promethee
from workbench.mcda.topsis import topsis
from workbench.mcda.vikor import vikor

GOOD = [[1.0, 2], [3, 4]]


@pytest.mark.parametrize(
    ("matrix", "weights", "senses", "words"),
    [
        pytest.param([1.0, 2], [1, 1], None, "rows and columns", id="one row"),
        pytest.param([[1.0, np.nan], [1, 2]], [1, 1], None, "1 of 4 values", id="gap"),
        pytest.param(GOOD, [1, 1, 1], None, "weights: 3 given for 2", id="too many weights"),
        pytest.param(GOOD, [1, -1], None, "at least 0", id="negative weight"),
        pytest.param(GOOD, [0, 0], None, "one of them above 0", id="no weight"),
        pytest.param(GOOD, [1, np.nan], None, "at least 0", id="missing weight"),
        pytest.param(GOOD, [1, 1], [1], "senses: 1 given for 2", id="too few senses"),
        pytest.param(GOOD, [1, 1], [1, 0], "1 .more is better. or -1", id="unknown sense"),
    ],
)
def test_checked_refuses(matrix: object, weights: object, senses: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        checked(matrix, weights, senses)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "method",
    [topsis, lambda *given: vikor(*given).compromise, lambda *given: promethee(*given).net],
    ids=["topsis", "vikor", "promethee"],
)
def test_methods_take_any_scale_of_weights_and_costs_as_negated_benefits(method) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(3)
    matrix, weights, senses = rng.uniform(1, 9, (7, 4)), rng.random(4), np.array([1, -1, 1, -1])
    found = method(matrix, weights, senses)
    assert method(matrix, 40 * weights, senses) == pytest.approx(found, abs=1e-12)
    assert method(matrix * senses, weights, np.ones(4)) == pytest.approx(found, abs=1e-12)
    order = np.array([4, 0, 6, 2, 1, 5, 3])
    assert method(matrix[order], weights, senses) == pytest.approx(found[order], abs=1e-12)
