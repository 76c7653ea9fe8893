"""Tables and sentences about the selection, for a page."""

import pandas as pd

from workbench.pools.selection.choose import Choice
from workbench.pools.selection.nominated import STATES, Nominated
from workbench.pools.tables import WORDS
from workbench.words import count, listing

STATE_WORDS = {
    "counts": "count",
    "one too many": "are beyond the places of a post or the limit of a person",
    "left out by hand": "are left out by hand",
    "not here": "have left the company",
    "own post": "hold the post themselves",
    "fails a gate": "fail a gate",
    "record is open": "have a gap in the record of a gate",
    "fit unknown": "have no known fit",
    "fit too low": "fit too little, or too little of their fit is known",
}


def passed_over_view(
    passed_over: pd.DataFrame, targets: pd.DataFrame, *, pool: str, most: int = 3
) -> pd.DataFrame:
    """List the best people of each post who were not taken, and why.

    Parameters
    ----------
    passed_over, targets : of ``Pools``
    pool : key or management
    most : people shown for a post, the best by fit

    Returns
    -------
    DataFrame with post (title and id), employee_id, fit, ready (words) and because
    """
    own = targets[targets["pool"] == pool]
    shown = passed_over[passed_over["position_id"].isin(own["position_id"])]
    shown = shown.groupby("position_id", sort=False).head(most)
    return pd.DataFrame(
        {
            "post": _titled(shown["position_id"], targets),
            "employee_id": shown["employee_id"],
            "fit": shown["fit"],
            "ready": _ready_words(shown),
            "because": shown["because"],
        }
    ).reset_index(drop=True)


def _ready_words(rows: pd.DataFrame) -> pd.Series:
    """Write readiness as in the list of who is proposed; who is left out by hand has none."""
    label = rows["readiness"].map(WORDS).fillna("").astype("str")
    return label.mask(rows["ready_now"].astype(bool), WORDS["ready_now"])


def name_view(nominated: Nominated, targets: pd.DataFrame) -> pd.DataFrame:
    """List the names that do not count, with the reason, post by post.

    Returns
    -------
    DataFrame with post (title and id), employee_id, state and why
    """
    out = nominated.names[nominated.names["state"] != "counts"]
    return pd.DataFrame(
        {
            "post": _titled(out["position_id"], targets), "employee_id": out["employee_id"],
            "state": out["state"], "why": out["why"],
        }
    ).reset_index(drop=True)  # fmt: skip


def change_view(nominated: Nominated, targets: pd.DataFrame) -> pd.DataFrame:
    """List the fewest changes that reach the best choice.

    Returns
    -------
    DataFrame with post (title and id), employee_id (who comes in), in_fit, instead_of_employee_id
    (who goes; empty where a place was free) and out_fit; a row without anybody coming in frees a
    person for another post
    """
    frame = nominated.changes
    return pd.DataFrame(
        {
            "post": _titled(frame["position_id"], targets),
            "employee_id": frame["in_employee_id"], "in_fit": frame["in_fit"],
            "instead_of_employee_id": frame["out_employee_id"], "out_fit": frame["out_fit"],
        }
    )  # fmt: skip


def nomination_findings(nominated: Nominated) -> list[str]:
    """Say what the nominations carry, what they lose, and what would mend it.

    Returns
    -------
    Sentences, the most important first; none where no post in scope has a name
    """
    if nominated.names.empty:
        return []
    aims = nominated.aims.set_index("aim").round(6)
    ready, places = (aims.loc[aim] for aim in aims.index[:2])
    words = [
        f"The names on the lists carry {count(int(places['the_list']), 'place')} and somebody "
        f"ready now at {count(int(ready['the_list']), 'post')}; the best choice carries "
        f"{int(places['best']):,} and {int(ready['best']):,}."
    ]
    states = nominated.names["state"].value_counts()
    out = [
        f"{states[state]} {STATE_WORDS[state] if states[state] != 1 else _one(state)}"
        for state in STATES[1:]
        if state in states
    ]
    if out:
        counting = int(states.get("counts", 0))
        words.append(
            f"Of {count(len(nominated.names), 'name')} for these posts {counting} "
            f"{'counts' if counting == 1 else 'count'}; {listing(out, most=8)}."
        )
    words.append(_step_words(nominated))
    return words


def _step_words(nominated: Nominated) -> str:
    steps = nominated.steps
    needed = int(steps["changes"].iloc[-1])
    if needed == 0:
        return "No change would make the lists better."
    first = steps[steps["changes"] < needed].iloc[-1]
    text = f"The fewest changes that reach the best choice: {needed:,}"
    if first["changes"] > 0:
        more = steps.columns[1:3]
        gains = (first[more] - steps.iloc[0][more]).astype(int).tolist()
        text += (
            f"; with {count(int(first['changes']), 'change')} alone the lists carry "
            f"{count(gains[1], 'more place')} and somebody ready now at "
            f"{count(gains[0], 'more post')}"
        )
    return f"{text}."


def _one(state: str) -> str:
    """Write the words of a state for a single name."""
    words = STATE_WORDS[state]
    for many, one in (("are ", "is "), ("have ", "has "), ("hold the post themselves",
                      "holds the post"), ("fail ", "fails "), ("fit too", "fits too")):  # fmt: skip
        if words.startswith(many):
            words = words.replace(many, one, 1)
            break
    return words.replace("their fit", "the fit")


def proof_words(choice: Choice) -> str:
    """Say how sure it is that the choice is the best one.

    Parameters
    ----------
    choice : the best choice

    Returns
    -------
    A sentence; empty where nobody could be chosen, so that nothing was computed
    """
    if not len(choice.chosen):
        return ""
    if choice.gap == 0:
        return "Proved: no other choice is better in these aims, taken in this order."
    return f"The choice is within {choice.gap:.1e} of the best one, as a part of what it reaches."


def _titled(position_ids: pd.Series, targets: pd.DataFrame) -> pd.Series:
    titles = targets.set_index("position_id")["title"]
    ids = position_ids.astype("str")
    return ids.map(titles).astype("str") + " (" + ids + ")"
