"""What is known about the occupations of a company, in sentences, the most important first."""

from workbench.occupations import titles
from workbench.occupations.related import OUTSIDE, OWN, Feeders, not_down
from workbench.occupations.titles import OccupationTitles
from workbench.words import count, listing, percent


def occupation_findings(result: OccupationTitles) -> tuple[str, ...]:
    """Say how far the titles of a company are decided, and what a proposal is worth.

    Parameters
    ----------
    result : as from ``occupation_titles``

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (
        _state_words(result), _unknown_words(result), _worth_words(result), _own_words(result),
        result.source,
    )  # fmt: skip
    return tuple(sentence for sentence in sentences if sentence)


def _state_words(result: OccupationTitles) -> str:
    decided = len(result.of(titles.DECIDED))
    waiting = result.titles[~result.titles["status"].isin([titles.DECIDED, titles.OWN])]
    if waiting.empty:
        known = count(decided, "decided title")
        return f"No title waits for a decision: posts have codes of their own, or one of {known}."
    start = (
        f"{count(len(waiting), 'title')} of {count(int(waiting['posts'].sum()), 'post')} "
        f"{'waits' if len(waiting) == 1 else 'wait'} for a decision; {decided} "
        f"{'is' if decided == 1 else 'are'} decided."
    )
    if len(result.of(titles.NOT_LOOKED_UP)):
        return f"{start} Without O*NET nothing is proposed."
    parts = (
        f"{len(result.of(titles.EXACT))} word by word a title of one public occupation",
        f"{len(result.of(titles.CANDIDATES))} with candidates",
        f"{len(result.of(titles.NONE))} to which no public title is near enough",
    )
    return f"{start} Of those that wait: {listing(parts)}."


def _unknown_words(result: OccupationTitles) -> str:
    unknown = result.titles[result.titles["code_known"].eq(False).fillna(False)]
    unknown = unknown[unknown["status"] == titles.DECIDED]
    if unknown.empty:
        return ""
    named = [f"{t} ({c})" for t, c in zip(unknown["title"], unknown["code"], strict=True)]
    return f"Decided with a code that O*NET does not have: {listing(named)}; correct the decision."


def _worth_words(result: OccupationTitles) -> str:
    held = result.held_out
    if held is None:
        return ""
    top = held.bands.iloc[-1]
    return (
        f"Of {len(held.titles):,} public titles held out, the first candidate was right for "
        f"{percent(held.first_share)} and one of the candidates for "
        f"{percent(held.among_share)}; with a score of {top['score_from']:.2f} or more, the first "
        f"for {percent(top['right_1'])}. "
        "So a person decides; the list only saves the search."
    )


def _own_words(result: OccupationTitles) -> str:
    own = result.of(titles.OWN)
    if own.empty or result.candidates.empty:
        return ""
    both = result.candidates.merge(own[["title", "code"]], on="title")
    right = both["occupation_code"].str[:7] == both["code"].str[:7]
    first = both.loc[right & (both["place"] == 1), "title"].nunique()
    return (
        f"Of {count(len(own), 'title')} whose posts have codes of their own, the first candidate "
        f"agrees with the code for {first}, one of the candidates for "
        f"{both.loc[right, 'title'].nunique()} (compared by six digits)."
    )


def feeder_findings(found: Feeders) -> tuple[str, ...]:
    """Say where posts could be fed from.

    Parameters
    ----------
    found : as from ``feeders``
    """
    sentences = (_inside_words(found), _outside_words(found), _not_known_words(found))
    return tuple(sentence for sentence in (*sentences, found.source) if sentence)


def _inside_words(found: Feeders) -> str:
    table, posts = not_down(found.table), found.same
    if posts.empty:
        return ""
    near = table.loc[table["where"] == OWN, "position_id"]
    fed = posts["position_id"].isin(near) | (posts["people_same"] > 0)
    alone = posts[~fed]
    named = [f"{t} ({key})" for t, key in alone[["title", "position_id"]].to_numpy()]
    only = f"; only from outside: {listing(named)}" if named else ""
    return (
        f"{int(fed.sum())} of {count(len(posts), 'post')} could be fed from own people in the same "
        f"occupation, or in a related one that asks for no more preparation{only}."
    )


def _outside_words(found: Feeders) -> str:
    outside = not_down(found.table)
    outside = outside[outside["where"] == OUTSIDE]
    shared = outside.groupby("related_title")["position_id"].nunique()
    first = shared[shared > 1].sort_values(ascending=False, kind="stable").head(3)
    if first.empty:
        return ""
    return f"Outside, most posts share these related occupations: {listing(list(first.index))}."


def _not_known_words(found: Feeders) -> str:
    if found.unknown.empty:
        return ""
    verb = "has" if len(found.unknown) == 1 else "have"
    if not found.source:
        return "Without O*NET no related occupation is known, so no feeder is suggested."
    return f"{count(len(found.unknown), 'post')} {verb} no occupation of O*NET: not looked at."
