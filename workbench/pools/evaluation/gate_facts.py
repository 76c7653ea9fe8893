"""The facts behind the gates of a person at a post, in words."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.people.fit import recent_ratings
from workbench.people.gates import FAIL, NOT_ASSESSABLE, PASS
from workbench.people.levels import places
from workbench.pools.candidates import Candidates
from workbench.pools.presence import GONE

STATES = {PASS: "passed", NOT_ASSESSABLE: "open", FAIL: "failed"}
NOT_LOOKED_AT = "not looked at, since the post is not near in grade and work"


def gate_facts(company: Company, candidates: Candidates, pairs: pd.DataFrame) -> pd.DataFrame:
    """Say which gates each pair passes, fails or leaves open, and on which facts.

    Parameters
    ----------
    company : where the facts are read
    candidates : the judgements of all staff
    pairs : position_id and employee_id, both among the candidates

    Returns
    -------
    DataFrame of one row a pair and gate, in the order of the pairs, with position_id, employee_id,
    gate, state (passed, open, failed) and fact (words). A gate whose tables are absent has no row.
    Who is not considered for a post was not looked at for the last gate: it is open.
    """
    gates = candidates.gates
    person = places(candidates.employee_ids, pairs["employee_id"])
    post = places(candidates.position_ids, pairs["position_id"])
    frames = []
    for gate, state in gates.states.items():
        codes = np.array(state[person, post])
        if gate == GONE:
            codes[~candidates.considered[person, post]] = NOT_ASSESSABLE
        frames.append(
            pairs[["position_id", "employee_id"]].assign(
                place=np.arange(len(pairs)),
                gate=gate,
                state=pd.Series([STATES[code] for code in codes], index=pairs.index, dtype="str"),
                fact=pd.Series(_FACTS[gate](company, pairs, codes), index=pairs.index, dtype="str"),
            )
        )
    joined = pd.concat(frames, ignore_index=True)
    return joined.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")


def _degrees(company: Company, pairs: pd.DataFrame, codes: np.ndarray) -> list[str]:
    return _asked_and_held(company, pairs, "required_degree", "degree")


def _years(company: Company, pairs: pd.DataFrame, codes: np.ndarray) -> list[str]:
    return _asked_and_held(company, pairs, "required_years", "experience_years")


def _asked_and_held(company: Company, pairs: pd.DataFrame, asked: str, held: str) -> list[str]:
    needs = company.positions.set_index("position_id")[asked]
    has = company.employees.set_index("employee_id")[held]
    words = []
    for post, person in zip(pairs["position_id"], pairs["employee_id"], strict=True):
        need, own = needs[post], has[person]
        found = "not recorded" if pd.isna(own) else _plain(own)
        words.append("nothing asked for" if pd.isna(need) else f"{found} (asked: {_plain(need)})")
    return words


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _qualifications(company: Company, pairs: pd.DataFrame, codes: np.ndarray) -> list[str]:
    asked = company.table("required_qualifications").groupby("position_id")["qualification"]
    needs = {post: sorted(set(names)) for post, names in asked}
    register = company.table("held_qualifications")
    words = []
    for post, person in zip(pairs["position_id"], pairs["employee_id"], strict=True):
        own = register[register["employee_id"] == person]
        found = [_one_qualification(name, own, company.as_of) for name in needs.get(post, [])]
        words.append("; ".join(found) or "nothing asked for")
    return words


def _one_qualification(name: str, own: pd.DataFrame, as_of: pd.Timestamp) -> str:
    ends = own.loc[own["qualification"] == name, "valid_to"]
    if ends.empty:
        return f"{name}: not in the register"
    if ends.isna().any() or ends.max() >= as_of:
        return f"{name}: held"
    return f"{name}: ran out on {ends.max():%Y-%m-%d}"


def _ratings(company: Company, pairs: pd.DataFrame, codes: np.ndarray) -> list[str]:
    people = tuple(dict.fromkeys(pairs["employee_id"]))
    ratings = recent_ratings(company, people)[places(people, pairs["employee_id"])]
    floor, year = company.settings.pools.performance_floor, company.as_of.year
    words = []
    for row in ratings.tolist():
        years = [
            f"{'no rating' if np.isnan(rating) else f'{rating:g}'} in {year - back}"
            for back, rating in enumerate(row, start=1)
        ]
        words.append(f"{', '.join(years)} (least: {floor:g})")
    return words


def _presence(company: Company, pairs: pd.DataFrame, codes: np.ndarray) -> list[str]:
    born = company.employees.set_index("employee_id")["born_on"].reindex(pairs["employee_id"])
    known = born.notna().tolist()
    words = {
        FAIL: "retires before the post is needed, or before being ready for it",
        NOT_ASSESSABLE: NOT_LOOKED_AT,
    }
    here = ("day of retirement unknown, taken as here", "here when the post is needed")
    return [words.get(code, here[dated]) for code, dated in zip(codes, known, strict=True)]


_FACTS: dict[str, Callable[[Company, pd.DataFrame, np.ndarray], list[str]]] = {
    "degree": _degrees,
    "years": _years,
    "qualification": _qualifications,
    "performance": _ratings,
    GONE: _presence,
}
