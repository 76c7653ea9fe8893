"""The sliders of the pools: weights of fit, least fit, places and posts a person."""

from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from workbench.pools.what_if import PoolOptions
from workbench.settings.pools import MOST_TRAIT_SHARE
from workbench.widgets.choosing import share_slider
from workbench.widgets.markup import WIDE

_MOST = {"competency": 100.0, "performance": 100.0, "match": 100.0 * MOST_TRAIT_SHARE}
_WORDS = {"competency": "competency", "performance": "performance", "match": "traits (match)"}


class OptionSliders:
    """Sliders that stand on options of the pools, and the options they are moved to.

    Parameters
    ----------
    start : the options in force
    moved : called after every move that changes an option
    """

    def __init__(self, start: PoolOptions, moved: Callable[[], None]) -> None:
        self._start, self._moved, self._quiet = start, moved, False
        self.weights = {
            part: share_slider(_WORDS[part], weight, most=_MOST[part])
            for part, weight in start.fit_weights.items()
        }
        self.least_fit = share_slider("least fit, %", start.least_fit)
        self.candidates_per_seat = _whole("candidates a seat", start.candidates_per_seat, most=10)
        self.pools_per_person = _whole("posts a person", start.pools_per_person, most=10)
        self._last = self.applied(start)
        for slider in self.all_sliders:
            slider.observe(self._on_move, names="value")

    def applied(self, options: PoolOptions) -> PoolOptions:
        """Give options with what the sliders stand on; locks and exclusions stay."""
        return replace(
            options,
            fit_weights={part: share.value for part, share in self.weights.items()},
            least_fit=self.least_fit.value,
            candidates_per_seat=int(self.candidates_per_seat.value),
            pools_per_person=int(self.pools_per_person.value),
        )

    def reset(self) -> None:
        """Put every slider back to its start, without telling anybody."""
        self._quiet = True
        for share in (*self.weights.values(), self.least_fit):
            share.reset()
        self.candidates_per_seat.value = self._start.candidates_per_seat
        self.pools_per_person.value = self._start.pools_per_person
        self._last, self._quiet = self.applied(self._start), False

    @property
    def all_sliders(self) -> list[widgets.Widget]:
        """Every slider, from top to bottom."""
        shares = [share.slider for share in (*self.weights.values(), self.least_fit)]
        return [*shares, self.candidates_per_seat, self.pools_per_person]

    def box(self) -> widgets.Widget:
        """Lay the sliders out."""
        weights, limits = self.all_sliders[: len(self.weights)], self.all_sliders[-3:]
        return widgets.VBox(
            [
                widgets.HTML("<b>Weights of fit, scaled to 100 %</b>"), *weights,
                widgets.HTML("<b>Who is proposed, and for how much</b>"), *limits,
            ]
        )  # fmt: skip

    def _on_move(self, _: object) -> None:
        now = self.applied(self._start)
        if self._quiet or now == self._last:
            return
        self._last = now
        self._moved()


def _whole(name: str, start: int, *, most: int) -> widgets.IntSlider:
    return widgets.IntSlider(
        value=start, min=1, max=max(most, start), description=name,
        style={"description_width": "11rem"},
        layout=WIDE,
    )  # fmt: skip
