"""Contract: every table keeps to the schema, and the tables fit each other."""

import pandas as pd
import pytest

from workbench.schema import TABLES

AS_OF = pd.Timestamp("2026-06-30")
Tables = dict[str, pd.DataFrame]


def _here(company: Tables) -> pd.DataFrame:
    people = company["employees"]
    return people[people["status"] != "left"]


def test_make_sample_gives_every_table_with_declared_columns(company: Tables) -> None:
    assert list(company) == list(TABLES)
    for name, table in TABLES.items():
        assert tuple(company[name].columns) == table.names
        assert len(company[name]) > 0


def test_make_sample_uses_every_column(usual: Tables) -> None:
    empty = {
        f"{name}.{column}"
        for name, table in usual.items()
        for column in table.columns
        if table[column].isna().all()
    }
    assert empty == set()


def test_make_sample_keys_are_unique_and_required_cells_filled(company: Tables) -> None:
    for name, table in TABLES.items():
        assert not company[name].duplicated(list(table.key)).any(), name
        required = [column.name for column in table if column.required]
        assert company[name][required].notna().all().all(), name


def test_make_sample_references_exist(company: Tables) -> None:
    references = [
        (name, column) for name, table in TABLES.items() for column in table if column.refers_to
    ]
    assert len(references) > 20
    for name, column in references:
        table, target = column.refers_to.split(".")
        found = company[name][column.name].dropna()
        assert found.isin(company[table][target]).all(), f"{name}.{column.name}"


def test_make_sample_owners_and_nominators_are_people(company: Tables) -> None:
    ids = company["employees"]["employee_id"]
    assert company["tasks"]["owner"].isin(ids).all()
    assert company["nominations"]["nominated_by"].dropna().isin(ids).all()


def test_make_sample_values_are_allowed_and_in_range(company: Tables) -> None:
    for name, table in TABLES.items():
        for column in table:
            cells = company[name][column.name].dropna()
            if column.allowed:
                assert cells.isin(column.allowed).all(), f"{name}.{column.name}"
            if column.kind == "integer":
                assert (cells == cells.round()).all(), f"{name}.{column.name}"
            if column.minimum is not None:
                assert (cells >= column.minimum).all(), f"{name}.{column.name}"
            if column.maximum is not None:
                assert (cells <= column.maximum).all(), f"{name}.{column.name}"


def test_make_sample_seats_are_not_overfull(company: Tables) -> None:
    seats = company["positions"].set_index("position_id")["seats"]
    used = _here(company).groupby("position_id")["fte"].sum()
    assert (used <= seats[used.index]).all()


def test_make_sample_dates_of_people_are_in_order(company: Tables) -> None:
    people = company["employees"]
    end = people["left_on"].fillna(AS_OF)
    assert (people["hired_on"] <= people["position_since"]).all()
    assert (people["position_since"] <= end).all()
    age_at_hire = (people["hired_on"] - people["born_on"]).dt.days / 365.25
    age_at_end = (end - people["born_on"]).dt.days / 365.25
    assert age_at_hire.min() > 17
    assert age_at_end.max() < 67
    assert (people["experience_years"] <= age_at_end - 16).all()
    assert ((people["status"] == "left") == people["left_on"].notna()).all()
    assert (people["left_on"].dropna() <= AS_OF).all()
    gone = people["left_on"].notna()
    assert people.loc[gone, ["leave_reason", "destination"]].notna().all().all()
    assert people.loc[~gone, ["leave_reason", "destination"]].isna().all().all()


def test_make_sample_one_seat_has_one_holder_at_a_time(company: Tables) -> None:
    posts = company["positions"]
    single = posts.loc[posts["seats"] == 1, "position_id"]
    people = company["employees"]
    held = people[people["position_id"].isin(single) & (people["fte"] == 1)]
    held = held.sort_values(["position_id", "position_since"])
    until = held["left_on"].groupby(held["position_id"]).shift()
    assert until.notna().sum() > 3
    assert (until.dropna() < held["position_since"][until.notna()]).all()


def test_make_sample_pay_lies_in_its_band(company: Tables) -> None:
    paid = company["employees"].merge(
        company["positions"][["position_id", "pay_min_per_year", "pay_max_per_year"]],
        on="position_id",
    )
    assert paid["pay_per_year"].between(paid["pay_min_per_year"], paid["pay_max_per_year"]).all()


def test_make_sample_reporting_line_is_a_tree(company: Tables) -> None:
    boss = company["positions"].set_index("position_id")["reports_to"]
    assert boss.isna().sum() == 1
    reached = set(boss.index[boss.isna()])
    depth = 1
    while len(reached) < len(boss):
        below = set(boss.index[boss.isin(reached)]) - reached
        assert below, "a cycle"
        reached |= below
        depth += 1
    assert depth == 6


def test_make_sample_grades_fall_down_the_line(company: Tables) -> None:
    posts = company["positions"].set_index("position_id")
    below = posts[posts["reports_to"].notna()]
    assert (below["grade"] < below["reports_to"].map(posts["grade"])).all()


def test_make_sample_spans_stay_between_three_and_twelve(usual: Tables) -> None:
    spans = usual["positions"].groupby("reports_to")["seats"].sum()
    assert spans.between(3, 12).all()


def test_make_sample_shares_of_a_post_sum_to_one(company: Tables) -> None:
    totals = company["result_areas"].groupby("position_id")["share"].sum()
    assert (totals - 1).abs().max() < 1e-9


def test_make_sample_goal_weights_sum_to_one(company: Tables) -> None:
    assert company["goals"]["weight"].sum() == pytest.approx(1)


def test_make_sample_shares_of_an_asset_stay_below_one(company: Tables) -> None:
    assert company["holdings"].groupby("asset_id")["share"].sum().max() <= 1 + 1e-9


def test_make_sample_assets_are_held_by_people_who_are_here(company: Tables) -> None:
    here = _here(company)["employee_id"]
    assert company["holdings"]["employee_id"].isin(here).all()
    for column in ("from_employee", "to_employee"):
        assert company["ties"][column].isin(here).all()


def test_make_sample_ties_join_two_people(company: Tables) -> None:
    ties = company["ties"]
    assert (ties["from_employee"] != ties["to_employee"]).all()
    assert ties["from_employee"].nunique() > 0.8 * len(_here(company))


def test_make_sample_ledger_enters_before_it_ends(company: Tables) -> None:
    moves = company["pool_moves"]
    entered = moves[moves["move"] == "in"].set_index(["pool", "employee_id"])["moved_on"]
    ended = moves[moves["move"] != "in"]
    keys = pd.MultiIndex.from_frame(ended[["pool", "employee_id"]])
    assert (entered.reindex(keys).to_numpy() < ended["moved_on"].to_numpy()).all()
    assert moves.groupby("employee_id")["pool"].nunique().max() <= 2


def test_make_sample_left_moves_match_departures(company: Tables) -> None:
    moves = company["pool_moves"]
    left_on = company["employees"].set_index("employee_id")["left_on"]
    left = moves[moves["move"] == "left"]
    assert (left["moved_on"] == left["employee_id"].map(left_on)).all()


def test_make_sample_evidence_is_of_people_who_were_here(company: Tables) -> None:
    people = company["employees"].set_index("employee_id")
    dated = {"nominations": "evidence_on", "assessments": "assessed_on", "absences": "starts_on"}
    for name, column in dated.items():
        table = company[name]
        assert (table[column] >= table["employee_id"].map(people["hired_on"])).all(), name
        end = table["employee_id"].map(people["left_on"]).fillna(AS_OF)
        assert (table[column] <= end).all(), name


def test_make_sample_absences_do_not_overlap_and_stand_ins_are_there(company: Tables) -> None:
    away = company["absences"].sort_values(["employee_id", "starts_on"])
    before = away.groupby("employee_id")["ends_on"].shift()
    assert (away["starts_on"][before.notna()] > before.dropna()).all()
    acted = away.dropna(subset="acting_employee_id").merge(
        away, left_on="acting_employee_id", right_on="employee_id", suffixes=("", "_own")
    )
    clash = (acted["starts_on"] <= acted["ends_on_own"]) & (
        acted["starts_on_own"] <= acted["ends_on"]
    )
    assert not clash.any()


def test_make_sample_every_vacant_seat_has_an_open_requisition(company: Tables) -> None:
    halves = (_here(company)["fte"] == 0.5).map({True: 1, False: 2})
    taken = halves.groupby(_here(company)["position_id"]).sum()
    posts = company["positions"].query("status == 'active'").set_index("position_id")
    empty = (posts["seats"] - taken.reindex(posts.index, fill_value=0) / 2).apply(int)
    needs = company["requisitions"]
    still = needs[needs["filled_on"].isna()].groupby("position_id").size()
    assert still.index.isin(posts.index).all()
    assert (still.reindex(posts.index, fill_value=0) == empty).all()
    done = needs.dropna(subset="filled_on")
    assert (done["opened_on"] < done["filled_on"]).all()


def test_make_sample_measures_have_ordered_effects(company: Tables) -> None:
    measures = company["measures"]
    assert (measures["effect_p10"] <= measures["effect_p50"]).all()
    assert (measures["effect_p50"] <= measures["effect_p90"]).all()
    deposit = measures.set_index("kind")["legal_note"]["deposit"]
    assert "Prohibited in many places" in deposit


def test_make_sample_fills_the_company_as_asked(usual: Tables) -> None:
    assert len(_here(usual)) == pytest.approx(1000, rel=0.03)
    assert 280 <= len(usual["positions"]) <= 340
    empty = ~usual["positions"]["position_id"].isin(_here(usual)["position_id"])
    assert 0.02 < empty.mean() < 0.05
    assert set(usual["performance"]["year"]) == {2023, 2024, 2025}
    assert usual["pool_moves"]["moved_on"].dt.year.nunique() == 4
    assert _here(usual)["name"].duplicated().any()


def test_make_sample_earlier_posts_lie_before_the_post_of_today(company: Tables) -> None:
    earlier = company["post_history"].merge(company["employees"], on="employee_id")
    assert (earlier["starts_on"] < earlier["position_since"]).all()
    assert (earlier["starts_on"] >= earlier["hired_on"]).all()
    came_up = company["employees"].query("hired_on < position_since")["employee_id"]
    assert set(came_up) == set(earlier["employee_id"])


def test_make_sample_agreed_measures_have_owners_who_are_people(company: Tables) -> None:
    agreed, ids = company["post_measures"], company["employees"]["employee_id"]
    assert agreed["owner"].dropna().isin(ids).all()
    assert agreed["owner"].isna().any() and agreed["due_on"].isna().any()
    assert (agreed["due_on"] < AS_OF).any() and (agreed["done_on"].dropna() <= AS_OF).all()
