"""What a panel shows of one post: people, changes, figures, gaps and the chain."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH
from workbench.people.levels import places
from workbench.pools.candidates import pair_table
from workbench.pools.chains.closure import Chains
from workbench.pools.chains.display import end_words
from workbench.pools.gaps import quality_gap, time_gap
from workbench.pools.tables import fit_words, free_words, ready_words
from workbench.pools.what_if import Selected
from workbench.words import count, listing

_FIGURES = {
    "filled": "places filled",
    "places": "places in all",
    "ready": "posts with somebody proposed who is ready now",
    "at_once": "posts these people can fill at once",
}


def people_of(selected: Selected, post: str) -> list[str]:
    """Give the people proposed for a post, best first."""
    rows = selected.proposals
    return list(rows.loc[rows["position_id"] == post, "employee_id"])


def standing_by(selected: Selected, post: str) -> pd.DataFrame:
    """List who could stand by for a post and was not taken, see ``passed_over_table``."""
    rows = selected.passed_over
    return rows[rows["position_id"] == post].reset_index(drop=True)


def proposed_rows(now: Selected, before: Selected, post: str) -> pd.DataFrame:
    """List who is proposed for a post, and below who no longer is.

    Parameters
    ----------
    now, before : the pools as chosen, and those in force
    post : a position_id

    Returns
    -------
    DataFrame with employee_id, change (in, out or empty), fit, ready, because (texts)
    """
    here, was = people_of(now, post), people_of(before, post)
    out = [person for person in was if person not in here]
    rows = _people_rows(now, post, [*here, *out])
    own = now.proposals[now.proposals["position_id"] == post]
    why = {who: _why_out(now, post, who) for who in out}
    for told in (standing_by(now, post), own):
        why |= dict(zip(told["employee_id"], told["because"], strict=True))
    change = ["out" if who in out else "" if who in was else "in" for who in rows["employee_id"]]
    rows.insert(1, "change", pd.Series(change, index=rows.index, dtype="str"))
    because = [why[who] for who in rows["employee_id"]]
    return rows.assign(because=pd.Series(because, index=rows.index, dtype="str"))


def _why_out(now: Selected, post: str, who: str) -> str:
    """Say why somebody is out who is not among the people listed as passed over."""
    judged = now.candidates
    pair = judged.employee_ids.index(who), judged.position_ids.index(post)
    if judged.eligible[pair]:
        return "others go first"
    return "fits too little now" if judged.considered[pair] else "not near the post"


def standing_by_rows(now: Selected, post: str, *, most: int) -> pd.DataFrame:
    """List who could stand by for a post and was not taken: employee_id, fit, ready, because."""
    rows = standing_by(now, post)
    rows = rows[rows["reason"] != "left_out"].head(most)
    found = _people_rows(now, post, list(rows["employee_id"]))
    return found.assign(because=rows["because"])


def _people_rows(now: Selected, post: str, people: Sequence[str]) -> pd.DataFrame:
    marks = np.zeros(now.candidates.considered.shape, dtype=bool)
    ids = pd.Series(list(people), dtype="str")
    marks[places(now.candidates.employee_ids, ids), now.candidates.position_ids.index(post)] = True
    pairs = pair_table(now.candidates, marks).set_index("employee_id").reindex(list(people))
    records = pairs.to_dict("records")
    return pd.DataFrame(
        {
            "employee_id": ids,
            "fit": pd.Series([fit_words(row) for row in records], dtype="str"),
            "ready": pd.Series([ready_words(row) for row in records], dtype="str"),
        }
    )


def change_words(now: Selected, before: Selected, post: str) -> str:
    """Say how many people come in and go at a post, and where else people change."""
    sets = [set(zip(one.proposals["position_id"], one.proposals["employee_id"], strict=True))
            for one in (now, before)]  # fmt: skip
    new, gone = sets[0] - sets[1], sets[1] - sets[0]
    row = now.targets[now.targets["position_id"] == post].iloc[0]
    place = count(int(row["capacity"]), "place")
    words = [f"{_name(row['title'], post)}: {int(row['proposed'])} of {place} filled"]
    for name, pairs in (("in", new), ("out", gone)):
        here = sorted(person for where, person in pairs if where == post)
        if here:
            words.append(f"{name}: {count(len(here), 'person', 'people')}")
    elsewhere = sorted({where for where, _ in new | gone} - {post})
    titles = now.targets.set_index("position_id")["title"]
    if elsewhere:
        named = listing([_name(titles[each], each) for each in elsewhere], most=4)
        verb = "changes" if len(elsewhere) == 1 else "change"
        words.append(f"{count(len(elsewhere), 'other post')} {verb}: {named}")
    return "; ".join(words) + "."


def figure_rows(found: Mapping[str, int], was: Mapping[str, int]) -> pd.DataFrame:
    """Set the figures of all posts as chosen beside those in force, both of ``bench_figures``.

    Returns
    -------
    DataFrame with all posts (what is counted), in force, now, change (text with its sign; empty
    where nothing changed)
    """
    moved = [found[name] - was[name] for name in _FIGURES]
    return pd.DataFrame(
        {
            "all posts": [f"{words} (of {found['posts']})" if name == "ready" else words
                          for name, words in _FIGURES.items()],
            "in force": [was[name] for name in _FIGURES],
            "now": [found[name] for name in _FIGURES],
            "change": pd.Series([f"{one:+d}" if one else "" for one in moved], dtype="str"),
        }
    )  # fmt: skip


def gap_words(
    company: Company, now: Selected, post: str, *, outside_days: float
) -> tuple[str, ...]:
    """Say what a post lacks: people, time and levels, and how long the market takes.

    Parameters
    ----------
    company, now, post : the company, the pools as chosen and a position_id
    outside_days : days to fill the post from outside; NaN where not known
    """
    target = now.targets[now.targets["position_id"] == post]
    own = now.proposals[now.proposals["position_id"] == post]
    empty, ready = int(target["shortage"].iloc[0]), int(own["ready_now"].sum())
    stays = "place stays" if empty == 1 else "places stay"
    is_ready = "person proposed is" if ready == 1 else "people proposed are"
    people = f"{empty or 'No'} {stays if empty else 'place stays'} empty"
    words = [f"{people}; {ready or 'no'} {is_ready if ready else 'person proposed is'} ready now."]
    days = time_gap(target, own, as_of=company.as_of)
    words.append(_time_words(days))
    levels = quality_gap(company, now.targets, now.candidates, own)
    missing = [
        f"{row.competency} {row.gap:.1f} ({row.gap_low:.1f}-{row.gap_high:.1f})"
        for row in levels[levels["gap"] > 0].itertuples()
    ]
    if missing:
        words.append(f"Levels missing on average, low to high: {listing(missing, most=4)}.")
    unknown = levels.loc[levels["gap"].isna(), "competency"].tolist()
    if unknown:
        words.append(f"Never assessed with anybody proposed: {listing(unknown, most=4)}.")
    words.append(
        "How long the market takes is not known." if np.isnan(outside_days)
        else f"From outside it takes {count(round(outside_days), 'day')}."
    )  # fmt: skip
    return tuple(words)


def _time_words(days: pd.DataFrame) -> str:
    if days.empty:
        return "No day within five years is known on which a seat falls free."
    row = days.iloc[0]
    words = f"{free_words(row)[0].upper()}{free_words(row)[1:]}: {row['state']}"
    if pd.isna(row["ready_on"]):
        return f"{words}."
    late = float(row["late_months"]) * DAYS_PER_MONTH
    behind = f", {count(round(late), 'day')} too late" if late > 0 else ""
    return f"{words}; the first is ready on {row['ready_on']:%Y-%m-%d}{behind}."


def chain_words(chains: Chains) -> str:
    """Say how the chain of one seat goes on and ends."""
    chain = chains.chains.iloc[0]
    moves, end = int(chain["moves"]), end_words(chain.to_dict(), chains.horizon_days)
    if not moves:
        words = f"nobody who is ready now moves up; the seat is {end}"
    else:
        last = f"{_name(chain['end_title'], chain['end_position_id'])} is {end}"
        up = "" if chains.moves["is_locked"].any() else " up"
        words = f"{count(moves, 'person moves', 'people move')}{up}, then {last}"
    days = chain["outside_days"]
    took = "" if pd.isna(days) else f", {count(round(days), 'day')} to fill it"
    return f"If a seat of this post falls free, {words}{took}."


def _name(title: object, post: str) -> str:
    return f"{title} ({post})" if isinstance(title, str) else post
