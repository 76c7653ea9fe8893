"""What the plan of training says, in sentences made from its tables."""

import numpy as np
import pandas as pd

from workbench.pools.training.plan import Training
from workbench.pools.training.seats import Unlocked
from workbench.words import count, listing, money, percent


def training_findings(training: Training, *, currency: str) -> tuple[str, ...]:
    """Say what is needed, what the plan closes at what cost, and what stands against the rest.

    Parameters
    ----------
    training : from ``plan_training``
    currency : of the costs

    Returns
    -------
    Plain sentences, the most important first
    """
    sentences = (
        _plan_words(training, currency),
        _open_words(training),
        _time_words(training),
        _need_words(training),
        _aim_words(training),
        *_unknown_words(training),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _plan_words(training: Training, currency: str) -> str:
    sums = training.measures
    if sums["need_levels"] == 0:
        return "The people proposed lack no level that is known."
    within = f" within a budget of {money(training.budget, currency)}"
    limit = within if np.isfinite(training.budget) else ""
    people = count(int(sums["planned_people"]), "person", "people")
    lacking = count(int(sums["people"]), "person proposed is", "people proposed are")
    held = count(len(training.courses), "course")
    return (
        f"The cheapest plan{limit} closes {_levels(sums['closed_levels'])} of the "
        f"{sums['need_levels']:g} that {lacking} known to lack "
        f"({percent(sums['closed_levels'] / sums['need_levels'])}{_weighted_words(sums)}): {held} "
        f"for {people}, {sums['hours']:,.0f} hours and {money(sums['cost'], currency)}. Counted is "
        "the widest gap of a person in a competency, once for all posts."
    )


def _weighted_words(sums: pd.Series) -> str:
    """Give the part with each level times its weight, where that is another one."""
    plain = percent(sums["closed_levels"] / sums["need_levels"])
    weighted = percent(1 - sums["open_weighted"] / sums["need_weighted"])
    return "" if weighted == plain else f"; {weighted} with key posts counting more"


def _open_words(training: Training) -> str:
    if training.open.empty:
        return ""
    sums = training.open.groupby("because")["open_levels"].sum().sort_values(ascending=False)
    reasons = listing([f"{levels:g} ({why})" for why, levels in sums.items()])
    verb = "stays" if sums.sum() == 1 else "stay"
    return f"{_levels(sums.sum(), capital=True)} {verb} open: {reasons}."


def _time_words(training: Training) -> str:
    ready = training.ready
    sooner = ready[ready["months_after"] < ready["months"]]
    if sooner.empty:
        return ""
    days = (sooner["ready_on"] - sooner["ready_on_after"]).dt.days.median()
    turned = ready[(ready["state"] == "late") & (ready["state_after"] != "late")]
    posts = set(turned["position_id"])
    more = "nobody turns from late to in time"
    if posts:
        served = set(ready.loc[ready["state"].isin(["in time", "on the edge"]), "position_id"])
        more = (
            f"at {count(len(posts), 'post')} somebody who would be late is ready by the day the "
            f"post is needed, at {len(posts - served):,} of them where nobody else was"
        )
    who = count(len(sooner), "successor for a post is", "successors for a post are")
    by = "half of them " if len(sooner) > 1 else ""
    least = " or more" if len(sooner) > 1 else ""
    return (
        f"With the courses {who} ready sooner, {by}by {count(round(days), 'day')}{least}; {more}."
    )


def _need_words(training: Training) -> str:
    table = training.competencies
    known = table[table["weighted_levels"] > 0]
    if known.empty:
        return ""
    worst = known.iloc[0]
    uncovered = known.loc[known["courses"] == 0, "competency"].tolist()
    none = f" No course raises {listing(uncovered, most=4)}." if uncovered else ""
    return (
        f"The largest need is {worst['competency']}: {_levels(worst['post_levels'])} for the posts "
        f"in view (a person counts at each of them), {worst['organisation_levels']:g} in the posts "
        f"held today and {worst['person_levels']:g} for people's own aims.{none}"
    )


def _aim_words(training: Training) -> str:
    planned = training.personal[training.personal["course_ids"].map(len) > 0]
    aims = planned.dropna(subset=["aim_levels"])
    if aims.empty:
        return ""
    helped = int((aims["aim_closed_levels"] > 0).sum())
    return (
        f"Of the {count(len(aims), 'person', 'people')} with a course who lack levels for an aim "
        f"of their own, {helped} come closer to it by the same courses."
    )


def _unknown_words(training: Training) -> list[str]:
    sums, words = training.measures, list[str]()
    if sums["unassessed"]:
        words.append(
            f"{count(int(sums['unassessed']), 'level was', 'levels were')} never assessed of the "
            f"people proposed: what stays open lies between {sums['open_levels_low']:g} and "
            f"{sums['open_levels_high']:g} levels."
        )
    if len(training.asks):
        first = [
            f"{title} ({ask})"
            for title, ask in zip(training.asks["title"], training.asks["ask"], strict=True)
        ]
        words.append(f"Courses that cannot be planned yet: {listing(first, most=4)}.")
    return words


def _levels(number: float, *, capital: bool = False) -> str:
    """Write a number of levels; half a level is a part of one."""
    word = "level" if number == 1 else "levels"
    if capital and number == 1:
        return "One level"
    return f"{number:g} {word}"


def unlock_note(unlocked: Unlocked) -> str:
    """Say how sure the best closings together are; nothing where there is none to close."""
    if len(unlocked.together) < 2 or unlocked.competencies.empty:
        return ""
    return (
        "Best choice: proven. One after another can fall short, as two gaps may help only together."
    )


def unlock_findings(unlocked: Unlocked) -> tuple[str, ...]:
    """Say which closings let more posts be filled at once.

    Parameters
    ----------
    unlocked : from ``unlock_posts``
    """
    sums, words = unlocked.measures, list[str]()
    total = count(int(sums["posts"]), "post")
    words.append(
        f"Of {total}, {int(sums['filled'])} can be filled at once with people who are ready; "
        f"with every known gap closed it would be {int(sums['filled_all'])}."
    )
    helpful = unlocked.competencies[unlocked.competencies["more_filled"] > 0]
    if len(helpful):
        best = helpful.iloc[0]
        words.append(
            f"Closing one competency with everybody helps most in {best['competency']}: "
            f"{count(int(best['more_filled']), 'post')} more "
            f"({count(int(best['people']), 'person', 'people')}, {_levels(best['levels'])})."
        )
    words += _together_words(unlocked.together)
    if sums["unknown_pairs"]:
        words.append(
            "Who fits a post and was not assessed enough to say when counts as not ready: "
            f"{count(int(sums['unknown_pairs']), 'pair')} of person and post."
        )
    return tuple(words)


def _together_words(together: pd.DataFrame) -> list[str]:
    if len(together) < 2:
        return []
    last = together.iloc[-1]
    more = int(last["filled"] - together["filled"].iloc[0])
    if not more:
        tried = count(int(last["closings"]), "gap")
        return [f"No choice of up to {tried} lets more posts be filled at once."]
    chosen = len(last["which"])
    gaps = f"{chosen} gaps" if chosen > 1 else "gap"
    verb, beside = ("let", " together") if chosen > 1 else ("lets", "")
    greedy = (
        "taking the best single gap again and again does as well"
        if last["filled_greedy"] == last["filled"]
        else f"taking the best single gap again and again reaches {last['filled_greedy']}"
    )
    return [
        f"The best {gaps} to close{beside} ({_levels(last['levels'])}) {verb} "
        f"{count(more, 'more post')} be filled at once, {last['filled']} in all; {greedy}."
    ]
