"""What many functions ask of one company is worked out once and kept with it."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from workbench.company.company import Company

P = ParamSpec("P")
R = TypeVar("R")
_PLACE = "_worked_out"


def once(function: Callable[Concatenate[Company, P], R]) -> Callable[Concatenate[Company, P], R]:
    """Work a function out once for each company and options; it must depend on nothing else.

    Parameters
    ----------
    function : takes a company and options; gives a frame, or something frozen

    Returns
    -------
    The function. What it gave is kept with the company and goes when the company goes; a company
    with other settings is another one. A frame is given as a copy that shares its cells until
    somebody writes into it, so nobody can change what the next one gets. An option that is left
    out is the same as its default. With options that cannot be hashed, such as a frame, it is
    worked out each time.

    Examples
    --------
    >>> from workbench.company import company_from_tables
    >>> posts = pd.DataFrame({"position_id": ["P1"], "title": ["Head"]})
    >>> people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    >>> tables = {"positions": posts, "employees": people}
    >>> company = company_from_tables(tables, as_of="2026-06-30")
    >>> asked = []
    >>> heads = once(lambda company: asked.append("asked") or len(company.staff))
    >>> heads(company), heads(company), asked
    (1, 1, ['asked'])
    """
    shape = signature(function)

    @wraps(function)
    def kept(company: Company, *args: P.args, **options: P.kwargs) -> R:
        found: dict[object, R] = company.__dict__.setdefault(_PLACE, {})
        asked = shape.bind(company, *args, **options)
        asked.apply_defaults()
        key = (function, asked.args[1:], tuple(asked.kwargs.items()))
        try:
            known = key in found
        except TypeError:
            return function(company, *args, **options)
        answer = found[key] if known else function(company, *args, **options)
        found[key] = answer
        return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer

    return kept
