"""A panel for the pools: move weights and limits, lock people in or leave them out, see at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from workbench.company import Company
from workbench.errors import WorkbenchError
from workbench.pools.targets import Basis
from workbench.pools.what_if import (
    PoolOptions,
    PoolsWhatIf,
    pools_with,
    prepare_pools,
    settings_of,
)
from workbench.privacy import name_people
from workbench.settings.record import record_decision
from workbench.widgets.markup import (
    WIDE,
    answer,
    button,
    close,
    items,
    panel,
    paragraph,
    sentence_not_traceback,
)
from workbench.widgets.pools_answers import PoolAnswers
from workbench.widgets.pools_compare import CandidateCompare
from workbench.widgets.pools_hand import HandButtons
from workbench.widgets.pools_sliders import OptionSliders
from workbench.widgets.pools_view import people_of, standing_by


class PoolsPanel:
    """Post, people and sliders on the left, what they lead to on the right, and a way to keep it.

    Parameters
    ----------
    what_if : pools that can be filled again, from ``prepare_pools``
    settings_file : where a choice is written; None where it cannot be
    show_names : show names beside ids
    """

    def __init__(
        self, what_if: PoolsWhatIf, settings_file: Path | None, *, show_names: bool = False
    ) -> None:
        self.what_if, self._file, self._show_names = what_if, settings_file, show_names
        self.now, self.problem = pools_with(what_if, what_if.in_force), ""
        self.answers = PoolAnswers(what_if, self.now, show_names=show_names)
        self.compare = CandidateCompare(what_if.company, show_names=show_names)
        self.sliders = OptionSliders(what_if.in_force, self.refresh)
        self.hand = HandButtons(what_if.in_force, self._by_hand, self._say)
        posts = _posts(self.now.targets)
        self.post = widgets.Dropdown(options=posts, description="Post", layout=WIDE)
        self.back = button("Back to the settings", "undo")
        self.write = button("Write to the settings", "save")
        self.reason = widgets.Text(
            placeholder="why, in a few words", description="Reason", layout=WIDE
        )
        self.message, self.summary, self.details, self.chain, self.others = (
            widgets.HTML() for _ in range(5)
        )
        self.post.observe(lambda _: self.show(), names="value")
        self.back.on_click(lambda _: self._on_back())
        self.write.on_click(lambda _: self._say(*self._written()))
        self.show()

    @property
    def options(self) -> PoolOptions:
        """What sliders and buttons have been moved to."""
        return self.sliders.applied(self.hand.options)

    def refresh(self) -> None:
        """Fill the pools again with the options chosen, and show them."""
        try:
            self.now, self.problem = pools_with(self.what_if, self.options), ""
        except WorkbenchError as problem:
            self.problem = str(problem)
        self.show()

    def show(self) -> None:
        """Show the post that is chosen; a contradiction takes the place of all tables."""
        answer(self._show, self._tell)

    def _show(self) -> None:
        if lack := self.what_if.company.lacks("requirements", "assessments"):
            self.summary.value = close(paragraph(f"Who fits which post is {lack}."))
            return
        if self.post.value is None:
            self.summary.value = close(paragraph("No post has a pool: name a key post first."))
            return
        self._offer_people()
        if self.problem:
            self._tell(self.problem)
            return
        post, now, options, answers = str(self.post.value), self.now, self.options, self.answers
        self.summary.value = close(answers.bench(now, post))
        self.details.value = close(answers.proposed(now, post) + answers.gaps(now, post))
        self.chain.value = close(answers.chain(options, post))
        self.compare.show(now, answers.before, options, post)
        self.others.value = close(answers.standing_by(now, post))

    def widget(self) -> widgets.Widget:
        """Give the panel as one widget."""
        left = widgets.VBox(
            [self.post, self.hand.box(), self.sliders.box(), self.back, self.reason,
             self.write, self.message],
            layout=widgets.Layout(flex="0 1 29rem"),
        )  # fmt: skip
        right = widgets.VBox(
            [self.summary, self.details, self.chain, self.compare.box(), self.others],
            layout=widgets.Layout(flex="1 1 30rem"),
        )
        return panel(left, right)

    def _offer_people(self) -> None:
        """Offer who is proposed, who could stand by, and who is in or out by hand."""
        post = str(self.post.value)
        proposed = people_of(self.now, post)
        more = [*standing_by(self.now, post)["employee_id"], *self.hand.set_by_hand(post)]
        others = [who for who in dict.fromkeys(more) if who not in proposed]
        people = pd.DataFrame({"employee_id": [*proposed, *others]}, dtype="str")
        names = name_people(people, self.what_if.company, show_names=self._show_names)
        self.hand.offer(post, proposed, others, list(names["employee_id"]))

    def _by_hand(self) -> str:
        """Fill the pools again after a lock; a contradiction that was there before is no reason."""
        before = self.problem
        self.refresh()
        return "" if before else self.problem

    def _on_back(self) -> None:
        self.hand.reset()
        self.sliders.reset()
        self._say("")
        self.refresh()

    def _tell(self, words: str) -> None:
        """Show a sentence in place of all tables."""
        self.summary.value = close(paragraph(words))
        self.details.value = self.chain.value = self.others.value = ""
        self.compare.hide()

    def _say(self, first: str, *more: str) -> None:
        self.message.value = close(paragraph(first) + items(more)) if first else ""

    def _written(self) -> tuple[str, ...]:
        """Write the choice and say so: a sentence, then each setting that changed."""
        if self._file is None:
            return ("Nothing written: name a settings file in the parameter settings first.",)
        if self.problem:
            return (f"Nothing written. {self.problem}",)
        changes = settings_of(self.what_if, self.options)
        try:
            words = record_decision(self._file, changes, reason=self.reason.value, on=date.today())
        except (WorkbenchError, OSError) as problem:
            return (f"Nothing written. {problem}",)
        return (f"Written to {self._file.name}. Run the notebook again.", *words)


def _posts(targets: pd.DataFrame) -> list[tuple[str, str]]:
    """Offer key posts first."""
    rows = targets.sort_values(["pool", "position_id"])
    names = rows["title"].fillna("") + " (" + rows["position_id"] + "): " + rows["pool"]
    return list(zip(names, rows["position_id"], strict=True))


@sentence_not_traceback
def pools_panel(
    company: Company,
    key_positions: Sequence[str],
    *,
    settings_file: Path | None = None,
    show_names: bool = False,
    candidates_per_seat: int | None = None,
    pools_per_person: int | None = None,
    least_fit: float | None = None,
    horizon_days: int | None = None,
    demand_basis: Basis = "seats",
) -> widgets.Widget:
    """Show a panel that changes what the pools are filled with, and keeps the choice.

    Parameters
    ----------
    company, key_positions : what the pools are for
    settings_file : where a choice is written, see ``settings_file`` of the company room
    show_names : show names beside ids
    candidates_per_seat, pools_per_person, least_fit, horizon_days, demand_basis : as in
        ``build_pools``

    Returns
    -------
    A widget for JupyterLab
    """
    what_if = prepare_pools(
        company, key_positions, candidates_per_seat=candidates_per_seat,
        pools_per_person=pools_per_person, least_fit=least_fit, horizon_days=horizon_days,
        demand_basis=demand_basis,
    )  # fmt: skip
    return PoolsPanel(what_if, settings_file, show_names=show_names).widget()
