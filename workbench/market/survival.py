"""Share of vacancies still open after some time, with those that are open now counted too."""

import warnings

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import CensoredData, ecdf

Array = NDArray[np.float64]
LEVEL = 0.8


def open_share(
    days_open: Array, filled: NDArray[np.bool_], *, level: float = LEVEL
) -> pd.DataFrame:
    """Estimate the share of vacancies still open after each number of days.

    Parameters
    ----------
    days_open : (n,) days each vacancy was open, until it was filled or until now, 0 or more
    filled : (n,) whether it was filled; one still open counts as censored
    level : of the confidence band, in (0, 1)

    Returns
    -------
    DataFrame, one row a day on which a vacancy was filled or last seen open, after a row at day 0:
    days, open_share (in [0, 1]), low, high (band), at_risk (vacancies seen open until that day).
    Without a vacancy the row at day 0 alone.

    Notes
    -----
    Product-limit estimate (Kaplan and Meier 1958) with Greenwood's variance on the scale of
    ln(-ln S), so that the band stays in [0, 1] (Kalbfleisch and Prentice 1980), by
    ``scipy.stats.ecdf``. There the band is undefined at shares of 1 and 0: it is 1 at the first,
    and from 0 to the last known upper end at the second.

    Examples
    --------
    >>> curve = open_share(np.array([10.0, 20.0, 30.0]), np.array([True, False, True]))
    >>> curve["open_share"].round(3).tolist(), curve["at_risk"].tolist()
    ([1.0, 0.667, 0.667, 0.0], [3, 3, 2, 1])
    """
    start = pd.DataFrame({"days": [0.0], "open_share": 1.0, "low": 1.0, "high": 1.0,
                          "at_risk": len(days_open)})  # fmt: skip
    if not len(days_open):
        return start
    curve = ecdf(CensoredData(uncensored=days_open[filled], right=days_open[~filled])).sf
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        band = curve.confidence_interval(level, method="log-log")
    share = np.asarray(curve.probabilities)
    days = np.asarray(curve.quantiles, dtype=np.float64)
    high = pd.Series(band.high.probabilities).mask(share == 1, 1.0).ffill().fillna(1.0)
    rows = pd.DataFrame(
        {
            "days": days,
            "open_share": share,
            "low": np.where(share == 1, 1.0, np.nan_to_num(band.low.probabilities)),
            "high": high.to_numpy(),
            "at_risk": len(days_open) - np.searchsorted(np.sort(days_open), days),
        }
    )
    return pd.concat([start, rows], ignore_index=True)


def median_days(curve: pd.DataFrame) -> tuple[float, float, float]:
    """Days after which half of the vacancies are filled, with the band's range.

    Parameters
    ----------
    curve : as from ``open_share``

    Returns
    -------
    (median, low, high) : the first day on which the share, the lower and the upper end of the band
        are at most a half; missing where that is never reached

    Notes
    -----
    Brookmeyer and Crowley (1982): the range holds the days at which the band contains a half.
    """
    middle, low, high = (
        float(curve.loc[curve[name] <= 0.5, "days"].min()) for name in ("open_share", "low", "high")
    )
    return middle, low, high
