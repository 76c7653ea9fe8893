"""How well a person fits a post, with honest bounds where something was never assessed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.bounded import Bounded, as_row, bounded_mean, nothing_known, side_by_side
from workbench.people.levels import Levels, competency_levels, grid
from workbench.settings.pools import MOST_TRAIT_SHARE, FitWeights

Floats = NDArray[np.float64]
RATING_ENDS = (1.0, 5.0)


def competency_fit(required: Floats, weight: Floats, held: Floats) -> Bounded:
    """Fit of people to posts by competency; what is above the requirement never fills a gap.

    Parameters
    ----------
    required : array (P, K), levels from 0; NaN where not asked for
    weight : array (P, K), importance, >= 0; read only where a level is required
    held : array (C, K), levels from 0; NaN where never assessed

    Returns
    -------
    Bounded of shape (C, P). A missing assessment is unknown: the low bound takes it as level 0,
    the high bound as fully met, the point leaves it out. A post without requirements has no
    point and the bounds 0 and 1.

    Notes
    -----
    1 - sum_k u_k max(0, R_k - L_k) / sum_k u_k R_k, with R required, L held, u weight.

    Examples
    --------
    >>> needs, weight = np.array([[4.0, 2.0]]), np.array([[1.0, 1.0]])
    >>> people = np.array([[3.0, 5.0], [3.0, np.nan]])
    >>> fit = competency_fit(needs, weight, people)
    >>> fit.point.round(3).ravel().tolist()
    [0.833, 0.75]
    >>> fit.low.round(3).ravel().tolist(), fit.high.round(3).ravel().tolist()
    ([0.833, 0.5], [0.833, 0.833])
    """
    columns = [_fit_to_post(*post, held) for post in zip(required, weight, strict=True)]
    return side_by_side(columns, len(held))


def _fit_to_post(required: Floats, weight: Floats, held: Floats) -> Bounded:
    asked = np.flatnonzero(required > 0)
    met_share = np.minimum(held[:, asked] / required[asked], 1.0)
    return bounded_mean(met_share, weight[asked] * required[asked])


def trait_match(wanted: Floats, shown: Floats) -> Bounded:
    """Mean closeness of people's traits to the profiles of posts, both on scales from 0 to 1.

    Parameters
    ----------
    wanted : array (P, T); NaN where the post has no wish
    shown : array (C, T); NaN where unknown

    Returns
    -------
    Bounded of shape (C, P): mean of 1 - |wanted - shown|. A trait that was never shown is at worst
    at the end of the scale farther from the wish, at a closeness of 1 - max(wish, 1 - wish).

    Examples
    --------
    >>> trait_match(np.array([[0.8, 0.5]]), np.array([[0.6, 0.5]])).point.round(2).tolist()
    [[0.9]]
    """
    columns = []
    for profile in wanted:
        wish = profile[~np.isnan(profile)]
        closeness = 1 - np.abs(shown[:, ~np.isnan(profile)] - wish)
        worst = 1 - np.maximum(wish, 1 - wish)
        columns.append(bounded_mean(closeness, np.ones(1), worst=worst))
    return side_by_side(columns, len(shown))


def performance_value(ratings: Floats) -> Bounded:
    """Mean rating of the years on the described scale: 1 becomes 0, 5 becomes 1.

    Parameters
    ----------
    ratings : array (C, Y), ratings from 1 to 5; NaN for a year without one

    Returns
    -------
    Bounded of shape (C,)

    Examples
    --------
    >>> performance_value(np.array([[4.0, 3.0], [5.0, np.nan]])).point.tolist()
    [0.625, 1.0]
    """
    low, high = RATING_ENDS
    return bounded_mean((ratings - low) / (high - low), np.ones(1))


def overall_fit(
    parts: Sequence[Bounded], weights: Sequence[Floats | float], *, weak: int | None = None
) -> Bounded:
    """Weighted fit over its parts; a part that is only partly known widens the bounds.

    Parameters
    ----------
    parts : Bounded arrays that broadcast to one shape
    weights : weight of each part, a number or an array that broadcasts to the same shape
    weak : place of the part on weak evidence (traits): its weight is cut to 15 % of the weights in
        force, which are those of the known parts for the point and those of all parts for the rest

    Returns
    -------
    Bounded; the point is the weighted mean of the parts that have one, NaN where only the weak
    part has one

    Examples
    --------
    >>> known = Bounded(*(np.array([x]) for x in (0.9, 0.9, 0.9, 1.0)))
    >>> unknown = Bounded(*(np.array([x]) for x in (np.nan, 0.0, 1.0, 0.0)))
    >>> fit = overall_fit([known, unknown], [0.75, 0.25])
    >>> [x.round(3).item() for x in (fit.point, fit.low, fit.high, fit.known_share)]
    [0.9, 0.675, 0.925, 0.75]
    """
    shape = np.broadcast_shapes(*(part.point.shape for part in parts))
    weight = np.stack([np.broadcast_to(weight, shape) for weight in weights], axis=-1)

    def mean_of(name: str) -> Floats:
        values = [np.broadcast_to(getattr(part, name), shape) for part in parts]
        value = np.stack(values, axis=-1)
        return bounded_mean(value, _cut(weight * ~np.isnan(value), weak)).point

    nothing = _cut(weight, weak).sum(axis=-1) == 0
    return Bounded(
        mean_of("point"),
        np.where(nothing, 0.0, mean_of("low")),
        np.where(nothing, 1.0, mean_of("high")),
        np.where(nothing, 0.0, mean_of("known_share")),
    )


def _cut(weight: Floats, weak: int | None) -> Floats:
    """Cut the weight of the weak part, so that it has at most its share of the sum."""
    if weak is None:
        return weight
    others = np.delete(weight, weak, axis=-1).sum(axis=-1)
    most = others * MOST_TRAIT_SHARE / (1.0 - MOST_TRAIT_SHARE)
    cut = weight.copy()
    cut[..., weak] = np.minimum(weight[..., weak], most)
    return cut


@dataclass(frozen=True)
class Fit:
    """Fit of C people to P posts: the whole and its parts (absent parts are None)."""

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    overall: Bounded
    competency: Bounded | None
    performance: Bounded | None
    match: Bounded | None


@dataclass(frozen=True)
class FitInputs:
    """What the fit of C people to P posts is made of, gathered once; absent parts are None.

    Parameters
    ----------
    weights : the weights of the parts
    levels : what posts ask for and people hold
    performance : Bounded (C,)
    wanted, shown : traits, arrays (P, T) and (C, T); NaN where there is no wish, or unknown
    """

    weights: FitWeights
    levels: Levels | None
    performance: Bounded | None
    wanted: Floats | None
    shown: Floats | None


def fit_inputs(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> FitInputs:
    """Gather what ``fit_to_post`` reads; see ``assess_fit``."""
    levels = performance = wanted = shown = None
    if company.has("requirements", "assessments"):
        levels = competency_levels(company, position_ids, employee_ids)
    if company.has("performance"):
        performance = performance_value(recent_ratings(company, employee_ids))
    if company.has("position_traits", "employee_traits"):
        wanted, shown = _traits(company, position_ids, employee_ids)
    return FitInputs(company.settings.pools.fit_weights, levels, performance, wanted, shown)


def fit_to_post(
    inputs: FitInputs, post: int, people: NDArray[np.intp]
) -> tuple[Bounded, Bounded | None, Bounded | None]:
    """Fit of some people to one post: the whole, by competency, and by traits.

    Parameters
    ----------
    inputs : from ``fit_inputs``
    post : number of the post
    people : int array (N,), numbers of the people

    Returns
    -------
    Bounded of shape (N,), None where a part is absent
    """
    weights, levels = inputs.weights, inputs.levels
    competency = match = None
    traits: tuple[Bounded, float] = (nothing_known(people.shape), 0.0)
    parts: list[tuple[Bounded, float]] = []
    if levels is not None:
        competency = _fit_to_post(levels.required[post], levels.weight[post], levels.held[people])
        parts.append((competency, weights.competency))
    if inputs.performance is not None:
        parts.append((inputs.performance.of(people), weights.performance))
    if inputs.wanted is not None and inputs.shown is not None:
        wish = inputs.wanted[post : post + 1]
        match = as_row(trait_match(wish, inputs.shown[people]))
        traits = (match, weights.match * float((~np.isnan(wish)).any()))
    rows = [traits, *parts]
    whole = overall_fit([part for part, _ in rows], [weight for _, weight in rows], weak=0)
    return whole, competency, match


def assess_fit(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> Fit:
    """Fit of each person to each post from competency, two years of performance, and traits.

    Parameters
    ----------
    company : the weights come from ``company.settings.pools.fit_weights``
    position_ids, employee_ids : whom to look at, in the order wanted

    Returns
    -------
    Fit. A part whose table is absent has no weight at all; a post without a wish about traits is
    judged without them; whatever else is missing widens the bounds and is never read as zero.
    Traits carry at most 15 % of the weights in force, and alone they are no fit.
    Dates of birth and the attributes of the fairness audit are not read.
    """
    inputs = fit_inputs(company, position_ids, employee_ids)
    people = np.arange(len(employee_ids))
    columns = [fit_to_post(inputs, post, people) for post in range(len(position_ids))]
    whole, competency, match = (
        side_by_side([column[part] or nothing_known(people.shape) for column in columns],
                     len(people))
        for part in range(3)
    )  # fmt: skip
    return Fit(
        position_ids, employee_ids, whole,
        competency if inputs.levels is not None else None, inputs.performance,
        match if inputs.wanted is not None else None,
    )  # fmt: skip


def recent_ratings(company: Company, employee_ids: tuple[str, ...]) -> Floats:
    """Ratings of the last two complete calendar years before ``as_of``, the latest first.

    Returns
    -------
    array (C, 2), ratings from 1 to 5; NaN for a year without a rating
    """
    years = pd.Index([company.as_of.year - 1.0, company.as_of.year - 2.0])
    people = pd.Index(employee_ids, dtype="str")
    return grid(company.table("performance"), "employee_id", "year", "rating", people, years)


def _traits(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> tuple[Floats, Floats]:
    wishes, shown = company.table("position_traits"), company.table("employee_traits")
    traits = pd.Index(sorted(set(wishes["trait"])), dtype="str")
    posts, people = pd.Index(position_ids, dtype="str"), pd.Index(employee_ids, dtype="str")
    return (
        grid(wishes, "position_id", "trait", "value", posts, traits),
        grid(shown, "employee_id", "trait", "value", people, traits),
    )
