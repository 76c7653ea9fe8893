"""The page that lists the reports of a folder, made from what the reports say of themselves."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from workbench.report.page import Card, page_html
from workbench.report.publish import write_whole

INDEX = "index.html"
# The head with its few meta elements stands before the style.
_HEAD_CHARACTERS = 8_000


@dataclass(frozen=True)
class Entry:
    """One report of the folder: its good page, its error page, or both, and has it tables."""

    name: str
    good: Card | None
    failed: Card | None
    tables: bool = False


def write_index(folder: Path, *, below: Mapping[str, str] | None = None) -> Path:
    """Write ``index.html`` for every report in a folder, whichever run made it.

    Parameters
    ----------
    folder : holds pages of this package; other files are left alone
    below : words -> link to the index of a folder below; where all reports are in such folders,
        none are counted

    Returns
    -------
    Path of the index.
    """
    entries = read_entries(folder)
    failed = sum(entry.failed is not None for entry in entries)
    made = f"{len(entries)} report{'' if len(entries) == 1 else 's'}"
    shown = [card for entry in entries if (card := entry.good or entry.failed)]
    as_of = _same(card.as_of for card in shown)
    company = _same(card.company for card in shown)
    cards = "\n".join(_item(entry, company, as_of) for entry in sorted(entries, key=_brief_first))
    note = f"{made}, {failed} of them could not be made." if failed else f"{made}."
    if below and not entries:
        note = ""
    cards += "".join(f'\n<li class="wb-card">{_to(*link)}</li>' for link in (below or {}).items())
    said = f"<p>{note}</p>\n" if note else ""
    body = f'<h1>Reports</h1>\n{said}<ul class="wb-cards">\n{cards}\n</ul>'
    card = Card("Reports", note, "index", as_of, company)
    return write_whole(folder / INDEX, page_html(card, body))


def _same(words: Iterable[str]) -> str:
    """Give what all reports say alike; nothing where they differ."""
    different = set(words)
    return different.pop() if len(different) == 1 else ""


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Find the reports of a folder, in the order of their names."""
    cards = {path.name.removesuffix(".html"): read_card(path) for path in folder.glob("*.html")}
    good = {name: card for name, card in cards.items() if card and card.status == "ok"}
    failed = {
        name.removesuffix(".failed"): card
        for name, card in cards.items()
        if card and card.status == "failed"
    }
    names = sorted(good | failed)
    books = {path.name.removesuffix(".xlsx") for path in folder.glob("*.xlsx")}
    return tuple(Entry(name, good.get(name), failed.get(name), name in books) for name in names)


def read_card(path: Path) -> Card | None:
    """Read what a page says of itself; None for a page that this package did not make."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return card_of(file.read(_HEAD_CHARACTERS))


def card_of(page: str) -> Card | None:
    """Read what a page says of itself from its text; None where it says nothing."""
    head = page[:_HEAD_CHARACTERS].partition("<style>")[0]
    meta = dict(re.findall(r'<meta name="([\w-]+)" content="([^"]*)">', head))
    title = re.search(r"<title>(.*?)</title>", head, re.DOTALL)
    if not title or "workbench-status" not in meta:
        return None
    names = (
        "description",
        *(f"workbench-{name}" for name in ("status", "as-of", "company", "edition")),
    )
    return Card(*map(html.unescape, [title[1], *(meta.get(name, "") for name in names)]))


def _brief_first(entry: Entry) -> bool:
    """Put the page that sums up the others before them; the others keep their order."""
    return not entry.name.endswith("-brief")


def _item(entry: Entry, company: str, as_of: str) -> str:
    """Write a report as a card; the company and the date of all reports stand above them once."""
    parts = []
    if entry.failed:
        parts.append('<p><span class="wb-tag wb-tag-failed">Not made</span></p>')
        parts.append(_link(entry.failed, f"{entry.name}.failed.html"))
        parts.append(f"<p>{html.escape(entry.failed.summary)}</p>")
    if entry.good and entry.failed:
        parts.append(f'<p><a href="{quote(entry.name)}.html">The last good report</a></p>')
    elif entry.good:
        parts.append(_link(entry.good, f"{entry.name}.html"))
        parts.append(f"<p>{html.escape(entry.good.summary)}</p>")
    if entry.good and entry.tables:
        parts.append(f'<p><a href="{quote(entry.name)}.xlsx">Its tables in Excel</a></p>')
    card = entry.good or entry.failed
    if card:
        whose = f"{card.company}." if card.company != company else ""
        date = f"As of {card.as_of}." if card.as_of and card.as_of != as_of else ""
        words = " ".join(filter(None, [whose, date, card.edition]))
        parts.append(f'<p class="wb-muted">{html.escape(words)}</p>' if words else "")
    return f'<li class="wb-card">{"".join(parts)}</li>'


def _to(words: str, address: str) -> str:
    return f'<h2><a href="{quote(address)}">{html.escape(words)}</a></h2>'


def _link(card: Card, file: str) -> str:
    return _to(card.title, file)
