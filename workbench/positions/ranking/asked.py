"""The posts somebody asks about: one or several ids, each known to the ranking."""

from collections.abc import Sequence

from workbench.errors import ParameterError
from workbench.positions.ranking.rank import Ranking
from workbench.words import listing


def posts_asked_for(ranking: Ranking, position_ids: str | Sequence[str]) -> list[str]:
    """Give the ids asked for, each once, in their order.

    Parameters
    ----------
    ranking : of all open posts
    position_ids : ids of open posts; a text is the id of one post

    Raises
    ------
    ParameterError
        If an id is none of an open post.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> import pandas as pd
    >>> ranking = SimpleNamespace(dimensions=pd.DataFrame(index=["P1", "P2", "P3"]))
    >>> posts_asked_for(ranking, "P3"), posts_asked_for(ranking, ["P2", "P1", "P2"])
    (['P3'], ['P2', 'P1'])
    """
    given = [position_ids] if isinstance(position_ids, str) else position_ids
    ids = list(dict.fromkeys(given))
    strangers = sorted({str(post) for post in ids} - set(ranking.dimensions.index))
    if strangers:
        raise ParameterError(
            f"no open post has the id {listing(strangers)}. Allowed: the ids of table positions "
            "whose status is not closed. Correct the id."
        )
    return ids
