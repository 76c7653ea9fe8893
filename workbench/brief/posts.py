"""The posts that matter most, and the money at stake before and after the plan."""

import pandas as pd

from workbench.drain.plan.build import MeasurePlan
from workbench.drain.risk import DrainRisk
from workbench.positions.ranking.rank import Ranking
from workbench.positions.why.flags import reasons


def posts_at_stake(
    ranking: Ranking, flags: pd.DataFrame, risk: DrainRisk, *, most: int
) -> pd.DataFrame:
    """List the posts with the largest expected loss.

    Parameters
    ----------
    ranking, flags, risk : as in ``make_brief``
    most : how many

    Returns
    -------
    DataFrame, the dearest first: position_id, title, unit, verdict, why (plain reasons),
    expected_loss (currency in the horizon), loss_if_all_leave, leave_probability (chance that
    somebody leaves), next_retirement_on (within the horizon)
    """
    dearest = risk.posts.nlargest(most, "expected_loss")
    dearest = dearest[dearest["expected_loss"] > 0]
    ids = dearest["position_id"].tolist()
    known = ranking.table.set_index("position_id")
    columns = [
        "expected_loss", "loss_if_all_leave", "leave_probability", "next_retirement_on",
    ]  # fmt: skip
    return pd.DataFrame(
        {
            **{name: dearest[name].tolist() for name in ("position_id", "title", "unit")},
            "verdict": known["verdict"].reindex(ids).tolist(),
            "why": reasons(flags, ids),
            **{name: dearest[name].tolist() for name in columns},
        }
    )


def money_ranges(risk: DrainRisk, plan: MeasurePlan) -> pd.DataFrame:
    """Give the expected loss with its range, today and with the measures of the plan.

    Returns
    -------
    DataFrame, one row a state: state, low, expected, high (of the inputs' ranges today; of strong
    and weak effects of the measures with them), one_in_twenty (loss exceeded one time in twenty),
    cost (of the measures). Without rows where no amount can be given; one row without a plan or
    where no measure pays for itself.
    """
    columns = ["state", "low", "expected", "high", "one_in_twenty", "cost"]
    if risk.lacks:
        return pd.DataFrame(columns=columns)
    today = risk.summary.set_index("measure").loc["expected_loss"]
    rows: list[tuple[object, ...]] = [
        ("today", today["low"], today["amount"], today["high"],
         risk.figure("value_at_risk_95"), 0.0)
    ]  # fmt: skip
    if not plan.lacks and plan.figure("cost") > 0:
        names = (
            "expected_loss_low", "expected_loss", "expected_loss_high", "value_at_risk_95", "cost",
        )  # fmt: skip
        rows.append(("with the measures", *(plan.figure(name) for name in names)))
    return pd.DataFrame(rows, columns=columns)
