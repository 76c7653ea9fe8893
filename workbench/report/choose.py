"""Which notebooks to run, and the checked parameters of each, before anything runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import ParameterError, ReportError
from workbench.report.coerce import Value
from workbench.report.parameters import Parameter, accept_all, describe_parameters, refusal
from workbench.settings.plain_words import did_you_mean

# Given by the run itself: the same source, settings and date for every report.
COMMON = ("data", "settings", "as_of")


@dataclass(frozen=True)
class Chosen:
    """A notebook with the parameters it will be given, and the defaults of all it declares."""

    path: Path
    values: dict[str, Value]
    declared: dict[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name without folder and ending."""
        return self.path.stem


def notebooks_folder() -> Path:
    """Folder of the notebooks that come with the package.

    Raises
    ------
    ReportError
        If it is not beside the package.
    """
    folder = Path(__file__).resolve().parents[2] / "notebooks"
    if not folder.is_dir():
        raise ReportError(
            "The notebooks are not beside the package. Work in a checkout of the project, or say "
            "where they are with notebooks_dir."
        )
    return folder


def notebook_paths(folder: Path) -> tuple[Path, ...]:
    """Find the notebooks of a folder in the order of their names."""
    paths = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not paths:
        raise ReportError(f"There is no notebook in the folder {folder.name}.")
    return tuple(paths)


def choose(names: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Find notebooks by name, with or without their number.

    Parameters
    ----------
    names : such as ``1-key-positions`` or ``key-positions``; none means all
    folder : where the notebooks are

    Returns
    -------
    Paths in the order of the folder, each once.

    Raises
    ------
    ParameterError
        If a name fits no notebook or several; all such names are listed with the right ones.
    """
    paths = notebook_paths(folder)
    fitting = {name: [path for path in paths if name in _names(path)] for name in names}
    faults = [
        f"{name!r} fits {'several notebooks' if found else 'no notebook'}."
        + ("" if found else did_you_mean(name, set().union(*map(_names, paths))))
        for name, found in fitting.items()
        if len(found) != 1
    ]
    if faults:
        known = ", ".join(path.stem for path in paths)
        raise ParameterError("\n".join([*faults, f"The notebooks are: {known}."]))
    wanted = {found[0] for found in fitting.values()}
    return tuple(path for path in paths if path in wanted or not names)


def with_parameters(
    paths: Sequence[Path],
    *,
    common: Mapping[str, str],
    given: Mapping[str, object],
    by_report: Mapping[str, Mapping[str, object]],
    settings_name: str = "settings",
) -> tuple[Chosen, ...]:
    """Check every parameter of every chosen notebook; nothing has run yet.

    Parameters
    ----------
    paths : the chosen notebooks
    common : values of ``data``, ``settings`` and ``as_of``
    given : values for whichever notebooks declare them; each must be declared by at least one
    by_report : values by name of notebook, from the settings; ``given`` comes before them
    settings_name : name of the settings file, for what is wrong in ``by_report``

    Returns
    -------
    The notebooks with their values.

    Raises
    ------
    ParameterError
        Naming all faults of all notebooks.
    ReportError
        If a notebook does not declare the common parameters.
    """
    declared = {path: describe_parameters(path) for path in paths}
    faults = _misplaced(given, declared)
    chosen = []
    for path, parameters in declared.items():
        _require_common(path, parameters)
        names = {parameter.name for parameter in parameters}
        values = {name: value for name, value in given.items() if name in names - set(COMMON)}
        accepted, wrong = accept_all(_own(parameters), values)
        settled: dict[str, Value] = {}
        for key, own in by_report.items():
            if key in _names(path):
                left = {name: value for name, value in own.items() if name not in values}
                good, bad = accept_all(_own(parameters), left)
                settled |= good
                wrong += [f"{settings_name}, reports.{key}: {fault}" for fault in bad]
        defaults = {parameter.name: parameter.default for parameter in parameters}
        chosen.append(Chosen(path, {**settled, **accepted, **common}, defaults))
        if wrong:
            faults.append(refusal(path.stem, wrong, _own(parameters)))
    if faults:
        raise ParameterError("\n".join(faults))
    return tuple(chosen)


def _names(path: Path) -> set[str]:
    number, _, rest = path.stem.partition("-")
    return {path.stem, path.name, rest} if number.isdigit() else {path.stem, path.name}


def _own(parameters: Sequence[Parameter]) -> tuple[Parameter, ...]:
    return tuple(parameter for parameter in parameters if parameter.name not in COMMON)


def _misplaced(
    given: Mapping[str, object], declared: Mapping[Path, Sequence[Parameter]]
) -> list[str]:
    """Name what no chosen notebook declares, and what has an option of its own."""
    own = {
        parameter.name: parameter
        for parameters in declared.values()
        for parameter in _own(parameters)
    }
    options = [f"{name!r} is set by --{name.replace('_', '-')}" for name in given if name in COMMON]
    unknown = [
        f"{name!r} is no parameter of the chosen reports"
        for name in given
        if name not in own and name not in COMMON
    ]
    if not unknown:
        return options
    known = [f"  {parameter}" for _, parameter in sorted(own.items())] or ["  none"]
    return [*options, *unknown, "Their parameters are:", *known]


def _require_common(path: Path, parameters: Sequence[Parameter]) -> None:
    texts = {parameter.name for parameter in parameters if parameter.kind == "str"}
    lacking = [name for name in COMMON if name not in texts]
    if lacking:
        raise ReportError(
            f"{path.name}: the parameters cell lacks {', '.join(lacking)}. Every report needs "
            "a line such as 'data: str = \"../data/sample\"  # Source of the data' for each."
        )
