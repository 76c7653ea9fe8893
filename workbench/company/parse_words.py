"""Flags and categories: words from a list, and what is close to one of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from workbench.company.parsed import Parsed, Problem, spread
from workbench.schema import Column

FLAGS = {
    "yes": True, "y": True, "true": True, "t": True, "1": True, "ja": True, "j": True,
    "oui": True, "si": True, "sí": True, "是": True, "x": True,
    "no": False, "n": False, "false": False, "f": False, "0": False, "nein": False,
    "non": False, "否": False,
}  # fmt: skip
# What lists of staff say of people who are gone -> our reason; empty where the word names none.
LEAVING = {
    "retired": "retired", "retirement": "retired", "pensioner": "retired", "rente": "retired",
    "rentner": "retired", "pensioniert": "retired", "im_ruhestand": "retired",
    "retraité": "retired", "退休": "retired", "已退休": "retired",
    "resigned": "resigned", "quit": "resigned", "gekündigt": "", "démissionné": "resigned",
    "辞职": "resigned", "已辞职": "resigned",
    "dismissed": "dismissed", "fired": "dismissed", "entlassen": "dismissed",
    "licencié": "dismissed", "辞退": "dismissed", "解雇": "dismissed",
    "redundant": "other", "deceased": "other", "died": "other", "verstorben": "other",
    "terminated": "", "termination": "", "separated": "", "departed": "", "exited": "", "gone": "",
    "former": "", "ex": "", "inactive": "", "ended": "", "ausgeschieden": "", "ausgetreten": "",
    "inaktiv": "", "parti": "", "sorti": "", "离职": "", "已离职": "",
}  # fmt: skip
_MAP = "map the label in the settings file under values: {name}."


def parse_words(text: pd.Series, column: Column, dtype: Any) -> Parsed:
    """Read flags and categories: case, blanks and hyphens make no difference.

    Parameters
    ----------
    text : Series of str, missing where unknown
    column : the declaration, of kind flag or category
    dtype : dtype of the result

    Returns
    -------
    Parsed. A word that is not allowed is missing and reported, with what the empty cell counts as.

    Examples
    --------
    >>> status = Column("status", "category", "Status.", allowed=("active", "left"))
    >>> parsed = parse_words(pd.Series(["Active", "retired"]), status, "str")
    >>> parsed.cells.tolist(), parsed.problems[0].action
    (['active', nan], "Write left, and 'retired' under leave_reason.")
    """
    codes, different = pd.factorize(text)
    words = pd.Series(different, dtype="str").str.casefold()
    words = words.str.replace(r"[\s\-_]+", "_", regex=True)
    allowed: Mapping[str, object] = FLAGS
    if column.kind == "category":
        allowed = {word.casefold(): word for word in column.allowed}
    values = words.map(partial(_look_up, allowed)).astype(dtype)
    bad = values.isna().to_numpy()
    problems = []
    if column.name == "status" and "left" in column.allowed:
        for word in sorted(set(words[bad]) & set(LEAVING)):
            hit = (words == word).to_numpy()
            problems.append(_not_allowed(hit, column, _leaving_action(LEAVING[word])))
            bad = bad & ~hit
    action = f"Correct the cell, or {_MAP.format(name=column.name)}"
    return spread(text, codes, values, [*problems, _not_allowed(bad, column, action)])


def _look_up(allowed: Mapping[str, object], word: str) -> object:
    return allowed.get(word, pd.NA)


def _leaving_action(reason: str) -> str:
    also = f"{reason!r} under leave_reason" if reason else "the reason under leave_reason if known"
    return f"Write left, and {also}."


def _not_allowed(cells: np.ndarray, column: Column, action: str) -> Problem:
    meaning = "" if column.missing_means == "unknown" else column.missing_means
    found = "{values} is not allowed" + (f"; it counts as {meaning}" if meaning else "")
    return Problem(cells, "bad", "not_allowed", found, action)
