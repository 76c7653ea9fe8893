"""What pages of several levels give away together: the attack on them, before they go out."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from workbench.company import Company
from workbench.privacy.suppression.flow import room
from workbench.rollup.hide import flows_of, hidden_cells, part_bounds
from workbench.rollup.rollup import HIDDEN
from workbench.rollup.totals import organisation_totals

_KEYS = ["organisation_id", "scope", "occupation_code"]


def counts_given_away(company: Company, pages: Iterable[pd.DataFrame]) -> dict[str, int]:
    """Count the small groups that can be worked out from what pages of the tree show.

    Parameters
    ----------
    company : with the tables organisations and organisation_figures
    pages : figures of levels as they are shown, see ``RollUp.figures``; what is not marked as
        hidden is known to a reader

    Returns
    -------
    dict of number of groups by what is counted; what gives nothing away is left out

    Notes
    -----
    Nothing is taken from how cells were chosen: what any page shows is known, all else is not, and
    a maximal flow finds how far apart two numbers of each small group can lie that both fit.
    """
    totals, cells = organisation_totals(company), hidden_cells(company)
    ids = totals.tree["organisation_id"].to_numpy()[totals.rows["place"]]
    codes = [*totals.occupations, ""]
    every = pd.MultiIndex.from_product(
        [range(len(totals.rows)), codes], names=["row", "occupation_code"]
    ).to_frame(index=False)
    every["organisation_id"] = ids[every["row"]]
    every["scope"] = totals.rows["scope"].to_numpy()[every["row"]]
    index = pd.MultiIndex.from_frame(every[_KEYS])
    known = pd.concat([page.fillna({"occupation_code": ""}) for page in pages])
    bounds = part_bounds(totals)
    found = {}
    for measure, secret in cells.secret.items():
        rows = known.loc[known[f"{measure}_state"] != HIDDEN, _KEYS].drop_duplicates()
        shown = np.asarray(index.isin(pd.MultiIndex.from_frame(rows)))
        # A reader is told of which cells nothing is known.
        shown |= totals.silent[measure].ravel()
        flows = flows_of(totals, totals.known[measure], **bounds[measure])
        few = sum(
            room(flows, ~shown, int(cell), int(least))[0] < least if not shown[cell] else True
            for cell, least in zip(
                np.flatnonzero(secret), cells.rooms[measure][secret], strict=True
            )
        )
        if few:
            found[measure] = few
    return found
