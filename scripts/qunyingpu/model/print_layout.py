"""Say what print looks like: sheets of layers in millimetres, and the book in ancient style, as data.

A sheet is laid out like a card (`layout`): layers are placed, words stand in columns whose rows are as high as their
texts turn out. Type is in points, everything else in millimetres.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, model_validator

from qunyingpu.errors import mistake
from qunyingpu.model.layout import (
    Align,
    Anchor,
    Colour,
    ColourName,
    FontName,
    Frame,
    Ratio,
    SealText,
    Sides,
    Wrap,
    one_of,
    template_of,
)
from qunyingpu.model.record import Flag, Line, Number, Record

SHEET_WORDS = (
    *("name", "rank", "work", "person", "where", "day", "fate", "count", "summary", "credit"),
    *("title", "verb", "giver", "given", "site", "sample", "as_of"),
)
"""What a text on a sheet may ask for in braces."""

BOOK_WORDS = ("title", "scope", "count", "fallen", "order", "day", "site")
"""What a text of the book may ask for in braces."""

LEAST_MODULE = 0.5
"""Millimetres of a module of a QR code in print, below which phones no longer read it."""


def _length(value: object, info: ValidationInfo) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,4}(\.\d{1,2})?", value.strip()):
        raise mistake("layout-field", key=info.field_name, reason="要写毫米数，例如 12.5")
    return float(value)


def _spot(value: object, info: ValidationInfo) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise mistake("layout-field", key=info.field_name, reason="要写两个毫米数，例如 [22, 12.5]")
    first, second = (_length(part, info) for part in value)
    return (first, second)


Millimetres = Annotated[float, BeforeValidator(_length)]
Spot = Annotated[tuple[float, float], BeforeValidator(_spot)]
Points = Annotated[int, Number(5, 2000)]
SheetText = Annotated[str, BeforeValidator(template_of(SHEET_WORDS))]
BookText = Annotated[str, BeforeValidator(template_of(BOOK_WORDS, longest=400))]


class WordsRow(Record):
    """Words in a column, never cut; parts that an ideographic space sets apart fall away when their word is empty."""

    kind: Literal["text"] = Field(title="种类", description="文字。", examples=["text"])
    text: SheetText = Field(title="文字", description="原样的字，或花括号里的词。", examples=["{where}　{day}"])
    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif-bold"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字。", examples=["soft"])
    size: Points = Field(title="字号", description="磅。", examples=["28"])
    fit: Points = Field(6, title="最小字号", description="放不下时缩到这里为止。", examples=["22"])
    lines: Annotated[int, Number(1, 30)] = Field(1, title="行数", description="最多几行。", examples=["3"])
    height: Millimetres | None = Field(None, title="限高", description="几行总高不超过它。", examples=["64"])
    leading: Ratio = Field(1.6, title="行距", description="行高是字号的几倍。", examples=["1.6"])
    tracking: Ratio = Field(0.0, title="字距", description="字间加几个字宽。", examples=["0.06"])
    align: Align = Field(Align.LEFT, title="对齐", description="左、中、右。", examples=["左"])
    wrap: Wrap = Field(
        Wrap.PROSE, title="断行", description="两端对齐、按逗号断行或按姓名断行。", examples=["按逗号断行"]
    )
    gap: Millimetres = Field(0.0, title="上距", description="与上一行的距离。", examples=["6"])


class _ListRow(Record):
    """What the rows of several entries have in common."""

    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字。", examples=["soft"])
    size: Points = Field(title="字号", description="磅。", examples=["16"])
    fit: Points = Field(6, title="最小字号", description="放不下时缩到这里为止。", examples=["9"])
    leading: Ratio = Field(1.6, title="行距", description="行高是字号的几倍。", examples=["1.6"])
    heading: Annotated[str, Line(1, 12)] | None = Field(None, title="小题", description="写在前面。", examples=["表彰"])
    most: Annotated[int, Number(1, 200)] = Field(6, title="条数", description="最多几条。", examples=["6"])
    gap: Millimetres = Field(0.0, title="上距", description="与上一行的距离。", examples=["6"])


class HonoursList(_ListRow):
    """Honours with their days, the highest first: a filled lozenge for national ones, an open one for others."""

    kind: Literal["honours"] = Field(title="种类", description="表彰。", examples=["honours"])


class MembersList(_ListRow):
    """The members of a group; only those who died are marked so, and where not all fit these are kept."""

    kind: Literal["members"] = Field(title="种类", description="成员。", examples=["members"])


class SourcesList(_ListRow):
    """Where the facts are told."""

    kind: Literal["sources"] = Field(title="种类", description="出处。", examples=["sources"])


class StoryRow(Record):
    """The story, in what room the other rows leave; where it is too long, up to its last whole sentence."""

    kind: Literal["story"] = Field(title="种类", description="正文。", examples=["story"])
    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字。", examples=["ink"])
    size: Points = Field(title="字号", description="磅。", examples=["21"])
    fit: Points = Field(6, title="最小字号", description="放不下时缩到这里为止，再长则截止于整句。", examples=["14"])
    leading: Ratio = Field(1.8, title="行距", description="行高是字号的几倍。", examples=["1.8"])
    least: Millimetres = Field(0.0, title="至少", description="至少留出这么高。", examples=["40"])
    gap: Millimetres = Field(0.0, title="上距", description="与上一行的距离。", examples=["6"])


class LineRow(Record):
    """A thin line across a column."""

    kind: Literal["rule"] = Field(title="种类", description="细线。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["rule"])
    weight: Millimetres = Field(0.2, title="线粗", description="毫米。", examples=["0.3"])
    gap: Millimetres = Field(0.0, title="上距", description="与上一行的距离。", examples=["6"])


SheetRow = WordsRow | HonoursList | MembersList | SourcesList | StoryRow | LineRow


class _SheetLayer(Record):
    """Something placed in its *box*, whose left upper corner is *at* from that of the trimmed sheet."""

    at: Spot = Field(title="位置", description="左上角，毫米。", examples=[[22, 52]])
    box: Spot = Field(title="大小", description="宽、高，毫米。", examples=[[102, 136]])


class PortraitPlate(_SheetLayer):
    """The photograph where there is one, else the stele."""

    kind: Literal["portrait"] = Field(title="种类", description="肖像或名碑。", examples=["portrait"])
    frame: Frame = Field(Frame.LINED, title="框", description="照片外的线。", examples=["双线"])
    sides: Sides = Field(Sides.SHOWN, title="旁题", description="名碑两侧的称号与时地。", examples=["有旁题"])


class SheetColumn(_SheetLayer):
    """Rows one below another; set smaller as a whole where they are together too high."""

    kind: Literal["column"] = Field(title="种类", description="一栏文字。", examples=["column"])
    anchor: Anchor = Field(Anchor.TOP, title="上下", description="整栏靠上、居中或靠下。", examples=["中"])
    turned: Flag = Field(False, title="倒置", description="转半圈，用于折成立牌的背面。", examples=["否"])
    rows: tuple[
        Annotated[SheetRow, PlainValidator(one_of(WordsRow, HonoursList, MembersList, SourcesList, StoryRow, LineRow))],
        ...,
    ] = Field(title="各行", description="text、honours、members、story、sources、rule。", examples=[[]])


class LineLayer(_SheetLayer):
    """A flat rectangle: a line, or a band; a dashed one shows where to fold."""

    kind: Literal["rule"] = Field(title="种类", description="线或色带。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["accent"])
    dashed: Flag = Field(False, title="虚线", description="折线写“是”。", examples=["否"])


class FrameLayer(_SheetLayer):
    """The double line of the stele around a whole sheet."""

    kind: Literal["frame"] = Field(title="种类", description="双线框。", examples=["frame"])
    colour: ColourName = Field("stele_rule", title="颜色", description="配色里的名字。", examples=["stele_rule"])
    ground: ColourName = Field("stele", title="底色", description="框内的底。", examples=["stele"])
    weight: Millimetres = Field(0.6, title="线粗", description="外线的粗细，毫米。", examples=["0.6"])
    gap: Millimetres = Field(2.4, title="线距", description="两线之间，毫米。", examples=["2.4"])


class SealMark(_SheetLayer):
    """A seal of one, two or four characters, read from the right."""

    kind: Literal["seal"] = Field(title="种类", description="印。", examples=["seal"])
    text: SealText = Field(title="印文", description="一二四字。", examples=["见义勇为"])


class QrPlate(_SheetLayer):
    """The code of the page's address, in the middle of its box."""

    kind: Literal["qr"] = Field(title="种类", description="二维码。", examples=["qr"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字，要深。", examples=["ink"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字，要浅。", examples=["paper"])


class SampleMark(_SheetLayer):
    """样张 across the sheet, as long as it is one."""

    kind: Literal["sample"] = Field(title="种类", description="样张二字。", examples=["sample"])
    colour: ColourName = Field("accent", title="颜色", description="配色里的名字。", examples=["accent"])
    part: Ratio = Field(0.09, title="浓淡", description="颜色与底色相混的份额。", examples=["0.09"])


SheetLayer = PortraitPlate | SheetColumn | LineLayer | FrameLayer | SealMark | QrPlate | SampleMark


class SheetLayout(Record):
    """A sheet that ``board --format <name>`` makes: ``theme/print/<name>.yaml``."""

    page: Spot = Field(title="成品尺寸", description="裁切后的宽、高，毫米。", examples=[[297, 420]])
    bleed: Millimetres = Field(0.0, title="出血", description="裁切线外多印几毫米；写 0 则没有裁切线。", examples=["3"])
    scale: Ratio = Field(1.0, title="放大", description="所有尺寸乘以它，例如 A1 是 A3 的 2 倍。", examples=["2"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字。", examples=["paper"])
    certifies: Flag = Field(
        False, title="正式文书", description="写“是”的，只有表彰单位自己的网站印出来才不是样张。", examples=["是"]
    )
    layers: tuple[
        Annotated[
            SheetLayer,
            PlainValidator(one_of(PortraitPlate, SheetColumn, LineLayer, FrameLayer, SealMark, QrPlate, SampleMark)),
        ],
        ...,
    ] = Field(title="各层", description="依次画：portrait、column、rule、frame、seal、qr、sample。", examples=[[]])

    @model_validator(mode="after")
    def _refuse_layers_outside(self) -> SheetLayout:
        width, height = self.page
        if not (40 <= width <= 1500 and 40 <= height <= 1500):
            raise mistake("layout-field", key="page", reason="宽、高要在 40 至 1500 毫米之间")
        if not 0 <= self.bleed <= 20:
            raise mistake("layout-field", key="bleed", reason="要在 0 至 20 毫米之间")
        if not 0.25 <= self.scale <= 4:
            raise mistake("layout-field", key="scale", reason="要在 0.25 至 4 之间")
        spare = self.bleed + 0.01
        for place, layer in enumerate(self.layers):
            (left, top), (across, down) = layer.at, layer.box
            is_across = -spare <= left < left + across <= width + spare
            if not (is_across and -spare <= top < top + down <= height + spare):
                reason = f"不在 {width:g}×{height:g} 毫米的版面之内"
                raise mistake("layout-field", key=f"layers.{place}", reason=reason)
        return self


class BookLayout(Record):
    """The book in ancient style, ``theme/print/book.yaml``: folded leaves of ruled columns, a cover, a colophon."""

    title: Annotated[str, Line(2, 10)] = Field(title="书名", description="不加书名号。", examples=["见义勇为英雄谱"])
    page: Spot = Field(title="一叶", description="展开的宽、高，毫米；对折成两面。", examples=[[297, 210]])
    top: Millimetres = Field(title="天头", description="版框上方，毫米。", examples=["28"])
    foot: Millimetres = Field(title="地脚", description="版框下方，毫米。", examples=["16"])
    side: Millimetres = Field(title="侧边", description="版框两侧，毫米。", examples=["13"])
    core: Millimetres = Field(title="版心", description="中缝的宽，毫米。", examples=["14"])
    columns: Annotated[int, Number(6, 16)] = Field(title="行数", description="半叶几行。", examples=["10"])
    rows: Annotated[int, Number(12, 40)] = Field(title="字数", description="每行几字。", examples=["20"])
    paper: Colour = Field(title="纸色", description="印在宣纸上时写 #ffffff。", examples=["#f6efdc"])
    ink: Colour = Field(title="墨色", description="正文。", examples=["#1d1714"])
    line: Colour = Field(title="栏线", description="版框、界行、鱼尾。", examples=["#a8352c"])
    mark: Colour = Field(title="圈点", description="句读。", examples=["#a3201f"])
    cover: Colour = Field(title="封面", description="封面的底。", examples=["#22344d"])
    thread: Colour = Field(title="线色", description="封面的装订线。", examples=["#d9d2bd"])
    seal: SealText = Field("见义勇为", title="印文", description="一二四字。", examples=["见义勇为"])
    seal_colour: Colour = Field(title="印色", description="卷末的印。", examples=["#9c1c16"])
    preface: tuple[BookText, ...] = Field(title="序", description="每条一段。", examples=[["……"]])
    signature: BookText = Field(title="落款", description="序末。", examples=["{site}"])
    colophon: tuple[BookText, ...] = Field(title="牌记", description="卷末，每条一行。", examples=[["{site}编"]])

    @model_validator(mode="after")
    def _refuse_crowding(self) -> BookLayout:
        column = (self.page[0] - 2 * self.side - self.core) / 2 / self.columns
        row = (self.page[1] - self.top - self.foot) / self.rows
        if row < 4 or column < 1.3 * row:
            raise mistake("layout-field", key="columns", reason="字太小，或行太窄，圈点和双行小注放不下")
        return self
