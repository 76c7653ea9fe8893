"""One post after another: fit, months to readiness, levels and parts of the people looked at."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.fit import FitInputs, fit_to_post
from workbench.people.levels import Levels, level_gaps
from workbench.people.readiness import NOT_ASSESSED, estimate_readiness
from workbench.pools.evaluation.parts import fit_parts

Indices = NDArray[np.intp]


def judged_post(
    company: Company, inputs: FitInputs, post: int, people: Indices
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Judge people for one post.

    Parameters
    ----------
    company : pace of development and least part assessed, from the settings
    inputs : from ``fit_inputs``
    post : number of the post
    people : int array (N,), numbers of the people

    Returns
    -------
    Three tables with a column person (its number): the whole, the levels and the parts; see
    ``Evaluation.people``, ``levels`` and ``parts``
    """
    fit, competency, _ = fit_to_post(inputs, post, people)
    whole = {
        "person": people, "fit": fit.point, "fit_low": fit.low, "fit_high": fit.high,
        "known_share": fit.known_share, "months": np.nan, "months_p10": np.nan,
        "months_p90": np.nan, "readiness": NOT_ASSESSED,
    }  # fmt: skip
    levels = pd.DataFrame({"person": people[:0]})
    if inputs.levels is not None and competency is not None:
        own = inputs.levels.of(np.array([post]), people)
        ready = estimate_readiness(company, own, competency.known_share[:, None])
        for name in ("months", "months_p10", "months_p90"):
            whole[name] = getattr(ready, name)[:, 0]
        whole["readiness"] = ready.label[:, 0]
        levels = _level_rows(own, people)
    return pd.DataFrame(whole), levels, fit_parts(inputs, post, people)


def _level_rows(levels: Levels, people: Indices) -> pd.DataFrame:
    """List what one post asks for and each of its people holds, the most important first."""
    required, weight = levels.required[0], levels.weight[0]
    asked = np.flatnonzero(required > 0)
    ids = np.array(levels.competency_ids, dtype=object)
    asked = asked[np.lexsort((ids[asked].astype(str), -required[asked], -weight[asked]))]
    held = levels.held[:, asked]
    gap, low, high = level_gaps(np.broadcast_to(required[asked], held.shape), held)
    size = len(people)
    return pd.DataFrame(
        {
            "person": np.repeat(people, len(asked)),
            "competency_id": pd.Series(np.tile(ids[asked], size), dtype="str"),
            "competency": pd.Series(np.tile(ids[asked], size), dtype="str"),
            "importance": np.tile(weight[asked], size),
            "required": np.tile(required[asked], size),
            "held": held.ravel(),
            "gap": gap.ravel(),
            "gap_low": low.ravel(),
            "gap_high": high.ravel(),
        }
    )


def joined_rows(
    frames: list[pd.DataFrame], people: tuple[str, ...], posts: tuple[str, ...]
) -> pd.DataFrame:
    """Put the tables of the posts below one another, with ids in the place of numbers."""
    if not frames:
        return pd.DataFrame(columns=["position_id", "employee_id"])
    sizes = [len(frame) for frame in frames]
    joined = pd.concat(frames, ignore_index=True)
    person = joined.pop("person").to_numpy(dtype=np.intp)
    who = np.array(people, dtype=object)[person]
    joined.insert(0, "employee_id", pd.Series(who, dtype="str"))
    joined.insert(0, "position_id", pd.Series(np.repeat(posts, sizes), dtype="str"))
    return joined


def with_dates(whole: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Turn months to readiness into dates; an unknown month has none."""
    if "months" not in whole:
        return whole
    dates = {
        name.replace("months", "ready_on"): as_of
        + pd.to_timedelta((whole[name] * DAYS_PER_MONTH).round(), unit="D")
        for name in ("months", "months_p10", "months_p90")
    }
    return whole.assign(**dates)
