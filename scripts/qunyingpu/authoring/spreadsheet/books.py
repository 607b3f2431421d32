"""Write heroes as a workbook for WPS and Excel: a hero a row, members on a sheet of their own, choices to pick from.

Every cell is text, so that codes keep their zeros, dates their precision, and nothing that people wrote is a formula.
The same heroes give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from qunyingpu.authoring.spreadsheet.cells import cells_of
from qunyingpu.authoring.spreadsheet.columns import (
    ID,
    MEMBERS,
    NAME,
    Column,
    Path,
    main_columns,
    member_columns,
    required_paths,
)
from qunyingpu.authoring.spreadsheet.guides import CHOICES, GROUP, HELP, HEROES, MEMBER_SHEET, guide_of, width_of
from qunyingpu.authoring.spreadsheet.texts import FORMULA_SIGNS
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Shape
from qunyingpu.model.vocabulary import Vocabulary
from qunyingpu.stilling import stilled

FIRST_ROW = 3
"""Headings stand in row 1, what to write in row 2."""

_SPARE = 2000
"""Rows below the last hero that are ready to be filled in."""

_PHOTO_HEIGHT, _PHOTO_POINTS = 120, 92


def as_workbook(heroes: Sequence[Hero], photos: Mapping[str, bytes] | None = None) -> bytes:
    """Return *heroes* as an XLSX file, with those of *photos*, by the id of a hero, that are JPEG or PNG."""
    rows = [cells_of(hero) for hero in heroes]
    workbook = Workbook(write_only=True)
    ink = _Ink(workbook)
    columns = main_columns(rows)
    last = FIRST_ROW + len(rows) + _SPARE
    _fill(ink, HEROES, columns, [_texts(row, columns) for row in rows], last, photos or {})
    members = list(_members(rows))
    inner = member_columns([cells for _, cells in members])
    heads = [_GROUP_ID, _GROUP_NAME, *inner]
    lines = [[row[ID], row[NAME], *_texts(cells, inner)] for row, cells in members]
    _fill(ink, MEMBER_SHEET, heads, lines, FIRST_ROW + len(lines) + _SPARE, {})
    _offer(workbook, ink)
    workbook.properties.title = "群英谱名录"
    workbook.properties.creator = "群英谱"
    return stilled(workbook)


_ID_FIELD, _NAME_FIELD = (next(field for field in fields_of(Hero) if (field.name,) == path) for path in (ID, NAME))
_GROUP_ID = Column(ID, _ID_FIELD.title, _ID_FIELD)
_GROUP_NAME = Column((GROUP,), GROUP, _NAME_FIELD)


class _Ink:
    """Cells of *workbook* in the few styles that it has; a style is made once, since each costs more than its cell."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        top = Alignment(vertical="top", wrap_text=True)
        pen = WriteOnlyCell(workbook.create_sheet(HEROES))
        self._sheet = workbook.worksheets[0]
        self.styles: dict[str, Any] = {}
        for name, font, fill in (
            ("head", Font(bold=True, color="FF8C1C13"), PatternFill("solid", fgColor="FFF7EFE2")),
            ("must", Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF8C1C13")),
            ("help", Font(color="FF6B6257", size=9), PatternFill("solid", fgColor="FFFBF8F2")),
            ("text", Font(), PatternFill()),
            ("sign", Font(), PatternFill()),
        ):
            pen.font, pen.fill, pen.alignment, pen.number_format = font, fill, top, "@"
            pen.quotePrefix = name == "sign"
            self.styles[name] = copy(_style(pen))

    def sheet(self, name: str) -> Any:
        """Return the empty sheet *name*."""
        return self._sheet if name == HEROES else self.workbook.create_sheet(name)

    def cell(self, sheet: Any, text: str, style: str) -> Cell | None:
        """Return a cell with *text* as text, None for no text: such a cell is of its column's style."""
        if not text:
            return None
        is_sign = style == "text" and text.startswith((*FORMULA_SIGNS, "'"))
        cell = WriteOnlyCell(sheet, escaped(text))
        cell.data_type = "s"
        _dress(cell, self.styles["sign" if is_sign else style])
        return cell


def _style(cell: Any) -> Any:
    """Return the style of *cell* as a whole: openpyxl has no public way to share one, and parts cost ten times more."""
    return cell._style


def _dress(cell: Any, style: Any) -> None:
    cell._style = style


def escaped(text: str) -> str:
    """Return *text* so that ``_x0041_`` in it stays what it is (ECMA-376 part 1, 22.9.2.19)."""
    return _LIKE_ESCAPED.sub("_x005F_", text) if "_x" in text else text


_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def _texts(row: Mapping[Path, str], columns: Sequence[Column]) -> list[str]:
    return [row.get(column.path, "") for column in columns]


def _members(rows: Sequence[Mapping[Path, str]]) -> Iterator[tuple[Mapping[Path, str], dict[Path, str]]]:
    """Yield each member's own cells together with the row of the group."""
    for row in rows:
        inner: dict[int, dict[Path, str]] = {}
        for path, text in row.items():
            if path[0] == MEMBERS and isinstance(path[1], int):
                inner.setdefault(path[1], {})[path[2:]] = text
        yield from ((row, inner[place]) for place in sorted(inner))


def _fill(  # noqa: PLR0913, PLR0917 - what a sheet is made of
    ink: _Ink,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    last: int,
    photos: Mapping[str, bytes],
) -> None:
    sheet = ink.sheet(name)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    for place, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = width_of(column.field)
        _dress(dimension, ink.styles["text"])
    sheet.row_dimensions[2].height = 66
    sheet.append([ink.cell(sheet, column.title, "must" if _is_must(column) else "head") for column in columns])
    guides = [guide_of(column.field) for column in columns]
    sheet.append([ink.cell(sheet, text, "help") for text in (f"{HELP}{guides[0]}", *guides[1:])])
    for number, row in enumerate(rows, FIRST_ROW):
        image = _embedded(photos.get(row[0], b""))
        if image is not None:
            sheet.row_dimensions[number].height = _PHOTO_POINTS
            sheet.add_image(image, f"{get_column_letter(_photo_column(columns))}{number}")
        sheet.append([ink.cell(sheet, text, "text") for text in row])
    for check in _checks(columns, last):
        sheet.data_validations.append(check)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{FIRST_ROW + max(len(rows), 1) - 1}"


def _is_must(column: Column) -> bool:
    return column.path in required_paths(Hero)


def _photo_column(columns: Sequence[Column]) -> int:
    return next(place for place, column in enumerate(columns, 1) if column.field.shape is Shape.FILE)


def _embedded(photo: bytes) -> Image | None:
    """Return *photo* in the size of a cell, None for none, and for what is neither JPEG nor PNG, whatever it is called.

    Another kind would be encoded anew, and come back as another photograph.
    """
    try:
        image = Image(io.BytesIO(photo))
    except OSError:
        return None
    if image.format not in {"jpeg", "png"}:
        return None
    image.width, image.height = round(image.width * _PHOTO_HEIGHT / image.height), _PHOTO_HEIGHT
    return image


# ── choices and checks ──


def _vocabularies() -> list[type[Vocabulary]]:
    """Return every vocabulary of a hero, in the order in which the fields name them."""
    return list(dict.fromkeys(_named(fields_of(Hero))))


def _named(fields: Sequence[Field]) -> Iterator[type[Vocabulary]]:
    for field in fields:
        if field.vocabulary:
            yield field.vocabulary
        yield from _named(field.fields)


def _offer(workbook: Workbook, ink: _Ink) -> None:
    """Add the sheet of the choices, a column each; drop-downs draw from it: a list in place has 255 characters."""
    sheet = ink.sheet(CHOICES)
    sheet.sheet_state = "hidden"
    lists = [[_title(vocabulary), *(term.label for term in vocabulary)] for vocabulary in _vocabularies()]
    lists.append(["是或否", "是", "否"])
    for row in range(max(map(len, lists))):
        sheet.append([ink.cell(sheet, words[row] if row < len(words) else "", "text") for words in lists])


def _title(vocabulary: type[Vocabulary]) -> str:
    return next(field.title for field in _all_fields(fields_of(Hero)) if field.vocabulary is vocabulary)


def _all_fields(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _all_fields(field.fields)


def _checks(columns: Sequence[Column], last: int) -> Iterator[DataValidation]:
    """Yield the drop-downs, limits and notes that a cell has when it is chosen: one for all columns that are alike."""
    ranges: dict[str, list[str]] = {}
    fields: dict[str, Field] = {}
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        key = f"{column.field.title} {_source(column.field)} {guide_of(column.field)}"
        ranges.setdefault(key, []).append(f"{letter}{FIRST_ROW}:{letter}{last}")
        fields[key] = column.field
    for key, places in ranges.items():
        check = _check(fields[key])
        check.promptTitle, check.prompt = fields[key].title[:30], guide_of(fields[key])[:250]
        check.errorTitle, check.errorStyle = fields[key].title[:30], "stop"
        check.showInputMessage = check.showErrorMessage = True
        check.sqref = MultiCellRange(" ".join(places))
        yield check


def _check(field: Field) -> DataValidation:
    """Return what a program can itself refuse in a cell of *field*; all else is told when the file is imported."""
    if source := _source(field):
        return DataValidation(type="list", formula1=source, allow_blank=True, error="请从下拉列表里选一项。")
    if field.shape is Shape.LINE and not field.is_list and field.high:
        low, high = field.low or 0, field.high
        words = f"请写 {low} 至 {high} 个字。"
        return DataValidation(
            type="textLength", operator="between", formula1=str(low), formula2=str(high), allow_blank=True, error=words
        )
    return DataValidation()


def _source(field: Field) -> str:
    """Return where the choices of *field* stand, empty where it has none or takes several in one cell."""
    vocabularies = _vocabularies()
    if field.shape is Shape.FLAG:
        place, count = len(vocabularies) + 1, 2
    elif field.vocabulary and not field.is_list:
        place, count = vocabularies.index(field.vocabulary) + 1, len(field.vocabulary)
    else:
        return ""
    letter = get_column_letter(place)
    return f"{CHOICES}!${letter}$2:${letter}${count + 1}"
