"""Tables about occupations as a page shows them."""

import numpy as np
import pandas as pd

from workbench.occupations.held_out import HeldOut
from workbench.occupations.related import Feeders, not_down
from workbench.occupations.titles import DECIDED, OWN, OccupationTitles

NOBODY_YET = "none"


def review_table(result: OccupationTitles, *, most: int = 30) -> pd.DataFrame:
    """Show the titles that wait for a decision, those with most posts first.

    Parameters
    ----------
    result : as from ``occupation_titles``
    most : titles shown

    Returns
    -------
    DataFrame: title, posts, status, first_candidate (with its code), chance (measured; unknown
    where nothing measures it), lead (score less that of the next), reason, other_candidates
    """
    waiting = result.titles[~result.titles["status"].isin([DECIDED, OWN])].head(most)
    return _with_candidates(waiting, result)


def comparison_table(result: OccupationTitles, *, most: int = 30) -> pd.DataFrame:
    """Show titles whose posts have codes of their own beside what would be proposed.

    Returns
    -------
    DataFrame: the columns of ``review_table``, with own_code and agrees (first, among the
    candidates, not among them)
    """
    own = result.titles[result.titles["status"] == OWN].head(most)
    shown = _with_candidates(own, result).drop(columns="status")
    places = [_place(result.candidates, *pair) for pair in own[["title", "code"]].to_numpy()]
    shown.insert(2, "own_code", own["code"].to_numpy())
    shown.insert(3, "agrees", places)
    return shown


def _place(candidates: pd.DataFrame, title: str, code: str) -> str:
    same = candidates["occupation_code"].str[:7] == code[:7]
    found = candidates.loc[(candidates["title"] == title) & same, "place"]
    if found.empty:
        return "not among them"
    return "first" if found.min() == 1 else "among the candidates"


def _with_candidates(titles: pd.DataFrame, result: OccupationTitles) -> pd.DataFrame:
    named = result.candidates.assign(
        named=result.candidates["occupation"] + " " + result.candidates["occupation_code"]
    )
    first = named[named["place"] == 1].set_index("title")
    rest = named[named["place"] > 1].groupby("title")["named"].agg("; ".join)
    shown = titles[["title", "posts", "status"]].reset_index(drop=True)
    title = shown["title"]
    return shown.assign(
        first_candidate=title.map(first["named"]).astype("object").fillna(NOBODY_YET),
        chance=title.map(first["chance"]).astype(float),
        lead=title.map(first["gap"]).astype(float),
        reason=title.map(first["reason"]).astype("object").fillna(""),
        other_candidates=title.map(rest).astype("object").fillna(""),
    )


def band_table(held: HeldOut) -> pd.DataFrame:
    """Show what a score is worth.

    Returns
    -------
    DataFrame, the highest scores first: score (from and to), titles, first_is_right (share),
    from_share, to_share (its 95 % interval), one_of_them (share)
    """
    bands = held.bands.iloc[::-1]
    return pd.DataFrame(
        {
            "score": [f"{low:.2f} to {high:.2f}"
                      for low, high in zip(bands["score_from"], bands["score_to"], strict=True)],
            "titles": bands["titles"].to_numpy(),
            "first_is_right": bands["right_1"].to_numpy(),
            "from_share": bands["first_low"].to_numpy(),
            "to_share": bands["first_high"].to_numpy(),
            "one_of_them": bands["among"].to_numpy(),
        }
    )  # fmt: skip


def feeder_table(found: Feeders, *, min_group_size: int, most: int = 3) -> pd.DataFrame:
    """Show for each post where own people could come from, and which occupations are outside.

    Parameters
    ----------
    found : as from ``feeders``
    min_group_size : smaller groups of people are not counted on a page
    most : related occupations shown for a post, inside and outside

    Returns
    -------
    DataFrame: position_id, title, same_occupation (own people in other posts of it), own_people
    (related occupations with the number of people, the nearest first), outside (related occupations
    nobody in the company works in); without steps down, see ``not_down``
    """
    near = not_down(found.table)
    rows = []
    for position_id, title, same in found.same[["position_id", "title", "people_same"]].to_numpy():
        part = near[near["position_id"] == position_id]
        own, outside = part[part["people"] > 0].head(most), part[part["people"] == 0].head(most)
        inside = [
            f"{name} ({_group(people, min_group_size)})"
            for name, people in zip(own["related_title"], own["people"], strict=True)
        ]
        rows.append((position_id, title, _group(same, min_group_size), "; ".join(inside),
                     "; ".join(outside["related_title"])))  # fmt: skip
    columns = ["position_id", "title", "same_occupation", "own_people", "outside"]
    return pd.DataFrame(rows, columns=columns).replace("", np.nan)


def _group(people: int, least: int) -> str:
    return str(people) if people == 0 or people >= least else f"fewer than {least}"
