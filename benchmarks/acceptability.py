"""Time ranks over many draws against the least that any such computation must do, in one run.

Run with ``.venv/bin/python benchmarks/acceptability.py``; it takes about three minutes. Everything
runs on one processor core and is measured in seconds of its time, which neighbours on the machine
disturb little.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.mcda.acceptability import simplex_weights, top_counts
from workbench.mcda.ranks import RankStatistics, additive_blocks, rank_statistics, ranks_of

Array = NDArray[np.float64]
CRITERIA, DRAWS, TOP, ROUNDS, BLOCK = 15, 10_000, 100, 5, 64
FLAGS = ("sse4_2", "avx2", "avx512f", "avx512_vbmi2", "asimd", "sve")


def product_blocks(values: Array, weights: Array) -> Iterator[NDArray[np.float32]]:
    """The bare matrix product of the same shapes."""
    columns = np.ascontiguousarray(values.T.astype(np.float32))
    drawn = weights.astype(np.float32)
    for start in range(0, len(drawn), BLOCK):
        yield drawn[start : start + BLOCK] @ columns


def sort_limit(values: Array, weights: Array) -> None:
    """Product and a plain sort of the scores: the order is found, but not whose score is where."""
    for scores in product_blocks(values, weights):
        scores.sort(axis=1)


def partition_limit(values: Array, weights: Array) -> None:
    """Product and a partition at the last place: the score of the last place is found."""
    for scores in product_blocks(values, weights):
        np.partition(scores, scores.shape[1] - TOP, axis=1)


def plain_numpy(values: Array, weights: Array) -> RankStatistics:
    """The same statistics as one would write them down: float64, argsort, counted ranks."""
    posts = len(values)
    total, squares = np.zeros((2, posts))
    counts = np.zeros((posts, TOP), np.int32)
    places = np.arange(1, posts + 1)
    for start in range(0, len(weights), BLOCK):
        for order in np.argsort(-(weights[start : start + BLOCK] @ values.T), axis=1):
            total[order] += places
            squares[order] += places**2
            counts[order[:TOP], places[:TOP] - 1] += 1
    mean = total / len(weights)
    return RankStatistics(
        len(weights), mean, np.sqrt(np.maximum(squares / len(weights) - mean**2, 0)), counts
    )


def ours(values: Array, weights: Array) -> RankStatistics:
    return rank_statistics(additive_blocks(values, weights), top=TOP)


def our_top(values: Array, weights: Array) -> NDArray[np.intp]:
    counts = np.zeros(len(values), dtype=np.intp)
    for scores in additive_blocks(values, weights):
        counts += top_counts(scores, TOP)
    return counts


def check(values: Array, weights: Array) -> None:
    """Answers first: exactly the ranks of a stable sort, and the plain statistics but for ties."""
    few = weights[:128]
    scores = next(additive_blocks(values, few, block=128))
    order = np.argsort(-scores, axis=1, kind="stable")
    found = ranks_of(scores, ties="order")
    assert (np.take_along_axis(found, order, axis=1) == np.arange(1, len(values) + 1)).all()
    mine, plain = ours(values, few), plain_numpy(values, few)
    # Scores of 32 bits tie or swap where those of 64 bits differ in their last digits.
    assert np.abs(mine.mean - plain.mean).max() < 1
    assert np.abs(mine.counts.sum(axis=1) - plain.counts.sum(axis=1)).max() <= 2
    assert np.array_equal(our_top(values, few), mine.counts.sum(axis=1))


def cpu_seconds(work: Callable[[Array, Array], object], values: Array, weights: Array) -> float:
    started = time.process_time()
    work(values, weights)
    return time.process_time() - started


def rows(posts: int) -> list[str]:
    values = np.random.default_rng(posts).random((posts, CRITERIA))
    weights = simplex_weights(DRAWS, CRITERIA, seed=1)
    check(values, weights)
    contenders = (sort_limit, ours, plain_numpy, partition_limit, our_top)
    times: dict[object, list[float]] = {each: [] for each in contenders}
    for each in contenders:
        each(values, weights[:BLOCK])
    for _ in range(ROUNDS):
        for each in contenders:
            times[each].append(cpu_seconds(each, values, weights))
    return [
        row(f"{posts:,} posts: all ranks, {TOP} of them counted", times[sort_limit], times[ours]),
        row(f"{posts:,} posts: the same in plain numpy", times[sort_limit], times[plain_numpy]),
        row(f"{posts:,} posts: first {TOP} only", times[partition_limit], times[our_top]),
    ]


def row(what: str, limit: list[float], mine: list[float]) -> str:
    ratio = statistics.median(one / other for one, other in zip(mine, limit, strict=True))
    seconds = [statistics.median(each) for each in (limit, mine)]
    return f"| {what} | {seconds[0]:.3f} s | {seconds[1]:.3f} s | {ratio:.2f} |"


def processor() -> str:
    """Name the processor and the instructions that decide how fast numpy sorts."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    known = {key.strip(): value.strip() for key, value in facts.items()}
    given = set(f"{known.get('flags', '')} {known.get('Features', '')}".split())
    names = ", ".join(flag for flag in FLAGS if flag in given) or "unknown"
    return f"{known.get('model name', 'unknown processor')}; instructions: {names}"


def main() -> None:
    print(f"{processor()}; numpy {np.__version__}; one thread, {DRAWS:,} draws, {ROUNDS} rounds")
    print("| what | limit | time | ratio |\n|---|---|---|---|")
    for posts in (1_000, 10_000):
        print("\n".join(rows(posts)), flush=True)


if __name__ == "__main__":
    main()
