"""Drawn scenarios and single exits as a page shows them: tables and sentences."""

import pandas as pd

from workbench.drain.simulation.compare import DrawnComparison
from workbench.words import count, in_words, money

_CLEAR = 2.0


def drawn_in_words(drawn: DrawnComparison) -> pd.DataFrame:
    """Give each scenario with what is shared, and what it adds to the base on the same paths.

    Returns
    -------
    DataFrame: scenario, plain_sum, with_what_is_shared, standard_error, extra_loss,
    standard_error_of_extra, worst_twentieth, extra_worst_twentieth,
    standard_error_of_extra_worst_twentieth; extras of the base are missing
    """
    names = {
        "added_up": "plain_sum", "expected_loss": "with_what_is_shared",
        "expected_loss_se": "standard_error", "difference": "extra_loss",
        "difference_se": "standard_error_of_extra", "shortfall_95": "worst_twentieth",
        "shortfall_difference": "extra_worst_twentieth",
        "shortfall_difference_se": "standard_error_of_extra_worst_twentieth",
    }  # fmt: skip
    extras = [name for name in names if "difference" in name]
    rows = drawn.table.astype(dict.fromkeys(extras, float))
    rows.loc[rows["scenario"] == drawn.base, extras] = float("nan")
    rows = rows.assign(scenario=rows["scenario"].map(in_words))
    return rows[["scenario", *names]].rename(columns=names)


def drawn_findings(drawn: DrawnComparison) -> tuple[str, ...]:
    """Say which scenario adds more with what is shared than the plain sum says.

    Returns
    -------
    Sentences; differences under two standard errors are not told, none where nothing is lost
    """
    rows = drawn.table
    usual = rows[rows["scenario"] == drawn.base].iloc[0]
    others = rows[rows["scenario"] != drawn.base]
    if others.empty or not usual["expected_loss"] > 0:
        return ()
    plain = others["added_up"] - usual["added_up"]
    others = others.assign(plain=plain, short=others["difference"] - plain)
    # A difference that is the same on all paths has an error of rounding only.
    clear = others["short"] > _CLEAR * others["difference_se"] + 1e-6 * usual["expected_loss"]
    beyond = others[clear]
    if beyond.empty:
        return (
            f"Counted as it is shared, no scenario adds clearly more to {in_words(drawn.base)} "
            "than the plain sum says.",
        )
    worst = beyond.nlargest(1, "short").iloc[0]
    amount, error, added = (
        money(float(worst[name]), drawn.currency)
        for name in ("difference", "difference_se", "plain")
    )
    return (
        f"Counted as it is shared, {in_words(worst['scenario'])} adds {amount} (standard error "
        f"{error}) to {in_words(drawn.base)} instead of {added} added up; the plain sum falls "
        f"short for {len(beyond)} of {count(len(others), 'scenario')}.",
    )


def exits_in_words(exits: pd.DataFrame) -> pd.DataFrame:
    """Give the list of single exits, dearest first.

    Returns
    -------
    DataFrame: title, position_id, people, loss, loss_low, loss_high, loss_as_shared, extra_loss
    (to what the post costs anyway in expectation), vacant_days, full_output_days,
    full_output_low_days, full_output_high_days
    """
    names = {
        "difference": "extra_loss", "full_output_days_low": "full_output_low_days",
        "full_output_days_high": "full_output_high_days",
    }  # fmt: skip
    columns = ["title", "position_id", "people", "loss", "loss_low", "loss_high",
               "loss_as_shared", "extra_loss", "vacant_days", "full_output_days",
               "full_output_low_days", "full_output_high_days"]  # fmt: skip
    return exits.rename(columns=names)[columns]


def exit_findings(exits: pd.DataFrame, *, currency: str) -> tuple[str, ...]:
    """Say which single exit costs most, which takes longest, and where the plain sum misleads.

    Parameters
    ----------
    exits : of ``single_exits``
    currency : of the amounts

    Returns
    -------
    Sentences; posts by title and id, never persons
    """
    sentences = (_dearest(exits, currency), _longest(exits), _shared(exits, currency))
    return tuple(sentence for sentence in sentences if sentence)


def _post(row: pd.Series) -> str:
    return f"{row['title']} ({row['position_id']})"


def _leavers(row: pd.Series) -> str:
    """Who leaves a post, with the verb."""
    if row["people"] == 1:
        return "one person leaves"
    return "both people leave" if row["people"] == 2 else f"all {row['people']} people leave"


def _dearest(exits: pd.DataFrame, currency: str) -> str:
    known = exits.dropna(subset=["loss"])
    if known.empty:
        return ""
    row = known.nlargest(1, "loss").iloc[0]
    amount, low, high = (money(float(row[n]), currency) for n in ("loss", "loss_low", "loss_high"))
    return (
        f"The dearest single exit is that from {_post(row)}: {amount} (range {low} to {high}) if "
        f"{_leavers(row)} and nobody else does."
    )


def _longest(exits: pd.DataFrame) -> str:
    known = exits.dropna(subset=["full_output_days"])
    if known.empty:
        return ""
    row = known.nlargest(1, "full_output_days").iloc[0]
    days = count(round(float(row["full_output_days"])), "day")
    return (
        f"Longest without full output would be {_post(row)}: {days} until a successor from outside "
        "does everything."
    )


def _shared(exits: pd.DataFrame, currency: str) -> str:
    rows = exits.assign(short=exits["loss_as_shared"] - exits["loss"])
    clear = rows[rows["short"] > 0.05 * rows["loss"]]
    if clear.empty:
        return ""
    row = clear.nlargest(1, "short").iloc[0]
    posts = count(len(clear), "post")
    return (
        f"At {posts} an exit costs more than the sum says, since something shared goes whole: most "
        f"at {_post(row)}, {money(float(row['loss_as_shared']), currency)} instead of "
        f"{money(float(row['loss']), currency)}."
    )
