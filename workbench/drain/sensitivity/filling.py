"""Times to fill of many posts as one input: each post on its own, from short to long in all."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from workbench.drain.ranges import between

Floats = NDArray[np.float64]
_STATES = 1024


@dataclass(frozen=True)
class FillStates:
    """Equally likely combinations of times to fill, the least costly first.

    ``days`` has shape (states, n), days for n people; missing where the time to fill of a post is.
    """

    days: Floats

    def at(self, level: Floats) -> Floats:
        """Days at levels of shape (m,) in [0, 1]; shape (n, m)."""
        place = np.minimum((level * len(self.days)).astype(np.intp), len(self.days) - 1)
        return self.days[place].T


def fill_states(
    post: NDArray[np.intp],
    points: tuple[Floats, Floats, Floats],
    cost: Callable[[Floats], Floats],
    *,
    seed: int,
) -> FillStates:
    """Draw times to fill for each post on its own and put the combinations in order.

    Parameters
    ----------
    post : array of shape (n,), the number of each person's post; people of a post share its time
    points : P10, middle and P90 of each person's post, arrays of shape (n,), days
    cost : takes days of shape (n, states), gives what they cost, shape (states,)
    seed : of the scrambled Sobol sequence

    Returns
    -------
    FillStates

    Notes
    -----
    The range of a post is what is left open once market and job family are known, so that one
    post says nothing about the next. A level of the whole is then the share of combinations that
    cost less.

    Examples
    --------
    >>> points = np.array([20.0, 20.0]), np.array([40.0, 40.0]), np.array([60.0, 60.0])
    >>> states = fill_states(np.array([0, 1]), points, lambda days: days.sum(axis=0), seed=1)
    >>> low, high = states.at(np.array([0.1, 0.9])).sum(axis=0)
    >>> bool(40 < low < 80 < high < 120)
    True
    """
    posts = int(post.max(initial=-1)) + 1
    levels = qmc.Sobol(posts, rng=seed).random_base2(int(np.log2(_STATES))).T
    # One level a post: every row reads its own three points at it.
    low, middle, high = (each[:, None] for each in points)
    rows = [
        between(low[row], middle[row], high[row], levels[place])[0]
        for row, place in enumerate(post)
    ]
    days = np.maximum(np.stack(rows), 0.0)
    order = np.argsort(cost(days), kind="stable")
    return FillStates(days[:, order].T)
