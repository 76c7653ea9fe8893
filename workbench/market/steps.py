"""The months to replace somebody from outside, split into what each step adds or takes away."""

import pandas as pd

from workbench.market.fill import DAYS_PER_MONTH, first_figure

STEPS = ("market or own estimate", "pay", "job family", "own vacancies", "to full work")


def outside_steps(fill: pd.DataFrame) -> pd.DataFrame:
    """Split the months to full work of each post by the step that brings them.

    Parameters
    ----------
    fill : position_id, title, ramp_months, outside_months and the columns of ``external_fill``

    Returns
    -------
    DataFrame, one row a post and a step, in the order of ``fill`` and of ``STEPS``; without posts
    whose months are unknown: position_id, title, step, months (added; below 0 where the step makes
    it shorter, 0 where it does not apply), total_months (their sum over the post)

    Notes
    -----
    The market's figure (or the own estimate, or that of empty seats; 0 where the job family stands
    alone), then what the factor for pay, the factor of the job family, the own vacancies of the
    post and the months to full work change it by.
    """
    known = fill.dropna(subset=["external_months"])
    figure = first_figure(known).fillna(0.0)
    paid = figure * known["pay_factor"]
    prior = known["prior_days"].fillna(0.0)
    changes = {
        "market or own estimate": figure,
        "pay": paid - figure,
        "job family": prior - paid,
        "own vacancies": known["fill_days"] - prior,
        "to full work": known["ramp_months"] * DAYS_PER_MONTH,
    }
    wide = pd.DataFrame(changes, columns=list(STEPS)) / DAYS_PER_MONTH
    ids = known[["position_id", "title"]].assign(total_months=known["outside_months"])
    long = ids.join(wide).melt(
        id_vars=list(ids), value_vars=list(STEPS), var_name="step", value_name="months"
    )
    place = {post: number for number, post in enumerate(known["position_id"])}
    ordered = long.sort_values("position_id", key=lambda ids: ids.map(place), kind="stable")
    columns = ["position_id", "title", "step", "months", "total_months"]
    return ordered[columns].reset_index(drop=True)
