"""People side by side in words: one row a person, post and item."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.evaluation.evaluate import PAIR, Evaluation
from workbench.pools.evaluation.parts import COMPETENCY, MATCH, PERFORMANCE
from workbench.pools.tables import WORDS
from workbench.words import count, listing, percent

PARTS = {COMPETENCY: "competencies", PERFORMANCE: "performance", MATCH: "traits"}


def comparison(found: Evaluation) -> pd.DataFrame:
    """Say of each person at a post what the evaluation found, item by item.

    Parameters
    ----------
    found : from ``evaluate`` or ``evaluate_posts``

    Returns
    -------
    DataFrame with position_id, employee_id, item (gates, fit, its parts, readiness, nomination,
    widest gap) and words; items in this order, people as in ``Evaluation.people``
    """
    gates = {pair: _gate_words(rows) for pair, rows in found.gates.groupby(PAIR)}
    gaps = {pair: _gap_items(rows) for pair, rows in found.levels.groupby(PAIR)}
    parts = dict(list(found.parts.groupby(PAIR)))
    lines = []
    for row in found.people.itertuples():
        pair = (row.position_id, row.employee_id)
        told = {"gates": gates.get(pair, ""), "fit": _fit_words(row)}
        told |= {PARTS[one.part]: _part_words(one) for one in _rows(parts.get(pair))}
        told |= _readiness_items(row)
        told["nomination"] = found.lacks["bench"] or _nomination_words(row)
        told |= gaps.get(pair, {"widest gap": found.lacks["fit"] or "the post asks for no level"})
        lines += [(*pair, item, words) for item, words in told.items()]
    return pd.DataFrame(lines, columns=[*PAIR, "item", "words"], dtype="str")


def gate_view(found: Evaluation) -> pd.DataFrame:
    """Say of each gate its state and the facts: position_id, employee_id, item, words."""
    gates = found.gates
    told = gates[PAIR].assign(item=gates["gate"], words=gates["state"] + ": " + gates["fact"])
    return told.astype("str")


def level_view(found: Evaluation) -> pd.DataFrame:
    """Say what each person holds of what a post asks for.

    Returns
    -------
    DataFrame with position_id, employee_id, item (competency and the level asked for), importance
    and words
    """
    levels = found.levels
    if levels.empty:
        return pd.DataFrame(columns=[*PAIR, "item", "importance", "words"])
    items = [f"{row.competency}: asked for {row.required:g}" for row in levels.itertuples()]
    words = [_held_words(row) for row in levels.itertuples()]
    told = levels[[*PAIR, "importance"]].assign(
        item=pd.Series(items, index=levels.index, dtype="str"),
        words=pd.Series(words, index=levels.index, dtype="str"),
    )
    return told[[*PAIR, "item", "importance", "words"]]


def post_view(found: Evaluation) -> pd.DataFrame:
    """Say of each post how many people are proposed, and how many of them are shown.

    Returns
    -------
    DataFrame with position_id, title, verdict (words for the name of a card) and words (a sentence)
    """
    posts = found.posts
    verdicts = [_verdict(row) for row in posts.itertuples()]
    words = [_post_words(row) for row in posts.itertuples()]
    return posts[["position_id", "title"]].assign(
        verdict=pd.Series(verdicts, index=posts.index, dtype="str"),
        words=pd.Series(words, index=posts.index, dtype="str"),
    )


def evaluation_findings(found: Evaluation) -> list[str]:
    """Say where what was never assessed could turn the order over, and how much was never assessed.

    Parameters
    ----------
    found : from ``evaluate_posts``

    Returns
    -------
    Sentences; none where nobody is shown or no level is known of
    """
    people = found.people.sort_values(["position_id", "place"])
    first = people[people["place"] == 1].set_index("position_id")
    second = people[people["place"] == 2].set_index("position_id")
    words = []
    if len(second):
        lead = first["fit_low"].reindex(second.index)
        open_ = int((second["fit_high"] > lead).sum())
        words.append(
            f"At {open_} of {count(len(second), 'post')} with two people or more, what was never "
            "assessed could put the second before the first."
        )
    if len(found.levels):
        unknown = float(found.levels["held"].isna().mean())
        words.append(
            f"Of the levels that posts ask of the people shown, {percent(unknown)} were never "
            "assessed."
        )
    return words


def _rows(table: pd.DataFrame | None) -> Iterable[Any]:
    return () if table is None else table.itertuples()


def _gate_words(rows: pd.DataFrame) -> str:
    told = [
        f"{state}: "
        + "; ".join(f"{row.gate} ({row.fact})" for row in rows[rows["state"] == state].itertuples())
        for state in ("failed", "open")
        if (rows["state"] == state).any()
    ]
    return "; ".join(told) or f"passes all {len(rows)}"


def _fit_words(row: Any) -> str:
    bounds = f"{row.fit_low:.3f} to {row.fit_high:.3f}"
    if pd.isna(row.fit):
        return f"unknown, {bounds}"
    if row.fit_high - row.fit_low < 0.0005:
        return f"{row.fit:.3f}"
    return f"{row.fit:.3f} ({bounds}); {percent(row.known_share)} known"


def _part_words(row: Any) -> str:
    if pd.isna(row.value):
        return "unknown, left out"
    if pd.isna(row.weight):
        return f"{row.value:.2f} of 1; alone it is no fit"
    known = f" ({percent(row.known_share)} known)" if row.known_share < 1 else ""
    return f"{percent(row.weight)} x {row.value:.3f} = {row.adds:.3f}{known}"


def _readiness_items(row: Any) -> dict[str, str]:
    """Say the label, the months and the day; P10 and P90 where they differ from the median.

    Where too little was assessed there is no day: the months are what the known levels take at
    best, and what all take at worst.
    """
    label = WORDS[row.readiness]
    if pd.isna(row.months):
        return {"readiness": label, "months to ready": "unknown", "ready on": "unknown"}
    if row.readiness == NOT_ASSESSED:
        best = f"{row.months_p10:.0f}" if row.months_p10 > 0 else "now"
        span = f"at best {best}, at worst {row.months_p90:.0f}"
        return {
            "readiness": f"{label}, too few levels known",
            "months to ready": span,
            "ready on": "unknown",
        }
    months, day = f"{row.months:.0f}", f"{row.ready_on:%Y-%m-%d}"
    if row.months_p90 > 0:
        low = f"P10 {row.months_p10:.0f}, " if row.months_p10 > 0 else ""
        months += f" ({low}P90 {row.months_p90:.0f})"
        day += f" (P90 {row.ready_on_p90:%Y-%m-%d})"
    return {"readiness": label, "months to ready": months, "ready on": day}


def _nomination_words(row: Any) -> str:
    if pd.isna(row.named_as):
        return "not named"
    day = "undated" if pd.isna(row.evidence_on) else f"{row.evidence_on:%Y-%m-%d}"
    stale = "; stale evidence" if row.stale else ""
    return f"{WORDS[row.named_as]}, {day}{stale}"


def _gap_items(rows: pd.DataFrame) -> dict[str, str]:
    unknown, widest = int(rows["held"].isna().sum()), rows["gap"].max()
    never = {"never assessed": f"{unknown} of {count(len(rows), 'level')}"}
    if pd.isna(widest):
        return {"widest gap": "unknown", **never}
    if widest <= 0:
        return {"widest gap": "none in what was assessed" if unknown else "none", **never}
    where = rows.loc[rows["gap"] == widest, "competency"].tolist()
    return {"widest gap": f"{_short(float(widest))} in {listing(where, most=3)}", **never}


def _held_words(row: Any) -> str:
    if pd.isna(row.held):
        return "never assessed"
    return f"{row.held:g}, {_short(row.gap)}" if row.gap > 0 else f"{row.held:g}, met"


def _short(levels: float) -> str:
    return f"{round(levels, 2):g} {'level' if levels == 1 else 'levels'} short"


def _verdict(row: Any) -> str:
    if pd.isna(row.proposed):
        return "not assessed"
    if row.proposed == 0:
        return "nobody proposed"
    ready = f"{row.ready_proposed:.0f}" if row.ready_proposed else "nobody"
    return f"{row.proposed:.0f} proposed, {ready} ready now"


def _post_words(row: Any) -> str:
    if row.shown:
        return f"Shown: the first {row.shown} of {row.proposed:.0f} proposed." * (
            row.shown < row.proposed
        )
    if pd.isna(row.proposed):
        return "Nobody can be proposed without required levels and assessments."
    if row.undecided:
        could = count(int(row.undecided), "person", "people")
        return f"Nobody passes the gates and fits; {could} could, were the record complete."
    return "Nobody passes the gates and fits."
