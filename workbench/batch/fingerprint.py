"""What a report was made from, as one number: the same number, the same report."""

import json
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match

import workbench
from workbench.batch.jobs import Job
from workbench.company.account import fingerprint
from workbench.company.load import source_settings
from workbench.company.sources import SETTINGS_FILE, is_address, read_source, resolve

_DISTRIBUTION = "talent-workbench"


def source_fingerprint(data: str, settings: str) -> str:
    """Fingerprint what a source holds: the bytes of its files, or the cells of a database.

    Parameters
    ----------
    data : folder, file, database address or ``env:NAME``
    settings : settings file, which says what is read of a database; may be empty

    Returns
    -------
    SHA-256, the same wherever the source is.

    Raises
    ------
    DataError
        If a database cannot be read.
    """
    source = resolve(data)
    if is_address(source):
        read = read_source(source, source_settings(data, settings or None).source)
        faults = "\n".join(str(fault) for fault in read.faults)
        tables = fingerprint({name: table.frame for name, table in read.tables.items()})
        return sha256(f"{tables}{faults}".encode()).hexdigest()
    path = Path(source)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return files_fingerprint(file for file in files if file.name != SETTINGS_FILE)


def files_fingerprint(files: Iterable[Path]) -> str:
    """SHA-256 of the names and bytes of files; hidden ones and folders are left out."""
    total = sha256()
    for file in files:
        if file.is_file() and not file.name.startswith("."):
            total.update(f"{file.name}:{digest_of(file)};".encode())
    return total.hexdigest()


def digest_of(file: Path) -> str:
    """SHA-256 of a file; empty if there is no such file."""
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


@cache
def method_fingerprint() -> str:
    """Fingerprint the method: this package, Python, and the packages it works with."""
    package = Path(workbench.__file__).parent
    files = (file for file in sorted(package.rglob("*")) if "__pycache__" not in file.parts)
    total = sha256(f"{workbench.__version__}{sys.version}".encode())
    for file in files:
        if file.is_file():
            total.update(f"{file.relative_to(package).as_posix()}:{digest_of(file)};".encode())
    for name in _packages():
        total.update(f"{name}=={version(name)};".encode())
    return total.hexdigest()


def job_fingerprint(job: Job, *, source: str, method: str) -> str:
    """Fingerprint a job: its data, settings, parameters, unit, date, notebook and method.

    Parameters
    ----------
    job : what is to be made
    source : from ``source_fingerprint``
    method : from ``method_fingerprint``

    Returns
    -------
    SHA-256
    """
    content = {
        "source": source,
        "label": "" if is_address(job.data) else Path(job.data).name,
        "settings": digest_of(Path(job.settings)) if job.settings else "",
        "notebook": digest_of(Path(job.notebooks_dir) / f"{job.notebook}.ipynb"),
        "method": method,
        "as_of": job.as_of,
        "unit": job.unit,
        "edition": job.edition,
        "excel": job.excel,
        "parameters": dict(job.parameters),
        "name": job.name,
    }
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _packages() -> list[str]:
    """Names of the packages that the workbench asks for, without its extras."""
    try:
        lines = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    found = [match(r"[\w.-]+", line) for line in lines if "extra ==" not in line]
    return sorted(name[0] for name in found if name)
