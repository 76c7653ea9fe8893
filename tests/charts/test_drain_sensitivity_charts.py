"""Charts of the sensitivity as data: what is drawn, what the titles say, and nothing at all."""

import pandas as pd
import pytest

from workbench.charts.drain_sensitivity import (
    plot_indices,
    plot_tornado,
    plot_two_way,
    plot_worth,
)
from workbench.charts.theme import title_in_words


@pytest.fixture
def tornado() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "words": ["time to fill", "notice <b>period</b>", "overlap"],
            "expected_loss_at_p10": [80_000.0, 110_000.0, 100_000.0],
            "expected_loss_at_p90": [150_000.0, 95_000.0, 100_000.0],
            "expected_loss_swing": [70_000.0, 15_000.0, 0.0],
            "shortfall_at_p10": [900_000.0, 400_000.0, 500_000.0],
            "shortfall_at_p90": [950_000.0, 650_000.0, 500_000.0],
            "shortfall_swing": [50_000.0, 250_000.0, 0.0],
        }
    )


@pytest.fixture
def indices() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": ["expected_loss", "expected_loss", "expected_loss", "shortfall_95"],
            "words": ["time to fill", "cover", "overlap", "rate of leaving"],
            "first_order": [0.6, 0.2, 0.0, 0.9],
            "first_order_se": [0.02, 0.01, 0.0, 0.03],
            "total_order": [0.7, 0.3, 0.0, 0.95],
            "total_order_se": [0.02, 0.01, 0.0, 0.03],
        }
    )


@pytest.fixture
def two_way() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "leave_factor": [0.5, 0.5, 1.0, 1.0],
            "correlation": [0.0, 0.15, 0.0, 0.15],
            "shortfall_95": [1e6, 2e6, 3e6, 4_120_000.0],
            "value_at_risk_99": [2e6, 3e6, 4e6, 5e6],
            "present": [False, False, False, True],
        }
    )


@pytest.fixture
def worth() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "words": ["effect of Care", "rate of leaving", "tie"],
            "worth": [8_000.0, 500.0, 0.0],
            "standard_error": [100.0, 90.0, 0.0],
            "clear": [True, False, False],
        }
    )


def test_plot_tornado_draws_both_ends_from_the_middle(tornado):
    figure = plot_tornado(tornado, middle=100_000.0, currency="EUR")
    low, high = figure.data
    # The largest swing stands on top, so last; what moves nothing is in the table only.
    assert list(low.x) == [10_000.0, -20_000.0] and list(high.x) == [-5_000.0, 50_000.0]
    assert low.base == high.base == 100_000.0 and low.y[-1] == "time to fill"
    assert not any("<b>" in text for text in low.y)
    assert low.marker.pattern.shape != high.marker.pattern.shape
    assert title_in_words(figure) == (
        "The expected loss moves most with the time to fill: from EUR 80.0 k to EUR 150 k"
    )


def test_plot_tornado_of_the_bad_end_orders_by_it(tornado):
    figure = plot_tornado(tornado, middle=5e5, currency="EUR", outcome="shortfall", most=1)
    assert [len(trace.x) for trace in figure.data] == [1, 1]
    assert title_in_words(figure) == (
        "The mean of the worst 1 in 20 moves most with the notice <b>period</b>: from EUR 400 k "
        "to EUR 650 k (1 of 2 inputs drawn, the other is in the table)"
    )


def test_plot_indices_draws_alone_and_with_others(indices):
    figure = plot_indices(indices)
    alone, whole = figure.data
    assert list(alone.x) == [0.2, 0.6] and list(whole.x) == [0.3, 0.7]
    assert alone.error_x.array == (0.02, 0.04)
    # The two do not lie on each other, and differ in shape for who cannot tell the colours.
    assert alone.y[0] != whole.y[0] and alone.marker.symbol != whole.marker.symbol
    assert list(figure.layout.yaxis.ticktext) == ["cover", "time to fill"]
    assert title_in_words(figure) == (
        "Alone, the time to fill explains 60 % of the variance of the expected loss"
    )
    tail = title_in_words(plot_indices(indices, measure="shortfall_95"))
    assert tail == "Alone, the rate of leaving explains 90 % of the variance of the worst twentieth"


def test_plot_two_way_writes_every_amount_and_frames_the_present(two_way):
    figure = plot_two_way(two_way, currency="EUR")
    (grid,) = figure.data
    assert [list(row) for row in grid.text] == [["1.00 M", "2.00 M"], ["3.00 M", "4.12 M"]]
    (frame,) = figure.layout.shapes
    assert (frame.x0 + frame.x1) / 2 == pytest.approx(1)
    assert (frame.y0 + frame.y1) / 2 == pytest.approx(1)
    assert frame.name == "as in the report"
    assert title_in_words(figure) == (
        "By rate of leaving and tie, the worst twentieth runs from EUR 1.00 M to EUR 4.12 M; now "
        "EUR 4.12 M"
    )
    other = plot_two_way(two_way, currency="EUR", measure="value_at_risk_99")
    assert "what is exceeded 1 time in 100 runs from EUR 2.00 M" in title_in_words(other)


def test_plot_worth_sets_apart_what_chance_could_give(worth):
    figure = plot_worth(worth, everything=42_000.0, floor=600.0, currency="EUR")
    clear, chance = figure.data
    assert (list(clear.x), list(chance.x)) == ([8_000.0], [500.0])
    assert clear.error_x.array == (200.0,) and figure.layout.shapes[0].x0 == 600.0
    assert title_in_words(figure) == (
        "To find out first: the effect of Care, worth EUR 8.00 k; everything at once EUR 42.0 k"
    )
    none = plot_worth(worth.assign(clear=False), everything=1.0, floor=9e9, currency="EUR")
    assert title_in_words(none) == "Nothing is worth finding out before measures are bought"


def test_charts_of_nothing_draw_nothing(tornado, indices, two_way, worth):
    for figure in (
        plot_tornado(tornado.head(0), middle=float("nan"), currency="EUR"),
        plot_indices(indices.head(0)),
        plot_two_way(two_way.head(0), currency="EUR"),
        plot_worth(worth.head(0), everything=float("nan"), floor=float("nan"), currency="EUR"),
    ):
        assert sum(len(trace.x) for trace in figure.data) == 0
        assert len(figure.layout.meta["alt"]) > 15 and figure.layout.xaxis.title.text
        assert not figure.layout.shapes
