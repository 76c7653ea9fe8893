"""The pools as a whole: rules, bounds, invariance, missing tables."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.company import company_from_tables
from workbench.errors import ParameterError
from workbench.people.leaving import leaving
from workbench.pools import build_pools, findings
from workbench.pools.candidates import judge_candidates
from workbench.pools.gaps import time_gap
from workbench.pools.presence import GONE
from workbench.pools.tables import ledger_table, reserve_table, source_table, time_table
from workbench.pools.targets import pool_targets, post_demand
from workbench.positions.why.flags import flag_posts

KEY = ["P2"]


@pytest.fixture(scope="module")
def pools(company):
    return build_pools(company, KEY)


def chosen(pools):
    return sorted(zip(pools.proposals["position_id"], pools.proposals["employee_id"], strict=True))


def test_build_pools_takes_key_and_management_posts(pools):
    assert pools.targets.set_index("position_id")["pool"].to_dict() == {
        "P1": "management", "P2": "key", "P5": "management",
    }  # fmt: skip
    assert pools.targets["capacity"].tolist() == [3, 3, 3]


def test_build_pools_proposes_only_who_passes_all_gates(pools):
    # E4's permit ran out the day before, E5 has one rating, E7 was rated 2 in 2024.
    assert chosen(pools) == [("P1", "E2"), ("P1", "E3"), ("P2", "E3"), ("P5", "E6")]
    assert set(pools.proposals["gate"]) == {"pass"}


def test_build_pools_counts_who_could_join_if_the_record_were_complete(pools):
    assert pools.targets.set_index("position_id")["undecided"].to_dict() == {
        "P1": 1, "P2": 0, "P5": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("level", "is_open"), [(1, False), (2, True)])
def test_judge_candidates_is_undecided_where_the_fit_would_do_at_best(tables, make, level, is_open):
    # E2 at P1 holds only C2, assessed: of 3 + 8 levels asked 8 are known. Fit as known is
    # (0.6 x level / 4 + 0.25 x 0.75) / 0.85 = 0.40 or 0.57, at best
    # (0.6 x (3 + 2 x level) / 11 + 0.25 x 0.75) / 0.85 = 0.54 or 0.67; 0.6 is asked for.
    seen = tables["assessments"]
    rest = seen[seen["employee_id"] != "E2"]
    own = seen[(seen["employee_id"] == "E2") & (seen["competency_id"] == "C2")]
    tables["assessments"] = pd.concat([rest, own.head(1).assign(level=level)])
    found = judged(make(tables))
    pair = (found.employee_ids.index("E2"), found.position_ids.index("P1"))
    assert found.fit.overall.point[pair] == pytest.approx((0.15 * level + 0.1875) / 0.85)
    assert found.fit.overall.high[pair] == pytest.approx(
        (0.6 * (3 + 2 * level) / 11 + 0.1875) / 0.85
    )
    assert not found.eligible[pair]
    assert bool(found.undecided[pair]) is is_open


def test_build_pools_keeps_places_and_people_in_balance(pools):
    assert (
        pools.targets["proposed"] + pools.targets["shortage"] == pools.targets["capacity"]
    ).all()
    assert pools.proposals["employee_id"].value_counts().max() <= 2
    assert pools.gaps.quantity["shortage"].sum() == pools.targets["shortage"].sum()


@pytest.mark.parametrize("most", [1, 2, 3])
def test_build_pools_respects_the_limit_of_pools_per_person(company, most):
    pools = build_pools(company, KEY, pools_per_person=most)
    assert pools.proposals["employee_id"].value_counts().max() <= most


def test_build_pools_never_proposes_holders_for_their_own_post(company, pools):
    own = set(map(tuple, company.incumbents.to_numpy()))
    assert not own & set(chosen(pools))


def test_build_pools_does_not_depend_on_the_order_of_rows(tables, pools, make):
    turned = build_pools(make({name: frame.iloc[::-1] for name, frame in tables.items()}), KEY)
    pd.testing.assert_frame_equal(turned.proposals, pools.proposals)
    pd.testing.assert_frame_equal(turned.targets, pools.targets)
    pd.testing.assert_frame_equal(turned.gaps.quality, pools.gaps.quality)


def test_build_pools_follows_a_relabelling_of_people(tables, pools, make):
    # Order-reversing, so that nothing may hang on the order of ids.
    new = {f"E{number}": f"X{9 - number}" for number in range(1, 10)}
    columns = ("employee_id", "nominated_by", "owner")
    renamed = {
        name: frame.assign(
            **{column: frame[column].map(new) for column in columns if column in frame}
        )
        for name, frame in tables.items()
    }
    back = {to: was for was, to in new.items()}
    found = chosen(build_pools(make(renamed), KEY))
    assert sorted((post, back[person]) for post, person in found) == chosen(pools)


def judged(company):
    targets = post_demand(company, pool_targets(company, KEY), horizon_days=365)
    return judge_candidates(company, targets, least_fit=0.6, grade_reach=3, horizon_days=365)


def test_build_pools_does_not_read_protected_attributes(tables, pools, make):
    people = tables["employees"]
    tables["employees"] = people.assign(
        born_on="1970-01-01", gender=people["gender"].iloc[::-1].to_numpy(), audit_group="C"
    )
    changed = build_pools(make(tables), KEY)
    pd.testing.assert_frame_equal(changed.proposals, pools.proposals)
    pd.testing.assert_frame_equal(changed.reserve, pools.reserve)


@pytest.mark.parametrize("born_on", ["1950-01-01", "1961-12-01", "2000-01-01", None])
def test_judge_candidates_fit_is_the_same_at_any_age(tables, company, make, born_on):
    # Proposals may differ, since who retires before the post is needed cannot stand by for it:
    # that is presence on a day, and it enters neither the fit nor any other gate.
    was = judged(company)
    tables["employees"] = tables["employees"].assign(born_on=born_on)
    now = judged(make(tables))
    for part in ("point", "low", "high", "known_share"):
        np.testing.assert_array_equal(
            getattr(now.fit.overall, part).of_pairs, getattr(was.fit.overall, part).of_pairs
        )
    for gate in set(was.gates.states) - {GONE}:
        np.testing.assert_array_equal(now.gates.states[gate], was.gates.states[gate])


@pytest.mark.parametrize(
    ("born_on", "stays"),
    [
        ("1961-01-01", False),  # 65 already
        ("1962-06-30", False),  # 65 on the last day of the horizon, by which P2 and P5 are needed
        ("1962-07-01", True),
        (None, True),  # an unknown date is no reason
    ],
)
def test_build_pools_proposes_nobody_who_is_gone_when_the_post_is_needed(
    tables, make, born_on, stays
):
    people = tables["employees"]
    tables["employees"] = people.assign(
        born_on=people["born_on"].mask(people["employee_id"] == "E6", born_on)
    )
    pools = build_pools(make(tables), KEY)
    assert (("P5", "E6") in chosen(pools)) is stays
    gates = pools.gates.set_index("gate")
    assert gates.loc[GONE, "pairs_failed"] == (0 if stays else 1)
    assert pools.targets.set_index("position_id").loc["P5", "undecided"] == 1


def test_build_pools_proposes_nobody_who_retires_before_being_ready(tables, make):
    # E2 lacks one level at P1: 12.5 months, or 380 days. The post is needed on 2026-12-01.
    for born_on, stays in (("1962-07-14", False), ("1962-07-15", True)):
        people = tables["employees"]
        tables["employees"] = people.assign(
            born_on=people["born_on"].mask(people["employee_id"] == "E2", born_on)
        )
        assert (("P1", "E2") in chosen(build_pools(make(tables), KEY))) is stays


def test_build_pools_widens_bounds_when_a_competency_record_is_removed(tables, pools, make):
    seen = tables["assessments"]
    gone = (seen["employee_id"] == "E3") & (seen["competency_id"] == "C1")
    tables["assessments"] = seen[~gone]
    changed = build_pools(make(tables), KEY, least_fit=0.0)

    def of_e3(frame):
        return frame[(frame["position_id"] == "P1") & (frame["employee_id"] == "E3")].iloc[0]

    before, after = of_e3(pools.proposals), of_e3(changed.proposals)
    assert before["fit_low"] == before["fit_high"]
    assert after["fit_low"] < before["fit"] <= after["fit_high"] + 1e-12
    assert after["fit"] > after["fit_low"]
    assert after["readiness"] == "not_assessed"


@pytest.mark.parametrize(
    ("basis", "demand"), [("seats", 1.0), ("vacancies", 1.0), ("seats_and_vacancies", 2.0)]
)
def test_build_pools_sizes_places_on_the_demand_asked_for(company, basis, demand):
    # P1's only holder turns 65 within the year.
    targets = build_pools(company, KEY, demand_basis=basis).targets.set_index("position_id")
    assert targets.loc["P1", "demand"] == pytest.approx(demand)
    assert targets.loc["P1", "capacity"] == 3 * demand


def test_build_pools_asks_for_leavers_where_the_basis_needs_them(tables, make):
    tables["employees"] = tables["employees"].assign(left_on=None, status=None)
    del tables["pool_moves"], tables["nominations"]
    with pytest.raises(
        ParameterError, match=r"needs a leaving rate, but employees\.left_on is empty"
    ):
        build_pools(make(tables), KEY, demand_basis="vacancies")


def test_build_pools_says_who_left_on_an_unknown_day(tables, make):
    tables["employees"] = tables["employees"].assign(left_on=None)
    pools = build_pools(make(tables), KEY)
    assert np.isnan(pools.measures["leave_share_per_year"])
    assert pools.adequacy.empty
    assert pools.lacks["adequacy"] == (
        "not assessed: needs people in table employees whose last day (left_on) lies within the "
        "4 years before the report date"
    )
    assert any("1 person with status left and no last day" in words for words in findings(pools))


def test_build_pools_refuses_unknown_key_positions(company):
    with pytest.raises(ParameterError, match=r"1 id is not an open post \(P99\)"):
        build_pools(company, ["P99"])


def test_build_pools_with_two_tables_says_what_is_missing(tables, make):
    two = {name: tables[name] for name in ("positions", "employees")}
    pools = build_pools(make(two), KEY)
    assert pools.bench.waterfall.empty
    assert pools.bench.measures.isna().all()
    assert pools.ledger.years.empty
    # E9 left within the window: the chance of a successor is tried at several shares of readiness.
    assert pools.lacks["adequacy"] == ""
    assert pools.adequacy["ready_share"].unique().tolist() == [0.2, 0.3, 0.5, 0.7]
    assert all(
        sentence.startswith("not assessed: needs table")
        for section, sentence in pools.lacks.items()
        if section != "adequacy"
    )
    assert "nominations (position_id, employee_id" in pools.lacks["bench"]
    assert pools.targets["capacity"].tolist() == [3, 3, 3]
    assert pools.targets[["proposed", "shortage"]].isna().all(axis=None)
    assert pools.gaps.quantity["shortage"].isna().all()
    assert set(pools.gaps.time["state"]) == {"not assessed"}
    assert (pools.targets["undecided"] > 0).all()
    assert findings(pools)[0] == (
        "At the ratio asked for, the key pool needs 3 places and the management pool needs 6 "
        "places."
    )
    assert findings(pools)[-1] == (
        "The gate of qualifications is not applied and not assessed: needs tables "
        "required_qualifications (position_id, qualification) and held_qualifications "
        "(employee_id, qualification)."
    )


def test_build_pools_without_any_target_is_empty(tables, make):
    tables["positions"] = tables["positions"].assign(is_management=None)
    pools = build_pools(make(tables), [])
    assert pools.targets.empty
    assert pools.proposals.empty
    assert pools.gaps.quantity.empty


def test_build_pools_time_gap_sets_readiness_against_the_vacancy(pools):
    time = pools.gaps.time.set_index("position_id")
    assert list(time.index) == ["P1"]
    assert time.loc["P1", "state"] == "in time"
    assert time.loc["P1", "vacant_on"] == pd.Timestamp("2026-12-01")


@pytest.mark.parametrize(
    ("months", "months_p90", "proposed", "state"),
    [
        (10.0, 12.0, 1, "in time"),  # 365 days
        (10.0, 12.1, 1, "on the edge"),
        (12.1, 14.0, 1, "late"),
        (np.nan, np.nan, 1, "not assessed"),
        (np.nan, np.nan, 0, "nobody proposed"),
    ],
)
def test_time_gap_calls_in_time_only_what_holds_in_nine_of_ten_cases(
    months, months_p90, proposed, state
):
    as_of = pd.Timestamp("2026-06-30")
    targets = pd.DataFrame(
        {"position_id": ["P1"], "title": ["Head"], "vacant_seats": [0], "proposed": [proposed],
         "vacant_on": [as_of + pd.Timedelta(days=365)], "overdue_since": [pd.NaT]}
    )  # fmt: skip
    people = pd.DataFrame(
        {"position_id": ["P1"], "readiness": ["ready_1_2_years"], "months": [months],
         "months_p90": [months_p90]}
    )  # fmt: skip
    assert time_gap(targets, people, as_of=as_of)["state"].tolist() == [state]


def test_build_pools_says_since_when_a_retirement_is_overdue(tables, make):
    tables["employees"].loc[0, "born_on"] = "1961-02-01"
    pools = build_pools(make(tables), KEY)
    post = pools.gaps.time.iloc[0]
    assert post["position_id"] == "P1"
    assert post["vacant_on"] == pd.Timestamp("2026-06-30")
    assert time_table(pools)["free"].iloc[0] == "retirement overdue since 2026-02-01"


def test_build_pools_calls_an_empty_seat_vacant_though_a_retirement_is_overdue(tables, make):
    tables["employees"].loc[0, "born_on"] = "1961-02-01"
    tables["positions"].loc[0, "seats"] = "2"
    pools = build_pools(make(tables), KEY)
    assert pools.gaps.time["overdue_since"].isna().all()
    assert time_table(pools)["free"].iloc[0] == "vacant now"


def test_ledger_table_writes_years_as_text(pools):
    assert ledger_table(pools)["year"].tolist() == ["2024", "2025", "2026"]


def test_reserve_table_names_the_post(tables, company, make):
    # Without nominations and with one place a seat somebody who fits is left in no plan.
    del tables["nominations"]
    pools = build_pools(make(tables), KEY, candidates_per_seat=1)
    posts = dict(zip(pools.reserve["employee_id"], pools.reserve["position_id"], strict=True))
    named = reserve_table(pools, company).set_index("employee_id")["post"]
    assert posts == {"E2": "P1"}
    assert named["E2"] == "Head (P1)"


def test_retirement_falls_on_the_same_day_in_all_rooms(tables, make):
    # Reaches 65 by the calendar on the last day of the horizon; by years of 365.25 days a day late.
    tables["employees"].loc[0, "born_on"] = "1962-06-30"
    company = make(tables)
    day, horizon_days = pd.Timestamp("2027-06-30"), 365
    pools = build_pools(company, KEY, horizon_days=horizon_days)
    assert pools.targets.set_index("position_id").loc["P1", ["retiring", "vacant_on"]].tolist() == [
        1, day,
    ]  # fmt: skip
    staff = leaving(company, horizon_days=horizon_days).staff.set_index("employee_id")
    assert staff.loc["E1", ["retires_within_horizon", "retires_on"]].tolist() == [True, day]
    flags = flag_posts(company, horizon_days=horizon_days).query("flag == 'retires'")
    assert flags["position_id"].tolist() == ["P1"]


def test_build_pools_names_the_source_of_each_post(tables, make, rows):
    tables["performance"] = rows("employee_id year rating", "E2 2025 1", "E2 2024 1")
    source = build_pools(make(tables), KEY).gaps.source.set_index("position_id")["source"]
    assert source.to_dict() == {"P1": "unknown", "P2": "unknown", "P5": "unknown"}


def test_source_gap_does_not_call_later_what_nobody_assessed(tables, make):
    # Without C1, 3 of the 11 levels of P1 are unknown: too little for any readiness there.
    seen = tables["assessments"]
    tables["assessments"] = seen[(seen["competency_id"] == "C2") | (seen["employee_id"] == "E4")]
    del tables["nominations"]
    pools = build_pools(make(tables), KEY)
    assert set(pools.proposals.loc[pools.proposals["position_id"] == "P1", "readiness"]) == {
        "not_assessed"
    }
    source = pools.gaps.source.set_index("position_id")["source"]
    assert source.to_dict() == {"P1": "inside_not_assessed", "P2": "unknown", "P5": "inside_now"}
    assert source_table(pools)["source"].tolist() == [
        "unknown: records are missing", "inside, readiness not assessed", "inside, now",
    ]  # fmt: skip


def test_source_gap_takes_the_days_outside_that_all_reports_take(tables, make, rows):
    # The own estimate of 100 days counts as two fills; one own vacancy took 181 days.
    tables["positions"] = tables["positions"].assign(time_to_fill_days=[100, None, 80, 80, 80])
    tables["requisitions"] = rows(
        "requisition_id position_id opened_on filled_on", "R1 P1 2025-01-01 2025-07-01"
    )
    days = build_pools(make(tables), KEY).gaps.source.set_index("position_id")["outside_days"]
    assert days["P1"] == pytest.approx((2 * 100 + 181) / 3)
    assert np.isnan(days["P2"])
    assert days["P5"] == pytest.approx(80)


def test_findings_name_the_conflict_and_the_late_step(pools):
    text = " ".join(findings(pools))
    assert "only 2 can be filled at once" in text
    assert "(E3)" in text
    assert "late: 1, the longest by 60 days (Review)" in text


def test_findings_do_not_round_the_chance_onto_the_nine_in_ten_it_misses(pools):
    # 1 - (1 - 0.5343)^3 = 0.8990.
    measures = pd.Series({"ready_share": 0.5343, "leave_share_per_year": 0.0})
    text = " ".join(findings(replace(pools, measures=measures)))
    assert "a chance of 89.9 % that one is ready" in text
    assert "it takes 4 names to reach 90 %" in text


def test_build_pools_quality_gap_is_zero_for_full_levels(pools):
    quality = pools.gaps.quality.set_index(["unit", "competency_id"])
    assert quality.loc[("Plant", "C2"), "gap"] == pytest.approx(0.5)
    assert quality.loc[("Office", "C2"), "gap"] == 0
    assert np.isfinite(quality["gap_high"]).all()


def test_build_pools_moves_with_the_calendar(tables, pools):
    # Eight years hold two leap days, like any eight years between 1904 and 2096.
    later = {
        name: frame.assign(
            **{
                column: pd.to_datetime(frame[column]) + pd.DateOffset(years=8)
                for column in frame
                if column.endswith("_on") or column == "valid_to"
            }
        )
        for name, frame in tables.items()
    }
    later["performance"]["year"] = later["performance"]["year"].astype(int) + 8
    moved = build_pools(company_from_tables(later, as_of="2034-06-30"), KEY)
    assert chosen(moved) == chosen(pools)
    columns = ["step", "posts", "names", "lost_position_ids"]
    pd.testing.assert_frame_equal(moved.bench.waterfall[columns], pools.bench.waterfall[columns])
    closing = moved.ledger.years["closing"]
    assert closing.tolist() == pools.ledger.years["closing"].tolist()


@pytest.mark.parametrize(
    ("needed_from", "vacant", "to_fill", "vacant_on"),
    [
        ("2026-10-01", 0, 3, "2026-10-01"),
        ("2026-06-30", 3, 3, "2026-06-30"),
        ("2028-01-01", 0, 0, "2028-01-01"),
        (None, 0, 0, None),
    ],
)
def test_post_demand_of_a_planned_post(tables, make, needed_from, vacant, to_fill, vacant_on):
    new = {"position_id": "P6", "title": "New", "is_management": "yes", "seats": 3,
           "status": "planned", "needed_from": needed_from}  # fmt: skip
    tables["positions"] = pd.concat([tables["positions"], pd.DataFrame([new])])
    company = make(tables)
    demand = post_demand(company, pool_targets(company, KEY), horizon_days=365, basis="vacancies")
    post = demand.set_index("position_id").loc["P6"]
    assert (post["vacant_seats"], post["to_fill_seats"]) == (vacant, to_fill)
    # Nobody is in it who could leave, so what is expected is what is to be filled.
    assert post["vacancies"] == to_fill
    day = None if pd.isna(post["vacant_on"]) else f"{post['vacant_on']:%Y-%m-%d}"
    assert day == vacant_on
