"""A tree of organisations: each level with what is below it, hidden cells safe over the tree."""
