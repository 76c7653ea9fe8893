"""A real JupyterLab on the loopback, and a browser's hand on its menus."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_SECONDS, RUNS_WITHIN_SECONDS = 60, 120
NOTEBOOK = "window.jupyterapp.shell.currentWidget"
CELLS = f"{NOTEBOOK}.content.widgets.filter(cell => cell.model.type === 'code')"
IDLE = f"{NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'"
RAN = f"{CELLS}.every(cell => cell.model.executionCount > 0 && !cell.prompt?.includes('*'))"


@contextmanager
def jupyterlab(notebooks: Path, home: Path) -> Iterator[str]:
    """Start ``workbench lab`` for a folder on a free port; give its address with a token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    homes = ["HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
    words = [
        sys.executable, "-m", "workbench.cli", "lab", "--notebooks", str(notebooks), "--no-browser",
        "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", "--allow-root",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    environment = {
        **os.environ, **{name: str(home / name) for name in homes},
        "PYTHONPATH": str(ROOT), "JUPYTER_TOKEN": token,
    }  # fmt: skip
    log = home / "log"
    with log.open("w") as said:
        server = subprocess.Popen(
            words, env=environment, stdout=said, stderr=said, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, log)
        yield f"{address}/?token={token}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5) as answer:
                assert json.load(answer)["version"]
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def menu(page: Any, bar: str, item: str) -> None:
    """Choose an item of a menu."""
    page.locator(f'.lm-MenuBar-itemLabel:text-is("{bar}")').click()
    page.locator(f'.lm-Menu-itemLabel:text-is("{item}")').click()


def run_all(page: Any, *, restart: bool = False) -> None:
    """Run all cells, after a restart of the kernel if asked for, and wait for the last."""
    if restart:
        menu(page, "Kernel", "Restart Kernel and Run All Cells…")
        page.locator(".jp-Dialog-button.jp-mod-warn").click()
        page.wait_for_function(f"!({RAN})")
    else:
        page.wait_for_function(IDLE)
        menu(page, "Run", "Run All Cells")
    page.wait_for_function(f"{RAN} && {IDLE}", timeout=1000 * RUNS_WITHIN_SECONDS)


def outputs(page: Any) -> list[dict[str, Any]]:
    """Give everything the cells of the open notebook show."""
    return page.evaluate(f"{CELLS}.flatMap(cell => cell.model.outputs.toJSON())")
