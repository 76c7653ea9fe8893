"""Tables about many organisations and their region: who is where, who moves, who provides what."""

from workbench.schema.model import Column, Table

LINKS = ("training", "introduction", "use", "service", "incentive")
PROVIDERS = (
    "university", "institute", "school", "headhunter", "agency", "association", "public", "own",
)  # fmt: skip

OCCUPATION = Column(
    "occupation_code",
    "id",
    "Public occupation code, O*NET-SOC or ISCO-08.",
    True,
    example="17-2041.00",
)
REGION = Column("region", "text", "Region.", True, example="North")
GROUP = Column("talent_group", "text", "Group of talent.", True, example="Young engineers")
LINK = Column("link", "category", "Link of the chain.", True, allowed=LINKS, example="introduction")

occupation_titles = Table(
    "occupation_titles",
    "a title and the occupation somebody decided it is",
    ("title",),
    (
        Column("title", "text", "Title as the company uses it.", True, example="Head of coatings"),
        Column(
            "occupation_code",
            "id",
            "Public occupation code, O*NET-SOC or ISCO-08.",
            missing_means="decided that none fits",
            example="17-2041.00",
        ),
        Column("decided_on", "date", "When it was decided.", True, example="2026-05-04"),
        Column("decided_by", "id", "Who decided (an id).", example="E0005"),
    ),
    switches_on="occupation codes of posts that have none of their own",
)

consents = Table(
    "consents",
    "a person who agreed to be offered to other organisations",
    ("employee_id",),
    (
        Column(
            "employee_id",
            "id",
            "The person.",
            True,
            refers_to="employees.employee_id",
            example="E0042",
        ),
        Column("agreed_on", "date", "When the person agreed.", True, example="2026-04-01"),
        Column("ends_on", "date", "Last day of the consent.", missing_means="until withdrawn",
               example="2027-03-31"),
        Column("withdrawn_on", "date", "When it was withdrawn.", missing_means="not withdrawn",
               example=""),
        Column("available_on", "date", "From when the person could start elsewhere.",
               missing_means="at once", example="2026-10-01"),
        REGION,
    ),
    switches_on="a supply file for the exchange with other organisations",
)  # fmt: skip

organisations = Table(
    "organisations",
    "an organisation in a tree: a company, or a level above companies",
    ("organisation_id",),
    (
        Column("organisation_id", "id", "Stable id.", True, example="O01"),
        Column("name", "text", "Name.", True, example="Norrlack Coatings"),
        Column("parent_id", "id", "The organisation or level it belongs to.",
               refers_to="organisations.organisation_id", missing_means="top of the tree",
               example=""),
        Column("level", "text", "What it is.", True, example="company"),
        Column("region", "text", "Region.", example="North"),
    ),
    switches_on="the roll-up over levels",
)  # fmt: skip

organisation_figures = Table(
    "organisation_figures",
    "an occupation in an organisation at a date, without the organisations below it",
    ("organisation_id", "occupation_code", "as_of"),
    (
        Column("organisation_id", "id", "The organisation.", True,
               refers_to="organisations.organisation_id", example="O01"),
        OCCUPATION,
        Column("as_of", "date", "Date of the figures.", True, example="2026-06-30"),
        Column("people", "integer", "People.", unit="people", minimum=0, example="40"),
        Column("left_within_year", "integer", "People who left in the year before the date.",
               unit="people", minimum=0, example="6"),
        Column("open_posts", "integer", "Posts that are empty and needed.", unit="posts",
               minimum=0, example="7"),
        Column("offered", "integer", "People who agreed to be offered to others.", unit="people",
               minimum=0, example="5"),
    ),
    switches_on="the roll-up over levels",
)  # fmt: skip

region_flows = Table(
    "region_flows",
    "people of an occupation who moved between two regions in a period",
    ("occupation_code", "from_region", "to_region", "period_end"),
    (
        OCCUPATION,
        Column("from_region", "text", "Where they came from.", True, example="North"),
        Column("to_region", "text", "Where they went.", True, example="South"),
        Column("period_end", "date", "Last day of the period.", True, example="2026-03-31"),
        Column("period_months", "integer", "How long the period is.", unit="months", minimum=1,
               maximum=120, missing_means="3", example="3"),
        Column("people", "integer", "People who moved.", unit="people", minimum=0,
               missing_means="suppressed, or unknown", example="120"),
        Column("suppressed_below", "integer", "The count is hidden as it is below this number.",
               unit="people", minimum=1, missing_means="not suppressed", example=""),
        Column("to_competitor", "flag", "Whether those who moved went to a competitor.",
               example="no"),
        Column("definition", "text", "Name of the definition by which was counted.",
               missing_means="the same as before", example="2024"),
    ),
    switches_on="net flow between regions and to competitors",
)  # fmt: skip

providers = Table(
    "providers",
    "an organisation that provides a part of talent work",
    ("provider_id",),
    (
        Column("provider_id", "id", "Stable id.", True, example="V01"),
        Column("name", "text", "Name.", True, example="University of the North"),
        Column("kind", "category", "What it is.", True, allowed=PROVIDERS, example="university"),
    ),
    switches_on="the value chain of talent work",
)

services = Table(
    "services",
    "what a provider does in a link for a group of talent in a region",
    ("provider_id", "link", "talent_group", "region"),
    (
        Column("provider_id", "id", "The provider.", True, refers_to="providers.provider_id",
               example="V01"),
        LINK, GROUP, REGION,
        Column("people_per_year", "number", "People served in a year.",
               unit="people per year", minimum=0, example="60"),
        Column("cost_per_year", "number", "What it costs in a year.", unit="currency per year",
               minimum=0, example="90000"),
        Column("outcome_share", "number", "Part of those served for whom it worked.",
               unit="share", minimum=0, maximum=1, example="0.7"),
        Column("within_region_share", "number",
               "Part of those for whom it worked who left another employer of the region.",
               unit="share", minimum=0, maximum=1, example="0.4"),
        Column("return_first_year", "number", "What it brings in the first year.",
               unit="currency", example="20000"),
        Column("benefit_per_year", "number", "What it brings in each later year.",
               unit="currency per year", example="45000"),
        Column("is_core", "flag", "Whether it is core business of the provider.", example="yes"),
    ),
    switches_on="the value chain of talent work",
)  # fmt: skip

talent_needs = Table(
    "talent_needs",
    "how many people of a group need a link in a region",
    ("talent_group", "link", "region"),
    (
        GROUP, LINK, REGION,
        Column("people_per_year", "number", "People who need it in a year.", True,
               unit="people per year", minimum=0, example="80"),
    ),
    switches_on="where nobody provides what is needed",
)  # fmt: skip

TABLES = (
    occupation_titles, consents, organisations, organisation_figures, region_flows, providers,
    services, talent_needs,
)  # fmt: skip
