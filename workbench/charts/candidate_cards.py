"""A card for each post: the people proposed for it side by side, with a radar of levels."""

import html

import pandas as pd
import plotly.graph_objects as go

from workbench.charts.candidates import plot_radar
from workbench.charts.cards import Card
from workbench.charts.tables import html_table

# With fewer spokes a radar has no shape.
LEAST_SPOKES = 3


def candidate_cards(
    posts: pd.DataFrame,
    *,
    levels: pd.DataFrame,
    held: pd.DataFrame,
    compared: pd.DataFrame,
    gates: pd.DataFrame,
) -> list[Card]:
    """Make a card for each post.

    Parameters
    ----------
    posts : position_id, title, verdict, words (a sentence, may be empty); in the order of the list
    levels : position_id and the columns that ``plot_radar`` draws
    held : the levels in words: position_id, employee_id, item, importance, words
    compared, gates : position_id, employee_id, item, words

    Returns
    -------
    Cards. People are shown as employee_id labels them, the first one proposed first.
    """
    return [
        Card(
            f"{post['title']} ({post['position_id']}): {post['verdict']}",
            (
                *_sentence(post["words"]),
                *_radar(
                    _of(levels, post["position_id"]), f"{post['title']} ({post['position_id']})"
                ),
                *_folded(_of(held, post["position_id"]), "Levels asked for and held"),
                *_compared(_of(compared, post["position_id"])),
                *_folded(_of(gates, post["position_id"]), "Gates, with the facts"),
            ),
        )
        for post in posts.to_dict("records")
    ]


def level_card(post: str, *, levels: pd.DataFrame, held: pd.DataFrame, gates: pd.DataFrame) -> Card:
    """Make a card of what no weight changes: the radar of levels, and levels and gates folded.

    Parameters
    ----------
    post : its title and id
    levels, held, gates : of one post, as in ``candidate_cards``
    """
    return Card(
        post,
        (
            *_radar(levels, post),
            *_folded(held, "Levels asked for and held"),
            *_folded(gates, "Gates, with the facts"),
        ),
    )


def side_by_side(told: pd.DataFrame) -> pd.DataFrame:
    """Give each person a column, and each item a row.

    Parameters
    ----------
    told : employee_id, item, words and perhaps importance, of one post; a person has each item once

    Returns
    -------
    DataFrame with item, importance if given, and a column a person, in the order of ``told``
    """
    people = list(dict.fromkeys(told["employee_id"]))
    heads = [name for name in ("item", "importance") if name in told]
    rows = told.drop_duplicates("item")[heads].set_index("item", drop=False)
    rows["item"] = rows["item"].str[:1].str.upper() + rows["item"].str[1:]
    for person in people:
        own = told[told["employee_id"] == person].set_index("item")["words"]
        rows[person] = own.reindex(rows.index).fillna("")
    return rows.reset_index(drop=True)


def _of(table: pd.DataFrame, position_id: str) -> pd.DataFrame:
    return table[table["position_id"] == position_id].drop(columns="position_id")


def _radar(levels: pd.DataFrame, post: str) -> tuple[go.Figure, ...]:
    if levels.empty or levels["competency_id"].nunique() < LEAST_SPOKES:
        return ()
    return (plot_radar(levels, post=post),)


def _compared(told: pd.DataFrame) -> tuple[str, ...]:
    if told.empty:
        return ()
    return (_table(told, caption="Side by side"),)


def _folded(told: pd.DataFrame, words: str) -> tuple[str, ...]:
    if told.empty:
        return ()
    table = _table(told, caption="")
    return (f"<details><summary>{html.escape(words)}</summary>{table}</details>",)


def _table(told: pd.DataFrame, *, caption: str) -> str:
    people = set(told["employee_id"])
    return html_table(side_by_side(told), caption=caption, as_written=people)


def _sentence(words: str) -> tuple[str, ...]:
    return (f"<p>{html.escape(words)}</p>",) if words else ()
