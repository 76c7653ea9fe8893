"""What an executive is asked to decide: the money, the posts behind it, and no names."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.drain.plan.build import MeasurePlan
from workbench.drain.plan.findings import plan_words
from workbench.drain.risk import DrainRisk
from workbench.market.fill import DAYS_PER_MONTH
from workbench.pools.build import Pools
from workbench.positions.ranking.rank import Ranking
from workbench.positions.why.flags import reasons
from workbench.words import count, listing, money, percent

COLUMNS = ["decision", "why", "measures", "money_at_stake", "cost", "money_left", "position_ids"]
_NO_PLAN: tuple[str, float, float] = ("", float("nan"), float("nan"))

# What a decision is asked for when most of a post's expected loss has this driver.
ASKED: dict[str, str] = {
    "secrets a rival uses": "Protect and write down the secrets of {title}",
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


@dataclass(frozen=True)
class Brief:
    """The page an executive reads first.

    Attributes
    ----------
    decisions : what is asked for, the dearest first: decision, why, measures (names of those that
        the best plan has for the post; empty where it has none), money_at_stake (expected within
        the horizon; unknown where no amount can be given), cost and money_left (of these
        measures, and expected with them), position_ids (tuple)
    posts : the posts with the largest expected loss: position_id, title, unit, verdict, why (plain
        reasons), expected_loss, loss_if_all_leave, next_retirement_on (within the horizon),
        ready_proposed
    findings : sentences, the most important first
    """

    decisions: pd.DataFrame
    posts: pd.DataFrame
    findings: tuple[str, ...]


def make_brief(
    ranking: Ranking, flags: pd.DataFrame, pools: Pools, risk: DrainRisk, plan: MeasurePlan, *,
    most: int = 5,
) -> Brief:  # fmt: skip
    """Draw the three answers together into decisions.

    Parameters
    ----------
    ranking : from ``rank_positions``
    flags : from ``flag_posts``
    pools : from ``build_pools``
    risk, plan : from ``drain_risk`` and ``best_plan`` of the same posts
    most : posts and decisions about posts that are listed

    Returns
    -------
    Brief. No person is named in it, by name or by id.
    """
    posts = _posts(ranking, flags, pools, risk, most)
    found = [
        *_about_vacant(risk),
        *_about_posts(posts, risk, _planned(plan)),
        *_about_bench(pools),
    ]
    decisions = pd.DataFrame(found, columns=COLUMNS).sort_values(
        "money_at_stake", ascending=False, na_position="last", kind="stable"
    )
    return Brief(
        decisions.reset_index(drop=True), posts, _findings(ranking, pools, risk, plan, decisions)
    )


def _posts(
    ranking: Ranking, flags: pd.DataFrame, pools: Pools, risk: DrainRisk, most: int
) -> pd.DataFrame:
    dearest = risk.posts.nlargest(most, "expected_loss")
    known = ranking.table.set_index("position_id")
    ready = pools.targets.set_index("position_id")["ready_proposed"]
    ids = dearest["position_id"].tolist()
    return pd.DataFrame(
        {
            "position_id": ids,
            "title": dearest["title"].tolist(),
            "unit": dearest["unit"].tolist(),
            "verdict": known["verdict"].reindex(ids).tolist(),
            "why": reasons(flags, ids),
            "expected_loss": dearest["expected_loss"].tolist(),
            "loss_if_all_leave": dearest["loss_if_all_leave"].tolist(),
            "next_retirement_on": dearest["next_retirement_on"].tolist(),
            "ready_proposed": ready.reindex(ids).tolist(),
        }
    )


def _planned(plan: MeasurePlan) -> dict[str, tuple[str, float, float]]:
    """Measures, cost and expected loss with them, of each post that the plan has measures for."""
    rows = plan.posts[plan.posts["cost"] > 0] if not plan.lacks else plan.posts.head(0)
    columns = ["position_id", "measures", "cost", "expected_loss_after"]
    return {post: (words, cost, left) for post, words, cost, left in rows[columns].to_numpy()}


def _about_posts(
    posts: pd.DataFrame, risk: DrainRisk, planned: Mapping[str, tuple[str, float, float]]
) -> list[tuple[object, ...]]:
    """One decision a post, chosen by the driver of most of its expected loss."""
    drivers = risk.channels.loc[risk.channels.groupby("position_id")["expected_loss"].idxmax()]
    driver_of = drivers.set_index("position_id")["driver"]
    return [
        (
            _asked(post, driver_of[post["position_id"]]),
            f"largest part of the loss: {driver_of[post['position_id']]}"
            + (f"; {post['why']}" if post["why"] else ""),
            measures,
            post["expected_loss"],
            cost,
            left,
            (post["position_id"],),
        )
        for post in posts.to_dict("records")
        for measures, cost, left in [planned.get(post["position_id"], _NO_PLAN)]
        if post["expected_loss"] > 0
    ]


def _asked(post: Mapping[Hashable, Any], driver: str) -> str:
    """Say what is asked for; who retires cannot be kept, so the post needs a successor."""
    words = ASKED[driver]
    if pd.notna(post["next_retirement_on"]) and words.startswith("Keep "):
        words = ASKED["newcomer still learning"]
    return words.format(title=post["title"])


def _about_vacant(risk: DrainRisk) -> list[tuple[object, ...]]:
    return [
        (
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
            f"Name more people for the {count(int(worst['posts']), 'post')} that share one bench",
            f"{count(int(worst['people']), 'ready person', 'ready people')} stand behind all of "
            f"them: if they fall vacant together {int(worst['short'])} stay empty",
            "",
            *(float("nan"),) * 3,
            tuple(worst["position_ids"]),
        )
    ]


def _findings(
    ranking: Ranking, pools: Pools, risk: DrainRisk, plan: MeasurePlan, decisions: pd.DataFrame
) -> tuple[str, ...]:
    sentences = (
        _money_words(risk),
        _decision_words(decisions),
        plan_words(plan),
        _key_words(ranking),
        _bench_words(pools),
        _doubt_words(risk),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _money_words(risk: DrainRisk) -> str:
    if risk.ledger.means.empty:
        return "What departures would cost is not assessed: the report of brain drain says why."
    expected = risk.summary.set_index("measure").loc["expected_loss"].to_dict()
    low, mean, high = (money(expected[name], risk.currency) for name in ("low", "amount", "high"))
    tail = money(risk.figure("value_at_risk_95"), risk.currency)
    return (
        f"Departures from {count(len(risk.posts), 'post')} are expected to cost {mean} in "
        f"{risk.horizon_days} days (range {low} to {high}); one time in twenty more than {tail}."
    )


def _decision_words(decisions: pd.DataFrame) -> str:
    first = [str(text)[:1].lower() + str(text)[1:] for text in decisions["decision"].head(3)]
    return f"Asked for first: {listing(first)}." if first else ""


def _key_words(ranking: Ranking) -> str:
    total, key = len(ranking.table), len(ranking.key_positions)
    borderline = len(ranking.borderline_positions)
    if not key and not borderline:
        return (
            "No post can be called key on these tables; the report of key positions says what "
            "is missing."
        )
    return (
        f"{count(key, 'post')} of {total:,} are key ({percent(key / total)}); "
        f"{borderline} more are borderline and need a panel."
    )


def _bench_words(pools: Pools) -> str:
    if pools.lacks["bench"]:
        return ""
    steps = pools.bench.waterfall.set_index("step")["posts"]
    return (
        f"{steps['named']} of {steps['posts in scope']} posts have a name on the bench; only "
        f"{steps['not double-booked']} could be filled at the same time with people ready now."
    )


def _doubt_words(risk: DrainRisk) -> str:
    placeholders = int(risk.inputs["placeholder"].sum())
    bound = "" if risk.ledger.not_assessed.empty else " They are a lower bound: some is unknown."
    if not placeholders:
        return bound.strip()
    return (
        f"{placeholders} of {len(risk.inputs)} inputs behind the money are placeholders: read the "
        "amounts as an order of magnitude until the company's own ranges replace them." + bound
    )
