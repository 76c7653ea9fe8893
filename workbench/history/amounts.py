"""Figures in words: before, now and the parts of the move, rounded so that they add up."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.history.register import Headline
from workbench.history.split import rounded_together

_LARGE = ((1e9, " bn"), (1e6, " M"), (1e3, " k"))
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Scale:
    """How one figure is written: divided by ``size``, to multiples of ``step``, with a unit.

    Two figures of one scale, and the parts between them, can be added up by a reader.
    """

    size: float
    step: float
    before: str = ""
    after: str = ""
    after_move: str = ""

    def write(self, amount: float, *, sign: bool = False) -> str:
        """Write an amount; unknown stays unknown."""
        if not math.isfinite(amount):
            return UNKNOWN
        return self.written(self.rounded(amount), sign=sign)

    def rounded(self, amount: float) -> float:
        """Divide and round to the step."""
        return round(amount / self.size / self.step) * self.step

    def written(self, number: float, *, sign: bool = False) -> str:
        """Write a number that is divided and rounded already; one with a sign is a move."""
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        text = f"{abs(number):,.{decimals}f}"
        if self.step == 0.5 and text.endswith(".0"):
            text = text[:-2]
        least = self.step / 2
        mark = "-" if number < -least else "+" if sign and number > least else ""
        after = self.after_move or self.after if sign else self.after
        return f"{mark}{self.before}{text}{after}"


def scale_of(headline: Headline, amounts: Sequence[float], currency: str) -> Scale:
    """Choose how a figure is written.

    Parameters
    ----------
    headline : the figure
    amounts : all that is written beside each other; unknown ones are passed over
    currency : of money

    Returns
    -------
    Scale; fine enough to see two digits of the move from the first to the second amount

    Examples
    --------
    >>> loss = Headline("loss", "expected loss", "money", -1)
    >>> scale = scale_of(loss, [1_579_826, 1_612_345], "EUR")
    >>> scale.write(1_579_826), scale.write(1_612_345), scale.write(32_519, sign=True)
    ('EUR 1.580 M', 'EUR 1.612 M', '+EUR 0.033 M')
    """
    known = [amount for amount in amounts if math.isfinite(amount)]
    largest = max(map(abs, known), default=0.0)
    move = abs(known[1] - known[0]) if len(known) > 1 else 0.0
    if headline.unit in ("posts", "places") or headline.name == "people_here":
        return Scale(1.0, 0.5)
    if headline.unit == "share":
        return Scale(0.01, _step(move / 0.01, 1.0, finest=0.1), after=" %", after_move=" points")
    if headline.unit == "people":
        return Scale(1.0, _step(move, 0.1, finest=0.001))
    size, word = next(((s, w) for s, w in _LARGE if largest >= s * 0.9995), (1.0, ""))
    usual = 10.0 ** (math.floor(math.log10(largest / size)) - 2) if largest else 1.0
    step = _step(move / size, max(usual, 1.0 if size == 1.0 else 0.01), finest=0.001)
    return Scale(size, 1.0 if size == 1.0 else step, before=f"{currency} ", after=word)


def parts_in_words(
    scale: Scale, before: float, now: float, parts: Mapping[str, float]
) -> dict[str, str]:
    """Write the parts of a move so that they add up to what the reader sees.

    Parameters
    ----------
    scale : as of ``scale_of``
    before, now : the figure in the two runs
    parts : amounts that sum to now less before

    Examples
    --------
    >>> parts_in_words(Scale(1.0, 1.0), 10.4, 14.6, {"data": 1.4, "settings": 2.8})
    {'data': '+2', 'settings': '+3'}
    """
    total = scale.rounded(now) - scale.rounded(before)
    amounts = [part / scale.size for part in parts.values()]
    rounded = rounded_together(amounts, total, step=scale.step)
    return {
        name: scale.written(number, sign=True) for name, number in zip(parts, rounded, strict=True)
    }


def few_in_words(number: int, least: int) -> str:
    """Write a number of people; a few are not counted out.

    Examples
    --------
    >>> few_in_words(0, 5), few_in_words(3, 5), few_in_words(12, 5)
    ('0', 'fewer than 5', '12')
    """
    return f"fewer than {least}" if 0 < number < least else f"{number:,}"


def _step(move: float, usual: float, *, finest: float) -> float:
    """Give the usual step, or a finer one where the move would not be seen in two digits."""
    if not move:
        return usual
    wanted = 10.0 ** (math.floor(math.log10(move)) - 1)
    return min(usual, max(wanted, finest))
