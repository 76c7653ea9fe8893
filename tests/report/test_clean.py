"""Markup from data shows, and does nothing else."""

import re

import pytest

from workbench.report.clean import cells_in, cleaned

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<link rel=preconnect href='https://evil.example'>",
    "<form action='https://evil.example'><input name=a><button>x</button></form>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "<style>#T_a td{background:url(https://evil.example)}</style>",
    "<style>#T_a td{color:red} , body{display:none}</style>",
    "<div style='background:url(https://evil.example)'>x</div>",
    "<div style='position:fixed;inset:0;z-index:9'>x</div>",
    "<div style='color:red;back\\67 round:u\\72l(https://evil.example)'>x</div>",
    "<img src='https://evil.example/x.png' alt=x>",
    "<img src='data:text/html,<script>alert(1)</script>'>",
    "<video src='https://evil.example'></video><object data=x></object><embed src=x>",
    "<!--><script>alert(1)</script>-->",
    "<!--x--!><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<p id=content class=wb-fig onclick=alert(1) autofocus contenteditable>x</p>",
    "</main></body><script>alert(1)</script>",
    "<sc<script>ript>alert(1)</script>",
    "<p title=\"x' onmouseover='alert(1)\">x</p>",
]
DANGER = re.compile(
    r"<(script|iframe|meta|base|link|form|input|button|svg|math|object|embed|video|template"
    r"|textarea|noscript)|<[^>]*\s(on\w+|id|autofocus|contenteditable)=|javascript:|url\(|@import"
    r"|position|body\{|<!|wb-fig|<[^a][^>]*evil",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaned_removes_what_acts(attack: str) -> None:
    once = str(cleaned(attack))
    # Text in a quoted attribute value is no markup.
    bare = re.sub(r"title=\"[^\"]*\"", "", once)
    assert not DANGER.search(bare)
    assert str(cleaned(once)) == once


def test_cleaned_keeps_what_shows() -> None:
    markup = (
        '<h2>A</h2><p class="wb-note">B &amp; <b>C</b> 3 &lt; 4</p>'
        '<details open=""><summary>D</summary><ol start="3"><li>E</li></ol></details>'
        '<table><caption>F</caption><tr><th colspan="2" scope="col">G</th></tr></table>'
        '<a href="https://example.org/x">H</a><a href="#a">I</a><a href="b.html">J</a>'
        '<img alt="K" src="data:image/png;base64,AA=="/>'
    )
    assert str(cleaned(markup)) == markup


def test_cleaned_keeps_the_style_of_a_styled_table() -> None:
    markup = (
        "<style>#T_w_row0_col1, #T_w td.x { background: linear-gradient(90deg, #9cc9e8 5%) }"
        "#T_w th, body { color: red } p { color: red }</style>"
        '<td id="T_w_row0_col1" style="text-align: right; position: fixed">1</td>'
    )
    kept = str(cleaned(markup))
    assert "#T_w_row0_col1, #T_w td.x { background: linear-gradient(90deg, #9cc9e8 5%) }" in kept
    assert "red" not in kept
    assert '<td id="T_w_row0_col1" style="text-align: right">1</td>' in kept


def test_cells_are_those_a_selector_finds_also_in_a_table_inside_a_table() -> None:
    inner = "<table><thead><tr><th>c</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>"
    markup = (
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th>"
        f"<td>{inner}</td></tr></tbody><tbody><tr><td>e</td></tr></tbody></table>"
    )
    table = cleaned(markup).find("table")
    assert table is not None
    for part in ("thead", "tbody"):
        assert cells_in(table, part, "td") == table.select(f"{part} td")
        assert cells_in(table, part, "th", "td") == table.select(f"{part} th, {part} td")
