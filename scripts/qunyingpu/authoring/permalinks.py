"""Put addresses into ``heroes/permalinks.txt``, the list of every address that was ever published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qunyingpu.errors import ContentError, Problem
from qunyingpu.reading import PERMALINKS
from qunyingpu.reading.files import Found, decode, read_bytes
from qunyingpu.reading.permalinks import SIZE_LIMIT, read_permalinks


def address_of(hero_id: str) -> str:
    """Return the address of the page of *hero_id* inside the site."""
    return f"heroes/{hero_id}.html"


def unlisted(problems: Iterable[Problem]) -> list[str]:
    """Return the addresses that *problems*, those of a whole project, say to be missing from the list."""
    return sorted(address_of(Path(each.file).stem) for each in problems if each.code == "permalink-missing")


def listed_with(root: Path, addresses: Iterable[str]) -> bytes:
    """Return what the list of the project at *root* holds once *addresses* are in it: sorted, each line once.

    Nothing that stands there is lost: not what became of an address, not even a line twice written differently.
    Raises ContentError for a line that is no address, since its place in the order is not known.
    """
    file = root / PERMALINKS
    text = ""
    if file.exists():
        found = Found(PERMALINKS, str(file))
        problems: list[Problem] = []
        known = {item.link.path for item in read_permalinks(found, problems)}
        if problems:
            raise ContentError(problems)
        text = decode(found, read_bytes(found, SIZE_LIMIT))
    else:
        known = set()
    lines = {" ".join(line.split()) for line in text.split("\n")} | (set(addresses) - known)
    return "".join(f"{line}\n" for line in sorted(lines - {""})).encode()
