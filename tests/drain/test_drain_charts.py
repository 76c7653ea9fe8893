"""Charts as data: what is drawn, and that an empty table draws nothing and does not fail."""

import pandas as pd
import pytest

from workbench.charts import drain as charts
from workbench.charts import drain_causes as causes
from workbench.drain import display
from workbench.drain.measures import measure_effects
from workbench.drain.risk import compare_scenarios, drain_risk
from workbench.words import heading

POSTS = ("P1", "P2", "P3")


@pytest.fixture(scope="module")
def figures(company, risk):
    """Each chart with its table and the same table without rows."""
    parts = display.channels_by_post(risk)
    groups = display.families(risk, company)
    scenarios = compare_scenarios(company, POSTS)
    measures = measure_effects(company, risk).measures
    return {
        "channels": lambda cut: charts.plot_channels(cut(parts), currency="EUR"),
        "scenarios": lambda cut: charts.plot_scenarios(cut(scenarios), currency="EUR"),
        "exceedance": lambda cut: charts.plot_exceedance(
            cut(risk.curve), cut(risk.summary), currency="EUR"
        ),
        "families": lambda cut: causes.plot_families(cut(groups)),
        "leavers": lambda cut: causes.plot_leavers(cut(risk.leavers)),
        "measures": lambda cut: causes.plot_measures(cut(measures), currency="EUR"),
    }


NAMES = ("channels", "scenarios", "exceedance", "families", "leavers", "measures")


@pytest.mark.parametrize("name", NAMES)
def test_chart_states_title_axes_and_alternative_text(figures, name):
    figure = figures[name](lambda table: table)
    assert len(figure.layout.title.text) > 15
    assert figure.layout.xaxis.title.text
    assert len(figure.layout.meta["alt"]) > 15
    assert sum(len(trace.x) for trace in figure.data) > 0


@pytest.mark.parametrize("name", NAMES)
def test_chart_of_an_empty_table_is_empty(figures, name):
    figure = figures[name](lambda table: table.iloc[:0])
    assert sum(len(trace.x) for trace in figure.data) == 0


def test_plot_channels_stacks_to_the_expected_loss(risk):
    parts = display.channels_by_post(risk)
    figure = charts.plot_channels(parts, currency="EUR")
    sums = pd.DataFrame([trace.x for trace in figure.data]).sum()
    assert sums[::-1].to_numpy() == pytest.approx(parts["expected_loss"].to_numpy())


def test_plot_channels_folds_the_rest_into_one_bar(risk):
    parts = display.channels_by_post(risk)
    figure = charts.plot_channels(parts, currency="EUR", most=1)
    assert figure.data[0].y[0] == "1 more post"
    assert sum(sum(trace.x) for trace in figure.data) == pytest.approx(parts["expected_loss"].sum())


def test_plot_channels_shows_a_title_as_text(risk):
    parts = display.channels_by_post(risk).assign(title="<b>Head</b>")
    figure = charts.plot_channels(parts, currency="EUR")
    assert all("<b>" not in label for label in figure.data[0].y)


def test_posts_to_price_counts_held_and_empty_posts(build):
    scenario = {"sentence": "One goes.", "leaving_positions": ["P2"]}
    company = build({"scenarios": {"exit": scenario}})
    chosen, words = display.posts_to_price(company, ["P1", "P3"])
    assert chosen == ("P1", "P3")
    assert words == "Priced are the 2 key or borderline posts: 1 held and 1 empty."
    _, words = display.posts_to_price(company, ["P1", "P3"], scenario="exit")
    assert words.endswith("The scenario exit adds P2, which it names.")
    assert display.posts_compared(company, ["P1", "P3"], scenario="as_usual").startswith(
        "All scenarios are compared over the same 3 posts: the 2 priced above and P2, which another"
    )
    for listed, scenario in ((["P1", "P3"], "exit"), (POSTS, "as_usual")):
        assert display.posts_compared(company, listed, scenario=scenario) == (
            "All scenarios are compared over the same 3 posts, those priced above."
        )


def test_posts_to_price_falls_back_to_margin_and_says_so(company):
    chosen, words = display.posts_to_price(company, ())
    assert chosen == ("P1", "P2", "P3")
    assert "largest margin" in words


def test_posts_to_price_falls_back_to_pay(build, base_tables):
    positions = base_tables()["positions"].drop(columns="margin_at_stake_per_year")
    chosen, words = display.posts_to_price(build(positions=positions), ())
    assert chosen[0] == "P1" and "highest pay" in words


def test_posts_to_price_without_anything_is_empty(build, base_tables):
    positions = base_tables()["positions"].drop(
        columns=["margin_at_stake_per_year", "pay_min_per_year", "pay_max_per_year"]
    )
    employees = base_tables()["employees"].drop(columns="pay_per_year")
    chosen, words = display.posts_to_price(build(positions=positions, employees=employees), ())
    assert chosen == () and "No post can be priced" in words


def test_displays_name_no_person(company, risk):
    frames = (
        display.channels_by_post(risk), display.loss_if_leaves(risk), display.ledger_lines(risk),
        display.ledger_inputs(risk), display.families(risk, company), display.retirements(risk),
        display.not_assessed(risk), display.actions(measure_effects(company, risk), risk),
    )  # fmt: skip
    for frame in frames:
        assert "employee_id" not in frame
        assert not frame.astype("str").isin(["E1", "E2", "E3"]).any().any()


def test_displays_leave_no_post_out(risk):
    for table in (display.channels_by_post(risk), display.loss_if_leaves(risk)):
        assert set(table["position_id"]) == set(risk.posts["position_id"])
    assert display.channels_by_post(risk)["part_of_worst_twentieth"].sum() == pytest.approx(1.0)


def test_headings_of_parts_and_person_years_name_no_wrong_unit(company, risk):
    names = [*display.channels_by_post(risk), *display.families(risk, company)]
    assert not [name for name in names if heading(name).endswith("(years)")]


def test_families_leaves_small_ones_out(company, risk):
    # No family has five people, so only the row of everybody is shown.
    assert display.families(risk, company)["job_family"].tolist() == ["everybody"]


def test_two_tables_are_enough(build):
    company = build(assets=None, holdings=None, measures=None)
    risk = drain_risk(company, POSTS)
    assert set(risk.posts["not_assessed"]) == {"secrets, operations, reputation"}
    assert set(display.not_assessed(risk)["posts"]) == {2}
    assert display.actions(measure_effects(company, risk), risk).empty
