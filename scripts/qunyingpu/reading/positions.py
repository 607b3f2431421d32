"""Turn the path of a value into its line and column in the text as it was written.

Marks of YAML nodes are dear to keep, so a clean file has none: only a file with a problem is composed again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qunyingpu.errors import Problem
from qunyingpu.reading.keys import Path, record_of
from qunyingpu.reading.strict_yaml import UnreadableError, compose, is_absent, name_keys

_OF_KEYS = {"field-unknown", "colon-fullwidth", "colon-space", "select-unknown"}
"""Codes that speak of a key, not of its value."""

_KEY_END = re.compile("[：:]")
"""In ``{title：测试}`` the whole is one key to YAML, and its beginning is the one that was meant."""

VALUE_LENGTH = 40
"""How much of a wrong value a message repeats."""

_REPEATED = {"value", "key", "alias", "name", "id"}
"""What of a problem's context stands in the file as it is."""


class Edit(NamedTuple):
    """What stood at ``text[start:end]`` and was replaced before YAML read it."""

    start: int
    end: int
    replacement: str


class Source:
    """A file's *text* as written, and as YAML reads it once *edits* (in order, apart) are made; it tells problems."""

    def __init__(self, file: str, text: str, edits: Sequence[Edit] = ()) -> None:
        self.file = file
        self.text = text
        self._edits = edits

    @cached_property
    def clean(self) -> str:
        """Return the text with its edits made."""
        if not self._edits:
            return self.text
        parts, done = [], 0
        for start, end, replacement in self._edits:
            parts += [self.text[done:start], replacement]
            done = end
        return "".join([*parts, self.text[done:]])

    def problem(self, code: str, path: Path, **context: Any) -> Problem:
        """Tell *code* of the value at *path*, or of what should hold it; what speaks of a key stands at the key."""
        index = self._index_of(path, of_key=code in _OF_KEYS)
        field = ".".join(str(_shown(_KEY_END.split(str(key))[0], VALUE_LENGTH)) for key in path)
        return self.problem_at(code, self._as_written(index), field, **context)

    def problem_in_clean(self, code: str, index: int, **context: Any) -> Problem:
        """Tell *code* of the character at *index* of the clean text."""
        return self.problem_at(code, self._as_written(index), **context)

    def problem_at(self, code: str, index: int, field: str = "", **context: Any) -> Problem:
        """Tell *code* of the character at *index* of the text as written."""
        line, column = self._place(index)
        shown = {name: _shown(value, VALUE_LENGTH if name in _REPEATED else None) for name, value in context.items()}
        return Problem.told(code, file=self.file, line=line, column=column, field=str(_shown(field, None)), **shown)

    def line_of(self, index: int) -> int:
        """Return the line, counted from 1, of the character at *index* of the clean text."""
        return self._place(self._as_written(index))[0]

    def path_at(self, index: int) -> Path:
        """Return the path of the value that holds the character at *index* of the text as written; () in a comment."""
        best: Path = ()
        for path, node in self._nodes:
            start, end = self._as_written(node.start_mark.index), self._as_written(node.end_mark.index)
            if start <= index < end and type(node) is ScalarNode:
                best = path
        return best

    def path_of_key(self, key: str) -> Path:
        """Return the path of the first *key* that is written without a value."""
        return next((path for path, node in self._nodes if path[-1:] == (key,) and is_absent(node, key)), (key,))

    def _place(self, index: int) -> tuple[int, int]:
        return self.text.count("\n", 0, index) + 1, index - (self.text.rfind("\n", 0, index) + 1) + 1

    def _as_written(self, index: int) -> int:
        """Return where in the text as written the character at *index* of the clean text stands, or stood."""
        last = bisect_right(self._starts, index) - 1
        if last < 0:
            return index
        start, end, replacement = self._edits[last]
        beyond = index - self._starts[last] - len(replacement)
        return start if beyond < 0 else end + beyond

    @cached_property
    def _starts(self) -> list[int]:
        """Return where each edit begins in the clean text."""
        starts, shift = [], 0
        for start, end, replacement in self._edits:
            starts.append(start + shift)
            shift += len(replacement) - (end - start)
        return starts

    def _index_of(self, path: Path, *, of_key: bool) -> int:
        node, mark = self._root, 0
        for depth, key in enumerate(path):
            above = str(path[depth - 1]) if depth else ""
            found = _child(node, key, above) or (_absent_child(node, key) if of_key else None)
            if found is None:
                return mark
            key_node, node = found
            mark = key_node.start_mark.index
        return mark if of_key or node is None or not path else node.start_mark.index

    @cached_property
    def _root(self) -> Node | None:
        try:
            root = compose(self.clean)
        except UnreadableError:
            return None
        record = record_of(self.file)
        if root is not None and record is not None:
            name_keys(root, record)  # paths are English, whichever way the file writes its keys
        return root

    @cached_property
    def _nodes(self) -> list[tuple[Path, Node]]:
        return list(_walk(self._root, ())) if self._root else []


def _child(node: Node | None, key: str | int, above: str) -> tuple[Node, Node] | None:
    """Return the node of *key* and that of its value in *node*, which is the value of the key *above*."""
    if isinstance(node, MappingNode):
        pairs = ((name, value) for name, value in node.value if name.value == key)
        return next((pair for pair in pairs if not is_absent(pair[1], str(key))), None)
    if isinstance(node, SequenceNode) and isinstance(key, int):
        items = [item for item in node.value if not is_absent(item, above)]
        return (items[key], items[key]) if key < len(items) else None
    return None


def _absent_child(node: Node | None, key: str | int) -> tuple[Node, Node] | None:
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next(((name, value) for name, value in pairs if name.value == key), None)


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    yield path, node
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for place, item in enumerate(node.value):
            yield from _walk(item, (*path, place))


def _shown(value: object, length: int | None) -> object:
    if isinstance(value, list | tuple):
        return f"[{', '.join(str(_shown(part, length)) for part in value)}]"
    if not isinstance(value, str):
        return value
    # What a file holds must not steer the terminal that shows it.
    plain = "".join(character if character.isprintable() else " " for character in value[: (length or len(value)) + 1])
    return plain[:length] + "……" if length and len(value) > length else plain
