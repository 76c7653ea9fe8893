"""High performers of a group of posts against the others, by competency and trait."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.people.fit import recent_ratings
from workbench.people.levels import competency_names
from workbench.pools.success.effect import smallest_detectable, superiority
from workbench.words import listing

# Below ten in a group the t approximation of the test is not to be relied on.
FEWEST = 10
# Of the differences called clear, this share may be chance.
LEVEL = 0.05


@dataclass(frozen=True)
class Success:
    """What sets high performers apart.

    Attributes
    ----------
    factors : one row a competency or trait, the clearest first: factor_id, factor (name), element
        (of the competency; "trait"), high and other (people with a value), chance (that a high
        performer stands above another, ties half), chance_low, chance_high (95 %), p_value,
        q_value (corrected for the number looked at), verdict (clear, no clear difference, too few
        people), detectable (smallest chance these groups would find in four of five cases)
    high, other, unrated : people of the group rated high in the last two complete years, rated
        less, and without both ratings (left out)
    late, undated : assessments left out because they were made after the rated years, or carry no
        date
    rating_high : mean rating from which one counts as high
    """

    factors: pd.DataFrame
    high: int
    other: int
    unrated: int
    late: int
    undated: int
    rating_high: float


def compare_performers(
    company: Company, position_ids: Sequence[str] | None = None, *, fewest: int = FEWEST
) -> Success:
    """Compare the people in these posts who are rated high with the others in them.

    Parameters
    ----------
    company : needs table performance; assessments and employee_traits say on what to compare
    position_ids : the posts; all open ones where not given
    fewest : people with a value that each side needs, at least 10

    Returns
    -------
    Success; without rows where nobody has a value

    Raises
    ------
    ParameterError
        If a post is not an open one, or ``fewest`` is below 10.
    DataError
        If table performance is absent.

    Notes
    -----
    High is a mean of the last two complete years from ``positions.rating_strong`` on. An assessment
    counts if it was made by the end of the last rated year, the latest of each person: a later one
    may know of the rating it is to explain. Traits carry no date. No attribute of the fairness
    check is read. p-values are corrected by Benjamini and Hochberg (1995) over what can be tested.
    """
    if fewest < FEWEST:
        raise ParameterError(f"fewest: found {fewest}; allowed is {FEWEST} or more.")
    people = _people(company, position_ids)
    ratings = recent_ratings(company, tuple(people)).mean(axis=1)
    line = company.settings.positions.rating_strong
    is_high = pd.Series(ratings >= line - 1e-9, index=people)[~np.isnan(ratings)]
    values, late, undated = _values(company, is_high.index)
    rows = [
        (*factor, *_compared(part, is_high, fewest))
        for factor, part in values.groupby(["kind", "factor_id"], sort=True)
    ]
    return Success(
        _named(company, pd.DataFrame(rows, columns=_COLUMNS)),
        int(is_high.sum()), int((~is_high).sum()), int(np.isnan(ratings).sum()),
        late, undated, line,
    )  # fmt: skip


_COLUMNS = ["kind", "factor_id", "high", "other", "chance", "chance_low", "chance_high", "p_value",
            "verdict", "detectable"]  # fmt: skip


def _people(company: Company, position_ids: Sequence[str] | None) -> pd.Index:
    known = company.positions["position_id"]
    asked = list(known) if position_ids is None else list(dict.fromkeys(position_ids))
    strangers = sorted(set(asked) - set(known))
    if strangers:
        raise ParameterError(
            f"no open post has the id {listing(strangers)}. Allowed: the ids of table positions "
            "whose status is not closed. Correct the id."
        )
    held = company.incumbents
    return pd.Index(sorted(set(held.loc[held["position_id"].isin(asked), "employee_id"])))


def _values(company: Company, people: pd.Index) -> tuple[pd.DataFrame, int, int]:
    """Collect what is known of these people: kind, factor_id, employee_id, value."""
    parts, late, undated = [], 0, 0
    if company.has("assessments"):
        seen = company.table("assessments")
        seen = seen[seen["employee_id"].isin(people)]
        end = pd.Timestamp(year=company.as_of.year, month=1, day=1)
        undated = int(seen["assessed_on"].isna().sum())
        late = int((seen["assessed_on"] >= end).sum())
        early = seen[seen["assessed_on"] < end].sort_values("assessed_on", kind="stable")
        latest = early.drop_duplicates(["employee_id", "competency_id"], keep="last")
        latest = latest.rename(columns={"competency_id": "factor_id", "level": "value"})
        parts.append(latest.assign(kind="competency"))
    if company.has("employee_traits"):
        traits = company.table("employee_traits")
        traits = traits[traits["employee_id"].isin(people)].rename(columns={"trait": "factor_id"})
        parts.append(traits.assign(kind="trait"))
    columns = ["kind", "factor_id", "employee_id", "value"]
    if not parts:
        return pd.DataFrame(columns=columns), late, undated
    found = pd.concat([part[columns] for part in parts], ignore_index=True)
    return found.dropna(subset=["value"]), late, undated


def _compared(part: pd.DataFrame, is_high: pd.Series, fewest: int) -> tuple[object, ...]:
    side = part["employee_id"].map(is_high).to_numpy(dtype=bool)
    values = part["value"].to_numpy(dtype=float)
    high, other = values[side], values[~side]
    sizes = len(high), len(other)
    if min(sizes) < fewest:
        floor = smallest_detectable(max(sizes[0], 1), max(sizes[1], 1))
        return (*sizes, *[np.nan] * 4, "too few people", float(floor))
    found = superiority(high, other)
    return (*sizes, *found.tolist(), "", float(smallest_detectable(*sizes)))


def _named(company: Company, factors: pd.DataFrame) -> pd.DataFrame:
    tested = factors["p_value"].notna()
    q_value = pd.Series(np.nan, index=factors.index)
    if tested.any():
        q_value[tested] = false_discovery_control(factors.loc[tested, "p_value"])
    words = np.where(q_value <= LEVEL, "clear", "no clear difference")
    is_trait = factors["kind"] == "trait"
    names = competency_names(company, factors["factor_id"]).where(
        ~is_trait, factors["factor_id"].str.replace("_", " ")
    )
    element = pd.Series("", index=factors.index)
    if company.has("competencies"):
        table = company.table("competencies").set_index("competency_id")
        element = factors["factor_id"].map(table["element"]).fillna("")
    named = factors.assign(
        factor=names,
        element=element.where(~is_trait, "trait"),
        q_value=q_value,
        verdict=factors["verdict"].where(~tested, words),
    ).drop(columns="kind")
    order = ["factor_id", "factor", "element", "high", "other", "chance", "chance_low",
             "chance_high", "p_value", "q_value", "verdict", "detectable"]  # fmt: skip
    return named.sort_values(
        ["q_value", "p_value", "factor_id"], na_position="last", kind="stable", ignore_index=True
    )[order]
