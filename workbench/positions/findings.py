"""What a ranking says, in sentences made from its tables, the most important first."""

import pandas as pd

from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.weights import ALL_RATERS
from workbench.positions.robustness.diagnostics import criteria_diagnostics
from workbench.positions.robustness.diagnostics_in_words import diagnostic_sentences
from workbench.words import count, in_words, listing, percent

_FLAG_WORDS = {
    "no_ready_successor": "without a ready successor",
    "paper_backup": "with a backup on paper only",
    "few_holders": "with something only one or two people hold",
    "retires": "with an incumbent near retirement",
    "vacant": "vacant",
    "needed_soon": "needed soon and empty",
    "hard_market": "in a hard market",
}


def findings(ranking: Ranking, flags: pd.DataFrame) -> tuple[str, ...]:
    """Say which posts are key, and for which plain reasons.

    Parameters
    ----------
    ranking, flags : the result, and the flags of its posts

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (_what_is_key(ranking), _why(ranking, flags))
    return tuple(sentence for sentence in sentences if sentence)


def doubts(ranking: Ranking) -> tuple[str, ...]:
    """Say how sure a ranking is, and what it rests on too little or not at all.

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (
        _how_sure(ranking),
        _contradictions(ranking),
        *diagnostic_sentences(criteria_diagnostics(ranking))[:1],
        _not_measured(ranking),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _what_is_key(ranking: Ranking) -> str:
    posts = len(ranking.table)
    if ranking.table["score"].isna().all():
        return f"Nothing is known about what makes {count(posts, 'post')} key; no order is given."
    if not ranking.places:
        return f"{count(posts, 'post')} are too few to cut; the order is shown without a verdict."
    if ranking.table["verdict"].eq("provisional").any():
        return _provisional(ranking)
    key, open_ = ranking.key_positions, ranking.borderline_positions
    titles = ranking.table.set_index("position_id")["title"].fillna("")
    named = listing([f"{titles[post]} ({post})" for post in key])
    verb = "is" if len(key) == 1 else "are"
    panel = f"; {count(len(open_), 'post')} on the borderline wait for a panel" if open_ else ""
    return f"{len(key)} of {count(posts, 'post')} {verb} key: {named}{panel}."


def _provisional(ranking: Ranking) -> str:
    table, key = ranking.table, len(ranking.key_positions)
    leading = table[table["verdict"] == "provisional"]
    gates = {part for text in leading["gates"] for part in text.split("; ")}
    named = listing(sorted(gate.removesuffix(" not assessed") for gate in gates))
    return (
        f"{key or 'None'} of {count(len(table), 'post')} can be called key; "
        f"{len(leading)} lead provisionally, since {named} could not be assessed for them: "
        f"their place rests on {percent(leading['known_share'].mean())} of the weight."
    )


def _why(ranking: Ranking, flags: pd.DataFrame) -> str:
    key = ranking.key_positions
    mine = flags[flags["position_id"].isin(key)].drop_duplicates(["position_id", "flag"])
    counts = mine["flag"].value_counts()
    parts = [f"{counts[flag]} {words}" for flag, words in _FLAG_WORDS.items() if flag in counts]
    return f"Of the {count(len(key), 'key post')}: {listing(parts)}." if parts else ""


def _how_sure(ranking: Ranking) -> str:
    table = ranking.table
    if not ranking.places or table["score"].isna().all():
        return ""
    through = int((table["passes"] & table["gates_assessed"]).sum())
    gated = ""
    if table["passes"].sum() < ranking.places:
        gated = " That is fewer than there are places: the gates decide, not the rank."
    return (
        f"The list has {count(ranking.places, 'place')}; {through} of {count(len(table), 'post')} "
        f"are known to pass the gates.{gated} Chances come from {ranking.draws:,} draws of "
        f"weights and ratings (standard error at most {percent(table['chance_se'].max())})."
    )


def _contradictions(ranking: Ranking) -> str:
    table = ranking.weights.consistency
    if ranking.weights.table["source"].eq("equal").all():
        return "No weights and no judgements are given: all criteria weigh the same."
    against = table[(table["consistent"] == False) & (table["rater"] != ALL_RATERS)]  # noqa: E712
    if against.empty:
        return ""
    raters = listing(sorted(set(against["rater"])))
    groups = listing([in_words(str(group)) for group in dict.fromkeys(against["group"])])
    return f"The comparisons of {raters} contradict one another ({groups})."


def _not_measured(ranking: Ranking) -> str:
    coverage = ranking.measured.coverage
    absent = coverage.loc[coverage["posts_known"] == 0, "criterion"]
    names = listing([in_words(name) for name in absent], most=12)
    return f"Not measured for any post: {names}." if len(absent) else ""
