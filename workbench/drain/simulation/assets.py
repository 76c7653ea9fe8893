"""What the register says about assets that count once, laid out for the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.channels import driver_amounts
from workbench.drain.holdings import holdings_in_money
from workbench.drain.scenarios import Exits
from workbench.drain.simulation.people import Drawn
from workbench.drain.simulation.shared import (
    added_up,
    followed_once,
    leaked_once,
    stopped_when_all_go,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]
RULES = {
    "secret_value": "leaks once",
    "method_value_per_year": "stops when all go",
    "customer_value": "follows once",
}
CHANNEL = {"leaks once": "secrets", "stops when all go": "operations", "follows once": "reputation"}
_VACANT, _ANEW = "method without its holder", "method learnt anew"
_SHARED_WORK = ("work undone while vacant", "several in command", "newcomer still learning")


@dataclass(frozen=True)
class Asset:
    """An asset with the priced people who hold it.

    ``holders`` and ``outside`` are places of people: those whose amounts are assessed, and others
    who would have to go too; ``never_gone`` says that somebody holds it who is not drawn.
    ``amounts`` is what each holder's leaving costs when losses add up. ``worth`` and ``chances``
    belong to what leaks, ``alone`` and ``covered`` to what stops; currency.
    """

    asset_id: str
    name: str
    kind: str
    rule: str
    holders: Indices
    outside: Indices
    never_gone: bool
    amounts: Floats
    worth: float
    chances: Floats
    alone: Floats
    covered: Floats

    def loss(self, leaves: Flags, spread: Floats) -> Floats:
        """Loss through this asset by its rule; arrays of all people, (n, paths), in."""
        own, size = leaves[self.holders], spread[self.holders]
        if self.rule == "leaks once":
            return leaked_once(self.worth, self.chances, own, size)
        if self.rule == "follows once":
            return followed_once(self.amounts, own, size)
        gone = np.full(leaves.shape[1], not self.never_gone)
        gone &= leaves[self.outside].all(axis=0)
        return stopped_when_all_go(self.alone, self.covered, own, size, gone)

    def loss_added_up(self, leaves: Flags, spread: Floats) -> Floats:
        """Loss through this asset where the parts of the leavers add up."""
        return added_up(self.amounts, leaves[self.holders], spread[self.holders])


def read_assets(drawn: Drawn, exits: Exits) -> tuple[Asset, ...]:
    """Lay out the secrets, methods and customers of the priced people.

    Parameters
    ----------
    drawn : the people
    exits : how they leave

    Returns
    -------
    Assets with at least one priced holder whose amount is assessed, in the order of their ids;
    empty without a register. The amounts of an asset are those that the ledger adds up: where a
    person's group of assets has an unknown amount, it is in no amount here either.
    """
    company, seats = drawn.ground.company, drawn.ground.seats
    if not company.has("assets", "holdings") or seats.empty:
        return ()
    rows = holdings_in_money(company)
    rows = rows[rows["group"].isin(list(RULES)) & rows["in_heads"] & ~rows["imported"]]
    place = pd.Index(seats["employee_id"]).get_indexer(rows["employee_id"])
    known = np.stack([seats[group].notna().to_numpy() for group in RULES], axis=1)
    group = rows["group"].map({name: at for at, name in enumerate(RULES)}).to_numpy()
    assessed = (place >= 0) & drawn.priced[place] & known[place, group]
    rows = rows.assign(place=place, assessed=assessed)
    each = _each_unit(seats, exits, drawn.ground.drawn)
    found = []
    for _, entries in rows.groupby("asset_id", sort=True):
        if entries["assessed"].any():
            found.append(_asset(entries, each))
    return tuple(found)


def _asset(entries: pd.DataFrame, each: pd.DataFrame) -> Asset:
    first, own = entries.iloc[0], entries[entries["assessed"]]
    rule = RULES[str(first["group"])]
    holders = own["place"].to_numpy(dtype=np.intp)
    rest = entries.loc[~entries["assessed"], "place"].to_numpy(dtype=np.intp)
    share, worth = own["share"].to_numpy(), float(first["whole"])
    unit = each.iloc[holders]
    per_unit = {"leaks once": "leak", "follows once": "follow", "stops when all go": "alone"}[rule]
    damage = float(each["damage"].iloc[0])
    return Asset(
        str(first["asset_id"]), str(first["name"]), str(first["kind"]), rule,
        holders=holders, outside=rest[rest >= 0], never_gone=bool((rest < 0).any()),
        amounts=share * worth * unit[per_unit].to_numpy(),
        worth=worth * damage,
        chances=np.clip(unit["leak"].to_numpy() / damage if damage > 0 else 0 * share, 0.0, 1.0),
        alone=share * worth * unit["alone"].to_numpy(),
        covered=share * worth * unit["covered"].to_numpy(),
    )  # fmt: skip


def _each_unit(seats: pd.DataFrame, exits: Exits, drawn: Mapping[str, Floats]) -> pd.DataFrame:
    """Means over the draws of what one unit of money of each kind costs when a person leaves.

    Returns
    -------
    One row a person: leak, follow, alone (a method without a holder), covered (the same work while
    a colleague holds it, as far as it lies within the margin of the post), damage (a secret that
    is out, for everybody the same). 0 where an input is unknown, as in the ledger.
    """
    ones = dict.fromkeys((*RULES, "relation_value_per_year", "customer_value_per_year"), 1.0)
    costs = driver_amounts(seats.assign(**ones, margin_per_year=2.0), exits, drawn)
    means = {name: np.nan_to_num(amounts.mean(axis=1)) for name, amounts in costs.items()}
    method, margin = seats["method_value_per_year"], seats["margin_per_year"]
    inside = (margin.clip(upper=method) / method.where(method > 0)).fillna(0.0).to_numpy()
    damage = float((drawn["secret_use_share"] * (1 - drawn["secret_protection_share"])).mean())
    return pd.DataFrame(
        {
            "leak": means["secrets a rival uses"],
            "follow": means["customers who follow"],
            "alone": means[_VACANT] + means[_ANEW],
            "covered": inside * sum(means[name] for name in _SHARED_WORK),
            "damage": damage,
        }
    )
