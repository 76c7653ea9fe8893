"""From bytes to text: which encoding, and whether it is text at all."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def looks_binary(head: bytes) -> bool:
    """Say whether bytes from the start of a file are no text.

    Examples
    --------
    >>> looks_binary(b"a,b"), looks_binary(bytes(range(32)))
    (False, True)
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\x00" in head or controls > 0.02 * len(head)


def detect_encoding(content: bytes) -> str:
    """Find the encoding of text: by its mark, else UTF-8 if it is, else GB18030 or cp1252.

    Chinese text comes in pairs of high bytes, Western text has single ones between letters; which
    of the two is decided by what most of the runs of high bytes are. Empty if none fits.

    Examples
    --------
    >>> detect_encoding("Müller".encode("cp1252")), detect_encoding("张三，销售".encode("gb18030"))
    ('cp1252', 'gb18030')
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    if _decodes(content, "utf-8"):
        return "utf-8"
    runs = _HIGH_RUN.findall(content[:1_000_000])
    paired = sum(len(run) for run in runs if len(run) % 2 == 0)
    if paired >= 0.9 * sum(map(len, runs)) and _decodes(content, "gb18030"):
        return "gb18030"
    return "cp1252" if _decodes(content, "cp1252") else ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
