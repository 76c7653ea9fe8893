"""A and B roles: who is named to take over a post at once, and who has really done it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.people.cover import post_absences, ready_now_names, was_at_work

NO_B = "no B named"
GONE = "B has left"
SAME = "B holds the post"
TESTED = "tested"
NOT_HELD = "acted, the post was not held"
LONG_AGO = "acted, but long ago"
PASSED_OVER = "on paper: passed over"
NO_OCCASION = "on paper: no occasion yet"
UNKNOWN = "not assessed"
# From what protects a post least to what protects it most; gaps in the record last.
STATES = (NO_B, SAME, GONE, PASSED_OVER, NO_OCCASION, NOT_HELD, LONG_AGO, TESTED, UNKNOWN)
PAPER = (PASSED_OVER, NO_OCCASION)
_PLACE = {state: place for place, state in enumerate(STATES)}
_PAIR = ["position_id", "title", "stand_in_employee_id", "state", "occasions", "acted",
         "acted_days", "longest_days", "last_acted_on", "held", "not_held",
         "posts_of_this_b"]  # fmt: skip
_AWAY_WORDS = ("position_id", "acting_employee_id", "acting_result")
_POST = ["position_id", "title", "state", "named", "absences", "away_days", "by_b_days",
         "by_others_days", "by_nobody_days"]  # fmt: skip


@dataclass(frozen=True)
class ABRoles:
    """Named against tested cover.

    Attributes
    ----------
    posts : one row a post with somebody in it, the least protected first: position_id, title,
        state (of its best B), named (people), absences, away_days, by_b_days, by_others_days,
        by_nobody_days (calendar days within the months looked at)
    pairs : one row a post and named B: position_id, title, stand_in_employee_id, state, occasions
        (absences at which the B was at work), acted (how often), acted_days, longest_days (within
        the months), last_acted_on (ever), held, not_held (known results, held with help counts as
        held), posts_of_this_b (posts looked at with the same B)
    months : how far back acting counts
    named_by : where the names come from, in words
    lacks : what is missing, in a sentence; empty where nothing is
    """

    posts: pd.DataFrame
    pairs: pd.DataFrame
    months: int
    named_by: str
    lacks: str


def ab_roles(company: Company, positions: Sequence[str], *, months: int | None = None) -> ABRoles:
    """Set the named B of each post against who acted while its people were away.

    Parameters
    ----------
    company : positions.stand_in_employee_id names the B; where no post has one, people named ready
        now stand in. absences say who acted.
    positions : ids of open posts, usually the key posts; empty ones are left out
    months : how far back acting counts; from the settings when None

    Returns
    -------
    ABRoles. Without absences every B is not assessed: named is not tested, and unknown is neither.

    Raises
    ------
    ParameterError
        If an id is no open post.

    Notes
    -----
    Absences of the people who hold the post now, as in ``tested_cover``. A successor on the bench
    is a reserve for later; the B takes over at once. So names ready now are a stand-in for a B that
    nobody has named, and ``named_by`` says so.
    """
    known = company.positions["position_id"]
    unknown = sorted(set(positions) - set(known))
    if unknown:
        raise ParameterError(
            f"Not among the open posts: {', '.join(unknown[:5])}. Check positions.position_id."
        )
    window = company.settings.drain.stand_in_months if months is None else months
    held = set(company.incumbents["position_id"]) & set(positions)
    posts = company.positions.loc[known.isin(held), ["position_id", "title"]]
    names, named_by = _names(company)
    named = posts.merge(names, on="position_id")
    lacks = company.lacks("absences")
    away = _away(company, posts, months=window)
    pairs = _pairs(company, named, away, assessed=not lacks)
    return ABRoles(_posts(posts, pairs, away), pairs, window, named_by, lacks)


def _names(company: Company) -> tuple[pd.DataFrame, str]:
    named = company.positions[["position_id", "stand_in_employee_id"]].dropna()
    if len(named) or not company.has("nominations"):
        return named, "positions.stand_in_employee_id"
    ready = ready_now_names(company).rename(columns={"employee_id": "stand_in_employee_id"})
    return ready[["position_id", "stand_in_employee_id"]], (
        "people named ready now, as positions.stand_in_employee_id names nobody"
    )


def _away(company: Company, posts: pd.DataFrame, *, months: int) -> pd.DataFrame:
    """Absences of the posts with the days that fall into the months looked at."""
    if not company.has("absences"):
        empty = pd.DataFrame({name: pd.Series(dtype="str") for name in _AWAY_WORDS})
        dates = {name: pd.Series(dtype="datetime64[us]") for name in ("starts_on", "ends_on")}
        return empty.assign(**dates, recent_days=pd.Series(dtype="float64"))
    away = post_absences(company)
    away = away[away["position_id"].isin(posts["position_id"])].reset_index(drop=True)
    opens = company.as_of - pd.DateOffset(months=months)
    first = away["starts_on"].where(away["starts_on"] > opens, opens)
    return away.assign(recent_days=((away["ends_on"] - first).dt.days + 1.0).clip(lower=0.0))


def _pairs(
    company: Company, named: pd.DataFrame, away: pd.DataFrame, *, assessed: bool
) -> pd.DataFrame:
    people = company.employees.set_index("employee_id")["hired_on"]
    both = named.merge(away, on="position_id")
    both["mine"] = both["acting_employee_id"] == both["stand_in_employee_id"]
    both = both.assign(
        employee_id=both["stand_in_employee_id"], hired_on=both["stand_in_employee_id"].map(people)
    ).reset_index(drop=True)
    there = was_at_work(company, both) if assessed else pd.Series(dtype=bool)
    mine = both["mine"] & (both["recent_days"] > 0)
    rows = both.assign(
        occasions=(there | both["mine"]) & (both["recent_days"] > 0),
        acted=mine,
        acted_days=both["recent_days"].where(mine, 0.0),
        longest_days=both["recent_days"].where(mine, 0.0),
        last_acted_on=both["ends_on"].where(both["mine"]),
        held=mine & both["acting_result"].isin(["held", "held_with_help"]),
        not_held=mine & (both["acting_result"] == "not_held"),
    )
    keys = ["position_id", "stand_in_employee_id"]
    sums = rows.groupby(keys, as_index=False).agg(
        {"occasions": "sum", "acted": "sum", "acted_days": "sum", "longest_days": "max",
         "last_acted_on": "max", "held": "sum", "not_held": "sum"}
    )  # fmt: skip
    pairs = named.merge(sums, on=keys, how="left")
    counts = ["occasions", "acted", "acted_days", "longest_days", "held", "not_held"]
    pairs[counts] = pairs[counts].astype(float).fillna(0.0 if assessed else np.nan)
    same = pairs.groupby("stand_in_employee_id")["position_id"].transform("nunique")
    pairs = pairs.assign(posts_of_this_b=same, state=_states(company, pairs, assessed=assessed))
    return _least_protected_first(pairs)[_PAIR]


def _states(company: Company, pairs: pd.DataFrame, *, assessed: bool) -> pd.Series:
    here = pairs["stand_in_employee_id"].isin(company.staff["employee_id"])
    own = pd.MultiIndex.from_frame(company.incumbents[["position_id", "employee_id"]])
    holds = pd.MultiIndex.from_frame(pairs[["position_id", "stand_in_employee_id"]]).isin(own)
    acted = pairs["acted"] > 0
    tests = [
        (~here, GONE),
        (pd.Series(holds, index=pairs.index), SAME),
        (pd.Series(not assessed, index=pairs.index), UNKNOWN),
        (acted & (pairs["held"] == 0) & (pairs["not_held"] > 0), NOT_HELD),
        (acted, TESTED),
        (pairs["last_acted_on"].notna(), LONG_AGO),
        (pairs["occasions"] > 0, PASSED_OVER),
    ]
    found = np.select([test.to_numpy() for test, _ in tests], [word for _, word in tests],
                      default=NO_OCCASION)  # fmt: skip
    return pd.Series(found, index=pairs.index, dtype="str")


def _posts(posts: pd.DataFrame, pairs: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    best = pairs.assign(place=pairs["state"].map(_PLACE)).sort_values("place")
    best = best.drop_duplicates("position_id", keep="last").set_index("position_id")
    sizes = pairs.groupby("position_id")["state"].size()
    recent = away[away["recent_days"] > 0]
    absences = recent.groupby("position_id")["recent_days"].size()
    named = pairs[["position_id", "stand_in_employee_id"]].rename(
        columns={"stand_in_employee_id": "acting_employee_id"}
    )
    by = recent.merge(named.assign(is_b=True), how="left")
    kind = np.where(by["acting_employee_id"].isna(), "by_nobody_days",
                    np.where(by["is_b"].notna(), "by_b_days", "by_others_days"))  # fmt: skip
    days = by.assign(kind=kind).pivot_table(
        index="position_id", columns="kind", values="recent_days", aggfunc="sum"
    )
    days = days.reindex(index=posts["position_id"], columns=_POST[-3:]).fillna(0.0)
    ids = list(posts["position_id"])
    rows = posts.assign(
        state=best["state"].reindex(ids).fillna(NO_B).to_numpy(dtype=str),
        named=sizes.reindex(ids, fill_value=0).to_numpy(),
        absences=absences.reindex(ids, fill_value=0).to_numpy(),
        away_days=days.sum(axis=1).to_numpy(),
        **{str(name): days[name].to_numpy() for name in days.columns},
    )
    return _least_protected_first(rows)[_POST]


def _least_protected_first(rows: pd.DataFrame) -> pd.DataFrame:
    place = rows["state"].map(_PLACE)
    return rows.assign(place=place).sort_values(["place", "position_id"], ignore_index=True)
