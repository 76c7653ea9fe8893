"""Which further cells to hide so that no sum gives a secret one away, at the least cost."""

from collections.abc import Collection, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.privacy.suppression.recover import too_narrow
from workbench.privacy.suppression.relations import Relations


def choose_hidden(
    relations: Relations,
    secret: Collection[str],
    *,
    least: float,
    fixed: Collection[str] = (),
    costs: Mapping[str, float] | None = None,
) -> frozenset[str]:
    """Choose cells to hide beside the secret ones.

    Parameters
    ----------
    relations : all cells of all tables, and the sums between them
    secret : cells that must be hidden and stay uncertain
    least : smallest width, in the unit of the cells, of what a reader can know of a secret cell
    fixed : cells that are published whatever happens, such as a grand total
    costs : loss of hiding a cell; None takes its amount plus one

    Returns
    -------
    Names of all hidden cells, the secret ones among them.

    Raises
    ------
    ValueError
        If the fixed cells give a secret one away however much else is hidden.

    Notes
    -----
    For one secret cell after another, the largest first, a mixed integer program hides the
    cheapest further cells under which two amounts of the cell, ``least`` apart, both fit everything
    published (Fischetti and Salazar 2001, taken one cell at a time: what is hidden already is
    free, so the answer is safe but not always the cheapest). The attack of ``recover`` with whole
    numbers is then run on the result; where it succeeds, all cells of the sums it used are hidden.

    Examples
    --------
    >>> from workbench.privacy.suppression.relations import relations_of_sums
    >>> units = relations_of_sums({"all": {"a": 40, "b": 3, "c": 9}})
    >>> sorted(choose_hidden(units, {"b"}, least=5, fixed={"all"}))
    ['b', 'c']
    """
    stay = relations.places(frozenset(fixed))
    weights = relations.amounts + 1.0
    for name, cost in (costs or {}).items():
        weights[relations.places([name])] = cost
    hidden = np.zeros(len(relations.names), bool)
    hidden[relations.places(frozenset(secret))] = True
    if hidden[stay].any():
        raise ValueError("a cell cannot be secret and published")
    for place in sorted(np.flatnonzero(hidden), key=lambda cell: -relations.amounts[cell]):
        hidden = hidden | _with_partners(relations, int(place), hidden, stay, weights, least)
    return _proven(relations, hidden, frozenset(secret), frozenset(fixed), least)


def _with_partners(
    relations: Relations, place: int, hidden: np.ndarray, stay: np.ndarray, weights: np.ndarray,
    least: float,
) -> np.ndarray:  # fmt: skip
    """Hide the cheapest cells that let one cell be two amounts, ``least`` apart."""
    count, sums = len(relations.names), len(relations.matrix)
    most = float(relations.amounts.sum()) + least
    ups = np.where(np.isin(np.arange(count), stay), 0.0, 1.0)
    # Variables: is a cell hidden; how far each cell lies above, and how far below, its amount.
    nothing, same = np.zeros((sums, count)), np.eye(count)
    zero = np.zeros((count, count))
    apart = np.zeros((1, 3 * count))
    apart[0, [count + place, 2 * count + place]] = [1.0, -1.0]
    rules = [
        LinearConstraint(np.hstack([nothing, relations.matrix, nothing]), 0.0, 0.0),
        LinearConstraint(np.hstack([nothing, nothing, relations.matrix]), 0.0, 0.0),
        LinearConstraint(np.hstack([-most * same, same, zero]), -np.inf, 0.0),
        LinearConstraint(np.hstack([np.diag(relations.amounts), same, zero]), 0.0, np.inf),
        LinearConstraint(np.hstack([-most * same, zero, same]), -np.inf, 0.0),
        LinearConstraint(np.hstack([np.diag(relations.amounts), zero, same]), 0.0, np.inf),
        LinearConstraint(apart, least, np.inf),
    ]
    solved = milp(
        np.concatenate([np.where(hidden, 0.0, weights), np.zeros(2 * count)]),
        constraints=rules,
        integrality=np.concatenate([np.ones(count), np.zeros(2 * count)]),
        bounds=Bounds(
            np.concatenate([hidden.astype(float), np.full(2 * count, -np.inf)]),
            np.concatenate([np.maximum(ups, hidden), np.full(2 * count, np.inf)]),
        ),
        options={"time_limit": 20.0},
    )
    if solved.x is None:
        raise ValueError(
            f"the cell {relations.names[place]!r} cannot be protected: the published sums leave "
            f"no room of {least:g}"
        )
    return solved.x[:count] > 0.5


def _proven(
    relations: Relations, hidden: np.ndarray, secret: frozenset[str], fixed: frozenset[str],
    least: float,
) -> frozenset[str]:  # fmt: skip
    """Run the attack on what was chosen; hide the sums by which it succeeds."""
    while True:
        names = frozenset(np.array(relations.names, object)[hidden].tolist())
        narrow = too_narrow(relations, names, secret, least=least)
        if narrow.empty:
            return names
        sums = relations.matrix[:, relations.places(narrow["cell"].tolist())].any(axis=1)
        beside = np.asarray(relations.matrix[sums].any(axis=0))
        beside[relations.places(fixed)] = False
        if not (beside & ~hidden).any():
            cells = ", ".join(narrow["cell"])
            raise ValueError(f"the cells {cells} cannot be protected by hiding other cells")
        hidden = hidden | beside
