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
    """Say which posts are key, what the list hangs on, and for which plain reasons.

    Parameters
    ----------
    ranking, flags : the result, and the flags of its posts

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (_what_is_key(ranking), _borderline(ranking), _gates_decide(ranking),
                 _why(ranking, flags))  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def doubts(ranking: Ranking) -> tuple[str, ...]:
    """Say how sure a ranking is, and what it rests on too little or not at all.

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (
        _unknown_at_gates(ranking),
        _contradictions(ranking),
        *diagnostic_sentences(criteria_diagnostics(ranking))[:1],
        _not_measured(ranking),
        _how_found(ranking),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _what_is_key(ranking: Ranking) -> str:
    posts, key = len(ranking.table), ranking.key_positions
    if ranking.table["score"].isna().all():
        return f"Nothing is known about what makes {count(posts, 'post')} key; no order is given."
    if not ranking.places:
        verb = "is" if posts == 1 else "are"
        return (
            f"{count(posts, 'post')} {verb} too few to cut; the order is shown without a verdict."
        )
    verb = "is" if len(key) == 1 else "are"
    known = f"{len(key) or 'None'} of {count(posts, 'post')} {verb} key"
    named = f"{known}: {listing(_names(ranking, key))}" if key else known
    return f"{named}.{_provisional(ranking)}"


def _names(ranking: Ranking, position_ids: list[str]) -> list[str]:
    titles = ranking.table.set_index("position_id")["title"].fillna("")
    return [f"{titles[post]} ({post})" for post in position_ids]


def _provisional(ranking: Ranking) -> str:
    table = ranking.table
    leading = table[table["verdict"] == "provisional"]
    if leading.empty:
        return ""
    gates = {part for text in leading["gates"] for part in text.split("; ")}
    missing = listing(sorted(gate.removesuffix(" not assessed") for gate in gates))
    verb, them, places = (
        ("leads", "it", "its place rests") if len(leading) == 1
        else ("lead", "them", "their places rest")
    )  # fmt: skip
    return (
        f" {len(leading)} {verb} provisionally, since {missing} could not be assessed for {them}: "
        f"{places} on {percent(leading['known_share'].mean())} of the weight."
    )


def _borderline(ranking: Ranking) -> str:
    """Name the posts a panel decides on, and what to measure of them first."""
    open_ = ranking.borderline_positions
    if not open_:
        return ""
    verb, them = ("is", "it") if len(open_) == 1 else ("are", "all of them")
    named = f"{len(open_)} {verb} on the borderline: {listing(_names(ranking, open_))}"
    unknown = ranking.measured.value.loc[open_, _gated_criteria(ranking)].isna()
    lacking = [in_words(str(name)) for name in unknown.columns[unknown.any()]]
    if not lacking:
        return f"{named}; a panel has to decide."
    return (
        f"{named}. Measure first what gates rest on and is not known of {them}: {listing(lacking)}."
    )


def _gated_criteria(ranking: Ranking) -> list[str]:
    """Name the criteria in use of the dimensions that have a gate."""
    gated = ranking.dimensions.columns[ranking.model.gates > 0]
    home = ranking.measured.coverage.set_index("criterion")["dimension"]
    return [name for name in ranking.criteria if home[name] in gated]


def _gates_decide(ranking: Ranking) -> str:
    """Say so where fewer posts pass the gates than there are places."""
    table = ranking.table
    if not ranking.places or table["passes"].sum() >= ranking.places:
        return ""
    through = int((table["passes"] & table["gates_assessed"]).sum())
    verb = "passes" if through == 1 else "pass"
    return (
        f"The gates decide, not the rank: of {count(ranking.places, 'place')} on the list only "
        f"{through} can be taken, since {through} of {count(len(table), 'post')} {verb} every gate."
    )


def _unknown_at_gates(ranking: Ranking) -> str:
    """Name what a gate rests on and most posts have no value of."""
    coverage = ranking.measured.coverage.set_index("criterion")
    parts = [
        f"{in_words(str(name))} ({row['posts'] - row['posts_known']:,} of {row['posts']:,})"
        for name, row in coverage.loc[_gated_criteria(ranking)].iterrows()
        if row["posts_known"] < row["posts"] / 2
    ]
    if not parts:
        return ""
    return (
        f"A gate rests on what is unknown of most posts: {listing(parts)}. Their chances come from "
        "values drawn from the whole scale."
    )


def _why(ranking: Ranking, flags: pd.DataFrame) -> str:
    key = ranking.key_positions
    mine = flags[flags["position_id"].isin(key)].drop_duplicates(["position_id", "flag"])
    counts = mine["flag"].value_counts()
    found = {words: counts[flag] for flag, words in _FLAG_WORDS.items() if flag in counts}
    if not found:
        return ""
    if len(key) == 1:
        return f"The key post is {listing(list(found), most=len(found))}."
    parts = [f"{posts} {words}" for words, posts in found.items()]
    return f"Of the {count(len(key), 'key post')}: {listing(parts, most=len(parts))}."


def _how_found(ranking: Ranking) -> str:
    table = ranking.table
    if not ranking.places or table["score"].isna().all():
        return ""
    return (
        f"Chances come from {ranking.draws:,} draws of weights and ratings (standard error at most "
        f"{percent(table['chance_se'].max())})."
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
