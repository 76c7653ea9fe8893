"""The sliders of a loss: scenario, leaving, tie, cover, methods written down, and the budget."""

import math
from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from workbench.drain.what_if.build import DrainWhatIf
from workbench.drain.what_if.options import DrainOptions, scenario_tie
from workbench.widgets.choosing import Share, share_slider
from workbench.widgets.markup import WIDE
from workbench.words import in_words

_MOST_FACTOR, _MOST_TIE = 3.0, 0.6
_STEPS = 100
_TOLD = {
    "leave_factor": "Multiplies everybody's rate of resigning, on top of the scenario",
    "correlation": "0: each leaves alone; higher: good and bad years hit everybody",
    "cover_share": "Middle of the part of the work that colleagues do; its ends move along",
    "written_share": "Part of every method that stays in a record when its holders go",
    "budget": "Money for measures within the horizon",
}


class DrainSliders:
    """Sliders that stand on options of a loss, and the options they are moved to.

    Parameters
    ----------
    what_if : a loss that can be computed again, from ``prepare_drain``
    moved : called after every move that changes an option
    """

    def __init__(self, what_if: DrainWhatIf, moved: Callable[[], None]) -> None:
        start, company = what_if.in_force, what_if.company
        self._start, self._settings = start, company.settings.drain
        self._moved, self._quiet = moved, False
        self.scenario = widgets.Dropdown(
            options=[(in_words(name), name) for name in self._settings.scenarios],
            value=start.scenario, description="Scenario", layout=WIDE,
        )  # fmt: skip
        self.shares = {
            "leave_factor": share_slider(
                "leaving, times as often", 1.0, most=_MOST_FACTOR, step=0.05, whole=1, shown=".2f"
            ),
            "correlation": share_slider(
                "tie of departures", start.correlation, most=_MOST_TIE, step=0.01, whole=1,
                shown=".2f",
            ),
            "cover_share": share_slider("colleagues cover, %", start.cover_share, shown=".0f"),
            "written_share": share_slider("methods written, %", start.written_share, shown=".0f"),
            "budget": _budget_slider(what_if),
        }  # fmt: skip
        for name, share in self.shares.items():
            share.slider.tooltip = _TOLD[name]
        self.limited = widgets.Checkbox(
            value=start.budget is not None, indent=False,
            description="Limit the budget (else: whatever pays for itself)", layout=WIDE,
        )  # fmt: skip
        self._show_budget()
        self._last = self.options
        self.scenario.observe(self._on_scenario, names="value")
        for each in (*(share.slider for share in self.shares.values()), self.limited):
            each.observe(self._on_move, names="value")

    @property
    def options(self) -> DrainOptions:
        """The options the sliders stand on."""
        values = {name: share.value for name, share in self.shares.items() if name != "budget"}
        budget = self.shares["budget"].value if self.limited.value else None
        return DrainOptions(scenario=str(self.scenario.value), budget=budget, **values)

    def reset(self) -> None:
        """Put everything back to its start."""
        self._quiet = True
        self.scenario.value = self._start.scenario
        self._take_tie()
        for share in self.shares.values():
            share.reset()
        self.limited.value = self._start.budget is not None
        self._quiet = False
        self._on_move(None)

    def box(self) -> widgets.Widget:
        """Lay the sliders out."""
        sliders = {name: share.slider for name, share in self.shares.items()}
        budget = sliders.pop("budget")
        return widgets.VBox(
            [
                widgets.HTML("<b>How people leave, and what stands still</b>"), self.scenario,
                *sliders.values(), widgets.HTML("<b>Money for measures</b>"), self.limited, budget,
            ]
        )  # fmt: skip

    def _on_scenario(self, _: object) -> None:
        """Take the tie of another scenario with it; everything else stays as chosen."""
        if self._quiet:
            return
        self._quiet = True
        self._take_tie()
        self.shares["correlation"].reset()
        self._quiet = False
        self._on_move(None)

    def _take_tie(self) -> None:
        tie = scenario_tie(self._settings, str(self.scenario.value))
        share = replace(self.shares["correlation"], start=tie)
        share.slider.max = max(_MOST_TIE, math.ceil(100 * tie) / 100)
        self.shares["correlation"] = share

    def _show_budget(self) -> None:
        self.shares["budget"].slider.disabled = not self.limited.value

    def _on_move(self, _: object) -> None:
        if self._quiet:
            return
        self._show_budget()
        if self.options == self._last:
            return
        self._last = self.options
        self._moved()


def _budget_slider(what_if: DrainWhatIf) -> Share:
    """Reach from 0 to what all useful measures cost, in about a hundred round steps."""
    start = what_if.in_force.budget
    most = max(what_if.most_budget, start or 0.0)
    step = _round_step(most / _STEPS)
    if start is None:
        start = step * round(what_if.before.plan.cost / step)
    return share_slider(
        f"budget, {what_if.company.settings.currency}", start, most=step * math.ceil(most / step),
        step=step, whole=1, shown=",.0f",
    )  # fmt: skip


def _round_step(step: float) -> float:
    """Round a step up to 1, 2 or 5 times a power of ten, at least 1.

    Examples
    --------
    >>> _round_step(5147.4), _round_step(0.2)
    (10000.0, 1.0)
    """
    if step <= 1:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(step))
    return next(part * unit for part in (1.0, 2.0, 5.0, 10.0) if part * unit >= step)
