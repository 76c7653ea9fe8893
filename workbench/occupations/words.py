"""Titles as words: what two titles have in common when spelling, plurals and rank do not count."""

import re
import unicodedata

# Rank within an occupation; chief, head, deputy and assistant are left: they make another one.
RANK = frozenset(
    ("senior", "sr", "junior", "jr", "lead", "principal", "trainee", "entry", "level",
     "i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5")
)  # fmt: skip
SMALL = frozenset(("of", "and", "the", "for", "in", "to", "a", "an", "or", "with", "at", "on"))
SHORT = {
    "mgr": ("manager",),
    "asst": ("assistant",),
    "dir": ("director",),
    "vp": ("vice", "president"),
    "ceo": ("chief", "executive", "officer"),
    "cfo": ("chief", "financial", "officer"),
    "cto": ("chief", "technology", "officer"),
    "coo": ("chief", "operating", "officer"),
    "hr": ("human", "resource"),
}


def all_words(title: str) -> tuple[str, ...]:
    """Take a title apart into words in their order, without capitals, marks and plurals.

    Examples
    --------
    >>> all_words("Sr. Sales Managers (Retail)"), all_words("HR-Mgr")
    (('sr', 'sale', 'manager', 'retail'), ('human', 'resource', 'manager'))
    """
    text = unicodedata.normalize("NFKC", title).casefold().replace("'", "").replace("’", "")
    words: list[str] = []
    for word in re.findall(r"[^\W_]+(?:\+\+|#)?", text):
        words += SHORT.get(word, (singular(word),))
    return tuple(words)


def telling_words(title: str) -> tuple[str, ...]:
    """Give the words that tell the occupation: without rank and small words, in no order.

    Examples
    --------
    >>> telling_words("Senior Manager of Sales"), telling_words("Lead")
    (('manager', 'sale'), ('lead',))
    """
    words = all_words(title)
    telling = [word for word in words if word not in RANK and word not in SMALL]
    return tuple(sorted(telling or words))


def singular(word: str) -> str:
    """Cut the English plural off a word; the rest need not be a word of its own.

    Examples
    --------
    >>> [singular(word) for word in ("technicians", "secretaries", "bosses", "glass", "sales")]
    ['technician', 'secretary', 'boss', 'glass', 'sale']
    """
    if len(word) > 3 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
