"""What the tables say of a person against a post, pair by pair, in figures and in words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.bounded import Bounded, nothing_known
from workbench.people.fit import competency_fit, recent_ratings
from workbench.people.gates import FAIL, NOT_ASSESSABLE, PASS, Gates, check_gates
from workbench.people.levels import competency_levels, competency_names, level_gaps, places
from workbench.people.qualifications import missing_qualifications
from workbench.words import listing

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# What may still have to be known, in the order in which it is asked for.
REQUIREMENTS, LEVELS, RATINGS, DEGREE = "requirements", "levels", "ratings", "degree or years"


@dataclass(frozen=True)
class Records:
    """What is known of N pairs of a person and a post.

    Parameters
    ----------
    competencies : names of the K competencies; none where no levels can be read
    asked, held : arrays (N, K) of levels; NaN where not asked for, or never assessed
    match : competency match, (N,)
    ratings : array (N, 2) of the last two complete years, the latest first; NaN without a rating
    passed, failed : (N,) of bool, all gates together; neither where one is open
    gates : the gates that are failed or not assessable, in words; empty where all are passed
    unknown : what would have to be known first; empty where nothing is missing
    """

    competencies: tuple[str, ...]
    asked: Floats
    held: Floats
    match: Bounded
    ratings: Floats
    passed: Flags
    failed: Flags
    gates: tuple[str, ...]
    unknown: tuple[str, ...]

    def widest_gap(self) -> tuple[Floats, Floats]:
        """Levels short where it is most, (N,): as assessed, and were the rest at level 0."""
        _, low, high = level_gaps(self.asked, self.held)
        return tuple(np.max(each, axis=1, initial=0, where=each > 0) for each in (low, high))

    def in_words(self) -> list[str]:
        """Say of each pair what was found: levels, gates, ratings; what is unknown is named."""
        parts = zip(self._level_words(), self.gates, self._rating_words(), strict=True)
        return ["; ".join(part for part in each if part) or "nothing recorded" for each in parts]

    def _rating_words(self) -> list[str]:
        return [
            "" if np.isnan(years).any() else f"rated {years[1]:g} and {years[0]:g}"
            for years in self.ratings
        ]

    def _level_words(self) -> list[str]:
        if not self.competencies:
            return [""] * len(self.asked)
        return [self._levels_of(*row) for row in zip(self.asked, self.held, strict=True)]

    def _levels_of(self, asked: Floats, held: Floats) -> str:
        if not (asked > 0).any():
            return "no requirements recorded"
        short = [k for k in np.argsort(held - asked, kind="stable") if held[k] < asked[k]]
        open_ = np.flatnonzero((asked > 0) & np.isnan(held))
        words = [f"{self.competencies[k]} level {held[k]:g} of {asked[k]:g}" for k in short]
        never = [self.competencies[k] for k in open_]
        parts = [listing(words, most=3)] if words else []
        parts += [f"never assessed: {listing(never, most=3)}"] if never else []
        return "; ".join(parts) or "all levels met"


def read_records(company: Company, pairs: pd.DataFrame) -> Records:
    """Read levels, gates and ratings of each pair.

    Parameters
    ----------
    company : what its tables do not say stays unknown; a gate without its tables is left out
    pairs : position_id and employee_id

    Returns
    -------
    Records in the order of the pairs. A competency of weight 0 is not asked for. Dates of birth and
    the attributes of the fairness audit are not read.
    """
    posts = tuple(dict.fromkeys(pairs["position_id"]))
    people = tuple(dict.fromkeys(pairs["employee_id"]))
    at = places(people, pairs["employee_id"]), places(posts, pairs["position_id"])
    competencies, asked, held, match = _levels(company, posts, people, at)
    ratings, gates = _ratings(company, people)[at[0]], check_gates(company, posts, people)
    state = gates.combined[at]
    return Records(
        competencies, asked, held, match, ratings, state == PASS, state == FAIL,
        _gate_words(company, gates, pairs, at), _unknown(company, asked, held, ratings, gates, at),
    )  # fmt: skip


Places = tuple[NDArray[np.intp], NDArray[np.intp]]


def _levels(
    company: Company, posts: tuple[str, ...], people: tuple[str, ...], at: Places
) -> tuple[tuple[str, ...], Floats, Floats, Bounded]:
    if not company.has("requirements", "assessments"):
        nothing = np.empty((len(at[0]), 0))
        return (), nothing, nothing, nothing_known((len(at[0]),))
    levels = competency_levels(company, posts, people)
    fit = competency_fit(levels.required, levels.weight, levels.held)
    match = Bounded(fit.point[at], fit.low[at], fit.high[at], fit.known_share[at])
    required = np.where(levels.weight > 0, levels.required, np.nan)
    ids = pd.Series(levels.competency_ids, dtype="str")
    names = competency_names(company, ids)
    labels = [
        name if name == one else f"{name} ({one})" for name, one in zip(names, ids, strict=True)
    ]
    return tuple(labels), required[at[1]], levels.held[at[0]], match


def _ratings(company: Company, people: tuple[str, ...]) -> Floats:
    if not company.has("performance"):
        return np.full((len(people), 2), np.nan)
    return recent_ratings(company, people)


def _gate_words(company: Company, gates: Gates, pairs: pd.DataFrame, at: Places) -> tuple[str, ...]:
    """Say which gates are not passed, and name the qualifications that are missing."""
    lacking = gates.notes["qualification"][0]
    return tuple(
        gates.reason(*pair).replace(lacking, f"lacks {missing}")
        for pair, missing in zip(
            zip(*(each.tolist() for each in at), strict=True),
            missing_qualifications(company, pairs),
            strict=True,
        )
    )


def _unknown(
    company: Company, asked: Floats, held: Floats, ratings: Floats, gates: Gates, at: Places
) -> tuple[str, ...]:
    open_gate = np.zeros(len(ratings), dtype=bool)
    for gate in ("degree", "years"):
        open_gate |= gates.states[gate][at] == NOT_ASSESSABLE
    wanted = asked > 0
    described = wanted.any(axis=1)
    if not company.has("assessments"):
        described |= company.has("requirements")
    missing = [
        ~described,
        (wanted & np.isnan(held)).any(axis=1) | (described & ~wanted.any(axis=1)),
        np.isnan(ratings).any(axis=1),
        open_gate,
    ]
    names = [REQUIREMENTS, LEVELS, RATINGS, DEGREE]
    return tuple(np.select(missing, names, default="").tolist())
