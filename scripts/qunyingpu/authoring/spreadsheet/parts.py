"""Open the ZIP that an XLSX is, and turn its parts into small trees, with bounds on all that they may unpack to.

We read workbooks ourselves: openpyxl loses pictures that lie in cells, and takes three times as long. Parts hold no
document type, so one that does is refused before an entity can grow.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, NoReturn
from xml.parsers import expat

from qunyingpu.errors import UsageError
from qunyingpu.photos.headers import MOST_BYTES

MOST_UNPACKED = 700_000_000
"""Bytes that are read in all, each time that they are: the photographs of the largest file, 500 million, and XML, of
which 10,000 heroes have fifty million, 100,000 formatted rows of nothing 150 million."""

MOST_STRINGS = 150_000_000
"""Bytes of the one part that is kept in memory as a whole."""

MOST_TAGS = 20_000_000
"""Tags that the parser meets in all; 10,000 heroes have two million."""

MOST_ELEMENTS, MOST_DEPTH = 1_000_000, 100
"""Of a tree: 10,000 pictures have 300,000 elements, hardly twenty of them within each other."""

MOST_PARTS = 30_000
_CHUNK = 1 << 20
_EMPTY_CELL = re.compile(rb"<c r=[^<>]*/>(?=<c r=|</row>)")
"""As every program writes one. A cell without a reference is counted by those before it, so none before such a cell
is cut out."""

BOMB = "“{name}”解开后大得不合常理，没有打开。请用 WPS 打开，把内容复制到新建的表格里再导入。"
DAMAGED = "“{name}”已损坏，打不开。请用 WPS 打开后另存为 .xlsx 再导入。"


@dataclass(slots=True)
class Element:
    """An element of XML by its local *name*, without prefixes; the prefix stays in the names of *attributes*."""

    name: str
    attributes: Mapping[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator[Element]:
        """Yield every element called *name* in this one, at any depth, in the order of the file."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, name: str) -> Element | None:
        """Return the first element called *name* in this one, at any depth."""
        return next(self.all(name), None)

    def attribute(self, name: str) -> str:
        """Return the attribute called *name*, whatever its prefix; empty where there is none."""
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2] == name), "")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: its *kind*, and where it lies; an external one lies outside the file."""

    kind: str
    target: str
    is_external: bool


class Parts:
    """The parts of an XLSX called *name*, all of them together no larger than they may be."""

    def __init__(self, name: str, content: bytes) -> None:
        """Raise UsageError for what is no ZIP, is locked, or has more parts than it may."""
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise UsageError(DAMAGED.format(name=name)) from None
        if any(entry.flag_bits & 1 for entry in entries):
            raise UsageError(f"“{name}”设了密码，读不了。请在 WPS 里取消密码，保存后再导入。")
        # ECMA-376 part 2 knows no other; those of `zipfile` unpack more at once than they are asked for.
        if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
            raise UsageError(DAMAGED.format(name=name))
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry for entry in entries}
        strings = self._entries.get("xl/sharedstrings.xml")
        if len(entries) > MOST_PARTS or (strings is not None and strings.file_size > MOST_STRINGS):
            self._refuse()
        self._media: dict[str, bytes | None] = {}
        self._unpacked = self._tags = 0

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a *part* of this name, in whatever case."""
        return part.casefold() in self._entries

    def tree(self, part: str) -> Element:
        """Return the whole of a small *part*; one that is not there is an empty element. Raises UsageError."""
        root = Element("", {})
        stack = [root]
        count = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal count
            count += 1
            if count > MOST_ELEMENTS or len(stack) > MOST_DEPTH:
                self._refuse()
            element = Element(name.rpartition(":")[2], attributes)
            stack[-1].children.append(element)
            stack.append(element)

        def words(text: str) -> None:
            stack[-1].text += text

        if part in self:
            self.feed(part, start=start, end=lambda name: (stack.pop(), None)[1], words=words)
        return root

    def feed(
        self,
        part: str,
        *,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        words: Callable[[str], None],
    ) -> None:
        """Read *part* piece by piece, its empty cells left out, and tell what is met; raise UsageError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        # Each piece of a text is added to those before it: in small ones, a long text would be copied without end.
        parser.buffer_size = _CHUNK
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            for chunk in self._chunks(part):
                full = _EMPTY_CELL.sub(b"", chunk)
                self._tags += full.count(b"<")
                if self._tags > MOST_TAGS:
                    self._refuse()
                parser.Parse(full, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise UsageError(DAMAGED.format(name=self._name)) from None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what *part* says of others, by the id that it calls them by."""
        folder, _, name = part.rpartition("/")
        found = {}
        for item in self.tree(f"{folder}/_rels/{name}.rels").all("Relationship"):
            target = item.attributes.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            is_external = item.attributes.get("TargetMode", "") == "External"
            kind = item.attributes.get("Type", "").rpartition("/")[2]
            found[item.attributes.get("Id", "")] = Relation(kind, target if is_external else place, is_external)
        return found

    def medium(self, part: str) -> bytes | None:
        """Return the bytes of a picture, one more than the most that a photograph may have at most; None for none.

        It is read once, however often it is asked for. Raises UsageError.
        """
        name = part.casefold()
        if name in self._entries and name not in self._media:
            try:
                with self._opened(name) as stream:
                    self._media[name] = stream.read(MOST_BYTES + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                self._media[name] = None
        return self._media.get(name)

    def _opened(self, name: str) -> IO[bytes]:
        """Return the stream of the entry *name*, whose bytes are counted before one of them is unpacked."""
        entry = self._entries[name]
        self._unpacked += entry.file_size
        if self._unpacked > MOST_UNPACKED:
            self._refuse()
        return self._archive.open(entry)

    def _chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of *part*, cut between two elements, so that no cell is cut in two."""
        rest = b""
        with self._opened(part.casefold()) as stream:
            while chunk := stream.read(_CHUNK):
                whole, mark, tail = chunk.rpartition(b">")
                if mark:
                    yield rest + whole + mark
                    rest = tail
                else:
                    rest += chunk
        yield rest

    def _refuse(self, *_: object) -> NoReturn:
        raise UsageError(BOMB.format(name=self._name))
