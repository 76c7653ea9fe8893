"""Tables of the pools as a reader wants them: titles beside ids, lists as text."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.bench import Bench
from workbench.pools.build import Pools
from workbench.pools.gaps import SOURCES
from workbench.words import in_words, listing, months

LAST_STEP = "still here at the horizon"
WORDS = {
    "ready_now": "ready now",
    "ready_1_2_years": "in 1-2 years",
    "ready_3_5_years": "in 3-5 years",
    "over_5_years": "later",
    "not_assessed": "not assessed",
    "inside_now": "inside, now",
    "inside_later": "inside, later",
    "inside_not_assessed": "inside, readiness not assessed",
    "inside_contested": "inside, but planned elsewhere",
    "unknown": "unknown: records are missing",
    "market": "market",
}


def waterfall_table(
    bench: Bench, company: Company, *, later: NDArray[np.intp] | None = None
) -> pd.DataFrame:
    """List the steps of the waterfall with the posts each one loses, by title.

    Parameters
    ----------
    bench : from ``build_pools``
    company : for the titles
    later : array, posts that can still be filled after departures, one number a run, sorted, see
        ``filled_after_leaving``; its middle makes a last step. None or empty leaves it out.

    Returns
    -------
    DataFrame with step, posts, names, posts_lost and lost (titles as text, at most eight)
    """
    titles = _titles(company)
    lost = [
        listing([f"{titles[post]} ({post})" for post in posts], most=8) if posts else ""
        for posts in bench.waterfall["lost_position_ids"]
    ]
    steps = bench.waterfall.drop(columns="lost_position_ids").assign(lost=lost)
    if later is None or not len(later) or steps.empty:
        return steps
    low, middle, high = np.quantile(later, (0.1, 0.5, 0.9), method="inverted_cdf").astype(int)
    last = {
        "step": LAST_STEP,
        "posts": middle,
        "names": np.nan,
        "posts_lost": steps["posts"].iloc[-1] - middle,
        "lost": f"if people leave as in the past: {low} to {high} filled in 8 of 10 runs",
    }
    return pd.concat([steps, pd.DataFrame([last])], ignore_index=True)


def conflict_table(bench: Bench, company: Company, *, most: int = 6) -> pd.DataFrame:
    """List the sets of posts that cannot be filled together, with the people they fight over.

    Parameters
    ----------
    bench : from ``build_pools``
    company : for the titles
    most : posts of a set that are named, from 1; the others are counted

    Returns
    -------
    DataFrame with posts, people, short, the_posts (titles) and the_people (ids) as text
    """
    titles, sets = _titles(company), bench.conflicts
    return pd.DataFrame(
        {
            "posts": sets["posts"],
            "people": sets["people"],
            "short": sets["short"],
            "the_posts": [
                listing([f"{titles[post]} ({post})" for post in posts], most=most)
                for posts in sets["position_ids"]
            ],
            "the_people": [listing(people, most=30) for people in sets["employee_ids"]],
        }
    )


def proposal_table(pools: Pools, *, pool: str) -> pd.DataFrame:
    """List the people proposed for the posts of a pool; a post without anybody has a row too.

    Parameters
    ----------
    pools : from ``build_pools``
    pool : key or management

    Returns
    -------
    DataFrame with post (title and id), employee_id, fit (with its bounds, as text), ready (label
    and months, as text), because; posts with the fewest people ready come first, and within a post
    the best choice
    """
    posts = pools.targets[pools.targets["pool"] == pool]
    columns = ["position_id", "choice", "employee_id", "fit", "fit_low", "fit_high", "readiness",
               "months", "because"]  # fmt: skip
    frame = posts[["position_id", "title", "ready_proposed", "eligible", "undecided"]].merge(
        pools.proposals[columns], how="left", on="position_id"
    )
    nobody = "nobody passes the gates and fits"
    open_to = frame["undecided"].astype("Int64").astype("str") + " could, were the record complete"
    words = frame["because"].where(
        frame["employee_id"].notna(), open_to.where(frame["undecided"] > 0, nobody)
    )
    ordered = frame.assign(
        post=frame["title"] + " (" + frame["position_id"] + ")",
        because=words,
        fit=[fit_words(row) for row in frame.to_dict("records")],
        ready=[ready_words(row) for row in frame.to_dict("records")],
    ).sort_values(["ready_proposed", "position_id", "choice"], ignore_index=True)
    return ordered[["post", "employee_id", "fit", "ready", "because"]]


def fit_words(row: Mapping[Hashable, Any]) -> str:
    """Write the fit of a pair with its bounds; a post without anybody has none."""
    if pd.isna(row["fit"]):
        return ""
    return f"{row['fit']:.2f} ({row['fit_low']:.2f}-{row['fit_high']:.2f})"


def ready_words(row: Mapping[Hashable, Any]) -> str:
    """Write when a person is ready for a post."""
    if pd.isna(row["readiness"]):
        return ""
    label = WORDS[row["readiness"]]
    if row["readiness"] == NOT_ASSESSED or pd.isna(row["months"]) or row["months"] <= 0:
        return label
    return f"{label} ({months(row['months'])})"


def _titles(company: Company) -> dict[str, str]:
    posts = company.positions
    return dict(zip(posts["position_id"], posts["title"], strict=True))


def free_words(post: pd.Series) -> str:
    """Say since when or when a seat of a post is free.

    Parameters
    ----------
    post : vacant_seats, overdue_since and vacant_on

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-31")
    >>> free_words(pd.Series({"vacant_seats": 0, "overdue_since": day, "vacant_on": day}))
    'retirement overdue since 2026-01-31'
    """
    if post["vacant_seats"] > 0:
        return "vacant now"
    if pd.notna(post["overdue_since"]):
        return f"retirement overdue since {post['overdue_since']:%Y-%m-%d}"
    return f"vacant on {post['vacant_on']:%Y-%m-%d}"


def time_table(pools: Pools) -> pd.DataFrame:
    """List the posts with a known date, when a seat is free and when somebody is ready.

    Returns
    -------
    DataFrame with post (title and id), free (text), ready_on, ready_on_p90, late_months, state
    """
    time = pools.gaps.time
    return pd.DataFrame(
        {
            "post": time["title"] + " (" + time["position_id"] + ")",
            "free": pd.Series([free_words(post) for _, post in time.iterrows()], dtype="str"),
            **{name: time[name] for name in ("ready_on", "ready_on_p90", "late_months", "state")},
        }
    )


def ledger_table(pools: Pools) -> pd.DataFrame:
    """List the ledger with years as text, so that they are not read as amounts."""
    years = pools.ledger.years
    return years.assign(year=years["year"].astype(int).astype("str"))


def reserve_table(pools: Pools, company: Company) -> pd.DataFrame:
    """List the reserve with the title of the post each person fits best.

    Returns
    -------
    DataFrame with the columns of ``Pools.reserve``, post (title and id) in the place of position_id
    """
    reserve, titles = pools.reserve, _titles(company)
    posts = [f"{titles[post]} ({post})" for post in reserve["position_id"]]
    return reserve.assign(position_id=pd.Series(posts, dtype="str")).rename(
        columns={"position_id": "post"}
    )


def reserve_families(pools: Pools) -> pd.DataFrame:
    """Count the reserve by family of the post that fits best, managers and specialists apart.

    Returns
    -------
    DataFrame with job_family, people, management, specialist; the largest family first
    """
    reserve = pools.reserve.assign(job_family=pools.reserve["job_family"].fillna("unknown"))
    counts = pd.crosstab(reserve["job_family"], reserve["kind"])
    kinds = ["management", "specialist"]
    frame = counts.reindex(columns=kinds, fill_value=0).rename_axis(columns=None).reset_index()
    frame.insert(1, "people", frame[kinds].sum(axis=1))
    return frame.sort_values(
        ["people", "job_family"], ascending=[False, True], ignore_index=True
    ).astype({"job_family": "str"})


def demand_table(pools: Pools) -> pd.DataFrame:
    """Sum up by pool what has to be replaced and what is growth, beside the places asked for.

    Returns
    -------
    DataFrame with pool, posts, seats, empty_now, growth (seats of posts needed within the
    horizon), retiring, other_departures (expected, as in the past; missing where no rate of
    leaving is known), to_replace_or_fill (all of these), demand (what the places are counted on)
    and places
    """
    targets = pools.targets
    parts = targets.assign(
        posts=1,
        empty_now=targets["vacant_seats"],
        growth=targets["to_fill_seats"] - targets["vacant_seats"],
        other_departures=targets["vacancies"] - targets["to_fill_seats"] - targets["retiring"],
        to_replace_or_fill=targets["vacancies"],
        places=targets["capacity"],
    )
    columns = ["posts", "seats", "empty_now", "growth", "retiring", "other_departures",
               "to_replace_or_fill", "demand", "places"]  # fmt: skip
    return parts.groupby("pool")[columns].sum(min_count=1).reset_index()


def source_table(pools: Pools) -> pd.DataFrame:
    """List where each post would be filled from, the hardest first."""
    source = pools.gaps.source
    rank = source["source"].map({name: -place for place, name in enumerate(SOURCES)})
    order = source.assign(rank=rank).sort_values(["rank", "position_id"], ignore_index=True)
    return order.assign(source=order["source"].map(WORDS)).drop(columns="rank")


def calendar_table(calendar: pd.DataFrame) -> pd.DataFrame:
    """Write the states of the steps of the calendar in words."""
    return calendar.assign(state=calendar["state"].map(in_words))


def assumption_table(pools: Pools) -> pd.DataFrame:
    """List the shares of the company's own record that the chance of a successor rests on."""
    words = {
        "ready_share": "names on the bench that are here, freshly judged and ready now",
        "leave_share_per_year": "people who leave within a year other than by retirement",
    }
    return pd.DataFrame(
        {"share": [pools.measures[name] for name in words], "what": list(words.values())}
    )
