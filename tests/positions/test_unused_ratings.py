"""Ratings stand in where nothing measures a criterion, and are never dropped without a word."""

import numpy as np
import pandas as pd
import pytest

from workbench.positions.criteria.measure import measure
from workbench.positions.criteria.unused_ratings import unused_ratings, unused_sentences
from workbench.settings.positions import PositionSettings

POSTS = pd.DataFrame({"position_id": ["P1", "P2", "P3"], "title": "Post"})


def rated(criterion: str, *ratings: float) -> pd.DataFrame:
    ids = POSTS["position_id"].head(len(ratings))
    return pd.DataFrame(
        {"position_id": ids, "criterion": criterion, "rater": "R1", "rating": ratings}
    )


@pytest.mark.parametrize("criterion", list(PositionSettings().criteria))
def test_ratings_stand_in_for_what_nothing_measures(make_company, criterion) -> None:
    company = make_company(positions=POSTS, ratings=rated(criterion, 1, 3, 5))
    measured = measure(company)
    assert measured.value[criterion].tolist() == [0.0, 0.5, 1.0]
    assert unused_ratings(company, measured).empty
    assert unused_sentences(unused_ratings(company, measured)) == ()


def test_ratings_behind_a_measure_are_named(make_company) -> None:
    posts = POSTS.assign(budget_per_year=[5e4, 1e6, 2e7])
    ratings = pd.concat([rated("resources", 1, 3), rated("responsibility", 2)])
    company = make_company(positions=posts, ratings=ratings)
    unused = unused_ratings(company, measure(company))
    assert unused.to_numpy().tolist() == [["resources", 2, "budget per year"]]
    sentence = unused_sentences(unused)[0]
    assert sentence.startswith("2 ratings do not count: resources (2) is measured by budget per")


def test_unused_ratings_without_ratings_is_empty(make_company) -> None:
    company = make_company(positions=POSTS)
    assert unused_ratings(company, measure(company)).empty
    assert np.isnan(measure(company).value.to_numpy(dtype=float)).all()
