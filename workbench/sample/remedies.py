"""Countermeasures: the six kinds and one of the company's own, effects as invented ranges."""

from collections.abc import Iterator

from workbench.sample.frames import Row

SOURCE = "invented for the sample; replace with your own estimate"
# Name, kind, moment, acts on, effect P10, P50, P90, cost of one post a year, legal note.
MEASURES = (
    ("Equity stake for holders of key posts", "equity", "before", "leave_probability",
     0.10, 0.25, 0.40, 14_000,
     "Prospectus and tax rules differ by country; take advice before offering shares."),
    ("Non-competition agreement", "non_compete", "after", "rival_share", 0.10, 0.30, 0.50, 11_000,
     "Allowed only in some places, often only with pay during the ban and for a limited time."),
    ("A and B roles", "ab_roles", "during", "cover_share", 0.20, 0.45, 0.65, 9_000, "None known."),
    ("Backup of technical data", "data_backup", "before", "secret_loss", 0.20, 0.40, 0.60, 4_500,
     "Works councils may have to agree when people are recorded at work."),
    ("Good-faith deposit", "deposit", "before", "rival_share", 0.02, 0.08, 0.20, 1_000,
     "Prohibited in many places: an employer may not hold back pay or take a deposit."),
    ("Care for the person", "care", "before", "leave_probability", 0.05, 0.18, 0.32, 3_500,
     "None known."),
    ("Second contact at every key customer", "own", "during", "customer_loss", 0.15, 0.35, 0.55,
     6_000, "None known."),
)  # fmt: skip


def measure_rows() -> Iterator[Row]:
    """Give a row for every measure."""
    for number, measure in enumerate(MEASURES, start=1):
        name, kind, moment, acts_on, low, middle, high, cost, legal_note = measure
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
            "legal_note": legal_note,
            "source_note": SOURCE,
        }
