"""What the leavers of a path cost: added up, and with what counts once only."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.ledger import Ledger
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.assets import Asset, read_assets
from workbench.drain.simulation.people import Drawn
from workbench.drain.simulation.succession import Filled, fill_seats

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
# What moves the loss away from the sum over the leavers, in the order in which it is told.
SECRETS, METHODS, CUSTOMERS = (
    "secrets get out once",
    "methods stop when all go",
    "customers go once",
)
READY, WANTED = "ready successors step in", "successors are wanted twice"
# What a successor saves who is there on the first day: all that lasts as long as the vacancy, but
# for the methods that only the leaver held.
_WHILE_VACANT = ("work undone while vacant", "several in command", "pay for standing in")
PARTS = (SECRETS, METHODS, CUSTOMERS, READY, WANTED)
_OF_RULE = {"leaks once": SECRETS, "stops when all go": METHODS, "follows once": CUSTOMERS}


@dataclass(frozen=True)
class Model:
    """Amounts of n people and what they share.

    ``mean`` and ``cv`` have shape (n,): what a departure costs, 0 for people who are not priced.
    ``seats`` are places of the people for whose seats somebody is ready, ``savings`` what filling
    each at once saves; ``people`` are places of those ready, -1 for somebody who is not drawn;
    ``could_take`` has shape (seats, people).
    """

    mean: Floats
    cv: Floats
    assets: tuple[Asset, ...]
    seats: Indices
    people: Indices
    savings: Floats
    could_take: Flags

    def added_up(self, leaves: Flags, spread: Floats) -> Floats:
        """Loss where the amounts of the leavers add up; arrays (n, paths) in, (paths,) out."""
        return np.einsum("n,np->p", self.mean, leaves * spread)

    def parts(self, leaves: Flags, spread: Floats) -> Mapping[str, Floats]:
        """Give what each part adds to the sum of the leavers; arrays of shape (paths,)."""
        found = {name: np.zeros(leaves.shape[1]) for name in PARTS}
        for asset in self.assets:
            moved = asset.loss(leaves, spread) - asset.loss_added_up(leaves, spread)
            found[_OF_RULE[asset.rule]] += moved
        if len(self.seats):
            saved, named = self.savings[:, None] * spread[self.seats], self.filled(leaves)
            found[READY] -= (saved * named.named).sum(axis=0)
            found[WANTED] += (saved * (named.named & ~named.taken)).sum(axis=0)
        return found

    def filled(self, leaves: Flags) -> Filled:
        """Find which of the empty seats somebody ready takes."""
        there = np.where((self.people >= 0)[:, None], ~leaves[self.people], True)
        return fill_seats(self.could_take, self.savings, leaves[self.seats], there)

    def loss(self, leaves: Flags, spread: Floats) -> Floats:
        """Loss with what counts once counted once."""
        moved = self.parts(leaves, spread)
        return self.added_up(leaves, spread) + sum(moved.values(), np.zeros(leaves.shape[1]))


def build_model(drawn: Drawn, exits: Exits, ledger: Ledger) -> Model:
    """Lay out what the people cost and share.

    Parameters
    ----------
    drawn : the people
    exits, ledger : of these people

    Returns
    -------
    Model; filling a seat at once saves the work undone while it is vacant, the loss under several
    heads and the pay for standing in, nothing else
    """
    seats, severity = drawn.ground.seats, ledger.severity
    mean = np.where(drawn.priced, severity["mean"].to_numpy(dtype=float), 0.0)
    undone = ledger.means[ledger.means["driver"].isin(_WHILE_VACANT)]
    by_person = undone.groupby("employee_id")["mean"].sum()
    ready = pd.Index(sorted(set(drawn.ready["employee_id"])), dtype="str")
    for_post = drawn.ready.groupby("position_id")["employee_id"].agg(set).to_dict()
    wanted = drawn.priced & seats["position_id"].isin(list(for_post)).to_numpy()
    places = np.flatnonzero(wanted)
    could = np.zeros((len(places), len(ready)), dtype=bool)
    for row, post in enumerate(seats["position_id"].to_numpy()[places]):
        could[row] = ready.isin(list(for_post[post]))
    owners = seats["employee_id"].iloc[places]
    return Model(
        mean=mean,
        cv=severity["cv"].to_numpy(dtype=float),
        assets=read_assets(drawn, exits),
        seats=places,
        people=pd.Index(seats["employee_id"]).get_indexer(ready),
        savings=by_person.reindex(owners).fillna(0.0).to_numpy(),
        could_take=could,
    )
