"""Months to readiness: hand calculations and the quantiles of the pace."""

import numpy as np
import pytest

from workbench.people.readiness import (
    months_quantile,
    months_to_ready,
    readiness_label,
)

NAN = np.nan


def test_months_to_ready_takes_the_widest_gap_not_the_sum():
    months = months_to_ready(
        np.array([[4.0, 4.0]]), np.array([[3.0, 2.0]]), pace_levels_per_month=0.08
    )
    assert months.item() == pytest.approx(25)


def test_months_to_ready_of_a_post_without_requirements_is_unknown():
    months = months_to_ready(np.array([[NAN]]), np.array([[3.0]]), pace_levels_per_month=0.08)
    assert np.isnan(months.item())


def test_months_quantile_agrees_with_simulated_paces():
    rng = np.random.default_rng(11)
    spread = np.sqrt(np.log(1 + 0.4**2))
    months = 2.0 / (0.08 * np.exp(spread * rng.standard_normal(400_000)))
    for probability in (0.1, 0.9):
        exact = months_quantile(np.array([25.0]), probability=probability, pace_cv=0.4).item()
        assert np.quantile(months, probability) == pytest.approx(exact, rel=0.01)


def test_readiness_label_needs_enough_assessments():
    label = readiness_label(
        np.array([0.0, 0.0, NAN]), np.array([0.8, 0.79, 1.0]), least_assessed_share=0.8
    )
    assert label.tolist() == ["ready_now", "not_assessed", "not_assessed"]
