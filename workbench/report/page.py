"""The shell around every page: head, policy, contents, footer, scripts."""

import base64
import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench import __version__
from workbench.charts.live import live_script
from workbench.report.outline import Heading

TEMPLATES = Path(__file__).parent / "template"
_POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src data:; "
    "script-src {scripts}; connect-src 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Card:
    """What the index says about a page; it stands in the page's own head.

    Parameters
    ----------
    title : heading of the page
    summary : one sentence
    status : ``ok``, ``failed`` or ``index``
    as_of : date of the data, ``YYYY-MM-DD``; empty when unknown
    company : name of the company the report is about; empty when the settings give none
    edition : which edition the page is, in words; empty without one
    """

    title: str
    summary: str
    status: str
    as_of: str = ""
    company: str = ""
    edition: str = ""


def page_html(
    card: Card,
    body: str,
    *,
    headings: Sequence[Heading] = (),
    made_by: str = "",
    figures: bool = False,
) -> str:
    """Put a page together.

    Parameters
    ----------
    card : title, summary, status and date of the page
    body : HTML of the main part; it must be clean already
    headings : the table of contents; none gives a page without one
    made_by : who made the page, before the version
    figures : whether plotly.js is needed

    Returns
    -------
    HTML text. The same input gives the same text.
    """
    scripts = _scripts(figures) if headings or figures else ()
    sources = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    shell = _environment().get_template("page.html.j2")
    page = shell.render(
        card=card,
        # Trusted text: the body was cleaned, the style is the package's own.
        body=Markup(body),
        style=Markup(_asset("style.css")),
        foot=Markup(_css_text(_foot(card))),
        headings=headings,
        made_by=" ".join(filter(None, [made_by, f"Talent workbench {__version__}."])),
        policy=_POLICY.format(scripts=sources),
        version=__version__,
    )
    # plotly.js and data may contain any marker text, so the place is counted, not searched for.
    end = len(page) - len("\n</body>\n</html>")
    block = "".join(f"\n<script>{script}</script>" for script in scripts)
    return f"{page[:end]}{block}{page[end:]}\n"


def shell_scripts() -> frozenset[str]:
    """Scripts that stand in every page and hold no data."""
    return frozenset(_scripts(figures=True))


def _foot(card: Card) -> str:
    """Say at the foot of each sheet of paper what it belongs to."""
    date = f"as of {card.as_of}" if card.as_of else ""
    return ", ".join(filter(None, [card.title, card.company, date]))


def _css_text(words: str) -> str:
    r"""Write text for a string of a style sheet, so that it can end neither.

    Examples
    --------
    >>> _css_text('Pay "n" <b>')
    'Pay \\22 n\\22  \\3c b\\3e '
    """
    plain = (letter.isascii() and (letter.isalnum() or letter in " ,.-") for letter in words)
    pairs = zip(words, plain, strict=True)
    return "".join(letter if safe else f"\\{ord(letter):x} " for letter, safe in pairs)


@cache
def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _scripts(figures: bool) -> tuple[str, ...]:
    boot = live_script() + _asset("boot.js")
    return (_plotly_js(), boot) if figures else (boot,)


@cache
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _plotly_js() -> str:
    """Read the script of the installed plotly package, without importing the package."""
    spec = importlib.util.find_spec("plotly")
    folder = Path(next(iter(spec.submodule_search_locations or ("",)))) if spec else Path()
    script = (folder / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    # A browser hashes the text it sees, in which every line ends with LF.
    return script.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
