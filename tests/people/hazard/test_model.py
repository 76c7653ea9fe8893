"""When a hazard may stand in for the rates of families, and what it says then."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError, ParameterError
from workbench.people.hazard import facts
from workbench.people.hazard.history import hazard_history
from workbench.people.hazard.model import _verdict, leaving_hazard
from workbench.people.hazard.penalty import choose_penalty, person_groups
from workbench.people.hazard.scores import calibration, log_loss_gain, reliability
from workbench.people.leaving import HAZARD_SOURCE, leaving

AS_OF = pd.Timestamp("2026-06-30")


@pytest.fixture(scope="module")
def found(company):
    return leaving_hazard(company)


def test_hazard_by_tenure_beats_family_rates_where_tenure_counts(found):
    # Truth: 0.30 a year in the first two years, 0.04 after them, alike in both families.
    assert found.used
    assert found.trial.gain.gain > 2 * found.trial.gain.standard_error
    assert found.trial.trained.events_per_parameter >= 10
    scores = found.trial.scores.set_index("model")
    assert scores.loc["hazard", "brier"] < scores.loc["family rates", "brier"]
    slope, error = scores.loc["hazard", ["calibration_slope", "slope_standard_error"]]
    assert abs(slope - 1.0) < 2 * error


def test_chances_are_near_the_truth(company, found):
    ahead = found.ahead(company, horizon_days=365)
    staff = company.staff.set_index("employee_id").loc[list(ahead.employee_ids)]
    years = (AS_OF - staff["hired_on"]).dt.days.to_numpy() / 365.25
    # Whole year in the early or in the late part: 1 - exp(-rate).
    assert ahead.chance[years < 1].mean() == pytest.approx(-np.expm1(-0.30), rel=0.15)
    assert ahead.chance[years > 3].mean() == pytest.approx(-np.expm1(-0.04), rel=0.25)
    low, high = ahead.interval(found.trained.fit.covariance)
    assert (low < ahead.chance).all() and (ahead.chance < high).all()


def test_family_rates_stand_where_tenure_does_not_count(invent, company_of):
    same = leaving_hazard(company_of(invent(early=0.08, late=0.08)))
    assert not same.used
    assert same.why.startswith("The rates of families stand: on the last year the hazard does not")
    with pytest.raises(DataError, match="The hazard gives no chances"):
        same.ahead(company_of(invent()), horizon_days=365)


def test_family_rates_stand_where_events_are_few(invent, company_of):
    few = leaving_hazard(company_of(invent(people=60)))
    assert not few.used
    assert "needed to" in few.why
    short = leaving_hazard(company_of(invent(), history_years=1))
    assert "two years of history" in short.why


def test_nobody_left_gives_no_hazard(invent, company_of):
    tables = invent()
    people = tables["employees"]
    here = people[people["left_on"].isna()].assign(left_on=pd.NaT, leave_reason=None)
    result = leaving(company_of({**tables, "employees": here}))
    assert result.hazard is None
    assert set(result.staff["source"]) == {"placeholder"}


def test_leaving_takes_the_hazard_and_family_keeps_the_rates(invent, company_of, company):
    auto = leaving(company)
    rates = leaving(company_of(invent(), leaving_model="family"))
    assert set(auto.staff["source"]) == {HAZARD_SOURCE}
    assert rates.hazard is None
    assert HAZARD_SOURCE not in set(rates.staff["source"])
    assert auto.staff["leave_probability"].std() > 5 * rates.staff["leave_probability"].std()
    pd.testing.assert_frame_equal(auto.families, rates.families)


def test_a_person_without_first_day_keeps_the_rate_of_the_family(invent, company_of):
    tables = invent()
    people = tables["employees"].copy()
    one = people.index[people["left_on"].isna()][0]
    people.loc[one, "hired_on"] = pd.NaT
    staff = leaving(company_of({**tables, "employees": people})).staff.set_index("employee_id")
    assert staff.loc[people.loc[one, "employee_id"], "source"] == "own family, shrunk"
    assert (staff["source"] == HAZARD_SOURCE).sum() == len(staff) - 1


def test_retirement_is_a_date_and_ends_the_time_at_risk(invent, company_of):
    tables = invent()
    people = tables["employees"].copy()
    here = people.index[people["left_on"].isna() & (people["hired_on"] < "2020-01-01")]
    people.loc[here[0], "born_on"] = pd.Timestamp("1961-12-30")  # 65 after half the year
    people.loc[here[1], "born_on"] = pd.Timestamp("1958-01-01")  # past 65
    people.loc[here[2], "born_on"] = pd.NaT
    company = company_of({**tables, "employees": people})
    found = leaving_hazard(company)
    ahead = found.ahead(company, horizon_days=365)
    chance = pd.Series(ahead.chance, index=ahead.employee_ids)
    ids = people["employee_id"]
    assert chance[ids[here[1]]] == 0.0
    assert chance[ids[here[0]]] > 0
    # Nobody past the retirement age is at risk of resigning in the history.
    rows = found.history.rows.person
    past = np.flatnonzero(found.history.employee_ids == ids[here[1]])[0]
    last = found.history.rows.starts_days[rows == past].max()
    assert last < (pd.Timestamp("2023-01-01") - AS_OF).days + 16 * 365.25 / 4


def test_reordered_rows_and_new_ids_change_nothing(invent, company_of, found):
    tables = invent()
    people = tables["employees"].sample(frac=1.0, random_state=4).reset_index(drop=True)
    people["employee_id"] = [f"X{i:05d}" for i in range(len(people))]
    people["position_id"] = people["position_id"].map({"P1": "Q9", "P2": "Q1"})
    posts = tables["positions"].assign(position_id=["Q9", "Q1"]).iloc[::-1]
    turned = leaving_hazard(company_of({"positions": posts, "employees": people}))
    assert turned.trained.fit.penalty == found.trained.fit.penalty
    assert turned.trained.fit.coefficients == pytest.approx(
        found.trained.fit.coefficients, abs=1e-6
    )
    assert turned.trial.gain.gain == pytest.approx(found.trial.gain.gain, abs=1e-6)


def test_shifted_dates_change_nothing(invent, company_of, found):
    tables = invent()
    people = tables["employees"].copy()
    shift = pd.Timedelta(days=-1461)  # four years with their leap day
    for column in ("hired_on", "left_on", "born_on"):
        people[column] = people[column] + shift
    moved = leaving_hazard(company_of({**tables, "employees": people}, as_of=AS_OF + shift))
    assert moved.trained.fit.coefficients == pytest.approx(found.trained.fit.coefficients, abs=1e-9)


def test_known_covariates_only(company):
    assert leaving_hazard(company, covariates=[]).used
    with pytest.raises(ParameterError, match=r"covariates: mood is not among .*years_in_post"):
        leaving_hazard(company, covariates=["mood"])
    with pytest.raises(DataError, match="covariate age - never"):
        leaving_hazard(company, covariates=["age"])


def test_facts_take_nothing_from_after_the_day(company_of, invent):
    tables = invent()
    tables["post_history"] = pd.DataFrame(
        {"employee_id": ["E0001"], "position_id": ["P2"], "starts_on": ["2020-01-01"]}
    )
    tables["employees"] = pd.DataFrame(
        {
            "employee_id": ["E0001", "E0002"], "position_id": ["P1", "P2"],
            "hired_on": ["2020-01-01", "2020-01-01"], "position_since": ["2024-01-01", None],
        }
    )  # fmt: skip
    tables["dated_figures"] = pd.DataFrame(
        {"employee_id": "E0001", "figure": "overtime", "recorded_on": ["2023-01-01", "2025-01-01"],
         "value": [5.0, 9.0]}
    )  # fmt: skip
    tables["absences"] = pd.DataFrame(
        {"employee_id": ["E0001", "E0001"], "starts_on": ["2021-01-01", "2024-03-01"],
         "ends_on": ["2021-01-02", "2024-03-05"], "acting_employee_id": [None, "E0002"]}
    )  # fmt: skip
    company = company_of(tables)
    days = pd.DatetimeIndex(["2022-12-31", "2023-06-30", "2024-12-31", "2024-12-31", "2021-06-30"])
    who = np.array(["E0001", "E0001", "E0001", "E0002", "E0002"], dtype=object)
    moments = facts.Moments(who, days)
    value = facts.figure_then(company, moments, "overtime")
    assert value == pytest.approx([np.nan, 5.0, 5.0, np.nan, np.nan], nan_ok=True)
    assert facts.family_then(company, moments).tolist() == [
        "Office", "Office", "Engineering", "Office", "Office",
    ]  # fmt: skip
    years = facts.years_in_post(company, moments)
    assert years == pytest.approx([3.0, 3.5, 1.0, 5.0, 1.5], abs=0.01)
    acted = facts.acted_in_last_year(company, moments)
    assert acted == pytest.approx([0.0, 0.0, 0.0, 1.0, np.nan], nan_ok=True)


def test_history_counts_the_time_of_departures(company):
    history = hazard_history(company)
    assert history.rows.event.sum() == (company.employees["left_on"] >= "2022-06-30").sum()
    # Each leaver counts to the end of the quarter, so at most a quarter of a year more a leaver.
    people = company.employees
    end = people["left_on"].fillna(AS_OF)
    start = people["hired_on"].clip(lower=AS_OF - pd.Timedelta(days=1461))
    years = (end - start).dt.days.sum() / 365.25
    assert years <= history.years.sum() <= years + 0.25 * history.rows.event.sum()


def test_folds_never_train_on_the_person_or_the_time_they_judge():
    # A column that knows the outcome of each person gains nothing where people are kept apart,
    # so the strongest ridge wins; judged on the same people the weakest would.
    draw = np.random.default_rng(2)
    person = np.repeat(np.arange(90), 8)
    period = np.tile(np.arange(8), 90)
    event = draw.random(720) < 0.1
    own = (person[:, None] == np.arange(90)).astype(float)
    choice = choose_penalty(
        own, event, offset=np.zeros(720), penalty_weights=np.ones(90),
        group=person_groups([np.arange(90.0)], groups=3)[person], period=period,
        cuts=(4,), ahead=4, link="cloglog", penalties=(0.1, 1.0, 100.0),
    )  # fmt: skip
    assert choice.path["log_loss"].to_numpy() == pytest.approx(
        choice.path["log_loss"].iloc[-1], abs=0.02
    )
    assert choice.path["rows"].iloc[0] == 360


def test_scores_by_hand():
    event = np.array([True, False, False, False])
    gain = log_loss_gain(np.full(4, 0.25), np.full(4, 0.5), event, np.array([0, 0, 1, 1]))
    # Per person: log(0.5) + log(1.5) and 2 log(1.5).
    people = [np.log(0.5) + np.log(1.5), 2 * np.log(1.5)]
    assert gain.gain == pytest.approx(sum(people))
    assert gain.standard_error == pytest.approx(np.sqrt(2) * abs(people[1] - people[0]) / 2)
    table = reliability(np.array([0.1, 0.1, 0.4, 0.4]), np.array([0, 0, 1, 0]) == 1, np.ones(4),
                        groups=2)  # fmt: skip
    assert table["expected"].tolist() == pytest.approx([0.2, 0.8])
    assert table["observed"].tolist() == [0, 1]


def test_calibration_sees_chances_that_are_too_extreme():
    draw = np.random.default_rng(5)
    index = draw.normal(-2.0, 0.5, 20_000)
    event = draw.random(20_000) < -np.expm1(-np.exp(index))
    assert calibration(index, event)[0] == pytest.approx(1.0, abs=0.08)
    assert calibration(-2.0 + 2 * (index + 2.0), event)[0] == pytest.approx(0.5, abs=0.05)
    assert calibration(index - 0.7, event)[2] == pytest.approx(0.7, abs=0.05)


def test_without_first_days_or_with_nobody_left_here_nothing_breaks(invent, company_of):
    tables = invent()
    people = tables["employees"]
    undated = leaving_hazard(company_of({**tables, "employees": people.assign(hired_on=pd.NaT)}))
    assert "needs the first day of people (employees.hired_on)" in undated.why
    gone = people[people["left_on"].notna()]
    assert leaving(company_of({**tables, "employees": gone})).staff.empty


def test_both_scores_have_to_be_better(found):
    worse = found.trial.scores.copy()
    worse.loc[worse["model"] == "hazard", "brier"] = 1.0
    used, why = _verdict(replace(found.trial, scores=worse), dropped=0)
    assert not used
    assert "it must be better by both" in why
    assert _verdict(found.trial, dropped=0)[0]
