"""Tables about what happened to people day by day: who was away and who acted, dated figures."""

from workbench.schema.model import Column, Table
from workbench.schema.talent import EMPLOYEE

# The post ran as usual, ran with help of others, or stood still in part.
ACTING_RESULTS = ("held", "held_with_help", "not_held")

absences = Table(
    "absences",
    "a leave, with the person who acted",
    ("employee_id", "starts_on"),
    (
        EMPLOYEE,
        Column("starts_on", "date", "First day away.", True, example="2025-07-01"),
        Column("ends_on", "date", "Last day away.", True, example="2025-07-21"),
        Column(
            "acting_employee_id",
            "id",
            "Who acted.",
            refers_to="employees.employee_id",
            missing_means="nobody",
            example="E0043",
        ),
        Column(
            "acting_result",
            "category",
            "How the post was run while somebody acted.",
            allowed=ACTING_RESULTS,
            example="held",
        ),
    ),
    switches_on="tested cover: who really acted",
)

dated_figures = Table(
    "dated_figures",
    "a figure about a person at a date, such as pay, overtime or the score of a survey",
    ("employee_id", "figure", "recorded_on"),
    (
        EMPLOYEE,
        Column(
            "figure",
            "text",
            "Name of the figure; pay_per_year gives the place in the pay band. No protected "
            "attribute.",
            True,
            example="pay_per_year",
        ),
        Column(
            "recorded_on",
            "date",
            "When it was known; not the day it was typed in after an exit.",
            True,
            example="2025-01-01",
        ),
        Column("value", "number", "The value.", True, example="82000", personal=True),
    ),
    switches_on="pay position and own figures in the hazard of leaving",
)

TABLES = (absences, dated_figures)
