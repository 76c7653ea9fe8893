"""Strict reading of one value: what was typed, or what a settings file held."""

import math
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

Value = str | int | float | bool

_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
TYPES = {"str": "text", "int": "a whole number", "float": "a number", "bool": "yes or no"}


def coerced(given: object, kind: str) -> Value:
    """Read ``given`` as a value of one kind; nothing is guessed.

    Parameters
    ----------
    given : text as typed, or a scalar from a settings file
    kind : ``str``, ``int``, ``float`` or ``bool``

    Returns
    -------
    A value of exactly that Python type; a date given as text becomes ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        If it does not fit; the message is a hint, or empty where the allowed type says enough.

    Examples
    --------
    >>> coerced("01", "str"), coerced("365", "int"), coerced("1e-3", "float"), coerced("no", "bool")
    ('01', 365, 0.001, False)
    >>> coerced("1e3", "int")
    Traceback (most recent call last):
    ValueError
    """
    readers: dict[str, Callable[[object], Value]] = {
        "str": _text,
        "int": _whole,
        "float": _number,
        "bool": _flag,
    }
    return readers[kind](given)


def _text(given: object) -> str:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given.isoformat()
    if not isinstance(given, str):
        raise ValueError("put it in quotes")
    # Cc: control characters; Cs: half characters, which no file can hold.
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in given):
        raise ValueError("one line of plain characters")
    return given


def _whole(given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", given):
        return int(given)
    raise ValueError


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError
    if isinstance(given, str) and not _DECIMAL.fullmatch(given):
        raise ValueError
    with suppress(OverflowError):
        number = float(given)
        if math.isfinite(number):
            return number
    raise ValueError


def _flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in ("yes", "true", "no", "false"):
        return given.lower() in ("yes", "true")
    raise ValueError
