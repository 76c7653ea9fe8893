"""Tables of recovery as a page shows them."""

import numpy as np
import pandas as pd

from workbench.drain.recovery.recover import Recovery


def posts(found: Recovery) -> pd.DataFrame:
    """Give when each post is back, the slowest first.

    Returns
    -------
    DataFrame: title, position_id, vacant_months, lowest_output_share, back_to_half, back_to_90,
    back_to_full (text: P50 with P10 to P90, in months), lost_operations (currency, mean of one
    departure), lost_p10, lost_p90, lost_with_b where A and B roles are among the measures
    """
    rows = found.posts
    table = rows[["title", "position_id", "vacant_months"]].assign(
        lowest_output_share=rows["lowest_output"],
        **{
            f"back_to_{name}": [
                f"{row[f'months_{name}']:.1f} ({row[f'months_{name}_p10']:.1f} to "
                f"{row[f'months_{name}_p90']:.1f})"
                for row in rows.to_dict("records")
            ]
            for name in ("half", "90", "full")
        },
    )
    amounts = ["lost_operations", "lost_p10", "lost_p90"]
    if not np.isnan(found.b_effect):
        amounts.append("lost_with_b")
    return pd.concat([table, rows[amounts]], axis=1)


def curves(found: Recovery) -> pd.DataFrame:
    """Give output and money so far by whole months after one departure."""
    whole = found.curves[found.curves["month"] % 1 == 0]
    named = whole.rename(columns={"month": "months_after"})
    return named.dropna(axis=1, how="all").reset_index(drop=True)


def path(found: Recovery) -> pd.DataFrame:
    """Give the expected loss by quarter and channel, a row for all that comes later last."""
    return found.path.drop(columns="until_on").rename(columns={"so_far": "expected_loss_so_far"})
