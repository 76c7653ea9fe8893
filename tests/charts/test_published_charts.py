import pandas as pd

from workbench.charts.published import plot_published_groups

GROUPS = pd.DataFrame(
    {
        "occupation_code": ["51-0000", "51-0000", "17-2041"],
        "level": ["entry", "entry", "not said"],
        "region": ["<img src=x>", "<img src=x>", "North"],
        "skills": ["<b>Welding</b>", "none shown", "none shown"],
        "available_on": pd.to_datetime(["2026-10-01", "2026-10-01", None]),
        "consent_until": pd.Timestamp("2027-06-30"),
        "people": [9, 6, 5],
    }
)


def test_title_states_the_finding_and_groups_alike_but_for_skills_stay_apart() -> None:
    figure = plot_published_groups(GROUPS, k=5)
    assert "20 people offered in 3 groups alike" in figure.layout.title.text.replace("<br>", " ")
    assert len(set(figure.data[0].y)) == 3
    assert figure.layout.meta["alt"]
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "<b>" not in text


def test_without_groups_nobody_is_offered() -> None:
    figure = plot_published_groups(GROUPS.iloc[:0], k=5)
    assert figure.layout.title.text == "Nobody is offered to others"
    assert sum(len(trace.x or ()) for trace in figure.data) == 0
