"""One bundle for each post under one budget, in about the time of a sort, with a certificate.

Kept are the steps of the upper concave hull of each post; taken in the order of worth for money
they give the optimum of the relaxed problem at every budget at once, which is the bound.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
# Improvements that spend what is left, one post at a time.
_MOST_FILLS = 25
# Where there are few options, one step more or less matters: so many starts are tried.
_MOST_BACK, _SMALL = 4, 20_000


@dataclass(frozen=True)
class Steps:
    """Steps up the hulls of all posts, the best worth for money first; arrays of shape (t,).

    ``post`` takes ``option`` in place of the one before, for ``price`` more and ``gain`` more;
    ``spent`` and ``gained`` are the running sums. ``start`` of shape (n,) is what each post has
    for nothing: an option, or -1; ``start_worth`` is the sum of its worth.
    """

    post: Places
    option: Places
    price: Floats
    gain: Floats
    spent: Floats
    gained: Floats
    start: Places
    start_worth: float


def hull_steps(worth: Floats, cost: Floats) -> Steps:
    """Find the steps of the upper hulls and put them in the order of worth for money.

    Parameters
    ----------
    worth : array of shape (k, n), of each of k options at each of n posts; those not above 0 are
        never taken
    cost : array of the same shape, >= 0

    Returns
    -------
    Steps

    Notes
    -----
    Each hull is walked from nothing by the steepest line to an option that is worth more, all
    posts at once. Source: Sinha and Zoltners (1979), the multiple-choice knapsack problem; the
    steps are their LP-undominated options.

    Examples
    --------
    >>> steps = hull_steps(np.array([[5.0], [8.0], [5.5]]), np.array([[1.0], [4.0], [3.0]]))
    >>> steps.option.tolist(), steps.gain.tolist(), steps.price.tolist()
    ([0, 1], [5.0, 3.0], [1.0, 3.0])
    """
    posts = worth.shape[1]
    free = np.where((cost == 0) & (worth > 0), worth, 0.0)
    start = np.where(free.max(axis=0, initial=0.0) > 0, _argmax(free), -1)
    level, spent = free.max(axis=0, initial=0.0), np.zeros(posts)
    active, steepness = np.arange(posts), np.full(posts, np.inf)
    parts: list[tuple[Places, Places, Floats, Floats, Floats]] = []
    while len(active) and len(worth):
        gain, price = worth - level, cost - spent
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where((gain > 0) & (price > 0), gain / price, 0.0)
        option, column = _argmax(slope), np.arange(len(active))
        best = slope[option, column]
        going = best > 0
        if not going.all():
            option, column, best = option[going], column[going], best[going]
            worth, cost, steepness = worth[:, going], cost[:, going], steepness[going]
            active = active[going]
        # Rounding must not put a later step of a post before an earlier one.
        steepness = np.minimum(best, steepness * (1 - 1e-12))
        parts.append((active, option, price[option, column], gain[option, column], steepness))
        column = np.arange(len(active))
        level, spent = worth[option, column], cost[option, column]
    return _in_order(parts, start, float(free.max(axis=0, initial=0.0).sum()))


def _argmax(values: Floats) -> Places:
    """Place of the largest value of each column; the first of equals, 0 without rows."""
    if not len(values):
        return np.zeros(values.shape[1], dtype=np.intp)
    best, place = values[0].copy(), np.zeros(values.shape[1], dtype=np.intp)
    for row in range(1, len(values)):
        better = values[row] > best
        best[better] = values[row][better]
        place[better] = row
    return place


def _in_order(
    parts: list[tuple[Places, Places, Floats, Floats, Floats]], start: Places, start_worth: float
) -> Steps:
    if not parts:
        none, zero = np.zeros(0, dtype=np.intp), np.zeros(0)
        return Steps(none, none, zero, zero, zero, zero, start, start_worth)
    post, option, price, gain, slope = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.argsort(-slope)
    price, gain = price[order], gain[order]
    return Steps(
        post[order], option[order], price, gain, np.cumsum(price), np.cumsum(gain), start,
        start_worth,
    )  # fmt: skip


@dataclass(frozen=True)
class HullChoice:
    """An option for each post (-1: none), their worth and cost, and what none can exceed."""

    option: Places
    worth: float
    cost: float
    bound: float

    @property
    def gap(self) -> float:
        """Part of the bound that could be missed at most, in [0, 1]."""
        return max(self.bound - self.worth, 0.0) / self.bound if self.bound > 0 else 0.0


def choose_on_hull(
    worth: Floats, cost: Floats, budget: float, *, steps: Steps | None = None
) -> HullChoice:
    """Choose an option for each post within a budget, nearly the best, with the bound.

    Parameters
    ----------
    worth, cost : arrays of shape (k, n), as in ``hull_steps``
    budget : >= 0
    steps : of the same arrays, where several budgets are asked for

    Returns
    -------
    HullChoice; the gap is at most what the first step that no longer fits is worth

    Examples
    --------
    >>> worth, cost = np.array([[5.0, 4.0], [8.0, 1.0]]), np.array([[2.0, 3.0], [4.0, 3.0]])
    >>> choice = choose_on_hull(worth, cost, 5.0)
    >>> choice.option.tolist(), choice.worth, round(choice.bound, 6)
    ([0, 0], 9.0, 9.333333)
    """
    steps = steps or hull_steps(worth, cost)
    taken = int(np.searchsorted(steps.spent, budget * (1 + 1e-12), side="right"))
    spent = float(steps.spent[taken - 1]) if taken else 0.0
    bound = steps.start_worth + (float(steps.gained[taken - 1]) if taken else 0.0)
    if taken < len(steps.post):
        bound += (budget - spent) * float(steps.gain[taken] / steps.price[taken])
    back = _MOST_BACK if worth.size <= _SMALL else 1
    tries = [
        _filled(steps, max(taken - less, 0), worth, cost, budget)
        for less in range(min(back, taken + 1))
    ]
    option = max(tries, key=lambda each: _worth(each, worth))
    chosen, post = option[option >= 0], np.flatnonzero(option >= 0)
    value = float(worth[chosen, post].sum())
    return HullChoice(option, value, float(cost[chosen, post].sum()), max(bound, value))


def _worth(option: Places, worth: Floats) -> float:
    post = np.flatnonzero(option >= 0)
    return float(worth[option[post], post].sum())


def _filled(steps: Steps, taken: int, worth: Floats, cost: Floats, budget: float) -> Places:
    """Take the first steps, then spend what is left by the exchange that gains most, in turn."""
    option = steps.start.copy()
    option[steps.post[:taken]] = steps.option[:taken]
    if not worth.size:
        return option
    post = np.arange(worth.shape[1])
    held = option >= 0
    level = np.where(held, worth[option, post], 0.0)
    price = np.where(held, cost[option, post], 0.0)
    left = budget * (1 + 1e-12) - price.sum()
    for _ in range(_MOST_FILLS):
        gain = np.where(cost - price <= left, worth - level, 0.0)
        row, column = divmod(int(gain.argmax()), worth.shape[1])
        if not gain[row, column] > 0:
            break
        left -= cost[row, column] - price[column]
        option[column], level[column] = row, worth[row, column]
        price[column] = cost[row, column]
    return option
