"""Time the loss of 5,000 posts, drawn and in closed form, against the least that drawing takes.

Run with ``.venv/bin/python benchmarks/drain.py``; it takes about a minute, and a few seconds with
``--small``. The limit is filling as many 32-bit random numbers as there are people times paths. The
peer draws the same law plainly: normals for everybody on every path, no layers, no weights. Answers
are checked before times are taken: drawn and closed form agree within four standard errors. Times
are processor seconds of one core; the median of the ratios of the rounds is printed.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import ndtri

from workbench.drain.fast import FastYear, fast_year
from workbench.drain.pulled import Teams
from workbench.drain.scenarios import Exits
from workbench.drain.severity import lognormal_parameters
from workbench.drain.simulation.bits import normals_of_rest
from workbench.drain.simulation.estimate import (
    Estimate,
    mean_of,
    shortfall_of,
    value_at_risk_of,
)
from workbench.drain.simulation.factor import LAYERS, Factor, bad_years, layer_factor
from workbench.drain.simulation.leaves import Pull, draw_leavers

TEAM, PULL, CORRELATION, SEED = 10, 0.04, 0.15, 7
MEASURES = ("mean", "VaR 95", "ES 95", "VaR 99", "ES 99")


@dataclass(frozen=True)
class Case:
    exits: Exits
    mean: np.ndarray
    cv: np.ndarray
    paths: int

    @property
    def people(self) -> int:
        return len(self.mean)


def case(posts: int, paths: int) -> Case:
    """Posts in teams of ten, about 12 % of them left within the horizon."""
    rng = np.random.default_rng(1)
    chance, none = rng.uniform(0.03, 0.14, posts), np.zeros(posts)
    exits = Exits(chance, chance, none, none, none, 0.0, CORRELATION, ())
    mean = rng.lognormal(11.0, 0.6, posts)
    return Case(exits, mean, np.full(posts, 0.8), paths)


def near(people: int) -> csr_array:
    block = np.ones((TEAM, TEAM), dtype=bool) & ~np.eye(TEAM, dtype=bool)
    rows, columns = np.nonzero(block)
    starts = np.arange(0, people, TEAM)[:, None]
    places = (starts + rows).ravel(), (starts + columns).ravel()
    return csr_array((np.ones(len(places[0]), dtype=bool), places), shape=(people, people))


def limit(given: Case) -> None:
    """Fill the random numbers that drawing everybody on every path takes, and nothing else."""
    rng, row = np.random.Generator(np.random.SFC64(1)), np.empty(given.paths, dtype=np.float32)
    for _ in range(given.people):
        rng.random(dtype=np.float32, out=row)


def ours(given: Case, *, seed: int = SEED) -> tuple[Factor, np.ndarray]:
    """The house's own engine: layers of the factor, more bad years, losses of leavers only."""
    middle, spread = bad_years(
        given.exits.quiet, given.mean, given.cv, correlation=CORRELATION, level=0.975
    )
    factor = layer_factor(repeats=given.paths // LAYERS, middle=middle, spread=spread)
    total = np.zeros(factor.paths)
    _, sigma = lognormal_parameters(np.ones(given.people), given.cv)
    names = [f"E{number}" for number in range(given.people)]
    pull = Pull(near(given.people), PULL)
    for some in draw_leavers(given.exits, names, factor, seed=seed, pull=pull):
        part = total[some.paths]
        for row, person in enumerate(some.members):
            gone = np.flatnonzero(some.leaves[row])
            size = np.exp(
                sigma[person] * normals_of_rest(some.bits[row, gone]) - sigma[person] ** 2 / 2
            )
            part[gone] += given.mean[person] * size
    return factor, total


def plain(given: Case, *, paths: int, seed: int = SEED) -> np.ndarray:
    """The same law written down plainly, team by team: everybody's normals on every path."""
    rng = np.random.default_rng(seed)
    factor, total = rng.standard_normal(paths), np.zeros(paths)
    _, sigma = lognormal_parameters(np.ones(given.people), given.cv)
    shift, scale = np.sqrt(CORRELATION) * factor, np.sqrt(1 - CORRELATION)
    edge = ndtri(given.exits.quiet)
    for first in range(0, given.people, TEAM):
        team = slice(first, first + TEAM)
        own = rng.standard_normal((TEAM, paths))
        leaves = shift + scale * own <= edge[team, None]
        pulled = rng.random((TEAM, paths)) < 1 - (1 - PULL) ** leaves.sum(axis=0)
        size = np.exp(sigma[team, None] * rng.standard_normal((TEAM, paths)))
        size *= (given.mean[team] * np.exp(-(sigma[team] ** 2) / 2))[:, None]
        total += ((leaves | pulled) * size).sum(axis=0)
    return total


def closed(given: Case) -> FastYear:
    year = fast_year(
        given.exits, pd.DataFrame({"mean": given.mean, "cv": given.cv}),
        teams=Teams(np.arange(given.people) // TEAM, PULL),
    )  # fmt: skip
    for level in (0.95, 0.99):
        year.shortfall_parts(level)
    return year


def estimates(factor: Factor, total: np.ndarray) -> list[Estimate]:
    found = [mean_of(total, factor)]
    for level in (0.95, 0.99):
        found += [value_at_risk_of(total, factor, level=level),
                  shortfall_of(total, factor, level=level)]  # fmt: skip
    return found


def figures(year: FastYear) -> list[float]:
    found = [year.expected]
    for level in (0.95, 0.99):
        found += [year.value_at_risk(level), year.shortfall(level)]
    return found


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def check(given: Case, factor: Factor, total: np.ndarray) -> list[str]:
    """Drawn and closed form agree; the rows say how nearly."""
    told = []
    for name, drawn, exact in zip(
        MEASURES, estimates(factor, total), figures(closed(given)), strict=True
    ):
        error = drawn.error(factor)
        assert abs(drawn.amount - exact) <= 4 * error + 1e-3 * exact, (name, drawn.amount, exact)
        told.append(
            f"| {name} | {drawn.amount / 1e6:.2f} | {error / 1e6:.3f} | {exact / 1e6:.2f} "
            f"| {100 * (exact / drawn.amount - 1):+.3f} % |"
        )
    return told


def errors_at_equal_time(given: Case, ours_seconds: float, factor: Factor, total: np.ndarray,
                         *, paths: int) -> list[str]:  # fmt: skip
    """Standard error times the root of the processor time, ours over the plain way."""
    used = seconds(lambda: plain(given, paths=paths))
    drawn = plain(given, paths=paths)
    alike = Factor(np.zeros(1), np.ones(1), paths)
    told = []
    for name, one, other in zip(
        MEASURES, estimates(factor, total), estimates(alike, drawn), strict=True
    ):
        mine = one.error(factor) / one.amount * np.sqrt(ours_seconds)
        theirs = other.error(alike) / other.amount * np.sqrt(used)
        told.append(f"| {name} | {100 * mine:.3f} | {100 * theirs:.2f} | {theirs / mine:.0f} |")
    return told


def main() -> None:
    small = "--small" in sys.argv[1:]
    posts, paths, rounds = (1_000, 24_576, 3) if small else (5_000, 106_496, 3)
    given = case(posts, paths)
    factor, total = ours(given)
    print(f"{posts:,} posts, {paths:,} paths, in millions\n")
    print("| figure | drawn | standard error | closed form | gap |\n|---|---|---|---|---|")
    print("\n".join(check(given, factor, total)), flush=True)
    times = []
    for _ in range(rounds):
        times.append(
            (seconds(lambda: limit(given)), seconds(lambda: ours(given)),
             seconds(lambda: closed(given)))
        )  # fmt: skip
    least, mine, form = (statistics.median(column) for column in zip(*times, strict=True))
    print("\n| what | time | limit | ratio |\n|---|---|---|---|")
    ratios = [statistics.median(row[at] / row[0] for row in times) for at in (1, 2)]
    part = statistics.median(row[2] / row[1] for row in times)
    print(f"| drawn; limit: as many 32-bit random numbers | {mine:.2f} s | {least:.2f} s "
          f"| {ratios[0]:.2f} |")  # fmt: skip
    print(f"| closed form; limit: ours, drawn | {form:.2f} s | {mine:.2f} s | {part:.3f} |")
    print("\n| relative error in % x root of seconds | ours | plain | plain / ours |"
          "\n|---|---|---|---|")  # fmt: skip
    few = 2_000 if small else 4_000
    print("\n".join(errors_at_equal_time(given, mine, factor, total, paths=few)))
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
