"""Losses of people who leave together, against trying every group and against known designs."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.people.knowledge import largest_loss as solver
from workbench.people.knowledge.largest_loss import Fewest, fewest_to_lose, largest_loss, loss_curve

PEOPLE = [f"E{number:02d}" for number in range(15)]
# Projective plane of order 3: 13 points, 13 lines of 4 points, two lines meet in one point.
PLANE = [frozenset(PEOPLE[(at + step) % 13] for at in (0, 1, 3, 9)) for step in range(13)]


def _tried(holders: list[frozenset[str]], worth: list[float]) -> list[float]:
    """Best loss for 0, 1, ... of the people, by trying every group of them."""
    bits = [sum(1 << PEOPLE.index(person) for person in group) for group in holders]
    groups = np.arange(1 << len(PEOPLE))
    lost = np.zeros(len(groups))
    for held, amount in zip(bits, worth, strict=True):
        if held:
            lost += np.where(groups & held == held, amount, 0.0)
    sizes = np.array([int(group).bit_count() for group in groups])
    return [float(lost[sizes <= leaving].max()) for leaving in range(len(PEOPLE) + 1)]


cases = st.lists(
    st.tuples(st.sets(st.sampled_from(PEOPLE), max_size=5), st.integers(1, 50)),
    min_size=1, max_size=25,
)  # fmt: skip


@given(cases, st.integers(1, 15))
@settings(max_examples=30, deadline=None)
def test_largest_loss_agrees_with_trying_every_group(case, leaving) -> None:
    holders, worth = [frozenset(who) for who, _ in case], [float(value) for _, value in case]
    found = largest_loss(holders, np.array(worth), leaving=leaving)
    assert found.proven
    assert len(found.people) <= leaving
    assert found.lost == pytest.approx(_tried(holders, worth)[leaving])
    taken = [
        value for who, value in zip(holders, worth, strict=True) if who and who <= found.people
    ]
    assert sum(taken) == pytest.approx(found.lost)


@given(cases)
@settings(max_examples=30, deadline=None)
def test_fewest_to_lose_half_agrees_with_trying_every_group(case) -> None:
    holders, worth = [frozenset(who) for who, _ in case], np.array([float(v) for _, v in case])
    half = sum(value for who, value in zip(holders, worth, strict=True) if who) / 2
    if half == 0:
        return
    tried = _tried(holders, worth.tolist())
    truth = next(number for number, lost in enumerate(tried) if lost >= half)
    assert fewest_to_lose(holders, worth, least=half) == Fewest(truth, truth)


def test_loss_curve_of_a_projective_plane() -> None:
    # One line takes 4 people, two take 4 + 3 = 7, three that form a triangle 4 + 3 + 2 = 9.
    lost = [loss.lost for loss in loss_curve(PLANE, np.ones(13), most=9)]
    assert lost == [0, 0, 0, 1, 1, 1, 2, 2, 3]


def test_largest_loss_is_not_the_greedy_one() -> None:
    # Taking the best single person first (x, 1 asset) leaves no way to the three of y and z.
    holders = [frozenset("x"), *[frozenset("yz")] * 3]
    assert [loss.lost for loss in loss_curve(holders, np.ones(4), most=3)] == [1, 3, 4]


def test_largest_loss_names_nobody_it_can_spare() -> None:
    holders = [frozenset("x"), frozenset("yzv")]
    assert largest_loss(holders, np.ones(2), leaving=2).people == {"x"}


def test_largest_loss_does_not_count_what_nobody_holds() -> None:
    found = largest_loss([frozenset(), frozenset("x")], np.array([9.0, 1.0]), leaving=5)
    assert found.lost == 1.0


def test_largest_loss_is_the_same_in_any_order_and_under_other_names() -> None:
    order = np.random.default_rng(1).permutation(13)
    other = [frozenset(person[::-1] for person in PLANE[place]) for place in order]
    for leaving in (4, 7, 9):
        one = largest_loss(PLANE, np.ones(13), leaving=leaving)
        assert largest_loss(other, np.ones(13), leaving=leaving).lost == one.lost
        again = largest_loss([PLANE[place] for place in order], np.ones(13), leaving=leaving)
        assert again == one


def test_what_takes_too_much_work_is_not_called_proven(monkeypatch) -> None:
    monkeypatch.setattr(solver, "MOST_WORK", 0)
    found = largest_loss(PLANE, np.ones(13), leaving=8)
    assert not found.proven
    assert found.lost <= 2
    # The curve ends with the last proven number instead of showing a guess.
    assert [loss.lost for loss in loss_curve(PLANE, np.ones(13), most=9)] == [0, 0, 0, 1]


def test_fewest_to_lose_gives_bounds_above_the_limit(monkeypatch) -> None:
    monkeypatch.setattr(solver, "MOST_HOLDERS", 0)
    bounds = fewest_to_lose(PLANE, np.ones(13), least=3)
    # Each person is in four lines and gets a credit of 4 / 4, so three lines take three at least.
    assert bounds.low == 3
    assert 9 <= bounds.high <= 13


def test_fewest_to_lose_more_than_there_is_has_no_answer() -> None:
    found = fewest_to_lose([frozenset("x")], np.ones(1), least=2)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_loss_curve_of_nothing_is_empty() -> None:
    assert loss_curve([frozenset()], np.ones(1), most=5) == []
    assert loss_curve([], np.ones(0), most=5) == []
