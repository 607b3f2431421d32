"""Say what a ceremony or an issue of a list of honour is, with the totals that were reported of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Reference
from qunyingpu.model.record import Line, Number, Record
from qunyingpu.model.vocabulary import CeremonyKind


class Figure(Record):
    """A number as reported: never computed here, always shown as “reported” with the ceremony's sources."""

    label: Annotated[str, Line(1, 40)] = Field(title="名目", description="照报道。", examples=["英雄模范个人和群体"])
    value: Annotated[int, Number(0, 10_000_000)] = Field(title="数", description="照报道。", examples=["60"])
    unit: Annotated[str, Line(1, 8)] = Field(title="单位", description="人、个、名等。", examples=["个"])


class Ceremony(Record):
    """A 表彰大会 or one issue of the 勇士榜; its id is the stem of its file."""

    id: Annotated[str, Line(1, 60)] = Field(title="编号", description="文件名。", examples=["national-15"])
    kind: CeremonyKind = Field(title="类别", description="表彰大会或勇士榜。", examples=["表彰大会"])
    name: Annotated[str, Line(2, 60)] = Field(
        title="名称", description="全称。", examples=["第十五届全国见义勇为英雄模范表彰大会"]
    )
    date: PartialDate | None = Field(None, title="日期", description="召开或发布的日期。", examples=["2025-07-21"])
    place: Annotated[str, Line(1, 40)] | None = Field(None, title="地点", description="召开地点。", examples=["北京"])
    organiser: Annotated[str, Line(1, 80)] | None = Field(
        None, title="主办", description="主办、承办单位。", examples=["中央政法委"]
    )
    figures: tuple[Figure, ...] = Field((), title="报道的数字", description="照报道，不推算。", examples=[[]])
    sources: tuple[Reference, ...] = Field((), title="出处", description="至少一条。", examples=[[]])
