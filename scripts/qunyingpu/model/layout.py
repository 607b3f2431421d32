"""Say what a card looks like: layouts of layers, and themes of colours, as data that a foundation may change.

A layout is a picture's size and its layers, painted in order. Whatever is written stands in a column: rows set one
below another, each as high as its text turns out, so that long and short names need no layout of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from qunyingpu.errors import mistake
from qunyingpu.model.record import Flag, Line, Number, Record
from qunyingpu.model.vocabulary import Vocabulary

FONTS = ("serif", "serif-bold", "kai")
"""The stems of the files in ``theme/fonts/``."""

WORDS = ("name", "rank", "who", "where", "when", "summary", "site", "sample")
"""What a text may ask for in braces: ``{where}　{when}``."""


class Format(Vocabulary):
    """How a card is stored; JPEG always with full colour (4:4:4), since red and gold suffer without."""

    JPEG = "jpeg", "JPEG", "jpg"
    WEBP = "webp", "WebP"


class PhotoTone(Vocabulary):
    """How photographs are shown."""

    COLOUR = "colour", "彩色"
    GREY = "grey", "黑白"


class Frame(Vocabulary):
    """What surrounds a photograph: the lines of the stele, or nothing, where pages draw the frame themselves."""

    LINED = "lined", "双线"
    BARE = "bare", "无框"


class Sides(Vocabulary):
    """Whether the stele tells the title and the place beside the name."""

    SHOWN = "shown", "有旁题"
    HIDDEN = "hidden", "无旁题"


class Align(Vocabulary):
    """Where lines stand in their column."""

    LEFT = "left", "左"
    CENTRE = "centre", "中"
    RIGHT = "right", "右"


class Anchor(Vocabulary):
    """Where the rows stand in a column that is higher than they are."""

    TOP = "top", "上"
    MIDDLE = "middle", "中"
    BOTTOM = "bottom", "下"


class Wrap(Vocabulary):
    """Where lines break: prose fills and justifies them, clauses end them at commas, names at their parts."""

    PROSE = "prose", "两端对齐"
    CLAUSES = "clauses", "按逗号断行"
    NAME = "name", "按姓名断行"


def _wrong(info: ValidationInfo, reason: str) -> PydanticCustomError:
    return mistake("layout-field", key=info.field_name, reason=reason)


def _pair(value: object, info: ValidationInfo) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise _wrong(info, "要写两个整数，例如 [64, 66]")
    first, second = (Number(0, 10_000).read(part) for part in value)
    return (first, second)


def _ratio(value: object, info: ValidationInfo) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or not re.fullmatch(r"\d(\.\d{1,3})?", value.strip()):
        raise _wrong(info, "要写 0 至 9.999 的小数，例如 1.6")
    return float(value)


def _colour(value: object, info: ValidationInfo) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise _wrong(info, "颜色要写成 #7a1014 这样，并加英文引号")
    return value.lower()


def _template(value: object, info: ValidationInfo) -> str:
    text = Line(1, 120).read(value)
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError:
        raise _wrong(info, "花括号没有成对") from None
    for name, spec, how in fields:
        if name not in WORDS or spec or how:
            raise _wrong(info, f"没有“{{{name}}}”，可以写 {'、'.join(f'{{{word}}}' for word in WORDS)}")
    return text


def _seal(value: object, info: ValidationInfo) -> str:
    text = Line(1, 4).read(value)
    if len(text) == 3:
        raise _wrong(info, "印文写一、二或四个字")
    return text


def _choice(names: Iterable[str]) -> Callable[[object], str]:
    allowed = tuple(names)

    def read(value: object) -> str:
        if value not in allowed:
            raise mistake("not-choice", value=value, suggestion="", choices="、".join(allowed))
        return str(value)

    return read


def _one_of(*records: type[Record]) -> Callable[[object], Any]:
    """Return the reader of a record that its ``kind`` chooses; mistakes within keep their place."""
    kinds = {get_args(record.model_fields["kind"].annotation)[0]: record for record in records}

    def read(value: object) -> Record:
        if isinstance(value, records):
            return value
        if not isinstance(value, Mapping):
            raise mistake("not-mapping")
        if "kind" not in value:
            raise mistake("field-missing", label="种类", example=next(iter(kinds)))
        return kinds[_choice(kinds)(value["kind"])].model_validate(value)

    return read


Pair = Annotated[tuple[int, int], BeforeValidator(_pair)]
Ratio = Annotated[float, BeforeValidator(_ratio)]
Colour = Annotated[str, BeforeValidator(_colour)]
Template = Annotated[str, BeforeValidator(_template)]
FontName = Annotated[str, BeforeValidator(_choice(FONTS))]
Pixels = Annotated[int, Number(0, 4000)]
TypeSize = Annotated[int, Number(8, 600)]


class CardTheme(Record):
    """The colours of a card, each with its use; ``theme/cards/themes.yaml`` has one for each occasion."""

    paper: Colour = Field(title="底色", description="画面的底。", examples=["#fbf8f1"])
    ink: Colour = Field(title="墨色", description="姓名与正文。", examples=["#211c18"])
    soft: Colour = Field(title="次要字", description="身份、地点、时间。", examples=["#564d44"])
    rule: Colour = Field(title="细线", description="分隔线。", examples=["#b8a98f"])
    accent: Colour = Field(title="主色", description="顶端的线、站名。", examples=["#7a1014"])
    rank: Colour = Field(title="称号", description="称号一行的字。", examples=["#7a5917"])
    gold: Colour = Field(title="金线", description="表彰前的菱形。", examples=["#b98f42"])
    seal: Colour = Field(title="印", description="印的底。", examples=["#7a1014"])
    on_seal: Colour = Field(title="印文", description="印上的字。", examples=["#fbf3e1"])
    stele: Colour = Field(title="碑面", description="名碑的底。", examples=["#fffcf4"])
    stele_ink: Colour = Field(title="碑文", description="名碑上的姓名。", examples=["#5b0b0f"])
    stele_rule: Colour = Field(title="碑线", description="名碑与肖像的双线。", examples=["#b98f42"])
    photo: PhotoTone = Field(PhotoTone.COLOUR, title="照片", description="彩色或黑白。", examples=["彩色"])


COLOURS = tuple(name for name in CardTheme.model_fields if name != "photo")
"""The names under which layouts ask for a theme's colours."""

ColourName = Annotated[str, BeforeValidator(_choice(COLOURS))]


class TextRow(Record):
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


class HonoursRow(Record):
    """The highest honours, one a line, each after a lozenge: filled for national ones, open for others."""

    kind: Literal["honours"] = Field(title="种类", description="表彰。", examples=["honours"])
    font: FontName = Field("serif", title="字体", description="theme/fonts/ 里的文件名。", examples=["serif"])
    colour: ColourName = Field("soft", title="颜色", description="配色里的名字。", examples=["soft"])
    size: TypeSize = Field(title="字号", description="像素。", examples=["22"])
    fit: TypeSize | None = Field(None, title="最小字号", description="放不下时缩到这里为止。", examples=["18"])
    most: Annotated[int, Number(1, 20)] = Field(3, title="条数", description="最多几条。", examples=["3"])
    leading: Ratio = Field(1.6, title="行距", description="行高是字号的几倍。", examples=["1.6"])
    gap: Pixels = Field(0, title="上距", description="与上一行的距离。", examples=["24"])


class RuleRow(Record):
    """A thin line across a column."""

    kind: Literal["rule"] = Field(title="种类", description="细线。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["rule"])
    weight: Annotated[int, Number(1, 40)] = Field(1, title="线粗", description="像素。", examples=["2"])
    gap: Pixels = Field(0, title="上距", description="与上一行的距离。", examples=["24"])


Row = TextRow | HonoursRow | RuleRow


class Layer(Record):
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
    rows: tuple[Annotated[Row, PlainValidator(_one_of(TextRow, HonoursRow, RuleRow))], ...] = Field(
        title="各行", description="text、honours、rule。", examples=[[]]
    )


class RuleLayer(Layer):
    """A flat rectangle: a line, or a band."""

    kind: Literal["rule"] = Field(title="种类", description="线或色带。", examples=["rule"])
    colour: ColourName = Field("rule", title="颜色", description="配色里的名字。", examples=["accent"])


class SealLayer(Layer):
    """A seal of one, two or four characters, read from the right."""

    kind: Literal["seal"] = Field(title="种类", description="印。", examples=["seal"])
    text: Annotated[str, BeforeValidator(_seal)] = Field(title="印文", description="一二四字。", examples=["见义勇为"])


class QrLayer(Layer):
    """The code of the page's address, in whole pixels a module, in the middle of its box."""

    kind: Literal["qr"] = Field(title="种类", description="二维码。", examples=["qr"])
    colour: ColourName = Field("ink", title="颜色", description="配色里的名字，要深。", examples=["ink"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字，要浅。", examples=["paper"])


AnyLayer = PortraitLayer | ColumnLayer | RuleLayer | SealLayer | QrLayer


class CardLayout(Record):
    """A size of card: ``theme/cards/<name>.yaml`` makes ``cards/<id>-<name>.jpg`` or ``.webp`` for every hero."""

    size: Pair = Field(title="画面", description="宽、高，像素。", examples=[[1200, 630]])
    format: Format = Field(Format.JPEG, title="格式", description="jpeg 或 webp。", examples=["jpeg"])
    quality: Annotated[int, Number(1, 100)] = Field(85, title="品质", description="1 至 100。", examples=["85"])
    ground: ColourName = Field("paper", title="底色", description="配色里的名字。", examples=["paper"])
    layers: tuple[
        Annotated[AnyLayer, PlainValidator(_one_of(PortraitLayer, ColumnLayer, RuleLayer, SealLayer, QrLayer))],
        ...,
    ] = Field(title="各层", description="portrait、column、rule、seal、qr，依次画。", examples=[[]])

    @model_validator(mode="after")
    def _refuse_layers_outside(self) -> CardLayout:
        width, height = self.size
        for place, layer in enumerate(self.layers):
            if layer.at[0] + layer.box[0] > width or layer.at[1] + layer.box[1] > height or 0 in layer.box:
                raise mistake("layout-field", key=f"layers.{place}", reason=f"不在 {width}×{height} 的画面之内")
        return self
