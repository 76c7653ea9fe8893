"""The truths hidden in the sample, each with the ids that carry it; one place for all of them."""

from dataclasses import dataclass
from datetime import date

from workbench.sample.posts import make_core_posts

SEED = 2026


def employee_id(number: int) -> str:
    """Give the id of the n-th person; ids look issued at random but never meet.

    Examples
    --------
    >>> employee_id(1), employee_id(2)
    ('E07919', 'E15838')
    """
    return f"E{number * 7919 % 99991:05d}"


def _seats() -> dict[str, tuple[str, ...]]:
    """People of every core post; a vacant or planned post has none."""
    people: dict[str, tuple[str, ...]] = {}
    number = 0
    for post in make_core_posts():
        filled = 0 if post.role in "vp" else post.seats
        people[post.key] = tuple(employee_id(number + seat + 1) for seat in range(filled))
        number += filled
    return people


POSTS = {post.key: post.position_id for post in make_core_posts()}
PEOPLE = _seats()


def _posts(keys: str) -> tuple[str, ...]:
    return tuple(POSTS[key] for key in keys.split())


def _people(keys: str) -> tuple[str, ...]:
    return tuple(person for key in keys.split() for person in PEOPLE[key])


# 1. A primer recipe that two engineers of one team hold, and nobody else.
RECIPE = "A001"
RECIPE_POST = POSTS["primer_engineer"]
RECIPE_HOLDERS = PEOPLE["primer_engineer"]

# 2. A team a rival would lift out: five people who ask each other, in a family that is leaving.
LIFT_OUT_TEAM = (
    *_people("extrusion_engineer curing_scientist inkjet_engineer"),
    *PEOPLE["digital_engineer"][:2],
)
LIFT_OUT_POSTS = _posts("extrusion_engineer curing_scientist inkjet_engineer digital_engineer")
LIFT_OUT_FAMILY = "Powder and digital"
LIFT_OUT_DEPARTURES = {
    "powder_engineer": ((0, date(2025, 8, 31)), (1, date(2026, 1, 31))),
    "digital_engineer": ((2, date(2025, 10, 31)), (3, date(2026, 3, 31))),
}

# 3. A bench that looks full and names the same five people everywhere.
FIVE_NAMES = _people("water_lead plant_east sales_south qa_mgr planning_mgr")
FIVE_NAMES_POSTS = _posts(
    "ceo tech_head qual_head sales_head supply_head hr_head powder_mgr process_mgr colour_mgr "
    "plant_north plant_east plant_south plant_west qa_mgr regulatory_lead sales_north sales_east "
    "sales_south sales_west marketing_mgr service_mgr purchasing_mgr logistics_mgr planning_mgr "
    "pilot_lead"
)

# 4. A head of unit who turns 65 within a year; the names on the bench rest on old evidence.
RETIRING_HEAD_POST = POSTS["prod_head"]
RETIRING_HEAD = PEOPLE["prod_head"][0]
STALE_NOMINEES = _people("plant_north process_mgr")

# 5. A key account that hangs on one sales person.
KEY_ACCOUNT = "A002"
KEY_ACCOUNT_POST = POSTS["kam_rail"]
KEY_ACCOUNT_HOLDER = PEOPLE["kam_rail"][0]

# 6. Ordinary posts with grand titles.
GRAND_TITLE_POSTS = _posts("happiness vice_coordinator evangelist")

# 7. A method in one head, a vacancy nobody fills, two gaps in the strategy line, a paper backup.
LONE_METHOD = "A003"
LONE_METHOD_POST = POSTS["dispersion_setter"]
LONE_METHOD_HOLDER = PEOPLE["dispersion_setter"][0]
LONG_VACANCY_POST = POSTS["controls"]
LONG_VACANCY_LEFT_ON = date(2025, 7, 31)
LONG_VACANCY_REQUISITION = "Q0001"
LONG_VACANCY_OPENED_ON = date(2025, 8, 4)
ORPHAN_GOAL = "G5"
IDLE_POSTS = _posts("plant_south controlling_mgr")
PAPER_BACKUP = PEOPLE["topcoat_lead"][0]
PAPER_BACKUP_POSTS = _posts("liquid_mgr primer_lead water_lead")

# 8. Posts that matter and do not sound like it: tied to goals, hard to fill, costly to lose.
KEY_POSTS = _posts(
    "primer_engineer colour_technician extrusion_engineer curing_scientist inkjet_engineer "
    "controls dispersion_setter registration pigment_buyer kam_rail"
)

# 9. Posts that nobody has described yet: what they are worth is unknown, not low.
UNDESCRIBED_POSTS = _posts("pilot_tech application_tech")

# 10. A strength in an ordinary post that a key post could use, and that nobody has named for it.
STRENGTH = PEOPLE["digital_engineer"][0]
STRENGTH_POST = POSTS["digital_engineer"]
STRENGTH_KEY_POST = POSTS["inkjet_engineer"]
STRENGTH_LEAST_RATING = 4

# 11. A key post held with a gap: knows the pigments, was never taught to negotiate.
GAP_HOLDER = PEOPLE["pigment_buyer"][0]
GAP_POST = POSTS["pigment_buyer"]
GAP_COMPETENCY = "C05"

# Levels of planted people, in place of those that were drawn.
LEVELS = {
    STRENGTH: {"C04": 2.5, "C09": 3.5, "C12": 2.5, "C24": 3.5},
    GAP_HOLDER: {GAP_COMPETENCY: 1.0},
}

# 12. Posts the plan needs later: with first and last day, empty, and one that no stage explains.
PLANNED_DAYS: dict[str, tuple[date, date | None]] = {
    "line_start": (date(2026, 8, 1), date(2027, 6, 30)),
    "drum_return": (date(2026, 9, 1), None),
    "inkjet_line": (date(2026, 10, 1), None),
    "inkjet_setter": (date(2027, 1, 1), None),
}
PLANNED_POSTS = tuple(POSTS[key] for key in PLANNED_DAYS)
UNEXPLAINED_POST = POSTS["drum_return"]
SECOND_LINE_STAGE = "S05"

# 13. A customer file taken over on one day: the administrator who ran it stands as the holder of
# every dealer in it. Nobody knows who really does; it is no key person.
IMPORT_OWNER = PEOPLE["erp_admin"][0]
IMPORT_DAY = date(2024, 9, 2)
IMPORTED_DEALERS = 60

# 14. An ordinary post that looks key only because of what its holder alone can do.
PERSON_MADE_POST = POSTS["colour_lead"]
PERSON_MADE_HOLDER = PEOPLE["colour_lead"][0]
PERSON_MADE_METHOD = "Matching colours by eye under any light"


@dataclass(frozen=True)
class Life:
    """Dates and pay of a planted person; ``pay_factor`` multiplies the middle of the pay band."""

    born: date
    hired: date
    since: date
    pay_factor: float = 1.0


LIVES = {
    RECIPE_HOLDERS[0]: Life(date(1974, 5, 9), date(2004, 9, 1), date(2011, 4, 1)),
    RECIPE_HOLDERS[1]: Life(date(1980, 11, 2), date(2009, 3, 1), date(2014, 1, 1), 0.95),
    LIFT_OUT_TEAM[0]: Life(date(1986, 3, 17), date(2016, 2, 1), date(2019, 7, 1), 0.88),
    LIFT_OUT_TEAM[1]: Life(date(1983, 8, 25), date(2015, 10, 1), date(2018, 5, 1), 0.87),
    LIFT_OUT_TEAM[2]: Life(date(1987, 12, 6), date(2017, 4, 1), date(2020, 1, 1), 0.86),
    LIFT_OUT_TEAM[3]: Life(date(1991, 6, 30), date(2018, 9, 1), date(2019, 10, 1), 0.87),
    LIFT_OUT_TEAM[4]: Life(date(1992, 2, 11), date(2019, 1, 1), date(2020, 9, 1), 0.88),
    RETIRING_HEAD: Life(date(1961, 11, 20), date(1994, 4, 1), date(2012, 1, 1), 1.08),
    KEY_ACCOUNT_HOLDER: Life(date(1977, 4, 21), date(2007, 6, 1), date(2012, 3, 1)),
    LONE_METHOD_HOLDER: Life(date(1962, 2, 10), date(1986, 8, 1), date(2001, 5, 1), 1.05),
    PEOPLE["colour_technician"][0]: Life(date(1972, 9, 14), date(1996, 9, 1), date(2010, 2, 1)),
    PEOPLE["registration"][0]: Life(date(1979, 1, 28), date(2010, 5, 1), date(2013, 6, 1)),
    PEOPLE["pigment_buyer"][0]: Life(date(1970, 7, 3), date(2001, 11, 1), date(2009, 9, 1)),
}

# The thin bench of the key posts: post, person, readiness, date of the evidence.
KEY_POST_NAMES = (
    ("registration", PEOPLE["hazards"][0], "ready_1_2_years", date(2024, 10, 8)),
    ("dispersion_setter", PEOPLE["pilot_tech"][1], "ready_3_5_years", date(2025, 9, 16)),
    ("kam_rail", PEOPLE["kam_wind"][0], "ready_3_5_years", date(2025, 12, 2)),
)

# Seats of planted people have no other holder in the years the sample shows.
STEADY_PEOPLE = frozenset(
    (
        *LIVES,
        *FIVE_NAMES,
        *STALE_NOMINEES,
        PAPER_BACKUP,
        *(name for _, name, _, _ in KEY_POST_NAMES),
    )
)
STEADY_SEATS = frozenset(
    (key, seat)
    for key, people in PEOPLE.items()
    for seat, one in enumerate(people)
    if one in STEADY_PEOPLE
)

# The region: engineers drain from North to South, one flow is only counted anew, one is a season.
DRAINED_OCCUPATION = "17-2041"
RECOUNTED_OCCUPATION = "17-2112"
SEASONAL_OCCUPATION = "51-9023"

# Nobody helps skilled workers to be used well.
UNSERVED_GROUP = "Skilled workers"
UNSERVED_LINK = "use"
