"""Measures that posts have already: never offered again, and what they keep off."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.company import Company

KEYS = ["position_id", "measure_id"]
_WORTH = [*KEYS, "name", "moment", "acts_on", "done_on", "kept_off_low", "kept_off",
          "kept_off_high", "cost"]  # fmt: skip
_ENDS = {"kept_off_low": "effect_p10", "kept_off": "effect_p50", "kept_off_high": "effect_p90"}


def measures_in_place(
    company: Company, positions: Sequence[str], measures: pd.DataFrame
) -> pd.DataFrame:
    """Find what some posts have already on the report date.

    Parameters
    ----------
    company : its table post_measures says what is done; nothing is in place without it
    positions : ids of posts
    measures : rows of the table of measures that may be counted; others are left out

    Returns
    -------
    DataFrame: position_id, measure_id, name, done_on, each post and measure once
    """
    columns = [*KEYS, "name", "done_on"]
    if not company.has("post_measures"):
        return pd.DataFrame(columns=columns)
    rows = company.table("post_measures").merge(measures[["measure_id", "name"]], on="measure_id")
    here = rows["position_id"].isin(list(positions)) & (rows["done_on"] <= company.as_of)
    return rows.loc[here, columns].drop_duplicates(KEYS).reset_index(drop=True)


def not_in_place(rows: pd.DataFrame, in_place: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows of posts and measures that are in place already.

    Examples
    --------
    >>> rows = pd.DataFrame({"position_id": ["P1", "P2"], "measure_id": "M1"})
    >>> not_in_place(rows, rows.head(1))["position_id"].tolist()
    ['P2']
    """
    there = pd.MultiIndex.from_frame(rows[KEYS]).isin(pd.MultiIndex.from_frame(in_place[KEYS]))
    return rows[~there]


def worth_in_place(
    in_place: pd.DataFrame, avoidable: pd.DataFrame, measures: pd.DataFrame, *, years: float
) -> pd.DataFrame:
    """Say what would be lost again without each measure in place, and what it goes on to cost.

    Parameters
    ----------
    in_place : position_id, measure_id, name, done_on
    avoidable : position_id, acts_on, avoidable_loss, with what is in place
    measures : the rows of the table of measures
    years : length of the horizon

    Returns
    -------
    DataFrame, most kept off first: position_id, measure_id, name, moment, acts_on, done_on,
    kept_off_low, kept_off, kept_off_high (currency over the horizon; missing where the effect is
    whole, since nothing is left from which to reckon), cost (running, over the horizon; what was
    paid at the start is spent)

    Notes
    -----
    The loss L that is left with an effect e was L / (1 - e) before, so e / (1 - e) L is kept off.

    Examples
    --------
    >>> done = pd.DataFrame({"position_id": ["P1"], "measure_id": ["M1"], "name": ["Locks"],
    ...     "done_on": [pd.Timestamp("2026-01-31")]})
    >>> left = pd.DataFrame({"position_id": ["P1"], "acts_on": ["secret_loss"],
    ...     "avoidable_loss": [300.0]})
    >>> table = pd.DataFrame({"measure_id": ["M1"], "moment": ["before"],
    ...     "acts_on": ["secret_loss"], "effect_p10": [0.25], "effect_p50": [0.5],
    ...     "effect_p90": [1.0], "cost_per_post_per_year": [9.0]})
    >>> worth_in_place(done, left, table, years=1.0)[["kept_off_low", "kept_off"]].values.tolist()
    [[100.0, 300.0]]
    """
    rows = in_place.merge(measures.drop(columns="name", errors="ignore"), on="measure_id")
    rows = rows.merge(avoidable, on=["position_id", "acts_on"], how="left")
    left = rows["avoidable_loss"].to_numpy(dtype=float)
    for name, effect in _ENDS.items():
        share = rows[effect].to_numpy(dtype=float)
        rows[name] = left * np.divide(
            share, 1.0 - share, out=np.full(len(rows), np.nan), where=share < 1
        )
    rows["cost"] = rows["cost_per_post_per_year"].astype(float) * years
    order = ["kept_off", *KEYS]
    ordered = rows.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return ordered[_WORTH]
