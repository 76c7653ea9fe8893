"""The version of the method: the package's own arithmetic and the libraries it rests on."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from workbench import __version__

# What a headline figure is made of; how a page looks is no part of the method.
ROOMS = ("schema", "mcda", "settings", "company", "market", "people", "positions", "pools", "drain")
LIBRARIES = ("numpy", "pandas", "scipy", "rustworkx")
HEADLINES = Path("history") / "headlines.py"


@cache
def method_version() -> str:
    """Give the version of the package with a digest of what its figures depend on.

    Returns
    -------
    Such as ``0.1.0+3f9a21c4``: another digest means that a file of the rooms that measure, or
    one of the numerical libraries, is another one
    """
    package = Path(__file__).parents[1]
    files = [path for room in ROOMS for path in sorted((package / room).rglob("*.py"))]
    total = sha256()
    for path in [*files, package / HEADLINES]:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(package).as_posix()}:{len(content)};".encode())
        total.update(content)
    for name in LIBRARIES:
        total.update(f"{name}=={version(name)};".encode())
    return f"{__version__}+{total.hexdigest()[:8]}"
