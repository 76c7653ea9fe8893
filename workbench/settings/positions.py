"""How posts are judged: criteria with anchored scales, gates, stability, cut."""

from typing import Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from workbench.settings.ranges import Range, Strict

Dimension = Literal["strategic_value", "scope", "scarcity", "exposure", "network"]


class Anchor(Strict):
    """One way to measure a criterion and the two ends of its described scale.

    ``low`` is "clearly ordinary" (value 0), ``high`` is "worst case to lose" (value 1); both are
    fixed in advance, never taken from the sample, so that no post changes another post's value.
    """

    quantity: str
    low: float
    high: float
    log: bool = False
    low_means: str
    high_means: str

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        if self.low == self.high:
            raise ValueError(f"low and high are both {self.low}")
        if self.log and min(self.low, self.high) <= 0:
            raise ValueError("a logarithmic scale needs ends above 0")
        return self


class Criterion(Strict):
    """A criterion: the dimension it belongs to and its measures, the preferred one first."""

    dimension: Dimension
    measured_by: tuple[Anchor, ...] = Field(min_length=1)


def _rated(name: str, low_means: str, high_means: str) -> Anchor:
    return Anchor(
        quantity=f"rating:{name}", low=1, high=5, low_means=low_means, high_means=high_means
    )


def _default_criteria() -> dict[str, Criterion]:
    def criterion(dimension: Dimension, *anchors: Anchor) -> Criterion:
        return Criterion(dimension=dimension, measured_by=anchors)

    return {
        "strategic_contribution": criterion(
            "strategic_value",
            Anchor(
                quantity="strategic_contribution", low=0, high=0.2,
                low_means="carries no goal", high_means="carries a main goal with most of its work",
            ),
            _rated("strategic_contribution", "carries no goal", "a main goal falls with it"),
        ),
        "business_contribution": criterion(
            "strategic_value",
            Anchor(
                quantity="margin_at_stake_per_year", low=50_000, high=5_000_000, log=True,
                low_means="50,000 a year stand still", high_means="5 million a year stand still",
            ),
            _rated("business_contribution", "business goes on", "business stands still"),
        ),
        "responsibility": criterion(
            "scope",
            _rated("responsibility", "answers for own work", "answers for the whole company"),
            Anchor(
                quantity="seats_below", low=1, high=200, log=True,
                low_means="leads nobody", high_means="200 people or more in the line below",
            ),
        ),
        "complexity": criterion(
            "scope",
            _rated("complexity", "follows a procedure", "no precedent, many trades at once"),
            Anchor(
                quantity="usual_pay_per_year", low=30_000, high=300_000, log=True,
                low_means="paid 30,000 a year", high_means="paid 300,000 a year",
            ),
        ),
        "resources": criterion(
            "scope",
            Anchor(
                quantity="budget_per_year", low=50_000, high=20_000_000, log=True,
                low_means="50,000 a year", high_means="20 million a year",
            ),
            _rated("resources", "decides on no money", "decides on most of the money"),
        ),
        "qualification": criterion(
            "scope",
            Anchor(
                quantity="qualification_years", low=0, high=18,
                low_means="no degree, no experience", high_means="18 years of study and practice",
            ),
            _rated("qualification", "learned in days", "learned in ten years and more"),
        ),
        "skill_scarcity": criterion(
            "scarcity",
            Anchor(
                quantity="knowledge_scarcity", low=0.05, high=1,
                low_means="20 people or more hold each skill and method",
                high_means="one person holds a skill or method",
            ),
            Anchor(
                quantity="skill_scarcity", low=0.05, high=1,
                low_means="20 people or more hold each skill",
                high_means="one person holds a skill",
            ),
            _rated("skill_scarcity", "anybody here can do it", "nobody else here can do it"),
        ),
        "replaceability": criterion(
            "scarcity",
            Anchor(
                quantity="hardness_to_replace", low=0, high=1,
                low_means="replaced at once", high_means="neither inside nor market can replace",
            ),
            _rated("replaceability", "replaced within days", "nobody is to be found"),
        ),
        "confidentiality": criterion(
            "exposure",
            Anchor(
                quantity="secret_value_per_year", low=100_000, high=10_000_000, log=True,
                low_means="knows secrets worth 100,000 a year",
                high_means="worth 10 million a year",
            ),
            _rated("confidentiality", "public knowledge", "holds what a rival would pay for"),
        ),
        "customer_dependence": criterion(
            "exposure",
            Anchor(
                quantity="customer_margin_share", low=0, high=0.10,
                low_means="no customer hangs on it", high_means="a tenth of the margin hangs on it",
            ),
            _rated("customer_dependence", "no customer hangs on it", "customers leave with it"),
        ),
        "brokerage": criterion(
            "network",
            Anchor(
                quantity="betweenness", low=0, high=0.15,
                low_means="others reach each other without it",
                high_means="15 % of the shortest ways lead through it",
            ),
            _rated("brokerage", "others reach each other without it", "teams meet through it"),
        ),
    }  # fmt: skip


class ReadinessMonths(Strict):
    """Months until a named successor can take over, by the readiness in table nominations."""

    ready_now: float = Field(1.0, ge=0)
    ready_1_2_years: float = Field(18.0, ge=0)
    ready_3_5_years: float = Field(48.0, ge=0)


class RegisterLimits(Strict):
    """From when a register of holdings looks imported or out of date; a warning changes nothing."""

    owner_assets: int = Field(
        20, ge=2, description="Assets of a kind from which one holder may stand for an import."
    )
    owner_share: float = Field(
        0.25, gt=0, le=1, description="Smallest part of its kind such a holder stands for."
    )
    owner_times: float = Field(
        5.0, ge=1, description="Such a holder has more than this many times the median of others."
    )
    same_day_records: int = Field(
        10, ge=2, description="Records of one day from which the day may be that of an import."
    )
    same_day_share: float = Field(
        0.1, gt=0, le=1, description="Smallest part of all dated records such a day carries."
    )
    old_record_years: float = Field(
        10.0, gt=0, description="Older records count as out of use; 365.25 days a year."
    )


class PositionSettings(Strict):
    """Everything that decides which posts are key."""

    criteria: dict[str, Criterion] = Field(default_factory=_default_criteria)
    weights: dict[str, float] = Field(
        default_factory=dict,
        description="Fixed weights of dimensions and criteria; where absent, from the judgements "
        "(analytic hierarchy process), else equal.",
    )
    gates: dict[Dimension, float] = Field(
        default={"strategic_value": 0.4, "scarcity": 0.4},
        description="Smallest value of a dimension a key post must reach.",
    )
    exponent: float = Field(
        0.0, le=1, description="1 lets strong dimensions make up for weak ones, 0 demands all."
    )
    floor: float = Field(0.05, gt=0, lt=1, description="Smallest value of a dimension in the mean.")
    key_share: float = Field(0.10, gt=0, le=1, description="Key posts as a share of all posts.")
    key_count_max: int = Field(40, ge=1)
    key_at: float = Field(0.75, gt=0, le=1, description="Chance of the top from which it is key.")
    borderline_at: float = Field(0.25, ge=0, lt=1)
    draws: int = Field(10_000, ge=100, description="Random weights and ratings tried.")
    weight_spread: float = Field(0.25, gt=0, description="Smallest s.d. of a log weight ratio.")
    rating_spread: float = Field(
        0.5, ge=0, description="Smallest s.d. of a rating in points, where raters differ less."
    )
    rater_agreement_least: float = Field(
        0.6,
        ge=0,
        le=1,
        description="Agreement of the mean of the raters, ICC(2,k), below which "
        "their ratings count as unsure as all ratings are spread (Cicchetti 1994: good from 0.6).",
    )
    replace_scale_months: float = Field(
        12.0, gt=0, description="Months to replace at which hardness is 63 %."
    )
    readiness_months: ReadinessMonths = ReadinessMonths()
    outside_ramp_months: float = Field(
        4.0, ge=0, description="Months from the start of somebody from outside to full work."
    )
    own_fills_worth: float = Field(
        2.0, gt=0, description="Own filled vacancies that weigh as much as the market's figure."
    )
    family_fills_worth: float = Field(
        5.0, gt=0,
        description="Filled vacancies of the job family that weigh as much as the market's figure.",
    )  # fmt: skip
    tightness_elasticity: Range = Field(
        Range(p10=0.3, p50=0.5, p90=0.7, source="Petrongolo and Pissarides (2001)"),
        description="By how many per cent a vacancy lasts longer where openings per seeker are "
        "1 % higher; used where the market gives no days to fill.",
    )
    pay_elasticity: Range = Field(
        Range(
            p10=0.07, p50=0.21, p90=3.0,
            source="Mueller, Osterwalder, Zweimueller and Kettemann (2024): 0.07 and 0.21; "
            "Bassier, Manning and Petrongolo (2023): 3 to 5",
        ),
        description="By how many per cent a vacancy lasts longer where the post pays 1 % less.",
    )  # fmt: skip
    hard_market_months: float = Field(
        6.0, gt=0, description="Months to a start from outside at which a market is called hard."
    )
    document_max_age_days: int = Field(365, ge=1, description="Older records count as stale.")
    register_limits: RegisterLimits = RegisterLimits()
    network_response_share: float = Field(
        0.8, gt=0, le=1, description="Smallest part of the staff whose ties must be known."
    )
    match_strong: float = Field(
        0.9, ge=0, le=1, description="Match with the own post from which a holder may be strong."
    )
    match_gap: float = Field(
        0.75, ge=0, le=1, description="Match below which a post is held with a gap."
    )
    levels_gap: float = Field(
        2.0, gt=0, le=5, description="Levels short in one competency from which it is a gap."
    )
    rating_strong: float = Field(
        4.0, ge=1, le=5, description="Mean rating of two years from which a holder may be strong."
    )
    posts_for_cut: int = Field(15, ge=2, description="Fewer posts than this are not cut.")
    seed: int = 20260630

    @field_validator("tightness_elasticity", "pay_elasticity")
    @classmethod
    def _elasticities_are_sizes(cls, given: Range) -> Range:
        # Sources write the elasticity of pay with a minus; here it is the size that counts.
        if given.p10 < 0:
            raise ValueError(f"write the size, found {given.p10}. Allowed: at least 0")
        return given

    @field_validator("criteria")
    @classmethod
    def _names_stand_for_one_thing(cls, given: dict[str, Criterion]) -> dict[str, Criterion]:
        # ``weights`` holds dimensions and criteria side by side, so a name must say which it is.
        doubled = sorted(set(given) & set(get_args(Dimension)))
        if doubled:
            raise ValueError(f"names of dimensions cannot name criteria: {', '.join(doubled)}")
        return given

    @model_validator(mode="after")
    def _gap_below_strong(self) -> Self:
        if self.match_gap > self.match_strong:
            raise ValueError(
                f"match_gap is {self.match_gap}, above match_strong, {self.match_strong}"
            )
        return self
