"""Sections of a page; one that is closed shows its heading and its first finding until opened."""

import html
import re
from dataclasses import dataclass, field

from workbench.errors import ReportError

# What a section says first: the title of a figure, a finding, or what it would need.
_SAID = re.compile(
    r"<figcaption>(.*?)</figcaption>"
    r'|<ul class="wb-findings">\s*<li>(.*?)</li>'
    r'|<p class="wb-missing">(.*?)</p>',
    re.DOTALL,
)


@dataclass
class Sections:
    """Collects the parts of a page in their order.

    A text that begins with a heading begins a section. It ends a closed one before it, unless its
    heading is of a deeper level.
    """

    parts: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    level: int = 0

    def text(self, markup: str, *, closed: bool) -> None:
        """Add text, clean HTML.

        Parameters
        ----------
        markup : what a text cell says
        closed : whether a closed section begins with it

        Raises
        ------
        ReportError
            If a closed section has no heading of level 2 or 3 to be opened by.
        """
        found = re.match(r"\s*<h([1-6])\b", markup)
        level = int(found[1]) if found else 9
        if closed and level not in (2, 3):
            raise ReportError(
                "A cell is tagged 'closed' and does not begin with a heading ## or ###. Begin it "
                "with one, or take the tag away."
            )
        if level <= self.level:
            self._end()
        if closed and not self.closed:
            self.level = level
            self.closed.append(markup)
        else:
            self.shown(markup)

    def shown(self, markup: str) -> None:
        """Add what a cell shows, clean HTML."""
        if markup.strip():
            (self.closed if self.closed else self.parts).append(markup)

    def page(self) -> str:
        """Put all parts together."""
        self._end()
        return "\n".join(self.parts)

    def _end(self) -> None:
        if self.closed:
            self.parts.append(_folded("\n".join(self.closed)))
            self.closed, self.level = [], 0


def _folded(section: str) -> str:
    """Fold a section under its heading and what it says first."""
    heading, rest = re.split(r"(?<=</h[23]>)", section, maxsplit=1)
    said = first_said(rest)
    gist = f'<span class="wb-gist">{html.escape(said)}</span>' if said else ""
    return f'<details class="wb-section"><summary>{heading}{gist}</summary>{rest}</details>'


def first_said(markup: str) -> str:
    """Find what a section says first, as plain text; empty when it says nothing.

    Examples
    --------
    >>> first_said('<p>Why.</p><figure><figcaption>Half of 9 &amp; more</figcaption></figure>')
    'Half of 9 & more'
    """
    found = _SAID.search(markup)
    words = next(filter(None, found.groups()), "") if found else ""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", words)).split())
