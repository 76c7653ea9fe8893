"""What sets high performers apart from the others in a group of posts."""

from workbench.pools.success.compare import Success, compare_performers
from workbench.pools.success.display import success_findings, success_table
from workbench.pools.success.emphasis import accept_emphasis, suggested_emphasis

__all__ = [
    "Success",
    "accept_emphasis",
    "compare_performers",
    "success_findings",
    "success_table",
    "suggested_emphasis",
]
