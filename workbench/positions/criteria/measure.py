"""Every post on every criterion: the value, where it comes from, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.once import once
from workbench.errors import ParameterError
from workbench.mcda.anchors import anchored
from workbench.positions.criteria.agreement import agreement_of_mean
from workbench.positions.criteria.quantities import QUANTITIES
from workbench.settings.positions import Anchor
from workbench.words import count

_RATING = "rating:"
_NOTHING: tuple[pd.Series, float] = (pd.Series(dtype="float64"), 0.0)
_TOO_COMMON = 0.6
# A measure of fewer posts than this part would leave most of them unknown.
_ENOUGH = 0.5


@dataclass(frozen=True)
class Measured:
    """Values of posts (rows, by position_id) on criteria (columns).

    Attributes
    ----------
    value : in [0, 1]; missing where unknown
    spread : standard deviation of a value between raters; 0 where measured or unknown
    source : the quantity a value was measured by, "rating:..." where raters gave it, "unknown"; a
        criterion has one for all posts
    amount : the quantity itself, in its own unit
    coverage : one row a criterion: dimension, criterion, measured_by (empty where nothing is
        known), posts, posts_known, commonest_value_share (part of the known posts that share one
        value), discriminates, why (what is missing)
    """

    value: pd.DataFrame
    spread: pd.DataFrame
    source: pd.DataFrame
    amount: pd.DataFrame
    coverage: pd.DataFrame


@once
def measure(company: Company, *, seat_only: bool = False) -> Measured:
    """Measure every open post on every criterion of the settings.

    Parameters
    ----------
    company : any tables; what they do not hold stays unknown and is named in ``coverage``
    seat_only : leave out every measure that comes from the people who are in the posts now

    Returns
    -------
    Measured, posts sorted by id. A criterion uses one of its measures for all posts, so that they
    stay comparable, see `choose_anchor`; a post it does not cover is unknown.

    Raises
    ------
    ParameterError
        If the settings name a quantity that does not exist.
    """
    criteria = company.settings.positions.criteria
    posts = pd.Index(company.positions["position_id"].sort_values(), name="position_id")
    columns = {
        name: _measured(company, posts, criterion.measured_by, seat_only=seat_only)
        for name, criterion in criteria.items()
    }
    frames = {
        part: pd.DataFrame({name: frame[part] for name, frame in columns.items()}, index=posts)
        for part in ("value", "spread", "source", "amount")
    }
    coverage = [
        _coverage(company, name, frames["value"][name], frames["source"][name]) for name in criteria
    ]
    return Measured(
        frames["value"], frames["spread"], frames["source"], frames["amount"],
        pd.DataFrame(coverage),
    )  # fmt: skip


def _measured(
    company: Company, posts: pd.Index, anchors: tuple[Anchor, ...], *, seat_only: bool
) -> pd.DataFrame:
    """Give value, spread, source and amount of every post, all from one measure."""
    found = [
        _NOTHING if seat_only and is_of_holder(anchor.quantity)
        else _amounts(company, anchor.quantity)
        for anchor in anchors
    ]  # fmt: skip
    rows = [amounts.reindex(posts).astype("float64") for amounts, _ in found]
    best = choose_anchor([float(amounts.notna().mean()) for amounts in rows])
    anchor, amounts, spread = anchors[best], rows[best], found[best][1]
    known = amounts.notna()
    return pd.DataFrame(
        {
            # Equal amounts can differ in their last digits where sums ran in another order.
            "value": anchored(amounts, low=anchor.low, high=anchor.high, log=anchor.log).round(12),
            "spread": np.where(known, spread / abs(anchor.high - anchor.low), 0.0),
            "source": np.where(known, anchor.quantity, "unknown"),
            "amount": amounts,
        },
        index=posts,
    )


def is_of_holder(quantity: str) -> bool:
    """Say whether a quantity comes from the people in a post and not from the post itself.

    Examples
    --------
    >>> is_of_holder("betweenness"), is_of_holder("budget_per_year"), is_of_holder("rating:scope")
    (True, False, False)
    """
    return quantity in QUANTITIES and QUANTITIES[quantity].of_holder


def choose_anchor(known_shares: Sequence[float]) -> int:
    """Choose the measure that a criterion uses for all posts.

    Parameters
    ----------
    known_shares : part of the posts that each measure covers, the preferred measure first

    Returns
    -------
    Place of the first measure that covers at least half of the posts; where none does, of the one
    that covers most, the first of equals

    Examples
    --------
    >>> choose_anchor([0.6, 1.0]), choose_anchor([0.1, 1.0]), choose_anchor([0.1, 0.3])
    (0, 1, 1)
    """
    enough = [place for place, share in enumerate(known_shares) if share >= _ENOUGH]
    return enough[0] if enough else int(np.argmax(known_shares))


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
        return _NOTHING
    return QUANTITIES[quantity].amounts(company), 0.0


def _ratings(company: Company, criterion: str) -> tuple[pd.Series, float]:
    """Give the mean rating by post and how unsure it is, in points."""
    if not company.has("ratings"):
        return _NOTHING
    rows = company.table("ratings")
    rows = rows[rows["criterion"] == criterion]
    return rows.groupby("position_id")["rating"].mean(), _rating_spread(company, rows)


def _rating_spread(company: Company, rows: pd.DataFrame) -> float:
    """Give the s.d. of one rater around the mean of a post, pooled over posts.

    Where the raters do not agree, their ratings say little about which post stands higher: the
    spread is then that of all ratings, whatever the post.
    """
    ratings, choices = rows.groupby("position_id")["rating"], company.settings.positions
    spare = ratings.size().sum() - len(ratings)
    # Two or three raters a post are too few for a spread of their own, so posts are pooled.
    pooled = np.sqrt((ratings.var(ddof=0) * ratings.size()).sum() / spare) if spare else 0.0
    agreed = agreement_of_mean(rows)
    whole = rows["rating"].std() if agreed < choices.rater_agreement_least else 0.0
    return max(float(pooled), float(whole), choices.rating_spread)


def _coverage(
    company: Company, name: str, values: pd.Series, source: pd.Series
) -> dict[str, object]:
    criterion = company.settings.positions.criteria[name]
    known = values.dropna()
    used = str(source[known.index[0]]) if len(known) else ""
    commonest = float(known.value_counts(normalize=True).max()) if len(known) else float("nan")
    return {
        "dimension": criterion.dimension,
        "criterion": name,
        "measured_by": _in_words(used),
        "posts": len(values),
        "posts_known": len(known),
        "commonest_value_share": commonest,
        "discriminates": bool(len(known)) and commonest <= _TOO_COMMON,
        "why": _why(company, criterion.measured_by, used, int(values.isna().sum())),
    }


def _why(company: Company, anchors: tuple[Anchor, ...], used: str, unknown: int) -> str:
    """Say what the measure in use lacks, or without one what each would need."""
    if not unknown:
        return ""
    quantities = [used] if used else [anchor.quantity for anchor in anchors]
    return "; ".join(_why_not(company, quantity, unknown) for quantity in quantities)


def _why_not(company: Company, quantity: str, unknown: int) -> str:
    needs = ("ratings",) if quantity.startswith(_RATING) else QUANTITIES[quantity].needs
    lacking = company.lacks(*needs).removeprefix("not assessed: ")
    name = _in_words(quantity)
    return f"{name} {lacking}" if lacking else f"{name} unknown for {count(unknown, 'post')}"


def _in_words(quantity: str) -> str:
    return quantity.replace(_RATING, "rating of ").replace("_", " ")
