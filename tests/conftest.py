"""A real browser for all tests that ask for one.

Tests are skipped where there is no browser. With WORKBENCH_TEST_ALL nothing is skipped: a browser
that is missing is then an error.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.company.keeping import forget_sources

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: many tests wait for a kernel or a page."""
    return (os.cpu_count() or 1) + 1


def chromium() -> str | None:
    """Find Chromium: the one named in the variable CHROMIUM, else the first on the path."""
    named = os.environ.get("CHROMIUM")
    found = map(shutil.which, ["/usr/bin/chromium", "chromium", "chrome"])
    return next(filter(None, [named, *found]), None)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Forget the sources that a batch of this test has kept in memory."""
    yield
    forget_sources()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium once; each test opens windows of its own."""
    path = chromium()
    if not os.environ.get("WORKBENCH_TEST_ALL"):
        pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
        if not path:
            pytest.skip("no Chromium: install it or name it in the variable CHROMIUM")
    from playwright import sync_api as playwright  # only here: not everybody has it

    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
