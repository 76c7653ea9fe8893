"""Hard gates a person must pass before any score counts: pass, fail, or not assessable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.fit import recent_ratings
from workbench.people.qualifications import qualifications_asked_and_held
from workbench.schema.organisation import DEGREES

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
States = NDArray[np.int8]

FAIL, PASS, NOT_ASSESSABLE = np.int8(0), np.int8(1), np.int8(2)
STATE_WORDS = ("fail", "pass", "not_assessable")


def qualification_gate(required: Flags, held: Flags) -> States:
    """Pass where a person holds every qualification of a post; the register of holders is complete.

    Parameters
    ----------
    required : bool array (P, Q)
    held : bool array (C, Q), valid on the report date

    Returns
    -------
    int8 array (C, P) of PASS and FAIL

    Examples
    --------
    >>> held = np.array([[True, False], [True, True]])
    >>> qualification_gate(np.array([[True, True]]), held).tolist()
    [[0], [1]]
    """
    lacking = (~held).astype(np.int32) @ required.T.astype(np.int32)
    return np.where(lacking == 0, PASS, FAIL).astype(np.int8)


def least_gate(required: Floats, held: Floats) -> States:
    """Pass where people hold at least what posts ask for (years, or degrees by rank).

    Parameters
    ----------
    required : array (P,); NaN where nothing is asked for
    held : array (C,); NaN where unknown

    Returns
    -------
    int8 array (C, P); unknown against something asked for is NOT_ASSESSABLE

    Examples
    --------
    >>> least_gate(np.array([5.0, np.nan]), np.array([6.0, 4.0, np.nan])).tolist()
    [[1, 1], [0, 1], [2, 1]]
    """
    asked, known = ~np.isnan(required)[None, :], ~np.isnan(held)[:, None]
    enough = held[:, None] >= required[None, :]
    return np.select([~asked, ~known, enough], [PASS, NOT_ASSESSABLE, PASS], default=FAIL).astype(
        np.int8
    )


def performance_gate(ratings: Floats, *, floor: float) -> States:
    """Pass where the rating of every year reaches the floor.

    Parameters
    ----------
    ratings : array (C, Y), 1 to 5; NaN for a year without a rating
    floor : least rating

    Returns
    -------
    int8 array (C,). A known rating below the floor is a fail, whatever is missing beside it: no
    rating of the other year could lift it. Else a missing year is NOT_ASSESSABLE.

    Examples
    --------
    >>> ratings = np.array([[4.0, 3.0], [4.0, 2.0], [4.0, np.nan], [2.0, np.nan]])
    >>> performance_gate(ratings, floor=3.0).tolist()
    [1, 0, 2, 0]
    """
    failed, incomplete = (ratings < floor).any(axis=1), np.isnan(ratings).any(axis=1)
    return np.select([failed, incomplete], [FAIL, NOT_ASSESSABLE], default=PASS).astype(np.int8)


def within_reach(person_grade: Floats, post_grade: Floats, *, grade_reach: int) -> Flags:
    """Whether a post lies on the person's grade or not more than ``grade_reach`` above it.

    An unknown grade on either side excludes nobody.

    Examples
    --------
    >>> within_reach(np.array([4.0, 7.0, np.nan]), np.array([6.0]), grade_reach=3).ravel().tolist()
    [True, False, True]
    """
    rise = post_grade[None, :] - person_grade[:, None]
    return np.isnan(rise) | ((rise >= 0) & (rise <= grade_reach))


def all_gates(states: Mapping[str, States], shape: tuple[int, int]) -> States:
    """Join gates: one fail is a fail, else one open question is NOT_ASSESSABLE, else a pass.

    Examples
    --------
    >>> gates = {"a": np.array([[1], [1], [2]], np.int8), "b": np.array([[1], [2], [0]], np.int8)}
    >>> all_gates(gates, (3, 1)).ravel().tolist()
    [1, 2, 0]
    """
    failed, unsure = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for state in states.values():
        failed |= state == FAIL
        unsure |= state == NOT_ASSESSABLE
    return np.select([failed, unsure], [FAIL, NOT_ASSESSABLE], default=PASS).astype(np.int8)


@dataclass(frozen=True)
class Gates:
    """States of C people at P posts, gate by gate.

    Parameters
    ----------
    position_ids, employee_ids : ids in the order of the arrays
    states : gate -> int8 array (C, P); a gate that no table feeds is absent
    combined : int8 array (C, P), all gates together
    notes : gate -> words for its fail and its open question
    """

    position_ids: tuple[str, ...]
    employee_ids: tuple[str, ...]
    states: Mapping[str, States]
    combined: States
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def reason(self, person: int, post: int) -> str:
        """Say which gates stop a person at a post; empty where all are passed."""
        words = [
            self.notes[gate][0 if state[person, post] == FAIL else 1]
            for gate, state in self.states.items()
            if state[person, post] != PASS
        ]
        return "; ".join(words)

    def with_gate(self, gate: str, state: States, words: tuple[str, str]) -> "Gates":
        """Add a gate that is checked elsewhere, with words for its fail and its open question."""
        states = {**self.states, gate: state}
        notes = {**self.notes, gate: words}
        return replace(self, states=states, combined=all_gates(states, state.shape), notes=notes)


def check_gates(
    company: Company, position_ids: tuple[str, ...], employee_ids: tuple[str, ...]
) -> Gates:
    """Check qualifications, degree, years and the two-year performance floor.

    Parameters
    ----------
    company : ``settings.pools.performance_floor`` is the least rating in both of the last two
        complete calendar years before ``as_of``
    position_ids, employee_ids : whom to look at, in the order wanted

    Returns
    -------
    Gates. A qualification counts while ``valid_to`` is empty or not before ``as_of``; one that is
    not in the register is not held. A gate whose tables are absent is left out.
    """
    floor, year = company.settings.pools.performance_floor, company.as_of.year
    posts = company.positions.set_index("position_id").reindex(list(position_ids))
    people = company.employees.set_index("employee_id").reindex(list(employee_ids))
    shape = (len(employee_ids), len(position_ids))
    states: dict[str, States] = {
        "degree": least_gate(
            _degree_rank(posts["required_degree"]), _degree_rank(people["degree"])
        ),
        "years": least_gate(
            posts["required_years"].to_numpy(), people["experience_years"].to_numpy()
        ),
    }
    if company.has("required_qualifications", "held_qualifications"):
        states["qualification"] = qualification_gate(
            *qualifications_asked_and_held(company, position_ids, employee_ids)
        )
    if company.has("performance"):
        passed = performance_gate(recent_ratings(company, employee_ids), floor=floor)
        states["performance"] = np.broadcast_to(passed[:, None], shape)
    notes = {
        "degree": ("degree below the one required", "degree not recorded"),
        "years": ("fewer years of experience than required", "years of experience not recorded"),
        "qualification": ("a required qualification is missing or out of date", ""),
        "performance": (
            f"rated below {floor:g} in {year - 2} or {year - 1}",
            f"no rating for {year - 2} or {year - 1}",
        ),
    }
    return Gates(position_ids, employee_ids, states, all_gates(states, shape), notes)


def gate_counts(gates: Gates, considered: Flags) -> pd.DataFrame:
    """Count how many people and pairs each gate stops among the pairs considered.

    Parameters
    ----------
    gates : states of C people at P posts
    considered : bool array (C, P), the pairs that are within reach

    Returns
    -------
    DataFrame with gate, pairs_passed, pairs_failed, pairs_not_assessable, people_stopped (fail at
    every post within reach) and people_with_open_record (pass at none, and at one or more of them
    the record does not say)
    """
    rows = []
    for gate, state in {**gates.states, "all gates": gates.combined}.items():
        passed, failed, unsure = (
            considered & (state == kind) for kind in (PASS, FAIL, NOT_ASSESSABLE)
        )
        nowhere = considered.any(axis=1) & ~passed.any(axis=1)
        rows.append(
            {
                "gate": gate,
                "pairs_passed": int(passed.sum()),
                "pairs_failed": int(failed.sum()),
                "pairs_not_assessable": int(unsure.sum()),
                "people_stopped": int((nowhere & ~unsure.any(axis=1)).sum()),
                "people_with_open_record": int((nowhere & unsure.any(axis=1)).sum()),
            }
        )
    return pd.DataFrame(rows)


def _degree_rank(degrees: pd.Series) -> Floats:
    ranks = {degree: float(rank) for rank, degree in enumerate(DEGREES)}
    return np.asarray(degrees.map(ranks), dtype=np.float64)
