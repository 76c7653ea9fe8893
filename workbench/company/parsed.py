"""What reading a column of text gives: its values, and the cells that could not be read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Problem:
    """Cells of one column that share a problem.

    ``level`` is ``bad`` where the cell is lost (then the row is set aside or the cell blanked,
    as the column is required or not) or ``note``.
    """

    cells: np.ndarray
    level: str
    code: str
    found: str
    action: str
    allowed: str = ""


@dataclass(frozen=True)
class Parsed:
    """Values of the type of the column (missing where unknown or unreadable) and the problems."""

    cells: pd.Series
    problems: tuple[Problem, ...] = ()


def spread(
    text: pd.Series, codes: np.ndarray, values: pd.Series, problems: list[Problem]
) -> Parsed:
    """Carry what was read from the different values of a column back to its cells."""
    known = codes >= 0
    back = np.where(known, codes, 0)
    if values.empty:
        return Parsed(pd.Series(index=text.index, dtype=values.dtype))
    cells = values.take(back).set_axis(text.index).where(known)
    at = [
        Problem(
            known & problem.cells[back],
            problem.level,
            problem.code,
            problem.found,
            problem.action,
            problem.allowed,
        )
        for problem in problems
    ]
    return Parsed(cells, tuple(problem for problem in at if problem.cells.any()))
