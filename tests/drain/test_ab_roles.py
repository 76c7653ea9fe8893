"""Named against tested cover, by hand: each state once, and what is not known stays unknown."""

import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.drain import ab_roles as ab
from workbench.drain.ab_roles import ab_roles
from workbench.drain.ab_words import ab_findings, ab_table
from workbench.errors import ParameterError
from workbench.settings import Settings

POSTS = pd.DataFrame(
    [
        ("P1", "Chemist", "E9"),  # acted 10 days last year, held
        ("P2", "Seller", "E9"),  # two absences, E9 at work at one of them, never acted
        ("P3", "Planner", None),
        ("P4", "Buyer", "E8"),  # acted, but the post was not held
        ("P5", "Fitter", "E7"),  # nobody was away
        ("P6", "Clerk", "E6"),  # E6 has left
        ("P7", "Cook", "E9"),  # acted in 2021 only
        ("P8", "Pilot", "E18"),  # E18 holds it
        ("P9", "Empty", "E9"),
        ("P10", "Helpers", None),
    ],
    columns=["position_id", "title", "stand_in_employee_id"],
)
PEOPLE = pd.DataFrame(
    {
        "employee_id": [*(f"E1{i}" for i in range(1, 9)), "E9", "E8", "E7", "E6"],
        "position_id": [*(f"P{i}" for i in range(1, 9)), "P10", "P10", "P10", "P10"],
        "hired_on": "2010-01-01",
        "left_on": [None] * 11 + ["2026-01-31"],
    }
)
ABSENCES = pd.DataFrame(
    [
        ("E11", "2025-07-01", "2025-07-10", "E9", "held"),  # 10 days
        ("E11", "2024-06-21", "2024-07-04", None, None),  # 5 of 14 days since 2024-06-30
        ("E11", "2025-09-01", "2025-09-04", "E8", None),  # 4 days, somebody else
        ("E12", "2025-03-01", "2025-03-05", None, None),  # 5 days
        ("E12", "2025-07-03", "2025-07-04", None, None),  # 2 days
        ("E9", "2025-03-04", "2025-03-20", None, None),  # E9 away at the first of them
        ("E14", "2025-01-01", "2025-01-02", "E8", "not_held"),
        ("E17", "2021-01-01", "2021-01-05", "E9", None),
        ("E16", "2025-05-01", "2025-05-02", None, None),
    ],
    columns=["employee_id", "starts_on", "ends_on", "acting_employee_id", "acting_result"],
)
ALL = tuple(f"P{i}" for i in range(1, 10))


def make(**tables: pd.DataFrame | None) -> Company:
    given = {"positions": POSTS, "employees": PEOPLE, "absences": ABSENCES} | tables
    kept = {name: table for name, table in given.items() if table is not None}
    return company_from_tables(kept, as_of="2026-06-30", settings=Settings())


@pytest.fixture(scope="module")
def roles():
    return ab_roles(make(), ALL)


def test_each_state_by_hand(roles):
    states = roles.posts.set_index("position_id")["state"]
    assert states.to_dict() == {
        "P1": ab.TESTED, "P2": ab.PASSED_OVER, "P3": ab.NO_B, "P4": ab.NOT_HELD,
        "P5": ab.NO_OCCASION, "P6": ab.GONE, "P7": ab.LONG_AGO, "P8": ab.SAME,
    }  # fmt: skip
    places = [ab.STATES.index(state) for state in roles.posts["state"]]
    assert places == sorted(places)


def test_days_by_hand(roles):
    posts = roles.posts.set_index("position_id")
    assert posts.loc["P1", ["absences", "away_days"]].tolist() == [3, 19]
    days = ["by_b_days", "by_others_days", "by_nobody_days"]
    assert posts.loc["P1", days].tolist() == [10, 4, 5]
    assert posts.loc["P2", days].tolist() == [0, 0, 7]
    assert posts.loc["P4", days].tolist() == [2, 0, 0]
    assert posts.loc["P7", "away_days"] == 0
    assert (posts[days].sum(axis=1) == posts["away_days"]).all()


def test_tests_of_each_b_by_hand(roles):
    pairs = roles.pairs.set_index("position_id")
    assert pairs.loc["P1", ["occasions", "acted", "longest_days", "held"]].tolist() == [3, 1, 10, 1]
    assert pairs.loc["P2", ["occasions", "acted"]].tolist() == [1, 0]
    assert pairs.loc["P7", "last_acted_on"] == pd.Timestamp("2021-01-05")
    assert pairs.loc["P1", "posts_of_this_b"] == 3
    results = ab_table(roles).set_index("position_id")["result"]
    assert results[["P1", "P4", "P2"]].tolist() == ["held 1 of 1", "held 0 of 1", ""]


def test_a_longer_window_counts_the_old_test():
    posts = ab_roles(make(), ["P7"], months=120).posts
    assert posts["state"].tolist() == [ab.TESTED]


def test_findings_by_hand(roles):
    counted, paper, failed, shared = ab_findings(roles)
    assert counted == (
        "Of 8 posts, 1 has a B who acted within the last 24 months, 2 a B on paper only, 2 a B "
        "whose last test is old or failed and 3 no B who is there."
    )
    assert (
        paper
        == "Paper backup at Seller (P2): the B was at work during 1 absence and acted in none."
    )
    assert failed == "The B acted and could not hold the post at Buyer (P4)."
    assert shared.startswith(
        "One and the same person is the B at Chemist (P1), Seller (P2) and Cook (P7)"
    )
    assert not any("E9" in sentence for sentence in ab_findings(roles))


def test_without_absences_a_named_b_is_not_assessed():
    roles = ab_roles(make(absences=None), ["P1", "P3", "P6"])
    states = roles.posts.set_index("position_id")["state"]
    assert states.to_dict() == {"P1": ab.UNKNOWN, "P3": ab.NO_B, "P6": ab.GONE}
    assert roles.pairs.set_index("position_id").loc["P1", ["acted", "occasions"]].isna().all()
    assert ab_findings(roles) == (
        "Of 3 posts, 2 have a B by name; whether one ever acted is not known, as table absences is "
        "missing.",
    )


def test_names_ready_now_stand_in_where_no_post_names_a_b():
    named = pd.DataFrame(
        {"position_id": ["P2", "P1"], "employee_id": ["E9", "E9"],
         "readiness": ["ready_now", "ready_1_2_years"], "evidence_on": ["2026-01-01", "2026-01-01"]}
    )  # fmt: skip
    posts = POSTS.drop(columns="stand_in_employee_id")
    roles = ab_roles(make(positions=posts, nominations=named), ["P1", "P2"])
    assert roles.pairs["position_id"].tolist() == ["P2"]
    assert any("a reserve, not yet a stand-in" in words for words in ab_findings(roles))


def test_new_ids_another_order_and_shifted_dates_change_nothing(roles):
    shift = pd.Timedelta(days=-1461)
    ids = {one: f"X{one[1:]}" for one in PEOPLE["employee_id"]}
    people = PEOPLE.replace(ids).iloc[::-1]
    away = ABSENCES.replace(ids).iloc[::-1]
    people, away = people.copy(), away.copy()
    for frame, columns in ((people, ("hired_on", "left_on")), (away, ("starts_on", "ends_on"))):
        for column in columns:
            frame[column] = pd.to_datetime(frame[column]) + shift
    tables = {"positions": POSTS.replace(ids), "employees": people, "absences": away}
    moved = ab_roles(
        company_from_tables(tables, as_of="2022-06-30", settings=Settings()), ALL[::-1]
    )
    pd.testing.assert_frame_equal(moved.posts, roles.posts)


def test_unknown_posts_are_refused_and_nothing_says_nothing():
    with pytest.raises(ParameterError, match=r"Not among the open posts: P77"):
        ab_roles(make(), ["P1", "P77"])
    empty = ab_roles(make(), ["P9"])
    assert empty.posts.empty and empty.pairs.empty and ab_findings(empty) == ()
    assert ab_table(empty).empty
