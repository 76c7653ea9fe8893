import pandas as pd
import pytest

from workbench.charts import brokers as broker_charts
from workbench.charts import holding as charts

ASSETS = pd.DataFrame(
    {
        "name": ["Recipe", "Mix <b>", "List"],
        "value_per_year": [4e6, 1e6, None],
        "holders": [1, 2, 0],
    }
)
HELD = pd.DataFrame(
    [
        ("A1", "<img src=x>", 9.0, 1, "E1", 1.0),
        ("A2", "Mix", 4.0, 2, "Ann <b> (E2)", None),
        ("A2", "Mix", 4.0, 2, "E3", 0.3),
        ("A3", "List", 3.0, 0, None, None),
        ("A4", "Late", None, 1, "E1", 0.5),
    ],
    columns=["asset_id", "name", "value_per_year", "holders", "employee_id", "share"],
)
LOSSES = pd.DataFrame(
    [
        ("secret", "value", 1, 0.5), ("secret", "value", 2, 1.0), ("secret", "assets", 1, 0.2),
        ("all", "value", 1, 0.125), ("all", "value", 2, 0.25), ("all", "value", 3, 0.375),
        ("all", "value", 4, 0.5),
    ],
    columns=["kind", "counted", "people", "lost_share"],
)  # fmt: skip
RECORDS = pd.DataFrame(
    {
        "kind": ["secret", "secret", "method", "method"],
        "name": ["<img src=x>", "b", "c", "d"],
        "document_age_days": [730.5, 100.0, None, 400.0],
        "in_heads": pd.array([True, False, True, None], dtype="boolean"),
    }
)
BROKERS = pd.DataFrame(
    {
        "employee_id": ["<b>Ann</b> (E1)", "E2"],
        "betweenness": [0.25, 0.1],
        "asked_by": [7, 3],
        "pairs_cut": [0, 12],
    }
)
FIGURES = {
    "assets": (charts.plot_assets, ASSETS, {"currency": "EUR"}),
    "matrix": (charts.plot_holder_matrix, HELD, {}),
    "losses": (charts.plot_losses, LOSSES, {}),
    "ages": (charts.plot_record_ages, RECORDS, {"limit_days": 365}),
    "brokers": (broker_charts.plot_brokers, BROKERS, {}),
}


@pytest.mark.parametrize(("plot", "frame", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_has_a_title_an_alternative_text_and_no_markup(plot, frame, options) -> None:
    figure = plot(frame, **options)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    assert "<img" not in figure.to_json().replace("\\u003c", "<")
    assert "<b>" not in figure.to_json().replace("\\u003c", "<")


@pytest.mark.parametrize(("plot", "frame", "options"), FIGURES.values(), ids=FIGURES)
def test_plot_of_an_empty_table_is_an_empty_figure(plot, frame, options) -> None:
    figure = plot(frame.iloc[:0].astype(object), **options)
    assert sum(len(trace.x or ()) for trace in figure.data) == 0


def test_plot_assets_leaves_out_what_has_no_value() -> None:
    figure = charts.plot_assets(ASSETS, currency="EUR")
    assert [list(trace.x) for trace in figure.data] == [[4e6], [1e6]]


def drawn_title(figure) -> str:
    return figure.layout.title.text.replace("<br>", " ")


def test_plot_holder_matrix_draws_each_holder_once_and_unknown_shares_open() -> None:
    figure = charts.plot_holder_matrix(HELD)
    drawn = {trace.name: list(trace.x) for trace in figure.data}
    assert drawn == {
        "only holder": ["E1", "E1"],
        "one of two": ["E3"],
        "one of two, share unknown": ["Ann &lt;b&gt; (E2)"],
    }
    assert figure.data[2].marker.symbol == "square-open"
    sizes = dict(zip(figure.data[0].y, figure.data[0].marker.size, strict=True))
    assert sizes["Late A4"] == 10.0  # 6 + 8 x 0.5
    assert drawn_title(figure) == "2 of the 3 assets in one or two hands hang on one person"
    # Of an unknown share nothing is larger or smaller: 6 + 8 x 0.5. A legend has one size.
    assert figure.data[2].marker.size == (10.0,)
    assert figure.layout.legend.itemsizing == "constant"
    assert "the larger the square, the larger the share" in figure.layout.xaxis.title.text


def test_plot_holder_matrix_counts_what_does_not_fit() -> None:
    # The second asset in value needs two further columns, so the third is not drawn either.
    figure = charts.plot_holder_matrix(HELD, most_assets=5, most_people=1)
    assert drawn_title(figure) == (
        "The most valuable asset in one or two hands hangs on one person (2 more in the table)"
    )
    assert [list(trace.x) for trace in figure.data] == [["E1"]]


def test_plot_losses_start_at_nobody_and_state_three_people() -> None:
    figure = charts.plot_losses(LOSSES, without=LOSSES.assign(lost_share=0.1))
    assert [trace.name for trace in figure.data] == [
        "Secret",
        "All kinds, as listed",
        "All kinds, without import owners",
    ]
    assert list(figure.data[1].x) == [0, 1, 2, 3, 4]
    assert list(figure.data[1].y) == [0, 12.5, 25, 37.5, 50]
    assert figure.layout.title.text.replace("<br>", " ") == (
        "3 people leaving together can take along 38 % of the value"
    )


def test_plot_losses_draw_no_second_line_where_nobody_is_left_out() -> None:
    figure = charts.plot_losses(LOSSES, without=LOSSES.copy())
    assert [trace.name for trace in figure.data] == ["Secret", "All kinds"]


def test_plot_record_ages_sets_old_records_against_the_limit() -> None:
    figure = charts.plot_record_ages(RECORDS, limit_days=365)
    ages = {trace.name: list(trace.x) for trace in figure.data}
    assert ages["only in heads"] == [2.0]
    assert ages["record is enough"] == pytest.approx([100 / 365.25])
    assert ages["not known if enough"] == pytest.approx([400 / 365.25])
    assert figure.layout.shapes[0].x0 == pytest.approx(365 / 365.25)
    assert figure.layout.title.text.replace("<br>", " ") == (
        "2 of 3 records older than 365 days and 1 asset not written down"
    )


def test_plot_brokers_tell_the_only_links_apart() -> None:
    figure = broker_charts.plot_brokers(BROKERS)
    assert [(trace.name, list(trace.text)) for trace in figure.data] == [
        ("others have another way", ["asked by 7"]),
        ("the only link between some", ["asked by 3"]),
    ]
    assert figure.layout.title.text.replace("<br>", " ") == (
        "25 % of the shortest ways lead through one person; the only link between others: "
        "1 of these 2"
    )
