"""Make queries of every class by chance, each with the rows that its class asks for."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bench_search.answers import Truth, one_slip, spellings_of
from bench_search.rows import Row, squash
from qunyingpu.model.masking import COMPOUND_SURNAMES

_TRADITIONAL = (
    "张張刘劉陈陳杨楊黄黃赵趙吴吳孙孫马馬罗羅郑鄭谢謝许許韩韓冯馮邓鄧叶葉苏蘇贾賈邹鄒龙龍龚龔钱錢严嚴贺賀顾顧汤湯"
    "国國伟偉军軍丽麗艳豔兰蘭红紅云雲凤鳳强強涛濤刚剛华華飞飛宁寧东東贵貴荣榮庆慶兴興阳陽达達远遠义義伤傷众眾"
    "广廣陕陝辽遼苏蘇见見听聽声聲绳繩过過时時门門车車医醫学學桥橋湾灣岭嶺泽澤县縣区區乡鄉镇鎮"
)
TRADITIONAL = {simple: other for simple, other in zip(*[iter(_TRADITIONAL)] * 2, strict=True) if simple != other}
"""Simplified characters with the one traditional form that nobody disputes."""
_RARE = "饕餮魑魅魍魉貔貅耄耋龃龉囹圄旖旎氤氲蹀躞"
_CLAUSE = re.compile(r"[\u4e00-\u9fff]+")
_SENTENCE_ENDS = re.compile(r"[。！？；：…\n]")
_PLACE_ENDS = re.compile(r"(?<=..)(?:自治区|地区|[省市县区])$")
_FEW, _PATIENCE = 3, 50


class Kind(StrEnum):
    """The classes of queries, as the table calls them."""

    NAME = "full name"
    PART = "part of a name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    OTHERS = "former, members"
    UMLAUT = "ü"
    TRADITIONAL = "traditional"
    PLACE = "place"
    PHRASE = "phrase"
    BOTH = "two terms"
    SLIP = "one slip"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, what it means (*terms*, folded and bare), and the rows that its class asks for."""

    kind: Kind
    text: str
    terms: tuple[str, ...]
    own: frozenset[int]

    def is_right(self, truth: Truth, number: int) -> bool:
        """Tell whether the row is a right answer: it holds all that is meant, or sounds like it but for a letter."""
        if self.kind is Kind.SLIP and truth.is_near(number, self.terms[0]):
            return True
        return all(truth.holds(number, term) for term in self.terms)


class QueryMaker:
    """All that a seed decides about the queries on one roll."""

    def __init__(self, truth: Truth, seed: int) -> None:
        self._truth = truth
        self._rows = truth.rows
        self._draw = random.Random(seed)  # noqa: S311 - nothing here is secret

    def queries(self, each: int) -> tuple[Query, ...]:
        """Return *each* different queries of every class, fewer only where the roll does not offer them."""
        makers: dict[Kind, Callable[[], Iterator[Query]]] = {
            Kind.NAME: self._full_names,
            Kind.PART: self._parts,
            Kind.PINYIN: self._pinyin,
            Kind.INITIALS: self._initials,
            Kind.OTHERS: self._others,
            Kind.UMLAUT: self._umlauts,
            Kind.TRADITIONAL: self._traditional,
            Kind.PLACE: self._places,
            Kind.PHRASE: self._phrases,
            Kind.BOTH: self._both,
            Kind.SLIP: self._slips,
            Kind.NONSENSE: self._nonsense,
        }
        return tuple(query for kind in Kind for query in _first(each, makers[kind]()))

    # ── names ──

    def _full_names(self) -> Iterator[Query]:
        """Yield names of every sort in turn: with a dot, compound surnames, groups, shared by several, any."""
        bearers = Counter(row.name for row in self._rows)
        sorts: list[list[str]] = [
            sorted({row.name for row in self._rows if "·" in row.name}),
            sorted({row.name for row in self._rows if row.name[:2] in COMPOUND_SURNAMES}),
            sorted({row.name for row in self._rows if len(row.names) > 2}),
            sorted(name for name, count in bearers.items() if count > 1),
            sorted(bearers),
        ]
        while True:
            for names in filter(None, sorts):
                name = self._draw.choice(names)
                typed = name.replace("·", self._draw.choice(("·", "", "•", " ")))
                yield Query(Kind.NAME, typed, (squash(name),), self._truth.named(squash(name)))

    def _parts(self) -> Iterator[Query]:
        while True:
            name = self._draw.choice(self._rows).names[0]
            for length in (1, 2, len(name) - 1):
                start = self._draw.randrange(max(1, len(name) - length))
                part = name[start : start + length]
                if part:
                    yield Query(Kind.PART, part, (part,), self._truth.with_part(part))

    def _others(self) -> Iterator[Query]:
        others = [name for row in self._rows for name in row.names[1:]]
        while others:
            name = self._draw.choice(others)
            yield Query(Kind.OTHERS, name, (name,), self._truth.with_part(name))

    def _traditional(self) -> Iterator[Query]:
        while True:
            row = self._draw.choice(self._rows)
            yield from self._written_traditionally(row.names[0], self._truth.with_part)
            place = self._draw.choice(row.places)
            yield from self._written_traditionally(place, self._truth.at_place)
            yield from self._written_traditionally(self._phrase_of(row, _CLAUSE.findall(row.told)), self._truth.telling)

    def _written_traditionally(self, text: str, own: Callable[[str], frozenset[int]]) -> Iterator[Query]:
        typed = "".join(TRADITIONAL.get(character, character) for character in text)
        if typed != text:
            yield Query(Kind.TRADITIONAL, typed, (text,), own(text))

    # ── pinyin ──

    def _pinyin(self) -> Iterator[Query]:
        while True:
            typed = "".join(self._draw.choice(sorted(spellings_of(sign))) for sign in self._person().names[0])
            yield Query(Kind.PINYIN, typed, (typed,), self._truth.said(typed))

    def _initials(self) -> Iterator[Query]:
        while True:
            typed = "".join(self._draw.choice(sorted(spellings_of(sign)))[0] for sign in self._person().names[0])
            yield Query(Kind.INITIALS, typed, (typed,), self._truth.with_initials(typed))

    def _umlauts(self) -> Iterator[Query]:
        rows = [row for row in self._people if "v" in row.pinyin]
        while rows:
            for spelling in ("ü", "v", "yu", "Ü"):
                read = self._draw.choice(rows).pinyin
                meant = read.replace("v", "yu") if spelling == "yu" else read
                typed = read.upper().replace("V", "Ü") if spelling == "Ü" else read.replace("v", spelling)
                yield Query(Kind.UMLAUT, typed, (meant,), self._truth.said(meant))

    def _slips(self) -> Iterator[Query]:
        """Yield pinyin with a letter missing, too many or wrong, such as nobody's name answers to."""
        while True:
            typed = self._draw.choice(sorted(one_slip(self._person().pinyin)))
            if not self._truth.anyone_holds(typed):
                yield Query(Kind.SLIP, typed, (typed,), self._truth.slipped(typed))

    def _person(self) -> Row:
        return self._draw.choice(self._people)

    @cached_property
    def _people(self) -> list[Row]:
        """Hold the rows whose name is a person's and all of whose characters have a reading."""
        return [row for row in self._rows if len(row.names[0]) in {2, 3} and row.pinyin.isascii()]

    # ── places and texts ──

    def _places(self) -> Iterator[Query]:
        """Yield provinces, cities, counties and what stands last, all with their endings and without."""
        while True:
            for tier in (0, 1, 2, -1):
                places = self._draw.choice(self._rows).places
                place = places[min(tier, len(places) - 1)]
                typed = self._draw.choice((place, _PLACE_ENDS.sub("", place)))
                yield Query(Kind.PLACE, typed, (typed,), self._truth.at_place(typed))

    def _phrases(self) -> Iterator[Query]:
        """Yield what stands between two signs, and by turns what runs over a comma, typed without it."""
        while True:
            for signs in (_CLAUSE.findall, _sentences):
                row = self._draw.choice(self._rows)
                phrase = self._phrase_of(row, signs(row.told))
                yield Query(Kind.PHRASE, phrase, (phrase,), self._truth.telling(phrase))

    def _phrase_of(self, row: Row, pieces: Sequence[str]) -> str:
        length = self._draw.randint(4, 8)
        long_enough = [piece for piece in pieces if len(piece) >= length]
        piece = self._draw.choice(long_enough or [row.text.split("\n")[0]])
        start = self._draw.randrange(max(1, len(piece) - length + 1))
        return piece[start : start + length]

    def _both(self) -> Iterator[Query]:
        while True:
            row = self._draw.choice(self._rows)
            first, second = (self._phrase_of(row, _CLAUSE.findall(row.told))[:4] for _ in range(2))
            place = self._draw.choice(row.places[:_FEW])
            pairs = [(place, row.names[0][-2:]), (place, f"{row.year}年"), (str(row.year), row.deed), (place, first)]
            pairs += [(first, second), (row.pinyin, place)] if row in self._people_set else [(first, second)]
            for pair in pairs:
                yield Query(Kind.BOTH, " ".join(pair), pair, self._truth.holding_all(pair))

    @cached_property
    def _people_set(self) -> frozenset[Row]:
        return frozenset(self._people)

    # ── what stands nowhere ──

    def _nonsense(self) -> Iterator[Query]:
        """Yield rare characters, letters that nobody's name is near to, and phrases whose halves stand apart."""
        while True:
            for make in (self._strange_word, self._strange_letters, self._torn_phrase):
                made = (make() for _ in range(_PATIENCE))
                typed = next(filter(self._stands_nowhere, made), "")
                yield Query(Kind.NONSENSE, typed, (typed,), frozenset())

    def _stands_nowhere(self, term: str) -> bool:
        return not self._truth.anyone_holds(term) and not self._truth.slipped(term)

    def _strange_word(self) -> str:
        return "".join(self._draw.sample(_RARE, self._draw.randint(2, 4)))

    def _strange_letters(self) -> str:
        return "".join(self._draw.choices("qxvbkmp", k=self._draw.randint(5, 8)))

    def _torn_phrase(self) -> str:
        """Return three characters of which a text has the first two and the last two, but not together."""
        clauses = _CLAUSE.findall(self._draw.choice(self._rows).told)
        after = {clause[place]: clause[place + 1] for clause in clauses for place in range(len(clause) - 1)}
        first: str = self._draw.choice(sorted(after))
        second: str = after[first]
        third: str = after.get(second, first)
        return first + second + third


def _sentences(told: str) -> list[str]:
    pieces = map(squash, _SENTENCE_ENDS.split(told))
    return [piece for piece in pieces if piece and _CLAUSE.fullmatch(piece)]


def _first(count: int, made: Iterator[Query]) -> Iterator[Query]:
    """Yield the first *count* of *made* that differ and mean something, trying at most a hundred times as many."""
    seen: set[str] = set()
    for _, query in zip(range(100 * count), made, strict=False):
        if len(seen) == count:
            return
        if query.text and query.text not in seen:
            seen.add(query.text)
            yield query
