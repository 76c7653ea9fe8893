"""Which of their tables fill which of ours, and the headings to look for in each."""

from collections.abc import Iterable

from workbench.company.raw import plain_name
from workbench.schema import TABLES
from workbench.settings.source import Feed, SourceSettings

Feeds = dict[str, list[tuple[Feed, str]]]


def table_feeds(available: Iterable[str], source: SourceSettings) -> Feeds:
    """Find which of their tables fill each of ours: as the settings say, else that of our name.

    Parameters
    ----------
    available : plain names of their tables
    source : the settings

    Returns
    -------
    Our table -> feeds, each with the plain name of their table, which may not be there.
    """
    names = list(available)
    feeds: Feeds = {}
    for name in TABLES:
        if name in source.tables:
            only = names[0] if len(names) == 1 else name
            feeds[name] = [(f, plain_name(f.from_) or only) for f in source.tables[name]]
        elif name in names:
            feeds[name] = [(Feed(), name)]
    return feeds


def wanted_headings(available: Iterable[str], source: SourceSettings) -> dict[str, frozenset[str]]:
    """Give, for each of their tables that is used, the plain headings worth finding in it.

    Examples
    --------
    >>> sorted(wanted_headings(["ties"], SourceSettings())["ties"])
    ['from_employee', 'kind', 'to_employee', 'weight']
    """
    names = list(available)
    wanted: dict[str, frozenset[str]] = {}
    for table, pairs in table_feeds(names, source).items():
        for feed, name in pairs:
            if name in names:
                headings = {*TABLES[table].names, *feed.their_headings()} - {""}
                plain = frozenset(plain_name(heading) for heading in headings)
                wanted[name] = wanted.get(name, frozenset()) | plain
    return wanted


def personal_headings(source: SourceSettings) -> frozenset[str]:
    """Give the plain headings that fill a personal column somewhere; their cells are not shown.

    Examples
    --------
    >>> personal_headings(SourceSettings(tables={"employees": {"columns": {"name": "Who"}}}))
    frozenset({'who'})
    """
    return frozenset(
        plain_name(feed.columns[column.name])
        for table, feeds in source.tables.items()
        for feed in feeds
        for column in TABLES[table]
        if column.personal and feed.columns.get(column.name)
    )


def required_names(available: Iterable[str], source: SourceSettings) -> frozenset[str]:
    """Give the plain names of their tables that fill a table we cannot do without."""
    feeds = table_feeds(available, source)
    return frozenset(
        name for table, pairs in feeds.items() if TABLES[table].required for _, name in pairs
    )
