"""What a departure costs, in four channels, as a ledger in which every amount stands once.

Channels after the four ways in which a vacancy hurts: secrets get out, operations stand still,
reputation suffers, the rival grows. Each driver belongs to one channel and is proportional to
the quantities that measures act on (``moved_by``), so a measure's effect on it is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.drain.scenarios import Exits
from workbench.drain.vacancy import vacant_days
from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
CHANNELS = ("secrets", "operations", "reputation", "competitiveness")


@dataclass(frozen=True)
class Driver:
    """One cause of loss: its channel, what measures move it, and what it is made from."""

    channel: str
    name: str
    moved_by: tuple[str, ...]
    columns: tuple[str, ...]
    ranges: tuple[str, ...]


DRIVERS = (
    Driver("secrets", "secrets a rival uses", ("rival_share", "secret_loss"),
           ("secret_value",), ("rival_share", "secret_use_share", "secret_protection_share")),
    Driver("operations", "work undone while vacant", ("vacancy_days", "cover_share"),
           ("margin_per_year", "fill_days"), ("notice_days", "cover_share", "deferred_work_share")),
    Driver("operations", "several in command", ("vacancy_days", "cover_share"),
           ("margin_per_year", "fill_days", "shared_command"),
           ("notice_days", "cover_share", "coordination_loss_share")),
    Driver("operations", "pay for standing in", ("vacancy_days",),
           ("pay_per_year", "fill_days"), ("notice_days", "stand_in_pay_share")),
    Driver("operations", "method without its holder",
           ("vacancy_days", "cover_share", "knowledge_loss"),
           ("method_value_per_year", "fill_days"), ("notice_days", "deferred_work_share")),
    Driver("operations", "method learnt anew",
           ("ramp_days", "cover_share", "knowledge_loss"), ("method_value_per_year",),
           ("ramp_days", "start_productivity_share", "handover_share")),
    Driver("operations", "newcomer still learning", ("ramp_days", "cover_share"),
           ("margin_per_year",),
           ("ramp_days", "cover_share", "start_productivity_share", "handover_share")),
    Driver("operations", "defects while learning", ("ramp_days",),
           ("margin_per_year",), ("ramp_days", "defect_cost_share")),
    Driver("reputation", "finding a successor", (),
           ("pay_per_year",), ("replacement_cost_share_of_pay",)),
    Driver("reputation", "dearer recruiting", (),
           ("pay_per_year",), ("replacement_cost_share_of_pay", "recruiting_uplift_share")),
    Driver("reputation", "dearer pay afterwards", (),
           ("pay_per_year",), ("pay_precedent_share", "pay_precedent_years")),
    Driver("reputation", "colleagues ask for the same", (), ("pay_per_year", "peers"),
           ("pay_precedent_share", "pay_precedent_years", "pay_spread_share")),
    Driver("reputation", "customers who follow", ("customer_loss",),
           ("customer_value",), ("customer_follow_share",)),
    Driver("reputation", "trust of customers", (),
           ("margin_per_year", "customer_value_per_year"), ("trust_loss_share",)),
    Driver("reputation", "trust of suppliers and authorities", (),
           ("relation_value_per_year",), ("supplier_trust_loss_share",)),
    Driver("competitiveness", "our position falls", ("rival_share",),
           ("margin_per_year",), ("rival_share", "market_fall_share", "overlap_share")),
    Driver("competitiveness", "rival grows stronger", ("rival_share",), ("margin_per_year",),
           ("rival_share", "rival_gain_share", "market_fall_share", "overlap_share")),
)  # fmt: skip


def driver_amounts(
    seats: pd.DataFrame,
    exits: Exits,
    drawn: Mapping[str, Floats],
    *,
    fill_days: Floats | None = None,
) -> dict[str, Floats]:
    """Amounts of every driver for every person and draw, given that the person leaves.

    Parameters
    ----------
    seats : n rows as made by ``read_seats``
    exits : how the people leave
    drawn : the ranges of the settings as arrays of shape (m,)
    fill_days : array of shape (n, m), in place of ``seats.fill_days``

    Returns
    -------
    dict by driver name of arrays of shape (n, m), currency; missing where an input is unknown

    Notes
    -----
    With V the margin of the person's part of the post, a cover, d work done later, T time vacant
    (to fill less notice, not below 0; a retirement is known ahead), R ramp, y0 the newcomer's
    first output, h handover; times in years, so the days worked in a year cancel:

    - vacant (V-M)(1-a)(1-d) T, and M (1-d) T for the margin M of the methods that only this
      head holds: colleagues cannot cover them;
    - several in command (V-M) a g T, a part g of what is covered, where nobody leads alone; pay
      for standing in: a part of the pay over T;
    - learning (V-M)(1-a) L and M L, with L = (1-y0)(1-h) R/2, the triangle of a linear ramp;
      defects V c R;
    - secrets value x rival share x use x (1 - protection);
    - customers value x follow, none after a retirement; trust of customers (V - C) x loss with
      C the margin a year of tied customers, whose loss is in those who follow; trust of
      suppliers and authorities their margin x loss;
    - search pay x replacement, dearer by an uplift, none after a retirement; pay x precedent x
      years, and the same for a part of the colleagues of the same family and grade;
    - with the chance b to go to a rival, our fall V b f (1 - overlap), and of the rival's rise
      what is not our fall: V b max(gain - f, 0) (1 - overlap).

    Where M exceeds V, V-M is 0, and V-C likewise; where M is unknown, all of V is taken as work
    of the post.
    """
    columns = {name: seats[name].to_numpy(dtype=float)[:, None] for name in _COLUMNS}
    if fill_days is not None:
        columns["fill_days"] = fill_days
    to_rival, vacant = rival_chance(exits, drawn), _vacant_share(columns, exits, drawn)
    ramp = drawn["ramp_days"] / DAYS_PER_YEAR
    margin, pay = columns["margin_per_year"], columns["pay_per_year"]
    method = columns["method_value_per_year"]
    common = np.maximum(margin - np.nan_to_num(method), 0.0)
    cover, not_later = drawn["cover_share"], 1.0 - drawn["deferred_work_share"]
    learning = (
        (1.0 - drawn["start_productivity_share"]) * (1.0 - drawn["handover_share"]) * ramp / 2
    )
    works_on = 1.0 - exits.retires_share[:, None]
    search = pay * drawn["replacement_cost_share_of_pay"]
    dearer = pay * drawn["pay_precedent_share"] * drawn["pay_precedent_years"]
    moved = margin * to_rival * (1.0 - drawn["overlap_share"])
    fall = drawn["market_fall_share"]
    return {
        "secrets a rival uses": columns["secret_value"] * to_rival * drawn["secret_use_share"]
        * (1.0 - drawn["secret_protection_share"]),
        "work undone while vacant": common * (1.0 - cover) * not_later * vacant,
        "several in command": common * columns["shared_command"] * cover
        * drawn["coordination_loss_share"] * vacant,
        "pay for standing in": pay * drawn["stand_in_pay_share"] * vacant,
        "method without its holder": method * not_later * vacant,
        "newcomer still learning": common * (1.0 - cover) * learning,
        "method learnt anew": method * learning,
        "defects while learning": margin * drawn["defect_cost_share"] * ramp,
        "finding a successor": search,
        "dearer recruiting": search * drawn["recruiting_uplift_share"] * works_on,
        "dearer pay afterwards": dearer,
        "colleagues ask for the same": dearer * columns["peers"] * drawn["pay_spread_share"],
        "customers who follow": columns["customer_value"] * drawn["customer_follow_share"]
        * works_on,
        "trust of customers": np.maximum(margin - columns["customer_value_per_year"], 0.0)
        * drawn["trust_loss_share"],
        "trust of suppliers and authorities": columns["relation_value_per_year"]
        * drawn["supplier_trust_loss_share"],
        "our position falls": moved * fall,
        "rival grows stronger": moved * np.maximum(drawn["rival_gain_share"] - fall, 0.0),
    }  # fmt: skip


_COLUMNS = sorted({column for driver in DRIVERS for column in driver.columns})


def rival_chance(exits: Exits, drawn: Mapping[str, Floats]) -> Floats:
    """Chance that a person goes to a rival, given that the person leaves; shape (n, m).

    Those who retire do not, those whose team is lifted out do, the others with the drawn share.
    """
    share = np.clip(drawn["rival_share"] + exits.rival_share_added, 0.0, 1.0)
    resigns = 1.0 - exits.retires_share - exits.lifted_share
    return exits.lifted_share[:, None] + resigns[:, None] * share


def _vacant_share(
    columns: Mapping[str, Floats], exits: Exits, drawn: Mapping[str, Floats]
) -> Floats:
    """Part of a year in which the seat is empty; shape (n, m)."""
    resigning, retiring = vacant_days(
        columns["fill_days"], drawn["notice_days"], exits.retires_in_days[:, None]
    )
    retires = exits.retires_share[:, None]
    return (retires * retiring + (1.0 - retires) * resigning) / DAYS_PER_YEAR
