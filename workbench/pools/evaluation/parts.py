"""What the fit of people to a post is made of: parts and weights that add up to it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.people.bounded import Bounded
from workbench.people.fit import FitInputs, fit_to_post, overall_fit

Floats = NDArray[np.float64]

COMPETENCY, PERFORMANCE, MATCH = "competency", "performance", "match"
COLUMNS = (
    "part", "value", "low", "high", "known_share", "weight", "weight_of_bounds", "adds",
    "adds_low", "adds_high",
)  # fmt: skip


def part_weights(
    parts: list[Bounded], weights: list[Floats | float], *, weak: int | None = None
) -> list[tuple[Floats, Floats]]:
    """Weight of each part in the fit, and in its bounds, by the rule of ``overall_fit`` itself.

    Parameters
    ----------
    parts, weights, weak : as ``overall_fit`` takes them

    Returns
    -------
    For each part two arrays: its weight in the point, 0 where the part is unknown and NaN where
    there is no point; and its weight in the bounds. Each sums to 1 over the parts.

    Notes
    -----
    The fit is linear in the parts that are known. So the weight of a part is the fit of somebody
    who has that part in full and nothing of the others.

    Examples
    --------
    >>> known, unknown = (
    ...     Bounded(*(np.array([end]) for end in ends))
    ...     for ends in ((0.9, 0.9, 0.9, 1.0), (np.nan, 0.0, 1.0, 0.0))
    ... )
    >>> [pair[0].item() for pair in part_weights([known, unknown], [0.75, 0.25])]
    [1.0, 0.0]
    >>> [pair[1].item() for pair in part_weights([known, unknown], [0.75, 0.25])]
    [0.75, 0.25]
    """
    found = []
    for own in range(len(parts)):
        full = [_constant(part, float(place == own)) for place, part in enumerate(parts)]
        fit = overall_fit(full, weights, weak=weak)
        found.append((fit.point, fit.low))
    return found


def _constant(part: Bounded, value: float) -> Bounded:
    """Give a part the same value wherever it is known, and in its bounds."""
    ends = np.full(part.point.shape, value)
    return Bounded(np.where(np.isnan(part.point), np.nan, value), ends, ends, ends)


def fit_parts(inputs: FitInputs, post: int, people: NDArray[np.intp]) -> pd.DataFrame:
    """List the parts of the fit of some people to one post.

    Parameters
    ----------
    inputs : from ``fit_inputs``
    post : number of the post
    people : int array (N,), numbers of the people

    Returns
    -------
    DataFrame of N rows a part with person (number), part (competency, performance, match), value,
    low, high, known_share (in [0, 1]; value NaN where unknown), weight and weight_of_bounds (see
    ``part_weights``), adds, adds_low and adds_high (value and bounds times their weight). Over the
    parts of a person these add up to the fit and its bounds; a part whose table is absent has no
    row, and has no weight in the fit.
    """
    rows, weights = _parts(inputs, post, people)
    names, parts = list(rows), list(rows.values())
    weak = names.index(MATCH) if MATCH in rows else None
    frames = [pd.DataFrame(columns=["person", *COLUMNS])] if not parts else []
    for name, part, (weight, bounds) in zip(
        names, parts, part_weights(parts, weights, weak=weak) if parts else [], strict=True
    ):
        frame = pd.DataFrame(
            {"person": people, "part": name, "value": part.point, "low": part.low,
             "high": part.high, "known_share": part.known_share, "weight": weight,
             "weight_of_bounds": bounds}
        )  # fmt: skip
        adds = (frame["weight"] * frame["value"]).mask(frame["weight"] == 0, 0.0)
        frames.append(
            frame.assign(
                adds=adds,
                adds_low=frame["weight_of_bounds"] * frame["low"],
                adds_high=frame["weight_of_bounds"] * frame["high"],
            )
        )
    return pd.concat(frames, ignore_index=True).astype({"part": "str"})


def _parts(
    inputs: FitInputs, post: int, people: NDArray[np.intp]
) -> tuple[dict[str, Bounded], list[Floats | float]]:
    """Give the parts whose tables are given, with their weights from the settings."""
    _, competency, match = fit_to_post(inputs, post, people)
    rated = None if inputs.performance is None else inputs.performance.of(people)
    wished = inputs.wanted is not None and bool((~np.isnan(inputs.wanted[post])).any())
    given = {
        COMPETENCY: (competency, inputs.weights.competency),
        PERFORMANCE: (rated, inputs.weights.performance),
        MATCH: (match if wished else None, inputs.weights.match),
    }
    kept = {name: (part, weight) for name, (part, weight) in given.items() if part is not None}
    return {name: part for name, (part, _) in kept.items()}, [w for _, w in kept.values()]
