"""Read small signed JSON files in the strictest way: what is not expected is refused, never guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qunyingpu.hall.refusals import Refusal

FORMAT = 1
"""The format of all files of the stick; a reader refuses any other."""


def read_capped(file: Path, limit: int) -> bytes:
    """Return the bytes of *file*; raise Refusal where it is missing, unreadable, a link, or longer than *limit*."""
    try:
        if file.is_symlink():
            raise Refusal("file-odd", f"{file.name} 是一个链接，不是文件。")
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise Refusal(
            "file-missing", f"U 盘上缺少 {file.name}。请把整个文件夹重新拷一遍；仍这样，请告诉维护者。"
        ) from None
    except OSError:
        raise Refusal("stick-unreadable", f"读不出 {file.name}：U 盘可能松了或坏了。请重新插好再试。") from None
    if len(content) > limit:
        raise Refusal("file-too-large", f"{file.name} 太大，不是本系统做的。")
    return content


def parse_object(
    content: bytes, kind: str, keys: Mapping[str, type | tuple[type, ...]], *, name: str
) -> dict[str, Any]:
    """Return the object in *content*, which must have ``format`` 1, this *kind*, and exactly *keys* of these types.

    Raises Refusal for anything else, a key that stands twice too.
    """
    try:
        value = json.loads(content, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal("json-broken", f"{name} 的内容不完整。请把整个文件夹重新拷一遍。") from None
    if not isinstance(value, dict) or value.get("kind") != kind:
        raise Refusal("json-kind", f"{name} 不是这里要的文件。请把整个文件夹重新拷一遍。")
    if value.get("format") != FORMAT:
        raise Refusal("json-format", f"{name} 是新版本做的，本机的程序太旧，读不了。请联系维护者。")
    wanted = {"format": int, "kind": str, **keys}
    if value.keys() != wanted.keys() or not all(_is(value[key], kinds) for key, kinds in wanted.items()):
        raise Refusal("json-shape", f"{name} 的内容不合规则，不是本系统做的。请重做 U 盘。")
    return value


def dump_object(kind: str, values: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed: sorted, ASCII, one line end. They are never made again from what was read."""
    whole = {"format": FORMAT, "kind": kind, **values}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _is(value: object, kinds: type | tuple[type, ...]) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"no {name} in JSON")
