"""When the amounts of the ledger fall due after a departure; bare maths on arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.people.history import DAYS_PER_YEAR

Floats = NDArray[np.float64]
VACANT, LEARNING, RAMP = "while vacant", "while learning", "along the ramp"
ARRIVAL, PAY = "on arrival", "over the years of dearer pay"
YEAR, SECRETS, CUSTOMERS = "over a year", "over the life of secrets", "over the life of customers"
# Each driver of the ledger has one timing.
TIMING: Mapping[str, str] = {
    "secrets a rival uses": SECRETS,
    "work undone while vacant": VACANT,
    "several in command": VACANT,
    "pay for standing in": VACANT,
    "method without its holder": VACANT,
    "method learnt anew": LEARNING,
    "newcomer still learning": LEARNING,
    "defects while learning": RAMP,
    "finding a successor": ARRIVAL,
    "dearer recruiting": ARRIVAL,
    "dearer pay afterwards": PAY,
    "colleagues ask for the same": PAY,
    "customers who follow": CUSTOMERS,
    "trust of customers": YEAR,
    "trust of suppliers and authorities": YEAR,
    "our position falls": YEAR,
    "rival grows stronger": YEAR,
}
# These cost nothing when the person retires.
NOT_RETIRING = ("secrets a rival uses", "customers who follow", "dearer recruiting",
                "our position falls", "rival grows stronger")  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """Lengths of one departure in k draws, in days; arrays of shape (k,) but for the lives.

    ``secrets`` and ``customers`` give the lives of the assets (days) with their part of the
    amount, parts summing to 1; ``discount`` is the rate a year.
    """

    vacant: Floats
    ramp: Floats
    pay: Floats
    secrets: tuple[Floats, Floats]
    customers: tuple[Floats, Floats]
    discount: float


def due_share(timing: str, days: Floats, clock: Clock) -> Floats:
    """Part of an amount that has fallen due some days after the departure.

    Parameters
    ----------
    timing : one of ``TIMING``
    days : array of shape (t,), days after the last day of the leaver; below 0 is before it
    clock : of the departure, in k draws

    Returns
    -------
    array of shape (t, k), rising from 0 to 1; the amount is lost evenly over its time, the output
    of a newcomer by the triangle of the ramp, a present value by its discounted years

    Examples
    --------
    >>> lives = (np.array([730.5]), np.array([1.0]))
    >>> clock = Clock(*(np.array([each]) for each in (10.0, 20.0, 365.25)), lives, lives, 0.0)
    >>> days = np.array([-1.0, 5.0, 20.0, 400.0])
    >>> [due_share(each, days, clock)[:, 0].round(2).tolist() for each in (VACANT, LEARNING)]
    [[0.0, 0.5, 1.0, 1.0], [0.0, 0.0, 0.75, 1.0]]
    >>> [due_share(each, days, clock)[:, 0].round(2).tolist() for each in (ARRIVAL, SECRETS)]
    [[0.0, 0.0, 1.0, 1.0], [0.0, 0.01, 0.03, 0.55]]
    """
    when = days[:, None]
    since = when - clock.vacant
    if timing == VACANT:
        return _passed(when, clock.vacant)
    if timing == LEARNING:
        gone = _passed(since, clock.ramp)
        return gone * (2.0 - gone)
    if timing == RAMP:
        return _passed(since, clock.ramp)
    if timing == ARRIVAL:
        return (since >= 0).astype(float)
    if timing == PAY:
        return _passed(since, clock.pay)
    if timing == YEAR:
        return np.broadcast_to(_passed(when, DAYS_PER_YEAR), since.shape)
    lives, parts = clock.secrets if timing == SECRETS else clock.customers
    faded = _faded(when, lives, discount=clock.discount) @ parts
    return np.broadcast_to(faded[:, None], since.shape)


def _passed(since: Floats, length: Floats | float) -> Floats:
    """Part of a length of time that has passed; all of one without length."""
    span = np.where(np.asarray(length) > 0, length, 1.0)
    part = np.where(np.asarray(length) > 0, since / span, 1.0)
    return np.where(since >= 0, np.clip(part, 0.0, 1.0), 0.0)


def _faded(when: Floats, lives: Floats, *, discount: float) -> Floats:
    """Part of a present value that lies in the time so far; shape (t, lives)."""
    gone = np.minimum(np.maximum(when, 0.0), lives)
    if discount == 0:
        return _passed(np.where(when >= 0, gone, -1.0), lives)
    years, all_years = gone / DAYS_PER_YEAR, lives / DAYS_PER_YEAR
    whole = 1.0 - (1.0 + discount) ** -all_years
    part = (1.0 - (1.0 + discount) ** -years) / np.where(whole > 0, whole, 1.0)
    return np.where(when >= 0, np.where(whole > 0, part, 1.0), 0.0)
