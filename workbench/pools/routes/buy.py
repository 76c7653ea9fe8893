"""Routes from outside: recruit by channel, or borrow, with days and cost as ranges."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import external_fill
from workbench.words import listing

Floats = NDArray[np.float64]
OWN_HIRES = 5
SHARE = "share"


def orders_needed(chance: float, fill_rate: Floats) -> Floats:
    """Least number of orders, one after another, of which one is filled with a given chance.

    Parameters
    ----------
    chance : in (0, 1)
    fill_rate : array, part of the orders filled, in [0, 1]; NaN unknown

    Returns
    -------
    array, whole numbers from 1; infinite where no order is ever filled, NaN where it is unknown

    Notes
    -----
    Orders are taken as independent: 1 - (1 - f)^n >= chance.

    Examples
    --------
    >>> orders_needed(0.9, np.array([0.7, 0.9, 1.0, 0.0])).tolist()
    [2.0, 1.0, 1.0, inf]
    """
    with np.errstate(divide="ignore"):
        number = np.ceil(np.log1p(-chance) / np.log1p(-fill_rate) - 1e-9)
    sure = np.where(fill_rate >= 1, 1.0, np.maximum(number, 1.0))
    return np.where(fill_rate > 0, sure, np.where(np.isnan(fill_rate), np.nan, np.inf))


def channel_ranges(company: Company) -> pd.DataFrame:
    """Give days and cost of each channel as ranges, from the table and from own hires.

    Parameters
    ----------
    company : table channels; requisitions for what own hires cost

    Returns
    -------
    DataFrame sorted by channel: channel, kind, days_low (one order that is filled), days (orders in
    a row until one is filled with a chance of a half), days_high (nine in ten), days_per_hire (days
    of an order by the part that is filled), cost_low, cost, cost_high (of one hire), cost_from (own
    hires: 10th, 50th and 90th percentile of at least five filled with a known cost; else table) and
    ask (what is unknown; empty where nothing)
    """
    rows = company.table("channels").sort_values("channel", ignore_index=True)
    days, rate = rows["days"].to_numpy(float), rows["fill_rate"].to_numpy(float)
    filled = np.where(rate > 0, rate, np.nan)
    frame = rows[["channel", "kind"]].assign(
        days_low=days * orders_needed(1e-9, filled),
        days=days * orders_needed(0.5, filled),
        days_high=days * orders_needed(0.9, filled),
        days_per_hire=days / filled,
    )
    frame = frame.merge(_costs(company, rows), on="channel")
    unknown = {
        "days unknown": np.isnan(days),
        "fill_rate unknown": np.isnan(rate),
        "no order is ever filled (fill_rate is 0)": rate == 0,
        "cost unknown": frame["cost"].isna().to_numpy(),
    }
    asks = [
        listing([words for words, marks in unknown.items() if marks[row]]) for row in frame.index
    ]
    return frame.assign(ask=pd.Series(asks, dtype="str").replace("none", ""))


def _costs(company: Company, rows: pd.DataFrame) -> pd.DataFrame:
    """Give what a hire by each channel costs: from own hires where they are enough."""
    points = {"cost_low": 0.1, "cost": 0.5, "cost_high": 0.9}
    frame = rows[["channel"]].assign(
        **{name: rows["cost"].astype("float64") for name in points}, cost_from="table"
    )
    if not company.has("requisitions"):
        return frame
    hires = company.table("requisitions").dropna(subset=["filled_on", "channel", "cost"])
    for channel, costs in hires.groupby("channel")["cost"]:
        if len(costs) >= OWN_HIRES:
            row = frame.index[frame["channel"] == channel]
            frame.loc[row, list(points)] = np.quantile(costs, list(points.values()))
            frame.loc[row, "cost_from"] = "own hires"
    return frame


def usual_days_per_hire(company: Company, channels: pd.DataFrame, families: pd.Series) -> Floats:
    """Days per hire of the channels the company uses, each as often as it was used.

    Parameters
    ----------
    company : requisitions and the job families of positions
    channels : channel and days_per_hire
    families : job family of each post asked for; may be missing

    Returns
    -------
    array (len(families),): over the own vacancies of the family where at least five name a channel
    whose days are known, else over all own vacancies, else over the channels alike; NaN where no
    channel is known
    """
    each = channels.set_index("channel")["days_per_hire"]
    everything = float(each.mean())
    if not company.has("requisitions"):
        return np.full(len(families), everything)
    used = company.table("requisitions").merge(
        company.positions[["position_id", "job_family"]], on="position_id", how="left"
    )
    used = used.assign(days=used["channel"].map(each)).dropna(subset=["days"])
    if len(used) >= OWN_HIRES:
        everything = float(used["days"].mean())
    by_family = used.groupby("job_family")["days"].agg(["size", "mean"])
    own = by_family.loc[by_family["size"] >= OWN_HIRES, "mean"]
    return families.map(own).fillna(everything).to_numpy(dtype=np.float64)


def outside_routes(company: Company, gaps: pd.DataFrame) -> pd.DataFrame:
    """List the channels as routes to each gap.

    Parameters
    ----------
    company : channels; market, requisitions and positions for the own time to fill
    gaps : from ``places_to_fill``

    Returns
    -------
    DataFrame with gap (its row in ``gaps``), position_id, route (recruit or share), by (the
    channel), days_low, days, days_high, cost_low, cost, cost_high, from (what days and cost rest
    on) and ask

    Notes
    -----
    Recruiting takes the days the post takes from outside (``external_fill``), times the days per
    hire of the channel over those of the channels usually used for such posts. Where nothing is
    known of the post, and for borrowing, the days of the channel stand alone. Somebody lent bridges
    a vacancy and is no successor.
    """
    columns = ["gap", "position_id", "route", "by", "days_low", "days", "days_high", "cost_low",
               "cost", "cost_high", "from", "ask"]  # fmt: skip
    if gaps.empty or not company.has("channels"):
        return pd.DataFrame(columns=columns)
    channels = channel_ranges(company)
    own = external_fill(company).set_index("position_id").loc[gaps["position_id"]]
    families = company.positions.set_index("position_id")["job_family"].loc[gaps["position_id"]]
    lends = channels["kind"] == SHARE
    usual = usual_days_per_hire(company, channels[~lends], families)
    posts = gaps[["position_id"]].assign(
        gap=np.arange(len(gaps)), usual=usual, source=own["source"].to_numpy(),
        low=own["fill_days_low"].to_numpy(), middle=own["fill_days"].to_numpy(),
        high=own["fill_days_high"].to_numpy(),
    )  # fmt: skip
    routes = posts.merge(channels, how="cross")
    # Somebody lent bridges a vacancy and is nobody's successor.
    bridges = (routes["kind"] != SHARE) | routes["gap"].map(gaps["kind"] == "vacancy")
    routes = routes[bridges].reset_index(drop=True)
    lent = routes["kind"] == SHARE
    alone = lent | routes["middle"].isna()
    slower = routes["days_per_hire"] / routes["usual"]
    for days, of_post in (("days_low", "low"), ("days", "middle"), ("days_high", "high")):
        routes[days] = np.ceil(routes[days].where(alone, routes[of_post] * slower))
    basis = ("channel and post (" + routes["source"].astype(object) + ")").mask(
        alone, "channel alone"
    )
    routes["from"] = basis + "; cost: " + routes["cost_from"]
    return routes.assign(
        route=pd.Series(np.where(lent, "share", "recruit"), dtype="str"), by=routes["channel"]
    )[columns]
