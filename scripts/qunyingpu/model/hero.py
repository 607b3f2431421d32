"""Say what a profile is: a person or a group, the deed, what was honoured, where it is told, and on what consent."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from qunyingpu.errors import mistake
from qunyingpu.model.date import PartialDate
from qunyingpu.model.record import Flag, Line, Name, Number, Record, Shape, Text, Url
from qunyingpu.model.region import resolve_code
from qunyingpu.model.vocabulary import (
    Channel,
    ConsentBasis,
    DeedType,
    Gender,
    Kind,
    Level,
    MediaKind,
    Outcome,
    Trait,
    Visibility,
)

ID_PATTERN = re.compile(r"(\d{6})-(\d{4})-([23456789abcdefghjkmnpqrstuvwxyz]{5})", re.ASCII)
"""``<six-digit city code of the deed>-<year>-<5 characters>``: says nothing of the person, never changes."""

VERSION = "1"
"""The version of the form of profiles, as that of the open data: another one has other keys, or other meanings."""


def _id(value: object) -> str:
    if not isinstance(value, str) or not ID_PATTERN.fullmatch(value):
        raise mistake("id-format", value=value)
    return value


def _file_name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9-]+\.(jpg|jpeg|png|webp|heic)", value):
        raise mistake("path-outside", value=value, example="320500-2024-q7m2k.jpg")
    return value


def _focus(value: object) -> tuple[float, float]:
    numbers = value if isinstance(value, list | tuple) else ()
    try:
        across, down = (float(part) for part in numbers)
    except (TypeError, ValueError):
        raise mistake("focus-format", value=value) from None
    if not (0 <= across <= 1 and 0 <= down <= 1):
        raise mistake("focus-format", value=value)
    return (across, down)


def read_region(value: object) -> str:
    """Return the six-digit code that *value* names; raise ``region-unknown``."""
    if not isinstance(value, str):
        raise mistake("not-text", example="320505")
    return resolve_code(value)


HeroId = Annotated[str, BeforeValidator(_id), Shape.ID]
RegionCode = Annotated[str, BeforeValidator(read_region), Shape.REGION]
CeremonyId = Annotated[str, Line(1, 60)]


class Reference(Record):
    """A publication that tells of the deed."""

    title: Annotated[str, Line(1, 120)] = Field(title="标题", description="照原文抄写。", examples=["见义勇为显大爱"])
    publisher: Annotated[str, Line(1, 80)] | None = Field(
        None, title="发布者", description="报纸、网站或单位。", examples=["新华社"]
    )
    date: PartialDate | None = Field(None, title="日期", description="发布日期。", examples=["2024-07-02"])
    url: Url | None = Field(
        None, title="网址", description="只见过转载的不写。", examples=["https://example.org/a.html"]
    )


class Medium(Reference):
    """A report, film or book about the hero."""

    kind: MediaKind = Field(MediaKind.ARTICLE, title="类别", description="报道、视频、音频或图书。", examples=["报道"])


class Honour(Record):
    """A title that was awarded, in exactly the words of its source."""

    title: Annotated[str, Line(1, 120)] = Field(
        title="称号", description="照文件或报道原文。", examples=["全国见义勇为英雄"]
    )
    level: Level | None = Field(None, title="级别", description="授予单位的级别。", examples=["国家级"])
    awarded_by: Annotated[str, Line(1, 120)] | None = Field(
        None, title="授予单位", description="文件落款的单位或表彰会议。", examples=["某市人民政府"]
    )
    date: PartialDate | None = Field(None, title="授予日期", description="知道多少写多少。", examples=["2025-07-21"])
    ceremony: CeremonyId | None = Field(
        None, title="表彰编号", description="content/ceremonies/ 里的文件名。", examples=["national-15"]
    )
    posthumous: Flag = Field(False, title="追授", description="追授的写“是”。", examples=["是"])
    members: tuple[Name, ...] = Field((), title="受表彰成员", description="只授予部分成员时写。", examples=[["测试甲"]])


class Martyr(Record):
    """The legal fact of 烈士 (烈士褒扬条例), never a synonym of 牺牲: only with its document or public notice."""

    date: PartialDate | None = Field(None, title="评定日期", description="批复日期。", examples=["2024-09-18"])
    awarded_by: Annotated[str, Line(1, 80)] | None = Field(
        None, title="评定机关", description="省级人民政府等。", examples=["某省人民政府"]
    )
    document: Annotated[str, Line(1, 120)] = Field(
        title="文号或公告", description="批复文号，或公布评定的报道。", examples=["某政函〔2024〕1号"]
    )


class Deed(Record):
    """What was done, when and where."""

    date: PartialDate = Field(title="事发日期", description="知道多少写多少。", examples=["2024-06-24"])
    region: RegionCode = Field(
        title="事发地", description="区划代码，或“省/市/县”；境外写 990000。", examples=["320505"]
    )
    place: Annotated[str, Line(1, 40)] | None = Field(
        None, title="具体地点", description="代码说不清的写在这里；不写住址。", examples=["公交站台"]
    )
    type: DeedType = Field(title="事迹类型", description="选一项。", examples=["制止不法侵害"])
    rescued: Annotated[int, Number(1, 999)] | None = Field(
        None, title="获救人数", description="没有公布的不写。", examples=["2"], json_schema_extra={"unit": "人"}
    )
    outcome: Outcome = Field(title="结局", description="本人的结局。", examples=["平安"])
    died: PartialDate | None = Field(None, title="牺牲日期", description="不推测。", examples=["2024-06-26"])
    summary: Annotated[str, Line(8, 60)] = Field(
        title="一句话",
        description="不超过 60 字，卡片和列表都用它。",
        examples=["桥边听见呼救，他跳下去救起两个孩子。"],
    )
    story: Annotated[str, Text(0, 20000)] = Field(
        "", title="正文", description="分段书写，段间空一行。", examples=["正文……"], json_schema_extra={"unit": "字"}
    )


class Member(Record):
    """One of a group; an outcome stands only where a source says it."""

    name: Name = Field(title="姓名", description="成员姓名。", examples=["测试甲"])
    gender: Gender | None = Field(None, title="性别", description="没有公布的不写。", examples=["男"])
    traits: tuple[Trait, ...] = Field((), title="身份", description="可写多项。", examples=[["退役军人"]])
    outcome: Outcome | None = Field(None, title="结局", description="有出处才写。", examples=["牺牲"])
    died: PartialDate | None = Field(None, title="牺牲日期", description="不推测。", examples=["2024-06-26"])
    martyr: Martyr | None = Field(None, title="烈士评定", description="有文件或公告才写。", examples=[{}])
    honours: tuple[Honour, ...] = Field((), title="表彰", description="只授予本人的。", examples=[[]])
    visibility: Visibility = Field(
        Visibility.NAMED, title="公开方式", description="公开、隐名、化名或不公开。", examples=["公开"]
    )
    alias: Name | None = Field(None, title="化名", description="公开方式为化名时写。", examples=["李四"])


class Portrait(Record):
    """A photograph beside the profile, and whose it is."""

    file: Annotated[str, BeforeValidator(_file_name), Shape.FILE] = Field(
        title="照片文件", description="放在档案旁边，与编号同名。", examples=["320500-2024-q7m2k.jpg"]
    )
    focus: Annotated[tuple[float, float], BeforeValidator(_focus), Shape.FOCUS] = Field(
        (0.5, 0.38), title="焦点", description="脸在照片里的位置，横、竖各 0 至 1。", examples=[[0.5, 0.38]]
    )
    credit: Annotated[str, Line(1, 60)] | None = Field(
        None, title="摄影或提供者", description="署名。", examples=["家属提供"]
    )
    licence: Annotated[str, Line(1, 60)] | None = Field(
        None, title="许可", description="使用范围。", examples=["仅限本名录"]
    )


class Consent(Record):
    """On what ground, and where, a profile may appear; never published."""

    basis: ConsentBasis = Field(title="公开依据", description="本人同意、监护人同意或公开报道。", examples=["公开报道"])
    reference: Annotated[str, Line(1, 80)] | None = Field(
        None, title="依据编号", description="同意书的编号，不写内容。", examples=["C-2026-0137"]
    )
    scope: tuple[Channel, ...] = Field(
        tuple(Channel), title="公开范围", description="不写即全部。", examples=[["网站"]]
    )


class Profile(Record):
    """What may be published of a person or a group; the common part of `Hero` and `PublishedHero`."""

    id: HeroId = Field(title="编号", description="文件名，一经公布不再改动。", examples=["320500-2024-q7m2k"])
    name: Name = Field(title="姓名", description="姓名或群体名称；两个字中间不加空格。", examples=["测试甲"])
    former_names: tuple[Name, ...] = Field((), title="曾用名", description="可写多项。", examples=[["测试乙"]])
    kind: Kind = Field(Kind.INDIVIDUAL, title="类别", description="个人、群体或无名。", examples=["个人"])
    gender: Gender | None = Field(None, title="性别", description="没有公布的不写。", examples=["女"])
    ethnicity: Annotated[str, Line(2, 8)] | None = Field(None, title="民族", description="全称。", examples=["汉族"])
    birth_year: Annotated[int, Number(1850, 2100)] | None = Field(
        None, title="出生年", description="只写年。", examples=["1969"], json_schema_extra={"unit": "年"}
    )
    occupation: Annotated[str, Line(1, 40)] | None = Field(
        None, title="职业", description="事发时的职业。", examples=["校车照管员"]
    )
    employer: Annotated[str, Line(1, 60)] | None = Field(
        None, title="单位", description="事发时的单位。", examples=["某公司"]
    )
    traits: tuple[Trait, ...] = Field((), title="身份", description="可写多项，供活动选取。", examples=[["退役军人"]])
    deed: Deed = Field(title="事迹", description="何时、何地、做了什么。", examples=[{}])
    honours: tuple[Honour, ...] = Field((), title="表彰", description="每项一条。", examples=[[]])
    martyr: Martyr | None = Field(None, title="烈士评定", description="有文件或公告才写。", examples=[{}])
    members: tuple[Member, ...] = Field((), title="成员", description="群体的成员。", examples=[[]])
    member_count: Annotated[int, Number(2, 9999)] | None = Field(
        None, title="人数", description="没有逐一列名时写总数。", examples=["15"], json_schema_extra={"unit": "人"}
    )
    portrait: Portrait | None = Field(None, title="肖像", description="取得许可的照片。", examples=[{}])
    media: tuple[Medium, ...] = Field((), title="相关报道", description="影像、图书等。", examples=[[]])
    sources: tuple[Reference, ...] = Field((), title="出处", description="事实的来源，至少一条。", examples=[[]])
    added: PartialDate | None = Field(None, title="收录日期", description="收入名录的日期。", examples=["2026-11-23"])


class Hero(Profile):
    """A profile as its editors keep it, with what is never published."""

    pinyin: Annotated[str, Line(1, 120)] | None = Field(
        None, title="拼音", description="读音特殊的才写，空格分开。", examples=["zhang san"]
    )
    visibility: Visibility = Field(
        Visibility.NAMED, title="公开方式", description="公开、隐名、化名或不公开。", examples=["公开"]
    )
    alias: Name | None = Field(None, title="化名", description="公开方式为化名时写。", examples=["李四"])
    consent: Consent = Field(title="公开依据", description="不会公布。", examples=[{"basis": "公开报道"}])
    draft: Flag = Field(False, title="草稿", description="写“是”则不公布。", examples=["否"])
