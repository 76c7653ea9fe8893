"""The ridge regression of a hazard: published coefficients, identities, cases by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from workbench.errors import DataError
from workbench.people.hazard.periods import person_periods
from workbench.people.hazard.regression import fit_hazard
from workbench.people.hazard.spline import restricted_spline, spline_knots

KNOWN = Path(__file__).parents[4] / "shared" / "known_answers"


def _rows(seed: int = 1, size: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    design = draw.normal(size=(size, 3))
    rate = np.exp(-2.5 + design @ np.array([0.5, -0.3, 0.0]))
    return design, draw.random(size) < -np.expm1(-rate)


@pytest.mark.skipif(not KNOWN.is_dir(), reason="needs the folder of known answers")
def test_rossi_cloglog_has_the_coefficients_of_the_published_cox_model():
    # Rossi, Berk and Lenihan (1980): 432 people, 114 arrests in 52 weeks. Cox model with ties
    # after Efron as printed by Fox (2002) and lifelines: fin -0.3794, age -0.0574, prio 0.0915.
    # A cloglog hazard with a spline of 4 degrees of freedom over the weeks gives prio 0.0921.
    expected = json.loads((KNOWN / "hr_expected.json").read_text())["rossi"]
    data = pd.read_csv(KNOWN / "hr" / "rossi.csv")
    assert (len(data), int(data["arrest"].sum())) == (expected["n"], expected["events"])
    weeks = data["week"].to_numpy(dtype=float)
    rows = person_periods(
        np.zeros(432), weeks, data["arrest"].to_numpy() == 1, period_days=1.0, periods=52
    )
    week = rows.period + 1.0
    spline = restricted_spline(week, spline_knots(week, knots=5))
    names = list(expected["coef"])
    design = np.hstack([spline, data[names].to_numpy(dtype=float)[rows.person]])
    fit = fit_hazard(design, rows.event, link="cloglog")
    found = dict(zip(names, fit.coefficients[-7:], strict=True))
    errors = np.sqrt(np.diag(fit.covariance))[-7:]
    assert round(found["prio"], 4) == 0.0921
    assert found == pytest.approx(expected["coef"], abs=0.0025)
    assert errors == pytest.approx(list(expected["se"].values()), abs=0.001)


def test_rossi_data_can_be_taken_by_hand_without_the_folder():
    # Two groups: the cloglog hazards are the shares of each group, whatever the link.
    group = np.repeat([0.0, 1.0], [200, 100])
    event = np.concatenate([np.arange(200) < 20, np.arange(100) < 25])
    for link in ("cloglog", "logit"):
        fit = fit_hazard(group[:, None], event, link=link)
        assert fit.hazard(np.array([[0.0], [1.0]])) == pytest.approx([0.1, 0.25], abs=1e-7)
    fit = fit_hazard(group[:, None], event)
    assert fit.coefficients[1] == pytest.approx(np.log(np.log(0.75) / np.log(0.9)), abs=1e-6)


def test_hazard_of_the_teachers_who_left():
    # Singer and Willett (2003), Applied Longitudinal Data Analysis, table 10.1: 3,941 special
    # educators, how many left in each of 12 years, and how many had been seen no longer.
    left = [456, 384, 359, 295, 218, 184, 123, 79, 53, 35, 16, 5]
    seen = dict(zip((8, 9, 10, 11, 12), (280, 307, 255, 265, 627), strict=True))
    hazard = [0.1157, 0.1102, 0.1158, 0.1076, 0.0891, 0.0825, 0.0601, 0.0411, 0.0339, 0.0291,
              0.0175, 0.0079]  # fmt: skip
    years = np.concatenate(
        [np.repeat(np.arange(12) + 0.5, left), np.repeat(list(seen), list(seen.values()))]
    )
    assert len(years) == 3941
    event = np.arange(3941) < sum(left)
    rows = person_periods(np.zeros(3941), years.astype(float), event, period_days=1.0, periods=12)
    at_risk = [3941, 3485, 3101, 2742, 2447, 2229, 2045, 1922, 1563, 1203, 913, 632]
    assert np.bincount(rows.period).tolist() == at_risk
    dummies = rows.period[:, None] == np.arange(1, 12)[None, :]
    for link in ("cloglog", "logit"):
        fit = fit_hazard(dummies.astype(float), rows.event, link=link)
        found = fit.hazard(np.vstack([np.zeros(11), np.eye(11)]))
        assert found.round(4).tolist() == hazard
        assert round(float(np.prod(1 - found)), 4) == 0.4275


def test_logit_expects_as_many_events_as_there_were():
    # The intercept is free of the ridge, so the sum of chances is the number of events.
    design, event = _rows()
    for penalty in (0.0, 50.0):
        fit = fit_hazard(design, event, penalty=penalty, link="logit")
        assert fit.hazard(design).sum() == pytest.approx(event.sum(), abs=1e-4)


def test_fit_hazard_finds_the_truth_within_its_standard_errors():
    design, event = _rows(size=20_000)
    fit = fit_hazard(design, event)
    errors = np.sqrt(np.diag(fit.covariance))
    assert (np.abs(fit.coefficients - [-2.5, 0.5, -0.3, 0.0]) < 3.5 * errors).all()
    assert fit.effective_parameters == pytest.approx(3.0)


def test_strong_ridge_leaves_the_rate_of_all():
    design, event = _rows()
    fit = fit_hazard(design, event, penalty=1e9)
    assert fit.coefficients[1:] == pytest.approx(np.zeros(3), abs=1e-5)
    assert fit.hazard(design)[0] == pytest.approx(event.mean(), abs=1e-5)
    assert fit.effective_parameters < 1e-3


def test_half_a_period_counts_half():
    # Twice as many half periods with half the events: the same yearly rate.
    event = np.arange(1000) < 100
    whole = fit_hazard(np.zeros((1000, 0)), event)
    halves = fit_hazard(np.zeros((1000, 0)), event, offset=np.full(1000, np.log(0.5)))
    assert halves.coefficients[0] - whole.coefficients[0] == pytest.approx(np.log(2.0), abs=1e-6)


def test_fit_hazard_ignores_the_order_of_rows():
    design, event = _rows()
    turned = fit_hazard(design[::-1], event[::-1], penalty=3.0)
    assert turned.coefficients == pytest.approx(fit_hazard(design, event, penalty=3.0).coefficients)


def test_fit_hazard_refuses_what_has_no_answer():
    design, event = _rows()
    with pytest.raises(DataError, match="0 of 4000 periods end in an event"):
        fit_hazard(design, np.zeros(4000, dtype=bool))
    with pytest.raises(DataError, match="missing or infinite"):
        fit_hazard(np.where(design > 3, np.nan, design), event)
    with pytest.raises(DataError, match="separates those who leave"):
        fit_hazard(event[:, None] * 1.0, event)
    assert np.isfinite(fit_hazard(event[:, None] * 1.0, event, penalty=1.0).coefficients).all()


def test_restricted_spline_is_straight_beyond_the_outer_knots():
    knots = np.array([1.0, 2.0, 4.0, 7.0, 9.0])
    inside, outside = np.linspace(1, 9, 9), np.linspace(9, 20, 12)
    assert restricted_spline(inside, knots).shape == (9, 4)
    second = np.diff(restricted_spline(outside, knots), n=2, axis=0)
    assert np.abs(second).max() < 1e-9
    assert np.abs(np.diff(restricted_spline(inside, knots)[:, 1], n=2)).max() > 0.01


def test_person_periods_by_hand():
    # Entered in the first period, left in the third; here throughout; gone before the window;
    # censored in the middle of the second period.
    rows = person_periods(
        np.array([5.0, -100.0, -50.0, 0.0]), np.array([21.0, 99.0, -1.0, 15.0]),
        np.array([True, True, True, False]), period_days=10.0, periods=3,
    )  # fmt: skip
    assert rows.person.tolist() == [0, 0, 0, 1, 1, 1, 3, 3]
    assert rows.period.tolist() == [0, 1, 2, 0, 1, 2, 0, 1]
    assert rows.at_risk_share.tolist() == [0.5, 1, 1, 1, 1, 1, 1, 0.5]
    assert rows.event.tolist() == [False, False, True, False, False, False, False, False]


def test_intervals_of_coefficients_hold_their_probability():
    # 80 % intervals of a slope from 200 invented histories hold the truth about 80 % of the time.
    hits = []
    for seed in range(200):
        draw = np.random.default_rng(seed)
        x = draw.normal(size=(600, 1))
        event = draw.random(600) < -np.expm1(-np.exp(-2.0 + 0.4 * x[:, 0]))
        fit = fit_hazard(x, event)
        width = norm.ppf(0.9) * np.sqrt(fit.covariance[1, 1])
        hits.append(abs(fit.coefficients[1] - 0.4) < width)
    assert np.mean(hits) == pytest.approx(0.8, abs=0.085)
