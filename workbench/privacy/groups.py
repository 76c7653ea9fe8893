"""Groups on a page: no figure of one with too few people, nor one that gives it away."""

from collections.abc import Sequence

import pandas as pd


def hide_small_groups(
    frame: pd.DataFrame, *, people: str, values: Sequence[str], min_group_size: int
) -> pd.DataFrame:
    """Blank the figures of groups with fewer people than the minimum.

    As long as a single group would be hidden, or the hidden ones together would still be fewer
    than the minimum, the next smallest is hidden too, since the total of all groups would give
    them away.

    Parameters
    ----------
    frame : one row a group
    people : column with the number of people in the group
    values : columns to blank, ``people`` among them if it is to be hidden too
    min_group_size : smallest group shown, in people

    Returns
    -------
    A new frame in the same order with hidden figures missing and a column ``hidden``.

    Examples
    --------
    >>> groups = pd.DataFrame({"people": [40, 3, 9], "rate": [0.1, 0.3, 0.2]})
    >>> shown = hide_small_groups(groups, people="people", values=["rate"], min_group_size=5)
    >>> shown["rate"].tolist()
    [0.1, nan, nan]
    """
    size = frame[people]
    hidden = (size < min_group_size) & (size > 0)
    while (
        hidden.any()
        and (hidden.sum() == 1 or size[hidden].sum() < min_group_size)
        and (size.mask(hidden) > 0).any()
    ):
        rest = size.mask(hidden | (size == 0))
        hidden |= rest.rank(method="first") == 1
    blanked = {column: frame[column].mask(hidden) for column in values}
    return frame.assign(**blanked, hidden=hidden)
