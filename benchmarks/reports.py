"""Time the check and the reports of the sample company against named peers, in one run.

Run with ``.venv/bin/python benchmarks/reports.py``; the last table stands in README.md beside this.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
BIN = Path(sys.executable).parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
READ_ALL = (
    "import sys, pathlib, pandas as pd;"
    "print(sum(len(pd.read_csv(p)) for p in pathlib.Path(sys.argv[1]).glob('*.csv')))"
)


def seconds(command: list[str], **options: object) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT / "notebooks", **options)
    return time.perf_counter() - started


def in_turn(ours: list[str], peer: list[str], *, rounds: int = 5) -> tuple[float, float, float]:
    """Median seconds of both and the median of the ratios pair by pair."""
    seconds(ours), seconds(peer)
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    return medians[0], medians[1], statistics.median(one / other for one, other in pairs)


def check() -> tuple[float, float, float]:
    ours = [str(BIN / "workbench"), "check", str(SAMPLE)]
    return in_turn(ours, [sys.executable, "-c", READ_ALL, str(SAMPLE)])


def shell_loop(out: Path) -> float:
    """Time a shell loop of papermill and nbconvert in two processes over the same notebooks."""

    def one(notebook: Path) -> None:
        target = out / notebook.name
        seconds([str(BIN / "papermill"), "--no-progress-bar", str(notebook), str(target)])
        seconds([str(BIN / "jupyter"), "nbconvert", "--to", "html", "--no-input", str(target)])

    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, NOTEBOOKS))
    return time.perf_counter() - started


def reports(out: Path) -> tuple[float, float, float]:
    ours = [str(BIN / "workbench"), "report", "--data", str(SAMPLE), "--out", str(out / "ours")]
    seconds(ours)
    pairs = [(seconds(ours), shell_loop(out)) for _ in range(3)]
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    return medians[0], medians[1], statistics.median(one / other for one, other in pairs)


def first_chart(page: Path) -> float | None:
    """Seconds from opening a page to its first drawn chart; None without a browser."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        times = []
        for _ in range(5):
            tab = chromium.new_page()
            tab.goto(page.as_uri(), wait_until="commit")
            tab.wait_for_selector(".js-plotly-plot .main-svg")
            times.append(tab.evaluate("performance.now()") / 1000)
            tab.close()
        chromium.close()
    return statistics.median(times)


def row(what: str, ours: float, peer: float, ratio: float) -> str:
    return f"| {what} | {ours:.2f} s | {peer:.2f} s | {ratio:.2f} |"


def main() -> None:
    print("| what | ours | peer | ratio |\n|---|---|---|---|")
    ours, peer, ratio = check()
    print(row("check of the sample; peer: pandas.read_csv of the same files", ours, peer, ratio))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        ours, peer, ratio = reports(out)
        print(row("five reports, two at a time; peer: papermill and nbconvert", ours, peer, ratio))
        for page in sorted((out / "ours").glob("[0-9]*.html")):
            drawn = first_chart(page)
            words = "no browser found" if drawn is None else f"{drawn:.2f} s"
            size = page.stat().st_size / 1e6
            print(f"| {page.name}, {size:.2f} MB: first chart after | {words} | | |")


if __name__ == "__main__":
    main()
