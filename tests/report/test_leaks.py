"""Hostile ways to get a name, an id, a pay, a path or a secret onto a page: none passes."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.report.toys import PLOTLY, Executed
from workbench.charts.tables import html_table
from workbench.company import Company, company_from_tables
from workbench.errors import ReportError
from workbench.privacy.watch import Watch, watch_for
from workbench.report.export import report_html
from workbench.report.leaks import Leak, Promise, find_leaks, machine_folders, refuse_leaks
from workbench.report.page import shell_scripts
from workbench.report.pieces import page_pieces

STRICT = Promise(no_names=True, no_ids=True)
NAMES = ["Zoë Müller-Łukasz", "Will Post", "王小明", "Bo", "Seán O'Brien", "Ada Maria Example"]
IDS = ["E07919", "HR-0042", "10428", "204", "anna.example", "E7"]
PAYS = [71_300, 48_250.5, 63_417, 90_000, 55_555, 120_450]


@pytest.fixture(scope="module")
def company() -> Company:
    positions = pd.DataFrame(
        {
            "position_id": ["P1", "P2", "P3"],
            "title": ["Head", "Clerk", "Buyer"],
            "unit": ["Plant", "Will Post", "Office"],
        }
    )
    employees = pd.DataFrame(
        {
            "employee_id": IDS,
            "name": NAMES,
            "position_id": ["P1", "P2", "P3", "P3", None, None],
            "pay_per_year": PAYS,
        }
    )
    tables = {"positions": positions, "employees": employees}
    return company_from_tables(tables, as_of="2026-06-30")


@pytest.fixture(scope="module")
def watch(company: Company) -> Watch:
    return watch_for(company, ordinary=frozenset({"will", "post", "head", "example"}))


def leaks(page: str, watch: Watch, promise: Promise = STRICT) -> tuple[Leak, ...]:
    pieces = page_pieces(page, own_scripts=shell_scripts())
    return find_leaks(pieces, watch, promise, folders=machine_folders())


def kinds(page: str, watch: Watch, promise: Promise = STRICT) -> list[str]:
    return sorted({leak.kind for leak in leaks(page, watch, promise)})


def plotted(**trace: object) -> dict[str, object]:
    return {
        PLOTLY: {"data": [{"type": "scatter", "x": [1, 2], "y": [3, 4], **trace}], "layout": {}}
    }


def coded(*numbers: float, dtype: str = "f8") -> dict[str, str]:
    content = np.array(numbers, dtype=dtype).tobytes()
    return {"dtype": dtype, "bdata": base64.b64encode(content).decode()}


HIDDEN_NAMES = {
    "plain": {"text/html": "<p>led by Zoë Müller-Łukasz</p>"},
    "markup inside": {"text/html": "<p>Zo<b>ë</b> Müll<i>er</i>-Łu<span>ka</span>sz</p>"},
    "entities": {"text/html": "<p>Zo&euml; M&#252;ller&#x2d;&#321;ukasz</p>"},
    "entities twice": {"text/html": "<p>Zo&amp;euml; M&amp;#252;ller&amp;#x2d;&amp;#321;ukasz</p>"},
    "decomposed": {"text/html": "<p>Zoe\u0308 Mu\u0308ller-\u0141ukasz</p>"},
    "without accents": {"text/html": "<p>Zoe Muller Łukasz</p>"},
    "full width": {"text/html": "<p>Ｚｏｅ Ｍｕｌｌｅｒ-Łukasz</p>"},
    "zero width": {"text/html": "<p>Zo\u200bë Mü\u00adller\u2060-Łuk\ufeffasz</p>"},
    "no break space": {"text/html": "<p>Zoë\u00a0Müller‑Łukasz</p>"},
    "capitals": {"text/html": "<p>ZOË MÜLLER-ŁUKASZ</p>"},
    "last name first": {"text/html": "<p>Müller-Łukasz, Zoë</p>"},
    "two cells": {"text/html": "<table><tr><td>Zoë</td><td>Müller-Łukasz</td></tr></table>"},
    "initial": {"text/html": "<p>ask S. Brien</p>"},
    "apostrophe": {"text/html": "<p>Sean O’Brien</p>"},
    "without the middle name": {"text/html": "<p>ask Ada Example</p>"},
    "unspaced script": {"text/html": "<p>员工王小明离职</p>"},
    "short, a whole cell": {"text/html": "<table><tr><td>Bo</td></tr></table>"},
    "alternative text": {
        "text/html": '<p><img src="data:image/png;base64,AA" alt="Sean O&#39;Brien"></p>'
    },
    "label": {"text/html": '<p aria-label="Sean O&#39;Brien">x</p>'},
    "in an image": {
        "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><text>Ada Example</text></svg>"
    },
    "code": {"text/plain": "Series: Ada Example"},
    "hover text": plotted(hovertext=["Ada Example", "b"]),
    "hover template": plotted(hovertemplate="Ada <b>Exa</b>mple<extra></extra>"),
    "name of a series": plotted(name="Ada Example"),
    "custom data": plotted(customdata=[["Ada Example", 1], ["b", 2]]),
    "text in parts": plotted(text=["Ada", "Example"]),
    "key": plotted(meta={"Ada Example": 1}),
    "base64": plotted(ids=[base64.b64encode(b"Ada Example").decode(), "b"]),
    "typed array of letters": plotted(customdata=coded(*map(ord, "Ada Example"), dtype="u1")),
    "typed array of wide letters": plotted(customdata=coded(*map(ord, "Ada Example"), dtype="u4")),
    "alternative text of a figure": {
        PLOTLY: {"data": [], "layout": {"meta": {"alt": "Bars of Ada Example"}}}
    },
    "annotation": {PLOTLY: {"data": [], "layout": {"annotations": [{"text": "Ada<br>Example"}]}}},
}


@pytest.mark.parametrize("output", HIDDEN_NAMES.values(), ids=HIDDEN_NAMES)
def test_a_name_is_found_however_it_is_written(
    output: dict[str, object], executed: Executed, watch: Watch
) -> None:
    page = report_html(executed("# A toy", output), name="toy")
    assert kinds(page, watch) == ["name"]
    assert kinds(page, watch, Promise(no_names=False)) == []


@pytest.mark.parametrize(
    "page",
    [
        "<!-- Ada Example -->",
        "<title>Ada Example</title>",
        '<meta name="author" content="Ada Example">',
        "<style>/* Ada Example */</style>",
        "<script>var who = 'Ada Example'</script>",
        "<?x Ada Example ?>",
        f'<img src="data:text/plain;base64,{base64.b64encode(b"by Ada Example.").decode()}">',
    ],
)
def test_a_name_outside_the_text_of_a_page_is_found(page: str, watch: Watch) -> None:
    assert kinds(page, watch) == ["name"]


INNOCENT = [
    "<p>The post will stay empty; I will post it. Will they? Post 3.</p>",
    "<table><tr><td>Will Post</td><td>a unit</td></tr></table>",
    "<p>both Bo and bobsled; 204 posts, 10,428 EUR, E70, HR-00421</p>",
    "<p>Example 3. Ada is a language. S Brien Ltd</p>",
    "<p>and/or 3/4, see /docs and https://example.com/home/page</p>",
    "<p>postgresql://user:password@host/database is an address</p>",
]


@pytest.mark.parametrize("page", INNOCENT)
def test_ordinary_words_and_numbers_are_no_leak(page: str, watch: Watch) -> None:
    assert kinds(page, watch) == []


def test_an_ordinary_word_is_a_name_in_capitals_unless_a_unit_bears_it(watch: Watch) -> None:
    other = watch_for(
        company_from_tables(
            {
                "positions": pd.DataFrame({"position_id": ["P1"], "title": ["Head"]}),
                "employees": pd.DataFrame({"employee_id": ["E1"], "name": ["Will Post"]}),
            },
            as_of="2026-06-30",
        ),
        ordinary=frozenset({"will", "post"}),
    )
    assert kinds("<p>asked Will Post</p>", other) == ["name"]
    assert kinds("<p>he will post it</p>", other) == []
    assert kinds("<p>asked Will Post</p>", watch) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p>E07919 retires</p>",
        "<p>e07919</p>",
        "<p>HR-<b>00</b>42</p>",
        "<p>(10428)</p>",
        "<p>anna.example asked</p>",
        "<p>E1/E7</p>",
        html_table(pd.DataFrame({"employee_id": ["204"], "fit": [0.5]})),
    ],
)
def test_an_id_is_found_where_none_is_allowed(page: str, watch: Watch) -> None:
    assert kinds(page, watch) == ["id"]
    assert kinds(page, watch, Promise(no_ids=False)) == []


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"employee_id": ["E07919", "E7"], "pay_per_year": [71_300, 1.0]}),
        pd.DataFrame({"post": ["P1: Head", "x"], "salary": [71_300, 5]}),
        pd.DataFrame({"who": ["E07919", "HR-0042", "E7"], "amount": [71_300, 48_250.5, 120_450]}),
    ],
)
def test_pay_of_single_people_is_found_in_a_table(frame: pd.DataFrame, watch: Watch) -> None:
    assert kinds(html_table(frame), watch, Promise(no_names=False)) == ["pay"]


def test_one_amount_that_equals_a_pay_by_chance_is_no_leak(watch: Watch) -> None:
    frame = pd.DataFrame({"employee_id": ["E07919", "E7"], "value_at_stake": [71_300, 5]})
    assert kinds(html_table(frame), watch, Promise(no_names=False)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"x": [71_300, 48_250.5, 120_450]},
        {"x": coded(71_300, 48_250.5, 120_450)},
        {"customdata": [["a", 71_300], ["b", 48_250.5], ["c", 120_450]]},
        {"marker": {"size": coded(71_300, 48_250.5, 120_450, dtype="f4")}},
    ],
    ids=["list", "typed array", "custom data", "size of marks"],
)
def test_pay_of_single_people_is_found_in_a_figure(
    values: dict[str, object], executed: Executed, watch: Watch
) -> None:
    output = plotted(**{"x": [1, 2, 3], "y": ["E07919", "HR-0042", "E7"], **values})
    page = report_html(executed("# A toy", output), name="toy")
    assert kinds(page, watch, Promise(no_names=False)) == ["pay"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{Path.home()}/notes", "path"),
        ("/home/anna/hr/positions.csv", "path"),
        (r"C:\Users\anna\hr.xlsx", "path"),
        ("file:///srv/hr", "path"),
        ("postgresql://hr:geheim@db/hr", "secret"),
        ("AKIA" + "A" * 16, "secret"),
        ("ghp_" + "a" * 36, "secret"),
        ("-----BEGIN RSA PRIVATE KEY-----", "secret"),
    ],
)
def test_paths_and_secrets_are_found_in_every_edition(text: str, kind: str, watch: Watch) -> None:
    for page in (
        f"<p>{text}</p>",
        f'<script type="application/json">{json.dumps([text])}</script>',
    ):
        assert kinds(page, watch, Promise(no_names=False)) == [kind]


def test_a_folder_is_told_from_words_with_a_stroke_between(watch: Watch) -> None:
    pieces = page_pieces("<p>ties of advice/work, see srv/hr</p>")
    assert find_leaks(pieces, watch, STRICT, folders=["/work", "/srv/hr"]) == ()
    pieces = page_pieces("<p>read from /srv/hr/june</p>")
    found = find_leaks(pieces, watch, STRICT, folders=["/work", "/srv/hr"])
    assert [leak.kind for leak in found] == ["path"]


def test_a_secret_of_the_environment_is_found(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HR_API_TOKEN", "long-enough-to-tell")
    assert kinds("<p>with long-enough-to-tell</p>", watch) == ["secret"]


def test_the_refusal_says_where_and_how_many_and_repeats_nothing(watch: Watch) -> None:
    page = "<h2>The list</h2><p>Ada Example and Seán O'Brien, E07919</p>"
    with pytest.raises(ReportError, match="names of 2 people in the section 'The list'") as caught:
        refuse_leaks(leaks(page, watch))
    said = str(caught.value)
    assert "ids of 1 person" in said
    assert "--edition analyst" in said
    assert not any(word in said for word in ("Ada", "Brien", "E07919"))


def test_the_name_of_the_company_is_no_name_of_a_person(watch: Watch) -> None:
    pieces = page_pieces("<p>Ada Example Ltd</p>")
    assert find_leaks(pieces, watch, STRICT, ignore=("Ada Example Ltd",)) == ()
    found: Sequence[Leak] = find_leaks(pieces, watch, STRICT)
    assert [leak.kind for leak in found] == ["name"]
