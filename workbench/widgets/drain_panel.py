"""A panel for the loss: move the assumptions, see curve, posts and plan at once."""

from collections.abc import Sequence

import ipywidgets as widgets

from workbench.company import Company
from workbench.drain.what_if.build import DrainWhatIf, drain_with, prepare_drain
from workbench.widgets.drain_answers import DrainAnswers
from workbench.widgets.drain_sliders import DrainSliders
from workbench.widgets.markup import answer, button, close, panel, paragraph, sentence_not_traceback

_NOTES = (
    "Leaving multiplies everybody's rate of resigning on top of the scenario; retirements stay on "
    "their dates.",
    "The tie moves the bad end and leaves the expected loss as it is. Another scenario brings its "
    "own tie.",
    "Cover is the middle of its range. Downwards the ends shrink with it, upwards what is left to "
    "all of the work does, so 0 is nothing for sure and 100 everything for sure.",
    "A method that is written down goes on without its holders, as with a measure against the loss "
    "of methods. What is secret gets out all the same.",
    "The plan is by expected loss with the middle effects. The curve is the loss without it.",
)


class DrainPanel:
    """Scenario and sliders on the left, what they lead to on the right.

    Parameters
    ----------
    what_if : a loss that can be computed again, from ``prepare_drain``
    """

    def __init__(self, what_if: DrainWhatIf) -> None:
        self.what_if, self.now = what_if, what_if.before
        self.answers = DrainAnswers(what_if)
        self.sliders = DrainSliders(what_if, self.refresh)
        self.back = button("Back to the settings", "undo")
        self.back.on_click(lambda _: self.sliders.reset())
        self.summary, self.plan, self.table = (widgets.HTML() for _ in range(3))
        self.curve, self.posts = (
            # The room of a picture is kept while it is drawn anew, so that the page stays put.
            widgets.Output(
                layout=widgets.Layout(flex="1 1 24rem", min_width="0", min_height="27rem")
            )
            for _ in range(2)
        )
        self.refresh()

    def refresh(self) -> None:
        """Compute the loss with the options chosen, and show it; what is wrong is said in words."""
        answer(self._refresh, self._say)

    def _refresh(self) -> None:
        self.now = drain_with(self.what_if, self.sliders.options)
        if self.now.lacks:
            self._say(self.now.lacks)
            return
        self.summary.value = _spoken(self.answers.figures(self.now))
        self.plan.value = close(self.answers.plan(self.now))
        self.table.value = close(self.answers.table(self.now))
        self.curve.outputs, self.posts.outputs = self.answers.pictures(self.now)

    def widget(self) -> widgets.Widget:
        """Give the panel as one widget."""
        notes = "".join(f"<li>{words}</li>" for words in _NOTES)
        told = f"<details><summary>What the sliders do</summary><ul>{notes}</ul></details>"
        left = widgets.VBox(
            [self.sliders.box(), self.back, widgets.HTML(close(told))],
            layout=widgets.Layout(flex="0 1 29rem"),
        )
        pictures = widgets.HBox([self.curve, self.posts], layout=_wrapped())
        # A fold of its own stays open while its content changes.
        tables = widgets.Accordion([self.table], titles=["Tables behind the pictures"])
        right = widgets.VBox(
            [self.summary, pictures, self.plan, tables],
            layout=widgets.Layout(flex="1 1 30rem", min_width="0"),
        )
        return panel(left, right)

    def _say(self, words: str) -> None:
        """Show a sentence in place of all answers."""
        self.summary.value = _spoken(paragraph(words))
        self.plan.value = self.table.value = ""
        self.curve.outputs = self.posts.outputs = ()


def _wrapped() -> widgets.Layout:
    return widgets.Layout(flex_flow="row wrap")


def _spoken(markup: str) -> str:
    """Let a screen reader say what changed."""
    return f'<div role="status" aria-live="polite">{close(markup)}</div>'


@sentence_not_traceback
def drain_panel(
    company: Company,
    positions: Sequence[str],
    *,
    scenario: str = "as_usual",
    horizon_days: int | None = None,
) -> widgets.Widget:
    """Show a panel that moves scenario, leaving, tie, cover, records and budget.

    Parameters
    ----------
    company, positions, scenario, horizon_days : as in ``drain_risk``

    Returns
    -------
    A widget for JupyterLab
    """
    what_if = prepare_drain(company, positions, scenario=scenario, horizon_days=horizon_days)
    return DrainPanel(what_if).widget()
