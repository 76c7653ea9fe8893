"""Options of a function, held against the ranges that the settings declare."""

from typing import Annotated, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from workbench.errors import ParameterError
from workbench.settings import Settings

_WHOLE = "a whole number"
_BOUNDS = (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"))


def option(settings: Settings, setting: str, given: object, *, name: str = "") -> Any:
    """Give the value of an option: what was given, if it may be, else what the settings say.

    Parameters
    ----------
    settings : the settings in force
    setting : dotted name of the setting whose range counts, such as ``pools.least_fit``
    given : what was given; None takes the setting
    name : name of the option; without it the last part of ``setting``

    Returns
    -------
    The value, as the setting would hold it

    Raises
    ------
    ParameterError
        If what was given is of another kind or out of range; nothing is converted from text.

    Examples
    --------
    >>> option(Settings(), "pools.least_fit", 0.7), option(Settings(), "pools.least_fit", None)
    (0.7, 0.6)
    """
    part: Any = settings
    *parents, last = setting.split(".")
    for parent in parents:
        part = getattr(part, parent)
    if given is None:
        return getattr(part, last)
    info = type(part).model_fields[last]
    return _checked(
        name or last, given, info, f"Correct it, or leave it out to take {setting} of the settings."
    )


def whole_number(name: str, given: object, *, least: int) -> int:
    """Check an option that counts something and stands in no settings.

    Raises
    ------
    ParameterError
        If it is not a whole number, or below the least.

    Examples
    --------
    >>> whole_number("most", 5, least=0)
    5
    """
    info = FieldInfo(annotation=int, ge=least)
    return int(_checked(name, given, info, "Correct it."))


def _checked(name: str, given: object, info: FieldInfo, action: str) -> Any:
    kind: Any = info.annotation
    for limit in info.metadata:
        kind = Annotated[kind, limit]
    plain = given.item() if isinstance(given, np.generic) else given
    try:
        return TypeAdapter(kind).validate_python(plain, strict=True)
    except ValidationError:
        raise ParameterError(
            f"{name}: found {plain!r}. Allowed: {_allowed(info)}. {action}"
        ) from None


def _allowed(info: FieldInfo) -> str:
    limits = [
        f"{words} {getattr(limit, mark):g}"
        for mark, words in _BOUNDS
        for limit in info.metadata
        if hasattr(limit, mark)
    ]
    kind = _WHOLE if info.annotation is int else "a number"
    return " ".join([kind, " and ".join(limits)]).rstrip()
