"""What the matching says, in sentences, the most important first."""

import pandas as pd

from workbench.exchange.match.result import Matching
from workbench.exchange.match.why import OTHERS, TOO_FEW
from workbench.words import count, have, listing, percent

_CONDITION_WORDS = {
    "fit": "too low a fit",
    "consent": "consents that have ended",
    "pay": "pay",
    "available": "the day to start",
    "level": "level",
    "region": "region",
    "organisation": "people of the own organisation only",
    "occupation": "occupation",
    "several": "more than one condition",
}


def match_findings(matching: Matching) -> tuple[str, ...]:
    """Say what a matching fills, what it leaves, and how sure it is to be the best.

    Parameters
    ----------
    matching : as from ``match_market``

    Returns
    -------
    tuple of plain sentences; those without anything to say are left out
    """
    sentences = (
        _filled_words(matching),
        _proof_words(matching),
        _unfilled_words(matching),
        _unasked_words(matching.unasked),
        _unknown_words(matching),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _filled_words(matching: Matching) -> str:
    counts = matching.counts
    if not counts.places or not counts.supplies:
        return "There are no demands or no people to match."
    share = percent(counts.filled_places / counts.places)
    words = (
        f"{counts.filled_places:,} of {count(counts.places, 'place')} ({share}) in "
        f"{count(counts.demands, 'demand')} of {count(counts.organisations, 'organisation')} are "
        f"filled with {count(counts.supplies, 'person', 'people')} on offer"
    )
    if counts.filled_places < counts.fillable_places:
        more = counts.fillable_places - counts.filled_places
        price = "not stably" if matching.how == "stable" else "with a lower total fit"
        words += f"; {count(more, 'place')} more could be filled at once, but {price}"
    return words + "."


def _proof_words(matching: Matching) -> str:
    if matching.pairs.empty:
        return ""
    mean = matching.value / len(matching.pairs)
    gap, blocking = matching.gap_share, matching.counts.blocking_pairs
    if matching.how == "stable":
        return (
            f"No demand and person would rather have each other; the fit is {mean:.2f} on average, "
            f"and its total {percent(gap)} below the most that any matching could reach."
        )
    proof = "proved to be the largest" if gap == 0 else f"at most {percent(gap)} below the largest"
    pairs = count(blocking, "pair")
    verb = "is" if blocking == 1 else "are"
    first = f"The total fit, {mean:.2f} on average, is {proof}"
    if matching.how == "most_places":
        first += " that fills as many places"
    return (
        f"{first}; {pairs} of a demand and a person {verb} left who would rather have each other."
    )


def _unfilled_words(matching: Matching) -> str:
    unfilled = matching.unfilled
    nobody = unfilled[~unfilled["why"].isin([OTHERS, TOO_FEW])]
    if nobody.empty:
        return ""
    rest = int(unfilled["open_places"].sum() - nobody["open_places"].sum())
    verb = have(len(nobody))
    words = (
        f"{count(len(nobody), 'demand')} {verb} nobody who meets every condition; what stands in "
        f"the way first: {_reasons(nobody)}"
    )
    if rest:
        stays = "stays" if rest == 1 else "stay"
        words += f"; {count(rest, 'further place')} {stays} open though somebody would do"
    return words + "."


def _unasked_words(unasked: pd.DataFrame) -> str:
    nothing = unasked[unasked["why"] != OTHERS]
    if unasked.empty:
        return ""
    people, verb = count(len(unasked), "person", "people"), "goes" if len(unasked) == 1 else "go"
    words = f"{people} {verb} to no demand"
    if len(nothing):
        words += (
            f"; for {len(nothing):,} of them no demand meets every condition, first because of "
            f"{_reasons(nothing)}"
        )
    return words + "."


def _reasons(rows: pd.DataFrame) -> str:
    sizes = rows["why"].value_counts()
    order = sorted(sizes.index, key=lambda why: (-sizes[why], why))
    return listing([f"{_CONDITION_WORDS[why]} ({sizes[why]:,})" for why in order])


def _unknown_words(matching: Matching) -> str:
    counts = matching.counts
    parts = [
        f"{word} in {percent(number / counts.pairs_possible)}"
        for word, number in (
            ("occupation", counts.pairs_occupation_unknown),
            ("level", counts.pairs_level_unknown), ("pay", counts.pairs_pay_unknown),
        )
        if number
    ]  # fmt: skip
    if not parts:
        return ""
    return (
        f"Of the {count(counts.pairs_possible, 'possible pair')}, {listing(parts)} could not be "
        "compared and passed as unknown; the fit of such pairs is a range."
    )
