"""A quantity nobody knows exactly: three points and where they come from."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """Base of every part of the settings: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(Strict):
    """A quantity as low, middle and high (the 10th, 50th and 90th percentile) with its source.

    Examples
    --------
    >>> Range(p10=0.1, p50=0.2, p90=0.4, source="own estimate").p50
    0.2
    """

    p10: float
    p50: float
    p90: float
    source: str = Field(min_length=3)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError(
                f"p10, p50, p90 must not fall, found {self.p10}, {self.p50}, {self.p90}"
            )
        return self
