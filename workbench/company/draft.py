"""A table on its way through the checks: what was found wrong, and what that cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from workbench.errors import Fault
from workbench.schema import Column, Table

HIDDEN = "a value"


@dataclass(frozen=True, eq=False)
class Finding:
    """A fault and the labels of the rows of the draft it touches."""

    fault: Fault
    at: pd.Index = field(default_factory=lambda: pd.Index([], dtype="int64"))


@dataclass(frozen=True)
class Loss:
    """Rows set aside or cells blanked in one table for one reason; a row counts once."""

    table: str
    column: str
    code: str
    rows: int
    cells: int


@dataclass(frozen=True, eq=False)
class Draft:
    """A table whose rows keep their label while others are set aside.

    ``rows`` and ``origin`` (same index as ``frame``) give the row number in the source and which
    source it was, for a table that is filled from several. ``given_ids`` are the ids (first
    column of the key) that were there before any row was set aside. ``private`` are columns filled
    from a heading that also fills a personal one.
    """

    table: Table
    frame: pd.DataFrame
    rows: pd.Series
    origin: pd.Series
    losses: tuple[Loss, ...] = ()
    rows_read: int = 0
    rows_left_out: int = 0
    rows_merged: int = 0
    given_ids: pd.Index = field(default_factory=lambda: pd.Index([], dtype="str"))
    private: frozenset[str] = frozenset()

    def find(
        self,
        hit: "pd.Series | np.ndarray",
        *,
        level: str,
        code: str,
        column: str = "",
        found: str = "",
        allowed: str,
        action: str,
    ) -> list[Finding]:
        """One finding per source for the rows where ``hit`` is true; none if there are none.

        ``found`` may hold ``{values}``: the values of the column, or "a value" where personal.
        """
        at = self.frame.index[np.asarray(hit, dtype=bool)]
        findings = []
        for source, part in self._by_origin(at):
            words = found
            if "{values}" in found:
                words = found.replace("{values}", self._value_words(column, part))
            if source:
                words = f"{words} (in {source})"
            numbers = tuple(int(row) for row in self.rows.loc[part])
            fault = Fault(level, code, self.table.name, column, numbers, words, allowed, action)
            findings.append(Finding(fault, part))
        return findings

    def keep(self, frame: pd.DataFrame, kept: np.ndarray) -> "Draft":
        """Put another frame in and let go of the rows that are not kept."""
        if kept.all():
            return replace(self, frame=frame)
        return replace(self, frame=frame[kept], rows=self.rows[kept], origin=self.origin[kept])

    def _by_origin(self, at: pd.Index) -> Iterable[tuple[str, pd.Index]]:
        if at.empty:
            return []
        names = self.origin.unique()
        if len(names) < 2:
            return [("", at)]
        here = self.origin.loc[at]
        return [(name, at[(here == name).to_numpy()]) for name in names if (here == name).any()]

    def _value_words(self, column: str, at: pd.Index) -> str:
        if column in self.private:
            return HIDDEN
        return value_words(self.frame.loc[at, column], self.table[column])


def value_words(values: "pd.Series | Sequence[object]", column: Column, *, most: int = 3) -> str:
    """Up to ``most`` different values, cut to 40 characters; "a value" for a personal column.

    Examples
    --------
    >>> pay = Column("pay_per_year", "number", "Pay.", personal=True)
    >>> value_words(["lots"], pay)
    'a value'
    >>> value_words(["x", "x", "y"], Column("grade", "integer", "Grade."))
    "'x', 'y'"
    """
    if column.personal:
        return HIDDEN
    known = pd.Series(values).dropna()
    different = known.drop_duplicates()
    shown = [_quoted(value) for value in different.head(most)]
    rest = len(different) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _quoted(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float | np.floating):
        return f"{value:g}"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:40] + "…")


def settle(draft: Draft, findings: Sequence[Finding]) -> Draft:
    """Leave out the rows and blank the cells that the findings say, and book what it cost."""
    index = draft.frame.index
    kept = np.ones(len(index), dtype=bool)
    blank: dict[str, np.ndarray] = {}
    losses = list(draft.losses)
    for finding in findings:
        fault, at = finding.fault, index.get_indexer(finding.at)
        at = at[(at >= 0) & kept[at]]
        if not len(at):
            continue
        if fault.level == "set_aside":
            kept[at] = False
            losses.append(Loss(draft.table.name, fault.column, fault.code, len(at), 0))
        elif fault.level == "blanked":
            blank.setdefault(fault.column, np.zeros(len(index), dtype=bool))[at] = True
            losses.append(Loss(draft.table.name, fault.column, fault.code, 0, len(at)))
    frame = draft.frame.assign(
        **{name: draft.frame[name].mask(cells) for name, cells in blank.items()}
    )
    return replace(draft.keep(frame, kept), losses=tuple(losses))


def faults_of(findings: Iterable[Finding]) -> list[Fault]:
    """Take the faults alone."""
    return [finding.fault for finding in findings]
