"""Rates of a group that is large enough to be shown."""

import numpy as np
import pandas as pd
from scipy.stats import beta

# Ends of the range in which four of five shares lie.
_LOW, _HIGH = 0.1, 0.9


def leaving_shares(people: pd.Series, left: pd.Series) -> pd.DataFrame:
    """Give the part of those who were there in the year that left in it, with a range.

    Parameters
    ----------
    people : at the date
    left : in the year before the date

    Returns
    -------
    DataFrame with the index of ``people``: left_share, left_share_low, left_share_high (P10 and
    P90); missing where one of the two is, or nobody was there

    Notes
    -----
    The share is left / (people + left). Its range is that of Jeffreys, a beta distribution with
    half a person added on both sides; it reaches 0 where nobody left and 1 where everybody did.

    Examples
    --------
    >>> leaving_shares(pd.Series([45]), pd.Series([5])).round(3).to_numpy().tolist()
    [[0.1, 0.057, 0.166]]
    """
    there = (people + left).where(lambda both: both > 0)
    share = left / there
    low, high = beta.ppf([[_LOW], [_HIGH]], left.to_numpy() + 0.5, people.to_numpy() + 0.5)
    return pd.DataFrame(
        {
            "left_share": share,
            "left_share_low": np.where(left == 0, 0.0, low),
            "left_share_high": np.where(people == 0, 1.0, high),
        }
    ).mask(share.isna())


def openings_per_offered(open_posts: pd.Series, offered: pd.Series) -> pd.Series:
    """Give open posts for each person who is offered; missing where nobody is.

    Examples
    --------
    >>> openings_per_offered(pd.Series([6, 2]), pd.Series([12, 0])).tolist()
    [0.5, nan]
    """
    return open_posts / offered.where(offered > 0)
