import pandas as pd
import pytest

from workbench.positions.criteria.bench import standing_nominations
from workbench.positions.criteria.quantities import (
    qualification_years,
    seats_below,
    skill_scarcity,
    usual_pay,
)
from workbench.positions.criteria.replaceability import months_to_replace
from workbench.settings import Settings


def _posts(**columns) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    ids = [f"P{n}" for n in range(size)]
    return pd.DataFrame({"position_id": ids, "title": ids} | columns)


def _people(posts: list[str], **columns) -> pd.DataFrame:
    ids = [f"E{n}" for n in range(len(posts))]
    return pd.DataFrame({"employee_id": ids, "position_id": posts} | columns)


def test_seats_below_counts_the_whole_line(make_company) -> None:
    # P0 over P1 and P2; P2 over P3 with four seats.
    posts = _posts(reports_to=[None, "P0", "P0", "P2"], seats=[1, 1, 1, 4])
    company = make_company(positions=posts, employees=_people(["P0"]))
    assert seats_below(company).to_dict() == {"P0": 6, "P1": 0, "P2": 4, "P3": 0}


def test_seats_below_without_any_line_is_unknown(make_company) -> None:
    company = make_company(positions=_posts(seats=[1, 1]), employees=_people(["P0"]))
    assert seats_below(company).isna().all()


def test_qualification_years_need_both_parts(make_company) -> None:
    posts = _posts(required_degree=["master", "none", None], required_years=[8.0, None, 2.0])
    company = make_company(positions=posts, employees=_people(["P0"]))
    assert qualification_years(company).fillna(-1).tolist() == [13.0, -1.0, -1.0]


def test_skill_scarcity_counts_the_latest_assessment_of_people_here(make_company) -> None:
    people = _people(["P0", "P0", "P1", None], left_on=[None, None, None, "2026-01-31"])
    assessments = pd.DataFrame(
        [
            ("E0", "C1", 4.0, "2026-01-01"),
            ("E1", "C1", 5.0, "2024-01-01"),
            ("E1", "C1", 2.0, "2026-01-01"),  # fell below the level needed
            ("E2", "C1", 4.5, "2025-01-01"),
            ("E3", "C1", 5.0, "2025-01-01"),  # has left
        ],
        columns=["employee_id", "competency_id", "level", "assessed_on"],
    )
    company = make_company(
        positions=_posts(seats=[2, 1, 1, 1]),
        employees=people,
        competencies=pd.DataFrame(
            {
                "competency_id": ["C1", "C2"],
                "name": ["Resins", "Curing"],
                "element": ["knowledge", "knowledge"],
            }
        ),
        requirements=pd.DataFrame(
            [("P0", "C1", 4.0), ("P1", "C1", 5.0), ("P2", "C2", 1.0)],
            columns=["position_id", "competency_id", "level"],
        ),
        assessments=assessments,
    )
    found = skill_scarcity(company)
    assert found["P0"] == 0.5  # two people at level 4 or more
    assert found["P1"] == 1.0  # nobody at level 5: as scarce as it gets
    assert pd.isna(found["P2"])  # nobody was assessed in it: unknown
    assert "P3" not in found  # no requirement


def _nominations() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("P0", "E1", "ready_3_5_years", "2024-01-01"),
            ("P0", "E1", "ready_1_2_years", "2026-01-01"),  # the later word counts
            ("P1", "E0", "ready_now", "2024-01-01"),  # old evidence
            ("P1", "E1", "ready_now", "2026-01-01"),  # already in the post
            ("P2", "E3", "ready_now", "2026-01-01"),  # has left
        ],
        columns=["position_id", "employee_id", "readiness", "evidence_on"],
    )


def test_standing_nominations_says_who_still_counts(make_company) -> None:
    company = make_company(
        positions=_posts(seats=[1, 1, 1]),
        employees=_people(["P0", "P1", "P2", None], left_on=[None, None, None, "2026-01-31"]),
        nominations=_nominations(),
    )
    bench = standing_nominations(company).set_index(["position_id", "employee_id"])
    assert bench["counts"].to_dict() == {
        ("P0", "E1"): True, ("P1", "E0"): False, ("P1", "E1"): False, ("P2", "E3"): False,
    }  # fmt: skip
    assert bench.loc[("P0", "E1"), "months"] == 18


def test_months_to_replace_takes_the_shorter_way(make_company) -> None:
    company = make_company(
        positions=_posts(time_to_fill_days=[365.25, 365.25, None]),
        employees=_people(["P0", "P1", "P2", None], left_on=[None, None, None, "2026-01-31"]),
        nominations=_nominations(),
    )
    found = months_to_replace(company).set_index("position_id")
    # Outside: twelve months to a start and four to full work; inside 18 months or nobody.
    assert found.loc["P0", ["inside_months", "outside_months"]].tolist() == [18, 16]
    assert found["hardness"].tolist()[:2] == pytest.approx([0.7364, 0.7364], abs=5e-5)
    assert pd.isna(found.loc["P2", "hardness"])


def test_standing_nominations_keeps_the_usual_months_of_readiness_that_is_not_set(
    make_company,
) -> None:
    labels = ["ready_now", "ready_1_2_years", "ready_3_5_years"]
    nominations = pd.DataFrame(
        {"position_id": "P00", "employee_id": ["E01", "E02", "E03"], "readiness": labels}
    )
    settings = Settings.model_validate({"positions": {"readiness_months": {"ready_now": 2}}})
    bench = standing_nominations(make_company(settings=settings, nominations=nominations))
    assert bench["months"].tolist() == [2.0, 18.0, 48.0]
    with pytest.raises(ValueError, match=r"readiness_months\.soon"):
        Settings.model_validate({"positions": {"readiness_months": {"soon": 2}}})


def test_usual_pay_is_that_of_the_band_or_the_grade_and_never_of_one_person(make_company) -> None:
    posts = pd.DataFrame(
        {"position_id": [f"P{n:02d}" for n in range(20)], "title": "Post", "unit": "Works",
         "grade": [7.0] * 5 + [9.0] * 4 + [None] * 11,
         "pay_min_per_year": [60.0] + [None] * 19, "pay_max_per_year": [80.0] + [None] * 19}
    )  # fmt: skip
    ids = [f"E{n:02d}" for n in range(20)]
    people = pd.DataFrame(
        {"employee_id": ids, "position_id": posts["position_id"], "pay_per_year": range(40, 60)}
    )
    pay = usual_pay(make_company(positions=posts, employees=people))
    assert pay["P00"] == 70  # its band
    assert pay["P01"] == 42  # median of the five people of grade 7: 40 to 44
    assert pay[["P05", "P10"]].isna().all()  # four people are too few; a unit mixes trades
