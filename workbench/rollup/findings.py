"""What one level's figures say, in sentences."""

import pandas as pd

from workbench.rollup.rollup import AT_LEAST, HIDDEN, KNOWN, UNKNOWN, RollUp
from workbench.rollup.totals import OWN
from workbench.words import count, have, listing, percent

_COUNTS = ("people", "left_within_year", "offered")


def rollup_findings(found: RollUp) -> tuple[str, ...]:
    """Say what the figures of a level show, and what they cannot.

    Parameters
    ----------
    found : one level

    Returns
    -------
    Sentences, the most important first; none where a table is missing. None names a number that the
    tables hide.
    """
    if found.lacks:
        return ()
    said = (
        _size(found), _largest(found), _leaving(found), _openings(found), _unknown(found),
        _dates(found), _hidden(found),
    )  # fmt: skip
    return tuple(filter(None, said))


def amount(number: float, state: str, noun: str = "", plural: str = "") -> str:
    """Write a figure with what is known of it.

    Examples
    --------
    >>> amount(12, "known"), amount(12, "at least", "post"), amount(float("nan"), "hidden")
    ('12', 'at least 12 posts', 'hidden')
    """
    if state in (HIDDEN, UNKNOWN):
        words = {HIDDEN: "a number that is hidden", UNKNOWN: "an unknown number"}[state]
        return f"{words} of {plural or noun + 's'}" if noun else state
    words = count(int(number), noun, plural) if noun else f"{int(number):,}"
    return f"{AT_LEAST} {words}" if state == AT_LEAST else words


def _size(found: RollUp) -> str:
    row = found.rows(depth=0, by_occupation=False).iloc[0]
    people = amount(row["people"], row["people_state"], "person", "people")
    posts = amount(row["open_posts"], row["open_posts_state"], "post")
    places = int(row["organisations"])
    where = f" in {count(places, 'organisation')}" if places > 1 else ""
    offered = ""
    if row["offered_state"] in (KNOWN, AT_LEAST):
        offered = f"; {amount(row['offered'], row['offered_state'])} agreed to be offered to others"
    verb = "is" if posts == "1 post" else "are"
    return f"{found.name} has {people}{where}{offered}; {posts} {verb} open."


def _largest(found: RollUp) -> str:
    whole = found.rows(depth=0, by_occupation=False).iloc[0]
    known = found.children.dropna(subset=["people"])
    if len(known) < 2 or whole["people_state"] != KNOWN or not whole["people"]:
        return ""
    first = known.nlargest(1, "people").iloc[0]
    return (
        f"{first['name']} is the largest part, with {int(first['people']):,} of the "
        f"{int(whole['people']):,} people ({percent(first['people'] / whole['people'])})."
    )


def _leaving(found: RollUp) -> str:
    whole = found.rows(depth=0, by_occupation=False).iloc[0]
    if pd.isna(whole["left_share"]):
        return ""
    of_all = percent(whole["left_share"])
    words = f"{of_all} of those who were there in the year before left"
    below = range(1, int(found.figures["depth"].max()) + 1)
    parts = [found.children, *(found.rows(depth=depth, by_occupation=False) for depth in below)]
    known = pd.concat(parts).drop_duplicates("organisation_id").dropna(subset=["left_share"])
    high = known[known["left_share_low"] > whole["left_share"]]
    if high.empty:
        rest = "; nothing below stands out above it" if len(known) > 1 else ""
        return f"{words}{rest}."
    first = high.nlargest(1, "left_share").iloc[0]
    more = len(high) - 1
    others = count(more, "other organisation")
    also = f", and {others} below more than all as well" if more else ""
    return (
        f"{words}; {first['name']} lost {percent(first['left_share'])} "
        f"({percent(first['left_share_low'])} to {percent(first['left_share_high'])}){also}."
    )


def _openings(found: RollUp) -> str:
    known = found.rows(depth=0, by_occupation=True).dropna(subset=["openings_per_offered"])
    if known.empty:
        return ""
    first = known.nlargest(1, "openings_per_offered").iloc[0]
    more = known[known["open_posts"] > known["offered"]]
    return (
        f"{len(more)} of {count(len(known), 'occupation')} that can be compared {have(len(more))} "
        f"more open posts than people offered; at the top {first['occupation']}, with "
        f"{first['openings_per_offered']:.1f} for each person offered."
    )


def _unknown(found: RollUp) -> str:
    figures = found.figures
    parts = figures[figures["occupation_code"].isna() & _given(found)]
    gaps = [
        f"{what} of {listing(names)}"
        for what, column in (("people", "people"), ("leavers", "left_within_year"),
                             ("open posts", "open_posts"), ("people offered", "offered"))
        if (names := parts.loc[parts[f"{column}_unknown"] > 0, "name"].tolist())
    ]  # fmt: skip
    return (
        f"Not or not fully known: {'; '.join(gaps)}. Sums with them are what is known of them, "
        f"marked as {AT_LEAST}."
        if gaps
        else ""
    )


def _given(found: RollUp) -> pd.Series:
    """Whether a row is given and no sum of organisations below."""
    inner = found.tree.loc[found.tree["children"] > 0, "organisation_id"]
    figures = found.figures
    return (figures["scope"] == OWN) | ~figures["organisation_id"].isin(inner)


def _dates(found: RollUp) -> str:
    dates = found.tree["as_of"].dropna()
    if dates.nunique() < 2:
        return ""
    old = found.tree[found.tree["as_of"] < dates.max()]
    return (
        f"The figures are of different dates: those of {listing(old['name'].tolist())} are older "
        f"({dates.min().date()} at the oldest) than the others ({dates.max().date()})."
    )


def _hidden(found: RollUp) -> str:
    states = found.figures[[f"{name}_state" for name in _COUNTS]].to_numpy()
    gone = int((states == HIDDEN).sum())
    if not gone:
        return ""
    return (
        f"{gone:,} of {count(states.size, 'count')} of people are hidden: they are of fewer than "
        f"{found.least} people, or would give such a count away together with reports of other "
        "levels."
    )
