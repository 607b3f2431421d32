"""Say what a commemorative campaign is: when it runs, in which dress, and whom it selects.

Its days follow from `when`; `occasions` turns them into dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from qunyingpu.errors import mistake
from qunyingpu.model.hero import HeroId, read_region
from qunyingpu.model.record import Line, Number, Record, Text
from qunyingpu.model.rules import BrokenRule
from qunyingpu.model.selection import Query, parse_query
from qunyingpu.model.vocabulary import Tone
from qunyingpu.model.when import LONGEST_WINDOW, When, one_rule

NATIONAL = "000000"
"""The scope of a campaign that every site runs."""


def read_scope(value: object) -> str:
    """Return ``000000`` for ``national`` (全国), else the six-digit code of a region; raise ``region-unknown``."""
    return NATIONAL if value in ("national", "全国", NATIONAL) else read_region(value)


def _not_negative(value: object) -> object:
    if isinstance(value, str) and value.strip().startswith(("-", "－")):
        raise mistake("window-before", value=value)
    return value


class Campaign(Record):
    """A commemoration that the foundation runs each year, its id the stem of its file."""

    id: Annotated[str, Line(1, 60)] = Field(title="编号", description="文件名。", examples=["qingming"])
    name: Annotated[str, Line(2, 40)] = Field(
        title="名称", description="页面上的名称。", examples=["清明追思 寄语英雄"]
    )
    when: Annotated[When, AfterValidator(one_rule)] = Field(
        title="日期规则", description="公历、农历、节气等。", examples=[{"solar_term": "清明"}]
    )
    from_year: Annotated[int, Number(1900, 2100)] | None = Field(
        None, title="起始年份", description="从哪一年开始办；不写即历年都有。", examples=["2027"]
    )
    to_year: Annotated[int, Number(1900, 2100)] | None = Field(
        None, title="截止年份", description="办到哪一年为止；不写即一直办。", examples=["2030"]
    )
    before: Annotated[int, Number(0, LONGEST_WINDOW), BeforeValidator(_not_negative)] = Field(
        0, title="提前", description="提前几天开始。", examples=["3"], json_schema_extra={"unit": "天"}
    )
    after: Annotated[int, Number(-LONGEST_WINDOW, LONGEST_WINDOW)] = Field(
        0,
        title="延后",
        description="过后几天结束；负数表示提前结束。",
        examples=["1"],
        json_schema_extra={"unit": "天"},
    )
    priority: Annotated[int, Number(1, 99)] = Field(50, title="次序", description="数字小的优先。", examples=["20"])
    scope: Annotated[str, BeforeValidator(read_scope)] = Field(
        NATIONAL, title="地域", description="national，或区划代码。", examples=["320000"]
    )
    tone: Tone = Field(Tone.PLAIN, title="格调", description="肃穆、喜庆或素雅。", examples=["肃穆"])
    select: Annotated[Query, PlainValidator(parse_query, json_schema_input_type=str | dict[str, Any])] = Field(
        default_factory=lambda: parse_query("all"),
        title="选取",
        description="all、none，或条件。",
        examples=[{"outcome": "sacrificed"}],
    )
    featured: tuple[HeroId, ...] = Field((), title="重点人物", description="编号。", examples=[["320500-2024-q7m2k"]])
    slogan: Annotated[str, Line(2, 60)] | None = Field(
        None, title="口号", description="一句话。", examples=["致敬英雄"]
    )
    text: Annotated[str, Text(0, 5000)] = Field("", title="说明", description="活动页上的文字。", examples=["……"])
    checklist: tuple[Annotated[str, Line(1, 80)], ...] = Field(
        (), title="筹备清单", description="供工作人员用。", examples=[["核对名单"]]
    )
    basis: Annotated[str, Line(2, 120)] | None = Field(
        None, title="依据", description="使活动成立的法规、文件。", examples=["《英雄烈士保护法》第六条"]
    )

    def runs_in(self, year: int) -> bool:
        """Tell whether a run whose own day lies in *year* is made."""
        return (self.from_year or year) <= year <= (self.to_year or year)


def broken_windows(campaign: Campaign) -> Iterator[BrokenRule]:
    """Yield why *campaign* would have no days, or too many, as far as that shows without a calendar."""
    first, last = campaign.from_year, campaign.to_year
    if campaign.when.standing:
        if first or last:
            yield BrokenRule(("from_year",) if first else ("to_year",), "standing-years", {})
        return
    if first and last and last < first:
        labels: dict[str, object] = {"later_label": "截止年份", "earlier_label": "起始年份"}
        yield BrokenRule(("to_year",), "date-order", labels | {"later": f"{last}年", "earlier": f"{first}年"})
    days = campaign.before + _span_days(campaign.when) + campaign.after
    if days > LONGEST_WINDOW:
        longer = "before" if campaign.before > campaign.after else "after"
        yield BrokenRule((longer,), "window-long", {"days": days, "limit": LONGEST_WINDOW})
    if days < 1:
        yield BrokenRule(("after",), "window-empty", {})


def _span_days(when: When) -> int:
    """Return how many days the rule itself lasts, at most; of a rule for single days 1."""
    first = when.span[0] if when.span else None
    years = (first.year,) if isinstance(first, datetime.date) else range(2023, 2028)
    spans = [span for year in years if (span := when.span_in(year))]
    return max(((last - first).days + 1 for first, last in spans), default=1)
