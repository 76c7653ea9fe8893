"""Killed at any point and started again, a batch ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.conftest import WritePlan, write_toy

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(os.name != "posix", reason="kills by signal")


def start(*words: str) -> "subprocess.Popen[str]":
    """Start a Python process on this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def children_of(marker: str) -> list[int]:
    """Processes whose command line or variables carry a mark; zombies do not count."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and marker.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@posix_only
def test_batch_killed_fifty_times_ends_as_one_left_alone(write_plan: WritePlan) -> None:
    sets = {f"s{number:02d}": {} for number in range(15)}
    path = write_plan(units=["Sales"], parameter_sets=sets)
    with start("-m", "tests.batch.killed", str(path), "50", "20260630") as process:
        told, _ = process.communicate(timeout=300)
    assert process.returncode == 0, told
    result = json.loads(told.splitlines()[-1])
    assert (result["killed"], result["same"]) == (50, True)


def pages(out: Path) -> dict[str, bytes]:
    return {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*.html")}


@posix_only
def test_real_reports_killed_in_mid_run_end_as_those_left_alone(write_plan: WritePlan) -> None:
    path = write_plan(units=["Sales"])
    out = path.parent / "out"
    with start("-m", "workbench.cli", "batch", str(path)) as process:
        told, _ = process.communicate(timeout=300)
    assert process.returncode == 0, told
    wanted = pages(out)
    assert "acme" not in told.lower()
    assert b"hr, Sales 1 1" in wanted["Sales/0-people.html"]
    chance = random.Random(7)
    for _ in range(3):
        for file in out.rglob("*.html"):
            file.unlink()
        with start("-m", "workbench.cli", "batch", str(path)) as process:
            time.sleep(chance.uniform(1.0, 5.0))
            process.kill()
    with start("-m", "workbench.cli", "batch", str(path), "--json") as process:
        told, _ = process.communicate(timeout=300)
    assert process.returncode == 0, told
    assert pages(out) == wanted
    assert json.loads(told)["counts"]["failed"] == 0
    assert not list(out.rglob(".*.html.*"))


@posix_only
def test_batch_that_is_asked_to_stop_says_so_and_leaves_no_process(write_plan: WritePlan) -> None:
    path = write_plan(notebooks=["slow", "size"], workers=1)
    write_toy(path.parent / "notebooks", "2-slow", "import time\ntime.sleep(100)")
    mark = f"MARK={path.parent.name}-{time.time_ns()}"
    os.environ["MARK"] = mark.removeprefix("MARK=")
    try:
        process = start("-m", "workbench.cli", "batch", str(path))
    finally:
        del os.environ["MARK"]
    out = path.parent / "out"
    with process:
        for _ in range(600):
            if (out / "1-size.html").exists():
                break
            time.sleep(0.1)
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    record = json.loads((out / "run.json").read_text())
    assert record["status"] == "interrupted"
    assert record["counts"] == {"made": 1, "unchanged": 0, "failed": 0, "not_done": 1}
    for _ in range(50):
        if not children_of(mark):
            break
        time.sleep(0.1)
    assert children_of(mark) == []
