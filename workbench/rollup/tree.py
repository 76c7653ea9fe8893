"""The tree of organisations: who belongs to whom, on which level, in which order."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once

TREE = (
    "organisation_id", "name", "level", "region", "parent_id", "depth", "children", "below",
)  # fmt: skip


@once
def organisation_tree(company: Company) -> pd.DataFrame:
    """Put organisations in the order of their tree, each before what is below it.

    Parameters
    ----------
    company : with the table organisations; none gives no row

    Returns
    -------
    DataFrame, one row an organisation: organisation_id, name, level, region, parent_id (missing at
    a top), depth (0 at a top), children (organisations right below it), below (organisations below
    it over all levels). Those that belong to the same one stand by id, whatever the order of the
    rows was; what belongs to an organisation follows it without a gap.
    """
    if not company.has("organisations"):
        return pd.DataFrame(columns=list(TREE))
    return tree_of(company.tables["organisations"])


def tree_of(organisations: pd.DataFrame) -> pd.DataFrame:
    """Put organisations in the order of their tree, see ``organisation_tree``.

    Parameters
    ----------
    organisations : organisation_id (unique), parent_id (missing, or an id of the table; no
        circles), name, level, region

    Examples
    --------
    >>> rows = pd.DataFrame({"organisation_id": ["C", "B", "A"], "parent_id": ["A", "A", None]})
    >>> tree = tree_of(rows.assign(name="", level="", region=""))
    >>> tree[["organisation_id", "depth", "below"]].to_numpy().tolist()
    [['A', 0, 2], ['B', 1, 0], ['C', 1, 0]]
    """
    frame = organisations.sort_values("organisation_id", ignore_index=True)
    ids = pd.Index(frame["organisation_id"])
    above = np.where(frame["parent_id"].isna(), -1, ids.get_indexer(frame["parent_id"]))
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(above.tolist()):
        children.setdefault(parent, []).append(place)
    order: list[int] = []
    depths: list[int] = []
    waiting = [(place, 0) for place in reversed(children.get(-1, []))]
    while waiting:
        place, depth = waiting.pop()
        order.append(place)
        depths.append(depth)
        waiting += [(child, depth + 1) for child in reversed(children.get(place, []))]
    below = np.zeros(len(frame), int)
    for place in reversed(order):
        if above[place] >= 0:
            below[above[place]] += below[place] + 1
    return (
        frame.iloc[order]
        .assign(
            depth=depths,
            children=[len(children.get(place, [])) for place in order],
            below=below[order],
        )[list(TREE)]
        .reset_index(drop=True)
    )


def parents(tree: pd.DataFrame) -> np.ndarray:
    """Give for each row of a tree the row it belongs to; -1 at a top.

    Examples
    --------
    >>> parents(pd.DataFrame({"organisation_id": ["A", "B"], "parent_id": [None, "A"]})).tolist()
    [-1, 0]
    """
    places = pd.Index(tree["organisation_id"]).get_indexer(tree["parent_id"])
    return np.where(tree["parent_id"].isna(), -1, places)


def within(tree: pd.DataFrame, organisation: str) -> slice:
    """Give the rows of an organisation and of all that is below it.

    Examples
    --------
    >>> rows = pd.DataFrame({"organisation_id": ["A", "B", "C"], "below": [2, 0, 0]})
    >>> within(rows, "B")
    slice(1, 2, None)
    """
    start = int(np.flatnonzero(tree["organisation_id"] == organisation)[0])
    return slice(start, start + int(tree["below"].iloc[start]) + 1)
