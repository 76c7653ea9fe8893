"""Count how often the order of other posts changes when a post is removed or added, by method.

Run with ``.venv/bin/python benchmarks/rank_reversal.py``; it takes a few seconds.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from workbench.mcda.aggregate import dimension_values, power_mean
from workbench.mcda.anchors import anchored
from workbench.mcda.inputs import unit
from workbench.mcda.orders import first_places
from workbench.mcda.promethee import promethee
from workbench.mcda.topsis import topsis
from workbench.mcda.vikor import vikor

Array = NDArray[np.float64]
Method = Callable[[Array, Array], Array]

SEED, FIRMS, POSTS, CRITERIA, TOP = 20261125, 500, 60, 12, 8
GROUPS = np.arange(CRITERIA) // 3  # four dimensions of three criteria
LEAST_CRITICAL = 10


def ratings(rng: np.random.Generator, posts: int) -> Array:
    """Ratings 1 to 5 of posts on all criteria; any two criteria correlate by about a half."""
    common, own = rng.standard_normal((posts, 1)), rng.standard_normal((posts, CRITERIA))
    return np.clip(np.round(3 + (common + own) / 2**0.5), 1, 5)


def product(exponent: float) -> Method:
    """Score of the workbench: fixed ends, means inside dimensions, a power mean across."""

    def score(rated: Array, weights: Array) -> Array:
        across = np.bincount(GROUPS, weights)
        values = anchored(rated, low=1, high=5)
        levels = dimension_values(values, weights, GROUPS, len(across))
        return np.asarray(power_mean(levels, across, exponent=exponent, floor=0.05))

    return score


METHODS: dict[str, Method] = {
    "TOPSIS, vector normalisation": topsis,
    "VIKOR": lambda rated, weights: -vikor(rated, weights).compromise,
    "PROMETHEE II, linear, q = 0.5, p = 2": lambda rated, weights: (
        promethee(rated, weights, preference="linear", q=0.5, p=2).net
    ),
    "weighted sum, scaled by the sample": lambda rated, weights: unit(rated) @ weights,
    "score of the workbench, exponent 1": product(1.0),
    "score of the workbench, exponent 0": product(0.0),
}


def firms(count: int, seed: int = SEED) -> list[tuple[Array, Array, int, Array]]:
    """Draw firms: ratings, weights, the row that is removed, the row that is added."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(count):
        rated = ratings(rng, POSTS)
        weights = rng.dirichlet(np.full(CRITERIA, 5.0))
        removed = rng.choice(np.argsort(rated @ weights, kind="stable")[:LEAST_CRITICAL])
        drawn.append((rated, weights, int(removed), ratings(rng, 1)))
    return drawn


def flips(before: Array, after: Array) -> bool:
    """Whether two posts stand the other way round; ties that appear or vanish do not count."""
    first = np.sign(np.round(before[:, None] - before, 9))
    second = np.sign(np.round(after[:, None] - after, 9))
    return bool((first * second < 0).any())


def other_top(before: Array, after: Array) -> bool:
    """Whether other posts are among the first eight."""
    sets = [set(first_places(np.round(scores, 9), TOP).tolist()) for scores in (before, after)]
    return sets[0] != sets[1]


def changes(
    method: Method, firm: tuple[Array, Array, int, Array]
) -> tuple[tuple[bool, bool, bool], tuple[bool, bool, bool]]:
    """Order, top eight and any score changed among the others: after removing, after adding."""
    rated, weights, removed, added = firm
    whole = method(rated, weights)
    fewer = np.delete(whole, removed), method(np.delete(rated, removed, axis=0), weights)
    more = whole, method(np.vstack([rated, added]), weights)[:-1]
    found = [
        (flips(before, after), other_top(before, after), not np.allclose(before, after, 0, 1e-12))
        for before, after in (fewer, more)
    ]
    return found[0], found[1]


def main() -> None:
    drawn = firms(FIRMS)
    print(f"{date.today()}, {FIRMS} firms, seed {SEED}: share of firms in which something changes")
    print("| method | removed: order | top 8 | a score | added: order | top 8 | a score |")
    print("|---|---|---|---|---|---|---|")
    for name, method in METHODS.items():
        found = np.array([changes(method, firm) for firm in drawn]).reshape(FIRMS, 6)
        cells = " | ".join(f"{share * 100:.1f} %" for share in found.mean(axis=0))
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    main()
