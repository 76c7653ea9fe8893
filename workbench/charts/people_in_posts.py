"""Pictures of posts and the people in them; each takes a finished table."""

import html
from collections.abc import Mapping
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
from IPython.display import HTML, display

from workbench.charts.tables import html_table
from workbench.charts.theme import COLOURS, label, legend_below, new_figure, plain, wrapped
from workbench.words import count, percent

# Ways a post is held, from the best: its colour, and a symbol for those who cannot tell colours.
_HELD: Mapping[str, tuple[str, str]] = {
    "strong": ("good", "circle"),
    "adequate": ("accent", "square"),
    "gap": ("bad", "x"),
    "not assessed": ("neutral", "circle-open"),
    "vacant": ("warn", "diamond-open"),
}
_LISTED = ("key", "provisional", "borderline")
_MOST_TITLES = 9
# Pixels of a cell without titles, of a line of a title, and above the first of them.
_CELL, _LINE, _TITLES = 36, 15, 28
# Pixels of a line under the axis.
_LINE_OF_AXIS = 19
# Its text does not shrink: on a narrower screen the figure scrolls in its own box.
_LEAST_WIDTH = 720
# Width of a column with titles against one with a count alone, and the space before the text.
_WIDE, _NARROW, _PAD = 2.0, 1.0, 0.05
# Words in the corners: on the left and on the right, each at the top and at the bottom.
_CORNERS = (("low score, high match", "low score, low match"),
            ("high score, high match", "high score, low match"))  # fmt: skip


def plot_people_in_posts(posts: pd.DataFrame, *, scope: str) -> go.Figure:
    """Draw how many posts of each importance are held in which way, and name those that matter.

    Parameters
    ----------
    posts : position_id, title, verdict, held; the most important first
    scope : what is counted, in words
    """
    verdicts = list(dict.fromkeys(posts["verdict"]))
    cells = [
        [posts[(posts["verdict"] == verdict) & (posts["held"] == held)] for verdict in verdicts]
        for held in _HELD
    ]
    titles = [[_titles(cell, name) for cell, name in zip(row, verdicts, strict=True)]
              for row in cells]  # fmt: skip
    tops = _ends([_height(row) for row in titles])
    lefts = _ends([_WIDE if verdict in _LISTED else _NARROW for verdict in verdicts])
    figure = new_figure(
        _matrix_words(posts),
        alt="Matrix: posts by importance and by how they are held, with counts and titles.",
        height=100 + int(tops[-1]) + _LINE_OF_AXIS * _axis_lines(scope),
    )  # fmt: skip
    _name_axis(figure, "importance of the post", scope)
    figure.update_layout(meta={**figure.layout.meta, "min_width": _LEAST_WIDTH})
    _draw_cells(figure, tops, lefts)
    corners = [(left, top) for top in tops[:-1] for left in lefts[:-1]]
    counts = [str(len(cell)) for row in cells for cell in row]
    _write(figure, corners, counts, size=17, down=4)
    _write(figure, corners, [text for row in titles for text in row], size=12, down=_TITLES)
    rows = [wrapped(held, width=10) for held in _HELD]
    figure.update_xaxes(range=[0, lefts[-1]], tickvals=_middles(lefts), ticktext=verdicts)
    figure.update_yaxes(range=[tops[-1], 0], tickvals=_middles(tops), ticktext=rows)
    figure.update_xaxes(showgrid=False, zeroline=False, showline=False)
    figure.update_yaxes(showgrid=False, zeroline=False, showline=False)
    return figure


def plot_match(
    posts: pd.DataFrame, *, scope: str, match_strong: float, match_gap: float
) -> go.Figure:
    """Draw importance against the match of the people in the post, with bounds as whiskers.

    Parameters
    ----------
    posts : position_id, title, verdict, held, score (in [0, 1]), match, match_low, match_high (in
        [0, 1]); posts without a known match or score are not drawn
    scope : what is counted, in words
    match_strong, match_gap : matches from which a post may be held strongly, and below which it is
        held with a gap; drawn as lines
    """
    shown = posts.dropna(subset=["match", "score"])
    figure = new_figure(
        _match_words(posts, shown),
        alt="Scatter: score of posts against match of their holders, with bounds.",
        height=540, y_title="match of the holders, %",
    )  # fmt: skip
    _name_axis(figure, "score of the post, 0 to 1", scope)
    for held, (role, symbol) in _HELD.items():
        rows = shown[shown["held"] == held]
        if len(rows):
            figure.add_scatter(
                x=rows["score"].tolist(), y=(100 * rows["match"]).tolist(), mode="markers",
                name=held, error_y=_whiskers(rows), customdata=_hover(rows),
                marker={"color": COLOURS[role], "symbol": symbol, "opacity": 0.8,
                    "size": [12 if verdict in _LISTED else 7 for verdict in rows["verdict"]]},
                hovertemplate="%{customdata}<br>score %{x:.2f}, match %{y:.0f} %<extra></extra>",
            )  # fmt: skip
    _draw_quarters(figure, shown, match_strong=match_strong, match_gap=match_gap)
    legend_below(figure, entries=len(figure.data))
    return figure


def _name_axis(figure: go.Figure, words: str, scope: str) -> None:
    """Name the axis of posts, and below it what is counted, in lines that fit a narrow page."""
    figure.update_xaxes(title_text=f"{plain(words)}<br>{_counted(scope)}")


def _counted(scope: str) -> str:
    return wrapped(f"({scope})", width=44)


def _axis_lines(scope: str) -> int:
    return 2 + _counted(scope).count("<br>")


def fold_cells(posts: pd.DataFrame) -> None:
    """Show the posts behind each count of the matrix, folded cell by cell.

    Parameters
    ----------
    posts : importance, held and what is to be shown of each post; the most important first
    """
    folds = []
    for importance, row in posts.groupby("importance", sort=False):
        for held in _HELD:
            cell = row[row["held"] == held].drop(columns=["importance", "held"])
            words = html.escape(f"{importance}, {held}: {count(len(cell), 'post')}")
            if len(cell):
                folds.append(f"<details><summary>{words}</summary>{html_table(cell)}</details>")
    if folds:
        inner = "".join(folds)
        display(HTML(f"<details><summary>The posts behind each count</summary>{inner}</details>"))


def _ends(sizes: list[float]) -> list[float]:
    """Give where each cell begins, and where the last one ends."""
    return [sum(sizes[:place]) for place in range(len(sizes) + 1)]


def _middles(ends: list[float]) -> list[float]:
    return [(first + second) / 2 for first, second in pairwise(ends)]


def _height(titles: list[str]) -> float:
    """Give the pixels of a row of cells: those of its longest list of titles."""
    lines = max((text.count("<br>") + 1 for text in titles if text), default=0)
    return max(_CELL, _TITLES + _LINE * lines + 6) if lines else _CELL


def _titles(cell: pd.DataFrame, verdict: str) -> str:
    """List the posts of a cell where they matter; the rest of a long list is counted."""
    if verdict not in _LISTED:
        return ""
    shown = cell.head(_MOST_TITLES)
    lines = [
        label(f"· {title}", post, width=34)
        for title, post in zip(shown["title"].fillna(""), shown["position_id"], strict=True)
    ]
    rest = len(cell) - len(shown)
    return "<br>".join([*lines, f"and {rest} more"] if rest else lines)


def _draw_cells(figure: go.Figure, tops: list[float], lefts: list[float]) -> None:
    for (top, bottom), (role, _) in zip(pairwise(tops), _HELD.values(), strict=True):
        for left, right in pairwise(lefts):
            figure.add_shape(
                type="rect", x0=left + 0.02, x1=right - 0.02, y0=top + 2, y1=bottom - 2,
                fillcolor=COLOURS[role], opacity=0.18, line_width=0, layer="below",
            )  # fmt: skip


def _write(
    figure: go.Figure, corners: list[tuple[float, float]], texts: list[str], *, size: int, down: int
) -> None:
    figure.add_scatter(
        x=[left + _PAD for left, _ in corners], y=[top + down for _, top in corners], mode="text",
        text=texts, textposition="bottom right", textfont={"size": size}, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _matrix_words(posts: pd.DataFrame) -> str:
    key = posts.loc[posts["verdict"] == "key", "held"]
    if key.empty:
        return "No post is known to be key"
    short, strong = int(key.isin(["gap", "vacant"]).sum()), int((key == "strong").sum())
    verb = "is" if 1 in (short, len(key)) else "are"
    return (
        f"{short} of {count(len(key), 'key post')} {verb} vacant or held with a gap, "
        f"{strong} held strongly"
    )


def _match_words(posts: pd.DataFrame, shown: pd.DataFrame) -> str:
    key = shown[shown["verdict"] == "key"]
    if key.empty:
        return f"The match is known for {len(shown)} of {count(len(posts), 'post')}"
    title, post, match = key.sort_values("match", kind="stable")[
        ["title", "position_id", "match"]
    ].iloc[0]
    return f"The lowest match in a key post is {percent(match)}: {title} ({post})"


def _whiskers(posts: pd.DataFrame) -> dict[str, object]:
    # Without caps a match that is fully known has no whisker at all.
    return {
        "type": "data", "symmetric": False, "thickness": 1, "width": 0, "color": "#1f2933",
        "array": (100 * (posts["match_high"] - posts["match"])).tolist(),
        "arrayminus": (100 * (posts["match"] - posts["match_low"])).tolist(),
    }  # fmt: skip


def _draw_quarters(
    figure: go.Figure, shown: pd.DataFrame, *, match_strong: float, match_gap: float
) -> None:
    """Draw the lines of the match and the lowest score of a key post, and name the corners.

    The corners speak of the score: right of the line a post may still be ordinary, where it fails a
    gate or keeps its place in too few draws.
    """
    for line in (match_strong, match_gap):
        figure.add_hline(y=100 * line, line_dash="dash", line_color="#8A94A0", line_width=1)
    key = shown.loc[shown["verdict"] == "key", "score"]
    if len(key):
        figure.add_vline(
            x=key.min(), line_dash="dash", line_color="#8A94A0", line_width=1,
            annotation_text="lowest score of a key post", annotation_position="top",
            annotation_font_size=12,
        )  # fmt: skip
    for right, names in enumerate(_CORNERS):
        for top, words in zip((1, 0), names, strict=True):
            figure.add_annotation(
                text=words, x=right, y=top, xref="paper", yref="paper", showarrow=False,
                xanchor=("left", "right")[right], yanchor=("bottom", "top")[top],
                font={"size": 12},
            )  # fmt: skip
    lowest = 100 * min(shown["match_low"].min(), match_gap) if len(shown) else 0
    figure.update_yaxes(range=[max(-4.0, lowest - 8), 108])


def _hover(posts: pd.DataFrame) -> list[str]:
    columns = (posts["title"].fillna(""), posts["position_id"], posts["verdict"])
    return [
        plain(f"{title} ({post}), {verdict}") for title, post, verdict in zip(*columns, strict=True)
    ]
