"""What a spreadsheet says, whatever kind of file it was: sheets of cells, and the pictures among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Cell(NamedTuple):
    """The *text* of one cell, and the code of what is *wrong* with it, empty for an ordinary cell.

    *wrong_date* is the code of what is wrong with it where a date should stand.
    """

    text: str
    wrong: str = ""
    wrong_date: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the *row* and *column* of a sheet, counted from 1: its *content*, empty where *wrong* says why."""

    row: int
    column: int
    content: bytes
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its cells by row and column, counted from 1, those that are empty left out.

    *hidden_rows* and *hidden_columns* are those that hold something; *merged* are ranges such as ``A3:A5``.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    merged: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """A file called *name*: its *sheets* in their order; *remarks* are codes of what it holds and is not read."""

    name: str
    sheets: Sequence[Sheet]
    remarks: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a cell is: *row* and *column* from 1, on the *sheet* of that name, empty for the only or first one."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """Return it as people know it, ``C14`` or ``成员!C14``."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell

    @property
    def cell(self) -> str:
        """Return the name of the cell within its sheet."""
        return f"{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """Return the name of a column, counted from 1: A, Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the number of the column *name*, counted from 1; letters of either case."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number
