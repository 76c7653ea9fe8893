"""Candidates side by side: parts add up, unknown stays unknown, the order of rows is nothing."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError
from workbench.pools import build_pools
from workbench.pools.evaluation import evaluate, evaluate_posts

PAIR = ["position_id", "employee_id"]


@pytest.fixture(scope="module")
def pools(company):
    return build_pools(company, ["P2"])


@pytest.fixture(scope="module")
def four(company, pools):
    # E3 passes and fits, E4 leaves gates open, E5 fails, E7 is far from the post.
    return evaluate(company, pools, "P1", ["E3", "E4", "E5", "E7"])


def of(table, person, **fields):
    rows = table[table["employee_id"] == person]
    for name, value in fields.items():
        rows = rows[rows[name] == value]
    return rows


def row(table, person, **fields):
    (only,) = of(table, person, **fields).to_dict("records")
    return only


@pytest.mark.parametrize(
    ("adds", "whole"), [("adds", "fit"), ("adds_low", "fit_low"), ("adds_high", "fit_high")]
)
def test_parts_add_up_to_the_fit_and_its_bounds(four, adds, whole):
    # Identity: fit = sum of weight x part; so do the bounds with their own weights.
    sums = four.parts.groupby("employee_id")[adds].sum()
    fits = four.people.set_index("employee_id")[whole].dropna()
    np.testing.assert_allclose(sums[fits.index], fits, atol=1e-12)
    assert len(fits) >= 3


def test_weights_sum_to_one_and_an_unknown_part_has_none(four):
    # E3: competency 0.60 and performance 0.25 of 0.85, since the company has no traits.
    assert row(four.parts, "E3", part="competency")["weight"] == pytest.approx(0.6 / 0.85)
    # E7 has a rating of two years; E5 one of one year, E8 is not shown.
    sums = four.parts.groupby("employee_id")[["weight", "weight_of_bounds"]].sum()
    np.testing.assert_allclose(sums, 1.0)


def test_weights_where_traits_are_given_are_those_of_the_fit(make, tables, rows):
    # By hand: rating unknown, so competency weighs 0.85 and traits the most they may, 0.15.
    tables["position_traits"] = rows("position_id trait value", "P1 motivation 0.8")
    tables["employee_traits"] = rows(
        "employee_id trait value", "E2 motivation 0.6", "E3 motivation 0.8"
    )
    tables["performance"] = tables["performance"].query("employee_id != 'E2'")
    company = make(tables)
    found = evaluate(company, build_pools(company, ["P2"]), "P1", ["E2"])
    weights = found.parts.set_index("part")[["weight", "weight_of_bounds"]]
    np.testing.assert_allclose(weights["weight"][["competency", "match"]], [0.85, 0.15])
    assert weights["weight"]["performance"] == 0
    np.testing.assert_allclose(
        weights["weight_of_bounds"][["competency", "performance", "match"]], [0.6, 0.25, 0.15]
    )
    assert found.parts["adds"].sum() == pytest.approx(found.people["fit"].item())
    # Competency of E2: 1 - 2 x 1 / (1 x 3 + 2 x 4) = 9/11; traits 1 - |0.8 - 0.6|.
    assert found.people["fit"].item() == pytest.approx(0.85 * 9 / 11 + 0.15 * 0.8)


def test_unknown_level_is_unknown_and_no_zero(four):
    # E4 was assessed in C1 (4 of 3 asked for) and never in C2 (4 asked for).
    known, unknown = (row(four.levels, "E4", competency_id=name) for name in ("C1", "C2"))
    assert (known["held"], known["gap"]) == (4, 0)
    assert np.isnan(unknown["held"])
    assert np.isnan(unknown["gap"])
    assert (unknown["gap_low"], unknown["gap_high"]) == (0, 4)


def test_levels_come_with_the_most_important_first(four):
    assert of(four.levels, "E3")["competency_id"].tolist() == ["C2", "C1"]
    assert of(four.levels, "E3")["competency"].tolist() == ["Leading", "Mixing"]


def test_gates_name_state_and_fact(four):
    facts = {
        ("E3", "degree"): ("passed", "bachelor (asked: bachelor)"),
        ("E4", "degree"): ("open", "not recorded (asked: bachelor)"),
        ("E5", "degree"): ("failed", "none (asked: bachelor)"),
        ("E5", "years"): ("failed", "3 (asked: 5)"),
        ("E5", "performance"): ("open", "5 in 2025, no rating in 2024 (least: 3)"),
        ("E7", "performance"): ("failed", "4 in 2025, 2 in 2024 (least: 3)"),
        ("E3", "qualification"): ("passed", "nothing asked for"),
    }
    told = {
        (line["employee_id"], line["gate"]): (line["state"], line["fact"])
        for line in four.gates.to_dict("records")
    }
    assert facts.items() <= told.items()


def test_gates_say_when_a_qualification_ran_out(company, pools):
    found = evaluate(company, pools, "P2", ["E3", "E4", "E6"])
    facts = found.gates[found.gates["gate"] == "qualification"]["fact"].tolist()
    assert facts == ["Permit: held", "Permit: ran out on 2026-06-29", "Permit: not in the register"]


def test_who_is_not_considered_is_open_at_the_last_gate(four, pools):
    far = row(four.people, "E7")
    assert not far["considered"]
    assert row(four.gates, "E7", gate="gone by then")["state"] == "open"
    assert row(four.gates, "E3", gate="gone by then")["state"] == "passed"


def test_readiness_has_months_and_dates(company, pools):
    # E2 lacks one level at 0.08 a month: 12.5 months = 380 days after 2026-06-30.
    found = row(evaluate(company, pools, "P1", ["E2"]).people, "E2")
    assert found["months"] == pytest.approx(12.5)
    assert found["readiness"] == "ready_1_2_years"
    assert found["ready_on"] == pd.Timestamp("2027-07-15")
    assert found["ready_on_p10"] < found["ready_on"] < found["ready_on_p90"]


def test_nominations_are_dated_and_stale_ones_marked(company, pools):
    found = evaluate(company, pools, "P1", ["E2", "E3", "E4"]).people
    assert row(found, "E2")["named_as"] == "ready_now"
    assert not row(found, "E2")["stale"]
    assert row(found, "E3")["stale"]
    assert row(found, "E3")["evidence_on"] == pd.Timestamp("2024-01-10")
    assert pd.isna(row(found, "E4")["named_as"])


def test_people_proposed_are_judged_as_the_pools_judged_them(company, pools):
    found = evaluate_posts(company, pools, ["P2", "P1"])
    same = found.people.merge(pools.proposals, on=PAIR, suffixes=("", "_pools"))
    assert len(same) == len(found.people) > 0
    for name in ("fit", "fit_low", "fit_high", "months", "months_p90", "readiness"):
        assert same[name].tolist() == pytest.approx(same[f"{name}_pools"].tolist(), nan_ok=True)
    assert same["place"].tolist() == same["choice"].tolist()
    assert set(found.gates.merge(found.people[PAIR])["state"]) == {"passed"}


def test_the_order_of_rows_does_not_matter(make, tables, company, pools):
    mixed = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    other = make(mixed)
    again = evaluate_posts(other, build_pools(other, ["P2"]), ["P2", "P1", "P5"])
    found = evaluate_posts(company, pools, ["P2", "P1", "P5"])
    for name in ("posts", "people", "gates", "levels", "parts"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))


def test_most_people_are_the_first_proposed(company, pools):
    found = evaluate(company, pools, "P1", most=1)
    first = pools.proposals.query("position_id == 'P1' and choice == 1")
    assert found.people["employee_id"].tolist() == first["employee_id"].tolist()
    assert found.posts["shown"].tolist() == [1]


def test_without_levels_there_is_nobody_and_a_reason(make, tables):
    del tables["assessments"]
    company = make(tables)
    found = evaluate_posts(company, build_pools(company, ["P2"]), ["P1", "P2"])
    assert found.people.empty
    assert found.levels.empty
    assert found.lacks["fit"]
    given = evaluate(company, build_pools(company, ["P2"]), "P1", ["E3"])
    assert given.parts["part"].tolist() == ["performance"]
    assert given.people["readiness"].tolist() == ["not_assessed"]
    assert given.people["ready_on"].isna().all()


def test_without_nominations_or_gate_tables_the_rest_stands(make, tables):
    for name in ("nominations", "performance", "required_qualifications"):
        del tables[name]
    company = make(tables)
    found = evaluate(company, build_pools(company, ["P2"]), "P1", ["E3"])
    assert found.gates["gate"].tolist() == ["degree", "years", "gone by then"]
    assert found.people["named_as"].isna().all()
    assert found.lacks["bench"]


@pytest.mark.parametrize(
    ("post", "people", "words"),
    [
        ("P3", ["E3"], "no pool stands by for P3"),
        ("P1", ["E9"], "E9 not here"),
        ("P1", ["E3", "E3"], "2 ids of 1 people"),
        ("P1", ["E2", "E3", "E4", "E5", "E6"], "up to 4 people"),
    ],
)
def test_evaluate_refuses_what_cannot_be_set_side_by_side(company, pools, post, people, words):
    with pytest.raises(ParameterError, match=words):
        evaluate(company, pools, post, people)


def test_evaluate_posts_refuses_a_post_named_twice(company, pools):
    with pytest.raises(ParameterError, match="P1 named more than once"):
        evaluate_posts(company, pools, ["P1", "P1"])
