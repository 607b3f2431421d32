"""Turn a profile as somebody wrote it into the canonical form, with every comment beside what it is about.

A file with a mistake is left alone. Lines that are canonical already stay as they are, since the canonical form of a
value is one text; what is read of the result is compared with what was read before.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qunyingpu.authoring.canonical import lines_of, tree_of
from qunyingpu.authoring.comments import comments_of, settled, surviving, with_comments
from qunyingpu.errors import ContentError, Problem, Severity
from qunyingpu.model.hero import Hero
from qunyingpu.reading import judge_profile, parse_document
from qunyingpu.reading.files import GB18030, Found, decode, guessed_encoding, read_bytes


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of a file: its *content* in the canonical form, None where a mistake among *problems* forbids it."""

    content: bytes | None
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class FormattedFiles:
    """What became of many files: *contents* by path, the errors that left others alone, and *recoded* paths.

    Those are the paths of files whose bytes were no UTF-8 with line feeds: of them a comparison by lines shows little.
    """

    contents: Mapping[str, bytes]
    problems: Sequence[Problem]
    recoded: Sequence[str]


def format_files(files: Sequence[Found], *, today: datetime.date) -> FormattedFiles:
    """Return *files*, profiles, in their canonical form, and the mistakes that forbid it."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    recoded = []
    for found in files:
        try:
            before = read_bytes(found)
        except ContentError as error:
            problems += error.problems
            continue
        done = formatted(found, before, today=today)
        if done.content is None:
            problems += done.problems
            continue
        contents[found.file] = done.content
        if not is_utf8(before) or b"\r" in before or before.startswith(b"\xef\xbb\xbf"):
            recoded.append(found.file)
    return FormattedFiles(contents, problems, recoded)


def formatted(found: Found, content: bytes, *, today: datetime.date) -> Formatted:
    """Return the profile *found*, which holds *content*, in its canonical form; text in GB18030 becomes UTF-8."""
    try:
        text = _text(found, content)
    except ContentError as error:
        return Formatted(None, error.problems)
    document = parse_document(found.file, text)
    hero, problems = judge_profile(document, found.stem, today=today)
    if hero is None or any(problem.severity is Severity.ERROR for problem in problems):
        return Formatted(None, problems)
    result = _written(hero, document.source.clean)
    _require_same(hero, document.source.clean, result, found, today)
    return Formatted(result.encode(), problems)


def is_utf8(content: bytes) -> bool:
    """Tell whether *content* can be read as it is."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(found: Found, content: bytes) -> str:
    try:
        return decode(found, content)
    except ContentError:
        # Whether it really is in GB18030, the profile itself shows: its keys and values must be right.
        if is_utf8(content) or guessed_encoding(content) != GB18030:
            raise
        return decode(found, content.decode("gb18030").encode())


def _written(hero: Hero, text: str) -> str:
    comments, paths = comments_of(unicodedata.normalize("NFC", text))
    lines = list(lines_of(tree_of(hero)))
    kept = {line.path[: length + 1] for line in lines for length in range(len(line.path))}
    return with_comments(lines, settled(comments, paths, kept))


def _require_same(hero: Hero, before: str, after: str, found: Found, today: datetime.date) -> None:
    """Raise RuntimeError if the result says anything else than the file did: that would be our fault."""
    again, _ = judge_profile(parse_document(found.file, after), found.stem, today=today)
    if again != hero or surviving(unicodedata.normalize("NFC", before)) != surviving(after):
        raise RuntimeError(f"formatting would change what {found.file} says")
