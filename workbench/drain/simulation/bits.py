"""Random numbers that belong to a person: the same on every path in every alternative."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
# A block of the generator holds four numbers.
BLOCK = 4


def stable_key(*words: str) -> int:
    """Make a number of 64 bits from words; it does not depend on order, place or machine.

    Examples
    --------
    >>> stable_key("leaves", "E1") == stable_key("leaves", "E1") != stable_key("leaves", "E2")
    True
    """
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest(), "little")


def random_bits(key: int, *, seed: int, first: int, count: int) -> Bits:
    """Give the numbers ``first`` to ``first + count - 1`` of the sequence of a key.

    Parameters
    ----------
    key : whose sequence it is, see ``stable_key``
    seed : of all sequences, >= 0
    first : a multiple of 4, >= 0
    count : > 0

    Returns
    -------
    uint64 array of shape (count,), each of 64 random bits

    Notes
    -----
    Philox 4x64 of Salmon and others (2011), Parallel random numbers: as easy as 1, 2, 3: the n-th
    number is a function of seed, key and n, so nobody's numbers move when others come or go.

    Examples
    --------
    >>> whole = random_bits(7, seed=1, first=0, count=8)
    >>> (random_bits(7, seed=1, first=4, count=4) == whole[4:]).all().item()
    True
    """
    start = np.random.Philox(
        key=np.array([seed, key], dtype=np.uint64),
        counter=np.array([first // BLOCK, 0, 0, 0], dtype=np.uint64),
    )
    return start.random_raw(count)


def uniforms(bits: Bits) -> Floats:
    """Turn random bits into numbers between 0 and 1, by their upper part."""
    return np.multiply(bits, 2.0**-64)


def normals_of_rest(bits: Bits) -> Floats:
    """Turn the lower half of random bits into standard normals.

    Whether a person leaves is told by the upper half, so the size of the loss is independent.
    """
    return ndtri(((bits & np.uint64(0xFFFFFFFF)) + 0.5) * 2.0**-32)
