"""The file of runs: one SQLite database that several processes may read and write at once."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.errors import ReportError
from workbench.history.fingerprint import Inputs
from workbench.history.register import COLUMNS, HEADLINES
from workbench.history.run import Run

# Marks the file as ours, and the shape of its tables.
APPLICATION, SHAPE = 0x57424853, 1
WAIT_SECONDS = 60.0
_TABLES = """
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, series TEXT NOT NULL,
  as_of TEXT NOT NULL, method TEXT NOT NULL, label TEXT NOT NULL, source TEXT NOT NULL,
  settings TEXT NOT NULL, settings_digest TEXT NOT NULL, inputs TEXT NOT NULL,
  flags TEXT NOT NULL, accepted INTEGER NOT NULL DEFAULT 0, made_at TEXT NOT NULL
);
CREATE TABLE figures (
  run_id TEXT NOT NULL REFERENCES runs (run_id), figure TEXT NOT NULL, value REAL, low REAL,
  high REAL, posts TEXT NOT NULL, PRIMARY KEY (run_id, figure)
);
CREATE TABLE measured (
  key TEXT NOT NULL, figure TEXT NOT NULL, value REAL, PRIMARY KEY (key, figure)
);
"""
_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


class History:
    """The runs in one file; a file that is not there holds none.

    Parameters
    ----------
    path : the file; made when the first run is kept
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def runs(self, series: str = "") -> tuple[Run, ...]:
        """Give all runs, or those of one series, in the order in which they were first kept.

        Raises
        ------
        ReportError
            If the file is no history or cannot be read.
        """
        with self._reading() as rows:
            if rows is None:
                return ()
            figures = _figures(rows)
            wanted = "SELECT * FROM runs WHERE series = ? OR ? = '' ORDER BY number"
            found = rows.execute(wanted, (series, series)).fetchall()
            return tuple(self._run(row, figures) for row in found)

    def keep(self, run: Run) -> Run:
        """Keep a run; the same run again takes the place of itself, with figures if it has any.

        Raises
        ------
        ReportError
            If the file cannot be written.
        """
        with self._writing() as rows:
            rows.execute(
                "INSERT INTO runs (run_id, series, as_of, method, label, source, settings, "
                f"settings_digest, inputs, flags, made_at) VALUES (?,?,?,?,?,?,?,?,?,?,{_NOW}) "
                "ON CONFLICT (run_id) DO UPDATE SET label = excluded.label, "
                "source = excluded.source, settings = excluded.settings, "
                "flags = excluded.flags, made_at = excluded.made_at",
                (run.run_id, run.series, run.as_of, run.method, run.label,
                 self._relative(run.source), run.settings_json, run.settings_digest,
                 run.inputs.to_json(), json.dumps(run.flags, ensure_ascii=False)),
            )  # fmt: skip
            if run.figures is not None:
                rows.execute("DELETE FROM figures WHERE run_id = ?", (run.run_id,))
                rows.executemany(
                    "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (run.run_id, name, *map(_known, points), json.dumps(posts))
                        for name, *points, posts in run.figures[COLUMNS].itertuples(index=False)
                    ],
                )
        return next(each for each in self.runs(run.series) if each.run_id == run.run_id)

    def accept(self, run_id: str) -> None:
        """Say that a flagged run is right as it is, so that later ones are compared with it."""
        with self._writing() as rows:
            rows.execute("UPDATE runs SET accepted = 1 WHERE run_id = ?", (run_id,))

    def measured(self, key: str) -> dict[str, float]:
        """Give figures that were measured before under a key; empty where none were."""
        with self._reading() as rows:
            if rows is None:
                return {}
            found = rows.execute("SELECT figure, value FROM measured WHERE key = ?", (key,))
            return {name: _number(value) for name, value in found}

    def keep_measured(self, key: str, values: Mapping[str, float]) -> None:
        """Keep figures that were measured for a comparison, so that it is quick next time."""
        with self._writing() as rows:
            rows.executemany(
                "INSERT OR REPLACE INTO measured VALUES (?, ?, ?)",
                [(key, name, _known(value)) for name, value in values.items()],
            )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        with self._sentences():
            if not self.path.exists():
                yield None
                return
            with closing(self._open()) as rows:
                yield rows if self._shape(rows) else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing, after whoever is writing now."""
        with self._sentences():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as rows:
                rows.execute("BEGIN IMMEDIATE")
                if not self._shape(rows):
                    for statement in _TABLES.split(";")[:-1]:
                        rows.execute(statement)
                    rows.execute(f"PRAGMA application_id = {APPLICATION}")
                    rows.execute(f"PRAGMA user_version = {SHAPE}")
                yield rows
                rows.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        rows = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
        rows.row_factory = sqlite3.Row
        return rows

    def _shape(self, rows: sqlite3.Connection) -> int:
        """Give the shape of the tables; 0 for a file with nothing in it yet."""
        shape = int(rows.execute("PRAGMA user_version").fetchone()[0])
        mark = int(rows.execute("PRAGMA application_id").fetchone()[0])
        tables = rows.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables and not mark:
            return 0
        if mark != APPLICATION:
            raise ReportError(f"{self.path.name} is a database, but no history of runs. {_MOVE}")
        if shape > SHAPE:
            raise ReportError(
                f"{self.path.name} was written by a newer workbench. Use that one, or name another "
                "file with history.file in the settings."
            )
        return shape

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Say what is wrong with the file in a sentence that names no path."""
        name = self.path.name
        try:
            yield
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem):
                raise ReportError(
                    f"{name} is in use by another program for more than {WAIT_SECONDS:.0f} "
                    "seconds. Close it there and try again."
                ) from None
            raise ReportError(
                f"{name} cannot be used: {problem}. Check that the folder can be written to, or "
                "name another file with history.file in the settings."
            ) from None
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError):
            raise ReportError(f"{name} cannot be read as a history of runs. {_MOVE}") from None
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise ReportError(f"{name} cannot be used: {reason}.") from None

    def _run(self, row: sqlite3.Row, figures: Mapping[str, pd.DataFrame]) -> Run:
        return Run(
            run_id=row["run_id"], series=row["series"], as_of=row["as_of"], method=row["method"],
            label=row["label"], source=self._absolute(row["source"]),
            settings=json.loads(row["settings"]), settings_digest=row["settings_digest"],
            inputs=Inputs.from_json(row["inputs"]), flags=tuple(json.loads(row["flags"])),
            accepted=bool(row["accepted"]), figures=figures.get(row["run_id"]),
            number=row["number"], made_at=row["made_at"],
        )  # fmt: skip

    def _relative(self, source: str) -> str:
        """Write a path from the history on, so that both may be moved together."""
        if not source or source.startswith("env:"):
            return source
        try:
            return Path(os.path.relpath(source, self.path.parent)).as_posix()
        except ValueError:
            return str(source)

    def _absolute(self, source: str) -> str:
        if not source or source.startswith("env:"):
            return str(source)
        return os.path.normpath(self.path.parent / source)


_MOVE = (
    "It is left as it is: move it away, and a new one is begun, or name another file with "
    "history.file in the settings."
)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _figures(rows: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    """Give the figures of all runs by run, in the order of the register."""
    by_run: dict[str, list[tuple[object, ...]]] = {}
    for row in rows.execute("SELECT * FROM figures"):
        points = [_number(row[name]) for name in ("value", "low", "high")]
        line = (row["figure"], *points, tuple(json.loads(row["posts"])))
        by_run.setdefault(row["run_id"], []).append(line)
    place = {name: number for number, name in enumerate(HEADLINES)}
    return {
        run_id: pd.DataFrame(
            sorted(lines, key=lambda line: place.get(str(line[0]), len(place))), columns=COLUMNS
        )
        for run_id, lines in by_run.items()
    }
