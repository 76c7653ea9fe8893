"""Tables about people: who they are, what they can do, where they could go."""

from workbench.schema.model import Column, Table
from workbench.schema.organisation import DEGREES, POSITION

EMPLOYEE = Column(
    "employee_id", "id", "The person.", True, refers_to="employees.employee_id", example="E0042"
)
COMPETENCY = Column(
    "competency_id",
    "id",
    "The competency.",
    True,
    refers_to="competencies.competency_id",
    example="C03",
)
READINESS = ("ready_now", "ready_1_2_years", "ready_3_5_years")
POOLS = ("key", "management", "reserve")
TRAITS = ("ability_type", "personality", "motivation", "interest", "values")

employees = Table(
    "employees",
    "a person; the id never changes and is never reused",
    ("employee_id",),
    (
        Column("employee_id", "id", "Stable id of the person.", True, example="E0042"),
        Column(
            "name",
            "text",
            "Name; shown only where names are asked for.",
            example="A. Example",
            personal=True,
        ),
        Column(
            "position_id",
            "id",
            "The post the person holds.",
            refers_to="positions.position_id",
            missing_means="in no post",
            example="P0007",
        ),
        Column(
            "fte",
            "number",
            "Part of a full week; two half posts can share one seat.",
            unit="share",
            minimum=0,
            maximum=1,
            missing_means="1",
            example="1",
        ),
        Column("hired_on", "date", "First day in the company.", example="2015-04-01"),
        Column("position_since", "date", "First day in the post.", example="2021-09-01"),
        Column(
            "born_on",
            "date",
            "Date of birth; used only for retirement dates.",
            example="1979-11-23",
            personal=True,
        ),
        Column(
            "pay_per_year",
            "number",
            "Pay.",
            unit="currency per year",
            minimum=0,
            example="82000",
            personal=True,
        ),
        Column("degree", "category", "Highest degree.", allowed=DEGREES, example="master"),
        Column(
            "experience_years",
            "number",
            "Experience in the field.",
            unit="years",
            minimum=0,
            maximum=70,
            example="14",
        ),
        Column(
            "status",
            "category",
            "Whether the person is here.",
            allowed=("active", "leave", "left"),
            missing_means="active, or left when left_on has passed",
            example="active",
        ),
        Column("left_on", "date", "Last day.", missing_means="still here", example=""),
        Column(
            "leave_reason",
            "category",
            "Why the person left.",
            allowed=("resigned", "retired", "dismissed", "other"),
            example="",
        ),
        Column(
            "destination",
            "category",
            "Where the person went.",
            allowed=("competitor", "elsewhere", "none"),
            example="",
        ),
        Column(
            "gender",
            "text",
            "For the fairness audit only; enters no score.",
            example="f",
            personal=True,
        ),
        Column(
            "audit_group",
            "text",
            "For the fairness audit only; enters no score.",
            example="A",
            personal=True,
        ),
    ),
    required=True,
    switches_on="everything",
)

competencies = Table(
    "competencies",
    "a competency",
    ("competency_id",),
    (
        Column("competency_id", "id", "Stable id.", True, example="C03"),
        Column("name", "text", "Name.", True, example="Process control"),
        Column(
            "element",
            "category",
            "Which of the four elements it belongs to.",
            True,
            allowed=("professionalism", "core_competence", "psychological_quality", "knowledge"),
            example="core_competence",
        ),
    ),
    switches_on="fit and gaps",
)

requirements = Table(
    "requirements",
    "the level of a competency a post needs",
    ("position_id", "competency_id"),
    (
        POSITION,
        COMPETENCY,
        Column(
            "level",
            "number",
            "Level needed.",
            True,
            unit="level 0-5",
            minimum=0,
            maximum=5,
            example="4",
        ),
        Column(
            "weight",
            "number",
            "Importance within the post.",
            minimum=0,
            missing_means="1",
            unit="weight",
            example="2",
        ),
    ),
    switches_on="fit and gaps",
)

assessments = Table(
    "assessments",
    "a person's assessed level of a competency at a date",
    ("employee_id", "competency_id", "assessed_on"),
    (
        EMPLOYEE,
        COMPETENCY,
        Column(
            "level",
            "number",
            "Level held.",
            True,
            unit="level 0-5",
            minimum=0,
            maximum=5,
            example="3.5",
        ),
        Column(
            "assessed_on", "date", "When it was assessed; the latest counts.", example="2026-02-10"
        ),
        Column("source", "text", "How it was assessed.", example="assessment centre"),
    ),
    switches_on="fit and gaps",
)

required_qualifications = Table(
    "required_qualifications",
    "a qualification a post cannot do without",
    ("position_id", "qualification"),
    (
        POSITION,
        Column(
            "qualification",
            "text",
            "Certificate, licence or grade.",
            True,
            example="Explosion protection",
        ),
    ),
    switches_on="the qualification gate",
)

held_qualifications = Table(
    "held_qualifications",
    "a qualification a person holds",
    ("employee_id", "qualification"),
    (
        EMPLOYEE,
        Column(
            "qualification",
            "text",
            "Certificate, licence or grade.",
            True,
            example="Explosion protection",
        ),
        Column(
            "valid_to",
            "date",
            "Last day it is valid.",
            missing_means="for good",
            example="2028-01-31",
        ),
    ),
    switches_on="the qualification gate",
)

position_traits = Table(
    "position_traits",
    "the value of a trait that suits a post",
    ("position_id", "trait"),
    (
        POSITION,
        Column("trait", "category", "Which trait.", True, allowed=TRAITS, example="motivation"),
        Column(
            "value",
            "number",
            "Place on the described scale.",
            True,
            unit="scale 0-1",
            minimum=0,
            maximum=1,
            example="0.8",
        ),
    ),
    switches_on="the person-job match",
)

employee_traits = Table(
    "employee_traits",
    "the value of a trait of a person",
    ("employee_id", "trait"),
    (
        EMPLOYEE,
        Column("trait", "category", "Which trait.", True, allowed=TRAITS, example="motivation"),
        Column(
            "value", "number", "Place on the described scale.", True,
            unit="scale 0-1", minimum=0, maximum=1, example="0.7",
        ),
        Column(
            "assessed_on", "date", "When it was assessed; without it a trait explains no rating.",
            example="2024-03-10",
        ),
    ),
    switches_on="the person-job match",
)  # fmt: skip

performance = Table(
    "performance",
    "a person's rating in a year",
    ("employee_id", "year"),
    (
        EMPLOYEE,
        Column(
            "year", "integer", "Calendar year.", True, minimum=1950, maximum=2200, example="2025"
        ),
        Column(
            "rating",
            "number",
            "1 to 5, 3 is as expected.",
            True,
            unit="scale 1-5",
            minimum=1,
            maximum=5,
            example="4",
        ),
    ),
    switches_on="the two-year performance gate",
)

nominations = Table(
    "nominations",
    "a name put forward for a post, with the date of the evidence",
    ("position_id", "employee_id", "evidence_on"),
    (
        POSITION,
        EMPLOYEE,
        Column(
            "readiness",
            "category",
            "When the person could take over.",
            True,
            allowed=READINESS,
            example="ready_now",
        ),
        Column("evidence_on", "date", "When that was judged.", example="2026-01-20"),
        Column("nominated_by", "id", "Who put the name forward (an id).", example="E0005"),
    ),
    switches_on="the bench as it is named today",
)

post_history = Table(
    "post_history",
    "a post a person held before the one held now, or before the last one of who has left",
    ("employee_id", "starts_on"),
    (
        EMPLOYEE,
        Column(
            "position_id",
            "id",
            "The post the person held.",
            refers_to="positions.position_id",
            missing_means="not known, or a post that is no more",
            example="P0007",
        ),
        Column(
            "grade",
            "integer",
            "Grade of the person in that time.",
            minimum=0,
            maximum=99,
            missing_means="the grade of the post",
            example="6",
        ),
        Column(
            "starts_on",
            "date",
            "First day; it lasts until the next entry, or until position_since.",
            True,
            example="2017-05-01",
        ),
    ),
    switches_on="moves between grades in the forecast",
)

pool_moves = Table(
    "pool_moves",
    "an entry in the ledger of a pool",
    ("pool", "employee_id", "moved_on", "move"),
    (
        Column("pool", "category", "Which pool.", True, allowed=POOLS, example="key"),
        EMPLOYEE,
        Column("moved_on", "date", "When.", True, example="2025-03-01"),
        Column(
            "move",
            "category",
            "What happened.",
            True,
            allowed=("in", "promoted", "eliminated", "left"),
            example="in",
        ),
        Column("reason", "text", "Why.", example="annual review"),
    ),
    switches_on="the ledger of the pools",
)

aspirations = Table(
    "aspirations",
    "where a person wants to go",
    ("employee_id", "position_id", "job_family"),
    (
        EMPLOYEE,
        Column("position_id", "id", "A post.", refers_to="positions.position_id", example="P0007"),
        Column("job_family", "text", "Or a family of work.", example="Process engineering"),
    ),
    switches_on="training needs of the person",
)

courses = Table(
    "courses",
    "a course and the competency it raises",
    ("course_id", "competency_id"),
    (
        Column("course_id", "id", "Stable id of the course.", True, example="K01"),
        Column("title", "text", "Title.", example="Process control in practice"),
        COMPETENCY,
        Column(
            "gain",
            "number",
            "Levels gained.",
            True,
            unit="levels",
            minimum=0,
            maximum=5,
            example="1",
        ),
        Column("hours", "number", "Hours.", unit="hours", minimum=0, example="40"),
        Column(
            "cost", "number", "Cost for one person.", unit="currency", minimum=0, example="1800"
        ),
        Column("seats", "integer", "Seats in a year.", unit="people", minimum=0, example="12"),
        Column(
            "requires_course_id",
            "id",
            "The course to take before.",
            refers_to="courses.course_id",
            missing_means="none",
            example="",
        ),
    ),
    switches_on="training: what closes the gaps, personal plans",
)

TABLES = (
    employees, competencies, requirements, assessments, required_qualifications,
    held_qualifications, position_traits, employee_traits, performance, nominations, post_history,
    pool_moves, aspirations, courses,
)  # fmt: skip
