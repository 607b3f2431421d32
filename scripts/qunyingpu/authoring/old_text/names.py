"""Find the names of people in running text where its words leave hardly a doubt: a name too few beats a wrong one.

A name is two to four characters that begin with a surname, with the end of a clause, or a word for what someone is,
before it, and after it one of the turns by which newspapers introduce people: ``，男，``, ``同志``, what they do next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.authoring.old_text.newsprint import Paragraph
from qunyingpu.authoring.old_text.surnames import begins_with_surname

_ROLES = (
    "村民|居民|市民|群众|职工|员工|工人|农民|农民工|民工|青年|小伙|小伙子|大学生|学生|教师|老师|医生|护士|司机|驾驶员|保安|民警|"
    "辅警|警察|战士|士官|军人|老兵|党员|骑手|快递员|外卖员|店主|老板|商户|渔民|船工|船员|志愿者|退役军人|退伍军人|复员军人|"
    "现役军人|消防员|务工人员|个体户|经理|英雄|模范|勇士|烈士|英模|先进个人|先进分子|医师|会计|厨师|保洁员|环卫工|环卫工人|"
    "网格员|支书|村主任|队员|女工|电工|焊工|木工|瓦工|装修工|技术员|乘务员|列车员|出租车司机|公交司机|货车司机|网约车司机"
)
_BEFORE = re.compile(rf"(?:^|[^\u4e00-\u9fff]|{_ROLES}|授予|追授|表彰|表扬|追记|学习|是|叫)$")
_STRONG = (
    r"同志|[，,（(]\s*(?:男|女)(?=[，,、。；;）)])|奋不顾身|挺身而出|不顾个人安危|不顾安危|毫不犹豫|奋勇|纵身|勇斗|勇救|舍身|"
    r"英勇牺牲|壮烈牺牲|不幸牺牲|为救|跳入|跳下|冲上前|冲进|被追授|被授予|被评为|荣获|听到|听见|发现|见状|看到|看见|途经|路过"
)
_PARTICLES = frozenset("和于从向经能那后时常都曾应相全安")
"""Surnames that are mostly other words: a title before them proves nothing."""
_SURE = re.compile("同志|[，,（(]")
_MILD = r"在|正在|与|和|下班|驾车|骑车|立即|立刻|迅速|一把|三人|两人|二人|获|被|因|身负|献出|不幸|的|、|说|用"
_TITLED = re.compile(rf"(?:{_ROLES})$")
_CONFERRED = re.compile(
    r"(?:授予|追授|表彰)(?P<names>[\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4})*?)(?=等|同志|[“《「]|为|“)"
)
_ENTRY = re.compile(r"(?:\d{1,3}[.．、]\s*)?(?P<name>[\u4e00-\u9fff]{2,4})(?:[：:（(].*)?")
_NO_NAME = re.compile(
    r"某|同志|全体|各位|先生|女士|群众|英雄|人员|大家|我们|他们|她们|全国|全省|全市|工作|高度|方面|任何|和平|时候|时间|严格|平时|路人|"
    r"党员|家属|成员|从小|计划|安全|国家|公安|公司|广大|许多|应该|何人|常常|向前|平安|成功|文明|高中|安全|水中|江中|河中|井下"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands: *paragraph* and *start*, both counted from 0, within an article."""

    paragraph: int
    start: int


def people(body: Sequence[Paragraph]) -> dict[str, Mention]:
    """Return the names in *body*, each with the place that shows it to be one, in the order of these places."""
    found: dict[str, Mention] = {}
    texts = [paragraph.text for paragraph in body]
    for number, text in enumerate(texts):
        for start, name in sorted({*_introduced(text), *_conferred(text), *_entries(text, texts)}):
            found.setdefault(name, Mention(number, start))
    return found


def is_name(text: str) -> bool:
    """Tell whether *text* may be a whole name."""
    return begins_with_surname(text) and not _NO_NAME.search(text)


def _introduced(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(rf"(?:{_STRONG})", text):
        for start, name in _before(text, match.start()):
            # Two characters are often a word: they need a title, or a turn that only follows a name.
            is_plain = len(name) > 2 and name[0] not in _PARTICLES
            if is_plain or _SURE.match(match[0]) or (_TITLED.search(text[:start]) and name[0] not in _PARTICLES):
                yield start, name
    for match in re.finditer(rf"(?:{_MILD})", text):
        for start, name in _before(text, match.start()):
            if _TITLED.search(text[:start]) and name[0] not in _PARTICLES:
                yield start, name


def _before(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Yield the name that ends at *end*, the longest that the words before it allow."""
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and is_name(text[start:end]) and _BEFORE.search(text[:start]):
            yield start, text[start:end]
            return


def _conferred(text: str) -> Iterator[tuple[int, str]]:
    for match in _CONFERRED.finditer(text):
        start = match.start("names")
        names = re.split(r"[、和]", match["names"])
        if all(is_name(name) for name in names):
            for name in names:
                yield start, name
                start += len(name) + 1


def _entries(text: str, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield a name that a paragraph begins with and that stands elsewhere, too: the head of an entry in a list."""
    match = _ENTRY.fullmatch(text)
    if match and is_name(match["name"]) and sum(match["name"] in other for other in texts) > 1:
        yield match.start("name"), match["name"]
