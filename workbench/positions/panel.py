"""Would other methods put the same posts at the top? A check, never the verdict."""

import numpy as np
import pandas as pd

from workbench.mcda.classical import agreement, promethee, topsis, vikor
from workbench.positions.model import criterion_shares, score
from workbench.positions.ranking import Ranking

EXPONENTS = (1.0, 0.0, -2.0)


def compare_methods(ranking: Ranking) -> pd.DataFrame:
    """Compare the order of the scores with that of other methods on the same values.

    Parameters
    ----------
    ranking : with at least two posts

    Returns
    -------
    DataFrame, one row a method: method, rank_correlation (Spearman, against the score in use;
    missing where all posts are equal), common_share (of posts among the first places: common over
    all, Jaccard), in [0, 1]. Empty for fewer than two posts or no known criterion.

    Notes
    -----
    Before gates. Unknown values stand at the middle of their scale, since the classical methods
    take no gaps.
    """
    model = ranking.model
    if min(model.value.shape) == 0 or len(model.value) < 2:
        return pd.DataFrame(columns=["method", "rank_correlation", "common_share"])
    values, weights = np.nan_to_num(model.value, nan=0.5), criterion_shares(model)
    others = {
        f"power mean, exponent {exponent:g}": score(model, values, exponent=exponent)
        for exponent in EXPONENTS
        if exponent != model.exponent
    }
    others["TOPSIS"] = np.nan_to_num(topsis(values, weights))
    others["VIKOR"] = -vikor(values, weights)[2]
    others["PROMETHEE II"] = promethee(values, weights)
    own, top = score(model, values), max(ranking.places, 1)
    rows = [(name, *agreement(own, other, top=top)) for name, other in others.items()]
    return pd.DataFrame(rows, columns=["method", "rank_correlation", "common_share"])
