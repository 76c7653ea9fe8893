"""Cells that are published or hidden, and the sums that everybody knows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np


@dataclass(frozen=True)
class Relations:
    """Cells of one or several tables and the linear relations that hold between them.

    Parameters
    ----------
    names : one a cell; the same cell of two tables has one name
    amounts : the true amount of each cell, >= 0
    matrix : one row a relation, one column a cell; ``matrix @ amounts`` is 0

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is negative or unknown, or a relation does not hold.
    """

    names: tuple[str, ...]
    amounts: np.ndarray
    matrix: np.ndarray

    def __post_init__(self) -> None:
        if self.matrix.shape[1:] != (len(self.names),) or self.amounts.shape != (len(self.names),):
            raise ValueError("the matrix needs a column, and the values an amount, for each name")
        if not (np.isfinite(self.amounts).all() and (self.amounts >= 0).all()):
            raise ValueError("every amount must be known and not negative")
        if not np.allclose(
            self.matrix @ self.amounts, 0.0, atol=1e-6 * (1 + self.amounts.max(initial=0))
        ):
            raise ValueError("a relation does not hold for the amounts")

    def places(self, names: Sequence[str] | frozenset[str]) -> np.ndarray:
        """Places of cells, in the order of the cells."""
        wanted = set(names)
        return np.array([place for place, name in enumerate(self.names) if name in wanted], int)


def joined(*parts: Relations) -> Relations:
    """Put relations together; a cell that several of them hold is one cell.

    Raises
    ------
    ValueError
        If a cell has two amounts.

    Examples
    --------
    >>> by_unit = relations_of_sums({"all": {"north": 4, "south": 6}})
    >>> by_sex = relations_of_sums({"all": {"f": 7, "m": 3}})
    >>> joined(by_unit, by_sex).names
    ('north', 'south', 'all', 'f', 'm')
    """
    values: dict[str, float] = {}
    for part in parts:
        for name, value in zip(part.names, part.amounts.tolist(), strict=True):
            if not np.isclose(values.setdefault(name, value), value):
                raise ValueError(f"the cell {name!r} has two amounts")
    names = tuple(values)
    place = {name: number for number, name in enumerate(names)}
    rows = []
    for part in parts:
        wide = np.zeros((len(part.matrix), len(names)))
        wide[:, [place[name] for name in part.names]] = part.matrix
        rows.append(wide)
    matrix = np.vstack(rows) if rows else np.zeros((0, 0))
    return Relations(names, np.array(list(values.values())), matrix)


def relations_of_sums(sums: Mapping[str, Mapping[str, float]]) -> Relations:
    """Make relations from totals and their parts, each part with its amount.

    Examples
    --------
    >>> relations_of_sums({"all": {"a": 1, "b": 2}}).matrix.tolist()
    [[1.0, 1.0, -1.0]]
    """
    values: dict[str, float] = {}
    for total, parts in sums.items():
        values |= dict(parts)
        values[total] = float(sum(parts.values()))
    names = tuple(values)
    matrix = np.array(
        [
            [float(name in parts) - float(name == total) for name in names]
            for total, parts in sums.items()
        ]
    ).reshape(len(sums), len(names))
    return Relations(names, np.array(list(values.values()), float), matrix)


def relations_of_table(
    counts: np.ndarray, labels: Sequence[Sequence[str]], *, total: str = "all"
) -> Relations:
    """Make the relations of a table of any number of dimensions with all its margins.

    Parameters
    ----------
    counts : inner cells, one axis a variable
    labels : labels of each axis
    total : label of a sum over an axis

    Returns
    -------
    Relations. A cell is named by its labels, joined with " / "; every line of cells along an axis
    adds up to its margin.

    Examples
    --------
    >>> table = relations_of_table(np.array([[1, 2], [3, 4]]), [["a", "b"], ["x", "y"]])
    >>> dict(zip(table.names, table.amounts.tolist()))["b / all"], len(table.matrix)
    (7.0, 6)
    """
    full = np.asarray(counts, float)
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    names = tuple(" / ".join(cell) for cell in product(*[(*axis, total) for axis in labels]))
    place = np.arange(full.size).reshape(full.shape)
    rows = []
    for axis in range(full.ndim):
        for line in np.moveaxis(place, axis, -1).reshape(-1, full.shape[axis]):
            row = np.zeros(full.size)
            row[line[:-1]], row[line[-1]] = 1.0, -1.0
            rows.append(row)
    return Relations(names, full.ravel(), np.array(rows))
