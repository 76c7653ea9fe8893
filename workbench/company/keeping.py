"""Sources read once for many notebooks: what is kept is given for the very same source only."""

from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import pandas as pd

from workbench.company.sources import SETTINGS_FILE, is_address
from workbench.settings import Settings
from workbench.settings.source import SourceSettings

T = TypeVar("T")
# So many are kept, one for each unit for example; the one used longest ago goes.
_MOST = 8
_lock = RLock()
_kept: list[tuple[Hashable, object, Any]] = []
_keeps = False


def keep_sources() -> None:
    """Keep from now on, in this process and those forked from it, what is read of files.

    Notes
    -----
    A batch makes many reports of one source. What is kept belongs to the bytes of all files of the
    source, to all settings and to the date: if any of them is another one, the source is read
    again. Databases are read each time; nothing is written to a file.
    """
    global _keeps
    _keeps = True


def forget_sources() -> None:
    """Keep nothing any more."""
    global _keeps
    with _lock:
        _keeps = False
        _kept.clear()


def kept(
    source: str | Path,
    settings: Settings | SourceSettings,
    day: pd.Timestamp,
    make: Callable[[], T],
) -> T:
    """Give what ``make`` gives; it is called only where nothing is kept of the very same source.

    Parameters
    ----------
    source : folder, file or address
    settings : all that ``make`` depends on beside the source and the date
    day : report date
    make : reads the source; two kinds of answers need two kinds of settings
    """
    if not _keeps or is_address(source):
        return make()
    with _lock:
        key = (str(Path(source).resolve()), type(settings), day, content_of(source))
        for one in _kept:
            if one[0] == key and one[1] == settings:
                _kept.remove(one)
                _kept.append(one)
                found: T = one[2]
                return found
        made = make()
        # Files that changed while they were read belong to neither content.
        if key[-1] and content_of(source) == key[-1]:
            _kept.append((key, settings, made))
            del _kept[:-_MOST]
        return made


def content_of(source: str | Path) -> str:
    """Fingerprint the bytes of the files of a source; empty where there are none.

    Examples
    --------
    >>> content_of("nowhere")
    ''
    """
    path = Path(source)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    total, found = sha256(), False
    for file in files:
        if file.is_file() and file.name != SETTINGS_FILE:
            found = True
            total.update(f"{file.name}:{sha256(file.read_bytes()).hexdigest()};".encode())
    return total.hexdigest() if found else ""
