"""The planted truths hold in the data, whatever the size and the seed."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from workbench.sample import planted

AS_OF = pd.Timestamp("2026-06-30")
Tables = dict[str, pd.DataFrame]


def _people(company: Tables) -> pd.DataFrame:
    return company["employees"].set_index("employee_id")


def _posts(company: Tables) -> pd.DataFrame:
    return company["positions"].set_index("position_id")


def _holders(company: Tables, asset: str) -> set[str]:
    holdings = company["holdings"]
    return set(holdings.loc[holdings["asset_id"] == asset, "employee_id"])


def test_planted_recipe_has_two_holders_in_one_post(company: Tables) -> None:
    recipe = company["assets"].set_index("asset_id").loc[planted.RECIPE]
    assert _holders(company, planted.RECIPE) == set(planted.RECIPE_HOLDERS)
    assert set(_people(company)["position_id"][list(planted.RECIPE_HOLDERS)]) == {
        planted.RECIPE_POST
    }
    assert recipe["kind"] == "secret"
    assert recipe["value_per_year"] > 5e6
    assert recipe["document_on"] < AS_OF - pd.Timedelta(days=5 * 365)
    assert not recipe["reproducible"]


def test_planted_lift_out_team_asks_each_other(company: Tables) -> None:
    ties = company["ties"].query("kind == 'advice'")
    weight = ties.set_index(["from_employee", "to_employee"])["weight"]
    pairs = list(permutations(planted.LIFT_OUT_TEAM, 2))
    assert len(pairs) == 20
    assert (weight.loc[pairs] >= 4).all()


def test_planted_lift_out_team_is_paid_below_the_market(company: Tables) -> None:
    team = _people(company).loc[list(planted.LIFT_OUT_TEAM)]
    posts = _posts(company).loc[team["position_id"]]
    latest = company["market"].loc[lambda market: market["as_of"] == pd.Timestamp("2026-03-31")]
    pay = latest.set_index(["occupation_code", "region"])["median_pay_per_year"]
    market = pay.loc[list(zip(posts["occupation_code"], posts["region"], strict=True))]
    assert (team["pay_per_year"].to_numpy() < 0.9 * market.to_numpy()).all()
    assert (posts["job_family"] == planted.LIFT_OUT_FAMILY).all()


def test_planted_lift_out_colleagues_left_for_competitors(company: Tables) -> None:
    gone = company["employees"].query("destination == 'competitor' and left_on > '2025-06-30'")
    family = gone["position_id"].map(_posts(company)["job_family"])
    assert (family == planted.LIFT_OUT_FAMILY).sum() >= 4


def test_planted_bench_names_the_same_five_people(company: Tables) -> None:
    bench = company["nominations"]
    named = bench[bench["position_id"].isin(planted.FIVE_NAMES_POSTS)]
    assert set(named["position_id"]) == set(planted.FIVE_NAMES_POSTS)
    assert len(planted.FIVE_NAMES_POSTS) == 25
    assert set(named["employee_id"]) == set(planted.FIVE_NAMES)
    assert (named["readiness"] == "ready_now").all()
    assert (AS_OF - named["evidence_on"]).dt.days.max() <= 365
    own = named["employee_id"].map(_people(company)["position_id"])
    assert (own != named["position_id"]).all()


def test_planted_head_retires_without_a_ready_successor(company: Tables) -> None:
    head = _people(company).loc[planted.RETIRING_HEAD]
    assert head["position_id"] == planted.RETIRING_HEAD_POST
    turns_65 = head["born_on"] + pd.DateOffset(years=65)
    assert AS_OF < turns_65 <= AS_OF + pd.DateOffset(months=12)
    bench = company["nominations"].query("position_id == @planted.RETIRING_HEAD_POST")
    assert set(bench["employee_id"]) == set(planted.STALE_NOMINEES)
    assert (AS_OF - bench["evidence_on"]).dt.days.min() > 2 * 365


def test_planted_key_account_hangs_on_one_person(company: Tables) -> None:
    customers = company["assets"].query("kind == 'customer'").set_index("asset_id")
    share = customers["value_per_year"] / customers["value_per_year"].sum()
    assert share[planted.KEY_ACCOUNT] == pytest.approx(0.12, abs=0.015)
    assert share.idxmax() == planted.KEY_ACCOUNT
    holding = company["holdings"].query("asset_id == @planted.KEY_ACCOUNT")
    assert holding["employee_id"].tolist() == [planted.KEY_ACCOUNT_HOLDER]
    assert holding["share"].tolist() == [0.9]
    post = _people(company)["position_id"][planted.KEY_ACCOUNT_HOLDER]
    assert post == planted.KEY_ACCOUNT_POST


def test_planted_import_owner_is_the_only_holder_of_one_days_dealers(company: Tables) -> None:
    mine = company["holdings"].query("employee_id == @planted.IMPORT_OWNER and share.isna()")
    assert len(mine) == planted.IMPORTED_DEALERS
    assert not company["holdings"].duplicated("asset_id", keep=False)[mine.index].any()
    assets = company["assets"].set_index("asset_id").loc[mine["asset_id"]]
    assert (assets["kind"] == "customer").all()
    assert (assets["document_on"] == pd.Timestamp(planted.IMPORT_DAY)).all()
    customers = company["assets"].query("kind == 'customer'")["value_per_year"]
    assert len(mine) > 0.5 * len(customers)
    assert assets["value_per_year"].sum() < 0.03 * customers.sum()


def test_planted_grand_titles_are_ordinary_posts(company: Tables) -> None:
    posts = _posts(company).loc[list(planted.GRAND_TITLE_POSTS)]
    assert (posts[["budget_per_year", "margin_at_stake_per_year"]] == 0).all().all()
    assert (posts["grade"] <= 5).all()
    market = company["market"].groupby("occupation_code")[["openings", "seekers"]].sum()
    market = market.loc[posts["occupation_code"]]
    assert (market["seekers"] > 2 * market["openings"]).all()
    ratings = company["ratings"].groupby("position_id")["rating"].mean()
    assert ratings[list(planted.GRAND_TITLE_POSTS)].max() < 1.5
    needs = company["requirements"].query("position_id in @planted.GRAND_TITLE_POSTS")
    assert needs["level"].max() <= 2


def test_planted_method_is_in_one_head_near_retirement(company: Tables) -> None:
    assert _holders(company, planted.LONE_METHOD) == {planted.LONE_METHOD_HOLDER}
    holder = _people(company).loc[planted.LONE_METHOD_HOLDER]
    assert holder["position_id"] == planted.LONE_METHOD_POST
    assert (AS_OF - holder["born_on"]).days / 365.25 > 63
    method = company["assets"].set_index("asset_id").loc[planted.LONE_METHOD]
    assert method["document_on"].year < 2015


def test_planted_vacancy_is_open_for_300_days(company: Tables) -> None:
    here = company["employees"].query("status != 'left'")
    assert planted.LONG_VACANCY_POST not in set(here["position_id"])
    need = company["requisitions"].set_index("requisition_id")
    row = need.loc[planted.LONG_VACANCY_REQUISITION]
    assert row["position_id"] == planted.LONG_VACANCY_POST
    assert pd.isna(row["filled_on"])
    assert (AS_OF - row["opened_on"]).days > 300


def test_planted_goal_is_carried_by_nobody(company: Tables) -> None:
    carried = company["result_areas"].query("strength != '0'")["goal_id"]
    assert set(company["goals"]["goal_id"]) - set(carried.dropna()) == {planted.ORPHAN_GOAL}


def test_planted_idle_posts_carry_no_goal(company: Tables) -> None:
    areas = company["result_areas"].query("position_id in @planted.IDLE_POSTS")
    assert set(areas["position_id"]) == set(planted.IDLE_POSTS)
    assert areas["goal_id"].isna().all()
    margin = _posts(company)["margin_at_stake_per_year"]
    assert (margin[list(planted.IDLE_POSTS)] > 1e6).all()


def test_planted_backup_is_named_and_never_acted(company: Tables) -> None:
    bench = company["nominations"].query("employee_id == @planted.PAPER_BACKUP")
    assert set(bench["position_id"]) == set(planted.PAPER_BACKUP_POSTS)
    covered = _people(company)["position_id"].isin(planted.PAPER_BACKUP_POSTS)
    away = company["absences"]["employee_id"].map(covered)
    assert away.sum() >= 3
    assert not (company["absences"]["acting_employee_id"] == planted.PAPER_BACKUP).any()


def test_planted_key_posts_are_tied_to_goals_rare_and_costly(company: Tables) -> None:
    keys = list(planted.KEY_POSTS)
    areas = company["result_areas"].query("goal_id.notna()")
    tie = areas["share"] * areas["strength"].astype(float) / 9
    assert (tie.groupby(areas["position_id"]).sum()[keys] >= 0.85).all()
    posts = _posts(company).loc[keys]
    assert (posts["margin_at_stake_per_year"] > 3e6).all()
    assert not posts["is_management"].any()
    assert (posts["grade"] <= 8).all()
    ratings = company["ratings"].query("criterion == 'confidentiality'")
    assert (ratings.groupby("position_id")["rating"].mean()[keys] >= 3.5).all()


def test_planted_rare_skills_are_held_by_one_or_two(company: Tables) -> None:
    latest = company["assessments"].sort_values("assessed_on")
    latest = latest.drop_duplicates(["employee_id", "competency_id"], keep="last")
    needs = company["requirements"].query("position_id in @planted.KEY_POSTS and level == 4")
    rare = needs[needs["competency_id"] > "C20"]
    held = latest.query("level >= 4").groupby("competency_id").size()
    assert len(rare) == len(planted.KEY_POSTS)
    assert held[rare["competency_id"]].between(1, 2).all()


def test_planted_posts_without_a_profile_are_unknown(company: Tables) -> None:
    for table in ("result_areas", "requirements", "duties"):
        assert not company[table]["position_id"].isin(planted.UNDESCRIBED_POSTS).any()
    assert set(planted.UNDESCRIBED_POSTS) <= set(company["positions"]["position_id"])


def _latest_levels(company: Tables, person: str) -> pd.Series:
    seen = company["assessments"].query("employee_id == @person").sort_values("assessed_on")
    return seen.drop_duplicates("competency_id", keep="last").set_index("competency_id")["level"]


def _asked_levels(company: Tables, post: str) -> pd.Series:
    asked = company["requirements"].query("position_id == @post")
    return asked.set_index("competency_id")["level"]


def test_planted_strength_meets_the_key_post_and_is_not_named_for_it(company: Tables) -> None:
    held = _latest_levels(company, planted.STRENGTH)
    assert _people(company)["position_id"][planted.STRENGTH] == planted.STRENGTH_POST
    own = _asked_levels(company, planted.STRENGTH_POST)
    assert (held[own.index] >= own).all()
    # Half a level short in the rare skill, which therefore stays rare.
    key = _asked_levels(company, planted.STRENGTH_KEY_POST)
    short = (key - held[key.index]).clip(lower=0)
    assert short[short > 0].to_dict() == {"C24": 0.5}
    ratings = company["performance"].query("employee_id == @planted.STRENGTH")
    assert set(ratings["year"]) == {2023, 2024, 2025}
    assert ratings["rating"].min() >= planted.STRENGTH_LEAST_RATING
    named = company["nominations"].query("employee_id == @planted.STRENGTH")
    assert planted.STRENGTH_KEY_POST not in set(named["position_id"])


def test_planted_gap_is_two_levels_in_a_key_post(company: Tables) -> None:
    assert planted.GAP_POST in planted.KEY_POSTS
    assert _people(company)["position_id"][planted.GAP_HOLDER] == planted.GAP_POST
    asked = _asked_levels(company, planted.GAP_POST)
    short = asked - _latest_levels(company, planted.GAP_HOLDER)[asked.index]
    assert short[planted.GAP_COMPETENCY] == 2
    assert short["C28"] <= 0


def test_planted_posts_of_later_are_empty_and_needed_after_the_report_date(
    company: Tables,
) -> None:
    posts = _posts(company).loc[list(planted.PLANNED_POSTS)]
    assert (posts["status"] == "planned").all()
    assert (posts["needed_from"] > AS_OF).all()
    assert not company["employees"]["position_id"].isin(planted.PLANNED_POSTS).any()
    areas = company["result_areas"].query("position_id in @planted.PLANNED_POSTS")
    described = set(planted.PLANNED_POSTS) - {planted.UNEXPLAINED_POST}
    assert set(areas["position_id"]) == described
    assert set(areas["plan_item_id"].dropna()) == {planted.SECOND_LINE_STAGE}


def test_planted_areas_serve_the_goal_of_their_stage(company: Tables) -> None:
    areas = company["result_areas"].dropna(subset="plan_item_id")
    goals = company["plan_items"].set_index("plan_item_id")["goal_id"]
    assert (areas["goal_id"] == areas["plan_item_id"].map(goals)).all()
    keys = company["result_areas"].query("position_id in @planted.KEY_POSTS")
    assert set(keys.dropna(subset="plan_item_id")["position_id"]) == set(planted.KEY_POSTS)


def _consistency_ratio(judgements: pd.DataFrame, names: list[str]) -> float:
    """Saaty's CR: (largest eigenvalue - m) / (m - 1) / RI, with RI 1.12 for m = 5."""
    size = len(names)
    matrix = np.eye(size)
    for row in judgements.itertuples():
        a, b = names.index(row.criterion_a), names.index(row.criterion_b)
        matrix[a, b], matrix[b, a] = row.ratio, 1 / row.ratio
    largest = np.linalg.eigvals(matrix).real.max()
    return float((largest - size) / (size - 1) / 1.12)


def test_planted_judges_are_consistent_but_one_and_one_is_incomplete(company: Tables) -> None:
    names = ["strategic_value", "scope", "scarcity", "exposure", "network"]
    judgements = company["judgements"].query("criterion_a in @names and criterion_b in @names")
    by_judge = dict(iter(judgements.groupby("rater")))
    ratios = {
        judge: _consistency_ratio(rows, names)
        for judge, rows in by_judge.items()
        if len(rows) == 10
    }
    assert {judge: ratio > 0.10 for judge, ratio in ratios.items()} == {
        "judge-1": False,
        "judge-2": False,
        "judge-3": True,
    }
    assert len(by_judge["judge-4"]) == 8


def test_planted_hazard_differs_between_families(usual: Tables) -> None:
    people = usual["employees"].assign(
        family=usual["employees"]["position_id"].map(_posts(usual)["job_family"])
    )
    resigned = (people["leave_reason"] == "resigned").groupby(people["family"]).sum()
    here = (people["status"] != "left").groupby(people["family"]).sum()
    rate = resigned / here
    assert rate["Process engineering"] > 1.5 * rate["Production"]


def test_planted_high_performers_differ_in_the_skill_of_their_family(usual: Tables) -> None:
    rating = usual["performance"].groupby("employee_id")["rating"].mean()
    family = _people(usual)["position_id"].map(_posts(usual)["job_family"])
    held = usual["assessments"].query("competency_id == 'C05'")
    level = held.drop_duplicates("employee_id", keep="last").set_index("employee_id")["level"]
    both = pd.concat([rating, level], axis=1, join="inner")
    assert both[family.reindex(both.index) == "Sales"].corr().iloc[0, 1] > 0.3


def test_planted_some_tasks_are_late(company: Tables) -> None:
    tasks = company["tasks"]
    late = tasks["done_on"].isna() & (tasks["due_on"] < AS_OF)
    assert late.sum() >= 2
