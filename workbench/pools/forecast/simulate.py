"""Many possible courses of the next years: who moves, leaves and is hired, by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Courses:
    """Simulated courses of S grades over T years.

    Parameters
    ----------
    staff : array (runs, T + 1, S), people at the end of each year; the first is today
    retired, left, hired : arrays (runs, T, S), people in each year by the grade they leave or join
    moved_up : array (runs, T), people who moved to a later grade
    """

    staff: Counts
    retired: Counts
    left: Counts
    hired: Counts
    moved_up: Counts


def simulate_staff(
    staff: Counts,
    weight: Floats,
    hired: Floats,
    *,
    hire_years: float,
    runs: int,
    seed: int,
    grade: Counts | None = None,
) -> Courses:
    """Draw courses of the next years; retirements happen on their known dates.

    Parameters
    ----------
    staff : array (S, T + 1), people by grade and by the year in which they retire; the last column
        retires later or on a day not known
    weight : array (S, S + 1), Dirichlet parameters of the yearly moves, from ``shrunk_moves``
    hired : array (S,), people hired into each grade in the past
    hire_years : years in which these were hired, > 0; 0 hires nobody
    runs : courses drawn
    seed : of the random numbers; the same seed gives the same courses
    grade : int array (S,), the rank of the grade of each row; None takes the rows in order

    Returns
    -------
    Courses. In each year who retires goes first; the others stay, move or leave as drawn; then
    people are hired. For each course and grade: staff + moved in + hired - retired - left - moved
    out is the staff of the next year.

    Notes
    -----
    In each course the shares of moves are drawn once from their Dirichlet distribution and the
    yearly hires from Gamma(hired, hire_years); then people move by multinomial and are hired
    by Poisson chance. So the bands hold both what is not known and what is chance. A grade nobody
    was hired into hires nobody.

    Examples
    --------
    >>> courses = simulate_staff(np.array([[1, 9]]), np.array([[1e9, 1e-9]]), np.zeros(1),
    ...                          hire_years=0, runs=3, seed=1)
    >>> courses.staff[:, :, 0].tolist()
    [[10, 9], [10, 9], [10, 9]]
    """
    rng = np.random.default_rng(seed)
    size, years = len(staff), staff.shape[1] - 1
    shares = _dirichlet(rng, weight, runs)
    rate = np.zeros((runs, size))
    if hire_years > 0:
        rate = rng.gamma(hired, 1.0 / hire_years, size=(runs, size))
    now = np.broadcast_to(staff, (runs, *staff.shape)).astype(np.int64)
    stock, left, joined, gone, up = [now.sum(axis=2)], [], [], [], []
    rank = np.arange(size) if grade is None else grade
    later = rank[None, :] > rank[:, None]
    for year in range(years):
        gone.append(now[:, :, year].copy())
        now[:, :, year] = 0
        moves = rng.multinomial(now, shares[:, :, None, :])
        left.append(moves[..., size].sum(axis=2))
        up.append(moves[..., :size].sum(axis=2)[:, later].sum(axis=1))
        now = moves[..., :size].sum(axis=1).transpose(0, 2, 1)
        joined.append(rng.poisson(rate))
        now[:, :, years] += joined[-1]
        stock.append(now.sum(axis=2))
    parts = [np.stack(part, axis=1) for part in (stock, gone, left, joined, up)]
    return Courses(*parts)


def _dirichlet(rng: np.random.Generator, weight: Floats, runs: int) -> Floats:
    """Draw rows of shares; an outcome without weight never happens."""
    drawn = rng.gamma(np.broadcast_to(weight, (runs, *weight.shape)))
    drawn = np.where(weight > 0, drawn, 0.0)
    sums = drawn.sum(axis=2, keepdims=True)
    # A row of weights so small that every draw is 0 in floating point takes its mean.
    mean = weight / weight.sum(axis=1, keepdims=True)
    return np.where(sums > 0, drawn / np.where(sums > 0, sums, 1.0), mean)
