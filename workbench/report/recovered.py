"""Counts of people on finished pages, read as a reader would, and what they give away together."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from workbench.errors import ReportError
from workbench.privacy.staff import given_away, group_text
from workbench.report.pieces import Grid, Piece, number_of, page_pieces

_PEOPLE = re.compile(r"\b(people|staff|persons?|employees|headcount)\b", re.IGNORECASE)
# So many groups of a table must be groups of the staff, with their number of people.
_FEWEST = 2

Shown = dict[str, frozenset[str]]


def shown_groups(pieces: Iterable[Piece], groups: Mapping[str, pd.Series]) -> Shown:
    """Find the groups of the staff whose number of people a page shows, in tables and figures.

    Parameters
    ----------
    pieces : the page taken apart
    groups : people by group, see ``staff_groups``

    Returns
    -------
    dict of labels by grouping. A column counts when it is headed as people, a column beside it
    is headed as the groups and holds them, and its numbers are those of the groups.
    """
    found: dict[str, set[str]] = {}
    for grid in (grid for piece in pieces for grid in piece.grids):
        for by, labels in _counted(grid, groups):
            found.setdefault(by, set()).update(labels)
    return {by: frozenset(labels) for by, labels in found.items()}


def refuse_recovered(
    groups: Mapping[str, pd.Series], pages: Iterable[Shown], *, least: int
) -> None:
    """Refuse a page that, together with the others, gives a small group away.

    Parameters
    ----------
    groups : people by group
    pages : what each page of a folder shows, see ``shown_groups``
    least : smallest group that may be shown, in people

    Raises
    ------
    ReportError
        Naming the groupings, not the groups.
    """
    together: dict[str, frozenset[str]] = {}
    for shown in pages:
        for by, labels in shown.items():
            together[by] = together.get(by, frozenset()) | labels
    counts = given_away(groups, together, least=least)
    if counts:
        listed = ", ".join(f"by {by} ({number})" for by, number in counts.items())
        raise ReportError(
            f"The report is not published. Groups of fewer than {least} people can be worked out "
            f"from the counts that it and the other reports of the folder show: {listed}. Hide a "
            "further group (workbench.privacy.leave_out_groups), or publish into a folder of its "
            "own what other readers get."
        )


class Folder:
    """What the pages of a folder show, each page read once."""

    def __init__(self, folder: Path | None, groups: Mapping[str, pd.Series]) -> None:
        self._folder, self._groups = folder, groups
        self._seen: dict[str, tuple[object, Shown]] = {}

    def beside(self, name: str) -> list[Shown]:
        """Give what the other pages show.

        Parameters
        ----------
        name : name of the page that is about to be published, with its ending
        """
        pages = sorted(self._folder.glob("*.html")) if self._folder else []
        return [self._of(page) for page in pages if page.name not in (name, "index.html")]

    def _of(self, page: Path) -> Shown:
        try:
            state = page.stat()
            mark = (state.st_mtime_ns, state.st_size)
            if self._seen.get(page.name, (None, {}))[0] != mark:
                pieces = page_pieces(page.read_text(encoding="utf-8", errors="replace"))
                self._seen[page.name] = (mark, shown_groups(pieces, self._groups))
        except FileNotFoundError:
            return {}
        return self._seen[page.name][1]


def _counted(grid: Grid, groups: Mapping[str, pd.Series]) -> Iterable[tuple[str, frozenset[str]]]:
    numbers = [
        [number_of(cell) for cell in column]
        for head, column in zip(grid.heads, grid.columns, strict=True)
        if _PEOPLE.search(head)
    ]
    for by, people in groups.items():
        columns = [
            column
            for head, column in zip(grid.heads, grid.columns, strict=True)
            if grid.drawn or head.casefold() in (by, "group")
        ]
        for labels in ([group_text(cell) for cell in column] for column in columns):
            for counts in numbers:
                found = [
                    (label, count == people[label])
                    for label, count in zip(labels, counts, strict=True)
                    if count is not None and label in people.index
                ]
                right = frozenset(label for label, fits in found if fits)
                if len(right) >= _FEWEST and 2 * sum(fits for _, fits in found) > len(found):
                    yield by, right
