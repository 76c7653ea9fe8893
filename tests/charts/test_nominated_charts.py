"""The lists beside the best choice, as data."""

import pandas as pd

from workbench.charts.nominated import plot_list_and_best

AIMS = pd.DataFrame(
    {"aim": ["posts with somebody ready now", "places filled"], "the_list": [2.0, 3.0],
     "best": [3.0, 6.0], "lost": [1.0, 3.0]}
)  # fmt: skip


def test_plot_list_and_best_states_what_is_lost():
    figure = plot_list_and_best(AIMS)
    assert list(figure.data[0].x) == [2, 3]
    assert list(figure.data[1].x) == [3, 6]
    assert figure.layout.title.text.replace("<br>", " ") == (
        "The lists carry 2 posts with somebody ready now, the best choice 3"
    )
    assert plot_list_and_best(AIMS.head(0)).layout.title.text == "No names to compare"
    same = plot_list_and_best(AIMS.assign(the_list=AIMS["best"], lost=0.0))
    assert same.layout.title.text == "The lists are as good as the best choice"
