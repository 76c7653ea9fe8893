"""How successors are judged and pools are filled."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbench.settings.ranges import Strict
from workbench.settings.source import Cell

MOST_TRAIT_SHARE = 0.15


class FitWeights(Strict):
    """What the fit of a person to a post is made of; scaled to sum to 1.

    Traits are weak evidence: of the weights in force they never carry more than 15 %, also where
    other parts are unknown or their weights are lowered.
    """

    competency: float = Field(0.60, ge=0)
    performance: float = Field(0.25, ge=0)
    match: float = Field(
        MOST_TRAIT_SHARE, ge=0, le=MOST_TRAIT_SHARE,
        description="Traits are weak evidence: cut to 15 % of the weights in force.",
    )  # fmt: skip

    @model_validator(mode="after")
    def _not_traits_alone(self) -> Self:
        if self.competency + self.performance == 0:
            raise ValueError("competency or performance must weigh more than 0")
        return self


class HandPair(Strict):
    """A person at a post, decided by hand."""

    position_id: Cell
    employee_id: Cell


class LeftOut(Strict):
    """A person left out by hand: at one post, or everywhere where no post is given."""

    position_id: Cell = ""
    employee_id: Cell


class PoolSettings(Strict):
    """Gates, fit, readiness and the size of the pools."""

    fit_weights: FitWeights = FitWeights()
    performance_floor: float = Field(3.0, ge=1, le=5, description="Least rating in both years.")
    candidates_per_seat: int = Field(3, ge=1, le=10, description="The 1 : 3 rule.")
    pools_per_person: int = Field(2, ge=1, description="Posts one person may stand by for.")
    key_post_weight: float = Field(
        2.0, gt=0, description="What a key post counts in cover and places; other posts count 1."
    )
    grade_reach: int = Field(3, ge=0, description="Grades a successor may rise in one step.")
    pace_levels_per_month: float = Field(
        0.08, gt=0, description="Competency levels a person gains in a month of development."
    )
    pace_cv: float = Field(0.4, gt=0, description="Coefficient of variation of that pace.")
    evidence_max_age_days: int = Field(365, ge=1, description="Older evidence counts as stale.")
    potential_fit: float = Field(0.70, ge=0, le=1, description="Fit from which the reserve looks.")
    least_assessed_share: float = Field(
        0.8, ge=0, le=1, description="Part of the requirements assessed, below it no readiness."
    )
    least_known_share: float = Field(
        0.5, ge=0, le=1, description="Part of the fit that must be known before one is proposed."
    )
    least_fit: float = Field(0.60, ge=0, le=1, description="Fit from which a person is proposed.")
    emphasis: dict[str, Annotated[float, Field(gt=0, le=10)]] = Field(
        {}, description="Times its weight that a competency has in every post, by competency_id."
    )
    group_emphasis: dict[Cell, dict[Cell, Annotated[float, Field(gt=0, le=10)]]] = Field(
        {}, description="The same by job_family or position_id; goes before `emphasis`."
    )
    rating_sources: tuple[str, ...] = Field(
        ("performance rating", "performance review", "appraisal"),
        description="Sources of assessments that are the rating itself and never explain it.",
    )
    training_budget: float | None = Field(
        None, ge=0, description="Most that courses may cost in a year; empty is no limit."
    )
    training_hours_per_year: float = Field(
        80.0, gt=0, le=2000, description="Hours of courses a person can take in a year."
    )
    locked: tuple[HandPair, ...] = Field((), description="People who are in a pool by hand.")
    excluded: tuple[LeftOut, ...] = Field((), description="People who are left out by hand.")

    def pairs(self, name: Literal["locked", "excluded"]) -> tuple[tuple[str, str], ...]:
        """Pairs of position_id and employee_id that are locked, or excluded.

        Examples
        --------
        >>> PoolSettings(locked=({"position_id": "P1", "employee_id": 7},)).pairs("locked")
        (('P1', '7'),)
        """
        entries: tuple[HandPair | LeftOut, ...] = getattr(self, name)
        return tuple((entry.position_id, entry.employee_id) for entry in entries)
