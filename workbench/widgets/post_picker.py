"""A list of all posts, and the reasons behind the place of the one that is chosen."""

import ipywidgets as widgets
import pandas as pd

from workbench.charts.cards import Card, card_outputs
from workbench.charts.post_cards import post_cards
from workbench.company import Company
from workbench.positions.profile.profile import described_profiles
from workbench.positions.ranking.rank import Ranking
from workbench.positions.why.explain import explain
from workbench.positions.why.words import changes_in_words, facts_in_words, rivals_in_words
from workbench.widgets.markup import answer, panel, paragraph, sentence_not_traceback

_ASK = "choose a post"


class PostPicker:
    """Choose any open post and see its card, with the posts of the list as its rivals.

    Parameters
    ----------
    company, ranking, flags : what was ranked, how, and the flags of its posts
    """

    def __init__(self, company: Company, ranking: Ranking, flags: pd.DataFrame) -> None:
        self._company, self._ranking, self._flags = company, ranking, flags
        table = ranking.table
        names = table["title"].fillna("") + " (" + table["position_id"] + "): " + table["verdict"]
        self.posts = widgets.Dropdown(
            options=[(_ASK, ""), *zip(names, table["position_id"], strict=True)],
            description="Post",
            layout=widgets.Layout(width="34rem", max_width="100%"),
        )  # fmt: skip
        self.card = widgets.Output()
        self.posts.observe(lambda _: self.show(), names="value")

    def show(self) -> None:
        """Show the card of the chosen post, or none."""
        answer(self._show, self._tell)

    def _show(self) -> None:
        chosen = str(self.posts.value)
        ranked = (self._company, self._ranking, self._flags)
        self.card.outputs = card_outputs(card_of(*ranked, chosen)) if chosen else ()

    def _tell(self, words: str) -> None:
        self.card.outputs = card_outputs(Card("", (paragraph(words),)))

    def widget(self) -> widgets.Widget:
        """Give list and card as one widget."""
        return panel(widgets.VBox([self.posts, self.card]))


def card_of(company: Company, ranking: Ranking, flags: pd.DataFrame, position_id: str) -> Card:
    """Make the card of one post, with the key and borderline posts as its rivals."""
    rivals = [post for post in ranking.listed_positions if post != position_id]
    why = explain(company, ranking, [position_id, *rivals])
    return post_cards(
        why.posts.head(1),
        facts=facts_in_words(why, flags),
        steps=why.steps,
        changes=changes_in_words(why.changes),
        rivals=rivals_in_words(why.duels),
        profiles=described_profiles(company, [position_id]),
    )[0]


@sentence_not_traceback
def post_picker(company: Company, ranking: Ranking, flags: pd.DataFrame) -> widgets.Widget:
    """Show a list of all open posts with the card of the one that is chosen.

    Parameters
    ----------
    company, ranking, flags : what was ranked, how, and the flags of its posts

    Returns
    -------
    A widget for JupyterLab
    """
    return PostPicker(company, ranking, flags).widget()
