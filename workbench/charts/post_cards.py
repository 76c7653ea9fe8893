"""A card for each post: facts, the way to its score, what would move it, rivals, profile."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.cards import Card
from workbench.charts.fishbone import plot_fishbone
from workbench.charts.tables import html_table
from workbench.charts.why import plot_steps
from workbench.positions.profile.profile import PositionProfile


def post_cards(
    posts: pd.DataFrame,
    *,
    facts: pd.Series,
    steps: pd.DataFrame,
    changes: pd.DataFrame,
    rivals: pd.Series,
    profiles: Mapping[str, PositionProfile],
) -> list[Card]:
    """Make a card for each post.

    Parameters
    ----------
    posts : position_id, title, verdict, score, typical_score; in the order of the list
    facts : tuples of sentences by position_id
    steps : position_id, step, measured, typical, adds
    changes : position_id, criterion, now, borderline_from, key_from (words)
    rivals : a sentence by position_id
    profiles : by position_id; a post without one has no fishbone
    """
    return [
        Card(
            f"{post['title']} ({post['position_id']}): {post['verdict']}",
            (
                _facts(facts.get(post["position_id"], ())),
                *_way(post, _of(steps, post["position_id"])),
                _moves(_of(changes, post["position_id"])),
                _sentence(str(rivals.get(post["position_id"], ""))),
                *_bones(profiles.get(post["position_id"])),
            ),
        )
        for post in posts.to_dict("records")
    ]


def _of(table: pd.DataFrame, position_id: str) -> pd.DataFrame:
    return table[table["position_id"] == position_id].drop(columns="position_id")


def _facts(sentences: Sequence[str]) -> str:
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items}</ul>"


def _way(post: dict, steps: pd.DataFrame) -> tuple[go.Figure, ...]:
    if steps.empty:
        return ()
    name = f"{post['title']} ({post['position_id']})"
    return (
        plot_steps(steps, title=name, typical_score=post["typical_score"], score=post["score"]),
    )


def _bones(profile: PositionProfile | None) -> tuple[go.Figure, ...]:
    return (plot_fishbone(profile),) if profile else ()


def _moves(changes: pd.DataFrame) -> str:
    if changes.empty:
        return _sentence("No change of one criterion alone would move this post.")
    return html_table(
        changes, caption="What alone would move it, all else as it is; the nearest first"
    )


def _sentence(words: str) -> str:
    return f"<p>{html.escape(words)}</p>" if words else ""
