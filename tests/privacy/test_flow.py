"""Flows: exact ranges, cheap circles, and sums of several circles where one has no room."""

import numpy as np
import pytest

from workbench.privacy.suppression.cycles import hide_flows
from workbench.privacy.suppression.flow import UNBOUNDED, Flows, ranges, room
from workbench.privacy.suppression.recover import recover
from workbench.privacy.suppression.relations import relations_of_table


def table(counts: list[list[int]], *, highs: int = UNBOUNDED) -> tuple[Flows, np.ndarray]:
    """A table with its margins as flows, in the order of its cells row by row, margins last."""
    inner = np.array(counts)
    rows, columns = inner.shape
    full = np.vstack([inner, inner.sum(axis=0)])
    full = np.hstack([full, full.sum(axis=1, keepdims=True)])
    # Out of 0 into columns, from these into rows, and back.
    row = np.arange(rows)[:, None] + 1 + columns + np.zeros((1, columns), int)
    column = np.arange(columns)[None, :] + 1 + np.zeros((rows, 1), int)
    tails = np.hstack([np.vstack([column, np.zeros((1, columns), int)]),
                       np.append(row[:, 0], 1 + columns + rows)[:, None]])  # fmt: skip
    heads = np.hstack([np.vstack([row, column[:1]]), np.zeros((rows + 1, 1), int)])
    # The grand total stands beside the flows.
    tails[-1, -1] = heads[-1, -1] = 0
    top = np.full(full.shape, UNBOUNDED)
    top[:-1, :-1] = np.maximum(highs, inner)
    flat = full.ravel()
    return Flows(tails.ravel(), heads.ravel(), flat, np.zeros_like(flat), top.ravel()), full


@pytest.mark.parametrize("seed", range(6))
def test_ranges_are_those_of_mixed_programs(seed: int) -> None:
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 9, (3, 4)).tolist()
    flows, full = table(counts)
    relations = relations_of_table(np.array(counts), [list("abc"), list("wxyz")])
    hidden = draw.random(full.shape) < 0.6
    hidden[-1] = hidden[:, -1] = False
    low, high = ranges(flows, hidden.ravel())
    names = np.array(relations.names)[hidden.ravel()]
    found = recover(relations, set(names))
    assert found["low"].tolist() == low[hidden.ravel()].tolist()
    assert found["high"].tolist() == high[hidden.ravel()].tolist()


def test_bounds_of_cells_make_ranges_narrower() -> None:
    flows, _ = table([[2, 3], [4, 1]], highs=4)
    low, high = ranges(flows, np.array([1, 1, 0, 1, 1, 0, 0, 0, 0], bool))
    assert low[:2].tolist() == [2, 1]
    assert high[:2].tolist() == [4, 3]


def test_room_stops_at_what_is_asked_for() -> None:
    flows, _ = table([[2, 30], [40, 10]])
    hidden = np.array([1, 1, 0, 1, 1, 0, 0, 0, 0], bool)
    width, used = room(flows, hidden, 0, 5)
    assert width == 5
    assert used.tolist() == hidden.tolist()


def test_several_circles_are_taken_where_no_single_one_has_room() -> None:
    # The first cell can grow only as far as those beside it shrink: by 3 and by 3.
    flows, full = table([[1, 3, 3], [3, 9, 9], [3, 9, 9]])
    secret = np.zeros(full.size, bool)
    secret[0] = True
    shut = np.zeros(full.shape, bool)
    shut[-1] = shut[:, -1] = True
    hidden = hide_flows(flows, secret, np.full(full.size, 6), full.ravel() + 1.0, shut.ravel())
    low, high = ranges(flows, hidden)
    assert high[0] - low[0] >= 6
    assert hidden.sum() > 4


def test_what_cannot_be_protected_is_refused() -> None:
    flows, full = table([[2, 3], [4, 1]])
    secret = np.arange(full.size) == 0
    shut = ~secret
    with pytest.raises(ValueError, match="no room of 5"):
        hide_flows(flows, secret, np.full(full.size, 5), np.ones(full.size), shut)


def test_flows_that_do_not_add_up_are_refused() -> None:
    ends = np.array([0, 1])
    with pytest.raises(ValueError, match="as much must go into each node"):
        Flows(ends, ends[::-1], np.array([3, 2]), np.zeros(2, int), np.full(2, 9))
