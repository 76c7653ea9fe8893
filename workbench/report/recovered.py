"""What the pages of a folder give away together about small groups of people."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbench.errors import ReportError
from workbench.privacy.attack import given_away, means_given_away
from workbench.privacy.staff import NONE
from workbench.report.counts import Census, Shown, shown_on
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
    counts = given_away(
        census.people, {cell for page in together for cell in page.cells}, least=least
    )
    listed = [f"by {by} ({number})" for by, number in counts.items()]
    listed += [f"the mean '{head}' by {by}" for head, by in _means_known(census, together, least)]
    if few := sum(page.few for page in together):
        listed.append(f"parts of a group that are as small ({few})")
    if listed:
        raise ReportError(
            f"The report is not published. Groups of fewer than {least} people can be worked out "
            f"from what it and the other reports of the folder show: {', '.join(listed)}. Hide a "
            "further group (workbench.privacy.leave_out_groups), or publish into a folder of its "
            "own what other readers get."
        )


def _means_known(census: Census, pages: Iterable[Shown], least: int) -> Iterator[tuple[str, str]]:
    """Give headings and groupings of which a reader can work out the mean of a small group."""
    means: dict[str, dict[str, dict[str, float]]] = {}
    for head, by, rows in (mean for page in pages for mean in page.means):
        means.setdefault(head, {}).setdefault(by, {}).update(rows)
    for head, groupings in means.items():
        overall = _overall(census, groupings)
        for by, shown in groupings.items():
            sizes = {str(name): float(size) for name, size in census.sizes(by).items()}
            own = {name: mean for name, mean in shown.items() if name in sizes}
            secret = {name: size for name, size in sizes.items() if name != NONE}
            if overall and means_given_away(secret, own, overall, least=least):
                yield head, by


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
                pieces = page_pieces(page.read_text(encoding="utf-8", errors="replace"))
                self._seen[page.name] = (mark, shown_on(pieces, self._census, least=self._least))
        except FileNotFoundError:
            return Shown()
        return self._seen[page.name][1]
