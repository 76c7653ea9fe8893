"""Vacancy chains as a reader wants them: a table step by step, and sentences."""

import pandas as pd

from workbench.pools.chains.closure import Chains
from workbench.words import count, listing

ENDS = {
    "hired": "hired from outside",
    "empty": "left empty",
    "no post": "filled by somebody who held no post",
}


def chain_table(chains: Chains) -> pd.DataFrame:
    """List the chains with a move step by step, the longest first.

    Returns
    -------
    DataFrame, one row a seat that is filled or left empty: seat (title and id), how (moves up from
    inside, or the words of the end), employee_id (who moves; missing at the end), opens (the seat
    left behind), outside_days, chain, step
    """
    moves = chains.moves.assign(
        seat=_named(chains.moves["title"], chains.moves["position_id"]),
        how="moves up from inside",
        opens=_named(chains.moves["from_title"], chains.moves["from_position_id"]),
    )
    ended = chains.chains[(chains.chains["end"] != "no post") & (chains.chains["moves"] > 0)]
    ends = pd.DataFrame(
        {
            "chain": ended["chain"],
            "step": ended["moves"] + 1,
            "seat": _named(ended["end_title"], ended["end_position_id"]),
            "how": ended["end"].map(ENDS),
            "outside_days": ended["outside_days"],
        }
    )
    columns = ["seat", "how", "employee_id", "opens", "outside_days", "chain", "step"]
    table = pd.concat([moves, ends]).reindex(columns=columns)
    return table.sort_values(["chain", "step"], ignore_index=True)


def end_table(chains: Chains) -> pd.DataFrame:
    """List the seats that fall free with the number of moves and the end of each chain."""
    rows = chains.chains
    return pd.DataFrame(
        {
            "seat": _named(rows["title"], rows["position_id"]),
            "moves": rows["moves"],
            "end": rows["end"].map(ENDS),
            "last_seat": _named(rows["end_title"], rows["end_position_id"]),
            "outside_days": rows["outside_days"],
        }
    )


def chain_findings(chains: Chains) -> tuple[str, ...]:
    """Say what filling the seats sets off, and what limits the answer."""
    if chains.chains.empty:
        return ("No seat of these posts is empty or falls free on a known day in that time.",)
    number = chains.measures.drop("average").astype(int)
    parts = []
    if number["hired"] or not number["no_post"]:
        hired = (
            count(number["hired"], "person is", "people are") if number["hired"] else "nobody is"
        )
        parts.append(f"{hired} hired from outside")
    if number["no_post"]:
        parts.append(f"{count(number['no_post'], 'person comes', 'people come')} from no post")
    if number["empty"]:
        empty = chains.chains.loc[chains.chains["end"] == "empty", "end_title"].tolist()
        stays = count(number["empty"], "seat stays", "seats stay")
        parts.append(f"{stays} empty ({listing(empty, most=3)})")
    verb = "falls" if number["departures"] == 1 else "fall"
    words = [
        f"{count(number['departures'], 'seat')} {verb} free. If people who are ready now move up "
        f"where that helps, {listing(parts)}; no fewer will do."
    ]
    if number["moves"]:
        words.append(
            f"{count(number['moves'], 'move')} inside; the longest chain has "
            f"{count(number['longest'], 'move')}, a chain {chains.measures['average']:.1f} on "
            "average. A move fills one seat and opens another, so moves save no hires: they put "
            "them where people are quicker to find."
        )
    saved = number["empty_without"] - number["empty"]
    if saved > 0:
        words.append(
            f"Without these moves {count(number['empty_without'], 'seat')} would stay empty."
        )
    return (*words, *chains.notes)


def _named(titles: pd.Series, ids: pd.Series) -> pd.Series:
    return (titles + " (" + ids + ")").astype("str").where(ids.notna())
