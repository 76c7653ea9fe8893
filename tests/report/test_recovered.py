"""Pages are read as a reader reads them, all of a folder together."""

from pathlib import Path

import pandas as pd
import pytest

from tests.report.toys import COMMON, PLOTLY, Executed, Write
from workbench.charts.tables import html_table
from workbench.errors import ReportError
from workbench.report.export import report_html
from workbench.report.pieces import page_pieces
from workbench.report.recovered import refuse_recovered, shown_groups
from workbench.report.reports import make_reports

GROUPS = {"unit": pd.Series({"Lab": 40, "Plant": 12, "Sales": 9, "Board": 3})}
LOAD = """\
import pandas as pd
from workbench.charts.show import show_table
from workbench.company import load_company
company = load_company(data)
units = company.staff["position_id"].value_counts()
"""
SAFE = f"{LOAD}show_table(pd.DataFrame({{'unit': ['Lab', 'Plant'], 'people': [9, 7]}}))"
ALSO = f"{LOAD}show_table(pd.DataFrame({{'unit': ['Lab', 'Sales'], 'staff': [9, 6]}}))"


def shown(page: str) -> dict[str, frozenset[str]]:
    return shown_groups(page_pieces(page), GROUPS)


def test_counts_are_read_from_tables_with_thousands_and_dashes() -> None:
    frame = pd.DataFrame({"unit": ["Lab", "Plant", "Board"], "people": [40, 12, None]})
    assert shown(html_table(frame)) == {"unit": frozenset({"Lab", "Plant"})}


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
    layout = {"xaxis": {"title": {"text": "people"}}}
    page = report_html(executed("# A", {PLOTLY: {"data": [bars], "layout": layout}}), name="a")
    assert shown(page) == {"unit": frozenset({"Lab", "Plant"})}
    hidden = {**bars, "x": [0, 0], "customdata": [[40], [12]]}
    page = report_html(executed("# A", {PLOTLY: {"data": [hidden], "layout": layout}}), name="a")
    assert shown(page) == {"unit": frozenset({"Lab", "Plant"})}


def test_refusal_names_the_grouping_and_not_the_group() -> None:
    first, second = {"unit": frozenset({"Lab", "Plant"})}, {"unit": frozenset({"Sales"})}
    refuse_recovered(GROUPS, [first], least=5)
    with pytest.raises(
        ReportError, match=r"fewer than 5 .* of the folder show: by unit \(1\)"
    ) as e:
        refuse_recovered(GROUPS, [first, second], least=5)
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
