"""What sets high performers apart: a published case, identities, chance findings, and leaks."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import brunnermunzel, mannwhitneyu, norm

from workbench.company import company_from_tables
from workbench.errors import DataError, ParameterError
from workbench.people.levels import competency_levels
from workbench.pools.success import (
    accept_emphasis,
    compare_performers,
    success_findings,
    success_table,
    suggested_emphasis,
)
from workbench.pools.success.effect import smallest_detectable, superiority
from workbench.settings import Settings, load_settings

# Brunner and Munzel (2000), Biometrical Journal 42, 17-25: pain scores after laparoscopy, with
# suction and without; values as given by the R package lawstat.
WITH = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
WITHOUT = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]


def test_superiority_pain_scores_of_brunner_and_munzel() -> None:
    found = superiority(WITHOUT, WITH)
    assert found == pytest.approx([0.788961, 0.5952169, 0.9827052, 0.005786209], abs=5e-7)


def test_superiority_has_the_p_value_of_scipy_and_the_chance_of_mann_and_whitney() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        high, low = rng.integers(0, 6, 14), rng.integers(0, 5, 23)
        chance, lower, upper, p_value = superiority(high, low)
        assert p_value == pytest.approx(brunnermunzel(high, low).pvalue)
        assert chance == pytest.approx(mannwhitneyu(high, low).statistic / (14 * 23))
        assert lower <= chance <= upper
        turned = superiority(low, high)
        assert turned[0] == pytest.approx(1 - chance)
        assert turned[3] == pytest.approx(p_value)


def test_superiority_depends_on_the_order_of_levels_alone() -> None:
    assert superiority(np.exp(WITHOUT), np.exp(WITH)) == pytest.approx(superiority(WITHOUT, WITH))


def test_superiority_without_overlap_or_difference() -> None:
    # Ten pairs all won: Wilson's lower end is 10 / (10 + 1.96 squared), the sign test 2 / 2^10.
    apart = superiority([2] * 10, [1] * 12)
    assert apart == pytest.approx([1, 10 / (10 + 1.959964**2), 1, 2 / 2**10])
    assert superiority([1, 1], [1, 1]).tolist() == [0.5, 0, 1, 1]
    with pytest.raises(ValueError, match="two values"):
        superiority([1], [1, 2])


def test_smallest_detectable_is_found_in_four_of_five_cases() -> None:
    rng, size, needed = np.random.default_rng(7), 30, float(smallest_detectable(30, 30))
    # Two normals whose chance of superiority is the one needed.
    apart = np.sqrt(2) * norm.ppf(needed)
    found = [
        superiority(rng.normal(apart, 1, size), rng.normal(0, 1, size))[3] <= 0.05
        for _ in range(600)
    ]
    assert np.mean(found) == pytest.approx(0.8, abs=0.06)


def _tables(*, people: int = 60, shift: float = 1.0, seed: int = 1) -> dict[str, pd.DataFrame]:
    """A third of the people are rated high and stand higher in C1; C2 and the trait are chance."""
    rng = np.random.default_rng(seed)
    ids = [f"E{n:03d}" for n in range(people)]
    high = np.arange(people) % 3 == 0
    levels = {
        "C1": 2 + shift * high + rng.choice([0, 0.5, 1], people),
        "C2": rng.choice([2, 3], people),
    }
    return {
        "positions": pd.DataFrame({"position_id": ["P1", "P2"], "title": ["One", "Two"]}),
        "employees": pd.DataFrame(
            {"employee_id": ids, "position_id": ["P1"] * (people - 5) + ["P2"] * 5}
        ),
        "performance": pd.DataFrame(
            [(e, year, 4.5 if h else 3.0) for e, h in zip(ids, high, strict=True)
             for year in (2024, 2025)],
            columns=["employee_id", "year", "rating"],
        ),
        "competencies": pd.DataFrame(
            [("C1", "Process control", "core_competence"), ("C2", "Cooperation", "knowledge")],
            columns=["competency_id", "name", "element"],
        ),
        "assessments": pd.DataFrame(
            [(e, c, float(level), "2025-03-01") for c, values in levels.items()
             for e, level in zip(ids, values, strict=True)],
            columns=["employee_id", "competency_id", "level", "assessed_on"],
        ),
        "employee_traits": pd.DataFrame(
            {"employee_id": ids, "trait": "motivation", "value": rng.random(people).round(2)}
        ),
        "requirements": pd.DataFrame(
            [("P1", "C1", 3.0, 1.0), ("P1", "C2", 3.0, 1.0)],
            columns=["position_id", "competency_id", "level", "weight"],
        ),
    }  # fmt: skip


def _company(tables: dict[str, pd.DataFrame], settings: Settings | None = None):  # type: ignore[no-untyped-def]
    return company_from_tables(tables, as_of="2026-06-30", settings=settings)


def test_compare_performers_finds_what_differs_and_not_what_is_chance() -> None:
    success = compare_performers(_company(_tables()))
    assert (success.high, success.other, success.unrated) == (20, 40, 0)
    rows = success.factors.set_index("factor_id")
    assert rows["verdict"].to_dict() == {
        "C1": "clear", "C2": "no clear difference", "motivation": "no clear difference",
    }  # fmt: skip
    assert rows.loc["C1", "chance"] > 0.8
    assert rows.loc["C1", "element"] == "core_competence"
    assert (rows["q_value"] >= rows["p_value"]).all()
    words = success_findings(success)
    assert words[0].startswith("1 of 3 characteristics sets high performers apart")
    assert "Process control" in words[0]
    assert len(words) == 1
    assert success_table(success, min_group_size=5)["people"].tolist() == ["20 against 40"] * 3


def test_compare_performers_calls_chance_clear_as_seldom_as_it_says() -> None:
    tables, rng, wrong = _tables(shift=0.0), np.random.default_rng(5), 0
    for _ in range(40):
        ratings = tables["performance"].copy()
        people = ratings["employee_id"].unique()
        dealt = dict(zip(people, rng.permutation([4.5] * 20 + [3.0] * 40), strict=True))
        ratings["rating"] = ratings["employee_id"].map(dealt)
        success = compare_performers(_company({**tables, "performance": ratings}))
        wrong += success.factors["verdict"].eq("clear").any()
    assert wrong <= 6  # 5 % of 40 is 2; more than 6 has a chance under 1 in 200


def test_compare_performers_says_too_few_people() -> None:
    success = compare_performers(_company(_tables()), ["P2"])
    assert set(success.factors["verdict"]) == {"too few people"}
    assert success.factors["chance"].isna().all()
    assert (success.factors["detectable"] > 0.9).all()
    assert set(success_table(success, min_group_size=5)["people"]) == {"under 5 against under 5"}
    assert success_findings(success)[0].startswith("Too few people to tell")
    assert suggested_emphasis(success) == {}


def test_compare_performers_leaves_later_and_undated_assessments_out() -> None:
    tables = _tables()
    late = tables["assessments"].head(4).assign(assessed_on="2026-02-01", level=5.0)
    undated = tables["assessments"].head(3).assign(assessed_on=None, level=0.0)
    seen = pd.concat([tables["assessments"], late, undated], ignore_index=True)
    with_them = compare_performers(_company({**tables, "assessments": seen}))
    assert (with_them.late, with_them.undated) == (4, 3)
    pd.testing.assert_frame_equal(with_them.factors, compare_performers(_company(tables)).factors)
    assert "4 assessments made after the rated years" in success_findings(with_them)[1]


def test_compare_performers_leaves_people_without_both_ratings_out() -> None:
    tables = _tables()
    ratings = tables["performance"]
    gone = (ratings["employee_id"] == "E000") & (ratings["year"] == 2024)
    success = compare_performers(_company({**tables, "performance": ratings[~gone]}))
    assert (success.high, success.unrated) == (19, 1)


def test_compare_performers_reads_no_protected_attribute_and_no_order() -> None:
    tables, rng = _tables(), np.random.default_rng(2)
    people = tables["employees"].assign(
        gender=rng.choice(["f", "m"], 60), audit_group=rng.choice(["A", "B"], 60),
        born_on=pd.Timestamp("1980-01-01"),
    )  # fmt: skip
    mixed = {name: frame.sample(frac=1, random_state=4) for name, frame in tables.items()}
    one = compare_performers(_company(tables)).factors
    pd.testing.assert_frame_equal(compare_performers(_company(mixed)).factors, one)
    with_groups = compare_performers(_company({**tables, "employees": people})).factors
    pd.testing.assert_frame_equal(with_groups, one)


def test_compare_performers_refuses() -> None:
    company = _company(_tables())
    with pytest.raises(ParameterError, match="no open post has the id P9"):
        compare_performers(company, ["P9"])
    with pytest.raises(ParameterError, match="10 or more"):
        compare_performers(company, fewest=3)
    bare = {name: table for name, table in _tables().items() if name != "performance"}
    with pytest.raises(DataError, match="performance"):
        compare_performers(_company(bare))


def test_emphasis_weighs_only_once_it_is_accepted(tmp_path) -> None:
    company = _company(_tables())
    emphasis = suggested_emphasis(compare_performers(company))
    assert set(emphasis) == {"C1"}
    assert 1.3 < emphasis["C1"] < 2.0
    plain = competency_levels(company, ("P1",), ("E000",)).weight
    assert plain.tolist() == [[1.0, 1.0]]
    file = tmp_path / "settings.yaml"
    words = accept_emphasis(file, emphasis, reason="Seen in two years", on=date(2026, 7, 1))
    assert words == (f"pools.emphasis: none -> C1 {emphasis['C1']:g}",)
    weighed = _company(_tables(), load_settings(file))
    assert competency_levels(weighed, ("P1",), ("E000",)).weight.tolist() == [[emphasis["C1"], 1.0]]


def test_emphasis_on_what_no_post_asks_for_is_refused() -> None:
    settings = Settings.model_validate({"pools": {"emphasis": {"C9": 2.0}}})
    with pytest.raises(ParameterError, match="C9 is asked for by no post"):
        competency_levels(_company(_tables(), settings), ("P1",), ("E000",))
    with pytest.raises(ParameterError, match="Nothing to accept"):
        accept_emphasis("nowhere.yaml", {}, reason="None", on=date(2026, 7, 1))
