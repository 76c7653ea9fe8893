"""Related occupations by six digits, and own people who could feed a post."""

import pandas as pd
import pytest

from tests.occupations.conftest import company_of
from workbench.company import Company
from workbench.occupations.findings import feeder_findings
from workbench.occupations.onet import Onet
from workbench.occupations.related import feeders, not_down, related

POSTS = pd.DataFrame(
    [
        ("K1", "Weaver", "17-2041.00"), ("K2", "Weaver two", "17-2041"), ("K3", "Nobody", None),
        ("K4", "Clerk", "4110"), ("M1", "Boss", "11-9041"), ("G1", "Grinder", "51-9021"),
        ("X1", "Mixer", "51-9023.00"),
    ],
    columns=["position_id", "title", "occupation_code"],
)  # fmt: skip
PEOPLE = pd.DataFrame(
    [("E1", "K1"), ("E2", "K2"), ("E3", "K2"), ("E4", "M1"), ("E5", "G1"), ("E6", "G1")],
    columns=["employee_id", "position_id"],
)


@pytest.fixture(scope="module")
def staffed() -> Company:
    none = pd.DataFrame(columns=["title", "occupation_code", "decided_on"])
    return company_of(positions=POSTS, employees=PEOPLE, occupation_titles=none)


def test_related_by_six_digits_takes_the_better_of_both_lists(onet: Onet) -> None:
    table = related(onet, ["17-2041.00"]).set_index("related_code")
    assert (table["occupation_code"] == "17-2041").all()
    # Detailed codes fall together, and an occupation is not related to itself.
    assert table["place"].to_dict() == {"11-9041": 1, "51-9021": 3, "41-4011": 7}
    assert table["both_ways"].to_dict() == {"11-9041": True, "51-9021": False, "41-4011": False}
    assert table["closeness"].tolist() == pytest.approx([20 / 21, 18 / 21, 14 / 21])


def test_related_of_all_is_the_same_from_both_ends(onet: Onet) -> None:
    table = related(onet)
    there = set(zip(table["occupation_code"], table["related_code"], table["place"], strict=True))
    back = set(zip(table["related_code"], table["occupation_code"], table["place"], strict=True))
    assert there == back
    assert table["closeness"].between(0, 1, inclusive="neither").all()
    assert not table.duplicated(["occupation_code", "related_code"]).any()


def test_feeders_tell_own_people_from_outside(staffed: Company, onet: Onet) -> None:
    found = feeders(staffed, onet, ["K1", "K3", "K4", "gone"])
    table = found.table.set_index("related_code")
    assert table["where"].to_dict() == {
        "11-9041": "own people", "51-9021": "own people", "41-4011": "outside",
    }  # fmt: skip
    assert table["people"].to_dict() == {"11-9041": 1, "51-9021": 2, "41-4011": 0}
    assert table.loc["51-9021", "own_posts"] == "Grinder"
    assert found.unknown.set_index("position_id")["reason"].to_dict() == {
        "K3": "no occupation", "K4": "no occupation of O*NET",
    }  # fmt: skip


def test_people_of_the_same_occupation_are_those_of_other_posts(
    staffed: Company, onet: Onet
) -> None:
    found = feeders(staffed, onet, ["K1", "K2", "M1"])
    assert found.same["people_same"].tolist() == [2, 1, 0]


def test_a_step_down_is_no_feeder_but_stays_in_the_table(staffed: Company, onet: Onet) -> None:
    found = feeders(staffed, onet, ["K1"]).table.set_index("related_code")
    assert found["zone_step"].to_dict() == {"11-9041": -1, "51-9021": 2, "41-4011": 1}
    assert "11-9041" not in not_down(found).index


def test_findings_name_posts_with_nobody_inside(staffed: Company, onet: Onet) -> None:
    said = feeder_findings(feeders(staffed, onet, ["K1", "M1", "K3"]))
    assert said[0] == (
        "2 of 2 posts could be fed from own people in the same occupation, or in a related one "
        "that asks for no more preparation."
    )
    assert "1 post has no occupation of O*NET: not looked at." in said
    small = company_of(positions=POSTS, employees=PEOPLE.head(1))
    only = feeder_findings(feeders(small, onet, ["M1", "X1"]))
    assert "only from outside: Mixer (X1)" in only[0]


def test_without_onet_no_feeder_is_suggested(staffed: Company) -> None:
    found = feeders(staffed, None, ["K1", "K3"])
    assert found.table.empty
    assert found.unknown["reason"].tolist() == ["O*NET is not given"] * 2
    assert feeder_findings(found) == (
        "Without O*NET no related occupation is known, so no feeder is suggested.",
    )
