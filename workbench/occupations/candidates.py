"""The public occupations a title may be, with a score, a reason and the lead over the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.occupations.nearness import (
    Floats,
    TitleIndex,
    best_titles,
    closeness_blocks,
    nearest_rows,
    vote_shares,
)
from workbench.occupations.onet import Onet
from workbench.occupations.words import all_words, telling_words
from workbench.settings.occupations import OccupationSettings

COLUMNS = ("title", "place", "occupation_code", "occupation", "score", "closeness", "gap",
           "same_words", "reason")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Scored:
    """Best occupations of each title on bare arrays, titles by places; the best first.

    Attributes
    ----------
    occupation : place of the occupation in the codes of the index
    score : square root of closeness times share of the votes, in [0, 1]
    closeness : of the nearest title of the occupation, in [0, 1]
    nearest : row of that title in the places of the index
    """

    occupation: np.ndarray
    score: Floats
    closeness: Floats
    nearest: np.ndarray


@dataclass(frozen=True)
class _Candidate:
    code: str
    score: float
    closeness: float
    title: str


def score_titles(
    index: TitleIndex,
    words: Sequence[tuple[str, ...]],
    settings: OccupationSettings,
    *,
    without_same: bool = False,
) -> Scored:
    """Score occupations for titles; ``without_same`` as in ``closeness_blocks``.

    Returns
    -------
    Scored with one place more than the settings propose, so that the last has a lead too
    """
    places = min(settings.candidates + 1, len(index.codes))
    chosen, nearest = np.zeros((2, len(words), places), dtype=np.int64)
    score, best = np.zeros((2, len(words), places))
    for block, near in closeness_blocks(index, words, without_same=without_same):
        close = best_titles(index, near)
        total = np.sqrt(close * vote_shares(index, near, settings.nearest_titles))
        order = np.argsort(-total, axis=1, kind="stable")[:, :places]
        chosen[block] = order
        score[block] = np.take_along_axis(total, order, axis=1)
        best[block] = np.take_along_axis(close, order, axis=1)
        nearest[block] = nearest_rows(index, near, order)
    return Scored(chosen, score, best, nearest)


def propose(
    titles: Sequence[str], onet: Onet, index: TitleIndex, settings: OccupationSettings
) -> pd.DataFrame:
    """Propose public occupations for titles; nothing is decided by it.

    Parameters
    ----------
    titles : different titles of a company
    onet, index : the public titles, and the same made ready
    settings : how many are proposed, and what is near enough

    Returns
    -------
    DataFrame, titles in their order, the best occupation first: title, place (from 1),
    occupation_code, occupation (its official title), score and closeness in [0, 1], gap (score less
    that of the next), same_words (the title is one of the occupation's, word by word), reason
    (which public title it was). Occupations with the same words come first, with a score of 1. A
    title to which no public title is near enough has no row.
    """
    scored = score_titles(index, [telling_words(title) for title in titles], settings)
    same = _same_words(titles, onet)
    official = onet.occupations.set_index("occupation_code")["title"]
    rows = []
    for at, title in enumerate(titles):
        exact = same.get(all_words(title), {})
        found = _ranked(index, scored, at, exact)
        if not exact and found[0].closeness < settings.least_closeness:
            continue
        for place, one in enumerate(found[: settings.candidates]):
            after = found[place + 1].score if place + 1 < len(found) else 0.0
            if one.score > 0:
                rows.append((title, place + 1, one.code, official[one.code], one.score,
                             one.closeness, one.score - after, one.code in exact,
                             _reason(one, exact)))  # fmt: skip
    kinds = {"place": "int64", "same_words": "bool"} | dict.fromkeys(
        ("score", "closeness", "gap"), "float64"
    )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def _same_words(titles: Sequence[str], onet: Onet) -> dict[tuple[str, ...], dict[str, str]]:
    """Give the public titles with all the words of a title, in its order, by occupation."""
    wanted = {all_words(title) for title in titles} - {()}
    same: dict[tuple[str, ...], dict[str, str]] = {}
    public = onet.titles
    for code, title in zip(public["occupation_code"], public["title"], strict=True):
        words = all_words(title)
        if words in wanted:
            same.setdefault(words, {}).setdefault(code, title)
    return same


def _ranked(index: TitleIndex, scored: Scored, at: int, exact: dict[str, str]) -> list[_Candidate]:
    """Give the best occupations, those with the very same words before all others."""
    public = index.places["title"].to_numpy()
    found = [
        _Candidate(str(index.codes[place]), float(score), float(close), str(public[row]))
        for place, score, close, row in zip(
            scored.occupation[at], scored.score[at], scored.closeness[at], scored.nearest[at],
            strict=True,
        )
    ]  # fmt: skip
    order = {one.code: place for place, one in enumerate(found)}
    first = sorted(exact, key=lambda code: (order.get(code, len(order)), code))
    same = [_Candidate(code, 1.0, 1.0, exact[code]) for code in first]
    return same + [one for one in found if one.code not in exact]


def _reason(one: _Candidate, exact: dict[str, str]) -> str:
    if one.code not in exact:
        return f"its nearest title: {one.title}"
    if len(exact) == 1:
        return f"the same words, a title of this occupation only: {one.title}"
    return f"the same words, a title of {len(exact)} occupations: {one.title}"
