"""What an executive needs no exact word of: birthdays behind retirements, ratings of one person."""

import re
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from workbench.company import Company
from workbench.people.retirement import retirement_dates
from workbench.report.notebook import ANALYST_ONLY_TAG, tags

# A figure writes the time of the day behind the day.
_DAY = re.compile(r"(?<!\d)(\d{4}-\d\d)-\d\d(?:T[\d:.]*)?(?!\d)")
# The ratings of the last years of one person; what a panel gives a post stands alone.
_RATED = re.compile(r"\brated \d(?:\.\d+)?(?: and \d(?:\.\d+)?)+")
_HEADS = ("performance", "rating", "ratings")
_HEAD = re.compile(r"\s*(#{1,6}) [^\n]*")
NOT_SHOWN = "–"
LEFT_OUT = "Not in the executive edition: this section judges people one by one."


def birthdays(company: Company) -> frozenset[str]:
    """Days that give away when somebody was born: of birth, and of retirement.

    Parameters
    ----------
    company : everybody counts who is here

    Returns
    -------
    frozenset of days as ``2026-11-20``
    """
    born = company.staff["born_on"].dropna()
    gone = retirement_dates(born, age_years=company.settings.retirement_age_years)
    days = (*born.dt.strftime("%Y-%m-%d"), *gone.dropna().dt.strftime("%Y-%m-%d"))
    return frozenset(map(str, days))


def withheld(notebook: NotebookNode, days: Collection[str]) -> NotebookNode:
    """Write months in the place of birthdays, and leave out the ratings of single people.

    Parameters
    ----------
    notebook : an executed notebook
    days : from ``birthdays``

    Returns
    -------
    A new notebook. Who holds a post that one person holds is no secret, so that its retirement on a
    day would be a birthday, and a rating beside it that of a known person.
    """

    def written(text: str) -> str:
        text = _DAY.sub(lambda day: day[1] if day[0].partition("T")[0] in days else day[0], text)
        text = _RATED.sub("rated", text)
        return _without_ratings(text) if "<table" in text else text

    copy = deepcopy(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", ()):
            for part in ("data", "text"):
                if part in output:
                    output[part] = _within(output[part], written)
    return copy


def without_sections(notebook: NotebookNode) -> NotebookNode:
    """Leave out the sections that are for analysts only; a sentence says so in their place.

    Parameters
    ----------
    notebook : an executed notebook

    Returns
    -------
    A new notebook. A text cell tagged ``analyst-only`` keeps its heading; what follows is left out
    up to the next heading of its level or above.
    """
    copy = deepcopy(notebook)
    kept, level = [], 0
    for cell in copy.cells:
        head = _HEAD.match(cell.source) if cell.cell_type == "markdown" else None
        if head and level and len(head[1]) <= level:
            level = 0
        if head and not level and ANALYST_ONLY_TAG in tags(cell):
            level = len(head[1])
            cell.source = f"{head[0].strip()}\n\n{LEFT_OUT}"
            kept.append(cell)
        elif not level:
            kept.append(cell)
    copy.cells = kept
    return copy


def _within(value: Any, written: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return written(value)
    if isinstance(value, Mapping):
        return NotebookNode({key: _within(part, written) for key, part in value.items()})
    if isinstance(value, list):
        return [_within(part, written) for part in value]
    return value


def _without_ratings(markup: str) -> str:
    """Blank the columns of ratings in a table with a column of people."""
    soup = BeautifulSoup(markup, "html.parser")
    found = False
    for table in soup.find_all("table"):
        heads = [head.get_text().strip().casefold() for head in table.select("thead th")]
        if "employee" not in heads:
            continue
        for row in table.select("tbody tr"):
            for head, cell in zip(heads, row.find_all(["td", "th"]), strict=False):
                if head in _HEADS:
                    cell.string, found = NOT_SHOWN, True
    return soup.decode(formatter="minimal") if found else markup
