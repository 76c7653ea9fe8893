"""The comparison of high performers as a page shows it."""

import pandas as pd

from workbench.pools.success.compare import Success
from workbench.words import count, listing, percent


def success_table(success: Success, *, min_group_size: int) -> pd.DataFrame:
    """Give the factors in words, the clearest first.

    Parameters
    ----------
    success : as from ``compare_performers``
    min_group_size : smaller groups are not counted on the page

    Returns
    -------
    DataFrame: factor, element, people (high against others), chance_in_words (with its interval;
    empty where people are too few), corrected_p, verdict, would_be_found_from (the smallest chance
    that these groups would find in four of five cases)
    """
    rows = success.factors
    sizes = zip(rows["high"], rows["other"], strict=True)
    ends = zip(rows["chance"], rows["chance_low"], rows["chance_high"], strict=True)
    return pd.DataFrame(
        {
            "factor": rows["factor"],
            "element": rows["element"].str.replace("_", " "),
            "people": [
                f"{_size(high, min_group_size)} against {_size(other, min_group_size)}"
                for high, other in sizes
            ],
            "chance_in_words": [_chance(*each) for each in ends],
            "corrected_p": rows["q_value"],
            "verdict": rows["verdict"],
            "would_be_found_from": [percent(share) for share in rows["detectable"]],
        }
    )


def success_findings(success: Success, *, group: str = "these posts") -> tuple[str, ...]:
    """Say what sets high performers apart, or why nobody can tell.

    Parameters
    ----------
    success : as from ``compare_performers``
    group : the posts in words

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    rows = success.factors
    tested = rows[rows["verdict"] != "too few people"]
    sizes = (
        f"{count(success.high, 'person', 'people')} in {group} rated "
        f"{success.rating_high:g} or more over two years, {success.other:,} rated less"
    )
    if tested.empty:
        first = f"Too few people to tell what sets high performers apart: {sizes}."
    else:
        first = _clear(tested, sizes)
    return tuple(words for words in (first, _left_out(success)) if words)


def _clear(tested: pd.DataFrame, sizes: str) -> str:
    clear = tested[tested["verdict"] == "clear"]
    looked = count(len(tested), "characteristic")
    if clear.empty:
        return f"None of {looked} sets high performers clearly apart: {sizes}."
    named = [f"{row['factor']} ({_share(row['chance'])})" for row in clear.to_dict("records")]
    verb = "set" if len(clear) > 1 else "sets"
    return (
        f"{len(clear)} of {looked} {verb} high performers apart, by the chance that one of them "
        f"stands higher: {listing(named, most=4)}; {sizes}."
    )


def _left_out(success: Success) -> str:
    parts = []
    if success.unrated:
        parts.append(f"{count(success.unrated, 'person', 'people')} without both ratings")
    if success.late:
        parts.append(f"{count(success.late, 'assessment')} made after the rated years")
    if success.undated:
        parts.append(f"{count(success.undated, 'assessment')} without a date")
    return f"Left out: {listing(parts)}." if parts else ""


def _size(people: int, least: int) -> str:
    return str(people) if people >= least else f"under {least}"


def _chance(point: float, low: float, high: float) -> str:
    if pd.isna(point):
        return ""
    return f"{_share(point)} ({_share(low)} to {_share(high)})"


def _share(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
