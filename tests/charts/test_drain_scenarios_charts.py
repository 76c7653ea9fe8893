"""Charts of scenarios set against as usual, as data: marks, titles, and nothing at all."""

import pandas as pd
import pytest

from workbench.charts.drain_scenarios import plot_differences, plot_single_exits
from workbench.charts.theme import title_in_words


@pytest.fixture
def differences() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": ["pay_freeze", "lift_out", "quiet", "unknown_one"],
            "difference": [50.0, 2_000_000.0, -30_000.0, None],
            "difference_low": [-10.0, 1_000_000.0, -60_000.0, None],
            "difference_high": [90.0, 4_000_000.0, -10_000.0, None],
        }
    )


@pytest.fixture
def exits() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P3"],
            "title": ["<b>Chemist</b>", "Seller", "Planner"],
            "loss": [300.0, 200.0, None],
            "loss_low": [100.0, 150.0, None],
            "loss_high": [700.0, 260.0, None],
            "loss_as_shared": [450.0, 200.0, None],
            "full_output_days": [219.0, None, 90.0],
        }
    )


def test_plot_differences_tells_more_less_and_not_sure_apart(differences):
    figure = plot_differences(differences, base="as_usual", currency="EUR")
    assert title_in_words(figure) == "Dearest against as usual: lift out, EUR 2.00 M more"
    found = {trace.marker.symbol: list(trace.x) for trace in figure.data}
    assert found == {"circle": [2_000_000.0], "circle-open": [50.0], "diamond": [-30_000.0]}
    assert list(figure.data[0].error_x.array) == [2_000_000.0]
    assert list(figure.data[0].error_x.arrayminus) == [1_000_000.0]
    # The first scenario stands on top, and the upright line at 0.
    assert figure.layout.yaxis.categoryarray[-1] == "pay freeze"
    assert figure.layout.shapes[0].x0 == 0
    assert len(figure.layout.meta["alt"]) > 15 and "EUR" in figure.layout.xaxis.title.text


def test_plot_differences_where_nothing_costs_more_and_of_nothing(differences):
    less = differences.iloc[[2]]
    figure = plot_differences(less, base="as_usual", currency="EUR")
    assert title_in_words(figure) == "No scenario costs more than as usual"
    empty = plot_differences(differences.iloc[:0], base="as_usual", currency="EUR")
    assert title_in_words(empty) == "No scenario to compare"
    assert sum(len(trace.x) for trace in empty.data) == 0


def test_plot_single_exits_has_the_dearest_on_top_and_text_as_text(exits):
    figure = plot_single_exits(exits, currency="EUR")
    words = title_in_words(figure)
    assert words == "Dearest single exit: <b>Chemist</b> (P1), EUR 300"
    bars, shared = figure.data
    assert list(bars.x) == [200.0, 300.0] and list(shared.x) == [200.0, 450.0]
    assert "&lt;b&gt;Chemist" in bars.y[1]
    assert list(bars.error_x.array) == [60.0, 400.0]
    assert bars.customdata[0][1] == "unknown" and bars.customdata[1][1] == "219 days"
    assert len(figure.layout.meta["alt"]) > 15 and figure.layout.xaxis.title.text == "loss, EUR"


def test_plot_single_exits_keeps_the_dearest_and_can_be_empty(exits):
    assert list(plot_single_exits(exits, currency="EUR", most=1).data[0].x) == [300.0]
    empty = plot_single_exits(exits.iloc[[2]], currency="EUR")
    assert title_in_words(empty) == "No single exit could be priced"
    assert sum(len(trace.x) for trace in empty.data) == 0
