"""Demands: what the pools cannot fill, in groups alike, without a birthday."""

from pathlib import Path

import pandas as pd
import pytest

from tests.exchange.toys import Tables, company
from workbench.company import Company, load_company
from workbench.exchange.codes import NO_CODE
from workbench.exchange.demands import FROM_INSIDE, NO_REGION, Demands, demands_of
from workbench.exchange.display import demand_rows, published_groups
from workbench.exchange.findings import publication_findings
from workbench.exchange.publish import preview_publication
from workbench.pools import Pools, build_pools
from workbench.sample.planted import KEY_POSTS, LONG_VACANCY_POST, RETIRING_HEAD_POST

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
Answer = tuple[Company, Pools, Demands]


@pytest.fixture(scope="module")
def answer() -> Answer:
    sample = load_company(SAMPLE, as_of="2026-06-30")
    pools = build_pools(sample, KEY_POSTS)
    return sample, pools, demands_of(sample, pools, organisation="norrlack")


def posts(**changes: object) -> Tables:
    """Two vacant welding posts alike, one that is held, and one held by who soon retires."""
    table = pd.DataFrame(
        {"position_id": ["P1", "P2", "P3", "P4"], "title": ["A", "B", "C", "D"],
         "occupation_code": "51-4121.06", "grade": [5, 6, 5, 9], "region": "North",
         "is_management": "yes", "pay_min_per_year": [50_100, 48_900, None, 70_000],
         "pay_max_per_year": [60_000, 61_001, None, 90_000]}
    ).assign(**changes)  # fmt: skip
    staff = pd.DataFrame(
        {"employee_id": ["E1", "E2"], "position_id": ["P3", "P4"],
         "born_on": ["1990-01-01", "1962-02-17"]}
    )  # fmt: skip
    asked = pd.DataFrame(
        [("P1", "C1", 4, 1), ("P2", "C1", 4, 1), ("P1", "C2", 4, 1), ("P2", "C3", 2, 1)],
        columns=["position_id", "competency_id", "level", "weight"],
    )
    names = pd.DataFrame(
        {"competency_id": ["C1", "C2", "C3"], "name": ["Welding; gas", "Drawing", "Law"],
         "element": "knowledge"}
    )  # fmt: skip
    channels = pd.DataFrame(
        {"channel": ["slow", "fast"], "kind": ["university", "agency"], "days": [300, 20],
         "cost": [100, 9000], "fill_rate": [1, 1]}
    )  # fmt: skip
    return {"positions": table, "employees": staff, "requirements": asked, "competencies": names,
            "channels": channels}  # fmt: skip


def asked(given: Tables, **exchange: object) -> Demands:
    toy = company(given, **exchange)
    return demands_of(toy, build_pools(toy, ("P1",)), organisation="toy")


@pytest.fixture(scope="module")
def toy() -> Demands:
    return asked(posts())


def test_posts_alike_are_one_demand(toy: Demands) -> None:
    found = toy
    first = found.table.iloc[0]
    assert first[["occupation_code", "code_system", "level", "region", "number"]].tolist() == [
        "51-4121", "onet_soc", "experienced", "North", 2.0
    ]  # fmt: skip
    assert (first["pay_low_per_year"], first["pay_high_per_year"]) == (48_000, 62_000)
    assert first["skills"] == "Welding, gas"
    assert found.table["number"].sum() == 3
    assert found.posts.set_index("position_id")["demand_id"].to_dict() == {
        "P1": "d-0001", "P2": "d-0001", "P4": "d-0002"
    }  # fmt: skip


def test_retirement_is_asked_for_by_the_horizon_and_a_vacancy_not_before_one_can_start(
    toy: Demands,
) -> None:
    """The holder is 65 on 2027-02-17, which no date tells; nobody starts within 120 days."""
    table = toy.table
    assert table["by_when"].tolist() == [pd.Timestamp("2026-12-31"), pd.Timestamp("2027-06-30")]
    soon = asked(posts(), least_days_ahead=0).table
    assert soon["by_when"].tolist() == [pd.Timestamp("2026-06-30"), pd.Timestamp("2027-06-30")]


def test_page_shows_no_ids_and_no_empty_columns(toy: Demands) -> None:
    shown = demand_rows(toy)
    assert len(shown) == 2
    assert not {"demand_id", "organisation"} & set(shown)
    assert shown.notna().any().all()


def test_level_follows_the_grades_of_the_settings() -> None:
    grades = {"experienced": 6, "senior": 9, "lead": 12}
    assert asked(posts(), level_grades=grades).table["level"].tolist() == [
        "entry", "experienced", "senior"
    ]  # fmt: skip


def test_cheapest_channel_in_time_is_wanted(toy: Demands) -> None:
    given = posts()
    assert toy.table["channel_wanted"].tolist() == ["agency", "university"]
    given["channels"] = given["channels"].assign(days=[20, 20])
    assert asked(given).table["channel_wanted"].unique().tolist() == ["university"]


def test_post_without_code_or_region_is_left_out_with_the_reason() -> None:
    found = asked(posts(occupation_code=None)).posts
    assert found["reason"].tolist() == [NO_CODE] * 3
    nowhere = asked(posts(region=None))
    assert nowhere.posts["reason"].tolist() == [NO_REGION] * 3
    assert nowhere.table.empty


def test_without_pay_bands_nothing_is_said_of_pay() -> None:
    table = asked(posts(pay_min_per_year=None, pay_max_per_year=None)).table
    assert table[["pay_low_per_year", "pay_high_per_year", "currency"]].isna().all(axis=None)


def test_vacancy_and_retiring_head_of_the_sample_are_asked_for(answer: Answer) -> None:
    _, _, found = answer
    where = found.posts.set_index("position_id")
    assert (where.loc[[LONG_VACANCY_POST, RETIRING_HEAD_POST], "reason"] == "").all()
    head = found.table.set_index("demand_id").loc[where.loc[RETIRING_HEAD_POST, "demand_id"]]
    assert (head["by_when"], head["level"]) == (pd.Timestamp("2027-06-30"), "lead")
    assert (where["reason"] == FROM_INSIDE).any()


def test_demands_and_posts_add_up(answer: Answer) -> None:
    _, _, found = answer
    open_posts = found.posts[found.posts["reason"] == ""]
    assert found.table["number"].sum() == (open_posts["seats"] - open_posts["inside"]).sum()
    assert found.posts["demand_id"].isna().tolist() == (found.posts["reason"] != "").tolist()


def test_one_person_fills_one_seat(answer: Answer) -> None:
    _, pools, found = answer
    ready = pools.proposals[pools.proposals["position_id"].isin(found.posts["position_id"])]
    assert found.posts["inside"].sum() <= ready["employee_id"].nunique()


def test_no_demand_names_a_post_a_title_or_a_person(answer: Answer) -> None:
    sample, _, found = answer
    text = found.table.to_csv()
    named = found.posts["position_id"].tolist() + found.posts["title"].tolist()
    assert not [one for one in named if one in text]
    assert not [who for who in sample.employees["employee_id"] if who in text]


def test_preview_is_the_same_but_for_its_pseudonyms(answer: Answer) -> None:
    sample, _, found = answer
    one, two = (preview_publication(sample, KEY_POSTS) for _ in range(2))
    assert one.supplies is not None
    assert two.supplies is not None
    pd.testing.assert_frame_equal(published_groups(one.supplies), published_groups(two.supplies))
    assert not set(one.supplies.table["supply_id"]) & set(two.supplies.table["supply_id"])
    assert publication_findings(one) == publication_findings(two)
    assert len(one.demands.table) == len(found.table)
