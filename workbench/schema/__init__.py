"""Every table the workbench knows, declared once.

The declaration feeds the checks, the Excel template, the data dictionary and the error messages.
"""

from workbench.schema import exposure, organisation, records, region, talent
from workbench.schema.model import Column, Kind, Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        organisation.positions,
        talent.employees,
        *organisation.TABLES[1:],
        *talent.TABLES[1:],
        *records.TABLES,
        *exposure.TABLES,
        *region.TABLES,
    )
}

__all__ = ["TABLES", "Column", "Kind", "Table"]
