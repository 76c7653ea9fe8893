"""What a selection can be made of; anything else is refused with a sentence."""

import numpy as np
from numpy.typing import NDArray

from workbench.errors import ParameterError

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

# A fit is a mean of parts between 0 and 1; so much it may miss them by for rounding.
NOISE = 1e-9


def check_pairs(
    post: Indices,
    person: Indices,
    fit: Floats,
    ready: Flags,
    capacity: Floats,
    weight: Floats,
    most_per_person: int,
) -> None:
    """Refuse pairs, places and weights that cannot be; arguments as in ``choose``.

    Raises
    ------
    ParameterError
        If arrays do not belong together, a fit is unknown or not in [0, 1], places are not whole, a
        weight is not above 0, a number names no post, or the limit is under 1.
    """
    if not post.shape == person.shape == fit.shape == ready.shape:
        raise ParameterError(
            f"Shapes do not agree: post {post.shape}, person {person.shape}, fit {fit.shape}, "
            f"ready {ready.shape}. Give one entry a pair in each."
        )
    if capacity.shape != weight.shape:
        raise ParameterError(
            f"Shapes do not agree: capacity {capacity.shape}, weight {weight.shape}. Give one "
            "entry a post in each."
        )
    if most_per_person < 1 or most_per_person % 1:
        raise ParameterError(
            f"pools_per_person: found {most_per_person}. Allowed: 1 or more, a whole number."
        )
    if not (np.isfinite(capacity) & (capacity >= 0) & (capacity % 1 == 0)).all():
        raise ParameterError("The places of a post are not a whole number, 0 or more. Mend them.")
    if not (np.isfinite(weight) & (weight > 0)).all():
        raise ParameterError("The weight of a post is not a number above 0. Mend it.")
    if not np.isfinite(fit).all():
        raise ParameterError("The fit of a pair is unknown. Leave such pairs out.")
    if not ((fit >= -NOISE) & (fit <= 1 + NOISE)).all():
        wrong = fit[np.argmax(np.abs(fit - 0.5))]
        raise ParameterError(f"The fit of a pair is {wrong:g}. Allowed: 0 to 1. Scale it.")
    if len(post) and not (person.min() >= 0 <= post.min() and post.max() < len(capacity)):
        raise ParameterError(
            f"A pair names a post or a person that is none. Allowed: posts 0 to "
            f"{len(capacity) - 1}, people from 0."
        )


def check_locked(
    post: Indices, person: Indices, held: Flags, places: Indices, most_per_person: int
) -> None:
    """Refuse pairs that come twice, and locked ones that break places or the limit of a person.

    Pairs are sorted by post and person.

    Raises
    ------
    ParameterError
        If one does.
    """
    if ((np.diff(post) == 0) & (np.diff(person) == 0)).any():
        raise ParameterError("A pair of post and person comes twice. Give each pair once.")
    if (np.bincount(post[held], minlength=len(places)) > places).any():
        raise ParameterError("More people are locked at a post than it has places. Unlock some.")
    if held.any() and np.bincount(person[held]).max() > most_per_person:
        raise ParameterError("A person is locked at more posts than allowed. Unlock some.")
