"""The stages of the plan: what they need, whether they run, and which posts work on them."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.seats import empty_seats
from workbench.positions.criteria.strategy import LATER, NOW, OVER, tied_areas

RUNNING, PLANNED, PAST, UNDATED = "running", "planned", "past its end", "undated"
_STAGES = ["plan_item_id", "goal_id", "stage", "resource", "needed", "at_hand", "gap", "starts_on",
           "due_on", "state", "posts", "held_posts", "vacant_seats", "planned_posts"]  # fmt: skip
_PAIRS = ["plan_item_id", "position_id", "use", "held", "empty"]


def plan_stages(company: Company) -> pd.DataFrame:
    """List the stages of the plan with what they need and who works on them.

    Parameters
    ----------
    company : goals and plan_items; without them the table has no row

    Returns
    -------
    DataFrame, one row a plan item, the first to end on top: plan_item_id, goal_id, stage, resource,
    needed, at_hand and gap (units of the resource; gap 0 where enough is there, missing where one
    of the two is unknown), starts_on, due_on, state (running, planned, past its end, undated),
    posts (needed today, with a result area that names the stage), held_posts (those with somebody
    in them), vacant_seats (theirs, today), planned_posts (needed later). The last four are missing
    where `lacks_stage_posts` says why.
    """
    if not company.has("goals", "plan_items"):
        return pd.DataFrame(columns=_STAGES)
    plan = company.table("plan_items")
    frame = plan.assign(
        gap=(plan["needed"] - plan["at_hand"]).clip(lower=0),
        state=_states(plan, company.as_of),
        **_work(company, plan["plan_item_id"]),
    )
    return frame.sort_values(["due_on", "plan_item_id"])[_STAGES].reset_index(drop=True)


def stage_posts(company: Company) -> pd.DataFrame:
    """List which posts work on which stage: those with a result area that names it.

    Returns
    -------
    DataFrame, one row a stage and a post that is not over, by plan_item_id and position_id:
    plan_item_id, position_id, use (now, later), held (whether somebody is in it), empty (seats
    nobody holds). Without rows where `lacks_stage_posts` says why.
    """
    if lacks_stage_posts(company):
        return pd.DataFrame(columns=_PAIRS)
    areas = tied_areas(company).dropna(subset="plan_item_id")
    pairs = areas.loc[areas["use"] != OVER, ["plan_item_id", "position_id", "use"]]
    pairs = pairs.drop_duplicates().sort_values(["plan_item_id", "position_id"])
    pairs = pairs.join(empty_seats(company)["empty"], on="position_id")
    held = pairs["position_id"].isin(company.incumbents["position_id"])
    return pairs.assign(held=held)[_PAIRS].reset_index(drop=True)


def lacks_stage_posts(company: Company) -> str:
    """Say why it is not known which posts work on which stage; empty where it is."""
    lacks = company.lacks("goals", "plan_items", "result_areas")
    if lacks or company.table("result_areas")["plan_item_id"].notna().any():
        return lacks
    return (
        "not assessed: no result area names the stage it works on "
        "(column plan_item_id of table result_areas)"
    )


def _states(plan: pd.DataFrame, today: pd.Timestamp) -> np.ndarray:
    starts, ends = plan["starts_on"], plan["due_on"]
    running = (starts <= today) & (ends >= today)
    return np.select([ends < today, starts > today, running], [PAST, PLANNED, RUNNING], UNDATED)


def _work(company: Company, plan_item_ids: pd.Series) -> dict[str, pd.Series]:
    """Count posts and seats by stage, in the order of these ids."""
    pairs = stage_posts(company)
    now, later = pairs[pairs["use"] == NOW], pairs[pairs["use"] == LATER]
    counts = {
        "posts": now.groupby("plan_item_id").size(),
        "held_posts": now.groupby("plan_item_id")["held"].sum(),
        "vacant_seats": now.groupby("plan_item_id")["empty"].sum(),
        "planned_posts": later.groupby("plan_item_id").size(),
    }
    unknown = np.nan if lacks_stage_posts(company) else 0
    return {
        name: plan_item_ids.map(number).astype("float64").fillna(unknown)
        for name, number in counts.items()
    }
