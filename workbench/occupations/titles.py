"""The titles of a company: decided, the same as a public title, open with candidates, or unknown.

Nothing here decides: only a row of table occupation_titles does.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.company.titles import decided_codes, same_occupation, title_key
from workbench.occupations.candidates import COLUMNS, propose
from workbench.occupations.held_out import HeldOut, hold_out
from workbench.occupations.nearness import title_index
from workbench.occupations.onet import Onet
from workbench.occupations.public_groups import code_system, public_group

DECIDED, OWN = "decided", "own code"
EXACT, CANDIDATES, NONE = "exact", "candidates", "none near enough"
NOT_LOOKED_UP = "not looked up"
STATES = (DECIDED, OWN, EXACT, CANDIDATES, NONE, NOT_LOOKED_UP)


@dataclass(frozen=True, eq=False)
class OccupationTitles:
    """The titles of a company and the occupations they may be.

    Attributes
    ----------
    titles : one row a title, those with most posts first: title, posts, people (in these posts
        now), status, code (decided, or the post's own; missing where none fits or none is known),
        code_known (False where a decided code is not found in O*NET; missing without O*NET)
    candidates : title, place, occupation_code, occupation, score, closeness, gap, same_words,
        reason, chance (measured; missing for a title of one occupation only); for exact titles and
        those with candidates
    held_out : what the scores are worth; None without O*NET
    source : the sentence the licence of O*NET asks for; empty without O*NET
    """

    titles: pd.DataFrame
    candidates: pd.DataFrame
    held_out: HeldOut | None
    source: str

    def of(self, *states: str) -> pd.DataFrame:
        """Give the titles in some states."""
        return self.titles[self.titles["status"].isin(states)]


def occupation_titles(
    company: Company, onet: Onet | None = None, *, with_own: bool = False
) -> OccupationTitles:
    """List the titles of a company's posts and propose public occupations for those not decided.

    Parameters
    ----------
    company : posts, and table occupation_titles where something is decided
    onet : as from ``read_onet``; without it nothing is proposed
    with_own : list titles too whose posts have codes of their own, with candidates beside the code

    Returns
    -------
    OccupationTitles
    """
    titles = _titles(company, with_own=with_own)
    if onet is None:
        return OccupationTitles(
            titles.assign(code_known=pd.array([pd.NA] * len(titles), dtype="boolean")),
            pd.DataFrame(columns=[*COLUMNS, "chance"]), None, "",
        )  # fmt: skip
    settings = company.settings.occupations
    index = title_index(onet)
    held = hold_out(onet, index, settings)
    asked = titles.loc[titles["status"] != DECIDED, "title"].tolist()
    candidates = with_chance(propose(asked, onet, index, settings), held)
    first = candidates[candidates["place"] == 1].set_index("title")
    same = candidates.groupby("title")["same_words"].sum()
    opened = np.select(
        [titles["title"].map(same) == 1, titles["title"].isin(first.index)],
        [EXACT, CANDIDATES], NONE,
    )  # fmt: skip
    titles["status"] = titles["status"].where(titles["status"] != NOT_LOOKED_UP, opened)
    known = [is_public(code, onet) if isinstance(code, str) else pd.NA for code in titles["code"]]
    titles["code_known"] = pd.array(known, dtype="boolean")
    return OccupationTitles(titles, candidates, held, onet.source)


def with_chance(candidates: pd.DataFrame, held: HeldOut) -> pd.DataFrame:
    """Put the measured chance beside each candidate.

    Parameters
    ----------
    candidates : as from ``propose``
    held : as from ``hold_out``

    Returns
    -------
    The candidates with chance: of the held-out titles in the same band of the first score, the
    share whose occupation was at that place. Occupations with the same words share the chance
    alike; with one only nothing measures it, and it is missing, as are those after such ones.
    """
    first = candidates.groupby("title")["score"].transform("first")
    same = candidates.groupby("title")["same_words"].transform("sum")
    chance = [
        (1.0 / alike if exact and alike > 1 else np.nan) if alike else held.chance(score, place)
        for score, place, exact, alike in zip(
            first, candidates["place"], candidates["same_words"], same, strict=True
        )
    ]
    return candidates.assign(chance=np.array(chance, dtype=float))


def is_public(code: str, onet: Onet) -> bool:
    """Tell whether a code stands in O*NET, or has the form and the group of an ISCO-08 code."""
    if code_system(code) == "isco_08":
        return bool(public_group(code))
    return onet.knows(code)


def _titles(company: Company, *, with_own: bool) -> pd.DataFrame:
    posts = company.positions
    held = company.incumbents.groupby("position_id").size()
    posts = posts.assign(
        key=posts["title"].map(title_key),
        people=posts["position_id"].map(held).fillna(0).astype("int64"),
    )
    decided = _decided(company)
    posts["status"] = np.select(
        [_by_decision(posts, decided), posts["occupation_code"].notna()], [DECIDED, OWN],
        NOT_LOOKED_UP,
    )  # fmt: skip
    if not with_own:
        posts = posts[posts["status"] != OWN]
    rows = posts.groupby(["key", "status"], as_index=False).agg(
        title=("title", "first"), posts=("title", "size"), people=("people", "sum"),
        code=("occupation_code", "first"),
    )  # fmt: skip
    rows["code"] = rows["code"].where(rows["status"] != DECIDED, rows["key"].map(decided))
    # A title can have posts of both kinds; it is then one title, and open.
    rows["open"] = rows["status"].map({NOT_LOOKED_UP: 0, DECIDED: 1, OWN: 2})
    rows = rows.sort_values(["open", "posts", "title"], ascending=[True, False, True])
    rows = rows.drop_duplicates("key").sort_values(
        ["posts", "title"], ascending=[False, True], ignore_index=True
    )
    without = [key for key in decided.index if key not in set(posts["key"])]
    return pd.concat([rows, _without_posts(company, without, decided)], ignore_index=True)[
        ["title", "posts", "people", "status", "code"]
    ]


def _by_decision(posts: pd.DataFrame, decided: "pd.Series[str]") -> np.ndarray:
    """Whether the occupation of each post is the decided one, or was decided to be none."""
    code, own = posts["key"].map(decided), posts["occupation_code"]
    is_decided = posts["key"].isin(decided.index)
    pairs = zip(is_decided, own, code, strict=True)
    return np.array(
        [
            bool(there)
            and (
                (pd.isna(a) and pd.isna(b))
                or (pd.notna(a) and pd.notna(b) and same_occupation(a, b))
            )
            for there, a, b in pairs
        ],
        dtype=bool,
    )


def _decided(company: Company) -> "pd.Series[str]":
    if not company.has("occupation_titles"):
        return pd.Series(dtype="str")
    return decided_codes(company.table("occupation_titles"))


def _without_posts(company: Company, keys: list[str], decided: "pd.Series[str]") -> pd.DataFrame:
    """Decided titles that no post has now: they stay decided."""
    if not keys:
        return pd.DataFrame()
    table = company.table("occupation_titles").drop_duplicates("title")
    table = table.assign(key=table["title"].map(title_key)).drop_duplicates("key")
    rows = table[table["key"].isin(keys)].sort_values("title")
    return pd.DataFrame(
        {"title": rows["title"], "posts": 0, "people": 0, "status": DECIDED,
         "code": rows["key"].map(decided)}
    )  # fmt: skip
