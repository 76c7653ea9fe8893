"""The reserve: people with potential who stand in no succession plan."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.candidates import Candidates, judge_candidates, pair_table
from workbench.pools.targets import POST_COLUMNS, post_demand

# Posts judged at a time, so that the room taken does not grow with the company.
_BLOCK = 200


def reserve_pool(
    company: Company,
    targets: pd.DataFrame,
    candidates: Candidates,
    proposals: pd.DataFrame,
    *,
    horizon_days: int,
) -> pd.DataFrame:
    """List people who fit some post well and are neither proposed nor named for any.

    Parameters
    ----------
    company : ``settings.pools.potential_fit`` is the least fit; nominations, where there are any
    targets, candidates, proposals : the posts with a pool, the judgements and the people proposed
    horizon_days : how far ahead a post without a known vacancy is needed

    Returns
    -------
    DataFrame with employee_id, position_id (the post of the best fit, the first of equals), fit,
    fit_low, fit_high, months, kind (management or specialist, after that post) and job_family of
    that post; best first

    Notes
    -----
    Looked at are the posts with a pool, and of all other open posts those of a higher grade than
    the person's own: a step up is what potential is for.
    """
    planned = set(proposals["employee_id"])
    if company.has("nominations"):
        planned |= set(company.table("nominations")["employee_id"])
    strong = candidates.fit.overall.point.of_pairs >= company.settings.pools.potential_fit
    strong &= candidates.eligible[candidates.pairs.person, candidates.pairs.post]
    found = [pair_table(candidates, candidates.pairs.spread(strong))]
    if candidates.levels is not None:
        found += _steps_up(company, targets, horizon_days)
    fits = pd.concat(found, ignore_index=True)
    free = fits[~fits["employee_id"].isin(planned)]
    best = free.sort_values(["fit", "position_id"], ascending=[False, True])
    best = best.drop_duplicates("employee_id").sort_values(
        ["fit", "employee_id"], ascending=[False, True], ignore_index=True
    )
    posts = company.positions.set_index("position_id").loc[best["position_id"]]
    leads = posts["is_management"].fillna(False).astype(bool).to_numpy()
    return best.assign(
        kind=pd.Series(np.where(leads, "management", "specialist"), dtype="str"),
        job_family=posts["job_family"].to_numpy(),
        months=best["months"].mask(best["readiness"] == NOT_ASSESSED),
    )[["employee_id", "position_id", "fit", "fit_low", "fit_high", "months", "kind", "job_family"]]


def _steps_up(company: Company, targets: pd.DataFrame, horizon_days: int) -> list[pd.DataFrame]:
    """List who fits a post without a pool well that lies above the own grade, block by block."""
    options, posts = company.settings.pools, company.positions.sort_values("position_id")
    others = posts[~posts["position_id"].isin(targets["position_id"])].reset_index(drop=True)
    grades = posts.set_index("position_id")["grade"]
    own = company.staff.set_index("employee_id")["position_id"].map(grades)
    found = []
    for first in range(0, len(others), _BLOCK):
        block = others.loc[first : first + _BLOCK - 1, list(POST_COLUMNS)].reset_index(drop=True)
        judged = judge_candidates(
            company, post_demand(company, block, horizon_days=horizon_days),
            least_fit=options.potential_fit, grade_reach=options.grade_reach,
            horizon_days=horizon_days,
        )  # fmt: skip
        fits = pair_table(judged, judged.eligible)
        above = fits["position_id"].map(grades) > fits["employee_id"].map(own)
        found.append(fits[above])
    return found
