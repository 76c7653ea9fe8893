"""The two tables every company has: posts and people."""

from collections.abc import Iterator, Mapping

from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import BAND, Person, band_middle
from workbench.sample.occupations import DAYS_TO_FILL
from workbench.sample.planted import PLANNED_DAYS
from workbench.sample.posts import Post

PURPOSES = {
    "Management": "On the company's plan, leads {unit} so that its goals are reached in time",
    "Research and development": "On customer needs, develops coatings so that they pass every test",
    "Powder and digital": "On the digital plan, develops powder and ink so that new goods sell",
    "Process engineering": "On plant data, designs and keeps processes so that batches are right",
    "Laboratory": "On samples and recipes, measures and adjusts so that colours and films match",
    "Production": "On the weekly plan, makes coatings so that orders leave complete and safe",
    "Maintenance": "On the maintenance plan, keeps lines running so that no shift stands still",
    "Quality": "On standards and audits, checks work so that no defect reaches a customer",
    "Regulatory": "On chemical law, keeps registrations valid so that products may be sold",
    "Sales": "On the sales plan, wins and keeps customers so that margin grows",
    "Customer service": "On orders and questions, answers customers so that they stay",
    "Marketing": "On market data, steers the range and its prices so that margin holds",
    "Purchasing": "On the material plan, buys so that lines never wait and prices hold",
    "Logistics": "On orders and stock, plans and moves goods so that deliveries arrive in time",
    "Finance": "On the books, keeps money and reports in order so that decisions rest on facts",
    "Human resources": "On the staffing plan, finds and keeps people so that posts are filled",
    "Information technology": "On business needs, runs systems so that work and data are safe",
    "Legal": "On contracts and law, advises the units so that no claim surprises the company",
    "Administration": "On request, supports the team so that meetings and events run smoothly",
}


def position_rows(posts: list[Post], *, seed: int, stand_ins: Mapping[str, str]) -> Iterator[Row]:
    """Give a row for every post; ``stand_ins`` has the B of some by position_id."""
    draw = Draw(seed, "positions")
    ids = {post.key: post.position_id for post in posts}
    for post in posts:
        needed_from, needed_to = PLANNED_DAYS.get(post.key, (None, None))
        days = DAYS_TO_FILL[post.occupation] * draw.between(0.85, 1.15) + 3 * post.grade
        yield {
            "position_id": post.position_id,
            "title": post.title,
            "unit": post.unit,
            "reports_to": ids.get(post.boss),
            "grade": post.grade,
            "job_family": post.family,
            "is_management": post.role == "m",
            "seats": post.seats,
            "stand_in_employee_id": stand_ins.get(post.position_id),
            "status": "planned" if post.is_planned else "active",
            "needed_from": needed_from,
            "needed_to": needed_to,
            "purpose": PURPOSES[post.family].format(
                unit="the company" if post.key == "ceo" else post.unit
            ),
            "required_degree": post.degree,
            "required_years": post.required_years,
            "occupation_code": post.occupation,
            "region": post.region,
            "budget_per_year": post.budget,
            "margin_at_stake_per_year": post.margin,
            "pay_min_per_year": round(BAND[0] * band_middle(post), -2),
            "pay_max_per_year": round(BAND[1] * band_middle(post), -2),
            "time_to_fill_days": round(days, -1),
        }


def employee_rows(people: list[Person]) -> Iterator[Row]:
    """Give a row for every person, here or gone."""
    for person in people:
        yield {
            "employee_id": person.employee_id,
            "name": person.name,
            "position_id": person.post.position_id,
            "fte": person.fte,
            "hired_on": person.hired_on,
            "position_since": person.position_since,
            "born_on": person.born_on,
            "pay_per_year": person.pay,
            "degree": person.degree,
            "experience_years": person.experience_years,
            "status": person.status,
            "left_on": person.left_on,
            "leave_reason": person.leave_reason,
            "destination": person.destination,
            "gender": person.gender,
            "audit_group": person.audit_group,
        }
