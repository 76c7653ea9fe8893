import pandas as pd
import plotly.graph_objects as go
import pytest

from workbench.charts import show as charts
from workbench.charts.theme import new_figure

ROW = pd.DataFrame({"title": ["<b>Clerk</b>"]})


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the HTML that is put on the page."""
    parts: list[str] = []
    monkeypatch.setattr(charts, "display", lambda page, **_: parts.append(page.data))
    return parts


@pytest.mark.parametrize("sentences", [(), ("",), ("", "")])
def test_say_without_a_finding_draws_no_box(shown, sentences) -> None:
    charts.say(*sentences)
    assert shown == []


def test_say_leaves_out_empty_findings_and_folds_what_is_too_much(shown) -> None:
    charts.say("One <b>.", "", "Two.", "Three.", most=2)
    assert shown[0] == '<ul class="wb-findings"><li>One &lt;b&gt;.</li><li>Two.</li></ul>'
    assert "<summary>1 more finding</summary>" in shown[1]
    assert "<li>Three.</li>" in shown[1]


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Brokers", "Nothing to show: Brokers."),
        ("Do the raters agree?", "Nothing to show: Do the raters agree?"),
        ("", "Nothing to show: no row."),
    ],
)
def test_table_without_rows_says_so_with_one_mark_at_the_end(shown, caption, words) -> None:
    charts.show_table(ROW.head(0), caption=caption)
    assert shown == [f'<p class="wb-note">{words}</p>']


def test_table_that_lacks_its_input_says_what_it_lacks_alone(shown) -> None:
    charts.show_table(ROW, lacks="no table ratings")
    assert shown == ['<p class="wb-missing">no table ratings</p>']


def test_figure_without_a_mark_shows_its_title_as_a_sentence(shown) -> None:
    figure = new_figure("No post has a <b>chance</b>", alt="Empty")
    figure.add_scatter(x=[], y=[])
    figure.add_vline(x=1)
    charts.show(figure, ROW, caption="Chances")
    assert shown[0] == '<p class="wb-note">No post has a &lt;b&gt;chance&lt;/b&gt;.</p>'
    assert "<summary>Chances</summary>" in shown[1]


@pytest.mark.parametrize("trace", [{"x": [1]}, {"type": "heatmap", "z": [[1]]}, {"type": "sankey"}])
def test_figure_with_a_mark_is_drawn(monkeypatch, trace) -> None:
    drawn = []
    monkeypatch.setattr(charts, "display", lambda page, **_: drawn.append(page))
    figure = go.Figure([trace])
    charts.show(figure, ROW.head(1))
    assert drawn[0] is figure


def test_tables_pass_the_currency_on_to_what_is_folded(shown) -> None:
    rows = pd.DataFrame({"value_per_year": [1.0, 2.0]})
    charts.show_table(rows, most=1, currency="EUR")
    charts.show(new_figure("Nothing", alt="Empty"), rows, currency="EUR")
    assert [part.count("Value (EUR per year)") for part in shown] == [2, 0, 1]
    assert shown[0].startswith('<div class="wb-rows"><div class="wb-table"')
