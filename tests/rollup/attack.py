"""An attacker who knows nothing of how cells were chosen: all tables at once, mixed programs."""

import numpy as np
import pandas as pd

from workbench.company import Company, company_from_tables
from workbench.privacy.suppression import Relations, too_narrow
from workbench.rollup.hide import HiddenCells
from workbench.rollup.totals import Totals
from workbench.settings import Settings

COLUMNS = ("people", "left_within_year", "open_posts", "offered")


def group(
    organisations: list[tuple[str, str | None]], figures: list[tuple[object, ...]], *,
    least: int = 5, as_of: str = "2026-06-30",
) -> Company:  # fmt: skip
    """A company with a tree: (id, parent), and (id, occupation, people, left, open, offered)."""
    tree = pd.DataFrame(organisations, columns=["organisation_id", "parent_id"])
    rows = pd.DataFrame(figures, columns=["organisation_id", "occupation_code", *COLUMNS])
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
        "organisations": tree.assign(name="The " + tree["organisation_id"], level="company"),
        "organisation_figures": rows.assign(as_of="2026-06-30"),
    }
    return company_from_tables(tables, as_of=as_of, settings=Settings(min_group_size=least))


def relations_of(totals: Totals, measure: str) -> Relations:
    """Every sum over occupations, and every sum over what is below."""
    amounts = totals.known[measure]
    place = np.arange(amounts.size).reshape(amounts.shape)
    above = totals.rows["above"].to_numpy()
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


def people_and_offered(totals: Totals) -> Relations:
    """Both tables side by side: those offered and those who are not are the people."""
    people, offered = (relations_of(totals, name) for name in ("people", "offered"))
    sure = (totals.known["people"] >= totals.known["offered"]) & ~(
        (totals.unknown["people"] > 0) | (totals.unknown["offered"] > 0)
    )
    inner = sure & totals.rows["is_part"].to_numpy()[:, None]
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


def worked_out(totals: Totals, cells: HiddenCells, *, least: int) -> list[str]:
    """Secret cells that the pages of all levels give away together."""
    both, left = people_and_offered(totals), relations_of(totals, "left_within_year")
    hidden = {name: _names(name, cells.hidden[name]) for name in cells.hidden}
    secret = {name: _names(name, cells.secret[name]) for name in cells.secret}
    rests = {name for name in both.names if name.startswith("rest")}
    unseen = hidden["people"] | hidden["offered"] | rests
    found = too_narrow(both, unseen, secret["people"], least=least)["cell"].tolist()
    rooms = cells.rooms["offered"]
    sure = (totals.unknown["people"] == 0) & (totals.unknown["offered"] == 0)
    assert (rooms >= np.where(sure, np.minimum(least, totals.known["people"]), 0)).all()
    for size in np.unique(rooms[cells.secret["offered"]]):
        some = _names("offered", cells.secret["offered"] & (rooms == size))
        found += too_narrow(both, unseen, some, least=int(size))["cell"].tolist()
    alone = hidden["left_within_year"]
    found += too_narrow(left, alone, secret["left_within_year"], least=least)["cell"].tolist()
    return found


def _names(measure: str, cells: np.ndarray) -> set[str]:
    return {f"{measure} {place}" for place in np.flatnonzero(cells.ravel())}
