"""Groups on a page: no figure of one with too few people, nor one that gives it away."""

from collections.abc import Sequence

import pandas as pd


def hide_small_groups(
    frame: pd.DataFrame, *, people: str, values: Sequence[str], min_group_size: int
) -> pd.DataFrame:
    """Blank the figures of groups with fewer people than the minimum.

    When exactly one group would be hidden, the next smallest is hidden too, since the total of
    all groups would give the single one away.

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
    if hidden.sum() == 1 and (~hidden).any():
        hidden |= size.mask(hidden).rank(method="first") == 1
    blanked = {column: frame[column].mask(hidden) for column in values}
    return frame.assign(**blanked, hidden=hidden)
