"""Days to fill on the market: its own figure, or one derived from how tight it is."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.company.once import once
from workbench.market.latest import CELL, market_rows

Array = NDArray[np.float64]
FIGURE, OLDER = "market", "older market figure"
OCCUPATION, ALL = "tightness of the occupation", "tightness of all occupations"


def days_at_tightness(days: Array, tightness: Array, now: Array, *, elasticity: float) -> Array:
    """Carry days to fill from one tightness of the market to another.

    Parameters
    ----------
    days : (n,) days to fill where the tightness is ``tightness``
    tightness, now : (n,) openings per seeker there, and where the days are asked for, above 0
    elasticity : of the days with respect to openings per seeker, 0 or more; 0 changes nothing

    Returns
    -------
    (n,) days; missing where one of the three is

    Notes
    -----
    With a matching function of constant returns, hires = A seekers^eta openings^(1 - eta), an
    opening is filled at the rate A (openings / seekers)^-eta a day, and its mean duration is the
    inverse. So days = days_0 (theta / theta_0)^eta. Source: Petrongolo and Pissarides (2001).

    Examples
    --------
    >>> four_times_as_tight = np.array([4.0])
    >>> days_at_tightness(np.array([60.0]), np.array([1.0]), four_times_as_tight, elasticity=0.5)
    array([120.])
    """
    return np.asarray(days * (now / tightness) ** elasticity)


@once
def market_days(company: Company, *, elasticity: float | None = None) -> pd.DataFrame:
    """Days to fill each open post on the market, before anything the company knows itself.

    Parameters
    ----------
    company : positions.occupation_code and region, and the table market
    elasticity : see ``days_at_tightness``; the middle one of the settings where not given

    Returns
    -------
    DataFrame, one row an open post in the order of ``company.positions``: position_id,
    openings_per_seeker (latest), market_days (at least 1; missing where the market has no row for
    the post, or neither days nor tightness), market_source (market; older market figure, carried
    to the tightness of now where both are known; tightness of the occupation, tightness of all
    occupations; missing), market_as_of (date of the figure, or of the tightness in its place)

    Notes
    -----
    Where an occupation in a region has never had a figure, its days come from its tightness now,
    and from the geometric means of days and tightness over the regions of the same occupation,
    else over all, each with its latest row in which both are known.
    """
    if elasticity is None:
        elasticity = company.settings.positions.tightness_elasticity.p50
    rows = _dated(market_rows(company))
    latest = rows.groupby(CELL, as_index=False).tail(1)
    posts = company.positions[["position_id", *CELL]].merge(latest, on=CELL, how="left")
    own = posts[CELL].merge(_figures(rows), on=CELL, how="left")
    both = _figures(rows.dropna(subset=["tightness"]))
    found = pd.DataFrame(
        {
            OLDER: _carried(own, posts["tightness"], elasticity).fillna(own["days"]),
            OCCUPATION: _carried(_within(both, posts), posts["tightness"], elasticity),
            ALL: _carried(_across(both, posts), posts["tightness"], elasticity),
        }
    )
    days = found.bfill(axis=1)[OLDER]
    source = found.notna().idxmax(axis=1).where(posts["days"].isna(), FIGURE)
    return posts[["position_id", "openings_per_seeker"]].assign(
        market_days=days,
        market_source=source.where(days.notna()).astype("str"),
        market_as_of=own["market_as_of"].fillna(posts["market_as_of"]),
    )


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep what can be reckoned with: days of 1 or more, a tightness above 0."""
    ratio = rows["openings_per_seeker"]
    return rows[[*CELL, "market_as_of", "openings_per_seeker"]].assign(
        days=rows["days_to_fill"].clip(lower=1), tightness=ratio.where(ratio > 0)
    )


def _figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the latest row with days of each occupation in a region."""
    known = rows.dropna(subset=["days"]).groupby(CELL, as_index=False).tail(1)
    return known[[*CELL, "market_as_of", "days", "tightness"]]


def _within(figures: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Geometric means over the regions of the occupation of each post."""
    logs = figures[["occupation_code"]].join(figures[["days", "tightness"]].apply(np.log))
    means = logs.groupby("occupation_code").mean().apply(np.exp)
    return posts[["occupation_code"]].merge(
        means, left_on="occupation_code", right_index=True, how="left"
    )


def _across(figures: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Geometric means over all occupations and regions, the same for every post."""
    means = np.exp(np.log(figures[["days", "tightness"]]).mean())
    return pd.DataFrame(means.to_dict(), index=posts.index)


def _carried(reference: pd.DataFrame, now: pd.Series, elasticity: float) -> pd.Series:
    carried = days_at_tightness(
        reference["days"].to_numpy(), reference["tightness"].to_numpy(), now.to_numpy(),
        elasticity=elasticity,
    )  # fmt: skip
    return pd.Series(carried, index=now.index)
