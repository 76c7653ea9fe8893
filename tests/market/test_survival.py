"""Share still open, against a published Kaplan-Meier estimate."""

import numpy as np
import pandas as pd
import pytest

from workbench.market.survival import median_days, open_share

# Weeks in remission of 21 patients given 6-MP, and of 21 given a placebo: Freireich and others
# (1963), Blood 21, 699-716. A plus marks who was still in remission.
MP_WEEKS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO_WEEKS = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# Survival as in Kleinbaum and Klein, Survival Analysis, chapter 2; pointwise 95 % limits on the
# ln(-ln) scale as Stata and R print them. By hand for week 6: ln(-ln 0.8571) = -1.870, its s.e.
# sqrt(3 / (21 x 18)) / 0.1542 = 0.578, and exp(-exp(-1.870 +- 1.96 x 0.578)) = 0.620 and 0.952.
MP_TABLE = [
    (6, 0.8571, 0.6197, 0.9516),
    (7, 0.8067, 0.5631, 0.9228),
    (10, 0.7529, 0.5032, 0.8894),
    (13, 0.6902, 0.4316, 0.8491),
    (16, 0.6275, 0.3675, 0.8049),
    (22, 0.5378, 0.2678, 0.7468),
    (23, 0.4482, 0.1881, 0.6801),
]
AT_RISK = {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}


def read(weeks: str) -> tuple[np.ndarray, np.ndarray]:
    marks = weeks.split()
    days = np.array([float(mark.rstrip("+")) for mark in marks])
    return days, np.array([not mark.endswith("+") for mark in marks])


def test_open_share_is_the_published_estimate_with_its_limits() -> None:
    curve = open_share(*read(MP_WEEKS), level=0.95).set_index("days")
    for week, share, low, high in MP_TABLE:
        found = curve.loc[week, ["open_share", "low", "high"]].tolist()
        assert found == pytest.approx([share, low, high], abs=5e-5)
    assert curve.loc[list(AT_RISK), "at_risk"].to_dict() == AT_RISK


@pytest.mark.parametrize(("weeks", "median"), [(MP_WEEKS, 23), (PLACEBO_WEEKS, 8)])
def test_median_days_is_the_published_median(weeks, median) -> None:
    assert median_days(open_share(*read(weeks)))[0] == median


def test_median_days_range_is_where_the_band_holds_a_half() -> None:
    # By the table: the lower limit first is at most a half in week 13, the upper one never.
    _, low, high = median_days(open_share(*read(MP_WEEKS), level=0.95))
    assert low == 13
    assert np.isnan(high)


def test_open_share_of_filled_vacancies_alone_is_the_plain_share() -> None:
    curve = open_share(np.array([10.0, 20.0, 40.0, 80.0]), np.ones(4, dtype=bool))
    assert curve["open_share"].tolist() == pytest.approx([1, 0.75, 0.5, 0.25, 0])
    assert curve["low"].iloc[-1] == 0
    assert curve["high"].iloc[-1] == curve["high"].iloc[-2]


def test_open_share_with_nothing_filled_stays_at_one() -> None:
    curve = open_share(np.array([10.0, 300.0]), np.zeros(2, dtype=bool))
    assert (curve[["open_share", "low", "high"]] == 1).all().all()
    assert np.isnan(median_days(curve)).all()


def test_open_share_without_a_vacancy_is_its_beginning() -> None:
    curve = open_share(np.array([]), np.array([], dtype=bool))
    assert curve.to_numpy().tolist() == [[0, 1, 1, 1, 0]]


def test_open_share_order_does_not_matter() -> None:
    days, filled = read(MP_WEEKS)
    pd.testing.assert_frame_equal(open_share(days, filled), open_share(days[::-1], filled[::-1]))


def test_open_share_band_holds_the_share() -> None:
    curve = open_share(*read(MP_WEEKS))
    assert (curve["low"] <= curve["open_share"]).all()
    assert (curve["open_share"] <= curve["high"]).all()


def test_median_days_dropping_the_open_ones_looks_too_fast() -> None:
    """Exponential waits with a median of 83 days; a third of the vacancies is still open."""
    draw = np.random.default_rng(7)
    waits, since = draw.exponential(120, 3000), draw.uniform(0, 365, 3000)
    filled = waits <= since
    right = median_days(open_share(np.minimum(waits, since), filled))[0]
    wrong = median_days(open_share(waits[filled], np.ones(filled.sum(), dtype=bool)))[0]
    assert right == pytest.approx(120 * np.log(2), rel=0.06)
    assert wrong < 0.85 * right
