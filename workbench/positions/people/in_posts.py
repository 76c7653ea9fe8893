"""Posts and the people in them in one frame: importance against how well the post is held."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.company import Company, is_needed
from workbench.people.strength import CLASSES, NOT_ASSESSED, judge_pairs
from workbench.positions.people.elsewhere import MEETS, strength_elsewhere
from workbench.positions.ranking.rank import Ranking

# Rows and columns of the matrix, in the order in which a reader meets them.
IMPORTANCE = ("key", "provisional", "borderline", "ordinary", "no cut", "not assessed")
VACANT = "vacant"
HELD = ("strong", "adequate", "gap", NOT_ASSESSED, VACANT)

# What the way a post is held asks for.
ACTIONS: Mapping[str, str] = {
    "strong": "keep and protect",
    "adequate": "keep and develop",
    "gap": "develop or support",
    NOT_ASSESSED: "assess",
    VACANT: "fill",
}
ORDINARY_ACTIONS: Mapping[str, str] = {**ACTIONS, "strong": "keep", "adequate": "keep"}
OFFER = "offer a holder a key post"
DESCRIBE = "write down the skills it asks for"
_POSTS = [
    "position_id", "title", "unit", "verdict", "score", "chance", "seats", "holders", "held",
    "at_worst", "at_best", *CLASSES[::-1], "not_assessed", "strong_share", "match", "match_low",
    "match_high", "why", "action", "undescribed",
]  # fmt: skip


@dataclass(frozen=True)
class PeopleInPosts:
    """How every open post is held, with the people behind it.

    Attributes
    ----------
    people : one row an incumbent: the columns of `judge_pairs` and verdict (importance of the post)
    posts : one row an open post with a holder, or with a seat on the day, the most important first:
        position_id, title, unit, verdict, score and chance (of the ranking), seats (on the day),
        holders, held (strong, adequate, gap, not assessed; vacant), at_worst and at_best (were
        everything unknown the worst, or the best), strong, adequate, gap and not_assessed (holders
        of each class), strong_share (of the holders; missing where that is open for one), match,
        match_low and match_high (means over the holders), why (in words), action (what that asks
        for), undescribed (nothing that the post asks for is recorded)
    matrix : one row a verdict that occurs and a way to be held: verdict, held, posts, holders and
        position_ids (tuple); the posts add up to those of ``posts``
    strength_elsewhere : strong people in ordinary posts who would, or might, be strong in a key or
        borderline post, as from the function of that name
    left_out : open posts without a holder and without a seat on the day: those needed later or no
        more, and those with no seat at all
    lacks : what could not be read, by part (match, performance, qualifications): the sentence that
        names the missing tables; empty where all is there
    """

    people: pd.DataFrame
    posts: pd.DataFrame
    matrix: pd.DataFrame
    strength_elsewhere: pd.DataFrame
    left_out: int
    lacks: Mapping[str, str]


def people_in_posts(company: Company, ranking: Ranking) -> PeopleInPosts:
    """Set how well each post is held beside how important it is.

    Parameters
    ----------
    company : requirements, assessments and performance; what a missing one would tell is unknown
    ranking : of the same company; its verdicts are the importance

    Returns
    -------
    PeopleInPosts

    Notes
    -----
    A post with several holders is held like the one in the middle of them, the weaker of the two in
    the middle where their number is even: with a gap when half of them or more have one, strong
    when more than half are strong. Where a holder is not fully known the middle is found with
    everything unknown at its worst and at its best; where these differ the post is not assessed.
    """
    judged = judge_pairs(company, company.incumbents)
    verdicts = ranking.table.set_index("position_id")["verdict"]
    people = judged.assign(verdict=judged["position_id"].map(verdicts))
    people = people.sort_values(["position_id", "employee_id"], ignore_index=True)
    posts = _posts(company, ranking, people)
    elsewhere = strength_elsewhere(company, people, posts)
    usable = set(elsewhere.loc[elsewhere["meets"] == MEETS, "position_id"])
    posts["action"] = _actions(posts, usable)
    return PeopleInPosts(
        people=people,
        posts=posts[_POSTS],
        matrix=_matrix(posts),
        strength_elsewhere=elsewhere,
        left_out=len(ranking.table) - len(posts),
        lacks={
            "match": company.lacks("requirements", "assessments"),
            "performance": company.lacks("performance"),
            "qualifications": company.lacks("required_qualifications", "held_qualifications"),
        },
    )


def middle_class(classes: pd.Series, posts: pd.Series) -> pd.Series:
    """Give the class of the middle holder of each post, the weaker one of two.

    Parameters
    ----------
    classes : gap, adequate or strong, one a holder
    posts : the post of each holder

    Returns
    -------
    Series by post

    Examples
    --------
    >>> classes = pd.Series(["strong", "gap", "strong", "strong", "adequate"])
    >>> middle_class(classes, pd.Series(["P1", "P1", "P2", "P2", "P2"])).to_dict()
    {'P1': 'gap', 'P2': 'strong'}
    """
    place = classes.map({name: at for at, name in enumerate(CLASSES)}).astype(float)
    middle = place.groupby(posts).quantile(0.5, interpolation="lower")
    return middle.map(dict(enumerate(CLASSES)))


def _posts(company: Company, ranking: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    needed = company.positions[is_needed(company.positions, company.as_of)]
    seats = needed.set_index("position_id")["seats"]
    frame = ranking.table[["position_id", "title", "unit", "verdict", "score", "chance"]]
    frame = frame.merge(_holdings(people), on="position_id", how="left")
    frame = frame.assign(
        seats=frame["position_id"].map(seats).fillna(0.0),
        holders=frame["holders"].fillna(0).astype(int),
    )
    frame = frame[(frame["holders"] > 0) | (frame["seats"] > 0)]
    empty = frame["holders"] == 0
    frame["held"] = frame["held"].mask(empty, VACANT)
    counts = [*CLASSES, "not_assessed"]
    frame[counts] = frame[counts].fillna(0).astype(int)
    frame["why"] = frame["why"].mask(empty, "nobody in it")
    frame["undescribed"] = frame["undescribed"].fillna(False).astype(bool)
    frame["place"] = frame["verdict"].map(IMPORTANCE.index)
    return frame.sort_values("place", kind="stable", ignore_index=True)


def _holdings(people: pd.DataFrame) -> pd.DataFrame:
    """Put the holders of each post together."""
    posts = people["position_id"]
    by_post = people.groupby("position_id")
    worst, best = (middle_class(people[end], posts) for end in ("at_worst", "at_best"))
    sure, possible = (
        (people[end] == "strong").groupby(posts).mean() for end in ("at_worst", "at_best")
    )
    counts = pd.crosstab(posts, people["held"]).reindex(columns=[*CLASSES, NOT_ASSESSED])
    return counts.fillna(0).rename(columns={NOT_ASSESSED: "not_assessed"}).assign(
        holders=by_post.size(),
        held=worst.where(worst == best, NOT_ASSESSED),
        at_worst=worst,
        at_best=best,
        strong_share=sure.where(sure == possible),
        match=by_post["match"].mean(),
        match_low=by_post["match_low"].mean(),
        match_high=by_post["match_high"].mean(),
        undescribed=(people["unknown"] == "requirements").groupby(posts).all(),
        why=[_why(rows) for _, rows in by_post],
    ).reset_index()  # fmt: skip


def _why(holders: pd.DataFrame) -> str:
    """Give the reason of a single holder, and count the classes of several."""
    if len(holders) == 1:
        return str(holders["reason"].iloc[0])
    counts = holders["held"].value_counts()
    words = ", ".join(f"{counts[name]} {name}" for name in HELD if name in counts)
    return f"{len(holders)} holders: {words}"


def _actions(posts: pd.DataFrame, usable: set[str]) -> pd.Series:
    """Say what each post asks for; ``usable`` are ordinary posts with a holder a key one needs."""
    ordinary = posts["verdict"] == "ordinary"
    action = posts["held"].map(ACTIONS).mask(ordinary, posts["held"].map(ORDINARY_ACTIONS))
    action = action.mask((posts["held"] == NOT_ASSESSED) & posts["undescribed"], DESCRIBE)
    offered = (action + "; " + OFFER).mask(action == "keep", OFFER)
    return action.mask(posts["position_id"].isin(usable), offered)


def _matrix(posts: pd.DataFrame) -> pd.DataFrame:
    verdicts = [name for name in IMPORTANCE if name in set(posts["verdict"])]
    rows = []
    for verdict in verdicts:
        for held in HELD:
            cell = posts[(posts["verdict"] == verdict) & (posts["held"] == held)]
            ids = tuple(cell["position_id"])
            rows.append((verdict, held, len(cell), int(cell["holders"].sum()), ids))
    return pd.DataFrame(rows, columns=["verdict", "held", "posts", "holders", "position_ids"])
