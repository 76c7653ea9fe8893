"""Write the sample company into a folder, all of it or nothing."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from workbench.errors import ParameterError
from workbench.sample.frames import csv_text
from workbench.sample.make import make_sample
from workbench.sample.planted import SEED
from workbench.sample.readme import SETTINGS_TEXT, readme_text


def write_sample(folder: str | Path, *, seed: int = SEED, employees: int = 1000) -> Path:
    """Write a CSV file for each table, a README and a settings file.

    The files are written beside the folder first and moved when all of them are complete. A
    sample that stands there already is replaced.

    Parameters
    ----------
    folder : where to; made if it is missing
    seed, employees : as in ``make_sample``

    Returns
    -------
    Path of the folder

    Raises
    ------
    ParameterError
        If the folder is a file, the working folder, or holds files that are not part of a
        sample, or if ``seed`` or ``employees`` is out of range.
    """
    target = Path(folder).resolve()
    texts = _texts(seed=seed, employees=employees)
    _refuse_foreign(target, texts)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=".sample-", dir=target.parent))
    try:
        for name, text in texts.items():
            (fresh / name).write_bytes(text.encode())
        fresh.chmod(0o755)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def _texts(*, seed: int, employees: int) -> dict[str, str]:
    """Give the content of every file by its name."""
    tables = make_sample(seed=seed, employees=employees)
    texts = {f"{name}.csv": csv_text(name, table) for name, table in tables.items()}
    texts["README.md"] = readme_text(tables, seed=seed, employees=employees)
    texts["settings.yaml"] = SETTINGS_TEXT
    return texts


def _refuse_foreign(target: Path, texts: dict[str, str]) -> None:
    if target.exists() and not target.is_dir():
        raise ParameterError(f"{target.name} is a file. Name a folder to write the sample into.")
    if target == Path.cwd():
        raise ParameterError("The sample replaces its folder. Name one you are not working in.")
    there = [path.name for path in target.iterdir()] if target.exists() else []
    foreign = sorted(name for name in there if name not in texts)
    if foreign:
        raise ParameterError(
            f"The folder {target.name} holds {len(foreign)} file(s) that are not part of a sample "
            f"({', '.join(foreign[:5])}). Nothing was written. Name an empty or a new folder."
        )


def _swap(fresh: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    if not target.exists():
        fresh.rename(target)
        return
    old = fresh.with_name(fresh.name + "-old")
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)
