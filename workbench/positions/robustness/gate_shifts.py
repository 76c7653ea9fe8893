"""What the list would be if a gate stood a little lower or higher: the gates are a choice too."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.company import Company
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.what_if import judged_with, prepare_what_if
from workbench.words import count, in_words, listing

# How far gates are moved, in points of their scale from 0 to 1.
BY = 0.1
VERDICTS = ("key", "provisional", "borderline")
_NOW = [f"{verdict}_now" for verdict in VERDICTS]
_COLUMNS = ["dimension", "gate", "moved_to", *VERDICTS, *_NOW]


def gate_shifts(company: Company, ranking: Ranking, *, by: float = BY) -> pd.DataFrame:
    """Count the posts on the list with each gate moved down and up, the others as they are.

    Parameters
    ----------
    company, ranking : what was ranked, and how
    by : how far a gate is moved, in points of its scale

    Returns
    -------
    DataFrame, two rows a gate, the lower one first: dimension, gate, moved_to (in [0, 1]), key,
    provisional and borderline (number of posts), each also with _now (on the same draws). Without
    rows where there is no gate or no cut.
    """
    if not ranking.places or not ranking.criteria:
        return pd.DataFrame(columns=_COLUMNS)
    what_if = prepare_what_if(company, ranking)
    now, rows = what_if.in_force, []
    listed = _listed(judged_with(what_if, now))
    for dimension, gate in now.gates.items():
        if dimension not in ranking.dimensions:
            continue
        for moved in (max(gate - by, 0.0), min(gate + by, 1.0)):
            choice = replace(now, gates={**now.gates, dimension: moved})
            rows.append((dimension, gate, moved, *_listed(judged_with(what_if, choice)), *listed))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _listed(table: pd.DataFrame) -> list[int]:
    counts = table["verdict"].value_counts()
    return [int(counts.get(verdict, 0)) for verdict in VERDICTS]


def gate_sentences(shifts: pd.DataFrame) -> tuple[str, ...]:
    """Say how many posts would be on the list if the gate that decides most stood elsewhere.

    Parameters
    ----------
    shifts : as from `gate_shifts`

    Examples
    --------
    >>> row = {"dimension": "scarcity", "gate": 0.3, "moved_to": 0.2, "key": 16, "provisional": 0,
    ...        "borderline": 20, "key_now": 14, "provisional_now": 0, "borderline_now": 2}
    >>> gate_sentences(pd.DataFrame([row]))[0].split(", ")[1]
    '16 posts would be key and 20 borderline; now 14 are key and 2 borderline.'
    """
    if shifts.empty:
        return ()
    counts, now = shifts[list(VERDICTS)].to_numpy(), shifts[_NOW].to_numpy()
    moves = np.abs(counts - now).sum(axis=1)
    if moves.max() == 0:
        return (f"Gates moved by {BY:g} either way would leave as many posts key and borderline.",)
    most = int(moves.argmax())
    row = shifts.iloc[most]
    return (
        f"Were the gate of {in_words(row['dimension'])} {row['moved_to']:.2f} instead of "
        f"{row['gate']:.2f}, {_counted(counts[most], 'would be')}; now "
        f"{_counted(now[most], 'is' if now[most][0] == 1 else 'are')}.",
    )


def _counted(posts: NDArray[np.int64], verb: str) -> str:
    """Count the posts of each verdict; provisional ones where there are any."""
    parts = [
        f"{number} {verdict}"
        for number, verdict in zip(posts[1:], VERDICTS[1:], strict=True)
        if number or verdict == "borderline"
    ]
    first = count(int(posts[0]), "post") if verb == "would be" else str(posts[0])
    return listing([f"{first} {verb} key", *parts])


def shifts_in_words(shifts: pd.DataFrame) -> pd.DataFrame:
    """Give the counts as a page shows them, the gates in words.

    Returns
    -------
    DataFrame: gate (dimension and where it stands), moved_to, key, provisional, borderline
    """
    gates = zip(shifts["dimension"], shifts["gate"], strict=True)
    return pd.DataFrame(
        {
            "gate": [f"{in_words(name)} {gate:.2f}" for name, gate in gates],
            **{name: shifts[name] for name in ("moved_to", *VERDICTS)},
        }
    )
