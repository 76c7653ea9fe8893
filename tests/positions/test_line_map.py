import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError
from workbench.positions.criteria.strategy import area_parts, goal_matrix, strategic_contribution
from workbench.positions.line.flows import line_map
from workbench.positions.line.words import map_in_words
from workbench.sample import planted

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3", "P4", "P5"],
        "title": ["Head", "Mixer", "Seller", "Newcomer", "Unclear"],
        "status": ["active", "active", "active", "planned", "active"],
        "needed_from": [None, None, None, "2026-10-01", None],
    }
)
PEOPLE = pd.DataFrame({"employee_id": ["E1", "E3"], "position_id": ["P1", "P3"]})
GOALS = pd.DataFrame(
    {"goal_id": ["G1", "G2", "G3"], "goal": ["Grow", "Heal", "Rest"], "weight": [3.0, 1.0, 1.0]}
)
STAGES = pd.DataFrame(
    [
        ("S1", "G1", "Pilot", "2026-01-01", "2026-12-31", 5.0, 3.0),
        ("S2", "G2", "Line", "2026-09-01", "2027-12-31", 2.0, 2.0),
        ("S3", "G3", "Pause", "2026-09-01", None, None, None),
    ],
    columns=["plan_item_id", "goal_id", "stage", "starts_on", "due_on", "needed", "at_hand"],
).assign(resource="people")
# Post, goal, stage, area, share, strength. P2's goal is that of its stage; P3's own goal counts.
AREAS = [
    ("P1", "G1", "S1", "Plan", 0.5, "9"),
    ("P1", "G2", None, "Plan", 0.5, "3"),
    ("P2", None, "S1", "Mixing", 1.0, "3"),
    ("P3", "G2", "S1", "Selling", 0.4, "9"),
    ("P3", None, None, "Order", 0.6, "9"),
    ("P4", "G2", "S2", "Mixing", 1.0, "1"),
    ("P5", "G1", None, "Plan", 0.5, "9"),
]


def _areas(rows):
    columns = ["position_id", "goal_id", "plan_item_id", "area", "share", "strength"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(result_area_id=[f"R{n}" for n in range(len(frame))])


TABLES = {
    "positions": POSTS, "employees": PEOPLE, "goals": GOALS, "plan_items": STAGES,
    "result_areas": _areas(AREAS),
}  # fmt: skip


@pytest.fixture
def company(make_company):
    return make_company(**TABLES)


def _parts(frame, *columns):
    return {
        tuple(key) if len(columns) > 1 else key[0]: round(part, 6)
        for *key, part in frame[[*columns, "part"]].itertuples(index=False)
    }


def test_area_parts_by_hand(company) -> None:
    # Weights 0.6, 0.2, 0.2; the shares of P5 sum to 0.5, so what it carries is not known.
    parts = area_parts(company)["part"]
    assert parts.round(6).fillna(-1).tolist() == [
        0.3, round(0.5 * 3 / 9 * 0.2, 6), 0.2, 0.08, 0.0, round(0.2 / 9, 6), -1,
    ]  # fmt: skip


def test_line_map_links_by_hand(company) -> None:
    line = line_map(company, ["P1"])
    assert _parts(line.links, "source", "target", "goal_id") == {
        ("goal G1", "stage S1", "G1"): 0.5,
        ("goal G2", "no stage G2", "G2"): 0.033333,
        ("goal G2", "stage S1", "G2"): 0.08,
        ("goal G2", "stage S2", "G2"): 0.022222,
        ("no stage G2", "area Plan", "G2"): 0.033333,
        ("stage S1", "area Mixing", "G1"): 0.2,
        ("stage S1", "area Plan", "G1"): 0.3,
        ("stage S1", "area Selling", "G2"): 0.08,
        ("stage S2", "area Mixing", "G2"): 0.022222,
        ("area Mixing", "post P4", "G2"): 0.022222,
        ("area Mixing", "posts G1", "G1"): 0.2,
        ("area Plan", "post P1", "G1"): 0.3,
        ("area Plan", "post P1", "G2"): 0.033333,
        ("area Selling", "posts G2", "G2"): 0.08,
    }
    assert line.not_described == ("P5",)


def test_line_map_nodes_by_hand(company) -> None:
    nodes = line_map(company, ["P1"]).nodes.set_index("node")
    assert nodes.index.tolist() == [
        "goal G1", "goal G2", "goal G3",
        "stage S1", "stage S2", "no stage G2", "stage S3",
        "area Plan", "area Mixing", "area Selling",
        "post P1", "posts G1", "post P4", "posts G2",
    ]  # fmt: skip
    assert nodes.loc["goal G3", ["part", "posts", "state"]].tolist() == [0, 0, "carried by nobody"]
    assert nodes.loc["stage S1", "state"] == "1 vacant seat"
    assert nodes.loc["stage S2", "state"] == "planned posts alone"
    assert nodes.loc["stage S3", "state"] == "nobody works on it"
    assert nodes.loc["post P4", "state"] == "needed from 2026-10-01"
    assert nodes.loc["posts G1", ["name", "state"]].tolist() == ["Mixer", "vacant"]
    assert nodes.loc["goal G1", "sentence"] == (
        "Grow (G1); 60 % of the weight of all goals; contribution 0.5 from 2 posts"
    )
    assert nodes.loc["stage S3", "sentence"] == (
        "Pause (S3); planned; needs unknown: people, at hand unknown; nobody works on it"
    )


def test_line_map_bundles_the_areas_that_carry_least(company) -> None:
    nodes = line_map(company, [], most_areas=1).nodes
    names = nodes.loc[nodes["kind"] == "area", ["node", "name"]].to_numpy().tolist()
    assert names == [
        ["area Plan", "Plan"], ["areas G1", "Mixing"], ["areas G2", "other areas (2)"],
    ]  # fmt: skip


def test_map_in_words_by_hand(company) -> None:
    words = map_in_words(company, line_map(company, ["P1"]))
    columns = ["goal", "stage", "needs", "gap", "area", "post"]
    assert words[columns].astype(object).fillna("").to_numpy().tolist() == [
        ["Grow (G1)", "Pilot (S1)", "5 people", 2.0, "Plan", "Head (P1)"],
        ["Grow (G1)", "Pilot (S1)", "5 people", 2.0, "Mixing", "Mixer (P2)"],
        ["Heal (G2)", "Pilot (S1)", "5 people", 2.0, "Selling", "Seller (P3)"],
        ["Heal (G2)", "Line (S2)", "2 people", 0.0, "Mixing", "Newcomer (P4)"],
        ["Heal (G2)", "no stage named", "", "", "Plan", "Head (P1)"],
        ["Rest (G3)", "Pause (S3)", "unknown: people", "", "", "nobody works on it"],
    ]
    assert words["contribution"].sum() == pytest.approx(strategic_contribution(company).sum())


def _check_flow(line, contribution):
    """What enters a node leaves it, and what enters a post is its contribution."""
    into = line.links.groupby("target")["part"].sum()
    out = line.links.groupby("source")["part"].sum()
    nodes = line.nodes.set_index("node")
    inner = nodes.index[nodes["kind"].isin(["stage", "area"]) & (nodes["part"] > 0)]
    np.testing.assert_allclose(into[inner], out[inner], rtol=1e-12)
    np.testing.assert_allclose(nodes.loc[into.index, "part"], into, rtol=1e-12)
    shown = nodes[(nodes["kind"] == "post") & nodes["own_id"].notna()]
    for node, post in shown["own_id"].items():
        if node == f"post {post}":
            assert into[node] == pytest.approx(contribution[post], rel=1e-12)
    assert line.flows["part"].sum() == pytest.approx(contribution.sum(), rel=1e-12)


def test_line_map_parts_of_every_post_sum_to_its_strategic_contribution(sample) -> None:
    contribution = strategic_contribution(sample)
    line = line_map(sample, planted.KEY_POSTS)
    sums = line.paths.groupby("position_id")["part"].sum()
    whole = sums.reindex(contribution.index).fillna(0.0)
    np.testing.assert_allclose(whole, contribution, rtol=1e-12, atol=1e-15)
    _check_flow(line, contribution)
    # With every post shown, every post is the sum of its links.
    every = line_map(sample, sample.positions["position_id"].tolist())
    into = every.links.groupby("target")["part"].sum()
    carrying = contribution[contribution > 0]
    np.testing.assert_allclose(into[["post " + one for one in carrying.index]], carrying, rtol=1e-9)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("P5", "G2", None, "Sell", 0.5, None), id="strength"),
        pytest.param(("P5", "G2", None, "Sell", None, "9"), id="share"),
        pytest.param(("P5", None, "S2", "Sell", 0.5, None), id="strength, goal of its stage"),
    ],
)
def test_line_map_links_of_every_post_sum_to_its_strategic_contribution(make_company, row) -> None:
    # P5 has half its areas known: what it carries in all is unknown, so it is in no link.
    company = make_company(**TABLES | {"result_areas": _areas([*AREAS, row])})
    line = line_map(company, POSTS["position_id"].tolist())
    into = line.links.groupby("target")["part"].sum()
    for post, carried in strategic_contribution(company).items():
        assert into.get(f"post {post}", np.nan) == pytest.approx(carried, rel=1e-12, nan_ok=True)
    assert "post P5" not in into.index and line.not_described == ("P5",)
    assert not (line.nodes["own_id"] == "P5").any()


def test_line_map_parts_of_goals_are_the_columns_of_the_goal_matrix(company, sample) -> None:
    for one in (company, sample):
        nodes = line_map(one, []).nodes
        goals = nodes[nodes["kind"] == "goal"].set_index("own_id")["part"]
        sums = goal_matrix(one).sum()
        np.testing.assert_allclose(goals[sums.index], sums, rtol=1e-12, atol=1e-15)


def test_line_map_is_the_same_in_any_order(company, make_company) -> None:
    line = line_map(company, ["P1"])
    turned = line_map(make_company(**{name: t[::-1] for name, t in TABLES.items()}), ["P1"])
    pd.testing.assert_frame_equal(turned.nodes, line.nodes)
    pd.testing.assert_frame_equal(turned.links, line.links)
    pd.testing.assert_frame_equal(turned.flows, line.flows)


def test_line_map_of_dates_that_are_all_later_is_the_same(company, make_company) -> None:
    year = pd.DateOffset(years=1)
    later = STAGES.assign(
        starts_on=pd.to_datetime(STAGES["starts_on"]) + year,
        due_on=pd.to_datetime(STAGES["due_on"]) + year,
    )
    moved = line_map(make_company(**TABLES | {"plan_items": later}), ["P1"])
    pd.testing.assert_frame_equal(moved.links, line_map(company, ["P1"]).links)


def test_line_map_of_old_data_without_stages_says_that_it_is_not_known(make_company) -> None:
    old = TABLES["result_areas"].drop(columns="plan_item_id")
    company = make_company(**TABLES | {"result_areas": old})
    line = line_map(company, ["P1"])
    stages = line.nodes[line.nodes["kind"] == "stage"].set_index("node")
    assert set(stages.loc[stages["part"] == 0, "state"]) == {"posts not known"}
    _check_flow(line, strategic_contribution(company).dropna())


@pytest.mark.parametrize(
    "absent", [{"goals", "plan_items"}, {"result_areas"}], ids=["goals", "areas"]
)
def test_line_map_of_missing_tables_is_empty(make_company, absent) -> None:
    company = make_company(**{name: t for name, t in TABLES.items() if name not in absent})
    line = line_map(company, ["P1"])
    assert line.paths.empty and line.nodes.empty and line.links.empty and line.flows.empty
    assert map_in_words(company, line).empty


def test_line_map_without_a_plan_runs_over_no_stage(make_company) -> None:
    company = make_company(**{name: t for name, t in TABLES.items() if name != "plan_items"})
    line = line_map(company, ["P1"])
    stages = line.nodes.loc[line.nodes["kind"] == "stage", "node"]
    assert stages.tolist() == ["no stage G1", "no stage G2"]


def test_line_map_without_any_weight_is_refused(make_company) -> None:
    company = make_company(**TABLES | {"goals": GOALS.assign(weight=0.0)})
    with pytest.raises(DataError, match="no goal has a weight above 0"):
        line_map(company, [])


def test_line_map_names_what_nobody_carries_in_the_sample(sample) -> None:
    nodes = line_map(sample, planted.KEY_POSTS).nodes
    bare = nodes[nodes["part"] == 0]
    assert bare["node"].tolist() == [f"goal {planted.ORPHAN_GOAL}", "stage S13", "stage S14"]
    assert set(planted.KEY_POSTS) <= set(nodes["own_id"])
