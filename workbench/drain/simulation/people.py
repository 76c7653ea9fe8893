"""The people who are drawn: those in the posts, and those on whom the others depend."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from workbench.company import Company
from workbench.drain.ground import Ground
from workbench.drain.holdings import holdings_in_money
from workbench.drain.seats import read_seats
from workbench.people.readiness import dated_nominations

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """Everybody who is drawn.

    Attributes
    ----------
    ground : the ground of these people, rows of ``seats`` in their order
    priced : array of shape (n,), whether the person is in one of the posts that are priced; what
        the others cost is in no amount
    ready : position_id, employee_id: who could take which post at once
    contacts : array of shape (n, n), who is in a tie of advice or work with whom
    """

    ground: Ground
    priced: Flags
    ready: pd.DataFrame
    contacts: csr_array

    @property
    def keys(self) -> list[str]:
        """Ids of the people."""
        return self.ground.seats["employee_id"].tolist()


def people_drawn(ground: Ground) -> Drawn:
    """Add those on whom it hangs what the priced people's leaving costs.

    Parameters
    ----------
    ground : of the priced posts

    Returns
    -------
    Drawn, sorted by position_id and employee_id: beside the priced people those who hold a method
    with one of them, and those who are ready for one of their posts. Whoever of these has no open
    post is not drawn, and so never leaves.
    """
    company, seats = ground.company, ground.seats
    ready = _ready(company, ground.watched)
    others = (_co_holders(company, seats) | set(ready["employee_id"])) - set(seats["employee_id"])
    posts = company.incumbents[company.incumbents["employee_id"].isin(others)]["position_id"]
    wide = read_seats(company, (*ground.watched, *posts), ground.leaving)
    priced = wide["position_id"].isin(list(ground.watched))
    kept = wide[priced | wide["employee_id"].isin(others)].reset_index(drop=True)
    flags = kept["position_id"].isin(list(ground.watched)).to_numpy(dtype=bool)
    return Drawn(replace(ground, seats=kept), flags, ready, _contacts(company, kept))


def _co_holders(company: Company, seats: pd.DataFrame) -> set[str]:
    """Who holds a method that is only in heads together with one of the people."""
    if not company.has("assets", "holdings"):
        return set()
    rows = holdings_in_money(company)
    rows = rows[(rows["kind"] == "method") & rows["in_heads"]]
    theirs = rows.loc[rows["employee_id"].isin(seats["employee_id"]), "asset_id"]
    return set(rows.loc[rows["asset_id"].isin(theirs), "employee_id"])


def _ready(company: Company, positions: tuple[str, ...]) -> pd.DataFrame:
    """Fresh nominations that say ready now, of people who are here and not in the post."""
    if not company.has("nominations"):
        return pd.DataFrame({"position_id": [], "employee_id": []}, dtype="str")
    rows = dated_nominations(company)
    fresh = rows["here"] & ~rows["stale"] & (rows["readiness"] == "ready_now")
    rows = rows.loc[fresh & rows["position_id"].isin(list(positions)), [*_PAIR]]
    own = pd.MultiIndex.from_frame(company.incumbents[_PAIR])
    return rows[~pd.MultiIndex.from_frame(rows).isin(own)].reset_index(drop=True)


_PAIR = ["position_id", "employee_id"]


def _contacts(company: Company, seats: pd.DataFrame) -> csr_array:
    """Ties in either direction, each pair once; nobody where there is no table of ties."""
    people = pd.Index(seats["employee_id"])
    if not company.has("ties"):
        return csr_array((len(people), len(people)), dtype=bool)
    ties = company.table("ties")
    asks, asked = (people.get_indexer(ties[end]) for end in ("from_employee", "to_employee"))
    inside = (asks >= 0) & (asked >= 0) & (asks != asked)
    rows = np.concatenate([asks[inside], asked[inside]])
    columns = np.concatenate([asked[inside], asks[inside]])
    pairs = coo_array((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(len(people),) * 2)
    summed = csr_array(pairs.astype(np.int32)) > 0
    return csr_array(summed)
