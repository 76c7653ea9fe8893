"""One batch at a time in a folder; the system lets go of the lock when its holder ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import WorkbenchError

LOCK = ".batch.lock"


class BusyError(WorkbenchError):
    """Another batch works in the same folder."""


@contextmanager
def only_batch_in(out: Path) -> Iterator[None]:
    """Hold the lock of a folder, however the process ends.

    Parameters
    ----------
    out : folder of all reports; it is there

    Raises
    ------
    BusyError
        If another process holds it. Nothing is changed then.
    """
    handle = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(handle)
        except OSError:
            raise BusyError(
                f"Another batch is writing to {out.name}. Wait until it ends, or choose another "
                "folder with out: in the plan."
            ) from None
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        # A record lock is not handed on to a process that is forked meanwhile.
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
