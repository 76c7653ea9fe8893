"""Whether what is said about result areas fits together and fits the plan."""

from workbench.company.draft import Draft, Finding
from workbench.words import listing

_MOST = 5


def shares_of_posts(result_areas: Draft) -> list[Finding]:
    """Find result areas of a post whose shares do not add up to 1, give or take 0.01."""
    frame = result_areas.frame
    known = frame.groupby("position_id")["share"].transform("count")
    size = frame.groupby("position_id")["share"].transform("size")
    total = frame.groupby("position_id")["share"].transform("sum")
    off = (known == size) & ((total - 1).abs() > 0.01 + 1e-9)
    posts = frame["position_id"][off].drop_duplicates().tolist()
    return result_areas.find(
        off,
        level="note",
        code="shares_not_one",
        column="share",
        found=f"the shares of a post do not add up to 1: {listing(posts, most=_MOST)}",
        allowed="shares of a post that add up to 1",
        action="Correct the shares.",
    )


def goals_of_stages(result_areas: Draft, plan_items: Draft) -> list[Finding]:
    """Find result areas that name one goal and a stage of another; the goal they name counts.

    It is a note, since both ids are known and nothing says which of the two is the slip; to blank
    one would lose what may be right.
    """
    frame = result_areas.frame
    goals = plan_items.frame.set_index("plan_item_id")["goal_id"]
    theirs = frame["plan_item_id"].map(goals)
    off = theirs.notna() & frame["goal_id"].notna() & (frame["goal_id"] != theirs)
    clashes = [
        f"{row.result_area_id} ({row.goal_id}, but {row.plan_item_id} belongs to {row.theirs})"
        for row in frame.assign(theirs=theirs)[off].itertuples()
    ]
    return result_areas.find(
        off,
        level="note",
        code="goal_not_of_stage",
        column="goal_id",
        found=f"the stage of the area belongs to another goal: {listing(clashes, most=_MOST)}",
        allowed="the goal of the stage, or no goal, which means the goal of the stage",
        action="Correct the goal or the stage; until then the goal of the area counts.",
    )
