"""Choosing the ridge: train on the past of some people, judge by the next year of others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import DataError
from workbench.people.hazard.regression import Link, fit_hazard
from workbench.people.hazard.scores import log_loss_rows

Floats = NDArray[np.float64]
PENALTIES = (1.0, 4.0, 16.0, 64.0, 256.0)


@dataclass(frozen=True)
class PenaltyChoice:
    """The ridge with the least log-loss on later periods of other people.

    ``path`` has one row a penalty: penalty, log_loss (mean of a row), rows, chosen (bool).
    """

    penalty: float
    path: pd.DataFrame


def person_groups(order: Sequence[Floats], *, groups: int) -> NDArray[np.intp]:
    """Deal people into groups by what is known of them, whatever their ids or their order.

    Parameters
    ----------
    order : arrays of shape (n,), what people are sorted by, the first counting most
    groups : number of groups

    Returns
    -------
    array of shape (n,) of 0 to groups - 1

    Examples
    --------
    >>> person_groups([np.array([3.0, 1.0, 2.0])], groups=2).tolist()
    [0, 0, 1]
    """
    place = np.empty(len(order[0]), dtype=np.intp)
    place[np.lexsort(tuple(reversed(order)))] = np.arange(len(order[0]))
    return place % groups


def choose_penalty(
    design: Floats,
    event: NDArray[np.bool_],
    *,
    offset: Floats,
    penalty_weights: Floats,
    group: NDArray[np.intp],
    period: NDArray[np.intp],
    cuts: Sequence[int],
    ahead: int,
    link: Link,
    penalties: Sequence[float] = PENALTIES,
) -> PenaltyChoice:
    """Choose the ridge by cross-validation, ordered in time and grouped by person.

    Parameters
    ----------
    design, event, offset, penalty_weights, link : as in ``fit_hazard``
    group : array of shape (r,), the person's group
    period : array of shape (r,)
    cuts : periods at which the past ends; each fold trains on rows before the cut of people
        outside a group and is judged on rows of the ``ahead`` periods from the cut on of people
        inside it
    ahead : periods to look ahead, >= 1
    penalties : ridges to try, all above 0

    Returns
    -------
    PenaltyChoice; the largest ridge where no fold holds an event on both sides
    """
    strongest = sorted(penalties, reverse=True)
    sums = np.zeros(len(strongest))
    judged = 0
    for cut in cuts:
        for one in np.unique(group):
            train = (period < cut) & (group != one)
            test = (period >= cut) & (period < cut + ahead) & (group == one)
            if not event[train].any() or not test.any():
                continue
            losses = _fold(design, event, offset, penalty_weights, train, test, link, strongest)
            sums += losses
            judged += int(test.sum())
    mean = sums / judged if judged else np.full(len(strongest), np.nan)
    best = int(np.argmin(mean)) if judged else 0
    path = pd.DataFrame({"penalty": strongest, "log_loss": mean, "rows": judged})
    chosen = path.assign(chosen=path.index == best)
    return PenaltyChoice(strongest[best], chosen.iloc[::-1].reset_index(drop=True))


def _fold(
    design: Floats, event: NDArray[np.bool_], offset: Floats, weights: Floats,
    train: NDArray[np.bool_], test: NDArray[np.bool_], link: Link, strongest: Sequence[float],
) -> Floats:  # fmt: skip
    losses, start = np.zeros(len(strongest)), None
    for place, penalty in enumerate(strongest):
        try:
            fit = fit_hazard(
                design[train], event[train], offset=offset[train], penalty=penalty,
                penalty_weights=weights, link=link, start=start, tolerance=1e-7,
            )  # fmt: skip
        except DataError:
            losses[place] = np.inf
            continue
        start = fit.coefficients
        chance = np.clip(fit.hazard(design[test], offset[test]), 1e-12, 1 - 1e-12)
        losses[place] = log_loss_rows(chance, event[test]).sum()
    return losses
