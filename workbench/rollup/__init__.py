"""A tree of organisations: each level with what is below it, hidden cells safe over the tree."""

from workbench.rollup.rollup import RollUp, rollup
from workbench.rollup.tree import organisation_tree

__all__ = ["RollUp", "organisation_tree", "rollup"]
