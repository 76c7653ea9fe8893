"""The sliders of a choice: weights of every group, gates, places, and the mean."""

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as widgets

from workbench.positions.ranking.weights import DIMENSIONS
from workbench.positions.ranking.what_if import Choice
from workbench.words import in_words

_WIDE = widgets.Layout(width="27rem", max_width="100%")
_NAMED = {"description_width": "11rem"}
_MEANS = {
    "strong makes up for weak (1)": 1.0,
    "all are needed (0)": 0.0,
    "the weakest counts most (-2)": -2.0,
}


@dataclass(frozen=True)
class Share:
    """A slider in per cent for a share; ``start`` is the share before anybody moved it.

    A browser sends 22.000000000000004 back for 22 as soon as it draws a slider, so what counts is
    the step a slider stands on and not its number. ``whole`` is what the slider shows for 1.
    """

    slider: widgets.FloatSlider
    start: float
    whole: float = 100.0

    @property
    def value(self) -> float:
        """The share; on its first step it is the start to the last digit, which a step rounds."""
        steps = self._steps(float(self.slider.value))
        if steps == self._steps(self._shown_start):
            return self.start
        return steps * float(self.slider.step) / self.whole

    @property
    def _shown_start(self) -> float:
        return _rounded(self.start * self.whole, self.slider.step, self.slider.min)

    def _steps(self, shown: float) -> int:
        return round(shown / self.slider.step)

    def reset(self) -> None:
        """Put the slider back to its start."""
        self.slider.value = self._shown_start


class ChoiceSliders:
    """Sliders that stand on a choice, and the choice they are moved to.

    Parameters
    ----------
    start : the choice in force
    moved : called after every move that changes the choice
    """

    def __init__(self, start: Choice, moved: Callable[[], None]) -> None:
        self._start, self._moved, self._quiet = start, moved, False
        self.weights = {
            group: {
                item: share_slider(in_words(item), weight, least=1)
                for item, weight in items.items()
            }
            for group, items in start.weights.items()
            if len(items) > 1
        }
        self.gates = {
            name: share_slider(in_words(name), start.gates.get(name, 0))
            for name in start.weights[DIMENSIONS]
        }
        self.key_share = share_slider("key posts, % of all", start.key_share, least=0.5, step=0.5)
        self.exponent = _means(start.exponent)
        self._last = self.choice
        for each in (*(share.slider for share in self.all_shares), self.exponent):
            each.observe(self._on_move, names="value")

    @property
    def choice(self) -> Choice:
        """The choice the sliders stand on."""
        weights = {
            group: {item: share.value for item, share in shares.items()}
            for group, shares in self.weights.items()
        }
        gates = {
            name: share.value
            for name, share in self.gates.items()
            if share.value > 0 or name in self._start.gates
        }
        return Choice(
            {**self._start.weights, **weights}, gates, self.key_share.value,
            float(self.exponent.value),
        )  # fmt: skip

    def reset(self) -> None:
        """Put every slider back to its start."""
        self._quiet = True
        for share in self.all_shares:
            share.reset()
        self.exponent.value = self._start.exponent
        self._quiet = False
        self._on_move(None)

    def box(self) -> widgets.Widget:
        """Lay the sliders out; the weights inside the dimensions are folded."""
        inside = {name: shares for name, shares in self.weights.items() if name != DIMENSIONS}
        folded = widgets.Accordion(
            [_sliders(shares) for shares in inside.values()],
            titles=[f"Weights inside {in_words(name)}" for name in inside],
        )
        return widgets.VBox(
            [
                _titled("Weights of dimensions", _sliders(self.weights.get(DIMENSIONS, {}))),
                _titled("Gates: smallest value of a key post, 0 for none", _sliders(self.gates)),
                _titled("The cut", widgets.VBox([self.key_share.slider, self.exponent])),
                folded,
            ]
        )

    @property
    def all_shares(self) -> list[Share]:
        """Every slider of a share: weights, gates, and the cut."""
        inside = [share for shares in self.weights.values() for share in shares.values()]
        return [*inside, *self.gates.values(), self.key_share]

    def _on_move(self, _: object) -> None:
        if self._quiet or self.choice == self._last:
            return
        self._last = self.choice
        self._moved()


def share_slider(
    name: str,
    start: float,
    *,
    least: float = 0,
    most: float = 100,
    step: float = 1,
    whole: float = 100,
    shown: str = ".3g",
) -> Share:
    """Make a slider in per cent that stands on a share; it reaches at least as far as that.

    Parameters
    ----------
    name : its label
    start : the share it stands on
    least, most, step : of what it shows
    whole : what it shows for 1: 1 for a number that is no share
    shown : format of what it shows
    """
    value = _rounded(whole * start, step, least)
    slider = widgets.FloatSlider(
        value=value, min=least, max=max(most, value), step=step, description=name,
        readout_format=shown, style=_NAMED, layout=_WIDE,
    )  # fmt: skip
    return Share(slider, start, whole)


def _rounded(shown: float, step: float, least: float) -> float:
    return float(max(least, round(shown / step) * step))


def _means(start: float) -> widgets.Dropdown:
    named = {} if start in _MEANS.values() else {f"exponent {start:g}": start}
    return widgets.Dropdown(
        options={**named, **_MEANS}, value=start, description="mean across", style=_NAMED,
        layout=_WIDE,
    )  # fmt: skip


def _sliders(shares: dict[str, Share]) -> widgets.Widget:
    return widgets.VBox([share.slider for share in shares.values()])


def _titled(title: str, part: widgets.Widget) -> widgets.Widget:
    return widgets.VBox([widgets.HTML(f"<b>{title}</b>"), part])
