import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.positions.criteria.measure import measure
from workbench.settings import Settings

RATINGS = pd.DataFrame(
    [("r1", "P00", 5), ("r2", "P00", 3), ("r1", "P01", 2), ("r2", "P01", 2)],
    columns=["rater", "position_id", "rating"],
).assign(criterion="responsibility")


def _reporting(size: int) -> pd.DataFrame:
    ids = [f"P{n:02d}" for n in range(size)]
    posts = pd.DataFrame({"position_id": ids, "title": ids})
    return posts.assign(reports_to=[None] + ["P00"] * (size - 1))


def test_measure_uses_one_measure_for_all_posts_and_says_which(make_company) -> None:
    # Two of three posts are rated: the third one is unknown, though its line is known, since a
    # rating and a number of seats do not put posts on one scale.
    measured = measure(make_company(positions=_reporting(3), ratings=RATINGS))
    assert measured.source["responsibility"].tolist() == ["rating:responsibility"] * 2 + ["unknown"]
    assert measured.value["responsibility"].fillna(-1).tolist() == [0.75, 0.25, -1]
    assert measured.amount.loc["P00", "responsibility"] == 4
    row = measured.coverage.set_index("criterion").loc["responsibility"]
    assert row["measured_by"] == "rating of responsibility"
    assert row["why"] == "rating of responsibility unknown for 1 post"


def test_measure_leaves_a_measure_of_few_posts_aside(make_company) -> None:
    # Two of five posts are rated: the line, known for all, is used for all.
    measured = measure(make_company(positions=_reporting(5), ratings=RATINGS))
    assert set(measured.source["responsibility"]) == {"seats_below"}


def test_measure_does_not_rate_an_empty_post_where_others_are_in_the_register(
    make_company,
) -> None:
    posts = pd.DataFrame({"position_id": ["P00", "P01", "P02"], "title": ["a", "b", "c"]})
    people = pd.DataFrame({"employee_id": ["E1", "E2"], "position_id": ["P00", "P01"]})
    rated = RATINGS.assign(criterion="confidentiality", position_id=["P00", "P01", "P02", "P02"])
    tables = {"positions": posts, "employees": people, "ratings": rated}
    without = measure(make_company(**tables))
    assert set(without.source["confidentiality"]) == {"rating:confidentiality"}
    assets = pd.DataFrame(
        {"asset_id": ["A1"], "name": ["Recipe"], "kind": ["secret"], "value_per_year": [1e6]}
    )
    holdings = pd.DataFrame({"asset_id": ["A1"], "employee_id": ["E1"]})
    measured = measure(make_company(**tables, assets=assets, holdings=holdings))
    # 100,000 to 10 million on a logarithmic scale; P01 holds nothing, P02 is empty.
    assert measured.value["confidentiality"].fillna(-1).tolist() == pytest.approx([0.5, 0.0, -1])
    assert measured.source.loc["P02", "confidentiality"] == "unknown"


def test_measure_pools_the_spread_of_the_raters(make_company) -> None:
    # P00: squares 1 + 1, P01: 0, over two spare answers: variance 1, so 1 point of 4 on the scale.
    measured = measure(make_company(ratings=RATINGS))
    assert measured.spread.loc["P00", "responsibility"] == pytest.approx(0.25)
    assert measured.spread.loc["P05", "responsibility"] == 0


def test_measure_two_tables_leave_everything_else_unknown(make_company) -> None:
    measured = measure(make_company())
    assert measured.value.isna().all(axis=None)
    assert (measured.source == "unknown").all(axis=None)
    why = measured.coverage.set_index("criterion")["why"]
    assert "needs table ties" in why["brokerage"]
    assert "budget per year unknown for 20 posts" in why["resources"]


def test_measure_names_criteria_that_cannot_discriminate(make_company) -> None:
    posts = pd.DataFrame({"position_id": [f"P{n:02d}" for n in range(10)], "title": ["t"] * 10})
    posts["budget_per_year"] = [1e5] * 7 + [2e5, 3e5, 4e5]
    posts["margin_at_stake_per_year"] = [n * 1e5 for n in range(10)]
    coverage = measure(make_company(positions=posts, employees=_nobody())).coverage
    row = coverage.set_index("criterion")
    assert not row.loc["resources", "discriminates"]
    assert row.loc["resources", "commonest_value_share"] == pytest.approx(0.7)
    assert row.loc["business_contribution", "discriminates"]


def test_measure_refuses_an_unknown_quantity(make_company) -> None:
    anchor = {
        "quantity": "height", "low": 0, "high": 1, "low_means": "low", "high_means": "high"
    }  # fmt: skip
    criteria = {"size": {"dimension": "scarcity", "measured_by": [anchor]}}
    settings = Settings.model_validate({"positions": {"criteria": criteria}})
    with pytest.raises(ParameterError, match="unknown quantity 'height'"):
        measure(make_company(settings=settings))


def _nobody() -> pd.DataFrame:
    return pd.DataFrame({"employee_id": ["E1"], "position_id": [None]})


@pytest.mark.parametrize(("shift", "expected"), [(3, 1.168), (9, 1.407)])
def test_measure_ratings_nobody_agrees_on_are_unsure(make_company, shift, expected) -> None:
    # The second rater's ratings are those of the first, shifted by some posts: ICC(2,k) is 0.39 and
    # below 0. The spread is that of all ratings (1.168), or of a rater around a post if larger.
    rating = pd.Series([1 + n / 5 for n in range(20)])
    posts = [f"P{n:02d}" for n in range(20)]
    one = pd.DataFrame({"rater": "a", "position_id": posts, "rating": rating})
    other = one.assign(rater="b", rating=np.roll(rating, shift))
    ratings = pd.concat([one, other]).assign(criterion="complexity")
    spread = measure(make_company(ratings=ratings)).spread["complexity"]
    assert spread.to_numpy() == pytest.approx(expected / 4, abs=2e-4)


def test_measure_ratings_of_raters_who_agree_keep_the_spread_of_a_rater(make_company) -> None:
    posts = [f"P{n:02d}" for n in range(20)]
    one = pd.DataFrame(
        {"rater": "a", "position_id": posts, "rating": [1 + n / 5 for n in range(20)]}
    )
    ratings = pd.concat([one, one.assign(rater="b")]).assign(criterion="complexity")
    spread = measure(make_company(ratings=ratings)).spread["complexity"]
    assert spread.to_numpy() == pytest.approx(0.5 / 4)  # the smallest spread of the settings


def test_measure_seat_only_leaves_out_what_people_bring_along(sample) -> None:
    seat = measure(sample, seat_only=True)
    assert seat.source["confidentiality"].unique().tolist() == ["rating:confidentiality"]
    assert seat.source["skill_scarcity"].isin(["skill_scarcity", "unknown"]).all()
    assert seat.value["brokerage"].isna().all()
    whole = measure(sample)
    assert (whole.value["skill_scarcity"] >= seat.value["skill_scarcity"].fillna(0)).sum() > 200
    pd.testing.assert_series_equal(seat.value["replaceability"], whole.value["replaceability"])
