"""Find in the sentences about one person what they say of the deed: day, place, kind, outcome, honours.

Every `Guess` quotes the words that it rests on; its value is these words, or these words as profiles spell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.authoring.old_text.reading_words import (
    DATE,
    DEEDS,
    HONOUR,
    INJURED,
    RESCUED,
    SACRIFICED,
    as_date,
    as_number,
    deed_type_in,
)
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Gender

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about the person, and the *lines* of its characters.

    *place* counts the sentences of the article; one more is left out between paragraphs, so that neighbours in one
    paragraph, and they alone, follow each other.
    """

    text: str
    lines: Sequence[int]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """That the field at *path* is *value*, because *line* says *quote*; *doubt* is what speaks against it."""

    path: Path
    value: str
    quote: str
    line: int
    doubt: str = ""


def deed_guesses(name: str, sentences: Sequence[Sentence]) -> list[Guess]:
    """Return what *sentences*, those about *name*, say of the deed and of the person, one guess a field."""
    found: dict[Path, Guess] = {}
    for finder in (_person, _date, _type, _rescued, _outcome, _summary):
        for guess in finder(name, sentences):
            found.setdefault(guess.path, guess)
    date = found.get(("deed", "date"))
    region = _region(sentences, date)
    return [*found.values(), *([region] if region else [])]


def honour_guesses(name: str, sentences: Sequence[Sentence]) -> list[Guess]:
    """Return the honours that *sentences* say *name* was given, each title once, and what they say of each."""
    guesses: list[Guess] = []
    titles: list[str] = []
    for sentence in sentences:
        for match in HONOUR.finditer(sentence.text):
            title = match["quoted"] or match["plain"]
            if title in titles:
                continue
            place = len(titles)
            titles.append(title)
            guesses += _honour(place, title, sentence, match)
    return guesses


def is_about_a_deed(sentences: Sequence[Sentence]) -> bool:
    """Tell whether *sentences* tell of a deed: without one nobody gets a draft."""
    return any(DEEDS.search(sentence.text) for sentence in sentences)


def _guess(path: Path, value: str, sentence: Sentence, span: tuple[int, int]) -> Guess:
    return Guess(path, value, sentence.text[span[0] : span[1]], sentence.lines[span[0]])


def _person(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    pattern = re.compile(
        rf"{re.escape(name)}[，,（(]\s*(?P<gender>男|女)(?:[，,、]\s*(?P<people>[\u4e00-\u9fff]{{1,6}}族))?"
    )
    born = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，,。；）)]))")
    for sentence in sentences:
        if match := pattern.search(sentence.text):
            yield _guess(("gender",), Gender.parse(match["gender"]).id, sentence, match.span())
            if match["people"]:
                yield _guess(("ethnicity",), match["people"], sentence, match.span())
            if year := born.search(sentence.text, match.end()):
                yield _guess(("birth_year",), year["year"], sentence, year.span())


_NOT_OF_THE_DEED = re.compile("表彰|授予|追授|召开|评为|荣获|印发|入选|公布|记者|出生|入党|入伍|参加工作|揭晓")


def _date(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    """Yield the day in the sentence of the deed, or in the one before it."""
    for place, sentence in enumerate(sentences):
        near = "".join(one.text for one in sentences[place : place + 2])
        if _NOT_OF_THE_DEED.search(sentence.text) or not DEEDS.search(near):
            continue
        for match in DATE.finditer(sentence.text):
            day = as_date(match[0])
            if day and not re.match("[以底末初至—-]|年?来|年度|电|讯", sentence.text[match.end() :]):
                yield _guess(("deed", "date"), day.iso, sentence, match.span())
                return


def _region(sentences: Sequence[Sentence], date: Guess | None) -> Guess | None:
    """Return the place in the sentence of the deed, or in the one before it, as it was called in the year of *date*."""
    day = as_date(date.quote) if date else None
    for place, sentence in enumerate(sentences):
        near = "".join(one.text for one in sentences[place : place + 2])
        if _NOT_OF_THE_DEED.search(sentence.text) or not DEEDS.search(near):
            continue
        for start, end in _places(sentence.text):
            region = region_table().find_by_path(sentence.text[start:end], day.year if day else None)
            if region is not None:
                return _guess(("deed", "region"), region.code, sentence, (start, end))
    return None


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where *text* names a place, wider places joined with the narrower ones that follow; not someone's home."""
    names, start = region_table().official_names, 0
    while start < len(text):
        end = start
        while length := next((size for size in range(11, 2, -1) if text[end : end + size] in names), 0):
            end += length
        if end > start:
            if not re.match("人(?!民)|籍|户籍|人民政府|委|公安|见义勇为|基金会", text[end:]):
                yield start, end
            start = end
        else:
            start += 1


def _type(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    kinds: list[Guess] = []
    for sentence in sentences:
        for kind, start, end in deed_type_in(sentence.text):
            kinds.append(_guess(("deed", "type"), kind.id, sentence, (start, end)))
    others = [f"第 {one.line} 行“{one.quote}”" for one in kinds if one.value != kinds[0].value]
    if kinds:
        first = kinds[0]
        doubt = f"另有{others[0]}" if others else ""
        yield Guess(first.path, first.value, first.quote, first.line, doubt)


def _rescued(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    for sentence in sentences:
        for match in RESCUED.finditer(sentence.text):
            number = as_number(match["number"])
            if number:
                yield _guess(("deed", "rescued"), str(number), sentence, match.span())


_OTHERS = re.compile(
    "落水者|被救|获救|孩子|儿童|男孩|女孩|老人|歹徒|嫌疑人|凶手|男子|女子|群众|受害|司机|父亲|母亲|儿子|女儿|妻子|丈夫"
)


def _outcome(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    """Yield that the person died, else that they were hurt, where a clause says so of nobody else."""
    for outcome, pattern in (("sacrificed", SACRIFICED), ("injured", INJURED)):
        for sentence in sentences:
            for match in pattern.finditer(sentence.text):
                before = sentence.text[: match.start()]
                clause = re.split("[，；。！？：]", before)[-1]
                subject = re.search(rf"{re.escape(name)}|[他她](?!们)|自己|本人", before)
                if subject and not _OTHERS.search(clause) and not re.search("未|没|无人|不曾|避免|不惜|不怕", clause):
                    yield _guess(("deed", "outcome"), outcome, sentence, match.span())
                    if outcome == "sacrificed":
                        yield from _died(sentence, match.start(), sentences)
                    return


def _died(sentence: Sentence, end: int, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    """Yield the day of death where its own sentence names one, after that of the deed."""
    if sentence is sentences[0]:
        return
    days = [match for match in DATE.finditer(sentence.text[:end]) if as_date(match[0])]
    has_deed = DEEDS.search(sentence.text[:end])
    day = as_date(days[-1][0]) if days and not has_deed else None
    if day:
        yield _guess(("deed", "died"), day.iso, sentence, days[-1].span())


def _summary(name: str, sentences: Sequence[Sentence]) -> Iterator[Guess]:
    for sentence in sentences:
        if name in sentence.text and DEEDS.search(sentence.text) and 8 <= len(sentence.text) <= 60:
            yield _guess(("deed", "summary"), sentence.text, sentence, (0, len(sentence.text)))


_GIVER = re.compile(
    r"(?:^|[，。；、日月年被由经])(?P<body>[\u4e00-\u9fff]{2,30}?(?:人民政府|基金会|委员会|政法委|公安厅|公安局|文明办|总工会|党委|县委|市委|省委))"
    r"(?:[、和][\u4e00-\u9fff]{2,30}?)?(?:决定|联合|分别)?(?:授予|追授|表彰)"
)


def _honour(place: int, title: str, sentence: Sentence, match: re.Match[str]) -> Iterator[Guess]:
    span = match.span("quoted") if match["quoted"] else match.span("plain")
    yield _guess(("honours", place, "title"), title, sentence, span)
    if title.startswith("全国"):
        yield _guess(("honours", place, "level"), "national", sentence, (span[0], span[0] + 2))
    giver = next((one for one in _GIVER.finditer(sentence.text) if one.end() <= span[0]), None)
    if giver:
        yield _guess(("honours", place, "awarded_by"), giver["body"], sentence, giver.span("body"))
    days = [one for one in DATE.finditer(sentence.text[: span[0]]) if as_date(one[0])]
    if days and (day := as_date(days[-1][0])):
        yield _guess(("honours", place, "date"), day.iso, sentence, days[-1].span())
    if match["how"] == "追授":
        yield _guess(("honours", place, "posthumous"), "true", sentence, match.span("how"))
