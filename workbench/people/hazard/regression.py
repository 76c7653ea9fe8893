"""Ridge regression of an event in a period, by Newton's method, on bare arrays."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit, log_expit

from workbench.errors import DataError

Floats = NDArray[np.float64]
Link = Literal["cloglog", "logit"]
_MOST_STEPS = 60


@dataclass(frozen=True)
class HazardFit:
    """Coefficients of a discrete-time hazard.

    Attributes
    ----------
    coefficients : array of shape (1 + k,), the intercept first
    covariance : array of shape (1 + k, 1 + k), inverse of the penalised information
    log_likelihood : without the penalty
    effective : array of shape (k,), the part of each column that the ridge leaves; 1 without a
        penalty
    penalty : the ridge it was fitted with
    link : complementary log-log (proportional hazards) or logit
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    effective: Floats
    penalty: float
    link: Link

    @property
    def effective_parameters(self) -> float:
        """Effective degrees of freedom beside the intercept (Gray 1992)."""
        return float(self.effective.sum())

    def index(self, design: Floats, offset: Floats | float = 0.0) -> Floats:
        """Linear predictor of rows of shape (n, k)."""
        return self.coefficients[0] + design @ self.coefficients[1:] + offset

    def hazard(self, design: Floats, offset: Floats | float = 0.0) -> Floats:
        """Chance of the event in each row, in (0, 1)."""
        return _chance(self.index(design, offset), self.link)


def fit_hazard(
    design: Floats,
    event: NDArray[np.bool_],
    *,
    offset: Floats | None = None,
    penalty: float = 0.0,
    penalty_weights: Floats | None = None,
    link: Link = "cloglog",
    start: Floats | None = None,
    tolerance: float = 1e-10,
) -> HazardFit:
    """Fit the chance of an event in a period to covariates known at its start.

    Parameters
    ----------
    design : array of shape (n, k), one row a person and period, without missing values
    event : bool array of shape (n,)
    offset : array of shape (n,), added to the linear predictor; the logarithm of the part of the
        period in which the person was at risk
    penalty : ridge, >= 0: half of it times the weighted sum of squares is taken off
    penalty_weights : array of shape (k,), >= 0; the variances of the columns when None, as if
        they had been standardised
    link : cloglog has the coefficients of a proportional hazards model in continuous time
    start : coefficients to start from, shape (1 + k,)
    tolerance : relative gain of the penalised log-likelihood at which the search ends

    Returns
    -------
    HazardFit

    Raises
    ------
    DataError
        If there is no event or nothing but events, a value is missing, or without a ridge no
        finite coefficients exist (a column separates those who leave from the others).

    Notes
    -----
    Fisher scoring with halved steps. Sources: Prentice and Gloeckler (1978) for the
    complementary log-log hazard; Allison (1982) for person-periods; le Cessie and van
    Houwelingen (1992) for the ridge; Gray (1992) for effective parameters.

    Examples
    --------
    >>> event = np.array([True, False, False, False] * 5)
    >>> fit = fit_hazard(np.zeros((20, 0)), event, link="logit")
    >>> round(float(fit.hazard(np.zeros((1, 0)))[0]), 6)
    0.25
    """
    rows = np.column_stack([np.ones(len(event)), design]).astype(float)
    shift = np.zeros(len(event)) if offset is None else offset
    _refuse(rows, event, shift)
    weights = design.var(axis=0) if penalty_weights is None else penalty_weights
    ridge = penalty * np.concatenate([[0.0], weights])
    at = _starting_point(event, shift, rows.shape[1]) if start is None else start.copy()
    value = _value(rows, event, shift, at, ridge, link)
    for _ in range(_MOST_STEPS):
        score, information = _slopes(rows, event, shift, at, link)
        step = _solve(information + np.diag(ridge), score - ridge * at)
        at, gained = _climb(rows, event, shift, at, step, ridge, link, value)
        value += gained
        if gained <= tolerance * (1.0 + abs(value)):
            break
    else:
        raise DataError(_SEPARATED)
    _, information = _slopes(rows, event, shift, at, link)
    covariance = _inverse(information + np.diag(ridge))
    # Where a column separates, the likelihood goes flat and the standard error without bound.
    scale = np.concatenate([[1.0], design.std(axis=0)])
    if penalty == 0 and (np.sqrt(np.diag(covariance)) * scale).max() > 50:
        raise DataError(_SEPARATED)
    kept = np.diag(covariance @ information)[1:]
    return HazardFit(at, covariance, float(value + _penalty(at, ridge)), kept, penalty, link)


_SEPARATED = (
    "The hazard has no finite coefficients: a column separates those who leave from those who "
    "stay. Leave the column out, or fit with a penalty above 0."
)


def _refuse(rows: Floats, event: NDArray[np.bool_], shift: Floats) -> None:
    if not np.isfinite(rows).all() or not np.isfinite(shift).all():
        raise DataError("A covariate of the hazard is missing or infinite. Fill or drop the row.")
    if not event.any() or event.all():
        raise DataError(
            f"{int(event.sum())} of {len(event)} periods end in an event: a hazard can be fitted "
            "only where some do and some do not."
        )


def _starting_point(event: NDArray[np.bool_], shift: Floats, size: int) -> Floats:
    at = np.zeros(size)
    at[0] = np.log(event.mean()) - float(shift.mean())
    return at


def _chance(index: Floats, link: Link) -> Floats:
    return expit(index) if link == "logit" else -np.expm1(-np.exp(index))


def _value(
    rows: Floats, event: NDArray[np.bool_], shift: Floats, at: Floats, ridge: Floats, link: Link
) -> float:
    index = rows @ at + shift
    if link == "logit":
        terms = np.where(event, log_expit(index), log_expit(-index))
    else:
        rate = np.exp(np.minimum(index, 30.0))
        terms = np.where(event, np.log(np.maximum(-np.expm1(-rate), 1e-300)), -rate)
    return float(terms.sum()) - _penalty(at, ridge)


def _penalty(at: Floats, ridge: Floats) -> float:
    return 0.5 * float(ridge @ at**2)


def _slopes(
    rows: Floats, event: NDArray[np.bool_], shift: Floats, at: Floats, link: Link
) -> tuple[Floats, Floats]:
    index = rows @ at + shift
    if link == "logit":
        chance = expit(index)
        slope, weight = event - chance, chance * (1.0 - chance)
    else:
        rate = np.exp(np.minimum(index, 30.0))
        chance = np.maximum(-np.expm1(-rate), 1e-300)
        slope = np.where(event, rate * np.exp(-rate) / chance, -rate)
        weight = rate**2 * np.exp(-rate) / chance
    scaled = rows * np.sqrt(weight)[:, None]
    return slope @ rows, scaled.T @ scaled


def _solve(matrix: Floats, right: Floats) -> Floats:
    try:
        return np.asarray(cho_solve(cho_factor(matrix), right), dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.lstsq(matrix, right, rcond=None)[0], dtype=np.float64)


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.pinv(matrix, hermitian=True), dtype=np.float64)


def _climb(
    rows: Floats, event: NDArray[np.bool_], shift: Floats, at: Floats, step: Floats,
    ridge: Floats, link: Link, value: float,
) -> tuple[Floats, float]:  # fmt: skip
    """Take the step, or the largest halving of it that does not lose."""
    for _ in range(30):
        gained = _value(rows, event, shift, at + step, ridge, link) - value
        if gained >= 0:
            return at + step, gained
        step = step / 2
    return at, 0.0
