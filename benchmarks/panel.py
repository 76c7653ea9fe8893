"""Time one move of a slider of the ranking panel, and ranking again in full, in one run.

Run with ``.venv/bin/python benchmarks/panel.py``; the last table stands in README.md beside this.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench.company import load_company
from workbench.positions import flag_posts, rank_positions
from workbench.sample import write_sample
from workbench.widgets.ranking_panel import RankingPanel

EMPLOYEES = 3_700


def milliseconds(work: Callable[[], object], *, rounds: int) -> float:
    """Median of some rounds after a warm-up."""
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), seed=2026, employees=EMPLOYEES)
        company = load_company(folder, as_of="2026-06-30")
    ranking, flags = rank_positions(company), flag_posts(company)
    panel = RankingPanel(company, ranking, flags, None)
    slider = panel.sliders.weights["dimensions"]["network"].slider
    moves = iter(range(10, 1000))

    def move() -> None:
        slider.value = 5 + next(moves) % 60

    posts = len(ranking.table)
    ours = milliseconds(move, rounds=25)
    full = milliseconds(lambda: rank_positions(company), rounds=3)
    print("| what | ours | peer | ratio |\n|---|---|---|---|")
    print(
        f"| one move of a slider, {posts:,} posts, 2,000 draws; peer: ranking again in full "
        f"with 10,000 draws | {ours:.0f} ms | {full:.0f} ms | {ours / full:.3f} |"
    )


if __name__ == "__main__":
    main()
