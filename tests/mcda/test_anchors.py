import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.mcda.anchors import amounts_at, anchored


def test_anchored_weighted_sum_is_one_minus_spotis() -> None:
    # SPOTIS, first example of Dezert, Tchamova, Han and Tacnet (2020), FUSION; 4 digits printed.
    matrix = np.array([[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]])
    ends = [(-5, 12), (10, -6), (-8, 5)]  # the second criterion is a cost: its scale is turned
    values = np.column_stack(
        [anchored(matrix[:, column], low=low, high=high) for column, (low, high) in enumerate(ends)]
    )
    score = 1 - values @ np.array([0.2, 0.3, 0.5])
    assert score.round(4).tolist() == [0.1989, 0.3705, 0.3063, 0.7491]


def test_anchored_weighted_sum_is_one_minus_spotis_of_four_cars() -> None:
    # Second example of the same paper: price, consumption and emissions are costs, boot and load
    # benefits; the last printed digit was rounded on the way.
    matrix = np.array(
        [
            [15000, 4.3, 99, 42, 737],
            [15290, 5.0, 116, 42, 892],
            [15350, 5.0, 114, 45, 952],
            [15490, 5.3, 123, 45, 1120],
        ]
    )
    ends = [(16000, 14000), (8, 3), (140, 80), (35, 60), (650, 1300)]
    values = np.column_stack(
        [anchored(matrix[:, column], low=low, high=high) for column, (low, high) in enumerate(ends)]
    )
    score = 1 - values @ np.array([0.2941, 0.2353, 0.2353, 0.0588, 0.1765])
    assert score == pytest.approx([0.4779, 0.5781, 0.5558, 0.5801], abs=1e-4)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(-1e6, 1e6))
def test_anchored_never_depends_on_other_amounts(amounts: list[float], other: float) -> None:
    alone = anchored(amounts, low=-10, high=40)
    assert np.array_equal(alone, anchored([*amounts, other], low=-10, high=40)[:-1])


def test_anchored_log_steps_are_ratios() -> None:
    # Half way between 1 and 100 on a scale of ratios is 10.
    assert anchored([1, 10, 100, 1e9], low=1, high=100, log=True).tolist() == [0, 0.5, 1, 1]


@pytest.mark.parametrize(
    ("amounts", "low", "high", "words"),
    [
        pytest.param([1.0], 0.0, 10.0, "ends above 0", id="end at zero"),
        pytest.param([-1.0], 1.0, 10.0, "no negative amount", id="negative amount"),
        pytest.param([1.0], 2.0, 2.0, "both 2.0", id="equal ends"),
    ],
)
def test_anchored_refuses(amounts: list[float], low: float, high: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        anchored(amounts, low=low, high=high, log=True)


@pytest.mark.parametrize("scale", [{"low": 2, "high": 8}, {"low": 8, "high": 2},
                                   {"low": 10, "high": 1000, "log": True}])  # fmt: skip
def test_amounts_at_is_the_way_back(scale: dict) -> None:
    places = np.linspace(0, 1, 5)
    assert anchored(amounts_at(places, **scale), **scale) == pytest.approx(places)
