"""Pairs of posts whose order no weights can turn round."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.positions.ranking.model import Model
from workbench.positions.ranking.stability import score_blocks
from workbench.positions.robustness.dominance import (
    Dominance,
    dominance_sentences,
    dominating_posts,
    value_bounds,
)

IDS = [f"P{n}" for n in range(12)]


def _model(values: np.ndarray, **changes: object) -> Model:
    posts, criteria = values.shape
    plain = Model(
        value=values,
        spread=np.zeros((posts, criteria)),
        groups=np.array([0, 0, 1])[:criteria],
        criterion_weights=np.ones(criteria),
        dimension_weights=np.full(2, 0.5),
        criterion_spread=np.full(criteria, 0.5),
        dimension_spread=0.5,
        gates=np.array([0.3, np.nan]),
        exponent=0.0,
        floor=0.05,
    )
    return replace(plain, **changes)


def _found(model: Model, chosen: list[str], **options: float) -> Dominance:
    index = pd.Index(IDS[: len(model.value)])
    ranking = SimpleNamespace(model=model, dimensions=pd.DataFrame(index=index))
    return dominating_posts(ranking, chosen, **options)  # type: ignore[arg-type]


def test_dominating_posts_never_fall_behind_in_any_draw() -> None:
    rng = np.random.default_rng(12)
    values = rng.random((12, 3))
    values[[2, 5], [0, 2]] = np.nan
    model = _model(values)
    found = _found(model, IDS)
    assert 10 < len(found.pairs) < 60
    scores = np.vstack(list(score_blocks(model, draws=2000, seed=4)))
    place = dict(zip(IDS, range(12), strict=True))
    for pair in found.pairs.itertuples():
        ahead, behind = scores[:, place[pair.ahead]], scores[:, place[pair.behind]]
        assert (ahead >= behind).all(), pair


def test_dominating_posts_by_hand() -> None:
    # P0 beats P1 throughout; P2 is unknown on one criterion, where P0 has the most there is.
    values = np.array([[1.0, 0.8, 0.8], [0.5, 0.7, 0.6], [np.nan, 0.2, 0.3]])
    found = _found(_model(values), ["P2", "P0", "P1"])
    assert found.table["position_id"].tolist() == ["P2", "P0", "P1"]
    assert found.table["beats"].tolist() == [0, 2, 0]
    assert found.table["beaten_by"].tolist() == [1, 0, 1]
    assert found.pairs.to_numpy().tolist() == [["P0", "P2"], ["P0", "P1"]]


def test_dominating_posts_count_all_posts_and_list_the_chosen_ones() -> None:
    values = np.array([[0.9, 0.9, 0.9], [0.5, 0.5, 0.5], [0.1, 0.1, 0.1]])
    found = _found(_model(values), ["P0"])
    assert found.table["beats"].tolist() == [2]
    assert found.pairs.empty


def test_dominating_posts_ratings_may_be_off_by_their_spread() -> None:
    # Values 0.8 and 0.5 with a spread of 0.1: apart by 0.3, so sure up to 1.5 spreads each.
    values = np.array([[0.8, 0.9, 0.9], [0.5, 0.5, 0.5]])
    spread = np.array([[0.1, 0, 0], [0.1, 0, 0]])
    model = _model(values, spread=spread)
    assert len(_found(model, ["P0", "P1"], rating_spreads=1.4).pairs) == 1
    assert _found(model, ["P0", "P1"], rating_spreads=1.6).pairs.empty


def test_value_bounds_stay_on_the_scale() -> None:
    model = _model(np.array([[0.9, np.nan, 0.4]]), spread=np.array([[0.2, 0, 0]]))
    low, high = value_bounds(model, rating_spreads=1)
    assert low[0] == pytest.approx([0.7, 0, 0.4])
    assert high[0] == pytest.approx([1, 1, 0.4])


def test_dominating_posts_refuse_a_post_that_is_not_ranked() -> None:
    with pytest.raises(ParameterError, match="P99"):
        _found(_model(np.full((2, 3), 0.5)), ["P0", "P99"])


def test_dominance_sentences_say_how_many_pairs_are_certain() -> None:
    values = np.array([[0.9, 0.9, 0.9], [0.5, 0.5, 0.9], [0.1, 0.6, 0.1]])
    (sentence,) = dominance_sentences(_found(_model(values), IDS[:3], rating_spreads=0))
    assert sentence == (
        "Whatever the weights and the unknown values, 2 of 3 pairs among these 3 posts stay in "
        "their order; how often the others turn round is in the picture of pairs."
    )
    assert dominance_sentences(_found(_model(values), ["P0"])) == ()
