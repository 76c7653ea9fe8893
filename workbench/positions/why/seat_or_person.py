"""Whether the post is key, or the person who happens to be in it."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.measure import is_of_holder
from workbench.positions.ranking.rank import Ranking, rank_positions
from workbench.words import count, in_words, listing, percent

_LEVEL = {"key": 2, "provisional": 2, "borderline": 1}
MADE, RAISED = "made by the person", "raised by the person"
_UNKNOWN = "not assessed"
_OTHERS, _COVERED, _SEAT = "other posts rise", "covered by others", "the seat"
_COLUMNS = [
    "position_id", "title", "verdict", "verdict_of_seat", "chance", "chance_of_seat", "rank",
    "rank_of_seat", "brought_along", "reading",
]  # fmt: skip


def seat_or_person(company: Company, ranking: Ranking) -> pd.DataFrame:
    """Set each post beside the same post with everything left out that its people bring along.

    Parameters
    ----------
    company : what was ranked
    ranking : its ranking; the second one uses the same places, draws and seed

    Returns
    -------
    DataFrame, one row an open post, in the order of the ranking: position_id, title, verdict,
    verdict_of_seat, chance, chance_of_seat, rank, rank_of_seat (missing where the seat alone has no
    score), brought_along (criteria on which the people in the post stand above the seat alone or,
    where nothing else measures the criterion, above the middle post; empty where nobody is in it),
    reading (made by the person: on the list only with it; raised by the person: key with it,
    borderline without; other posts rise: lower without people, though its own bring nothing along;
    covered by others: higher without, since people elsewhere bring more along; the seat; not
    assessed, where nothing that people bring along is measured for any post)

    Notes
    -----
    Measures that come from the people in a post (``of_holder`` of a quantity) are left out for all
    posts; where a criterion has another measure, that one is used, else the criterion is left out.
    """
    seat = rank_positions(
        company, key_share=ranking.key_share, draws=ranking.draws, seed=ranking.seed, seat_only=True
    )
    columns = ["position_id", "verdict", "chance", "rank"]
    both = ranking.table[[*columns, "title"]].merge(
        seat.table[columns], on="position_id", suffixes=("", "_of_seat"), validate="1:1"
    )
    if not _is_measured(ranking):
        return both.assign(brought_along="", reading=_UNKNOWN)[_COLUMNS]
    whole, alone = (both[name].map(_LEVEL).fillna(0) for name in ("verdict", "verdict_of_seat"))
    along = both["position_id"].map(_brought_along(company, ranking, seat)).fillna("")
    falls, brings = whole > alone, along != ""
    return both.assign(
        brought_along=along,
        reading=np.select(
            [falls & brings & (alone == 0), falls & brings, falls, whole < alone],
            [MADE, RAISED, _OTHERS, _COVERED],
            _SEAT,
        ),
    )[_COLUMNS]


def person_findings(table: pd.DataFrame) -> tuple[str, ...]:
    """Say which posts are on the list because of who sits there.

    Parameters
    ----------
    table : as from `seat_or_person`
    """
    listed = table[table["verdict"].isin(_LEVEL)]
    if listed.empty:
        return ()
    if (listed["reading"] == _UNKNOWN).all():
        return (
            "Whether a post is on the list only because of who sits in it is not assessed: nothing "
            "that people bring along is measured (methods, secrets and customers held, ties).",
        )
    made = listed[listed["reading"] == MADE]
    if made.empty:
        return ("No post is on the list only because of who sits in it.",)
    named = [f"{row.title} ({row.position_id}: {row.brought_along})" for row in made.itertuples()]
    verb, them = ("is", "it") if len(made) == 1 else ("are", "them")
    return (
        f"{len(made)} of {count(len(listed), 'post')} on the list {verb} there only because of "
        f"who sits in {them}: {listing(named, most=4)}.",
    )


def person_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Give the posts that are on the list with or without their people, as a page shows them.

    Returns
    -------
    DataFrame, posts whose verdict the people change first: post (title and id), verdict,
    verdict_of_seat, chance and chance_of_seat (text, in per cent), brought_along, reading
    """
    listed = table["verdict"].isin(_LEVEL) | table["verdict_of_seat"].isin(_LEVEL)
    shown = table[listed].sort_values("reading", key=lambda words: words == _SEAT, kind="stable")
    chances = {
        name: [percent(share) for share in shown[name]] for name in ("chance", "chance_of_seat")
    }
    named = shown.assign(post=shown["title"].fillna("") + " (" + shown["position_id"] + ")")
    columns = ["verdict", "verdict_of_seat", *chances, "brought_along", "reading"]
    return named.assign(**chances)[["post", *columns]].reset_index(drop=True)


def person_facts(table: pd.DataFrame) -> pd.Series:
    """Say of each post that its people lift, for its card, by position_id.

    Examples
    --------
    >>> row = {"position_id": "P1", "reading": MADE, "brought_along": "brokerage"}
    >>> person_facts(pd.DataFrame([row]))["P1"]
    'made by the person: what comes with the people in it, not with the post, is brokerage'
    """
    lifted = table[table["reading"].isin([MADE, RAISED])]
    words = {
        row["position_id"]: f"{row['reading']}: what comes with the people in it, not with the "
        f"post, is {row['brought_along']}"
        for row in lifted.to_dict("records")
    }
    return pd.Series(words, dtype="str")


def _is_measured(ranking: Ranking) -> bool:
    """Tell whether any criterion in use is measured by what people bring along."""
    sources = ranking.measured.source[list(ranking.criteria)]
    return bool(sources.map(is_of_holder).to_numpy().any())


def _brought_along(company: Company, ranking: Ranking, seat: Ranking) -> pd.Series:
    """Name, for each post with people, the criteria on which they stand above the seat."""
    criteria = [str(name) for name in ranking.contributions["criterion"].unique()]
    with_people, source = ranking.measured.value[criteria], ranking.measured.source[criteria]
    alone = seat.measured.value[criteria]
    above = source.map(is_of_holder) & (with_people > alone.fillna(with_people.median()))
    held = above[above.index.isin(company.incumbents["position_id"])]
    words = [
        listing([in_words(name) for name in criteria if row[name]]) if row.any() else ""
        for _, row in held.iterrows()
    ]
    return pd.Series(words, index=held.index, dtype="str")
