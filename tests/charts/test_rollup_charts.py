import pandas as pd
import pytest

from workbench.charts import rollup as charts

MARKUP = "<img src=x>"
CHILDREN = pd.DataFrame(
    {
        "organisation_id": ["A", "B", "C", "D"],
        "name": [MARKUP, "The <b>works</b>", "A name much too long for the side", "Silent"],
        "people": [40.0, 900.0, None, None],
        "people_state": ["at least", "known", "hidden", "unknown"],
        "left_share": [0.2, 0.1, None, None],
        "left_share_low": [0.12, 0.09, None, None],
        "left_share_high": [0.3, 0.11, None, None],
    }
)
CELLS = CHILDREN.merge(
    pd.DataFrame(
        {"occupation_code": ["17-2041", "51-9023"], "occupation": ["Engineers", MARKUP]}
    ),
    how="cross",
)  # fmt: skip
FIGURES = {
    "parts": (charts.plot_people_by_part, CHILDREN, {}),
    "cells": (charts.plot_people_by_occupation, CELLS, {}),
    "leaving": (charts.plot_leaving_shares, CHILDREN, {"whole": 0.11}),
}
every_figure = pytest.mark.parametrize(("plot", "frame", "options"), FIGURES.values(), ids=FIGURES)


@every_figure
def test_plot_has_a_title_an_alternative_text_and_no_markup(plot, frame, options) -> None:
    figure = plot(frame, **options)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "<b>" not in text


@every_figure
def test_plot_of_an_empty_table_is_an_empty_figure(plot, frame, options) -> None:
    figure = plot(frame.iloc[:0], **options)
    assert sum(len(trace.x or ()) for trace in figure.data) == 0


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("parts", "The &lt;b&gt;works&lt;/b&gt; is the largest part, with 900 people; of 1 "
         "organisation the number is hidden"),
        ("cells", "2 of 8 numbers of people are hidden; most people are Engineers at The "
         "&lt;b&gt;works&lt;/b&gt; (900)"),
        ("leaving", "&lt;img src=x&gt; lost most: 20 % in the year, 11 % in all (not known of 2 "
         "organisations)"),
    ],
)  # fmt: skip
def test_plot_title_states_the_finding(name, title) -> None:
    plot, frame, options = FIGURES[name]
    assert plot(frame, **options).layout.title.text.replace("<br>", " ") == title


def test_a_hidden_bar_is_hatched_and_says_so() -> None:
    bars = charts.plot_people_by_part(CHILDREN).data[0]
    assert list(bars.text) == ["900", "at least 40", "hidden", "unknown"]
    assert list(bars.marker.pattern.shape) == ["", "", "/", "/"]
    # Both bars are as long, whatever they stand for.
    assert bars.x[2] == bars.x[3] == 225


def test_a_hidden_cell_is_hatched_and_empty() -> None:
    grid, *over = charts.plot_people_by_occupation(CELLS).data
    assert [row[0] for row in grid.text] == ["≥ 40", "900", "", "?"]
    assert [row[0] for row in grid.z[:2]] == [40, 900]
    assert pd.isna([row[0] for row in grid.z[2:]]).all()
    assert [trace.name for trace in over] == ["hidden", "unknown"]
    assert {round(y) for y in over[0].y if y is not None} == {2}


def test_a_heat_map_keeps_its_width_on_a_narrow_screen() -> None:
    assert charts.plot_people_by_occupation(CELLS).layout.meta["min_width"] == 190 + 2 * 46


def test_what_may_be_chance_is_said() -> None:
    title = charts.plot_leaving_shares(CHILDREN, whole=0.15).layout.title.text
    assert "which may be chance" in title.replace("<br>", " ")


def test_no_line_is_drawn_where_the_whole_is_unknown() -> None:
    assert not charts.plot_leaving_shares(CHILDREN, whole=float("nan")).layout.shapes
