"""Describe a profile as a JSON Schema (2020-12), made from the model's own fields, for editors such as VS Code.

It knows what one value by itself can show to be wrong; rules between fields, names of regions and what other files say
are the checker's. Editors read YAML with its usual guesses, so numbers and flags may be written as such, and an
optional value may be missing after its key. Keys are those that files may write: English names and Chinese titles.
``markdownEnumDescriptions`` and ``patternErrorMessage`` are VS Code's own: words beside a choice, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qunyingpu.messages import MESSAGES
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import VERSION, Hero
from qunyingpu.model.record import Shape
from qunyingpu.reading.profiles import VERSION_KEY

Schema = dict[str, Any]

_DIGIT = "[0-9０-９]"
_DATE = (
    rf"^ *{_DIGIT} *{_DIGIT} *{_DIGIT} *{_DIGIT} *"
    rf"([-/.年－／．] *({_DIGIT} *){{1,2}}([-/.月－／．] *({_DIGIT} *){{1,2}}日?)?月?)?年? *$"
)
_NUMBER = rf"^\s*-?{_DIGIT}{{1,9}}\s*$"
_URL = r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"'\\^`{|}/?#][^\s<>\"'\\^`{|}]*\s*$"
_FILE = r"^[a-z0-9-]+\.(jpg|jpeg|png|webp|heic)$"
_FLAG = r"^\s*([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|是|1|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]|否|0)\s*$"


def profile_schema() -> Schema:
    """Return the schema of a file below ``heroes/``."""
    fields = [field for field in fields_of(Hero) if field.shape is not Shape.ID]
    parts: dict[str, Schema] = {}
    record = _record(fields, "", parts)
    version = {"description": "格式的版本，可以不写。", "enum": [VERSION, int(VERSION)]}
    record["properties"][VERSION_KEY] = version
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "见义勇为档案",
        "description": "一人或一个群体一份，文件名就是编号，例如 320500-2024-q7m2k.yaml。项目名可写英文或中文。",
        **record,
        "$defs": parts,
    }


def _record(fields: Sequence[Field], above: str, parts: dict[str, Schema]) -> Schema:
    """Return the schema of a record at the path *above*; what its fields hold goes into *parts*, by their paths."""
    properties: dict[str, Schema] = {}
    for field in fields:
        path = f"{above}{field.name}"
        parts[path] = _described(field, path, parts)
        properties |= {key: {"$ref": f"#/$defs/{path}"} for key in (field.name, field.title)}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": [rule for field in fields for rule in _spellings(field)],
    }


def _spellings(field: Field) -> Iterator[Schema]:
    """Yield that a needed key is there in one spelling, and that no key is there in both."""
    if field.is_required:
        yield {"anyOf": [{"required": [field.name]}, {"required": [field.title]}]}
    yield {"not": {"type": "object", "required": [field.name, field.title]}}


def _described(field: Field, path: str, parts: dict[str, Schema]) -> Schema:
    value = _record(field.fields, f"{path}.", parts) if field.shape is Shape.RECORD else _value(field)
    if field.is_list:
        value = {"type": "array", "items": _or_nothing(value)}
    words = {"title": field.title, "description": field.description}
    examples = {"examples": [field.example]} if field.example else {}
    return {**words, **examples, **(value if field.is_required else _or_nothing(value))}


def _or_nothing(value: Schema) -> Schema:
    """Return *value* with null beside it: a key without a value says as much as no key."""
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    nothing: Mapping[str, Any] = {"enum": [*value["enum"], None]} if "enum" in value else {}
    return {**value, "type": [*kinds, "null"], **nothing}


_PLAIN: Mapping[Shape, Schema] = {
    Shape.DATE: {
        "type": ["string", "number"],  # 2024, and 2024.6
        "pattern": _DATE,
        "patternErrorMessage": MESSAGES["date-format"].remedy,
        "minimum": 1900,
        "exclusiveMaximum": 2101,
    },
    Shape.FLAG: {
        "type": ["boolean", "string", "integer"],
        "pattern": _FLAG,
        "patternErrorMessage": MESSAGES["not-boolean"].remedy,
        "minimum": 0,
        "maximum": 1,
    },
    Shape.FOCUS: {
        "type": "array",
        "items": {"type": ["number", "string"], "minimum": 0, "maximum": 1},
        "minItems": 2,
        "maxItems": 2,
    },
    Shape.REGION: {"type": ["string", "integer"], "minimum": 10, "maximum": 999999},
    Shape.URL: {"type": "string", "pattern": _URL, "patternErrorMessage": MESSAGES["url-format"].remedy},
    Shape.FILE: {"type": "string", "pattern": _FILE},
    Shape.NAME: {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 40},
}


def _value(field: Field) -> Schema:
    if field.shape is Shape.CHOICE:
        return _choice(field)
    if field.shape is Shape.NUMBER:
        return {"type": ["integer", "string"], "minimum": field.low, "maximum": field.high, "pattern": _NUMBER}
    return _PLAIN.get(field.shape) or _words(field)


def _words(field: Field) -> Schema:
    """Return the schema of a line or a text; what YAML takes for a number or a flag is text here too."""
    low = {"minLength": field.low} if field.low else {}
    return {"type": ["string", "number", "boolean"], **low, "maxLength": field.high}


def _choice(field: Field) -> Schema:
    terms = list(field.vocabulary or ())
    spellings = [(term, word) for term in terms for word in (term.id, term.label, *term.aliases)]
    return {
        "type": "string",
        "enum": [word for _, word in spellings],
        "markdownEnumDescriptions": [term.label for term, _ in spellings],
    }
