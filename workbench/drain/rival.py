"""What rivals gain by departures, and how much of it stands in which channel: counted once."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import rival_chance
from workbench.drain.scenarios import Exits

Floats = NDArray[np.float64]
# Where the overlap says that the rival's gain is counted already.
_HELD_IN = ("secrets a rival uses", "customers who follow")
_AMOUNTS = ["our_fall", "rival_gain", "larger_of_both", "in_the_sum", "taken_as_contained"]


def rival_amounts(margin: Floats, to_rival: Floats, drawn: Mapping[str, Floats]) -> pd.DataFrame:
    """Give for each person what we lose and the rival gains, given that the person leaves.

    Parameters
    ----------
    margin : array of shape (n,), margin of the person's part of the post, currency a year
    to_rival : array of shape (n, m), chance to go to a rival
    drawn : the ranges as arrays of shape (m,)

    Returns
    -------
    DataFrame of means over the draws, currency: our_fall, rival_gain, larger_of_both,
    in_the_sum (less what other channels count), taken_as_contained (the rest). Missing where the
    margin is.

    Notes
    -----
    What we lose to the rival is a part of what it gains, so the two together are the larger one:
    fall + max(gain - fall, 0).

    Examples
    --------
    >>> drawn = {name: np.array([value]) for name, value in
    ...          [("market_fall_share", 0.01), ("rival_gain_share", 0.03), ("overlap_share", 0.75)]}
    >>> rival_amounts(np.array([1000.0]), np.array([[0.5]]), drawn).iloc[0].round(2).tolist()
    [5.0, 15.0, 15.0, 3.75, 11.25]
    """
    base = margin[:, None] * to_rival
    fall, gain = base * drawn["market_fall_share"], base * drawn["rival_gain_share"]
    both, overlap = np.maximum(fall, gain), drawn["overlap_share"]
    found = [fall, gain, both, both * (1.0 - overlap), both * overlap]
    means = [amounts.mean(axis=1) for amounts in found]
    return pd.DataFrame(dict(zip(_AMOUNTS, means, strict=True)))


def rival_table(
    seats: pd.DataFrame, exits: Exits, drawn: Mapping[str, Floats], channels: pd.DataFrame
) -> pd.DataFrame:
    """Lay out by post what rivals gain in expectation, and where it is counted: a memo, no sum.

    Parameters
    ----------
    seats, exits, drawn : people, departures and ranges
    channels : expected losses as made by ``channel_table``

    Returns
    -------
    DataFrame, largest gain first, one row a post with a known margin: position_id, title,
    our_fall, rival_gain, larger_of_both, in_the_sum (channel competitiveness), taken_as_contained,
    secrets_and_customers (what these drivers hold at the post), in_no_amount (taken as contained
    though secrets and customers hold less); currency, amounts times the chance of leaving
    """
    margin = seats["margin_per_year"].to_numpy(dtype=float)
    amounts = rival_amounts(margin, rival_chance(exits, drawn), drawn)
    expected = amounts.mul(exits.total, axis=0)
    rows = pd.concat([seats[["position_id", "title"]], expected], axis=1)
    by_post = rows[np.isfinite(margin)].groupby(["position_id", "title"], as_index=False).sum()
    held = channels[channels["driver"].isin(_HELD_IN)]
    holds = held.groupby("position_id")["expected_loss"].sum()
    by_post["secrets_and_customers"] = (
        by_post["position_id"].map(holds).astype(float).fillna(0.0).to_numpy()
    )
    short = by_post["taken_as_contained"] - by_post["secrets_and_customers"]
    order = ["rival_gain", "position_id"]
    return by_post.assign(in_no_amount=short.clip(lower=0.0)).sort_values(
        order, ascending=[False, True], ignore_index=True
    )
