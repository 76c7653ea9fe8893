"""Up to four people judged for a post, side by side, as sliders and locks move."""

import ipywidgets as widgets
import pandas as pd

from workbench.charts.candidate_cards import level_card, side_by_side
from workbench.charts.cards import Card, card_outputs
from workbench.charts.tables import html_table
from workbench.company import Company
from workbench.pools.evaluation import Evaluation, evaluate, weighed
from workbench.pools.evaluation.display import comparison, gate_view, level_view
from workbench.pools.evaluation.standing import judged_people
from workbench.pools.what_if import PoolOptions, Selected, checked_weights
from workbench.privacy import name_people
from workbench.settings.pools import FitWeights
from workbench.widgets.markup import WIDE, button, close, paragraph

MOST = 4
_ASK = ("add a person", "")


class CandidateCompare:
    """A list of everybody judged for a post, up to four of them side by side, and their levels.

    As long as nobody is chosen by hand, the first four people proposed are shown.

    Parameters
    ----------
    company : the checked company
    show_names : show names beside ids
    """

    def __init__(self, company: Company, *, show_names: bool) -> None:
        self._company, self._show_names = company, show_names
        self._chosen: list[str] | None = None
        self._now: tuple[Selected, Selected, PoolOptions] | None = None
        self._post, self.people = "", list[str]()
        self._drawn: tuple[str, ...] = ()
        self._found: tuple[tuple[str, ...], Evaluation] | None = None
        self._weights: FitWeights | None = None
        self.person = widgets.Dropdown(options=[_ASK], description="Compare", layout=WIDE)
        self.off = widgets.HBox([], layout=widgets.Layout(flex_flow="row wrap"))
        self.first = button("First four proposed", "undo")
        self.message, self.table = widgets.HTML(), widgets.HTML()
        self.picture = widgets.Output()
        self.person.observe(lambda _: self._on_add(), names="value")
        self.first.on_click(lambda _: self._choose(None))

    def show(self, now: Selected, before: Selected, options: PoolOptions, post: str) -> None:
        """Show the people of a post; another post starts with the people proposed for it.

        Parameters
        ----------
        now, before : the pools as chosen, and those in force
        options : what was chosen, of which the weights are read
        post : a position_id
        """
        if self._post != post:
            self._chosen, self._post, self.message.value = None, post, ""
        self._now = (now, before, options)
        self._show()

    def hide(self) -> None:
        """Show and offer nobody, as where a contradiction takes the place of all tables."""
        self._now, self.people, self.person.options = None, [], [_ASK]
        self._show_buttons({})
        self._clear()

    def box(self) -> widgets.Widget:
        """Lay list, table and picture out."""
        head = widgets.HBox([self.person, self.first], layout=self.off.layout)
        return widgets.VBox(
            [widgets.HTML("<b>Candidates side by side</b>"), head, self.off, self.message,
             self.table, self.picture]
        )  # fmt: skip

    def _show(self) -> None:
        assert self._now is not None
        now, before, options = self._now
        judged = judged_people(now, self._post)
        people = self.people = self._side(judged)
        labels = self._labels(judged)
        self._offer(judged, people, labels)
        self._show_buttons({who: labels[who] for who in people})
        if not people:
            self._clear()
            self.table.value = close(paragraph("Nobody is chosen: add a person."))
            return
        found = self._evaluated(now, options)
        compared = _with_fit_before(comparison(found), before, found)
        told = pd.concat([_standing_rows(judged, people), compared], ignore_index=True)
        self.table.value = close(self._side_by_side(told, labels))
        if self._drawn != (self._post, *people):
            self._drawn = (self._post, *people)
            self.picture.outputs = card_outputs(self._card(found, labels))

    def _side(self, judged: pd.DataFrame) -> list[str]:
        """Give the ids of the people to be set side by side."""
        if self._chosen is None:
            return list(judged.loc[judged["standing"] == "proposed", "employee_id"].head(MOST))
        return [who for who in self._chosen if who in set(judged["employee_id"])]

    def _evaluated(self, now: Selected, options: PoolOptions) -> Evaluation:
        """Evaluate the people; what rests on no weight is found once."""
        weights = checked_weights(options.fit_weights)
        key = (self._post, *self.people)
        if self._found is None or self._found[0] != key:
            found = evaluate(self._company, now, self._post, self.people, weights=weights)
            self._found, self._weights = (key, found), weights
        if self._weights != weights:
            found = weighed(self._company, self._found[1], weights)
            self._found, self._weights = (key, found), weights
        return self._found[1]

    def _clear(self) -> None:
        self.table.value, self.picture.outputs, self._drawn = "", (), ()

    def _labels(self, judged: pd.DataFrame) -> dict[str, str]:
        shown = name_people(judged, self._company, show_names=self._show_names)
        return dict(zip(judged["employee_id"], shown["employee_id"], strict=True))

    def _offer(self, judged: pd.DataFrame, people: list[str], labels: dict[str, str]) -> None:
        offered = [
            (f"{labels[who]}: {words}", who)
            for who, words in zip(judged["employee_id"], judged["words"], strict=True)
            if who not in people
        ]
        if self.person.options != (_ASK, *offered):
            self.person.options = [_ASK, *offered]
        self.person.value = ""

    def _show_buttons(self, labels: dict[str, str]) -> None:
        """Give everybody side by side a button to take him or her off."""
        if [one.description for one in self.off.children] == list(labels.values()):
            return
        buttons, old = [], self.off.children
        for who, label in labels.items():
            off = button(label, "times")
            off.tooltip = "Take off"
            off.on_click(
                lambda _, who=who: self._choose([one for one in self.people if one != who])
            )
            buttons.append(off)
        self.off.children = buttons
        for each in old:
            each.close()

    def _on_add(self) -> None:
        who, people = str(self.person.value or ""), self.people
        if not who or who in people:
            return
        if len(people) >= MOST:
            self.person.value = ""
            words = f"Not added: {MOST} people are side by side already. Take one off first."
            self.message.value = close(paragraph(words))
            return
        self._choose([*people, who])

    def _choose(self, people: list[str] | None) -> None:
        self._chosen, self.message.value = people, ""
        if self._now is not None:
            self._show()

    def _side_by_side(self, told: pd.DataFrame, labels: dict[str, str]) -> str:
        named = told.assign(employee_id=told["employee_id"].map(labels)).drop(columns="position_id")
        return html_table(
            side_by_side(named), caption="Side by side", as_written=set(labels.values())
        )

    def _card(self, found: Evaluation, labels: dict[str, str]) -> Card:
        """Draw the levels, and fold what does not change with weights."""
        post = found.posts.iloc[0]
        levels, held, gates = (
            table.assign(employee_id=table["employee_id"].map(labels)).drop(columns="position_id")
            for table in (found.levels, level_view(found), gate_view(found))
        )
        name = f"{post['title']} ({post['position_id']})"
        return level_card(name, levels=levels, held=held, gates=gates)


def _standing_rows(judged: pd.DataFrame, people: list[str]) -> pd.DataFrame:
    words = judged.set_index("employee_id")["words"]
    return pd.DataFrame(
        {"position_id": "", "employee_id": people, "item": "standing",
         "words": [words[who] for who in people]}
    )  # fmt: skip


def _with_fit_before(told: pd.DataFrame, before: Selected, found: Evaluation) -> pd.DataFrame:
    """Say the fit in force behind the fit of everybody whose fit has changed."""
    judged, people = before.candidates, found.people
    post = judged.position_ids.index(found.posts["position_id"].iloc[0])
    words = told["words"].copy()
    for who, fit in zip(people["employee_id"], people["fit"], strict=True):
        was = float(judged.fit.overall.point[judged.employee_ids.index(who), post])
        shown = ["unknown" if pd.isna(one) else f"{one:.3f}" for one in (was, fit)]
        if shown[0] != shown[1]:
            words[(told["employee_id"] == who) & (told["item"] == "fit")] += f"; before {shown[0]}"
    return told.assign(words=words)
