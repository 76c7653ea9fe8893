"""The top of the brief: its few numbers, and the posts that matter with a bar and a reason each."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import HTML, display

from workbench.brief.tiles import Tile
from workbench.charts.show import missing, note
from workbench.charts.tables import html_table
from workbench.words import money, percent

# How a move reads for those who do not see its colour.
_NEWS = {1: " (better)", 0: "", -1: " (worse)"}
_KIND = {1: "wb-better", 0: "", -1: "wb-worse"}


def show_tiles(tiles: Sequence[Tile]) -> None:
    """Show numbers side by side, each with its range and how it moved; none shows nothing."""
    if tiles:
        display(HTML(f'<ul class="wb-tiles">{"".join(map(_tile, tiles))}</ul>'))


def _tile(tile: Tile) -> str:
    move = ""
    if tile.move:
        words = html.escape(tile.move + _NEWS[tile.good])
        move = f'<span class="wb-move {_KIND[tile.good]}">{words}</span>'
    return (
        f"<li><strong>{html.escape(tile.figure)}</strong> <b>{html.escape(tile.label)}</b> "
        f"<span>{html.escape(tile.range)}</span> {move}</li>"
    )


def show_posts(
    posts: pd.DataFrame, channels: pd.DataFrame, *, currency: str, lacks: str = ""
) -> None:
    """Show posts one below the other: what is at stake, why, and what the loss is made of.

    Parameters
    ----------
    posts : position_id, title, unit, verdict, why, expected_loss and loss_if_all_leave (currency),
        leave_probability, next_retirement_on, the dearest first; see ``posts_at_stake``
    channels : position_id, driver, expected_loss
    currency : of the amounts
    lacks : the sentence to show instead where a table of the input is missing
    """
    if lacks:
        missing(lacks)
    elif posts.empty:
        note("No post has an expected loss.")
    else:
        largest = float(posts["expected_loss"].max())
        items = "".join(
            _post(post, channels[channels["position_id"] == post["position_id"]], largest, currency)
            for post in posts.to_dict("records")
        )
        display(HTML(f'<ol class="wb-posts">{items}</ol>'))


def _post(post: Mapping[Any, Any], channels: pd.DataFrame, largest: float, currency: str) -> str:
    share = 100 * post["expected_loss"] / largest
    where = ", ".join(html.escape(str(post[name])) for name in ("unit", "verdict"))
    return (
        f'<li><div class="wb-post"><strong>{html.escape(str(post["title"]))}</strong> '
        f'<span class="wb-muted">{where}</span> '
        f"<strong>{html.escape(money(post['expected_loss'], currency))}</strong></div>"
        f'<div class="wb-bar"><i style="width:{share:.1f}%"></i></div>'
        f"<p>{html.escape(_why(post, currency))}</p>{_made_of(post, channels, currency)}</li>"
    )


def _why(post: Mapping[Any, Any], currency: str) -> str:
    """Say why a post matters: what stands against it, and how likely it is to be left."""
    parts = [str(post["why"])] if post["why"] else []
    if pd.notna(post["next_retirement_on"]):
        parts.append("taken to retire in this time")
    elif pd.notna(post["leave_probability"]):
        cost = money(post["loss_if_all_leave"], currency)
        chance = percent(post["leave_probability"])
        parts.append(f"somebody leaves with a chance of {chance}, which costs {cost} on the mean")
    words = "; ".join(parts) or "nothing else is known against it"
    return f"{words[:1].upper()}{words[1:]}."


def _made_of(post: Mapping[Any, Any], channels: pd.DataFrame, currency: str) -> str:
    """Fold away what the loss of a post is made of, the largest part first."""
    parts = channels.groupby("driver", as_index=False)["expected_loss"].sum()
    parts = parts[parts["expected_loss"] > 0].sort_values("expected_loss", ascending=False)
    if parts.empty:
        return ""
    rows = html_table(parts, caption=f"Expected loss of {post['title']}, {currency}")
    return f"<details><summary>What its loss is made of</summary>{rows}</details>"
