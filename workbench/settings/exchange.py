"""What is published of a company to others, and how coarsely."""

from typing import Self

from pydantic import Field, model_validator

from workbench.settings.ranges import Strict


class LevelGrades(Strict):
    """The least grade of each level of the exchange; below the first of them it is entry."""

    experienced: float = Field(5, ge=0)
    senior: float = Field(8, ge=0)
    lead: float = Field(11, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.experienced < self.senior < self.lead:
            raise ValueError(
                "the grades must rise from experienced over senior to lead, found "
                f"{self.experienced:g}, {self.senior:g}, {self.lead:g}"
            )
        return self


class ExchangeSettings(Strict):
    """How demands are grouped, and what keeps a person who is offered from being known."""

    least_alike: int = Field(
        5, ge=2, le=100,
        description="Rows that must be alike in all that is published; never fewer than "
        "min_group_size.",
    )  # fmt: skip
    most_offered_share: float = Field(
        0.5, gt=0, le=1,
        description="Most of the people alike who may be among those offered: who is known to be "
        "one of them is not thereby known to have agreed.",
    )  # fmt: skip
    level_grades: LevelGrades = LevelGrades()
    skill_level: float = Field(
        3.0, gt=0, le=5, description="Level of a competency from which it counts as a skill."
    )
    open_consent_months: int = Field(
        12, ge=3, le=60,
        description="How long a consent without an end is published for, from the report date.",
    )  # fmt: skip
    least_days_ahead: int = Field(
        120, ge=0, le=730,
        description="Days in which nobody from outside starts: no demand is wanted sooner.",
    )  # fmt: skip
    pay_step: float = Field(
        1000.0, gt=0, description="Pay bands are widened to multiples of this amount a year."
    )
    secret_env: str = Field(
        "WORKBENCH_EXCHANGE_SECRET",
        description="Environment variable that holds the secret of the pseudonyms.",
    )
