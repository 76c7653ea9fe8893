"""What a departure costs and how departures hang together."""

from typing import Any, Literal

from pydantic import Field, field_validator

from workbench.settings.ranges import Range, Strict

_ASK = "placeholder range of the workbench, no evidence: replace it with your own"


def _asked(p10: float, p50: float, p90: float, sentence: str, source: str = _ASK) -> Any:
    return Field(Range(p10=p10, p50=p50, p90=p90, source=source), description=sentence)


Jurisdiction = Literal["CN", "DE", "UK", "US", "US-CA", "US-MN", "US-ND", "US-OK", "other"]


class LossInputs(Strict):
    """The ranges behind the four channels; each carries its source into the report."""

    leave_rate_per_year: Range = _asked(
        0.04, 0.08, 0.15, "Resignations a person and year; used where no leavers are recorded."
    )  # fmt: skip
    rival_share: Range = _asked(
        0.2, 0.4, 0.6, "Part of those who resign that goes to a rival; own departures refine it."
    )
    notice_days: Range = _asked(30, 60, 90, "Calendar days from resigning to the last day.")
    handover_share: Range = _asked(
        0.1, 0.3, 0.5, "Part of the successor's ramp-up that a handover saves."
    )
    cover_share: Range = _asked(
        0.2, 0.5, 0.7, "Part of the work that colleagues do while nobody is in the post."
    )
    deferred_work_share: Range = _asked(
        0.3, 0.5, 0.7, "Part of the uncovered work that is done later and not lost."
    )
    start_productivity_share: Range = _asked(
        0.3, 0.5, 0.7, "What a newcomer does on the first day, of full output."
    )
    ramp_days: Range = _asked(
        60, 120, 240, "Calendar days until a newcomer does everything; output rises in a line."
    )
    defect_cost_share: Range = _asked(
        0.0, 0.05, 0.15, "Extra defects while the newcomer learns, of the margin of those days."
    )
    replacement_cost_share_of_pay: Range = _asked(
        0.10, 0.21, 0.40, "Search, selection, entry and training, of a year's pay.",
        "median 21 % of pay over 27 cases without executives and physicians: "
        "Boushey and Glynn (2012); the spread is a placeholder",
    )  # fmt: skip
    pay_precedent_share: Range = _asked(
        0.0, 0.05, 0.10, "How much dearer the newcomer is than the person who left, for a year."
    )
    secret_use_share: Range = _asked(
        0.1, 0.3, 0.6, "Chance that a rival uses a secret it has got hold of."
    )
    secret_protection_share: Range = _asked(
        0.1, 0.3, 0.5, "Part of that damage which patents, contracts and locks keep off."
    )
    customer_follow_share: Range = _asked(
        0.1, 0.3, 0.6, "Part of a tied customer's margin that goes with the person."
    )
    trust_loss_share: Range = _asked(
        0.0, 0.01, 0.03, "Margin of suppliers, authorities and the post's year lost with trust."
    )
    rival_gain_share: Range = _asked(
        0.0, 0.02, 0.05, "Margin of a year that moves to the rival because it grows stronger."
    )
    overlap_share: Range = _asked(
        1.0, 1.0, 1.0, "Part of the rival's gain that other channels already count.",
        "the rival's gain is taken as contained in secrets and customers",
    )  # fmt: skip


class Scenario(Strict):
    """A future in which people leave otherwise than usual.

    ``leave_factor`` multiplies everybody's rate of resigning. ``leaving_positions`` are left for
    sure. ``team_positions`` are approached together with ``team_probability``; then each member
    goes to the rival with ``team_follow_probability``, also one who would have left anyway.
    """

    sentence: str
    leave_factor: float = Field(1.0, ge=0, le=20)
    rival_share_added: float = Field(0.0, ge=-1, le=1)
    correlation: float | None = Field(None, ge=0, lt=1)
    leaving_positions: tuple[str, ...] = ()
    team_positions: tuple[str, ...] = ()
    team_probability: float = Field(0.0, ge=0, le=1)
    team_follow_probability: float = Field(0.8, ge=0, le=1)
    retirements: Literal["as_dated", "two_years_early"] = "as_dated"


def _default_scenarios() -> dict[str, Scenario]:
    return {
        "as_usual": Scenario(sentence="People leave as in the past, retirements on their dates."),
        "market_shock": Scenario(
            sentence="Rivals hire: everybody leaves half again as often, and more go to rivals.",
            leave_factor=1.5, rival_share_added=0.2, correlation=0.3,
        ),
        "retirement_wave": Scenario(
            sentence="Retirements come two years sooner: all due within the horizon or the two "
            "years after it fall within it.",
            retirements="two_years_early",
        ),
    }  # fmt: skip


class DrainSettings(Strict):
    """Everything that decides what leaving costs."""

    inputs: LossInputs = LossInputs()
    correlation: float = Field(
        0.15, ge=0, lt=1, description="Tie between departures; an assumption, shown as such."
    )
    discount_rate_per_year: float = Field(0.06, ge=0, le=0.5)
    shrinkage_weight: float | None = Field(
        None, gt=0, description="Person-years of the pooled rate; found from the data when absent."
    )
    history_years: int = Field(4, ge=1, le=20)
    jurisdiction: Jurisdiction = Field(
        "other", description="Law of the employment contracts; decides which measures are off."
    )
    measures_budget: float | None = Field(
        None, ge=0,
        description="Money for measures within the horizon; absent: all that pays for itself.",
    )  # fmt: skip
    scenarios: dict[str, Scenario] = Field(
        default_factory=_default_scenarios,
        description="Own scenarios stand beside the built-in ones; the same name replaces one.",
    )
    draws: int = Field(1024, ge=64, le=65_536, description="Draws of the ranges; a power of 2.")
    seed: int = 20260630

    @field_validator("scenarios")
    @classmethod
    def _keep_built_in(cls, given: dict[str, Scenario]) -> dict[str, Scenario]:
        return {**_default_scenarios(), **given}
