"""Say what a regulation on 见义勇为 is: where it holds, since when, and which source says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from qunyingpu.errors import mistake
from qunyingpu.model.campaign import read_scope
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Reference
from qunyingpu.model.record import Line, Record, Text, Url


def _sourced(sources: tuple[Reference, ...]) -> tuple[Reference, ...]:
    if not sources:
        raise mistake("sources-missing")
    return sources


def _bare(name: str) -> str:
    """Return *name* without the title marks around it; pages set them."""
    return name[1:-1] if name.startswith("《") and name.endswith("》") else name


class Regulation(Record):
    """A law or regulation whose years are counted from the day that it took effect; its id is the stem of its file."""

    id: Annotated[str, Line(1, 60)] = Field(title="编号", description="文件名。", examples=["jiangsu"])
    name: Annotated[str, Line(2, 60), AfterValidator(_bare)] = Field(
        title="名称", description="全称，不加书名号。", examples=["某省奖励和保护见义勇为人员条例"]
    )
    scope: Annotated[str, BeforeValidator(read_scope)] = Field(
        title="地域", description="national，或区划代码。", examples=["320000"]
    )
    effective: PartialDate = Field(
        title="施行日期",
        description="起先施行的日期，知道多少写多少；写到日的，每年那一天有周年提示。",
        examples=["2024-07-01"],
    )
    issued_by: Annotated[str, Line(1, 80)] | None = Field(
        None, title="制定机关", description="出处没有写的不写。", examples=["某省人民代表大会常务委员会"]
    )
    text: Annotated[str, Text(0, 5000)] = Field(
        "", title="说明", description="与本名录有关的说明，不抄全文。", examples=["……"]
    )
    url: Url | None = Field(None, title="网址", description="公布全文的网页。", examples=["https://example.org/a.html"])
    sources: Annotated[tuple[Reference, ...], AfterValidator(_sourced)] = Field(
        (), validate_default=True, title="出处", description="施行日期的来源，至少一条。", examples=[[]]
    )

    @property
    def title(self) -> str:
        """Return the name within title marks."""
        return f"《{self.name}》"

    @property
    def path(self) -> str:
        """Return the address inside the site where it is told of: a place in the calendar."""
        return f"campaigns/index.html#regulation-{self.id}"
