"""Turn the guesses about one person into a draft: a profile in which every line says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qunyingpu.authoring.canonical import as_yaml
from qunyingpu.authoring.old_text.clues import Guess, Path
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Shape

_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A profile of *name* as far as *source*, lines *first* to *last*, tells it: *guesses*, and the *story* verbatim.

    *basis* is the ground of publication that whoever imports states; empty where nobody did: no text can say it.
    """

    name: str
    source: str
    first: int
    last: int
    guesses: tuple[Guess, ...]
    story: str
    basis: str = ""

    def value(self, *path: str | int) -> str:
        """Return what is proposed for the field at *path*, empty where nothing is."""
        return next((guess.value for guess in self.guesses if guess.path == path), "")

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the titles of the fields that a profile must have and this draft leaves open, in the model's order."""
        return tuple(_lacking(self._tree, fields_of(Hero)))

    @property
    def yaml(self) -> str:
        """Return the draft as the text of a profile; comments tell the ground of every guess and what is to do."""
        head = [
            "# 草稿，由旧报道整理而成：每一项都要照原文核对。核对完，删去这些说明和 draft 一行。",
            f"# 原文：{self.source}，第 {self.first} 至 {self.last} 行。",
            *(f"# 待办：补上“{title}”，原文里没有找到。" for title in self.lacking),
            "# 待办：补全出处的发布者、日期和网址；正文是原文照录，请改写。",
        ]
        return "".join(f"{line}\n" for line in (*head, *self._lines(self._tree, fields_of(Hero), (), 0)))

    @property
    def _tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for guess in self.guesses:
            _put(tree, guess.path, guess.value)
        if self.story:
            _put(tree, ("deed", "story"), self.story)
        if self.basis:
            tree["consent"] = {"basis": self.basis}
        tree["draft"] = True
        return _ordered(tree, fields_of(Hero))

    def _lines(self, tree: Mapping[str, Any], fields: Sequence[Field], above: Path, depth: int) -> Iterator[str]:
        space = "  " * depth
        for field in fields:
            if field.name not in tree or field.shape is Shape.ID:
                continue
            value, path = tree[field.name], (*above, field.name)
            if isinstance(value, Mapping):
                yield f"{space}{field.name}:"
                if field.name == "consent":
                    yield f"{space}  # 导入时由经手人声明，不是据原文猜测。"
                yield from self._lines(value, field.fields, path, depth + 1)
                continue
            yield from (f"{space}{line}" for line in self._comments(path, field))
            yield from (f"{space}{line}" if line else "" for line in as_yaml({field.name: value}).splitlines())

    def _comments(self, path: Path, field: Field) -> Iterator[str]:
        titles = {inner.name: inner.title for inner in field.fields}
        if path == ("deed", "story"):
            yield f"# 照录：原文第 {self.first} 至 {self.last} 行。"
        for guess in self.guesses:
            if guess.path[: len(path)] == path:
                doubt = f"；{guess.doubt}，请核对" if guess.doubt else ""
                what = f"{titles[str(guess.path[-1])]}，" if guess.path != path else ""
                yield f"# 猜测：{what}据第 {guess.line} 行“{_short(guess.quote)}”{doubt}"


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE // 2]}……{quote[-_LONGEST_QUOTE // 2 :]}"


def _put(tree: dict[str, Any], path: Path, value: str) -> None:
    """Put *value* at *path* of *tree*; a number in it is the place in a list, which may be as long as that already."""
    node: Any = tree
    for key, following in pairwise(path):
        if isinstance(key, int):
            while len(node) <= key:
                node.append({})
            node = node[key]
        else:
            node = node.setdefault(key, [] if isinstance(following, int) else {})
    node[path[-1]] = True if value == "true" else value


def _ordered(tree: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    ordered: dict[str, Any] = {}
    for field in fields:
        if field.name in tree:
            value = tree[field.name]
            if isinstance(value, Mapping):
                value = _ordered(value, field.fields)
            elif isinstance(value, list):
                value = [_ordered(item, field.fields) for item in value]
            ordered[field.name] = value
    return ordered


def _lacking(tree: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if field.shape is Shape.ID or not (field.is_required or field.name == "sources"):
            continue
        if field.fields and not field.is_list and field.name in tree:
            yield from _lacking(tree[field.name], field.fields)
        elif field.name not in tree:
            yield field.title
