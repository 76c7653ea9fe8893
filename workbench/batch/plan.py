"""The plan of a batch: which reports are made, of which units, with which parameters."""

import datetime as dt
import re
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import Field, field_validator, model_validator

from workbench.company.sources import is_address
from workbench.errors import ParameterError
from workbench.settings import ParameterValue
from workbench.settings.ranges import Strict
from workbench.settings.source import Headings
from workbench.settings.yaml_file import load_strict

_SET_NAME = re.compile(r"\w[\w-]{0,59}")


class Plan(Strict):
    """What a plan file may say.

    Attributes
    ----------
    data : folder, workbook, database address without a password, or ``env:NAME``
    out : folder that receives the reports
    settings : settings file; empty: ``settings.yaml`` beside the data, if there is one
    as_of : report date; not given: that of the settings, else today
    notebooks : names with or without their number; none means all
    notebooks_dir : folder of the notebooks; empty: those of the package
    whole_company : whether the reports of the whole company are made
    units : units with reports of their own, or ``all``
    parameter_sets : name -> parameters; every report is made once with each set
    edition, excel : as of ``make_reports``
    workers : reports made at the same time on this machine
    preimported : start the notebooks from a process that has imported the packages already
    """

    data: str = Field(min_length=1)
    out: str = Field(default="reports", min_length=1)
    settings: str = ""
    as_of: dt.date | None = None
    notebooks: Headings = ()
    notebooks_dir: str = ""
    whole_company: bool = True
    units: Literal["all"] | tuple[str, ...] = ()
    parameter_sets: dict[str, dict[str, ParameterValue]] = Field(default_factory=dict)
    edition: Literal["", "analyst", "executive"] = ""
    excel: bool | None = None
    workers: int = Field(default=2, ge=1, le=256)
    preimported: bool = True

    @field_validator("data")
    @classmethod
    def _without_password(cls, data: str) -> str:
        if is_address(data) and not data.startswith("env:"):
            parts = urlsplit(data)
            queried = any("pass" in name.lower() for name, _ in parse_qsl(parts.query))
            if parts.password or queried:
                raise ValueError(
                    "an address with a password does not belong into a file. Put it into an "
                    "environment variable and write 'env:' and its name"
                )
        return data

    @field_validator("parameter_sets")
    @classmethod
    def _names_of_folders(
        cls, sets: dict[str, dict[str, ParameterValue]]
    ) -> dict[str, dict[str, ParameterValue]]:
        wrong = [name for name in sets if not _SET_NAME.fullmatch(name)]
        if wrong:
            raise ValueError(
                f"{wrong[0][:40]!r} names a folder of reports. Allowed: letters, digits, _ and -"
            )
        if len({name.casefold() for name in sets}) < len(sets):
            raise ValueError("two names differ only in capital letters. Rename one")
        return sets

    @model_validator(mode="after")
    def _something_to_do(self) -> "Plan":
        if not self.whole_company and not self.units:
            raise ValueError("nothing to do: whole_company is false and there are no units")
        return self


def load_plan(path: str | Path) -> Plan:
    """Read a plan file; its paths count from the folder it is in.

    Parameters
    ----------
    path : a YAML file

    Returns
    -------
    Plan with absolute paths

    Raises
    ------
    ParameterError
        If the file is missing, is not YAML, or holds unknown keys or values; all are named.
    """
    plan = load_strict(path, Plan, what="plan")
    folder = Path(path).resolve().parent
    named = {"out": plan.out, "settings": plan.settings, "notebooks_dir": plan.notebooks_dir}
    paths = {name: str(folder / value) for name, value in named.items() if value}
    data = plan.data if is_address(plan.data) else str(folder / plan.data)
    if not is_address(data) and not Path(data).exists():
        raise ParameterError(
            f"{Path(path).name}, data: there is no {Path(data).name} to read. Allowed: a path "
            "that counts from the folder of the plan. Correct it."
        )
    return plan.model_copy(update={"data": data, **paths})
