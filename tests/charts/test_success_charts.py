import pandas as pd

from workbench.charts.success import plot_success
from workbench.charts.theme import title_in_words


def _factors(chances: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "factor": [f"Factor {n}" for n in range(len(chances))],
            "chance": pd.Series(chances, dtype="float64"),
            "chance_low": pd.Series(chances, dtype="float64") - 0.1,
            "chance_high": pd.Series(chances, dtype="float64") + 0.1,
            "verdict": ["too few people" if c is None else "clear" if c > 0.7 else
                        "no clear difference" for c in chances],
        }
    )  # fmt: skip


def test_plot_success_draws_what_is_known_and_says_what_is_not() -> None:
    figure = plot_success(_factors([0.8, 0.55, None]))
    assert title_in_words(figure) == "1 of 3 characteristics clearly sets high performers apart"
    assert {trace.name: [round(x) for x in trace.x] for trace in figure.data} == {
        "clear": [80], "no clear difference": [55],
    }  # fmt: skip
    assert "too few people for 1" in figure.layout.xaxis.title.text.replace("<br>", " ")


def test_plot_success_of_nothing_known_is_a_sentence() -> None:
    figure = plot_success(_factors([None]))
    assert len(figure.data) == 0
    assert title_in_words(figure) == "Too few people to tell what sets high performers apart"


def test_plot_success_agrees_with_its_number() -> None:
    assert title_in_words(plot_success(_factors([0.8, 0.9]))).startswith(
        "2 of 2 characteristics clearly set "
    )
    assert title_in_words(plot_success(_factors([0.5]))).startswith(
        "None of 1 characteristic clearly sets "
    )
