"""Find what is wrong with hand-written pages and the pictures beside them, before the site engine sees them.

The engine prints a page's front matter into the head of the site and copies files as they are, so only what is known to
be harmless may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem
from qunyingpu.photos.headers import check_photo
from qunyingpu.reading.files import Found, decode, find_files, read_bytes

FOLDER = "content"
SIZE_LIMIT = 1024 * 1024
"""Bytes of one page."""

KEYS = ("title", "description", "section")
"""What a page may say of itself; other keys would steer the engine or stand in the page as they are."""

_RECORDS = ("content/campaigns/", "content/ceremonies/", "content/activities/", "content/regulations/")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"([^\s:：#-][^:：]*)(?=[:：])")
_PICTURE = re.compile(r"content/images/.+\.(?:jpg|jpeg|png|webp)")


def page_problems(root: Path) -> Iterator[Problem]:
    """Yield every problem of the pages and pictures under ``content/`` of the project at *root*."""
    problems: list[Problem] = []
    for found in find_files(root, FOLDER, problems):
        if found.name.endswith(".md"):
            yield from _wrong_page(found)
        elif _PICTURE.fullmatch(found.file):
            yield from _wrong_picture(found)
        elif not (found.file.startswith(_RECORDS) and found.name.endswith((".yaml", ".yml"))):
            yield Problem.told("page-file", file=found.file)
    # Links among the records are told where those are read.
    yield from (problem for problem in problems if not problem.file.startswith(_RECORDS))


def _wrong_page(found: Found) -> Iterator[Problem]:
    try:
        text = decode(found, read_bytes(found, SIZE_LIMIT))
    except ContentError as error:
        yield from error.problems
        return
    matter = _FRONT_MATTER.match(text)
    if matter is None or not matter[1]:
        return
    for number, line in enumerate(matter[1].split("\n"), start=2):
        key = _KEY.match(line)
        if key is None:
            continue
        if line[key.end()] == "：":
            example = f"{key[1]}: {line[key.end() + 1 :].strip()}"
            yield Problem.told("colon-fullwidth", file=found.file, line=number, column=key.end() + 1, example=example)
        elif key[1] not in KEYS:
            yield Problem.told("page-key", file=found.file, line=number, column=1, key=key[1], keys="、".join(KEYS))


def _wrong_picture(found: Found) -> Iterator[Problem]:
    try:
        check_photo(Path(found.path))
    except PydanticCustomError as refusal:
        context = dict(refusal.context or {})
        yield Problem.told(str(context.pop("code")), file=found.file, **context)
