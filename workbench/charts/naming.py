"""Headings of tables, and names from inside the workbench, as a reader would say them."""

from workbench.words import heading, in_words

# Names that words alone do not make readable.
_SAID = {
    "alone_se": "alone (standard error)",
    "asset_ids": "assets, by id",
    "chance_se": "chance (standard error)",
    "employee_ids": "people, by id",
    "expected_loss_at_p10": "expected loss at P10",
    "expected_loss_at_p90": "expected loss at P90",
    "expected_shortfall_95": "mean of the worst 1 in 20",
    "gci": "inconsistency (GCI)",
    "gci_limit": "limit of the GCI",
    "lambda_max": "largest eigenvalue",
    "loss_p10": "loss (P10)",
    "loss_p90": "loss (P90)",
    "range_80_percent": "range (80 %)",
    "ready_on_p90": "ready in nine of ten cases",
    "value_at_risk_95": "exceeded 1 time in 20",
    "value_on_one_per_year": "value held by one (per year)",
    "weight_by_critic": "weight by CRITIC",
    "with_others_se": "with others (standard error)",
    "worst_twentieth_at_p10": "worst twentieth at P10",
    "worst_twentieth_at_p90": "worst twentieth at P90",
}
# Columns whose cells are such names. Names of tables, columns and settings are not among them: a
# reader needs those as they are written in the files.
NAMED = frozenset({"acts_on", "group", "inputs", "item", "item_a", "item_b", "kind", "measure"})


def head(column: str, *, currency: str = "") -> str:
    """Write the heading of a column; amounts of money a year say their currency if it is given.

    Examples
    --------
    >>> head("loss_p10"), head("fill_days"), head("value_per_year")
    ('Loss (P10)', 'Fill (days)', 'Value (per year)')
    >>> head("value_per_year", currency="EUR"), head("rate_per_year", currency="EUR")
    ('Value (EUR per year)', 'Rate (per year)')
    """
    words = _SAID[column][:1].upper() + _SAID[column][1:] if column in _SAID else heading(column)
    is_money = column.endswith("_per_year") and "rate" not in column
    return words.replace("(per year)", f"({currency} per year)") if currency and is_money else words


def said(name: str) -> str:
    """Write a name from inside the workbench, or a text made of such names, in words.

    Examples
    --------
    >>> said("value_at_risk_95"), said("secret_value 20; rival_share 0.2")
    ('exceeded 1 time in 20', 'secret value 20; rival share 0.2')
    """
    return _SAID.get(name) or in_words(name)
