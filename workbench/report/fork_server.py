"""A process that has imported the packages already and forks a kernel at each request.

Run as ``python -P -m workbench.report.fork_server``. It reads one JSON object a line: first the
modules to import, then a request for each kernel; it answers with the process id of the kernel, and
later says how it ended. A request to make a company ready is answered when that is done. When its
input ends it ends its kernels and itself. It opens no socket and starts no thread of its own:
kernels share only what was imported and read.
"""

import gc
import importlib
import json
import os
import random
import select
import signal
import sys
from contextlib import suppress
from typing import Any

# New objects after which Python looks for unused ones that refer to each other; usual is 700.
RARELY = 50_000


def main() -> None:
    """Import, then fork at each request until the input ends."""
    told = _own_output()
    before = dict(os.environ)
    lines = _Lines(sys.stdin.fileno())
    first = lines.wait()
    # What is imported stays: nothing of it is looked through for rubbish.
    gc.disable()
    for module in json.loads(first)["modules"] if first else ():
        # A module that cannot be imported fails in the cell that asks for it, with its place.
        with suppress(Exception):
            _import(module)
    with suppress(Exception):
        _draw_once()
    set_by_imports = {name: value for name, value in os.environ.items() if name not in before}
    gc.freeze()
    gc.enable()
    _say(told, {"ready": True})
    kernels: set[int] = set()
    while not lines.ended or lines.whole:
        lines.fill(seconds=0.05 if kernels else None)
        while lines.whole:
            request = json.loads(lines.whole.pop(0))
            if "ready" in request:
                _make_ready(request["ready"])
                _say(told, {"made_ready": True})
                continue
            request["environment"] = {**set_by_imports, **request["environment"]}
            pid = _forked(request, told)
            kernels.add(pid)
            _say(told, {"pid": pid})
        for pid in tuple(kernels):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                kernels.discard(pid)
                _say(told, {"ended": pid, "code": os.waitstatus_to_exitcode(status)})
    for pid in kernels:
        # The second for one that was forked just now and has no group of its own yet.
        for end in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                end(pid, signal.SIGKILL)


def _import(words: str) -> None:
    """Import a module, and the one below it that ``from module import name`` means."""
    name, _, below = words.partition(":")
    module = importlib.import_module(name)
    if below and not hasattr(module, below):
        importlib.import_module(f"{name}.{below}")


def _make_ready(asked: dict[str, str]) -> None:
    """Read a company, so that the kernels forked from now on have it in memory."""
    from workbench.report.ready import make_ready

    make_ready(asked)
    gc.collect()
    gc.freeze()


def _draw_once() -> None:
    """Let plotly load what it loads with the first figure and its first parts."""
    if "plotly" in sys.modules:
        import plotly.graph_objects as go

        traces = [go.Bar(y=[1]), go.Scatter(y=[1]), go.Heatmap(z=[[1]]), go.Scatterpolar(r=[1])]
        figure = go.Figure(traces, layout={"template": "none", "title": {"text": "Once"}})
        figure.add_vline(x=1, line_dash="dot", annotation_text="Once")
        figure.update_xaxes(title_text="Once")
        figure.to_plotly_json()


class _Lines:
    """Whole lines of a pipe, read without waiting longer than asked."""

    def __init__(self, pipe: int) -> None:
        self.pipe, self.rest, self.ended = pipe, b"", False
        self.whole: list[bytes] = []

    def fill(self, *, seconds: float | None) -> None:
        if self.ended or self.whole or not select.select([self.pipe], [], [], seconds)[0]:
            return
        read = os.read(self.pipe, 65_536)
        self.ended = not read
        *lines, self.rest = (self.rest + read).split(b"\n")
        self.whole += lines

    def wait(self) -> bytes:
        while not self.whole and not self.ended:
            self.fill(seconds=None)
        return self.whole.pop(0) if self.whole else b""


def _own_output() -> int:
    """Keep the pipe to ourselves: what an import prints goes nowhere."""
    told = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return told


def _say(told: int, words: dict[str, Any]) -> None:
    # The other side may be gone: then the input has ended too.
    with suppress(BrokenPipeError):
        os.write(told, json.dumps(words).encode() + b"\n")


def _forked(request: dict[str, Any], told: int) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.close(told)
        _become_kernel(request, parent)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _become_kernel(request: dict[str, Any], parent: int) -> None:
    """Be as a process that was started for this: own group, folder, variables, random numbers."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.environ["JPY_PARENT_PID"] = str(parent)
    os.chdir(request["folder"])
    # A notebook lives for seconds: looking for rubbish as often as usual takes a tenth of them.
    gc.set_threshold(RARELY)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    from ipykernel.kernelapp import IPKernelApp

    # The kernel watches this process and ends when it is gone.
    arguments = [*request["arguments"], f"--IPKernelApp.parent_handle={parent}"]
    sys.argv = ["ipykernel_launcher", *arguments]
    IPKernelApp.launch_instance([*arguments, "--HistoryManager.enabled=False"])


if __name__ == "__main__":
    main()
