"""Turning points, checked by ranking again with the amount just above and just below them."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company
from workbench.positions.ranking.rank import Ranking, rank_positions
from workbench.positions.why.turning_points import turning_points
from workbench.settings import Settings

DRAWS = 400
MARGIN, DAYS = "margin_at_stake_per_year", "time_to_fill_days"


def _posts() -> pd.DataFrame:
    """Twenty posts whose margin and time to fill grow with their number."""
    numbers = range(20)
    return pd.DataFrame(
        {
            "position_id": [f"P{n:02d}" for n in numbers],
            "title": [f"Post {n}" for n in numbers],
            MARGIN: [1e5 * 1.25**n for n in numbers],
            DAYS: [60.0 + 15 * n for n in numbers],
        }
    )


def _ranked(make_company, posts: pd.DataFrame, **settings: object) -> Ranking:
    chosen = Settings.model_validate({"positions": settings})
    return rank_positions(
        make_company(positions=posts, settings=chosen), draws=DRAWS, key_share=0.2
    )


def _points(ranking: Ranking, post: str) -> pd.Series:
    table = turning_points(ranking, [post], key_at=0.75, borderline_at=0.25)
    return table.set_index("criterion").loc["business_contribution"]


def _margin(value: float) -> float:
    return 50_000 * 100**value


@pytest.mark.parametrize("post", ["P19", "P17", "P15"])
@pytest.mark.parametrize("exponent", [1.0, 0.0, -2.0])
def test_turning_points_are_where_the_verdict_turns(make_company, post, exponent) -> None:
    posts = _posts()
    gates = {"strategic_value": 0.3, "scarcity": 0.4}
    point = _points(_ranked(make_company, posts, exponent=exponent, gates=gates), post)["key_from"]
    assert 0 < point < 1
    for shift, key in ((0.002, True), (-0.002, False)):
        moved = posts.set_index("position_id")
        moved.loc[post, MARGIN] = _margin(point + shift)
        again = _ranked(make_company, moved.reset_index(), exponent=exponent, gates=gates)
        assert (post in again.key_positions) is key, shift


def test_turning_points_of_a_rated_criterion_count_the_spread_of_the_raters(make_company) -> None:
    posts = _posts()
    ratings = pd.DataFrame(
        {"rater": "a", "position_id": posts["position_id"], "criterion": "complexity",
         "rating": np.linspace(1, 5, 20)}
    )  # fmt: skip
    weights = {"strategic_value": 0.2, "scope": 0.6, "scarcity": 0.2, "exposure": 0, "network": 0}
    settings = Settings.model_validate({"positions": {"gates": {}, "weights": weights}})

    def ranked(given: pd.DataFrame) -> Ranking:
        company = make_company(positions=posts, ratings=given, settings=settings)
        return rank_positions(company, draws=DRAWS, key_share=0.2)

    table = turning_points(ranked(ratings), ["P15"], key_at=0.75, borderline_at=0.25)
    point = table.set_index("criterion").loc["complexity", "key_from"]
    for shift, key in ((0.002, True), (-0.002, False)):
        moved = ratings.set_index("position_id")
        moved.loc["P15", "rating"] = 1 + 4 * (point + shift)
        assert ("P15" in ranked(moved.reset_index()).key_positions) is key, shift


def test_turning_points_agree_with_the_verdicts(sample) -> None:
    ranking = rank_positions(sample, draws=DRAWS)
    ids = ranking.table["position_id"].head(25).tolist()
    table = turning_points(ranking, ids, key_at=0.75, borderline_at=0.25).dropna(subset="value")
    verdicts = ranking.table.set_index("position_id")["verdict"]
    above = table["value"] >= table["key_from"]
    assert (above == table["position_id"].map(verdicts).eq("key")).all()
    assert above.any()
    assert not above.all()


def test_turning_points_of_a_post_behind_two_gates_are_none(make_company) -> None:
    posts = _posts()
    ranking = _ranked(make_company, posts, gates={"strategic_value": 0.5, "scarcity": 0.5})
    table = turning_points(ranking, ["P00"], key_at=0.75, borderline_at=0.25)
    assert len(table)
    assert table["key_from"].isna().all()


def test_turning_points_many_posts_are_those_of_each_alone(sample) -> None:
    ranking = rank_positions(sample, draws=200)
    ids = ranking.table["position_id"].head(60).tolist()
    together = turning_points(ranking, ids, key_at=0.75, borderline_at=0.25)
    alone = turning_points(ranking, ids[55:56], key_at=0.75, borderline_at=0.25)
    mine = together[together["position_id"] == ids[55]].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, alone)


def test_turning_points_without_a_cut_are_none(make_company) -> None:
    company: Company = make_company(
        positions=_posts().head(8),
        employees=pd.DataFrame({"employee_id": ["E1"], "position_id": ["P00"]}),
    )
    ranking = rank_positions(company, draws=DRAWS)
    assert turning_points(ranking, ["P01"], key_at=0.75, borderline_at=0.25).empty
