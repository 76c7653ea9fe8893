"""Key result areas of the posts that lead or specialise, and the duties under them."""

from collections.abc import Iterator

from workbench.sample import planted
from workbench.sample.draw import Draw
from workbench.sample.frames import Row
from workbench.sample.posts import Post

# Family: areas as name, goal, responsibility target and a duty.
AREAS = {
    "Management": (
        ("Plan of the unit", "own", "The unit reaches its share of the plan", "Sets the plan"),
        ("People of the unit", "", "Every key post has a tested stand-in", "Reviews the bench"),
        ("Budget of the unit", "", "Spending stays within the budget", "Releases spending"),
    ),
    "Research and development": (
        ("New formulations", "G1", "Two releases a year", "Designs and tests formulations"),
        ("Recipe integrity", "G1", "No reject caused by a recipe", "Releases recipe changes"),
        ("Support for plants", "G3", "Questions answered within a day", "Advises plants"),
    ),
    "Powder and digital": (
        ("Digital and powder products", "G2", "One release each half-year", "Develops products"),
        ("Process windows", "G2", "Scale-up at the first attempt", "Fixes process windows"),
        ("Technical records", "", "Records complete within a week", "Writes technical records"),
    ),
    "Process engineering": (
        ("Stable processes", "G3", "Right first time above 97 %", "Analyses deviations"),
        ("New lines", "G2", "Lines start on the planned day", "Plans and starts lines"),
        ("Process safety", "", "No incident", "Keeps the safety file"),
    ),
    "Laboratory": (
        ("Test results", "G1", "Results within two days", "Runs tests"),
        ("Colour and application", "G4", "Colour right at the first delivery", "Adjusts colours"),
        ("Order of the laboratory", "", "Audit without findings", "Keeps instruments calibrated"),
    ),
    "Production": (
        ("Delivery", "G3", "Orders leave on time", "Schedules crews and lines"),
        ("Yield", "G3", "Loss below 2 %", "Follows up losses"),
        ("Safety", "", "No lost-time accident", "Walks the plant"),
    ),
    "Quality": (
        ("Release of batches", "G3", "No complaint from a released batch", "Releases batches"),
        ("Complaints", "G4", "Answer within five days", "Finds causes of complaints"),
        ("Audits", "", "No major finding", "Prepares audits"),
    ),
    "Regulatory": (
        ("Registrations", "G1", "No product without registration", "Keeps registrations valid"),
        ("Dealings with authorities", "G1", "Questions answered in time", "Answers authorities"),
        ("Safety data", "", "Sheets never older than a year", "Updates safety data sheets"),
    ),
    "Sales": (
        ("Key customers", "G4", "No key customer lost", "Plans and visits accounts"),
        ("New products at customers", "G2", "Ten trials a year", "Runs trials at customers"),
        ("Prices", "", "Margin as planned", "Negotiates prices"),
    ),
    "Purchasing": (
        ("Security of supply", "G3", "No line waits for material", "Secures contracts"),
        ("Materials for new products", "G1", "Material ready before the pilot", "Finds sources"),
        ("Cost", "", "Price increase below the index", "Negotiates contracts"),
    ),
    "Logistics": (
        ("Delivery to customers", "G3", "Nineteen of twenty on time", "Plans transport and stock"),
        ("Stock", "", "Stock below six weeks", "Sets stock levels"),
        ("Customs and law", "", "No fine", "Files declarations"),
    ),
    "Information technology": (
        ("Plant data", "G3", "Data complete every morning", "Runs data flows"),
        ("Systems", "", "No stop above one hour", "Keeps systems running"),
        ("Security", "", "No incident", "Reviews access"),
    ),
}
OTHER_AREAS = (
    ("Service to the units", "weak", "Requests done in time", "Handles requests"),
    ("Reports", "", "Reports right and in time", "Prepares reports"),
    ("Order and law", "", "No finding", "Keeps records"),
)
UNIT_GOAL = {"Technology": "G1", "Production": "G3", "Quality": "G1", "Sales": "G4", "Supply": "G3"}
KEY_GOALS = {
    "primer_engineer": "G1", "colour_technician": "G1", "extrusion_engineer": "G2",
    "curing_scientist": "G2", "inkjet_engineer": "G2", "controls": "G3", "dispersion_setter": "G3",
    "registration": "G1", "pigment_buyer": "G1", "kam_rail": "G4",
}  # fmt: skip
# Post: the stage of the plan that its areas work on, in their order; the others name none.
STAGES = {
    "primer_engineer": ("S01", "S02"), "primer_lead": ("S01",), "primer_chemist": ("S01",),
    "pigment_buyer": ("S03", "S01"), "topcoat_engineer": ("S03",), "topcoat_lead": ("S03",),
    "water_engineer": ("S03",), "water_lead": ("S03",), "colour_technician": ("S03",),
    "registration": ("S04", "S04"), "regulatory_lead": ("S04",), "hazards": ("S04",),
    "inkjet_engineer": ("S05", "S05"), "digital_engineer": ("S05",), "digital_lead": ("S05",),
    "inkjet_line": ("S05",), "inkjet_setter": ("", "S05"), "line_start": ("", "S05"),
    "curing_scientist": ("S06", "S06"), "extrusion_engineer": ("S07", "S07"),
    "powder_engineer": ("S07",), "powder_lead": ("S07",),
    "controls": ("S08", "S08"), "tooling_engineer": ("S08",), "dispersion_setter": ("S09",),
    "data_engineer": ("S10",), "demand_planner": ("S10",), "planning_mgr": ("S10",),
    "colour_lead": ("", "S12"), "application_engineer": ("", "S12"),
    "kam_rail": ("S11",), "kam_furniture": ("S11",), "kam_auto": ("S11",), "kam_wind": ("S11",),
}  # fmt: skip
SHARES = ((0.5, 0.3, 0.2), (0.4, 0.4, 0.2), (0.4, 0.3, 0.3), (0.6, 0.2, 0.2))


def has_areas(post: Post) -> bool:
    """Tell whether a post has a profile; crews, their leads and a few forgotten posts have none."""
    if post.position_id in (*planted.UNDESCRIBED_POSTS, planted.UNEXPLAINED_POST):
        return False
    return post.is_core or (post.role == "m" and post.grade >= 8)


def result_area_rows(posts: list[Post], *, seed: int) -> Iterator[Row]:
    """Give three areas for every post with a profile; the shares of a post sum to 1.

    Some areas have no target.
    """
    draw, gaps = Draw(seed, "result areas"), Draw(seed, "areas without a target")
    number = 0
    for post in posts:
        for row in _areas(draw, post) if has_areas(post) else ():
            number += 1
            first = {"result_area_id": f"R{number:04d}", "position_id": post.position_id}
            yield first | row | ({"target": None} if gaps.chance(0.1) else {})


def _areas(draw: Draw, post: Post) -> Iterator[dict[str, object]]:
    shares = (0.6, 0.3, 0.1) if post.key in KEY_GOALS else draw.pick(SHARES)
    for index, (name, goal, target, _) in enumerate(AREAS.get(post.family, OTHER_AREAS)):
        served, strength = _tie(draw, post, goal, index)
        yield {
            "goal_id": served or None,
            "plan_item_id": _stage(post, index),
            "area": name,
            "share": shares[index],
            "strength": strength if served else "0",
            "target": target,
        }


def _tie(draw: Draw, post: Post, goal: str, index: int) -> tuple[str, str]:
    """Give the goal an area serves and how strongly; some posts serve none by intent."""
    if post.position_id in (*planted.IDLE_POSTS, *planted.GRAND_TITLE_POSTS):
        return "", "0"
    if post.key in KEY_GOALS:
        return (KEY_GOALS[post.key], "9") if index < 2 else ("", "0")
    if goal == "weak":
        return draw.weighted({"G3": 1, "G4": 1}), "1"
    if goal == "own":
        goal = UNIT_GOAL.get(post.unit, "G1" if post.key == "ceo" else "")
    return goal, draw.weighted(_strengths(post))


def _stage(post: Post, index: int) -> str | None:
    """Give the stage of the plan that an area works on, if it names one."""
    return "".join(STAGES.get(post.key, ())[index : index + 1]) or None


def _strengths(post: Post) -> dict[str, float]:
    if post.grade >= 11:
        return {"9": 5, "3": 5}
    if post.role == "m" and post.is_core:
        return {"9": 2, "3": 6, "1": 2}
    return {"3": 4, "1": 6}


def duty_rows(posts: list[Post], areas: list[Row], *, seed: int) -> Iterator[Row]:
    """Give a duty or two for nearly every area; some lack a procedure, some belong to no area."""
    draw, gaps = Draw(seed, "duties"), Draw(seed, "areas without duties")
    described = [area for area in areas if not gaps.chance(0.03)]
    for number, row in enumerate(_duties(draw, posts, described), start=1):
        procedure = f"SOP-{draw.whole(1, 240):03d}" if draw.chance(0.82) else None
        yield {"duty_id": f"D{number:04d}", "procedure_id": procedure} | row


def _duties(draw: Draw, posts: list[Post], areas: list[Row]) -> Iterator[dict[str, object]]:
    families = {post.position_id: post.family for post in posts}
    for index, area in enumerate(areas):
        position_id = str(area["position_id"])
        templates = AREAS.get(families[position_id], OTHER_AREAS)
        duty = next(duty for name, _, _, duty in templates if name == area["area"])
        base = {"position_id": position_id, "result_area_id": area["result_area_id"]}
        yield base | {"duty": duty}
        if draw.chance(0.35):
            yield base | {"duty": f"Reports on {str(area['area']).lower()}"}
        if index % 3 == 2 and draw.chance(0.12):
            orphan = draw.pick(("Orders office supplies", "Keeps an old list", "Joins a circle"))
            yield {"position_id": position_id, "duty": orphan}
