"""The nodes of the strategy line: goals, stages, result areas and posts, by column and in order."""

import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.strategy import goal_shares
from workbench.positions.line.stages import plan_stages

KINDS = ("goal", "stage", "area", "post")
NODE_COLUMNS = ["node", "kind", "own_id", "name", "goal_id", "part", "posts"]


def map_nodes(company: Company, rows: pd.DataFrame) -> pd.DataFrame:
    """List the nodes of all kinds in the order to draw, with those nothing runs through.

    Parameters
    ----------
    company : goals and, where they are there, plan_items
    rows : paths with the node of each kind (goal_node, stage_node, area_node, post_node)

    Returns
    -------
    DataFrame with `NODE_COLUMNS`; a bundle of one has the name of that one
    """
    titles = company.positions.set_index("position_id")["title"]
    areas = rows["area"].drop_duplicates()
    listed = pd.concat(
        [
            _goal_nodes(company),
            _stage_nodes(company, rows),
            _grouped(rows, "area", "area", areas.set_axis(areas)),
            _grouped(rows, "post", "position_id", titles),
        ],
        ignore_index=True,
    )
    nodes = listed.merge(pd.concat([_flow(rows, kind) for kind in KINDS]), on="node", how="left")
    goal, weights = nodes["main_goal_id"].fillna(nodes["goal_id"]), goal_shares(company)
    ordered = nodes.assign(
        goal_id=goal,
        part=nodes["part"].fillna(0.0),
        posts=nodes["posts"].fillna(0).astype(int),
        column=nodes["kind"].map(KINDS.index),
        weight=-goal.map(weights),
    ).sort_values(["column", "weight", "goal_id", "last", "starts_on", "part", "node"],
                  ascending=[True, True, True, True, True, False, True])  # fmt: skip
    return ordered[NODE_COLUMNS].reset_index(drop=True)


def _goal_nodes(company: Company) -> pd.DataFrame:
    goals = company.table("goals")
    return pd.DataFrame(
        {
            "node": "goal " + goals["goal_id"],
            "kind": "goal",
            "own_id": goals["goal_id"],
            "name": goals["goal"],
            "goal_id": goals["goal_id"],
            "last": False,
        }
    )


def _stage_nodes(company: Company, rows: pd.DataFrame) -> pd.DataFrame:
    """Give every stage of the plan, and for each goal the areas that name none."""
    stages = plan_stages(company)
    without = rows.loc[rows["plan_item_id"].isna(), "goal_id"].drop_duplicates()
    named = pd.DataFrame(
        {
            "node": "stage " + stages["plan_item_id"],
            "own_id": stages["plan_item_id"],
            "name": stages["stage"],
            "goal_id": stages["goal_id"],
            "starts_on": stages["starts_on"],
            "last": False,
        }
    )
    rest = pd.DataFrame(
        {"node": "no stage " + without, "name": "no stage named", "goal_id": without, "last": True}
    )
    return pd.concat([named, rest], ignore_index=True).assign(kind="stage")


def _grouped(rows: pd.DataFrame, kind: str, column: str, names: pd.Series) -> pd.DataFrame:
    """Give the nodes of a kind that paths run through: single ones by name, bundles by number."""
    own = rows.groupby(f"{kind}_node")[column]
    groups = pd.DataFrame({"own_id": own.first(), "number": own.nunique()}).reset_index(
        names="node"
    )
    last = groups["node"].str.startswith(f"{kind}s ")
    bundle = last & (groups["number"] > 1)
    counted = [f"other {kind}s ({number})" for number in groups["number"]]
    return pd.DataFrame(
        {
            "node": groups["node"],
            "kind": kind,
            "own_id": groups["own_id"].where(~bundle),
            "name": groups["own_id"].map(names).where(~bundle, counted),
            "last": last,
        }
    )


def _flow(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Sum what runs through each node of a kind, with its posts and the goal of most of it."""
    rows = rows.rename(columns={f"{kind}_node": "node"})
    whole = rows.groupby("node", as_index=False)
    flow = whole.agg(part=("part", "sum"), posts=("position_id", "nunique"))
    main = rows.groupby(["node", "goal_id"], as_index=False).agg(main=("part", "sum"))
    main = main.sort_values(["main", "goal_id"], ascending=[False, True]).drop_duplicates("node")
    return flow.merge(main[["node", "goal_id"]].rename(columns={"goal_id": "main_goal_id"}))
