"""Tables about posts and the plan they serve."""

from workbench.schema.model import Column, Table

DEGREES = ("none", "secondary", "vocational", "bachelor", "master", "doctorate")

POSITION = Column(
    "position_id", "id", "The post.", True, refers_to="positions.position_id", example="P0007"
)

positions = Table(
    "positions",
    "a post; it exists when nobody is in it",
    ("position_id",),
    (
        Column("position_id", "id", "Stable id of the post.", True, example="P0007"),
        Column("title", "text", "Title as people use it.", True, example="Head of coatings"),
        Column("unit", "text", "Organisational unit.", example="Technology"),
        Column(
            "reports_to",
            "id",
            "The post it reports to.",
            refers_to="positions.position_id",
            missing_means="top of the line, or unknown",
            example="P0001",
        ),
        Column(
            "grade", "integer", "Grade, higher is more senior.", minimum=0, maximum=99, example="7"
        ),
        Column("job_family", "text", "Family of similar work.", example="Process engineering"),
        Column("is_management", "flag", "Whether the post leads people.", example="yes"),
        Column(
            "seats",
            "integer",
            "How many people the post is meant for.",
            unit="people",
            minimum=0,
            maximum=10_000,
            missing_means="1",
            example="1",
        ),
        Column(
            "stand_in_employee_id",
            "id",
            "The B of the post: who takes over at once when nobody else is there.",
            refers_to="employees.employee_id",
            missing_means="no B named",
            example="E0043",
        ),
        Column(
            "status",
            "category",
            "Whether the post is in use.",
            allowed=("active", "planned", "frozen", "closed"),
            missing_means="active",
            example="active",
        ),
        Column(
            "purpose",
            "text",
            "On what basis, doing what, to what result.",
            example="Keeps coating recipes safe and in tolerance so plants run without rejects",
        ),
        Column(
            "required_degree",
            "category",
            "Lowest degree accepted.",
            allowed=DEGREES,
            example="master",
        ),
        Column(
            "required_years",
            "number",
            "Experience asked for.",
            unit="years",
            minimum=0,
            maximum=60,
            example="8",
        ),
        Column(
            "occupation_code",
            "id",
            "Public occupation code, as in table market.",
            example="17-2041",
        ),
        Column("region", "text", "Where the work is done.", example="North"),
        Column(
            "budget_per_year",
            "number",
            "Money the post decides on.",
            unit="currency per year",
            minimum=0,
            example="2500000",
        ),
        Column(
            "margin_at_stake_per_year",
            "number",
            "Margin (not revenue) that stands still while nobody does this work.",
            unit="currency per year",
            minimum=0,
            example="900000",
        ),
        Column(
            "pay_min_per_year",
            "number",
            "Lower end of the pay band.",
            unit="currency per year",
            minimum=0,
            example="70000",
        ),
        Column(
            "pay_max_per_year",
            "number",
            "Upper end of the pay band.",
            unit="currency per year",
            minimum=0,
            example="95000",
        ),
        Column(
            "time_to_fill_days",
            "number",
            "Days from opening to start on the market, own estimate.",
            unit="days",
            minimum=0,
            maximum=3650,
            example="120",
        ),
        Column(
            "needed_from",
            "date",
            "First day the plan needs the post.",
            missing_means="since ever",
            example="2026-01-01",
        ),
        Column(
            "needed_to",
            "date",
            "Last day the plan needs the post.",
            missing_means="for good",
            example="",
        ),
    ),
    required=True,
    switches_on="everything",
)

goals = Table(
    "goals",
    "a strategic goal",
    ("goal_id",),
    (
        Column("goal_id", "id", "Stable id of the goal.", True, example="G1"),
        Column(
            "goal",
            "text",
            "The goal in one sentence.",
            True,
            example="Double sales of low-solvent coatings",
        ),
        Column(
            "weight",
            "number",
            "Importance; weights are scaled to sum to 1.",
            True,
            unit="share",
            minimum=0,
            example="0.3",
        ),
        Column("due_on", "date", "When it is to be reached.", example="2028-12-31"),
    ),
    switches_on="the strategic contribution of posts; goals and plan against posts",
)

plan_items = Table(
    "plan_items",
    "a stage or project of a goal with a resource it needs",
    ("plan_item_id",),
    (
        Column("plan_item_id", "id", "Stable id of the item.", True, example="S1"),
        Column(
            "goal_id", "id", "The goal it serves.", True, refers_to="goals.goal_id", example="G1"
        ),
        Column("stage", "text", "Name of the stage or project.", True, example="Pilot line"),
        Column("starts_on", "date", "Start.", example="2026-03-01"),
        Column("due_on", "date", "End.", example="2027-02-28"),
        Column("resource", "text", "What it needs.", example="process engineers"),
        Column(
            "needed",
            "number",
            "How much it needs.",
            unit="units of the resource",
            minimum=0,
            example="12",
        ),
        Column(
            "at_hand",
            "number",
            "How much is there.",
            unit="units of the resource",
            minimum=0,
            example="8",
        ),
    ),
    switches_on="goals and plan against posts",
)

result_areas = Table(
    "result_areas",
    "a key result area of a post",
    ("result_area_id",),
    (
        Column("result_area_id", "id", "Stable id of the area.", True, example="R1"),
        POSITION,
        Column(
            "goal_id",
            "id",
            "The goal it supports.",
            refers_to="goals.goal_id",
            missing_means="the goal of the stage, or no goal",
            example="G1",
        ),
        Column(
            "plan_item_id",
            "id",
            "The stage or project of the plan it works on.",
            refers_to="plan_items.plan_item_id",
            missing_means="no stage named",
            example="S1",
        ),
        Column("area", "text", "Name of the area.", True, example="Recipe integrity"),
        Column(
            "share",
            "number",
            "Part of the post; the shares of a post sum to 1.",
            unit="share",
            minimum=0,
            maximum=1,
            example="0.4",
        ),
        Column(
            "strength",
            "category",
            "How strongly it supports the goal.",
            allowed=("0", "1", "3", "9"),
            example="9",
        ),
        Column("target", "text", "Responsibility target.", example="No reject caused by a recipe"),
    ),
    switches_on="the position profile and the strategic contribution",
)

duties = Table(
    "duties",
    "a duty of a post",
    ("duty_id",),
    (
        Column("duty_id", "id", "Stable id of the duty.", True, example="D1"),
        POSITION,
        Column(
            "result_area_id",
            "id",
            "The area it belongs to.",
            refers_to="result_areas.result_area_id",
            missing_means="a duty without an area",
            example="R1",
        ),
        Column("duty", "text", "What is done.", True, example="Releases recipe changes"),
        Column(
            "procedure_id",
            "id",
            "The written procedure.",
            missing_means="no procedure",
            example="SOP-12",
        ),
    ),
    switches_on="duties without area or procedure",
)

CRITERIA = (
    "strategic_contribution",
    "business_contribution",
    "responsibility",
    "complexity",
    "resources",
    "qualification",
    "skill_scarcity",
    "replaceability",
    "confidentiality",
    "customer_dependence",
    "brokerage",
)
DIMENSIONS = ("strategic_value", "scope", "scarcity", "exposure", "network")

ratings = Table(
    "ratings",
    "a rater's rating of a post on a criterion",
    ("rater", "position_id", "criterion"),
    (
        Column("rater", "id", "Who rated (an id, not a name).", True, example="rater-1"),
        POSITION,
        Column(
            "criterion", "category", "What was rated.", True, allowed=CRITERIA, example="complexity"
        ),
        Column(
            "rating",
            "number",
            "1 to 5 on the described scale.",
            True,
            unit="scale 1-5",
            minimum=1,
            maximum=5,
            example="4",
        ),
    ),
    switches_on="criteria that no data measure",
)

judgements = Table(
    "judgements",
    "a rater's pairwise comparison of two criteria of one dimension, or of two dimensions",
    ("rater", "criterion_a", "criterion_b"),
    (
        Column("rater", "id", "Who judged (an id, not a name).", True, example="rater-1"),
        Column(
            "criterion_a",
            "category",
            "The first.",
            True,
            allowed=CRITERIA + DIMENSIONS,
            example="strategic_value",
        ),
        Column(
            "criterion_b",
            "category",
            "The second.",
            True,
            allowed=CRITERIA + DIMENSIONS,
            example="exposure",
        ),
        Column(
            "ratio",
            "number",
            "How many times as important the first is, 1/9 to 9.",
            True,
            unit="ratio",
            minimum=1 / 9 - 1e-9,
            maximum=9,
            example="3",
        ),
    ),
    switches_on="weights by the analytic hierarchy process",
)

tasks = Table(
    "tasks",
    "a step of the talent process",
    ("task_id",),
    (
        Column("task_id", "id", "Stable id of the step.", True, example="T1"),
        Column(
            "step", "text", "What is to be done.", True, example="Review of the key-position list"
        ),
        Column("owner", "id", "Who answers for it (an id).", example="E0005"),
        Column("due_on", "date", "By when.", example="2026-09-30"),
        Column("done_on", "date", "When it was done.", missing_means="not done", example=""),
    ),
    switches_on="the calendar of what is due and late",
)

TABLES = (positions, goals, plan_items, result_areas, duties, ratings, judgements, tasks)
