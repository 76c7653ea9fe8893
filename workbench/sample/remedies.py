"""Countermeasures: the six kinds and own ones, effects as invented ranges, and what is agreed."""

from collections.abc import Iterator
from datetime import date

from workbench.sample.frames import Row
from workbench.sample.planted import PEOPLE, POSTS

SOURCE = "invented for the sample; replace with your own estimate"
# Name, kind, moment, acts on, effect P10, P50, P90, cost of one post: a year, once, for the firm;
# legal note.
MEASURES = (
    ("Equity stake for holders of key posts", "equity", "before", "leave_probability",
     0.10, 0.25, 0.40, 14_000, 2_000, 40_000,
     "Prospectus and tax rules differ by country; take advice before offering shares."),
    ("Non-competition agreement", "non_compete", "after", "rival_share", 0.10, 0.30, 0.50,
     11_000, 0, 0,
     "Allowed only in some places, often only with pay during the ban and for a limited time."),
    ("A and B roles", "ab_roles", "during", "cover_share", 0.20, 0.45, 0.65, 9_000,
     3_000, 0, "None known."),
    ("Backup of technical data", "data_backup", "before", "knowledge_loss", 0.20, 0.40, 0.60,
     4_500, 2_500, 15_000,
     "Works councils may have to agree when people are recorded at work."),
    ("Good-faith deposit", "deposit", "before", "rival_share", 0.02, 0.08, 0.20, 1_000, 0, 0,
     "Prohibited in many places: an employer may not hold back pay or take a deposit."),
    ("Care for the person", "care", "before", "leave_probability", 0.05, 0.18, 0.32, 3_500, 0, 0,
     "None known."),
    ("Second contact at every key customer", "own", "during", "customer_loss", 0.15, 0.35, 0.55,
     6_000, 0, 0, "None known."),
    ("Locks on recipes and patents", "own", "before", "secret_loss", 0.15, 0.35, 0.50, 3_000, 4_000,
     0, "None known."),
)  # fmt: skip
# Post, measure, who answers for it, by when, when it was in place.
AGREED = (
    ("kam_rail", "M7", "sales_head", (2026, 5, 31), None),
    ("primer_engineer", "M8", "tech_head", (2026, 3, 31), (2026, 3, 20)),
    ("primer_engineer", "M6", "tech_head", (2026, 9, 15), None),
    ("inkjet_engineer", "M6", None, (2026, 12, 31), None),
    ("dispersion_setter", "M4", "plant_east", None, None),
)  # fmt: skip


def measure_rows() -> Iterator[Row]:
    """Give a row for every measure."""
    for number, measure in enumerate(MEASURES, start=1):
        name, kind, moment, acts_on, low, middle, high, cost, once, firm, legal_note = measure
        yield {
            "measure_id": f"M{number}",
            "name": name,
            "kind": kind,
            "moment": moment,
            "acts_on": acts_on,
            "effect_p10": low,
            "effect_p50": middle,
            "effect_p90": high,
            "cost_per_post_per_year": cost,
            "cost_once_per_post": once,
            "cost_once_firm": firm,
            "legal_note": legal_note,
            "source_note": SOURCE,
        }


def post_measure_rows() -> Iterator[Row]:
    """Give what is agreed for single posts: done, late, due, without an owner, without a date."""
    for post, measure_id, owner, due_on, done_on in AGREED:
        yield {
            "position_id": POSTS[post],
            "measure_id": measure_id,
            "owner": PEOPLE[owner][0] if owner else None,
            "due_on": date(*due_on) if due_on else None,
            "done_on": date(*done_on) if done_on else None,
        }
