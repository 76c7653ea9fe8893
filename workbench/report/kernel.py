"""A small papermill engine: this environment's own interpreter, encrypted, gone when done."""

import logging
import os
import signal
import subprocess
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines

from workbench.report.prefork import STEADY, ForkProvisioner, fork_server
from workbench.report.problems import (
    READABLE,
    CellError,
    cell_number,
    error_sentence,
    stop_sentence,
)

ENGINE = "workbench"
# What a compiled library prints past Python, such as a solver, is no output of a cell.
_OWN_WORDS = "--IPKernelApp.capture_fd_output=False"

# Messages of the machinery would repeat, with source code, what the report's own error says.
_SILENT = logging.getLogger("workbench.report.kernel")
# In its finest messages stand the outputs of cells, with whatever they hold.
_SILENT.addHandler(logging.NullHandler())
_SILENT.setLevel(logging.CRITICAL + 1)
_SILENT.propagate = False


class _Kernel(AsyncKernelManager):
    """Kernel of this interpreter, whatever kernels are installed elsewhere."""

    def __init__(self, **options: Any) -> None:
        # Without folders to search, the specification is made for sys.executable.
        options["kernel_spec_manager"] = KernelSpecManager(kernel_dirs=[])
        # An unencrypted kernel prints a warning at every start.
        options["transport_encryption"] = "auto" if zmq.has("curve") else "disabled"
        super().__init__(**options)

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        """Fork where a process with the imports is at hand, see ``prefork``."""
        server = fork_server()
        if server and self.provisioner is None:
            self.kernel_id = self.kernel_id or str(uuid.uuid4())
            self.provisioner = ForkProvisioner(
                server, kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**options)

    async def cleanup_resources(self, restart: bool = False) -> None:  # type: ignore[override]
        """Also end what the notebook started: it lives in the kernel's process group."""
        group = getattr(self.provisioner, "pgid", None)
        if group and group != os.getpgid(0):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        await super().cleanup_resources(restart=restart)


class WorkbenchEngine(Engine):
    """Run the cells of one notebook in one fresh kernel."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        folder: str = "",
        environment: Mapping[str, str] | None = None,
        cell_timeout_seconds: int = 600,
        **options: Any,
    ) -> None:
        """Run every cell; a cell that does not complete is an error, however it ended."""
        client = PapermillNotebookClient(
            nb_man,
            kernel_name=kernel_name,
            kernel_manager_class=_Kernel,
            shutdown_kernel="immediate",
            store_widget_state=False,
            record_timing=False,
            timeout=cell_timeout_seconds,
            startup_timeout=60,
            extra_arguments=[_OWN_WORDS],
            log=_SILENT,
        )
        variables = {**os.environ, **STEADY, **(environment or {})}
        try:
            client.execute(cwd=folder, env=variables, stdout=subprocess.DEVNULL)
        except Exception as problem:
            sentence = stop_sentence(problem, cell_timeout_seconds=cell_timeout_seconds)
            raise CellError(_last_started(nb_man.nb), sentence) from problem
        finally:
            _close_loop()
        _raise_for_unfinished(nb_man.nb)


def _close_loop() -> None:
    """Close the event loop that the client made for this thread; nobody else does."""
    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()


def _last_started(notebook: NotebookNode) -> int:
    """Find the number of the cell that ran last; 0 when none did."""
    times = [cell.metadata.papermill.start_time for cell in notebook.cells]
    started = [index for index, time in enumerate(times) if time]
    return cell_number(notebook, started[-1]) if started else 0


def _raise_for_unfinished(notebook: NotebookNode) -> None:
    for index, cell in enumerate(notebook.cells):
        errors = [output for output in cell.get("outputs", ()) if output.output_type == "error"]
        if errors:
            last = errors[-1]
            sentence = error_sentence(last.ename, last.evalue, last.traceback)
            known = last.ename in READABLE
            raise CellError(cell_number(notebook, index), sentence, for_reader=known)
        if cell.metadata.papermill.status != NotebookExecutionManager.COMPLETED:
            raise CellError(cell_number(notebook, index), "it did not complete")


papermill_engines.register(ENGINE, WorkbenchEngine)
