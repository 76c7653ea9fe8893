"""Which posts are key, how sure that is, and why."""

from workbench.positions.ranking.rank import Ranking, rank_positions
from workbench.positions.why.flags import flag_posts

__all__ = ["Ranking", "flag_posts", "rank_positions"]
