"""The stages of the plan over time, with the seats that are empty and the day they are needed."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.fold import hover_lines
from workbench.charts.rows import each
from workbench.charts.theme import COLOURS, SEQUENCE, label, new_figure
from workbench.positions.line.posts_by_stage import StagePosts
from workbench.positions.line.stages import PAST
from workbench.words import count, have

LEAST_WIDTH = 680
_ROW, _LEGEND = 42, 38
# Room right of the last end, as a part of the time shown, for the words behind a bar.
_BEHIND = 0.3


def plot_stages(result: StagePosts, goals: pd.DataFrame, *, as_of: pd.Timestamp) -> go.Figure:
    """Draw every stage from its start to its end, coloured by goal, and mark empty seats.

    Parameters
    ----------
    result : from ``posts_by_stage``
    goals : goal_id, goal; the colours follow this order, as in ``plot_line_map``; goals that are
        not in it come last, by id
    as_of : the report date, drawn as a line

    Returns
    -------
    A figure with ``meta["min_width"]``
    """
    words = dict(zip(goals["goal_id"], goals["goal"], strict=True))
    ids = [*words, *sorted(set(result.stages["goal_id"]) - set(words))]
    place = {goal: at for at, goal in enumerate(ids)}
    stages = result.stages.assign(place=result.stages["goal_id"].map(place))
    stages = stages.sort_values(["place", "starts_on", "plan_item_id"])
    figure = new_figure(
        _finding(result), alt=_in_words(result), x_title="date",
        height=170 + _ROW * len(stages) + _LEGEND * (len(ids) + 1),
    )  # fmt: skip
    figure.update_layout(
        meta={**figure.layout.meta, "min_width": LEAST_WIDTH}, barmode="overlay", dragmode=False
    )
    for at, goal_id in enumerate(ids):
        name = label(f"{words.get(goal_id, 'goal')} ({goal_id})", width=34)
        own = stages[stages["goal_id"] == goal_id]
        _draw_bars(figure, own, name, SEQUENCE[at % len(SEQUENCE)])
    _draw_empty(figure, result, as_of)
    _set_axes(figure, stages, as_of)
    return figure


def _set_axes(figure: go.Figure, stages: pd.DataFrame, as_of: pd.Timestamp) -> None:
    """Put the stages in order from the top, and the report date as a line across them."""
    rows = [_name(stage) for stage in each(stages)]
    figure.update_yaxes(
        categoryorder="array", categoryarray=rows[::-1], dtick=1, fixedrange=True,
    )  # fmt: skip
    figure.update_xaxes(type="date", fixedrange=True, range=_range(stages, as_of))
    if rows:
        figure.add_vline(x=as_of, line={"color": COLOURS["neutral"], "width": 2, "dash": "dot"})
        figure.add_annotation(
            x=as_of, y=1, yref="paper", yanchor="bottom", text=f"report date {as_of:%Y-%m-%d}",
            showarrow=False, font={"size": 12},
        )  # fmt: skip


def _range(stages: pd.DataFrame, as_of: pd.Timestamp) -> list[pd.Timestamp]:
    """Give the time shown: from the first start to the last end, and room for words behind it."""
    days = [as_of, *stages["starts_on"].dropna(), *stages["due_on"].dropna()]
    margin = (max(days) - min(days)) * 0.03
    return [min(days) - margin, max(days) + (max(days) - min(days)) * _BEHIND + margin]


def _name(stage: Any) -> str:
    return label(stage.stage, f"({stage.plan_item_id})", width=26)


def _draw_bars(figure: go.Figure, stages: pd.DataFrame, name: str, colour: str) -> None:
    """Draw the stages of a goal; one without start or end has a place and words, but no bar."""
    days = (stages["due_on"] - stages["starts_on"]).dt.days + 1
    known = days.notna()
    figure.add_bar(
        base=[f"{day:%Y-%m-%d}" if pd.notna(day) else None for day in stages["starts_on"]],
        x=[day * 86_400_000 if pd.notna(day) else None for day in days],
        y=[_name(stage) for stage in each(stages)], orientation="h", name=name,
        marker={"color": colour, "opacity": 0.75}, width=0.55, textangle=0,
        text=[_posts(stage) for stage in each(stages)], textposition="outside",
        constraintext="none", textfont={"size": 12}, hoverinfo="text",
        hovertext=[_hover(stage) for stage in each(stages)],
    )  # fmt: skip
    for stage in each(stages[~known]):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", xshift=4, y=_name(stage), showarrow=False,
            text=f"no start or no end given; {_posts(stage)}", font={"size": 12},
        )  # fmt: skip


def _posts(stage: Any) -> str:
    """Say how many posts work on a stage, and what is wrong with that."""
    if pd.isna(stage.posts):
        return "posts not known"
    parts = [count(int(stage.posts), "post") if stage.posts else "no post"]
    if stage.vacant_seats > 0:
        parts.append(count(int(stage.vacant_seats), "vacant seat"))
    if stage.planned_posts > 0:
        parts.append(f"{int(stage.planned_posts)} planned")
    return ", ".join(parts)


def _hover(stage: Any) -> str:
    gap = f"{stage.gap:g} missing" if pd.notna(stage.gap) else "gap not known"
    resource = stage.resource if pd.notna(stage.resource) else "resource not named"
    return hover_lines(
        f"{stage.stage} ({stage.plan_item_id}), goal {stage.goal_id}: {stage.state}; {resource}: "
        f"{gap}; {_posts(stage)}"
    )


def _draw_empty(figure: go.Figure, result: StagePosts, as_of: pd.Timestamp) -> None:
    """Mark empty seats at the day they are needed, those needed already at the report date."""
    days = result.needed[["position_id", "needed_on", "empty"]]
    rows = result.pairs.drop(columns="empty").merge(days, on="position_id")
    rows = rows[(rows["empty"] > 0) & rows["needed_on"].notna()]
    rows = rows.merge(result.stages[["plan_item_id", "stage"]], on="plan_item_id")
    figure.add_scatter(
        x=[max(day, as_of) for day in rows["needed_on"]], y=[_name(row) for row in each(rows)],
        mode="markers", name="seats nobody holds, on the day they are needed", hoverinfo="text",
        marker={"symbol": "diamond", "size": 13, "color": COLOURS["bad"],
                "line": {"color": "white", "width": 1.5}},
        hovertext=[
            hover_lines(
                f"{row.title} ({row.position_id}): {count(int(row.empty), 'seat')} empty, needed "
                f"from {row.needed_on:%Y-%m-%d}"
            )
            for row in each(rows)
        ],
    )  # fmt: skip


def _finding(result: StagePosts) -> str:
    open_ = result.stages[result.stages["state"] != PAST]
    if open_.empty or open_["posts"].isna().all():
        return f"{count(len(open_), 'open stage')}; which posts work on them is not known"
    short = result.pairs.loc[result.pairs["empty"] > 0, "plan_item_id"]
    empty = int(open_["plan_item_id"].isin(short).sum())
    bare = int(((open_["posts"] == 0) & (open_["planned_posts"] == 0)).sum())
    empty_words, bare_words = (f"{one} {have(one)}" for one in (empty, bare))
    return (
        f"Of {count(len(open_), 'open stage')} {empty_words} empty seats and {bare_words} no post"
    )


def _in_words(result: StagePosts) -> str:
    stages = "; ".join(
        f"{stage.stage}: {stage.state}, {_posts(stage)}" for stage in each(result.stages)
    )
    return f"Bars from start to end of every stage of the plan, with its posts. {stages}."
