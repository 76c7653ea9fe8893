"""What has been done, kept beside the reports: one small file a job, and one record a run."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.batch.fingerprint import digest_of
from workbench.report.publish import write_whole

STATES = ".batch"
RECORD = "run.json"
# As write_whole names what it has not finished.
_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}")

MADE, FAILED, UNCHANGED, NOT_DONE = "made", "failed", "unchanged", "not_done"


@dataclass(frozen=True)
class Entry:
    """What is known of one job.

    Parameters
    ----------
    name : folder and notebook
    status : ``made``, ``failed``, ``unchanged`` (a report of an earlier run stands) or
        ``not_done`` (the run ended before)
    unit, notebook, parameters : what the report is about
    fingerprint : of everything it was made from
    files : name below the folder of all reports -> SHA-256
    message : what went wrong
    title : title of the report
    seconds : time it took when it was made
    finished_at : when it was made or failed, in UTC
    runs : ids of the runs it kept in the history of its folder
    """

    name: str
    status: str
    unit: str
    notebook: str
    parameters: Mapping[str, object]
    fingerprint: str
    files: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    title: str = ""
    seconds: float = 0.0
    finished_at: str = ""
    runs: Sequence[str] = ()


def read_entry(out: Path, name: str) -> Entry | None:
    """Read what an earlier run noted of a job; None if there is nothing whole."""
    with suppress(OSError, ValueError, TypeError):
        return Entry(**json.loads(_file_of(out, name).read_text(encoding="utf-8")))
    return None


def write_entry(out: Path, entry: Entry) -> None:
    """Note what became of a job; only after this it counts as done."""
    write_whole(_file_of(out, entry.name), json.dumps(asdict(entry), indent=1, sort_keys=True))


def still_stands(out: Path, entry: Entry | None, fingerprint: str) -> bool:
    """Tell whether a report was made from the very same things and is still there, untouched."""
    return (
        entry is not None
        and entry.status == MADE
        and entry.fingerprint == fingerprint
        and bool(entry.files)
        and all(digest_of(out / file) == digest for file, digest in entry.files.items())
    )


def write_record(out: Path, head: Mapping[str, Any], entries: Sequence[Entry]) -> Path:
    """Write the record of a run, for another program.

    Parameters
    ----------
    out : folder of all reports
    head : what is said of the run as a whole
    entries : what became of each job, in the order of the plan

    Returns
    -------
    Path of ``run.json``
    """
    statuses = [entry.status for entry in entries]
    counts = {status: statuses.count(status) for status in (MADE, UNCHANGED, FAILED, NOT_DONE)}
    content = {
        "format": 1,
        "workbench": __version__,
        **head,
        "counts": counts,
        "reports": [asdict(entry) for entry in entries],
    }
    return write_whole(out / RECORD, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def clear_drafts(out: Path, folders: Iterable[str]) -> None:
    """Remove what a run that was killed had begun to write; nobody else writes here now."""
    for folder in {"", STATES, *folders}:
        for file in (out / folder).glob(".*"):
            if file.is_file() and _DRAFT.fullmatch(file.name):
                file.unlink(missing_ok=True)


def _file_of(out: Path, name: str) -> Path:
    plain = name.replace("/", "~")
    if len(plain) > 150:
        plain = f"{plain[:140]}~{sha256(name.encode()).hexdigest()[:8]}"
    return out / STATES / f"{plain}.json"
