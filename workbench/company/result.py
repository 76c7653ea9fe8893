"""What a check found, for people, for the command line, and as JSON."""

import json
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

    def to_json(self) -> str:
        """Write the result as JSON, the same for the same source."""
        content = {
            "label": self.label,
            "as_of": str(self.as_of.date()),
            "usable": self.company is not None,
            "fingerprint": self.company.fingerprint if self.company else None,
            "exit_code": self.exit_code,
            "faults": [asdict(fault) for fault in self.faults],
            "account": self.account.to_dict("records"),
            "losses": self.losses.to_dict("records"),
        }
        return json.dumps(content, ensure_ascii=False, indent=1)

    def to_text(self) -> str:
        """Write the result for a reader: the faults, the worst first, then the loss account."""
        lines = [f"{self.label} as of {self.as_of:%Y-%m-%d}"]
        for level, words in _LEVEL_WORDS.items():
            faults = [fault for fault in self.faults if fault.level == level]
            if faults:
                lines += ["", f"{words} ({len(faults)}):", *(f"- {fault}" for fault in faults)]
        if not self.account.empty:
            lines += ["", "Read, kept, set aside:", self.account.to_string(index=False)]
        return "\n".join([*lines, "", self._verdict()])

    def _verdict(self) -> str:
        if self.company is None:
            return "These tables cannot be used yet: mend the faults that stop the run first."
        if self.exit_code:
            return "The tables can be used, without what was set aside or counted as unknown."
        return "No fault: the tables can be used as they are."


_LEVEL_WORDS = {
    "stop": "Stops the run",
    "set_aside": "Rows set aside",
    "blanked": "Cells counted as unknown",
    "note": "Worth knowing, kept as it is",
}
