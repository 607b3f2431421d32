"""Find the comments and blank lines of a profile, and what each of them is about, so that it can be written anew.

A comment on a line of its own is about what follows, or, where it stands further in than that, about what it follows;
one beside a value is about that value; one at the top with a blank line below is about the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qunyingpu.authoring.canonical import Line, Path
from qunyingpu.model.hero import Hero
from qunyingpu.reading.strict_yaml import compose, is_absent, name_keys


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by the path of what they are about; blank lines among them are empty texts.

    *header* and *footer* are about the file; *before* and *after* stand on lines of their own, *beside* on the line.
    """

    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    before: dict[Path, list[str]] = field(default_factory=dict)
    after: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)


def comments_of(text: str) -> tuple[Comments, Sequence[Path]]:
    """Return the comments of *text*, YAML of a profile without mistakes, and the paths that it has, in its order."""
    root = compose(text)
    if root is None:
        raise ValueError("a profile without content has no comments to keep")
    name_keys(root, Hero)
    anchors = list(_anchors(root, ()))
    comments = Comments()
    for anchor, lines in _groups(_own_lines(text, root), anchors):
        _attach(comments, lines, anchor, anchors)
    for place, words in _beside(text, root):
        path = anchors[_count_before(anchors, place) - 1].path
        if path in comments.beside:
            comments.after.setdefault(path, []).append(words.strip())
        else:
            comments.beside[path] = words
    return comments, [anchor.path for anchor in anchors]


def settled(comments: Comments, paths: Sequence[Path], kept: Collection[Path]) -> Comments:
    """Return *comments*, with those about *paths* that are not *kept* moved to the nearest that is."""
    moved = Comments([*comments.header], [*comments.footer])
    for path in paths:
        own = [comments.beside[path].strip()] if path in comments.beside else []
        before, after = comments.before.get(path, []), comments.after.get(path, [])
        if path in kept:
            moved.before.setdefault(path, []).extend(before)
            moved.after.setdefault(path, []).extend(after)
            if own:
                moved.beside[path] = comments.beside[path]
        elif lines := [*before, *own, *after]:
            _move(moved, lines, path, paths, kept)
    return moved


def with_comments(lines: Sequence[Line], comments: Comments) -> str:
    """Return the text of *lines* with *comments*, all of which are about something in *lines*."""
    written = [*comments.header]
    open_paths: list[Path] = []
    for line in lines:
        prefixes = [line.path[: length + 1] for length in range(len(line.path))]
        written += _closed([path for path in open_paths if path not in prefixes], comments)
        opened = [path for path in prefixes if path not in open_paths]
        for path in opened:
            written += _indented(comments.before.get(path, []), opened[0] if _is_item(opened[0]) else path)
        beside = comments.beside.get(line.path, "") if opened else ""
        written.append(line.text + beside)
        open_paths = prefixes
    written += [*_closed(open_paths, comments), *comments.footer]
    return "\n".join(written).strip("\n") + "\n"


def _closed(paths: Sequence[Path], comments: Comments) -> Iterator[str]:
    for path in reversed(paths):
        yield from _indented(comments.after.get(path, []), path)


def _indented(lines: Sequence[str], path: Path) -> Iterator[str]:
    return (" " * (2 * (len(path) - 1)) + line if line else "" for line in lines)


def _is_item(path: Path) -> bool:
    return isinstance(path[-1], int)


def _move(moved: Comments, lines: list[str], path: Path, paths: Sequence[Path], kept: Collection[Path]) -> None:
    """Put *lines*, which are about the lost *path*, before the next that is kept beside it, or after the last."""
    here = paths.index(path)
    beside = [other for other in paths if other[:-1] == path[:-1] and other in kept]
    following = next((other for other in beside if paths.index(other) > here), None)
    if following:
        moved.before.setdefault(following, []).extend(lines)
    elif beside:
        moved.after.setdefault(beside[-1], []).extend(lines)
    elif path[:-1] in kept:
        moved.after.setdefault(path[:-1], []).extend(lines)
    else:
        _move(moved, lines, path[:-1], paths, kept)


# ── what there is to be about ──


class _Anchor(NamedTuple):
    """A key or an item: where it begins, in which *line* and *column* (of a block's item, that of its dash)."""

    place: int
    line: int
    column: int
    path: Path


def _anchors(node: Node, path: Path) -> Iterator[_Anchor]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield _Anchor(key.start_mark.index, key.start_mark.line, key.start_mark.column, (*path, key.value))
            yield from _anchors(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        place = 0
        for number, item in enumerate(node.value):
            is_lost = is_absent(item, str(path[-1]))
            inner = (*path, f"~{number}") if is_lost else (*path, place)
            column = item.start_mark.column if node.flow_style else node.start_mark.column
            yield _Anchor(item.start_mark.index, item.start_mark.line, column, inner)
            yield from _anchors(item, inner)
            place += not is_lost


def _count_before(anchors: Sequence[_Anchor], place: int) -> int:
    return bisect_right(anchors, place, key=lambda anchor: anchor.place)


# ── what there is to keep ──


class _OwnLine(NamedTuple):
    line: int
    place: int
    column: int
    text: str


_COMMENT = re.compile(r"[ \t]*(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_ALONE = re.compile(r"(?P<indent>[ \t]*)(?:-[ \t-]*)?(?P<words>#.*|$)")


def _own_lines(text: str, root: Node) -> Iterator[_OwnLine]:
    """Yield the lines of *text* that hold a comment, or nothing, and belong to no scalar."""
    spans = list(_spans(text, root))
    inner = {line for start, end in spans for line in _lines_within(text, start, end)}
    place = 0
    for number, line in enumerate(text.split("\n")):
        alone = _ALONE.fullmatch(line)
        if alone and number not in inner and (alone["words"] or not line.strip()):
            yield _OwnLine(number, place, len(alone["indent"]), alone["words"].rstrip())
        place += len(line) + 1


def _lines_within(text: str, start: int, end: int) -> range:
    """Return the lines of a scalar after its first."""
    first = text.count("\n", 0, start)
    return range(first + 1, first + text.count("\n", start, end) + 1)


def _beside(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Yield place and words, blanks before them included, of each comment that shares its line with something else."""
    done = 0
    for start, end in [*_spans(text, root), (len(text), len(text))]:
        for match in _COMMENT.finditer(text, done, max(done, start)):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()]
            if not _ALONE.fullmatch(line):
                yield match.start(), match[0].rstrip()
        done = end


def _spans(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield begin and end of every scalar; of a block neither its first line nor the blank lines after it are its."""
    if isinstance(node, ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in {"|", ">"}:
            start, end = text.find("\n", start), start + len(text[start:end].rstrip())
        yield start, max(start, end)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from (*_spans(text, key), *_spans(text, value))
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _spans(text, item)


# ── who is about what ──


def _groups(
    lines: Iterator[_OwnLine], anchors: Sequence[_Anchor]
) -> Iterator[tuple[_Anchor | None, Sequence[_OwnLine]]]:
    """Yield the lines between two anchors together, with the anchor that follows, None at the end."""
    groups: dict[int, list[_OwnLine]] = {}
    for line in lines:
        groups.setdefault(_count_before(anchors, line.place), []).append(line)
    for count, group in groups.items():
        yield (anchors[count] if count < len(anchors) else None), group


def _attach(
    comments: Comments, lines: Sequence[_OwnLine], following: _Anchor | None, anchors: Sequence[_Anchor]
) -> None:
    column = following.column if following else 0
    cut = next((place for place, line in enumerate(lines) if line.text and line.column <= column), len(lines))
    while cut and not lines[cut - 1].text:
        cut -= 1
    chain = _chain(anchors, lines[0].place)
    for place, line in enumerate(lines[:cut]):
        # A blank line goes with the comment below it.
        column = next(below.column for below in lines[place:cut] if below.text)
        near = [anchor for anchor in chain if anchor.column <= column]
        path = (near or chain[:1])[-1].path if chain else ()
        (comments.after.setdefault(path, []) if path else comments.header).append(line.text)
    words = [line.text for line in lines[cut:]]
    if following is None:
        comments.footer.extend(words)
    elif following.place == anchors[0].place:
        comments.header.extend(words[: _end_of_header(words)])
        comments.before[following.path] = words[_end_of_header(words) :]
    else:
        comments.before[following.path] = words


def _chain(anchors: Sequence[_Anchor], place: int) -> Sequence[_Anchor]:
    """Return the anchor before *place* and those that hold it, outermost first."""
    count = _count_before(anchors, place)
    if not count:
        return ()
    last = anchors[count - 1].path
    return [anchor for anchor in anchors[:count] if last[: len(anchor.path)] == anchor.path]


def _end_of_header(words: Sequence[str]) -> int:
    """Return where the comments at the top end that a blank line parts from what follows."""
    return next((place for place in range(len(words), 0, -1) if not words[place - 1] and any(words[:place])), 0)


def surviving(text: str) -> Mapping[str, int]:
    """Return how often each comment stands in *text*, YAML of a profile: what formatting may never change."""
    root = compose(text)
    words = [line.text for line in _own_lines(text, root) if line.text] if root else []
    words += [comment.strip() for _, comment in _beside(text, root)] if root else []
    return {word: words.count(word) for word in words}
