"""A plan spelled out: one job a report, every name and parameter checked before anything runs."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from workbench.batch.plan import Plan
from workbench.batch.units import planned_units
from workbench.company.load import settings_file, source_settings
from workbench.errors import ParameterError
from workbench.report.choose import choose, notebooks_folder, with_parameters
from workbench.report.coerce import Value
from workbench.report.parameters import describe_parameters
from workbench.settings import Settings


@dataclass(frozen=True)
class Job:
    """One report to be made; plain values, so that it can travel to another machine.

    Parameters
    ----------
    folder : where the report stands below the folder of all reports; empty: in that folder
    notebook : name of the notebook
    notebooks_dir : folder of the notebook
    data : source of the data, without a password
    settings : settings file; empty where there is none
    as_of : report date; empty leaves it to the settings
    unit : unit the report is about; empty: the whole company
    parameters : checked values by name
    edition, excel : as of ``make_reports``
    history : folder of the history the run is kept in; empty: kept nowhere that lasts
    preimported : start the notebook from a process that has imported the packages already
    """

    folder: str
    notebook: str
    notebooks_dir: str
    data: str
    settings: str = ""
    as_of: str = ""
    unit: str = ""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    edition: str = ""
    excel: bool | None = None
    history: str = ""
    preimported: bool = True

    @property
    def name(self) -> str:
        """Folder and notebook; no two jobs of a plan share it."""
        return f"{self.folder}/{self.notebook}" if self.folder else self.notebook


def jobs_of(plan: Plan, *, today: dt.date) -> tuple[Job, ...]:
    """Spell a plan out: units x parameter sets x notebooks, in this order.

    Parameters
    ----------
    plan : with absolute paths, see ``load_plan``
    today : report date where neither the plan nor the settings give one

    Returns
    -------
    Jobs with names of their own

    Raises
    ------
    ParameterError
        If a notebook, parameter, setting or unit of the plan is wrong; all faults of a set and all
        units that are unknown are named.
    ReportError
        If the notebooks cannot be used.
    """
    folder = Path(plan.notebooks_dir) if plan.notebooks_dir else notebooks_folder()
    settled = source_settings(plan.data, plan.settings or None)
    settings = settings_file(plan.data, plan.settings or None)
    as_of = "" if not plan.as_of and settled.as_of else str(plan.as_of or today)
    paths = choose(plan.notebooks, folder)
    by_set = {name: _checked(paths, given, settled, name) for name, given in _sets(plan).items()}
    own = planned_units(plan, settled, as_of or str(settled.as_of))
    units = (*([""] if plan.whole_company else []), *own)
    folders = folder_names(units)
    return tuple(
        Job(
            folder="/".join(filter(None, [folders[unit], name])),
            edition=plan.edition,
            excel=plan.excel,
            history=str(Path(plan.out).resolve() / folders[unit] / name),
            notebook=path.stem,
            notebooks_dir=str(folder.resolve()),
            data=plan.data,
            settings=str(settings) if settings and settings.is_file() else "",
            as_of=as_of,
            unit=unit,
            parameters=given[path],
            preimported=plan.preimported,
        )
        for unit in units
        for name, given in by_set.items()
        for path in paths
    )


def folder_names(units: Sequence[str]) -> dict[str, str]:
    """Give each unit a folder that every file system takes and no other unit has.

    Examples
    --------
    >>> folder_names(["", "HR and IT", "R&D / Labs"])
    {'': '', 'HR and IT': 'HR-and-IT', 'R&D / Labs': 'R-D-Labs'}
    >>> sorted(folder_names(["a b", "A-b"]).values())
    ['A-b-b05dd0', 'a-b-c8687a']
    """
    plain = {unit: re.sub(r"[\W_]+", "-", unit).strip("-")[:60] for unit in units}
    often = Counter(name.casefold() for name in plain.values())
    return {
        unit: name
        if not unit or (name and often[name.casefold()] == 1)
        else f"{name}-{sha256(unit.encode()).hexdigest()[:6]}".lstrip("-")
        for unit, name in plain.items()
    }


def _sets(plan: Plan) -> Mapping[str, Mapping[str, Value]]:
    return plan.parameter_sets or {"": {}}


def _checked(
    paths: Sequence[Path], given: Mapping[str, Value], settled: Settings, name: str
) -> dict[Path, dict[str, Value]]:
    """Check one set; each notebook gets the parameters of it that it declares."""
    common = {"data": "", "settings": "", "as_of": ""}
    try:
        chosen = with_parameters(paths, common=common, given=given, by_report=settled.reports)
    except ParameterError as problem:
        where = f"parameter_sets.{name}: " if name else ""
        raise ParameterError(f"{where}{problem}") from None
    return {
        one.path: {
            parameter.name: one.values[parameter.name]
            for parameter in describe_parameters(one.path)
            if parameter.name in given
        }
        for one in chosen
    }
