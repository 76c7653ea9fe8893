"""Which of many comparisons are clear, allowing for how many were looked at."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from workbench.pools.success.effect import Superiority, smallest_detectable

# Of the differences called clear, this share may be chance.
LEVEL = 0.05


def judge_many(found: Sequence[Superiority], *, level: float = LEVEL) -> tuple[pd.DataFrame, float]:
    """Correct p-values and intervals for looking at many, and say which differences are clear.

    Parameters
    ----------
    found : the comparisons
    level : share of those called clear that may be chance, in (0, 1)

    Returns
    -------
    DataFrame, one row a comparison in the order given: chance, chance_low, chance_high, p_value,
    q_value, detectable (smallest chance such sides would find in four of five cases), side (1
    clearly higher, -1 clearly lower, 0 neither); and the confidence of the intervals

    Notes
    -----
    q-values by Benjamini and Hochberg (1995). With R of m at most ``level`` the intervals have the
    confidence 1 - level max(R, 1) / m (Benjamini and Yekutieli 2005, Journal of the American
    Statistical Association 100:71-81), since the largest of many is picked: so they hold the truth
    in all but that share of those picked. Clear is what passes both, as the test asks whether
    anything differs at all and the interval whether one side stands higher.

    Examples
    --------
    >>> from workbench.pools.success.effect import superiority
    >>> side = [True] * 6 + [False] * 6
    >>> found = [superiority(range(12, 0, -1), side), superiority([1, 2] * 6, side)]
    >>> rows, confidence = judge_many(found)
    >>> rows["side"].tolist(), confidence
    ([1, 0], 0.975)
    """
    p_value = [one.p_value for one in found]
    q_value = false_discovery_control(p_value) if found else np.empty(0)
    spent = level * max(int((q_value <= level).sum()), 1) / max(len(found), 1)
    ends = np.array([one.interval(1 - spent) for one in found]).reshape(-1, 2)
    is_clear = q_value <= level
    rows = {
        "chance": np.array([one.chance for one in found], dtype=np.float64),
        "chance_low": ends[:, 0],
        "chance_high": ends[:, 1],
        "p_value": np.array(p_value, dtype=np.float64),
        "q_value": q_value,
        "detectable": smallest_detectable([one.information for one in found], level=spent),
        "side": np.where(is_clear & (ends[:, 0] > 0.5), 1, 0)
        - np.where(is_clear & (ends[:, 1] < 0.5), 1, 0),
    }
    return pd.DataFrame(rows), 1 - spent
