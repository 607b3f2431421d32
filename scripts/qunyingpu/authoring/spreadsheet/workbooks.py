"""Read an XLSX (ECMA-376) as WPS, Excel and LibreOffice write it into sheets of cells, with all that is odd in them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qunyingpu.authoring.spreadsheet.numbers import date_format, number_cell, text_cell
from qunyingpu.authoring.spreadsheet.parts import Parts
from qunyingpu.authoring.spreadsheet.pictures import anchored_pictures, placed_pictures
from qunyingpu.authoring.spreadsheet.sheets import Cell, Sheet, Spreadsheet, column_number
from qunyingpu.errors import UsageError

_WORKBOOK = "xl/workbook.xml"
_YES = {"1", "true", "on"}
_DAY_0, _DAY_0_OF_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)


def read_workbook(name: str, content: bytes) -> Spreadsheet:
    """Return the workbook *content*, called *name*; raise UsageError where it is none or would unpack to too much."""
    parts = Parts(name, content)
    if _WORKBOOK not in parts:
        raise UsageError(f"“{name}”不是 .xlsx 电子表格。请在 WPS 里另存为 .xlsx 再导入。")
    book = parts.tree(_WORKBOOK)
    relations = parts.relations(_WORKBOOK)
    properties = book.first("workbookPr")
    is_1904 = properties is not None and properties.attribute("date1904") in _YES
    words = _Words(_strings(parts), _formats(parts), _DAY_0_OF_1904 if is_1904 else _DAY_0)
    sheets = []
    for entry in book.all("sheet"):
        relation = relations.get(entry.attribute("id"))
        if relation and relation.kind == "worksheet" and relation.target in parts:
            is_hidden = entry.attribute("state") in {"hidden", "veryHidden"}
            sheets.append(replace(_sheet(parts, relation.target, entry.attribute("name"), words), is_hidden=is_hidden))
    has_links = any(relation.kind == "externalLink" for relation in relations.values())
    return Spreadsheet(name=name, sheets=sheets, remarks=("sheet-links",) if has_links else ())


@dataclass(frozen=True, slots=True)
class _Words:
    """What cells refer to: *strings*, what the *formats* of each style tell of a date, and the *first* day."""

    strings: Sequence[str]
    formats: Sequence[str]
    first: datetime.date

    def string(self, number: str) -> str:
        """Return the shared string *number*, empty where there is none."""
        place = _number(number, len(self.strings))
        return self.strings[place] if place < len(self.strings) else ""

    def told(self, style: str | None) -> str:
        """Return what the format of *style* tells of a date."""
        place = _number(style, 0)
        return self.formats[place] if place < len(self.formats) else ""


def _sheet(parts: Parts, part: str, name: str, words: _Words) -> Sheet:
    scan = _Scan(words)
    parts.feed(part, start=scan.start, end=scan.end, words=scan.words)
    placed = list(placed_pictures(parts, scan.placed, scan.formulas))
    for picture in placed:
        scan.forget(picture.row, picture.column)
    pictures = [*anchored_pictures(parts, part), *placed]
    used = {column for row in scan.rows.values() for column in row}
    return Sheet(
        name=name,
        rows=scan.rows,
        hidden_rows=[row for row in scan.hidden_rows if row in scan.rows],
        hidden_columns=sorted(used & scan.hidden_columns),
        merged=scan.merged,
        pictures=sorted(pictures, key=lambda picture: (picture.row, picture.column)),
    )


@dataclass(slots=True)
class _Scan:
    """What is met in a sheet, gathered as it is read."""

    context: _Words
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    placed: dict[tuple[int, int], int] = field(default_factory=dict)
    """The number of the rich value in a cell, by row and column."""

    _row: int = 0
    _column: int = 0
    _cell: Mapping[str, str] = field(default_factory=dict)
    _part: str = ""
    _value: str = ""
    _formula: str | None = None
    _is_phonetic: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            if attributes.get("hidden") in _YES:
                self.hidden_rows.append(self._row)
        elif name in {"v", "t", "f"}:
            self._part = "" if self._is_phonetic else name
            if name == "f":
                self._formula = ""
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _YES:
            first = _number(attributes.get("min"), 1)
            self.hidden_columns.update(range(first, min(_number(attributes.get("max"), first), 16_384) + 1))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._finish_cell()
        elif name in {"v", "t", "f"}:
            self._part = ""
        elif name == "rPh":
            self._is_phonetic = False

    def words(self, text: str) -> None:
        """Take the text between two tags."""
        if self._part == "f":
            self._formula = (self._formula or "") + text
        elif self._part:
            self._value += text

    def forget(self, row: int, column: int) -> None:
        """Leave out a cell that a picture lies in: its formula or error only stands for the picture."""
        cells = self.rows.get(row, {})
        cells.pop(column, None)
        if not cells:
            self.rows.pop(row, None)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        name = reference.rstrip("0123456789")
        is_named = name.isascii() and name.isalpha() and len(name) <= 3
        self._column = column_number(name) if is_named else self._column + 1
        self._cell, self._value, self._formula = attributes, "", None

    def _finish_cell(self) -> None:
        place = (self._row, self._column)
        if self._formula is not None:
            self.formulas[place] = self._formula
        if self._cell.get("vm", "").isdecimal():
            self.placed[place] = int(self._cell["vm"])
        cell = self._read()
        if cell.text.strip() or cell.wrong:
            self.rows.setdefault(self._row, {})[self._column] = cell

    def _read(self) -> Cell:
        if self._formula is not None:
            return Cell(f"={self._formula}", "sheet-formula")
        value, context = self._value, self.context
        match self._cell.get("t", "n"):
            case "e":
                return Cell(value, "sheet-error")
            case "s":
                return text_cell(context.string(value))
            case "str" | "inlineStr" | "d":
                return text_cell(unescaped(value))
            case "b":
                return Cell("是" if value.strip() == "1" else "否")
        return number_cell(value.strip(), context.told(self._cell.get("s")), context.first)


_ESCAPED = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return *text* with the characters that it names by number (ECMA-376 part 1, 22.9.2.19), but for halves."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _strings(parts: Parts) -> list[str]:
    """Return the shared strings: each the texts of its runs, without how they are pronounced."""
    strings: list[str] = []
    state = {"t": False, "rPh": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            strings.append("")
        elif name in state:
            state[name] = True

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in state:
            state[name] = False
        elif name == "si":
            strings[-1] = unescaped(strings[-1])

    def words(text: str) -> None:
        if state["t"] and not state["rPh"] and strings:
            strings[-1] += text

    if "xl/sharedStrings.xml" in parts:
        parts.feed("xl/sharedStrings.xml", start=start, end=end, words=words)
    return strings


def _formats(parts: Parts) -> list[str]:
    """Return for each style of cells what its format tells of a date."""
    styles = parts.tree("xl/styles.xml")
    codes = {_number(item.attribute("numFmtId"), 0): item.attribute("formatCode") for item in styles.all("numFmt")}
    used = styles.first("cellXfs")
    numbers = [_number(style.attribute("numFmtId"), 0) for style in used.all("xf")] if used else []
    return [date_format(number, codes.get(number, "")) for number in numbers]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and len(text) <= 9 and text.isascii() and text.isdecimal() else otherwise
