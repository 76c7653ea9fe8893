"""Charts of recovery as data: what is drawn, what the titles say, and nothing at all."""

import numpy as np
import pandas as pd
import pytest

from workbench.charts.drain_recovery import plot_loss_path, plot_recovery
from workbench.charts.theme import title_in_words


@pytest.fixture
def posts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "position_id": ["P2", "P1"],
            "title": ["<b>Seller</b>", "Chemist"],
            "months_90": [7.0, 4.0],
            "months_90_p10": [5.0, 3.0],
            "months_90_p90": [10.0, 6.0],
        }
    )


@pytest.fixture
def curves() -> pd.DataFrame:
    month = [0.0, 0.5, 1.0]
    frames = [
        pd.DataFrame(
            {
                "position_id": post, "month": month, "output": [low, 0.8, 1.0],
                "output_p10": [low - 0.1, 0.7, 0.9], "output_p90": [low + 0.1, 0.9, 1.0],
                "output_with_b": [0.8, 0.9, 1.0],
            }
        )
        for post, low in (("P1", 0.6), ("P2", 0.5))
    ]  # fmt: skip
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def path() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": [*(f"to 2026-0{n}-28" for n in range(1, 6)), "later"],
            "secrets": [1.0, 1.0, 1.0, 1.0, 1.0, 15.0],
            "operations": [30.0, 20.0, 5.0, 0.0, 0.0, 0.0],
            "reputation": [5.0, 5.0, 5.0, 4.0, 1.0, 4.0],
            "competitiveness": 0.0,
        }
    ).assign(expected_loss=lambda rows: rows[["secrets", "operations", "reputation"]].sum(axis=1))


def drawn(figure, name: str) -> list:
    return [trace for trace in figure.data if trace.name == name]


def test_plot_recovery_gives_each_post_a_panel_with_band_and_mark(curves, posts):
    figure = plot_recovery(curves, posts)
    lines = drawn(figure, "output, mean")
    assert [list(line.y) for line in lines] == [[0.5, 0.8, 1.0], [0.6, 0.8, 1.0]]
    assert [line.yaxis for line in lines] == ["y", "y2"]
    band = drawn(figure, "P10 to P90")[0]
    assert list(band.y) == pytest.approx([0.6, 0.9, 1.0, 0.9, 0.7, 0.4])
    mark = drawn(figure, "90 % reached")[0]
    assert (mark.x, mark.error_x.array, mark.error_x.arrayminus) == ((7.0,), (3.0,), (2.0,))
    assert title_in_words(figure) == ("<b>Seller</b> takes longest: 90 % of output after 7 months")
    assert [each.text for each in figure.layout.annotations] == [
        "&lt;b&gt;Seller&lt;/b&gt; P2", "Chemist P1"
    ]  # fmt: skip
    # Each name stands once in the legend.
    names = [trace.name for trace in figure.data if trace.showlegend]
    assert len(names) == len(set(names)) == 4


def test_plot_recovery_without_a_b_draws_no_line_for_it(curves, posts):
    figure = plot_recovery(curves.assign(output_with_b=np.nan), posts, most=1)
    assert not drawn(figure, "with A and B roles")
    assert "1 of 2 posts drawn, the other is in the table" in title_in_words(figure)


def test_plot_recovery_of_posts_that_hardly_fall_says_so(curves, posts):
    quick = posts.assign(months_90=0.0, months_90_p10=0.0, months_90_p90=0.0)
    assert title_in_words(plot_recovery(curves, quick)) == (
        "No post falls under 90 % of its output in the middle case"
    )


def test_plot_loss_path_stacks_the_channels_in_the_order_of_time(path):
    figure = plot_loss_path(path, currency="EUR")
    bars = {trace.name: dict(zip(trace.y, trace.x, strict=True)) for trace in figure.data}
    assert bars["operations"]["to 2026-01-28"] == 30.0 and bars["secrets"]["later"] == 15.0
    assert figure.layout.yaxis.categoryarray[-1] == "to 2026-01-28"
    assert title_in_words(figure) == ("79 % of the expected loss of EUR 99 falls due within a year")


def test_charts_of_nothing_draw_nothing(curves, posts, path):
    for figure in (plot_recovery(curves.head(0), posts.head(0)),
                   plot_loss_path(path.head(0), currency="EUR")):  # fmt: skip
        assert sum(len(trace.x) for trace in figure.data) == 0
        assert len(figure.layout.meta["alt"]) > 15 and figure.layout.xaxis.title.text
