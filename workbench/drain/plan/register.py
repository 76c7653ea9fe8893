"""The register of risks: for each post what is done before, during and after, by whom, by when."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.drain.measures import MOMENTS
from workbench.drain.plan.build import MeasurePlan

NO_OWNER, NO_DATE, NOTHING = "no owner named", "no date set", "nothing agreed and nothing proposed"
REGISTER = ("position_id", "title", "expected_loss", "driver", "moment", "measure", "owner",
            "by_when", "state", "late_days", "proposed")  # fmt: skip
_STATES = ("late", "due_soon", "planned", "undated", "proposed", "nothing", "done")


def risk_register(company: Company, plan: MeasurePlan, *, soon_days: int = 90) -> pd.DataFrame:
    """Put what is agreed for the posts beside what the plan proposes.

    Parameters
    ----------
    company : its table post_measures says what is agreed, by whom and by when
    plan : its measures by expected loss are the proposals; only its posts are listed
    soon_days : days after the report date that count as soon

    Returns
    -------
    DataFrame by post, dearest first, then by moment: position_id, title, expected_loss, driver
    (the dearest cause of loss), moment (before, during, after), measure (name), owner (an id, or
    that none is named), by_when (YYYY-MM-DD, or that no date is set), state (late, due_soon,
    planned, undated: agreed; done; proposed: in the plan and not agreed; nothing), late_days
    (after the due date, still counting where it is not done; missing without a due date), proposed
    (whether the plan has it). A post for which nothing is agreed or proposed has one row that
    says so. Measures that may not be counted are left out.
    """
    if plan.lacks:
        return pd.DataFrame(columns=list(REGISTER))
    names = plan.measures[["measure_id", "name", "moment"]]
    pairs = ["position_id", "measure_id"]
    proposed = plan.items.loc[plan.items["by_expected_loss"], pairs].assign(proposed=True)
    rows = proposed.merge(_agreed(company, plan), on=pairs, how="outer").merge(
        names, on="measure_id"
    )
    posts = plan.posts[["position_id", "title", "expected_loss", "driver"]]
    rows = posts.merge(rows, on="position_id", how="left")
    state, late_days = _states(rows, company.as_of, soon_days)
    moment = {name: place for place, name in enumerate(MOMENTS)}
    rows = rows.assign(
        moment=rows["moment"].fillna(""),
        measure=rows["name"].fillna(NOTHING),
        owner=rows["owner"].astype("str").where(rows["owner"].notna(), NO_OWNER),
        by_when=rows["due_on"].dt.strftime("%Y-%m-%d").fillna(NO_DATE),
        state=state, late_days=late_days, proposed=rows["proposed"].eq(True),
        place=posts["position_id"].pipe(_places).reindex(rows["position_id"]).to_numpy(),
        when=rows["moment"].map(moment).fillna(0),
    )  # fmt: skip
    nothing = rows["state"] == "nothing"
    rows.loc[nothing, ["owner", "by_when"]] = ""
    ordered = rows.sort_values(["place", "when", "measure"], ignore_index=True)
    return ordered[list(REGISTER)]


def _places(position_ids: pd.Series) -> pd.Series:
    return pd.Series(range(len(position_ids)), index=position_ids)


def _agreed(company: Company, plan: MeasurePlan) -> pd.DataFrame:
    columns = ["position_id", "measure_id", "owner", "due_on", "done_on"]
    if not company.has("post_measures"):
        dates = dict.fromkeys(("due_on", "done_on"), "datetime64[us]")
        return pd.DataFrame(columns=columns).astype("str").astype(dates)
    rows = company.table("post_measures")
    return rows.loc[rows["position_id"].isin(plan.posts["position_id"]), columns].assign(
        is_agreed=True
    )


def _states(
    rows: pd.DataFrame, as_of: pd.Timestamp, soon_days: int
) -> tuple[np.ndarray, pd.Series]:
    due, done = rows["due_on"], rows["done_on"] <= as_of
    agreed = rows["is_agreed"].eq(True) if "is_agreed" in rows else due.notna()
    late = (rows["done_on"].where(done, as_of) - due).dt.days.clip(lower=0).astype(float)
    soon = due <= as_of + pd.Timedelta(days=soon_days)
    choices = [rows["name"].isna(), done, ~agreed, due.isna(), due < as_of, soon]
    words = ["nothing", "done", "proposed", "undated", "late", "due_soon"]
    return np.select(choices, words, default="planned"), late


def register_counts(register: pd.DataFrame) -> pd.DataFrame:
    """Count measures and posts by state, the most pressing first.

    Returns
    -------
    DataFrame: state, measures, posts, without_owner (measures); states nobody is in are left out
    """
    rows = register.assign(without=register["owner"] == NO_OWNER)
    groups = rows.groupby("state")
    counts = pd.DataFrame(
        {
            "measures": groups.size(),
            "posts": groups["position_id"].nunique(),
            "without_owner": groups["without"].sum(),
        }
    )
    known = [state for state in _STATES if state in counts.index and state != "nothing"]
    return counts.reindex(known).rename_axis("state").reset_index()
