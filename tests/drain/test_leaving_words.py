"""What a page says about who leaves: groups only, both numbers right, refusals named."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.drain.leaving_words import (
    covariate_table,
    lacks_trial,
    leaving_findings,
    reliability_table,
    trial_table,
)
from workbench.people.leaving import leaving
from workbench.people.leaving_groups import TENURE_BANDS, chances_by_group
from workbench.settings import Settings

AS_OF = pd.Timestamp("2026-06-30")


def make(people: int = 900, *, model: str = "auto") -> Company:
    """Newcomers resign with 0.30 a year in the first two years, others with 0.04."""
    draw = np.random.default_rng(6)
    hired = AS_OF - pd.to_timedelta(draw.integers(30, 12 * 365, people), unit="D")
    days = draw.exponential(1 / 0.30, people) * 365.25
    stay = np.where(days < 730.5, days, 730.5 + draw.exponential(1 / 0.04, people) * 365.25)
    left = hired + pd.to_timedelta(np.ceil(stay), unit="D")
    left = left.where(left <= AS_OF)
    employees = pd.DataFrame(
        {
            "employee_id": [f"E{i:04d}" for i in range(people)],
            "position_id": np.where(np.arange(people) < 3, "P3", "P1"),
            "hired_on": hired, "left_on": left,
            "leave_reason": np.where(left.notna(), "resigned", None),
        }
    )  # fmt: skip
    employees = employees[~(employees["left_on"] < AS_OF - pd.DateOffset(years=4))]
    score = pd.DataFrame(
        {"employee_id": employees["employee_id"], "figure": "exit_interview",
         "recorded_on": employees["left_on"], "value": 3.0}
    ).dropna()  # fmt: skip
    posts = pd.DataFrame(
        {"position_id": ["P1", "P3"], "title": ["Engineer", "Seller"], "unit": ["Plant", "Sales"],
         "job_family": ["Engineering", "Sales"], "seats": [people, 5]}
    )  # fmt: skip
    tables = {"positions": posts, "employees": employees, "dated_figures": score}
    settings = Settings.model_validate({"drain": {"leaving_model": model}})
    return company_from_tables(tables, as_of="2026-06-30", settings=settings)


@pytest.fixture(scope="module")
def company():
    return make()


@pytest.fixture(scope="module")
def result(company):
    return leaving(company)


def test_findings_say_what_is_used_how_it_fits_and_what_was_refused(result):
    used, fit, refused = leaving_findings(result)
    assert used.startswith("A hazard by tenure and family is used: on the last year")
    assert "of 5 groups of rising chance" in fit
    assert refused.startswith(
        "Refused as a reason of leaving, since it may know the exit: dated_figures.exit_interview, "
    )
    assert not any("E0" in sentence for sentence in (used, fit, refused))


def test_tables_hold_both_estimates(result):
    assert trial_table(result)["model"].tolist() == ["hazard", "family rates"]
    assert set(reliability_table(result)["model"]) == {"hazard", "family rates"}
    assert lacks_trial(result) == ""
    offered = covariate_table(result).set_index("covariate")
    assert offered.loc["years in the post", "verdict"] == "used"
    assert offered.loc["exit interview", "verdict"].startswith("refused: ")
    assert offered.loc["exit interview", "source"] == "dated_figures.exit_interview"


def test_groups_are_large_enough_and_means_of_their_people(company, result):
    groups = chances_by_group(company, result)
    assert (groups["people"] >= company.settings.min_group_size).all()
    assert "Sales" not in set(groups["group"])
    tenure = groups[groups["grouped_by"] == "tenure"]
    assert tenure["group"].tolist() == list(TENURE_BANDS)
    assert tenure["resign_probability"].iloc[0] > 3 * tenure["resign_probability"].iloc[-1]
    assert (groups["low"] < groups["resign_probability"]).all()
    assert (groups["resign_probability"] < groups["high"]).all()
    mine = result.staff[result.staff["job_family"] == "Engineering"]["leave_probability"].mean()
    row = groups[groups["group"] == "Engineering"]
    assert row["resign_probability"].iloc[0] == pytest.approx(mine)


def test_family_rates_alone_say_nothing_of_a_hazard():
    company = make(200, model="family")
    result = leaving(company)
    assert leaving_findings(result) == ()
    assert trial_table(result).empty and reliability_table(result).empty
    assert covariate_table(result).empty
    assert lacks_trial(result).startswith("not assessed: no hazard was tried")
    assert len(chances_by_group(company, result))


def test_too_few_resignations_are_said():
    result = leaving(make(40))
    assert leaving_findings(result)[0].startswith("The rates of families stand: ")
    assert lacks_trial(result).startswith("not assessed: The rates of families stand")
