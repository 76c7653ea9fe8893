"""Rows of a picture that stand for posts: their labels, their texts and their order."""

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.theme import label, plain


def post_labels(posts: pd.DataFrame) -> list[str]:
    """Give title and id of each post, folded for the side of a figure; the id keeps them apart."""
    return [
        label(title, post)
        for title, post in zip(posts["title"].fillna(""), posts["position_id"], strict=True)
    ]


def post_texts(posts: pd.DataFrame) -> list[str]:
    """Give title and id of each post in full, for what shows under the pointer."""
    return [
        plain(f"{title} ({post})")
        for title, post in zip(posts["title"].fillna(""), posts["position_id"], strict=True)
    ]


def rows_from_the_top(figure: go.Figure, labels: list[str]) -> None:
    """Put the rows of a figure in the order given, the first on top, each with its label."""
    figure.update_yaxes(categoryorder="array", categoryarray=labels, autorange="reversed", dtick=1)
