"""Drafts from old text: who is found, what is proposed, and that nothing is proposed that the text does not say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qunyingpu.authoring.old_text import Draft, read_old_text
from qunyingpu.authoring.old_text.clues import Guess
from qunyingpu.authoring.old_text.names import people
from qunyingpu.authoring.old_text.newsprint import Paragraph
from qunyingpu.errors import UsageError
from qunyingpu.model.region import region_table
from qunyingpu.reading import judge_profile, parse_document

HERE = Path(__file__).parent
NEWSPAPER = (HERE / "newspaper.txt").read_text(encoding="utf-8")
TODAY = datetime.date(2026, 11, 23)


def _drafts(text: str) -> dict[str, Draft]:
    return {draft.name: draft for draft in read_old_text(text.encode(), "测试.txt").drafts}


def _values(draft: Draft) -> dict[str, str]:
    return {".".join(map(str, guess.path)): guess.value for guess in draft.guesses}


def _told(sentence: str) -> dict[str, str]:
    """Return what is proposed for 张测试 by an article of one paragraph."""
    return _values(_drafts(f"　　{sentence}\n")["张测试"])


# ── the newspaper ──


def test_a_page_of_newspaper_becomes_drafts() -> None:
    """Wrapped lines are joined, articles parted, and each person of whom a deed is told has a draft with its facts."""
    drafts = _drafts(NEWSPAPER)
    assert _values(drafts["张测试"]) == {
        "name": "张测试",
        "gender": "male",
        "ethnicity": "汉族",
        "birth_year": "1980",
        "deed.date": "2023-06-24",
        "deed.region": "320505",
        "deed.type": "water_rescue",
        "deed.rescued": "2",
        "deed.outcome": "injured",
        "deed.summary": "路过的村民张测试，男，汉族，1980年5月出生，听见呼救后奋不顾身跳入河中，先后救起2名落水儿童。",
        "honours.0.title": "苏州市见义勇为模范",
        "honours.0.awarded_by": "苏州市人民政府",
        "honours.0.date": "2024-03-01",
        "sources.0.title": "测试日报虚构版面 仅供程序测试",
    }
    assert _values(drafts["李样例"])["honours.0.posthumous"] == "true"
    assert "honours.0.date" not in _values(drafts["李样例"])  # the text has 11月5日 without its year
    assert sorted(drafts) == ["张测试", "李样例"]


def test_who_is_named_without_a_deed_gets_no_draft() -> None:
    """People whom the text only honours are listed with their lines; officials and mediators are not heroes."""
    others = dict(read_old_text(NEWSPAPER.encode(), "测试.txt").others)
    assert others == {"王虚构": 25, "欧阳试": 25}


def test_flaws_are_told_with_their_lines() -> None:
    """Stars, masks, boxes, spread characters and torn articles are told where they stand."""
    found = read_old_text(NEWSPAPER.encode(), "测试.txt").blemishes
    assert [(one.line, one.kind) for one in found] == [
        (30, "转版断开"),
        (33, "占位符"),
        (33, "字间加了空格"),
        (34, "隐去的姓名"),
        (34, "缺字"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*书记出席", "占位符"),
        ("《**省条例》", "占位符"),
        ("王某某报警", "隐去的姓名"),
        ("李某，男", "隐去的姓名"),
        ("陈××说", "隐去的姓名"),
        ("□□村", "缺字"),
        ("名叫??的人", "缺字"),
        ("锟斤拷", "乱码"),
        ("救\ufffd人", "乱码"),
        ("救\u200b人", "乱码"),
    ],
)
def test_each_placeholder_is_told(text: str, kind: str) -> None:
    """Whatever stands for words that were taken out or lost is named, and nothing is guessed in its place."""
    (found,) = read_old_text(text.encode(), "测试.txt").blemishes
    assert (found.line, found.kind) == (1, kind)


def test_a_rule_is_no_placeholder() -> None:
    """A line of stars parts articles; it hides nothing."""
    found = read_old_text("　　甲事。\n******\n　　乙事。\n".encode(), "测试.txt")
    assert (len(found.articles), found.blemishes) == (2, ())


# ── nothing that is not in the text ──


def _check(text: str, draft: Draft) -> None:
    """Fail where a guess quotes what its line does not say, or proposes what its quote does not say."""
    rows = text.split("\n")
    for guess in draft.guesses:
        where = "".join("".join(rows[guess.line - 1 :]).split())
        quote = "".join(guess.quote.split())
        assert quote in where, guess
        head = "".join(rows[guess.line - 1].split())
        assert quote[0] in head, guess
        assert _says(guess), guess
    assert all("".join(part.split()) in "".join(text.split()) for part in draft.story.split("\n\n"))


_WORDS = {"male": "男", "female": "女", "national": "全国", "true": "追授"}
_TYPES = {
    "water_rescue": "落水|溺水|跳入|冰窟|河|江",
    "fire_rescue": "火",
    "stop_crime": "歹徒|刀|抢|行凶|劫",
    "catch_suspect": "抓获|擒获|制服|小偷|嫌疑人",
    "traffic_rescue": "车",
    "sacrificed": "牺牲|生命|抢救无效|遇难|离世|溺水身亡",
    "injured": "伤|骨折|刀",
}


def _says(guess: Guess) -> bool:
    """Tell whether the quote says the value: as it stands, or spelled otherwise by the rules written down here."""
    if guess.value in guess.quote:
        return True
    if guess.path[-1] in {"date", "died"}:
        return [int(part) for part in guess.value.split("-")] == [int(part) for part in re.findall(r"\d+", guess.quote)]
    if guess.path[-1] == "region":
        return guess.quote.endswith(region_table().find(guess.value).name) or any(
            guess.quote.endswith(name) for name in region_table().find(guess.value).former_names
        )
    if guess.path[-1] == "rescued":
        return "〇一二三四五六七八九".find(re.sub("两", "二", guess.quote)[-2]) == int(guess.value)
    if guess.value in _WORDS:
        return _WORDS[guess.value] in guess.quote
    return re.search(_TYPES[guess.value], guess.quote) is not None


def test_every_value_of_the_newspaper_is_in_it() -> None:
    """Each proposal is words of the text, or these words as profiles spell them, quoted with their line."""
    for draft in _drafts(NEWSPAPER).values():
        _check(NEWSPAPER, draft)


_PIECES = (
    "2023年6月24日下午，",
    "去年夏天，",
    "6月24日，",
    "2023年2月30日，",
    "在江苏省苏州市虎丘区，",
    "在辽宁省锦州市黑山县，",
    "村民张测试听见呼救，",
    "退役军人李样例见状挺身而出，",
    "张测试，男，汉族，1980年5月出生，",
    "奋不顾身跳入河中，",
    "与持刀歹徒搏斗，",
    "救起两名落水儿童。",
    "救出3人。",
    "落水者经抢救无效死亡。",
    "他身负重伤。",
    "他没有受伤。",
    "李样例英勇牺牲。",
    "市人民政府授予张测试“测试市见义勇为模范”称号。",
    "中华测试基金会追授李样例“全国见义勇为英雄”荣誉称号。",
    "**省有关部门表示感谢。",
    "会议指出，要弘扬见义勇为精神。",
    "\n",
    "\n　　",
    "\n\n　　",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14), st.integers(8, 60))
def test_no_text_makes_a_draft_say_more(pieces: Sequence[str], width: int) -> None:
    """However sentences follow each other and lines are broken, every proposal is in the text at the line it names."""
    text = "　　" + "".join(pieces)
    wrapped = "\n".join(row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width))
    for draft in _drafts(wrapped).values():
        _check(wrapped, draft)
        written = parse_document("heroes/32/320500-2023-aaaaa.yaml", draft.yaml)
        assert [problem.code for problem in written.problems] == []


def test_a_draft_tells_the_ground_of_every_line() -> None:
    """Above each proposed field a comment quotes the text and its line; what lacks is a list of things to do."""
    text = _drafts(NEWSPAPER)["李样例"].yaml
    assert "# 猜测：据第 17 行“2022年10月3日”\n  date: 2022-10-03\n" in text
    assert "# 猜测：称号，据第 21 行“全国见义勇为英雄”\n" in text
    assert "# 待办：补上“公开依据”，原文里没有找到。\n" in text
    assert text.endswith("draft: true\n")


def test_a_draft_is_judged_like_any_profile() -> None:
    """With a stated ground of publication the draft is a sound profile, hidden until someone has checked it."""
    (draft, *_) = read_old_text(NEWSPAPER.encode(), "测试.txt", basis="public_report").drafts
    hero, problems = judge_profile(parse_document("a.yaml", draft.yaml), "320500-2023-aaaaa", today=TODAY)
    assert [problem.code for problem in problems] == []
    assert hero is not None
    assert (hero.draft, hero.deed.outcome.label, draft.lacking) == (True, "负伤", ())


# ── what is not proposed ──


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("6月24日，村民张测试听见呼救，跳入河中救人。", "deed.date"),
        ("2023年2月30日，村民张测试听见呼救，跳入河中救人。", "deed.date"),
        ("截至2023年底，村民张测试听见呼救跳入河中救人三次。", "deed.date"),
        ("村民张测试听见呼救，跳入河中救人，落水者经抢救无效。", "deed.outcome"),
        ("村民张测试听见呼救，跳入河中救人，没有受伤。", "deed.outcome"),
        ("村民张测试听见呼救，不惜流血牺牲，跳入河中救人。", "deed.outcome"),
        ("江苏省苏州市人、村民张测试听见呼救，跳入河中救人。", "deed.region"),
        ("村民张测试听见呼救，跳入河中救人，受到江苏省人民政府表扬。", "deed.region"),
        ("村民张测试听见呼救，跳入河中救人，后来平安上岸。", "deed.outcome"),
    ],
)
def test_what_the_text_does_not_say_stays_open(sentence: str, field: str) -> None:
    """A day without its year, another's death, a home or an authority: none of it is a fact about the deed."""
    assert field not in _told(sentence)


@pytest.mark.parametrize(
    ("sentence", "field", "value"),
    [
        ("二〇二三年六月二十四日，村民张测试听见呼救，跳入河中救人。", "deed.date", "2023-06-24"),
        ("2023年6月，村民张测试听见呼救，跳入河中救人。", "deed.date", "2023-06"),
        ("村民张测试听见呼救，跳入河中救起十二名孩子。", "deed.rescued", "12"),
        ("村民张测试听见呼救，冲进火场救人，英勇牺牲。", "deed.outcome", "sacrificed"),
        ("在黑山县，村民张测试听见呼救，冲进火场救人。", "deed.region", "210726"),
    ],
)
def test_what_the_text_says_otherwise_is_spelled_as_profiles_spell_it(sentence: str, field: str, value: str) -> None:
    """Chinese numerals, months alone, and places without their province are read."""
    assert _told(sentence)[field] == value


def test_the_dead_have_a_day_only_where_a_sentence_gives_it() -> None:
    """The day of death is taken from its own sentence with a full date, never from that of the deed."""
    told = _told("2023年6月24日，村民张测试听见呼救，跳入河中救人。2023年6月26日，他经抢救无效离世。")
    assert (told["deed.outcome"], told["deed.died"]) == ("sacrificed", "2023-06-26")
    assert "deed.died" not in _told("2023年6月24日，村民张测试听见呼救，跳入河中救人，英勇牺牲。")


# ── names ──


def test_names_are_found_conservatively(record_property: Callable[[str, object], None]) -> None:
    """On the marked corpus no word is taken for a name, and at least four of five names are found."""
    rows = (HERE / "names.txt").read_text(encoding="utf-8").splitlines()
    right = wrong = missed = 0
    for row in rows:
        marked = set(re.findall("〔(.+?)〕", row))
        text = re.sub("[〔〕]", "", row)
        found = set(people([Paragraph(text, (1,) * len(text))]))
        right, wrong, missed = right + len(found & marked), wrong + len(found - marked), missed + len(marked - found)
    precision, recall = right / (right + wrong), right / (right + missed)
    record_property("precision and recall of names", (precision, recall))
    assert right + missed == 15
    assert (wrong, recall >= 0.8) == (0, True)


# ── files ──


def test_gb18030_and_utf8_say_the_same() -> None:
    """An old file in GB18030 gives the drafts that its UTF-8 copy gives, with a byte order mark or without."""
    wanted = read_old_text(NEWSPAPER.encode(), "测试.txt")
    assert read_old_text(NEWSPAPER.encode("gb18030"), "测试.txt") == wanted
    assert read_old_text(NEWSPAPER.encode("utf-8-sig"), "测试.txt") == wanted
    assert read_old_text(NEWSPAPER.replace("\n", "\r\n").encode(), "测试.txt") == wanted


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0\0\x10JFIF", "测试".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """A picture or a text in UTF-16 is refused with a sentence that says how to mend it."""
    with pytest.raises(UsageError, match="另存为 UTF-8"):
        read_old_text(content, "测试.txt")


def test_web_text_has_a_paragraph_a_line() -> None:
    """Long lines are paragraphs of their own, though a full stop is missing at their ends."""
    rows = ["测试" * 60, "样例" * 60]
    (article,) = read_old_text("\n".join(rows).encode(), "测试.txt").articles
    assert [paragraph.text for paragraph in article.body] == rows


def test_sections_counted_anew_begin_an_article() -> None:
    """Where 一、 comes again, another speech has begun with the paragraph before it."""
    text = "　　甲地的开头写在这里。\n　　一、做法\n　　正文。\n　　乙地的开头写在这里。\n　　一、做法\n　　正文。\n"
    found = read_old_text(text.encode(), "测试.txt").articles
    assert [article.body[0].text[:2] for article in found] == ["甲地", "乙地"]


def test_an_empty_text_offers_nothing() -> None:
    """A file without words has no articles, no drafts and no flaws."""
    found = read_old_text(b"\n \n", "测试.txt")
    assert (found.articles, found.drafts, found.blemishes) == ((), (), ())
