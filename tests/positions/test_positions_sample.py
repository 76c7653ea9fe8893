import pandas as pd
import pytest

from workbench.people.knowledge.holders import who_holds_what
from workbench.positions.display import coverage, shortlist
from workbench.positions.findings import doubts, findings
from workbench.positions.ranking.rank import Ranking, rank_positions
from workbench.positions.ranking.stability import pairwise_winning
from workbench.positions.robustness.compare import compare_methods
from workbench.positions.robustness.diagnostics import criteria_diagnostics
from workbench.positions.robustness.diagnostics_in_words import diagnostic_sentences
from workbench.positions.robustness.dominance import dominating_posts
from workbench.positions.robustness.rank_range import rank_ranges
from workbench.positions.why.flags import flag_posts
from workbench.positions.why.seat_or_person import seat_or_person
from workbench.sample import planted


@pytest.fixture(scope="module")
def ranking(sample) -> Ranking:
    return rank_positions(sample)


@pytest.fixture(scope="module")
def flags(sample):
    return flag_posts(sample)


@pytest.mark.parametrize("post", planted.KEY_POSTS)
def test_planted_key_post_is_key_or_borderline(ranking, post) -> None:
    verdict = ranking.table.set_index("position_id").loc[post, "verdict"]
    assert verdict in ("key", "borderline")


@pytest.mark.parametrize("post", planted.GRAND_TITLE_POSTS)
def test_grand_title_is_not_key(ranking, post) -> None:
    row = ranking.table.set_index("position_id").loc[post]
    assert row["verdict"] == "ordinary"
    assert row["rank"] > len(ranking.table) / 2


def test_key_posts_are_few(ranking) -> None:
    assert 0 < len(ranking.key_positions) <= ranking.places


def test_recipe_hangs_on_two_people(sample, flags) -> None:
    assets = who_holds_what(sample).assets.set_index("asset_id")
    assert set(assets.loc[planted.RECIPE, "holder_ids"]) == set(planted.RECIPE_HOLDERS)
    mine = flags[(flags["position_id"] == planted.RECIPE_POST) & (flags["flag"] == "few_holders")]
    assert mine["sentence"].str.contains(assets.loc[planted.RECIPE, "name"]).any()


def test_lone_method_and_key_account_have_one_holder(sample, flags) -> None:
    lone = flags[(flags["flag"] == "few_holders") & flags["sentence"].str.startswith("only holder")]
    assert {planted.LONE_METHOD_POST, planted.KEY_ACCOUNT_POST} <= set(lone["position_id"])


def test_key_account_depends_on_its_post(ranking) -> None:
    shares = ranking.measured.value["customer_dependence"]
    assert shares[planted.KEY_ACCOUNT_POST] == shares.max()


def test_retiring_head_and_paper_bench_are_flagged(flags) -> None:
    mine = set(flags.loc[flags["position_id"] == planted.RETIRING_HEAD_POST, "flag"])
    assert {"retires", "paper_backup", "no_ready_successor"} <= mine


def test_long_vacancy_is_flagged_with_its_date(flags) -> None:
    mine = flags[(flags["position_id"] == planted.LONG_VACANCY_POST) & (flags["flag"] == "vacant")]
    assert mine["sentence"].tolist() == [f"vacant since {planted.LONG_VACANCY_LEFT_ON}"]


def test_findings_name_the_first_key_post_and_the_contradicting_judge(
    sample, ranking, flags
) -> None:
    sentences = (*findings(ranking, flags), *doubts(ranking))
    assert ranking.key_positions[0] in sentences[0]
    assert any("judge-3" in sentence for sentence in sentences)


def test_shortlist_shows_the_posts_just_below_the_line(ranking, flags) -> None:
    posts = shortlist(ranking, flags, below=5)
    assert posts["verdict"].value_counts()["ordinary"] == 5
    assert posts["verdict"].iloc[0] == "key"


def test_coverage_counts_the_posts_of_each_criterion(ranking) -> None:
    rows = coverage(ranking).set_index("criterion")
    # An empty post has no holder, so its secrets are unknown, though it was rated.
    assert rows.loc["confidentiality", "measured_by"] == "secret value per year"
    assert rows.loc["confidentiality", "known"] == "319 of 333"
    assert rows.loc["confidentiality", "missing"] == "secret value per year unknown for 14 posts"


def test_compare_methods_on_the_sample(ranking) -> None:
    methods = compare_methods(ranking).set_index("method")
    assert len(methods) == 10
    assert (methods["rank_correlation_before_gates"] > 0.35).all()
    in_use = methods.loc["power mean, exponent 0 (in use)"]
    assert in_use.tolist()[:3] == [1, 1, 1]
    # Fewer posts pass the gates than there are places, so no other order can change the list.
    assert ranking.table["passes"].sum() < ranking.places
    assert methods.loc[["TOPSIS", "VIKOR", "PROMETHEE II"], "common_share_after_gates"].eq(1).all()
    assert in_use["warns"] == "no: the gates decide"


def test_criteria_diagnostics_point_at_the_registers_of_the_sample(ranking) -> None:
    found = criteria_diagnostics(ranking)
    rows = found.criteria.set_index("criterion")
    coverage = ranking.measured.coverage.set_index("criterion")
    shares = rows["posts_on_commonest"] / rows["posts_known"]
    assert shares.to_dict() == pytest.approx(
        coverage.loc[rows.index, "commonest_value_share"].to_dict()
    )
    assert rows["weight"].sum() == pytest.approx(1)
    assert rows["entropy_share"].sum() == pytest.approx(1)
    assert rows["critic_share"].sum() == pytest.approx(1)
    known, shared = rows.loc["confidentiality", ["posts_known", "posts_on_commonest"]]
    words = f"confidentiality ({shared} of {known} known posts share one value, weight 12 %)"
    assert any(words in sentence for sentence in diagnostic_sentences(found))


def test_rank_ranges_of_certain_key_posts_lie_on_the_list(ranking) -> None:
    ranges = rank_ranges(ranking, ranking.listed_positions).set_index("position_id")
    chance = ranking.table.set_index("position_id")["chance"]
    certain = ranges[chance[ranges.index] == 1]
    assert len(certain) > 5
    assert (certain["rank_high"] <= ranking.places).all()
    assert (ranges["rank_low"] <= ranges["rank_high"]).all()


def test_dominating_posts_of_the_sample_never_fall_behind(ranking, flags) -> None:
    chosen = shortlist(ranking, flags)["position_id"].tolist()
    found = dominating_posts(ranking, chosen)
    assert 0 < len(found.pairs) < len(chosen) * (len(chosen) - 1) / 2
    place = dict(zip(chosen, range(len(chosen)), strict=True))
    rows = ranking.dimensions.index.get_indexer(pd.Index(chosen))
    winning = pairwise_winning(ranking.model, rows, draws=400, seed=3)
    for pair in found.pairs.itertuples():
        assert winning[place[pair.ahead], place[pair.behind]] > 0.99


def test_post_that_the_person_makes_is_found(sample, ranking) -> None:
    table = seat_or_person(sample, ranking).set_index("position_id")
    mine = table.loc[planted.PERSON_MADE_POST]
    assert (mine["verdict"], mine["verdict_of_seat"]) == ("key", "ordinary")
    assert mine["reading"] == "made by the person"
    assert "skill scarcity" in mine["brought_along"]
    # Whoever sits in the planted key posts, they stay key or borderline.
    assert set(table.loc[list(planted.KEY_POSTS), "reading"]) == {"the seat"}
