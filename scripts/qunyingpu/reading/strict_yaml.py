"""Turn YAML text into a tree of mappings, lists and text, or say what in it is not plain YAML.

All scalars stay text, so that the model alone decides types: YAML's own guesses turn ``NO`` into false and ``0110``
into 72. Anchors, aliases, merges, tags, second documents and doubled keys are mistakes. Depth is bounded before a
recursive parser sees the text: 65,000 ``[`` end the process inside libyaml's composer.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml
import yaml.composer
import yaml.parser
import yaml.reader
import yaml.scanner

if yaml.__with_libyaml__:
    from yaml._yaml import CParser
from pydantic import BaseModel
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from qunyingpu.reading.keys import Holder, holder_below, titles_of

Tree = Any
"""A mapping with text keys, a list of trees, or text; what is absent stands nowhere."""

DEPTH = 12
"""How many mappings and lists may stand in each other; the deepest profile of the model needs six."""

NAME_KEYS = frozenset({"name", "alias", "former_names", "members"})
"""Fields of people's names, where the word ``null`` is text."""


class Misread(NamedTuple):
    """What is not plain YAML: the message's *code* and *context*, and the *place* of the character in the text.

    *earlier* is the place that this one repeats. Places count characters from 0.
    """

    code: str
    place: int
    context: Mapping[str, Any]
    earlier: int | None = None


class UnreadableError(Exception):
    """A text is not plain YAML; carries every reason that was found."""

    def __init__(self, misreads: list[Misread]) -> None:
        """Take the *misreads*, at least one."""
        self.misreads = misreads
        super().__init__(misreads)


class Loaded(NamedTuple):
    """The *tree* of a text, and the keys that were written without a value and so stand nowhere in it."""

    tree: Tree
    absent: list[str]


def yaml_version() -> str:
    """Return the version of PyYAML, and of the libyaml that it was built with."""
    return f"{yaml.__version__} {yaml._yaml.get_version_string() if yaml.__with_libyaml__ else 'pure'}"


def load_tree(text: str, record: type[BaseModel] | None = None) -> Loaded | None:
    """Return the tree of *text*, None where there is no content; raise UnreadableError.

    Plain ``~``, ``null`` and nothing mean "not given": such keys and items are left out, but ``null`` is a name.
    Titles that stand for keys of *record* become names.
    """
    node = compose(text)
    if node is None or is_absent(node, ""):
        return None
    conversion = _Conversion({})
    tree = conversion.value(node, "", 0)
    if conversion.has_titles and record:
        # Most files are English and pay nothing; the others are converted once more.
        conversion = _Conversion(name_keys(node, record))
        tree = conversion.value(node, "", 0)
    if conversion.misreads:
        raise UnreadableError(conversion.misreads)
    return Loaded(tree, conversion.absent)


def compose(text: str) -> Node | None:
    """Return the root node of *text*, None where there is no content; raise UnreadableError."""
    if _needs_a_closer_look(text):
        _refuse_by_events(text)
    try:
        return _Loader(text).get_single_node()  # type: ignore[no-any-return]
    except yaml.MarkedYAMLError as error:
        raise UnreadableError([_misread(error)]) from None


def name_keys(node: Node, holder: Holder) -> dict[int, str]:
    """Put the English name in place of each title that is a key of *holder* in *node*; return these titles by place."""
    named: dict[int, str] = {}
    if isinstance(node, SequenceNode):
        for item in node.value:
            named |= name_keys(item, holder)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            name = titles_of(holder).get(key.value) if type(key) is ScalarNode else None
            if name:
                named[_place(key)], key.value = key.value, name
            below = holder_below(holder, key.value) if type(key) is ScalarNode else None
            if below:
                named |= name_keys(value, below)
    return named


def is_absent(node: Node, key: str) -> bool:
    """Tell whether *node*, the value of *key*, says "not given"."""
    if type(node) is not ScalarNode or node.style:
        return False
    return node.value in _ABSENT_NAMES if key in NAME_KEYS else node.value in _ABSENT


class _Untagged:
    """A loader's resolver that gives every node without a tag of its own the tag ``""``.

    The composer calls these for each node; built-in functions that do nothing cost a third of our own.
    """

    resolve = staticmethod("".format)
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(tuple)


class _PureLoader(_Untagged, yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer):
    """The loader of PyYAML where it was built without libyaml: ten times slower, same verdicts."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
        if any("\ud800" <= character <= "\udfff" for chunk in chunks for character in chunk):
            # libyaml says so itself.
            problem = "found invalid Unicode character escape code"
            raise yaml.scanner.ScannerError("while scanning a quoted scalar", start_mark, problem, self.get_mark())
        return chunks


_Loader: Any = _PureLoader
if yaml.__with_libyaml__:

    class _FastLoader(_Untagged, CParser):
        """The loader of libyaml."""

    _Loader = _FastLoader

_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
_ABSENT_NAMES = frozenset({"", "~"})


class _Conversion:
    """The walk from nodes to a tree, with what it finds on the way; *titles* are those that were named, by place."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        self.misreads: list[Misread] = []
        self.absent: list[str] = []
        self.has_titles = False
        self._titles = titles

    def value(self, node: Node, key: str, depth: int) -> Tree:
        if node.tag:
            self.misreads.append(Misread("yaml-tag", _place(node), {}))
        if type(node) is ScalarNode:
            return node.value
        if depth >= DEPTH:
            self.misreads.append(Misread("yaml-depth", _place(node), {"limit": DEPTH}))
            return ""
        if type(node) is SequenceNode:
            return [self.value(item, key, depth + 1) for item in node.value if not is_absent(item, key)]
        return self._mapping(node, depth) if isinstance(node, MappingNode) else ""

    def _mapping(self, node: CollectionNode, depth: int) -> dict[str, Tree]:
        values: dict[str, Tree] = {}
        absent: list[str] = []
        for key_node, value_node in node.value:
            key = key_node.value
            if type(key_node) is not ScalarNode or key_node.tag or key in values or key == "<<":
                self.misreads.append(self._wrong_key(node, key_node))
            elif type(value_node) is ScalarNode and not value_node.tag and not is_absent(value_node, key):
                values[key] = value_node.value  # most values take this short way
            elif is_absent(value_node, key):
                absent.append(key)
                values[key] = ""
            else:
                values[key] = self.value(value_node, key, depth + 1)
        self.has_titles = self.has_titles or not all(map(str.isascii, values))
        for key in absent:
            del values[key]
        self.absent += absent
        return values

    def _wrong_key(self, node: CollectionNode, key_node: Node) -> Misread:
        """Say why *key_node* is no key of the mapping *node*: a tag, no text, a merge, or there already."""
        place = _place(key_node)
        if type(key_node) is not ScalarNode:
            return Misread("brace-unquoted" if node.flow_style else "yaml-key", place, {})
        if key_node.tag:
            return Misread("yaml-tag", place, {})
        if key_node.value == "<<":
            return Misread("yaml-anchor", place, {})
        first = next(_place(earlier) for earlier, _ in node.value if earlier.value == key_node.value)
        written = self._titles.get(place, key_node.value)
        before = self._titles.get(first, key_node.value)
        return Misread("yaml-duplicate", place, {"key": _both(written, before)}, first)


def _place(marked: Node | yaml.Event) -> int:
    return marked.start_mark.index if marked.start_mark else 0


def _both(key: str, other: str) -> str:
    """Return *key*, with *other* beside it where the two spellings differ: 姓名（name）."""
    return key if key == other else f"{key}（{other}）"


# ── before the composer ──

_MANY = 60
_DEEP = re.compile(r"\n(?: {24}|[ \t]*+[-?:][ \t]++[-?:][ \t]++[-?:][ \t])")
_PROPERTY = re.compile(r"(?:^|[\s\[{,:])[&!]")


def _needs_a_closer_look(text: str) -> bool:
    """Tell whether *text* might nest deeply, or hold an anchor or a tag; when False, it surely does not.

    A block collection begins right of the one around it or, a list in a mapping, right below its key; so few
    brackets, shallow indents and short runs of indicators bound the depth far below what a parser can bear.
    """
    return (
        text.count("[") + text.count("{") > _MANY
        or (("&" in text or "!" in text) and _PROPERTY.search(text) is not None)
        or _DEEP.search("\n" + text) is not None
    )


def _refuse_by_events(text: str) -> None:
    """Walk *text* event by event, which is not recursive; raise UnreadableError for depth, anchors and tags."""
    depth = 0
    misreads: list[Misread] = []
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if getattr(event, "anchor", None) is not None:
                misreads.append(Misread("yaml-anchor", _place(event), {}))
            elif getattr(event, "tag", None) is not None:
                misreads.append(Misread("yaml-tag", _place(event), {}))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                misreads.append(Misread("yaml-depth", _place(event), {"limit": DEPTH}))
                break
    except yaml.MarkedYAMLError as error:
        misreads = misreads or [_misread(error)]
    if misreads:
        # A bomb has hundreds: one of a kind for each line says as much.
        by_line = {(found.code, text.count("\n", 0, found.place)): found for found in reversed(misreads)}
        raise UnreadableError(list(by_line.values()))


# ── libyaml's reasons in Chinese ──

_REASONS = (
    ("mapping values are not allowed", "一行里有两个“冒号加空格”，或缩进与上一行不齐"),
    ("could not find expected ':'", "这一行没有“冒号加空格”"),
    ("did not find expected key|expected <block end>", "缩进与上下行没有对齐"),
    ("did not find expected '-'", "列表里有一行不是以“- ”开头"),
    ("expected ',' or", "括号没有配对，或两项之间少了英文逗号"),
    ("found unexpected end of stream|unexpected document separator", "引号没有配对"),
    ("cannot start any token", "值以特殊符号开头"),
    ("unknown escape|invalid unicode|escape sequence|did not find expected hexdecimal", "双引号里的反斜杠没有写成两个"),
    ("sequence entries are not allowed", "列表的“- ”不能与项目名写在同一行"),
    ("block scalar|comment or line break|comment or a line break|indentation indicator|chomping", "“|”或“>”之后要换行"),
    ("tab", "缩进用了制表符（Tab）"),
    ("node content|document start|directive", "这里不该有括号或符号"),
)


def _misread(error: yaml.MarkedYAMLError) -> Misread:
    problem = f"{error.problem or ''} {error.context or ''}".casefold()
    # libyaml notices a key without a colon only on a later line; the context is where the key stands.
    late = "could not find expected ':'" in problem or "end of stream" in problem or "expected ',' or" in problem
    mark = (error.context_mark if late else error.problem_mark) or error.problem_mark or error.context_mark
    place = mark.index if mark else 0
    if re.search(r"\b(alias|anchor)\b", problem):
        return Misread("yaml-anchor", place, {})
    if "another document" in problem:
        return Misread("yaml-documents", place, {})
    if re.search(r"\btag\b", problem):
        return Misread("yaml-tag", place, {})
    reason = next((words for pattern, words in _REASONS if re.search(pattern, problem)), "结构不完整")
    return Misread("yaml-syntax", place, {"reason": reason})
