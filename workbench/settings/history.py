"""Where runs are kept, and from when on a table counts as shrunken."""

from pydantic import Field

from workbench.settings.ranges import Strict
from workbench.settings.source import Share


class HistorySettings(Strict):
    """The history of runs.

    Attributes
    ----------
    file : the file that keeps the runs; a relative name is one in the folder of the reports
    series : runs of one series are compared with each other; empty: the name of the company
    shrunken_table_share : a table with fewer rows than this part of the last run's is flagged
    shrunken_unit_share : the same for the posts or people of a unit
    emptied_column_share : a column filled to less than this part of what it was is flagged
    least_rows : tables, columns and units that held fewer rows than this are not judged; a table
        or unit that is missing altogether is flagged from this many on too
    """

    file: str = Field(default="history.sqlite", min_length=1)
    series: str = ""
    shrunken_table_share: Share = 0.5
    shrunken_unit_share: Share = 0.5
    emptied_column_share: Share = 0.25
    least_rows: int = Field(default=5, ge=1, le=1000)
