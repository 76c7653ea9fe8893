"""What the pages of a folder give away together about small groups of people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from workbench.errors import ReportError
from workbench.privacy.attack import Cell, given_away, means_given_away
from workbench.privacy.labels import NONE
from workbench.report.counts import Census, Shown, shown_on
from workbench.report.page import shell_scripts
from workbench.report.pieces import page_pieces


def refuse_recovered(census: Census, pages: Iterable[Shown], *, least: int) -> None:
    """Refuse a page that, together with the others, gives a small group away.

    Parameters
    ----------
    census : the people of the company
    pages : what each page shows, see ``shown_on``
    least : smallest group that may be shown, in people

    Raises
    ------
    ReportError
        Naming the groupings, not the groups.
    """
    together = tuple(pages)
    cells = {cell for page in together for cell in page.cells}
    found = [*counts_known(census, cells, least=least), *means_known(census, together, least=least)]
    if few := sum(page.few for page in together):
        found.append(f"parts of a group that are as small ({few})")
    refuse(found, least=least)


def refuse(found: Sequence[str], *, least: int) -> None:
    """Refuse a page if anything was found out about a small group."""
    if found:
        raise ReportError(
            f"The report is not published. Groups of fewer than {least} people can be worked out "
            f"from what it and the other reports of the folder show: {', '.join(found)}. Hide a "
            "further group (workbench.privacy.leave_out_groups), or publish into a folder of its "
            "own what other readers get."
        )


def counts_known(census: Census, cells: Collection[Cell], *, least: int) -> list[str]:
    """Say which small groups a reader can count; see ``given_away``."""
    counts = given_away(census.people, cells, least=least)
    return [f"by {by} ({number})" for by, number in counts.items()]


def means_known(census: Census, pages: Iterable[Shown], *, least: int) -> list[str]:
    """Say of which headings and groupings a reader can work out the mean of a small group."""
    means: dict[str, dict[str, dict[str, float]]] = {}
    for head, by, rows in (mean for page in pages for mean in page.means):
        means.setdefault(head, {}).setdefault(by, {}).update(rows)
    return [
        f"the mean '{head}' by {by}"
        for head, groupings in means.items()
        for by, shown in groupings.items()
        if _narrow(census.sizes(by), shown, _overall(census, groupings), least)
    ]


def _narrow(
    sizes: Mapping[str, int], shown: Mapping[str, float], overall: float | None, least: int
) -> bool:
    named = {name: float(size) for name, size in sizes.items() if name != NONE}
    own = {name: mean for name, mean in shown.items() if name in named}
    return bool(overall and means_given_away(named, own, overall, least=least))


def _overall(census: Census, groupings: Mapping[str, Mapping[str, float]]) -> float | None:
    """Mean of all people: as shown, or from a grouping all of whose groups are shown."""
    for by, shown in groupings.items():
        sizes = census.sizes(by)
        if "" in shown:
            return shown[""]
        if set(sizes) <= set(shown):
            return sum(sizes[name] * shown[name] for name in sizes) / sum(sizes.values())
    return None


class Folder:
    """What the pages of a folder show, each page read once."""

    def __init__(self, folder: Path | None, census: Census, *, least: int) -> None:
        self._folder, self._census, self._least = folder, census, least
        self._seen: dict[str, tuple[object, Shown]] = {}

    def beside(self, name: str) -> list[Shown]:
        """Give what the other pages show.

        Parameters
        ----------
        name : name of the page that is about to be published, with its ending
        """
        pages = sorted(self._folder.glob("*.html")) if self._folder else []
        return [self.page(page) for page in pages if page.name not in (name, "index.html")]

    def page(self, page: Path) -> Shown:
        """Give what a page shows; one that is gone shows nothing."""
        try:
            state = page.stat()
            mark = (state.st_mtime_ns, state.st_size)
            if self._seen.get(page.name, (None, Shown()))[0] != mark:
                text = page.read_text(encoding="utf-8", errors="replace")
                pieces = page_pieces(text, own_scripts=shell_scripts())
                self._seen[page.name] = (mark, shown_on(pieces, self._census, least=self._least))
        except FileNotFoundError:
            return Shown()
        return self._seen[page.name][1]
