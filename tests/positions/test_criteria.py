import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.positions.criteria import measure
from workbench.settings import Settings

RATINGS = pd.DataFrame(
    [("r1", "P00", 5), ("r2", "P00", 3), ("r1", "P01", 2), ("r2", "P01", 2)],
    columns=["rater", "position_id", "rating"],
).assign(criterion="responsibility")


def test_measure_takes_the_first_known_measure_and_says_which(make_company) -> None:
    posts = pd.DataFrame({"position_id": ["P00", "P01", "P02"], "title": ["a", "b", "c"]})
    posts["reports_to"] = [None, "P00", "P00"]
    measured = measure(make_company(positions=posts, ratings=RATINGS))
    assert measured.source["responsibility"].tolist() == ["rating:responsibility"] * 2 + [
        "seats_below"
    ]
    assert measured.value["responsibility"].tolist() == [0.75, 0.25, 0.0]
    assert measured.amount.loc["P00", "responsibility"] == 4


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
