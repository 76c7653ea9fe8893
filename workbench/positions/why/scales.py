"""Amounts of the criteria in words: those of a post, the middle one, and any on the scale."""

import math

from workbench.company import Company
from workbench.positions.criteria.amounts import amount_in_words, anchors_in_use, place_in_words
from workbench.positions.ranking.rank import Ranking


class Scales:
    """Writes amounts of the criteria of a ranking.

    Parameters
    ----------
    company, ranking : what was ranked, and how
    """

    def __init__(self, company: Company, ranking: Ranking) -> None:
        self._settings = company.settings
        self._anchors = anchors_in_use(company, ranking.measured.source)
        self._amounts = ranking.measured.amount

    def now(self, post: str, criterion: str) -> str:
        """Write the amount of a post; unknown where nothing is known."""
        return self._words(criterion, self._amounts[criterion].loc[post])

    def middle(self, criterion: str) -> str:
        """Write the median amount of the posts it is known of."""
        return self._words(criterion, self._amounts[criterion].median())

    def turning_point(self, post: str, criterion: str, *, value: float, turn: float) -> str:
        """Write the amount from which on a post would be what it is not, or no longer what it is.

        Parameters
        ----------
        value : of the post on the scale, in [0, 1]; missing where unknown
        turn : where it turns, in [0, 1]; 0: every value is enough; missing: none is
        """
        if math.isnan(turn):
            return "no value"
        if turn <= 0:
            return "any value"
        words = place_in_words(self._anchors[criterion], turn, self._settings)
        if math.isnan(value) or words != self.now(post, criterion):
            return f"{words}, or fewer" if self._falls(criterion) else words
        # Amounts are written with few digits: say on which side of the same words the turn lies.
        return f"just {'above' if turn > value else 'below'} {words}"

    def _falls(self, criterion: str) -> bool:
        """Tell whether fewer people stand higher on the scale."""
        return self._anchors[criterion].quantity in ("knowledge_scarcity", "skill_scarcity")

    def _words(self, criterion: str, amount: float) -> str:
        return amount_in_words(self._anchors[criterion].quantity, float(amount), self._settings)
