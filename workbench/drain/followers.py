"""Contacts whom leavers pull along: raised chances for the exact distribution."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from workbench.company import Company
from workbench.drain.scenarios import Exits

Floats = NDArray[np.float64]


def contact_matrix(ties: pd.DataFrame, employee_ids: pd.Series) -> csr_array:
    """Say who is in a tie of advice or work with whom, in either direction.

    Parameters
    ----------
    ties : from_employee, to_employee
    employee_ids : n people, each once or more

    Returns
    -------
    sparse bool array of shape (n, n), symmetric, without a diagonal

    Examples
    --------
    >>> ties = pd.DataFrame({"from_employee": ["E1"], "to_employee": ["E2"]})
    >>> contact_matrix(ties, pd.Series(["E1", "E2", "E3"])).toarray().astype(int).tolist()
    [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    """
    place = pd.Series(np.arange(len(employee_ids)), index=employee_ids)
    place = place[~place.index.duplicated()]
    ends = ties[["from_employee", "to_employee"]].apply(lambda column: column.map(place)).dropna()
    rows, columns = ends.to_numpy(dtype=np.intp).T
    apart = rows != columns
    rows, columns = rows[apart], columns[apart]
    both = (np.concatenate([rows, columns]), np.concatenate([columns, rows]))
    size = len(employee_ids)
    # Several ties between two people are one contact.
    return csr_array((np.ones(len(both[0])), both), shape=(size, size)).astype(bool)


def pulled_chance(chance: Floats, leaves: Floats, contacts: csr_array, share: float) -> Floats:
    """Chance to leave by oneself or pulled along by a contact who leaves.

    Parameters
    ----------
    chance : array of shape (n,), in [0, 1], to leave by oneself
    leaves : array of shape (n,), chance that each contact leaves and may pull others
    contacts : sparse bool array of shape (n, n), without a diagonal
    share : chance that a leaver takes a contact along who would have stayed, in [0, 1)

    Returns
    -------
    array of shape (n,): 1 - (1 - p_i) prod_j (1 - share q_j) over the contacts j

    Notes
    -----
    One generation, departures taken as independent. Source: Davis and Lo (2001), Infectious
    defaults.

    Examples
    --------
    >>> pair = csr_array(np.array([[False, True], [True, False]]))
    >>> pulled_chance(np.array([0.2, 0.0]), np.array([0.2, 0.0]), pair, 0.5).round(3).tolist()
    [0.2, 0.1]
    """
    return 1.0 - (1.0 - chance) * np.exp(contacts @ np.log1p(-share * leaves))


def with_followers(exits: Exits, seats: pd.DataFrame, company: Company, share: float) -> Exits:
    """Raise the chances of people whose contacts may leave.

    Parameters
    ----------
    exits : departures without anybody pulled along
    seats : the same people, employee_id
    company : table ties
    share : of the scenario, in [0, 1)

    Returns
    -------
    Exits with the chances raised; the same where the share is 0 or table ties is missing. Who
    retires on the day takes nobody along, and only priced people pull and are pulled.
    """
    if not share or not company.has("ties"):
        return exits
    contacts = contact_matrix(company.table("ties"), seats["employee_id"])
    pulls = np.where(exits.retires_share > 0, 0.0, exits.total)
    quiet = pulled_chance(exits.quiet, pulls, contacts, share)
    stays = (1.0 - quiet) * (1.0 - exits.total) / np.where(exits.quiet < 1, 1.0 - exits.quiet, 1.0)
    total = np.where(exits.quiet < 1, 1.0 - stays, exits.total)
    lifted = exits.lifted_share * exits.total / np.where(total > 0, total, 1.0)
    return replace(exits, quiet=quiet, total=total, lifted_share=lifted)
