"""Did it come true? Of those said to be ready within some years, how many moved in that time."""

import pandas as pd

from workbench.company import Company
from workbench.people.readiness import READINESS_MONTHS
from workbench.pools.flows.stays import share_with_range

# Years within which a label says that the person could take over; ready now is given one year.
COLUMNS = ["readiness", "window_years", "labelled", "moved", "left", "stayed", "too_young",
           "undated", "moved_share", "low", "high"]  # fmt: skip
WINDOW_YEARS = {"ready_now": 1, "ready_1_2_years": 2, "ready_3_5_years": 5}


def readiness_outcomes(company: Company) -> pd.DataFrame:
    """Follow every person said to be ready to the end of the window of the label.

    Parameters
    ----------
    company : needs table nominations; position_since, post_history, pool_moves and left_on say
        what came of it

    Returns
    -------
    DataFrame, one row a person and label, from the first evidence of it: employee_id, readiness,
        labelled_on, window_ends_on, outcome (moved: within the window into a post named then or one
    of at least its grade, or promoted out of a pool; left: left the company first; stayed; too
    young: the window is not over)

    Raises
    ------
    DataError
        If table nominations is absent.

    Notes
    -----
    Labels whose window is not over are too young, whatever has happened by now: to count the early
    successes and not the later failures would flatter the record.
    """
    named = company.table("nominations")
    named = named[named["evidence_on"] <= company.as_of]
    grade = company.tables["positions"].set_index("position_id")["grade"]
    named = named.assign(grade=named["position_id"].map(grade)).sort_values("evidence_on")
    labels = named.groupby(["employee_id", "readiness"], as_index=False).agg(
        labelled_on=("evidence_on", "first"),
        grade=("grade", "min"),
        posts=("position_id", frozenset),
    )
    ends = [
        day + pd.DateOffset(years=WINDOW_YEARS[label])
        for day, label in zip(labels["labelled_on"], labels["readiness"], strict=True)
    ]
    labels = labels.assign(window_ends_on=pd.Series(ends, dtype="datetime64[us]"))
    moved_on = _first_move(company, labels)
    left_on = labels["employee_id"].map(company.employees.set_index("employee_id")["left_on"])
    outcome = pd.Series("stayed", index=labels.index, dtype="str")
    outcome = outcome.mask(left_on <= labels["window_ends_on"], "left")
    outcome = outcome.mask(moved_on <= labels["window_ends_on"], "moved")
    outcome = outcome.mask(labels["window_ends_on"] > company.as_of, "too young")
    columns = ["employee_id", "readiness", "labelled_on", "window_ends_on", "outcome"]
    return labels.assign(outcome=outcome)[columns]


def no_calibration() -> pd.DataFrame:
    """Give the table of ``readiness_calibration`` for a company without nominations: no row."""
    return pd.DataFrame(columns=COLUMNS)


def readiness_calibration(company: Company) -> pd.DataFrame:
    """Count by label how many of those whose window is over moved within it.

    Returns
    -------
    DataFrame, one row a label in order of time: readiness, window_years, labelled (people), moved,
        left, stayed, too_young, undated (nominations without a day, never counted), moved_share (of
        moved, left and stayed), low, high (80 % Wilson interval; 0 to 1 where nobody counts)
    """
    rows = readiness_outcomes(company)
    named = company.table("nominations")
    undated = named.loc[named["evidence_on"].isna(), "readiness"].value_counts()
    table = []
    for label in READINESS_MONTHS:
        outcomes = rows.loc[rows["readiness"] == label, "outcome"].value_counts()
        moved, left, stayed, young = (
            int(outcomes.get(name, 0)) for name in ("moved", "left", "stayed", "too young")
        )
        share = share_with_range(moved, moved + left + stayed)
        table.append((label, WINDOW_YEARS[label], int(outcomes.sum()), moved, left, stayed, young,
                      int(undated.get(label, 0)), *share))  # fmt: skip
    return pd.DataFrame(table, columns=COLUMNS)


def _first_move(company: Company, labels: pd.DataFrame) -> pd.Series:
    """First day after the label on which each person took such a post; missing without one."""
    starts = _starts(company)
    pairs = labels.reset_index(names="label").merge(starts, on="employee_id")
    after = pairs["on"] > pairs["labelled_on"]
    such = pairs["promoted"] | (pairs["grade_y"] >= pairs["grade_x"])
    named = pd.Series(
        [post in posts for post, posts in zip(pairs["position_id"], pairs["posts"], strict=True)],
        index=pairs.index, dtype=bool,
    )  # fmt: skip
    first = pairs[after & (such | named)].groupby("label")["on"].min()
    return first.reindex(labels.index)


def _starts(company: Company) -> pd.DataFrame:
    """List days on which people took a post in the company or were promoted out of a pool."""
    grade = company.tables["positions"].set_index("position_id")["grade"]
    people = company.employees
    came = people[people["position_since"] > people["hired_on"]]
    parts = [came[["employee_id", "position_id"]].assign(on=came["position_since"])]
    if company.has("post_history"):
        earlier = company.table("post_history")
        parts.append(
            earlier[["employee_id", "position_id", "grade"]].assign(on=earlier["starts_on"])
        )
    if company.has("pool_moves"):
        moves = company.table("pool_moves")
        out = moves[moves["move"] == "promoted"]
        parts.append(out[["employee_id"]].assign(on=out["moved_on"], promoted=True))
    starts = pd.concat(parts, ignore_index=True).reindex(
        columns=["employee_id", "position_id", "grade", "on", "promoted"]
    )
    own = starts["grade"].astype("float64").fillna(starts["position_id"].map(grade))
    promoted = starts["promoted"].eq(True)
    return starts[starts["on"] <= company.as_of].assign(grade=own, promoted=promoted)
