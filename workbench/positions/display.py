"""Tables of a ranking as a page shows them."""

import pandas as pd

from workbench.positions.ranking.rank import Ranking
from workbench.positions.why.flags import reasons
from workbench.words import in_words, listing, percent

_MOST = 20


def shortlist(ranking: Ranking, flags: pd.DataFrame, *, below: int = 5) -> pd.DataFrame:
    """List the key and borderline posts with their reasons, and the posts just below the line.

    Parameters
    ----------
    ranking : the ranking
    flags : as from `flag_posts`
    below : how many ordinary posts follow

    Returns
    -------
    DataFrame, best first: position_id, title, unit, verdict, why (flags in plain words; empty where
    there is none), gates (failed or not assessed, in words), chance,
    chance_se, score, score_low, score_high, known_share. Without a cut, the 20 posts with the
    highest scores.
    """
    table = ranking.table
    if ranking.places:
        ahead = int(table["verdict"].isin(["key", "provisional", "borderline"]).sum())
        chosen = table[table["score"].notna()].head(ahead + below)
    else:
        chosen = table.dropna(subset=["score"]).sort_values("rank", kind="stable").head(_MOST)
    ids = chosen["position_id"].tolist()
    return chosen.assign(why=reasons(flags, ids))[
        [
            "position_id", "title", "unit", "verdict", "why", "gates", "chance", "chance_se",
            "score", "score_low", "score_high", "known_share",
        ]
    ].reset_index(drop=True)  # fmt: skip


def with_cards(posts: pd.DataFrame, wanted: str) -> list[str]:
    """Give the ids of the posts of a shortlist, and of one more that was asked for.

    Parameters
    ----------
    posts : as from `shortlist`
    wanted : id of a post; empty for none

    Examples
    --------
    >>> with_cards(pd.DataFrame({"position_id": ["P2", "P1"]}), "P7")
    ['P7', 'P2', 'P1']
    """
    return list(dict.fromkeys([*filter(None, [wanted]), *posts["position_id"]]))


def reasons_first(posts: pd.DataFrame, lifted: pd.Series) -> pd.DataFrame:
    """Order the columns of a shortlist for reading: reasons, then chance, then score.

    Parameters
    ----------
    posts : as from `shortlist`
    lifted : what lifts each post most, by position_id, as from `lifted_in_words`

    Returns
    -------
    DataFrame: post (title and id), verdict, why (the gates it fails, then what lifts it),
    needs_attention (its flags), chance (text, in per cent), score
    """
    parts = zip(posts["gates"], posts["position_id"].map(lifted).fillna(""), strict=True)
    return pd.DataFrame(
        {
            "post": _named(posts),
            "verdict": posts["verdict"],
            "why": ["; ".join(filter(None, both)) for both in parts],
            "needs_attention": posts["why"],
            "chance": [percent(share) for share in posts["chance"]],
            "score": posts["score"],
        }
    )


def bounds_in_words(posts: pd.DataFrame) -> pd.DataFrame:
    """Give the scores of a shortlist with what they could be.

    Returns
    -------
    DataFrame in the order given: post (title and id), verdict, score, score_low, score_high (were
    everything unknown the worst, the best), known_share (part of the weight), gates
    """
    columns = ["verdict", "score", "score_low", "score_high", "known_share", "gates"]
    return _with_post(posts, columns)


def chances_in_words(posts: pd.DataFrame) -> pd.DataFrame:
    """Give the chances of a shortlist.

    Returns
    -------
    DataFrame in the order given: post (title and id), verdict, chance, chance_se, gates
    """
    return _with_post(posts, ["verdict", "chance", "chance_se", "gates"])


def _with_post(posts: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    shown = posts[columns].reset_index(drop=True)
    shown.insert(0, "post", _named(posts).to_numpy())
    return shown


def _named(posts: pd.DataFrame) -> pd.Series:
    return posts["title"].fillna("") + " (" + posts["position_id"] + ")"


def evidence(flags: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Keep the flags of the posts on a shortlist, in its order, with the rows behind them.

    Returns
    -------
    DataFrame: position_id, sentence, evidence (table and ids)
    """
    place = dict(zip(posts["position_id"], range(len(posts)), strict=True))
    mine = flags[flags["position_id"].isin(place)]
    ordered = mine.sort_values("position_id", key=lambda ids: ids.map(place), kind="stable")
    return ordered[["position_id", "sentence", "evidence"]].reset_index(drop=True)


def weights_in_words(ranking: Ranking) -> pd.DataFrame:
    """Give the weights in use with the names of groups and items in words."""
    weights = ranking.weights.table
    return weights.assign(group=weights["group"].map(in_words), item=weights["item"].map(in_words))


def consistency_in_words(ranking: Ranking) -> pd.DataFrame:
    """Give how consistent each rater is where three items or more were compared.

    Returns
    -------
    DataFrame: group, rater, answers, gci, gci_limit, consistency_ratio, consistent (text). A single
    comparison cannot contradict another, so groups of two items are left out.
    """
    rows = ranking.weights.consistency
    sizes = ranking.weights.table["group"].value_counts()
    shown = rows[rows["group"].map(sizes) > 2]
    words = shown["consistent"].map({True: "yes", False: "no, ask again"})
    columns = ["group", "rater", "answers", "gci", "gci_limit", "consistency_ratio"]
    return shown[columns].assign(
        group=shown["group"].map(in_words),
        consistent=words.fillna("too few answers to tell"),
    )


def coverage(ranking: Ranking) -> pd.DataFrame:
    """Say of each criterion by what it is measured, for how many posts, and what is missing.

    Returns
    -------
    DataFrame: criterion, measured_by (the one measure that all posts share), known (text),
        commonest_value_share, sets_posts_apart, missing
    """
    rows = ranking.measured.coverage
    known = zip(rows["posts_known"], rows["posts"], strict=True)
    return pd.DataFrame(
        {
            "criterion": rows["criterion"].map(in_words),
            "measured_by": rows["measured_by"],
            "known": [f"{part:,} of {posts:,}" for part, posts in known],
            "commonest_value_share": rows["commonest_value_share"],
            "sets_posts_apart": rows["discriminates"],
            "missing": rows["why"],
        }
    )


def lacks_order(ranking: Ranking) -> str:
    """Say that no post can be ranked, where nothing is known of any; empty where some can."""
    if ranking.table["score"].notna().any():
        return ""
    return "not assessed: nothing measures what makes a post key; see “What is not measured”"


def lacks_dimension(ranking: Ranking, *dimensions: str) -> str:
    """Say which of these dimensions nothing measures; empty where all are measured.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> nothing = SimpleNamespace(dimensions=pd.DataFrame(columns=["scarcity"]))
    >>> lacks_dimension(nothing, "strategic_value", "scarcity")
    'not assessed: nothing measures strategic value; see “What is not measured”'
    """
    absent = [in_words(name) for name in dimensions if name not in ranking.dimensions]
    if not absent:
        return ""
    return f"not assessed: nothing measures {listing(absent)}; see “What is not measured”"


def behind_gates(ranking: Ranking, *, most: int = 8) -> pd.DataFrame:
    """List posts that score like key ones and fail a gate, with the gate.

    Returns
    -------
    DataFrame, highest score first: position_id, title, unit, score, gates
    """
    table = ranking.table
    line = table.loc[table["verdict"] == "key", "score"].min()
    failed = table[~table["passes"] & (table["score"] >= line)]
    ordered = failed.sort_values(["score", "position_id"], ascending=[False, True])
    return ordered[["position_id", "title", "unit", "score", "gates"]].head(most)


def value_and_scarcity(ranking: Ranking) -> pd.DataFrame:
    """Give value and scarcity of every post of which both are known.

    Returns
    -------
    DataFrame: position_id, title, verdict, strategic_value, scarcity; without rows where a
    dimension is not measured
    """
    both = ranking.dimensions.reindex(columns=["strategic_value", "scarcity"]).dropna()
    named = ranking.table[["position_id", "title", "verdict"]]
    return named.merge(both.reset_index(), on="position_id")


def dimension_parts(ranking: Ranking, position_ids: list[str]) -> pd.DataFrame:
    """Split the weighted mean of chosen posts by dimension.

    Returns
    -------
    DataFrame, one row a post in the order given: position_id, title, one column a dimension. A row
    sums to the weighted mean, not to the score in use. Unknown dimensions are missing.
    """
    wide = ranking.contributions.pivot_table(
        index="position_id", columns="dimension", values="contribution", aggfunc="sum"
    )
    parts = wide.reindex(columns=ranking.dimensions.columns).reindex(position_ids)
    titles = ranking.table.set_index("position_id")["title"]
    parts.insert(0, "title", titles.reindex(position_ids))
    return parts.rename_axis("position_id", axis=0).reset_index()
