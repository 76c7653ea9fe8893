"""From the tables of a company to the drawn loss, on a company that can be followed by hand."""

import numpy as np
import pandas as pd
import pytest

from workbench.drain.ground import lay_ground
from workbench.drain.risk import drain_risk
from workbench.drain.simulation import display
from workbench.drain.simulation.findings import findings
from workbench.drain.simulation.simulate import simulate_year

POSTS = ("P1", "P2", "P3")
QUIET = {"simulation": {"pull_probability": 0.0, "paths": 32_768}, "correlation": 0.0}


@pytest.fixture(scope="module")
def nominations():
    return pd.DataFrame(
        {
            "position_id": ["P1", "P2"],
            "employee_id": ["E3", "E1"],
            "readiness": "ready_now",
            "evidence_on": "2026-05-01",
        }
    )


@pytest.fixture(scope="module")
def company(build):
    return build(QUIET)


@pytest.fixture(scope="module")
def year(company):
    return simulate_year(company, POSTS)


def chances(company) -> dict[str, float]:
    ground = lay_ground(company, POSTS, scenarios=("as_usual",))
    total = ground.exits("as_usual").total
    return dict(zip(ground.seats["employee_id"], total.tolist(), strict=True))


def test_shared_recipe_by_hand(company, year):
    # Worth 2 x 1,000,000 x 0.4 x 0.75 = 600,000 if a rival has it; each leaver goes to a rival
    # with 0.5. The ledger puts down 0.6 and 0.4 of 300,000 to the two.
    row = year.assets.set_index("asset_id").loc["A1"]
    one, other = (chances(company)[person] for person in ("E1", "E2"))
    assert row["added_up"] == pytest.approx(180_000 * one + 120_000 * other)
    by_hand = 600_000 * (1 - (1 - one / 2) * (1 - other / 2))
    assert abs(row["expected_loss"] - by_hand) <= 4 * row["expected_loss_se"]
    assert row["loss_if_all_leave"] == pytest.approx(600_000 * 0.75)
    assert (row["rule"], row["channel"], row["position_ids"]) == ("leaks once", "secrets", "P1")


def test_what_hangs_on_one_person_is_the_plain_sum(company, year):
    rows = year.assets.set_index("asset_id")
    assert rows.loc["A2", "added_up"] == pytest.approx(600_000 * chances(company)["E3"])
    for asset in ("A2", "A3"):
        assert rows.loc[asset, "expected_loss"] == rows.loc[asset, "added_up"]


def test_method_of_two_stops_when_both_go_by_hand(build, base_tables):
    # E1 alone costs 100,000 (0.5 x 0.2 + 0.5 x 0.8 x 0.2) = 18,000 as the only holder. Held half
    # and half, one leaving leaves 0.6 of 9,000 undone and 0.4 x 0.1 x 0.2 of 50,000 to several in
    # command, both leaving 18,000.
    holdings = base_tables()["holdings"]
    shared = pd.concat(
        [
            holdings[holdings["asset_id"] != "A3"],
            pd.DataFrame({"asset_id": "A3", "employee_id": ["E1", "E2"], "share": 0.5}),
        ]
    )
    company = build(QUIET, holdings=shared)
    year = simulate_year(company, POSTS)
    row = year.assets.set_index("asset_id").loc["A3"]
    one, other = (chances(company)[person] for person in ("E1", "E2"))
    by_hand = 18_000 * one * other + 5_800 * (one * (1 - other) + other * (1 - one))
    assert row["added_up"] == pytest.approx(9_000 * (one + other))
    assert abs(row["expected_loss"] - by_hand) <= 4 * row["expected_loss_se"]
    # Somebody outside the posts who holds it too keeps it going, and costs nothing himself.
    outside = shared.assign(employee_id=shared["employee_id"].replace("E2", "E3"))
    alone = simulate_year(build(QUIET, holdings=outside), ("P1",))
    row = alone.assets.set_index("asset_id").loc["A3"]
    assert (row["holders"], row["others"]) == (1, 1)
    third = chances(company)["E3"]
    by_hand = 9_000 * one * third + 5_800 * one * (1 - third)
    assert abs(row["expected_loss"] - by_hand) <= 4 * row["expected_loss_se"]


def test_nothing_shared_is_the_exact_engine(build, base_tables):
    # One holder each: the drawn loss is the plain sum on every path.
    holdings = base_tables()["holdings"].query("employee_id != 'E2'").assign(share=1.0)
    company = build(QUIET, holdings=holdings)
    year, risk = simulate_year(company, POSTS), drain_risk(company, POSTS)
    secret = year.assets.set_index("asset_id").loc["A1"]
    assert secret["extra_once"] == pytest.approx(0.0, abs=1e-6)
    assert year.parts["expected_loss"].to_numpy() == pytest.approx(0.0, abs=1e-6)
    assert year.figure("expected_shortfall_95") == pytest.approx(
        risk.figure("expected_shortfall_95"), rel=1e-9
    )
    assert (year.check["gap_in_se"].dropna().abs() <= 4).all()


def test_successor_for_two_seats_and_a_post_by_hand(build, nominations):
    # E3 is ready for both seats of P1, E1 for P2. A seat of P1 saves 300,000 (E1) or 400,000 (E2)
    # x 0.2 x (0.6 x 0.5 undone and 0.4 x 0.1 under several heads) and 800 for standing in; P2
    # leads nobody. Who leaves can take no seat.
    company = build(QUIET, nominations=nominations)
    year = simulate_year(company, POSTS)
    p = chances(company)
    parts = year.parts.set_index("part")
    saved = (21_200 * p["E1"] + 28_000 * p["E2"]) * (1 - p["E3"])
    saved += (600_000 * 0.6 * 0.5 * 0.1 + 350) * p["E3"] * (1 - p["E1"])
    short = 21_200 * p["E1"] * p["E2"] * (1 - p["E3"])
    for name, by_hand in (("ready successors step in", -saved),
                          ("successors are wanted twice", short)):  # fmt: skip
        row = parts.loc[name]
        assert abs(row["expected_loss"] - by_hand) <= 4 * row["expected_loss_se"]
    seats = year.seats.set_index("position_id")
    assert seats.loc["P1", "ready"] == 1 and seats.loc["P2", "chance_untaken"] == 0
    row = seats.loc["P1"]
    by_hand = p["E1"] * p["E2"] * (1 - p["E3"])
    assert abs(row["chance_untaken"] - by_hand) <= 4 * row["chance_untaken_se"]


def test_contacts_are_pulled_along_by_hand(build):
    ties = pd.DataFrame(
        {"from_employee": ["E3"], "to_employee": ["E1"], "kind": ["advice"], "weight": [1.0]}
    )
    pull = {**QUIET, "simulation": {"pull_probability": 0.4}}
    company = build(pull, ties=ties, holdings=None)
    year = simulate_year(company, POSTS)
    p = chances(company)
    cost = drain_risk(company, POSTS).ledger.severity.set_index("employee_id")["mean"]
    by_hand = sum(
        cost[one] * (1 - p[one]) * p[other] * 0.4 for one, other in (("E1", "E3"), ("E3", "E1"))
    )
    row = year.parts.iloc[-1]
    assert row["part"] == "leavers pull others along"
    assert abs(row["expected_loss"] - by_hand) <= 4 * row["expected_loss_se"]


def test_order_of_rows_changes_nothing(build, base_tables, year):
    mixed = {name: table.iloc[::-1] for name, table in base_tables().items()}
    other = simulate_year(build(QUIET, **mixed), POSTS[::-1])
    for name in ("summary", "parts", "assets", "groups"):
        pd.testing.assert_frame_equal(getattr(other, name), getattr(year, name), rtol=1e-9)


def test_parts_add_up_and_errors_stand_beside_them(year):
    steps = display.steps(year)
    for amount in ("expected_loss", "worst_twentieth"):
        between = steps[amount].iloc[1:-1].sum()
        assert steps[amount].iloc[0] + between == pytest.approx(steps[amount].iloc[-1], rel=1e-9)
    assert (steps["standard_error"].iloc[1:] > 0).all()
    assert (np.diff(year.curve["exceedance_probability"]) <= 0).all()


def test_missing_tables_are_said_and_not_guessed(build):
    company = build(QUIET, assets=None, holdings=None)
    year = simulate_year(company, POSTS)
    assert year.assets.empty and year.groups.empty and year.seats.empty
    assert [sentence.split(" is ")[0] for sentence in year.lacks] == [
        "Who shares a secret, a method or a customer", "Who could step in", "Who pulls whom along"
    ]  # fmt: skip
    assert year.figure("expected_loss") == pytest.approx(
        drain_risk(company, POSTS).figure("expected_loss"), rel=1e-4
    )
    assert findings(year)[0].startswith("Nothing that counts once is known of these posts")
    assert len(display.steps(year)) == 2


def test_unknown_value_stays_out_of_both_sums(build, base_tables):
    assets = base_tables()["assets"]
    assets.loc[0, "value_per_year"] = np.nan
    company = build(QUIET, assets=assets)
    year = simulate_year(company, POSTS)
    assert "A1" not in set(year.assets["asset_id"])
    assert year.summary.set_index("measure").loc["expected_loss", "added_up"] == pytest.approx(
        drain_risk(company, POSTS).figure("expected_loss"), rel=1e-4
    )


def test_nobody_in_the_posts_is_a_sentence(build):
    year = simulate_year(build(QUIET), ("P3",))
    assert findings(year) == ("No amount could be made up, so nothing could be drawn.",)
    assert year.curve.empty and year.assets.empty


def test_findings_name_asset_post_and_channel_but_no_person(year):
    words = " ".join(findings(year))
    assert "Recipe (A1), which 2 people know, in the hands of Chemist (P1)" in words
    assert "The dearest customer is Customer (A2), held by Seller (P2): it hangs on one" in words
    assert "Dearest together are the 2 holders of A1 in Chemist (P1): " in words
    assert not any(person in words for person in ("E1", "E2", "E3"))
    tables = [make(year) for make in (display.assets, display.groups, display.seats, display.steps)]
    for make in (display.summary_in_words, display.check):
        tables.append(make(year, currency="EUR"))
    for table in tables:
        assert not table.astype("str").isin(["E1", "E2", "E3"]).any().any()


def test_posts_that_nobody_holds_cost_nothing_and_break_nothing(company):
    nobody = simulate_year(company, ("P3",), paths=8192)
    assert nobody.figure("expected_loss") == 0 and nobody.assets.empty
    assert simulate_year(company, (), paths=8192).figure("expected_loss") == 0
    assert drain_risk(company, ()).vacant.empty
