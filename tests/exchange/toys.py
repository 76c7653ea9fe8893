"""Small companies in which people agreed to be offered."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from workbench.company import Company, company_from_tables
from workbench.exchange.pseudonyms import Secret, as_secret
from workbench.settings import Settings

AS_OF = date(2026, 6, 30)
SECRET_TEXT = "c0ffee-9f1d-4b7a-8c55-secret-of-the-tests"
SECRET = as_secret(SECRET_TEXT)
OTHER_SECRET = Secret(b"another secret of the tests, 0123456789")
Tables = dict[str, pd.DataFrame]
# Occupation, grade, region of the posts; the first two are in one major group.
POSTS = (
    ("P1", "Welder", "51-4121", 3, "North"),
    ("P2", "Solderer", "51-4122", 3, "North"),
    ("P3", "Engineer", "17-2041", 8, "North"),
    ("P4", "Engineer", "17-2041", 8, "South"),
    ("P5", "Nameless trade", None, 3, "North"),
)
COMPETENCIES = pd.DataFrame(
    {"competency_id": ["C1", "C2", "C3"], "name": ["Welding", "=cmd|'/c calc'!A1; <b>", "Drawing"],
     "element": "knowledge"}
)  # fmt: skip


def tables(seed: int = 1, *, people: int = 150, agreed: float = 0.35) -> Tables:
    """Draw a company; ids carry no order and names stand in no other column."""
    draw = np.random.default_rng(seed)
    posts = pd.DataFrame(
        POSTS, columns=["position_id", "title", "occupation_code", "grade", "region"]
    ).assign(seats=people)
    staff = pd.DataFrame(
        {
            "employee_id": [f"E{number:05d}" for number in draw.permutation(90_000)[:people]],
            "name": [f"Ada{number} Example{number}" for number in range(people)],
            "position_id": draw.choice(posts["position_id"], people),
            "pay_per_year": 50_000 + draw.integers(0, 20_000, people),
        }
    )
    seen = pd.DataFrame(
        [
            (who, competency, float(draw.integers(0, 6)), "2026-01-01")
            for who in staff["employee_id"]
            for competency in COMPETENCIES["competency_id"]
            if draw.random() < 0.7
        ],
        columns=["employee_id", "competency_id", "level", "assessed_on"],
    )
    those = staff["employee_id"][draw.random(people) < agreed]
    consents = pd.DataFrame(
        [_consent(who, draw) for who in those],
        columns=["employee_id", "agreed_on", "ends_on", "withdrawn_on", "available_on", "region"],
    )
    return {"positions": posts, "employees": staff, "competencies": COMPETENCIES,
            "assessments": seen, "consents": consents}  # fmt: skip


def _consent(who: str, draw: np.random.Generator) -> tuple[Any, ...]:
    ends = AS_OF + timedelta(days=int(draw.integers(-20, 500))) if draw.random() < 0.3 else None
    gone = AS_OF - timedelta(days=int(draw.integers(-3, 9))) if draw.random() < 0.1 else None
    free = AS_OF + timedelta(days=int(draw.integers(-90, 180))) if draw.random() < 0.8 else None
    region = str(draw.choice(["North", "South"], p=[0.8, 0.2]))
    return who, AS_OF - timedelta(days=int(draw.integers(0, 200))), ends, gone, free, region


def company(given: Tables, **exchange: Any) -> Company:
    settings = Settings.model_validate({"exchange": exchange})
    return company_from_tables(given, as_of=AS_OF, settings=settings)


def crew(number: int, *, agreed: int, **consent: Any) -> Tables:
    """People alike in one post, of whom the first agreed; consents are as given, else open."""
    ids = [f"E{place:03d}" for place in range(number)]
    given = {"agreed_on": "2026-01-01", "ends_on": None, "withdrawn_on": None,
             "available_on": None, "region": "North", **consent}  # fmt: skip
    posts = pd.DataFrame(
        {"position_id": ["P1"], "title": ["Welder"], "occupation_code": ["51-4121"], "grade": [3],
         "region": ["North"], "seats": [number]}
    )  # fmt: skip
    staff = pd.DataFrame({"employee_id": ids, "position_id": "P1"})
    return {"positions": posts, "employees": staff,
            "consents": pd.DataFrame({"employee_id": ids[:agreed], **given})}  # fmt: skip
