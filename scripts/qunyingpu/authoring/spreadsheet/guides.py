"""Say in the sheet itself what belongs into a column, from the field's own description, and how wide it is."""

from __future__ import annotations

from qunyingpu.model.fields import Field
from qunyingpu.model.record import Shape

HEROES, MEMBER_SHEET, CHOICES = "英雄", "成员", "选项"
"""The names of the sheets."""

GROUP = "群体名称"
"""The heading of the column of members that names their group: for the reader, and where a group has no id yet."""

HELP = "说明（这一行不导入）："
"""How the row begins that says what to write; a row that begins so is not read."""

_WIDTHS = {
    Shape.NUMBER: 9,
    Shape.DATE: 12,
    Shape.FLAG: 7,
    Shape.CHOICE: 13,
    Shape.NAME: 14,
    Shape.ID: 20,
    Shape.REGION: 24,
    Shape.FILE: 24,
    Shape.TEXT: 60,
}
_WIDE, _WIDEST = 22, 40


def guide_of(field: Field) -> str:
    """Return what to write into a column of *field*: its description, its choices, and an example."""
    parts = [field.description]
    if field.vocabulary:
        parts.append(f"可以写：{'、'.join(term.label for term in field.vocabulary)}。")
    if field.is_list:
        parts.append("几项之间用“、”分开。")
    if field.shape is Shape.ID:
        parts.append("新增的空着，导入时自动编号。")
    elif field.example and not field.vocabulary:
        parts.append(f"例如：{field.example}")
    return "".join(parts)


def width_of(field: Field) -> int:
    """Return how wide a column of *field* is, in characters of Latin letters."""
    if field.is_list:
        return _WIDE
    return _WIDTHS.get(field.shape, _WIDEST if (field.high or 0) >= 60 and field.shape is Shape.LINE else _WIDE)
