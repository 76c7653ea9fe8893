"""How near words are to the titles of each occupation: bare functions on sparse matrices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from workbench.occupations.onet import Onet
from workbench.occupations.words import telling_words

Floats = NDArray[np.float64]
Words = tuple[str, ...]
# Titles compared at once; a block takes about 50 MB with all titles of O*NET.
BLOCK = 100
_PIECES = (3, 4)


@dataclass(frozen=True, eq=False)
class TitleIndex:
    """Public titles made ready to be compared with.

    Attributes
    ----------
    codes : occupation codes in order
    places : one row an occupation and the words of one of its titles, in the order of ``codes``:
        occupation (place in ``codes``), words (place in ``words``), title (as O*NET writes it)
    starts : first row of each occupation in ``places``
    words : different words of titles, each in the order of the alphabet
    vectors : sparse matrix words by features; rows of length 1, so that products are cosines
    weights : weight of each feature in the two halves of the vectors (whole words, pieces)
    vocabulary : place of each feature
    votes : sparse matrix words by occupations; the vote of words is shared by their occupations
    """

    codes: NDArray[np.str_]
    places: pd.DataFrame
    starts: NDArray[np.int64]
    words: tuple[Words, ...]
    vectors: sparse.csr_matrix
    weights: Floats
    vocabulary: dict[str, int]
    votes: sparse.csr_matrix


def title_index(onet: Onet) -> TitleIndex:
    """Make the titles of O*NET ready; titles of an occupation with the same words count once."""
    titles = onet.titles.assign(telling=onet.titles["title"].map(telling_words))
    titles = titles[titles["telling"].map(len) > 0]
    titles = titles.drop_duplicates(["occupation_code", "telling"])
    titles = titles.sort_values("occupation_code", kind="stable", ignore_index=True)
    codes, code_names = pd.factorize(titles["occupation_code"])
    word, words = pd.factorize(titles["telling"])
    places = pd.DataFrame({"occupation": codes, "words": word, "title": titles["title"]})
    every = dict.fromkeys(word for text in words for word in text)
    parts = dict.fromkeys(part for word in every for part in _of_word(word))
    vocabulary = {part: place for place, part in enumerate(parts)}
    counts, _ = _counts(list(words), vocabulary)
    seen = np.bincount(counts.indices, minlength=len(vocabulary))
    weights = np.log((1 + len(words)) / (1 + seen)) + 1
    shares = sparse.csr_matrix((np.ones(len(places)), (word, codes)))
    votes = sparse.diags(1 / np.asarray(shares.sum(axis=1)).ravel()) @ shares
    return TitleIndex(
        np.asarray(code_names, dtype=np.str_),
        places,
        np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]),
        tuple(words),
        vectors(list(words), vocabulary, weights),
        weights,
        vocabulary,
        votes.tocsr(),
    )


def features(words: Words) -> tuple[str, ...]:
    """Take words apart: whole words, and pieces of three and four letters with their edges.

    Examples
    --------
    >>> features(("cook",))
    ('=cook', '<co', 'coo', 'ook', 'ok>', '<coo', 'cook', 'ook>')
    """
    return tuple(dict.fromkeys(part for word in words for part in _of_word(word)))


def _of_word(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    pieces = [edged[i : i + n] for n in _PIECES for i in range(len(edged) - n + 1)]
    return (f"={word}", *pieces)


def vectors(
    words: Sequence[Words], vocabulary: dict[str, int], weights: Floats
) -> sparse.csr_matrix:
    """Weigh features by how rare they are, so that a product is the mean of two cosines.

    Parameters
    ----------
    words : telling words of each title
    vocabulary, weights : of the index

    Returns
    -------
    sparse matrix titles by features. Whole words and pieces are brought to the same length, each
    half of the vector; what the vocabulary does not know counts in the length with the weight of
    something never seen, so that words in common with nobody make a title less like any other.
    """
    whole = np.fromiter((name.startswith("=") for name in vocabulary), bool, len(vocabulary))
    unseen = float(weights.max()) if len(weights) else 1.0
    counts, strange = _counts(words, vocabulary)
    counts.data = weights[counts.indices]
    squares = counts.copy()
    squares.data = counts.data**2
    rows = np.repeat(np.arange(len(words)), np.diff(counts.indptr))
    for half, number in ((whole, strange[:, 0]), (~whole, strange[:, 1])):
        length = np.sqrt(2 * (squares @ half.astype(float) + number * unseen**2))
        inside = half[counts.indices]
        counts.data[inside] /= length[rows[inside]]
    return counts


def _counts(words: Sequence[Words], vocabulary: dict[str, int]) -> tuple[sparse.csr_matrix, Floats]:
    """Say which features titles have, and how many whole words and pieces nobody knows."""
    places: list[int] = []
    ends = [0]
    strange = np.zeros((len(words), 2))
    # Most words come again and again: each is looked up once.
    known: dict[str, tuple[list[int], list[str]]] = {}
    for row, text in enumerate(words):
        found: dict[int, None] = {}
        new: dict[str, None] = {}
        for word in text:
            if word not in known:
                parts = _of_word(word)
                known[word] = (
                    [vocabulary[part] for part in parts if part in vocabulary],
                    [part for part in parts if part not in vocabulary],
                )
            found.update(dict.fromkeys(known[word][0]))
            new.update(dict.fromkeys(known[word][1]))
        places += found
        ends.append(len(places))
        whole = sum(part.startswith("=") for part in new)
        strange[row] = whole, len(new) - whole
    shape = (len(words), len(vocabulary))
    return sparse.csr_matrix((np.ones(len(places)), places, ends), shape=shape), strange


def closeness_blocks(
    index: TitleIndex, words: Sequence[Words], *, without_same: bool = False
) -> Iterator[tuple[slice, Floats]]:
    """Give the closeness of titles to all public words, some titles at a time.

    Parameters
    ----------
    index : the public titles
    words : telling words of the titles
    without_same : leave out public titles with the very same words, as if they were not there

    Yields
    ------
    Which titles, and an array titles by public words in [0, 1]
    """
    place = {text: at for at, text in enumerate(index.words)}
    across = index.vectors.T.tocsr()
    own = vectors(words, index.vocabulary, index.weights)
    for start in range(0, len(words), BLOCK):
        block = slice(start, min(start + BLOCK, len(words)))
        near = np.clip((own[block] @ across).toarray(), 0.0, 1.0)
        if without_same:
            for row, text in enumerate(words[block]):
                if text in place:
                    near[row, place[text]] = 0.0
        yield block, near


def best_titles(index: TitleIndex, near: Floats) -> Floats:
    """Give the closeness of the nearest title of each occupation: titles by occupations."""
    return np.maximum.reduceat(near[:, index.places["words"].to_numpy()], index.starts, axis=1)


def nearest_rows(index: TitleIndex, near: Floats, occupations: NDArray[np.int64]) -> np.ndarray:
    """Give the row in ``places`` of the nearest title of chosen occupations, the first of several.

    Parameters
    ----------
    near : titles by public words
    occupations : titles by chosen ones, places in the codes of the index
    """
    words, ends = index.places["words"].to_numpy(), np.append(index.starts, len(index.places))[1:]
    rows = np.zeros(occupations.shape, dtype=np.int64)
    for at, chosen in np.ndenumerate(occupations):
        own = words[index.starts[chosen] : ends[chosen]]
        rows[at] = index.starts[chosen] + int(np.argmax(near[at[0], own]))
    return rows


def vote_shares(index: TitleIndex, near: Floats, nearest: int) -> Floats:
    """Let the nearest public words vote on the occupation, each with its closeness squared.

    Parameters
    ----------
    index : the public titles
    near : titles by public words
    nearest : so many have a vote

    Returns
    -------
    array titles by occupations; a row adds up to 1, or to 0 where nothing is near at all
    """
    number = min(nearest, near.shape[1])
    shares = np.zeros((len(near), len(index.codes)))
    for row, values in enumerate(near):
        voters = np.argpartition(-values, number - 1)[:number]
        shares[row] = (values[voters] ** 2) @ index.votes[voters].toarray()
    total = shares.sum(axis=1, keepdims=True)
    return np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
