"""Write heroes as CSV, a hero a row, members in numbered columns; and take back what guards a text against formulas."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

from qunyingpu.authoring.spreadsheet.cells import cells_of
from qunyingpu.authoring.spreadsheet.columns import all_columns
from qunyingpu.model.hero import Hero

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet program may take for the beginning of a formula, in half and full width (OWASP, CSV Injection)."""

_GUARD = "'"


def as_csv(heroes: Sequence[Hero]) -> bytes:
    """Return *heroes* in UTF-8 with its mark, without which Excel reads another encoding; lines end as in RFC 4180."""
    rows = [cells_of(hero) for hero in heroes]
    columns = all_columns(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.title for column in columns)
    writer.writerows([guarded(row.get(column.path, "")) for column in columns] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def guarded(text: str) -> str:
    """Return *text* with an apostrophe before it where a program would run it, or where it begins with one itself."""
    return _GUARD + text if text.startswith((*FORMULA_SIGNS, _GUARD)) else text


def unguarded(text: str) -> str:
    """Return what *text* was before it was guarded; an apostrophe that guards nothing stays."""
    inner = text.removeprefix(_GUARD)
    return inner if inner.startswith((*FORMULA_SIGNS, _GUARD)) else text
