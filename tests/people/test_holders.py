import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.errors import DataError
from workbench.people.knowledge.holders import Holders, who_holds_what
from workbench.settings import Settings

POSTS = pd.DataFrame({"position_id": ["P1", "P2"], "title": ["a", "b"], "seats": [2, 1]})
PEOPLE = pd.DataFrame(
    [("E1", "P1", None), ("E2", "P1", None), ("E3", "P2", None), ("E4", None, "2026-01-31")],
    columns=["employee_id", "position_id", "left_on"],
)
ASSETS = pd.DataFrame(
    [
        ("A1", "secret", 4e6, "2026-01-01", "yes"),
        ("A2", "secret", 1e6, "2024-01-01", "yes"),
        ("A3", "customer", 3e6, None, None),
        ("A4", "customer", 1e6, "2026-01-01", None),
        ("A5", "method", None, "2026-01-01", "yes"),
    ],
    columns=["asset_id", "kind", "value_per_year", "document_on", "reproducible"],
).assign(name="thing")
HOLDINGS = pd.DataFrame(
    [
        ("A1", "E1", 0.5), ("A1", "E3", 0.5), ("A2", "E1", None), ("A2", "E2", None),
        ("A3", "E2", None), ("A4", "E2", 0.2), ("A4", "E3", None), ("A5", "E4", 1.0),
    ],
    columns=["asset_id", "employee_id", "share"],
)  # fmt: skip


@pytest.fixture
def holders() -> Holders:
    tables = {"positions": POSTS, "employees": PEOPLE, "assets": ASSETS, "holdings": HOLDINGS}
    return who_holds_what(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))


def test_who_holds_what_counts_people_who_are_here(holders) -> None:
    assets = holders.assets.set_index("asset_id")
    assert assets["holders"].to_dict() == {"A1": 2, "A2": 2, "A3": 1, "A4": 2, "A5": 0}
    assert assets.loc["A5", "holder_ids"] == ()


def test_who_holds_what_recoverable_needs_holders_record_and_reproduction(holders) -> None:
    found = holders.assets.set_index("asset_id")["recoverable"]
    assert found["A1"]
    assert not found["A2"]  # the record is two and a half years old
    assert not found["A3"]  # not written down
    assert pd.isna(found["A4"])  # whether the record is enough is unknown
    assert not found["A5"]  # nobody here, whatever the record says


def test_who_holds_what_gives_document_age_in_days(holders) -> None:
    ages = holders.assets.set_index("asset_id")["document_age_days"]
    assert ages["A1"] == 180
    assert pd.isna(ages["A3"])


def test_who_holds_what_by_position_takes_the_most_exposed_person(holders) -> None:
    posts = holders.by_position.set_index("position_id")
    # E1 knows both secrets whole: 5 M; E2 knows one and is the only one at A3, 3 of 4 M.
    assert posts.loc["P1", "secret_value_per_year"] == 5e6
    assert posts.loc["P1", "customer_margin_share"] == pytest.approx((3 + 0.2) / 4)
    assert posts.loc["P1", "sole_assets"] == 1
    # E3 shares A4 with an unknown share: unknown, not zero.
    assert pd.isna(posts.loc["P2", "customer_margin_share"])


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        # Different customers of two sellers: both hang on the post, 3 + 1 of 4 M.
        ([("A3", "E1", 1.0), ("A4", "E2", 1.0)], 1.0),
        # The same customer twice counts once, 0.5 + 0.3 of 3 M; E3 is in another post.
        ([("A3", "E1", 0.5), ("A3", "E2", 0.3), ("A3", "E3", 0.2)], 0.8 * 3 / 4),
        # Parts above the whole are cut to it.
        ([("A3", "E1", 0.9), ("A3", "E2", 0.9)], 3 / 4),
        # All holders are here, so the part that is not given is the rest.
        ([("A3", "E1", 0.6), ("A3", "E2", None)], 3 / 4),
        # Part of the customer with a holder elsewhere and no share is unknown and adds nothing.
        ([("A3", "E1", None), ("A3", "E3", None), ("A4", "E2", 0.5)], 0.5 / 4),
        ([("A1", "E1", None)], 0.0),
    ],
)
def test_who_holds_what_counts_each_customer_of_a_post_once(rows, share) -> None:
    holdings = pd.DataFrame(rows, columns=["asset_id", "employee_id", "share"])
    tables = {"positions": POSTS, "employees": PEOPLE, "assets": ASSETS, "holdings": holdings}
    company = company_from_tables(tables, as_of="2026-06-30", settings=Settings())
    posts = who_holds_what(company).by_position.set_index("position_id")
    assert posts.loc["P1", "customer_margin_share"] == pytest.approx(share)


def test_who_holds_what_names_the_table_that_is_missing() -> None:
    company = company_from_tables(
        {"positions": POSTS, "employees": PEOPLE}, as_of="2026-06-30", settings=Settings()
    )
    with pytest.raises(DataError, match="needs table assets"):
        who_holds_what(company)


def test_who_holds_what_says_what_is_only_in_heads(holders) -> None:
    assets = holders.assets.set_index("asset_id")
    assert assets["record"].to_dict() == {
        "A1": "fresh", "A2": "stale", "A3": "none", "A4": "fresh", "A5": "fresh"
    }  # fmt: skip
    assert assets["in_heads"].dropna().to_dict() == {
        "A1": False, "A2": False, "A3": True, "A5": False
    }  # fmt: skip
    assert pd.isna(assets.loc["A4", "in_heads"])  # there is a record; nobody said if it is enough


def test_who_holds_what_without_a_persons_customers_is_as_if_none_were_listed() -> None:
    tables = {"positions": POSTS, "employees": PEOPLE, "assets": ASSETS, "holdings": HOLDINGS}
    company = company_from_tables(tables, as_of="2026-06-30", settings=Settings())
    bare = who_holds_what(
        company, without=pd.DataFrame({"employee_id": ["E2"], "kind": "customer"})
    )
    # E2 holds the customers A3 and A4 and, which stays, the secret A2.
    out = (HOLDINGS["employee_id"] == "E2") & (HOLDINGS["asset_id"] != "A2")
    tables["holdings"] = HOLDINGS[~out]
    other = who_holds_what(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))
    pd.testing.assert_frame_equal(bare.assets, other.assets)
    pd.testing.assert_frame_equal(bare.holdings, other.holdings)
    assert bare.assets.set_index("asset_id")["holders"].to_dict() == {
        "A1": 2, "A2": 2, "A3": 0, "A4": 1, "A5": 0
    }  # fmt: skip
