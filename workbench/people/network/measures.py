"""Who stands between others: measures of brokerage in the ties of advice and work."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import rustworkx
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components

from workbench.company import Company

FEWEST_PEOPLE = 3

Floats = NDArray[np.float64]
Ties = NDArray[np.intp]


@dataclass(frozen=True)
class Brokerage:
    """Betweenness of the staff.

    Attributes
    ----------
    table : one row a person here who is in a tie: employee_id, betweenness (in [0, 1]; missing
        where too few people answered)
    response_share : part of these people who name at least one person they go to
    """

    table: pd.DataFrame
    response_share: float


def betweenness(
    people: int, ties: Ties, *, undirected: bool = False, normalised: bool = True
) -> Floats:
    """Share of the shortest ways between two others that lead through each person.

    Parameters
    ----------
    people : number of people, n
    ties : (t, 2) numbers of who asks and who is asked
    undirected : a tie leads both ways, whoever asks
    normalised : over the pairs of others; else the sum over pairs, each pair once if undirected

    Returns
    -------
    (n,) in [0, 1] where normalised: directed betweenness over (n - 1)(n - 2); missing for fewer
    than 3 people

    Notes
    -----
    Freeman (1977), Brandes (2001); ways are counted in ties, whatever their weight.

    Examples
    --------
    >>> betweenness(3, np.array([[0, 1], [1, 2]])).tolist()
    [0.0, 0.5, 0.0]
    >>> betweenness(3, np.array([[0, 1], [1, 2]]), undirected=True, normalised=False).tolist()
    [0.0, 1.0, 0.0]
    """
    if people < FEWEST_PEOPLE:
        return np.full(people, np.nan)
    # One thread: threads would add in another order each time, and the last digit would wander.
    scores = rustworkx.digraph_betweenness_centrality(
        _graph(people, ties, undirected), normalized=normalised, parallel_threshold=people + 1
    )
    both_ways = undirected and not normalised
    return np.array([scores[person] for person in range(people)]) / (2.0 if both_ways else 1.0)


def closeness(people: int, ties: Ties, *, undirected: bool = False) -> Floats:
    """How near the others are to each person, along the ties by which they ask.

    Parameters
    ----------
    people, ties, undirected : as in ``betweenness``

    Returns
    -------
    (n,) in [0, 1]: 1 where everybody asks the person directly, 0 where nobody reaches the person;
    missing for fewer than 2 people

    Notes
    -----
    With r people who reach the person over d ties each: r / (n - 1) x r / sum of d (Freeman 1979;
    the first factor for networks that fall apart, Wasserman and Faust 1994).

    Examples
    --------
    >>> closeness(3, np.array([[0, 1], [1, 2]])).round(3).tolist()
    [0.0, 0.5, 0.667]
    """
    if people < 2:
        return np.full(people, np.nan)
    scores = rustworkx.digraph_closeness_centrality(
        _graph(people, ties, undirected), wf_improved=True, parallel_threshold=people + 1
    )
    return np.array([scores[person] for person in range(people)])


def constraint(people: int, ties: Ties) -> Floats:
    """Burt's constraint: how far the contacts of each person are one closed circle.

    Parameters
    ----------
    people, ties : as in ``betweenness``; a tie counts in both directions

    Returns
    -------
    (n,) above 0: 1 / k for somebody with k contacts who do not know each other; missing for people
    without a contact

    Notes
    -----
    sum over contacts j of (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the part of i's ties,
    asking and asked, that is with j (Burt 1992, chapter 2). Low for brokers between circles.

    Examples
    --------
    >>> constraint(3, np.array([[0, 1], [0, 2]])).tolist()
    [0.5, 1.0, 1.0]
    """
    strength = _matrix(people, ties) + _matrix(people, ties[:, ::-1])
    total = strength.sum(axis=1)
    part = diags_array(1.0 / np.where(total > 0, total, 1.0)) @ strength
    # Ways through a third person count only where they end at a contact.
    bound = (part + part @ part).multiply(strength > 0)
    return np.where(total > 0, bound.power(2).sum(axis=1), np.nan)


def pairs_cut(people: int, ties: Ties, person: int) -> int:
    """Pairs of others who have a way to each other only through this person.

    Parameters
    ----------
    people, ties : as in ``betweenness``; a tie leads both ways
    person : number of the person taken away

    Returns
    -------
    Pairs of others connected with the person and not without; above 0 for a cut point

    Examples
    --------
    >>> pairs_cut(4, np.array([[0, 1], [1, 2], [1, 3]]), 1)
    3
    """
    whole = _matrix(people, ties)
    left = _matrix(people, ties[(ties != person).all(axis=1)])
    others = np.arange(people) != person
    return _joined(whole, others) - _joined(left, others)


def _joined(ties: csr_array, among: NDArray[np.bool_]) -> int:
    """Count the pairs of these people who have a way to each other."""
    _, part = connected_components(ties, directed=False)
    sizes = np.bincount(part[among])
    return int((sizes * (sizes - 1) // 2).sum())


def _graph(people: int, ties: Ties, undirected: bool) -> rustworkx.PyDiGraph:
    ways = np.concatenate([ties, ties[:, ::-1]]) if undirected else ties
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in ways if a != b])
    return graph


def _matrix(people: int, ties: Ties) -> csr_array:
    """Ties as a matrix of 0 and 1, each once, nobody tied to oneself."""
    each = np.unique(ties[ties[:, 0] != ties[:, 1]], axis=0)
    return coo_array((np.ones(len(each)), (each[:, 0], each[:, 1])), shape=(people, people)).tocsr()


def numbered_ties(company: Company) -> tuple[pd.Index, Ties]:
    """Give the people here who are in a tie, and the ties between them as their numbers.

    Raises
    ------
    DataError
        If there is no table ties.
    """
    ties = company.table("ties")
    here = company.staff["employee_id"]
    pairs = ties[ties["from_employee"].isin(here) & ties["to_employee"].isin(here)]
    pairs = pairs[pairs["from_employee"] != pairs["to_employee"]]
    people = pd.Index(pairs["from_employee"]).union(pd.Index(pairs["to_employee"])).unique()
    numbers = np.column_stack(
        [people.get_indexer(pd.Index(pairs[end])) for end in ("from_employee", "to_employee")]
    )
    return people, np.unique(numbers, axis=0)


def brokerage(company: Company) -> Brokerage:
    """Find the betweenness of the people here, where enough of them are known to have answered.

    Parameters
    ----------
    company : needs the table ties; ties to or from people who are gone do not count

    Returns
    -------
    Brokerage; the table has no known value below the response share of the settings

    Raises
    ------
    DataError
        If there is no table ties.

    Notes
    -----
    Who was asked is not recorded. People in no tie count as not asked: their brokerage is unknown,
    not 0. Of those in a tie, the ones who name nobody count as not having answered. Betweenness
    changes a lot when answers are missing, so below the limit (80 % by default) all is unknown.
    """
    people, ties = numbered_ties(company)
    share = len(np.unique(ties[:, 0])) / len(people) if len(people) else 0.0
    if share < company.settings.positions.network_response_share:
        scores = np.full(len(people), np.nan)
    else:
        scores = betweenness(len(people), ties)
    return Brokerage(pd.DataFrame({"employee_id": people, "betweenness": scores}), share)
