"""Competencies, what posts need of them, and what people were assessed to have."""

from collections.abc import Iterator
from datetime import date, timedelta

from workbench.sample import planted
from workbench.sample.calendar import AS_OF, month_start_before
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.lives import Person
from workbench.sample.posts import Post

LOWEST_GRADE = 6
ASSESSED_FROM_GRADE = {"Maintenance": 5}
COMPETENCIES = {
    "C01": ("Leadership", "core_competence"),
    "C02": ("Strategic planning", "core_competence"),
    "C03": ("Process control", "core_competence"),
    "C04": ("Formulation chemistry", "professionalism"),
    "C05": ("Customer negotiation", "core_competence"),
    "C06": ("Quality methods", "professionalism"),
    "C07": ("Financial analysis", "professionalism"),
    "C08": ("Supply planning", "professionalism"),
    "C09": ("Data analysis", "core_competence"),
    "C10": ("Project management", "core_competence"),
    "C11": ("Stress tolerance", "psychological_quality"),
    "C12": ("Openness to change", "psychological_quality"),
    "C13": ("Cooperation", "psychological_quality"),
    "C14": ("Coatings market knowledge", "knowledge"),
    "C15": ("Safety and environmental law", "knowledge"),
    "C16": ("Product knowledge", "knowledge"),
    "C17": ("Maintenance engineering", "professionalism"),
    "C18": ("Systems engineering", "professionalism"),
    "C21": ("Primer resin chemistry", "professionalism"),
    "C22": ("Bead-mill dispersion", "professionalism"),
    "C23": ("Powder extrusion", "professionalism"),
    "C24": ("Inkjet waveform design", "professionalism"),
    "C25": ("Colour recipe system", "professionalism"),
    "C26": ("Chemical registration dossiers", "professionalism"),
    "C27": ("Process-control programming", "professionalism"),
    "C28": ("Pigment sourcing", "professionalism"),
    "C29": ("Low-temperature curing", "professionalism"),
    "C30": ("Resin synthesis", "professionalism"),
    "C31": ("Rail approvals", "knowledge"),
}
# The first one is what sets high performers of the family apart.
FAMILY_SKILLS = {
    "Management": ("C02", "C09", "C14"),
    "Research and development": ("C04", "C09", "C16"),
    "Powder and digital": ("C09", "C04", "C12"),
    "Process engineering": ("C03", "C09", "C15"),
    "Laboratory": ("C06", "C04", "C16"),
    "Production": ("C03", "C11", "C15"),
    "Maintenance": ("C17", "C11", "C15"),
    "Quality": ("C06", "C09", "C15"),
    "Regulatory": ("C15", "C16", "C09"),
    "Sales": ("C05", "C14", "C16"),
    "Customer service": ("C05", "C11", "C16"),
    "Marketing": ("C14", "C09", "C05"),
    "Purchasing": ("C05", "C08", "C16"),
    "Logistics": ("C08", "C09", "C11"),
    "Finance": ("C07", "C09", "C13"),
    "Human resources": ("C13", "C10", "C11"),
    "Information technology": ("C18", "C09", "C10"),
    "Legal": ("C15", "C05", "C13"),
    "Administration": ("C13", "C10", "C11"),
}
GENERAL_SKILLS = ("C01", "C10", "C13")
RARE_SKILLS = {
    "primer_engineer": "C21",
    "dispersion_setter": "C22",
    "extrusion_engineer": "C23",
    "inkjet_engineer": "C24",
    "colour_technician": "C25",
    "registration": "C26",
    "controls": "C27",
    "pigment_buyer": "C28",
    "curing_scientist": "C29",
    "kam_rail": "C31",
}
# Posts that need some of a rare skill without being built on it.
PARTLY_RARE = {
    "regulatory_lead": ("C26", 3.0),
    "tooling_engineer": ("C27", 3.0),
    "inkjet_line": ("C24", 3.0),
    "resin_chemist": ("C30", 4.0),
    "pilot_lead": ("C22", 2.0),
}
# Colleagues who know a little of it; the one who could take over controls sits elsewhere.
LEARNERS = {
    "primer_chemist": ("C21", 2.0),
    "pilot_tech": ("C22", 1.5),
    "powder_engineer": ("C23", 2.0),
    "digital_engineer": ("C24", 2.5),
    "application_tech": ("C25", 2.0),
    "hazards": ("C26", 2.0),
    "data_engineer": ("C27", 4.0),
    "product_liquid": ("C28", 2.0),
    "sales_west": ("C31", 2.0),
    "regulatory_lead": ("C26", 3.0),
    "resin_chemist": ("C30", 4.0),
    "pilot_lead": ("C22", 2.0),
}
SOURCES = ("assessment centre", "manager review", "all-round review", "test")


def competency_rows() -> Iterator[Row]:
    """Give a row for every competency."""
    for competency, (name, element) in COMPETENCIES.items():
        yield {"competency_id": competency, "name": name, "element": element}


def needed_levels(post: Post) -> dict[str, float]:
    """Give the level a post needs of each competency; empty for crews of low grade."""
    if post.position_id in planted.GRAND_TITLE_POSTS:
        return {"C13": 2.0, "C10": 1.0}
    if post.position_id in planted.UNDESCRIBED_POSTS:
        return {}
    lowest = ASSESSED_FROM_GRADE.get(post.family, LOWEST_GRADE)
    if post.grade < lowest and not post.is_core:
        return {}
    level = 4.0 if post.grade >= 10 else 3.0 if post.grade >= 7 else 2.0
    levels = dict.fromkeys(FAMILY_SKILLS[post.family], max(2.0, level - 1))
    levels[FAMILY_SKILLS[post.family][0]] = level
    if post.role == "m":
        levels["C01"] = min(4.0, level + (post.grade >= 9) * 0.5)
    if post.key in RARE_SKILLS:
        levels[RARE_SKILLS[post.key]] = 4.0
    if post.key in PARTLY_RARE:
        levels |= dict([PARTLY_RARE[post.key]])
    if post.position_id == planted.RETIRING_HEAD_POST:
        levels |= {"C01": 5.0, "C03": 5.0, "C15": 5.0}
    return levels


def requirement_rows(posts: list[Post]) -> Iterator[Row]:
    """Give a row for every competency a post needs; core competence weighs most."""
    weight = {"core_competence": 3, "professionalism": 2}
    for post in posts:
        for competency, level in sorted(needed_levels(post).items()):
            yield {
                "position_id": post.position_id,
                "competency_id": competency,
                "level": level,
                "weight": weight.get(COMPETENCIES[competency][1], 1),
            }


def assessment_rows(people: list[Person], *, seed: int) -> Iterator[Row]:
    """Give the assessments of everybody here in a post that needs competencies."""
    draw = Draw(seed, "assessments")
    for person in people:
        if person.is_here:
            yield from _assessments(draw, person)


def _assessments(draw: Draw, person: Person) -> Iterator[Row]:
    for competency, level in sorted(_held_levels(draw, person).items()):
        day = draw.day(date(2025, 2, 1), AS_OF - timedelta(days=20))
        day = max(day, min(person.hired_on + timedelta(days=60), AS_OF))
        source = draw.pick(SOURCES)
        if person.hired_on < month_start_before(day, 3) and draw.chance(0.2):
            yield _row(person, competency, max(0.0, level - draw.pick((0.5, 1.0))),
                       day - timedelta(days=draw.whole(400, 700)), source)  # fmt: skip
        yield _row(person, competency, level, day, source)


def _row(person: Person, competency: str, level: float, day: date, source: str) -> Row:
    return {
        "employee_id": person.employee_id,
        "competency_id": competency,
        "level": level,
        "assessed_on": day,
        "source": source,
    }


def _held_levels(draw: Draw, person: Person) -> dict[str, float]:
    needed = needed_levels(person.post)
    if not needed and person.post.key not in LEARNERS:
        return {}
    own = min(4.0, 1.0 + 0.25 * person.post.grade)
    asked = dict.fromkeys(GENERAL_SKILLS, own - 0.5) | needed
    best = FAMILY_SKILLS[person.post.family][0]
    levels = {
        competency: _level(draw, person, level, is_best=competency == best)
        for competency, level in asked.items()
    }
    rare = RARE_SKILLS.get(person.post.key)
    if rare:
        levels[rare] = max(4.0, levels[rare])
    if person.post.key in LEARNERS:
        levels |= dict([LEARNERS[person.post.key]])
    if person.employee_id == planted.RETIRING_HEAD:
        levels |= {"C01": 5.0, "C03": 5.0, "C15": 5.0}
    elif "C03" in levels and person.post.grade > 8:
        levels["C03"] = min(4.5, levels["C03"])
    return levels | planted.LEVELS.get(person.employee_id, {})


def _level(draw: Draw, person: Person, asked: float, *, is_best: bool) -> float:
    """Level on a grid of one half: the ability of the person, and the drive where it counts."""
    offset = 0.3 * person.ability + (0.6 * person.drive if is_best else 0.0) + draw.bell(0.2, 0.45)
    return min(5.0, max(0.0, round(2 * (asked + offset)) / 2))
