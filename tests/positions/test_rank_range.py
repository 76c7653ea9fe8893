"""Ranks of posts over the draws."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from workbench.positions.ranking.rank import rank_positions
from workbench.positions.ranking.stability import score_blocks
from workbench.positions.robustness.dominance import dominating_posts
from workbench.positions.robustness.rank_range import ranges_in_words, rank_ranges


def _graded(size: int = 20) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "position_id": [f"P{n:02d}" for n in range(size)],
            "title": [f"Post {n}" for n in range(size)],
            "margin_at_stake_per_year": [1e5 * 1.25**n for n in range(size)],
            "time_to_fill_days": [60.0 + 15 * n for n in range(size)],
        }
    )


def test_rank_ranges_of_posts_in_one_order_are_their_places(make_company) -> None:
    # Both criteria order the posts alike, so no weight changes a rank of those that pass.
    ranking = rank_positions(make_company(positions=_graded()), draws=150)
    ranges = rank_ranges(ranking, ["P19", "P17"])
    assert ranges["position_id"].tolist() == ["P19", "P17"]
    assert ranges["mean_rank"].tolist() == [1, 3]
    assert ranges["rank_spread"].tolist() == [0, 0]
    assert ranges[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [3, 3]]
    shown = ranges_in_words(ranking, ranges, dominating_posts(ranking, ["P17", "P19"]))
    assert shown["post"].tolist() == ["Post 19 (P19)", "Post 17 (P17)"]
    assert shown["ranks_in_nine_of_ten_draws"].tolist() == ["1", "3"]
    assert shown["surely_ahead_of"].tolist() == [19, 17]
    assert shown["surely_behind"].tolist() == [0, 2]


def test_rank_ranges_behind_a_gate_share_the_rank_after_those_that_pass(make_company) -> None:
    ranking = rank_positions(make_company(positions=_graded()), draws=150)
    through = int(ranking.table["passes"].sum())
    assert 0 < through < 20
    last = rank_ranges(ranking, ["P00", "P01"])
    assert last["mean_rank"].tolist() == pytest.approx([through + 1] * 2)


def test_rank_ranges_where_nothing_is_known_are_empty(make_company) -> None:
    assert rank_ranges(rank_positions(make_company(), draws=100), ["P00"]).empty


def test_rank_ranges_are_those_of_all_draws_at_once(make_company) -> None:
    posts = _graded()
    posts["time_to_fill_days"] = posts["time_to_fill_days"].to_numpy()[::-1]
    ranking = rank_positions(make_company(positions=posts), draws=300)
    blocks = score_blocks(ranking.model, draws=300, seed=ranking.seed)
    ranks = rankdata(-np.vstack(list(blocks)), method="min", axis=1)
    ranges = rank_ranges(ranking, ranking.dimensions.index.tolist())
    assert np.ptp(ranges["rank_spread"]) > 0
    assert ranges["mean_rank"].to_numpy() == pytest.approx(ranks.mean(axis=0))
    for column, share in (("rank_low", 0.05), ("rank_high", 0.95)):
        expected = np.quantile(ranks, share, axis=0, method="inverted_cdf")
        assert ranges[column].tolist() == expected.tolist()
