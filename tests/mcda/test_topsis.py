import numpy as np
import pytest

from workbench.mcda.topsis import topsis

# Hwang and Yoon (1981), Multiple Attribute Decision Making: choosing a fighter aircraft by speed,
# range, payload, price (a cost), reliability and manoeuvrability.
AIRCRAFT = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)


def test_topsis_tzeng_and_huang() -> None:
    # Tzeng and Huang (2011), Multiple Attribute Decision Making, vector normalisation.
    matrix = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    closeness = topsis(matrix, [0.3, 0.4, 0.3])
    assert closeness == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=1e-4)


def test_topsis_hwang_and_yoon_with_a_cost() -> None:
    closeness = topsis(AIRCRAFT, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [1, 1, 1, -1, 1, 1])
    assert closeness == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=6e-4)


@pytest.mark.parametrize(
    ("normalisation", "middle"),
    [
        # Two criteria, amounts 1, 2, 4 (benefit) and 1, 2, 4 (cost): the ends are (1, 4), (4, 1)
        # after normalisation, and the middle one lies at x on the first, y on the second.
        pytest.param("minmax", ((1 / 3) / 1, (2 / 3) / 1), id="minmax"),
        pytest.param("max", ((1 / 4) / (3 / 4), (2 / 4) / (3 / 4)), id="max"),
        pytest.param("sum", ((1 / 7) / (3 / 7), (2 / 7) / (3 / 7)), id="sum"),
        pytest.param("vector", (1 / 3, 2 / 3), id="vector"),
        # Costs become 1, 1/2, 1/4.
        pytest.param("linear", (1 / 3, 1 / 3), id="linear"),
    ],
)
def test_topsis_normalisations_by_hand(normalisation: str, middle: tuple[float, float]) -> None:
    matrix = [[1, 4], [2, 2], [4, 1]]
    closeness = topsis(matrix, [1, 1], [1, -1], normalisation=normalisation)  # type: ignore[arg-type]
    # Share of the way from the worst to the best corner of a square, both criteria span it alike.
    x, y = middle
    worst, best = np.hypot(x, y), np.hypot(1 - x, 1 - y)
    assert closeness == pytest.approx([0, worst / (worst + best), 1])


def test_topsis_constant_column_changes_nothing() -> None:
    with_it = np.column_stack([AIRCRAFT, np.full(4, 3.0)])
    for normalisation in ("vector", "minmax", "max", "sum", "linear"):
        found = topsis(with_it, [1] * 7, normalisation=normalisation)  # type: ignore[arg-type]
        plain = topsis(AIRCRAFT, [1] * 6, normalisation=normalisation)  # type: ignore[arg-type]
        assert found == pytest.approx(plain)


def test_topsis_of_equal_alternatives_is_unknown() -> None:
    assert np.isnan(topsis([[0, 2], [0, 2]], [1, 1])).all()


@pytest.mark.parametrize(
    ("matrix", "normalisation", "words"),
    [
        pytest.param([[1, 2], [3, 4]], "ratio", "known are vector", id="unknown"),
        pytest.param([[1, -2], [3, 4]], "sum", "no negative amounts", id="negative"),
        pytest.param([[1, 0], [3, 4]], "linear", "no cost of 0", id="cost of nothing"),
    ],
)
def test_topsis_refuses(matrix: list[list[float]], normalisation: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        topsis(matrix, [1, 1], [1, -1], normalisation=normalisation)  # type: ignore[arg-type]
