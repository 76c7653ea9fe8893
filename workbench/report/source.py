"""The source of the data on its way into a notebook; an address with a password stays outside."""

import base64
import html
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus, urlsplit

VARIABLE = "WORKBENCH_DATA"
HIDDEN = "***"
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)


@dataclass(frozen=True)
class DataSource:
    """What a notebook is given as ``data``, and what must never be seen.

    Parameters
    ----------
    value : a path, or ``env:WORKBENCH_DATA`` where the source is an address
    environment : variables for the kernel
    secrets : texts that no page and no message may hold
    """

    value: str
    environment: dict[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def with_environment(self, more: Mapping[str, str]) -> "DataSource":
        """Give the same source with further variables for the kernel."""
        return replace(self, environment={**self.environment, **more})

    def hidden(self, text: str) -> str:
        """Replace every secret in a message."""
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return text

    def seen_in(self, page: str) -> bool:
        """Tell whether a page holds a secret, written plainly or as HTML or JSON writes it."""
        if not self.secrets:
            return False
        plain = html.unescape(re.sub(r"\\u00(3c|3e|26)", _character, page))
        return any(secret in page or secret in plain for secret in self.secrets if _telling(secret))


def data_source(data: str | Path) -> DataSource:
    """Decide how the source of the data reaches a kernel.

    Parameters
    ----------
    data : folder, file, database address, or ``env:NAME``

    Returns
    -------
    DataSource. A path becomes absolute; an address travels by environment variable.

    Examples
    --------
    >>> source = data_source("postgresql://hr:s3cr%40t@db.example/hr")
    >>> source.value, source.hidden("no login as hr:s3cr@t")
    ('env:WORKBENCH_DATA', 'no login as hr:***')
    """
    text = str(data)
    if text.startswith("env:"):
        return DataSource(text, {}, _secrets(os.environ.get(text.removeprefix("env:"), "")))
    if not _ADDRESS.match(text):
        return DataSource(str(Path(text).resolve()))
    address = _absolute(text)
    return DataSource(f"env:{VARIABLE}", {VARIABLE: address}, _secrets(address))


def _absolute(address: str) -> str:
    """Make the file of an SQLite address absolute, since a kernel works in another folder."""
    scheme, slashes, file = address.partition(":///")
    local = scheme.lower().startswith("sqlite") and slashes and file
    return f"{scheme}:///{Path(file).resolve().as_posix()}" if local else address


def _secrets(address: str) -> tuple[str, ...]:
    """Address and password, as written, as meant, and as programs write them; the longest first."""
    if not _ADDRESS.match(address):
        return ()
    login = re.search(r"://[^:/@]*:(.+)@", address)
    queried = [
        value for name, value in parse_qsl(urlsplit(address).query) if "pass" in name.lower()
    ]
    words = {login[1] if login else "", *queried}
    meant = words | {unquote(word) for word in words} | {unquote_plus(word) for word in words}
    written = {
        form
        for word in meant
        for form in (
            quote(word, safe=""),
            quote_plus(word),
            repr(word)[1:-1],
            json.dumps(word)[1:-1],
        )
    }
    found = {address} | meant | written | {_encoded(word) for word in meant if _telling(word)}
    return tuple(sorted(found - {""}, key=len, reverse=True))


def _encoded(word: str) -> str:
    return base64.b64encode(word.encode()).decode().rstrip("=")


def _telling(secret: str) -> bool:
    """Leave out short passwords: as ordinary words they would stand in any page."""
    return len(secret) >= 8 or (len(secret) >= 5 and not secret.isalpha())


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
