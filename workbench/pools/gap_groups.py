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
