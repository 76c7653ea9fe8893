"""What the documents say stands: links, settings, commands, tests and defaults they name."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from workbench.cli import main
from workbench.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS]
METHODS = [ROOT / "docs" / "methods.md", *sorted((ROOT / "docs" / "methods").glob("*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[\s/\\])workbench(?:\.exe)? ([a-z][a-z-]*)", re.MULTILINE)
TEST_FILE = re.compile(r"\btests/[\w/]+\.py\b")


def page(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> list[str]:
    """Fenced and indented blocks and inline code of a page."""
    content = text(path)
    rest = FENCED.sub("", content)
    indented = re.findall(r"^ {4}\S.*$", rest, flags=re.MULTILINE)
    return (
        [block for _, block in FENCED.findall(content)] + indented + re.findall("`([^`]+)`", rest)
    )


def anchors(path: Path) -> set[str]:
    """Ids that the usual viewers give to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text(path)), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> list[str]:
    broken = []
    for link in LINK.findall(FENCED.sub("", text(path))):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        found = target.exists() and target.resolve().is_relative_to(ROOT)
        if not found or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def stated_defaults() -> list[tuple[str, str, str]]:
    """Page, setting and default of every table headed setting, default, meaning."""
    rows = []
    for path in METHODS:
        inside = False
        for line in text(path).splitlines():
            inside = line == "| setting | default | meaning |" or (inside and line.startswith("|"))
            if inside and line.startswith("| `"):
                _, key, default, *_ = line.split("|")
                rows.append((page(path), key.strip(" `"), default.strip()))
    return rows


def default_of(key: str) -> Any:
    value: Any = Settings().model_dump(mode="json")
    for step in key.split("."):
        value = value[step]
    return value


def parsed(words: str) -> Any:
    return YAML(typ="safe").load(words)


@pytest.mark.parametrize("path", PAGES, ids=page)
def test_relative_links_lead_somewhere(path: Path) -> None:
    assert broken_links(path) == []


@pytest.mark.parametrize("path", PAGES, ids=page)
def test_commands_are_real(path: Path) -> None:
    named = {name for block in code(path) for name in COMMAND.findall(block)}
    assert named <= set(main.commands)


def test_commands_of_the_readme_are_found() -> None:
    named = {name for block in code(ROOT / "README.md") for name in COMMAND.findall(block)}
    assert {"check", "report", "template"} <= named


def test_settings_in_the_how_to_are_valid() -> None:
    blocks = [
        block
        for kind, block in FENCED.findall(text(ROOT / "docs" / "how-to-settings.md"))
        if kind == "yaml"
    ]
    assert len(blocks) >= 5
    for block in blocks:
        Settings.model_validate(parsed(block))


def test_reports_in_the_how_to_are_notebooks() -> None:
    content = text(ROOT / "docs" / "how-to-settings.md")
    named = {
        name
        for kind, block in FENCED.findall(content)
        if kind == "yaml"
        for name in parsed(block).get("reports", {})
    }
    assert named
    assert named <= {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("path", METHODS, ids=page)
def test_files_named_in_the_methods_exist(path: Path) -> None:
    named = {*TEST_FILE.findall(text(path)), *re.findall(r"`(workbench/[\w/]+\.py)`", text(path))}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize(("where", "key", "stated"), stated_defaults())
def test_defaults_in_the_methods_are_those_of_the_settings(
    where: str, key: str, stated: str
) -> None:
    default = default_of(key)
    if isinstance(default, dict) and "p50" in default:
        points = [float(point) for point in stated.split("/")]
        assert points == [default["p10"], default["p50"], default["p90"]]
    else:
        assert parsed(stated) == default


def test_every_range_is_in_the_methods() -> None:
    stated = {key for _, key, _ in stated_defaults()}
    inputs = Settings().model_dump()["drain"]["inputs"]
    assert {f"drain.inputs.{name}" for name in inputs} <= stated
