"""The sentence behind each verdict on a flow."""

import math
from collections.abc import Mapping
from typing import Any

from workbench.market.flows.words import (
    DEFINITION,
    DRAIN,
    GAINED,
    NO_CHANGE,
    SEASON,
    SUPPRESSED,
    TOO_FEW,
)
from workbench.settings.flows import FlowSettings
from workbench.words import count, listing

Row = Mapping[Any, Any]


def why(row: Row, choice: FlowSettings) -> str:
    """Say in a sentence or two why a row has its verdict.

    Parameters
    ----------
    row : the evidence with its verdict
    choice : shares and levels of noise
    """
    said = {
        DRAIN: _loud, GAINED: _loud, NO_CHANGE: _calm, DEFINITION: _defined, SEASON: _seasonal,
        SUPPRESSED: _hidden, TOO_FEW: _few,
    }[row["verdict"]]  # fmt: skip
    return said(row, choice)


def span(low: float, high: float) -> str:
    """Write bounds of people in words.

    Examples
    --------
    >>> span(3, 3), span(0, 4), span(3, float("inf")), span(-float("inf"), -2)
    ('3', '0 to 4', '3 or more', '-2 or less')
    >>> span(-float("inf"), float("inf"))
    'unknown'
    """
    if low == high:
        return f"{low:,.0f}"
    if math.isinf(low) and math.isinf(high):
        return "unknown"
    if math.isinf(high):
        return f"{low:,.0f} or more"
    return f"{high:,.0f} or less" if math.isinf(low) else f"{low:,.0f} to {high:,.0f}"


def p_words(p: float) -> str:
    """Write a p-value.

    Examples
    --------
    >>> p_words(0.0000001), p_words(0.0123), p_words(0.4)
    ('p below 0.001', 'p 0.012', 'p 0.40')
    """
    if p < 0.001:
        return "p below 0.001"
    return f"p {p:.2f}" if p >= 0.1 else f"p {p:.3f}"


def _moved(row: Row) -> str:
    """Who left and came in the latest year, and the net."""
    went, came = (span(row[f"{name}_low"], row[f"{name}_high"]) for name in ("went", "came"))
    months = f"{row['year_months']} months to {row['period_end']:%Y-%m-%d}"
    net = span(row["net_low_per_year"], row["net_high_per_year"])
    return f"{went} left and {came} came in the {months}, a net of {net} a year"


def _before(row: Row) -> str:
    return span(row["before_low_per_year"], row["before_high_per_year"])


def _loud(row: Row, choice: FlowSettings) -> str:
    tests = count(row["tests"], "market")
    words = f"{_moved(row)}, beyond noise among {tests} ({p_words(row['p_value'])})"
    if row["hidden"]:
        words += f", whatever the {count(row['hidden'], 'hidden cell')} may hold"
    if row["is_break"]:
        named = listing([_name(part[0]) for part in row["parts_of"]])
        how = "it grew against the same periods a year before within one definition"
        if row["stands_in_each"]:
            how = f"it stands under each definition alone ({named})"
        return f"{words}; {how}."
    if row["grew"]:
        return f"{words}; the same periods a year before: {_before(row)}, so it grew beyond noise."
    tail = "the difference may be noise"
    if row["is_other"]:
        tail = "so it is smaller now, beyond noise"
    return f"{words}; the same periods a year before: {_before(row)}, {tail}."


def _calm(row: Row, choice: FlowSettings) -> str:
    words = f"{_moved(row)}; so far apart they may be by chance ({p_words(row['p_value'])})"
    if row["p_value"] <= choice.noise_level:
        words = f"{_moved(row)}; among {count(row['tests'], 'market')} that is no sign of its own"
        words += f" ({p_words(row['p_value'])})"
    if hidden := row["hidden"] + row["before_hidden"]:
        words += f", whatever the {count(hidden, 'hidden cell')} of two years may hold"
    if row["is_other"]:
        words += f"; the year before it was {_before(row)}, and that has changed beyond noise"
    return f"{words}."


def _defined(row: Row, choice: FlowSettings) -> str:
    parts = row["parts_of"]
    if row["kinds"] > 1:
        return (
            f"{_moved(row)}, but several definitions count at once "
            f"({listing([_name(part[0]) for part in parts])}): such a net is no flow."
        )
    paces = [
        f"{span(low * 12 / months, high * 12 / months)} by {_name(name)}"
        for name, months, low, high in reversed(parts)
    ]
    words = f"The net moves where the definition does: at a yearly pace {listing(paces)}"
    if row["compared_months"]:
        change = span(row["change_low"], row["change_high"])
        return (
            f"{words}; within one definition {count(row['compared_months'], 'month')} can be set "
            f"against the same of a year before: {change} people ({p_words(row['change_p'])})."
        )
    return f"{words}; no period can be set against the same of a year before by one definition."


def _name(definition: str) -> str:
    return f"definition {definition}" if definition else "a definition without a name"


def _seasonal(row: Row, choice: FlowSettings) -> str:
    season, before, rest = (
        span(row[f"{name}_low"], row[f"{name}_high"])
        for name in ("season", "season_before", "rest")
    )
    return (
        f"{_moved(row)}: {season} in the season to {row['season_end']:%Y-%m-%d}, {before} in the "
        f"same season a year before, {rest} in the rest of the year, which is not beyond noise "
        f"({p_words(row['season_p'])} for a season)."
    )


def _hidden(row: Row, choice: FlowSettings) -> str:
    cells = count(row["hidden"], "hidden cell")
    return (
        f"{_moved(row)}; {cells} {'decides' if row['hidden'] == 1 else 'decide'} whether that is "
        f"beyond noise ({p_words(row['best_p'])} to {row['p_value']:.2f})."
    )


def _few(row: Row, choice: FlowSettings) -> str:
    lacks = []
    for name, words in (("lacking", "the latest year"), ("before_lacking", "the year before")):
        if row[name]:
            lacks.append(
                f"{count(int(row[name]), 'direction')} from or to it "
                f"{'does' if row[name] == 1 else 'do'} not fill {words} without gap or overlap"
            )
    if row["unknown"]:
        lacks.append(f"{count(int(row['unknown']), 'cell')} of the latest year without a number")
    return f"Year to {row['period_end']:%Y-%m-%d}: {listing(lacks)}."
