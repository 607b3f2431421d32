"""Turn the bytes of a file into a spreadsheet, whatever it is called; tell what it is where it is none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from qunyingpu.authoring.spreadsheet.numbers import text_cell
from qunyingpu.authoring.spreadsheet.sheets import Cell, Sheet, Spreadsheet
from qunyingpu.authoring.spreadsheet.texts import unguarded
from qunyingpu.authoring.spreadsheet.workbooks import read_workbook
from qunyingpu.errors import UsageError

MOST_BYTES = 500_000_000
"""Of a file: a thousand photographs of half a megabyte."""

FORMULA = "sheet-formula"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: workbooks until 2003, and any later one that is encrypted ([MS-OFFCRYPTO] 2.3)."""


def open_spreadsheet(file: Path) -> Spreadsheet:
    """Return what *file* says; raise UsageError where it is no spreadsheet that can be read."""
    content = _content(file)
    if content.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        reason = "设了密码" if is_locked else "是旧格式（.xls 或 .et）"
        remedy = "取消密码，保存" if is_locked else "另存为 .xlsx"
        raise UsageError(f"“{file.name}”{reason}，读不了。请在 WPS 里{remedy}后再导入。")
    if content.startswith(b"PK"):
        return read_workbook(file.name, content)
    return Spreadsheet(name=file.name, sheets=(Sheet(name="", rows=_csv_rows(file.name, content)),))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"没有“{file}”这个文件。") from None
    except OSError:
        raise UsageError(f"读不了“{file}”：它是文件夹，或没有权限，或正被别的程序占用。") from None
    if len(content) > MOST_BYTES:
        raise UsageError(f"“{file.name}”超过 {MOST_BYTES // 1_000_000} MB。请分成几份导入。")
    return content


def _csv_rows(name: str, content: bytes) -> dict[int, dict[int, Cell]]:
    text = _decoded(name, content)
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=lambda mark: (head.count(mark), mark == ","))
    csv.field_size_limit(1_000_000)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UsageError(f"“{name}”不像 CSV 表格。请在 WPS 里另存为 .xlsx 或“CSV UTF-8”再导入。") from None
    return {
        row: cells
        for row, record in enumerate(records, start=1)
        if (cells := {column: _csv_cell(value) for column, value in enumerate(record, start=1) if value.strip()})
    }


def _csv_cell(value: str) -> Cell:
    # A program that opens the file would run it; our own export puts an apostrophe before such a text.
    return Cell(value, FORMULA) if value.startswith(("=", "＝")) else text_cell(unguarded(value))


def _decoded(name: str, content: bytes) -> str:
    """Return the text: UTF-8, with or without its mark, else GB18030, which holds the rare characters GBK lacks."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UsageError(f"“{name}”不是电子表格。请导入 .xlsx，或 UTF-8、GB18030（ANSI）编码的 .csv。")
