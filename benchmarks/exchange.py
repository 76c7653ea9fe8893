"""Time the matching between organisations: 200 of them, 20,000 demands, 50,000 people.

Run with ``.venv/bin/python benchmarks/exchange.py``; it takes about a minute, with ``--small`` a
few seconds. The whole way is timed, from checked tables to pairs with reasons, with the gap that
the prices certify; then the choice alone on one region of the same case against two peers: HiGHS
(``scipy.optimize.linprog``) on the same pairs, and ``scipy.optimize.linear_sum_assignment`` on the
dense table of single places and people. Values are checked beside each time; times are processor
seconds.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array, vstack

from workbench.exchange.match.assign import best_total
from workbench.exchange.match.conditions import possible_pairs
from workbench.exchange.match.fit import fit_of_pairs
from workbench.exchange.match.market import match_market
from workbench.exchange.match.sides import prepare
from workbench.settings.matching import MatchSettings

DAY, ROUNDS, REGIONS, OCCUPATIONS = date(2026, 6, 30), 3, 12, 300
# Further places of a demand on average, how it is matched, whether people go to other regions.
CASES = (
    (0.6, "total_fit", False),
    (0.6, "stable", False),
    (1.5, "total_fit", False),
    (2.5, "total_fit", False),
    (0.6, "total_fit", True),
)
LEVELS = np.array(["entry", "experienced", "senior", "lead", None], dtype=object)


def market(
    organisations: int, demands: int, people: int, *, seed: int, places: float = 0.6
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Invent organisations whose demands and people are spread over occupations like real ones."""
    rng = np.random.default_rng(seed)
    share = 1 / np.arange(1, OCCUPATIONS + 1) ** 0.7
    sides = []
    for size, least, most in ((demands, 2, 6), (people, 3, 8)):
        code = rng.choice(OCCUPATIONS, size, p=share / share.sum())
        skills = [
            ";".join(f"skill {one} {k}" for k in rng.choice(12, rng.integers(least, most), False))
            for one in code.tolist()
        ]
        sides.append(
            pd.DataFrame(
                {
                    "organisation": [f"org{n:03d}" for n in rng.integers(0, organisations, size)],
                    "occupation_code": [f"{11 + n // 20}-{2000 + n:04d}" for n in code],
                    "code_system": "onet_soc",
                    "level": rng.choice(LEVELS, size, p=[0.2, 0.38, 0.25, 0.12, 0.05]),
                    "skills": skills,
                    "region": [f"Region {n}" for n in rng.integers(0, REGIONS, size)],
                    "currency": rng.choice(
                        np.array(["EUR", None], dtype=object), size, p=[0.9, 0.1]
                    ),
                }
            )
        )
    asked, offered = sides
    low = rng.integers(35, 80, demands) * 1000.0
    asked["demand_id"] = [f"D{n:05d}" for n in range(demands)]
    asked["number"] = 1 + rng.poisson(places, demands)
    asked["by_when"] = pd.Timestamp(DAY) + pd.to_timedelta(rng.integers(30, 400, demands), "D")
    asked["pay_low_per_year"], asked["pay_high_per_year"] = low, low * 1.3
    offered["supply_id"] = [f"s-{n:05d}" for n in range(people)]
    offered["available_on"] = pd.Timestamp(DAY) + pd.to_timedelta(
        rng.integers(-90, 270, people), "D"
    )
    offered["pay_least_per_year"] = rng.integers(35, 90, people) * 1000.0
    offered["consent_until"] = pd.Timestamp(DAY) + pd.to_timedelta(
        rng.integers(-20, 600, people), "D"
    )
    codes = sorted(set(asked["occupation_code"]) | set(offered["occupation_code"]))
    related = pd.DataFrame(
        [(one, other) for one in codes for other in rng.choice(codes, 4, replace=False)],
        columns=["occupation_code", "related_code"],
    )
    return asked, offered, related


def timed(work: Callable[[], object]) -> tuple[float, object]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def by_programming(demand, supply, worth, number, people):
    pairs, ones = np.arange(len(demand)), np.ones(len(demand))
    above = vstack(
        [
            csr_array((ones, (demand, pairs)), shape=(len(number), len(demand))),
            csr_array((ones, (supply, pairs)), shape=(people, len(demand))),
        ]
    ).tocsr()
    limit = np.concatenate([number, np.ones(people)])
    found = linprog(-worth / 1e6, A_ub=above, b_ub=limit, bounds=(0, 1), method="highs")
    return round(-found.fun * 1e6)


def by_dense_assignment(demand, supply, worth, number, people):
    first = np.cumsum(number) - number
    table = np.zeros((number.sum(), people))
    for copy in range(number.max()):
        use = number[demand] > copy
        table[first[demand[use]] + copy, supply[use]] = worth[use]
    row, column = linear_sum_assignment(table, maximize=True)
    return int(table[row, column].sum())


def whole(organisations: int, demands: int, people: int) -> None:
    print("| what | pairs that may be | time | filled | total fit | certified gap | blocking |")
    print("|---|---|---|---|---|---|---|")
    for places, how, anywhere in CASES:
        asked, offered, related = market(organisations, demands, people, seed=1, places=places)
        options = {"settings": MatchSettings(other_regions=anywhere), "how": how, "on_date": DAY}
        if not anywhere:
            options["related"] = related
        seconds, found = timed(lambda: match_market(asked, offered, **options))  # noqa: B023
        counts = found.counts
        words = f"{how}, {counts.places:,} places" + (", all regions as one" if anywhere else "")
        print(
            f"| {words} | {counts.pairs_possible:,} | {seconds:.1f} s | "
            f"{counts.filled_places:,} | {found.value:,.1f} | {found.gap_share:.1e} | "
            f"{counts.blocking_pairs:,} |"
        )


def against_peers(organisations: int, demands: int, people: int) -> None:
    asked, offered, related = market(organisations, demands, people, seed=1)
    asked, offered = (rows[rows["region"] == "Region 1"] for rows in (asked, offered))
    ready = prepare(asked, offered, on_date=DAY, related=related)
    pairs = possible_pairs(ready, levels_below=1, other_regions=False)
    fit = fit_of_pairs(ready, pairs, MatchSettings()).expected
    worth = np.maximum(1, np.round(fit * 1e6)).astype(np.int64)
    case = pairs.demand, pairs.supply, worth, ready.number, len(ready.supply)
    found = best_total(*case)
    assert found.value == found.bound
    print(f"\nOne region: {len(asked):,} demands, {len(offered):,} people, {len(pairs):,} pairs\n")
    print("| what | ours | peer | ratio |")
    print("|---|---|---|---|")
    for words, peer in (
        ("peer: HiGHS on the same pairs", by_programming),
        ("peer: linear_sum_assignment on the dense table", by_dense_assignment),
    ):
        rounds = []
        for _ in range(ROUNDS):
            mine, _ = timed(lambda: best_total(*case))
            theirs, value = timed(lambda: peer(*case))  # noqa: B023
            assert value == found.value
            rounds.append((mine, theirs))
        ratio = statistics.median(mine / theirs for mine, theirs in rounds)
        mine, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
        print(
            f"| best total with its proof; {words} | {mine:.2f} s | {theirs:.2f} s | {ratio:.3f} |"
        )


if __name__ == "__main__":
    size = (20, 2_000, 5_000) if "--small" in sys.argv else (200, 20_000, 50_000)
    whole(*size)
    against_peers(*size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\nPeak memory {peak:.2f} GB")
