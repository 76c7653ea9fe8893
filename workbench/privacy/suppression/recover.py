"""What a reader could work out about hidden cells: the attack, run before publishing."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from workbench.privacy.suppression.relations import Relations


def recover(
    relations: Relations, hidden: Collection[str], *, cells: Collection[str] | None = None,
    whole: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Find the smallest and largest amount that each hidden cell can have.

    Parameters
    ----------
    relations : all cells and the sums that are known of them
    hidden : names of the cells that are not published; all others are known exactly
    cells : hidden cells to look at; None means all
    whole : whether amounts are known to be whole numbers

    Returns
    -------
    DataFrame, one row a hidden cell: cell, value (the truth), low, high. A reader knows the
    published cells, the sums, and that no amount is negative; ``high`` is infinite where nothing
    bounds the cell.

    Examples
    --------
    >>> from workbench.privacy.suppression.relations import relations_of_sums
    >>> units = relations_of_sums({"all": {"a": 40, "b": 3, "c": 9}})
    >>> recover(units, {"b"}).to_dict("records")
    [{'cell': 'b', 'value': 3.0, 'low': 3.0, 'high': 3.0}]
    >>> recover(units, {"b", "c"})[["low", "high"]].to_numpy().tolist()
    [[0.0, 12.0], [0.0, 12.0]]
    """
    places = relations.places(frozenset(hidden))
    wanted = set(hidden if cells is None else cells)
    rows = []
    for number, place in enumerate(places):
        if relations.names[place] in wanted:
            aim = np.zeros(len(places))
            aim[number] = 1.0
            low, _ = _extreme(relations, places, aim, whole=whole)
            high, _ = _extreme(relations, places, -aim, whole=whole)
            rows.append((relations.names[place], float(relations.amounts[place]), low, -high))
    return pd.DataFrame(rows, columns=["cell", "value", "low", "high"])


def too_narrow(
    relations: Relations, hidden: Collection[str], secret: Collection[str], *, least: float,
    whole: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """List secret cells of which a reader learns too much.

    Parameters
    ----------
    relations, hidden, whole : as in ``recover``
    secret : cells that must stay uncertain; one that is not hidden is known exactly
    least : smallest width of what a secret cell can be

    Returns
    -------
    DataFrame, rows of ``recover`` whose width is below ``least``.
    """
    known = [name for name in relations.names if name in set(secret) - set(hidden)]
    shown = relations.amounts[relations.places(known)]
    rows = [(name, value, value, value) for name, value in zip(known, shown, strict=True)]
    places = relations.places(frozenset(hidden))
    # What was found to fit for one cell shows what others can be, too.
    least_seen, most_seen = relations.amounts[places].copy(), relations.amounts[places].copy()
    wanted = set(secret)
    for number, place in enumerate(places):
        if relations.names[place] not in wanted:
            continue
        low, high = least_seen[number], most_seen[number]
        for sign in (1.0, -1.0):
            if high - low >= least:
                break
            aim = np.zeros(len(places))
            aim[number] = sign
            end, fits = _extreme(relations, places, aim, whole=whole)
            if fits is not None:
                least_seen, most_seen = np.minimum(least_seen, fits), np.maximum(most_seen, fits)
            # The first end is exact; the other lies at least where something was seen.
            low, high = (end, most_seen[number]) if sign > 0 else (low, -end)
        if high - low < least:
            rows.append((relations.names[place], float(relations.amounts[place]), low, high))
    return pd.DataFrame(rows, columns=["cell", "value", "low", "high"])


def _extreme(
    relations: Relations, places: np.ndarray, aim: np.ndarray, *, whole: bool
) -> tuple[float, np.ndarray | None]:
    """Smallest value of a linear aim over all that the hidden cells can be, and where it lies."""
    unknown = relations.matrix[:, places]
    touched = np.abs(unknown).sum(axis=1) > 0
    if not touched.any():
        return (0.0 if aim.max() > 0 else -np.inf), None
    others = np.setdiff1d(np.arange(len(relations.names)), places)
    known = -relations.matrix[np.ix_(touched, others)] @ relations.amounts[others]
    if whole:
        known = np.round(known, 6)
    solved = milp(
        aim,
        constraints=LinearConstraint(csr_array(unknown[touched]), known, known),
        integrality=np.full(len(places), int(whole)),
    )
    # The truth fits every relation, so "unbounded or infeasible" means unbounded.
    if solved.status == 3 or "unbounded" in solved.message.lower():
        return -np.inf, None
    if solved.x is None:
        raise ValueError(f"what a reader could work out was not found: {solved.message}")
    # A cell can be told no better than to so many digits.
    fits = np.round(solved.x, 6)
    return float(np.round(aim @ fits, 6)) + 0.0, fits
