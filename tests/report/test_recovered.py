"""Pages are read as a reader reads them, all of a folder together."""

from pathlib import Path

import pandas as pd
import pytest

from tests.report.toys import COMMON, PLOTLY, Executed, Write
from workbench.charts.tables import html_table
from workbench.errors import ReportError
from workbench.report.counts import Census, Shown, shown_on
from workbench.report.export import report_html
from workbench.report.pieces import page_pieces
from workbench.report.recovered import refuse_recovered
from workbench.report.reports import make_reports

UNITS = {"Lab": 40, "Plant": 12, "Sales": 9, "Board": 3}
CENSUS = Census(
    pd.DataFrame(
        {
            "unit": [unit for unit, size in UNITS.items() for _ in range(size)],
            # Of the lab 32 are on grade 1 and 8 on grade 2; of the others, one in three.
            "grade": ["1"] * 32 + ["2"] * 8 + ["1", "1", "2"] * 8,
        }
    )
)
LOAD = """\
import pandas as pd
from workbench.charts.show import show_table
from workbench.company import load_company
company = load_company(data)
units = company.staff["position_id"].value_counts()
"""
SAFE = f"{LOAD}show_table(pd.DataFrame({{'unit': ['Lab', 'Plant'], 'people': [9, 7]}}))"
ALSO = f"{LOAD}show_table(pd.DataFrame({{'unit': ['Lab', 'Sales'], 'staff': [9, 6]}}))"


def found_on(page: str) -> Shown:
    return shown_on(page_pieces(page), CENSUS, least=5)


def shown(page: str) -> dict[str, frozenset[str]]:
    """Labels of the groups whose number of people a page shows, by what they are grouped by."""
    found: dict[str, set[str]] = {}
    for cell in found_on(page).cells:
        by, labels = zip(*sorted(cell), strict=True)
        found.setdefault(" x ".join(by), set()).add(" x ".join(labels))
    return {by: frozenset(labels) for by, labels in found.items()}


def drawn(executed: Executed, *traces: dict[str, object], title: str = "people") -> str:
    layout = {"xaxis": {"title": {"text": title}}}
    return report_html(executed("# A", {PLOTLY: {"data": [*traces], "layout": layout}}), name="a")


def test_counts_are_read_from_tables_with_thousands_and_dashes() -> None:
    frame = pd.DataFrame({"unit": ["Lab", "Plant", "Board"], "people": [40, 12, None]})
    assert shown(html_table(frame)) == {"unit": frozenset({"Lab", "Plant"})}


LONG = pd.DataFrame(
    {"unit": ["Lab", "Lab", "Plant"], "grade": ["1", "2", "2"], "people": [32, 8, 4]}
)
WIDE = pd.DataFrame({"unit": ["Lab", "Plant"], "1": [32, 8], "grade 2": [8, 4]})


def test_tables_of_two_dimensions_are_read_long_and_wide(executed: Executed) -> None:
    both = {"Lab", "Plant"}
    assert shown(html_table(LONG)) == {
        "grade x unit": frozenset({"1 x Lab", "2 x Lab", "2 x Plant"})
    }
    whole = frozenset(f"{grade} x {unit}" for grade in "12" for unit in both)
    assert shown(html_table(WIDE)) == {"grade x unit": whole}
    field = {"type": "heatmap", "y": ["Lab", "Plant"], "x": ["1", "2"], "z": [[32, 8], [8, 4]]}
    assert shown(drawn(executed, field)) == {"grade x unit": whole}
    bars = [
        {"type": "bar", "name": f"grade {grade}", "y": ["Lab", "Plant"], "x": counts}
        for grade, counts in (("1", [32, 8]), ("2", [8, 4]))
    ]
    assert shown(drawn(executed, *bars)) == {"grade x unit": whole}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Lab is the largest unit with 40 people.", True),
        ("12 people work in Plant", True),
        ("Board: 3 people", True),
        ("3 people in the unit Board", True),
        ("9 people in Plant", False),
        ("3 people proposed for Head of Board", False),
        ("Board member, 3 people hold it", False),
        ("3 people in Board services", False),
        ("Head of Board with 3 people behind it", False),
    ],
)
def test_counts_are_read_from_sentences_and_hover_texts(
    said: str, read: bool, executed: Executed
) -> None:
    assert bool(shown(f"<p>{said}</p>")) == read
    dots = {"type": "scatter", "x": [1, 2], "y": [1, 2], "hovertext": [said, "x"]}
    assert bool(shown(drawn(executed, dots, title="share"))) == read


def test_means_beside_their_people_are_read_with_that_of_all() -> None:
    frame = pd.DataFrame(
        {
            "group": ["Lab", "Plant", "everybody"],
            "people": [40, 12, 64],
            "mean_rating": [3.5, 3.25, 3.4],
            "median_rating": [3.0, 3.5, 3.0],
        }
    )
    (mean,) = found_on(html_table(frame)).means
    assert mean == ("mean rating", "unit", (("Lab", 3.5), ("Plant", 3.25), ("", 3.4)))
    refuse_recovered(CENSUS, [found_on(html_table(frame))], least=5)
    more = pd.DataFrame({"unit": ["Plant", "Sales"], "people": [12, 9], "mean_rating": [3.25, 3.0]})
    pages = [found_on(html_table(one)) for one in (frame, more)]
    with pytest.raises(ReportError, match="the mean 'mean rating' by unit"):
        refuse_recovered(CENSUS, pages, least=5)


def test_small_parts_of_a_group_are_refused() -> None:
    frame = pd.DataFrame({"unit": ["Lab", "Plant"], "people": [40, 12], "retiring": [9, 5]})
    assert found_on(html_table(frame)).few == 0
    # 2 who retire, and 1 who does not.
    few = found_on(html_table(frame.assign(retiring=[2, 11])))
    with pytest.raises(ReportError, match=r"parts of a group that are as small \(2\)"):
        refuse_recovered(CENSUS, [few], least=5)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"unit": ["Lab", "Plant"], "posts": [40, 12]}),
        pd.DataFrame({"unit": ["Lab", "Plant"], "people": [4, 2]}),
        pd.DataFrame({"town": ["North", "South"], "people": [40, 12]}),
        pd.DataFrame({"post": ["Lab", "Plant"], "people": [40, 12]}),
    ],
    ids=["not of people", "other numbers", "other groups", "posts of that name"],
)
def test_other_counts_are_left_alone(frame: pd.DataFrame) -> None:
    assert shown(html_table(frame)) == {}


def test_counts_are_read_from_figures(executed: Executed) -> None:
    bars = {"type": "bar", "y": ["Lab", "Plant"], "x": [40, 12]}
    assert shown(drawn(executed, bars)) == {"unit": frozenset({"Lab", "Plant"})}
    hidden = {**bars, "x": [0, 0], "customdata": [[40], [12]]}
    assert shown(drawn(executed, hidden)) == {"unit": frozenset({"Lab", "Plant"})}


def test_numbers_along_a_line_are_no_labels_of_groups(executed: Executed) -> None:
    # Two of three numbers are those of the grades 1 and 2 by chance; the labels stand beside them.
    bars = {"type": "bar", "y": ["Lab", "Plant"], "x": [40, 12]}
    ends = {"type": "bar", "y": ["grade 1", "grade 2"], "x": [1, 2], "text": [48, 16]}
    assert shown(drawn(executed, bars)) == {"unit": frozenset({"Lab", "Plant"})}
    assert shown(drawn(executed, {**ends, "text": [1, 48], "customdata": [[1], [7]]})) == {}
    assert shown(drawn(executed, {"type": "bar", "x": [1, 2], "y": [48, 16]})) == {
        "grade": frozenset("12")
    }


def units(*labels: str) -> Shown:
    return Shown(frozenset(frozenset({("unit", label)}) for label in labels))


def test_refusal_names_the_grouping_and_not_the_group() -> None:
    first, second = units("Lab", "Plant"), units("Sales")
    refuse_recovered(CENSUS, [first], least=5)
    with pytest.raises(
        ReportError, match=r"fewer than 5 .* of the folder show: by unit \(1\)"
    ) as e:
        refuse_recovered(CENSUS, [first, second], least=5)
    assert "Board" not in str(e.value)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    units = {"Lab": 9, "Plant": 7, "Sales": 6, "Board": 2}
    posts = [f"P{place},Post,{unit},9" for place, unit in enumerate(units)]
    held = [place for place, size in enumerate(units.values()) for _ in range(size)]
    people = [f"E{number:03},P{place}" for number, place in enumerate(held)]
    (folder / "positions.csv").write_text("\n".join(["position_id,title,unit,seats", *posts]))
    (folder / "employees.csv").write_text("\n".join(["employee_id,position_id", *people]))
    (folder / "settings.yaml").write_text("as_of: 2026-06-30\n")
    return folder


def test_a_second_report_that_gives_a_group_away_is_refused(
    company: Path, write_notebook: Write
) -> None:
    write_notebook(SAFE, name="1-first", parameters=COMMON)
    folder = write_notebook(ALSO, name="2-second", parameters=COMMON).parent
    common = {"data": company, "notebooks_dir": folder}
    (one,) = make_reports(["1-first"], out=company.parent / "out", **common)
    # A run of its own: what an earlier run left in the folder counts as well.
    (two,) = make_reports(["2-second"], out=company.parent / "out", **common)
    assert (one.ok, two.ok) == (True, False)
    assert "by unit (1)" in two.message
    (alone,) = make_reports(["2-second"], out=company.parent / "other", **common)
    assert alone.ok
    both = make_reports(out=company.parent / "together", workers=1, **common)
    assert [result.ok for result in both] == [True, False]
    again = make_reports(["1-first"], out=company.parent / "out", **common)
    assert again[0].ok
