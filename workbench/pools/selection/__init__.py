"""Selection: the best set of people for all posts together, scored, locked and explained."""

from workbench.pools.selection.capacity import assign_with_capacities
from workbench.pools.selection.choose import Choice, choose
from workbench.pools.selection.explain import explain_choice, passed_over_table
from workbench.pools.selection.nominated import Nominated, score_nominations
from workbench.pools.selection.task import Task, selection_task

__all__ = [
    "Choice",
    "Nominated",
    "Task",
    "assign_with_capacities",
    "choose",
    "explain_choice",
    "passed_over_table",
    "score_nominations",
    "selection_task",
]
