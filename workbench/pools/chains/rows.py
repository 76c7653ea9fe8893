"""The tables of chains that were followed to their end: seats, moves, measures and notes."""

import numpy as np
import pandas as pd

from workbench.words import listing

MEASURES = ("departures", "hired", "empty", "no_post", "difference", "moves", "longest", "average",
            "outside_days", "empty_without", "outside_days_without")  # fmt: skip
# As from ``trace_chains``: the first post, the pairs moved, the end, and the post of the end.
Traced = tuple[int, tuple[int, ...], str, int]


def chain_rows(
    traced: list[Traced],
    posts: pd.Index,
    titles: pd.Series,
    in_time: np.ndarray,
    kept: np.ndarray,
    ways: pd.DataFrame,
) -> pd.DataFrame:
    """List the chains in the order given, see ``Chains.chains``."""
    rows = [
        (number, posts[start], titles[posts[start]], len(steps), end, posts[last],
         titles[posts[last]], in_time[last] if end == "hired" else np.nan,
         end != "no post" and kept[last] > 0)
        for number, (start, steps, end, last) in enumerate(traced, start=1)
    ]  # fmt: skip
    columns = ["chain", "position_id", "title", "moves", "end", "end_position_id", "end_title",
               "outside_days", "is_kept"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).join(ways, on="end_position_id")


def move_rows(traced: list[Traced], pairs: pd.DataFrame, titles: pd.Series) -> pd.DataFrame:
    """List the moves of the chains step by step, see ``Chains.moves``."""
    order = [
        (number, step, pair)
        for number, (_, steps, _, _) in enumerate(traced, start=1)
        for step, pair in enumerate(steps, start=1)
    ]
    moved = pairs.iloc[[pair for _, _, pair in order]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "chain": [chain for chain, _, _ in order],
            "step": [step for _, step, _ in order],
            "employee_id": moved["employee_id"],
            "from_position_id": moved["from_position_id"],
            "from_title": moved["from_position_id"].map(titles),
            "position_id": moved["position_id"],
            "title": moved["position_id"].map(titles),
            "fit": moved["fit"],
            "is_locked": moved["is_locked"],
        }
    )


def chain_measures(chains: pd.DataFrame, without: pd.Series) -> pd.Series:
    """Add the chains up, see ``Chains.measures``."""
    ends, moves = chains["end"].value_counts(), chains["moves"]
    hired, empty, no_post = (int(ends.get(end, 0)) for end in ("hired", "empty", "no post"))
    rest = len(chains) - hired - empty - no_post
    values = (len(chains), hired, empty, no_post, rest, moves.sum(), moves.max(), moves.mean(),
              chains["outside_days"].sum(), without.isna().sum(), without.sum())  # fmt: skip
    return pd.Series(dict(zip(MEASURES, map(float, values), strict=True)))


def chain_notes(unknown: int, posts: int, chains: pd.DataFrame) -> tuple[str, ...]:
    """Say what limits the answer, and which seats are kept."""
    notes = []
    if unknown:
        notes.append(
            f"At {unknown:,} of {posts:,} posts in the chains the days to fill a seat from outside "
            "are not known; such a seat is not taken as filled from outside."
        )
    kept = chains[chains["is_kept"].astype(bool)]
    if len(kept):
        names = listing(
            list(dict.fromkeys(kept["end_title"] + " (" + kept["end_position_id"] + ")")), most=4
        )
        notes.append(
            f"Kept for somebody locked who is not ready now: {names}. Nobody else inside takes "
            "such a seat; it is filled from outside in time, or waits."
        )
    return tuple(notes)
