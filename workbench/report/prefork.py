"""Kernels from a process that has imported the packages already; elsewhere none of this is used."""

import ast
import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from nbformat import NotebookNode

from workbench.company.sources import is_address

# Forking after such imports is safe on Linux; the system libraries of macOS break in the child.
CAN_FORK = sys.platform == "linux"
_ANSWER_SECONDS = 120.0
# The same order of sets in every run, figures as data whatever the user's own settings say, and the
# same sums on any number of cores: a notebook has one, since several run beside each other.
STEADY = {
    "PYTHONHASHSEED": "0",
    "PLOTLY_RENDERER": "plotly_mimetype",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
_KERNEL = "ipykernel.kernelapp"

_starting = threading.Lock()
_server: "ForkServer | None" = None


def preimport(notebooks: Iterable[NotebookNode]) -> None:
    """Start kernels from now on from a process that has imported what these notebooks import.

    Parameters
    ----------
    notebooks : only imports on the outermost level of their cells count

    Notes
    -----
    A process that is there already is kept, whatever it has imported: what it lacks a kernel
    imports for itself. Where a process cannot be forked safely nothing changes.
    """
    global _server
    if not CAN_FORK:
        return
    with _starting:
        if _server is None or not _server.alive:
            codes = [cell.source for notebook in notebooks for cell in notebook.cells
                     if cell.cell_type == "code"]  # fmt: skip
            modules = {_KERNEL, *(name for code in codes for name in _imports(code))}
            _server = ForkServer(sorted(modules), {**os.environ, **STEADY})


def make_ready(*, data: str, settings: str, as_of: str) -> None:
    """Read a company once for the kernels that are forked from now on; see ``report.ready``.

    Parameters
    ----------
    data : source; databases are left to each kernel, with their addresses
    settings : settings file; empty: that of the folder of the source, if there is one
    as_of : report date; empty: that of the settings
    """
    server = fork_server()
    if server and not is_address(data):
        with suppress(OSError):
            server.make_ready(
                {"data": str(Path(data).resolve()), "settings": settings, "as_of": as_of}
            )


def fork_server() -> "ForkServer | None":
    """Give the process with the imports, if there is one."""
    return _server if _server and _server.alive else None


def stop_preimported() -> None:
    """End the process with the imports and the kernels that still run from it."""
    global _server
    with _starting:
        if _server:
            _server.close()
        _server = None


atexit.register(stop_preimported)


def _imports(code: str) -> set[str]:
    """Name the modules that a cell imports, with ``:name`` where it takes a name out of one.

    A cell that is no plain Python imports none.
    """
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    found = {alias.name for node in body if isinstance(node, ast.Import) for alias in node.names}
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}:{alias.name}" for alias in node.names}
    return found


class ForkServer:
    """The other side of ``workbench.report.fork_server``: a process that forks kernels.

    Parameters
    ----------
    modules : names of modules that are imported beforehand; ``module:name`` may be a module too
    environment : variables of that process, such as PYTHONHASHSEED, which kernels cannot change
    """

    def __init__(self, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "workbench.report.fork_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment},
            start_new_session=True,
        )
        self._asking = threading.Lock()
        # Answers to requests in their order: process ids, or 1 for anything else; 0 at the end.
        self._answers: SimpleQueue[int] = SimpleQueue()
        self._codes: dict[int, int] = {}
        self._send({"modules": sorted(modules)})
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def fork(self, arguments: Sequence[str], *, environment: Mapping[str, str], folder: str) -> int:
        """Start a kernel and give its process id.

        Raises
        ------
        OSError
            If the process is gone.
        """
        with self._asking:
            self._send({"arguments": list(arguments), "environment": dict(environment),
                        "folder": folder})  # fmt: skip
            try:
                pid = self._answers.get(timeout=_ANSWER_SECONDS)
            except Empty:
                # A late answer would be taken for that of the next request.
                self._process.kill()
                pid = 0
        if not pid:
            raise OSError("the process that starts kernels is gone")
        return pid

    def make_ready(self, asked: Mapping[str, str]) -> None:
        """Let the process read a company, once for all that ask for the same.

        Raises
        ------
        OSError
            If the process is gone.
        """
        with self._asking:
            self._send({"ready": dict(asked)})
            # However large the source is: each kernel would take as long to read it.
            if not self._answers.get():
                self._answers.put(0)
                raise OSError("the process that starts kernels is gone")

    def code(self, pid: int) -> int | None:
        """How a kernel ended; None while it runs."""
        if pid in self._codes:
            return self._codes[pid]
        return None if self.alive else -9

    def close(self) -> None:
        """End the process and the kernels that still run."""
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _send(self, words: Mapping[str, Any]) -> None:
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            raise OSError("the process that starts kernels is closed")
        pipe.write(json.dumps(words).encode() + b"\n")
        pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        with suppress(OSError, ValueError):
            for line in pipe or ():
                said = json.loads(line)
                if "pid" in said:
                    self._answers.put(said["pid"])
                elif "made_ready" in said:
                    self._answers.put(1)
                elif "ended" in said:
                    self._codes[said["ended"]] = said["code"]
        self._answers.put(0)


class _Forked:
    """A forked kernel, in the words of ``subprocess.Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, server: ForkServer, pid: int) -> None:
        self.server, self.pid = server, pid

    def poll(self) -> int | None:
        return self.server.code(self.pid)

    def wait(self) -> int:
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(9)

    def terminate(self) -> None:
        self.send_signal(15)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking, in all else as the usual one."""

    def __init__(self, server: ForkServer, **options: Any) -> None:
        super().__init__(**options)
        self._server = server

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Fork a kernel that gets the arguments of ``cmd``; without the server, start ``cmd``."""
        folder = str(options.get("cwd") or os.getcwd())
        try:
            pid = self._server.fork(
                cmd[cmd.index("ipykernel_launcher") + 1 :],
                environment=options.get("env") or os.environ,
                folder=folder,
            )
        except OSError:
            return await super().launch_kernel(cmd, **options)
        self.process = _Forked(self._server, pid)  # type: ignore[assignment]
        self.pid = self.pgid = pid
        self.cwd = folder
        return self.connection_info
