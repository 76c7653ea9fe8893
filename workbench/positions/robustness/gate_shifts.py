"""What the list would be if a gate stood a little lower or higher: the gates are a choice too."""

from dataclasses import replace

import pandas as pd

from workbench.company import Company
from workbench.positions.ranking.rank import Ranking
from workbench.positions.ranking.what_if import judged_with, prepare_what_if
from workbench.words import count, in_words

# How far gates are moved, in points of their scale from 0 to 1.
BY = 0.1
_COLUMNS = ["dimension", "gate", "moved_to", "key", "borderline", "key_now", "borderline_now"]


def gate_shifts(company: Company, ranking: Ranking, *, by: float = BY) -> pd.DataFrame:
    """Count the posts on the list with each gate moved down and up, the others as they are.

    Parameters
    ----------
    company, ranking : what was ranked, and how
    by : how far a gate is moved, in points of its scale

    Returns
    -------
    DataFrame, two rows a gate, the lower one first: dimension, gate, moved_to (in [0, 1]), key,
    borderline (number of posts; provisional ones count with the key ones), key_now, borderline_now
    (on the same draws). Without rows where there is no gate or no cut.
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


def _listed(table: pd.DataFrame) -> tuple[int, int]:
    verdicts = table["verdict"].value_counts()
    return (
        int(verdicts.get("key", 0) + verdicts.get("provisional", 0)),
        int(verdicts.get("borderline", 0)),
    )


def gate_sentences(shifts: pd.DataFrame) -> tuple[str, ...]:
    """Say how many posts would be on the list if the gate that decides most stood elsewhere.

    Parameters
    ----------
    shifts : as from `gate_shifts`

    Examples
    --------
    >>> row = {"dimension": "scarcity", "gate": 0.3, "moved_to": 0.2, "key": 16, "borderline": 20,
    ...        "key_now": 14, "borderline_now": 2}
    >>> gate_sentences(pd.DataFrame([row]))
    ('Were the gate of scarcity 0.20 instead of 0.30, 16 posts would be key and 20 borderline (now \
14 and 2).',)
    """
    if shifts.empty:
        return ()
    moves = (shifts["key"] - shifts["key_now"]).abs() + (
        shifts["borderline"] - shifts["borderline_now"]
    ).abs()
    if moves.max() == 0:
        return (f"Gates moved by {BY:g} either way would leave as many posts on the list.",)
    row = shifts.iloc[int(moves.to_numpy().argmax())]
    return (
        f"Were the gate of {in_words(row['dimension'])} {row['moved_to']:.2f} instead of "
        f"{row['gate']:.2f}, {count(row['key'], 'post')} would be key and {row['borderline']} "
        f"borderline (now {row['key_now']} and {row['borderline_now']}).",
    )


def shifts_in_words(shifts: pd.DataFrame) -> pd.DataFrame:
    """Give the counts as a page shows them, the gates in words.

    Returns
    -------
    DataFrame: gate (dimension and where it stands), moved_to, key, borderline
    """
    gates = zip(shifts["dimension"], shifts["gate"], strict=True)
    return pd.DataFrame(
        {
            "gate": [f"{in_words(name)} {gate:.2f}" for name, gate in gates],
            **{name: shifts[name] for name in ("moved_to", "key", "borderline")},
        }
    )
