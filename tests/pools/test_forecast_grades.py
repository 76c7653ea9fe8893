"""The history of grades as far as the tables hold it, and the staff carried forward from it."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.pools import build_pools
from workbench.pools.forecast.display import grade_rows, move_rows
from workbench.pools.forecast.findings import forecast_findings
from workbench.pools.forecast.grades import grade_forecast
from workbench.pools.forecast.months_ahead import find_shortage
from workbench.pools.forecast.person_years import person_years
from workbench.pools.forecast.spells import grade_spells, grades_on, time_in_grade_years
from workbench.pools.forecast.vacancy import vacancy_risk
from workbench.settings import Settings

AS_OF = "2026-06-30"


def days(frame, *columns):
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in columns})


@pytest.fixture
def careers(rows):
    """Four people: one came up, one stayed, one left, one retired."""
    people = rows(
        "employee_id position_id hired_on position_since born_on status left_on leave_reason",
        "E1 P2 2015-01-01 2024-01-01 1980-01-01 active . .",
        "E2 P1 2015-01-01 2015-01-01 1985-01-01 active . .",
        "E3 P1 2015-01-01 2015-01-01 1985-01-01 left 2025-01-31 resigned",
        "E4 P2 2015-01-01 2015-01-01 1959-01-31 left 2024-01-31 retired",
    )
    posts = rows(
        "position_id title grade seats", "P1 Setter 3 2", "P2 Lead 5 1",
    )  # fmt: skip
    earlier = rows("employee_id position_id starts_on", "E1 P1 2015-01-01")
    return {
        "employees": days(people, "hired_on", "position_since", "born_on", "left_on"),
        "positions": posts,
        "post_history": days(earlier, "starts_on"),
    }


def make(tables):
    return company_from_tables(tables, as_of=AS_OF, settings=Settings())


def test_person_years_by_hand(careers):
    found = person_years(make(careers))
    assert found.grades.tolist() == [3.0, 5.0]
    # Years from 2022-06-30: E1 stays, rises, then stays twice above; E2 stays four times; E3 stays
    # twice and leaves; E4 stays once and retires, which is a date and no move.
    assert found.counts.tolist() == [[7.0, 1.0, 1.0], [0.0, 3.0, 0.0]]
    assert (found.retired, found.unknown, found.hires.tolist()) == (1, 0, [0.0, 0.0])
    assert found.moves_known


def test_person_years_without_history_count_the_unknown_years_apart(careers):
    del careers["post_history"]
    found = person_years(make(careers))
    assert found.counts.tolist() == [[6.0, 0.0, 1.0], [0.0, 3.0, 0.0]]
    assert found.unknown == 2  # the two years E1 began in a grade that is not known
    assert not found.moves_known


def test_person_years_do_not_depend_on_the_order_of_rows_nor_on_ids(careers):
    before = person_years(make(careers))
    mixed = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in careers.items()}
    for frame in mixed.values():
        if "employee_id" in frame:
            frame["employee_id"] = "X" + frame["employee_id"]
    after = person_years(make(mixed))
    assert (after.by_time == before.by_time).all()


def test_person_years_shift_with_all_dates(careers):
    later = pd.DateOffset(years=3)
    moved = {
        name: frame.assign(
            **{
                column: frame[column] + later
                for column in frame
                if pd.api.types.is_datetime64_any_dtype(frame[column])
            }
        )
        for name, frame in careers.items()
    }
    shifted = company_from_tables(moved, as_of="2029-06-30", settings=Settings())
    assert (person_years(shifted).by_time == person_years(make(careers)).by_time).all()


def test_a_person_without_a_first_day_in_the_post_is_unknown_not_settled(careers):
    careers["employees"].loc[0, "position_since"] = pd.NaT
    spells = grade_spells(make(careers))
    assert "E1" not in grades_on(spells, pd.Timestamp("2026-01-01")).index or (
        grades_on(spells, pd.Timestamp("2026-01-01"))["E1"] == 3
    )


def test_time_in_grade_joins_posts_of_the_same_grade(careers, rows):
    careers["positions"] = rows("position_id title grade seats", "P1 Setter 3 2", "P2 Lead 3 1")
    spells = grade_spells(make(careers))
    years = time_in_grade_years(spells, pd.Timestamp("2025-01-01"))
    assert years["E1"] == pytest.approx(10.0, abs=0.01)


def test_grade_forecast_closes_and_knows_retirements(careers):
    careers["employees"].loc[0, "born_on"] = pd.Timestamp("1963-01-15")  # 65 in the second year
    forecast = grade_forecast(make(careers), years=3, runs=200, seed=1)
    flows = forecast.flows
    rest = flows["opening"] + flows["hired"] - flows["retired"] - flows["left"] - flows["closing"]
    assert rest.abs().max() < 1e-9
    lead = forecast.staff[forecast.staff["grade"] == 5].set_index("years_ahead")
    assert lead["retiring"].tolist() == [0, 0, 1, 1]
    assert lead.loc[2, "people_p90"] <= 1
    assert (forecast.staff["people_p10"] <= forecast.staff["people_p90"]).all()


def test_grade_forecast_without_history_says_what_is_not_known(careers):
    del careers["post_history"]
    forecast = grade_forecast(make(careers), years=1, runs=50, seed=1)
    assert "needs table post_history" in forecast.lacks
    assert forecast.grades[["stay_share", "up_share", "promotion_share"]].isna().all(axis=None)
    assert forecast.flows["moved_up"].sum() == 0


def test_grade_forecast_without_leavers_is_no_forecast(careers):
    careers["employees"] = careers["employees"].query("status == 'active'")
    forecast = grade_forecast(make(careers))
    assert forecast.staff.empty
    assert "needs leavers" in forecast.lacks
    assert grade_rows(forecast, min_group_size=5).empty
    assert move_rows(forecast, min_group_size=5).empty


def test_small_grades_are_not_shown(careers):
    forecast = grade_forecast(make(careers), years=1, runs=50, seed=1)
    assert len(grade_rows(forecast, min_group_size=1)) == 2
    assert grade_rows(forecast, min_group_size=5).empty
    assert move_rows(forecast, min_group_size=5).empty


def test_findings_count_the_grades_that_are_shown_and_no_others(careers):
    company = make(careers)
    forecast = grade_forecast(company, years=1, runs=50, seed=1)
    risk = vacancy_risk(company, _no_posts())
    words = {
        least: " ".join(
            forecast_findings(
                None, risk, forecast, grades=grade_rows(forecast, min_group_size=least)
            )
        )
        for least in (1, 5)
    }
    assert "of 2 grades" in words[1] or "no grade shown" in words[1]
    assert "grades" not in words[5]


def _no_posts():
    names = ["position_id", "title", "unit", "incumbents", "vacant_seats"]
    return pd.DataFrame({name: pd.Series(dtype="str") for name in names}).astype(
        {"incumbents": int, "vacant_seats": float}
    )


def test_more_hires_mean_more_people(careers):
    extra = careers["employees"].iloc[[1]].assign(
        employee_id="E9", hired_on=pd.Timestamp("2025-01-01"),
        position_since=pd.Timestamp("2025-01-01"),
    )  # fmt: skip
    careers["employees"] = pd.concat([careers["employees"], extra])
    company = make(careers)
    without = grade_forecast(company, years=2, runs=300, seed=1).flows["closing"]
    hiring = grade_forecast(company, years=2, runs=300, seed=1, hire=True)
    assert hiring.flows["hired"].iloc[0] == pytest.approx(0.25, abs=0.1)
    assert (hiring.flows["closing"] > without).all()


def test_grade_forecast_tells_people_new_in_the_grade_from_those_long_in_it():
    # Half of those hired each year leave in the next one; nobody of the forty old hands ever does.
    as_of = pd.Timestamp(AS_OF)
    people = [("2010-01-01", None)] * 40
    for back in (4, 3, 2, 1):
        start = as_of - pd.DateOffset(years=back)
        hired = start - pd.Timedelta(days=100)
        people += [(hired, start + pd.Timedelta(days=200)), (hired, None)] * 10
    hired_on, left_on = (pd.to_datetime(pd.Series(dates)) for dates in zip(*people, strict=True))
    staff = pd.DataFrame(
        {"position_id": "P1", "hired_on": hired_on, "position_since": hired_on, "left_on": left_on}
    ).assign(leave_reason=left_on.notna().map({True: "resigned", False: None}))
    staff["employee_id"] = [f"E{place}" for place in range(len(staff))]
    posts = pd.DataFrame({"position_id": ["P1"], "title": ["Setter"], "grade": [3], "seats": [80]})
    company = make({"employees": staff, "positions": posts})
    history = person_years(company)
    assert history.by_class.sum() == history.counts.sum() == history.by_time.sum()
    forecast = grade_forecast(company, years=1, runs=500, seed=2)
    assert forecast.test.p_value < 0.001
    # Ten are new today, and a third of the new ones left in a year: 10 of 30, four times.
    assert forecast.flows["left"].item() == pytest.approx(10 / 3, abs=0.5)
    alike = 80 * history.counts[0, -1] / history.counts.sum()
    assert alike > 9


def test_findings_of_the_small_company_are_sentences(company):
    pools = build_pools(company, ["P1", "P2"])
    forecast = grade_forecast(company, runs=50)
    words = forecast_findings(
        find_shortage(company, pools.targets, pools.candidates),
        vacancy_risk(company, pools.targets),
        forecast,
        grades=grade_rows(forecast, min_group_size=1),
    )
    assert all(sentence[0] not in "abcdefghij" and sentence.endswith(".") for sentence in words)
    assert not any("nan" in sentence.lower().split() for sentence in words)
    assert np.all([len(sentence) < 400 for sentence in words])
