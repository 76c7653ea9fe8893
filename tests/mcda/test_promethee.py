from typing import Any

import numpy as np
import pytest

from workbench.mcda import promethee as room
from workbench.mcda.promethee import promethee

# Brans, Vincke and Mareschal (1986), EJOR 24, 228-238: six power stations by manpower, power,
# construction cost, maintenance cost, villages and safety, with one preference function each.
STATIONS = [
    [80, 90, 6, 5.4, 8, 5],
    [65, 58, 2, 9.7, 1, 1],
    [83, 60, 4, 7.2, 4, 7],
    [40, 80, 10, 7.5, 7, 10],
    [52, 72, 6, 2.0, 3, 8],
    [94, 96, 7, 3.6, 5, 6],
]
NONE = np.nan
SHAPES: dict[str, Any] = {
    "preference": ["u-shape", "v-shape", "linear", "level", "usual", "gaussian"],
    "q": [10, 0, 0.5, 1, 0, 0],
    "p": [NONE, 30, 5, 6, NONE, NONE],
    "s": [NONE, NONE, NONE, NONE, NONE, 5],
}


def test_promethee_power_stations_of_brans_vincke_and_mareschal() -> None:
    # The paper adds flows up and rounds preferences to three decimals first: five times ours.
    flows = promethee(STATIONS, [1] * 6, [-1, 1, -1, -1, -1, 1], **SHAPES)
    assert 5 * flows.positive == pytest.approx([1.099, 1.98, 1.234, 1.644, 2.274, 1.5], abs=3e-3)
    assert flows.net == pytest.approx(
        [-0.1457, 0.0172, -0.0895, -0.0200, 0.2929, -0.0549], abs=1e-3
    )
    assert np.argsort(-flows.net).tolist() == [4, 1, 3, 5, 2, 0]
    # In the partial order the first two stations cannot be compared.
    assert not flows.outranks[0, 1]
    assert not flows.outranks[1, 0]
    assert flows.outranks[4, [0, 1, 2, 3, 5]].all()


def test_promethee_zhao_peng_li() -> None:
    # Zhao, Peng and Li (2013), Procedia Computer Science 17, 181-188, usual preference function.
    flows = promethee([[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2])
    assert flows.net == pytest.approx([0.1, -0.3, 0.2])


@pytest.mark.parametrize(
    ("preference", "worth"),
    [
        pytest.param("usual", [0, 1, 1, 1, 1], id="usual"),
        pytest.param("u-shape", [0, 0, 0, 1, 1], id="u-shape"),
        pytest.param("v-shape", [0, 0.25, 0.5, 0.75, 1], id="v-shape"),
        pytest.param("level", [0, 0, 0, 0.5, 0.5], id="level"),
        pytest.param("linear", [0, 0, 0, 0.5, 1], id="linear"),
        pytest.param(
            "gaussian", 1 - np.exp(-(np.array([0, 0.1, 0.2, 0.3, 0.4]) ** 2) / 0.08), id="gaussian"
        ),
    ],
)
def test_promethee_preference_functions_by_hand(preference: Any, worth: list[float]) -> None:
    # Differences 0, 0.1, 0.2, 0.3, 0.4 against the first; q = s = 0.2, p = 0.4. A difference of
    # exactly q does not count, one of exactly p counts half on the level function.
    for place, amount in enumerate([0.7, 0.8, 0.9, 1.0, 1.1]):
        flows = promethee([[amount], [0.7]], [1], preference=preference, q=0.2, p=0.4, s=0.2)
        assert flows.positive[0] == pytest.approx(worth[place])
        assert flows.negative[0] == 0


def test_promethee_one_function_for_all_is_the_same_one_named_for_each() -> None:
    matrix = np.random.default_rng(2).random((9, 3))
    one = promethee(matrix, [3, 2, 1], preference="linear", q=0.1, p=0.5)
    each = promethee(matrix, [3, 2, 1], preference=["linear"] * 3, q=[0.1] * 3, p=[0.5] * 3)
    assert np.array_equal(one.net, each.net)


def test_promethee_flows_sum_to_zero_and_ignore_the_size_of_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    matrix = np.random.default_rng(1).integers(1, 6, (30, 4)).astype(float)
    whole = promethee(matrix, np.ones(4))
    assert whole.net.sum() == pytest.approx(0, abs=1e-12)
    monkeypatch.setattr(room, "_CELLS", 70)
    assert promethee(matrix, np.ones(4)).net == pytest.approx(whole.net, abs=1e-12)


def test_promethee_usual_counts_how_many_are_below_and_above() -> None:
    # Amounts 1, 2, 2, 4: the second is above one, below one and level with one of three.
    flows = promethee([[1], [2], [2], [4]], [1])
    assert flows.positive == pytest.approx([0, 1 / 3, 1 / 3, 1])
    assert flows.negative == pytest.approx([1, 1 / 3, 1 / 3, 0])
    assert not flows.outranks[1, 2]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param({"preference": "step"}, "known are usual", id="unknown"),
        pytest.param({"preference": ["usual"]}, "1 given for 2 criteria", id="too few"),
        pytest.param({"q": [1, 2, 3]}, "q: 3 given for 2", id="too many thresholds"),
        pytest.param({"preference": "v-shape"}, "p above q", id="no threshold"),
        pytest.param({"preference": "linear", "q": 2, "p": 2}, "p above q", id="no slope"),
        pytest.param({"preference": "u-shape", "q": -1}, "q is at least 0", id="negative"),
        pytest.param({"preference": "gaussian", "s": 0}, "s above 0", id="no spread"),
    ],
)
def test_promethee_refuses(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        promethee([[1, 2], [3, 4]], [1, 1], **options)


def test_promethee_refuses_a_single_alternative() -> None:
    with pytest.raises(ValueError, match="at least two"):
        promethee([[1, 2]], [1, 1])
