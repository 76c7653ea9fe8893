"""Tables of a drawn loss as a page shows them: posts and assets, never people."""

import pandas as pd

from workbench.drain.simulation.simulate import SimulatedYear
from workbench.drain.units import with_units


def summary_in_words(year: SimulatedYear, *, currency: str) -> pd.DataFrame:
    """Give the figures with their errors beside the plain sum.

    Returns
    -------
    DataFrame: measure, with_what_is_shared, standard_error, plain_sum, meaning
    """
    amounts = ["amount", "amount_se", "added_up"]
    rows = with_units(year.summary, amounts, currency=currency)
    names = {"amount": "with_what_is_shared", "amount_se": "standard_error",
             "added_up": "plain_sum"}  # fmt: skip
    return rows.rename(columns=names)


def steps(year: SimulatedYear) -> pd.DataFrame:
    """Give the way from the plain sum to the drawn loss, part by part.

    Returns
    -------
    DataFrame: part, expected_loss, standard_error, worst_twentieth,
    standard_error_of_worst_twentieth (currency); the first row is the plain sum, which is exact,
    the last the loss with all parts, so that the rows between them add up
    """
    known = year.summary.set_index("measure")
    mean, tail = known.loc["expected_loss"], known.loc["expected_shortfall_95"]
    ends = [
        ("plain sum over those who leave", mean["added_up"], 0.0, tail["added_up"], 0.0),
        ("with what is shared", mean["amount"], mean["amount_se"], tail["amount"],
         tail["amount_se"]),
    ]  # fmt: skip
    first, last = (pd.DataFrame([row], columns=list(year.parts)) for row in ends)
    moved = year.parts[(year.parts["expected_loss"] != 0) | (year.parts["shortfall_95"] != 0)]
    names = {"expected_loss_se": "standard_error", "shortfall_95": "worst_twentieth",
             "shortfall_95_se": "standard_error_of_worst_twentieth"}  # fmt: skip
    return pd.concat([first, moved, last], ignore_index=True).rename(columns=names)


def assets(year: SimulatedYear) -> pd.DataFrame:
    """Give the assets through which most is lost, dearest first.

    Returns
    -------
    DataFrame: asset, asset_id, channel, how_it_counts, position_ids, holders, loss_if_all_leave,
    plain_sum, extra_as_shared (what counting it once, or when all go, adds), extra_pulled_along,
    expected_loss, standard_error (of all that is not in the plain sum)
    """
    names = {"name": "asset", "rule": "how_it_counts", "added_up": "plain_sum",
             "extra_once": "extra_as_shared", "extra_pulled": "extra_pulled_along",
             "expected_loss_se": "standard_error"}  # fmt: skip
    columns = ["asset", "asset_id", "channel", "how_it_counts", "position_ids", "holders",
               "loss_if_all_leave", "plain_sum", "extra_as_shared", "extra_pulled_along",
               "expected_loss", "standard_error"]  # fmt: skip
    return year.assets.rename(columns=names)[columns]


def groups(year: SimulatedYear) -> pd.DataFrame:
    """Give the holders of the same asset that cost most together, by post.

    Returns
    -------
    DataFrame: position_ids, people, asset_ids, chance_together, standard_error, cost_together,
    cost_one_by_one (each leaving while the others stay, added up)
    """
    names = {"chance_together_se": "standard_error", "cost_apart": "cost_one_by_one"}
    return year.groups.rename(columns=names).drop(columns="cost_difference")


def seats(year: SimulatedYear) -> pd.DataFrame:
    """Give the posts for which somebody is ready, those that may go short first."""
    return year.seats.rename(columns={"chance_untaken_se": "standard_error"})


def check(year: SimulatedYear, *, currency: str) -> pd.DataFrame:
    """Give the drawn plain sum beside the exact one, with units."""
    names = {"drawn_se": "standard_error", "gap_in_se": "gap_in_standard_errors"}
    rows = with_units(year.check, ["drawn", "drawn_se", "exact"], currency=currency)
    return rows.rename(columns=names)
