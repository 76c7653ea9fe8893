"""How demands and supplies of several organisations are matched."""

from typing import Literal, Self

from pydantic import Field, model_validator

from workbench.settings.ranges import Strict
from workbench.settings.source import Share


class FitPartWeights(Strict):
    """What the parts of the fit of a person with a demand weigh; only their ratios count."""

    skills: float = Field(0.5, ge=0, le=1, description="Share of the asked skills that are held.")
    occupation: float = Field(0.2, ge=0, le=1, description="Same occupation or a related one.")
    level: float = Field(0.15, ge=0, le=1, description="At the level asked for, or below it.")
    pay: float = Field(0.15, ge=0, le=1, description="Room between the wish and the band's end.")

    @model_validator(mode="after")
    def _one_counts(self) -> Self:
        if not self.skills + self.occupation + self.level + self.pay > 0:
            raise ValueError("at least one weight must be above 0")
        return self


class MatchSettings(Strict):
    """Hard conditions, fit and preferences of the matching between organisations.

    Attributes
    ----------
    fit_weights : what each part of the fit weighs
    related_occupation_fit : occupation part for a related occupation; the same one counts 1
    levels_below : levels that a person may be below the one asked for
    level_below_fit : what a level below takes from the level part
    other_regions : whether people may go to a demand of another region
    least_fit : expected fit below which a pair may not be
    supply_prefers : stable matching: what a person prefers demands by, fit or the pay band's end
    proposing : stable matching: the side that asks, whose best stable matching is found
    """

    fit_weights: FitPartWeights = FitPartWeights()
    related_occupation_fit: Share = 0.6
    levels_below: int = Field(default=1, ge=0, le=3)
    level_below_fit: Share = 0.5
    other_regions: bool = False
    least_fit: Share = 0.0
    supply_prefers: Literal["fit", "pay"] = "fit"
    proposing: Literal["supply", "demand"] = "supply"
