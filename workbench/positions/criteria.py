"""Every post on every criterion: the value, where it comes from, and how sure it is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.positions.quantities import QUANTITIES
from workbench.positions.values import anchored
from workbench.settings.positions import Anchor
from workbench.words import count

_RATING = "rating:"
_TOO_COMMON = 0.6


@dataclass(frozen=True)
class Measured:
    """Values of posts (rows, by position_id) on criteria (columns).

    Attributes
    ----------
    value : in [0, 1]; missing where unknown
    spread : standard deviation of a value between raters; 0 where measured or unknown
    source : the quantity a value was measured by, "rating:..." where raters gave it, "unknown"
    amount : the quantity itself, in its own unit
    coverage : one row a criterion: dimension, criterion, posts, posts_known, commonest_value_share
        (part of the known posts that share one value), discriminates, why (what is missing)
    """

    value: pd.DataFrame
    spread: pd.DataFrame
    source: pd.DataFrame
    amount: pd.DataFrame
    coverage: pd.DataFrame


def measure(company: Company) -> Measured:
    """Measure every open post on every criterion of the settings.

    Parameters
    ----------
    company : any tables; what they do not hold stays unknown and is named in ``coverage``

    Returns
    -------
    Measured, posts sorted by id. For each post the first measure of a criterion that is known
    counts. No post changes the value of another.

    Raises
    ------
    ParameterError
        If the settings name a quantity that does not exist.
    """
    criteria = company.settings.positions.criteria
    posts = pd.Index(company.positions["position_id"].sort_values(), name="position_id")
    columns = {
        name: _measured(company, posts, criterion.measured_by)
        for name, criterion in criteria.items()
    }
    frames = {
        part: pd.DataFrame({name: frame[part] for name, frame in columns.items()}, index=posts)
        for part in ("value", "spread", "source", "amount")
    }
    coverage = [_coverage(company, name, frames["value"][name]) for name in criteria]
    return Measured(
        frames["value"], frames["spread"], frames["source"], frames["amount"],
        pd.DataFrame(coverage),
    )  # fmt: skip


def _measured(company: Company, posts: pd.Index, anchors: tuple[Anchor, ...]) -> pd.DataFrame:
    """Give value, spread, source and amount of every post, from the first measure known."""
    frame = pd.DataFrame(
        {"value": np.nan, "spread": 0.0, "source": "unknown", "amount": np.nan}, index=posts
    )
    for anchor in anchors:
        amounts, spread = _amounts(company, anchor.quantity)
        amounts = amounts.reindex(posts).astype("float64")
        new = frame["value"].isna() & amounts.notna()
        values = anchored(amounts[new], low=anchor.low, high=anchor.high, log=anchor.log)
        frame.loc[new, "value"] = values
        frame.loc[new, "spread"] = spread / abs(anchor.high - anchor.low)
        frame.loc[new, "source"] = anchor.quantity
        frame.loc[new, "amount"] = amounts[new]
    return frame


def _amounts(company: Company, quantity: str) -> tuple[pd.Series, float]:
    """Give the amounts of a quantity by post, and the spread between raters in its unit."""
    if quantity.startswith(_RATING):
        return _ratings(company, quantity.removeprefix(_RATING))
    if quantity not in QUANTITIES:
        known = ", ".join([*QUANTITIES, "rating:<criterion>"])
        raise ParameterError(
            f"positions.criteria: unknown quantity {quantity!r}. Known: {known}. Correct the name."
        )
    if not company.has(*QUANTITIES[quantity].needs):
        return pd.Series(dtype="float64"), 0.0
    return QUANTITIES[quantity].amounts(company), 0.0


def _ratings(company: Company, criterion: str) -> tuple[pd.Series, float]:
    """Give the mean rating by post and the s.d. of one rater around it, pooled over posts."""
    if not company.has("ratings"):
        return pd.Series(dtype="float64"), 0.0
    rows = company.table("ratings")
    ratings = rows[rows["criterion"] == criterion].groupby("position_id")["rating"]
    spare = ratings.size().sum() - len(ratings)
    # Two or three raters a post are too few for a spread of their own, so posts are pooled.
    pooled = np.sqrt((ratings.var(ddof=0) * ratings.size()).sum() / spare) if spare else 0.0
    return ratings.mean(), max(float(pooled), company.settings.positions.rating_spread)


def _coverage(company: Company, name: str, values: pd.Series) -> dict[str, object]:
    criterion = company.settings.positions.criteria[name]
    known = values.dropna()
    commonest = float(known.value_counts(normalize=True).max()) if len(known) else float("nan")
    return {
        "dimension": criterion.dimension,
        "criterion": name,
        "posts": len(values),
        "posts_known": len(known),
        "commonest_value_share": commonest,
        "discriminates": bool(len(known)) and commonest <= _TOO_COMMON,
        "why": _why(company, criterion.measured_by, int(values.isna().sum())),
    }


def _why(company: Company, anchors: tuple[Anchor, ...], unknown: int) -> str:
    """Say for each measure what is missing; empty where every post is known."""
    if not unknown:
        return ""
    return "; ".join(_why_not(company, anchor.quantity, unknown) for anchor in anchors)


def _why_not(company: Company, quantity: str, unknown: int) -> str:
    needs = ("ratings",) if quantity.startswith(_RATING) else QUANTITIES[quantity].needs
    lacking = company.lacks(*needs).removeprefix("not assessed: ")
    name = quantity.replace(_RATING, "rating of ").replace("_", " ")
    return f"{name} {lacking}" if lacking else f"{name} unknown for {count(unknown, 'post')}"
