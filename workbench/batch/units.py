"""The units of a plan, held against the units of the data."""

from collections.abc import Sequence
from datetime import date

from workbench.batch.plan import Plan
from workbench.company.load import load_company, source_settings
from workbench.company.unit import unit_names
from workbench.errors import ParameterError, WorkbenchError
from workbench.settings import Settings
from workbench.settings.plain_words import did_you_mean


def planned_units(plan: Plan, settled: Settings, as_of: str) -> tuple[str, ...]:
    """List the units that get reports of their own, each once.

    Parameters
    ----------
    plan : from ``load_plan``
    settled : settings of its data
    as_of : report date

    Returns
    -------
    Names. Where data cannot be read now, names of the plan are left to the reports, which say why;
    ``all`` cannot be.

    Raises
    ------
    ParameterError
        If no post is in a unit of the plan; all such units are named.
    """
    if not plan.units:
        return ()
    whole = settled.model_copy(update={"unit": ""})
    try:
        positions = load_company(plan.data, settings=whole, as_of=as_of).positions
    except WorkbenchError:
        if plan.units == "all":
            raise
        return tuple(dict.fromkeys(plan.units))
    known = unit_names(positions)
    if plan.units == "all":
        return known
    wanted = tuple(dict.fromkeys(plan.units))
    there = set(positions["unit"].dropna())
    refuse_unknown([unit for unit in wanted if unit not in there], known)
    return wanted


def check_units(plan: Plan) -> None:
    """Refuse a plan with units that nobody is in, where its data can be read now.

    Parameters
    ----------
    plan : from ``load_plan``

    Raises
    ------
    ParameterError
        If no post is in a unit of the plan; all such units are named.
    """
    if plan.units != "all":
        settled = source_settings(plan.data, plan.settings or None)
        planned_units(plan, settled, str(plan.as_of or settled.as_of or date.today()))


def refuse_unknown(unknown: Sequence[str], known: Sequence[str]) -> None:
    """Refuse units that are not in the data.

    Examples
    --------
    >>> refuse_unknown(["Sale"], ["Sales", "Works"])
    Traceback (most recent call last):
    workbench.errors.ParameterError: units: no post is in a unit 'Sale'. Did you mean 'Sales'? \
Allowed: all, or names that stand in positions.unit: Sales, Works. Correct units in the plan.
    """
    if unknown:
        said = " ".join(
            f"{'units: no' if unit == unknown[0] else 'No'} post is in a unit {unit!r}."
            f"{did_you_mean(unit, known)}"
            for unit in unknown
        )
        names = f"names that stand in positions.unit: {', '.join(known)}"
        allowed = f"all, or {names}" if known else "none, since positions.unit is empty"
        raise ParameterError(f"{said} Allowed: {allowed}. Correct units in the plan.")
