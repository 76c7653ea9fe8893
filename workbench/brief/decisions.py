"""What is asked for: one decision a post by the driver of most of its loss, and the bench."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.drain.plan.build import MeasurePlan
from workbench.drain.risk import DrainRisk
from workbench.market.fill import DAYS_PER_MONTH
from workbench.pools.build import Pools
from workbench.words import count, listing, money

COLUMNS = [
    "kind", "decision", "why", "measures", "money_at_stake", "cost", "money_left", "position_ids",
]  # fmt: skip
EMPTY_SEAT, POST, OTHERS, BENCH = "empty seat", "post", "other posts", "bench"
_NO_PLAN: tuple[str, float, float] = ("", float("nan"), float("nan"))

# What a decision is asked for when most of a post's expected loss has this driver.
ASKED: dict[str, str] = {
    "secrets a rival uses": "Protect the secrets of {title}",
    "method without its holder": "Teach the method held by {title} to a second person",
    "method learnt anew": "Teach the method held by {title} to a second person",
    "customers who follow": "Give the customers of {title} a second contact",
    "work undone while vacant": "Name somebody who can stand in for {title} at once",
    "newcomer still learning": "Prepare a successor for {title}",
    "defects while learning": "Prepare a successor for {title}",
    "several in command": "Name somebody who can stand in for {title} at once",
    "pay for standing in": "Prepare a successor for {title}",
    "trust of customers": "Prepare a successor for {title}",
    "trust of suppliers and authorities": "Give the suppliers and authorities of {title} "
    "a second contact",
    "finding a successor": "Keep {title}: replacing is dear",
    "dearer recruiting": "Keep {title}: replacing is dear",
    "dearer pay afterwards": "Keep {title}: replacing is dear",
    "colleagues ask for the same": "Keep {title}: replacing is dear",
    "our position falls": "Keep {title} from leaving for a rival",
    "rival grows stronger": "Keep {title} from leaving for a rival",
}


def make_decisions(
    posts: pd.DataFrame, pools: Pools, risk: DrainRisk, plan: MeasurePlan, register: pd.DataFrame
) -> pd.DataFrame:
    """Ask for decisions, the dearest first and those without an amount last.

    Parameters
    ----------
    posts : from ``posts_at_stake``
    pools, risk, plan, register : as in ``make_brief``

    Returns
    -------
    DataFrame with the columns of ``Brief.decisions``
    """
    found = [
        *_about_vacant(risk),
        *_about_posts(posts, risk, _planned(plan), register),
        *_about_others(posts, risk, plan),
        *_about_bench(pools),
    ]
    decisions = pd.DataFrame(found, columns=COLUMNS).sort_values(
        "money_at_stake", ascending=False, na_position="last", kind="stable"
    )
    return decisions.reset_index(drop=True)


def _planned(plan: MeasurePlan) -> dict[str, tuple[str, float, float]]:
    """Measures, cost and expected loss with them, of each post that the plan has measures for."""
    rows = plan.posts[plan.posts["cost"] > 0] if not plan.lacks else plan.posts.head(0)
    columns = ["position_id", "measures", "cost", "expected_loss_after"]
    return {post: (words, cost, left) for post, words, cost, left in rows[columns].to_numpy()}


def _about_posts(
    posts: pd.DataFrame,
    risk: DrainRisk,
    planned: Mapping[str, tuple[str, float, float]],
    register: pd.DataFrame,
) -> list[tuple[object, ...]]:
    """One decision a post, chosen by the driver of most of its expected loss."""
    drivers = risk.channels.loc[risk.channels.groupby("position_id")["expected_loss"].idxmax()]
    driver_of = drivers.set_index("position_id")["driver"]
    return [
        (
            POST,
            _asked(post, driver_of[post["position_id"]]) + (" (late)" if late else ""),
            f"largest part of the loss: {driver_of[post['position_id']]}"
            + (f"; {post['why']}" if post["why"] else "")
            + late,
            measures,
            post["expected_loss"],
            cost,
            left,
            (post["position_id"],),
        )
        for post in posts.to_dict("records")
        for measures, cost, left in [planned.get(post["position_id"], _NO_PLAN)]
        for late in [_late(register, post["position_id"])]
        if post["expected_loss"] > 0
    ]


def _about_others(
    posts: pd.DataFrame, risk: DrainRisk, plan: MeasurePlan
) -> list[tuple[object, ...]]:
    """All other posts in one line, so that the money adds up; what is paid once stands here, too.

    The cost of the plan is more than that of its posts: some measures are paid for once.
    """
    listed = posts["position_id"]
    others = risk.posts[~risk.posts["position_id"].isin(listed)]
    at_stake = float(others["expected_loss"].sum())
    if not at_stake > 0:
        return []
    decision, cost, left = f"Watch the other {count(len(others), 'post')}", *_NO_PLAN[1:]
    if not plan.lacks:
        inside = plan.posts["position_id"].isin(listed)
        cost = plan.figure("cost") - float(plan.posts.loc[inside, "cost"].sum())
        left = float(plan.posts.loc[~inside, "expected_loss_after"].sum())
        acted = int((plan.posts.loc[~inside, "cost"] > 0).sum())
        if acted:
            decision = (
                f"Take the plan's measures at {acted} of the other {count(len(others), 'post')}"
            )
    why = "together; each is in the report of brain drain"
    once = plan.figure("cost") - float(plan.posts["cost"].sum()) if not plan.lacks else 0.0
    if once > 0.5:
        why += f"; {money(once, risk.currency)} of the cost is paid once for the whole company"
    return [(OTHERS, decision, why, "", at_stake, cost, left, tuple(others["position_id"]))]


def _asked(post: Mapping[Hashable, Any], driver: str) -> str:
    """Say what is asked for; who retires cannot be kept, so the post needs a successor."""
    words = ASKED[driver]
    if pd.notna(post["next_retirement_on"]) and words.startswith("Keep "):
        words = ASKED["newcomer still learning"]
    return words.format(title=post["title"])


def _late(register: pd.DataFrame, position_id: str) -> str:
    """Say that something proposed for a post was agreed and is late; else nothing."""
    rows = register[register["position_id"] == position_id]
    late = rows[rows["proposed"] & (rows["state"] == "late")]
    if late.empty:
        return ""
    names = listing(late["measure"].unique().tolist())
    return f"; agreed and {count(int(late['late_days'].max()), 'day')} late: {names}"


def _about_vacant(risk: DrainRisk) -> list[tuple[object, ...]]:
    return [
        (
            EMPTY_SEAT,
            f"Fill {post['title']} now",
            f"{count(int(post['vacant_seats']), 'seat')} empty, at "
            f"{money(post['cost_per_month'], risk.currency)} a month",
            "",
            post["cost_per_month"] * risk.horizon_days / DAYS_PER_MONTH,
            *_NO_PLAN[1:],
            (post["position_id"],),
        )
        for post in risk.vacant.to_dict("records")
    ]


def _about_bench(pools: Pools) -> list[tuple[object, ...]]:
    if pools.bench.conflicts.empty:
        return []
    worst = pools.bench.conflicts.iloc[0]
    return [
        (
            BENCH,
            f"Name more people for the {count(int(worst['posts']), 'post')} that share one bench",
            f"{count(int(worst['people']), 'ready person', 'ready people')} stand behind all of "
            f"them: if they fall vacant together {int(worst['short'])} stay empty",
            "",
            *(float("nan"),) * 3,
            tuple(worst["position_ids"]),
        )
    ]
