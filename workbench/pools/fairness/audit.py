"""Whether one group gets into the pools less often than another, at every gate and at the end."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.people.gates import PASS
from workbench.pools.candidates import Candidates
from workbench.pools.fairness.ratios import selection_ratios

Flags = NDArray[np.bool_]
ATTRIBUTES = ("gender", "audit_group")
IN_REACH = "people with a post in reach"
GATES, FITS, CHOSEN, END = "through the gates", "fits well enough", "chosen", "proposed"


def audit_selection(
    company: Company, candidates: Candidates, proposals: pd.DataFrame
) -> pd.DataFrame:
    """Compare selection at each gate and at the bottom line, by the audit attributes given.

    Parameters
    ----------
    company : employees.gender and employees.audit_group; used here and nowhere else
    candidates, proposals : the judgements and the people proposed

    Returns
    -------
    DataFrame with attribute, step, of (whose share it is) and the columns of ``selection_ratios``;
    empty where no attribute is given. Steps are each gate, all gates together (both of the people
    with some post in reach), a fit that is high enough (of those through the gates), being chosen
    (of those who fit), and the bottom line: proposed, of the people with some post in reach. A
    person passes a step who passes it for at least one post.
    """
    people = company.staff.set_index("employee_id").reindex(list(candidates.employee_ids))
    tables = []
    for attribute in ATTRIBUTES:
        group = people[attribute]
        for step, of, asked, taken in _steps(candidates, proposals):
            counted = pd.DataFrame({"group": group.to_numpy(), "selected": asked & taken})
            known = counted[asked & group.notna().to_numpy()]
            counts = known.groupby("group")["selected"].agg(people="size", selected="sum")
            ratios = selection_ratios(
                counts.reset_index(), min_group_size=company.settings.min_group_size
            )
            tables.append(ratios.assign(attribute=attribute, step=step, of=of))
    frame = pd.concat(tables, ignore_index=True)
    return frame[["attribute", "step", "of", *frame.columns[:-3]]]


def _steps(
    candidates: Candidates, proposals: pd.DataFrame
) -> Iterator[tuple[str, str, Flags, Flags]]:
    """Give step, whose share it is, who was asked, and who was taken, of all people."""
    considered = candidates.considered
    reach = _anywhere(considered)
    for gate, state in candidates.gates.states.items():
        yield f"gate: {gate}", IN_REACH, reach, _anywhere(considered & (state == PASS))
    through = _anywhere(considered & (candidates.gates.combined == PASS))
    yield GATES, IN_REACH, reach, through
    if candidates.levels is None:
        return
    fits = _anywhere(candidates.eligible)
    taken = pd.Series(candidates.employee_ids).isin(list(proposals["employee_id"])).to_numpy(bool)
    yield FITS, "people through the gates", through, fits
    yield CHOSEN, "people who fit", fits, taken
    yield END, IN_REACH, reach, taken


def _anywhere(pairs: Flags) -> Flags:
    """Mark the people with some pair that is marked."""
    return np.asarray(pairs.any(axis=1), dtype=bool)
