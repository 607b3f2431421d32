"""Turn a document into a record of the model, or tell everything that keeps it from being one.

pydantic names each mistake by a type and a path; here they become our codes, labels and places. A type that is not
known here is a fault of the program and ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qunyingpu.errors import Problem
from qunyingpu.reading.documents import Document, few_of_a_kind
from qunyingpu.reading.keys import Path, all_keys, field_at, guess_at, label_of, name_of, sample_of

R = TypeVar("R", bound=BaseModel)


class Mistake(NamedTuple):
    """What is wrong with the value at *path*: the message's *code* and what its sentence needs."""

    path: Path
    code: str
    context: dict[str, Any]


def read_record(record: type[R], document: Document, stem: str) -> tuple[R | None, list[Problem]]:
    """Return the *record* of *document*, its id *stem*, the name of its file; None with the reasons otherwise."""
    if document.tree is None:
        return None, []
    source = document.source
    value, mistakes = validate(record, {**document.tree, "id": stem})
    if "id" in document.tree:
        suggestion = "编号就是文件名，请删去这一行。"
        mistakes.append(Mistake(("id",), "field-unknown", {"key": "id", "suggestion": suggestion}))
    for key in dict.fromkeys(document.absent):
        if key not in all_keys():
            mistakes.append(_unknown(record, source.path_of_key(key), key))
    told = few_of_a_kind(_causes(document, mistakes))
    return value, [source.problem(code, path, **context) for path, code, context in told]


def validate(record: type[R], tree: Any) -> tuple[R | None, list[Mistake]]:
    """Return the *record* that *tree* describes, or None with every mistake in it."""
    try:
        return record.model_validate(tree), []
    except ValidationError as error:
        return None, [_mistake(record, details) for details in error.errors(include_url=False)]


def _causes(document: Document, mistakes: list[Mistake]) -> Iterator[Mistake]:
    """Yield *mistakes* without those that only follow from another that is told."""
    meant = {(*found.path[:-1], found.context["meant"]) for found in mistakes if found.context.get("meant")}
    told = {problem.message for problem in document.problems}
    for found in mistakes:
        is_told = found.code == "name-character" and any(str(found.context["codepoint"]) in words for words in told)
        if not is_told and not (found.code == "field-missing" and found.path in meant):
            yield found


_CONTAINERS = {"not-number", "not-boolean", "id-format", "path-outside"}
"""Codes that speak of text; where a list or a mapping was written instead, ``not-text`` says more."""


def _mistake(record: type[BaseModel], details: ErrorDetails) -> Mistake:
    path: Path = tuple(details["loc"])
    kind = details["type"]
    key = str(path[-1]) if path else ""
    if kind == "mistake":
        return _own(record, path, details)
    if kind == "missing" and isinstance(path[-1], str):
        field = field_at(record, path)
        return Mistake(path, "field-missing", {"label": label_of(field, key), "example": sample_of(field, key)})
    if kind == "extra_forbidden":
        return _unknown(record, path, key)
    if kind in {"missing", "too_long"}:
        return Mistake(path[:-1] if kind == "missing" else path, "when-format", {})  # a span that is no pair of days
    return Mistake(path, _SHAPES[kind], {})


_SHAPES = {
    "tuple_type": "not-list",
    "list_type": "not-list",
    "model_type": "not-mapping",
    "model_attributes_type": "not-mapping",
    "dict_type": "not-mapping",
}


def _own(record: type[BaseModel], path: Path, details: ErrorDetails) -> Mistake:
    context = dict(details["ctx"])
    code = context.pop("code")
    # What is read as a whole, such as a query, says itself which of its parts is wrong.
    path = (*path, *context.pop("within", ()))
    field = field_at(record, path)
    sample = str(field.examples[0]) if field and field.examples and isinstance(field.examples[0], str) else "一段文字"
    if code == "not-text" or (code in _CONTAINERS and not isinstance(details["input"], str)):
        return Mistake(path, "not-text", {"example": sample})
    if code == "not-number" and field:
        context["example"] = sample
    if code == "not-choice" and any(mark in context["value"] for mark in "，、"):
        return Mistake(path, "comma-fullwidth", {})
    return Mistake(path, code, context)


def _unknown(record: type[BaseModel], path: Path, key: str) -> Mistake:
    for colon, code in (("：", "colon-fullwidth"), (":", "colon-space")):
        word = key.partition(colon)[0].strip()
        if colon in key and (name := name_of(record, path[:-1], word)):
            return Mistake(path, code, {"example": f"{word}: ……", "meant": name})
    guess = guess_at(record, path)
    return Mistake(path, "field-unknown", {"key": key, "suggestion": guess.sentence, "meant": guess.name})
