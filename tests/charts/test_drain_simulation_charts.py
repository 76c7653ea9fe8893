"""Charts of the drawn loss as data: what is drawn, what the titles say, and nothing at all."""

import pandas as pd
import pytest

from workbench.charts.drain_simulation import (
    plot_assets,
    plot_drawn_exceedance,
    plot_loss_steps,
)
from workbench.charts.theme import title_in_words


@pytest.fixture
def steps() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "part": ["plain sum", "secrets get out once", "methods stop when all go", "whole"],
            "expected_loss": [100.0, 40.0, -10.0, 130.0],
            "standard_error": [0.0, 2.0, 1.0, 3.0],
        }
    )


@pytest.fixture
def curve() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "loss": [0.0, 50.0, 100.0, 200.0],
            "exceedance_probability": [0.5, 0.2, 0.04, 0.001],
            "exceedance_probability_se": [0.01, 0.01, 0.005, 0.001],
            "added_up": [0.5, 0.1, 0.01, 0.0],
        }
    )


@pytest.fixture
def summary() -> pd.DataFrame:
    return pd.DataFrame(
        {"measure": ["value_at_risk_95"], "amount": [95_000.0], "added_up": [80_000.0]}
    )


@pytest.fixture
def assets() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "asset": ["Customer", "<b>Recipe</b>", "Method"],
            "asset_id": ["A2", "A1", "A3"],
            "channel": ["reputation", "secrets", "operations"],
            "plain_sum": [90.0, 30.0, 20.0],
            "extra_as_shared": [0.0, 30.0, -8.0],
            "expected_loss": [90.0, 60.0, 12.0],
            "standard_error": [0.0, 2.0, 1.0],
        }
    )


def test_plot_loss_steps_hangs_each_bar_where_the_last_one_ends(steps):
    figure = plot_loss_steps(steps, currency="EUR")
    bars = {
        y: (base, x)
        for trace in figure.data
        for y, base, x in zip(trace.y, trace.base, trace.x, strict=True)
    }
    assert list(bars.values()) and bars["plain sum"] == (0.0, 100.0)
    assert bars["secrets get out once"] == (100.0, 40.0)
    assert bars["methods stop when all go"] == (140.0, -10.0)
    assert bars["whole"] == (0.0, 130.0)
    assert title_in_words(figure) == "What is shared adds EUR 30 to the expected loss of EUR 100"
    assert figure.data[0].error_x.array == (6.0, 0.0)


def test_plot_loss_steps_says_less_or_nothing(steps):
    less = steps.assign(expected_loss=[100.0, 0.0, -20.0, 80.0])
    title = title_in_words(plot_loss_steps(less, currency="EUR"))
    assert title == "What is shared takes away EUR 20 from the expected loss of EUR 100"
    same = steps.assign(expected_loss=[100.0, 1.0, 1.0, 102.0])
    assert "changes little" in title_in_words(plot_loss_steps(same, currency="EUR"))
    title = title_in_words(plot_loss_steps(steps.iloc[[0, 0]], currency="EUR"))
    assert title == "Nothing is known to be shared: EUR 100 is the plain sum"


def test_plot_drawn_exceedance_draws_both_curves_and_the_band(curve, summary):
    figure = plot_drawn_exceedance(curve, summary, currency="EUR")
    assert [trace.name for trace in figure.data] == [
        "two standard errors", "with what is shared", "plain sum"
    ]  # fmt: skip
    band = figure.data[0].y
    assert band[0] == pytest.approx(0.52) and band[-1] == pytest.approx(0.48)
    assert min(band) == 0.0
    assert title_in_words(figure) == (
        "One time in twenty, departures cost more than EUR 95.0 k with what is shared, "
        "EUR 80.0 k added up"
    )


def test_plot_assets_colours_by_channel_and_names_what_the_sum_misses(assets):
    figure = plot_assets(assets, currency="EUR")
    names = {trace.name: list(trace.x) for trace in figure.data}
    assert names["secrets"] == [60.0] and names["plain sum"] == [20.0, 30.0, 90.0]
    assert title_in_words(figure) == (
        "Most is lost through Customer (reputation); the plain sum falls short most for "
        "<b>Recipe</b> (secrets)"
    )
    assert not any("<b>" in text for trace in figure.data for text in trace.y)
    alone = plot_assets(assets.head(1), currency="EUR")
    assert title_in_words(alone) == "Most is lost through Customer (reputation)"


def test_charts_of_nothing_draw_nothing(steps, curve, summary, assets):
    for figure in (
        plot_loss_steps(steps.head(0), currency="EUR"),
        plot_drawn_exceedance(curve.head(0), summary, currency="EUR"),
        plot_assets(assets.head(0), currency="EUR"),
    ):
        assert sum(len(trace.x) for trace in figure.data) == 0
        assert len(figure.layout.meta["alt"]) > 15 and figure.layout.xaxis.title.text
