"""《英雄谱》: whom it tells of, in which order and words, and that all of it stands within its frame."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from people import a_book, a_hero
from printed import PRINT_EXTREMES, REAL_SITE, SITE, Page, a_printed_book, collisions
from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.print import Wanted, a_volume, printed
from qunyingpu.outputs.print.chapters import contents_of
from qunyingpu.outputs.print.entries import entry_of
from qunyingpu.outputs.print.volume import running_title

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
CEREMONY = Ceremony.model_validate(
    {
        "id": "test-1",
        "kind": "conference",
        "name": "第1届测试大会",
        "figures": [{"label": label, "value": "1", "unit": "名"} for label in ("测试英雄", "测试模范", "测试模范群体")],
    }
)


def _hero(place: int, **changes: Any) -> Hero:
    return a_hero(id=f"320500-2024-aaa{_LETTERS[place // 23]}{_LETTERS[place % 23]}", **changes)


def _honoured(place: int, title: str, **changes: Any) -> Hero:
    honours = [{"title": title, "level": "national", "ceremony": "test-1"}]
    return _hero(place, **{"honours": honours, "name": f"测试{_LETTERS[place]}", **changes})


def _published(*heroes: Hero) -> PublishedBook:
    return a_book(*heroes, ceremonies=(CEREMONY,)).published(Channel.PRINT)


def _chapters(book: PublishedBook, wanted: Wanted) -> dict[str, list[str]]:
    return {chapter.heading: [hero.name for hero in chapter.heroes] for chapter in contents_of(book, wanted).chapters}


def test_a_ceremony_goes_by_its_titles() -> None:
    """Titles stand in the order of the ceremony's own figures, those that it does not name last; numerals in them."""
    book = _published(
        _honoured(0, "第2测试奖"),
        _honoured(1, "测试模范（群体）", kind="group", member_count="3"),
        _honoured(2, "测试模范"),
        _honoured(3, "测试英雄"),
        _hero(4, name="测试未受表彰"),
    )
    wanted = Wanted(ceremony="test-1")
    assert list(_chapters(book, wanted).items()) == [
        ("测试英雄", ["测试d"]),
        ("测试模范", ["测试c"]),
        ("测试模范（群体）", ["测试b"]),
        ("第二测试奖", ["测试a"]),
    ]
    assert contents_of(book, wanted).scope == "第一届测试大会"


def test_any_other_choice_goes_by_years() -> None:
    """Without a ceremony the years of the deeds are the chapters; within a year days, then the order of the roll."""
    dates = ["2024-06-24", "2023-01-01", "2024-02-01", "2024-06-24"]
    heroes = [_hero(place, name=f"测试{_LETTERS[place]}", deed={"date": date}) for place, date in enumerate(dates)]
    book = _published(*heroes)
    assert _chapters(book, Wanted()) == {"二〇二三年": ["测试b"], "二〇二四年": ["测试c", "测试a", "测试d"]}
    assert _chapters(book, Wanted(year="2023")) == {"二〇二三年": ["测试b"]}
    assert set(_chapters(book, Wanted(year="2023..2024"))) == {"二〇二三年", "二〇二四年"}
    assert contents_of(book, Wanted(year="2023..2024")).scope == "二〇二三年至二〇二四年"


def test_choices_can_be_joined() -> None:
    """A ceremony, a year and a region together choose those for whom all hold."""
    book = _published(
        _honoured(0, "测试英雄"),
        _honoured(1, "测试英雄", deed={"region": "110107"}),
        _honoured(2, "测试英雄", deed={"date": "2023-01-01"}),
        _hero(3, name="测试未受表彰"),
    )
    wanted = Wanted(ceremony="test-1", year="2024", region="320000")
    assert _chapters(book, wanted) == {"测试英雄": ["测试a"]}
    assert contents_of(book, wanted).scope == "第一届测试大会　二〇二四年　江苏省"
    assert _chapters(book, Wanted(region="江苏省/苏州市")) == {
        "二〇二三年": ["测试c"],
        "二〇二四年": ["测试a", "测试未受表彰"],
    }


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted(ceremony="test-9"), "没有“test-9”这次表彰"),
        (Wanted(year="去年"), "去年"),
        (Wanted(region="999999"), "没有“999999”这个行政区划"),
        (Wanted(year="1999"), "没有符合这些条件"),
    ],
)
def test_an_impossible_choice_is_told(wanted: Wanted, sentence: str) -> None:
    """What nobody answers to is wrong usage, said in a sentence."""
    with pytest.raises(UsageError, match=re.escape(sentence)):
        contents_of(_published(_honoured(0, "测试英雄")), wanted)


def test_consent_decides_who_is_printed() -> None:
    """Who agreed to the web alone is in no book, and a masked name is masked."""
    web_only = _hero(1, name="测试只上网", consent={"basis": "consent", "scope": ["web"]})
    masked = _hero(2, name="测试丁", visibility="masked")
    assert _chapters(_published(_hero(0), web_only, masked), Wanted()) == {"二〇二四年": ["测某某", "测试甲"]}


def test_an_entry_tells_what_is_known_in_numerals() -> None:
    """Who it was, when, where and what; honours with their days; where it is told; every digit a numeral."""
    (hero,) = _published(
        _hero(
            0,
            gender="male",
            birth_year="1969",
            occupation="校车照管员",
            former_names=["测试原名"],
            deed={"rescued": "2", "outcome": "sacrificed", "died": "2024-06-26", "story": "第1段。\n\n**第2段**"},
            sources=[{"title": "见义勇为", "publisher": "测试社", "date": "2024-07-02"}],
        )
    ).heroes
    entry = entry_of(hero)
    assert entry.note == (
        "曾用名测试原名，男，一九六九年生，校车照管员。　"
        "二〇二四年六月二十四日，江苏省苏州市，水中救援，两人获救，二〇二四年六月二十六日牺牲。"
    )
    assert entry.story == ("第一段。", "第二段")
    assert entry.honours == "二〇二五年七月二十一日，测试称号。"
    assert entry.sources == "《见义勇为》，测试社，二〇二四年七月二日。"


def test_only_the_dead_of_a_group_are_mourned() -> None:
    """A living member is named without a word; of a group that died as a whole none is singled out."""
    members = [{"name": "测试乙", "outcome": "sacrificed"}, {"name": "测试丙"}, {"name": "测试丁", "outcome": "safe"}]
    mixed = _hero(0, kind="group", members=members, deed={"outcome": "mixed"})
    whole = _hero(1, kind="group", members=[{"name": "测试戊"}, {"name": "测试己"}], deed={"outcome": "sacrificed"})
    notes = {entry_of(hero).note for hero in _published(mixed, whole).heroes}
    assert any("列名三人：测试乙（牺牲）、测试丙、测试丁。" in note for note in notes)
    assert any("列名二人：测试戊、测试己。" in note and note.endswith("牺牲。") for note in notes)


def test_the_word_for_martyrs_needs_a_document(theme: Theme) -> None:
    """烈士 stands in the book only where a record has its document, of the very person."""
    dead = {"outcome": "sacrificed", "died": "2024-06-26"}
    assert "烈士" not in a_printed_book(theme, _hero(0, deed=dead)).text
    recognised = _hero(0, deed=dead, martyr={"date": "2024-09-18", "awarded_by": "某省", "document": "某政函1号"})
    assert "二〇二四年九月十八日，某省评定为烈士，某政函一号。" in a_printed_book(theme, recognised).text
    members = [{"name": "测试乙", "outcome": "sacrificed", "martyr": {"document": "某函"}}, {"name": "测试丙"}]
    group = _hero(0, kind="group", members=members, deed={"outcome": "mixed"})
    assert "评定测试乙为烈士，某函。" in a_printed_book(theme, group).text


def test_the_book_is_read_in_its_order(theme: Theme) -> None:
    """Cover, preface, contents, leaves and colophon; a reader selects the words as they are read, marks included."""
    story = "桥边听见呼救，他跳下去；救起“小测”！"
    book = a_printed_book(theme, _hero(0, name="测试乙", deed={"story": story}), _hero(1))
    assert story in book.pages[3].text
    assert book.pages[3].text.index("测试乙") < book.pages[3].text.index(story) < book.pages[3].text.index("测试甲")
    assert book.bookmarks == [
        (0, "封面", 0),
        (0, "序", 1),
        (0, "目录", 2),
        (0, "二〇二四年", 3),
        (1, "测试乙", 3),
        (1, "测试甲", 3),
        (0, "牌记", 4),
    ]


def test_the_contents_lead_to_the_leaves(theme: Theme) -> None:
    """Beside each name stands the number of the leaf that the bookmark leads to."""
    heroes = [_hero(place, name=f"测试{name}", deed={"story": "测" * 700}) for place, name in enumerate("甲乙丙丁")]
    book = a_printed_book(theme, *heroes)
    leaves = {title: page - 2 for level, title, page in book.bookmarks if level == 1}
    assert list(leaves.values()) == sorted(set(leaves.values()))
    told = book.pages[2].text
    for title, leaf in leaves.items():
        assert f"{title}{'零一二三四五六七八九十'[leaf]}" in told


@pytest.mark.parametrize(
    ("chapter", "told"),
    [
        ("测试模范（群体）", "测试模范（群体）"),
        ("第十五届全国测试英雄测试模范（受表彰）", "第十五届全国测试英雄测试模范"),
        ("测" * 20, "测" * 15 + "…"),
    ],
)
def test_a_running_title_fits_its_core(chapter: str, told: str) -> None:
    """A chapter's title loses the remark at its end before it is cut, so that no bracket is left open."""
    assert running_title(chapter) == told


def test_names_are_never_changed(theme: Theme) -> None:
    """No name is turned into traditional characters, and the digits of a group's name stay."""
    book = a_printed_book(
        theme, _hero(0, name="范于余"), _hero(1, name="测试10·24集体", kind="group", member_count="3")
    )
    assert {"范于余", "测试10·24集体"} <= {title for _, title, _ in book.bookmarks}
    assert "范于余" in book.pages[3].text
    assert not set("範於餘") & set(book.text)


@pytest.fixture(scope="module")
def extremes(theme: Theme) -> list[Page]:
    """Set the book of everything that is hard to set."""
    heroes = [_hero(place, **dict(changes)) for place, changes in enumerate(_short(PRINT_EXTREMES.values()))]
    return a_printed_book(theme, *heroes).pages


def _short(profiles: Any) -> list[dict[str, Any]]:
    """Return *profiles* with stories of a leaf or two: longer ones are set no otherwise."""
    return [
        {**profile, "deed": deed | ({"story": deed["story"][:900]} if "story" in deed else {})}
        for profile in profiles
        for deed in [dict(profile.get("deed", {}))]
    ]


def test_nothing_leaves_the_frame(extremes: list[Page], theme: Theme) -> None:
    """Names of 1 to 40 characters, words of 40 letters, titles of 120: all ink lies between the frame's lines."""
    layout = theme.printing.book
    assert layout is not None
    for page in extremes[1:-1]:
        width, height = page.size
        for glyph in page.glyphs:
            if glyph.character not in "样张":
                assert layout.side - 1 < glyph.left < glyph.right < width - layout.side + 1, (glyph, page.text[:40])
                assert layout.foot - 1 < glyph.bottom < glyph.top < height - layout.top + 1, (glyph, page.text[:40])


def test_nothing_is_set_over_another(extremes: list[Page]) -> None:
    """No character covers another: notes, marks and turned words have room of their own."""
    for page in extremes:
        assert not collisions(page.glyphs), page.text[:40]


def test_brackets_stand_in_the_middle_of_their_line(theme: Theme) -> None:
    """Typst takes half of a mark's square at the ends of a line; here every mark has its whole square again."""
    (page,) = [
        page for page in a_printed_book(theme, _hero(0, deed={"story": "测（《试》）测"})).pages if "《试" in page.text
    ]
    story = page.glyphs[next(n for n in range(len(page.glyphs)) if page.glyphs[n].character == "（") - 1 :][:7]
    assert "".join(glyph.character for glyph in story) == "测（《试》）测"
    middles = [(glyph.left + glyph.right) / 2 for glyph in story]
    assert max(middles) - min(middles) < 1


def test_content_is_never_markup(theme: Theme) -> None:
    """What looks like typst's markup is text, in a name, in a story, in an honour."""
    story = '#panic("x") = 标题\n\n$x^2$ [a] <b> @c // #import "x.typ" \\u{41}'
    hero = _hero(0, name="#panic()", deed={"story": story}, honours=[{"title": "*b* _c_ #let x"}])
    book = a_printed_book(theme, hero)
    assert (1, "#panic()") in [(level, title) for level, title, _ in book.bookmarks]
    assert "#panic" in book.pages[3].text
    assert "#importx.typ" in re.sub(r'[\s"]', "", book.text)
    assert "*b*_c_#letx" in re.sub(r"\s", "", book.text)


def test_the_same_roll_gives_the_same_bytes(theme: Theme) -> None:
    """Set twice, in whatever order the profiles were read, the files are equal and carry the day of the data."""
    heroes = [_hero(place, name=f"测试{name}") for place, name in enumerate("甲乙丙")]
    book = a_printed_book(theme, *heroes)
    assert book.content == a_printed_book(theme, *reversed(heroes)).content
    assert b"2026" in book.content
    assert set(re.findall(rb"D:(\d{8})", book.content)) == {b"20261123"}


def test_fonts_are_embedded_in_parts(theme: Theme) -> None:
    """The file holds only the characters it shows: a short book is far smaller than one of its fonts."""
    assert len(a_printed_book(theme, _hero(0)).content) < 400_000
    assert min(font.path.stat().st_size for font in theme.fonts.values()) > 1_500_000


def test_a_sample_says_so_on_every_leaf(theme: Theme) -> None:
    """While the address is a placeholder, cover, leaves and colophon carry 样张; afterwards none does."""
    assert all("样张" in page.text for page in a_printed_book(theme, _hero(0)).pages)
    assert "样张" not in a_printed_book(theme, _hero(0), site=REAL_SITE).text


@pytest.mark.parametrize("scale", [3.0, 1.5])
def test_the_code_leads_to_the_same_people(theme: Theme, scale: float) -> None:
    """The colophon's code leads to the ceremony's page, else to the roll; read at full size and at half."""
    book = a_printed_book(theme, _honoured(0, "测试英雄"), ceremonies=(CEREMONY,), wanted=Wanted(ceremony="test-1"))
    assert book.pages[-1].code(scale) == ["https://roll.example/ceremonies/test-1.html"]
    assert a_printed_book(theme, _hero(0)).pages[-1].code(scale) == ["https://roll.example/roll/index.html"]


def test_a_character_without_a_glyph_is_told(theme: Theme) -> None:
    """The hero, the field and the code point are named, and nothing is set."""
    book = _published(_hero(0, deed={"story": "测试\U000323af。"}))
    with pytest.raises(ContentError) as told:
        a_volume(book, SITE, theme, Wanted())
    (problem,) = told.value.problems
    assert (problem.code, problem.file, problem.field) == (
        "glyph-missing",
        "heroes/32/320500-2024-aaaaa.yaml",
        "deed.story",
    )
    assert "U+323AF" in problem.message


def test_what_is_not_printed_may_lack_glyphs(theme: Theme) -> None:
    """Only what the book shows is asked for: a report's title among the media stops nothing."""
    media = [{"title": "测试\U000323af", "url": "https://example.org/"}]
    assert a_volume(_published(_hero(0, media=media)), SITE, theme, Wanted()).size == 1


def test_progress_is_told_hero_by_hero(theme: Theme) -> None:
    """Whoever watches hears of each hero that was set, out of how many."""
    heard: list[tuple[int, int]] = []
    a_volume(_published(_hero(0), _hero(1)), SITE, theme, Wanted(), lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_a_theme_without_the_book_is_told(theme: Theme) -> None:
    """Neither a missing layout nor a missing template is a fault of the program."""
    bare = dataclasses.replace(theme, printing=dataclasses.replace(theme.printing, book=None))
    with pytest.raises(ContentError, match=re.escape("theme/print/book.yaml")):
        a_volume(_published(_hero(0)), SITE, bare, Wanted())
    volume = a_volume(_published(_hero(0)), SITE, theme, Wanted())
    bare = dataclasses.replace(theme, printing=dataclasses.replace(theme.printing, templates={}))
    with pytest.raises(ContentError, match=re.escape("theme/print/book.typ")):
        printed(volume, bare)
