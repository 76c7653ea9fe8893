"""Text folded to a width in pixels, for places that do not make room by themselves."""

import unicodedata

from workbench.charts.theme import plain

# Widths in parts of the size of the font, those of a wide one (DejaVu Sans), so that text of any
# usual font fits; letters not named are as wide as the last entry says.
_WIDTHS = {"iljI.,:;'|!()[] ": 0.38, "frt/-": 0.45, "mwMW@%&—": 0.98}
_CAPITAL, _LETTER, _WIDE = 0.72, 0.63, 1.0


def text_width(text: str, *, size: float = 12) -> float:
    """Estimate the width of one line in pixels; rather too wide than too narrow.

    Examples
    --------
    >>> text_width("ill") < text_width("aaa") < text_width("AAA") < text_width("粉末线")
    True
    """
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    for letters, width in _WIDTHS.items():
        if letter in letters:
            return width
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _LETTER


def folded(text: object, *, pixels: float, most: int, size: float = 12) -> list[str]:
    """Break text into lines that fit a width; what does not fit into ``most`` lines is cut.

    Parameters
    ----------
    text : any text; tags in it stay text
    pixels : width of a line
    most : lines kept, at least 1
    size : of the font, pixels

    Returns
    -------
    Lines, made safe for a figure; words longer than a line are broken, a cut ends with "…"

    Examples
    --------
    >>> folded("Releases recipe changes", pixels=130, most=2)
    ['Releases recipe', 'changes']
    >>> folded("Releases <b> and then changes recipes", pixels=130, most=2)
    ['Releases &lt;b&gt; and', 'then changes reci…']
    """
    lines = [""]
    for word in str(text).split():
        for piece in _pieces(word, pixels, size):
            longer = f"{lines[-1]} {piece}".strip()
            if text_width(longer, size=size) <= pixels:
                lines[-1] = longer
            else:
                lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", pixels, size)]
    return [plain(line) for line in lines]


def hover_lines(text: str) -> str:
    """Fold text for a label that appears on hovering."""
    return "<br>".join(folded(text, pixels=380, most=8))


def _pieces(word: str, pixels: float, size: float) -> list[str]:
    """Break a word that is wider than a line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size=size) > pixels:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, pixels: float, size: float) -> str:
    while line and text_width(f"{line}…", size=size) > pixels:
        line = line[:-1]
    return f"{line.rstrip(' ,-')}…"
