"""The posts of a sample company: the core and as many crews as its size asks for."""

from dataclasses import dataclass

from workbench.sample import core_posts
from workbench.sample.crews import (
    AREAS,
    FILLING_OCCUPATION,
    MIXING_OCCUPATION,
    SUPPORT_CREWS,
    Crew,
)

CREW_PEOPLE = 13
_YEARS_BY_GRADE = (0, 0, 0, 1, 2, 3, 4, 4, 5, 6, 8, 10, 12, 14, 15, 18)


@dataclass(frozen=True)
class Post:
    """A post before it becomes a row; ``role`` is m, s, o, v or p, money in currency per year."""

    position_id: str
    key: str
    title: str
    boss: str
    unit: str
    region: str
    family: str
    grade: int
    seats: int
    occupation: str
    role: str
    margin: float
    budget: float
    degree: str
    is_core: bool = True

    @property
    def is_planned(self) -> bool:
        """Whether the plan needs the post later and nobody is looked for yet."""
        return self.role == "p"

    @property
    def required_years(self) -> int:
        """Experience asked for, by grade."""
        return _YEARS_BY_GRADE[self.grade]


def position_id(number: int) -> str:
    """Give the id of the n-th post."""
    return f"P{number:04d}"


def make_core_posts() -> list[Post]:
    """Read the core posts in their fixed order, which fixes their ids."""
    return [
        _core_post(number, line.split(";"))
        for number, line in enumerate(core_posts.CORE_POSTS.split("\n")[1:-1], start=1)
    ]


def make_posts(employees: int) -> list[Post]:
    """Give the core posts and the crews that fill the company up to about ``employees`` people."""
    posts = make_core_posts()
    for crew in SUPPORT_CREWS:
        _add_support(posts, crew, scale=employees / 1000)
    missing = employees * 1.03 - sum(post.seats for post in posts if not post.is_planned)
    _add_production(posts, crews=max(4, round(missing / (CREW_PEOPLE + 0.4))))
    return posts


def _core_post(number: int, cells: list[str]) -> Post:
    key, title, boss, unit, region, family, grade, seats, occupation, role, margin, budget = cells[
        :12
    ]
    return Post(
        position_id(number), key, title, boss, core_posts.UNITS[unit], core_posts.REGIONS[region],
        core_posts.FAMILIES.get(family, family), int(grade), int(seats), occupation, role,
        1000.0 * float(margin), 1000.0 * float(budget), cells[12],
    )  # fmt: skip


def _add(posts: list[Post], key: str, title: str, boss: str, crew: Crew, region: str,
         grade: int, seats: int, occupation: str, role: str, margin: float) -> None:  # fmt: skip
    """Append one post of a crew under the next id."""
    leads = role == "m"
    posts.append(
        Post(
            position_id(len(posts) + 1), key, title, boss, crew.unit, region, crew.family, grade,
            seats, occupation, role, margin, 12_000.0 * grade if leads else 0.0,
            "bachelor" if leads and grade >= 8 else crew.degree, False,
        )
    )  # fmt: skip


def _add_pair(posts: list[Post], crew: Crew, region: str, number: int, name: str) -> None:
    """Append a lead and the worker post under the lead."""
    key = f"{crew.worker}/{region}/{number}"
    boss = crew.boss.format(r=region.lower())
    _add(posts, f"lead {key}", f"{crew.lead}, {name}", boss, crew, region, crew.lead_grade, 1,
         crew.lead_occupation, "m", 45_000.0 * crew.lead_grade)  # fmt: skip
    _add(posts, key, f"{crew.worker}, {name}", f"lead {key}", crew, region, crew.worker_grade,
         crew.seats, crew.occupation, "o", 22_000.0 * crew.worker_grade)  # fmt: skip


def _add_support(posts: list[Post], crew: Crew, *, scale: float) -> None:
    for letter in crew.regions:
        region = core_posts.REGIONS[letter]
        count = int(crew.per_thousand * scale + 0.5)
        for number in range(1, count + 1):
            name = region if count == 1 else f"{region} {number}"
            _add_pair(posts, crew, region, number, name)


def _add_production(posts: list[Post], *, crews: int) -> None:
    """Spread shifts over the four plants, with an area manager for every three to five."""
    for index, region in enumerate(core_posts.REGIONS.values()):
        shifts = crews // 4 + (index < crews % 4)
        areas = max(1, -(-shifts // 4)) if shifts > 2 else 1
        for area in range(areas):
            _add_area(posts, region, area, shifts // areas + (area < shifts % areas))


def _add_area(posts: list[Post], region: str, area: int, shifts: int) -> None:
    round_number = area // len(AREAS)
    name = AREAS[area % len(AREAS)] + (f" {round_number + 1}" if round_number else "")
    occupation = FILLING_OCCUPATION if name in ("Filling", "Packing") else MIXING_OCCUPATION
    crew = Crew("Shift lead", "Operator", "", "Production", "Production", 7, 3, 10, "", 0,
                "51-1011", occupation, "secondary")  # fmt: skip
    key = f"area {region} {name}"
    _add(posts, key, f"Area manager, {name} {region}", f"plant_{region.lower()}", crew, region,
         9, 1, "11-3051", "m", 900_000.0)  # fmt: skip
    for shift in range(1, shifts + 1):
        place = f"{name} {region} {shift}"
        lead = f"lead {place}"
        _add(posts, lead, f"Shift lead, {place}", key, crew, region, 7, 1, "51-1011", "m",
             260_000.0)  # fmt: skip
        _add(posts, f"senior {place}", f"Senior operator, {place}", lead, crew, region, 5, 2,
             occupation, "o", 110_000.0)  # fmt: skip
        _add(posts, f"operator {place}", f"Operator, {place}", lead, crew, region, 3, 10,
             occupation, "o", 60_000.0)  # fmt: skip
