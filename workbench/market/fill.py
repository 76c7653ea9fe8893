"""How long it takes to fill a post from outside, open vacancies included."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.latest import latest_market

Array = NDArray[np.float64]
DAYS_PER_MONTH = 365.25 / 12


def shrunk_fill_days(
    exposure_days: Array, fills: Array, prior_days: Array, *, prior_fills: float
) -> Array:
    """Mean days to fill from own vacancies, pulled towards a prior where they are few.

    Parameters
    ----------
    exposure_days : (n,) days all own vacancies of a post were open, those still open included
    fills : (n,) how many of them were filled
    prior_days : (n,) days to fill elsewhere; may be missing
    prior_fills : number of own fills that weigh as much as the prior, above 0

    Returns
    -------
    (n,) days, above 0. Without a prior, the own days per fill; missing where there is neither a
    prior nor an own fill.

    Notes
    -----
    Waiting times with a constant rate; a gamma prior on the rate with shape ``prior_fills`` and
    mean 1 / ``prior_days``. The posterior mean rate is (prior_fills + fills) / (prior_fills *
    prior_days + exposure); its inverse is given. Leaving open vacancies out would make the market
    look faster than it is.

    Examples
    --------
    >>> two = np.array([200.0, 200.0])
    >>> days = shrunk_fill_days(two, np.array([2.0, 0.0]), np.array([60.0, 60.0]), prior_fills=2)
    >>> days.tolist()
    [80.0, 160.0]
    """
    known = ~np.isnan(prior_days)
    rate_days = exposure_days + np.where(known, prior_fills * prior_days, 0.0)
    all_fills = fills + np.where(known, prior_fills, 0.0)
    return np.where(all_fills > 0, rate_days / np.where(all_fills > 0, all_fills, 1.0), np.nan)


def external_fill(company: Company) -> pd.DataFrame:
    """Months to fill each open post from outside, and what that rests on.

    Parameters
    ----------
    company : uses the columns occupation_code, region and time_to_fill_days of positions, and the
        tables market and requisitions where they are there

    Returns
    -------
    DataFrame, one row an open post: position_id, external_months (opening to start), source (own
    vacancies, market, own estimate, joined by +; "unknown"), fills, still_open, exposure_days.
    A post without any of the three is missing, never 0.

    Notes
    -----
    The prior of a post is the market's figure for its occupation and region at the latest date up
    to the report date, else the post's own estimate; own vacancies update it.
    """
    own = _own_vacancies(company)
    frame = company.positions[["position_id", "time_to_fill_days"]].merge(
        own, on="position_id", how="left"
    )
    frame[list(_COUNTS)] = frame[list(_COUNTS)].fillna(0.0)
    market_days = latest_market(company)["days_to_fill"]
    prior = market_days.fillna(frame["time_to_fill_days"])
    days = shrunk_fill_days(
        frame["exposure_days"].to_numpy(),
        frame["fills"].to_numpy(),
        prior.to_numpy(),
        prior_fills=company.settings.positions.own_fills_worth,
    )
    parts = [
        np.where(frame["exposure_days"] > 0, "own vacancies", ""),
        np.select([market_days.notna(), prior.notna()], ["market", "own estimate"], ""),
    ]
    source = [" + ".join(filter(None, pair)) for pair in zip(*parts, strict=True)]
    source = [
        text if known else "unknown" for text, known in zip(source, days == days, strict=True)
    ]
    return frame[["position_id"]].assign(
        external_months=days / DAYS_PER_MONTH, source=source, **{c: frame[c] for c in _COUNTS}
    )


_COUNTS = ("fills", "still_open", "exposure_days")


def _own_vacancies(company: Company) -> pd.DataFrame:
    """Days open, number filled and number still open on the report date, by post."""
    if not company.has("requisitions"):
        none = {"position_id": pd.Series(dtype="str")}
        return pd.DataFrame(none | {name: pd.Series(dtype="float64") for name in _COUNTS})
    rows = company.table("requisitions")
    filled = rows["filled_on"] <= company.as_of
    end = rows["filled_on"].where(filled, company.as_of)
    counted = rows[["position_id"]].assign(
        fills=filled.astype(float),
        still_open=(~filled).astype(float),
        exposure_days=(end - rows["opened_on"]).dt.days.astype(float),
    )
    return counted.groupby("position_id", as_index=False).sum()
