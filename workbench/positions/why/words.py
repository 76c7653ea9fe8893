"""The reasons behind the place of a post in words, as a card shows them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.positions.why.explain import Why
from workbench.words import count, heading, in_words, listing, percent

# In this share of the draws or more an order counts as settled.
SETTLED = 0.95
# Steps of fewer points of score make no post stand out.
_LEAST_STEP = 0.01


def facts_in_words(why: Why, flags: pd.DataFrame, *more: Mapping[str, str]) -> pd.Series:
    """Give the facts of each post as sentences: flags first, then its place, then what is unknown.

    Parameters
    ----------
    why : as from `explain`
    flags : as from `flag_posts`
    more : further sentences by position_id, such as on the people in the post

    Returns
    -------
    Series of tuples of sentences, by position_id
    """
    sentences = flags.groupby("position_id")["sentence"].agg(list)
    return pd.Series(
        {
            post["position_id"]: (
                *sentences.get(post["position_id"], []),
                *(facts[post["position_id"]] for facts in more if post["position_id"] in facts),
                *_place(post),
            )
            for post in why.posts.to_dict("records")
        },
        dtype=object,
    )


def _place(post: dict) -> list[str]:
    chance = "" if pd.isna(post["chance"]) else f", chance of a place {percent(post['chance'])}"
    known = "" if pd.isna(post["score"]) else f", score {post['score']:.2f}"
    words = [f"{post['verdict']}{chance}{known}"]
    if post["gates"]:
        words.append(post["gates"])
    if post["unknown"]:
        low, high = post["score_low"], post["score_high"]
        words.append(f"not known: {post['unknown']}; the score lies from {low:.2f} to {high:.2f}")
    return words


def lifted_in_words(steps: pd.DataFrame, *, most: int = 2) -> pd.Series:
    """Name what lifts each post most above a typical one, the largest step first.

    Parameters
    ----------
    steps : as from `explain`
    most : steps named

    Returns
    -------
    Series of texts by position_id; a post that nothing lifts is absent

    Examples
    --------
    >>> steps = pd.DataFrame({"position_id": "P1", "step": ["resources", "scope", "network"],
    ...                       "measured": ["EUR 5 M a year", "", ""], "adds": [0.2, 0.1, -0.1]})
    >>> lifted_in_words(steps)["P1"]
    'EUR 5 M a year; scope'
    """
    up = steps[steps["adds"] >= _LEAST_STEP].sort_values("adds", ascending=False, kind="stable")
    first = up.groupby("position_id").head(most)
    names, amounts = first["step"].map(in_words), first["measured"]
    words = amounts.where(amounts != "", names)
    words = words.mask(amounts.str.startswith("rated "), names + " " + amounts)
    return words.groupby(first["position_id"]).agg("; ".join)


def changes_in_words(changes: pd.DataFrame) -> pd.DataFrame:
    """Give the changes that would move posts as a card shows them.

    Returns
    -------
    DataFrame in the order given: position_id, criterion (in words), now, borderline_from, key_from
    """
    shown = changes.assign(criterion=changes["criterion"].map(heading))
    return shown[["position_id", "criterion", "now", "borderline_from", "key_from"]]


def pairs_in_per_cent(why: Why, position_ids: Sequence[str]) -> pd.DataFrame:
    """Give for pairs of posts how often the one of the row scores above that of the column.

    Parameters
    ----------
    why : as from `explain`
    position_ids : posts to show, best first

    Returns
    -------
    DataFrame: post (title and id), then a column a post with per cent of the draws; missing where a
    post meets itself
    """
    ids = [post for post in position_ids if post in set(why.duels["position_id"])]
    wide = why.duels.pivot_table(index="position_id", columns="rival_id", values="wins_share")
    titles = why.posts.set_index("position_id")["title"].fillna("")
    shares = (wide.reindex(index=ids, columns=ids) * 100).round()
    shares.insert(0, "post", [f"{titles[post]} ({post})" for post in ids])
    return shares.reset_index(drop=True).rename_axis(columns=None)


def rivals_in_words(duels: pd.DataFrame) -> pd.Series:
    """Say of each post against which of its rivals it wins, loses, and what is open.

    Returns
    -------
    Series of sentences by position_id

    Examples
    --------
    >>> duels = pd.DataFrame({"position_id": "P1", "rival_id": ["P2", "P3", "P4"],
    ...                       "rival": ["Buyer", "Painter", "Clerk"], "wins_share": [1, 0.4, 0.0]})
    >>> rivals_in_words(duels)["P1"]
    'Of 3 rivals it stays above 1 and below 1; open: it is above Painter (P3) in 40 % of the draws.'
    """
    return pd.Series(
        {str(post): _rivals(rows) for post, rows in duels.groupby("position_id", sort=False)},
        dtype="str",
    )


def _rivals(duels: pd.DataFrame) -> str:
    share = duels["wins_share"]
    above, below = share >= SETTLED, share <= 1 - SETTLED
    open_ = duels[~above & ~below].sort_values("wins_share", ascending=False)
    named = [
        f"{title} ({post}) in {percent(wins)}"
        for title, post, wins in zip(
            open_["rival"], open_["rival_id"], open_["wins_share"], strict=True
        )
    ]
    rivals = count(len(duels), "rival")
    words = f"Of {rivals} it stays above {int(above.sum())} and below {int(below.sum())}"
    open_words = f"{words}; open: it is above {listing(named, most=4)} of the draws."
    return open_words if named else f"{words}."
