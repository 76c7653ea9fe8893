"""What a plan may hold: the budget, the measures that count, those a post has already."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.plan.bundles import MOST_MEASURES, Bundles
from workbench.drain.plan.stake import Stake
from workbench.errors import ParameterError


def budget_limit(company: Company, budget: float | None) -> float | None:
    """Give the budget: as asked, else that of the settings; None where there is none.

    Raises
    ------
    ParameterError
        If it is negative.
    """
    limit = company.settings.drain.measures_budget if budget is None else budget
    if limit is not None and not limit >= 0:
        raise ParameterError(f"budget: {limit} found. Allowed: a number of at least 0, or none.")
    return limit


def no_plan_because(stake: Stake, on: pd.DataFrame) -> str:
    """Say why no plan can be made for what is at stake; empty where one can."""
    if on.empty:
        return "not assessed: no measure in the table may be counted"
    if len(on) > MOST_MEASURES:
        return (
            f"not assessed: {len(on)} measures may be counted, and at most {MOST_MEASURES} can be "
            "combined exactly; leave those out of the table that cost most for what they do"
        )
    if not stake.amounts.any():
        return "not assessed: no amount could be made up for any of these posts"
    return ""


def measures_in_place(company: Company, stake: Stake, on: pd.DataFrame) -> pd.DataFrame:
    """Find what the posts have already."""
    columns = ["position_id", "measure_id", "name", "done_on"]
    if not company.has("post_measures"):
        return pd.DataFrame(columns=columns)
    rows = company.table("post_measures").merge(on[["measure_id", "name"]], on="measure_id")
    here = rows["position_id"].isin(stake.position_ids) & (rows["done_on"] <= company.as_of)
    return rows.loc[here, columns].reset_index(drop=True)


def bundles_allowed(stake: Stake, bundles: Bundles, in_place: pd.DataFrame) -> NDArray[np.bool_]:
    """Give which bundles each post may take: none with a measure that it has already."""
    allowed = np.ones((len(stake.position_ids), len(bundles.has)), dtype=bool)
    for post, measure in zip(in_place["position_id"], in_place["measure_id"], strict=True):
        row = stake.position_ids.index(post)
        allowed[row] &= ~bundles.has[:, bundles.measure_ids.index(measure)]
    return allowed
