"""Pictures of the panel: what is drawn now and as in the settings, and nothing as nothing."""

import pandas as pd

from workbench.charts.drain_panel import plot_top_posts, plot_two_curves
from workbench.charts.theme import title_in_words

CURVE = pd.DataFrame({"loss": [0.0, 100.0, 200.0], "exceedance_probability": [0.3, 0.1, 0.0]})
FIGURES = pd.DataFrame(
    {
        "measure": ["expected_loss", "value_at_risk_95", "expected_shortfall_95"],
        "before": [40.0, 150.0, 180.0],
        "now": [60.0, 170.0, 190.0],
    }
)
POSTS = pd.DataFrame(
    {
        "position_id": [f"P{number}" for number in range(12)],
        "title": "<b>Head</b>",
        "shortfall": [60.0, *[4.0] * 11],
        "shortfall_before": [50.0, None, *[4.0] * 10],
    }
)


def curves(now=CURVE, figures=FIGURES):
    return plot_two_curves(now, CURVE.assign(loss=CURVE["loss"] / 2), figures, currency="EUR")


def test_curves_say_what_changed_and_mark_both():
    figure = curves()
    assert title_in_words(figure) == (
        "One time in twenty, departures cost more than EUR 170 (EUR 150 as in the settings)"
    )
    before, now, *marks = figure.data
    assert (before.name, now.name) == ("as in the settings", "now")
    assert list(now.x) == [0.0, 100.0, 200.0] and before.x[-1] == 100.0
    assert [mark.x[0] for mark in marks] == [40.0, 60.0, 150.0, 170.0, 180.0, 190.0]
    assert figure.layout.xaxis.range[1] == 103.0
    assert len(figure.layout.meta["alt"]) > 15


def test_curves_of_the_settings_say_no_change():
    same = FIGURES.assign(now=FIGURES["before"])
    assert "settings" not in title_in_words(curves(figures=same))


def test_curves_without_an_amount_draw_no_mark():
    figure = plot_two_curves(CURVE.head(0), CURVE.head(0), FIGURES.head(0), currency="EUR")
    assert title_in_words(figure) == "No amount is known"
    assert sum(len(trace.x) for trace in figure.data) == 0


def test_posts_are_drawn_dearest_on_top_with_a_mark_where_they_were():
    figure = plot_top_posts(POSTS, currency="EUR")
    bars, marks = figure.data
    assert bars.x[-1] == 60.0 and len(bars.x) == 10 and marks.x[-1] == 50.0
    assert "58 % of the worst twentieth (10 of 12 posts drawn)" in title_in_words(figure)
    assert all("<b>" not in text for text in [*bars.y, *bars.customdata])
    assert "drawn" not in title_in_words(plot_top_posts(POSTS.head(3), currency="EUR"))


def test_posts_without_a_loss_say_so():
    assert title_in_words(plot_top_posts(POSTS.assign(shortfall=0.0), currency="EUR")) == (
        "No post adds to the worst twentieth"
    )
    assert sum(len(trace.x) for trace in plot_top_posts(POSTS.head(0), currency="EUR").data) == 0
