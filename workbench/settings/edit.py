"""Change one value in the text of a settings file; every other character stays as it is."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

_STEP = 2
_WIDTH = 4096


def with_value(text: str, path: list[str], value: object) -> str:
    r"""Give the text of a YAML mapping with one value set.

    Parameters
    ----------
    text : a YAML document that is a mapping or empty, lines ending in a line feed
    path : the keys that lead to the value; those that are missing are made, at the end of the
        mapping they belong to and before any comment that follows it
    value : a number, text, day, list or mapping; a mapping or list replaces the one that is there,
        its unchanged entries as they were written

    Examples
    --------
    >>> print(with_value("a:\n  b: 0.10  # kept\n\n# next\nc: 2\n", ["a", "d"], 3), end="")
    a:
      b: 0.10  # kept
      d: 3
    <BLANKLINE>
    # next
    c: 2
    """
    root = YAML().compose(text)
    if root is None:
        return _ended(text) + _block(_nested(path, value), column=0)
    return _set(text, root, path, value)


def with_item(text: str, key: str, item: object) -> str:
    """Give the text with an item more at the end of a list of the outermost mapping.

    Parameters
    ----------
    text : as for `with_value`
    key : name of the list; made where it is missing
    item : a mapping, number or text
    """
    root = YAML().compose(text)
    found = None if root is None else _entry(root, key)
    if found is None:
        return with_value(text, [key], [item])
    name, items = found
    if isinstance(items, SequenceNode) and not items.flow_style:
        return _inserted(text, _end(items), _block([item], column=items.start_mark.column))
    before = YAML(typ="safe").load(_written(text, items)) or []
    return _replaced(text, name, items, "\n" + _block([*before, item], column=0).rstrip("\n"))


def _set(text: str, mapping: Node, path: list[str], value: object) -> str:
    key, *rest = path
    found = _entry(mapping, key)
    if found is None:
        return _added(text, mapping, _nested(path, value))
    name, old = found
    if rest and isinstance(old, MappingNode):
        return _set(text, old, rest, value)
    if rest:
        nested = _block(_nested(rest, value), column=name.start_mark.column + _STEP)
        return _replaced(text, name, old, "\n" + nested.rstrip("\n"))
    if isinstance(value, Mapping) and value and _has_lines(old):
        return _merged(text, old, value)
    if isinstance(value, list) and value and _has_items(old):
        return _relisted(text, name, old, value)
    return _replaced(text, name, old, " " + _flow(value, text, old))


def _added(text: str, mapping: Node, entries: Mapping[str, Any]) -> str:
    if _has_lines(mapping):
        lines = _block(entries, column=mapping.start_mark.column)
        return _inserted(text, _end(mapping), lines)
    old = YAML(typ="safe").load(_written(text, mapping)) or {}
    flow = _flow({**old, **entries}, text, mapping)
    return text[: mapping.start_mark.index] + flow + text[mapping.end_mark.index :]


def _merged(text: str, old: Node, new: Mapping[str, Any]) -> str:
    """Change, take out and add entries of a mapping that has a line for each, the last first."""
    had = {name.value for name, _ in old.value}
    added = {name: value for name, value in new.items() if name not in had}
    if added:
        text = _inserted(text, _end(old), _block(added, column=old.start_mark.column))
    for name, node in reversed(old.value):
        if name.value not in new:
            start = text.rfind("\n", 0, name.start_mark.index) + 1
            text = text[:start] + text[_line_end(text, _end(node)) :]
        elif not _says(text, node, new[name.value]):
            text = _replaced(text, name, node, " " + _flow(new[name.value], text, node))
    return text


def _relisted(text: str, name: Node, old: Node, new: list[Any]) -> str:
    """Take out and add items of a list that has a line for each; another order is written anew."""
    had = [_loaded(text, node) for node in old.value]
    added = [item for item in new if item not in had]
    if [*(item for item in had if item in new), *added] != new:
        lines = _block(new, column=old.start_mark.column)
        return _replaced(text, name, old, "\n" + lines.rstrip("\n"))
    if added:
        text = _inserted(text, _end(old), _block(added, column=old.start_mark.column))
    for node, item in reversed(list(zip(old.value, had, strict=True))):
        if item not in new:
            start = text.rfind("\n", 0, node.start_mark.index) + 1
            text = text[:start] + text[_line_end(text, _end(node)) :]
    return text


def _replaced(text: str, name: Node, old: Node, new: str) -> str:
    """Put other text behind the colon of an entry."""
    colon = text.index(":", name.end_mark.index) + 1
    end = colon if _is_empty(old) else _end(old)
    return text[:colon] + new + text[end:]


def _inserted(text: str, at: int, lines: str) -> str:
    """Put whole lines behind the line of a place."""
    end = _line_end(text, at)
    return _ended(text[:end]) + lines + text[end:]


def _entry(mapping: Node, key: str) -> tuple[Node, Node] | None:
    pairs = mapping.value if isinstance(mapping, MappingNode) else []
    return next(((name, node) for name, node in pairs if name.value == key), None)


def _has_lines(node: Node) -> bool:
    return isinstance(node, MappingNode) and not node.flow_style


def _has_items(node: Node) -> bool:
    return isinstance(node, SequenceNode) and not node.flow_style


def _is_empty(node: Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _end(node: Node) -> int:
    """Find where the last value of a node ends; its own mark is behind the comments after it."""
    if _has_lines(node) and node.value:
        name, last = node.value[-1]
        return _end(name if _is_empty(last) else last)
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _written(text: str, node: Node) -> str:
    return text[node.start_mark.index : node.end_mark.index]


def _says(text: str, node: Node, value: object) -> bool:
    return bool(_loaded(text, node) == value)


def _loaded(text: str, node: Node) -> Any:
    """Read the value of a node; its first line is set in like the others."""
    lines = " " * node.start_mark.column + text[node.start_mark.index : _end(node)]
    return YAML(typ="safe").load(lines)


def _nested(path: list[str], value: object) -> dict[str, Any]:
    key, *rest = path
    return {key: _nested(rest, value) if rest else value}


def _block(content: object, *, column: int) -> str:
    lines = _dumped(content, flow=False).splitlines(keepends=True)
    return "".join(" " * column + line for line in lines)


def _flow(value: object, text: str, old: Node) -> str:
    """Write a value in one line; entries of a mapping that stay are written as they were."""
    if isinstance(value, Mapping) and isinstance(old, MappingNode):
        had = {name.value: node for name, node in old.value}
        return "{" + ", ".join(
            f"{_flow(name, text, old)}: "
            + (_written(text, had[name]) if name in had and _says(text, had[name], part)
               else _dumped(part, flow=True))
            for name, part in value.items()
        ) + "}"  # fmt: skip
    return _dumped(value, flow=True)


def _dumped(value: object, *, flow: bool) -> str:
    yaml = YAML()
    yaml.default_flow_style, yaml.width = flow, _WIDTH
    out = StringIO()
    yaml.dump(value, out)
    text = out.getvalue().removesuffix("...\n")
    return text.rstrip("\n") if flow else text
