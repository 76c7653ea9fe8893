"""How much people who leave together can take along at most: exact, on bare sets of holders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, nan

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from workbench.people.knowledge.losing import (
    Amounts,
    Floats,
    Group,
    by_group,
    credits_of,
    lost_with,
)

# Work allowed to the solver: holders in the programme times the parts it splits it into. Registers
# need one or two parts. A limit in seconds would give another answer on another machine.
MOST_WORK = 10_000
# Holders up to which the fewest people are solved for; above, bounds are given.
MOST_HOLDERS = 5_000


@dataclass(frozen=True)
class Loss:
    """The most that people who leave together can take along.

    Attributes
    ----------
    people : a group that does it, without those it can spare; another one may do as much
    lost : worth of the assets all of whose holders are in the group, in the units given
    proven : whether no group of that size can take more
    """

    people: Group
    lost: float
    proven: bool


@dataclass(frozen=True)
class Fewest:
    """The fewest people whose leaving takes a given part along.

    Attributes
    ----------
    low, high : bounds of the number of people, equal where it is proven; missing where nobody's
        leaving takes so much
    """

    low: float
    high: float


def largest_loss(holders: Sequence[Group], worth: Floats, *, leaving: int) -> Loss:
    """Find the people whose leaving together takes along the most.

    Parameters
    ----------
    holders : for each asset the set of people who hold it; an asset nobody holds is lost already
        and does not count
    worth : of each asset, >= 0 and known; all 1 to count assets
    leaving : number of people who leave at most, >= 1

    Returns
    -------
    Loss

    Notes
    -----
    Integer programme, solved by HiGHS to a gap of zero: maximise sum of worth_a z_a with z_a <= x_p
    for every holder p of a and at most ``leaving`` people x_p. Assets with the same holders are one
    variable; people who cannot be in a best group are left out first. Where the solver would need
    more than ``MOST_WORK`` the answer is a lower bound and not proven.

    Examples
    --------
    >>> pair = frozenset("xy")
    >>> loss = largest_loss([pair, pair, frozenset("z")], np.ones(3), leaving=2)
    >>> sorted(loss.people), loss.lost, loss.proven
    (['x', 'y'], 2.0, True)
    """
    amounts = _promising(by_group(holders, worth, most=leaving), leaving)
    if not amounts:
        return Loss(frozenset(), 0.0, proven=True)
    people = sorted(frozenset().union(*amounts))
    gain = np.array([*amounts.values()]) / max(amounts.values())
    answer = _solve(
        np.concatenate([np.zeros(len(people)), -gain]),
        [_goes_with_all(amounts, people), _at_most(leaving, len(people), len(gain))],
        people=len(people),
    )
    leave = _chosen(answer, people)
    needed = frozenset().union(*(group for group in amounts if group <= leave))
    return Loss(needed, lost_with(amounts, needed), proven=answer.status == 0)


def loss_curve(holders: Sequence[Group], worth: Floats, *, most: int) -> list[Loss]:
    """Find the largest loss for one, two and more people who leave together.

    Parameters
    ----------
    holders, worth : as in ``largest_loss``
    most : people on the last step

    Returns
    -------
    list of Loss for 1, 2, ... people; it ends early where all is lost or where the answer is not
    proven

    Examples
    --------
    >>> [loss.lost for loss in loss_curve([frozenset("x"), frozenset("yz")], np.ones(2), most=5)]
    [1.0, 1.0, 2.0]
    """
    total = sum(by_group(holders, worth).values())
    curve: list[Loss] = []
    while len(curve) < most and total > 0 and (not curve or curve[-1].lost < total):
        loss = largest_loss(holders, worth, leaving=len(curve) + 1)
        if not loss.proven:
            break
        curve.append(loss)
    return curve


def fewest_to_lose(holders: Sequence[Group], worth: Floats, *, least: float) -> Fewest:
    """Find the fewest people whose leaving together takes at least this much along.

    Parameters
    ----------
    holders, worth : as in ``largest_loss``
    least : > 0, in the units of worth

    Returns
    -------
    Fewest

    Notes
    -----
    A group takes along at most the sum of its members' credits, where each asset is shared out
    equally to its holders; that gives the first lower bound, and people by falling credit the first
    upper one. Between the two the integer programme decides, up to ``MOST_HOLDERS``.

    Examples
    --------
    >>> pair = frozenset("xy")
    >>> fewest_to_lose([pair, pair, frozenset("z")], np.ones(3), least=2)
    Fewest(low=2.0, high=2.0)
    """
    amounts = by_group(holders, worth)
    if sum(amounts.values()) < least:
        return Fewest(nan, nan)
    bounds = _by_credit(amounts, least)
    if bounds.low == bounds.high or sum(map(len, amounts)) > MOST_HOLDERS:
        return bounds
    people = sorted(frozenset().union(*amounts))
    gain = np.concatenate([np.zeros(len(people)), [*amounts.values()]]) / least
    answer = _solve(
        np.concatenate([np.ones(len(people)), np.zeros(len(amounts))]),
        [_goes_with_all(amounts, people), LinearConstraint(gain[None, :], 1 - 1e-7, inf)],
        people=len(people),
    )
    found = float(len(_chosen(answer, people))) if answer.x is not None else inf
    proven = float(np.ceil(answer.mip_dual_bound - 1e-6))
    return Fewest(max(bounds.low, proven), min(bounds.high, found))


def _promising(amounts: Amounts, leaving: int) -> Amounts:
    """Leave out people who, with the best others, fall short of a group that is known."""
    while True:
        credit = credits_of(amounts, leaving)
        ranked = sorted(credit, key=lambda person: (-credit[person], person))
        known = lost_with(amounts, frozenset(ranked[:leaving]))
        others = sum(credit[person] for person in ranked[: leaving - 1])
        stay = {person for person in ranked if credit[person] + others >= known * (1 - 1e-9)}
        left = {group: amount for group, amount in amounts.items() if group <= stay}
        if len(left) == len(amounts):
            return amounts
        amounts = left


def _by_credit(amounts: Amounts, least: float) -> Fewest:
    credit = credits_of(amounts, len(frozenset().union(*amounts)))
    ranked = sorted(credit, key=lambda person: (-credit[person], person))
    place = {person: number for number, person in enumerate(ranked, start=1)}
    gone = np.zeros(len(ranked) + 1)
    for group, amount in amounts.items():
        gone[max(place[person] for person in group)] += amount
    enough = least * (1 - 1e-9)
    reached = np.cumsum([0.0, *(credit[person] for person in ranked)]) >= enough
    return Fewest(float(reached.argmax()), float((np.cumsum(gone) >= enough).argmax()))


def _goes_with_all(groups: Iterable[Group], people: list[str]) -> LinearConstraint:
    """Let an asset go only with every one of its holders: z_a - x_p <= 0."""
    place = {person: column for column, person in enumerate(people)}
    pairs = [
        (place[person], len(people) + row)
        for row, group in enumerate(groups)
        for person in sorted(group)
    ]
    rows, signs = np.repeat(np.arange(len(pairs)), 2), np.tile([-1.0, 1.0], len(pairs))
    matrix = csr_array((signs, (rows, np.ravel(pairs))))
    return LinearConstraint(matrix, -inf, 0.0)


def _at_most(leaving: int, people: int, groups: int) -> LinearConstraint:
    counted = np.concatenate([np.ones(people), np.zeros(groups)])
    return LinearConstraint(counted[None, :], -inf, leaving)


def _solve(cost: Floats, rules: list[LinearConstraint], *, people: int) -> OptimizeResult:
    # With people whole, assets are whole by themselves.
    whole = np.arange(len(cost)) < people
    parts = max(1, MOST_WORK // rules[0].A.shape[0])
    return milp(
        cost, constraints=rules, bounds=Bounds(0, 1), integrality=whole.astype(int),
        options={"mip_rel_gap": 0.0, "node_limit": parts},
    )  # fmt: skip


def _chosen(answer: OptimizeResult, people: list[str]) -> Group:
    if answer.x is None:
        return frozenset()
    return frozenset(
        person for person, leaves in zip(people, answer.x, strict=False) if leaves > 0.5
    )
