"""What sets high performers apart in groups of posts: rank, leaks, chance findings, weights."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control

from workbench.company import Company, company_from_tables
from workbench.errors import DataError, ParameterError
from workbench.people.fit import assess_fit
from workbench.people.levels import competency_levels
from workbench.pools.success import (
    Success,
    accept_emphasis,
    compare_performers,
    group_table,
    groups_of_posts,
    success_findings,
    success_table,
    suggested_emphasis,
    suggestion_table,
)
from workbench.settings import Settings, load_settings


def _tables(*, shift: float = 1.0, seed: int = 1) -> dict[str, pd.DataFrame]:
    """60 people in Sales, 24 in the works; a third is rated high.

    In Sales the high ones stand higher in C1 by ``shift``; all else is chance.
    """
    rng = np.random.default_rng(seed)
    people = 84
    ids = [f"E{n:03d}" for n in range(people)]
    high, sales = np.arange(people) % 3 == 0, np.arange(people) < 60
    levels = {
        "C1": 2 + shift * (high & sales) + rng.choice([0, 0.5, 1], people),
        "C2": rng.choice([2.0, 3.0], people),
    }
    post = np.where(sales, np.where(np.arange(people) < 55, "P1", "P2"), "P3")
    return {
        "positions": pd.DataFrame(
            {"position_id": ["P1", "P2", "P3"], "title": ["One", "Two", "Three"],
             "job_family": ["Sales", "Sales", "Works"], "grade": [5, 5, 5]}
        ),
        "employees": pd.DataFrame({"employee_id": ids, "position_id": post}),
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
            [(e, c, float(level), "2023-03-01", "test") for c, values in levels.items()
             for e, level in zip(ids, values, strict=True)],
            columns=["employee_id", "competency_id", "level", "assessed_on", "source"],
        ),
        "employee_traits": pd.DataFrame(
            {"employee_id": ids, "trait": "motivation", "value": rng.random(people).round(2),
             "assessed_on": "2023-03-01"}
        ),
        "requirements": pd.DataFrame(
            [(post, c, 3.0, 1.0) for post in ("P1", "P2", "P3") for c in ("C1", "C2")],
            columns=["position_id", "competency_id", "level", "weight"],
        ),
    }  # fmt: skip


def _company(tables: dict[str, pd.DataFrame]) -> Company:
    return company_from_tables(tables, as_of="2026-06-30")


@cache
def _base() -> Company:
    return _company(_tables())


@cache
def _found() -> Success:
    return compare_performers(_base())


def _verdicts(success, group: str) -> dict[str, str]:  # type: ignore[no-untyped-def]
    rows = success.factors[success.factors["group"] == group]
    return dict(zip(rows["factor_id"], rows["verdict"], strict=True))


OPEN, FEW = "no clear difference", "too few people"


def test_compare_performers_finds_what_differs_where_it_does() -> None:
    success = _found()
    assert list(success.position_ids) == ["All posts", "Sales", "Works"]
    assert _verdicts(success, "Sales") == {"C1": "clearly higher", "C2": OPEN, "motivation": OPEN}
    # The works have 8 high performers: two too few.
    assert set(_verdicts(success, "Works").values()) == {FEW}
    words = success_findings(success)
    assert words[0].startswith("All posts: high performers clearly stand higher in Process control")
    assert words[1].startswith("Sales: high performers clearly stand higher in Process control (9")
    assert words[1].endswith("20 people rated 4 or more over two years, 40 rated less.")
    assert words[2].startswith("Too few people to tell in 1 group (Works): it takes 10 high")
    assert words[3].startswith("Explained are the ratings of 2024 and 2025; 0 % of the levels")
    assert success_table(success)["people"].tolist()[3:] == ["20 against 40"] * 3
    shown = group_table(success, min_group_size=5).set_index("group")
    assert shown.loc["Sales", "outcome"] == "1 of 3 characteristics clear"
    assert shown.loc["Works", "outcome"] == "too few people: needs 2 more high performers"


def test_compare_performers_corrects_over_all_groups_and_intervals_with_it() -> None:
    company = _base()
    sales = groups_of_posts(company)["Sales"]
    one = compare_performers(company, {"Sales": sales})
    many = compare_performers(company, dict.fromkeys("ABCD", sales))
    for success, tested in ((one, 3), (many, 12)):
        p_value = success.factors["p_value"]
        assert success.factors["q_value"].tolist() == pytest.approx(
            false_discovery_control(p_value).tolist()
        )
        clear = int((success.factors["q_value"] <= 0.05).sum())
        assert success.confidence == pytest.approx(1 - 0.05 * max(clear, 1) / tested)
    # Alone each looks at three; among groups in which nothing is to be found the interval widens.
    lone = compare_performers(company, {"Sales": sales, "A": ("P1",), "All": ("P1", "P2", "P3")})
    assert lone.factors["chance_low"].min() <= one.factors["chance_low"].min()


def test_compare_performers_takes_any_posts_as_a_group() -> None:
    company = _base()
    success = compare_performers(company, {"Mine": ["P3", "P1", "P1"], "Nobody": []})
    assert success.position_ids == {"Mine": ("P1", "P3"), "Nobody": ()}
    assert success.groups["tested"].tolist() == [3, 0]
    assert (
        "needs at least 6 more high performers and at least 6 more others"
        in (group_table(success, min_group_size=5).iloc[1]["outcome"])
    )


def _mixed(levels: dict[tuple[str, bool], float]) -> dict[str, pd.DataFrame]:
    """48 people in each of two families, by hand; C1 as given by family and side, half one up."""
    tables = _tables()
    sides = {"P1": 38, "P3": 10}  # people rated high in each family of 48
    rows = [
        (f"{post}-{n}", post, n < high, levels[post, n < high] + (n % 2) / 2)
        for post, high in sides.items()
        for n in range(48)
    ]
    frame = pd.DataFrame(rows, columns=["employee_id", "position_id", "high", "level"])
    return {
        **tables,
        "employees": frame[["employee_id", "position_id"]],
        "performance": pd.concat(
            frame.assign(year=year, rating=np.where(frame["high"], 4.5, 3.0))[
                ["employee_id", "year", "rating"]
            ]
            for year in (2024, 2025)
        ),
        "assessments": frame.assign(competency_id="C1", assessed_on="2023-03-01")[
            ["employee_id", "competency_id", "level", "assessed_on"]
        ],
        "employee_traits": tables["employee_traits"].head(0),
    }


def test_a_mix_of_families_is_not_taken_for_success() -> None:
    # Sales hold 4 and are mostly rated high, the works hold 2 and are not; inside either family
    # high performers and others hold the same. Thrown together, most pairs go to the high ones.
    tables = _mixed({("P1", True): 4, ("P1", False): 4, ("P3", True): 2, ("P3", False): 2})
    company = _company(tables)
    inside, mixed = compare_performers(company), compare_performers(company, within=())
    assert _verdicts(mixed, "All posts") == {"C1": "clearly higher"}
    assert set(inside.factors["verdict"]) == {OPEN}
    assert inside.factors["chance"].tolist() == pytest.approx([0.5] * 3)


def test_families_that_differ_in_opposite_ways_each_get_their_own_finding() -> None:
    tables = _mixed({("P1", True): 4, ("P1", False): 2, ("P3", True): 2, ("P3", False): 4})
    success = compare_performers(_company(tables))
    found = {name: _verdicts(success, name)["C1"] for name in success.position_ids}
    assert found == {"All posts": OPEN, "Sales": "clearly higher", "Works": "clearly lower"}
    words = success_findings(success)
    assert words[0].startswith("Sales: high performers clearly stand higher in Process control")
    assert "lower in Process control" in words[1]
    # What is lower never takes weight away.
    assert suggested_emphasis(_company(tables), success)["group"].tolist() == ["Sales"]


def test_rank_is_not_taken_for_success() -> None:
    # The same as the mix of families, with one family in two grades.
    tables = _mixed({("P1", True): 4, ("P1", False): 4, ("P3", True): 2, ("P3", False): 2})
    posts = tables["positions"].assign(job_family="Sales", grade=[9, 9, 5])
    company = _company({**tables, "positions": posts})
    by_family = compare_performers(company, within=["job_family"])
    assert _verdicts(by_family, "Sales") == {"C1": "clearly higher"}
    assert _verdicts(compare_performers(company), "Sales") == {"C1": OPEN}


def test_compare_performers_calls_chance_clear_as_seldom_as_it_says() -> None:
    company, rng, wrong = _company(_tables(shift=0.0)), np.random.default_rng(5), 0
    ratings = company.table("performance")
    people = ratings["employee_id"].unique()
    for _ in range(12):
        dealt = dict(zip(people, rng.permutation([4.5] * 28 + [3.0] * 56), strict=True))
        tables = {
            **company.tables,
            "performance": ratings.assign(rating=ratings["employee_id"].map(dealt)),
        }
        success = compare_performers(replace(company, tables=tables), {"Sales": ("P1", "P2")})
        wrong += success.factors["verdict"].str.startswith("clearly").any()
    # 5 % of 12 is 0.6; more than 3 has a chance under 1 in 400. The rate itself is measured on many
    # more dealings in test_success_effect.py.
    assert wrong <= 3


def test_compare_performers_says_too_few_people_and_how_many_it_needs() -> None:
    company = _base()
    success = compare_performers(company, {"Two": ["P2"], "Works": ["P3"]}, fewest=12)
    assert set(success.factors["verdict"]) == {FEW}
    assert success.factors[["chance", "p_value", "q_value", "detectable"]].isna().all(axis=None)
    shown = group_table(success, min_group_size=5)
    # Post Two holds 5 people: no side of it is counted on the page, nor can it be worked out.
    assert shown[["high_performers", "others"]].iloc[0].tolist() == ["under 5", "under 5"]
    assert shown["outcome"].tolist() == [
        "too few people: needs at least 8 more high performers and at least 8 more others",
        "too few people: needs 4 more high performers",
    ]
    assert success_findings(success)[0].startswith("Too few people to tell in 2 groups")
    assert success_table(success).empty
    assert suggested_emphasis(company, success).empty


@pytest.mark.parametrize("table", ["assessments", "employee_traits"])
def test_what_was_recorded_after_the_rated_years_explains_nothing(table: str) -> None:
    tables = _tables()
    known = _found()
    rows, value = tables[table], "level" if table == "assessments" else "value"
    first = rows.head(6)
    late = first.assign(assessed_on="2026-01-01", **{value: 0.0})
    seen = pd.concat([rows, late], ignore_index=True)
    if table == "employee_traits":  # one row a person: the late ones take the place of the others
        seen = pd.concat([late, rows.iloc[6:]], ignore_index=True)
    with_them = compare_performers(_company({**tables, table: seen}))
    assert with_them.late == 6
    assert "6 values recorded after 2025-12-31" in success_findings(with_them)[-1]
    if table == "assessments":
        pd.testing.assert_frame_equal(with_them.factors, known.factors)
    else:
        sizes = with_them.factors.set_index(["group", "factor_id"])[["high", "other"]]
        assert sizes.loc[("Sales", "motivation")].tolist() == [18, 36]
    on_the_last_day = seen.assign(assessed_on="2025-12-31").drop_duplicates(
        ["employee_id", rows.columns[1]], keep="last"
    )
    assert compare_performers(_company({**tables, table: on_the_last_day})).late == 0


def test_what_is_the_rating_itself_explains_nothing() -> None:
    tables = _tables()
    rows = tables["assessments"]
    own = rows.assign(source=rows["source"].mask(rows["competency_id"] == "C1", " Appraisal"))
    success = compare_performers(_company({**tables, "assessments": own}))
    assert success.rating_itself == 84
    assert "C1" not in set(success.factors["factor_id"])
    assert "84 assessments that came from the rating" in success_findings(success)[-1]
    named = Settings.model_validate({"pools": {"rating_sources": ["test"]}})
    assert set(compare_performers(replace(_base(), settings=named)).factors["factor_id"]) == {
        "motivation"
    }


def test_undated_levels_are_left_out_and_undated_traits_named_as_such() -> None:
    tables = _tables()
    undated = tables["assessments"].head(3).assign(assessed_on=None, level=0.0)
    rows = pd.concat([tables["assessments"], undated], ignore_index=True)
    high = tables["performance"].groupby("employee_id")["rating"].first().to_numpy() > 4
    traits = tables["employee_traits"].assign(
        value=np.where(high, 0.9, 0.1) + np.arange(84) / 1e4, assessed_on=None
    )
    company = _company({**tables, "assessments": rows, "employee_traits": traits})
    success = compare_performers(company)
    assert success.undated == 3
    assert _verdicts(success, "Sales")["motivation"] == "differs, but has no date"
    words = " ".join(success_findings(success))
    assert "Motivation (All posts) and Motivation (Sales) also differ, but they carry no" in words
    assert "Motivation" not in success_findings(success)[0]
    dated = compare_performers(_company({**tables, "employee_traits": traits.assign(
        assessed_on="2023-03-01")}))  # fmt: skip
    assert _verdicts(dated, "Sales")["motivation"] == "clearly higher"
    assert set(suggested_emphasis(company, dated)["competency_id"]) == {"C1"}


def test_assessed_by_leaves_only_what_no_rating_can_have_coloured() -> None:
    tables = _tables()
    rows = tables["assessments"]
    within = rows.assign(assessed_on="2024-06-01", level=5.0)
    company = _company({**tables, "assessments": pd.concat([rows, within], ignore_index=True)})
    usual = compare_performers(company)
    assert usual.during_share == 1
    assert _verdicts(usual, "Sales")["C1"] == OPEN
    before = compare_performers(company, assessed_by="2023-12-31")
    assert (before.late, before.during_share) == (168, 0)
    assert _verdicts(before, "Sales")["C1"] == "clearly higher"


def test_people_without_both_ratings_or_rated_for_another_post_are_left_out() -> None:
    tables = _tables()
    ratings = tables["performance"]
    gone = (ratings["employee_id"] == "E000") & (ratings["year"] == 2024)
    since = tables["employees"].assign(position_since="2020-01-01")
    since.loc[[3, 4], "position_since"] = ["2025-01-02", "2025-01-01"]
    company = _company({**tables, "performance": ratings[~gone], "employees": since})
    success = compare_performers(company, {"Sales": ("P1", "P2")})
    assert (success.unrated, success.new) == (1, 1)
    assert success.groups[["high", "other"]].iloc[0].tolist() == [18, 40]
    assert success_findings(success)[-1] == (
        "Left out: 1 person without both ratings and 1 person rated for another post."
    )


def test_posts_without_a_grade_are_compared_with_one_another_only() -> None:
    tables = _tables()
    ungraded = tables["positions"].assign(grade=[5, None, None])
    success = compare_performers(_company({**tables, "positions": ungraded}))
    sizes = success.factors.set_index(["group", "factor_id"])
    # P2 has E055 to E059: E057 is high and meets the four others of P2 alone.
    assert sizes.loc[("Sales", "C1"), ["high", "other"]].tolist() == [20, 40]
    apart = compare_performers(_base(), within=["position_id"])
    one = success.factors[success.factors["group"] == "Sales"].reset_index(drop=True)
    two = apart.factors[apart.factors["group"] == "Sales"].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, two)


def test_compare_performers_reads_no_protected_attribute_no_order_and_no_id() -> None:
    tables, rng = _tables(), np.random.default_rng(2)
    people = tables["employees"].assign(
        gender=rng.choice(["f", "m"], 84), audit_group=rng.choice(["A", "B"], 84),
        born_on=pd.Timestamp("1980-01-01"),
    )  # fmt: skip
    mixed = {name: frame.sample(frac=1, random_state=4) for name, frame in tables.items()}
    one = _found().factors
    pd.testing.assert_frame_equal(compare_performers(_company(mixed)).factors, one)
    with_groups = compare_performers(_company({**tables, "employees": people})).factors
    pd.testing.assert_frame_equal(with_groups, one)
    renamed = {
        name: frame.assign(employee_id="Z" + frame["employee_id"].str[::-1])
        if "employee_id" in frame else frame
        for name, frame in tables.items()
    }  # fmt: skip
    again = compare_performers(_company(renamed)).factors
    pd.testing.assert_frame_equal(again, one)


def test_compare_performers_refuses() -> None:
    company = _base()
    with pytest.raises(ParameterError, match="no open post has the id P9"):
        compare_performers(company, {"Mine": ["P1", "P9"]})
    with pytest.raises(ParameterError, match="10 or more"):
        compare_performers(company, fewest=3)
    with pytest.raises(ParameterError, match="within: found gender"):
        compare_performers(company, within=["gender"])
    with pytest.raises(ParameterError, match="a day up to 2025-12-31"):
        compare_performers(company, assessed_by="2026-01-01")
    bare = {name: table for name, table in _tables().items() if name != "performance"}
    with pytest.raises(DataError, match="performance"):
        compare_performers(_company(bare))
    bare = {name: _tables()[name] for name in ("positions", "employees", "performance")}
    nothing = compare_performers(_company(bare))
    assert nothing.factors.empty
    assert success_findings(nothing)[0].startswith("Too few people to tell in 3 groups")


def test_emphasis_weighs_only_once_it_is_accepted_and_only_in_its_group(tmp_path) -> None:
    company = _base()
    success = _found()
    rows = suggested_emphasis(company, success).set_index("group")
    assert rows["competency_id"].to_dict() == {"All posts": "C1", "Sales": "C1"}
    times = float(rows.loc["Sales", "times"])
    assert times == pytest.approx(2 * rows.loc["Sales", "chance_low"], abs=0.005)
    assert (rows.loc["Sales", "posts"], 1.3 < times < 2) == (2, True)
    shown = suggestion_table(suggested_emphasis(company, success))
    assert shown.iloc[1][["group", "competency", "posts_asking", "times_its_weight"]].tolist() == [
        "Sales", "Process control", 2, times,
    ]  # fmt: skip
    posts = ("P1", "P3")

    def weights(one: Company) -> list[list[float]]:
        return competency_levels(one, posts, ("E001",)).weight.tolist()

    def fit(one: Company) -> list[float]:
        return assess_fit(one, posts, ("E001",)).competency.point[0].tolist()

    assert weights(company) == [[1, 1], [1, 1]]
    file = tmp_path / "settings.yaml"
    words = accept_emphasis(
        file, company, success, group="Sales", reason="Seen in two years", on=date(2026, 7, 1)
    )
    assert words == (f"pools.group_emphasis: none -> Sales C1 {times:g}",)
    weighed = replace(_base(), settings=load_settings(file))
    assert weights(weighed) == [[times, 1], [1, 1]]
    assert fit(weighed)[0] != pytest.approx(fit(company)[0])
    assert fit(weighed)[1] == pytest.approx(fit(company)[1])
    # That of all posts counts where the family has none of its own.
    accept_emphasis(
        file, company, success, group="All posts", reason="And elsewhere", on=date(2026, 7, 2)
    )
    whole = float(rows.loc["All posts", "times"])
    assert weights(replace(_base(), settings=load_settings(file))) == [[times, 1], [whole, 1]]


def test_emphasis_of_any_posts_is_kept_post_by_post_and_goes_first(tmp_path) -> None:
    company, file = _company(_tables()), tmp_path / "settings.yaml"
    success = compare_performers(company, {"Sales": ("P1", "P2"), "Mine": ("P1", "P3")})
    on = date(2026, 7, 1)
    accept_emphasis(file, company, success, group="Sales", reason="One", on=on)
    accept_emphasis(
        file, company, success, group="Mine", reason="Two", on=on, times={"C2": 3.0, "C1": 1.25}
    )
    settings = load_settings(file)
    assert set(settings.pools.group_emphasis) == {"Sales", "P1", "P3"}
    weight = competency_levels(
        replace(_base(), settings=settings), ("P1", "P2", "P3"), ("E001",)
    ).weight
    sales = settings.pools.group_emphasis["Sales"]["C1"]
    assert weight.tolist() == [[1.25, 3], [sales, 1], [1.25, 3]]


def test_emphasis_is_suggested_only_for_what_a_post_of_the_group_asks_for() -> None:
    tables = _tables()
    asked = tables["requirements"]
    only_works = asked[(asked["competency_id"] != "C1") | (asked["position_id"] == "P3")]
    company = _company({**tables, "requirements": only_works})
    rows = suggested_emphasis(company, compare_performers(company))
    assert rows[["group", "posts"]].to_numpy().tolist() == [["All posts", 1]]


@pytest.mark.parametrize(
    ("pools", "words"),
    [
        ({"emphasis": {"C9": 2.0}}, "pools.emphasis: C9 is asked for by no post"),
        ({"group_emphasis": {"Sales": {"C9": 2.0}}}, "pools.group_emphasis.Sales: C9 is asked for"),
        ({"group_emphasis": {"Legal": {"C1": 2.0}}}, "Legal is neither a job family nor a post"),
    ],
    ids=["all", "family", "unknown family"],
)
def test_emphasis_that_meets_nothing_is_refused(pools: dict[str, object], words: str) -> None:
    settings = Settings.model_validate({"pools": pools})
    with pytest.raises(ParameterError, match=words):
        competency_levels(replace(_base(), settings=settings), ("P1",), ("E000",))


def test_accept_emphasis_refuses() -> None:
    company, success = _base(), _found()
    with pytest.raises(ParameterError, match="Nothing to accept for Works"):
        accept_emphasis(
            "nowhere.yaml", company, success, group="Works", reason="None", on=date(2026, 7, 1)
        )
    with pytest.raises(ParameterError, match="Allowed: All posts, Sales and Works"):
        accept_emphasis(
            "nowhere.yaml", company, success, group="Legal", reason="None", on=date(2026, 7, 1)
        )
