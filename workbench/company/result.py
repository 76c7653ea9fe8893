"""What a check found, for people, for the command line, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from workbench.company.company import Company
from workbench.errors import Fault

FAULT_COLUMNS = list(Fault.__dataclass_fields__)


@dataclass(frozen=True, eq=False)
class CheckResult:
    """What a check found; ``company`` is None where the data cannot be used.

    Attributes
    ----------
    company : the checked company, or None
    faults : everything that was found
    account : one row a table: rows read, left out, merged, kept, set aside; cells blanked
    losses : rows and cells lost by table, column and reason
    label : name of the source without its path
    as_of : the report date
    """

    company: Company | None
    faults: tuple[Fault, ...]
    account: pd.DataFrame
    losses: pd.DataFrame
    label: str
    as_of: pd.Timestamp

    @property
    def exit_code(self) -> int:
        """1 if anything was found that is more than a note, else 0."""
        return int(any(fault.level != "note" for fault in self.faults))

    def fault_table(self) -> pd.DataFrame:
        """One row a fault, columns as in ``Fault``; ``rows`` is a tuple of row numbers."""
        return pd.DataFrame([vars(fault) for fault in self.faults], columns=FAULT_COLUMNS)

    def to_json(self, **more: Sequence[str]) -> str:
        """Write the result as JSON, the same for the same source; ``more`` is added to it."""
        content = {
            "label": self.label,
            "as_of": str(self.as_of.date()),
            "usable": self.company is not None,
            "fingerprint": self.company.fingerprint if self.company else None,
            "exit_code": self.exit_code,
            "faults": [asdict(fault) for fault in self.faults],
            "account": self.account.to_dict("records"),
            "losses": self.losses.to_dict("records"),
            **{name: list(sentences) for name, sentences in more.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=1)

    def to_text(self, *, partial: Sequence[str] = ()) -> str:
        """Write the result for a reader: faults, causes before consequences, then the account.

        ``partial`` says what the tables lack beside those of the last run.
        """
        lines = [f"{self.label} as of {self.as_of:%Y-%m-%d}"]
        ordered = causes_first(self.faults)
        for part, words in _PARTS.items():
            faults = [fault for fault in ordered if _part(fault) == part]
            if faults:
                lines += ["", f"{words} ({len(faults)}):", *(f"- {fault}" for fault in faults)]
        if not self.account.empty:
            lines += ["", "Read, kept, set aside:", self.account.to_string(index=False)]
        verdict = self._verdict()
        if partial:
            verdict = f"{verdict.removesuffix('.')}, but look at this first:"
        return "\n".join([*lines, "", verdict, *(f"- {sentence}" for sentence in partial)])

    def _verdict(self) -> str:
        if self.company is None:
            return "These tables cannot be used yet: mend the faults that stop the run first."
        if self.exit_code:
            return "The tables can be used, without what was set aside or counted as unknown."
        return "No fault: the tables can be used as they are."


_PARTS = {
    "stop": "Stops the run",
    "set_aside": "Rows set aside",
    "loss_budget": "Stops the run because of the rows set aside",
    "blanked": "Cells counted as unknown",
    "note": "Worth knowing, kept as it is",
}


def _part(fault: Fault) -> str:
    return fault.code if fault.code == "loss_budget" else fault.level


def causes_first(faults: Sequence[Fault]) -> list[Fault]:
    """Order faults: what stops the run, what was lost, what follows from it, then the rest.

    Examples
    --------
    >>> late = Fault("stop", "loss_budget", "ties", "", (), "9 of 9", "2%", "Correct.")
    >>> early = Fault("set_aside", "missing_required", "ties", "", (3,), "empty", "an id", "Fill.")
    >>> [fault.code for fault in causes_first([late, early])]
    ['missing_required', 'loss_budget']
    """
    parts = list(_PARTS)
    return sorted(faults, key=lambda f: (parts.index(_part(f)), f.code == "row_set_aside"))
