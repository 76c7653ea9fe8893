"""The last look at a finished page: names, ids, pay, paths and secrets that it must not hold."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import ReportError
from workbench.privacy.watch import PERSON_HEADS, Watch, is_about_person
from workbench.report.pieces import Grid, Piece, number_of

_PAY = re.compile(
    r"\b(pay|paid|salar\w*|wages?|compensation|remuneration|earnings)\b", re.IGNORECASE
)
# Folders that only a machine has; the known ones of this run are added.
_PATHS = re.compile(
    r"(?<![\w:/.])/(?:home|Users|root|tmp|var/folders|private/var)/[\w.+@-]+"
    r"|(?<!\w)[A-Za-z]:\\(?:Users|Documents and Settings|Windows|Temp)\\[\w.+@ -]+"
    r"|\bfile:///?[\w/.]"
)
_SECRETS = re.compile(
    r"\b[a-z][a-z0-9+]{2,}://[^\s/:@'\"<>]*:(?!\*+@|password@)[^\s/@'\"<>]+@"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bxox[abp]-[A-Za-z0-9-]{10,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_TELLS = re.compile(r"PASSW|PWD$|SECRET|TOKEN|API_?KEY|CREDENTIAL", re.IGNORECASE)
_LONG_ENOUGH = 8


@dataclass(frozen=True)
class Promise:
    """What the reader of a report was promised not to find in it."""

    no_names: bool = True
    no_ids: bool = False


@dataclass(frozen=True)
class Leak:
    """One thing that a file holds and must not.

    Parameters
    ----------
    kind : ``name``, ``id``, ``pay``, ``path`` or ``secret``
    place : where it stands
    who : ids of the people concerned; empty for paths and secrets
    """

    kind: str
    place: str
    who: frozenset[str] = field(default_factory=frozenset, repr=False)


def find_leaks(
    pieces: Sequence[Piece],
    watch: Watch,
    promise: Promise,
    *,
    ignore: Sequence[str] = (),
    folders: Iterable[str] = (),
) -> tuple[Leak, ...]:
    """Look for everything that a file must not hold.

    Parameters
    ----------
    pieces : the file taken apart, see ``page_pieces``
    watch : the people of the company
    promise : whether names and ids of people are allowed
    ignore : texts that may stand anywhere, such as the name of the company
    folders : folders of this machine

    Returns
    -------
    tuple of Leak, one a kind and place, in the order of the file
    """
    # A folder such as /work could be part of "advice/work"; one of two steps is a folder.
    known = {re.escape(folder) for folder in folders if len(re.split(r"[\\/]", folder)) > 2}
    own = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(known))})" if known else r"(?!)")
    secrets = _values_of_secrets()
    found = [
        leak
        for piece in pieces
        for leak in (
            *(_people(piece, watch, promise, ignore)),
            *(_pays(piece, watch)),
            *(_things(piece, own, secrets)),
        )
    ]
    return tuple(found)


def refuse_leaks(leaks: Sequence[Leak]) -> None:
    """Refuse a file that holds something it must not.

    Raises
    ------
    ReportError
        Naming what was found and where, without repeating it.
    """
    if not leaks:
        return
    lines = [f"- {_WORDS[leak.kind](len(leak.who))} in {leak.place}" for leak in leaks[:8]]
    if len(leaks) > len(lines):
        lines.append(f"- and {len(leaks) - len(lines)} more places")
    actions = " ".join(dict.fromkeys(_ACTIONS[leak.kind] for leak in leaks))
    raise ReportError("\n".join(["The report is not published. It holds:", *lines, actions]))


def machine_folders(*more: Path | str) -> tuple[str, ...]:
    """Folders of this machine that no page may name: home, work, temporary, environment."""
    places = [Path.home(), Path.cwd(), tempfile.gettempdir(), sys.prefix, *more]
    return tuple(str(Path(place).resolve()) for place in places)


def _people(piece: Piece, watch: Watch, promise: Promise, ignore: Sequence[str]) -> Iterator[Leak]:
    texts = [_without(text, ignore) for text in dict.fromkeys((*piece.texts, piece.running))]
    if promise.no_names and (who := _found(watch.names.found_in, texts)):
        yield Leak("name", piece.place, who)
    if promise.no_ids:
        who = _found(watch.ids.found_in, texts) | _in_columns_of_people(piece.grids, watch)
        if who:
            yield Leak("id", piece.place, frozenset(who))


def _found(look: Callable[[str], set[str]], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(who for text in texts for who in look(text))


def _in_columns_of_people(grids: Iterable[Grid], watch: Watch) -> frozenset[str]:
    """Ids that could be any number count where the heading says that the column is of people.

    So do the values of settings about somebody.
    """
    cells = {
        str(cell).strip()
        for grid in grids
        for head, column in zip(grid.heads, grid.columns, strict=True)
        for first, cell in zip(grid.columns[0], column, strict=True)
        if head.casefold() in PERSON_HEADS or is_about_person(str(first))
    }
    return frozenset(cell for cell in cells if cell.casefold() in watch.plain_ids)


def _pays(piece: Piece, watch: Watch) -> Iterator[Leak]:
    for grid in piece.grids:
        pays = [
            watch.pays_of(" \n ".join(str(cell) for cell in row if isinstance(cell, str)))
            for row in zip(*grid.columns, strict=True)
        ]
        if not any(pays):
            continue
        for head, column in zip(grid.heads, grid.columns, strict=True):
            amounts = [number_of(cell) for cell in column]
            if any(amounts) and watch.pays_in(pays, amounts, headed=bool(_PAY.search(head))):
                yield Leak("pay", piece.place)
                return


def _things(piece: Piece, folders: re.Pattern[str], secrets: Sequence[str]) -> Iterator[Leak]:
    text = "\n".join((*piece.texts, piece.running))
    if _PATHS.search(text) or folders.search(text):
        yield Leak("path", piece.place)
    if _SECRETS.search(text) or any(secret in text for secret in secrets):
        yield Leak("secret", piece.place)


def _values_of_secrets() -> tuple[str, ...]:
    """Values of environment variables whose name says that they are secret."""
    return tuple(
        value
        for name, value in os.environ.items()
        if _TELLS.search(name) and len(value) >= _LONG_ENOUGH and not Path(value).is_dir()
    )


def _without(text: str, ignore: Sequence[str]) -> str:
    for words in filter(None, ignore):
        text = text.replace(words, " | ")
    return text


_WORDS: dict[str, Callable[[int], str]] = {
    "name": lambda people: f"names of {people} {'person' if people == 1 else 'people'}",
    "id": lambda people: f"ids of {people} {'person' if people == 1 else 'people'}",
    "pay": lambda _: "the pay of single people",
    "path": lambda _: "a folder of this machine",
    "secret": lambda _: "a password or another secret",
}
_ACTIONS = {
    "name": "Make the analyst edition (--edition analyst), whose readers may see names, or take "
    "them out of the texts of the data (titles, tasks, notes).",
    "id": "Make the analyst edition, or take the ids out of the texts of the data.",
    "pay": "Show pay of groups or bands in its place.",
    "path": "Give the data by a path that no text repeats.",
    "secret": "Take it out of the data or the settings, and change it: others may have seen it.",
}
