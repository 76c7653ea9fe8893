"""Pictures and cards of reasons: they add up, state the finding, and never carry markup."""

import json

import pandas as pd
import pytest

from workbench.charts import cards, post_cards, why

STEPS = pd.DataFrame(
    {
        "step": ["replaceability", "resources", "brokerage", "scope"],
        "measured": ["16 months to replace", "EUR 5 k <b>a year</b>", "", "rated 2 of 5"],
        "typical": ["6 months to replace", "EUR 80 k a year", "", "rated 2 of 5"],
        "adds": [0.3, -0.1, 0.004, 0.0],
    }
)
ATTACK = "<img src=x onerror=alert(1)>"


def test_plot_steps_go_from_the_typical_to_the_own_score() -> None:
    figure = why.plot_steps(STEPS, title="Buyer (P1)", typical_score=0.2, score=0.404)
    bars = figure.data[0]
    assert list(bars.y) == [
        "A typical post", "Replaceability<br>16 months to replace",
        "Resources<br>EUR 5 k &lt;b&gt;a year&lt;/b&gt;", "2 smaller steps", "This post",
    ]  # fmt: skip
    ends = [base + length for base, length in zip(bars.base, bars.x, strict=True)]
    assert ends == pytest.approx([0.2, 0.5, 0.4, 0.404, 0.404])
    assert list(bars.text) == ["0.20", "+0.30", "-0.10", "about 0", "0.40"]
    assert figure.layout.title.text == "Replaceability lifts Buyer (P1) most"


def test_plot_steps_of_a_typical_post_say_so() -> None:
    figure = why.plot_steps(STEPS.tail(1), title="Clerk (P2)", typical_score=0.2, score=0.2)
    assert figure.layout.title.text == "Clerk (P2) is like a typical post"


def test_plot_duels_count_the_pairs_that_are_open() -> None:
    duels = pd.DataFrame(
        [("P1", "P2", 1.0), ("P2", "P1", 0.0), ("P1", "P3", 0.6), ("P3", "P1", 0.4),
         ("P2", "P3", 0.99), ("P3", "P2", 0.01)],
        columns=["position_id", "rival_id", "wins_share"],
    )  # fmt: skip
    titles = pd.Series({"P1": ATTACK, "P2": "Buyer", "P3": "Clerk"})
    figure = why.plot_duels(duels, ["P1", "P2", "P3"], titles)
    assert figure.layout.title.text.startswith("1 of 3 pairs")
    assert list(figure.data[0].z[0][1:]) == [100.0, 60.0]
    assert "<img" not in figure.to_json().replace("\\u003c", "<")


@pytest.fixture
def made() -> list[cards.Card]:
    posts = pd.DataFrame(
        {"position_id": ["P1", "P2"], "title": [ATTACK, "Clerk"], "verdict": ["key", "ordinary"],
         "score": [0.404, None], "typical_score": [0.2, None]}
    )  # fmt: skip
    columns = ["position_id", "criterion", "now", "borderline_from", "key_from"]
    row = ("P1", "Resources", ATTACK, "EUR 1", "EUR 2")
    changes = pd.DataFrame([row], columns=columns)
    return post_cards.post_cards(
        posts, facts=pd.Series({"P1": (ATTACK, "vacant"), "P2": ("ordinary",)}),
        steps=STEPS.assign(position_id="P1"), changes=changes,
        rivals=pd.Series({"P1": f"open: {ATTACK}"}), profiles={},
    )  # fmt: skip


def test_post_cards_hold_facts_steps_changes_and_rivals(made) -> None:
    first, second = made
    assert second.name == "Clerk (P2): ordinary"
    assert [isinstance(part, str) for part in first.parts] == [True, False, True, True]
    assert "<li>vacant</li>" in str(first.parts[0])
    assert "EUR 2" in str(first.parts[2])
    assert "No change of one criterion alone" in str(second.parts[1])


def test_post_cards_never_carry_markup(made) -> None:
    outputs = [part["data"] for part in cards.card_outputs(made[0])]
    assert "<img" not in json.dumps(outputs).replace("\\u003c", "<")


def test_show_cards_give_the_report_figures_and_a_notebook_texts(made, monkeypatch) -> None:
    shown: list[dict] = []
    monkeypatch.setattr(cards, "display", lambda bundle, raw: shown.append(bundle))
    cards.show_cards(made, choose="Choose a post")
    content = shown[0][cards.CARDS]
    assert content["choose"] == "Choose a post"
    assert [card["name"] for card in content["cards"]] == [card.name for card in made]
    assert sum("figure" in part for part in content["cards"][0]["parts"]) == 1
    assert shown[0]["text/html"].count("<details>") == 2
    assert "<img" not in shown[0]["text/html"]
    cards.show_cards([], choose="Choose a post")
    assert len(shown) == 1
