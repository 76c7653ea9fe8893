"""Selection: the best set of people for all posts together, scored, locked and explained."""

from workbench.pools.selection.choose import Choice, choose
from workbench.pools.selection.explain import explain_choice

__all__ = ["Choice", "choose", "explain_choice"]
