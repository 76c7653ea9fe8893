"""Selection rates as data: what is drawn and what is kept back."""

import pandas as pd

from workbench.charts.fairness import plot_rates

RATES = pd.DataFrame(
    {"step": ["through the gates"] * 2 + ["proposed"] * 2, "group": ["<b>A</b>", "B"] * 2,
     "people": [100.0, 50.0, 100.0, 50.0], "selected": [60.0, 20.0, 30.0, 10.0],
     "rate": [0.6, 0.4, 0.3, 0.2], "rate_low": [0.5, 0.28, 0.22, 0.11],
     "rate_high": [0.69, 0.54, 0.4, 0.33]}
)  # fmt: skip


def test_plot_rates_draws_each_group_with_its_interval():
    figure = plot_rates(RATES, title="Group B at 0.67 of the highest rate")
    assert [trace.name for trace in figure.data] == ["&lt;b&gt;A&lt;/b&gt;", "B"]
    assert list(figure.data[1].x) == [0.4, 0.2]
    assert [round(end, 2) for end in figure.data[1].error_x.array] == [0.14, 0.13]
    assert list(figure.layout.yaxis.ticktext) == ["through the gates", "proposed"]
    assert figure.layout.title.text == "Group B at 0.67 of the highest rate"
    assert figure.layout.meta["alt"].endswith("of 2 groups at 2 steps.")


def test_plot_rates_leaves_out_what_is_hidden():
    hidden = RATES.assign(rate=RATES["rate"].where(RATES["step"] == "proposed"))
    assert list(plot_rates(hidden, title="x").layout.yaxis.ticktext) == ["proposed"]
    nothing = plot_rates(RATES.assign(rate=None), title="x")
    assert nothing.layout.title.text == "No group is large enough to show"
