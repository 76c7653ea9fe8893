"""What the plan says, in sentences, the most important first."""

import numpy as np
import pandas as pd

from workbench.drain.plan.build import EXPECTED, NOTHING, SHORTFALL, MeasurePlan
from workbench.drain.plan.register import NO_OWNER
from workbench.words import beside, count, listing, money, percent

_NAMED = 3


def plan_findings(plan: MeasurePlan, register: pd.DataFrame) -> tuple[str, ...]:
    """Say what to do, what it is good for, how sure that is, and what is late.

    Parameters
    ----------
    plan : of ``best_plan``
    register : of ``risk_register`` for the same plan

    Returns
    -------
    Sentences; posts by title and id, never persons. None where there is no plan: its ``lacks``
    says why.
    """
    if plan.lacks:
        return ()
    sentences = [plan_words(plan), _worst(plan), _first(plan), _weak(plan), _alone(plan),
                 _limit(plan), _law(plan), _gap(plan), _late(register), _unowned(register),
                 _bare(register), _in_place(plan), _off(plan)]  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _row(plan: MeasurePlan, name: str) -> dict[str, float]:
    numbers = plan.summary[plan.summary["plan"] == name].drop(columns="plan").iloc[0]
    return {str(column): float(number) for column, number in numbers.items()}


def _is_empty(plan: MeasurePlan) -> bool:
    return not plan.items["by_expected_loss"].any()


def _money(plan: MeasurePlan, amount: float) -> str:
    return money(float(amount), plan.currency)


def _budget_words(plan: MeasurePlan) -> str:
    if np.isnan(plan.budget):
        return "Without a limit on the budget"
    return f"With a budget of {_money(plan, plan.budget)}"


def plan_words(plan: MeasurePlan) -> str:
    """Say in one sentence what the plan costs and brings; empty where there is no plan."""
    if plan.lacks:
        return ""
    chosen, nothing = _row(plan, EXPECTED), _row(plan, NOTHING)
    items = int(plan.items["by_expected_loss"].sum())
    if _is_empty(plan):
        why = "no measure pays for itself" if np.isnan(plan.budget) else "no measure can be had"
        return f"{_budget_words(plan)} {why}: the plan is empty."
    posts = plan.items.loc[plan.items["by_expected_loss"], "position_id"].nunique()
    verb = "brings" if items == 1 else "bring"
    return (
        f"{_budget_words(plan)}, {count(items, 'measure')} at {count(posts, 'post')} for "
        f"{_money(plan, chosen['cost'])} {verb} the expected loss of the next {plan.horizon_days} "
        f"days from {_money(plan, nothing['expected_loss'])} to "
        f"{_money(plan, chosen['expected_loss'])} "
        f"({_money(plan, chosen['expected_loss_low'])} with strong effects, "
        f"{_money(plan, chosen['expected_loss_high'])} with weak ones)."
    )


def _worst(plan: MeasurePlan) -> str:
    usual, worst, nothing = (_row(plan, name) for name in (EXPECTED, SHORTFALL, NOTHING))
    if nothing["shortfall_95"] <= 0 or _is_empty(plan):
        return ""
    words = (
        f"In the worst twentieth it leaves {_money(plan, usual['shortfall_95'])} of "
        f"{_money(plan, nothing['shortfall_95'])}"
    )
    better = usual["shortfall_95"] - worst["shortfall_95"]
    if better < 0.01 * usual["shortfall_95"]:
        return f"{words}; a plan made for the worst years would hardly leave less."
    return (
        f"{words}; a plan made for the worst years leaves {_money(plan, worst['shortfall_95'])} "
        f"for {_money(plan, worst['cost'])}, and costs "
        f"{_money(plan, worst['expected_loss'] - usual['expected_loss'])} more in expectation."
    )


def _first(plan: MeasurePlan) -> str:
    items = plan.items[plan.items["by_expected_loss"]].nlargest(_NAMED, "saving")
    if items.empty:
        return ""
    return f"Most hangs on {listing(_named(items))}."


def _weak(plan: MeasurePlan) -> str:
    mine = plan.items[plan.items["by_expected_loss"]]
    if mine.empty:
        return ""
    kept, usual, nothing = (
        int(mine["if_pessimistic"].sum()),
        *(_row(plan, name) for name in (EXPECTED, NOTHING)),
    )
    saved = nothing["expected_loss"] - usual["expected_loss_high"]
    pays = saved > usual["cost"]
    return (
        f"If all effects are weak (P10) the plan {'still saves' if pays else 'saves only'} "
        f"{_money(plan, saved)} for its {_money(plan, usual['cost'])}; {_again(mine, kept)}."
    )


def _again(mine: pd.DataFrame, kept: int) -> str:
    if kept in (0, len(mine)):
        return f"{'all' if kept else 'none'} of it would be chosen again"
    return f"{kept} of {count(len(mine), 'measure')} would be chosen again{_fallen(mine)}"


def _fallen(mine: pd.DataFrame) -> str:
    """Name what would not be chosen again, the dearest first."""
    out = mine[~mine["if_pessimistic"].astype(bool)].sort_values("cost", ascending=False)
    return f", but not {listing(_named(out), most=_NAMED)}" if len(out) else ""


def _named(items: pd.DataFrame) -> list[str]:
    rows = items[["name", "title", "position_id"]].to_numpy().tolist()
    return [f"{name} at {title} ({post})" for name, title, post in rows]


def _alone(plan: MeasurePlan) -> str:
    """Say how many measures need no more than their weak effect, and which is least sure."""
    mine = plan.items[plan.items["by_expected_loss"] & (plan.items["cost"] > 0)]
    if mine.empty:
        return ""
    safe = int((mine["saving_low"] > mine["cost"]).sum())
    if safe == len(mine):
        each = "The measure pays" if safe == 1 else f"Each of the {safe} measures pays"
        return f"{each} for itself even if it alone has its weak effect."
    room = mine["weak_effect"] / mine["break_even_effect"]
    least = mine.loc[[room.fillna(0.0).idxmin()]]
    needed, weak = (float(least[n].iloc[0]) for n in ("break_even_effect", "weak_effect"))
    name, number = _named(least)[0], count(len(mine), "measure")
    words = f"With its weak effect {name} does not pay for itself: "
    if len(mine) > 1:
        pays = "pays for itself" if safe == 1 else "pay for themselves"
        words = (
            f"{safe} of {number} {pays} where one alone has its weak effect; least sure is {name}: "
        )
    if not needed <= 1:
        return f"{words}no effect would make it pay."
    return (
        f"{words}that takes an effect of {percent(needed)}, and it may have {percent(weak)} only."
    )


def _limit(plan: MeasurePlan) -> str:
    """Say from where on money no longer comes back."""
    rows = plan.frontier
    poor = rows[rows["marginal_return"] < 1]
    if poor.empty:
        return ""
    at = int(poor.index[0])
    worth = float(rows["marginal_return"].iloc[at])
    return (
        f"Beyond about {_money(plan, rows['cost'].iloc[at - 1])} the next measures save less than "
        f"they cost: {plan.currency} {beside(worth, 1, decimals=2)} for each {plan.currency} 1."
    )


def _law(plan: MeasurePlan) -> str:
    """Say the limits of a ban on competing that the plan holds."""
    bans = plan.measures[(plan.measures["kind"] == "non_compete") & (plan.measures["posts"] > 0)]
    return " ".join(
        f"{name} is in the plan at {count(int(posts), 'post')}: {limits}"
        for name, posts, limits in bans[["name", "posts", "limits"]].to_numpy().tolist()
    )


def _gap(plan: MeasurePlan) -> str:
    chosen, worst = _row(plan, EXPECTED), _row(plan, SHORTFALL)
    words = [
        f"{aim} by at most {percent(float(row['could_be_better']))}"
        for aim, row in (("the expected loss", chosen), ("the worst twentieth", worst))
        if row["could_be_better"] >= 5e-4
    ]
    if not words:
        return ""
    return f"A better plan may exist, which would lower {listing(words)}."


def _late(register: pd.DataFrame) -> str:
    late = register[register["state"] == "late"]
    if late.empty:
        return ""
    names = [f"{row.measure} at {row.title} ({row.position_id})" for row in late.itertuples()]
    days = int(late["late_days"].max())
    return f"Late by up to {count(days, 'day')}: {listing(names)}."


def _unowned(register: pd.DataFrame) -> str:
    open_rows = register[~register["state"].isin(["done", "nothing"])]
    without = open_rows[open_rows["owner"] == NO_OWNER]
    if without.empty:
        return ""
    words = f"No owner is named for {len(without)} of {count(len(open_rows), 'open measure')}"
    proposed = int((without["state"] == "proposed").sum())
    if proposed in (0, len(without)):
        return f"{words}, only proposed so far." if proposed else f"{words}."
    return f"{words}; {proposed} of these {'is' if proposed == 1 else 'are'} only proposed so far."


def _bare(register: pd.DataFrame) -> str:
    bare = register[register["state"] == "nothing"]
    if bare.empty:
        return ""
    names = [f"{row.title} ({row.position_id})" for row in bare.itertuples()]
    return f"Nothing is agreed or proposed for {listing(names)}."


def _in_place(plan: MeasurePlan) -> str:
    if plan.in_place.empty:
        return ""
    number = len(plan.in_place)
    is_are = "is" if number == 1 else "are"
    return (
        f"{count(number, 'measure')} {is_are} in place already and not proposed again; the loss is "
        f"taken as what is left with {'it' if number == 1 else 'them'}."
    )


def _off(plan: MeasurePlan) -> str:
    if plan.off.empty:
        return ""
    names = [str(name) for name in plan.off["name"]]
    return f"Never counted, for legal reasons: {listing(names)}."
