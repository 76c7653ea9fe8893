import pandas as pd
import pytest

from workbench.charts.success import plot_success
from workbench.charts.theme import title_in_words


def _factors(**groups: list[float | None]) -> pd.DataFrame:
    rows = [
        (group, f"Factor {n}", chance)
        for group, chances in groups.items()
        for n, chance in enumerate(chances)
    ]
    frame = pd.DataFrame(rows, columns=["group", "factor", "chance"])
    chance = frame["chance"].astype("float64")
    verdict = pd.Series("no clear difference", index=frame.index)
    verdict = verdict.mask(chance > 0.7, "clearly higher").mask(chance < 0.3, "clearly lower")
    return frame.assign(
        chance=chance, chance_low=chance - 0.1, chance_high=chance + 0.1, high=12, other=30,
        verdict=verdict.mask(chance.isna(), "too few people"),
    )  # fmt: skip


def _words(figure) -> str:  # type: ignore[no-untyped-def]
    return figure.layout.xaxis.title.text.replace("<br>", " ")


def test_plot_success_puts_groups_with_a_finding_first_and_says_what_is_not_drawn() -> None:
    figure = plot_success(_factors(Works=[0.55, 0.5], Sales=[0.8, 0.6], Law=[None]))
    assert title_in_words(figure) == (
        "High performers stand higher in Factor 0 (Sales, 80 %); 1 of 4 comparisons is clear"
    )
    assert list(figure.layout.yaxis.ticktext) == [
        "<b>Sales</b>", "Factor 0", "Factor 1", "<b>Works</b>", "Factor 0", "Factor 1",
    ]  # fmt: skip
    spots = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert {
        trace.name: [(round(x), spots[y]) for x, y in zip(trace.x, trace.y, strict=True)]
        for trace in figure.data
    } == {
        "clearly higher": [(80, "Factor 0")],
        "no clear difference": [(60, "Factor 1"), (55, "Factor 0"), (50, "Factor 1")],
    }
    assert "too few people in 1 group" in _words(figure)


def test_plot_success_draws_six_of_a_group_and_counts_the_rest() -> None:
    figure = plot_success(_factors(Sales=[0.5] * 8))
    assert len(figure.data[0].x) == 6
    assert "2 more in the table" in _words(figure)


@pytest.mark.parametrize(
    ("groups", "title"),
    [
        ({"Sales": [None]}, "Too few people to tell what sets high performers apart"),
        ({}, "Too few people to tell what sets high performers apart"),
        ({"Sales": [0.5]}, "None of 1 comparison clearly sets high performers apart"),
        (
            {"Sales": [0.1, 0.8]},
            "High performers stand lower in Factor 0 (Sales, 90 %); 2 of 2 comparisons are clear",
        ),
    ],
    ids=["too few", "nothing", "no difference", "lower"],
)
def test_plot_success_states_the_finding(groups: dict[str, list[float | None]], title: str) -> None:
    figure = plot_success(_factors(**groups))
    assert title_in_words(figure) == title
    assert (len(figure.data) > 0) == ("Too few" not in title)


def test_plot_success_keeps_tags_in_names_as_text() -> None:
    figure = plot_success(_factors(**{"<i>R&D</i>": [0.8]}))
    assert figure.layout.yaxis.ticktext[0] == "<b>&lt;i&gt;R&amp;D&lt;/i&gt;</b>"
