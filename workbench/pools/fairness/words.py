"""What the audit of the selection says, in sentences and for a page."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.pools.fairness.audit import END
from workbench.pools.fairness.ratios import FEW_SELECTED
from workbench.words import beside, count, in_words, percent


def fairness_words(fairness: pd.DataFrame) -> list[str]:
    """Name the groups under four fifths: at the bottom line, and at steps that one choice keeps.

    Parameters
    ----------
    fairness : from ``audit_selection``

    Returns
    -------
    Sentences; where one group of a step is too small, that step is left out
    """
    flagged = _open(fairness)
    flagged = flagged[flagged["below_four_fifths"].fillna(False).astype(bool)]
    sure = ~flagged["flips_with_one"].fillna(False).astype(bool)
    flagged = flagged[sure | (flagged["step"] == END)]
    words = []
    for row in flagged.to_dict("records"):
        verdict = "one different choice would not turn it, so look at why"
        if row["flips_with_one"]:
            verdict = "one different choice would turn it, so it is no evidence yet"
        words.append(
            f"Selection by {in_words(row['attribute'])}, {row['step']}: group "
            f"{row['group']} at {beside(row['ratio'], 0.8, decimals=2)} of the highest rate, under "
            f"four fifths; {verdict} (p = {row['p_value']:.2g}; {_points(row)})."
        )
    return words


def _points(row: Mapping[Hashable, Any]) -> str:
    """Write how much lower a rate is, with its interval."""
    lower, least, most = (
        round(-100 * row[name]) for name in ("difference", "difference_high", "difference_low")
    )
    ends = f"{least} and {most}" if least >= 0 else f"{-least} points higher and {most} lower"
    return f"{count(lower, 'point')} lower, at 95 % between {ends}"


def power_words(fairness: pd.DataFrame) -> list[str]:
    """Say where the bottom line rests on too few selections to tell a difference from chance."""
    words = []
    end = _open(fairness)
    end = end.assign(total=end["selected"] + end["top_selected"])[end["step"] == END]
    for row in end[end["total"] < FEW_SELECTED].to_dict("records"):
        limit = "no ratio could be told from chance"
        if pd.notna(row["detectable_ratio"]):
            limit = (
                f"only a ratio of {row['detectable_ratio']:.2f} or less could be told from chance"
            )
        words.append(
            f"Selection by {in_words(row['attribute'])}, group {row['group']}: with "
            f"{count(int(row['total']), 'selection')} {limit}."
        )
    return words


def power_note(fairness: pd.DataFrame) -> str:
    """Say in one text what the numbers of the bottom line can tell, see ``power_words``."""
    few = power_words(fairness)
    enough = f"Every comparison at the bottom line rests on {FEW_SELECTED} selections or more."
    nothing = "Nothing can be compared at the bottom line."
    return " ".join(few) or (enough if (_open(fairness)["step"] == END).any() else nothing)


def _open(fairness: pd.DataFrame) -> pd.DataFrame:
    """Rows with a ratio, of the steps that have no group too small to be shown."""
    steps = fairness.groupby(["attribute", "step"])
    # The group of the highest rate has no ratio, nor has one that is too small to be compared.
    all_large = steps["ratio"].transform("count") == steps["group"].transform("size") - 1
    top = fairness["selected"].where(fairness["verdict"] == "highest rate")
    by_step = top.groupby([fairness["attribute"], fairness["step"]]).transform("max")
    return fairness.assign(top_selected=by_step)[all_large & fairness["ratio"].notna()]


def ratio_table(fairness: pd.DataFrame, *, min_group_size: int) -> pd.DataFrame:
    """List selection ratios by group; figures of groups under the minimum size are blanked.

    One small group hides all groups of its step: the page lists who is proposed and who is in the
    posts, so that the totals are known and the large groups would give the small one away.

    Parameters
    ----------
    fairness : from ``audit_selection``
    min_group_size : smallest group shown, in people

    Returns
    -------
    DataFrame with attribute, step, of, group, people, selected, rate, rate_low, rate_high, ratio,
    difference_low, difference_high, p_value, detectable_ratio, verdict and hidden
    """
    small = fairness["people"] < min_group_size
    beside_small = small.groupby([fairness["attribute"], fairness["step"]]).transform("any")
    figures = ["people", "selected", "rate", "rate_low", "rate_high", "ratio", "difference_low",
               "difference_high", "p_value", "detectable_ratio"]  # fmt: skip
    blanked = {column: fairness[column].astype(float).mask(beside_small) for column in figures}
    hidden = fairness.assign(
        **blanked, attribute=fairness["attribute"].map(in_words), hidden=beside_small,
        verdict=fairness["verdict"].mask(beside_small, "hidden: a group is too small to show"),
    )  # fmt: skip
    return hidden[["attribute", "step", "of", "group", *figures, "verdict", "hidden"]]


def ratio_view(ratios: pd.DataFrame) -> pd.DataFrame:
    """Write the selection ratios with few columns, each figure with its interval.

    Parameters
    ----------
    ratios : from ``ratio_table``

    Returns
    -------
    DataFrame with step, group, selected (of how many, as text), rate and difference (with their
    intervals at 95 %, as text), ratio, p_value and verdict; text is empty where a figure is hidden
    or there is none
    """
    rows = ratios.to_dict("records")
    texts = {
        "selected": [
            f"{row['selected']:.0f} of {row['people']:.0f}" if pd.notna(row["rate"]) else ""
            for row in rows
        ],
        "rate": [_with_interval(row["rate"], row["rate_low"], row["rate_high"]) for row in rows],
        "difference": [
            f"{percent(row['difference_low'])} to {percent(row['difference_high'])}"
            if pd.notna(row["difference_low"])
            else ""
            for row in rows
        ],
    }
    frame = ratios.assign(
        **{name: pd.Series(text, index=ratios.index, dtype="str") for name, text in texts.items()}
    )
    columns = ["step", "group", "selected", "rate", "ratio", "difference", "p_value", "verdict"]
    return frame[columns]


def _with_interval(rate: float, low: float, high: float) -> str:
    return "" if pd.isna(rate) else f"{percent(rate)} ({percent(low)} to {percent(high)})"


def step_words(fairness: pd.DataFrame, attribute: str) -> str:
    """State what the bottom line shows for one attribute, as the title of a picture."""
    end = _open(fairness)
    end = end[(end["step"] == END) & (end["attribute"].map(in_words) == in_words(attribute))]
    if end.empty:
        return f"Selection by {in_words(attribute)}: too few people or selections to compare"
    lowest = end.sort_values(["ratio", "group"]).iloc[0]
    ratio = beside(lowest["ratio"], 0.8, decimals=2)
    side = "under" if lowest["below_four_fifths"] else "not under"
    return (
        f"Proposed by {in_words(attribute)}: group {lowest['group']} at {ratio} of the highest "
        f"rate, {side} four fifths"
    )
