"""Tables of the plan as a page shows them."""

import pandas as pd

from workbench.drain.measures import MOMENTS
from workbench.drain.plan.build import EXPECTED, MeasurePlan
from workbench.drain.plan.register import NO_DATE, NO_OWNER
from workbench.words import count, in_words, percent

_PLAN, _CAREFUL = "in the plan", "in the plan, with weak effects too"


def plans_side_by_side(plan: MeasurePlan) -> pd.DataFrame:
    """Give what each plan leaves, and how near it is to the best there can be.

    Returns
    -------
    DataFrame: the columns of ``summary`` but could_be_better; proof (text) in its place
    """
    rows = plan.summary
    words = [
        "exact" if part < 5e-7 else f"within {percent(max(part, 1e-3))}"
        for part in rows["could_be_better"].astype(float)
    ]
    proof = pd.Series(words, index=rows.index, dtype="str")
    return rows.drop(columns="could_be_better").assign(proof=proof)


def plan_by_post(plan: MeasurePlan) -> pd.DataFrame:
    """Give the measures of each post with the expected loss before and after, dearest first.

    Returns
    -------
    DataFrame: position_id, title, measures, expected_loss, expected_loss_after, cost; a last row
    where some measures cost the firm once, whatever the post, so that the costs add up
    """
    columns = ["position_id", "title", "measures", "expected_loss", "expected_loss_after", "cost"]
    rows = plan.posts[columns].assign(measures=plan.posts["measures"].replace("", "none"))
    if plan.lacks:
        return rows
    whole = float(plan.summary.loc[plan.summary["plan"] == EXPECTED, "cost"].iloc[0])
    once = round(whole - float(rows["cost"].sum()), 2)
    if once <= 0:
        return rows
    firm = {"position_id": "", "title": "the firm, once", "measures": "", "cost": once}
    return pd.concat([rows, pd.DataFrame([firm])], ignore_index=True)


def plan_lines(plan: MeasurePlan) -> pd.DataFrame:
    """Give every measure of the plans at every post, the largest saving first.

    Returns
    -------
    DataFrame: position_id, title, measure, moment, place (in the plan, in the plan also if all
    effects are weak, or only in the plan for the worst years or for weak effects), saving,
    saving_low, saving_high, cost, weak_effect (P10), break_even_effect (at which it saves what it
    costs the post), pays_if_weak (whether the weak effect is enough)
    """
    rows = plan.items.sort_values("saving", ascending=False, kind="stable", ignore_index=True)
    place = pd.Series("only for weak effects", index=rows.index, dtype="str")
    place = place.mask(rows["by_shortfall"], "only against the worst years")
    place = place.mask(rows["by_expected_loss"], _PLAN)
    place = place.mask(rows["by_expected_loss"] & rows["if_pessimistic"], _CAREFUL)
    columns = ["position_id", "title", "measure", "moment", "place", "saving", "saving_low",
               "saving_high", "cost", "weak_effect", "break_even_effect",
               "pays_if_weak"]  # fmt: skip
    enough = (rows["saving_low"] > rows["cost"]).map({True: "yes", False: "no"}).astype("str")
    return rows.assign(measure=rows["name"], place=place, pays_if_weak=enough)[columns]


def returns_of_measures(plan: MeasurePlan) -> pd.DataFrame:
    """Give the return of each measure in the plan, the best first.

    Returns
    -------
    DataFrame: measure, moment, posts, cost, saving, saving_low, saving_high, return_on_cost
    (saving for each unit of money)
    """
    chosen = plan.measures[plan.measures["posts"] > 0]
    rows = chosen.sort_values("return_on_cost", ascending=False, ignore_index=True)
    columns = ["measure", "moment", "posts", "cost", "saving", "saving_low", "saving_high",
               "return_on_cost"]  # fmt: skip
    return rows.rename(columns={"name": "measure"})[columns]


def register_in_words(register: pd.DataFrame) -> pd.DataFrame:
    """Give the register as it is read: state and delay in words.

    Returns
    -------
    DataFrame: position_id, title, moment, measure, owner, by_when, state
    """
    late = register["state"] == "late"
    days = [f"late by {count(int(number), 'day')}" for number in register["late_days"].fillna(0)]
    state = register["state"].map(in_words).mask(late, pd.Series(days, index=register.index))
    columns = ["position_id", "title", "moment", "measure", "owner", "by_when", "state"]
    return register[columns].assign(state=state.astype("str"))


def register_by_post(register: pd.DataFrame) -> pd.DataFrame:
    """Give one row a post: what is done before, during and after a departure.

    Parameters
    ----------
    register : of ``risk_register``

    Returns
    -------
    DataFrame in the order of the register: position_id, title, before, during, after; each measure
    with owner, date and state, "none" where a moment has none
    """
    rows = register_in_words(register)
    named = rows["owner"].mask(rows["owner"] == NO_OWNER, "") + ", " + rows["by_when"]
    facts = named.str.replace(NO_DATE, "").str.strip(", ") + ", " + rows["state"]
    rows = rows.assign(words=rows["measure"] + " (" + facts.str.strip(", ") + ")")
    wide = rows[rows["moment"].isin(MOMENTS)].pivot_table(
        index="position_id", columns="moment", values="words", aggfunc="; ".join
    )
    posts = rows[["position_id", "title"]].drop_duplicates(ignore_index=True)
    cells = wide.reindex(index=posts["position_id"], columns=list(MOMENTS))
    cells = cells.astype("str").where(cells.notna(), "none")
    return pd.concat([posts, cells.reset_index(drop=True)], axis=1).rename_axis(columns=None)
