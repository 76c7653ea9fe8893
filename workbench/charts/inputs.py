"""The end of every report: what went in, and with which choices."""

import pandas as pd

from workbench import __version__
from workbench.charts.show import fold, note, show_table
from workbench.company import Company
from workbench.settings.listing import settings_in_force


def show_inputs(company: Company, *, with_ids: bool = True, **parameters: object) -> None:
    """Show source, date, parameters, settings, the loss account and the faults that were found.

    Parameters
    ----------
    company : the checked company of the report
    with_ids : False leaves out what holds ids of people: the words of the faults, and who is put
        into a pool or left out of it by hand
    parameters : the notebook's own parameters, by name
    """
    settings = company.settings
    rows = {
        "Source": company.label,
        "Fingerprint of the checked tables": company.fingerprint[:16],
        "As of": f"{company.as_of:%Y-%m-%d}",
        "Currency": settings.currency,
        "Smallest group shown": f"{settings.min_group_size} people",
        "Workbench version": __version__,
        **{f"Parameter {name}": _in_words(value) for name, value in parameters.items()},
    }
    show_table(
        pd.DataFrame({"what": list(rows), "value": list(rows.values())}),
        caption="Inputs and choices",
    )
    listed = settings_in_force(settings, leave_out=("source", "reports", "decisions"))
    about_people = listed["setting"].str.endswith("employee_id")
    fold(
        listed[with_ids | ~about_people],
        caption="Every setting in force, by its name in the settings file",
    )
    decided = [(entry.on, entry.reason, "; ".join(entry.changed)) for entry in settings.decisions]
    fold(
        pd.DataFrame(decided, columns=["on", "reason", "changed"]),
        caption=f"Decisions about the settings ({len(decided)})",
    )
    fold(company.account, caption="What was read, kept and set aside")
    faults = pd.DataFrame(
        [
            {
                "level": fault.level,
                "fault": str(fault) if with_ids else f"{fault.table}: {fault.code}",
            }
            for fault in company.faults
        ]
    )
    fold(faults, caption=f"Faults and notes of the check ({len(faults)})")
    note(
        "An unknown value stays unknown in every figure; nothing is filled in unless a section "
        "says so. Run 'workbench check' on the same source for the full list."
    )


def _in_words(value: object) -> str:
    """Write a value; a number of 0 leaves the parameter to the settings."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else "as in the settings"
