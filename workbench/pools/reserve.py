"""The reserve: people with potential who stand in no succession plan."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.candidates import Candidates, pair_table


def reserve_pool(
    company: Company, targets: pd.DataFrame, candidates: Candidates, proposals: pd.DataFrame
) -> pd.DataFrame:
    """List people who fit some post well and are neither proposed nor named for any.

    Parameters
    ----------
    company : ``settings.pools.potential_fit`` is the least fit; nominations, where there are any
    targets, candidates, proposals : the posts, the judgements and the people proposed

    Returns
    -------
    DataFrame with employee_id, position_id (the post of the best fit), fit, fit_low, fit_high,
    months, kind (management or specialist, after that post) and job_family of that post; best
    first
    """
    planned = set(proposals["employee_id"])
    if company.has("nominations"):
        planned |= set(company.table("nominations")["employee_id"])
    free = ~pd.Series(candidates.employee_ids).isin(list(planned)).to_numpy(bool)
    best = pair_table(candidates, _best_posts(candidates, free, company)).sort_values(
        ["fit", "employee_id"], ascending=[False, True]
    )
    leads = company.positions.set_index("position_id")["is_management"].fillna(False)
    family = targets.set_index("position_id")["job_family"]
    kind = np.where(best["position_id"].map(leads).astype(bool), "management", "specialist")
    return best.assign(
        kind=pd.Series(kind, index=best.index, dtype="str"),
        job_family=best["position_id"].map(family),
        months=best["months"].mask(best["readiness"] == NOT_ASSESSED),
    )[["employee_id", "position_id", "fit", "fit_low", "fit_high", "months", "kind",
       "job_family"]].reset_index(drop=True)  # fmt: skip


def _best_posts(
    candidates: Candidates, free: NDArray[np.bool_], company: Company
) -> NDArray[np.bool_]:
    """Mark the post of the best fit of each free person who fits it well; the first of equals."""
    pairs, fit = candidates.pairs, candidates.fit.overall.point.of_pairs
    strong = fit >= company.settings.pools.potential_fit
    strong &= candidates.eligible[pairs.person, pairs.post] & free[pairs.person]
    best = np.full(pairs.shape[0], -np.inf)
    np.maximum.at(best, pairs.person[strong], fit[strong])
    chosen = np.flatnonzero(strong & (fit == best[pairs.person]))
    first = np.unique(pairs.person[chosen], return_index=True)[1]
    marks = np.zeros(len(fit), dtype=bool)
    marks[chosen[first]] = True
    return pairs.spread(marks)
