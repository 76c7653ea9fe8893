"""The worst years on one fixed set of paths, quick enough for thousands of inputs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc

from workbench.drain.severity import lognormal_parameters
from workbench.drain.states import TeamShock

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paths:
    """Years drawn once: whatever the inputs are, chance falls the same way.

    ``factor`` has shape (paths,), standard normal; ``own`` of shape (paths, n) is each person's own
    standard normal; ``size`` of shape (paths, n) is the loss over its mean; ``taken`` of shape
    (paths, n) says who is taken along with an approached team.
    """

    factor: Floats
    own: Floats
    size: Floats
    taken: NDArray[np.bool_]


def draw_paths(cv: Floats, shocks: tuple[TeamShock, ...], *, paths: int, seed: int) -> Paths:
    """Draw the years, evenly spread.

    Parameters
    ----------
    cv : array of shape (n,), coefficient of variation of each person's loss
    shocks : teams that are approached
    paths : a power of 2
    seed : of the scrambled Sobol sequence

    Returns
    -------
    Paths; sizes have mean 1 over the paths exactly
    """
    people = len(cv)
    width = 1 + 2 * people + len(shocks) * (1 + people)
    points = qmc.Sobol(width, rng=seed).random_base2(int(np.log2(paths)))
    # The sequence may hold 0 itself, whose normal is infinite.
    points = np.clip(points, 1e-12, 1 - 1e-12)
    mu, sigma = lognormal_parameters(np.ones(people), cv)
    size = np.exp(mu + sigma * ndtri(points[:, 1 + people : 1 + 2 * people]))
    taken = np.zeros((len(points), people), dtype=bool)
    for number, shock in enumerate(shocks):
        first = 1 + 2 * people + number * (1 + people)
        struck = points[:, first] < shock.chance
        members = list(shock.members)
        follows = points[:, first + 1 : first + 1 + people][:, members] < shock.follow
        taken[:, members] |= struck[:, None] & follows
    normal = ndtri(points[:, : 1 + people])
    return Paths(normal[:, 0], normal[:, 1:], size / size.mean(axis=0), taken)


def shortfalls(paths: Paths, quiet: Floats, mean: Floats, tie: Floats, *, level: float) -> Floats:
    """Mean loss of the worst ``1 - level`` of the paths for many inputs.

    Parameters
    ----------
    paths : of n people
    quiet : array of shape (n, m), chance to leave unless the team is approached
    mean : array of shape (n, m), currency, mean loss if each leaves
    tie : array of shape (m,), in [0, 1)
    level : in (0, 1)

    Returns
    -------
    array of shape (m,), currency

    Notes
    -----
    A person leaves where sqrt(c) f + sqrt(1 - c) e < Phi^-1(chance), as in the engine (Vasicek
    1987). The number of paths bounds the exactness: with 1,024 the shortfall is a few per cent off,
    by the same in all columns, so that comparisons hold.

    Examples
    --------
    >>> paths = draw_paths(np.zeros(1), (), paths=1024, seed=1)
    >>> one = np.array([[0.1]]), np.array([[50.0]]), np.array([0.0])
    >>> [float(shortfalls(paths, *one, level=level)[0].round()) for level in (0.95, 0.8)]
    [50.0, 25.0]
    """
    worst = (1.0 - level) * len(paths.factor)
    whole = int(np.floor(worst))
    found = np.empty(len(tie))
    limits = ndtri(quiet) / np.sqrt(1.0 - tie)
    pull = np.sqrt(tie / (1.0 - tie))
    for columns in _alike(np.vstack([limits, tie])):
        first = columns[0]
        leaves = paths.own < limits[:, first] - pull[first] * paths.factor[:, None]
        leaves |= paths.taken
        loss = (np.where(leaves, paths.size, 0.0) @ mean[:, columns]).T
        # From the largest down: numpy is many times slower to get there past thousands of zeros.
        top = np.sort(-np.partition(-loss, whole, axis=1)[:, : whole + 1], axis=1)
        found[columns] = (top[:, 1:].sum(axis=1) + (worst - whole) * top[:, 0]) / worst
    return found


def _alike(rows: Floats) -> list[NDArray[np.intp]]:
    """Places of the columns that are equal, since the same people leave in them."""
    _, kind = np.unique(rows, axis=1, return_inverse=True)
    order = np.argsort(kind.ravel(), kind="stable")
    return np.split(order, np.flatnonzero(np.diff(kind.ravel()[order])) + 1)
