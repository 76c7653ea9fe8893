"""What the pools say, in sentences made from the tables."""

import numpy as np
import pandas as pd

from workbench.people.gates import FAIL
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.adequacy import chance_of_successor, names_needed
from workbench.pools.bench import Bench
from workbench.pools.build import Pools
from workbench.pools.fairness import fairness_words
from workbench.pools.gaps import LEAST_ASSESSED
from workbench.pools.tables import free_words
from workbench.words import beside, count, have, listing, percent


def findings(pools: Pools) -> tuple[str, ...]:
    """Say what was found, the most important first.

    Parameters
    ----------
    pools : from ``build_pools``

    Returns
    -------
    Plain sentences; what could not be assessed is said last
    """
    sentences = [
        _no_post_words(pools.targets),
        *_bench_words(pools.bench),
        _gate_words(pools),
        _cover_words(pools),
        _place_words(pools.targets),
        _time_words(pools.gaps.time),
        _quality_words(pools.gaps.quality),
        _adequacy_words(pools.measures),
        reserve_words(pools),
        *_book_words(pools),
        *fairness_words(pools.fairness),
        *pools.notes,
        *_lack_words(pools),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _no_post_words(targets: pd.DataFrame) -> str:
    if len(targets):
        return ""
    return (
        "No post has a pool, so nothing below can be said: pools are for key posts, which the "
        "ranking found none of, and for posts marked is_management in table positions."
    )


def _bench_words(bench: Bench) -> list[str]:
    if bench.posts.empty:
        return []
    total, steps = len(bench.posts), bench.waterfall.set_index("step")["posts"]
    named, ready, at_once = steps["named"], steps["ready now"], steps["not double-booked"]
    filled = f"only {at_once}" if at_once else "none"
    words = [
        f"{named} of {count(total, 'post')} {have(named)} a name on the bench "
        f"and {ready} {have(ready)} one who is still here, judged within the "
        f"year and ready now; {filled} can be filled at once by these names."
    ]
    if len(bench.conflicts):
        worst = bench.conflicts.iloc[0]
        words.append(
            f"{count(worst['posts'], 'post')} have only "
            f"{count(worst['people'], 'ready person', 'ready people')} between them "
            f"({listing(worst['employee_ids'], most=5)}): if all fall vacant together, "
            f"{worst['short']} of the posts cannot be filled."
        )
    gone = bench.waterfall.set_index("step").loc["still employed", "names"]
    lost = int(bench.measures["nominal_names"] - gone)
    if lost:
        words.append(f"Names on the bench of people who have left the company: {lost}.")
    return words


def _gate_words(pools: Pools) -> str:
    """Say how many of the names pass the gates that those proposed pass."""
    if pools.bench.posts.empty or pools.lacks["fit"]:
        return ""
    candidates = pools.candidates
    failed = candidates.gates.combined == FAIL
    named = failed[candidates.named].size
    lost = int(failed[candidates.named].sum())
    if not lost:
        return ""
    return (
        f"Of {count(named, 'name')} of people still here, {lost} fail a gate of the post: the "
        "people proposed below are chosen anew from everybody."
    )


def _cover_words(pools: Pools) -> str:
    key = pools.targets[pools.targets["pool"] == "key"]
    if key.empty or pools.lacks["fit"]:
        return ""
    uncovered = key[key["ready_proposed"] == 0]
    titles = uncovered["title"].tolist()
    unsure = pools.proposals.loc[pools.proposals["readiness"] == NOT_ASSESSED, "position_id"]
    unknown = int(uncovered["position_id"].isin(unsure).sum())
    named = f": {listing(titles, most=4)}" if titles else ""
    more = f"; at {unknown} of them too little is assessed to be sure" if unknown else ""
    return (
        f"Key posts with nobody proposed who is ready now: {len(titles)} of {len(key)}"
        f"{named}{more}."
    )


def _place_words(targets: pd.DataFrame) -> str:
    if targets.empty:
        return ""
    words = []
    for pool, own in targets.groupby("pool"):
        capacity = int(own["capacity"].sum())
        if own["proposed"].isna().any():
            words.append(f"the {pool} pool needs {count(capacity, 'place')}")
            continue
        taken = int(own["proposed"].sum())
        at_best, at_worst = (
            int(capacity - own[f"shortage_{case}"].sum()) for case in ("best", "worst")
        )
        low, *_, high = sorted((at_worst, taken, at_best))
        more = "" if low == high else f" (between {low} and {high} with what was never assessed)"
        words.append(f"the {pool} pool fills {taken} of {capacity} places{more}")
    return f"At the ratio asked for, {' and '.join(words)}."


def _time_words(time: pd.DataFrame) -> str:
    open_posts = time[time["state"] != "in time"]
    if open_posts.empty:
        return ""
    states = open_posts["state"].value_counts(sort=False)
    kinds = listing([f"{number} {state}" for state, number in states.items()])
    first = open_posts.iloc[0]
    return (
        "Posts that fall vacant on a known date within five years with nobody proposed who is "
        f"ready by then in nine of ten cases: {len(open_posts)} of {len(time)} ({kinds}); the "
        f"worst is "
        f"{first['title']}, {free_words(first)}."
    )


def _quality_words(quality: pd.DataFrame) -> str:
    assessed = (quality["pairs"] * quality["assessed_share"]).round()
    known = quality[assessed >= LEAST_ASSESSED].dropna(subset=["gap"])
    if known.empty or known["gap"].max() <= 0:
        return ""
    worst = known.iloc[0]
    return (
        f"The widest gap of the people proposed is {worst['competency']} in {worst['unit']}: "
        f"{worst['gap']:.1f} levels on average over those assessed (between "
        f"{worst['gap_low']:.1f} and {worst['gap_high']:.1f} with what was never assessed)."
    )


def _adequacy_words(measures: pd.Series) -> str:
    ready, leave = measures["ready_share"], measures["leave_share_per_year"]
    if np.isnan(ready) or np.isnan(leave):
        return ""
    chance = chance_of_successor(3, ready_share=ready, leave_share=leave)
    needed = names_needed(0.9, ready_share=ready, leave_share=leave)
    names = f"{needed:.0f} names" if np.isfinite(needed) else "no number of names"
    return (
        f"Three names a post give a chance of {beside(100 * chance, 90)} % that one is ready and "
        "here in a year, "
        f"at the company's own {percent(ready)} ready and {percent(leave)} leaving; "
        f"it takes {names} to reach 90 %."
    )


def pool_words(pools: Pools, *, pool: str) -> str:
    """Say at how many posts of a pool nobody is proposed, and nobody is ready; empty for none.

    Parameters
    ----------
    pools : from ``build_pools``
    pool : key or management
    """
    own = pools.targets[pools.targets["pool"] == pool]
    if own.empty or pools.lacks["fit"]:
        return ""
    nobody, unready = (int((own[name] == 0).sum()) for name in ("proposed", "ready_proposed"))
    people = pools.proposals.loc[pools.proposals["pool"] == pool, "employee_id"].nunique()
    return (
        f"{count(people, 'person', 'people')} for {count(len(own), f'{pool} post')}: at {nobody} "
        f"nobody is proposed, at {unready} nobody proposed is ready now."
    )


def reserve_words(pools: Pools) -> str:
    """Say how many people with potential stand in no plan, by kind and the largest families."""
    reserve = pools.reserve
    if reserve.empty:
        return ""
    leads = int((reserve["kind"] == "management").sum())
    families = reserve["job_family"].fillna("unknown").value_counts()
    largest = [f"{family} {number}" for family, number in families.items()]
    return (
        f"{count(len(reserve), 'person', 'people')} with potential "
        f"{'stands' if len(reserve) == 1 else 'stand'} in no plan: {leads} for management posts, "
        f"{len(reserve) - leads} for specialist posts ({listing(largest, most=3)})."
    )


def _book_words(pools: Pools) -> list[str]:
    words = []
    members, faults = pools.ledger.members, pools.ledger.faults
    gone = int((~members["here"].astype(bool)).sum())
    if gone:
        words.append(f"Pool members who left the company and still stand on the list: {gone}.")
    if len(faults):
        words.append(f"Ledger entries that cannot be: {len(faults)}.")
    late = pools.calendar[pools.calendar["state"] == "late"]
    late = late.sort_values("late_days", ascending=False, ignore_index=True)
    if len(late):
        words.append(
            f"Steps of the talent process that are late: {len(late)}, the longest by "
            f"{late['late_days'].iloc[0]:.0f} days ({late['step'].iloc[0]})."
        )
    return words


def _lack_words(pools: Pools) -> list[str]:
    """Name the parts whose absence changes what the other sentences mean."""
    parts = {
        "fit": "Who fits which post is",
        "performance": "The two-year floor of performance is not applied and",
        "qualification": "The gate of qualifications is not applied and",
    }
    return [f"{words} {pools.lacks[part]}." for part, words in parts.items() if pools.lacks[part]]
