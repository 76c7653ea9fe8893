"""Names and ids as they are looked for in a text: word by word, however they are written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

# What may stand between two words of a name: "Ada, Example", "Ada</td><td>Example".
MOST_BETWEEN = 3
# A single word that is shorter is looked for as a whole cell only.
SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W_]+")
# Scripts that are written without spaces between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(frozen=True)
class Phrase:
    """Words in their order, and how strictly they are read.

    Parameters
    ----------
    words : casefolded, without accents
    who : id of the person
    capitals : whether each word must begin with a capital, as ordinary words rarely do
    initial : whether the first word is one letter with a point
    """

    words: tuple[str, ...]
    who: str
    capitals: bool = False
    initial: bool = False


@dataclass(frozen=True)
class Phrases:
    """Phrases by their first two words; ``whole`` are texts that count only as a whole cell."""

    by_start: Mapping[tuple[str, ...], list[Phrase]] = field(default_factory=dict)
    unspaced: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _first(self) -> frozenset[str]:
        """Words that a phrase begins with; most words of a text are none."""
        return frozenset(start[0] for start in self.by_start)

    def found_in(self, text: str) -> set[str]:
        """Ids of the people whose phrase stands in a text."""
        written = plain(text)
        found = set(self._spoken(written)) | set(self._unspaced(written))
        if who := self.whole.get(written.casefold().strip()):
            found.add(who)
        return found

    def _spoken(self, text: str) -> Iterator[str]:
        tokens = [(token.group(), token.start(), token.end()) for token in _WORD.finditer(text)]
        folded = [word.casefold() for word, _, _ in tokens]
        for place in [at for at, word in enumerate(folded) if word in self._first]:
            one, two = tuple(folded[place : place + 1]), tuple(folded[place : place + 2])
            starts = (one, two) if two != one else (one,)
            for phrase in (found for start in starts for found in self.by_start.get(start, ())):
                last = place + len(phrase.words)
                if tuple(folded[place:last]) == phrase.words and _reads(
                    phrase, tokens[place:last], text
                ):
                    yield phrase.who

    def _unspaced(self, text: str) -> Iterator[str]:
        if not self.unspaced or not _UNSPACED.search(text):
            return
        dense = re.sub(r"\s+", "", text)
        longest = max(map(len, self.unspaced))
        for place in range(len(dense)):
            for size in range(2, longest + 1):
                if who := self.unspaced.get(dense[place : place + size]):
                    yield who


def plain(text: str) -> str:
    r"""Write a text without accents, invisible characters and odd forms of letters.

    Examples
    --------
    >>> plain("Zo\u00eb M\u00fcl\u00adler"), plain("\uff21\uff44\uff41"), plain("A\u200bda")
    ('Zoe Muller', 'Ada', 'Ada')
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Cf"))


def words_of(text: str) -> tuple[str, ...]:
    """Casefolded words of a text, without accents.

    Examples
    --------
    >>> words_of("O'Brien, Se\u00e1n_J."), words_of("E-0042")
    (('o', 'brien', 'sean', 'j'), ('e', '0042'))
    """
    return tuple(word.casefold() for word in _WORD.findall(plain(text)))


def name_phrases(
    names: Iterable[tuple[str, str]], *, ordinary: frozenset[str] = frozenset()
) -> Phrases:
    """Make what is looked for from names.

    Parameters
    ----------
    names : id and name of each person
    ordinary : casefolded words that reports use anyway; a name made of them alone is found only
        where each word begins with a capital, and a single such word only as a whole cell

    Returns
    -------
    Phrases: a name in its order, the last word first, without middle names, and with the first
    name as an initial with a point

    Examples
    --------
    >>> found = name_phrases([("E1", "Ada Maria Example"), ("E2", "Will Post")],
    ...                      ordinary=frozenset({"will", "post"}))
    >>> sorted(found.found_in("Example, Ada and a task Will Post"))
    ['E1', 'E2']
    >>> found.found_in("I will post it")
    set()
    >>> found.found_in("asked A. Example")
    {'E1'}
    """
    phrases, unspaced, whole = [], {}, {}
    for who, name in names:
        words = words_of(name)
        if not words:
            continue
        dense = re.sub(r"\s+", "", plain(name))
        whole[plain(name).casefold().strip()] = who
        if _UNSPACED.search(dense):
            if len(dense) > 1:
                unspaced[dense] = who
            continue
        common = all(word in ordinary for word in words)
        if len(words) == 1:
            if len(words[0]) >= SHORTEST_WORD and not common:
                phrases.append(Phrase(words, who, capitals=True))
            continue
        first, last = words[0], words[-1]
        orders = {words, (*words[-1:], *words[:-1]), (first, last), (last, first)}
        phrases += [Phrase(order, who, capitals=common) for order in sorted(orders)]
        if len(last) > 1:
            phrases.append(Phrase((first[0], last), who, capitals=True, initial=True))
    return Phrases(_by_start(phrases), unspaced, whole)


def id_phrases(ids: Iterable[str], *, shared: frozenset[str] = frozenset()) -> Phrases:
    """Make what is looked for from ids of people.

    Parameters
    ----------
    ids : ids of people
    shared : words that mean something else too, such as ids of posts; these ids are left out

    Returns
    -------
    Phrases. Ids that could be any number or word (fewer than five characters, and not both letters
    and digits) are left out: see ``is_telling``.
    """
    phrases = [
        Phrase(words_of(one), one)
        for one in ids
        if is_telling(one) and one.casefold() not in shared
    ]
    return Phrases(_by_start(phrases))


def is_telling(one: str) -> bool:
    """Tell whether an id can be known for one wherever it stands.

    Examples
    --------
    >>> [is_telling(one) for one in ("E7", "1042", "10428", "anna", "ann.example")]
    [True, False, True, False, True]
    """
    mixed = bool(re.search(r"\d", one)) and bool(re.search(r"[^\W\d_]", one))
    return bool(words_of(one)) and (mixed or len(one) >= 5)


def _by_start(phrases: Iterable[Phrase]) -> dict[tuple[str, ...], list[Phrase]]:
    by_start: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in phrases:
        by_start.setdefault(phrase.words[:2], []).append(phrase)
    return by_start


def _reads(phrase: Phrase, tokens: list[tuple[str, int, int]], text: str) -> bool:
    """Tell whether words stand close enough, and with capitals where the phrase asks for them."""
    if phrase.capitals and not all(word[0].isupper() for word, _, _ in tokens):
        return False
    gaps = [text[before[2] : after[1]].strip() for before, after in pairwise(tokens)]
    if phrase.initial and not gaps[0].startswith("."):
        return False
    return all(len("".join(gap.split())) <= MOST_BETWEEN for gap in gaps)
