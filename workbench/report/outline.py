"""Headings of a page: an id for each, and the table of contents made from them."""

import re
import unicodedata
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from workbench.report.clean import tags_in


@dataclass(frozen=True)
class Heading:
    """A heading of the page: level 1 to 3, its id, its text."""

    level: int
    id: str
    text: str


@dataclass
class Outline:
    """Collects the headings while a page is put together."""

    headings: list[Heading] = field(default_factory=list)
    taken: set[str] = field(default_factory=lambda: {"top", "content", "contents"})

    def number(self, soup: BeautifulSoup) -> None:
        """Give every heading an id of its own and note those of levels 1 to 3."""
        for tag in tags_in(soup, "h1", "h2", "h3", "h4", "h5", "h6"):
            text = " ".join(tag.get_text().split())
            tag["id"] = self._free_id(text)
            level = int(tag.name[1])
            if level <= 3 and text:
                self.headings.append(Heading(level, str(tag["id"]), text))

    @property
    def title(self) -> str:
        """Text of the first heading of level 1; empty when there is none."""
        return next((heading.text for heading in self.headings if heading.level == 1), "")

    def _free_id(self, text: str) -> str:
        base = slug(text) or "section"
        name, count = base, 1
        while name in self.taken:
            count += 1
            name = f"{base}-{count}"
        self.taken.add(name)
        return name


def slug(text: str) -> str:
    """Turn a heading into an id; letters of any script are kept.

    Examples
    --------
    >>> slug("How deep is the bench, really?"), slug("Qualité & Sûreté"), slug("!")
    ('how-deep-is-the-bench-really', 'qualité-sûreté', '')
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return "-".join(words)
