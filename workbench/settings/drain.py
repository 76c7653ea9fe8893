"""What a departure costs and how departures hang together."""

from typing import Literal

from pydantic import Field

from workbench.settings.ranges import Range, Strict

_ASK = "placeholder range of the workbench, no evidence: replace it with your own"


def _range(p10: float, p50: float, p90: float, source: str = _ASK) -> Range:
    return Range(p10=p10, p50=p50, p90=p90, source=source)


class LossInputs(Strict):
    """The ranges behind the four channels; each carries its source into the report."""

    notice_days: Range = _range(30, 60, 90)
    handover_share: Range = _range(0.1, 0.3, 0.5)
    cover_share: Range = _range(0.2, 0.5, 0.7)
    start_productivity_share: Range = _range(0.3, 0.5, 0.7)
    ramp_days: Range = _range(60, 120, 240)
    deferred_work_share: Range = _range(0.3, 0.5, 0.7)
    defect_cost_share: Range = _range(0.0, 0.05, 0.15)
    replacement_cost_share_of_pay: Range = _range(
        0.10, 0.21, 0.40,
        "median 21 % of pay over 27 cases without executives and physicians: "
        "Boushey and Glynn (2012); the spread is a placeholder",
    )
    pay_precedent_share: Range = _range(0.0, 0.05, 0.10)
    rival_share: Range = _range(0.2, 0.4, 0.6)
    secret_use_share: Range = _range(0.1, 0.3, 0.6)
    secret_protection_share: Range = _range(0.1, 0.3, 0.5)
    customer_follow_share: Range = _range(0.1, 0.3, 0.6)
    trust_loss_share: Range = _range(0.0, 0.01, 0.03)
    rival_gain_share: Range = _range(0.0, 0.02, 0.05)
    overlap_share: Range = _range(
        1.0, 1.0, 1.0, "the rival's gain is taken as contained in secrets and customers"
    )  # fmt: skip


class Scenario(Strict):
    """A future in which people leave otherwise than usual.

    ``leave_factor`` multiplies the odds-free yearly hazard of everyone concerned; the named posts,
    units or families leave with the given probability; a correlation ties departures together.
    """

    sentence: str
    leave_factor: float = Field(1.0, ge=0)
    rival_share_added: float = Field(0.0, ge=-1, le=1)
    correlation: float | None = Field(None, ge=0, lt=1)
    leaving_positions: tuple[str, ...] = ()
    team_positions: tuple[str, ...] = ()
    team_probability: float = Field(0.0, ge=0, le=1)
    retirements: Literal["as_dated", "two_years_early"] = "as_dated"


def _default_scenarios() -> dict[str, Scenario]:
    return {
        "as_usual": Scenario(sentence="People leave as in the past, retirements on their dates."),
        "market_shock": Scenario(
            sentence="Rivals hire: everybody leaves half again as often, and more go to rivals.",
            leave_factor=1.5, rival_share_added=0.2, correlation=0.3,
        ),
        "retirement_wave": Scenario(
            sentence="All who could retire within three years go now.",
            retirements="two_years_early",
        ),
    }  # fmt: skip


class DrainSettings(Strict):
    """Everything that decides what leaving costs."""

    inputs: LossInputs = LossInputs()
    correlation: float = Field(
        0.15, ge=0, lt=1, description="Tie between departures; an assumption, shown as such."
    )
    working_days_per_year: int = Field(230, ge=180, le=300)
    discount_rate_per_year: float = Field(0.06, ge=0, le=0.5)
    shrinkage_weight: float | None = Field(
        None, gt=0, description="Person-years of the pooled rate; found from the data when absent."
    )
    history_years: int = Field(4, ge=1, le=20)
    scenarios: dict[str, Scenario] = Field(default_factory=_default_scenarios)
    seed: int = 20260630
