"""The four gaps side by side for each pool, unit or job family."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.company import Company
from workbench.pools.build import Pools
from workbench.pools.forecast.months_ahead import Shortage
from workbench.pools.gaps import LEAST_ASSESSED, quality_gap, quantity_gap


def gaps_by(company: Company, pools: Pools, shortage: Shortage, *, by: str) -> pd.DataFrame:
    """Put quantity, quality, time and source of each group of posts into one row.

    Parameters
    ----------
    company : for the names of competencies
    pools : from ``build_pools``
    shortage : from ``find_shortage`` for the same posts
    by : pool, unit or job_family

    Returns
    -------
    DataFrame, the most empty places first, with group, posts, capacity, shortage, uncovered (both
    with _low and _high), competency and gap (the widest mean gap over five people assessed or
    more, in levels), dated (posts that fall vacant on a known day), late (of these, posts with
    nobody proposed who is surely in time), outside (posts with nobody inside and no record
    missing), first_on, earliest_on, latest_on (first month of a shortage, see ``Shortage``)
    """
    rows = quantity_gap(pools.targets, by=(by,)).rename(columns={by: "group"})
    group = pools.targets.set_index("position_id")[by].astype("str").fillna("unknown")
    widest = quality_gap(company, pools.targets, pools.candidates, pools.proposals, by=by)
    assessed = (widest["pairs"] * widest["assessed_share"]).round()
    widest = widest[(assessed >= LEAST_ASSESSED) & (widest["gap"] > 0)].groupby(by).first()
    time, source = pools.gaps.time, pools.gaps.source
    dated = time["position_id"].map(group)
    counts = {
        "dated": dated,
        "late": dated[time["state"] != "in time"],
        "outside": source.loc[source["source"] == "market", "position_id"].map(group),
    }
    months = shortage.first if by == "pool" else shortage.groups[shortage.groups["by"] == by]
    months = months.rename(columns={"pool": "group"}).set_index("group")
    columns = ["group", "posts", "capacity",
               *(f"{name}{end}" for name in ("shortage", "uncovered")
                 for end in ("", "_low", "_high"))]  # fmt: skip
    joined = rows[columns].join(widest[["competency", "gap"]], on="group")
    for name, groups in counts.items():
        joined[name] = joined["group"].map(groups.value_counts()).fillna(0).astype(int)
    return joined.join(months[["first_on", "earliest_on", "latest_on"]], on="group")


def quality_table(quality: pd.DataFrame, company: Company) -> pd.DataFrame:
    """Leave out the mean gaps of so few assessed people that they would tell about one of them.

    Parameters
    ----------
    quality : from ``Gaps.quality``
    company : ``min_group_size`` of its settings is the fewest people a mean is shown of

    Returns
    -------
    A new frame in the same order; gap, gap_low and gap_high are missing where fewer people, and
    anybody at all, were assessed.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> tables = {"positions": posts, "employees": people}
    >>> company = company_from_tables(tables, as_of="2026-06-30")
    >>> means = pd.DataFrame({"pairs": [8, 8], "assessed_share": [1.0, 0.125]})
    >>> means = means.assign(gap=1.5, gap_low=0.5, gap_high=2.0)
    >>> quality_table(means, company)["gap"].tolist()
    [1.5, nan]
    """
    assessed = (quality["pairs"] * quality["assessed_share"]).astype(float).round()
    few = assessed.between(1, company.settings.min_group_size - 1)
    means = {name: quality[name].mask(few) for name in ("gap", "gap_low", "gap_high")}
    return quality.assign(**means)


def gap_group_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Write the gaps of the groups with their ranges.

    Parameters
    ----------
    rows : from ``gaps_by``

    Returns
    -------
    DataFrame with group, posts, places, empty, nobody_ready, first_shortage, dated_vacancies,
    of_these_late, market_only, widest_gap; all but numbers of posts as text
    """
    ranged = {
        name: [
            ranged_words(row[column], row[f"{column}_low"], row[f"{column}_high"])
            for row in rows.to_dict("records")
        ]
        for name, column in (("empty", "shortage"), ("nobody_ready", "uncovered"))
    }
    widest = [
        f"{competency} ({gap:.1f})" if pd.notna(gap) else "none"
        for competency, gap in zip(rows["competency"], rows["gap"], strict=True)
    ]
    return pd.DataFrame(
        {
            "group": rows["group"],
            "posts": rows["posts"].astype(int),
            "places": rows["capacity"].astype(int),
            **{name: pd.Series(words, dtype="str") for name, words in ranged.items()},
            "first_shortage": pd.Series(
                [_month_words(row) for row in rows.to_dict("records")], dtype="str"
            ),
            "dated_vacancies": rows["dated"],
            "of_these_late": rows["late"],
            "market_only": rows["outside"],
            "widest_gap": pd.Series(widest, dtype="str"),
        }
    )


def ranged_words(number: float, low: float, high: float) -> str:
    """Write a whole number with its range.

    Examples
    --------
    >>> ranged_words(8, 2, 10), ranged_words(1, 1, 1), ranged_words(float("nan"), 0, 1)
    ('8 (2 to 10)', '1', 'not assessed')
    """
    if pd.isna(number):
        return "not assessed"
    return f"{number:.0f}" if low == high else f"{number:.0f} ({low:.0f} to {high:.0f})"


def _month_words(row: Mapping[Hashable, Any]) -> str:
    first, earliest, latest = (row[name] for name in ("first_on", "earliest_on", "latest_on"))
    if pd.isna(earliest):
        return "none in sight"
    if pd.isna(first):
        return f"none in sight; at worst {earliest:%B %Y}"
    words = f"{first:%B %Y}"
    if earliest != first:
        words += f"; at worst {earliest:%B %Y}"
    return (
        words
        if latest == first
        else words + "; at best " + ("none" if pd.isna(latest) else f"{latest:%B %Y}")
    )
