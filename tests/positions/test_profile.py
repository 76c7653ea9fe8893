import pandas as pd
import pytest

from workbench.positions.profile.gaps import GAPS, count_gaps, profile_gaps
from workbench.sample import planted

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": ["Head", "Mixer", "Clerk"],
        "purpose": ["Leads", None, "Files"],
    }
)
AREAS = pd.DataFrame(
    [
        ("R1", "P1", "Plan", "On time"),
        ("R2", "P1", "Budget", None),
        ("R3", "P1", "People", "All"),
        ("R4", "P2", "Mixing", "Pure"),
    ],
    columns=["result_area_id", "position_id", "area", "target"],
)
DUTIES = pd.DataFrame(
    [
        ("D1", "P1", "R1", "Plans", None),
        ("D2", "P1", "R1", "Reports", "SOP-1"),
        ("D3", "P1", "R2", "Spends", None),
        ("D4", "P1", None, "Joins a circle", "SOP-2"),
        ("D5", "P1", "R4", "Mixes", "SOP-3"),
    ],
    columns=["duty_id", "position_id", "result_area_id", "duty", "procedure_id"],
)
# R1 has a procedure by its second duty, R2 has none, R3 has no duty at all; P2 has no duties. D5
# names an area of another post, so it has none of its own.
BY_HAND = [
    ("P2", "post without a purpose", "positions.purpose is empty"),
    ("P2", "post without duties", "no row in duties"),
    ("P1", "area without a target", "Budget (R2)"),
    ("P1", "duty without an area", "Joins a circle (D4)"),
    ("P1", "duty without an area", "Mixes (D5)"),
    ("P1", "area without duties", "People (R3)"),
    ("P1", "area without a written procedure", "Budget (R2)"),
]


@pytest.fixture
def company(make_company):
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    return make_company(positions=POSTS, employees=people, result_areas=AREAS, duties=DUTIES)


def _rows(gaps):
    return list(gaps[["position_id", "gap", "what"]].itertuples(index=False, name=None))


def test_profile_gaps_by_hand(company) -> None:
    gaps = profile_gaps(company, ["P2", "P1", "P9"])
    assert _rows(gaps) == BY_HAND
    assert gaps["title"].tolist() == ["Mixer"] * 2 + ["Head"] * 5


def test_profile_gaps_of_a_post_nobody_described(company) -> None:
    assert _rows(profile_gaps(company, ["P3"])) == [
        ("P3", "post without result areas", "no row in result_areas"),
        ("P3", "post without duties", "no row in duties"),
    ]


def test_profile_gaps_are_the_same_in_any_order(make_company) -> None:
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    turned = make_company(
        positions=POSTS[::-1], employees=people, result_areas=AREAS[::-1], duties=DUTIES[::-1]
    )
    assert _rows(profile_gaps(turned, ["P2", "P1"])) == BY_HAND


def test_profile_gaps_of_no_posts_are_empty(company) -> None:
    gaps = profile_gaps(company, [])
    assert gaps.columns.tolist() == ["position_id", "title", "gap", "what"]
    assert gaps.empty
    counted = count_gaps(company, gaps, [])
    assert counted["entries"].isna().all() and counted["posts"].isna().all()
    assert counted["assessed"].str.fullmatch("not assessed: no .* to look at").all()
    pd.testing.assert_frame_equal(count_gaps(company, gaps), counted)


def test_count_gaps_by_hand(company) -> None:
    gaps = profile_gaps(company, ["P1", "P2"])
    counted = count_gaps(company, gaps, ["P1", "P2"]).set_index("gap")
    assert counted["entries"].tolist() == [1, 0, 1, 1, 2, 1, 1]
    assert counted["posts"].tolist() == [1, 0, 1, 1, 1, 1, 1]
    assert counted["assessed"].eq("yes").all()


def test_count_gaps_of_missing_tables_is_unknown_and_says_what_it_needs(make_company) -> None:
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]})
    company = make_company(positions=POSTS, employees=people, result_areas=AREAS)
    gaps = profile_gaps(company, ["P2", "P1"])
    assert _rows(gaps) == [BY_HAND[0], BY_HAND[2]]
    counted = count_gaps(company, gaps).set_index("gap")
    unknown = counted.index[counted["entries"].isna()].tolist()
    assert unknown == [gap for gap, needs in GAPS.items() if "duties" in needs]
    assert counted.loc[unknown, "assessed"].str.contains("needs table duties").all()


def test_count_gaps_of_posts_without_areas_and_duties_reassures_nobody(company) -> None:
    # P3 has neither: there is no area that could lack a target, no duty that could lack an area.
    counted = count_gaps(company, profile_gaps(company, ["P3"]), ["P3"]).set_index("gap")
    assert counted["entries"].fillna(-1).tolist() == [0, 1, -1, 1, -1, -1, -1]
    assert counted["assessed"].tolist() == [
        "yes", "yes", "not assessed: no result area to look at", "yes",
        "not assessed: no duty to look at",
        "not assessed: no result area of a post with duties to look at",
        "not assessed: no result area with duties to look at",
    ]  # fmt: skip


def test_profile_gaps_find_the_posts_nobody_described(sample) -> None:
    gaps = profile_gaps(sample, planted.UNDESCRIBED_POSTS + planted.KEY_POSTS)
    bare = gaps.loc[gaps["gap"] == "post without result areas", "position_id"]
    assert bare.tolist() == list(planted.UNDESCRIBED_POSTS)
