"""Time a batch of three units and four notebooks against papermill and nbconvert, in one run.

Run with ``.venv/bin/python benchmarks/batch.py`` (about four minutes) or with ``--small`` (one
unit, two notebooks, a company of 200; a minute). The last table stands in README.md beside this.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
NOTEBOOKS = ["0-data-check", "1-key-positions", "2-talent-pools", "3-brain-drain"]
UNITS = ["Technology", "Production", "Sales"]
WORKERS = 2


def processor_seconds() -> float:
    """Processor time of all processes that have ended, which other work on the machine spares."""
    spent = os.times()
    return spent.children_user + spent.children_system


def run(*command: str, allowed: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, cwd=ROOT / "notebooks", capture_output=True, text=True)
    if done.returncode not in allowed:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}: {done.stderr[-800:]}")


def unit_settings(data: Path, folder: Path, unit: str) -> Path:
    """Write the settings that the peer needs to make the same reports."""
    file = folder / f"{unit}.yaml"
    file.write_text(f"{(data / 'settings.yaml').read_text()}\nunit: {unit}\n")
    return file


def shell_loop(data: Path, out: Path, units: list[str], notebooks: list[str]) -> float:
    """Time a shell loop of papermill and nbconvert in two processes."""
    settings = {unit: unit_settings(data, out, unit) for unit in units}

    def one(unit: str, name: str) -> None:
        target = out / f"{unit}-{name}.ipynb"
        given = ["-p", "data", str(data), "-p", "settings", str(settings[unit])]
        source = str(ROOT / "notebooks" / f"{name}.ipynb")
        run(str(BIN / "papermill"), "--no-progress-bar", *given, source, str(target))
        run(str(BIN / "jupyter"), "nbconvert", "--to", "html", "--no-input", str(target))

    pairs = [(unit, name) for unit in units for name in notebooks]
    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda pair: one(*pair), pairs))
    return time.perf_counter() - started


def batch(data: Path, out: Path, units: list[str], notebooks: list[str], **keys: object) -> float:
    """Time one batch into an empty folder, as a whole process."""
    plan = {
        "data": str(data), "out": str(out / "reports"), "units": units, "notebooks": notebooks,
        "whole_company": False, "workers": WORKERS, **keys,
    }  # fmt: skip
    file = out / "plan.yaml"
    file.write_text(json.dumps(plan))
    started = time.perf_counter()
    # 1 and 4: some of the reports were refused; how many is said below.
    run(sys.executable, "-m", "workbench.cli", "batch", str(file), allowed=(0, 1, 2, 4, 5))
    seconds = time.perf_counter() - started
    counts = json.loads((out / "reports" / "run.json").read_text())["counts"]
    many = len(units) * len(notebooks)
    assert counts["made"] + counts["failed"] == many and counts["failed"] <= many / 4, counts
    if counts["failed"]:
        print(f"{counts['failed']} of {many} reports were made and not let pass by the guard")
    return seconds


def again(data: Path, out: Path, units: list[str], notebooks: list[str]) -> float:
    """Time a second run, with nothing changed."""
    started = time.perf_counter()
    plan = str(out / "plan.yaml")
    run(sys.executable, "-m", "workbench.cli", "batch", plan, allowed=(0, 1, 2, 4, 5))
    return time.perf_counter() - started


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--small", action="store_true")
    small = asked.parse_args().small
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    units, notebooks = (UNITS[:1], NOTEBOOKS[:2]) if small else (UNITS, NOTEBOOKS)
    with tempfile.TemporaryDirectory() as place:
        data = ROOT / "data" / "sample"
        if small:
            data = Path(place) / "company"
            run(sys.executable, "-m", "workbench.cli", "sample", str(data), "--employees", "200")
        folders = [Path(place) / name for name in ("peer", "plain", "forked")]
        for folder in folders:
            folder.mkdir()

        spent = [processor_seconds()]
        plain = batch(data, folders[1], units, notebooks, preimported=False)
        spent.append(processor_seconds())
        forked = batch(data, folders[2], units, notebooks)
        spent.append(processor_seconds())
        idle = again(data, folders[2], units, notebooks)
        spent.append(processor_seconds())
        peer = shell_loop(data, folders[0], units, notebooks)
        spent.append(processor_seconds())
    *ours, theirs = (after - before for before, after in pairwise(spent))
    many = len(units) * len(notebooks)
    print("| what | ours | papermill and nbconvert | ratio | processor, ours | theirs | ratio |")
    print("|---|---|---|---|---|---|---|")
    for words, seconds, own in (
        (f"{many} reports, {WORKERS} workers, kernels started one by one", plain, ours[0]),
        (f"{many} reports, {WORKERS} workers, kernels forked with the imports", forked, ours[1]),
        ("the same again, nothing changed", idle, ours[2]),
    ):
        clock = f"{seconds:.1f} s | {peer:.1f} s | {seconds / peer:.2f}"
        print(f"| {words} | {clock} | {own:.1f} s | {theirs:.1f} s | {own / theirs:.2f} |")


if __name__ == "__main__":
    main()
