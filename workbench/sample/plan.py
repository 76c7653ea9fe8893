"""The strategic goals, the plan that serves them, and the calendar of the talent process."""

from collections.abc import Iterator
from datetime import date

from workbench.sample.frames import Row
from workbench.sample.planted import PEOPLE

GOALS = (
    ("G1", "Half of sales from low-solvent and waterborne coatings", 0.30, date(2028, 12, 31)),
    ("G2", "Digital and powder coatings reach 60 million in sales", 0.25, date(2028, 12, 31)),
    ("G3", "Nineteen of twenty orders leave on time from every plant", 0.20, date(2027, 6, 30)),
    ("G4", "Win two new key accounts in each region and keep the old ones", 0.15,
     date(2027, 12, 31)),
    ("G5", "Take back a third of all drums and spent powder", 0.10, date(2029, 12, 31)),
)  # fmt: skip
PLAN_ITEMS = (
    ("G1", "Primer without chromate: laboratory", (2025, 1), (2026, 9), "formulation engineers",
     6, 5),
    ("G1", "Primer without chromate: pilot", (2026, 7), (2027, 6), "pilot plant technicians", 5, 4),
    ("G1", "Waterborne topcoat for rail", (2026, 1), (2027, 3), "formulation engineers", 5, 5),
    ("G1", "Registrations for new resins", (2026, 3), (2027, 12), "registration officers", 2, 1),
    ("G2", "Second inkjet line", (2026, 2), (2027, 4), "digital coating engineers", 8, 5),
    ("G2", "Low-temperature powder", (2025, 9), (2026, 12), "curing scientists", 2, 1),
    ("G2", "Powder extrusion in West", (2026, 9), (2027, 12), "powder engineers", 6, 4),
    ("G3", "Batch control on all dispersion lines", (2025, 6), (2026, 12), "control programmers",
     2, 0),
    ("G3", "Bead mills at the second plant", (2026, 10), (2027, 6), "bead mill setters", 3, 1),
    ("G3", "Demand planning with plant data", (2026, 1), (2026, 12), "data engineers", 3, 2),
    ("G4", "Key account programme", (2026, 1), (2027, 12), "account managers", 6, 4),
    ("G4", "Colour service in two days", (2026, 4), (2027, 3), "colour technicians", 3, 1),
    ("G5", "Drum return logistics", (2026, 9), (2027, 9), "logistics specialists", 3, 0),
    ("G5", "Recovery line for spent powder", (2027, 1), (2028, 12), "process engineers", 4, 0),
)  # fmt: skip
TASKS = (
    ("Collect performance ratings", "hr_mgr", (2026, 2, 15), (2026, 2, 13)),
    ("Rate posts on the described scales", "hr_head", (2026, 3, 15), (2026, 3, 27)),
    ("Review of the key-position list", "hr_head", (2026, 4, 15), (2026, 4, 20)),
    ("Nominate successors", "hr_mgr", (2026, 4, 30), (2026, 4, 29)),
    ("Talent review, Technology", "tech_head", (2026, 5, 15), (2026, 5, 15)),
    ("Talent review, Production", "prod_head", (2026, 5, 15), None),
    ("Talent review, Sales", "sales_head", (2026, 5, 22), (2026, 6, 2)),
    ("Talent review, Quality", "qual_head", (2026, 5, 29), None),
    ("Write down the methods of the bead mills", "plant_east", (2026, 3, 31), None),
    ("Agree development plans", "hr_mgr", (2026, 6, 30), None),
    ("Book courses for the second half", "trainer", (2026, 7, 31), None),
    ("Half-yearly review of the pools", "hr_mgr", (2026, 9, 1), None),
    ("Test of stand-ins for key posts", "prod_head", (2026, 9, 30), None),
    ("Check pay against the market", "hr_head", (2026, 10, 31), None),
    ("Plan countermeasures and their budget", "ceo", (2026, 11, 30), None),
    ("Report to the board", "ceo", (2026, 12, 10), None),
)


def goal_rows() -> Iterator[Row]:
    """Give the goals; their weights sum to 1."""
    for goal_id, goal, weight, due_on in GOALS:
        yield {"goal_id": goal_id, "goal": goal, "weight": weight, "due_on": due_on}


def plan_item_rows() -> Iterator[Row]:
    """Give the stages of every goal with what they need and what is at hand."""
    for number, (goal_id, stage, starts, ends, resource, needed, at_hand) in enumerate(
        PLAN_ITEMS, start=1
    ):
        yield {
            "plan_item_id": f"S{number:02d}",
            "goal_id": goal_id,
            "stage": stage,
            "starts_on": date(*starts, 1),
            "due_on": date(*ends, 28),
            "resource": resource,
            "needed": needed,
            "at_hand": at_hand,
        }


def task_rows() -> Iterator[Row]:
    """Give the steps of the year; some are late on the report date."""
    for number, (step, owner, due_on, done_on) in enumerate(TASKS, start=1):
        yield {
            "task_id": f"T{number:02d}",
            "step": step,
            "owner": PEOPLE[owner][0],
            "due_on": date(*due_on),
            "done_on": date(*done_on) if done_on else None,
        }
