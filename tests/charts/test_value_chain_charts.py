"""Figures of the value chain state what was found and draw every row they are given."""

import pandas as pd
import pytest

from workbench.charts.value_chain import plot_coverage, plot_horizons, plot_introduced
from workbench.company import load_company
from workbench.value_chain.build import ValueChain, build_value_chain


@pytest.fixture(scope="module")
def chain() -> ValueChain:
    return build_value_chain(load_company("data/sample", as_of="2026-06-30"))


def test_coverage_draws_every_need_once(chain: ValueChain) -> None:
    figure = plot_coverage(chain.coverage)
    assert sum(len(trace.x) for trace in figure.data) == len(chain.coverage)
    assert "6 of 20 needs met by nobody" in figure.layout.title.text
    assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data)


def test_horizons_state_how_many_links_pay_late(chain: ValueChain) -> None:
    figure = plot_horizons(chain.horizons, years=5, currency="EUR")
    title = figure.layout.title.text.replace("<br>", " ")
    assert title.startswith("4 of 5 links cost more than they bring in the first year")
    assert figure.data[1].x == tuple(chain.horizons["horizon_balance"].iloc[::-1])


def test_introduced_stacks_to_all_who_were_brought_in(chain: ValueChain) -> None:
    figure = plot_introduced(chain.introduced)
    total = sum(sum(trace.x) for trace in figure.data)
    assert total == pytest.approx(chain.introduced["helped_per_year"].sum())
    assert "are new to the region" in figure.layout.title.text.replace("<br>", " ")


def test_empty_tables_give_a_sentence_instead_of_a_picture(chain: ValueChain) -> None:
    rows = pd.DataFrame(columns=chain.coverage.columns)
    assert plot_coverage(rows).layout.title.text == "No need is stated"
    assert (
        "No link"
        in plot_horizons(chain.horizons.head(0), years=5, currency="EUR").layout.title.text
    )
    assert plot_introduced(chain.introduced.head(0)).layout.title.text == "Nobody was brought in"
