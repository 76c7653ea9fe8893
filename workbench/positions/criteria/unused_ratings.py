"""Ratings that a ranking leaves aside, because a criterion has a measure that goes before them."""

import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.measure import Measured
from workbench.words import count, in_words, listing


def unused_ratings(company: Company, measured: Measured) -> pd.DataFrame:
    """Find the criteria whose ratings do not count.

    Parameters
    ----------
    company, measured : what was measured, and by what

    Returns
    -------
    DataFrame, one row a criterion, by name: criterion, ratings (of open posts), measured_by (what
    counts instead; empty where the settings name no such criterion)
    """
    if not company.has("ratings"):
        return pd.DataFrame(columns=["criterion", "ratings", "measured_by"])
    rows = company.table("ratings")
    rows = rows[rows["position_id"].isin(measured.value.index)]
    used = measured.coverage.set_index("criterion")["measured_by"]
    counts = rows.groupby("criterion").size()
    instead = used.reindex(counts.index).fillna("")
    kept = instead.str.startswith("rating of ")
    found = pd.DataFrame({"ratings": counts, "measured_by": instead})[~kept]
    return found.rename_axis("criterion").reset_index()


def unused_sentences(unused: pd.DataFrame) -> tuple[str, ...]:
    """Say which ratings do not count, and what to do to have them count.

    Parameters
    ----------
    unused : as from `unused_ratings`

    Examples
    --------
    >>> row = {"criterion": "confidentiality", "ratings": 24, "measured_by": "secret value"}
    >>> unused_sentences(pd.DataFrame([row]))[0]
    '24 ratings do not count: confidentiality (24) is measured by secret value. To have ratings go \
first, put them first in positions.criteria of the settings.'
    """
    if unused.empty:
        return ()
    parts = [
        f"{in_words(row['criterion'])} ({row['ratings']}) is "
        + (f"measured by {row['measured_by']}" if row["measured_by"] else "no criterion in use")
        for row in unused.to_dict("records")
    ]
    total = int(unused["ratings"].sum())
    verb = "does" if total == 1 else "do"
    return (
        f"{count(total, 'rating')} {verb} not count: {listing(parts, most=12)}. To have ratings go "
        "first, put them first in positions.criteria of the settings.",
    )
