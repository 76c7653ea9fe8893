"""Posts without an occupation code of their own take the one that was decided for their title."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.company.draft import Draft, Finding
from workbench.errors import Fault
from workbench.words import count

DETAILED = r"\d{2}-\d{4}\.\d{2}"
NEEDED = ("positions", "occupation_titles")


def title_key(title: str) -> str:
    """Write a title the way titles are compared: capitals and spaces do not count.

    An apostrophe that keeps a spreadsheet from computing a text does not count either.

    Examples
    --------
    >>> title_key(" Head of  Coatings "), title_key("'=Lead")
    ('head of coatings', '=lead')
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", title)).strip().casefold()
    return text[1:] if re.match(r"'[=+\-@|%]", text) else text


def same_occupation(one: str, other: str) -> bool:
    """Tell whether two codes name one occupation; six digits name all that begin with them.

    Examples
    --------
    >>> same_occupation("17-2041", "17-2041.00"), same_occupation("11-1011.00", "11-1011.03")
    (True, False)
    """
    return one == other or (
        bool(re.fullmatch(DETAILED, one)) != bool(re.fullmatch(DETAILED, other))
        and one[:7] == other[:7]
    )


def as_known(code: str, known: Collection[str]) -> str:
    """Write a code with as many digits as the codes it will be looked up among.

    Examples
    --------
    >>> as_known("17-2041.00", {"17-2041"}), as_known("17-2041", {"17-2041.00"})
    ('17-2041', '17-2041.00')
    >>> as_known("11-1011.03", {"11-1011.03", "11-1011"}), as_known("2145", set())
    ('11-1011.03', '2145')
    """
    if code in known:
        return code
    other = code[:7] if re.fullmatch(DETAILED, code) else f"{code}.00"
    return other if other in known else code


def occupations_by_title(
    drafts: Mapping[str, Draft],
) -> tuple[dict[str, Draft], list[Finding]]:
    """Fill in the occupation of posts whose title somebody has decided on.

    Parameters
    ----------
    drafts : checked tables by name

    Returns
    -------
    The drafts and what there is to say. A code a post has of its own always stays; where the
    decision says another one, a note names the post. A title decided twice in different ways counts
    as not decided. Codes are written with as many digits as those of table market, or without one
    as those other posts have.
    """
    if not all(name in drafts for name in NEEDED):
        return dict(drafts), []
    posts, titles = drafts["positions"], drafts["occupation_titles"]
    decided = decided_codes(titles.frame)
    frame = posts.frame
    keys = frame["title"].map(title_key, na_action="ignore")
    is_decided, code = keys.isin(decided.index), keys.map(decided)
    own = frame["occupation_code"]
    other = is_decided & own.notna() & ~_same(own, code)
    takes = own.isna() & code.notna()
    known = _known_codes(drafts)
    filled = own.where(~takes, code.map(lambda c: as_known(c, known), na_action="ignore"))
    posts = replace(posts, frame=frame.assign(occupation_code=filled.astype("str")))
    findings = [*_twice(titles), *_taken(keys[takes]), *_other(posts, other)]
    return {**drafts, "positions": posts}, findings


def decided_codes(table: pd.DataFrame) -> "pd.Series[str]":
    """Give the code of each decided title by its key, missing where it was decided that none fits.

    A title that stands in the table more than once, with different codes, is not decided.

    Examples
    --------
    >>> titles, codes = ["Cook", "cook", "Lead"], ["1", "2", "3"]
    >>> decided_codes(pd.DataFrame({"title": titles, "occupation_code": codes})).to_dict()
    {'lead': '3'}
    """
    keys = table["title"].map(title_key)
    sound = table.assign(key=keys)[~_in_two_ways(table)].drop_duplicates("key")
    return sound.set_index("key")["occupation_code"]


def _in_two_ways(table: pd.DataFrame) -> pd.Series:
    keys, codes = table["title"].map(title_key), table["occupation_code"].fillna("")
    return codes.groupby(keys).transform("nunique") > 1


def _twice(titles: Draft) -> list[Finding]:
    return titles.find(
        _in_two_ways(titles.frame),
        level="note",
        code="title_decided_twice",
        column="title",
        found="a title that stands here more than once, with different occupations",
        allowed="one decision a title, whatever its capitals and spaces",
        action="Keep the right row; until then the title counts as not decided.",
    )


def _same(own: pd.Series, code: pd.Series) -> np.ndarray:
    pairs = zip(own, code, strict=True)
    known = own.notna() & code.notna()
    return np.array(
        [both and same_occupation(*pair) for both, pair in zip(known, pairs, strict=True)],
        dtype=bool,
    )


def _known_codes(drafts: Mapping[str, Draft]) -> set[str]:
    where = "market" if "market" in drafts and len(drafts["market"].frame) else "positions"
    return set(drafts[where].frame["occupation_code"].dropna())


def _taken(keys: pd.Series) -> list[Finding]:
    if keys.empty:
        return []
    verb = "has its" if len(keys) == 1 else "have their"
    found = (
        f"{count(len(keys), 'post')} {verb} occupation from occupation_titles "
        f"({count(keys.nunique(), 'title')})"
    )
    fault = Fault(
        "note", "occupation_by_title", "positions", "occupation_code", (), found,
        "a code of the post's own, or one that was decided for its title", "Nothing to do.",
    )  # fmt: skip
    return [Finding(fault)]


def _other(posts: Draft, other: pd.Series) -> list[Finding]:
    return posts.find(
        other,
        level="note",
        code="occupation_against_title",
        column="occupation_code",
        found="the post says {values}, occupation_titles says something else for its title",
        allowed="the occupation that was decided for the title",
        action="The post's own code is used; correct the code or the decision.",
    )
