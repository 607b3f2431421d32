"""Say what a card looks like: layouts of layers, as data that a foundation may change.

A layout is a picture's size and its layers, painted in order. Whatever is written stands in a column: rows set one
below another, each as high as its text turns out, so that long and short names need no layout of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from qunyingpu.errors import mistake
from qunyingpu.model.layout import (
    Align,
    Anchor,
    ColourName,
    FontName,
    Frame,
    Pair,
    PictureName,
    Pixels,
    Plate,
    Ratio,
    SealText,
    Sides,
    TypeSize,
    Wrap,
    one_of,
    template_of,
)
from qunyingpu.model.record import Flag, Line, Number, Record
from qunyingpu.model.vocabulary import Channel, Vocabulary

HOUSE_WORDS = ("site", "sample", "band")
"""What a text may ask for in braces that is the same on every card of a theme."""

WORDS = ("name", "note", "rank", "who", "where", "when", "summary", "story", *HOUSE_WORDS)
"""What a text may ask for in braces: ``{where}　{when}``."""


class Format(Vocabulary):
    """How a card is stored; JPEG always with full colour (4:4:4), since red and gold suffer without."""

    JPEG = "jpeg", "JPEG", "jpg"
    WEBP = "webp", "WebP"


class MadeFor(Vocabulary):
    """Whose cards are made with the site; all others are made when `qunyingpu card` asks for them."""

    ALL = "all", "全部"
    FEATURED = "featured", "重点人物"
    REQUEST = "request", "按需"


MOST_PIXELS = 16_000_000
"""What a card may have; a wall of screens is 8 million."""


def _size(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 < value[0] * value[1] <= MOST_PIXELS:
        raise mistake("layout-field", key="size", reason=f"画面要有宽有高，不超过 {MOST_PIXELS // 10_000} 万像素")
    return value


Size = Annotated[Pair, AfterValidator(_size)]
Template = Annotated[str, BeforeValidator(template_of(WORDS))]


class _Shown(Record):
    """Something that may be shown beside a photograph only, or beside a stele only."""

    only: Plate | None = Field(None, title="何时画", description="只在有照片或没有照片时画。", examples=["照片"])


class TextRow(_Shown):
    """Words in a column; parts of *text* that an ideographic space sets apart fall away when their word is empty."""

    kind: Literal["text"] = Field(title="种类", description="文字。", examples=["text"])
    text: Template = Field(title="文字", description="原样的字，或花括号里的词。", examples=["{where}　{when}"])
    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif-bold"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字。", examples=["soft"])
    size: TypeSize = Field(title="字号", description="像素。", examples=["28"])
    fit: TypeSize | None = Field(None, title="最小字号", description="放不下时缩到这里为止。", examples=["22"])
    whole: Flag = Field(False, title="不许截断", description="缩到放得下为止；姓名写“是”。", examples=["是"])
    lines: Annotated[int, Number(1, 30)] = Field(1, title="行数", description="最多几行。", examples=["3"])
    height: Pixels | None = Field(None, title="限高", description="几行总高不超过它。", examples=["150"])
    leading: Ratio = Field(1.6, title="行距", description="行高是字号的几倍。", examples=["1.6"])
    tracking: Ratio = Field(0.0, title="字距", description="字间加几个字宽。", examples=["0.06"])
    align: Align = Field(Align.LEFT, title="对齐", description="左、中、右。", examples=["左"])
    wrap: Wrap = Field(
        Wrap.PROSE, title="断行", description="两端对齐、按逗号断行或按姓名断行。", examples=["按逗号断行"]
    )
    gap: Pixels = Field(0, title="上距", description="与上一行的距离。", examples=["24"])

    @property
    def words(self) -> frozenset[str]:
        """Return the words that the text asks for."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


class HonoursRow(_Shown):
    """The highest honours, one a line, each after a lozenge: filled for national ones, open for others."""

    kind: Literal["honours"] = Field(title="种类", description="表彰。", examples=["honours"])
    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif"])
    colour: ColourName = Field("soft", title="颜色", description="配色里的名字。", examples=["soft"])
    mark: ColourName = Field("gold", title="菱形", description="配色里的名字。", examples=["gold"])
    size: TypeSize = Field(title="字号", description="像素。", examples=["22"])
    fit: TypeSize | None = Field(None, title="最小字号", description="放不下时缩到这里为止。", examples=["18"])
    most: Annotated[int, Number(1, 20)] = Field(3, title="条数", description="最多几条。", examples=["3"])
    leading: Ratio = Field(1.6, title="行距", description="行高是字号的几倍。", examples=["1.6"])
    gap: Pixels = Field(0, title="上距", description="与上一行的距离。", examples=["24"])


class RuleRow(_Shown):
    """A thin line across a column."""

    kind: Literal["rule"] = Field(title="种类", description="细线。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["rule"])
    weight: Annotated[int, Number(1, 40)] = Field(1, title="线粗", description="像素。", examples=["2"])
    gap: Pixels = Field(0, title="上距", description="与上一行的距离。", examples=["24"])


Row = TextRow | HonoursRow | RuleRow


class Layer(_Shown):
    """Something painted in its *box* on a card, whose left upper corner is *at*."""

    at: Pair = Field(title="位置", description="左上角，像素。", examples=[[72, 67]])
    box: Pair = Field(title="大小", description="宽、高，像素。", examples=[[378, 504]])


class PortraitLayer(Layer):
    """The photograph where there is one, else the stele."""

    kind: Literal["portrait"] = Field(title="种类", description="肖像或名碑。", examples=["portrait"])
    frame: Frame = Field(Frame.LINED, title="框", description="照片外的线。", examples=["双线"])
    sides: Sides = Field(Sides.SHOWN, title="旁题", description="名碑两侧的称号与时地。", examples=["有旁题"])


class ColumnLayer(Layer):
    """Rows one below another; set smaller as a whole where they are together too high."""

    kind: Literal["column"] = Field(title="种类", description="一栏文字。", examples=["column"])
    anchor: Anchor = Field(Anchor.TOP, title="上下", description="整栏靠上、居中或靠下。", examples=["中"])
    rows: tuple[Annotated[Row, PlainValidator(one_of(TextRow, HonoursRow, RuleRow))], ...] = Field(
        title="各行", description="text、honours、rule。", examples=[[]]
    )


class RuleLayer(Layer):
    """A flat rectangle: a line, or a band."""

    kind: Literal["rule"] = Field(title="种类", description="线或色带。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["accent"])


class SealLayer(Layer):
    """A seal of one, two or four characters, read from the right."""

    kind: Literal["seal"] = Field(title="种类", description="印。", examples=["seal"])
    text: SealText | None = Field(None, title="印文", description="不写即配色里的印文。", examples=["见义勇为"])
    colour: ColourName = Field("on_seal", title="字色", description="配色里的名字。", examples=["band"])
    ground: ColourName = Field("seal", title="底色", description="配色里的名字。", examples=["on_band"])


class PictureLayer(Layer):
    """A picture of ``theme/cards/``, whole, as large as its box allows, standing in the middle of the box's foot."""

    kind: Literal["picture"] = Field(title="种类", description="图片。", examples=["picture"])
    file: PictureName | None = Field(
        None, title="图片", description="不写即配色里的吉祥物，没有就不画。", examples=["mascot.png"]
    )


class RidgeLayer(Layer):
    """Two ridges of hills at the foot of a band, as on the pages."""

    kind: Literal["ridge"] = Field(title="种类", description="远山。", examples=["ridge"])
    far: ColourName = Field("ridge_far", title="远山", description="配色里的名字。", examples=["ridge_far"])
    near: ColourName = Field("ridge_near", title="近山", description="配色里的名字。", examples=["ridge_near"])


class FrameLayer(Layer):
    """A thin line around, within four corner marks."""

    kind: Literal["frame"] = Field(title="种类", description="边框。", examples=["frame"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["band_rule"])
    weight: Annotated[int, Number(1, 40)] = Field(1, title="线粗", description="像素。", examples=["2"])
    corner: Pixels = Field(0, title="角", description="四角的线长，是线的三倍粗；0 即没有。", examples=["54"])
    inset: Pixels = Field(0, title="内缩", description="细线比四角缩进多少。", examples=["12"])


class QrLayer(Layer):
    """The code of the page's address, in whole pixels a module, in the middle of its box."""

    kind: Literal["qr"] = Field(title="种类", description="二维码。", examples=["qr"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字，要深。", examples=["ink"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字，要浅。", examples=["paper"])


_LAYERS = (PortraitLayer, ColumnLayer, RuleLayer, SealLayer, PictureLayer, RidgeLayer, FrameLayer, QrLayer)
AnyLayer = PortraitLayer | ColumnLayer | RuleLayer | SealLayer | PictureLayer | RidgeLayer | FrameLayer | QrLayer


class CardLayout(Record):
    """A size of card: ``theme/cards/<name>.yaml`` makes ``cards/<id>-<name>.jpg`` or ``.webp``."""

    title: Annotated[str, Line(0, 12)] = Field("", title="名称", description="这种画面叫什么。", examples=["海报"])
    size: Size = Field(title="画面", description="宽、高，像素。", examples=[[1200, 630]])
    made_for: MadeFor = Field(
        MadeFor.ALL, title="为谁", description="随网站生成的：全部、重点人物；或按需。", examples=["全部"]
    )
    channel: Channel = Field(
        Channel.WEB, title="用在哪里", description="公开范围不含它的人不做这种画面。", examples=["社交媒体"]
    )
    format: Format = Field(Format.JPEG, title="格式", description="jpeg 或 webp。", examples=["jpeg"])
    quality: Annotated[int, Number(1, 100)] = Field(85, title="品质", description="1 至 100。", examples=["85"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字。", examples=["paper"])
    layers: tuple[Annotated[AnyLayer, PlainValidator(one_of(*_LAYERS))], ...] = Field(
        title="各层",
        description="portrait、column、rule、seal、picture、ridge、frame、qr，依次画。",
        examples=[[]],
    )

    @property
    def words(self) -> frozenset[str]:
        """Return the words that the texts of all columns ask for."""
        columns = (layer for layer in self.layers if isinstance(layer, ColumnLayer))
        return frozenset().union(*(row.words for column in columns for row in column.rows if isinstance(row, TextRow)))

    @model_validator(mode="after")
    def _refuse_layers_outside(self) -> CardLayout:
        outside = list(self._outside())
        if outside:
            raise ValidationError.from_exception_data(type(self).__name__, outside)
        return self

    def _outside(self) -> Iterator[InitErrorDetails]:
        width, height = self.size
        for place, layer in enumerate(self.layers):
            if layer.at[0] + layer.box[0] > width or layer.at[1] + layer.box[1] > height or 0 in layer.box:
                reason = f"不在 {width}×{height} 的画面之内"
                told = mistake("layout-field", key=f"layers.{place}.box", reason=reason)
                yield InitErrorDetails(type=told, loc=("layers", place, "box"), input=layer.box)
