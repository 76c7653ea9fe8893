"""Counts and means of people on a finished page, read as a reader would read them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from workbench.privacy.attack import Cell
from workbench.privacy.labels import group_text
from workbench.report.pieces import Grid, Piece, number_of

PEOPLE = re.compile(r"\b(people|staff|persons?|employees|headcount)\b", re.IGNORECASE)
_PART = re.compile(r"\b(retir\w*|women|men|female|male|high performers?|sick)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(\d[\d,]*) (?:people|persons?|staff|employees)\b", re.IGNORECASE)
# Means add up over groups; ranges and medians do not.
_MEAN = re.compile(
    r"^(?!.*\b(low|high|median|p\d+)\b).*\b(mean|average|share|probability|chance|pay|age)\b", re.I
)
_ALL = re.compile(r"(all|everybody|total|sum|all the staff)\b", re.IGNORECASE)
# So many groups of a table must be groups of the staff, with their number of people.
_FEWEST = 2
# A longer text is no sentence but a whole page in one.
_LONGEST = 600
# Heading, grouping, and labels with their means.
Mean = tuple[str, str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class Shown:
    """What a page shows of groups of the staff.

    Parameters
    ----------
    cells : groups whose number of people is shown
    means : heading, grouping, and the means of its groups that stand beside their people
    few : number of parts of a group, such as people who retire, with fewer people than may be shown
    """

    cells: frozenset[Cell] = frozenset()
    means: tuple[Mean, ...] = ()
    few: int = 0


@dataclass
class Census:
    """Numbers of people by group, for those who look for them on pages."""

    people: pd.DataFrame
    _counts: dict[tuple[str, ...], dict[tuple[str, ...], int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = {str(by): frozenset(self.people[by]) for by in self.people}

    def sizes(self, by: str) -> dict[str, int]:
        """Count the people of every group of a grouping."""
        return {label: self.count(frozenset({(by, label)})) for label in self.labels[by]}

    def count(self, cell: Cell) -> int:
        """Count the people of a cell."""
        pairs = sorted(cell)
        by = tuple(name for name, _ in pairs)
        if by not in self._counts:
            counts = self.people.value_counts(list(by))
            labels = counts.index.to_frame().itertuples(index=False, name=None)
            self._counts[by] = dict(zip(labels, map(int, counts), strict=True))
        return self._counts[by].get(tuple(label for _, label in pairs), 0)


def shown_on(pieces: Iterable[Piece], census: Census, *, least: int) -> Shown:
    """Find what a page shows of groups of the staff, in tables, figures and sentences.

    Parameters
    ----------
    pieces : the page taken apart
    census : of the people the page is about
    least : smallest group that may be shown, in people

    Returns
    -------
    Shown. A column, or several under labels of a second grouping, counts when it is of people by
    its heading or by its numbers, and the groups beside it are those of the staff with their
    numbers. In a sentence a number counts that stands beside the group it is the number of.
    """
    cells: set[Cell] = set()
    means: list[Mean] = []
    few = 0
    for piece in pieces:
        for grid in piece.grids:
            for right in _tables(grid, census):
                cells |= right
            for by, sizes in _sized(grid, census):
                few += _few(grid, sizes, least)
                means += _means(grid, by, sizes, census)
        cells |= _said(piece, census)
    return Shown(frozenset(cells), tuple(means), few)


def _tables(grid: Grid, census: Census) -> Iterator[set[Cell]]:
    """Cells of one or two dimensions whose numbers a table or figure shows."""
    every = list(_labelled(grid, census))
    named = [(by, group_text(grid.name)) for by in census.labels] if grid.name else []
    for number, (head, column) in enumerate(zip(grid.heads, grid.columns, strict=True)):
        counts = [number_of(cell) for cell in column]
        if not any(counts):
            continue
        # No number is its own label.
        labelled = [(by, labels) for by, labels, place in every if place != number]
        across = [
            (by, group_text(head)) for by in census.labels if group_text(head) in census.labels[by]
        ]
        for place, (by, labels) in enumerate(labelled):
            rows = [{(by, label)} for label in labels]
            kinds = [rows] if PEOPLE.search(head) else []
            if PEOPLE.search(head):
                kinds += [
                    [row | {(other, label)} for row, label in zip(rows, more, strict=True)]
                    for other, more in labelled[place + 1 :]
                    if other != by
                ]
                kinds += [
                    [row | {(other, name)} for row in rows]
                    for other, name in named
                    if other != by and name in census.labels[other]
                ]
            kinds += [
                [row | {(other, name)} for row in rows] for other, name in across if other != by
            ]
            for kind in kinds:
                yield _right([frozenset(row) for row in kind], counts, census)


def _labelled(grid: Grid, census: Census) -> Iterator[tuple[str, list[str], int]]:
    """Columns that may hold the groups of a grouping, with their place; other rows are empty.

    In a figure, bare numbers are labels only where no column names groups of the same grouping.
    """
    kinds = [
        column
        for column in grid.columns
        if set(column) <= census.labels.keys() and not grid.drawn and column
    ]
    found = []
    for place, (head, column) in enumerate(zip(grid.heads, grid.columns, strict=True)):
        if not grid.drawn and head.casefold() not in (*census.labels, "group"):
            continue
        texts = [group_text(cell) for cell in column]
        for by, known in census.labels.items():
            if grid.drawn or head.casefold() in (by, "group"):
                labels = [
                    text if all(kind[row] == by for kind in kinds) else ""
                    for row, text in enumerate(texts)
                ]
                # Under its own heading one group is enough.
                if len(known & set(labels)) >= (_FEWEST if head.casefold() != by else 1):
                    found.append((by, labels, place))
    named = {by for by, _, place in found if not _bare(grid, place)}
    yield from (one for one in found if one[0] not in named or not _bare(grid, one[2]))


def _bare(grid: Grid, place: int) -> bool:
    return grid.drawn and not any(isinstance(cell, str) for cell in grid.columns[place])


def _right(cells: Sequence[Cell], counts: Sequence[float | None], census: Census) -> set[Cell]:
    """Cells whose number is shown, if most numbers are those of their cells."""
    found = [
        (cell, count == census.count(cell))
        for cell, count in zip(cells, counts, strict=True)
        if count is not None
        and all(label in census.labels[by] for by, label in cell)
        and (count or census.count(cell))
    ]
    right = {cell for cell, fits in found if fits}
    fewest = min(_FEWEST, len(counts))
    return right if len(right) >= fewest and 2 * len(right) > len(found) else set()


def _sized(grid: Grid, census: Census) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Give the groups of a table with their people, beside which something else may stand."""
    if grid.drawn or not any(map(PEOPLE.search, grid.heads)):
        return
    people = [
        [number_of(cell) for cell in column]
        for head, column in zip(grid.heads, grid.columns, strict=True)
        if PEOPLE.search(head)
    ]
    for by, labels, _ in _labelled(grid, census):
        rows = [frozenset({(by, label)}) for label in labels]
        if any(_right(rows, counts, census) for counts in people):
            yield by, [(label, census.count(row)) for label, row in zip(labels, rows, strict=True)]


def _few(grid: Grid, sizes: Sequence[tuple[str, int]], least: int) -> int:
    """Count parts of a group, or what is left of it, with too few people."""
    return sum(
        count is not None and (0 < count < least or 0 < size - count < least)
        for head, column in zip(grid.heads, grid.columns, strict=True)
        if _PART.search(head) and "share" not in head.casefold()
        for count, (_, size) in zip(map(number_of, column), sizes, strict=True)
        if size
    )


def _means(grid: Grid, by: str, sizes: Sequence[tuple[str, int]], census: Census) -> Iterator[Mean]:
    """Means of the groups of a table, and that of all people under the label of an empty text."""
    for head, column in zip(grid.heads, grid.columns, strict=True):
        values = [number_of(cell) for cell in column]
        if not _MEAN.match(head):
            continue
        first = [str(cell) for cell in grid.columns[0]]
        rows = [
            (label if size else "", value)
            for (label, size), value, words in zip(sizes, values, first, strict=True)
            if value is not None and (size or _ALL.match(words))
        ]
        yield head.casefold(), by, tuple(rows)


def _said(piece: Piece, census: Census) -> set[Cell]:
    """Find groups whose number of people stands in a sentence, a title or a hover text."""
    found: set[Cell] = set()
    for text in dict.fromkeys(piece.texts):
        if len(text) > _LONGEST or not (numbers := _SAID.findall(text)):
            continue
        for by, labels in census.labels.items():
            for label in labels:
                cell = frozenset({(by, label)})
                number = str(census.count(cell))
                if label in text and number in [one.replace(",", "") for one in numbers]:
                    found |= {cell} if _beside(text.replace(",", ""), label, number) else set()
    return found


def _beside(text: str, label: str, number: str) -> bool:
    label = re.escape(label.replace(",", ""))
    people = rf"\b{number} (?:people|persons?|staff|employees)\b"
    place = r"(?: \w+){0,2} (?:in|at|of|on)(?: (?:the|unit|family|grade|level))*"
    return bool(
        re.search(rf"{people}{place} {label}(?!\w)(?! [a-z(])", text, re.IGNORECASE)
        or re.search(
            rf"(?<!\w)(?<!of ){label}(?: (?:is|has|have|with)\b[^.;:]{{0,60}}?|:) {people}", text
        )
    )
