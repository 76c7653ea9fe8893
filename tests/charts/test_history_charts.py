"""Pictures of the history as data: what they draw, and that nothing breaks them."""

import numpy as np
import pandas as pd
import pytest

from workbench.charts.history import plot_parts, plot_trend
from workbench.charts.theme import title_in_words

PARTS = pd.DataFrame(
    {
        "figure": ["expected <b>loss</b>"] * 3 + ["key posts"] * 3,
        "part": ["data", "settings", "method"] * 2,
        "amount_percent": [20.0, 60.0, 0.0, -10.0, 0.0, 0.0],
        "moved_percent": [80.0] * 3 + [-10.0] * 3,
    }
)
DAYS = pd.to_datetime(["2026-03-31", "2026-04-30", "2026-05-31"])
ROWS = pd.DataFrame(
    {
        "figure": ["expected_loss"] * 3 + ["key_posts"] * 3,
        "as_of": [*DAYS, *DAYS],
        "value": [1.0e6, 1.2e6, 1.5e6, 12.0, np.nan, 14.0],
        "low": [0.5e6, 0.6e6, 0.7e6, np.nan, np.nan, np.nan],
        "high": [2.0e6, 2.2e6, 2.5e6, np.nan, np.nan, np.nan],
    }
)
TITLES = {"expected_loss": "expected loss, EUR", "key_posts": "key <i>posts</i>"}


def test_parts_stack_to_the_move() -> None:
    figure = plot_parts(PARTS)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [bar.name for bar in bars] == ["data", "settings"]
    stacked = np.sum([bar.x for bar in bars], axis=0)
    assert stacked.tolist() == list(figure.data[-1].x) == [80.0, -10.0]
    assert title_in_words(figure) == "2 headline figures moved, most of it because of the settings"


def test_text_of_a_figure_is_only_text() -> None:
    assert "&lt;b&gt;" in plot_parts(PARTS).data[0].y[0]
    assert "&lt;i&gt;" in plot_trend(ROWS, TITLES).layout.annotations[1].text


def test_trend_draws_each_figure_with_its_range_on_its_own_axis() -> None:
    figure = plot_trend(ROWS, TITLES)
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [line.yaxis for line in lines] == ["y", "y2"]
    assert list(lines[1].y) == [12.0, 14.0]
    assert [trace.fill for trace in figure.data].count("tonexty") == 1
    low, high = figure.layout.yaxis.domain
    assert figure.layout.yaxis2.domain[1] < low < high <= 1
    assert title_in_words(figure) == "Expected loss rose by 50 % since March 2026"


@pytest.mark.parametrize("number", [0, 1])
def test_short_trends_are_drawn_and_say_so(number: int) -> None:
    figure = plot_trend(ROWS.iloc[:number], TITLES)
    assert title_in_words(figure)


def test_nothing_moved_is_a_figure_without_marks() -> None:
    figure = plot_parts(PARTS.head(0))
    assert title_in_words(figure) == "No headline figure moved"


def test_many_dates_are_written_at_most_six_times_the_last_one_always() -> None:
    days = pd.date_range("2025-01-31", periods=14, freq="ME")
    rows = pd.DataFrame(
        {"figure": "key_posts", "as_of": days, "value": 3.0, "low": np.nan, "high": np.nan}
    )
    ticks = plot_trend(rows, TITLES).layout.xaxis.tickvals
    assert len(ticks) <= 6
    assert "2026-02-28" in ticks
