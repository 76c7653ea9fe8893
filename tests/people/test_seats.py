import pandas as pd
import pytest

from workbench.company import company_from_tables, is_needed
from workbench.company.overview import overview
from workbench.people.seats import empty_seats, vacant_seats

AS_OF = "2026-06-30"
# One and a half people in two seats; two halves and three thirds in one; then ways to be needed.
POSTS = [
    ("P1", "active", 2, None, None),
    ("P2", "active", 1, None, None),
    ("P3", "active", 1, None, None),
    ("P4", "planned", 2, "2026-07-01", None),
    ("P5", "planned", 1, "2026-06-30", None),
    ("P6", "planned", 1, None, None),
    ("P7", "active", 1, None, "2026-06-29"),
    ("P8", "active", 1, "2026-08-01", "2027-01-31"),
    ("P9", "frozen", 1, None, "2026-06-30"),
]
PEOPLE = [
    ("E1", "P1", 1.0), ("E2", "P1", 0.5),
    ("E3", "P2", 0.5), ("E4", "P2", 0.5),
    ("E5", "P3", 1 / 3), ("E6", "P3", 1 / 3), ("E7", "P3", 1 / 3),
]  # fmt: skip


@pytest.fixture
def company():
    columns = ["position_id", "status", "seats", "needed_from", "needed_to"]
    posts = pd.DataFrame(POSTS, columns=columns).assign(title="Post", unit="U")
    people = pd.DataFrame(PEOPLE, columns=["employee_id", "position_id", "fte"])
    return company_from_tables({"positions": posts, "employees": people}, as_of=AS_OF)


def test_is_needed_by_hand(company) -> None:
    needed = is_needed(company.positions, company.as_of)
    assert dict(zip(company.positions["position_id"], needed, strict=True)) == {
        "P1": True, "P2": True, "P3": True, "P4": False, "P5": True, "P6": False, "P7": False,
        "P8": False, "P9": True,
    }  # fmt: skip


def test_empty_seats_by_hand(company) -> None:
    seats = empty_seats(company)
    assert seats["empty"].to_dict() == {
        "P1": 0, "P2": 0, "P3": 0, "P4": 2, "P5": 1, "P6": 1, "P7": 1, "P8": 1, "P9": 1,
    }  # fmt: skip
    wanted = seats["wanted_from"].dropna()
    assert {post: f"{day:%Y-%m-%d}" for post, day in wanted.items()} == {
        "P4": "2026-07-01", "P5": AS_OF, "P8": "2026-08-01", "P9": AS_OF,
    }  # fmt: skip


def test_vacant_seats_are_those_of_posts_needed_today(company) -> None:
    vacant = vacant_seats(company)
    assert vacant[vacant > 0].to_dict() == {"P5": 1, "P9": 1}


def test_overview_counts_no_seat_of_a_post_that_is_needed_later_or_no_more(company) -> None:
    view = overview(company)
    # Nine posts; seats of P1, P2, P3, P5 and P9: 2 + 1 + 1 + 1 + 1.
    assert view.units[["posts", "seats", "vacant_posts"]].to_numpy().tolist() == [[9, 6, 2]]
    assert view.levels["seats"].sum() == 6
