"""What a plan may hold: the budget, and at each post no measure twice."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.drain.plan.bundles import MOST_MEASURES, Bundles
from workbench.errors import ParameterError

Floats = NDArray[np.float64]


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


def plan_lacks(company: Company, amounts: Floats, on: pd.DataFrame) -> str:
    """Say why no plan can be made; empty where one can.

    Parameters
    ----------
    company : for its table measures
    amounts : what departures cost, 0 where it is not assessed
    on : the measures that may be counted
    """
    if lack := company.lacks("measures"):
        return lack
    if on.empty:
        return "not assessed: no measure in the table may be counted"
    if len(on) > MOST_MEASURES:
        return (
            f"not assessed: {len(on)} measures may be counted, and at most {MOST_MEASURES} can be "
            "combined exactly; leave those out of the table that cost most for what they do"
        )
    if not amounts.any():
        return "not assessed: no amount could be made up for any of these posts"
    return ""


def allowed_bundles(
    position_ids: Sequence[str], bundles: Bundles, in_place: pd.DataFrame
) -> NDArray[np.bool_]:
    """Mark the bundles that propose nothing a post has already; shape (g, b)."""
    allowed = np.ones((len(position_ids), len(bundles.has)), dtype=bool)
    for post, measure in zip(in_place["position_id"], in_place["measure_id"], strict=True):
        row = list(position_ids).index(post)
        allowed[row] &= ~bundles.has[:, bundles.measure_ids.index(measure)]
    return allowed
