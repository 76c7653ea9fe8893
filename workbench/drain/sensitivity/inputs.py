"""The inputs whose ranges are tried: those of the settings, who leaves, the tie, time to fill."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.drain.ground import Ground
from workbench.drain.scenarios import Exits
from workbench.settings import Range
from workbench.settings.drain import LossInputs

LEAVING, TIE, FILL = "rate_of_leaving", "correlation", "fill_days"
_REPLACED = "leave_rate_per_year"
# Ends of the tie that one company's history cannot tell from each other.
LEAST_TIE, MOST_TIE = 0.05, 0.30
OWN_DATA, ASSUMPTION, PLACEHOLDER, SOURCE, NO_SOURCE = (
    "own data", "assumption", "placeholder without evidence", "source given", "no source given",
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """A quantity that is known as a range.

    ``name`` is that of the settings or one of ``LEAVING``, ``TIE`` and ``FILL``; ``words`` what a
    reader calls it; ``basis`` what kind of source it has. For everybody's rate of leaving the range
    is the mean chance within the horizon, for the time to fill the mean over the people.
    """

    name: str
    words: str
    sentence: str
    range: Range
    basis: str

    @property
    def has_width(self) -> bool:
        """Whether anything is left to find out."""
        return self.range.p90 > self.range.p10


def inputs_of(ground: Ground, exits: Exits) -> tuple[Input, ...]:
    """List the inputs of the loss with their ranges and what these rest on.

    Parameters
    ----------
    ground : with somebody in the posts
    exits : of the scenario, for its tie

    Returns
    -------
    Tuple of Input: the rate of leaving, the ranges of the settings in their order, the time to
    fill where it is known for anybody, the tie. ``leave_rate_per_year`` is not listed: where no
    leaver is recorded it is the rate of leaving.
    """
    shared = tuple(
        Input(name, _words(name), field.description or "", value, _basis(value.source))
        for name, field in LossInputs.model_fields.items()
        if name != _REPLACED
        for value in [getattr(ground.inputs, name)]
    )
    return (_leaving(ground), *shared, *_fill(ground.seats), _tie(exits.correlation))


def input_table(inputs: tuple[Input, ...]) -> pd.DataFrame:
    """Write the inputs down: input, words, sentence, p10, p50, p90, basis, source."""
    rows = [
        (each.name, each.words, each.sentence, each.range.p10, each.range.p50, each.range.p90,
         each.basis, each.range.source)
        for each in inputs
    ]  # fmt: skip
    columns = ["input", "words", "sentence", "p10", "p50", "p90", "basis", "source"]
    return pd.DataFrame(rows, columns=columns)


def _words(name: str) -> str:
    """Write the name of an input as a reader would; the unit stands in the table of ranges."""
    short = name.removesuffix("_of_pay").removesuffix("_share").removesuffix("_days")
    return _CALLED.get(name, short.replace("_", " "))


_CALLED = {
    "rival_share": "share that goes to rivals",
    "notice_days": "notice period",
    "handover_share": "saving by a handover",
    "cover_share": "cover by colleagues",
    "deferred_work_share": "share of work done later",
    "start_productivity_share": "first output of a newcomer",
    "ramp_days": "time to full output",
    "defect_cost_share": "cost of defects while learning",
    "replacement_cost_share_of_pay": "cost of finding a successor",
    "pay_precedent_share": "rise of pay afterwards",
    "secret_use_share": "chance that a rival uses a secret",
    "secret_protection_share": "protection of secrets",
    "customer_follow_share": "share of customers who follow",
    "trust_loss_share": "loss of trust",
    "rival_gain_share": "gain of the rival",
    "overlap_share": "overlap of the rival's gain",
}


def _basis(source: str) -> str:
    if "placeholder range" in source:
        return PLACEHOLDER
    return OWN_DATA if "resignation" in source and "known destination" in source else SOURCE


def _leaving(ground: Ground) -> Input:
    low, middle, high = (
        float(ground.seats[name].mean()) for name in ("low", "leave_probability", "high")
    )
    staff = ground.leaving.staff
    here = staff[staff["employee_id"].isin(ground.seats["employee_id"])]
    asked = bool((here["source"] == "placeholder").all())
    source = (
        ground.inputs.leave_rate_per_year.source if asked
        else "own history: " + ", ".join(sorted(here["source"].unique()))
    )  # fmt: skip
    return Input(
        LEAVING, "rate of leaving",
        "Chance to resign within the horizon, mean over the people; all move together.",
        Range(p10=low, p50=max(low, middle), p90=max(low, middle, high), source=source),
        _basis(source) if asked else OWN_DATA,
    )  # fmt: skip


def _fill(seats: pd.DataFrame) -> tuple[Input, ...]:
    if seats["fill_days"].isna().all():
        return ()
    points = [seats[name].mean() for name in ("fill_days_low", "fill_days", "fill_days_high")]
    low, middle, high = np.sort(points)
    return (
        Input(
            FILL, "time to fill", "Days to fill a post, mean of the ranges of the posts; each "
            "varies on its own, and P10 to P90 is over all of them together.",
            Range(p10=low, p50=middle, p90=high, source="market and own vacancies"), OWN_DATA,
        ),
    )  # fmt: skip


def _tie(middle: float) -> Input:
    source = f"assumption: {LEAST_TIE:g} to {MOST_TIE:g}; one company's history cannot tell"
    return Input(
        TIE, "tie between departures", "How strongly departures hang together.",
        Range(p10=min(LEAST_TIE, middle), p50=middle, p90=max(MOST_TIE, middle), source=source),
        ASSUMPTION,
    )  # fmt: skip
