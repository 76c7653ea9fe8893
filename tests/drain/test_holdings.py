"""What hangs on each person, where an entry of the register looks like an import."""

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables, load_company
from workbench.drain.holdings import values_held
from workbench.sample import planted
from workbench.settings import Settings

# E1 is listed for 20 customers of 100 a year, A00 with a share; E2 holds one of them and another.
ENTRIES = [(f"A{n:02d}", "E1", None) for n in range(1, 20)] + [
    ("A00", "E1", 0.5), ("A01", "E2", None), ("A20", "E2", 1.0),
]  # fmt: skip


def _company(entries: list[tuple[str, str, float | None]]) -> Company:
    ids = sorted({asset for asset, _, _ in entries})
    tables = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Seller"]}),
        "employees": pd.DataFrame({"employee_id": ["E1", "E2"], "position_id": "P1"}),
        "assets": pd.DataFrame(
            {"asset_id": ids, "kind": "customer", "name": ids, "value_per_year": 100.0,
             "life_years": 1.0}
        ),
        "holdings": pd.DataFrame(entries, columns=["asset_id", "employee_id", "share"]),
    }  # fmt: skip
    settings = Settings.model_validate({"drain": {"discount_rate_per_year": 0.0}})
    return company_from_tables(tables, as_of="2026-06-30", settings=settings)


def test_values_held_of_an_import_owner_are_unknown_and_take_nothing_from_others() -> None:
    held = values_held(_company(ENTRIES)).set_index("employee_id")
    assert pd.isna(held.loc["E1", "customer_value"])
    # A01 is all E2's: the entry of E1 says nothing of who holds it.
    assert held.loc["E2", "customer_value"] == pytest.approx(200)
    assert held.loc["E1", "value_needs"] == (
        "holdings.share (listed like an import) of A01, A02, A03, A04, A05, A06, A07, A08, A09, "
        "A10 and 9 more"
    )
    assert held.loc["E1", "secret_value"] == 0 and held.loc["E2", "value_needs"] == ""


def test_values_held_of_few_entries_without_a_share_are_split_as_before() -> None:
    held = values_held(_company([("A1", "E1", None), ("A1", "E2", None), ("A2", "E1", None)]))
    assert held["customer_value"].tolist() == pytest.approx([150, 50])
    assert set(held["value_needs"]) == {""}


def test_values_held_of_the_sample_call_the_import_owner_no_key_person() -> None:
    held = values_held(load_company("data/sample")).set_index("employee_id")
    assert pd.isna(held.loc[planted.IMPORT_OWNER, "customer_value"])
    assert held["customer_value"].idxmax() == planted.KEY_ACCOUNT_HOLDER
