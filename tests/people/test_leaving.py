"""Rates of leaving from history, and retirements from dates."""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, nbinom

from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.people.departures import rival_share
from workbench.people.history import departures, history_notes, separation_rate_per_year
from workbench.people.leaving import leaving
from workbench.people.rates import shrunk_rates, weight_chances
from workbench.settings import Range, Settings

PRIOR = Range(p10=0.2, p50=0.4, p90=0.6, source="own estimate")


def make_company(*, left: int = 6, settings: Settings | None = None) -> Company:
    """Forty engineers and forty clerks with a long history; some engineers left last year."""
    number = range(80 + left)
    people = pd.DataFrame({"employee_id": [f"E{i}" for i in number], "hired_on": "2010-01-01"})
    people["position_id"] = ["P1" if i < 40 or i >= 80 else "P2" for i in number]
    people["born_on"] = "1985-05-05"
    gone = people.index >= 80
    people["left_on"] = np.where(gone, "2025-06-30", None)
    people["leave_reason"] = np.where(gone, "resigned", None)
    people["destination"] = np.where(gone, "competitor", None)
    posts = pd.DataFrame(
        {
            "position_id": ["P1", "P2"],
            "title": ["Engineer", "Clerk"],
            "job_family": ["Engineering", "Office"],
            "seats": [50, 50],
        }
    )
    tables = {"positions": posts, "employees": people}
    return company_from_tables(tables, as_of="2026-06-30", settings=settings or Settings())


def test_shrunk_rates_matches_gamma_posterior():
    # Gelman et al., Bayesian Data Analysis, section 2.6: prior Gamma(3.0, 5.0), 3 deaths from
    # asthma in exposure 2.0 give the posterior Gamma(6.0, 7.0) with mean 0.86. Here the second
    # group sets the pooled rate to 0.6, worth 5 person-years.
    fit = shrunk_rates(np.array([3.0, 57.0]), np.array([2.0, 98.0]), weight=5.0)
    assert fit.pooled == pytest.approx(0.6)
    assert fit.rate[0] == pytest.approx(6 / 7)
    assert fit.low[0] == pytest.approx(gamma.ppf(0.1, 6.0, scale=1 / 7))


def test_weight_chances_are_likelihood_times_prior():
    # Negative binomial likelihood by scipy, prior z / (w + z)^2 of Christiansen and Morris (1997).
    events, years = np.array([30.0, 2.0, 9.0, 1.0]), np.array([80.0, 100.0, 100.0, 140.0])
    weights, chances = weight_chances(events, years)
    pooled = events.sum() / years.sum()
    expected = [
        np.prod(nbinom.pmf(events, pooled * w, w / (w + years))) / (w + 100.0) ** 2 * w
        for w in weights
    ]
    assert chances == pytest.approx(np.array(expected) / np.sum(expected), rel=1e-6)


def test_shrunk_rates_of_the_pumps():
    # Gaver and O'Muircheartaigh (1987): failures of ten pumps in thousands of hours. Expected is
    # the posterior mean by integrating over the weight with scipy, in another parameter.
    events = np.array([5, 1, 5, 14, 3, 19, 1, 1, 4, 22.0])
    hours = np.array(
        [94.32, 15.72, 62.88, 125.76, 5.24, 31.44, 1.048, 1.048, 2.096, 10.48]
    )  # fmt: skip
    pooled, middle = events.sum() / hours.sum(), float(np.median(hours))

    def likelihood(kept: float) -> float:
        # The part a middle pump is drawn towards all, uniform by the prior.
        weight = middle * kept / (1 - kept)
        return float(np.prod(nbinom.pmf(events, pooled * weight, weight / (weight + hours))))

    def drawn(kept: float, pump: int) -> float:
        weight = middle * kept / (1 - kept)
        return (pooled * weight + events[pump]) / (weight + hours[pump]) * likelihood(kept)

    whole = quad(likelihood, 0, 1)[0]
    expected = [quad(drawn, 0, 1, args=(pump,))[0] / whole for pump in range(10)]
    fit = shrunk_rates(events, hours)
    assert fit.rate == pytest.approx(expected, rel=2e-3)
    # The pump seen longest keeps its rate, those seen for 1,048 hours go half of the way.
    assert fit.rate[3] == pytest.approx(14 / 125.76, rel=0.03)
    assert fit.rate[6] == fit.rate[7] and pooled < fit.rate[6] < 0.5 / 1.048


def test_shrunk_rates_keeps_groups_apart_that_differ():
    years = np.full(6, 200.0)
    alike = shrunk_rates(np.array([19.0, 20.0, 21.0, 20.0, 22.0, 18.0]), years)
    apart = shrunk_rates(np.array([60.0, 4.0, 40.0, 2.0, 8.0, 6.0]), years)
    assert np.ptp(alike.rate) < 0.3 * np.ptp([19, 20, 21, 20, 22, 18]) / 200
    assert np.ptp(apart.rate) > 0.9 * 58 / 200
    assert alike.weight > 10 * apart.weight


def test_shrunk_rates_quantiles_hold_their_probability():
    events, years = np.array([5.0, 1.0, 9.0]), np.array([30.0, 40.0, 50.0])
    fit = shrunk_rates(events, years)
    weights, chances = weight_chances(events, years)
    draw = np.random.default_rng(5)
    chosen = draw.choice(weights, p=chances, size=200_000)
    rate = draw.gamma(fit.pooled * chosen + events[0]) / (chosen + years[0])
    assert (rate < fit.low[0]).mean() == pytest.approx(0.1, abs=0.004)
    assert (rate > fit.high[0]).mean() == pytest.approx(0.1, abs=0.004)
    assert fit.rate[0] == pytest.approx(rate.mean(), rel=0.005)


def test_shrunk_rates_pulls_the_small_group_more():
    fit = shrunk_rates(np.array([2.0, 40.0, 8.0]), np.array([8.0, 160.0, 332.0]), weight=30.0)
    small, large = fit.rate[:2]
    assert fit.pooled < small < large < 0.25
    assert fit.high[0] - fit.low[0] > fit.high[1] - fit.low[1]


def test_shrunk_rates_without_events_is_not_zero():
    fit = shrunk_rates(np.array([0.0]), np.array([100.0]))
    assert 0 < fit.low[0] < fit.rate[0] < 0.02


def test_shrunk_rates_without_history_is_refused():
    with pytest.raises(ParameterError, match="No person-years"):
        shrunk_rates(np.zeros(2), np.zeros(2))


def test_shrunk_rates_ignores_the_order_of_groups():
    events, years = np.array([5.0, 1.0, 9.0]), np.array([30.0, 40.0, 50.0])
    turned = shrunk_rates(events[::-1], years[::-1])
    assert turned.rate[::-1] == pytest.approx(shrunk_rates(events, years).rate)


def test_leaving_gives_the_family_that_leaves_the_higher_chance():
    result = leaving(make_company())
    by_family = result.staff.groupby("job_family")["leave_probability"].first()
    assert by_family["Office"] < by_family["Engineering"] < 0.1
    assert result.families["job_family"].tolist() == ["Engineering", "Office", "everybody"]
    assert result.families["resigned"].tolist() == [6, 0, 6]
    staff = result.families["staff"].tolist()
    assert staff == [*result.staff["job_family"].value_counts().sort_index(), len(result.staff)]
    assert (result.staff["low"] < result.staff["leave_probability"]).all()
    assert (result.staff["leave_probability"] < result.staff["high"]).all()


def test_leaving_counts_person_years_inside_the_window():
    history = departures(make_company())
    # 80 people are here all 4 years, 6 left 3 years after the window opened on 2022-06-30.
    assert history["person_years"].sum() == pytest.approx(80 * 4 + 6 * 3, abs=0.2)
    assert history["resigned"].sum() == 6


def changed(company: Company, **columns: dict[int, object]) -> Company:
    """Change cells of employees, given by column and row."""
    people = company.tables["employees"].copy()
    for name, cells in columns.items():
        for row, cell in cells.items():
            people.loc[row, name] = cell
    tables = {**company.tables, "employees": people}
    return company_from_tables(tables, as_of="2026-06-30", settings=Settings())


def test_departures_leave_out_who_left_on_an_unknown_day():
    company = make_company()
    # Rows 80 and 81 left; without a last day they are neither time nor events.
    undated = changed(company, left_on={80: pd.NaT, 81: pd.NaT}, status={80: "left", 81: "left"})
    history = departures(undated)
    assert len(history) == 84
    assert history["resigned"].sum() == 4
    assert history["person_years"].sum() == pytest.approx(80 * 4 + 4 * 3, abs=0.2)
    assert separation_rate_per_year(undated) == pytest.approx(4 / 332, rel=1e-3)
    assert history_notes(undated) == (
        "Left out of the rates of leaving, as the day is not known: 2 people with status left and "
        "no last day that has passed.",
    )
    assert leaving(undated).notes == history_notes(undated)


def test_departures_leave_out_who_has_left_with_a_last_day_to_come():
    announced = changed(make_company(), left_on={80: "2026-12-31"}, status={80: "left"})
    assert len(departures(announced)) == 85
    assert len(history_notes(announced)) == 1


def test_departures_count_an_unknown_first_day_from_the_start_of_the_window():
    company = make_company()
    unknown = changed(company, hired_on={0: pd.NaT, 80: pd.NaT})
    columns = ["person_years", "resigned", "separated"]
    pd.testing.assert_frame_equal(departures(unknown)[columns], departures(company)[columns])
    assert history_notes(unknown) == (
        "Counted as here since 2022-06-30, so that the rates of leaving may be too low: 2 people "
        "without a first day.",
    )


def test_separation_rate_counts_all_who_left_but_the_retired():
    company = changed(make_company(), leave_reason={80: "retired", 81: "dismissed", 82: None})
    # Six left within 80 x 4 + 6 x 3 person-years; one of them retired.
    assert separation_rate_per_year(company) == pytest.approx(5 / 338, rel=1e-3)
    assert departures(company)["resigned"].sum() == 4


def test_separation_rate_without_leavers_in_the_window_is_unknown():
    assert np.isnan(separation_rate_per_year(make_company(left=0)))
    old = changed(make_company(), left_on=dict.fromkeys(range(80, 86), "2021-06-30"))
    assert np.isnan(separation_rate_per_year(old))


def test_leaving_without_a_known_last_day_takes_the_placeholder():
    rows = range(80, 86)
    undated = changed(
        make_company(), left_on=dict.fromkeys(rows, pd.NaT), status=dict.fromkeys(rows, "left")
    )
    result = leaving(undated)
    assert set(result.staff["source"]) == {"placeholder"}
    assert ["placeholder" in note for note in result.notes] == [True, False]
    assert "6 people with status left" in result.notes[1]


def test_leaving_without_leavers_takes_the_placeholder_and_says_so():
    result = leaving(make_company(left=0))
    assert set(result.staff["source"]) == {"placeholder"}
    assert "placeholder" in result.notes[0]
    assert result.staff["leave_probability"].iloc[0] == pytest.approx(1 - np.exp(-0.08), abs=1e-4)
    assert np.isnan(result.weight_person_years)


def test_leaving_treats_retirement_as_a_date():
    settings = Settings.model_validate({"retirement_age_years": 52})
    # Born 1985-05-05: 52 is reached in 2037; 41.2 in the same year.
    company = make_company(settings=settings)
    assert not leaving(company).staff["retires_within_horizon"].any()
    within = leaving(company, horizon_days=3650 + 700).staff
    assert within["retires_within_horizon"].all()
    longer = leaving(company, horizon_days=3650 + 1400).staff["leave_probability"]
    assert within["leave_probability"].tolist() == longer.tolist()


def test_leaving_of_a_person_without_family_uses_all_families():
    company = make_company()
    people = company.tables["employees"].copy()
    people.loc[0, "position_id"] = np.nan
    tables = {**company.tables, "employees": people}
    found = leaving(company_from_tables(tables, as_of="2026-06-30", settings=Settings()))
    row = found.staff.set_index("employee_id").loc["E0"]
    assert row["source"] == "all families"
    assert found.families["job_family"].is_unique


def test_leaving_is_the_same_after_shifting_all_dates():
    company = make_company()
    shift = pd.DateOffset(years=4)
    people = company.tables["employees"].copy()
    for column in ("hired_on", "born_on", "left_on"):
        people[column] = people[column] + shift
    moved = company_from_tables(
        {**company.tables, "employees": people}, as_of="2030-06-30", settings=Settings()
    )
    assert leaving(moved).staff["leave_probability"].to_numpy() == pytest.approx(
        leaving(company).staff["leave_probability"].to_numpy(), rel=1e-3
    )


def test_rival_share_moves_from_the_prior_to_the_own_departures():
    few = rival_share(pd.DataFrame({"destination": ["competitor"] * 3}), PRIOR)
    many = rival_share(pd.DataFrame({"destination": ["competitor"] * 90 + ["none"] * 10}), PRIOR)
    assert PRIOR.p50 < few.p50 < many.p50
    assert many.p50 == pytest.approx(0.9, abs=0.06)
    assert "3 of 3 resignations" in few.source


def test_rival_share_without_departures_is_the_prior():
    history = pd.DataFrame({"destination": pd.Series([None], dtype="str")})
    assert rival_share(history, PRIOR) == PRIOR
