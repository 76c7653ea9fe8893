"""The figures of a horizon as a reader would say them, each with its unit."""

import pandas as pd

from workbench.words import in_words

# Names that words alone do not make readable.
_SAID = {
    "value_at_risk_95": "loss exceeded one time in twenty",
    "expected_shortfall_95": "mean of the worst twentieth",
    "expected_shortfall_99": "mean of the worst hundredth",
    "expected_leavers": "people expected to leave",
}


def with_units(summary: pd.DataFrame, amounts: list[str], *, currency: str) -> pd.DataFrame:
    """Write what is measured in words with its unit; a chance in percent.

    Parameters
    ----------
    summary : measure, and the columns of amounts; missing stays missing
    amounts : names of those columns
    currency : of every measure that is neither a chance nor a number of people

    Returns
    -------
    DataFrame of the same rows

    Examples
    --------
    >>> rows = [("expected_loss", 9.0), ("chance_of_a_loss", 0.5), ("expected_leavers", 2.5)]
    >>> table = pd.DataFrame(rows, columns=["measure", "amount"])
    >>> print(with_units(table, ["amount"], currency="EUR").to_string(index=False, header=False))
                expected loss (EUR)  9.0
               chance of a loss (%) 50.0
    people expected to leave (mean)  2.5
    """
    chance = summary["measure"].str.startswith("chance")
    table = summary.assign(measure=[_words(name, currency) for name in summary["measure"]])
    table.loc[chance, amounts] *= 100.0
    return table


def _words(name: str, currency: str) -> str:
    unit = "%" if name.startswith("chance") else "mean" if name == "expected_leavers" else currency
    return f"{_SAID.get(name) or in_words(name)} ({unit})"
