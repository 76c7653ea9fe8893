"""Whether one group is taken into the pools less often than another, without overreading chance."""

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from workbench.company import Company
from workbench.pools.candidates import Candidates


def below_four_fifths(selected: int, people: int, top_selected: int, top_people: int) -> bool:
    """Whether a selection rate is under four fifths of the highest one, in whole numbers.

    Source: Uniform Guidelines on Employee Selection Procedures, 1978, section 4 D. Exactly four
    fifths is not flagged.

    Examples
    --------
    >>> below_four_fifths(48, 100, 60, 100), below_four_fifths(45, 100, 60, 100)
    (False, True)
    """
    return 5 * selected * top_people < 4 * top_selected * people


def selection_ratios(counts: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """Compare the selection rates of groups with the highest one.

    Parameters
    ----------
    counts : group, people, selected (whole numbers)
    min_group_size : groups with fewer people are listed and not compared

    Returns
    -------
    DataFrame with group, people, selected, rate, ratio (to the highest rate), p_value (Fisher,
    two-sided), below_four_fifths and flips_with_one (one more of this group selected and one less
    of the other would no longer be below: chance, not evidence). Comparison columns are missing
    for small groups and for the group with the highest rate.

    Notes
    -----
    One different selection that reverses the finding: Questions and Answers on the Uniform
    Guidelines, 44 FR 11996 (1979), question 21.

    Examples
    --------
    >>> counts = pd.DataFrame({"group": ["m", "w"], "people": [20, 10], "selected": [3, 1]})
    >>> selection_ratios(counts, min_group_size=5)[["ratio", "flips_with_one"]].round(3)
       ratio  flips_with_one
    0    NaN            <NA>
    1  0.667            True
    """
    frame = counts.assign(rate=counts["selected"] / counts["people"]).reset_index(drop=True)
    large = frame[frame["people"] >= max(1, min_group_size)]
    frame[["ratio", "p_value"]] = np.nan
    for column in ("below_four_fifths", "flips_with_one"):
        frame[column] = pd.array([pd.NA] * len(frame), dtype="boolean")
    if len(large) < 2 or large["selected"].sum() == 0:
        return frame
    top = large.sort_values(["rate", "group"], ascending=[False, True]).iloc[0]
    for place in large.index.drop([top.name]):
        own = large.loc[place]
        pair = (int(own["selected"]), int(own["people"]), int(top["selected"]), int(top["people"]))
        flag = below_four_fifths(*pair)
        moved = below_four_fifths(pair[0] + 1, pair[1], pair[2] - 1, pair[3])
        table = [[pair[0], pair[1] - pair[0]], [pair[2], pair[3] - pair[2]]]
        frame.loc[place, "ratio"] = own["rate"] / top["rate"]
        frame.loc[place, "p_value"] = float(fisher_exact(table).pvalue)
        frame.loc[place, "below_four_fifths"] = flag
        frame.loc[place, "flips_with_one"] = flag and not moved
    return frame


def audit_selection(
    company: Company, candidates: Candidates, proposals: pd.DataFrame
) -> pd.DataFrame:
    """Compare selection at the gates and at the bottom line, by the audit attributes given.

    Parameters
    ----------
    company : employees.gender and employees.audit_group; used here and nowhere else
    candidates, proposals : the judgements and the people proposed

    Returns
    -------
    DataFrame with attribute, step (through the gates, proposed) and the columns of
    ``selection_ratios``; empty where no attribute is given. Among people with some post in reach.
    """
    ids = np.array(candidates.employee_ids, dtype=object)
    reached = ids[candidates.considered.any(axis=1)]
    passed = ids[(candidates.considered & (candidates.gates.combined == 1)).any(axis=1)]
    steps = {"through the gates": set(passed)}
    if candidates.levels is not None:
        steps["proposed"] = set(proposals["employee_id"])
    people = company.staff[company.staff["employee_id"].isin(list(reached))]
    tables = []
    for attribute in ("gender", "audit_group"):
        for step, taken in steps.items():
            known = people.dropna(subset=[attribute])
            counts = (
                known.assign(taken=known["employee_id"].isin(list(taken)))
                .groupby(attribute)["taken"]
                .agg(people="size", selected="sum")
                .rename_axis("group")
                .reset_index()
            )
            ratios = selection_ratios(counts, min_group_size=company.settings.min_group_size)
            tables.append(ratios.assign(attribute=attribute, step=step))
    frame = pd.concat(tables, ignore_index=True)
    return frame[["attribute", "step", *frame.columns[:-2]]]
