"""Where the jobs of a batch run: on this machine, or on a Dask cluster."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from workbench.errors import ReportError
from workbench.report.prefork import stop_preimported

_CONNECT_SECONDS = 20


@contextmanager
def local_executor(workers: int) -> Iterator[tuple[Executor, int]]:
    """Run jobs on this machine; each notebook runs in a process of its own.

    Parameters
    ----------
    workers : jobs at the same time

    Returns
    -------
    The executor and how many jobs it runs at the same time
    """
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="report")
    try:
        yield pool, workers
    finally:
        # Notebooks that still run are ended first, so that nobody waits for them.
        stop_preimported()
        pool.shutdown(cancel_futures=True)


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Run jobs on the workers of a Dask cluster.

    Parameters
    ----------
    address : of the scheduler, such as ``tcp://10.0.0.5:8786``

    Returns
    -------
    The executor and how many jobs it runs at the same time

    Raises
    ------
    ReportError
        If Dask is not installed, or no scheduler with a worker answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ReportError(
            "Dask is not installed here. Install it with: pip install 'talent-workbench[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        raise ReportError(
            f"No Dask scheduler answers at {address}. Allowed: an address such as "
            "tcp://10.0.0.5:8786. Start 'dask scheduler' there, or correct --dask."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            raise ReportError(
                f"The Dask scheduler at {address} has no worker. Start 'dask worker {address}'."
            ) from None
        executor = client.get_executor()
        try:
            yield executor, max(1, sum(client.nthreads().values()))
        finally:
            executor.shutdown(wait=False)
