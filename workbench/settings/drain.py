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
        0.0,
        0.05,
        0.10,
        "How much dearer the newcomer is than the person who left, of a year's pay.",
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
        0.0,
        0.01,
        0.03,
        "Downstream: margin of the post's year, tied customers apart, lost with trust.",
    )
    rival_gain_share: Range = _asked(
        0.0, 0.02, 0.05, "What the rival gains by growing stronger, of the post's margin of a year."
    )
    overlap_share: Range = _asked(
        1.0, 1.0, 1.0, "Part of our fall and the rival's rise that other channels already count.",
        "the rival's gain is taken as contained in secrets and customers",
    )  # fmt: skip
    coordination_loss_share: Range = _asked(
        0.0, 0.05, 0.15, "Part of the covered work lost while several lead where one has led."
    )
    stand_in_pay_share: Range = _asked(
        0.0, 0.05, 0.15, "Extra pay for those who stand in while nobody is in the post, of its pay."
    )
    recruiting_uplift_share: Range = _asked(
        0.0, 0.1, 0.3, "How much dearer the search becomes, as it is known that the person left."
    )
    pay_precedent_years: Range = _asked(
        1, 2, 3, "Years for which pay stays dearer than it would have been."
    )
    pay_spread_share: Range = _asked(
        0.0, 0.05, 0.2, "Part of the people of the same family and grade who then get as much more."
    )
    supplier_trust_loss_share: Range = _asked(
        0.0, 0.01, 0.03, "Upstream: margin of suppliers and authorities lost with trust in a year."
    )
    market_fall_share: Range = _asked(
        0.0, 0.01, 0.03, "Margin of a year that we lose to the rival because we grow weaker."
    )


class Team(Strict):
    """People who are approached together.

    ``positions`` are approached with ``probability``; then each member goes to the rival with
    ``follow_probability``, also one who would have left anyway.
    """

    positions: tuple[str, ...] = Field(min_length=1)
    probability: float = Field(ge=0, le=1)
    follow_probability: float = Field(0.8, ge=0, le=1)


class Scenario(Strict):
    """A future in which people leave otherwise than usual.

    ``leave_factor`` multiplies everybody's rate of resigning. ``leaving_positions`` are left for
    sure. ``team_positions`` are approached together with ``team_probability``; then each member
    goes to the rival with ``team_follow_probability``, also one who would have left anyway;
    ``more_teams`` are approached each on its own. ``pulled_along_share`` is the chance that a
    leaver takes a contact along who would have stayed. ``together`` names scenarios that happen at
    once, with what this one says itself.
    """

    sentence: str
    leave_factor: float = Field(1.0, ge=0, le=20)
    rival_share_added: float = Field(0.0, ge=-1, le=1)
    correlation: float | None = Field(None, ge=0, lt=1)
    leaving_positions: tuple[str, ...] = ()
    team_positions: tuple[str, ...] = ()
    team_probability: float = Field(0.0, ge=0, le=1)
    team_follow_probability: float = Field(0.8, ge=0, le=1)
    more_teams: tuple[Team, ...] = ()
    retirements: Literal["as_dated", "two_years_early"] = "as_dated"
    pulled_along_share: float | None = Field(None, ge=0, lt=1)
    together: tuple[str, ...] = ()

    @property
    def teams(self) -> tuple[Team, ...]:
        """All teams that may be approached."""
        if not self.team_positions:
            return self.more_teams
        own = Team(
            positions=self.team_positions, probability=self.team_probability,
            follow_probability=self.team_follow_probability,
        )  # fmt: skip
        return (own, *self.more_teams)

    @property
    def named_positions(self) -> tuple[str, ...]:
        """Posts that the scenario itself names, each once."""
        teams = [post for team in self.teams for post in team.positions]
        return tuple(dict.fromkeys((*self.leaving_positions, *teams)))


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
        "rival_next_door": Scenario(
            sentence="A rival opens next door: everybody leaves twice as often, many more to it.",
            leave_factor=2.0, rival_share_added=0.3, correlation=0.25,
        ),
        "pay_freeze": Scenario(
            sentence="Pay is frozen: everybody leaves half again as often.", leave_factor=1.5,
        ),
        "followers": Scenario(
            sentence="Whoever leaves takes one in ten of the contacts along who would have stayed.",
            pulled_along_share=0.1,
        ),
        "several_at_once": Scenario(
            sentence="Pay is frozen, a rival opens next door, and leavers take contacts along.",
            together=("pay_freeze", "rival_next_door", "followers"),
        ),
    }  # fmt: skip


class SimulationSettings(Strict):
    """How losses that do not add up are drawn, and how strongly leavers pull others along."""

    paths: int = Field(
        32_768, ge=8192, le=1_048_576, description="Ways the horizon could go; rounded up to 8,192."
    )
    pull_probability: float = Field(
        0.05, ge=0, lt=1, description="Chance that a leaver takes a contact along who would have "
        "stayed; an assumption, shown as such.",
    )  # fmt: skip
    pull_generations: int = Field(
        1, ge=1, le=3, description="1: those pulled along pull nobody in turn."
    )


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
    stand_in_months: int = Field(
        24, ge=1, le=120, description="Months within which the B of a post must have acted."
    )
    leaving_model: Literal["auto", "family"] = Field(
        "auto",
        description="Who leaves: auto takes a hazard by tenure and family where it beats the rates "
        "of families on the last year, else these; family keeps to the rates.",
    )
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
    simulation: SimulationSettings = SimulationSettings()

    @field_validator("scenarios")
    @classmethod
    def _keep_built_in(cls, given: dict[str, Scenario]) -> dict[str, Scenario]:
        scenarios = {**_default_scenarios(), **given}
        for name, scenario in scenarios.items():
            for part in scenario.together:
                if part not in scenarios:
                    known = ", ".join(scenarios)
                    raise ValueError(f"{name}.together names {part!r}, which is none of: {known}")
                if scenarios[part].together:
                    raise ValueError(
                        f"{name}.together names {part!r}, which joins others itself; name its "
                        "parts instead"
                    )
        return scenarios
