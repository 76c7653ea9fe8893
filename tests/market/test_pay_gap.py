"""Pay against the market: by hand, and nobody's own pay can be had from it."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from workbench.market.pay_gap import (
    STEP,
    coarse_median,
    pay_against_market,
    pay_factor,
    pay_in_posts,
)

MARKET = pd.DataFrame(
    {
        "occupation_code": ["17-2041", "43-3031"],
        "region": "North",
        "as_of": "2026-03-31",
        "median_pay_per_year": [100.0, None],
    }
)
SEVEN = [f"P{number}" for number in range(7)]
# One person a post; each ratio is what those around it are rounded to.
RATIOS = [0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05]


def _posts(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {"title": "Post", "occupation_code": "17-2041", "region": "North"} | columns
    )


def _seven(make_company, ratios, *, min_group_size=5, **columns):
    people = pd.DataFrame(
        {
            "employee_id": [f"E{number}" for number in range(len(ratios))],
            "position_id": SEVEN[: len(ratios)],
            "pay_per_year": np.array(ratios) * 100,
        }
    ).assign(**columns)
    posts = _posts(position_id=SEVEN)
    return make_company(
        positions=posts, employees=people, market=MARKET, min_group_size=min_group_size
    )


def test_pay_factor_at_the_market_is_one() -> None:
    assert pay_factor(np.array([1.0]), elasticity=3.0) == [1.0]


def test_pay_factor_without_elasticity_is_one() -> None:
    assert pay_factor(np.array([0.5, 2.0]), elasticity=0.0).tolist() == [1.0, 1.0]


def test_pay_factor_is_longer_below_and_shorter_above() -> None:
    # 0.8^-0.21 = exp(0.21 x 0.2231) and its inverse.
    found = pay_factor(np.array([0.8, 1.25, np.nan]), elasticity=0.21)
    assert found == pytest.approx([1.0480, 1 / 1.0480, 1.0], abs=5e-5)


def test_pay_against_market_by_hand(make_company) -> None:
    posts = _posts(
        position_id=["P1", "P2", "P3", "P4"],
        occupation_code=["17-2041", "43-3031", "17-2041", None],
        pay_min_per_year=[80.0, 80.0, None, 80.0],
        pay_max_per_year=[96.0, 96.0, None, 96.0],
    )
    found = pay_against_market(make_company(positions=posts, market=MARKET))
    # Middle of the band 88 over 100; no median of the market, no pay, no occupation.
    assert found["pay_ratio"].fillna(-1).tolist() == [0.88, -1, -1, -1]


def test_pay_against_market_takes_the_grade_and_not_the_unit(make_company) -> None:
    people = pd.DataFrame(
        {"employee_id": [f"E{n}" for n in range(5)], "position_id": "P1", "pay_per_year": 90.0}
    )
    posts = _posts(position_id=["P1"], seats=5, unit="Lab")
    unit = pay_against_market(make_company(positions=posts, employees=people, market=MARKET))
    assert unit[["pay_per_year", "pay_source"]].to_numpy().tolist() == [[90, "median of the unit"]]
    assert unit["pay_ratio"].isna().all()
    graded = make_company(positions=posts.assign(grade=4), employees=people, market=MARKET)
    assert pay_against_market(graded)["pay_ratio"].tolist() == [0.9]


def test_pay_against_market_without_a_market_is_unknown(make_company) -> None:
    posts = _posts(position_id=["P1"], pay_min_per_year=80.0, pay_max_per_year=96.0)
    assert pay_against_market(make_company(positions=posts))["pay_ratio"].isna().all()


def test_pay_in_posts_gives_the_middle_of_enough_people(make_company) -> None:
    found = pay_in_posts(_seven(make_company, RATIOS), SEVEN)
    assert (found.people, found.median_ratio) == (7, 0.9)
    assert found.in_words() == (
        "Half of the 7 people in these posts earn about 90 % of the market median of their "
        "occupation or less."
    )
    assert found.posts["position_id"].tolist() == SEVEN


@pytest.mark.parametrize(
    ("ratios", "columns"),
    [
        pytest.param(RATIOS[:4], {}, id="four people"),
        pytest.param([*RATIOS[:4], None], {}, id="one pay unknown"),
        pytest.param(RATIOS[:5], {"fte": [1.0, 1.0, 1.0, 1.0, 0.5]}, id="one on half a week"),
        pytest.param(RATIOS[:5], {"left_on": [None] * 4 + ["2026-01-31"]}, id="one gone"),
    ],
)
def test_pay_in_posts_of_few_people_says_nothing(make_company, ratios, columns) -> None:
    values = [np.nan if ratio is None else ratio for ratio in ratios]
    found = pay_in_posts(_seven(make_company, values, **columns), SEVEN)
    assert found.people == 0
    assert np.isnan(found.median_ratio)
    assert found.in_words() == ""


def _answers(ratios: list[float]) -> list[float]:
    """Ask for every group that is large enough, 29 of them."""
    return [
        coarse_median(np.array(group), least=5)
        for size in range(5, 8)
        for group in combinations(ratios, size)
    ]


@pytest.mark.parametrize("person", range(7))
@pytest.mark.parametrize("shift", [-0.02, 0.02])
def test_coarse_median_attack_by_every_group_finds_no_pay(person, shift) -> None:
    """Whoever asks for every group cannot tell pays apart that differ by 4 % of the market."""
    moved = list(RATIOS)
    moved[person] += shift
    assert _answers(moved) == _answers(RATIOS)


@pytest.mark.parametrize("newcomer", [0.88, 0.9, 0.92])
def test_coarse_median_attack_by_one_more_person_finds_no_pay(newcomer) -> None:
    """Two reports, the second with one person more."""
    five = [0.81, 0.83, 0.88, 0.95, 0.99]
    exact = 2 * np.median([*five, newcomer]) - np.median(five)
    assert exact == pytest.approx(newcomer)  # exact medians give the newcomer away
    shown = [coarse_median(np.array(group), least=5) for group in (five, [*five, newcomer])]
    assert shown == [0.9, 0.9]


@pytest.mark.parametrize(
    ("person", "lowest", "highest"),
    [(0, 0.1, 0.9), (1, 0.1, 0.9), (2, 0.1, 0.9), (4, 0.9, 3.0), (5, 0.9, 3.0), (6, 0.9, 3.0)],
)
def test_coarse_median_of_one_group_says_only_on_which_side(person, lowest, highest) -> None:
    """Whoever knows six of seven pays learns of the seventh no more than its side."""
    for ratio in (lowest, highest):
        moved = [*RATIOS[:person], ratio, *RATIOS[person + 1 :]]
        assert coarse_median(np.array(moved), least=5) == 0.9


def test_coarse_median_is_within_a_step_of_the_median() -> None:
    draw = np.random.default_rng(3)
    for _ in range(50):
        ratios = draw.uniform(0.7, 1.3, 9)
        assert abs(coarse_median(ratios, least=5) - np.median(ratios)) <= STEP / 2 + 1e-9


def test_pay_in_posts_posts_hold_no_pay_of_a_person(make_company) -> None:
    """One person a post and no band: the post has no pay at all."""
    found = pay_in_posts(_seven(make_company, RATIOS), SEVEN).posts
    assert found[["pay_per_year", "pay_ratio"]].isna().all().all()
