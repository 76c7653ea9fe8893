"""The strategy line as a map: what flows from goals over stages and result areas to posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from workbench.company import Company
from workbench.positions.criteria.strategy import LATER, area_parts
from workbench.positions.line.flow_words import with_link_sentences, with_sentences
from workbench.positions.line.nodes import KINDS, NODE_COLUMNS, map_nodes

_PATHS = ["goal_id", "plan_item_id", "result_area_id", "area", "position_id", "use", "part"]
_LINKS = ["source", "target", "goal_id", "part"]
_WORDS = ["state", "sentence"]


@dataclass(frozen=True)
class LineMap:
    """What runs from the goals over which stage and result area to which post.

    Attributes
    ----------
    paths : one row a result area of an open post that supports a goal: goal_id, plan_item_id
        (missing: no stage named), result_area_id, area, position_id, use (now, later, no more),
        part (of a full contribution to the goals, in [0, 1]; missing for all of a post that is not
        fully described). The parts of a post sum to its strategic contribution.
    nodes : column by column and in order, the heaviest goal first: node, kind (one of `KINDS`),
        own_id (of a goal, stage or post; the name of an area; missing for bundles), name, goal_id
        (of its largest part), part (what runs through it; 0 for a goal or stage without any),
        posts, state (what is wrong with it, in a few words; empty where nothing is), sentence
    links : source, target (nodes), goal_id, part (above 0), sentence. What enters a stage or an
        area leaves it again, and what enters a post is its strategic contribution.
    flows : the same from end to end, in the order of the nodes: goal, stage, area, post (nodes),
        part. Goals and stages nothing runs through have a row without area and post, part 0.
    not_described : ids of posts tied to a goal whose part is not known; they are in no link
    """

    paths: pd.DataFrame
    nodes: pd.DataFrame
    links: pd.DataFrame
    flows: pd.DataFrame
    not_described: tuple[str, ...]


def line_map(company: Company, position_ids: Sequence[str], *, most_areas: int = 12) -> LineMap:
    """Lay out the flows from goals over stages and result areas to posts.

    Parameters
    ----------
    company : goals and result_areas, and plan_items for the stages
    position_ids : posts shown one by one, and planned posts with them; the others are bundled by
        goal
    most_areas : names of result areas shown, those with the largest part; the others are bundled
        by goal

    Returns
    -------
    LineMap; without goals or result_areas its frames have no row

    Raises
    ------
    DataError
        If no goal has a weight above 0.

    Notes
    -----
    A part is share x strength / 9 x weight of the goal, the summand of the strategic contribution.
    An area that names no stage runs over a node of its goal that stands for all of these.
    """
    if not company.has("goals", "result_areas"):
        columns = (_PATHS, [*NODE_COLUMNS, *_WORDS], [*_LINKS, "sentence"], [*KINDS, "part"])
        paths, nodes, links, flows = (pd.DataFrame(columns=names) for names in columns)
        return LineMap(paths, nodes, links, flows, ())
    parts = area_parts(company)
    paths = parts.loc[parts["goal_id"].notna(), _PATHS].reset_index(drop=True)
    rows = _with_nodes(paths[paths["part"] > 0], position_ids, most_areas)
    nodes = with_sentences(company, map_nodes(company, rows))
    unknown = paths.loc[paths["part"].isna(), "position_id"]
    return LineMap(
        paths=paths,
        nodes=nodes,
        links=with_link_sentences(_links(rows), nodes),
        flows=_flows(rows, nodes),
        not_described=tuple(sorted(set(unknown))),
    )


def _with_nodes(paths: pd.DataFrame, position_ids: Sequence[str], most_areas: int) -> pd.DataFrame:
    """Name the node of each kind that a path runs through."""
    named = paths["area"].isin(_largest(paths, "area", most_areas))
    shown = paths["position_id"].isin(list(position_ids)) | (paths["use"] == LATER)
    goal, stage = paths["goal_id"], paths["plan_item_id"]
    return paths.assign(
        goal_node="goal " + goal,
        stage_node=("stage " + stage).fillna("no stage " + goal),
        area_node=("area " + paths["area"]).where(named, "areas " + goal),
        post_node=("post " + paths["position_id"]).where(shown, "posts " + goal),
    )


def _largest(paths: pd.DataFrame, column: str, most: int) -> list[str]:
    parts = paths.groupby(column, as_index=False).agg(part=("part", "sum"))
    ordered = parts.round({"part": 12}).sort_values(["part", column], ascending=[False, True])
    return ordered[column].head(most).tolist()


def _links(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum the parts between each kind of node and the next, goal by goal."""
    steps = [
        rows.rename(columns={f"{first}_node": "source", f"{second}_node": "target"})
        for first, second in pairwise(KINDS)
    ]
    keys = ["source", "target", "goal_id"]
    sums = [step.groupby(keys, as_index=False).agg(part=("part", "sum")) for step in steps]
    return pd.concat(sums, ignore_index=True)[_LINKS]


def _flows(rows: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Sum the parts from end to end, and add what nothing runs through."""
    kinds = rows.drop(columns="area").rename(columns={f"{kind}_node": kind for kind in KINDS})
    sums = kinds.groupby(list(KINDS), as_index=False).agg(part=("part", "sum"))
    bare = nodes[(nodes["part"] == 0) & (nodes["kind"] == "stage")]
    stages = pd.DataFrame({"goal": "goal " + bare["goal_id"], "stage": bare["node"], "part": 0.0})
    told = pd.concat([sums["goal"], stages["goal"]])
    alone = nodes[(nodes["kind"] == "goal") & ~nodes["node"].isin(told)]
    goals = pd.DataFrame({"goal": alone["node"], "part": 0.0})
    flows = pd.concat([sums, stages, goals], ignore_index=True).reindex(columns=[*KINDS, "part"])
    place = {node: at for at, node in enumerate(nodes["node"])}
    ordered = flows.sort_values(list(KINDS), key=lambda column: column.map(place))
    return ordered.reset_index(drop=True)
