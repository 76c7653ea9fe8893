"""An attacker who knows nothing of how cells were chosen: all tables at once, mixed programs."""

import numpy as np
import pandas as pd

from workbench.company import Company, company_from_tables
from workbench.privacy.suppression import Relations, too_narrow
from workbench.rollup.hide import HiddenCells
from workbench.rollup.totals import Totals, totals_of
from workbench.rollup.tree import tree_of

COLUMNS = ("people", "left_within_year", "open_posts", "offered")


Organisations = list[tuple[str, str | None]]
Figures = list[tuple[object, ...]]


def tables_of(organisations: Organisations, figures: Figures) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A tree of (id, parent), and figures of (id, occupation, people, left, open, offered)."""
    tree = pd.DataFrame(organisations, columns=["organisation_id", "parent_id"])
    rows = pd.DataFrame(figures, columns=["organisation_id", "occupation_code", *COLUMNS])
    names = "The " + tree["organisation_id"]
    return (
        tree.assign(name=names, level="company", region=None),
        rows.assign(as_of=pd.Timestamp("2026-06-30")),
    )


def group(organisations: Organisations, figures: Figures) -> Company:
    """A company with a tree."""
    tree, rows = tables_of(organisations, figures)
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
        "organisations": tree,
        "organisation_figures": rows,
    }
    return company_from_tables(tables, as_of="2026-06-30")


def totals(organisations: Organisations, figures: Figures) -> Totals:
    """The sums of a tree without a company around it."""
    tree, rows = tables_of(organisations, figures)
    return totals_of(tree_of(tree), rows.astype(dict.fromkeys(COLUMNS, float)))


def relations_of(found: Totals, measure: str) -> Relations:
    """Every sum over occupations, and every sum over what is below."""
    amounts = found.known[measure]
    place = np.arange(amounts.size).reshape(amounts.shape)
    above = found.rows["above"].to_numpy()
    sums = [(line[:-1], line[-1]) for line in place]
    sums += [
        (place[above == row, column], place[row, column])
        for row in range(len(amounts))
        if (above == row).any()
        for column in range(amounts.shape[1])
    ]
    matrix = np.zeros((len(sums), amounts.size))
    for number, (parts, whole) in enumerate(sums):
        matrix[number, parts], matrix[number, whole] = 1.0, -1.0
    names = tuple(f"{measure} {cell}" for cell in range(amounts.size))
    return Relations(names, amounts.ravel().astype(float), matrix)


def people_and_offered(found: Totals) -> Relations:
    """Both tables side by side: those offered and those who are not are the people."""
    people, offered = (relations_of(found, name) for name in ("people", "offered"))
    sure = (found.known["people"] >= found.known["offered"]) & ~(
        (found.unknown["people"] > 0) | (found.unknown["offered"] > 0)
    )
    inner = sure & found.rows["is_part"].to_numpy()[:, None]
    inner[:, -1] = False
    cells = np.flatnonzero(inner.ravel())
    size = people.amounts.size
    rests = people.amounts[cells] - offered.amounts[cells]
    link = np.zeros((len(cells), 2 * size + len(cells)))
    for number, cell in enumerate(cells):
        link[number, [cell, size + cell, 2 * size + number]] = [1.0, -1.0, -1.0]
    wide = np.zeros((len(people.matrix) + len(offered.matrix), link.shape[1]))
    wide[: len(people.matrix), :size] = people.matrix
    wide[len(people.matrix) :, size : 2 * size] = offered.matrix
    names = (*people.names, *offered.names, *(f"rest {cell}" for cell in cells))
    amounts = np.concatenate([people.amounts, offered.amounts, rests])
    return Relations(names, amounts, np.vstack([wide, link]))


def worked_out(found: Totals, cells: HiddenCells, *, least: int) -> list[str]:
    """Secret cells that the pages of all levels give away together."""
    both, left = people_and_offered(found), relations_of(found, "left_within_year")
    hidden = {name: _names(name, cells.hidden[name]) for name in cells.hidden}
    secret = {name: _names(name, cells.secret[name]) for name in cells.secret}
    rests = {name for name in both.names if name.startswith("rest")}
    unseen = hidden["people"] | hidden["offered"] | rests
    narrow = too_narrow(both, unseen, secret["people"], least=least)["cell"].tolist()
    rooms = cells.rooms["offered"]
    sure = (found.unknown["people"] == 0) & (found.unknown["offered"] == 0)
    assert (rooms >= np.where(sure, np.minimum(least, found.known["people"]), 0)).all()
    for size in np.unique(rooms[cells.secret["offered"]]):
        some = _names("offered", cells.secret["offered"] & (rooms == size))
        narrow += too_narrow(both, unseen, some, least=int(size))["cell"].tolist()
    alone = hidden["left_within_year"]
    narrow += too_narrow(left, alone, secret["left_within_year"], least=least)["cell"].tolist()
    return narrow


def _names(measure: str, cells: np.ndarray) -> set[str]:
    return {f"{measure} {place}" for place in np.flatnonzero(cells.ravel())}
