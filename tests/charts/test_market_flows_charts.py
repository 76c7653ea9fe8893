"""Figures of flows state what was found, draw bounds as bounds, and need no data."""

import numpy as np
import pytest

from workbench.charts.market_flows import plot_net_flows, plot_pay_beside, plot_tightness_map
from workbench.charts.theme import title_in_words
from workbench.company import load_company
from workbench.market.flows import MarketFlows, market_flows
from workbench.sample import planted


@pytest.fixture(scope="module")
def flows() -> MarketFlows:
    return market_flows(load_company("data/sample", as_of="2026-06-30"), planted.KEY_POSTS)


def test_net_flows_draw_every_market_once_the_drain_first(flows: MarketFlows) -> None:
    figure = plot_net_flows(flows.nets, flows.verdicts)
    assert title_in_words(figure).startswith("1 of 15 markets drains")
    heads = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert heads[0] == "17-2041 in North: drain"
    assert "definition 2025" in heads
    assert len({head.split()[0] for head in heads if ":" in head}) == 4
    assert len(figure.layout.shapes) == 1  # one break
    first = next(trace for trace in figure.data if trace.name == "net loss")
    north = flows.nets.query("occupation_code == '17-2041' and region == 'North'")
    assert list(first.y) == north["net_low"].tolist()


def test_hidden_cells_are_drawn_as_what_they_leave_open(flows: MarketFlows) -> None:
    figure = plot_net_flows(flows.nets, flows.verdicts)
    bars = [trace for trace in figure.data if trace.name == "open for hidden cells"]
    assert [list(bar.y) for bar in bars] == [[4.0]]
    assert list(bars[0].base) == [-5.0]
    assert bars[0].marker.pattern.shape == "/"
    legend = [trace.name for trace in figure.data if trace.showlegend]
    assert len(legend) == len(set(legend))


def test_a_period_that_is_not_known_is_a_question_mark(flows: MarketFlows) -> None:
    nets = flows.nets.assign(net_high=np.inf)
    figure = plot_net_flows(nets, flows.verdicts, most=1)
    assert [trace.text for trace in figure.data if trace.mode == "text"] == ["?"]


def test_map_writes_every_ratio_and_marks_what_moved(flows: MarketFlows) -> None:
    figure = plot_tightness_map(flows.tightness, most=3)
    grid = figure.data[0]
    assert np.shape(grid.text) == (3, 4)
    first = flows.tightness.query("occupation_code == '17-2131' and region == 'West'")
    assert grid.text[0][-1] == f"{first['openings_per_seeker'].iloc[0]:.1f}"
    moved = flows.tightness.assign(state="tighter")
    assert plot_tightness_map(moved, most=3).data[0].text[0][0].endswith("▲")
    assert title_in_words(figure).startswith("None of 188 markets became tighter beyond noise")


def test_pay_is_that_of_listed_posts(flows: MarketFlows) -> None:
    figure = plot_pay_beside(flows.tightness)
    assert len(figure.data[0].x) == (flows.tightness["listed_posts"] > 0).sum()
    assert list(figure.data[0].x) == sorted(figure.data[0].x)
    assert "below the pay of the other regions" in title_in_words(figure)


def test_text_of_the_data_is_only_text(flows: MarketFlows) -> None:
    markup = "<img src=x>"
    nets, verdicts, tightness = (
        table.assign(region=markup, occupation_code="<b>x</b>").head(1)
        for table in (flows.nets, flows.verdicts, flows.tightness.assign(example=markup))
    )
    for figure in (
        plot_net_flows(nets.assign(definition=markup, is_break=True), verdicts),
        plot_tightness_map(tightness), plot_pay_beside(tightness),
    ):  # fmt: skip
        assert markup not in figure.to_json()
        assert "<b>x</b>" not in figure.to_json()


def test_without_rows_figures_say_so(flows: MarketFlows) -> None:
    titles = [
        title_in_words(figure)
        for figure in (
            plot_net_flows(flows.nets.head(0), flows.verdicts.head(0)),
            plot_tightness_map(flows.tightness.head(0)), plot_pay_beside(flows.tightness.head(0)),
        )
    ]  # fmt: skip
    assert titles == [
        "No flow between regions is known",
        "How tight the markets of the region are is not known",
        "Pay beside the other regions is not known",
    ]
