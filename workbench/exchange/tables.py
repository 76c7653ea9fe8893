"""The two tables of the exchange, declared like those of a company."""

from workbench.schema.model import Column, Table

CODE_SYSTEMS = ("onet_soc", "isco_08")
# In the order of seniority.
LEVELS = ("entry", "experienced", "senior", "lead")

_ORGANISATION = Column(
    "organisation", "id", "Who publishes the row, as it is known in the exchange.", True,
    example="norrlack",
)  # fmt: skip
_PROFILE = (
    Column("occupation_code", "id", "Public occupation code.", True, example="17-2041"),
    Column("code_system", "category", "What the code is of.", True, allowed=CODE_SYSTEMS,
           example="onet_soc"),
    Column("level", "category", "Seniority.", allowed=LEVELS, example="experienced"),
    Column("skills", "text", "Skills, separated by semicolons, in the words of the exchange.",
           missing_means="none asked for, or none known", example="dispersion;colour physics"),
    Column("region", "text", "Region of the work, or of the person.", True, example="North"),
)  # fmt: skip

demands = Table(
    "demands",
    "posts alike that an organisation wants to fill",
    ("organisation", "demand_id"),
    (
        Column("demand_id", "id", "Id within the organisation.", True, example="D001"),
        _ORGANISATION,
        *_PROFILE,
        Column("number", "integer", "How many people are wanted.", True, unit="people",
               minimum=1, maximum=10_000, example="2"),
        Column("by_when", "date", "Last day to start.", missing_means="no hurry",
               example="2026-12-31"),
        Column("pay_low_per_year", "number", "Lower end of the pay band.",
               unit="currency per year", minimum=0, example="52000"),
        Column("pay_high_per_year", "number", "Upper end of the pay band.",
               unit="currency per year", minimum=0, example="68000"),
        Column("currency", "id", "Currency of the band (ISO 4217).", missing_means="not compared",
               example="EUR"),
        Column("channel_wanted", "text", "Channel by which the organisation wants to recruit.",
               missing_means="any", example="association"),
    ),
)  # fmt: skip

supplies = Table(
    "supplies",
    "a person who agreed to be offered, under a pseudonym",
    ("organisation", "supply_id"),
    (
        Column("supply_id", "id", "Pseudonym; no id and no name of the organisation's own.", True,
               example="s-6f0c2b91d4e7a853"),
        _ORGANISATION,
        *_PROFILE,
        Column("available_on", "date", "From when, a first day of a quarter.",
               missing_means="at once", example="2026-10-01"),
        Column("pay_least_per_year", "number", "Least pay wished for.", unit="currency per year",
               minimum=0, example="56000"),
        Column("currency", "id", "Currency of that pay (ISO 4217).", missing_means="not compared",
               example="EUR"),
        Column("consent_until", "date", "Last day of the person's consent.", True,
               example="2027-03-31"),
    ),
)  # fmt: skip

TABLES = {table.name: table for table in (demands, supplies)}
