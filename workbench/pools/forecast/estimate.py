"""Yearly moves between grades from few person-years, and whether time in the grade matters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2, chi2_contingency

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
PRIOR_PERSON_YEARS = 5.0
LEAST_PERSON_YEARS = 20.0


@dataclass(frozen=True)
class Moves:
    """Estimated shares of the people of S grades after a year.

    Parameters
    ----------
    shares : array (S, S + 1), each row sums to 1; the last column has left
    weight : array (S, S + 1), parameters of the Dirichlet distribution of each row
    own : bool array (S,), whether the row rests on its own person-years as well; elsewhere it is
        the estimate of all grades
    """

    shares: Floats
    weight: Floats
    own: Flags


@dataclass(frozen=True)
class MarkovTest:
    """Whether the moves of a year depend on the time already spent in the grade.

    Parameters
    ----------
    statistic : likelihood-ratio statistic G^2; NaN where no grade can be tested
    degrees : its degrees of freedom
    p_value : chance of one at least as large if the time did not matter; NaN where not tested
    grades : grades that could be tested
    """

    statistic: float
    degrees: int
    p_value: float
    grades: int


def pooled_steps(counts: Floats) -> Floats:
    """Shares of all grades together by the number of grades moved, laid out for each grade.

    Parameters
    ----------
    counts : array (S, S + 1), person-years by grade before and after; the last column has left

    Returns
    -------
    array (S, S + 1), rows sum to 1. A step that would lead past the first or the last grade is
    staying. NaN where nothing was counted at all.

    Examples
    --------
    >>> counts = np.array([[6.0, 2.0, 2.0], [0.0, 9.0, 1.0]])
    >>> pooled_steps(counts).round(2).tolist()
    [[0.75, 0.1, 0.15], [0.0, 0.85, 0.15]]
    """
    size, total = len(counts), counts.sum()
    if total == 0:
        return np.full_like(counts, np.nan)
    left = np.full((size, 1), counts[:, size].sum())
    return np.hstack([_by_steps(counts[:, :size]), left]) / total


def pooled_classes(counts: Floats) -> Floats:
    """Give the shares of all grades together, for people new in their grade and long in it.

    Parameters
    ----------
    counts : array (2 S, 2 S + 1), person-years by grade and class of time in it, see
        ``PersonYears.by_class``

    Returns
    -------
    array (2 S, 2 S + 1), rows sum to 1, as in ``pooled_steps`` within each class. A class without
    person-years takes the shares of the other, ending long in the grade where it stays.
    """
    size = len(counts) // 2
    shares = np.zeros_like(counts)
    for kind in range(2):
        own = counts[kind * size : (kind + 1) * size]
        total = own.sum()
        rows = slice(kind * size, (kind + 1) * size)
        if total == 0:
            merged = counts[:size] + counts[size:]
            joined = merged[:, :size] + merged[:, size:-1]
            plain = pooled_steps(np.hstack([joined, merged[:, -1:]]))
            shares[rows, size:] = plain
            continue
        shares[rows, :size] = _by_steps(own[:, :size]) / total
        shares[rows, size:-1] = _by_steps(own[:, size:-1]) / total
        shares[rows, -1] = own[:, -1].sum() / total
    return shares


def _by_steps(counts: Floats) -> Floats:
    """Sum counts by the number of grades moved and lay the sums out for each grade."""
    size = len(counts)
    steps = np.arange(size)[None, :] - np.arange(size)[:, None]
    sums = np.zeros_like(counts)
    for step in range(1 - size, size):
        number = counts[steps == step].sum()
        for before in range(size):
            after = before + step
            sums[before, after if 0 <= after < size else before] += number
    return sums


def shrunk_moves(
    counts: Floats,
    *,
    pooled: Floats | None = None,
    prior: float = PRIOR_PERSON_YEARS,
    least: float = LEAST_PERSON_YEARS,
) -> Moves:
    """Estimate the moves of a year, each grade drawn towards all grades together.

    Parameters
    ----------
    counts : array (S, S + 1), person-years, see ``pooled_steps``
    pooled : array (S, S + 1), the estimate of all grades; None takes ``pooled_steps``
    prior : person-years the estimate of all grades counts for in each row, > 0
    least : person-years below which a row is the estimate of all grades alone

    Returns
    -------
    Moves

    Notes
    -----
    Multinomial counts with a Dirichlet prior of mean ``pooled_steps`` and weight ``prior``: the
    posterior is Dirichlet(counts + prior x pooled), its mean the share shown. Source: Gelman et al.
    (2013), Bayesian Data Analysis, section 3.4.

    Examples
    --------
    >>> counts = np.array([[60.0, 20.0, 20.0], [0.0, 9.0, 1.0]])
    >>> moves = shrunk_moves(counts)
    >>> moves.own.tolist(), moves.shares.sum(axis=1).round(6).tolist()
    ([True, False], [1.0, 1.0])
    """
    pooled = pooled_steps(counts) if pooled is None else pooled
    own = counts.sum(axis=1) >= least
    weight = prior * pooled + np.where(own[:, None], counts, 0.0)
    return Moves(weight / weight.sum(axis=1, keepdims=True), weight, own)


def time_in_state_test(by_time: Floats) -> MarkovTest:
    """Test whether people new in a grade and people long in it move alike.

    Parameters
    ----------
    by_time : array (T, S, S + 1), person-years by class of time in the grade, grade before, and
        grade after

    Returns
    -------
    MarkovTest

    Notes
    -----
    For each grade a likelihood-ratio test of independence of class and outcome, over the classes
    and outcomes that occur; statistics and degrees of freedom are added up. Source: Anderson and
    Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28.

    Examples
    --------
    >>> new = np.array([[40.0, 10.0]])
    >>> long = np.array([[20.0, 30.0]])
    >>> test = time_in_state_test(np.array([new, long]))
    >>> round(test.statistic, 2), test.degrees, test.p_value < 0.001
    (17.26, 1, True)
    """
    statistic, degrees, tested = 0.0, 0, 0
    for state in range(by_time.shape[1]):
        table = by_time[:, state, :]
        table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
        if min(table.shape) < 2:
            continue
        result = chi2_contingency(table, correction=False, lambda_="log-likelihood")
        statistic, degrees = statistic + float(result.statistic), degrees + int(result.dof)
        tested += 1
    if not tested:
        return MarkovTest(float("nan"), 0, float("nan"), 0)
    return MarkovTest(statistic, degrees, float(chi2.sf(statistic, degrees)), tested)
