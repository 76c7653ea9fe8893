"""How hard a post is to fill again: the shorter of the way inside and the way outside counts."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import external_fill
from workbench.positions.criteria.bench import standing_nominations

Array = NDArray[np.float64]


def hardness(inside_months: Array, outside_months: Array, *, scale_months: float) -> Array:
    """Turn months to replace into a value between 0 and 1.

    Parameters
    ----------
    inside_months : (n,) months until the best successor inside is ready; missing where none is
    outside_months : (n,) months until somebody from outside does the full work; may be missing
    scale_months : months at which hardness is 63 %, above 0

    Returns
    -------
    (n,) in [0, 1). A post is hard only when both ways are long, so the shorter one counts; with
    one way missing the other one counts; missing where both are.

    Notes
    -----
    1 - exp(-min(inside, outside) / scale).

    Examples
    --------
    >>> inside, outside = np.array([1.0, np.nan, np.nan]), np.array([12.0, 12.0, np.nan])
    >>> hardness(inside, outside, scale_months=12).round(3).tolist()
    [0.08, 0.632, nan]
    """
    return np.asarray(-np.expm1(-np.fmin(inside_months, outside_months) / scale_months))


def months_to_replace(company: Company) -> pd.DataFrame:
    """Months to fill each post again, from inside and from outside.

    Parameters
    ----------
    company : uses nominations, market, requisitions and positions.time_to_fill_days if there

    Returns
    -------
    DataFrame, one row an open post: position_id, inside_months (best named successor who is here,
    with fresh evidence), outside_months (to a start, plus the months to full work of the
    settings), outside_source, hardness (in [0, 1]). Unknown stays missing.
    """
    settings = company.settings.positions
    outside = external_fill(company)
    inside = pd.Series(dtype="float64")
    if company.has("nominations"):
        bench = standing_nominations(company)
        inside = bench[bench["counts"]].groupby("position_id")["months"].min()
    frame = pd.DataFrame(
        {
            "position_id": outside["position_id"],
            "inside_months": outside["position_id"].map(inside).astype("float64"),
            "outside_months": outside["external_months"] + settings.outside_ramp_months,
            "outside_source": outside["source"],
        }
    )
    values = hardness(
        frame["inside_months"].to_numpy(),
        frame["outside_months"].to_numpy(),
        scale_months=settings.replace_scale_months,
    )
    return frame.assign(hardness=values)
