"""Vacancy chains as a reader wants them: a table step by step, and sentences."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.pools.chains.closure import Chains
from workbench.words import beside, count, listing

ENDS = {
    "hired": "hired from outside",
    "empty": "left empty",
    "no post": "filled by somebody who held no post",
}
_KEPT = {
    "hired": ", as somebody locked is not ready now",
    "empty": ", kept for somebody locked who is not ready now",
}
MOVES = {False: "moves up from inside", True: "locked in by hand"}


def end_words(chain: Mapping[Any, Any], horizon_days: int) -> str:
    """Say how a chain ends, and why a seat is left empty.

    Parameters
    ----------
    chain : a row of ``Chains.chains``
    horizon_days : days within which a seat must be filled

    Examples
    --------
    >>> row = {"end": "empty", "is_kept": False, "fill_days": 365.6, "channel": "agency",
    ...        "channel_days": 104.0, "channel_days_high": 388.0}
    >>> end_words(row, 365)
    'left empty: from outside usually 366 days, more than 365; by agency 104 (in nine of ten 388)'
    """
    words = ENDS[chain["end"]]
    if chain["is_kept"]:
        words += _KEPT[chain["end"]]
    return words + (_why_empty(chain, horizon_days) if chain["end"] == "empty" else "")


def _why_empty(chain: Mapping[Any, Any], horizon_days: int) -> str:
    days, quick = chain["fill_days"], chain["channel_days"]
    if pd.isna(days):
        return ": days from outside not known"
    if days <= horizon_days:
        return ""
    usual = beside(float(days), float(horizon_days))
    words = f": from outside usually {usual} days, more than {horizon_days}"
    if pd.notna(quick) and quick <= horizon_days:
        words += (
            f"; by {chain['channel']} {quick:.0f} (in nine of ten {chain['channel_days_high']:.0f})"
        )
    return words


def chain_table(chains: Chains) -> pd.DataFrame:
    """List the chains with a move step by step, the longest first.

    Returns
    -------
    DataFrame, one row a seat that is filled or left empty: seat (title and id), how (moves up from
    inside, locked in by hand, or the words of the end), employee_id (who moves; missing at the
    end), opens (the seat left behind), outside_days, chain, step
    """
    moves = chains.moves.assign(
        seat=_named(chains.moves["title"], chains.moves["position_id"]),
        how=chains.moves["is_locked"].map(MOVES),
        opens=_named(chains.moves["from_title"], chains.moves["from_position_id"]),
    )
    ended = chains.chains[(chains.chains["end"] != "no post") & (chains.chains["moves"] > 0)]
    ends = pd.DataFrame(
        {
            "chain": ended["chain"],
            "step": ended["moves"] + 1,
            "seat": _named(ended["end_title"], ended["end_position_id"]),
            "how": _ends(ended, chains.horizon_days),
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
            "end": _ends(rows, chains.horizon_days),
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
    return (*words, *_quicker(chains), *chains.notes)


def _quicker(chains: Chains) -> tuple[str, ...]:
    """Say where a seat is left empty though one channel could fill it in time."""
    rows = chains.chains
    days = rows["fill_days"], rows["channel_days"]
    late = (rows["end"] == "empty") & (days[0] > chains.horizon_days)
    quick = int((late & (days[1] <= chains.horizon_days)).sum())
    if not quick:
        return ()
    seats = "1 seat left empty takes" if quick == 1 else f"{quick} seats left empty take"
    return (
        f"{seats} more than {chains.horizon_days} days from outside in the usual ways, but fewer "
        "by the quickest channel at its middle: see make, buy or borrow.",
    )


def _ends(rows: pd.DataFrame, horizon_days: int) -> pd.Series:
    words = [end_words(row, horizon_days) for row in rows.to_dict("records")]
    return pd.Series(words, index=rows.index, dtype="str")


def _named(titles: pd.Series, ids: pd.Series) -> pd.Series:
    return (titles + " (" + ids + ")").astype("str").where(ids.notna())
