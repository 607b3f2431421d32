"""Find the headings of a sheet and the lines below them, and tell what in the sheet cannot be read as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qunyingpu.authoring.spreadsheet.columns import Known, Path, Unknown
from qunyingpu.authoring.spreadsheet.guides import HELP
from qunyingpu.authoring.spreadsheet.sheets import Address, Cell, Picture, Sheet, letters
from qunyingpu.errors import Problem

Heading = Callable[[str], Known | Unknown]
_FIRST_ROWS = 10
"""How far down headings may stand, below a title of the whole sheet."""

_LEAST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the headings: its number, its *cells* by the path of their column, its *pictures*."""

    row: int
    cells: Mapping[Path, str]
    pictures: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood: the *columns* by their paths, the *titles* that these have in the sheet, and the *lines*."""

    file: str
    sheet: str
    columns: Mapping[Path, int]
    titles: Mapping[int, str]
    lines: Sequence[Line]

    def address(self, path: Path, row: int) -> Address | None:
        """Return where the value at *path* of *row* stands, None where it has no column."""
        column = self.columns.get(path)
        return Address(self.sheet, row, column) if column else None

    def problem(self, code: str, address: Address, **context: Any) -> Problem:
        """Tell *code* of the cell at *address*."""
        words = f"{address} {self.titles.get(address.column, '')}".rstrip()
        return Problem.told(code, file=self.file, line=address.row, column=address.column, field=words, **context)


def read_table(file: str, sheet: Sheet, label: str, heading: Heading, problems: list[Problem]) -> Table | None:
    """Return the table in *sheet*, called *label* in addresses; None without headings. Mistakes go into *problems*."""
    top = heading_row(sheet, heading)
    if top is None:
        return None
    columns, titles, dates = _columns(file, sheet, label, top, heading, problems)
    numbers = [row for row in sorted(sheet.rows) if row > top and not _is_help(sheet.rows[row])]
    pictures = _by_row(sheet.pictures)
    numbers = sorted({*numbers, *(row for row in pictures if row > top)})
    table = Table(file, label, columns, titles, [])
    paths = {column: path for path, column in columns.items()}
    lines = []
    for row in numbers:
        found = pictures.get(row, [])
        cells = sheet.rows.get(row, {})
        wrong = {
            column: code
            for column, cell in cells.items()
            if (code := cell.wrong or (cell.wrong_date if column in dates else ""))
        }
        problems += _wrong_cells(table, row, cells, wrong)
        texts = {paths[column]: cell.text for column, cell in cells.items() if column in paths and column not in wrong}
        lines.append(Line(row, texts, found))
    problems += _oddities(table, sheet, top, [line.row for line in lines])
    return Table(file, label, columns, titles, lines)


def heading_row(sheet: Sheet, heading: Heading) -> int | None:
    """Return the row of *sheet* that has most headings, the first of these; None where none has two."""
    counts = {
        row: sum(isinstance(heading(cell.text), Known) for cell in sheet.rows[row].values())
        for row in sorted(sheet.rows)[:_FIRST_ROWS]
    }
    best = max(counts, key=lambda row: (counts[row], -row), default=None)
    return best if best is not None and counts[best] >= _LEAST else None


def _columns(  # noqa: PLR0913, PLR0917 - what a heading is read with
    file: str, sheet: Sheet, label: str, top: int, heading: Heading, problems: list[Problem]
) -> tuple[dict[Path, int], dict[int, str], set[int]]:
    """Return the columns by their paths, their titles, and those that hold dates."""
    columns: dict[Path, int] = {}
    dates: set[int] = set()
    titles = {column: cell.text.strip() for column, cell in sheet.rows[top].items()}
    table = Table(file, label, columns, {}, [])
    for column, title in sorted(titles.items()):
        meant = heading(title)
        address = Address(label, top, column)
        if isinstance(meant, Unknown):
            suggestion = f"是不是“{meant.near}”？" if meant.near else ""
            problems.append(table.problem("sheet-column-unknown", address, title=title[:40], suggestion=suggestion))
        elif meant.path in columns:
            first = Address(label, top, columns[meant.path])
            problems.append(table.problem("sheet-column-twice", address, title=title[:40], other=first))
        else:
            columns[meant.path] = column
            dates |= {column} if meant.is_date else set()
    untitled = {column for row, cells in sheet.rows.items() if row > top for column in cells} - set(titles)
    for column in sorted(untitled):
        problems.append(table.problem("sheet-column-untitled", Address(label, top, column), letter=letters(column)))
    return columns, titles, dates


def _is_help(cells: Mapping[int, Cell]) -> bool:
    return cells[min(cells)].text.lstrip().startswith(HELP[:3])


def _by_row(pictures: Sequence[Picture]) -> dict[int, list[Picture]]:
    rows: dict[int, list[Picture]] = {}
    for picture in pictures:
        rows.setdefault(picture.row, []).append(picture)
    return rows


def _wrong_cells(table: Table, row: int, cells: Mapping[int, Cell], wrong: Mapping[int, str]) -> Iterator[Problem]:
    for column, code in sorted(wrong.items()):
        if column in table.titles:
            yield table.problem(code, Address(table.sheet, row, column), value=_shown(cells[column].text))


_RANGE = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")


def _oddities(table: Table, sheet: Sheet, top: int, rows: Sequence[int]) -> Iterator[Problem]:
    """Tell of merged cells, which leave all but the first empty, and of what is read though nobody sees it."""
    for merged in sheet.merged:
        match = _RANGE.fullmatch(merged)
        if match and int(match[2]) >= top:
            yield _whole(table, "sheet-merged", int(match[1]), range=merged)
    known = set(rows)
    for row in sheet.hidden_rows:
        if row in known:
            yield _whole(table, "sheet-hidden-row", row, row=row)
    for column in sheet.hidden_columns:
        if column in table.titles:
            address = Address(table.sheet, top, column)
            yield table.problem("sheet-hidden-column", address, letter=letters(column))


def _whole(table: Table, code: str, number: int, **context: Any) -> Problem:
    field = f"{table.sheet} 第 {number} 行".lstrip()
    return Problem.told(code, file=table.file, line=number, column=1, field=field, **context)


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text[:41])
    return f"{plain[:40]}……" if len(text) > 40 else plain
