"""What each measure of a plan is good for: what would be lost again without it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.plan.bundles import Bundles

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
ITEMS = ("position_id", "measure_id", "by_expected_loss", "by_shortfall", "if_pessimistic",
         "saving", "saving_low", "saving_high", "cost", "weak_effect",
         "break_even_effect")  # fmt: skip


def item_table(
    position_ids: Sequence[str],
    bundles: Bundles,
    losses: Floats,
    effects: Floats,
    plans: tuple[Places, Places, Places],
) -> pd.DataFrame:
    """List post and measure of three plans, with what the measure adds at the post.

    Parameters
    ----------
    position_ids : g posts
    bundles : b bundles of k measures, with the middle effects
    losses : array of shape (g, b), with the middle effects
    effects : array of shape (k, 3), the pessimistic, middle and optimistic effect of each measure
    plans : bundles by post of the plan by expected loss, by shortfall, and by expected loss with
        pessimistic effects

    Returns
    -------
    DataFrame with the columns of ITEMS, one row a post and measure of any of the plans.
    ``saving`` is the expected loss that comes back if this measure alone is dropped at this post,
    from the plan by expected loss, or else from the first plan that has it; low and high move
    the effect of this measure alone, to which it is proportional. Savings do not add up to that
    of the plan, since effects multiply. ``break_even_effect`` is the effect at which the measure
    saves what it costs the post, the others as they are (may exceed 1; missing where nothing is
    saved); from ``weak_effect``, its 10th percentile, it can be seen how safely it does.
    """
    columns = np.arange(bundles.has.shape[1])
    held = np.stack([bundles.has[plan] for plan in plans])
    post, measure = np.nonzero(held.any(axis=0))
    first = held[:, post, measure].argmax(axis=0)
    mine = np.stack(plans)[first, post]
    without = mine - (1 << columns)[measure]
    saving = losses[post, without] - losses[post, mine]
    low, high = _ends(effects)
    single, middle = bundles.cost[1 << columns], effects[measure, 1]
    needed = np.divide(
        middle * single[measure], saving, out=np.full(len(saving), np.nan), where=saving > 0
    )
    return pd.DataFrame(
        {
            "position_id": np.array(position_ids, dtype=object)[post].astype(str),
            "measure_id": np.array(bundles.measure_ids, dtype=object)[measure].astype(str),
            "by_expected_loss": held[0, post, measure],
            "by_shortfall": held[1, post, measure],
            "if_pessimistic": held[2, post, measure],
            "saving": saving, "saving_low": saving * low[measure],
            "saving_high": saving * high[measure], "cost": single[measure],
            "weak_effect": effects[measure, 0], "break_even_effect": needed,
        }
    )  # fmt: skip


def measure_table(bundles: Bundles, losses: Floats, effects: Floats, plan: Places) -> pd.DataFrame:
    """Give the return of each measure in a plan: it is dropped at all posts at once.

    Parameters
    ----------
    bundles, losses, effects : as in ``item_table``
    plan : bundles by post

    Returns
    -------
    DataFrame, one row a measure that may be counted: measure_id, posts (that have it in the plan),
    cost (with what the firm pays once), saving, saving_low, saving_high (expected loss that comes
    back without it), return_on_cost (saving / cost; missing without a cost)
    """
    posts, rows, (low, high) = np.arange(len(plan)), [], _ends(effects)
    for place, measure_id in enumerate(bundles.measure_ids):
        has = bundles.has[plan, place]
        without = np.where(has, plan - (1 << place), plan)
        saving = float((losses[posts, without] - losses[posts, plan]).sum())
        cost = float(has.sum() * bundles.cost[1 << place])
        cost += float(bundles.firm_cost[place]) if has.any() else 0.0
        rows.append(
            {
                "measure_id": measure_id, "posts": int(has.sum()), "cost": cost,
                "saving": saving, "saving_low": saving * low[place],
                "saving_high": saving * high[place],
                "return_on_cost": saving / cost if cost > 0 else np.nan,
            }
        )  # fmt: skip
    columns = ["measure_id", "posts", "cost", "saving", "saving_low", "saving_high",
               "return_on_cost"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _ends(effects: Floats) -> tuple[Floats, Floats]:
    """Weak and strong effect over the middle one; 1 where the middle is 0 and nothing is saved."""
    middle = np.where(effects[:, 1] > 0, effects[:, 1], 1.0)
    return effects[:, 0] / middle, effects[:, 2] / middle
