"""The flows of the strategy line and the stages over time, as data: places, widths, words."""

from itertools import pairwise

import pandas as pd
import pytest

from workbench.charts.flow import plot_line_map
from workbench.charts.flow_layout import PLACES, WIDTH, lay_out, with_edges
from workbench.charts.fold import text_width
from workbench.charts.stages import plot_stages
from workbench.charts.theme import COLOURS, SEQUENCE
from workbench.company import company_from_tables
from workbench.positions.line.flows import line_map
from workbench.positions.line.posts_by_stage import posts_by_stage
from workbench.positions.line.strategy_line import strategy_line

ATTACK = "<img src=x onerror=alert(1)>"
LONG = "Verantwortungsübernahmegesetzmäßigkeitsprüfungsordnung "


def company_of(words="Post", *, posts=12, areas=True, dated=True, stages=True):
    """Make a company with three goals, of which one is carried by nobody, and a planned post."""
    numbers = range(posts)
    goals = pd.DataFrame(
        {"goal_id": ["G1", "G2", "G3"], "goal": [f"{words} goal"] * 3, "weight": [5.0, 3.0, 2.0]}
    )
    plan = pd.DataFrame(
        {
            "plan_item_id": ["S1", "S2", "S3"], "goal_id": ["G1", "G2", "G3"],
            "stage": [f"{words} stage {n}" for n in range(3)], "resource": words,
            "starts_on": ["2026-01-01", "2026-09-01", "2026-10-01" if dated else None],
            "due_on": "2027-06-30", "needed": 5.0, "at_hand": 2.0,
        }
    )  # fmt: skip
    tables = {
        "positions": pd.DataFrame(
            {
                "position_id": [f"P{n:02d}" for n in numbers],
                "title": [f"{words} {n}" for n in numbers],
                "status": ["active"] * (posts - 1) + ["planned"],
                "needed_from": [None] * (posts - 1) + ["2026-12-01"],
            }
        ),
        "employees": pd.DataFrame({"employee_id": ["E0"], "position_id": ["P00"]}),
        "goals": goals,
        "plan_items": plan,
    }
    if areas:
        tables["result_areas"] = pd.DataFrame(
            {
                "result_area_id": [f"R{n}" for n in numbers],
                "position_id": [f"P{n:02d}" for n in numbers],
                "goal_id": ["G1" if n % 3 else "G2" for n in numbers],
                "plan_item_id": [
                    None if n % 2 or not stages else ("S1" if n % 3 else "S2") for n in numbers
                ],
                "area": [f"{words} area {n % 4}" for n in numbers],
                "share": 1.0,
                "strength": ["9" if n % 2 else "3" for n in numbers],
            }
        )  # fmt: skip
    return company_from_tables(tables, as_of="2026-06-30")


def ribbons(figure, columns=16):
    return [
        trace for trace in figure.data if trace.fill == "toself" and len(trace.x) == 2 * columns
    ]


def test_plot_line_map_draws_a_ribbon_as_wide_as_its_part_for_each_link() -> None:
    flows = line_map(company_of(), ["P00", "P01"])
    scale = lay_out(flows.nodes).scale
    drawn = {trace.text.replace("<br>", " "): trace.y[0] - trace.y[-1] for trace in
             ribbons(plot_line_map(flows))}  # fmt: skip
    assert len(drawn) == len(flows.links)
    for sentence, part in zip(flows.links["sentence"], flows.links["part"], strict=True):
        assert drawn[sentence] == pytest.approx(max(1.0, part * scale))


def test_plot_line_map_of_goals_that_no_area_serves_has_no_ribbon() -> None:
    tables = dict(company_of().tables)
    tables["result_areas"] = tables["result_areas"].assign(goal_id=None, plan_item_id=None)
    flows = line_map(company_from_tables(tables, as_of="2026-06-30"), ["P00"])
    assert flows.links.empty
    assert ribbons(plot_line_map(flows)) == []


def test_plot_line_map_ribbons_leave_no_gap_at_their_bars() -> None:
    flows = line_map(company_of(), ["P00", "P01"])
    layout = lay_out(flows.nodes)
    links = with_edges(flows.nodes, flows.links, layout)
    for side, edge in (("source", "leaves"), ("target", "arrives")):
        for node, own in links.groupby(side):
            lower = own[edge] - own["part"] * layout.scale
            slot = layout.slots[node]
            assert own[edge].max() == pytest.approx(slot.top)
            assert lower.min() == pytest.approx(slot.top - slot.height)


def test_plot_line_map_colours_follow_the_goal_and_words_name_it() -> None:
    flows = line_map(company_of(), [])
    goals = dict(zip(flows.links["sentence"], flows.links["goal_id"], strict=True))
    for trace in ribbons(plot_line_map(flows)):
        goal = goals[trace.text.replace("<br>", " ")]
        red = int(SEQUENCE[("G1", "G2").index(goal)][1:3], 16)
        assert trace.fillcolor.startswith(f"rgba({red},")
        assert trace.text.endswith(goal)


def test_plot_line_map_shows_what_nobody_carries() -> None:
    figure = plot_line_map(line_map(company_of(), []))
    marked = [
        note.text for note in figure.layout.annotations if note.bordercolor == COLOURS["warn"]
    ]
    assert marked[:1] == ["carried by nobody"]
    assert "nobody works on it" in marked
    assert "needed from 2026-12-01" in marked
    assert figure.layout.title.text == "1 of 3 goals and 1 of 3 stages carried by no post"
    dashed = [trace for trace in figure.data if trace.line.dash == "3px,3px"]
    assert len(dashed) == 1
    assert "carried by nobody" in figure.layout.meta["alt"]


@pytest.mark.parametrize("words", ["Post", LONG, "W" * 60, "粉末涂料配方"])
@pytest.mark.parametrize("posts", [2, 12, 60])
def test_plot_line_map_texts_do_not_meet(words, posts) -> None:
    ids = [f"P{n:02d}" for n in range(posts)]
    figure = plot_line_map(line_map(company_of(words, posts=posts), ids))
    by_column: dict[float, list[tuple[float, float]]] = {}
    for note in figure.layout.annotations:
        rows = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
        wide, high = max(map(text_width, rows)), 15.6 * len(rows)
        left = note.x - wide if note.xanchor == "right" else note.x
        assert left >= 0 and left + wide <= WIDTH
        bottom = {"bottom": note.y, "top": note.y - high, "middle": note.y - high / 2}[note.yanchor]
        by_column.setdefault(round(note.x), []).append((bottom, bottom + high))
        nxt = [at for at, _ in PLACES.values() if at > note.x and note.xanchor == "left"]
        assert not nxt or left + wide <= min(nxt)
    for column in by_column.values():
        spans = sorted(column)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_plot_stages_draws_a_bar_for_each_dated_stage_and_names_the_others() -> None:
    company = company_of(dated=False)
    figure = plot_stages(posts_by_stage(company), strategy_line(company).goals, as_of=company.as_of)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [trace.name.replace("<br>", " ") for trace in bars] == [
        "Post goal (G1)", "Post goal (G2)", "Post goal (G3)",
    ]  # fmt: skip
    # 2026-01-01 to 2027-06-30 are 546 days of 86,400,000 milliseconds, both ends counted.
    assert (bars[0].base[0], bars[0].x[0]) == ("2026-01-01", 546 * 86_400_000)
    assert bars[2].x[0] is None
    words = [note.text for note in figure.layout.annotations]
    assert "no start or no end given; no post" in words
    assert "report date 2026-06-30" in words


def test_plot_stages_marks_empty_seats_on_the_day_they_are_needed() -> None:
    company = company_of()
    result = posts_by_stage(company)
    figure = plot_stages(result, strategy_line(company).goals, as_of=company.as_of)
    marks = next(trace for trace in figure.data if trace.type == "scatter")
    empty = result.pairs[result.pairs["empty"] > 0]
    assert len(marks.x) == len(empty)
    assert min(marks.x) == company.as_of
    assert figure.layout.title.text == "Of 3 open stages 2 have empty seats and 1 has no post"
    assert figure.layout.meta["min_width"] >= 640


def test_plot_stages_of_old_data_says_that_posts_are_not_known() -> None:
    company = company_of(areas=False)
    figure = plot_stages(posts_by_stage(company), strategy_line(company).goals, as_of=company.as_of)
    assert "which posts work on them is not known" in figure.layout.title.text.replace("<br>", " ")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [trace.name for trace in bars] == ["goal (G1)", "goal (G2)", "goal (G3)"]


def test_plot_line_map_of_old_data_counts_no_stage_as_carried_by_nobody() -> None:
    company = company_of(stages=False)
    figure = plot_line_map(line_map(company, []))
    assert figure.layout.title.text == "1 of 3 goals carried by no post"
    marked = [note.text for note in figure.layout.annotations if note.bordercolor]
    assert marked.count("posts not known") == 3


def figures_of(company):
    result, goals = posts_by_stage(company), strategy_line(company).goals
    return [
        plot_line_map(line_map(company, ["P00"])), plot_stages(result, goals, as_of=company.as_of),
    ]  # fmt: skip


@pytest.mark.parametrize("which", [0, 1], ids=["flows", "stages"])
def test_plot_lets_no_data_be_markup(which) -> None:
    figure = figures_of(company_of(ATTACK))[which]
    assert figure.layout.title.text and figure.layout.meta["alt"]
    # The alternative text is never drawn; the report escapes it where it writes it.
    figure.layout.meta = None
    text = figure.to_json().replace("\\u003c", "<")
    assert "<img" not in text
    assert "&lt;img" in text


@pytest.mark.parametrize("which", [0, 1], ids=["flows", "stages"])
def test_plot_of_nothing_is_an_empty_figure(which) -> None:
    posts = pd.DataFrame({"position_id": ["P00"], "title": ["Post"]})
    people = pd.DataFrame({"employee_id": ["E0"], "position_id": ["P00"]})
    company = company_from_tables({"positions": posts, "employees": people}, as_of="2026-06-30")
    figure = figures_of(company)[which]
    assert sum(len(trace.x or ()) for trace in figure.data) == 0
    assert figure.layout.title.text
