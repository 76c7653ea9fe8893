"""Whether result areas fit together and fit the plan, and effects of measures are in order."""

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


def effects_in_order(measures: Draft) -> list[Finding]:
    """Find measures whose effect falls from P10 to P90; which is wrong nobody knows."""
    low, middle, high = (measures.frame[f"effect_{point}"] for point in ("p10", "p50", "p90"))
    off = (low > middle) | (middle > high) | (low > high)
    return measures.find(
        off,
        level="set_aside",
        code="effects_not_in_order",
        column="effect_p50",
        found="the effect falls from P10 over P50 to P90",
        allowed="effect_p10 <= effect_p50 <= effect_p90, each from 0 to 1",
        action="Write the weakest effect under effect_p10 and the strongest under effect_p90.",
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
