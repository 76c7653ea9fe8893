"""Who stands between others: brokerage in the ties of advice and work."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import rustworkx
from numpy.typing import NDArray

from workbench.company import Company

FEWEST_PEOPLE = 3


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


def betweenness(people: int, ties: NDArray[np.intp]) -> NDArray[np.float64]:
    """Share of the shortest ways between two others that lead through each person.

    Parameters
    ----------
    people : number of people, n
    ties : (t, 2) numbers of who asks and who is asked

    Returns
    -------
    (n,) in [0, 1]: directed betweenness over (n - 1)(n - 2); missing for fewer than 3 people

    Notes
    -----
    Freeman (1977), Brandes (2001); ways are counted in ties, whatever their weight.

    Examples
    --------
    >>> betweenness(3, np.array([[0, 1], [1, 2]])).tolist()
    [0.0, 0.5, 0.0]
    """
    if people < FEWEST_PEOPLE:
        return np.full(people, np.nan)
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in ties if a != b])
    # One thread: threads would add in another order each time, and the last digit would wander.
    scores = rustworkx.digraph_betweenness_centrality(
        graph, normalized=True, parallel_threshold=people + 1
    )
    return np.array([scores[person] for person in range(people)])


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
    ties = company.table("ties")
    here = company.staff["employee_id"]
    pairs = ties[ties["from_employee"].isin(here) & ties["to_employee"].isin(here)]
    pairs = pairs[pairs["from_employee"] != pairs["to_employee"]]
    people = pd.Index(pairs["from_employee"]).union(pd.Index(pairs["to_employee"])).unique()
    numbers = np.column_stack(
        [people.get_indexer(pd.Index(pairs[end])) for end in ("from_employee", "to_employee")]
    )
    share = pairs["from_employee"].nunique() / len(people) if len(people) else 0.0
    if share < company.settings.positions.network_response_share:
        scores = np.full(len(people), np.nan)
    else:
        scores = betweenness(len(people), np.unique(numbers, axis=0))
    return Brokerage(pd.DataFrame({"employee_id": people, "betweenness": scores}), share)
