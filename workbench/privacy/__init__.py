"""The only way from people to a page: ids unless names are asked for, small groups hidden."""

from workbench.privacy.groups import hide_small_groups
from workbench.privacy.people import PERSON_COLUMNS, name_people

__all__ = ["PERSON_COLUMNS", "hide_small_groups", "name_people"]
