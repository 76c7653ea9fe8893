"""Is one to three enough? The chance that at least one name is ready and still here."""

import numpy as np
import pandas as pd


def chance_of_successor(names: int, *, ready_share: float, leave_share: float) -> float:
    """Chance that at least one of several names is ready and present when the post falls vacant.

    Parameters
    ----------
    names : people on the list, >= 0
    ready_share : chance that one of them is ready, in [0, 1]
    leave_share : chance that one of them has left by then, in [0, 1]

    Returns
    -------
    float in [0, 1]

    Notes
    -----
    1 - (1 - r (1 - a))^n; names are taken as independent, so this is the best case: people who
    leave together or fail for the same reason make it smaller.

    Examples
    --------
    >>> round(chance_of_successor(3, ready_share=0.3, leave_share=0.15), 2)
    0.59
    """
    return 1.0 - (1.0 - ready_share * (1.0 - leave_share)) ** names


def names_needed(chance: float, *, ready_share: float, leave_share: float) -> float:
    """Smallest number of names that gives the chance; infinite where nobody is ever ready.

    Examples
    --------
    >>> names_needed(0.9, ready_share=0.3, leave_share=0.15)
    8.0
    """
    miss = 1.0 - ready_share * (1.0 - leave_share)
    if miss >= 1.0:
        return np.inf if chance > 0 else 0.0
    if miss <= 0.0:
        return 1.0
    return float(np.ceil(np.log1p(-chance) / np.log(miss) - 1e-9))


def adequacy_table(
    *, leave_share: float, ready_shares: tuple[float, ...], most_names: int = 10
) -> pd.DataFrame:
    """Chance of a successor by number of names and by share of names that are ready.

    Returns
    -------
    DataFrame with ready_share, names and chance, one row for each pair

    Examples
    --------
    >>> adequacy_table(leave_share=0.15, ready_shares=(0.5,), most_names=2).round(3)
       ready_share  names  chance
    0          0.5      1   0.425
    1          0.5      2   0.669
    """
    rows = [
        (share, names, chance_of_successor(names, ready_share=share, leave_share=leave_share))
        for share in ready_shares
        for names in range(1, most_names + 1)
    ]
    return pd.DataFrame(rows, columns=["ready_share", "names", "chance"])
