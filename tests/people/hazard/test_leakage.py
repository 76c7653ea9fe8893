"""What was recorded at or after the exit is found, and honest covariates are not."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError
from workbench.people.hazard.leakage import Where, leak_faults, refuse_leaks
from workbench.people.hazard.model import leaving_hazard
from workbench.people.hazard.regression import fit_hazard
from workbench.people.hazard.scores import calibration, reliability

DATA = Path(__file__).parents[4] / "shared" / "data" / "ibm_attrition"
HERE = Where("dated_figures", "score")
DRAW = np.random.default_rng(8)
EVENT = np.arange(2000) % 20 == 0
PERIOD = DRAW.integers(0, 16, 2000)


def codes(value: np.ndarray, **more: np.ndarray) -> list[str]:
    return [fault.code for fault in leak_faults(value, EVENT, PERIOD, HERE, **more)]


def test_honest_covariates_pass():
    noise = DRAW.normal(size=2000)
    assert codes(noise) == []
    assert codes(noise + 1.0 * EVENT) == []
    assert codes(np.where(DRAW.random(2000) < 0.5, noise, np.nan)) == []
    assert codes((DRAW.random(2000) < np.where(EVENT, 0.3, 0.1)) * 1.0) == []


def test_a_figure_that_starts_late_is_no_leak():
    # Recorded for everybody from the ninth period on: leavers of the first eight have none.
    value = np.where(PERIOD >= 8, DRAW.normal(size=2000), np.nan)
    assert codes(value) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (np.where(EVENT, 3.0, np.nan), "filled_for_leavers"),
        (np.where(EVENT, np.nan, DRAW.normal(size=2000)), "filled_for_stayers"),
        (np.where(EVENT, 0.0, DRAW.integers(0, 5, 2000)), "constant_for_leavers"),
        (DRAW.normal(size=2000) + 5.0 * EVENT, "separates_leavers"),
    ],
    ids=["leavers only", "stayers only", "constant", "too good"],
)
def test_leaks_are_found(value: np.ndarray, code: str):
    assert codes(value)[0] == code
    with pytest.raises(DataError, match=r"dated_figures\.score: .*Allowed: what was known before"):
        refuse_leaks(leak_faults(value, EVENT, PERIOD, HERE))


def test_a_figure_taken_between_notice_and_exit_is_found():
    unknown = np.full(2000, np.nan)
    assert codes(unknown) == []
    assert codes(unknown, known_by_end=EVENT) == ["filled_for_leavers"]


def figures(employees: pd.DataFrame, name: str, on: pd.Series, value: object) -> pd.DataFrame:
    rows = pd.DataFrame({"employee_id": employees["employee_id"], "figure": name,
                         "recorded_on": on, "value": value})  # fmt: skip
    return rows.dropna()


def test_exit_interview_is_refused_and_the_hazard_does_not_change(invent, company_of, company):
    tables = invent()
    people = tables["employees"]
    score = figures(people, "exit_interview", people["left_on"], 2.0)
    found = leaving_hazard(company_of({**tables, "dated_figures": score}))
    assert [fault.code for fault in found.faults][:1] == ["recorded_at_exit"]
    fault = found.faults[0]
    assert (fault.table, fault.column) == ("dated_figures", "exit_interview")
    number = int(people["left_on"].notna().sum())
    assert f"{number} of {number} records of leavers are dated on or after" in fault.found
    usual = leaving_hazard(company)
    assert found.trained.fit.coefficients == pytest.approx(usual.trained.fit.coefficients)
    with pytest.raises(DataError, match="cannot be used to say who leaves"):
        leaving_hazard(company_of({**tables, "dated_figures": score}),
                       covariates=["exit_interview"])  # fmt: skip


def test_a_score_dated_before_the_exit_but_of_leavers_only_is_refused(invent, company_of):
    tables = invent()
    people = tables["employees"]
    notice = people["left_on"] - pd.Timedelta(days=20)
    notice = notice.where(notice > people["hired_on"])
    found = leaving_hazard(
        company_of({**tables, "dated_figures": figures(people, "notice_talk", notice, 1.0)})
    )
    assert [fault.code for fault in found.faults] == ["filled_for_leavers"]
    assert "notice_talk" not in found.history.covariates


def test_protected_attributes_and_undated_pay_never_enter(invent, company_of):
    tables = invent()
    people = tables["employees"]
    ages = figures(people, "age_years", people["hired_on"], np.arange(len(people)) % 40 + 20.0)
    offered = leaving_hazard(company_of({**tables, "dated_figures": ages})).history.offered
    verdicts = offered.set_index("covariate")["verdict"]
    assert verdicts["age_years"] == "never: a protected attribute"
    assert verdicts["pay without a date"].startswith("never: of leavers it stands at the exit")
    assert verdicts["age"].startswith("never: it gives the day of retirement")


def test_first_days_of_stayers_only_stop_the_hazard(invent, company_of):
    tables = invent()
    people = tables["employees"].copy()
    gone = people["left_on"].notna() & (np.arange(len(people)) % 4 > 0)
    people.loc[gone, "hired_on"] = pd.NaT
    found = leaving_hazard(company_of({**tables, "employees": people}))
    assert not found.used
    assert "the first day is known for leavers otherwise" in found.why


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the folder of data")
def test_ibm_attrition_is_calibrated_and_its_copy_of_the_outcome_is_found():
    # 1,470 invented employees, 237 leavers; a year at risk each.
    data = pd.read_csv(next(DATA.glob("*.csv")), encoding="utf-8-sig")
    event = data["Attrition"].to_numpy() == "Yes"
    assert (len(data), int(event.sum())) == (1470, 237)
    years = np.log1p(data["YearsAtCompany"].to_numpy(dtype=float))
    roles = pd.get_dummies(data["JobRole"]).to_numpy(dtype=float)
    more = data[["OverTime", "MonthlyIncome", "YearsSinceLastPromotion"]].assign(
        OverTime=data["OverTime"] == "Yes", MonthlyIncome=np.log(data["MonthlyIncome"])
    )
    columns = np.column_stack([years, roles, more.to_numpy(dtype=float)])
    design = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    # Every second person teaches, the others test.
    teach = np.arange(1470) % 2 == 0
    fit = fit_hazard(design[teach], event[teach], penalty=10.0, link="logit")
    chance = fit.hazard(design[~teach])
    slope, error, level = calibration(np.log(-np.log1p(-chance)), event[~teach])
    assert abs(slope - 1.0) < 2 * error
    assert abs(level) < 0.3
    table = reliability(chance, event[~teach], np.ones(735))
    assert table["inside"].sum() >= 3
    one = np.zeros(1470, dtype=np.intp)
    for name in ("YearsAtCompany", "MonthlyIncome", "DistanceFromHome"):
        value = data[name].to_numpy(dtype=float)
        assert leak_faults(value, event, one, Where("employees", name)) == []
    copied = np.where(event, 1.0, 0.0)
    assert leak_faults(copied, event, one, HERE)[0].code == "constant_for_leavers"
