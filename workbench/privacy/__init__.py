"""The only way from people to a page: ids unless names are asked for, small groups hidden."""

from workbench.privacy.groups import hide_small_groups
from workbench.privacy.people import PERSON_COLUMNS, name_people
from workbench.privacy.staff import blank_groups, leave_out_groups, not_shown

__all__ = [
    "PERSON_COLUMNS",
    "blank_groups",
    "hide_small_groups",
    "leave_out_groups",
    "name_people",
    "not_shown",
]
