"""Which sums of hidden parts to hide, for tables too large to look at one mixed program a cell."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

# So many branches, and such a part of the least loss too much, whatever the machine: same answer.
_OPTIONS = {"node_limit": 500, "mip_rel_gap": 0.02}


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of parts that nobody sees one by one.

    Attributes
    ----------
    parts : whole numbers >= 0
    known : one row a sum that a reader knows in any case; 1 for each of its parts
    cells : one row a sum that is shown unless it is hidden
    secret : one row a sum of which a reader must learn little
    widths : for each secret sum, how far apart two numbers must lie that both fit what is shown
    costs : loss of hiding a cell
    """

    parts: np.ndarray
    known: np.ndarray
    cells: np.ndarray
    secret: np.ndarray
    widths: np.ndarray
    costs: np.ndarray


def hide_sums(sums: Sums, hidden: np.ndarray) -> np.ndarray:
    """Choose further sums to hide so that every secret one stays uncertain.

    Parameters
    ----------
    sums : the parts and what is known of them
    hidden : for each cell, whether it is hidden already

    Returns
    -------
    For each cell, whether it is hidden.

    Raises
    ------
    ValueError
        If what is known in any case gives a secret sum away.

    Notes
    -----
    For one secret after another, the largest first, two sets of whole numbers are found that fit
    all that is known, leave the secret ``widths`` apart and change as little as possible of what is
    shown, weighted by its cost; the cells that change are hidden. The two sets are the proof; those
    found for one secret are looked at for the next ones first.

    Examples
    --------
    >>> # Two rows of two parts with their sums known; columns are shown unless hidden.
    >>> rows = np.array([[1, 1, 0, 0], [0, 0, 1, 1]])
    >>> columns = np.array([[1, 0, 1, 0], [0, 1, 0, 1]])
    >>> first = np.array([[1, 0, 0, 0]])
    >>> sums = Sums(np.array([2, 9, 1, 2]), rows, columns, first, np.array([5]), np.ones(2))
    >>> hide_sums(sums, np.zeros(2, bool)).tolist()
    [True, True]
    """
    hidden = hidden.copy()
    sizes = sums.secret @ sums.parts
    low, high = sizes.astype(float), sizes.astype(float)
    for place in np.argsort(-sizes, kind="stable"):
        if high[place] - low[place] >= sums.widths[place]:
            continue
        up, down = _apart(sums, ~hidden, sums.secret[place], float(sums.widths[place]))
        for change in (up, down):
            hidden |= np.abs(sums.cells @ change) > 0
            other = sums.secret @ (sums.parts + change)
            low, high = np.minimum(low, other), np.maximum(high, other)
    return hidden


def _apart(
    sums: Sums, shown: np.ndarray, secret: np.ndarray, width: float
) -> tuple[np.ndarray, np.ndarray]:
    """Change the parts in two ways that leave a secret far apart and little of the rest changed."""
    count, cells = len(sums.parts), sparse.csr_array(sums.cells[shown].astype(float))
    losses = cells.shape[0]
    two, same = sparse.eye_array(2), sparse.eye_array(2 * losses)
    known = sparse.kron(two, sparse.csr_array(sums.known.astype(float)))
    moved = sparse.kron(two, cells)
    aim = sparse.csr_array(np.concatenate([secret, -secret, np.zeros(2 * losses)])[None, :])
    wide = sparse.csr_array((known.shape[0], 2 * losses))
    rules = [
        LinearConstraint(sparse.hstack([known, wide], format="csr"), 0.0, 0.0),
        LinearConstraint(aim, width, np.inf),
    ]
    if losses:
        rules += [
            LinearConstraint(sparse.hstack([sign * moved, -same], format="csr"), -np.inf, 0.0)
            for sign in (1.0, -1.0)
        ]
    solved = milp(
        np.concatenate([np.zeros(2 * count), np.tile(sums.costs[shown], 2)]),
        constraints=rules,
        integrality=np.concatenate([np.ones(2 * count), np.zeros(2 * losses)]),
        bounds=Bounds(
            np.concatenate([-sums.parts, -sums.parts, np.zeros(2 * losses)]),
            np.full(2 * (count + losses), np.inf),
        ),
        options=_OPTIONS,
    )
    if solved.x is None:
        raise ValueError(f"what is known leaves no room of {width:g} for a secret sum")
    whole = np.round(solved.x[: 2 * count])
    return whole[:count], whole[count:]
