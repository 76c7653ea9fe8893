"""What sets high performers apart from the others in any group of posts."""

from workbench.pools.success.compare import compare_performers
from workbench.pools.success.display import group_table, success_table, suggestion_table
from workbench.pools.success.emphasis import accept_emphasis, suggested_emphasis
from workbench.pools.success.findings import success_findings
from workbench.pools.success.performers import groups_of_posts
from workbench.pools.success.result import Success

__all__ = [
    "Success",
    "accept_emphasis",
    "compare_performers",
    "group_table",
    "groups_of_posts",
    "success_findings",
    "success_table",
    "suggested_emphasis",
    "suggestion_table",
]
