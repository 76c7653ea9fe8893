"""Cells without the dirt around them: blanks, invisible characters, words that mean unknown."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.company.parsed import Parsed, Problem

UNKNOWN_WORDS = (
    "", "n/d", "nd", "n/a", "na", "#n/a", "nan", "null", "-", "--", "–", "—", "?", "unknown",
    "not disclosed", "not known", "not available", "unbekannt", "inconnu", "k.a.", "未知", "不详",
)  # fmt: skip
_INVISIBLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_KEPT = "Nothing to do: the rest of the cell is kept."
ANY_OTHER = "*"


def clean(
    cells: pd.Series, labels: Mapping[str, str | None], unknown_words: frozenset[str]
) -> Parsed:
    """Take the dirt off a column and translate its labels.

    Parameters
    ----------
    cells : Series of str, ``""`` where empty
    labels : their label -> our value; null means unknown, ``"*"`` any label not named
    unknown_words : lower-case words that mean unknown unless ``labels`` names them

    Returns
    -------
    Parsed of str, missing where unknown, with notes on what was taken off.
    """
    problems = []
    bare = cells.str.strip()
    padded = (bare != cells).to_numpy()
    if padded.any():
        problems.append(_note(padded, "trimmed", "blanks around the value were taken off", _KEPT))
    hidden = bare.str.contains(_INVISIBLE, regex=True).to_numpy()
    if hidden.any():
        bare = bare.str.replace(_INVISIBLE, "", regex=True).str.strip()
        found = "invisible control characters were taken out"
        problems.append(_note(hidden, "control_characters", found, _KEPT))
    plain = bare.str.lower()
    unknown = plain.isin(list(unknown_words))
    words = unknown.to_numpy() & (bare != "").to_numpy()
    named = plain.isin([label.strip().lower() for label in labels]).to_numpy()
    if (words & ~named).any():
        said = ", ".join(repr(word) for word in bare[words & ~named].unique()[:3])
        action = "Map the word to itself under values if it is a real value."
        problems.append(_note(words & ~named, "unknown_word", f"{said} is read as unknown", action))
    known = bare.where(~(unknown & ~named))
    return Parsed(_translated(known, labels) if labels else known, tuple(problems))


def _translated(known: pd.Series, labels: Mapping[str, str | None]) -> pd.Series:
    ours = {label.strip().lower(): value for label, value in labels.items()}
    codes, different = pd.factorize(known)
    words = [
        ours.get(word.lower(), ours.get(ANY_OTHER, word)) for word in pd.Index(different).tolist()
    ]
    return pd.Series([*words, None], dtype="str").take(codes).set_axis(known.index)


def _note(cells: np.ndarray, code: str, found: str, action: str) -> Problem:
    return Problem(cells, "note", code, found, action)
