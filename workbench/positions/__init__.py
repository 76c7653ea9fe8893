"""Which posts are key, how sure that is, and why."""

from workbench.positions.flags import flag_posts
from workbench.positions.ranking import Ranking, rank_positions

__all__ = ["Ranking", "flag_posts", "rank_positions"]
