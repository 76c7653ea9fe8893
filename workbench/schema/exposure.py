"""Tables about what could be lost, to whom, and what can be done: knowledge, market, measures."""

from workbench.schema.model import Column, Table
from workbench.schema.organisation import POSITION
from workbench.schema.talent import EMPLOYEE

ASSET_KINDS = ("secret", "method", "customer", "supplier", "authority", "dataset")
ACTS_ON = (
    "leave_probability",
    "rival_share",
    "vacancy_days",
    "cover_share",
    "ramp_days",
    "secret_loss",
    "knowledge_loss",
    "customer_loss",
)

assets = Table(
    "assets",
    "a secret, method, customer, supplier, authority or dataset",
    ("asset_id",),
    (
        Column("asset_id", "id", "Stable id of the asset.", True, example="A01"),
        Column("kind", "category", "What it is.", True, allowed=ASSET_KINDS, example="secret"),
        Column("name", "text", "Name.", True, example="Primer recipe 7"),
        Column(
            "value_per_year",
            "number",
            "Margin that hangs on it.",
            unit="currency per year",
            minimum=0,
            example="4000000",
        ),
        Column(
            "life_years",
            "number",
            "How long it will be worth that.",
            unit="years",
            minimum=0,
            maximum=100,
            example="5",
        ),
        Column(
            "document_on",
            "date",
            "Date of the latest written record.",
            missing_means="not written down",
            example="2025-05-30",
        ),
        Column(
            "reproducible",
            "flag",
            "Whether the record is enough to do it without the holders.",
            example="no",
        ),
    ),
    switches_on="who holds what, and the channels of secrets and customers",
)

holdings = Table(
    "holdings",
    "a person who holds an asset",
    ("asset_id", "employee_id"),
    (
        Column("asset_id", "id", "The asset.", True, refers_to="assets.asset_id", example="A01"),
        EMPLOYEE,
        Column(
            "share",
            "number",
            "How much of the asset hangs on this person.",
            unit="share",
            minimum=0,
            maximum=1,
            missing_means="unknown",
            example="0.6",
        ),
    ),
    switches_on="who holds what",
)

ties = Table(
    "ties",
    "who goes to whom for advice or work",
    ("from_employee", "to_employee", "kind"),
    (
        Column(
            "from_employee",
            "id",
            "Who asks.",
            True,
            refers_to="employees.employee_id",
            example="E0042",
        ),
        Column(
            "to_employee",
            "id",
            "Who is asked.",
            True,
            refers_to="employees.employee_id",
            example="E0043",
        ),
        Column("kind", "category", "What for.", True, allowed=("advice", "work"), example="advice"),
        Column(
            "weight",
            "number",
            "How often.",
            unit="weight",
            minimum=0,
            missing_means="1",
            example="2",
        ),
    ),
    switches_on="network brokerage",
)

market = Table(
    "market",
    "an occupation in a region at a date",
    ("occupation_code", "region", "as_of"),
    (
        Column("occupation_code", "id", "Public occupation code.", True, example="17-2041"),
        Column("region", "text", "Region.", True, example="North"),
        Column(
            "as_of",
            "date",
            "Date of the figures; the latest before the report date counts.",
            True,
            example="2026-03-31",
        ),
        Column("openings", "number", "Open posts.", unit="posts", minimum=0, example="140"),
        Column("seekers", "number", "People looking.", unit="people", minimum=0, example="60"),
        Column(
            "median_pay_per_year",
            "number",
            "Median pay.",
            unit="currency per year",
            minimum=0,
            example="78000",
        ),
        Column(
            "days_to_fill",
            "number",
            "Typical days from opening to start.",
            unit="days",
            minimum=0,
            maximum=3650,
            example="110",
        ),
    ),
    switches_on="market tightness and outside replaceability",
)

channels = Table(
    "channels",
    "a way to find people outside",
    ("channel",),
    (
        Column("channel", "id", "Name of the channel.", True, example="headhunter"),
        Column(
            "kind",
            "category",
            "What it is; share lends people of another organisation.",
            True,
            allowed=(
                "headhunter",
                "agency",
                "university",
                "institute",
                "association",
                "own",
                "share",
            ),
            example="headhunter",
        ),
        Column(
            "days",
            "number",
            "Days from order to start.",
            unit="days",
            minimum=0,
            maximum=3650,
            example="150",
        ),
        Column("cost", "number", "Cost for one hire.", unit="currency", minimum=0, example="25000"),
        Column(
            "fill_rate",
            "number",
            "Part of the orders filled.",
            unit="share",
            minimum=0,
            maximum=1,
            example="0.7",
        ),
    ),
    switches_on="make, buy or borrow",
)

requisitions = Table(
    "requisitions",
    "an own vacancy that was or is advertised",
    ("requisition_id",),
    (
        Column("requisition_id", "id", "Stable id.", True, example="Q0012"),
        POSITION,
        Column("opened_on", "date", "When it was opened.", True, example="2025-09-01"),
        Column(
            "filled_on",
            "date",
            "When the person started.",
            missing_means="still open",
            example="2026-01-15",
        ),
        Column(
            "channel",
            "id",
            "How the person was found.",
            refers_to="channels.channel",
            example="headhunter",
        ),
        Column("cost", "number", "What it cost.", unit="currency", minimum=0, example="21000"),
    ),
    switches_on="own time to fill",
)

measures = Table(
    "measures",
    "a countermeasure with its effect as a range",
    ("measure_id",),
    (
        Column("measure_id", "id", "Stable id.", True, example="M1"),
        Column("name", "text", "Name.", True, example="A and B roles"),
        Column(
            "kind",
            "category",
            "Which of the six, or the own kind.",
            True,
            allowed=("equity", "non_compete", "ab_roles", "data_backup", "deposit", "care", "own"),
            example="ab_roles",
        ),
        Column(
            "moment",
            "category",
            "When it works.",
            True,
            allowed=("before", "during", "after"),
            example="during",
        ),
        Column(
            "acts_on",
            "category",
            "The quantity it lowers (cover_share: raises).",
            True,
            allowed=ACTS_ON,
            example="cover_share",
        ),
        Column(
            "effect_p10",
            "number",
            "Pessimistic effect, as a share of the quantity.",
            True,
            unit="share",
            minimum=0,
            maximum=1,
            example="0.1",
        ),
        Column(
            "effect_p50",
            "number",
            "Middle effect.",
            True,
            unit="share",
            minimum=0,
            maximum=1,
            example="0.3",
        ),
        Column(
            "effect_p90",
            "number",
            "Optimistic effect.",
            True,
            unit="share",
            minimum=0,
            maximum=1,
            example="0.5",
        ),
        Column(
            "cost_per_post_per_year",
            "number",
            "Cost for one post.",
            True,
            unit="currency per year",
            minimum=0,
            example="9000",
        ),
        Column(
            "cost_once_per_post",
            "number",
            "Cost at the start for one post, besides that of each year.",
            unit="currency",
            minimum=0,
            missing_means="0",
            example="2000",
        ),
        Column(
            "cost_once_firm",
            "number",
            "Cost at the start as soon as one post has it, however many have it.",
            unit="currency",
            minimum=0,
            missing_means="0",
            example="15000",
        ),
        Column("legal_note", "text", "What the law says, and where.", example="none"),
        Column("source_note", "text", "Where the effect comes from.", example="own estimate"),
    ),
    switches_on="countermeasures with their break-even and the best plan",
)

post_measures = Table(
    "post_measures",
    "a measure that was agreed for a post",
    ("position_id", "measure_id"),
    (
        POSITION,
        Column(
            "measure_id",
            "id",
            "The measure.",
            True,
            refers_to="measures.measure_id",
            example="M1",
        ),
        Column("owner", "id", "Who answers for it (an id).", example="E0005"),
        Column("due_on", "date", "By when.", example="2026-09-30"),
        Column("done_on", "date", "When it was in place.", missing_means="not done", example=""),
    ),
    switches_on="who does what by when in the risk register",
)

TABLES = (assets, holdings, ties, market, channels, requisitions, measures, post_measures)
