"""What every notebook of a batch begins with, made once where kernels are forked from."""

import sys
from collections.abc import Mapping
from contextlib import suppress

from workbench.company import load_company
from workbench.company.keeping import keep_sources
from workbench.people.leaving import leaving
from workbench.positions.ranking.rank import rank_positions
from workbench.privacy.staff import hidden_groups

# Made only where the notebooks import it anyway.
_STEPS = (rank_positions, leaving, hidden_groups)


def make_ready(asked: Mapping[str, str]) -> None:
    """Read a company and keep it with what most notebooks ask of it first.

    Parameters
    ----------
    asked : data (a folder or file), settings (a file, or empty) and as_of (a date, or empty)

    Notes
    -----
    A kernel forked afterwards has all this in its memory. ``load_company`` gives it there only if
    the bytes of the source, all settings and the date are the same; so no result can change.
    What goes wrong here is left to the notebook, which says it in its own words.
    """
    keep_sources()
    with suppress(Exception):
        company = load_company(
            asked["data"], settings=asked["settings"] or None, as_of=asked["as_of"] or None
        )
        for step in _STEPS:
            if _wanted(step.__module__):
                step(company)


def _wanted(module: str) -> bool:
    return module in sys.modules
