"""Turn ``theme/print/`` into layouts of sheets, the layout of the book, and typst templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.print_layout import BookLayout, SheetLayout
from qunyingpu.model.record import Record
from qunyingpu.model.theme import PrintTheme
from qunyingpu.reading.documents import Document, read_document
from qunyingpu.reading.files import Found, decode, find_files, read_bytes
from qunyingpu.reading.layouts import TEMPLATE_LIMIT, layout_problem
from qunyingpu.reading.records import Mistake, validate

FOLDER = "theme/print"
BOOK = "book"
"""The stem of the book's layout; every other is a sheet's."""

LIKE = "like"
"""The key of a layout that takes from another whatever it does not say itself: A1 is A3, twice as large."""

R = TypeVar("R", bound=Record)


def read_printing(base: Path, problems: list[Problem]) -> PrintTheme:
    """Return what lies in the folder of print below *base*; mistakes go to *problems*."""
    found = find_files(base, FOLDER, problems)
    documents = {each.stem: read_document(each) for each in found if each.name.endswith(".yaml")}
    problems += [problem for document in documents.values() for problem in document.problems]
    book = documents.pop(BOOK, None)
    sheets = ((stem, _sheet(document, documents, problems)) for stem, document in documents.items())
    return PrintTheme(
        sheets={stem: sheet for stem, sheet in sheets if sheet is not None},
        book=_record(BookLayout, book, problems) if book else None,
        templates=dict(_templates(found, problems)),
    )


def _sheet(document: Document, others: Mapping[str, Document], problems: list[Problem]) -> SheetLayout | None:
    tree = document.tree
    if not isinstance(tree, dict) or LIKE not in tree:
        return _record(SheetLayout, document, problems)
    other = others.get(tree[LIKE]) if isinstance(tree[LIKE], str) else None
    if other is None or other is document or not isinstance(other.tree, dict) or LIKE in other.tree:
        choices = "、".join(stem for stem, one in others.items() if isinstance(one.tree, dict) and LIKE not in one.tree)
        mistake = Mistake((LIKE,), "layout-field", {"key": LIKE, "reason": f"要写另一个版式的名字：{choices}"})
        problems.append(layout_problem(document, mistake))
        return None
    own = {key: value for key, value in tree.items() if key != LIKE}
    layout, mistakes = validate(SheetLayout, {**other.tree, **own})
    # What is taken over is told where it stands.
    problems += [
        layout_problem(document, mistake) for mistake in mistakes if not mistake.path or mistake.path[0] in own
    ]
    return layout


def _record(record: type[R], document: Document, problems: list[Problem]) -> R | None:
    if document.tree is None:
        return None
    layout, mistakes = validate(record, document.tree)
    problems += [layout_problem(document, mistake) for mistake in mistakes]
    return layout


def _templates(files: list[Found], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for found in files:
        if found.name.endswith(".typ"):
            try:
                yield found.name, decode(found, read_bytes(found, TEMPLATE_LIMIT))
            except ContentError as error:
                problems += error.problems
