"""Start a batch of cheap jobs and kill it at a random point, again and again.

Run by ``test_kill.py`` as a process of its own that imports once and forks for each run.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from workbench.batch.jobs import Job
from workbench.batch.plan import load_plan
from workbench.batch.run import run_batch
from workbench.batch.work import Made

FILLING = "x" * 50_000


def work(job: Job) -> Made:
    """Take a moment; what it gives depends on the job alone."""
    time.sleep(0.003)
    files = tuple(
        (f"{job.notebook}{end}", f"{job.name}{FILLING}{end}".encode()) for end in (".html", ".xlsx")
    )
    return Made(True, "", job.notebook, files, 0.0)


def pages(out: Path) -> dict[str, bytes]:
    """Everything a reader sees."""
    found = [file for file in out.rglob("*") if file.is_file() and ".batch" not in str(file)]
    return {str(file.relative_to(out)): file.read_bytes() for file in found
            if file.name != "run.json"}  # fmt: skip


def run(path: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        run_batch(load_plan(path), pool, work=work)


def main(path: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    out = Path(load_plan(path).out)
    # The first run also imports and reads, which those forked from this process need not.
    run(path)
    shutil.rmtree(out)
    started = time.perf_counter()
    run(path)
    usual = time.perf_counter() - started
    wanted = pages(out)
    shutil.rmtree(out)
    killed = finished = 0
    while killed < kills:
        pid = os.fork()
        if not pid:
            run(path)
            os._exit(0)
        time.sleep(chance.uniform(0, 0.5 * usual))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        killed += os.WIFSIGNALED(status)
        for name, content in pages(out).items():
            draft = Path(name).name.startswith(".")
            index = Path(name).name == "index.html"
            assert draft or index or content == wanted[name], f"{name} is torn"
        if not os.WIFSIGNALED(status):
            assert pages(out) == wanted
            finished += 1
            shutil.rmtree(out)
    run(path)
    print(json.dumps({"killed": killed, "finished": finished, "same": pages(out) == wanted}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
