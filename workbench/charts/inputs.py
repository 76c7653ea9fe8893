"""The end of every report: what went in, and with which choices."""

import pandas as pd

from workbench import __version__
from workbench.charts.show import fold, note, show_table
from workbench.company import Company


def show_inputs(company: Company, *, with_ids: bool = True, **parameters: object) -> None:
    """Show source, date, parameters, the loss account and the faults that were found.

    Parameters
    ----------
    company : the checked company of the report
    with_ids : False counts the faults and leaves out their words, which hold ids of people
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
        **{f"Parameter {name}": str(value) for name, value in parameters.items()},
    }
    show_table(
        pd.DataFrame({"what": list(rows), "value": list(rows.values())}),
        caption="Inputs and choices",
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
