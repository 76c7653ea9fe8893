"""The three parts of a purpose: on what basis, doing what, to what result."""

import re
from dataclasses import dataclass

_BASIS = re.compile(r"(on|based on|according to|in line with|under|within)\s", re.IGNORECASE)
# A result that begins so says nothing without what stands before it.
_POINTS_BACK = re.compile(
    r"(they|them|these|those|this|that|it|its|their|he|his|she|her)\b", re.IGNORECASE
)
_RESULT = re.compile(r"\s(?:so that|in order to|in order that)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Purpose:
    """What a post is for.

    Attributes
    ----------
    sentence : the purpose as it was given; empty where there is none
    basis, doing, result : on what basis, doing what, to what result; empty where the sentence does
        not say so or cannot be told apart safely. A result that begins with a word such as they or
        its, which points back, has what is done before it, so that it can be read alone.
    """

    sentence: str
    basis: str = ""
    doing: str = ""
    result: str = ""


def purpose_parts(sentence: str) -> Purpose:
    """Tell apart on what basis, doing what, to what result a post works.

    Parameters
    ----------
    sentence : a purpose, such as "On the plan, leads the unit so that its goals are reached"

    Returns
    -------
    Purpose; the parts stay empty where the sentence is not built like that: one sentence with one
    "so that" or "in order to", and before it either no word such as "On" at its beginning or
    exactly one comma that ends the basis

    Examples
    --------
    >>> parts = purpose_parts("On customer needs, develops coatings so that they sell")
    >>> parts.basis, parts.doing, parts.result
    ('On customer needs', 'develops coatings', 'develops coatings so that they sell')
    >>> purpose_parts("On the plan, keeps recipes so that plants run").result
    'plants run'
    >>> purpose_parts("On needs, laws and plans, develops coatings so that they sell").doing
    ''
    """
    whole = " ".join(sentence.split())
    halves = _RESULT.split(whole.rstrip("."))
    if len(halves) != 2 or re.search(r"[.;!?]\s", whole):
        return Purpose(whole)
    doing, result = halves
    basis, *rest = doing.split(", ") if _BASIS.match(doing) else ("", doing)
    if len(rest) != 1:
        return Purpose(whole)
    if _POINTS_BACK.match(result):
        link = _RESULT.findall(whole)[0].strip()
        result = f"{rest[0]} {link} {result}"
    return Purpose(whole, basis, rest[0], result)
