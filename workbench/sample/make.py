"""Make the sample company: posts, people, and every table that rests on them."""

from workbench.errors import ParameterError
from workbench.sample.basics import employee_rows, position_rows
from workbench.sample.frames import Frames, to_frame
from workbench.sample.occupations import market_rows
from workbench.sample.people import make_people
from workbench.sample.planted import SEED
from workbench.sample.posts import make_posts

LEAST_EMPLOYEES = 200
MOST_EMPLOYEES = 20_000


def make_sample(*, seed: int = SEED, employees: int = 1000) -> Frames:
    """Make every table of an invented coatings manufacturer, the same for the same seed."""
    if not LEAST_EMPLOYEES <= employees <= MOST_EMPLOYEES:
        raise ParameterError(
            f"employees: {employees} is out of range. "
            f"Allowed: a whole number from {LEAST_EMPLOYEES} to {MOST_EMPLOYEES}."
        )
    posts = make_posts(employees)
    people = make_people(posts, seed=seed)
    rows = {
        "positions": position_rows(posts, seed=seed),
        "employees": employee_rows(people),
        "market": market_rows(seed=seed),
    }
    return {table: to_frame(table, content) for table, content in rows.items()}
