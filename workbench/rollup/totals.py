"""Figures of each organisation, its own and with all below it: what is known, and what is not."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.rollup.tree import organisation_tree, parents

MEASURES = ("people", "left_within_year", "open_posts", "offered")
ALL, OWN = "with all below", "own"


@dataclass(frozen=True, eq=False)
class Totals:
    """Figures of a tree of organisations by occupation.

    Attributes
    ----------
    tree : see ``organisation_tree``
    rows : one a row of the tables: place (in the tree), scope (``ALL``, or ``OWN`` where there is
        something below that does not count), above (the row it is a part of; -1 at a top), is_part
        (whether nothing is below it, so that it is given and not a sum)
    occupations : codes, in the order of the alphabet
    known : for each measure the sum of what is known, rows x occupations, and all of them last
    unknown : for each measure how many organisations of the row have an unknown figure; in the
        column of all occupations, in any of them
    silent : for each measure the cells of which nothing at all is known
    counted : how many organisations of each row should have figures
    listed : for each organisation of the tree and occupation, whether there is a row about it
    as_of : for each organisation of the tree the date of its figures; NaT where it has none
    """

    tree: pd.DataFrame
    rows: pd.DataFrame
    occupations: tuple[str, ...]
    known: dict[str, np.ndarray]
    unknown: dict[str, np.ndarray]
    silent: dict[str, np.ndarray]
    counted: np.ndarray
    listed: np.ndarray
    as_of: pd.Series


@once
def organisation_totals(company: Company) -> Totals:
    """Add the figures of organisations up over their tree.

    Parameters
    ----------
    company : with the tables organisations and organisation_figures

    Returns
    -------
    Totals

    Notes
    -----
    Of each organisation the latest date up to the report date counts, and no other. An occupation
    without a row at that date is one of which it has nobody; an empty cell is unknown. A company
    (nothing is below it) without any figures is unknown in every occupation; a level above
    companies without figures has nobody of its own.
    """
    figures = latest(company.table("organisation_figures"), company.as_of)
    return totals_of(organisation_tree(company), figures)


def totals_of(tree: pd.DataFrame, figures: pd.DataFrame) -> Totals:
    """Add figures up over a tree, see ``organisation_totals``.

    Parameters
    ----------
    tree : see ``organisation_tree``
    figures : organisation_id, occupation_code, as_of (one date an organisation) and ``MEASURES``
    """
    occupations = tuple(sorted(set(figures["occupation_code"])))
    dates = figures.groupby("organisation_id")["as_of"].first()
    as_of = dates.reindex(tree["organisation_id"]).reset_index(drop=True)
    rows = _rows(tree, as_of.notna().to_numpy())
    place = pd.Index(tree["organisation_id"]).get_indexer(figures["organisation_id"])
    column = pd.Index(occupations).get_indexer(figures["occupation_code"])
    known, unknown, silent = {}, {}, {}
    is_part = rows["is_part"].to_numpy()
    without = is_part & as_of.isna().to_numpy()[rows["place"]]
    for measure in MEASURES:
        given = np.zeros((len(tree), len(occupations)))
        given[place, column] = figures[measure]
        own = np.where(is_part[:, None], given[rows["place"]], 0.0)
        gaps = np.isnan(own) | without[:, None]
        any_gap = gaps.any(axis=1, keepdims=True) | without[:, None]
        told = ~gaps & is_part[:, None]
        told = add_up(np.hstack([told, told.any(axis=1, keepdims=True)]).astype(int), rows)
        silent[measure] = told == 0
        own = np.nan_to_num(own)
        known[measure] = add_up(np.hstack([own, own.sum(axis=1, keepdims=True)]), rows).astype(int)
        unknown[measure] = add_up(np.hstack([gaps, any_gap]).astype(int), rows)
    counted = add_up(is_part[:, None].astype(int), rows)[:, 0]
    listed = np.zeros((len(tree), len(occupations)), bool)
    listed[place, column] = True
    return Totals(tree, rows, occupations, known, unknown, silent, counted, listed, as_of)


def latest(figures: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Keep the figures of the latest date of each organisation up to a day.

    Examples
    --------
    >>> rows = pd.DataFrame({"organisation_id": ["A", "A", "B"], "people": [1, 2, 3]}).assign(
    ...     as_of=pd.to_datetime(["2026-06-30", "2025-06-30", "2026-12-31"])
    ... )
    >>> latest(rows, pd.Timestamp("2026-06-30"))["people"].tolist()
    [1]
    """
    past = figures[figures["as_of"] <= as_of]
    last = past.groupby("organisation_id")["as_of"].transform("max")
    return past[past["as_of"] == last].reset_index(drop=True)


def _rows(tree: pd.DataFrame, has_figures: np.ndarray) -> pd.DataFrame:
    """Give each organisation a row, and its own figures one more where others are below it."""
    above = parents(tree)
    inner = (tree["children"] > 0).to_numpy()
    own = inner & has_figures
    first = np.arange(len(tree)) + np.concatenate([[0], np.cumsum(own)[:-1]]).astype(int)
    rows = [(int(place), ALL, int(first[above[place]]) if above[place] >= 0 else -1,
             not inner[place]) for place in range(len(tree))]  # fmt: skip
    rows += [(int(place), OWN, int(first[place]), True) for place in np.flatnonzero(own)]
    frame = pd.DataFrame(rows, columns=["place", "scope", "above", "is_part"])
    return frame.sort_values(["place", "scope"], ascending=[True, False], ignore_index=True)


def add_up(parts: np.ndarray, rows: pd.DataFrame) -> np.ndarray:
    """Add each row to the one it is a part of, the lowest first.

    Examples
    --------
    >>> add_up(np.array([[0], [3], [4]]), pd.DataFrame({"above": [-1, 0, 0]})).ravel().tolist()
    [7, 3, 4]
    """
    sums = parts.copy()
    for row, above in reversed(list(enumerate(rows["above"]))):
        if above >= 0:
            sums[above] += sums[row]
    return sums
