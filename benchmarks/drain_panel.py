"""Time one move of a slider of the panel of brain drain against the same computed in full.

Run with ``.venv/bin/python benchmarks/drain_panel.py``; it takes two minutes. A move ends with
the new curve, posts, plan and tables ready to be sent to the browser. The peer is the exact engine:
``drain_risk`` on the same posts with settings that say the same. Answers are checked before times
are taken; times are processor seconds of one core.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy starts its threads

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from workbench.company import Company, load_company
from workbench.drain.dearest import dearest_year
from workbench.drain.engine import loss_year
from workbench.drain.risk import drain_risk
from workbench.drain.what_if.build import drain_with, prepare_drain
from workbench.drain.what_if.scene import move
from workbench.sample import write_sample
from workbench.settings import Settings
from workbench.widgets.drain_panel import DrainPanel

EMPLOYEES, ROUNDS, LIMIT_MS = 1_800, 15, 300


def milliseconds(work: Callable[[], object], *, rounds: int = 1) -> float:
    """Median processor time of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times)


def with_factor(company: Company, factor: float) -> Company:
    """Give the company with settings in which everybody leaves so much more often."""
    drain = company.settings.drain
    usual = drain.scenarios["as_usual"].model_copy(update={"leave_factor": factor})
    changed = drain.model_copy(update={"scenarios": {**drain.scenarios, "as_usual": usual}})
    settings = Settings.model_validate(company.settings.model_dump() | {"drain": changed})
    return replace(company, settings=settings)


def held_posts(company: Company, number: int) -> tuple[str, ...]:
    """Give the first posts with somebody in them."""
    held = company.positions["position_id"].isin(company.incumbents["position_id"])
    return tuple(company.positions.loc[held, "position_id"].head(number))


def rows(company: Company, number: int) -> list[str]:
    posts = held_posts(company, number)
    panel = DrainPanel(prepare_drain(company, posts))
    panel.sliders.limited.value = True
    budget = panel.sliders.shares["budget"].slider
    budget.value = budget.max / 4
    options = replace(panel.sliders.options, leave_factor=1.4)
    other = with_factor(company, 1.4)
    found, risk = drain_with(panel.what_if, options), drain_risk(other, posts)
    assert abs(found.expected_loss - risk.figure("expected_loss")) < 0.01
    gap = found.expected_shortfall_95 / risk.figure("expected_shortfall_95") - 1
    assert abs(gap) < 3e-3, gap
    moved = move(panel.what_if.scenes["as_usual"], options)
    people = len(moved.severity)
    what = f"{number:,} posts, {people:,} people"
    told = []
    for share, values in (
        ("leave_factor", (1.2, 1.4, 1.6)), ("correlation", (0.1, 0.2, 0.3)),
        ("cover_share", (30, 60, 70)), ("written_share", (10, 20, 30)),
        ("budget", (budget.max / 3, budget.max / 2, budget.max / 5)),
    ):  # fmt: skip
        slider, turns = panel.sliders.shares[share].slider, cycle(values)
        slider.value = values[-1]
        told.append((share, milliseconds(lambda: setattr(slider, "value", next(turns)),  # noqa: B023
                                         rounds=ROUNDS)))  # fmt: skip
    full = milliseconds(lambda: drain_risk(other, posts))
    quick = milliseconds(lambda: dearest_year(moved.exits, moved.severity), rounds=5)
    exact = milliseconds(lambda: loss_year(moved.exits, moved.severity))
    lines = [
        f"| {what}: {share} moved; peer: in full, without a plan | {mine:,.0f} ms | {full:,.0f} ms "
        f"| {mine / full:.3f} | {mine / LIMIT_MS:.2f} | |"
        for share, mine in told
    ]
    lines.append(
        f"| {what}: the loss alone; peer: the exact engine | {quick:,.0f} ms | {exact:,.0f} ms "
        f"| {quick / exact:.3f} | | {100 * gap:+.3f} % |"
    )
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), seed=2026, employees=EMPLOYEES)
        company = load_company(folder, as_of="2026-06-30")
    print("| what | ours | peer | ratio | part of 300 ms | gap of the worst twentieth |")
    print("|---|---|---|---|---|---|")
    for number in (15, 500):
        print("\n".join(rows(company, number)), flush=True)


if __name__ == "__main__":
    main()
