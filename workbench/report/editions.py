"""Editions of a report: who may read names and ids in it, and how much of it lies open."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from workbench.privacy.phrases import is_telling
from workbench.privacy.watch import PERSON_HEADS, is_about_person
from workbench.report.choose import Chosen
from workbench.report.leaks import Promise
from workbench.report.notebook import CLOSED_TAG, tags

ANALYST, EXECUTIVE = "analyst", "executive"
EDITIONS = (ANALYST, EXECUTIVE)
SHOW_NAMES = "show_names"
# A page with more open sections than this lies folded before an executive.
MOST_OPEN = 6
_TOKEN = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
# The column of what the check found, which quotes ids.
FAULT = "fault"
_QUOTED = re.compile(r"'([^']+)'")
_PARTS = re.compile(r"([._-])")


def for_edition(chosen: Chosen, edition: str, *, given: Mapping[str, object]) -> Chosen:
    """Decide whether a report shows names.

    Parameters
    ----------
    chosen : a notebook with its parameters
    edition : ``analyst``, ``executive`` or empty
    given : parameters asked for with this run; those of a settings file are not among them

    Returns
    -------
    Chosen. The analyst edition shows names unless told not to; the executive edition shows none
    unless this run asks for them; without an edition the parameters stand as they are.
    """
    if SHOW_NAMES not in chosen.declared or SHOW_NAMES in given or not edition:
        return chosen
    named = chosen.values.get(SHOW_NAMES, True) if edition == ANALYST else False
    return replace(chosen, values={**chosen.values, SHOW_NAMES: named})


def promise_of(chosen: Chosen, edition: str) -> Promise:
    """Say what the reader of a report is promised not to find in it.

    A report without the parameter ``show_names`` shows no names of its own accord; those that stand
    in the texts of the data, such as a title, may stay in the analyst edition alone.
    """
    unasked = chosen.declared.get(SHOW_NAMES, edition == ANALYST)
    named = bool(chosen.values.get(SHOW_NAMES, unasked))
    return Promise(no_names=not named, no_ids=edition == EXECUTIVE and not named)


def edition_words(edition: str, promise: Promise) -> str:
    """Say in the footer of a page which edition it is; empty without one."""
    if not edition:
        return ""
    people = "people by number within this page" if promise.no_ids else "people by id"
    return f"{edition.capitalize()} edition, {people if promise.no_names else 'people by name'}."


def folded(notebook: NotebookNode) -> NotebookNode:
    """Fold the sections of a long report under their headings and what they say first.

    Parameters
    ----------
    notebook : an executed notebook

    Returns
    -------
    A new notebook. One with few open sections, such as the brief, stays as it is.
    """
    copy = deepcopy(notebook)
    texts = [cell for cell in copy.cells if cell.cell_type == "markdown"]
    heads = [cell for cell in texts if re.match(r"\s*###? ", cell.source)]
    if sum(CLOSED_TAG not in tags(cell) for cell in heads) > MOST_OPEN:
        for cell in heads:
            if re.match(r"\s*## ", cell.source):
                cell.metadata["tags"] = sorted({*tags(cell), CLOSED_TAG})
    return copy


def numbered(notebook: NotebookNode, ids: Sequence[str]) -> NotebookNode:
    """Write numbers of this page alone in place of the ids of people.

    Parameters
    ----------
    notebook : an executed notebook
    ids : ids of people; one that could be any number (see ``is_telling``) is replaced where a
        column of people, a heading, a setting about somebody, a quotation in a fault or a whole
        series of a figure holds it

    Returns
    -------
    A new notebook in which people are "person 1", "person 2" and so on, in the order in which
    they appear; the same person has the same number throughout the page.
    """
    numbers = _Numbers({one.casefold(): one for one in ids})
    copy = deepcopy(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", ()):
            for part in ("data", "text"):
                if part in output:
                    output[part] = numbers.within(output[part])
    return copy


@dataclass
class _Numbers:
    ids: Mapping[str, str]
    given: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Ids with letters and digits, or long ones, are known for one wherever they stand.
        self.telling = {key for key, one in self.ids.items() if is_telling(one)}
        odd = [one for key, one in self.ids.items() if not _TOKEN.fullmatch(one)]
        self.odd = re.compile("|".join(map(re.escape, sorted(odd, key=len)[::-1]))) if odd else None

    def within(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return NotebookNode({key: self.within(part) for key, part in value.items()})
        if isinstance(value, list):
            texts = [part for part in value if isinstance(part, str)]
            if len(texts) == len(value) and all(text.casefold() in self.ids for text in texts):
                return [self._number(text) for text in texts]
            return [self.within(part) for part in value]
        return value

    def _text(self, text: str) -> str:
        if self.odd:
            text = self.odd.sub(lambda found: self._number(found[0]), text)
        text = _TOKEN.sub(lambda found: self._word(found[0]), text)
        if "<table" in text and len(self.telling) < len(self.ids):
            text = self._tables(text)
        return text

    def _word(self, word: str) -> str:
        if word.casefold() in self.telling:
            return self._number(word)
        parts = _PARTS.split(word)
        if not any(part.casefold() in self.telling for part in parts):
            return word
        return "".join(
            self._number(part) if part.casefold() in self.telling else part for part in parts
        )

    def _number(self, word: str) -> str:
        one = self.ids[word.casefold()]
        return self.given.setdefault(one, f"person {len(self.given) + 1}")

    def _tables(self, markup: str) -> str:
        soup = BeautifulSoup(markup, "html.parser")
        for table in soup.find_all("table"):
            heads = table.select("thead th")
            words = [head.get_text().strip().casefold() for head in heads]
            rows = [row.find_all(["td", "th"]) for row in table.select("tbody tr")]
            people = [
                cell
                for row in rows
                for word, cell in zip(words, row, strict=False)
                if word in PERSON_HEADS or is_about_person(row[0].get_text())
            ]
            for cell in (*heads, *people):
                text = cell.get_text().strip()
                if text.casefold() in self.ids:
                    cell.string = self._number(text)
            for cell in (row[words.index(FAULT)] for row in rows if FAULT in words):
                cell.string = _QUOTED.sub(self._quoted, cell.get_text())
        return soup.decode(formatter="minimal")

    def _quoted(self, found: re.Match[str]) -> str:
        return self._number(found[1]) if found[1].casefold() in self.ids else found[0]
