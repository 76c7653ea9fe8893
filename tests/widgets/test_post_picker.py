import pytest

from tests.widgets.test_ranking_panel import SAMPLE
from workbench.company import load_company
from workbench.positions import flag_posts, rank_positions
from workbench.widgets.post_picker import PostPicker, card_of


@pytest.fixture(scope="module")
def ranked():
    company = load_company(SAMPLE)
    return company, rank_positions(company, draws=200), flag_posts(company)


def test_card_of_an_ordinary_post_compares_it_with_the_list(ranked) -> None:
    card = card_of(*ranked, "P0018")
    assert card.name == "Powder development lead (P0018): ordinary"
    texts = " ".join(part for part in card.parts if isinstance(part, str))
    assert "is below its gate 0.40" in texts
    assert f"Of {len(ranked[1].listed_positions)} rivals it stays above" in texts


def test_post_picker_offers_every_open_post(ranked) -> None:
    picker = PostPicker(*ranked)
    assert len(picker.posts.options) == 1 + len(ranked[1].table)
    assert picker.card.outputs == ()
    picker.posts.value = "P0018"
    texts = [part["data"].get("text/html", "") for part in picker.card.outputs]
    assert "is below its gate 0.40" in texts[0]
    assert any("application/vnd.plotly.v1+json" in part["data"] for part in picker.card.outputs)
    picker.posts.value = ""
    assert picker.card.outputs == ()
