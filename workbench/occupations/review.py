"""The review list: titles with their candidates, to be filled in by a person and taken back."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.company.source_text import read_text
from workbench.company.titles import same_occupation, title_key
from workbench.errors import DataError, Fault, ParameterError
from workbench.occupations.onet import Onet
from workbench.occupations.titles import DECIDED, OccupationTitles, is_public
from workbench.schema import TABLES
from workbench.settings.source import SourceSettings

NONE_FITS = "none"
TO_FILL_IN = "decision"
TABLE = "occupation_titles"
_PART = ("occupation_code", "occupation", "score", "chance", "reason")
_NAMES = ("code", "title", "score", "chance", "reason")
_REFUSED = "The review list cannot be taken; nothing was written."


def review_list(result: OccupationTitles) -> pd.DataFrame:
    """Make the list for a person to decide on.

    Parameters
    ----------
    result : as from ``occupation_titles``

    Returns
    -------
    DataFrame, open titles first, those with most posts first: title, posts, people, status,
    decided_code, decision (empty, to be filled in), then for each candidate candidate_1_code,
    _title, _score, _chance and _reason. Titles decided stand at the end, so that nobody is asked
    twice.
    """
    titles = result.titles.rename(columns={"code": "decided_code"})
    titles["decided_code"] = titles["decided_code"].where(titles["status"] == DECIDED)
    last = (titles["status"] == DECIDED).rename("last")
    titles = titles.assign(last=last).sort_values("last", kind="stable", ignore_index=True)
    review = titles[["title", "posts", "people", "status", "decided_code"]].assign(decision="")
    most = int(result.candidates["place"].max()) if len(result.candidates) else 0
    for place in range(1, most + 1):
        rows = result.candidates[result.candidates["place"] == place].set_index("title")
        for column, name in zip(_PART, _NAMES, strict=True):
            cells = review["title"].map(rows[column])
            if column in ("score", "chance"):
                cells = cells.astype(float).round(2)
            review[f"candidate_{place}_{name}"] = cells
    return review


def read_review(path: str | Path) -> pd.DataFrame:
    """Read a review list that was filled in, whatever program saved it as CSV.

    Returns
    -------
    DataFrame of text; ``row`` is the row number a sheet shows

    Raises
    ------
    DataError
        If there is no such file, or it is not a review list.
    """
    file = Path(path)
    if not file.is_file():
        found = f"there is no file {file.name!r}"
        fault = _fault("", (), found, "the review list, saved as CSV", "Check the path.")
        raise DataError(_REFUSED, [fault])
    try:
        raw = read_text(file, "review list", frozenset({"title", TO_FILL_IN}), SourceSettings())
    except DataError as problem:
        raise DataError(_REFUSED, problem.faults) from None
    missing = [name for name in ("title", TO_FILL_IN) if name not in raw.frame]
    if missing or any(fault.level != "note" for fault in raw.faults):
        lost = [fault for fault in raw.faults if fault.level != "note"]
        action = "Make the list again, or put the heading back."
        faults = [
            _fault(name, (), "the column is missing", "the columns of the review list", action)
            for name in missing
        ]
        raise DataError(_REFUSED, [*lost, *faults])
    return raw.frame.assign(row=raw.rows)


@dataclass(frozen=True, eq=False)
class Taken:
    """What was decided.

    Attributes
    ----------
    table : table occupation_titles, earlier decisions first, as they were
    new : titles decided now
    same : titles decided now as before; their date and who decided stay
    still_open : titles of the list that nobody has decided on yet
    """

    table: pd.DataFrame
    new: tuple[str, ...]
    same: tuple[str, ...]
    still_open: int


def take_decisions(
    review: pd.DataFrame,
    earlier: pd.DataFrame | None,
    onet: Onet,
    *,
    on: dt.date,
    by: str = "",
) -> Taken:
    """Turn a review list that was filled in into table occupation_titles.

    Parameters
    ----------
    review : as from ``read_review``
    earlier : table occupation_titles as it is; None where nothing was decided yet
    onet : codes are held against it
    on, by : day of the decisions, and the id of who decided

    Returns
    -------
    Taken. An empty cell of ``decision`` leaves a title open.

    Raises
    ------
    DataError
        If a cell is neither the number of a candidate, a public code nor ``none``, or contradicts
        another row or an earlier decision. Everything that is wrong is named, nothing is taken.
    ParameterError
        If ``by`` is not an id.
    """
    if by and not re.fullmatch(r"[\w.-]{1,40}", by):
        raise ParameterError(
            f"by: found {by[:40]!r}. Allowed: an id such as E0005, not a name. Correct it."
        )
    names = list(TABLES[TABLE].names)
    before = pd.DataFrame(columns=names) if earlier is None else earlier[names]
    known = {
        title_key(title): code
        for title, code in zip(before["title"], before["occupation_code"], strict=True)
    }
    read = list(_read_rows(review, onet))
    faults = [fault for *_, fault in read if fault]
    chosen: dict[str, tuple[str, str | None]] = {}
    new: list[str] = []
    same: list[str] = []
    for row, title, code, fault in read:
        key = title_key(title)
        if fault:
            continue
        if key in chosen and not _alike(chosen[key][1], code):
            found = f"{title!r} is decided twice in the list, in different ways"
            faults.append(_fault(TO_FILL_IN, (row,), found, "one decision a title", "Keep one."))
        elif key in known and not _alike(known[key], code):
            found = (
                f"{title!r} was decided before as {known[key] if _is(known[key]) else NONE_FITS}"
            )
            action = f"Empty the cell, or correct the row in {TABLE}."
            faults.append(_fault(TO_FILL_IN, (row,), found, "the earlier decision", action))
        elif key not in chosen:
            (same if key in known else new).append(title)
        chosen.setdefault(key, (title, code))
    if faults:
        raise DataError(_REFUSED, faults)
    rows = [
        {"title": title, "occupation_code": chosen[title_key(title)][1],
         "decided_on": pd.Timestamp(on), "decided_by": by or None}
        for title in new
    ]  # fmt: skip
    added = pd.DataFrame(rows, columns=names)
    parts = [part for part in (before, added) if len(part)]
    table = pd.concat(parts, ignore_index=True) if parts else added
    titles = {title_key(title) for title in review["title"] if title}
    return Taken(table, tuple(new), tuple(same), len(titles - set(known) - set(chosen)))


def _read_rows(
    review: pd.DataFrame, onet: Onet
) -> Iterator[tuple[int, str, str | None, Fault | None]]:
    """Give row, title, code (None where none fits) and what is wrong, of rows filled in."""
    for cells in review.to_dict("records"):
        text, title, row = str(cells[TO_FILL_IN]).strip(), str(cells["title"]), int(cells["row"])
        if not text:
            continue
        if not title:
            yield row, "", None, _fault("title", (row,), "the cell is empty", "a title",
                                        "Take the title back from the list.")  # fmt: skip
        elif text.casefold() == NONE_FITS:
            yield row, title, None, None
        elif re.fullmatch(r"\d", text):
            code = str(cells.get(f"candidate_{text}_code") or "")
            yield row, title, code, None if code and is_public(code, onet) else _strange(row, text)
        else:
            yield row, title, text, None if is_public(text, onet) else _strange(row, text)


def _strange(row: int, text: str) -> Fault:
    allowed = (
        "the number of a candidate of this row, a code of O*NET such as 17-2041.00, an ISCO-08 "
        f"code of two to four digits, or {NONE_FITS}"
    )
    action = "Correct the cell; write all eight digits, a spreadsheet may take six for a date."
    return _fault(TO_FILL_IN, (row,), f"found {text[:40]!r}", allowed, action)


def _alike(one: str | None, other: str | None) -> bool:
    if not (_is(one) and _is(other)):
        return _is(one) == _is(other)
    return same_occupation(str(one), str(other))


def _is(code: object) -> bool:
    return isinstance(code, str) and code != ""


def _fault(column: str, rows: tuple[int, ...], found: str, allowed: str, action: str) -> Fault:
    return Fault("stop", "review", "review list", column, rows, found, allowed, action)
