"""What the page says first: whole sentences for one and for many, and nothing that is not so."""

from dataclasses import replace

import pandas as pd
import pytest

from workbench.positions.display import reasons_first, shortlist
from workbench.positions.findings import doubts, findings
from workbench.positions.ranking.rank import rank_positions
from workbench.positions.why.explain import explain
from workbench.positions.why.flags import flag_posts
from workbench.positions.why.words import lifted_in_words

DRAWS = 200


@pytest.fixture(scope="module")
def ranking(sample):
    return rank_positions(sample, draws=DRAWS)


def with_verdicts(ranking, **verdicts):
    table = ranking.table.assign(verdict="ordinary").set_index("position_id")
    for post, verdict in verdicts.items():
        table.loc[post, "verdict"] = verdict
        if verdict == "provisional":
            table.loc[post, "gates"] = "scarcity not assessed"
    return replace(ranking, table=table.reset_index())


@pytest.fixture
def flags():
    rows = [("P0035", "vacant"), ("P0035", "hard_market"), ("P0036", "hard_market")]
    return pd.DataFrame(rows, columns=["position_id", "flag"])


def test_findings_of_one_post_are_in_the_singular(ranking, flags) -> None:
    one = with_verdicts(ranking, P0035="key", P0063="provisional", P0036="borderline")
    what, borderline, _, why = findings(one, flags)
    assert what.startswith("1 of 333 posts is key: Process control programmer (P0035). 1 leads ")
    assert "could not be assessed for it: its place rests on" in what
    assert borderline.startswith("1 is on the borderline: Colour laboratory technician (P0036)")
    assert why == "The key post is vacant and in a hard market."


def test_findings_of_two_posts_are_in_the_plural(ranking, flags) -> None:
    both = with_verdicts(
        ranking, P0035="key", P0036="key", P0063="provisional", P0021="provisional",
        P0034="borderline", P0037="borderline",
    )  # fmt: skip
    what, borderline, _, why = findings(both, flags)
    assert what.startswith("2 of 333 posts are key: ")
    assert "2 lead provisionally" in what and "for them: their places rest on" in what
    assert borderline.endswith(
        "Measure first what gates rest on and is not known of all of them: strategic contribution "
        "and skill scarcity."
    )
    assert why == "Of the 2 key posts: 1 vacant and 2 in a hard market."


def test_findings_without_a_key_post_name_none(ranking, flags) -> None:
    what, *_ = findings(with_verdicts(ranking), flags)
    assert what == "None of 333 posts are key."


def test_doubts_name_what_gates_rest_on_and_hardly_anybody_knows(sample, ranking) -> None:
    known = sample.table("result_areas").dropna(subset=["goal_id"])["position_id"].nunique()
    (sentence,) = [words for words in doubts(ranking) if words.startswith("A gate rests on")]
    assert "strategic contribution (197 of 333)" in sentence
    assert known < 333 / 2


def test_doubts_of_a_company_of_ids_say_that_nothing_is_measured(make_company) -> None:
    company = make_company()
    ranking = rank_positions(company, draws=DRAWS)
    assert findings(ranking, flag_posts(company))[0].startswith("Nothing is known about")
    assert not any("A gate rests on" in sentence for sentence in doubts(ranking))


def test_reasons_first_says_why_a_post_is_there_or_not(sample, ranking) -> None:
    posts = shortlist(ranking, flag_posts(sample))
    why = explain(sample, ranking, posts["position_id"].tolist())
    shown = reasons_first(posts, lifted_in_words(why.steps)).set_index(posts["position_id"])
    assert (
        shown.loc["P0063", "why"]
        == "11 % of the customers' margin; 1 person holds the scarcest skill"
    )
    assert shown.loc["P0034", "why"].startswith("strategic value 0.35 is below its gate 0.40")
    assert "no ready successor" in shown.loc["P0063", "needs_attention"]
    assert shown["score"].tolist() == posts["score"].tolist()
