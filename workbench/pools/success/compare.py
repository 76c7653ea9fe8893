"""High performers of any group of posts against the others in it, by competency and trait."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.errors import ParameterError
from workbench.pools.success.effect import superiority
from workbench.pools.success.judge import judge_many
from workbench.pools.success.performers import (
    Performers,
    check_groups,
    find_performers,
    groups_of_posts,
)
from workbench.pools.success.records import factor_words, known_by
from workbench.pools.success.result import (
    FACTORS,
    FEW,
    GROUPS,
    HIGHER,
    LOWER,
    OPEN,
    UNDATED,
    Success,
)

# Below ten on a side the interval is not to be relied on.
FEWEST = 10


def compare_performers(
    company: Company,
    groups: Mapping[str, Sequence[str]] | None = None,
    *,
    within: Sequence[str] = ("job_family", "grade"),
    assessed_by: str | pd.Timestamp | None = None,
    fewest: int = FEWEST,
) -> Success:
    """Compare the people in groups of posts who are rated high with the others in them.

    Parameters
    ----------
    company : needs table performance; assessments and employee_traits say on what to compare
    groups : ids of open posts by the name of the group, any posts; all posts and each job family
        where not given
    within : a high performer is compared only with people whose posts agree in these columns
        (job_family, grade, unit, position_id), so that rank is not taken for success; none compares
        everybody with everybody
    assessed_by : last day of the values that may explain; the end of the rated years where not
        given. A day before they begin leaves only values that no rating can have coloured.
    fewest : people with a value that each side needs, at least 10; never under ``min_group_size``

    Returns
    -------
    Success; without rows where nobody has a value

    Raises
    ------
    ParameterError
        If a post is not an open one, a column is not allowed, ``fewest`` is below 10, or
        ``assessed_by`` is after the rated years.
    DataError
        If table performance is absent.

    Notes
    -----
    High is a mean of the last two complete years from ``positions.rating_strong`` on. p-values and
    intervals allow for all groups and characteristics of the call together (``judge_many``).
    """
    if fewest < FEWEST:
        raise ParameterError(f"fewest: found {fewest}; allowed is {FEWEST} or more.")
    asked = check_groups(company, groups_of_posts(company) if groups is None else groups)
    found = find_performers(company, within=within)
    posts = {post for ids in asked.values() for post in ids}
    people = found.people[found.people["position_id"].isin(posts)]
    by = _last_day(found, assessed_by)
    known = known_by(company, people["employee_id"], first_day=found.first_day, by=by)
    least = max(fewest, company.settings.min_group_size)
    values = known.rows.merge(people[people["standing"].isin(["high", "other"])], on="employee_id")
    values = values.assign(is_high=values["standing"] == "high").sort_values(
        ["kind", "factor_id", "employee_id"], ignore_index=True
    )
    rows = [
        (name, *factor, *_compared(part, least))
        for name, ids in asked.items()
        for factor, part in values[values["position_id"].isin(ids)].groupby(["kind", "factor_id"])
    ]
    factors, confidence = _judged(pd.DataFrame(rows, columns=_FOUND))
    named = factors.assign(**factor_words(company, factors))
    during = values.loc[values["kind"] == "competency", "during"].astype(float)
    return Success(
        named[FACTORS], _counted(asked, people, factors), asked, tuple(within),
        (found.first_day.year, found.last_day.year), by, company.settings.positions.rating_strong,
        least, confidence, int(people["standing"].eq("unrated").sum()),
        int(people["standing"].eq("new").sum()), known.late, known.undated, known.rating_itself,
        float(during.mean()),
    )  # fmt: skip


_FOUND = ["group", "kind", "factor_id", "high", "other", "dated", "found"]


def _last_day(found: Performers, assessed_by: str | pd.Timestamp | None) -> pd.Timestamp:
    by = found.last_day if assessed_by is None else pd.Timestamp(assessed_by)
    if by > found.last_day:
        raise ParameterError(
            f"assessed_by: found {by:%Y-%m-%d}. Allowed: a day up to {found.last_day:%Y-%m-%d}, "
            "the end of the rated years; a later value may know the rating it is to explain."
        )
    return by


def _compared(part: pd.DataFrame, least: int) -> tuple[object, ...]:
    """Count those who have somebody to be compared with, and compare where they are enough."""
    is_high, place = part["is_high"].to_numpy(dtype=bool), part["place"].to_numpy()
    meets = np.where(is_high, np.isin(place, place[~is_high]), np.isin(place, place[is_high]))
    sizes = int((meets & is_high).sum()), int((meets & ~is_high).sum())
    dated = bool(part["dated"].to_numpy(dtype=bool).all())
    if min(sizes) < least:
        return (*sizes, dated, None)
    return (*sizes, dated, superiority(part["value"], is_high, place))


def _judged(rows: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """Say of each characteristic what was found, the clearest of each group first."""
    is_tested = rows["found"].notna()
    known, confidence = judge_many(rows.loc[is_tested, "found"].tolist())
    judged = rows.drop(columns="found").join(known.set_index(rows.index[is_tested]))
    side = judged["side"]
    undated = (side != 0) & ~judged["dated"].astype(bool)
    verdict = np.select(
        [~is_tested, undated, side > 0, side < 0], [FEW, UNDATED, HIGHER, LOWER], OPEN
    )
    judged = judged.assign(
        verdict=pd.Series(verdict, index=rows.index, dtype="str"),
        place=pd.factorize(rows["group"])[0],
    )
    order = ["place", "q_value", "p_value", "kind", "factor_id"]
    return judged.sort_values(order, kind="stable", ignore_index=True), confidence


def _counted(
    asked: Mapping[str, tuple[str, ...]], people: pd.DataFrame, factors: pd.DataFrame
) -> pd.DataFrame:
    rows = []
    for name, ids in asked.items():
        standing = people.loc[people["position_id"].isin(ids), "standing"]
        own = factors[factors["group"] == name]
        least = own[["high", "other"]].astype(int).min(axis=1)
        best = own.loc[least.nlargest(1).index]
        counts = (
            len(ids), standing.eq("high").sum(), standing.eq("other").sum(), best["high"].sum(),
            best["other"].sum(), own["chance"].notna().sum(),
            own["verdict"].isin([HIGHER, LOWER]).sum(),
        )  # fmt: skip
        rows.append((name, *map(int, counts)))
    return pd.DataFrame(rows, columns=GROUPS)
