"""Gap closings by the posts they let be filled at once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array

from workbench.company import Company
from workbench.people.levels import competency_names, level_gaps
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.candidates import Candidates
from workbench.pools.training.unlock import (
    Pairs,
    best_closings,
    filled_with,
    greedy_closings,
    single_gains,
)
from workbench.settings.options import whole_number

PERSONAL = ["employee_id", "competency_id"]


@dataclass(frozen=True)
class Unlocked:
    """What closing gaps does to the number of posts that can be filled at once.

    Parameters
    ----------
    single : one row a person and competency whose closing alone makes the person ready for a post,
        those with which more posts can be filled first, then the fewest levels: employee_id,
        competency_id, competency, levels, position_ids (tuple), more_filled
    competencies : one row a competency closed with everybody considered, sorted in the same way:
        competency_id, competency, people, levels, more_filled
    together : one row a number of closings: closings, filled (the best that so many can do,
        proven), levels (of the best), filled_greedy (taking the best single one again and again;
        it stays where none alone helps), which (employee_id and competency_id pairs of the best)
    measures : posts, filled (now), filled_all (were every known gap closed), unknown_pairs (pairs
        that fit but whose readiness is not assessed; they count as not ready throughout)
    """

    single: pd.DataFrame
    competencies: pd.DataFrame
    together: pd.DataFrame
    measures: pd.Series


def unlock_posts(company: Company, candidates: Candidates, *, most: int = 5) -> Unlocked:
    """Rank the closings of gaps by what they do to simultaneous cover.

    Parameters
    ----------
    company : names of competencies
    candidates : the judgements; eligible pairs count, whether chosen for a pool or not
    most : closings taken together at most, >= 0

    Returns
    -------
    Unlocked

    Raises
    ------
    ParameterError
        If ``most`` is not a whole number of 0 or more.
    ReportError
        If the best closings are not proved.
    """
    most = whole_number("most", most, least=0)
    pairs, gaps = _pairs_and_gaps(candidates)
    known = pairs[pairs["known"]].reset_index(drop=True)
    gaps = gaps.merge(known.reset_index(names="pair")[["pair", "position_id", "employee_id"]])
    posts = len(candidates.position_ids)
    single, by_person = _waiting(known, gaps, PERSONAL, posts)
    levels, by_level = _waiting(known, gaps, ["competency_id"], posts)
    everything = np.ones(by_level.closings, dtype=bool)
    return Unlocked(
        _single(company, single, by_person, gaps),
        _competencies(company, levels, by_level, gaps),
        _together(single, by_person, most),
        pd.Series(
            {
                "posts": posts,
                "filled": filled_with(by_level, ~everything),
                "filled_all": filled_with(by_level, everything),
                "unknown_pairs": len(pairs) - len(known),
            }
        ),
    )


def _pairs_and_gaps(candidates: Candidates) -> tuple[pd.DataFrame, pd.DataFrame]:
    """List the eligible pairs, and what those who are not ready lack, one row a competency."""
    post, person = np.nonzero(candidates.eligible.T)
    names = [np.array(ids, dtype=object) for ids in (candidates.position_ids,
                                                     candidates.employee_ids)]  # fmt: skip
    ready = candidates.ready[person, post]
    label = candidates.readiness.label[person, post] if candidates.readiness else None
    text = {"position_id": "str", "employee_id": "str"}
    pairs = pd.DataFrame(
        {
            "position_id": names[0][post],
            "employee_id": names[1][person],
            "post": post,
            "known": ready if label is None else ready | (label != NOT_ASSESSED),
        }
    ).astype(text)
    columns = [*text, "competency_id", "levels"]
    if candidates.levels is None:
        return pairs, pd.DataFrame(columns=columns)
    levels = candidates.levels
    known, _, _ = level_gaps(levels.required[post], levels.held[person])
    short = (known > 0) & ~ready[:, None]
    row, column = np.nonzero(short)
    gaps = pairs.iloc[row][list(text)].assign(
        competency_id=np.array(levels.competency_ids, dtype=object)[column],
        levels=known[row, column],
    )
    return pairs, gaps.astype({"competency_id": "str"})[columns].reset_index(drop=True)


def _waiting(
    known: pd.DataFrame, gaps: pd.DataFrame, keys: list[str], posts: int
) -> tuple[pd.DataFrame, Pairs]:
    """Group the gaps into closings, and say for which of them each pair waits.

    A closing raises to the highest level any of its pairs asks for.
    """
    groups = gaps.groupby(keys, sort=True)
    each = gaps.groupby([*dict.fromkeys([*keys, *PERSONAL])], as_index=False)["levels"].max()
    by_closing = each.groupby(keys)
    closings = pd.DataFrame(
        {"levels": by_closing["levels"].sum(), "people": by_closing["employee_id"].nunique()}
    ).reset_index()
    entry = (gaps["pair"].to_numpy(), groups.ngroup().to_numpy())
    waits = coo_array(
        (np.ones(len(gaps), dtype=np.int64), entry), shape=(len(known), len(closings))
    ).tocsr()
    person, people = pd.factorize(known["employee_id"])
    post = known["post"].to_numpy()
    return closings, Pairs(post, person, waits, posts=posts, people=len(people))


def _single(
    company: Company, closings: pd.DataFrame, pairs: Pairs, gaps: pd.DataFrame
) -> pd.DataFrame:
    alone = gaps[gaps.groupby("pair")["competency_id"].transform("size") == 1]
    opened = {key: tuple(sorted(ids)) for key, ids in alone.groupby(PERSONAL)["position_id"]}
    keys = zip(*(closings[name] for name in PERSONAL), strict=True)
    frame = closings.assign(
        competency=competency_names(company, closings["competency_id"]),
        position_ids=pd.Series([opened.get(key, ()) for key in keys], dtype="object"),
        more_filled=single_gains(pairs),
    )
    frame = frame[frame["position_ids"].map(len) > 0]
    columns = [*PERSONAL, "competency", "levels", "position_ids", "more_filled"]
    return frame.sort_values(
        ["more_filled", "levels", *PERSONAL], ascending=[False, True, True, True],
        ignore_index=True,
    )[columns]  # fmt: skip


def _competencies(
    company: Company, closings: pd.DataFrame, pairs: Pairs, gaps: pd.DataFrame
) -> pd.DataFrame:
    frame = closings.assign(
        competency=competency_names(company, closings["competency_id"]),
        more_filled=single_gains(pairs),
    )
    columns = ["competency_id", "competency", "people", "levels", "more_filled"]
    return frame.sort_values(
        ["more_filled", "levels", "competency_id"], ascending=[False, True, True],
        ignore_index=True,
    )[columns]  # fmt: skip


def _together(closings: pd.DataFrame, pairs: Pairs, most: int) -> pd.DataFrame:
    effort = closings["levels"].to_numpy(dtype=np.float64)
    greedy = greedy_closings(pairs, most=most)
    rows = []
    for number in range(most + 1):
        best = best_closings(pairs, effort, most=number)
        chosen = closings.iloc[list(best.closings)]
        rows.append(
            (number, best.filled, float(chosen["levels"].sum()),
             greedy[min(number, len(greedy) - 1)].filled,
             tuple(zip(chosen["employee_id"], chosen["competency_id"], strict=True)))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["closings", "filled", "levels", "filled_greedy", "which"])
