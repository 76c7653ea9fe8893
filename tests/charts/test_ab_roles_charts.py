"""The chart of A and B roles as data."""

import pandas as pd
import pytest

from workbench.charts.ab_roles import plot_ab_roles

POSTS = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"], "title": ["Chemist", "Seller <b>", "Buyer"],
        "state": ["no B named", "on paper: passed over", "tested"], "by_b_days": [0.0, 0.0, 10.0],
        "by_others_days": [0.0, 4.0, 4.0], "by_nobody_days": [5.0, 0.0, 5.0],
    }
)  # fmt: skip


def words(figure) -> str:
    return figure.layout.title.text.replace("<br>", " ")


def test_plot_ab_roles_stacks_days_by_who_acted():
    figure = plot_ab_roles(POSTS, months=24)
    assert words(figure) == "1 of 3 posts has a B who acted within the last 24 months"
    assert [trace.name for trace in figure.data] == [
        "the B acted", "somebody else acted", "nobody acted",
    ]  # fmt: skip
    total = sum(pd.Series(trace.x) for trace in figure.data)
    assert total.tolist() == pytest.approx([19.0, 4.0, 5.0])
    assert len(figure.layout.meta["alt"]) > 15
    assert "<b>" not in " ".join(figure.data[0].y)


def test_plot_ab_roles_of_one_and_of_none():
    assert words(plot_ab_roles(POSTS.iloc[:1], months=1)) == (
        "0 of 1 post has a B who acted within the last month"
    )
    none = plot_ab_roles(POSTS.iloc[:0], months=24)
    assert words(none) == "No post to look at"
    assert len(none.data) == 0
    few = plot_ab_roles(POSTS, months=24, most=2)
    assert "2 of 3 posts drawn" in words(few)
