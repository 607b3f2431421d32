"""Turn the number in a cell and its format into the text that whoever typed it meant: a date, a year, a count."""

from __future__ import annotations

import datetime
import re

from qunyingpu.authoring.spreadsheet.sheets import Cell

ROUNDED = "sheet-rounded"
FRACTION = "sheet-date-fraction"
_EXACT = 1e15
"""A spreadsheet keeps fifteen digits; of longer numbers the rest is lost (ECMA-376 part 1, 18.17.5)."""

_ROUNDED_TEXT = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+?\d{2,}")
_BUILT_IN = {
    # ECMA-376 part 1, 18.8.30, with the formats of the Chinese editions.
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), "ymd"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "ym"),
}
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_MOST_DAYS = 2_958_465  # 9999-12-31


def date_format(number: int, code: str) -> str:
    """Return what a format tells of a date: ``ymd``, ``ym``, ``y``, or nothing, for one that is none."""
    if not code:
        return _BUILT_IN.get(number, "")
    plain = _LITERAL.sub("", code).casefold().partition(";")[0]
    if "general" in plain or "通用" in plain:
        return ""
    if "d" in plain and ("y" in plain or "m" in plain):
        return "ymd"
    if "y" in plain:
        return "ym" if "m" in plain else "y"
    return ""


def number_cell(value: str, told: str, first: datetime.date) -> Cell:
    """Return the cell of a number, *value* as it stands in the file, whose format tells a date as far as *told*.

    *first* is day 0 of the workbook. Of a day that was typed as a month only the month was meant. A number with a
    fraction is no date: October, typed as 2024.10, is kept as 2024.1.
    """
    try:
        number = float(value)
    except ValueError:
        return Cell(value)
    if told and 1 <= number <= _MOST_DAYS:
        day = first + datetime.timedelta(days=int(number))
        return Cell(day.isoformat()[: {"ymd": 10, "ym": 7, "y": 4}[told]])
    if not abs(number) < _EXACT:
        return Cell(f"{number:.6G}", ROUNDED)
    return Cell(str(int(number))) if number.is_integer() else Cell(repr(number), wrong_date=FRACTION)


def text_cell(text: str) -> Cell:
    """Return the cell of a *text*; one that was a long number once is wrong, since its digits are lost."""
    return Cell(text, ROUNDED if _ROUNDED_TEXT.fullmatch(text.strip()) else "")
