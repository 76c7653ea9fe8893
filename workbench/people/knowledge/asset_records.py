"""What is written down of what people hold, how old that is, and whether it is enough."""

import pandas as pd

from workbench.people.knowledge.holders import kinds_of, known_sum

_BY_KIND = ["kind", "assets", "no_record", "stale", "fresh", "in_heads", "in_heads_unknown",
            "recoverable", "recoverable_unknown", "value_per_year", "value_in_heads_per_year",
            "oldest_days"]  # fmt: skip


def records_by_kind(assets: pd.DataFrame) -> pd.DataFrame:
    """Count for each kind of asset what is written down and what is only in heads.

    Parameters
    ----------
    assets : as in ``Holders.assets``

    Returns
    -------
    DataFrame, one row a kind and one for all: kind, assets, no_record, stale, fresh (these three
    add up to assets), in_heads (no record or one that is not enough), in_heads_unknown (a record of
    which nobody said whether it is enough), recoverable, recoverable_unknown, value_per_year and
    value_in_heads_per_year (known part; missing where nothing is known), oldest_days (age of the
    oldest record; missing without one)
    """
    return pd.DataFrame([_counted(kind, rows) for kind, rows in kinds_of(assets)], columns=_BY_KIND)


def _counted(kind: str, assets: pd.DataFrame) -> tuple[object, ...]:
    record, value = assets["record"], assets["value_per_year"]
    in_heads, recoverable = assets["in_heads"], assets["recoverable"]
    heads = in_heads.fillna(False).astype(bool)
    return (
        kind, len(assets), *(int((record == state).sum()) for state in ("none", "stale", "fresh")),
        int(heads.sum()), int(in_heads.isna().sum()),
        int(recoverable.fillna(False).sum()), int(recoverable.isna().sum()),
        value.sum(min_count=1), known_sum(value[heads]), assets["document_age_days"].max(),
    )  # fmt: skip
