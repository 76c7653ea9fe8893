"""What a reader sees adds up: figures and parts are rounded together."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.toys import Make, quick_headlines
from workbench.history.amounts import parts_in_words, scale_of
from workbench.history.display import (
    change_table,
    drawn_trend,
    parts_by_size,
    trend,
    trend_in_words,
)
from workbench.history.explain import explain_change
from workbench.history.register import COLUMNS, HEADLINES
from workbench.history.run import Run, run_of
from workbench.history.words import change_findings, post_titles

UNITS = {" bn": 1e9, " M": 1e6, " k": 1e3}


def read(text: str) -> float:
    """Read an amount back as a reader would."""
    sign = -1 if text.startswith("-") else 1
    number, unit = re.fullmatch(r"[-+]?(?:EUR )?([\d,.]+)( bn| M| k| %| points)?", text).groups()
    return sign * float(number.replace(",", "")) * UNITS.get(unit or "", 1)


@given(
    before=st.floats(0, 1e9), now=st.floats(0, 1e9), share=st.floats(-1, 2),
    name=st.sampled_from(["expected_loss", "key_posts", "expected_leavers", "vacancy_cost"]),
)  # fmt: skip
def test_what_is_written_adds_up(before: float, now: float, share: float, name: str) -> None:
    if name == "key_posts":
        before, now = float(round(before)), float(round(now))
    data = (now - before) * share
    parts = {"data": data, "settings": now - before - data, "method": 0.0}
    scale = scale_of(HEADLINES[name], [before, now, *parts.values()], "EUR")
    words = parts_in_words(scale, before, now, parts)
    written = sum(read(text) for text in words.values())
    seen = read(scale.write(now)) - read(scale.write(before))
    assert written == pytest.approx(seen, abs=scale.size * scale.step * 1e-3)


@pytest.mark.parametrize(
    ("name", "before", "now", "words"),
    [
        ("expected_loss", 1_579_826.0, 3_201_000.0, ("EUR 1.58 M", "EUR 3.20 M")),
        ("expected_loss", 1_579_826.0, 1_581_000.0, ("EUR 1.580 M", "EUR 1.581 M")),
        ("expected_loss", 0.0, 950.4, ("EUR 0", "EUR 950")),
        ("key_posts", 12.0, 14.0, ("12", "14")),
        ("covered_at_once", 0.158, 0.127, ("15.8 %", "12.7 %")),
        ("expected_leavers", 1.586, 6.1, ("1.6", "6.1")),
        ("plan_cost", np.nan, 5.0, ("unknown", "EUR 5")),
    ],
)
def test_figures_are_as_fine_as_their_move(
    name: str, before: float, now: float, words: tuple[str, str]
) -> None:
    scale = scale_of(HEADLINES[name], [before, now], "EUR")
    assert (scale.write(before), scale.write(now)) == words


def runs(make: Make) -> list[Run]:
    """Give three report dates; the last has two runs of which the later counts."""
    return [
        run_of(company, figures=quick_headlines(company))
        for company in (
            make(as_of="2026-04-30"),
            make(as_of="2026-05-31", horizon_days=500),
            make(as_of="2026-05-31", horizon_days=730),
        )
    ]


def test_trend_takes_the_last_run_of_each_date(make: Make) -> None:
    rows = trend(runs(make), figures=("expected_loss", "key_posts"))
    own = rows[rows["figure"] == "expected_loss"]
    assert own["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2026-04-30", "2026-05-31"]
    assert own["value"].tolist() == [14.0 * 365, 14.0 * 730]
    table = trend_in_words(rows, currency="EUR")
    assert table["expected loss"].tolist() == ["EUR 5.1 k", "EUR 10.2 k"]
    _, titles = drawn_trend(rows, currency="EUR")
    assert titles == {"expected_loss": "expected loss, EUR", "key_posts": "key posts"}


def test_trend_of_nothing_has_no_rows() -> None:
    rows = trend([])
    assert rows.empty
    drawn, titles = drawn_trend(rows, currency="EUR")
    assert drawn.empty and titles == {}
    assert trend_in_words(rows, currency="EUR").empty


def test_a_figure_that_became_unknown_is_said(make: Make) -> None:
    first, _, last = runs(make)
    lost = last.figures.assign(value=np.nan)
    change = explain_change(first, run_of(make(), figures=lost))
    table = change_table(change, currency="EUR").set_index("figure")
    assert table.loc["expected loss", "change"] == "unknown"
    words = change_findings(change, currency="EUR", min_group_size=5)
    assert any("expected loss: the figure is not known any more" in each for each in words)


def test_parts_for_a_chart_are_in_per_cent_of_before(make: Make) -> None:
    _, before, last = runs(make)
    rows = parts_by_size(explain_change(before, last))
    loss = rows[rows["figure"] == "expected loss"]
    assert loss.set_index("part")["amount_percent"].to_dict() == {
        "data": 0.0, "settings": 46.0, "method": 0.0
    }  # fmt: skip


def test_posts_that_came_and_went_are_called_by_their_titles(make: Make) -> None:
    first, second = (
        run_of(company, figures=figures)
        for company, figures in (
            (make(), counted(("P01", "P02", "P98"))),
            (make(horizon_days=730), counted(("P02", "P03", "P97", "P99"))),
        )
    )
    words = " ".join(
        change_findings(
            explain_change(first, second), currency="EUR", min_group_size=5,
            titles=post_titles(make()),
        )
    )  # fmt: skip
    assert (
        "new: Fitter (P03), P97 and P99; no longer: Fitter (P01) and P98 (not in the tables any "
        in words
    )


def counted(posts: tuple[str, ...]) -> pd.DataFrame:
    """Give figures of which only the key posts are known."""
    rows = [
        (name, float(len(posts)), np.nan, np.nan, posts)
        if name == "key_posts"
        else (name, np.nan, np.nan, np.nan, ())
        for name in HEADLINES
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
