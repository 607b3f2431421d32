"""Ask for a new profile field by field, from the model's own table, and judge each answer as `check` would."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from qunyingpu.authoring.canonical import Path, as_yaml
from qunyingpu.errors import Problem
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import ConsentBasis, Kind, Outcome, Visibility, Vocabulary
from qunyingpu.reading import judge_profile, parse_document

Answers = Mapping[Path, str]
"""What was answered so far, as it was typed, by the path of the field; what was left out is empty."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: the *field* at *path*, and whether there must be an answer."""

    path: Path
    field: Field
    is_needed: bool

    @property
    def words(self) -> str:
        """Return what is asked, with a choice numbered: ``结局（本人的结局）：1 平安、2 负伤……``."""
        if self.field.vocabulary:
            choices = "、".join(f"{number} {term.label}" for number, term in enumerate(self.field.vocabulary, start=1))
            hint = f"{choices}；写数字或文字"
        else:
            hint = f"{self.field.description}例如 {self.field.example}"
        return f"{self.title}（{hint}{'' if self.is_needed else '；可不填'}）"

    @property
    def title(self) -> str:
        """Return the title of the field, after that of the list that it belongs to: ``出处的标题``."""
        above = self.path[:1] if 0 in self.path else ()
        return f"{_field_at(above).title}的{self.field.title}" if above else self.field.title

    def meant(self, typed: str) -> str:
        """Return the answer that *typed* is: of a choice, the number stands for its term."""
        terms = list(self.field.vocabulary or ())
        if terms and typed.isdecimal() and 1 <= int(typed) <= len(terms):
            return str(terms[int(typed) - 1].label)
        return typed.strip()


def next_question(answers: Answers) -> Question | None:
    """Return what to ask after *answers*, None when nothing is left."""
    for path, is_asked in _ORDER.items():
        if path not in answers and is_asked(answers):
            field = _field_at(path)
            return Question(path, field, (field.is_required or path in _NEEDED) and path not in _OPTIONAL)
    return None


def judged_answer(question: Question, answer: str, answers: Answers, *, today: datetime.date) -> Sequence[Problem]:
    """Return what is wrong with *answer* after *answers*: what `check` would say of that field."""
    text = as_yaml(_tree({**answers, question.path: answer}))
    _, problems = judge_profile(parse_document("heroes/00/new.yaml", text), "new", today=today)
    name = ".".join(map(str, question.path))
    # What is wrong with the text as such, a character that nobody sees, has no field; only this answer is new in it.
    return [each for each in problems if each.field in {name, ""} or each.field.startswith(f"{name}.")]


def profile_of(answers: Answers, hero_id: str, *, today: datetime.date) -> tuple[Hero | None, Sequence[Problem]]:
    """Return the hero *hero_id* whom *answers* describe, None with the problems where they do not fit together."""
    text = as_yaml(_tree(answers))
    return judge_profile(parse_document(f"heroes/{hero_id[:2]}/{hero_id}.yaml", text), hero_id, today=today)


# ── what is asked, in which order ──


def _always(answers: Answers) -> bool:
    return True


def _if(path: Path, *terms: Vocabulary) -> Callable[[Answers], bool]:
    """Ask only after one of *terms* was answered at *path*."""
    return lambda answers: _term(answers, path) in terms


def _term(answers: Answers, path: Path) -> Vocabulary | None:
    vocabulary = _field_at(path).vocabulary
    try:
        return vocabulary.parse(answers[path]) if vocabulary and answers.get(path) else None
    except PydanticCustomError:
        return None  # told by whoever judges that answer


def _honoured(answers: Answers) -> bool:
    return bool(answers.get(("honours", 0, "title")))


_ORDER: dict[Path, Callable[[Answers], bool]] = {
    ("name",): _always,
    ("kind",): _always,
    ("member_count",): _if(("kind",), Kind.GROUP),
    ("deed", "date"): _always,
    ("deed", "region"): _always,
    ("deed", "place"): _always,
    ("deed", "type"): _always,
    ("deed", "rescued"): _always,
    ("deed", "outcome"): _always,
    ("deed", "died"): _if(("deed", "outcome"), Outcome.SACRIFICED),
    ("deed", "summary"): _always,
    ("honours", 0, "title"): _always,
    ("honours", 0, "level"): _honoured,
    ("honours", 0, "awarded_by"): _honoured,
    ("honours", 0, "date"): _honoured,
    ("sources", 0, "title"): _always,
    ("sources", 0, "publisher"): _always,
    ("sources", 0, "date"): _always,
    ("sources", 0, "url"): _always,
    ("visibility",): _always,
    ("alias",): _if(("visibility",), Visibility.ALIAS),
    ("consent", "basis"): _always,
    ("consent", "reference"): _if(("consent", "basis"), ConsentBasis.CONSENT, ConsentBasis.GUARDIAN),
}

_NEEDED = {("member_count",), ("alias",)}
"""Fields that may be absent from a profile, but not where they are asked for."""

_OPTIONAL = {("honours", 0, "title")}
"""Who was not honoured has no honour; without its title it is none."""

_STAND_INS: Mapping[Path, str] = {
    ("name",): "某某",
    ("deed", "date"): "2000",
    ("deed", "region"): "110000",
    ("deed", "type"): "other",
    ("deed", "outcome"): "safe",
    ("deed", "summary"): "这里是还没有写的一句话。",
    ("sources", 0, "title"): "出处",
    ("consent", "basis"): "public_report",
}
"""What stands in a profile for answers to come, so that those given can be judged."""


def _tree(answers: Answers) -> dict[str, Any]:
    given = {path: answer for path, answer in answers.items() if answer}
    if _term(given, ("kind",)) is Kind.GROUP:
        given.setdefault(("member_count",), "2")
    if _term(given, ("visibility",)) is Visibility.ALIAS:
        given.setdefault(("alias",), "某甲")
    tree: dict[str, Any] = {}
    for path, answer in {**_STAND_INS, **given}.items():
        _put(tree, path, answer)
    return tree


def _put(tree: dict[str, Any], path: Path, answer: str) -> None:
    """Put *answer* at *path*; lists have one item."""
    key, *rest = path
    if not rest:
        tree[str(key)] = answer
    elif rest[0] == 0:
        items = tree.setdefault(str(key), [{}])
        _put(items[0], tuple(rest[1:]), answer)
    else:
        _put(tree.setdefault(str(key), {}), tuple(rest), answer)


def _field_at(path: Path) -> Field:
    fields = fields_of(Hero)
    field = fields[0]
    for key in path:
        if isinstance(key, str):
            field = next(field for field in fields if field.name == key)
            fields = field.fields
    return field
