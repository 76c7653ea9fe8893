"""What the pools lack: people, levels, time, and a source."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.market.fill import DAYS_PER_MONTH, external_fill
from workbench.people.levels import competency_names, level_gaps, places
from workbench.people.readiness import NOT_ASSESSED
from workbench.pools.candidates import Candidates
from workbench.pools.presence import PLANNING_DAYS

# From the easiest to the hardest way to fill a post.
SOURCES = (
    "inside_now", "inside_later", "inside_not_assessed", "inside_contested", "unknown", "market",
)  # fmt: skip
# A mean over fewer people assessed says more about one of them than about the group.
LEAST_ASSESSED = 5
# From the worst: late is late at the median, on the edge is late in more than one of ten cases.
TIME_STATES = ("nobody proposed", "not assessed", "late", "on the edge", "in time")


@dataclass(frozen=True)
class Gaps:
    """The four gaps of the pools.

    Parameters
    ----------
    quantity : pool, unit, posts, seats, demand, capacity, proposed, shortage, shortage_low,
        shortage_high, uncovered, uncovered_low, uncovered_high, see ``quantity_gap``
    quality : unit, competency_id, competency, pairs, assessed_share, gap, gap_low, gap_high
        (mean missing levels of the people proposed; the bounds take what was never assessed as
        fully met, or as level 0)
    time : position_id, title, vacant_seats, vacant_on, overdue_since, ready_on, ready_on_p90,
        late_months (negative: in time; NaN where a date is unknown), state (nobody proposed, not
        assessed, late: at the median, on the edge: in time at the median and not in nine of ten
        cases, in time)
    source : position_id, title, pool, source (inside_now, inside_later, inside_not_assessed: of
        nobody proposed is it known when, inside_contested: who fits is proposed elsewhere,
        unknown: records are missing, market), eligible, undecided, outside_days (to fill the post
        from outside; NaN unknown)
    """

    quantity: pd.DataFrame
    quality: pd.DataFrame
    time: pd.DataFrame
    source: pd.DataFrame


def find_gaps(
    company: Company, targets: pd.DataFrame, candidates: Candidates, proposals: pd.DataFrame
) -> Gaps:
    """Compare what the pools need with whom they have.

    Parameters
    ----------
    company : the checked company
    targets : posts with demand, capacity, proposed, shortage, eligible, undecided, ready_proposed
    candidates : the judgements behind them
    proposals : the people proposed

    Returns
    -------
    Gaps
    """
    return Gaps(
        quantity_gap(targets),
        quality_gap(company, targets, candidates, proposals),
        time_gap(targets, proposals, as_of=company.as_of),
        source_gap(company, targets, proposals),
    )


def quantity_gap(targets: pd.DataFrame, *, by: Sequence[str] = ("pool", "unit")) -> pd.DataFrame:
    """Sum places and people by group, largest shortage first.

    Parameters
    ----------
    targets : posts with seats, demand, capacity, proposed, shortage, ready_proposed, and the last
        two at best and at worst, see ``with_cases``
    by : columns of ``targets`` to group by; a post without a value is in group "unknown"

    Returns
    -------
    DataFrame, see ``Gaps.quantity``, with the columns of ``by`` first; uncovered are posts with
    nobody proposed who is ready now. The ranges are over three choices: as far as is known, with
    everything unknown at its best, and at its worst. Missing where no fit can be assessed.
    """
    groups = list(by)
    marked = targets.assign(
        **{name: targets[name].astype("str").fillna("unknown") for name in groups},
        posts=1.0,
        **{
            f"uncovered{case}": (targets[ready] == 0).astype(float).where(targets[ready].notna())
            for case, ready in _READY_IN_CASES.items()
        },
    )
    cases = [f"{name}{case}" for name in ("shortage", "uncovered") for case in _READY_IN_CASES]
    sums = ["posts", "seats", "demand", "capacity", "proposed"]
    frame = marked.groupby(groups)[[*sums, *cases]].sum(min_count=1).reset_index()
    for name in ("shortage", "uncovered"):
        three = frame[[f"{name}{case}" for case in _READY_IN_CASES]]
        frame = frame.assign(
            **{f"{name}_low": three.min(axis=1), f"{name}_high": three.max(axis=1)}
        )
    columns = [*groups, *sums, "shortage", "shortage_low", "shortage_high", "uncovered",
               "uncovered_low", "uncovered_high"]  # fmt: skip
    return frame.sort_values(
        ["shortage", *groups], ascending=[False, *(True for _ in groups)], ignore_index=True
    )[columns]


_READY_IN_CASES = {"": "ready_proposed", "_best": "ready_best", "_worst": "ready_worst"}


def quality_gap(
    company: Company,
    targets: pd.DataFrame,
    candidates: Candidates,
    proposals: pd.DataFrame,
    *,
    by: str = "unit",
) -> pd.DataFrame:
    """Mean missing levels of the people proposed, by group of the post and competency.

    Parameters
    ----------
    company : for the names of competencies
    targets : posts in the order of ``candidates``
    candidates, proposals : the judgements and the people proposed
    by : column of ``targets`` to group by; a post without a value is in group "unknown"

    Returns
    -------
    DataFrame, see ``Gaps.quality``, with the column of ``by`` in the place of unit; the widest gap
    first
    """
    columns = [by, "competency_id", "competency", "pairs", "assessed_share", "gap", "gap_low",
               "gap_high"]  # fmt: skip
    levels = candidates.levels
    if levels is None or proposals.empty:
        return pd.DataFrame(columns=columns)
    post = places(levels.position_ids, proposals["position_id"])
    person = places(levels.employee_ids, proposals["employee_id"])
    gaps = level_gaps(levels.required[post], levels.held[person])
    row, column = np.nonzero(~np.isnan(gaps[1]))
    groups = targets[by].astype("str").fillna("unknown").to_numpy(object)[post]
    long = pd.DataFrame(
        {
            by: pd.Series(groups[row], dtype="str"),
            "competency_id": pd.Series(
                np.array(levels.competency_ids, dtype=object)[column], dtype="str"
            ),
            **{
                name: gap[row, column]
                for name, gap in zip(("gap", "gap_low", "gap_high"), gaps, strict=True)
            },
        }
    )
    frame = (
        long.assign(assessed=long["gap"].notna())
        .groupby([by, "competency_id"], as_index=False)
        .agg(pairs=("assessed", "size"), assessed_share=("assessed", "mean"), gap=("gap", "mean"),
             gap_low=("gap_low", "mean"), gap_high=("gap_high", "mean"))
    )  # fmt: skip
    frame["competency"] = competency_names(company, frame["competency_id"])
    return frame.sort_values(
        ["gap", by, "competency_id"], ascending=[False, True, True], ignore_index=True
    )[columns]


def time_gap(
    targets: pd.DataFrame,
    proposals: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    within_days: int = PLANNING_DAYS,
) -> pd.DataFrame:
    """Set the first known date a seat is free against the first date somebody is ready.

    Parameters
    ----------
    targets : posts with position_id, title, vacant_seats, vacant_on, overdue_since and proposed
        (missing: not assessed)
    proposals : people with position_id, readiness, and months and months_p90 to it
    as_of : report date
    within_days : dates further ahead are left out

    Returns
    -------
    DataFrame of the posts with a known date, the worst state and then the earliest date first;
    ready_on is the median of the first to be ready, ready_on_p90 the date met in nine of ten cases
    """
    judged = proposals[proposals["readiness"] != NOT_ASSESSED]
    first = judged.groupby("position_id")[["months", "months_p90"]].min()
    soon = targets["vacant_on"] <= as_of + pd.Timedelta(days=within_days)
    dated = targets[soon].join(first, on="position_id")
    ready_on, ready_on_p90 = (
        as_of + pd.to_timedelta((dated[column] * DAYS_PER_MONTH).round(), unit="D")
        for column in ("months", "months_p90")
    )
    late = (ready_on - dated["vacant_on"]).dt.days / DAYS_PER_MONTH
    edge = ready_on_p90 > dated["vacant_on"]
    state = np.select(
        [dated["proposed"] == 0, late.isna(), late > 0, edge], TIME_STATES[:-1], TIME_STATES[-1]
    )
    dated = dated.assign(
        ready_on=ready_on, ready_on_p90=ready_on_p90, late_months=late,
        state=pd.Series(state, index=dated.index, dtype="str"),
        worst=[TIME_STATES.index(one) for one in state],
    )  # fmt: skip
    columns = ["position_id", "title", "vacant_seats", "vacant_on", "overdue_since", "ready_on",
               "ready_on_p90", "late_months", "state"]  # fmt: skip
    return dated.sort_values(["worst", "vacant_on", "position_id"], ignore_index=True)[columns]


def source_gap(company: Company, targets: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    """Say where each post would be filled from, and how long the market would take.

    Parameters
    ----------
    company : see ``external_fill``
    targets : posts with ready_proposed, proposed, eligible and undecided
    proposals : people with position_id and readiness

    Returns
    -------
    DataFrame, see ``Gaps.source``
    """
    judged = proposals.loc[proposals["readiness"] != NOT_ASSESSED, "position_id"]
    marks = [
        targets["ready_proposed"] > 0,
        targets["position_id"].isin(judged),
        *(targets[column] > 0 for column in ("proposed", "eligible", "undecided")),
    ]
    source = np.select(marks, SOURCES[:-1], default=SOURCES[-1])
    outside = external_fill(company).set_index("position_id")["external_months"] * DAYS_PER_MONTH
    return targets.assign(
        source=pd.Series(source, index=targets.index, dtype="str"),
        outside_days=targets["position_id"].map(outside),
    )[["position_id", "title", "pool", "source", "eligible", "undecided", "outside_days"]]
