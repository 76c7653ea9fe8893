import numpy as np
import pandas as pd
import pytest

from workbench.company import Company, company_from_tables
from workbench.errors import ParameterError
from workbench.positions.display import dimension_parts, lacks_dimension, shortlist
from workbench.positions.findings import findings
from workbench.positions.ranking.model import score
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.robustness.compare import compare_methods
from workbench.positions.why.flags import flag_posts

DRAWS = 200


def _graded(size: int = 20) -> pd.DataFrame:
    """Posts whose margin and time to fill grow with their number."""
    return pd.DataFrame(
        {
            "position_id": [f"P{n:02d}" for n in range(size)],
            "title": [f"Post {n}" for n in range(size)],
            "margin_at_stake_per_year": [1e5 * 1.25**n for n in range(size)],
            "time_to_fill_days": [60.0 + 15 * n for n in range(size)],
        }
    )


def _rebuilt(company: Company, tables: dict[str, pd.DataFrame]) -> Company:
    return company_from_tables(
        dict(company.tables) | tables, as_of=company.as_of, settings=company.settings
    )


def test_rank_positions_puts_the_hardest_and_most_valuable_first(make_company) -> None:
    ranking = rank_positions(make_company(positions=_graded()), draws=DRAWS)
    assert ranking.places == 2
    assert ranking.table["position_id"].tolist()[:2] == ["P19", "P18"]
    assert ranking.key_positions == ["P19", "P18"]


def test_findings_say_when_the_gates_decide_and_not_the_rank(make_company) -> None:
    company = make_company(positions=_graded())
    through = int(rank_positions(company, draws=DRAWS).table["passes"].sum())
    words, flags = "The gates decide, not the rank", flag_posts(company)
    for share, said in ((through / 20, False), ((through + 1) / 20, True)):
        ranking = rank_positions(company, key_share=share, draws=DRAWS)
        assert any(words in sentence for sentence in findings(ranking, flags)) is said


def test_rank_positions_two_tables_know_nothing_and_say_so(make_company) -> None:
    company = make_company()
    ranking = rank_positions(company, draws=DRAWS)
    assert ranking.table["score"].isna().all()
    assert set(ranking.table["verdict"]) == {"not assessed"}
    assert ranking.key_positions == []
    assert ranking.table["known_share"].tolist() == [0.0] * 20
    assert "Nothing is known" in findings(ranking, flag_posts(company))[0]
    assert lacks_dimension(ranking, "scarcity").startswith("not assessed")
    assert compare_methods(ranking).empty


def test_rank_positions_gate_without_data_is_not_assessed(make_company) -> None:
    posts = _graded().drop(columns="margin_at_stake_per_year")
    ranking = rank_positions(make_company(positions=posts), draws=DRAWS)
    assert ranking.table["gates"].str.contains("strategic value not assessed").all()
    assert ranking.key_positions == []
    assert ranking.table["verdict"].tolist()[:2] == ["provisional"] * 2
    assert (
        "since strategic value could not be assessed"
        in findings(ranking, flag_posts(make_company()))[0]
    )
    # With four of five dimensions unknown, the honest bounds are wide.
    first = ranking.table.iloc[0]
    assert first["score_low"] < 0.2 < 0.8 < first["score_high"]


def test_rank_positions_key_share_sets_the_places(make_company) -> None:
    company = make_company(positions=_graded())
    assert rank_positions(company, key_share=0.25, draws=DRAWS).places == 5


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5, float("nan")])
def test_rank_positions_refuses_a_share_that_is_none(sample, share: float) -> None:
    with pytest.raises(ParameterError, match="above 0 and at most 1"):
        rank_positions(sample, key_share=share)


def test_rank_positions_refuses_draws_that_are_none(sample) -> None:
    with pytest.raises(ParameterError, match="draws: found 0"):
        rank_positions(sample, draws=0)


def test_rank_positions_few_posts_are_not_cut(make_company) -> None:
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P00"]})
    company = make_company(positions=_graded(14), employees=people)
    ranking = rank_positions(company, draws=DRAWS)
    assert ranking.places == 0
    assert set(ranking.table["verdict"]) == {"no cut"}
    assert ranking.table["chance"].isna().all()
    posts = shortlist(ranking, flag_posts(company))
    assert posts["position_id"].tolist()[0] == "P13"
    said = findings(ranking, flag_posts(company))[0]
    assert said == "14 posts are too few to cut; the order is shown without a verdict."


def test_rank_positions_leaves_closed_posts_out_and_vacant_ones_in(make_company) -> None:
    posts = _graded()
    posts["status"] = ["active"] * 19 + ["closed"]
    people = pd.DataFrame({"employee_id": ["E1"], "position_id": ["P00"]})
    ranking = rank_positions(make_company(positions=posts, employees=people), draws=DRAWS)
    assert "P19" not in set(ranking.table["position_id"])
    assert ranking.table["position_id"].iloc[0] == "P18"  # nobody is in it


def test_rank_positions_bounds_hold_the_score(sample) -> None:
    table = rank_positions(sample, draws=DRAWS).table
    assert (table["score_low"] <= table["score"] + 1e-12).all()
    assert (table["score"] <= table["score_high"] + 1e-12).all()
    known = table["known_share"] > 1 - 1e-9
    assert known.any()
    assert (table.loc[known, "score_low"] == table.loc[known, "score_high"]).all()
    assert (table.loc[~known, "score_low"] < table.loc[~known, "score_high"]).all()


def test_rank_positions_contributions_sum_to_the_plain_mean(sample) -> None:
    ranking = rank_positions(sample, draws=DRAWS)
    total = ranking.contributions.groupby("position_id")["contribution"].sum()
    plain = score(ranking.model, ranking.model.value, exponent=1.0)
    floored = ranking.dimensions.gt(ranking.model.floor) | ranking.dimensions.isna()
    whole = floored.all(axis=1)  # the floor lifts a score above the sum of its parts
    assert whole.sum() > 10
    assert total[whole[whole].index].to_numpy() == pytest.approx(plain[whole.to_numpy()])
    parts = dimension_parts(ranking, ["P0021"])
    assert parts.iloc[0, 2:].sum() == pytest.approx(total["P0021"])


def test_rank_positions_no_score_changes_when_a_post_goes(sample) -> None:
    whole = rank_positions(sample, draws=DRAWS)
    gone = whole.table["position_id"].iloc[-1]
    tables = {
        name: table[table["position_id"] != gone] if name != "employees" else table
        for name, table in sample.tables.items()
        if "position_id" in table
    }
    people = sample.employees
    tables["employees"] = people.assign(
        position_id=people["position_id"].mask(people["position_id"] == gone)
    )
    tables["aspirations"] = sample.tables["aspirations"]
    tables["aspirations"] = tables["aspirations"][tables["aspirations"]["position_id"] != gone]
    rest = rank_positions(_rebuilt(sample, tables), draws=DRAWS)
    before = whole.table.set_index("position_id")["score"].drop(gone)
    after = rest.table.set_index("position_id")["score"]
    assert after.reindex(before.index).to_numpy() == pytest.approx(before.to_numpy(), abs=1e-12)


def test_rank_positions_order_of_rows_does_not_matter(sample) -> None:
    shuffled = {
        name: table.sample(frac=1, random_state=7).reset_index(drop=True)
        for name, table in sample.tables.items()
    }
    first = rank_positions(sample, draws=DRAWS)
    second = rank_positions(_rebuilt(sample, shuffled), draws=DRAWS)
    pd.testing.assert_frame_equal(first.table, second.table, rtol=1e-9)


def test_rank_positions_other_seed_moves_chances_within_their_error(sample) -> None:
    tables = [
        rank_positions(sample, draws=1000, seed=seed).table.set_index("position_id").sort_index()
        for seed in (1, 2)
    ]
    error = np.hypot(tables[0]["chance_se"], tables[1]["chance_se"])
    difference = (tables[0]["chance"] - tables[1]["chance"]).abs()
    assert (difference <= 5 * error + 0.01).all()
    assert (tables[0]["score"] == tables[1]["score"]).all()
