"""HTML from a notebook's cells, reduced to what a page may hold.

The page's content security policy stops every script and every request. This room is the second
wall: it also removes what needs neither, such as a redirect, a fixed overlay or a style that
reaches outside its own table.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, CData, Comment, Declaration, Doctype, ProcessingInstruction, Tag


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEPT = _words(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong style sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
# Their text is code or hidden; other unknown tags go but leave their text.
EMPTIED = _words(
    "applet audio base button canvas embed form frame frameset head iframe input link math meta "
    "noembed noframes noscript object option param plaintext script select source svg template "
    "textarea title track video xmp"
)
ATTRIBUTES = _words(
    "align alt class colspan datetime dir headers height lang open role rowspan scope "
    "span start style tabindex title valign value width"
)
_PROPERTY = re.compile(
    r"(align|background|border|color|column|display|font|flex|gap|grid|height|justify|letter|line"
    r"|list|margin|max|min|opacity|overflow|padding|text|vertical|white|width|word)[a-z-]*"
)
_UNSAFE_VALUE = re.compile(r"url|image|expression|attr|var|@|\\|<|/\*", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_INVISIBLE = (CData, Comment, Declaration, Doctype, ProcessingInstruction)


def cleaned(markup: str) -> BeautifulSoup:
    r"""Parse HTML and keep only tags, attributes and styles that show something.

    Parameters
    ----------
    markup : HTML text of any origin

    Returns
    -------
    BeautifulSoup, to be worked on; ``str()`` of it is HTML

    Examples
    --------
    >>> str(cleaned('<p onclick="x()">Hi <script>alert(1)</script><font>there</font></p>'))
    '<p>Hi there</p>'
    >>> str(cleaned('<a href=" java\tscript:x()">a</a><a href="#b">b</a>'))
    '<a>a</a><a href="#b">b</a>'
    """
    soup = parsed(markup)
    for node in list(soup.descendants):
        if isinstance(node, _INVISIBLE):
            node.extract()
        elif not isinstance(node, Tag):
            continue
        elif node.name in EMPTIED:
            node.extract()
        elif node.name not in KEPT:
            node.unwrap()
        else:
            _reduce(node)
    return soup


def parsed(markup: str) -> BeautifulSoup:
    """Parse HTML; what stands in an attribute stays one text, which ``classes`` splits."""
    return BeautifulSoup(markup, "html.parser", multi_valued_attributes=None)


def tags_in(tag: Tag, *names: str) -> list[Tag]:
    """List the tags of these names inside another, in their order.

    As ``find_all``, which takes several times as long and is what pages of many tables wait for.

    Examples
    --------
    >>> [found.name for found in tags_in(cleaned("<p><b>a</b><i>b</i></p>"), "i", "p")]
    ['p', 'i']
    """
    return [one for one in tag.descendants if isinstance(one, Tag) and one.name in names]


def cells_in(table: Tag, part: str, *names: str) -> list[Tag]:
    """List the tags of these names in the head (``thead``) or body (``tbody``) of a table.

    Examples
    --------
    >>> rows = cleaned("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr>")
    >>> [cell.get_text() for cell in cells_in(rows, "tbody", "td", "th")]
    ['b']
    """
    found = {id(one): one for inner in tags_in(table, part) for one in tags_in(inner, *names)}
    return list(found.values())


def classes(tag: Tag) -> list[str]:
    """List the classes of a tag."""
    return " ".join(filter(None, tag.get_attribute_list("class"))).split()


def _reduce(tag: Tag) -> None:
    kept = list(_attributes(tag))
    tag.attrs.clear()
    tag.attrs.update(kept)
    if tag.name == "style":
        rules = _table_rules(tag.get_text())
        tag.string = rules
        if not rules:
            tag.decompose()
    elif tag.name == "img" and "src" not in tag.attrs:
        tag.replace_with(str(tag.attrs.get("alt", "")))


def _attributes(tag: Tag) -> Iterator[tuple[str, str]]:
    for name, raw in tag.attrs.items():
        value = " ".join(raw) if isinstance(raw, list) else str(raw)
        if name == "style":
            if declarations := _declarations(value):
                yield name, declarations
        elif name == "class":
            # The page counts its own figures by this class.
            yield name, " ".join(word for word in value.split() if word != "wb-fig")
        elif name == "href" and tag.name == "a":
            if _is_link(value):
                yield name, value
        elif name == "src" and tag.name == "img":
            if re.match(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", value):
                yield name, value
        elif name in ATTRIBUTES or name.startswith("aria-") or _is_table_id(name, value):
            yield name, value


def _is_link(address: str) -> bool:
    """Tell whether it is a place in the page, a file beside it, or an address on the web."""
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", address))
    return not scheme or scheme[1].lower() in ("http", "https", "mailto")


def _is_table_id(name: str, value: str) -> bool:
    """Ids that pandas gives to the cells of a styled table; others could name parts of the page."""
    return name == "id" and bool(re.fullmatch(r"T_\w+", value))


def _declarations(style: str) -> str:
    pairs = [part.partition(":") for part in style.split(";")]
    kept = [
        f"{name.strip()}: {value.strip()}"
        for name, _, value in pairs
        if _PROPERTY.fullmatch(name.strip().lower()) and not _UNSAFE_VALUE.search(value)
    ]
    return "; ".join(kept)


def _table_rules(sheet: str) -> str:
    """Keep the rules of a styled table; a rule that could reach further is dropped."""
    rules = []
    for selectors, style in _RULE.findall(sheet):
        own = all(re.fullmatch(r"\s*#T_[\w\s#.:>()+-]+", part) for part in selectors.split(","))
        if own and (declarations := _declarations(style)):
            rules.append(f"{selectors.strip()} {{ {declarations} }}")
    return "\n".join(rules)
