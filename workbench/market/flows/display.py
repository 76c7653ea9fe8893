"""Tables about flows and tightness as a page shows them."""

import pandas as pd

from workbench.market.flows.view import MarketFlows
from workbench.market.flows.why import p_words, span


def own_first(table: pd.DataFrame) -> pd.DataFrame:
    """Put the markets of listed posts first, then those of other own posts; else keep the order.

    Parameters
    ----------
    table : with the columns posts and listed_posts

    Examples
    --------
    >>> own_first(pd.DataFrame({"posts": [0, 3, 1], "listed_posts": [0, 0, 1]}))["posts"].tolist()
    [1, 3, 0]
    """
    rank = 2 - (table["posts"] > 0).astype(int) - (table["listed_posts"] > 0).astype(int)
    return table.iloc[rank.to_numpy().argsort(kind="stable")].reset_index(drop=True)


def market_names(table: pd.DataFrame) -> pd.Series:
    """Name each row by its occupation and region."""
    return table["occupation_code"] + " in " + table["region"]


def flows_in_words(flows: MarketFlows) -> pd.DataFrame:
    """Give the verdicts, the own markets first.

    Returns
    -------
    DataFrame: market, example (of own posts), posts, verdict, net_per_year, before_per_year and
    left_to_competitors_per_year (as texts: a number, a range, unknown, or other definition), chance
    (the p of no net at all), why
    """
    table = own_first(flows.verdicts)
    shown = table[["example", "posts", "verdict", "why"]].copy()
    shown.insert(0, "market", market_names(table))
    for place, (name, column) in enumerate(
        (
            ("net_per_year", "net"),
            ("before_per_year", "before"),
            ("left_to_competitors_per_year", "to_competitor"),
        )
    ):
        shown.insert(4 + place, name, _spans(table, column))
    shown.insert(7, "chance", [p_words(p) for p in table["p_value"]])
    return shown.assign(example=shown["example"].fillna(""))


def nets_in_words(flows: MarketFlows) -> pd.DataFrame:
    """Give what every region gained and lost in each period, bounds as texts.

    Returns
    -------
    DataFrame: market, period_end, months, definition, came, went, net, net_to_competitors (a
    number, a range, or unknown)
    """
    nets = flows.nets
    shown = nets[["period_end", "months", "definition"]].copy()
    shown.insert(0, "market", market_names(nets))
    for name, column in (
        ("came", "came"),
        ("went", "went"),
        ("net", "net"),
        ("net_to_competitors", "competitor_net"),
    ):
        bounds = zip(nets[f"{column}_low"], nets[f"{column}_high"], strict=True)
        shown[name] = [span(low, high) for low, high in bounds]
    return shown


def tightness_table(flows: MarketFlows) -> pd.DataFrame:
    """Give openings per seeker of every market and how that moved, the own markets first.

    Returns
    -------
    DataFrame: market, example, posts, openings, seekers, openings_per_seeker, range_95_percent,
    before (openings per seeker), compared_with, moved (in words), days_to_fill, days_change
    """
    table = own_first(flows.tightness)
    ranges = [
        f"{low:.1f} to {high:.1f}" if low == low else "unknown"
        for low, high in zip(table["ratio_low"], table["ratio_high"], strict=True)
    ]
    shown = table[["example", "posts", "openings", "seekers", "openings_per_seeker"]].copy()
    shown.insert(0, "market", market_names(table))
    return shown.assign(
        example=shown["example"].fillna(""),
        range_95_percent=ranges,
        before=table["before_openings_per_seeker"],
        compared_with=table["compared_with"],
        moved=table["state"],
        days_to_fill=table["days_to_fill"],
        days_change=table["days_change"],
    )


def pay_beside_others(flows: MarketFlows) -> pd.DataFrame:
    """Give the pay of every market beside the other regions, the own markets first.

    Returns
    -------
    DataFrame: market, example, posts, median_pay_per_year, others_pay_per_year, other_regions,
    of_the_others_share
    """
    table = own_first(flows.tightness)
    names = ["example", "posts", "median_pay_per_year", "others_pay_per_year", "other_regions"]
    shown = table[names].copy()
    shown.insert(0, "market", market_names(table))
    return shown.assign(example=shown["example"].fillna(""), of_the_others_share=table["pay_ratio"])


def _spans(table: pd.DataFrame, name: str) -> list[str]:
    return [
        span(low, high) if low == low else "other definition"
        for low, high in zip(
            table[f"{name}_low_per_year"], table[f"{name}_high_per_year"], strict=True
        )
    ]
