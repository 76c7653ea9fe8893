import pandas as pd

from workbench.people.knowledge.asset_records import records_by_kind

ASSETS = pd.DataFrame(
    [
        ("secret", 4.0, "none", None, True, False),
        ("secret", 2.0, "stale", 900.0, False, False),
        ("secret", None, "fresh", 30.0, None, None),
        ("method", None, "none", None, True, False),
        ("method", 7.0, "fresh", 10.0, False, True),
    ],
    columns=["kind", "value_per_year", "record", "document_age_days", "in_heads", "recoverable"],
).astype({"in_heads": "boolean", "recoverable": "boolean"})


def test_records_by_kind_count_states_and_what_is_only_in_heads() -> None:
    table = records_by_kind(ASSETS).set_index("kind")
    assert table[["no_record", "stale", "fresh"]].loc["secret"].tolist() == [1, 1, 1]
    assert table[["no_record", "stale", "fresh"]].sum(axis=1).tolist() == [3, 2, 5]
    assert table["in_heads"].to_dict() == {"secret": 1, "method": 1, "all": 2}
    assert table["recoverable"].to_dict() == {"secret": 0, "method": 1, "all": 1}


def test_records_by_kind_keep_the_unknown_apart() -> None:
    table = records_by_kind(ASSETS).set_index("kind")
    assert table["in_heads_unknown"].to_dict() == {"secret": 1, "method": 0, "all": 1}
    assert table["recoverable_unknown"].to_dict() == {"secret": 1, "method": 0, "all": 1}
    assert table.loc["secret", "value_in_heads_per_year"] == 4.0
    # The only method in heads has no value: unknown, not 0.
    assert pd.isna(table.loc["method", "value_in_heads_per_year"])
    assert table.loc["all", "oldest_days"] == 900.0
