"""Whether the post is key, or the person who happens to be in it."""

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.measure import is_of_holder
from workbench.positions.ranking.rank import Ranking, rank_positions
from workbench.words import count, in_words, listing

_LEVEL = {"key": 2, "provisional": 2, "borderline": 1}
_SEAT = "the seat"
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
    where nothing else measures the criterion, above the middle post), reading (made by the person:
    on the list only with it; raised by the person: key with it, borderline without; covered by
    others: higher without, since people elsewhere bring more along; the seat)

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
    whole, alone = (both[name].map(_LEVEL).fillna(0) for name in ("verdict", "verdict_of_seat"))
    readings = ["made by the person", "raised by the person", "covered by others"]
    return both.assign(
        brought_along=both["position_id"].map(_brought_along(ranking, seat)).fillna(""),
        reading=np.select(
            [(whole > 0) & (alone == 0), whole > alone, whole < alone], readings, _SEAT
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
    made = listed[listed["reading"] == "made by the person"]
    if made.empty:
        posts = count(len(listed), "post")
        return (f"None of the {posts} on the list is there only because of who sits in it.",)
    named = [f"{row.title} ({row.position_id}: {row.brought_along})" for row in made.itertuples()]
    verb = "is" if len(made) == 1 else "are"
    return (
        f"{len(made)} of {count(len(listed), 'post')} on the list {verb} there only because of "
        f"who sits in it: {listing(named, most=4)}.",
    )


def person_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Give the posts that are on the list with or without their people, as a page shows them.

    Returns
    -------
    DataFrame, posts whose verdict the people change first: post (title and id), verdict,
    verdict_of_seat, rank, rank_of_seat, brought_along, reading
    """
    listed = table["verdict"].isin(_LEVEL) | table["verdict_of_seat"].isin(_LEVEL)
    shown = table[listed].sort_values(
        "reading", key=lambda words: words == "the seat", kind="stable"
    )
    named = shown.assign(post=shown["title"].fillna("") + " (" + shown["position_id"] + ")")
    columns = ["verdict", "verdict_of_seat", "rank", "rank_of_seat", "brought_along", "reading"]
    return named[["post", *columns]].reset_index(drop=True)


def _brought_along(ranking: Ranking, seat: Ranking) -> pd.Series:
    """Name, for each post, the criteria on which its people stand above the seat."""
    criteria = [str(name) for name in ranking.contributions["criterion"].unique()]
    with_people, source = ranking.measured.value[criteria], ranking.measured.source[criteria]
    alone = seat.measured.value[criteria]
    above = source.map(is_of_holder) & (with_people > alone.fillna(with_people.median()))
    words = [
        listing([in_words(name) for name in criteria if row[name]]) for _, row in above.iterrows()
    ]
    return pd.Series(words, index=above.index, dtype="str").mask(~above.any(axis=1), "")
