"""Turn ``heroes/permalinks.txt``, the list of every address ever published, into permalinks, and find what is lost.

A line is ``path``, ``path -> new path`` or ``path withdrawn``. Lists are merged by union, so an address may stand
twice: the strongest status wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.reading.files import Found, decode, read_bytes

LIST = "heroes/permalinks.txt"
SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes; a hundred thousand addresses have four million."""


class Listed(NamedTuple):
    """A permalink and the line of the list, counted from 1, where its status is written."""

    link: Permalink
    line: int


def read_permalinks(found: Found | None, problems: list[Problem]) -> tuple[Listed, ...]:
    """Return what the list *found* says of each address, in its order; wrong lines go into *problems*."""
    if found is None:
        return ()
    try:
        text = decode(found, read_bytes(found, SIZE_LIMIT))
    except ContentError as error:
        problems += error.problems
        return ()
    return permalinks_in(text, problems)


def permalinks_in(text: str, problems: list[Problem]) -> tuple[Listed, ...]:
    """Return what the *text* of a list says of each address, in its order; wrong lines go into *problems*."""
    strongest: dict[str, Listed] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line)
        if match:
            _keep(strongest, Listed(_permalink(match), number))
        elif line.strip():
            problems.append(Problem.told("permalink-format", file=LIST, line=number, column=1))
    return tuple(strongest.values())


def lost_addresses(listed: Sequence[Listed], made: Collection[str]) -> Iterator[Problem]:
    """Yield the addresses of heroes, campaigns and ceremonies that are promised and not among those *made*."""
    for link, line in listed:
        promised = link.to or link.path
        if link.status is not AddressStatus.WITHDRAWN and _OURS.match(promised) and promised not in made:
            yield Problem.told("permalink-lost", file=LIST, line=line, column=1, path=promised)


_ADDRESS = r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*\.html"
_LINE = re.compile(rf"\s*(?P<path>{_ADDRESS})(?:\s*->\s*(?P<to>{_ADDRESS})|\s+(?P<withdrawn>withdrawn))?\s*")
_OURS = re.compile(r"(?:heroes|campaigns|ceremonies)/(?!index\.html)")
_STRENGTH = (AddressStatus.LIVE, AddressStatus.MOVED, AddressStatus.WITHDRAWN)


def _permalink(match: re.Match[str]) -> Permalink:
    if match["withdrawn"]:
        return Permalink(match["path"], AddressStatus.WITHDRAWN)
    return Permalink(match["path"], AddressStatus.MOVED, match["to"]) if match["to"] else Permalink(match["path"])


def _keep(strongest: dict[str, Listed], listed: Listed) -> None:
    before = strongest.get(listed.link.path)
    if before is None or _STRENGTH.index(listed.link.status) > _STRENGTH.index(before.link.status):
        strongest[listed.link.path] = listed
