import pandas as pd
import pytest

from workbench.charts import market as charts
from workbench.charts import vacancies
from workbench.market.steps import STEPS

MARKUP = "<img src=x>"
CELLS = pd.DataFrame(
    {
        "occupation_code": ["17-2131", "11-1011", "43-3031"],
        "region": ["West", "<b>North</b>", "East"],
        "example": [MARKUP, "A title much too long for the side of a telephone", "Clerk"],
        "market_as_of": pd.Timestamp("2026-03-31"),
        "openings_per_seeker": [4.4, 0.5, None],
        "posts": [2, 1, 3],
    }
)
TREND = pd.concat(
    [
        CELLS.assign(market_as_of=pd.Timestamp("2025-03-31"), openings_per_seeker=[2.0, 0.49, 1.0]),
        CELLS,
    ],
    ignore_index=True,
)
PAY = pd.DataFrame(
    {
        "position_id": ["P1", "P2", "P3"],
        "title": [MARKUP, None, "Clerk"],
        "pay_ratio": [0.86, 1.1, None],
    }
)
FILL = PAY[["position_id", "title"]].assign(
    market_days=[200.0, None, None],
    estimate_days=[None, 90.0, None],
    standing_days=[None, None, None],
    fill_days=[365.25, 91.3, None],
    fill_days_low=[190.0, 40.0, None],
    fill_days_high=[1375.0, 300.0, None],
    fills=[0.0, 2.0, 0.0],
)
POST_STEPS = pd.DataFrame(
    {
        "position_id": ["P1"] * 5 + ["P2"] * 5,
        "title": [MARKUP] * 5 + [None] * 5,
        "step": STEPS * 2,
        "months": [7.0, 0.2, -0.5, 5.3, 4.0, 3.0, 0.0, 0.0, 0.0, 4.0],
        "total_months": [16.0] * 5 + [7.0] * 5,
    }
)
CURVES = pd.DataFrame(
    {
        "job_family": ["all job families"] * 3 + ["<b>Lab</b>"] * 2,
        "days": [0.0, 40.0, 60.0, 0.0, 50.0],
        "open_share": [1.0, 0.6, 0.4, 1.0, 0.5],
        "low": [1.0, 0.5, 0.3, 1.0, 0.3],
        "high": [1.0, 0.7, 0.5, 1.0, 0.7],
        "at_risk": [10, 10, 6, 4, 4],
    }
)
FAMILIES = pd.DataFrame(
    {
        "job_family": ["all job families", "<b>Lab</b>", "Sales"],
        "median_days": [60.0, 50.0, None],
        "median_without_open_days": [45.0, 50.0, 30.0],
        "still_open": [4, 0, 1],
    }
)
FIGURES = {
    "tightness": (charts.plot_tightness, (CELLS,)),
    "trend": (charts.plot_tightness_trend, (TREND, CELLS)),
    "pay": (charts.plot_pay_ratio, (PAY,)),
    "open vacancies": (vacancies.plot_open_vacancies, (CURVES, FAMILIES)),
    "steps": (vacancies.plot_outside_steps, (POST_STEPS,)),
    "ranges": (vacancies.plot_fill_ranges, (FILL,)),
}
every_figure = pytest.mark.parametrize(("plot", "frames"), FIGURES.values(), ids=FIGURES)


@every_figure
def test_plot_has_a_title_an_alternative_text_and_no_markup(plot, frames) -> None:
    figure = plot(*frames)
    assert figure.layout.title.text
    assert figure.layout.meta["alt"]
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "<b>" not in text


@every_figure
def test_plot_of_an_empty_table_is_an_empty_figure(plot, frames) -> None:
    figure = plot(*(frame.iloc[:0] for frame in frames))
    assert sum(len(trace.x or ()) for trace in figure.data) == 0


@every_figure
def test_plot_has_units_on_its_axes(plot, frames) -> None:
    layout = plot(*frames).layout
    assert layout.xaxis.title.text or layout.yaxis.title.text


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tightness",
         "2 posts lie in markets with more openings than seekers; the tightest has 4.4"),
        ("trend", "1 of the 2 tightest markets became tighter by 5 % or more over these dates"),
        ("pay", "1 of 2 posts paid below the market median, the lowest at 86 % of it "
         "(not known of 1 post)"),
        ("open vacancies", "Half of the own vacancies are filled within 60 days; without those "
         "still open it would seem 45"),
        ("ranges", "1 of 2 times to fill rests on an own fill of the post (not known of 1 post)"),
    ],
)  # fmt: skip
def test_plot_title_states_the_finding(name, title) -> None:
    plot, frames = FIGURES[name]
    assert plot(*frames).layout.title.text.replace("<br>", " ") == title


def test_plot_outside_steps_title_names_the_longest() -> None:
    figure = vacancies.plot_outside_steps(POST_STEPS.assign(title="Mixer"))
    words = figure.layout.title.text.replace("<br>", " ")
    assert words == "Mixer takes longest to replace from outside: 16 months"


def test_plot_outside_steps_draws_a_bar_a_step_and_their_sum() -> None:
    figure = vacancies.plot_outside_steps(POST_STEPS)
    assert [trace.name for trace in figure.data] == [*STEPS, "all steps"]
    assert list(figure.data[2].x) == [-0.5, 0.0]
    assert list(figure.data[-1].x) == [16.0, 7.0]


def test_plot_open_vacancies_leaves_out_families_without_a_curve() -> None:
    figure = vacancies.plot_open_vacancies(CURVES, FAMILIES)
    named = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert named == ["all job families", "&lt;b&gt;Lab&lt;/b&gt;"]


def test_plot_tightness_tells_tight_markets_by_colour_and_counts_posts() -> None:
    dots = charts.plot_tightness(CELLS).data[0]
    assert list(dots.x) == [4.4, 0.5]
    assert len(set(dots.marker.color)) == 2
    assert list(dots.text) == ["2 posts", "1 post"]


@pytest.mark.parametrize(
    ("figure", "title"),
    [
        (charts.plot_tightness(CELLS.iloc[1:2]),
         "People outnumber openings wherever posts are: at most 0.5 a seeker"),
        (charts.plot_pay_ratio(PAY.iloc[1:2]), "0 of 1 post paid below the market median"),
        (charts.plot_tightness(CELLS.head(1).assign(posts=1)),
         "1 post lies in a market with more openings than seekers; the tightest has 4.4"),
        (charts.plot_tightness_trend(TREND, CELLS.head(1)),
         "The tightest market became tighter by 5 % or more over these dates"),
        (charts.plot_tightness_trend(CELLS, CELLS),
         "There is one date of the market only, so no trend yet"),
        (vacancies.plot_open_vacancies(CURVES, FAMILIES.iloc[1:2]),
         "Half of the own vacancies are filled within 50 days"),
    ],
)  # fmt: skip
def test_plot_title_without_the_usual_finding(figure, title) -> None:
    assert figure.layout.title.text.replace("<br>", " ") == title


def test_plot_tightness_trend_of_one_date_draws_nothing() -> None:
    assert not charts.plot_tightness_trend(CELLS, CELLS).data


@pytest.mark.parametrize(
    ("posts", "words"),
    [(21, ""), (27, " (25 of 27 posts drawn, the others are in the table)")],
)
def test_plot_of_posts_draws_all_or_says_what_it_leaves_out(posts, words) -> None:
    names = [f"P{place}" for place in range(posts)]
    pay = pd.concat([PAY.head(1)] * posts).assign(position_id=names)
    steps = pd.concat(
        [POST_STEPS.head(5).assign(title="Mixer", position_id=name) for name in names]
    )
    fill = pd.concat([FILL.head(1)] * posts).assign(position_id=names)
    for figure, finding in (
        (charts.plot_pay_ratio(pay), "the lowest at 86 % of it"),
        (vacancies.plot_outside_steps(steps), "16 months"),
        (vacancies.plot_fill_ranges(fill), "an own fill of the post"),
    ):
        assert figure.layout.title.text.replace("<br>", " ").endswith(finding + words)
        assert len(figure.data[0].x) == min(posts, 25)
