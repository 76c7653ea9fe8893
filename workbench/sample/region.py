"""The region around the sample company: other companies, moves between regions, providers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample.calendar import AS_OF
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.planted import (
    DRAINED_OCCUPATION,
    RECOUNTED_OCCUPATION,
    SEASONAL_OCCUPATION,
    UNSERVED_GROUP,
    UNSERVED_LINK,
    employee_id,
)
from workbench.sample.posts import Post

OWN_COMPANY = "O11"
# Three levels: the group, its three parks, and four companies in each of them.
PARKS = {
    "O01": ("Coast park", "North"),
    "O02": ("River park", "South"),
    "O03": ("Hill park", "West"),
}
COMPANIES = (
    "Norrlack Coatings", "Baltic Resins", "Harbour Tooling", "Lindeck Labs",
    "Auen Pumps", "Strom Drives", "Weiler Foundry", "Kanal Logistics",
    "Fels Optics", "Bergmann Alloys", "Tann Polymers", "Quell Water",
)  # fmt: skip
# Occupation: how many people a company of middle size has.
STAFFING = {
    "17-2041": 14, "17-2112": 9, "19-2031": 8, "15-1252": 10, "49-9041": 24, "51-9023": 40,
    "51-1011": 8, "41-4011": 12, "13-2011": 7, "11-9041": 4,
}  # fmt: skip
FLOW_DATES = (
    *(date(year, month, day) for year in (2024, 2025)
      for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))),
    date(2026, 3, 31),
)  # fmt: skip
FLOW_PAIRS = (("North", "South"), ("South", "North"), ("North", "West"), ("West", "North"))
FLOW_OCCUPATIONS = {
    DRAINED_OCCUPATION: 30, RECOUNTED_OCCUPATION: 26, SEASONAL_OCCUPATION: 40, "19-2031": 7,
    "15-1252": 34,
}  # fmt: skip
HIDDEN_BELOW = 5
GROUPS = ("Young engineers", "Skilled workers", "Specialists", "Managers")
PROVIDERS = {
    "V01": ("University of the North", "university"), "V02": ("Coast vocational school", "school"),
    "V03": ("Hansen Search", "headhunter"), "V04": ("Nord Staffing", "agency"),
    "V05": ("Engineers' association", "association"), "V06": ("Talent group North", "public"),
}  # fmt: skip
# Provider, link, group: people, cost, outcome, first year, later years, core business and, of those
# brought in, the part that left another employer of the region.
SERVICES = (
    ("V01", "training", "Young engineers", 70, 420_000, 0.78, 60_000, 310_000, True),
    ("V02", "training", "Skilled workers", 160, 640_000, 0.82, 240_000, 420_000, True),
    ("V06", "training", "Managers", 12, 96_000, 0.5, 20_000, 60_000, False),
    ("V03", "introduction", "Specialists", 18, 450_000, 0.7, 520_000, 180_000, True, 0.75),
    ("V03", "introduction", "Managers", 9, 270_000, 0.72, 300_000, 90_000, True, 0.6),
    ("V04", "introduction", "Skilled workers", 210, 520_000, 0.62, 610_000, 40_000, True, 0.55),
    ("V05", "introduction", "Young engineers", 25, 60_000, 0.45, 40_000, 70_000, False, 0.1),
    ("V05", "use", "Specialists", 22, 45_000, 0.55, 10_000, 90_000, True),
    ("V06", "use", "Young engineers", 15, 80_000, 0.4, 5_000, 75_000, True),
    ("V06", "service", "Specialists", 60, 150_000, 0.65, 30_000, 110_000, True),
    ("V06", "service", "Managers", 20, 140_000, 0.7, 25_000, 60_000, True),
    ("V04", "service", "Skilled workers", 45, 70_000, 0.5, 20_000, 30_000, False),
    ("V06", "incentive", "Specialists", 14, 280_000, 0.6, 40_000, 190_000, True),
    ("V01", "incentive", "Young engineers", 6, 60_000, 0.5, 5_000, 35_000, False),
)
NEEDED = {"Young engineers": 65, "Skilled workers": 170, "Specialists": 24, "Managers": 14}
NEEDED_BY_LINK = {
    "training": 1.0,
    "introduction": 0.9,
    "use": 0.7,
    "service": 1.1,
    "incentive": 0.5,
}


def occupation_title_rows() -> Iterator[Row]:
    """Give two titles that were looked at: one with a code, one that no public code fits."""
    day = date(2026, 5, 4)
    yield {"title": "Bead mill setter", "occupation_code": "51-9021", "decided_on": day,
           "decided_by": employee_id(1)}  # fmt: skip
    yield {"title": "Colour ambassador", "decided_on": day}


def consent_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give who agreed to be offered to others; a few took it back or agreed for some time only."""
    draw = Draw(seed, "consents")
    for one in people:
        if not one.is_here or not draw.chance(0.25):
            continue
        row: dict[str, object] = {
            "employee_id": one.employee_id,
            "agreed_on": AS_OF - timedelta(days=draw.whole(20, 300)),
            "available_on": AS_OF + timedelta(days=30 * draw.whole(1, 9)),
            "region": one.post.region,
        }
        if draw.chance(0.3):
            row["ends_on"] = AS_OF + timedelta(days=draw.whole(-15, 365))
        if draw.chance(0.05):
            row["withdrawn_on"] = AS_OF - timedelta(days=draw.whole(0, 15))
        yield row


def organisation_rows() -> Iterator[Row]:
    """Give the group, its parks and their companies; the sample company is the first of them."""
    yield {"organisation_id": "O00", "name": "Nordverbund", "level": "group"}
    for park, (name, region) in PARKS.items():
        yield {"organisation_id": park, "name": name, "parent_id": "O00", "level": "park",
               "region": region}  # fmt: skip
    for place, name in enumerate(COMPANIES):
        park = f"O{place // 4 + 1:02d}"
        yield {"organisation_id": f"O{11 + place}", "name": name, "parent_id": park,
               "level": "company", "region": PARKS[park][1]}  # fmt: skip


def organisation_figure_rows(
    posts: list[Post], people: list[Person], *, seed: int
) -> Iterator[Row]:
    """Give people by occupation for each company; those of the sample company are counted."""
    draw = Draw(seed, "organisation_figures")
    here = Counter(one.post.occupation for one in people if one.is_here)
    year = AS_OF - timedelta(days=365)
    gone = Counter(
        one.post.occupation for one in people if one.left_on and year < one.left_on <= AS_OF
    )
    agreed = _agreed(people, seed=seed)
    seats: Counter[str] = Counter()
    for post in posts:
        seats[post.occupation] += 0 if post.is_planned else post.seats
    for place in range(len(COMPANIES)):
        for code, usual in STAFFING.items():
            number = round(usual * draw.between(0.1, 1.9))
            left, empty = round(number * draw.between(0, 0.25)), draw.whole(0, 4)
            offered = round(number * draw.between(0, 0.3))
            if f"O{11 + place}" == OWN_COMPANY:
                number, left, empty = here[code], gone[code], max(seats[code] - here[code], 0)
                offered = agreed[code]
            yield {"organisation_id": f"O{11 + place}", "occupation_code": code, "as_of": AS_OF,
                   "people": number, "left_within_year": left, "open_posts": empty,
                   "offered": offered}  # fmt: skip


def _agreed(people: list[Person], *, seed: int) -> Counter[str]:
    """Count by occupation whose consent runs on the report date."""
    occupation = {one.employee_id: one.post.occupation for one in people}
    return Counter(
        occupation[row["employee_id"]]
        for row in consent_rows(people, seed=seed)
        if "withdrawn_on" not in row and row.get("ends_on", AS_OF) >= AS_OF
    )


def region_flow_rows(*, seed: int) -> Iterator[Row]:
    """Give quarterly moves: one drain, one new way of counting, one season, some cells hidden."""
    draw = Draw(seed, "region_flows")
    for code, usual in FLOW_OCCUPATIONS.items():
        for start, end in FLOW_PAIRS:
            for day in FLOW_DATES:
                people = round(usual * _pull(code, start, end, day) * draw.between(0.9, 1.1))
                hidden = people < HIDDEN_BELOW
                yield {"occupation_code": code, "from_region": start, "to_region": end,
                       "period_end": day, "period_months": 3,
                       "people": None if hidden else people,
                       "suppressed_below": HIDDEN_BELOW if hidden else None,
                       "to_competitor": (start, end) == ("North", "South"),
                       "definition": "2025" if day.year >= 2025 and code == RECOUNTED_OCCUPATION
                       else "2018"}  # fmt: skip


def _pull(code: str, start: str, end: str, day: date) -> float:
    """Give how much more than usual move: what is planted in each occupation."""
    leaving = (start, end) == ("North", "South")
    if code == DRAINED_OCCUPATION:
        return 1.0 + 0.25 * FLOW_DATES.index(day) if leaving else 0.8
    if code == RECOUNTED_OCCUPATION:
        return 2.2 if leaving and day.year >= 2025 else 1.0
    if code == SEASONAL_OCCUPATION:
        return 1.9 if leaving and day.month == 9 else 1.0
    return 0.7


def provider_rows() -> Iterator[Row]:
    """Give who provides a part of talent work."""
    for provider, (name, kind) in PROVIDERS.items():
        yield {"provider_id": provider, "name": name, "kind": kind}


def service_rows() -> Iterator[Row]:
    """Give what each provider does in the North."""
    names = ("provider_id", "link", "talent_group", "people_per_year", "cost_per_year",
             "outcome_share", "return_first_year", "benefit_per_year", "is_core",
             "within_region_share")  # fmt: skip
    for service in SERVICES:
        yield dict(zip(names, service, strict=False)) | {"region": "North"}


def talent_need_rows() -> Iterator[Row]:
    """Give how many people of each group need each link; one need is met by nobody."""
    assert not any(row[1:3] == (UNSERVED_LINK, UNSERVED_GROUP) for row in SERVICES)
    for group, people in NEEDED.items():
        for link, part in NEEDED_BY_LINK.items():
            yield {"talent_group": group, "link": link, "region": "North",
                   "people_per_year": round(people * part)}  # fmt: skip
