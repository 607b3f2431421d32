"""Turn the bytes of one YAML file into a tree and the mistakes found on the way: encoding, typing, YAML, privacy."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

from qunyingpu.errors import ContentError, Problem
from qunyingpu.reading import files, keys, positions, privacy, strict_yaml, text
from qunyingpu.reading.files import Found, decode, read_bytes
from qunyingpu.reading.keys import Path, record_of
from qunyingpu.reading.positions import Edit, Source
from qunyingpu.reading.privacy import hidden, personal_data
from qunyingpu.reading.strict_yaml import Loaded, Misread, Tree, UnreadableError, load_tree, yaml_version
from qunyingpu.reading.text import Finding, explain_failure, find_mistakes, unfit_character

READING_MODULES = (files, keys, positions, privacy, strict_yaml, text, sys.modules[__name__])
"""The modules that decide which tree the bytes of a file become, and whether it has a mistake."""

MOST_OF_A_KIND = 200
"""How many mistakes of one code are told of one file."""


class Coded(Protocol):
    """A mistake of any sort, with the code of its message."""

    @property
    def code(self) -> str:
        """Return the stable code."""


C = TypeVar("C", bound=Coded)


class TreeCache(Protocol):
    """Trees of files that were read before and had no mistake, by the digest of their bytes."""

    def get(self, digest: str) -> Mapping[str, Any] | None:
        """Return the tree kept under *digest*, None where there is none."""

    def put(self, digest: str, tree: Mapping[str, Any]) -> None:
        """Keep *tree*, mappings, lists and text, under *digest*."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read so far: its *tree*, None where it has none to offer, and what is wrong with it.

    *absent* are the keys that were written without a value. *digest* is that of its bytes and of the reader, empty
    where no cache asks for one.
    """

    source: Source
    tree: Mapping[str, Any] | None
    problems: list[Problem] = field(default_factory=list)
    absent: Sequence[str] = ()
    digest: str = ""


def read_document(found: Found, cache: TreeCache | None = None) -> Document:
    """Return the document of *found*; a file that cannot be read has a problem and no tree."""
    try:
        content = read_bytes(found)
        digest = blake2b(content, key=reader_version(), digest_size=20).hexdigest() if cache is not None else ""
        tree = cache.get(digest) if cache is not None else None
        text = decode(found, content)
    except ContentError as error:
        return Document(Source(found.file, ""), None, list(error.problems))
    if tree is not None:
        return Document(Source(found.file, text), tree, digest=digest)
    document = replace(parse_document(found.file, text), digest=digest)
    if cache is not None and document.tree is not None and not document.problems and not document.absent:
        cache.put(digest, document.tree)
    return document


@cache
def reader_version() -> bytes:
    """Return what differs wherever the same bytes might be read differently, so that no cache outlives its reader."""
    parts = (yaml_version(), keys.keys_in_words(), *map(inspect.getsource, READING_MODULES))
    return blake2b("\n".join(parts).encode(), digest_size=20).digest()


def source_of(found: Found) -> Source:
    """Return the source of *found*, read again: what all files together show to be wrong is rare, texts are many."""
    return read_document(found).source


def parse_document(file: str, text: str) -> Document:
    """Return the document of *text*, which is called *file* in its problems."""
    findings = find_mistakes(text)
    source = Source(file, text, _edits(findings))
    problems = [source.problem_at(found.code, found.start, **found.context) for found in few_of_a_kind(findings)]
    problems += _personal(source)
    if any(found.repair is None for found in findings):
        return Document(source, None, problems)
    loaded, more = _load(source)
    if loaded is None:
        return Document(source, None, problems + more)
    return Document(source, loaded.tree, problems + more, loaded.absent)


def few_of_a_kind(mistakes: Iterable[C]) -> Iterator[C]:
    """Yield those of *mistakes* that are told, two hundred of each code at most: nobody mends more by hand."""
    seen: dict[str, int] = {}
    for mistake in mistakes:
        seen[mistake.code] = seen.get(mistake.code, 0) + 1
        if mistake.code and seen[mistake.code] <= MOST_OF_A_KIND:
            yield mistake


def fit_to_show(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the *problems* of one file; where one of them is personal data, it is hidden in what the others repeat."""
    if not any(problem.code == "personal-data" for problem in problems):
        return problems
    return [
        replace(problem, field=hidden(problem.field), message=hidden(problem.message), remedy=hidden(problem.remedy))
        for problem in problems
    ]


def _edits(findings: Sequence[Finding]) -> list[Edit]:
    edits: list[Edit] = []
    for found in findings:
        if found.repair is not None and (not edits or found.start >= edits[-1].end):
            edits.append(Edit(found.start, found.end, found.repair))
    return edits


def _personal(source: Source) -> list[Problem]:
    problems = []
    for kind, start, _ in personal_data(source.text)[:MOST_OF_A_KIND]:
        field = ".".join(map(str, source.path_at(start)))
        position = start - source.text.rfind("\n", 0, start)
        problems.append(source.problem_at("personal-data", start, field, kind=kind, position=position))
    return problems


def _load(source: Source) -> tuple[Loaded | None, list[Problem]]:
    try:
        loaded = load_tree(source.clean, record_of(source.file))
    except UnreadableError as error:
        return None, _explained(source) or [_told(source, misread) for misread in few_of_a_kind(error.misreads)]
    if loaded is None:
        return None, [Problem.told("file-empty", file=source.file)]
    if not isinstance(loaded.tree, dict):
        return None, _explained(source) or [source.problem("not-mapping", ())]
    return loaded, _unescaped(source, loaded.tree, ()) if "\\" in source.clean else []


def _explained(source: Source) -> list[Problem]:
    """Return the typing mistakes that may have led YAML astray and were not told yet."""
    told = {found.start for found in find_mistakes(source.text)}
    likely = [found for found in explain_failure(source.text) if found.start not in told]
    return [source.problem_at(found.code, found.start, **found.context) for found in likely]


def _told(source: Source, misread: Misread) -> Problem:
    lines: dict[str, Any] = {}
    if misread.earlier is not None:
        lines = {"first": source.line_of(misread.earlier), "second": source.line_of(misread.place)}
    return source.problem_in_clean(misread.code, misread.place, **misread.context, **lines)


def _unescaped(source: Source, tree: Tree, path: Path) -> list[Problem]:
    """Tell what no text may hold and what YAML's escapes hid from the looks at the text itself."""
    if isinstance(tree, str):
        unfit = unfit_character(tree)
        problems = [source.problem(unfit[0], path, **unfit[1])] if unfit else []
        traces = personal_data(tree) if not personal_data(source.text) else ()
        kinds = ((trace.kind, trace.start + 1) for trace in traces)
        return problems + [source.problem("personal-data", path, kind=kind, position=place) for kind, place in kinds]
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [problem for key, part in parts for problem in _unescaped(source, part, (*path, key))]
