"""Which figures to hide so that sums do not give them away, and the proof that they do not."""

from workbench.privacy.suppression.choose import choose_hidden
from workbench.privacy.suppression.recover import recover, too_narrow
from workbench.privacy.suppression.relations import Relations, relations_of_table

__all__ = ["Relations", "choose_hidden", "recover", "relations_of_table", "too_narrow"]
