"""What changed from one run to another, in parts that add up."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.history.again import Found, Values, company_of, measured_under, settings_of, under
from workbench.history.fingerprint import settings_digest
from workbench.history.method import method_version
from workbench.history.register import HEADLINES
from workbench.history.rows import (
    SETTING_COLUMNS,
    TABLE_COLUMNS,
    changed_rows,
    changed_settings,
    changed_tables,
    joined_and_left,
)
from workbench.history.run import Run
from workbench.history.split import PARTS, Corners, moved, split
from workbench.history.store import History

FIGURE_COLUMNS = ["figure", "before", "now", "moved", "posts_in", "posts_out"]
PART_COLUMNS = ["figure", "part", "amount"]


@dataclass(frozen=True)
class Change:
    """What changed from an old run to a new one.

    Attributes
    ----------
    old, new : the runs; None where there is nothing to compare
    figures : one row a headline figure that both runs have: figure, before, now, moved (bool),
        posts_in, posts_out (ids of posts counted now and not before, and the other way round)
    parts : one row a figure and part: figure, part (see ``split.PARTS``), amount. They sum over a
        figure to now less before; a figure that is unknown in one of the runs has none.
    tables : see ``changed_rows`` and ``changed_tables``
    joined, left : people; missing where the old tables are no longer there
    settings : see ``changed_settings``
    by_time : by figure, what the passing of time from one report date to the other would have
        moved with the old tables and settings; a part of data. Empty where it was not measured.
    notes : how the parts were found and what could not be told apart, in sentences
    lacks : why there is nothing to compare; empty where there is
    """

    old: Run | None
    new: Run | None
    figures: pd.DataFrame
    parts: pd.DataFrame
    tables: pd.DataFrame
    joined: int | None
    left: int | None
    settings: pd.DataFrame
    by_time: Values
    notes: tuple[str, ...]
    lacks: str = ""


def no_change(lacks: str) -> Change:
    """Give the change where there is nothing to compare."""
    return Change(
        None, None, pd.DataFrame(columns=FIGURE_COLUMNS), pd.DataFrame(columns=PART_COLUMNS),
        pd.DataFrame(columns=TABLE_COLUMNS), None, None, pd.DataFrame(columns=SETTING_COLUMNS),
        {}, (), lacks,
    )  # fmt: skip


def explain_change(
    old: Run,
    new: Run,
    *,
    history: History | None = None,
    company: Company | None = None,
    old_source: str = "",
    new_source: str = "",
) -> Change:
    """Split what changed between two runs into data, settings and method.

    Parameters
    ----------
    old, new : two runs with figures
    history : keeps what is measured on the way, so that it is quick the next time
    company : the tables of the new run, where they are at hand
    old_source, new_source : where the tables of the runs are now, if not where they were

    Returns
    -------
    Change. What cannot be told apart, since tables are no longer there, stays together and a note
    says so.

    Raises
    ------
    ParameterError
        If one of the runs has no headline figures.
    """
    for run in (old, new):
        if run.figures is None:
            raise ParameterError(
                f"Run {run.run_id} has no headline figures. Make the executive brief of it: "
                "workbench report executive-brief."
            )
    between = _Between(old, new, history, company, old_source, new_source)
    corners = between.corners()
    figures = _figures(old, new)
    rows = [
        (name, part, amount)
        for name in figures["figure"]
        if between.comparable(name)
        for part, amount in _in_order(split(_corners_of(name, old, new, corners))).items()
    ]
    parts = pd.DataFrame(rows, columns=PART_COLUMNS)
    tables, joined, left = between.inputs()
    return Change(
        old, new, figures, parts, tables, joined, left, changed_settings(old, new),
        between.by_time(corners[0]), between.notes(parts, corners),
    )  # fmt: skip


class _Between:
    """What can be measured between two runs, each thing at most once."""

    def __init__(
        self, old: Run, new: Run, history: History | None, company: Company | None,
        old_source: str, new_source: str,
    ) -> None:  # fmt: skip
        self.old, self.new, self.history = old, new, history
        self._given, self._old_source, self._new_source = company, old_source, new_source
        self.same_data = (old.inputs.fingerprint, old.as_of) == (new.inputs.fingerprint, new.as_of)
        self.same_settings = _digest(old) == _digest(new)
        self.same_method = old.method == new.method
        self._why_not: list[str] = []

    @cached_property
    def old_company(self) -> Found:
        if self.same_data:
            return self.new_company
        if self.old.inputs.fingerprint == self.new.inputs.fingerprint and self._given is not None:
            # The same tables on another date.
            settings = settings_of(self.old)
            if settings.thing is None:
                return settings
            then = replace(self._given, as_of=pd.Timestamp(self.old.as_of))
            return Found(under(then, settings.thing))
        return company_of(self.old, source=self._old_source)

    @cached_property
    def new_company(self) -> Found:
        if self._given is not None:
            return Found(self._given)
        return company_of(self.new, source=self._new_source)

    def corners(self) -> tuple[Values, Values, Values]:
        """Give the figures of the old run again, with the new data, and with the new settings."""
        if self.same_method:
            again: Values = self.old.amounts
        elif self.same_data and self.same_settings:
            again = self.new.amounts
        else:
            again = self._measured("old", self.old)
        if self.same_settings:
            return again, self.new.amounts, again
        if self.same_data:
            return again, again, self.new.amounts
        return again, self._measured("new", self.old), self._measured("old", self.new)

    def _measured(self, data: str, settings_from: Run) -> Values:
        if method_version() != self.new.method:
            self._why_not.append(
                f"run {self.new.run_id} was made with method {self.new.method} and this is "
                f"{method_version()}: make its report again"
            )
            return {}
        company = self.old_company if data == "old" else self.new_company
        settings = settings_of(settings_from)
        found = company
        if company.thing is not None:
            found = settings
            if settings.thing is not None:
                found = measured_under(company.thing, settings.thing, self.history)
        if found.thing is None:
            self._why_not.append(found.why_not)
            return {}
        return dict(found.thing)

    def by_time(self, again: Values) -> Values:
        """Give what time alone would have moved: the old tables and settings on the new date."""
        old = self.old_company.thing if self.old.as_of != self.new.as_of else None
        if old is None or method_version() != self.new.method or not again:
            return {}
        later = replace(old, as_of=pd.Timestamp(self.new.as_of))
        found = measured_under(later, old.settings, self.history)
        values: Values = found.thing or {}
        return {name: value - again[name] for name, value in values.items() if name in again}

    def comparable(self, figure: str) -> bool:
        """Tell whether a figure has the same unit in both runs."""
        unit = HEADLINES[figure].unit if figure in HEADLINES else ""
        return not unit.startswith("money") or self._currencies[0] == self._currencies[1]

    @property
    def _currencies(self) -> tuple[str, str]:
        return str(self.old.settings["currency"]), str(self.new.settings["currency"])

    def inputs(self) -> tuple[pd.DataFrame, int | None, int | None]:
        """Give what changed in the tables, by row where the old ones are still there."""
        kept = changed_tables(self.old.inputs, self.new.inputs)
        if self.same_data:
            return kept, 0, 0
        old, new = self.old_company.thing, self.new_company.thing
        if old is None or new is None:
            if len(kept):
                why = self.old_company.why_not or self.new_company.why_not
                self._why_not.append(f"{why}, so rows added, removed and changed are not counted")
            return kept, None, None
        return changed_rows(old, new), *joined_and_left(old, new)

    def notes(self, parts: pd.DataFrame, corners: tuple[Values, Values, Values]) -> tuple[str, ...]:
        """Say how the parts were found, and what stays together."""
        said = [f"{text[:1].upper()}{text[1:]}." for text in dict.fromkeys(self._why_not)]
        together = sorted({name for name in parts["part"] if " and " in name})
        said += [f"{name[:1].upper()}{name[1:]} stand together." for name in together]
        _, by_data, by_settings = corners
        if not together and bool(by_data) != bool(by_settings):
            said.append("Data and settings are counted in the one order that can be measured.")
        if self._currencies[0] != self._currencies[1]:
            said.append("The currency is another one, so amounts are not compared.")
        return tuple(said)


def _digest(run: Run) -> str:
    """Sum up the settings of a run as this version reads them: what is new has its default."""
    found = settings_of(run)
    return settings_digest(found.thing) if found.thing is not None else run.settings_digest


def _figures(old: Run, new: Run) -> pd.DataFrame:
    if old.figures is None or new.figures is None:
        return pd.DataFrame(columns=FIGURE_COLUMNS)
    before, now = (run.figures.set_index("figure") for run in (old, new) if run.figures is not None)
    rows = []
    for name in now.index.intersection(before.index, sort=False):
        values = float(before.loc[name, "value"]), float(now.loc[name, "value"])
        had, has = set(before.loc[name, "posts"]), set(now.loc[name, "posts"])
        posts = tuple(sorted(has - had)), tuple(sorted(had - has))
        rows.append((name, *values, moved(*values), *posts))
    return pd.DataFrame(rows, columns=FIGURE_COLUMNS)


def _corners_of(name: str, old: Run, new: Run, corners: tuple[Values, Values, Values]) -> Corners:
    return Corners(
        old.amounts[name], new.amounts[name],
        *(values.get(name, float("nan")) for values in corners),
    )  # fmt: skip


def _in_order(parts: dict[str, float]) -> dict[str, float]:
    return {name: parts[name] for name in PARTS if name in parts}
