"""The parts of a move add up, whatever is known; nothing gets the credit of another."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.history.split import PARTS, Corners, joined, moved, rounded_together, split

AMOUNT = st.floats(-1e9, 1e9, allow_nan=False)
MAYBE = st.one_of(st.just(math.nan), AMOUNT)


@given(old=AMOUNT, new=AMOUNT, again=MAYBE, by_data=MAYBE, by_settings=MAYBE)
def test_split_adds_up_whatever_corners_are_known(
    old: float, new: float, again: float, by_data: float, by_settings: float
) -> None:
    parts = split(Corners(old, new, again, by_data, by_settings))
    size = max(map(abs, [old, new, *(x for x in (again, by_data, by_settings) if x == x)]))
    assert sum(parts.values()) == pytest.approx(new - old, abs=1e-12 * size + 1e-12)
    assert set(parts) <= set(PARTS)


@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=5))
def test_split_of_counts_adds_up_to_the_last_digit(corners: list[int]) -> None:
    parts = split(Corners(*map(float, corners)))
    assert sum(parts.values()) == corners[1] - corners[0]


def test_split_averages_both_orders() -> None:
    # By hand: a product of people and days, 10 x 3 -> 14 x 5. Data first: (14-10)*3 = 12; data
    # last: (14-10)*5 = 20; the mean is 16. Settings: 20 and 28, the mean is 24.
    parts = split(Corners(old=30, new=70, old_again=30, new_data=42, new_settings=50))
    assert parts == {"data": 16.0, "settings": 24.0, "method": 0.0}


def test_split_gives_nothing_to_what_has_no_effect() -> None:
    parts = split(Corners(old=4, new=9, old_again=5, new_data=9, new_settings=5))
    assert parts == {"data": 4.0, "settings": 0.0, "method": 1.0}


@pytest.mark.parametrize(
    ("corners", "together"),
    [
        (Corners(1, 5), ("data, settings and method",)),
        (Corners(1, 5, old_again=2), ("data and settings",)),
        (Corners(1, 5, new_data=4), ("data and method",)),
        (Corners(1, 5, new_settings=4), ("settings and method",)),
        (Corners(1, 5, old_again=2, new_data=4), ()),
    ],
)
def test_split_keeps_together_what_cannot_be_told_apart(
    corners: Corners, together: tuple[str, ...]
) -> None:
    parts = split(corners)
    assert joined(parts) == together
    assert sum(parts.values()) == 4


def test_split_of_the_unknown_is_unknown() -> None:
    assert split(Corners(math.nan, 3.0, 1.0, 1.0, 1.0)) == {}
    assert split(Corners(3.0, math.nan, 1.0, 1.0, 1.0)) == {}
    assert moved(math.nan, math.nan) is False


@given(
    st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=4),
    st.floats(-1e4, 1e4),
    st.sampled_from([0.001, 0.01, 0.5, 1.0]),
)
def test_rounded_parts_add_up_to_what_the_reader_sees(
    parts: list[float], before: float, step: float
) -> None:
    total = (round((before + sum(parts)) / step) - round(before / step)) * step
    rounded = rounded_together(parts, total, step=step)
    assert sum(rounded) == pytest.approx(total, abs=1e-9)
    for part, number in zip(parts, rounded, strict=True):
        assert abs(part - number) < step * (1 + 1e-6) + 1e-9
