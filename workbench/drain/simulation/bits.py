"""Random numbers that belong to a person: the same on every path in every alternative."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
# A block of the generator holds four numbers.
BLOCK = 4
_ALL = 2**64 - 1


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
    # Over the full range these are the raw bits, filled in one go.
    return np.random.Generator(start).integers(0, _ALL, count, dtype=np.uint64, endpoint=True)


def below(chance: Floats) -> Bits:
    """Turn chances into limits: random bits lie below with that chance.

    Examples
    --------
    >>> int(below(np.array(0.5))) == 2**63, int(below(np.array(0.0)))
    (True, 0)
    """
    # The largest number under 2^64 that a float can hold stands for certain.
    return np.minimum(chance * 2.0**64, 2.0**64 - 2048).astype(np.uint64)


def normals_of_rest(bits: Bits) -> Floats:
    """Turn the lower half of random bits into standard normals.

    Whether a person leaves is told by the upper half, so the size of the loss is independent.

    Notes
    -----
    The middle of one of 65,536 equally likely parts; in the outer 256 on each side, where the parts
    are wide, the normal of all 32 bits.
    """
    rest = bits & np.uint64(0xFFFFFFFF)
    part = (rest >> np.uint64(16)).astype(np.intp)
    normal = _PARTS[part]
    far = np.flatnonzero((part < _OUTER) | (part >= len(_PARTS) - _OUTER))
    normal[far] = ndtri((rest[far] + 0.5) * 2.0**-32)
    return normal


_OUTER = 256
_PARTS = ndtri((np.arange(2**16) + 0.5) / 2**16)
