"""Say what layouts of cards and of print are made of: the words, fonts and colours that a foundation may choose.

Themes are data too: a foundation changes its colours, its seal, its band of words and its mascot without any Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from qunyingpu.errors import mistake
from qunyingpu.model.record import Line, Number, Record
from qunyingpu.model.vocabulary import Vocabulary

FONTS = ("serif", "serif-bold", "kai")
"""The stems of the files in ``theme/fonts/``."""


class PhotoTone(Vocabulary):
    """How photographs are shown."""

    COLOUR = "colour", "彩色"
    GREY = "grey", "黑白"


class Plate(Vocabulary):
    """What stands for a hero: the photograph where there is one, else the name."""

    PHOTO = "photo", "照片"
    STELE = "stele", "名碑"


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


def template_of(words: Sequence[str], longest: int = 120) -> Callable[[object, ValidationInfo], str]:
    """Return the reader of a line, of *longest* characters at most, in which *words* may stand in braces."""

    def read(value: object, info: ValidationInfo) -> str:
        text = Line(1, longest).read(value)
        try:
            fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
        except ValueError:
            raise _wrong(info, "花括号没有成对") from None
        for name, spec, how in fields:
            if name not in words or spec or how:
                raise _wrong(info, f"没有“{{{name}}}”，可以写 {'、'.join(f'{{{word}}}' for word in words)}")
        return text

    return read


def _seal(value: object, info: ValidationInfo) -> str:
    text = Line(1, 4).read(value)
    if len(text) == 3:
        raise _wrong(info, "印文写一、二或四个字")
    return text


def _picture(value: object, info: ValidationInfo) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9-]+\.(png|jpg|jpeg|webp)", value):
        raise _wrong(info, "要写 theme/cards/ 里的图片，例如 mascot.png，只用小写字母、数字和短横线")
    return value


def _choice(names: Iterable[str]) -> Callable[[object], str]:
    allowed = tuple(names)

    def read(value: object) -> str:
        if value not in allowed:
            raise mistake("not-choice", value=value, suggestion="", choices="、".join(allowed))
        return str(value)

    return read


def one_of(*records: type[Record]) -> Callable[[object], Any]:
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
SealText = Annotated[str, BeforeValidator(_seal)]
PictureName = Annotated[str, BeforeValidator(_picture)]
FontName = Annotated[str, BeforeValidator(_choice(FONTS))]
Pixels = Annotated[int, Number(0, 4000)]
TypeSize = Annotated[int, Number(8, 600)]


class Palette(Record):
    """The colours of a card, each with its use."""

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
    band: Colour = Field(title="色带", description="成块的底色。", examples=["#741013"])
    on_band: Colour = Field(title="色带上的字", description="色带上的姓名与正文。", examples=["#fdf6e6"])
    band_soft: Colour = Field(title="色带上的次要字", description="地点、时间、标语。", examples=["#ecd3a4"])
    band_rule: Colour = Field(title="色带上的线", description="色带上的线与框。", examples=["#a8673f"])
    ridge_far: Colour = Field(title="远山", description="色带上的远山。", examples=["#6b0d11"])
    ridge_near: Colour = Field(title="近山", description="色带上的近山。", examples=["#620b0f"])


class CardTheme(Palette):
    """The dress of a card; ``theme/cards/themes.yaml`` has one for each occasion."""

    photo: PhotoTone = Field(PhotoTone.COLOUR, title="照片", description="彩色或黑白。", examples=["彩色"])
    seal_text: SealText = Field("见义勇为", title="印文", description="一二四字。", examples=["见义勇为"])
    band_text: Annotated[str, Line(0, 40)] = Field(
        "", title="标语", description="色带里的一句话；空格写全角的。", examples=["德者有得　勇者有荣"]
    )
    mascot: PictureName | None = Field(
        None, title="吉祥物", description="theme/cards/ 里的图片；不写就不画。", examples=["mascot.png"]
    )


LEAST_CONTRAST = 4.5
"""Of letters on their ground (WCAG 2.2, 1.4.3)."""

GROUNDS = {
    **dict.fromkeys(("ink", "soft", "rank", "accent"), "paper"),
    **dict.fromkeys(("on_band", "band_soft"), "band"),
    "on_seal": "seal",
    "stele_ink": "stele",
}
"""Colours of letters, each with the colour that it stands on."""


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in bytes.fromhex(colour[1:]))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


COLOURS = tuple(Palette.model_fields)
"""The names under which layouts ask for a theme's colours."""

ColourName = Annotated[str, BeforeValidator(_choice(COLOURS))]
