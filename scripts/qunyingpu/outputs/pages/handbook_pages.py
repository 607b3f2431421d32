"""Turn the tables of fields and of messages into the two pages of the handbook that nobody writes by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qunyingpu.messages import SECTIONS
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.record import Shape
from qunyingpu.model.vocabulary import Vocabulary
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.writing import Artifact

FIELDS, MESSAGES = "各项怎样写", "检查提示与改法"

_SHAPES = {
    Shape.LINE: "一行文字",
    Shape.TEXT: "分段的文字",
    Shape.NAME: "姓名",
    Shape.NUMBER: "整数",
    Shape.DATE: "日期，可以只写年、月",
    Shape.FLAG: "“是”或“否”",
    Shape.CHOICE: "选一项",
    Shape.REGION: "区划代码，或“省/市/县”",
    Shape.URL: "网址",
    Shape.ID: "编号",
    Shape.FILE: "文件名",
    Shape.FOCUS: "两个 0 至 1 的数",
    Shape.RECORD: "分项",
}
_BLANK = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A field as the handbook tells it: *rule* says what may be written, *choices* are the words to choose from."""

    field: Field
    rule: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one record: *anchor* is its place in the page, *title* what it is called, *above* what holds it."""

    anchor: str
    title: str
    above: str
    rows: tuple[Row, ...]


def handbook_pages(press: Press) -> Iterator[Artifact]:
    """Yield ``handbook/fields.html`` and ``handbook/messages.html``."""
    tables = tuple(_tables("profile", "档案", "", fields_of(Hero)))
    yield press.print(
        Page(
            kind=Kind.FIELDS,
            path=Kind.FIELDS.path,
            title=FIELDS,
            description="档案里每一项的名称、写法、例子和可选的内容。",
            template="handbook_fields.html",
            context={"tables": tables},
        )
    )
    sections = [
        (title, [_told(code, *words) for code, words in messages.items()]) for title, messages in SECTIONS.items()
    ]
    yield press.print(
        Page(
            kind=Kind.MESSAGES,
            path=Kind.MESSAGES.path,
            title=MESSAGES,
            description="检查时出现的每一条提示：什么意思，怎样改。",
            template="handbook_messages.html",
            context={"sections": sections},
        )
    )


def handbook_headings() -> Iterator[str]:
    """Yield the headings of both pages, which are set in the site's own font."""
    yield from (
        FIELDS,
        MESSAGES,
        *SECTIONS,
        *(table.title for table in _tables("profile", "档案", "", fields_of(Hero))),
    )


def _tables(anchor: str, title: str, above: str, fields: tuple[Field, ...]) -> Iterator[Table]:
    """Yield the table of *fields*, then those of the records among them; each record is told where it is met first."""
    yield Table(anchor, title, above, tuple(Row(field, _rule(field), _choices(field.vocabulary)) for field in fields))
    for field in fields:
        if field.fields and not above:
            yield from _tables(field.name, field.title, title, field.fields)


def _rule(field: Field) -> str:
    rule = _SHAPES[field.shape]
    if field.shape is Shape.CHOICE and field.is_list:
        rule = "可选多项"
    elif field.is_list:
        rule += "，可写多条"
    if field.low is not None and field.high is not None:
        unit = field.unit if field.shape is Shape.NUMBER else "字"
        rule += f"，{field.low} 至 {field.high}{f' {unit}' if unit and unit != '年' else ''}"
    return rule


def _choices(vocabulary: type[Vocabulary] | None) -> tuple[str, ...]:
    return tuple(term.label for term in vocabulary) if vocabulary else ()


def _told(code: str, text: str, remedy: str, severity: str) -> dict[str, object]:
    """Return a message with an ellipsis for each blank that the problem itself fills."""
    return {
        "code": code,
        "text": _with_ellipses(text),
        "remedy": _with_ellipses(remedy),
        "is_warning": severity == "warning",
    }


def _with_ellipses(sentence: str) -> str:
    told = _BLANK.sub("……", sentence).replace("{{", "{").replace("}}", "}")
    return told.replace("…………", "……").removeprefix("……") or "照提示里写的改。"
