"""Tables of a matching as a page shows them."""

import pandas as pd

from workbench.exchange.match.result import Matching
from workbench.words import in_words

# A point says nothing where more of the fit than this is not told.
_MOST_OPEN = 0.5


def pair_table(matching: Matching, *, organisation: str = "") -> pd.DataFrame:
    """List who goes where, the best fit first.

    Parameters
    ----------
    matching : as from ``match_market``
    organisation : only pairs of this organisation, on either side; empty: all

    Returns
    -------
    DataFrame: demand (organisation and id), person (organisation and pseudonym), occupation_code,
    region, fit (missing where more than half of it is not told), fit_range (text, empty where all
    is known), reasons
    """
    pairs = matching.pairs
    if organisation:
        either = pairs[["demand_organisation", "supply_organisation"]] == organisation
        pairs = pairs[either.any(axis=1)]
    pairs = pairs.sort_values("fit", ascending=False, kind="stable", ignore_index=True)
    ranges = [
        f"{low:.2f} to {high:.2f}" if unknown else ""
        for low, high, unknown in zip(
            pairs["fit_low"], pairs["fit_high"], pairs["unknown"], strict=True
        )
    ]
    return pd.DataFrame(
        {
            "demand": pairs["demand_organisation"].astype(str) + " " + pairs["demand_id"],
            "person": pairs["supply_organisation"].astype(str) + " " + pairs["supply_id"],
            "occupation_code": pairs["occupation_code"],
            "region": pairs["region"],
            "fit": pairs["fit"].round(2).where(pairs["fit_high"] - pairs["fit_low"] <= _MOST_OPEN),
            "fit_range": pd.Series(ranges, dtype="str"),
            "reasons": pairs["reasons"],
        }
    )


def unfilled_table(matching: Matching, *, organisation: str = "") -> pd.DataFrame:
    """List the demands with open places, the most open first.

    Parameters
    ----------
    organisation : only demands of this organisation; empty: all

    Returns
    -------
    DataFrame: demand, occupation_code, region, level, places, open_places, people_within_reach, why
    """
    rows = matching.unfilled
    if organisation:
        rows = rows[rows["organisation"] == organisation]
    rows = rows.sort_values("open_places", ascending=False, kind="stable", ignore_index=True)
    shown = rows[
        ["occupation_code", "region", "level", "places", "open_places", "people_within_reach"]
    ].copy()
    shown.insert(0, "demand", rows["organisation"].astype(str) + " " + rows["demand_id"])
    shown["why"] = rows["why_words"]
    return shown


def unasked_table(matching: Matching) -> pd.DataFrame:
    """Count the people who go to no demand, by occupation and what stands in the way.

    Returns
    -------
    DataFrame, the largest number first: occupation_code, region, why, people
    """
    keys = ["occupation_code", "region", "why"]
    sizes = matching.unasked.groupby(keys, observed=True).size().rename("people").reset_index()
    return sizes.sort_values(["people", *keys], ascending=[False, True, True, True]).reset_index(
        drop=True
    )


def dropped_table(matching: Matching) -> pd.DataFrame:
    """Say what dropping one hard condition would open for those whom nobody can take.

    Returns
    -------
    DataFrame: condition, demands, people (who would then have a pair), and in the last row how many
    have none
    """
    wide = matching.dropped.pivot_table(
        index="condition", columns="side", values="rows", sort=False
    )
    without = matching.dropped.groupby("side")["without_any"].first()
    table = pd.DataFrame(
        {
            "condition": [*(in_words(name) for name in wide.index), "none dropped: without any"],
            "demands": [*wide["demand"], without["demand"]],
            "people": [*wide["supply"], without["supply"]],
        }
    )
    return table.astype({"demands": "int64", "people": "int64"})
