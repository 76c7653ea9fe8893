"""The comparison of high performers as a page shows it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.pools.success.result import FEW, Success
from workbench.words import count, percent


def success_table(success: Success) -> pd.DataFrame:
    """Give what was tested in words, group by group, the clearest first.

    Parameters
    ----------
    success : as from ``compare_performers``; what has too few people is in ``group_table``

    Returns
    -------
    DataFrame, groups with most clear differences first: group, factor, element, people (high
    against others), chance_and_interval (in words), corrected_p, verdict, would_be_found_from (the
    smallest chance that these sides would find in four of five cases)
    """
    places = _ordered(success)["group"].reset_index().set_index("group")["index"]
    rows = success.factors[success.factors["verdict"] != FEW].sort_values(
        "group", key=lambda groups: groups.map(places), kind="stable", ignore_index=True
    )
    ends = zip(rows["chance"], rows["chance_low"], rows["chance_high"], strict=True)
    return pd.DataFrame(
        {
            "group": rows["group"],
            "factor": rows["factor"],
            "element": rows["element"].str.replace("_", " "),
            "people": [
                f"{high:,} against {other:,}"
                for high, other in zip(rows["high"], rows["other"], strict=True)
            ],
            "chance_and_interval": [
                f"{percent(point)} ({percent(low)} to {percent(high)})" for point, low, high in ends
            ],
            "corrected_p": rows["q_value"],
            "verdict": rows["verdict"],
            "would_be_found_from": [percent(share) for share in rows["detectable"]],
        }
    )


def group_table(success: Success, *, min_group_size: int) -> pd.DataFrame:
    """Say of each group how many people were compared, or how many it would need.

    Parameters
    ----------
    success : as from ``compare_performers``
    min_group_size : smaller sides are not counted on the page

    Returns
    -------
    DataFrame, groups with a finding first, then those tested: group, posts, high_performers and
    others (in the characteristic known best, with somebody to be compared with), outcome
    """
    rows = _ordered(success)
    return pd.DataFrame(
        {
            "group": rows["group"],
            "posts": rows["posts"],
            "high_performers": [
                _size(high, min_group_size) for high in rows["most_high"]
            ],
            "others": [_size(other, min_group_size) for other in rows["most_other"]],
            "outcome": [
                _outcome(row, success.fewest, min_group_size) for row in rows.to_dict("records")
            ],
        }
    )  # fmt: skip


def suggestion_table(suggestion: pd.DataFrame) -> pd.DataFrame:
    """Give suggested emphases in words.

    Parameters
    ----------
    suggestion : as from ``suggested_emphasis``

    Returns
    -------
    DataFrame: group, competency, chance (at least), posts_asking (of the group),
    times_its_weight
    """
    return pd.DataFrame(
        {
            "group": suggestion["group"],
            "competency": suggestion["factor"],
            "chance": [f"at least {percent(low)}" for low in suggestion["chance_low"]],
            "posts_asking": suggestion["posts"],
            "times_its_weight": suggestion["times"],
        }
    )


def _ordered(success: Success) -> pd.DataFrame:
    rows = success.groups.assign(some=success.groups["tested"] > 0)
    order = ["some", "clear"]
    return rows.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def _outcome(row: Mapping[Hashable, Any], fewest: int, least: int) -> str:
    if row["tested"]:
        return f"{row['clear']} of {count(row['tested'], 'characteristic')} clear"
    words = []
    for people, noun in ((row["most_high"], "high performer"), (row["most_other"], "other")):
        # A side that is not counted on the page may be as large as one below the least.
        hidden = people < least
        short = fewest - (least - 1 if hidden else people)
        if short > 0:
            words.append(("at least " if hidden else "") + count(short, f"more {noun}"))
    return f"too few people: needs {' and '.join(words)}"


def _size(people: int, least: int) -> str:
    return f"{people:,}" if people >= least else f"under {least}"
