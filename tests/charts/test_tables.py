"""Tables on a page: every cell is text, numbers are rounded alike, unknown is said."""

import numpy as np
import pandas as pd
import plotly.io as pio
import pytest

from workbench.charts.tables import html_table
from workbench.charts.theme import label, new_figure, plain, wrapped

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</td></table><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_table_shows_markup_in_cells_and_headings_as_text(text: str) -> None:
    page = html_table(pd.DataFrame({text: [text]}), caption=text)
    assert "<img" not in page
    assert "<script" not in page
    assert "<svg" not in page
    assert 'onmouseover="' not in page.replace("&quot;", "")


def test_html_table_says_unknown_and_never_zero() -> None:
    frame = pd.DataFrame(
        {
            "days": [1.5, np.nan],
            "title": ["a", None],
            "since": [pd.Timestamp("2026-06-30"), pd.NaT],
            "flag": pd.array([True, pd.NA], dtype="boolean"),
        }
    )
    page = html_table(frame)
    assert page.count('aria-label="unknown"') == 4
    assert "2026-06-30" in page
    assert "yes" in page


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1234567.0, 2.0], ["1,234,567", "2"]),
        ([0.12345, 0.5], ["0.123", "0.500"]),
        ([12.345, 1.0], ["12.3", "1.0"]),
        ([0.0, 0.0], ["0", "0"]),
        ([-0.5, 0.25], ["-0.500", "0.250"]),
        ([0.02, 60.0, 120.0], ["0.0200", "60.0", "120"]),
        ([0.25, 1500.0, 0.0], ["0.250", "1,500", "0"]),
    ],
)
def test_html_table_rounds_a_column_alike(values: list[float], expected: list[str]) -> None:
    page = html_table(pd.DataFrame({"amount": values}))
    for text in expected:
        assert f'<td class="num">{text}</td>' in page


def test_html_table_stacks_rows_with_long_text_only() -> None:
    short = pd.DataFrame({"a": ["x"], "b": ["y"], "c": [1]})
    long = short.assign(b="a reason that does not fit beside its neighbours")
    assert "wb-stack" not in html_table(short)
    assert "wb-stack" in html_table(long)
    assert 'class="word">2026-03-31' in html_table(
        pd.DataFrame({"on": [pd.Timestamp("2026-03-31")]})
    )
    pair = pd.DataFrame({"what": ["a sentence of short words is broken"], "value": [1]})
    assert "wb-stack" not in html_table(pair)
    assert "wb-stack" in html_table(pair.assign(what="positions.criteria.resources.dimension"))


def test_html_table_can_be_reached_by_keyboard() -> None:
    page = html_table(pd.DataFrame({"a": [1]}), caption="Posts")
    assert 'tabindex="0"' in page
    assert 'aria-label="Posts"' in page
    assert '<th scope="col"' in page


def test_figures_carry_no_button_that_sends_their_data_away() -> None:
    figure = new_figure("A finding", alt="nothing")
    bundle = pio.renderers["plotly_mimetype"].to_mimebundle(figure.to_dict())
    config = bundle["application/vnd.plotly.v1+json"]["config"]
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_figure_texts_hold_no_markup_from_data(text: str) -> None:
    figure = new_figure(text, alt=text, x_title=text, y_title=text)
    for words in (figure.layout.title.text, figure.layout.xaxis.title.text, plain(text)):
        assert "<" not in words.replace("<br>", "")
    assert "<" not in wrapped(text).replace("<br>", "")


@pytest.mark.parametrize(
    "title", ["", "Buyer", "Head of the laboratory for all coatings", "x" * 90]
)
def test_label_has_two_lines_at_most_and_keeps_the_id(title: str) -> None:
    folded = label(title, "P0042")
    assert folded.endswith("P0042")
    assert folded.count("<br>") <= 1
    assert folded == folded.strip()


def test_label_cuts_only_what_does_not_fit_and_keeps_markup_text() -> None:
    assert label("Account manager, rail vehicles", "P1") == "Account manager, rail<br>vehicles P1"
    assert label("<b>Buyer</b>", "P1") == "&lt;b&gt;Buyer&lt;/b&gt; P1"


def test_html_table_says_names_from_inside_the_workbench_in_words() -> None:
    frame = pd.DataFrame(
        {
            "measure": ["value_at_risk_95", "expected_loss"],
            "inputs": ["secret_value 20; rival_share 0.2", None],
            "column": ["position_id", "left_on"],
        }
    )
    page = html_table(frame)
    for words in ("exceeded 1 time in 20", "expected loss", "secret value 20; rival share 0.2"):
        assert f">{words}</td>" in page
    # The name of a column is what the reader finds in the file.
    assert ">position_id</td>" in page
    assert page.count('aria-label="unknown"') == 1


def test_html_table_says_the_currency_of_amounts_a_year() -> None:
    frame = pd.DataFrame({"value_on_one_per_year": [1.0], "rate_per_year": [0.1], "score": [0.5]})
    page = html_table(frame, currency="EUR <b>")
    assert ">Value held by one (EUR &lt;b&gt; per year)</th>" in page
    assert ">Rate (per year)</th>" in page
    assert ">Value held by one (per year)</th>" in html_table(frame)


def test_a_number_too_small_for_its_column_is_not_shown_as_zero():
    page = html_table(pd.DataFrame({"p_value": [0.2, 1e-9, 0.0]}))
    assert "&lt; 0.0001" in page
    assert ">0</td>" in page
