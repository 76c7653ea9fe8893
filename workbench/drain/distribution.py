"""The exact distribution of the total loss and each post's part in it.

Given the state, the total is a sum of independent amounts, so its transform is a product:
prod_i (1 - p_i + p_i f^_i). Products are mixed over the states and turned back once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.drain.states import States

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
_BLOCK = 100_000


def loss_probabilities(states: States, severities: Floats) -> Floats:
    """Probabilities of the total loss on the grid.

    Parameters
    ----------
    states : weights of shape (s,) and leave probabilities of shape (s, n)
    severities : array of shape (n, cells), row i holds the probabilities of the loss 0, 1, 2, ...
        steps if person i leaves; rows sum to 1

    Returns
    -------
    array of shape (2 cells,), sums to 1; zero padding to twice the length keeps the tail from
    wrapping round, and the mass in the last cells tells whether the grid was long enough

    Examples
    --------
    >>> one_step = np.tile([0.0, 1.0], (2, 1))
    >>> coin = States(np.ones(1), np.array([[0.5, 0.5]]))
    >>> loss_probabilities(coin, one_step).round(12).tolist()
    [0.25, 0.5, 0.25, 0.0]
    """
    length = 2 * severities.shape[1]
    transforms = np.fft.rfft(severities, length)
    mixed = np.empty(transforms.shape[1], dtype=complex)
    for part in _blocks(*transforms.shape):
        mixed[part] = _mixed_product(states, transforms[:, part] - 1.0)
    return np.maximum(np.fft.irfft(mixed, length), 0.0)


def leaver_count_probabilities(states: States) -> Floats:
    """Probabilities that 0, 1, ..., n of the n people leave (a mixed Poisson-binomial).

    Parameters
    ----------
    states : weights of shape (s,) and leave probabilities of shape (s, n)

    Returns
    -------
    array of shape (n + 1,), sums to 1

    Notes
    -----
    Hong (2013), On computing the distribution function for the Poisson binomial distribution:
    the transform form, here mixed over the states.

    Examples
    --------
    >>> leaver_count_probabilities(States(np.ones(1), np.array([[0.5, 0.5]]))).round(12).tolist()
    [0.25, 0.5, 0.25]
    """
    people = states.probabilities.shape[1]
    one_each = np.tile([0.0, 1.0], (people, 1))
    # One spare cell: a series of length 1 cannot be turned back.
    mixed = _mixed_product(states, np.fft.rfft(one_each, people + 2) - 1.0)
    return np.maximum(np.fft.irfft(mixed, people + 2), 0.0)[: people + 1]


def tail_contributions(states: States, severities: Floats, tail_weights: Floats) -> Floats:
    """Each person's part of a tail expectation, E[L_i w(L)].

    Parameters
    ----------
    states : weights of shape (s,) and leave probabilities of shape (s, n)
    severities : array of shape (n, cells)
    tail_weights : array of shape (2 cells,), weight of each total loss; for the expected
        shortfall see ``shortfall_weights``

    Returns
    -------
    array of shape (n,), in steps; sums to E[L w(L)] (Euler: Tasche 1999)

    Notes
    -----
    The transform of E[L_i 1{L = x}] is p_i times the transform of y f_i(y) times the product
    over the others, taken as prefix times suffix product so that nothing is divided by zero. The
    sum over x against the weights is taken in the transform domain (Parseval).

    Examples
    --------
    >>> one_step = np.tile([0.0, 1.0], (2, 1))
    >>> coin = States(np.ones(1), np.array([[0.5, 0.5]]))
    >>> tail_contributions(coin, one_step, np.ones(4)).round(12).tolist()
    [0.5, 0.5]
    """
    people, cells = severities.shape
    length = 2 * cells
    transforms = np.fft.rfft(severities, length)
    sized = np.fft.rfft(severities * np.arange(cells), length)
    weights = np.conj(np.fft.rfft(tail_weights, length)) * _full_count(length)
    total = np.zeros(people)
    for part in _blocks(*transforms.shape):
        others = _products_of_others(states, transforms[:, part] - 1.0)
        total += np.real(others * sized[:, part]) @ np.real(weights[part])
        total -= np.imag(others * sized[:, part]) @ np.imag(weights[part])
    return total / length


def _full_count(length: int) -> Floats:
    """How often each half-spectrum frequency stands in the full spectrum of a real series."""
    count = np.full(length // 2 + 1, 2.0)
    count[0] = 1.0
    if length % 2 == 0:
        count[-1] = 1.0
    return count


def _blocks(people: int, frequencies: int) -> Iterator[slice]:
    width = max(1, _BLOCK // max(people, 1))
    return (slice(start, start + width) for start in range(0, frequencies, width))


def _mixed_product(states: States, centred: Complexes) -> Complexes:
    mixed = np.zeros(centred.shape[1], dtype=complex)
    for weight, probability in zip(states.weights, states.probabilities, strict=True):
        mixed += weight * np.prod(1.0 + probability[:, None] * centred, axis=0)
    return mixed


def _products_of_others(states: States, centred: Complexes) -> Complexes:
    """Sum over the states of weight x p_i x product over all j other than i."""
    mixed = np.zeros(centred.shape, dtype=complex)
    for weight, probability in zip(states.weights, states.probabilities, strict=True):
        factors = 1.0 + probability[:, None] * centred
        before, after = np.ones_like(factors), np.ones_like(factors)
        # Row by row: a running product along the first axis would stride through memory.
        for row in range(1, len(factors)):
            np.multiply(before[row - 1], factors[row - 1], out=before[row])
            np.multiply(after[-row], factors[-row], out=after[-row - 1])
        before *= after
        before *= (weight * probability)[:, None]
        mixed += before
    return mixed
