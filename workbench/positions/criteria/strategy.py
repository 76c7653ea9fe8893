"""How much a post carries the goals of the company, by way of its key result areas."""

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company, is_needed
from workbench.errors import DataError

Array = NDArray[np.float64]
NOW, LATER, OVER = "now", "later", "no more"
_TOLERANCE = 0.01


def contribution(shares: Array, strengths: Array, goals: Array) -> Array:
    """Give what each key result area carries of a full contribution to the goals.

    Parameters
    ----------
    shares : (r,) part of the post that each area takes up, in [0, 1]
    strengths : (r,) how strongly it supports its goal: 0, 1, 3 or 9
    goals : (r,) share of that goal in all goals, in [0, 1]

    Returns
    -------
    (r,) in [0, 1]; the sum over the areas of a post is its strategic contribution. Missing where
    one of the three is missing.

    Notes
    -----
    c_i = sum_r a_ir sum_k g_k S_rk / 9: a house of quality with the strengths 0, 1, 3, 9 (Akao
    1990), scaled so that a post that does nothing but carry the only goal has 1.

    Examples
    --------
    >>> half = np.array([0.5, 0.5])
    >>> contribution(half, np.array([9.0, 3.0]), np.array([0.4, 0.6])).round(2).tolist()
    [0.2, 0.1]
    """
    return np.asarray(shares * strengths * goals / 9)


def tied_areas(company: Company) -> pd.DataFrame:
    """Give the result areas of open posts with the goal each supports.

    Parameters
    ----------
    company : needs the table result_areas; plan_items where areas name a stage

    Returns
    -------
    DataFrame like result_areas, strength as a number, with use: whether the post is needed now,
    later or no more. A goal that is not given is that of the stage the area works on; where both
    are given, the area's own goal counts.

    Raises
    ------
    DataError
        If there is no table result_areas.
    """
    use = _use(company)
    areas = company.table("result_areas")
    areas = areas[areas["position_id"].isin(use.index)]
    goals = areas["goal_id"]
    if company.has("plan_items"):
        plan = company.table("plan_items").set_index("plan_item_id")["goal_id"]
        goals = goals.fillna(areas["plan_item_id"].map(plan))
    strength = pd.to_numeric(areas["strength"]).astype("float64")
    tied = areas.assign(goal_id=goals, strength=strength, use=areas["position_id"].map(use))
    return tied.reset_index(drop=True)


def _use(company: Company) -> pd.Series:
    """Whether each open post is needed now, later or no more, by position_id."""
    posts = company.positions
    now, over = is_needed(posts, company.as_of), posts["needed_to"] < company.as_of
    words = np.select([now, over], [NOW, OVER], LATER)
    return pd.Series(words, index=posts["position_id"], dtype="str")


def area_parts(company: Company) -> pd.DataFrame:
    """Give what each key result area carries of a full contribution to the goals.

    Parameters
    ----------
    company : needs the tables goals and result_areas

    Returns
    -------
    DataFrame like that of `tied_areas` with described (whether the shares of its post sum to 1 and
    no share or strength of an area with a goal is unknown) and part, in [0, 1]; 0 without a goal.
    A part is missing for all areas of a post that is not described.

    Raises
    ------
    DataError
        If a table is missing or no goal has a weight above 0.
    """
    goals, areas = goal_shares(company), tied_areas(company)
    weight = areas["goal_id"].map(goals)
    part = contribution(areas["share"].to_numpy(), areas["strength"].to_numpy(), weight.to_numpy())
    total = areas["share"].fillna(0).groupby(areas["position_id"]).transform("sum")
    carried = pd.Series(np.where(weight.notna(), part, 0.0), index=areas.index)
    # One unknown area leaves the whole post unknown, so that parts and posts add up to the same.
    known = carried.notna().groupby(areas["position_id"]).transform("all")
    described = ((total - 1).abs() <= _TOLERANCE) & known
    return areas.assign(described=described, part=carried.where(described))


def goal_matrix(company: Company) -> pd.DataFrame:
    """Contribution of every post to every goal, from goals and result areas.

    Parameters
    ----------
    company : needs the tables goals and result_areas

    Returns
    -------
    DataFrame indexed by position_id, one column a goal, in [0, 1]; only open posts with result
    areas. Areas without a goal carry none. Missing for all of a post that is not described, see
    `area_parts`.

    Raises
    ------
    DataError
        If a table is missing or no goal has a weight above 0.
    """
    goals, areas = goal_shares(company), area_parts(company)
    rows, posts = pd.factorize(areas["position_id"], sort=True)
    matrix = np.zeros((len(posts), len(goals)))
    columns = goals.index.get_indexer(pd.Index(areas["goal_id"]))
    serves = columns >= 0
    np.add.at(matrix, (rows[serves], columns[serves]), areas["part"].to_numpy()[serves])
    matrix[rows[~areas["described"]]] = np.nan
    return pd.DataFrame(
        matrix, index=pd.Index(posts, name="position_id"), columns=list(goals.index)
    )


def strategic_contribution(company: Company) -> pd.Series:
    """Give the strategic contribution of each post: its part of a full contribution to the goals.

    A post that does nothing but carry every goal at full strength would have 1. It is no share of
    the goals: several posts carry the same goal, so that the posts may sum to more than 1.

    Returns
    -------
    Series indexed by position_id, in [0, 1], to 13 significant digits, so that equal ones are equal
    exactly, in whatever order or pieces they are given; posts without result areas are absent,
    posts whose areas are not fully described are missing

    Raises
    ------
    DataError
        If the table goals or result_areas is missing or no goal has a weight.
    """
    return area_parts(company).groupby("position_id")["part"].agg(_added)


def _added(parts: pd.Series) -> float:
    """Add up without the errors of binary fractions; missing where one part is."""
    return float(f"{math.fsum(parts):.13g}")


def goal_shares(company: Company) -> pd.Series:
    """Weights of the goals by goal_id, scaled to sum to 1.

    Raises
    ------
    DataError
        If there is no table goals or no goal has a weight above 0.
    """
    weights = company.table("goals").set_index("goal_id")["weight"]
    total = math.fsum(weights.dropna())
    if not total > 0:
        raise DataError("goals.weight: no goal has a weight above 0. Give every goal a weight.")
    return weights / total
