"""Example rows of the template: marked, so that they are never taken for the company's own."""

import numpy as np

from workbench.company.raw import RawTable, plain_name
from workbench.errors import Fault
from workbench.schema import TABLES, Table
from workbench.settings.source import Feed
from workbench.words import count, listing

MARKER = "EXAMPLE"


def marked(cell: str) -> str:
    """Mark the first cell of an example row.

    Examples
    --------
    >>> marked("P0007")
    'EXAMPLE P0007'
    """
    return f"{MARKER} {cell}".strip()


def example_cells(table: Table, raw: RawTable, feed: Feed) -> np.ndarray:
    """Find the rows of ``raw`` whose first key cell is marked as an example (bool, one a row)."""
    name = table.key[0]
    wanted = plain_name(feed.columns.get(name, name))
    for place, heading in enumerate(raw.frame.columns):
        if plain_name(heading) == wanted:
            cells = raw.frame.iloc[:, place].str.strip()
            hit = cells.str.startswith(f"{MARKER} ") | (cells == MARKER)
            return hit.to_numpy(dtype=bool)
    return np.zeros(len(raw.frame), dtype=bool)


def example_faults(rows: dict[str, int], only: frozenset[str]) -> list[Fault]:
    """Say once that examples were left out, and which needed tables hold nothing else.

    Parameters
    ----------
    rows : number of example rows by table
    only : tables that hold nothing but examples
    """
    faults = []
    needed = [name for name in rows if name in only and TABLES[name].required]
    if needed:
        faults.append(
            Fault(
                "stop",
                "only_examples",
                needed[0],
                "",
                (),
                f"{listing(needed)} hold{'s' * (len(needed) == 1)} no rows of your own yet",
                "a row for each post and each person",
                f"Write your rows below those that begin with {MARKER}.",
            )
        )
    if rows:
        total, tables = sum(rows.values()), listing(list(rows), most=4)
        faults.append(
            Fault(
                "note",
                "example_rows",
                next(iter(rows)),
                "",
                (),
                f"example rows of the template are left out: {count(total, 'row')} in {tables}",
                "examples, which are never read",
                f"Nothing to do. If such a row is your own, take the word {MARKER} out of it.",
            )
        )
    return faults
