"""The page an executive reads first."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.brief.decisions import make_decisions
from workbench.brief.findings import bench_words, brief_findings, key_words
from workbench.brief.posts import money_ranges, posts_at_stake
from workbench.drain.plan.build import MeasurePlan
from workbench.drain.plan.findings import plan_words
from workbench.drain.risk import DrainRisk
from workbench.pools.build import Pools
from workbench.positions.ranking.rank import Ranking


@dataclass(frozen=True)
class Brief:
    """The page an executive reads first.

    Attributes
    ----------
    decisions : what is asked for, the dearest first: kind, decision, why, measures (names of those
        that the best plan has for the post; empty where it has none), money_at_stake (expected
        within the horizon; unknown where no amount can be given), cost and money_left (of the
        measures, and expected with them), position_ids (tuple). Empty seats aside, the money adds
        up to the expected loss of all posts, and the cost to that of the plan.
    posts : the posts with the largest expected loss, see ``posts_at_stake``
    ranges : the money at stake today and with the plan, see ``money_ranges``
    findings : sentences for the top, the most important first
    about : a sentence on the plan, on the key posts and on the bench; empty where there is none
    """

    decisions: pd.DataFrame
    posts: pd.DataFrame
    ranges: pd.DataFrame
    findings: tuple[str, ...]
    about: Mapping[str, str]


def make_brief(
    ranking: Ranking, flags: pd.DataFrame, pools: Pools, risk: DrainRisk, plan: MeasurePlan, *,
    register: pd.DataFrame, most: int = 5,
) -> Brief:  # fmt: skip
    """Draw the three answers together into decisions.

    Parameters
    ----------
    ranking : from ``rank_positions``
    flags : from ``flag_posts``
    pools : from ``build_pools``
    risk, plan : from ``drain_risk`` and ``best_plan`` of the same posts
    register : from ``risk_register`` of the same plan
    most : posts that are listed, each with a decision

    Returns
    -------
    Brief. No person is named in it, by name or by id.
    """
    posts = posts_at_stake(ranking, flags, risk, most=most)
    decisions = make_decisions(posts, pools, risk, plan, register)
    about = {"plan": plan_words(plan), "key": key_words(ranking), "bench": bench_words(pools)}
    ranges = money_ranges(risk, plan)
    return Brief(decisions, posts, ranges, brief_findings(risk, decisions), about)
