"""Strong, adequate, with a gap: by hand, at the lines, and with the record only partly known."""

import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.people.strength import ADEQUATE, GAP, STRONG, judge_pairs, strength_class
from workbench.settings import Settings, load_settings

NAN = np.nan
LINES = {"match_strong": 0.9, "match_gap": 0.75, "levels_gap": 2.0, "rating_strong": 4.0}

# P1 asks for C1 at level 4 with weight 1 and C2 at level 4 with weight 3: 16 in all.
REQUIREMENTS = [("P1", "C1", 4.0, 1.0), ("P1", "C2", 4.0, 3.0)]
FULL = {"C1": 4.0, "C2": 4.0}


def a_company(
    levels: dict[str, float],
    ratings: tuple[float, float] = (4.0, 4.0),
    *,
    requirements: list[tuple[str, str, float, float]] = REQUIREMENTS,
    leave_out: tuple[str, ...] = (),
    person: dict[str, object] | None = None,
    **tables: pd.DataFrame,
) -> Company:
    """One person in one post; ratings of 2024 and 2025."""
    asked = pd.DataFrame(requirements, columns=["position_id", "competency_id", "level", "weight"])
    seen = pd.DataFrame({"competency_id": list(levels), "level": list(levels.values())})
    rated = pd.DataFrame({"year": [2024, 2025], "rating": ratings}).dropna()
    names = sorted({*asked["competency_id"], *levels})
    given = {
        "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Mixer"]}),
        "employees": pd.DataFrame({"employee_id": ["E1"], "position_id": ["P1"]}),
        "competencies": pd.DataFrame(
            {"competency_id": names, "name": names, "element": "knowledge"}
        ),
        "requirements": asked,
        "assessments": seen.assign(employee_id="E1"),
        "performance": rated.assign(employee_id="E1"),
    } | tables
    given["employees"] = given["employees"].assign(**(person or {}))
    kept = {name: table for name, table in given.items() if name not in leave_out}
    return company_from_tables(kept, as_of="2026-06-30", settings=Settings())


def judged(company: Company) -> pd.Series:
    return judge_pairs(company, company.incumbents).iloc[0]


@pytest.mark.parametrize(
    ("match", "widest", "passed", "rating", "expected"),
    [
        pytest.param(0.9, 0.0, True, 4.0, STRONG, id="on both lines"),
        pytest.param(0.8999, 0.0, True, 4.0, ADEQUATE, id="match just below"),
        pytest.param(0.9, 0.0, True, 3.9, ADEQUATE, id="rating just below"),
        pytest.param(0.75, 1.5, True, 3.0, ADEQUATE, id="on the line of a gap"),
        pytest.param(0.7499, 1.5, True, 3.0, GAP, id="match below it"),
        pytest.param(1.0, 2.0, True, 5.0, GAP, id="two levels short, whatever the match"),
        pytest.param(1.0, 0.0, False, 5.0, GAP, id="a gate is not passed"),
        pytest.param(1 - 3 * (1 / 3) / 10, 1.0, True, 4.0, STRONG, id="thirds are not exact"),
    ],
)
def test_strength_class_at_the_lines(match, widest, passed, rating, expected) -> None:
    arrays = [np.array([value]) for value in (match, widest, passed, rating)]
    assert strength_class(*arrays, **LINES).item() == expected


def test_strength_class_never_falls_when_the_record_improves() -> None:
    draw = np.random.default_rng(1)
    match, widest, rating = draw.random(500), 4 * draw.random(500), 1 + 4 * draw.random(500)
    passed = draw.random(500) < 0.7
    before = strength_class(match, widest, passed, rating, **LINES)
    better = [
        (np.minimum(match + 0.1, 1), widest, passed, rating),
        (match, widest / 2, passed, rating),
        (match, widest, np.full(500, True), rating),
        (match, widest, passed, np.minimum(rating + 1, 5)),
    ]
    for arrays in better:
        assert (strength_class(*arrays, **LINES) >= before).all()
    assert set(before) == {GAP, ADEQUATE, STRONG}


@pytest.mark.parametrize(
    ("levels", "ratings", "held", "match", "reason"),
    [
        pytest.param(FULL, (4, 4), "strong", 1.0, "all levels met; rated 4 and 4", id="strong"),
        pytest.param(FULL, (4, 3), "adequate", 1.0, "all levels met; rated 4 and 3", id="rating"),
        # 1 of 3 levels short with weight 3: 1 - 3 / 16.
        pytest.param(
            {"C1": 4, "C2": 3}, (5, 5), "adequate", 1 - 3 / 16, "C2 level 3 of 4; rated 5 and 5",
            id="a level short",
        ),
        # 1.5 levels short with weight 3: 1 - 4.5 / 16 = 0.72, below 0.75.
        pytest.param(
            {"C1": 5, "C2": 2.5}, (5, 5), "gap", 1 - 4.5 / 16, "C2 level 2.5 of 4; rated 5 and 5",
            id="match too low",
        ),
        # 2 levels short with weight 1: 1 - 2 / 16 = 0.875, yet one competency is far off.
        pytest.param(
            {"C1": 2, "C2": 4}, (5, 5), "gap", 1 - 2 / 16, "C1 level 2 of 4; rated 5 and 5",
            id="one competency far off",
        ),
        pytest.param(
            FULL, (5, 2), "gap", 1.0,
            "all levels met; rated below 3 in 2024 or 2025; rated 5 and 2",
            id="below the floor in one year",
        ),
    ],
)  # fmt: skip
def test_judge_pairs_by_hand(levels, ratings, held, match, reason) -> None:
    found = judged(a_company(levels, ratings))
    assert (found["held"], found["reason"], found["unknown"]) == (held, reason, "")
    assert found["at_worst"] == found["at_best"] == held
    assert found[["match", "match_low", "match_high"]].tolist() == pytest.approx([match] * 3)
    assert found["performance"] == np.mean(ratings)


@pytest.mark.parametrize(
    ("levels", "ratings", "worst", "best", "unknown"),
    [
        # 12 of 16 are certain; the level never assessed may be 4 short, or met.
        pytest.param({"C2": 4}, (4, 4), "gap", "strong", "levels", id="a level open"),
        pytest.param({"C2": 4}, (3, 3), "gap", "adequate", "levels", id="not strong anyway"),
        pytest.param({"C2": 2}, (4, 4), "gap", "gap", "levels", id="a gap anyway"),
        pytest.param(FULL, (5, NAN), "gap", "strong", "ratings", id="a year open"),
        pytest.param(FULL, (2, NAN), "gap", "gap", "ratings", id="the other year decides"),
        pytest.param({"C9": 4}, (4, 4), "gap", "strong", "levels", id="nothing asked for assessed"),
    ],
)  # fmt: skip
def test_judge_pairs_of_an_open_record_is_never_a_guess(
    levels, ratings, worst, best, unknown
) -> None:
    found = judged(a_company(levels, ratings))
    assert (found["at_worst"], found["at_best"], found["unknown"]) == (worst, best, unknown)
    assert found["held"] == (worst if worst == best else "not assessed")


def test_judge_pairs_is_sure_where_what_is_open_cannot_matter() -> None:
    # C3 asks for level 1 with weight 1: never assessed it costs 1 of 17 at most.
    company = a_company(FULL, requirements=[*REQUIREMENTS, ("P1", "C3", 1.0, 1.0)])
    found = judged(company)
    assert found["held"] == "strong"
    assert found["match_low"] == pytest.approx(16 / 17)
    assert found["match_high"] == 1.0
    assert found["reason"] == "never assessed: C3; rated 4 and 4"


@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param(("P1", "C3", 4.0, 0.0), id="weight 0"),
        pytest.param(("P1", "C3", 0.0, 1.0), id="level 0"),
    ],
)
def test_judge_pairs_leaves_out_what_is_not_asked_for(requirement) -> None:
    found = judged(a_company(FULL, requirements=[*REQUIREMENTS, requirement]))
    assert (found["held"], found["unknown"]) == ("strong", "")


def test_judge_pairs_names_the_qualification_that_is_missing() -> None:
    tables = {
        "required_qualifications": pd.DataFrame(
            {"position_id": ["P1", "P1", "P1"], "qualification": ["Welding", "Crane", "Fork lift"]}
        ),
        "held_qualifications": pd.DataFrame(
            {
                "employee_id": ["E1", "E1"],
                "qualification": ["Fork lift", "Crane"],
                "valid_to": pd.to_datetime(["2026-06-30", "2026-06-29"]),
            }
        ),
    }
    found = judged(a_company(FULL, **tables))
    assert found["held"] == "gap"
    assert found["gates"] == "lacks Crane, Welding"
    assert found["reason"] == "all levels met; lacks Crane, Welding; rated 4 and 4"


def test_judge_pairs_degree_below_is_a_gap_and_an_unknown_one_is_open() -> None:
    posts = pd.DataFrame(
        {"position_id": ["P1"], "title": ["Mixer"], "required_degree": ["bachelor"]}
    )
    below = judged(a_company(FULL, positions=posts, person={"degree": "vocational"}))
    assert (below["held"], below["gates"]) == ("gap", "degree below the one required")
    unknown = judged(a_company(FULL, positions=posts))
    assert (unknown["held"], unknown["unknown"]) == ("not assessed", "degree or years")


@pytest.mark.parametrize(
    ("leave_out", "levels", "ratings", "ends", "unknown"),
    [
        (("performance",), FULL, (4, 4), ("adequate", "strong"), "ratings"),
        (("performance",), {"C1": 4, "C2": 3}, (4, 4), ("adequate", "adequate"), "ratings"),
        (("requirements",), FULL, (4, 4), ("gap", "strong"), "requirements"),
        (("requirements",), FULL, (2, 4), ("gap", "gap"), "requirements"),
        (("assessments",), FULL, (4, 4), ("gap", "strong"), "levels"),
    ],
)
def test_judge_pairs_without_a_table(leave_out, levels, ratings, ends, unknown) -> None:
    found = judged(a_company(levels, ratings, leave_out=leave_out))
    assert (found["at_worst"], found["at_best"], found["unknown"]) == (*ends, unknown)


def test_judge_pairs_of_a_post_without_requirements_is_not_assessed() -> None:
    found = judged(a_company(FULL, requirements=[("P9", "C1", 4.0, 1.0)], positions=pd.DataFrame(
        {"position_id": ["P1", "P9"], "title": ["Mixer", "Other"]}
    )))  # fmt: skip
    assert (found["held"], found["unknown"]) == ("not assessed", "requirements")
    assert found["reason"] == "no requirements recorded; rated 4 and 4"
    assert np.isnan(found["match"])


def test_judge_pairs_reads_neither_birth_nor_audit_attributes() -> None:
    plain = judged(a_company(FULL))
    person = {"born_on": pd.Timestamp("1961-07-01"), "gender": "f", "audit_group": "B"}
    pd.testing.assert_series_equal(judged(a_company(FULL, person=person)), plain)


def test_judge_pairs_of_nobody_has_the_columns() -> None:
    company = a_company(FULL)
    none = judge_pairs(company, company.incumbents.head(0))
    assert none.empty
    assert none.columns.tolist() == judge_pairs(company, company.incumbents).columns.tolist()


def test_judge_pairs_is_the_same_in_blocks(monkeypatch) -> None:
    posts = [f"P{n}" for n in range(7)]
    people = [f"E{n}" for n in range(7)]
    tables = {
        "positions": pd.DataFrame({"position_id": posts, "title": posts}),
        "employees": pd.DataFrame({"employee_id": people, "position_id": posts}),
        "competencies": pd.DataFrame(
            {"competency_id": ["C1"], "name": ["Mixing"], "element": "knowledge"}
        ),
        "requirements": pd.DataFrame({"position_id": posts, "competency_id": "C1", "level": 4.0}),
        "assessments": pd.DataFrame(
            {"employee_id": people, "competency_id": "C1", "level": [4, 3, 2, 1, 4, 0, 3.5]}
        ),
    }
    company = company_from_tables(tables, as_of="2026-06-30", settings=Settings())
    whole = judge_pairs(company, company.incumbents)
    monkeypatch.setattr("workbench.people.strength._BLOCK", 2)
    pd.testing.assert_frame_equal(judge_pairs(company, company.incumbents), whole)
    assert whole["reason"].iloc[2] == "Mixing (C1) level 2 of 4"


def test_settings_refuse_a_gap_above_strength(tmp_path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("positions:\n  match_gap: 0.95\n")
    with pytest.raises(ParameterError, match=r"match_gap is 0.95, above match_strong, 0.9"):
        load_settings(file)
