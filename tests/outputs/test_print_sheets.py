"""Boards, handouts, certificates, plaques and table cards: what they tell, and in which colours."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drawn import PORTRAIT, SACRIFICED, is_near
from faces import a_face, encoded
from printed import (
    FORMS,
    PRINT_EXTREMES,
    SITE,
    Pdf,
    a_sheet,
    shown,
)
from qunyingpu.errors import ContentError
from qunyingpu.model.print_layout import SheetColumn
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.print import a_board, printed
from qunyingpu.outputs.print.drafts import Draft
from qunyingpu.outputs.print.lines import clauses_of, parts_of, tokens_of
from qunyingpu.outputs.print.rows import row_data
from qunyingpu.outputs.print.subjects import honour_lines, how_many, named_members, subject_of

MIXED: dict[str, Any] = {
    "kind": "group",
    "name": "测试群体",
    "deed": {"outcome": "mixed"},
    "members": [{"name": "测试乙", "outcome": "sacrificed"}, {"name": "测试丙"}, {"name": "测试丁", "outcome": "safe"}],
}


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """Write a drawn face as `reading` keeps it, and return it."""
    path = tmp_path_factory.mktemp("faces") / "face.jpg"
    path.write_bytes(encoded(a_face((1280, 1600)), quality=92))
    return SourceFile(path, "face")


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_names_the_hero(theme: Theme, form: str) -> None:
    """The name can be selected, the outline has it, and the file carries it with the day of the data."""
    sheet = a_sheet(theme, form, name="测试甲子丑")
    assert "测试甲子丑" in sheet.text
    assert sheet.bookmarks == [(0, "测试甲子丑", 0)]
    assert set(re.findall(rb"D:(\d{8})", sheet.content)) == {b"20261123"}
    assert sheet.content == a_sheet(theme, form, name="测试甲子丑").content


def test_a_board_tells_the_story_in_reading_order(theme: Theme) -> None:
    """Title, name, place and day, summary, story, honours: as they are read, so they are selected."""
    board = a_sheet(theme, "a3", occupation="测试职业", deed={"story": "第一段。\n\n第二段。"})
    words = [
        "测试名录",
        "江苏省苏州市",
        "测试称号",
        "测试甲",
        "测试职业",
        "2024年6月24日事发",
        "测试用的一句话",
        "第一段。",
        "第二段。",
    ]
    place = 0
    for word in words:
        place = board.text.index(word, place) + len(word)


def test_a_long_story_ends_with_a_whole_sentence(theme: Theme) -> None:
    """What has no room is left out from a sentence on; a story without any full stop ends with ……."""
    sentence = "他跳下去，把孩子托出水面，自己却再也没有上来。"
    long = a_sheet(theme, "a3", deed={"story": sentence * 100}, honours=[]).text
    count = long.count(sentence)
    assert 10 < count < 100
    assert long.count("他跳下去") == count
    endless = a_sheet(theme, "a3", **PRINT_EXTREMES["no-full-stop"]).text
    assert "……" in endless
    assert endless.count("测试用的一个长句子") > 10


def test_content_is_never_markup(theme: Theme) -> None:
    """What looks like typst's markup is text wherever it stands."""
    sheet = a_sheet(
        theme,
        "handout",
        name="#panic()",
        occupation="*b* _c_ <d>",
        honours=[{"title": "$x$ #let y = 1"}],
        deed={"story": '#import "x.typ" @e [f] // g'},
        sources=[{"title": "= h `i` \\u{41}"}],
    )
    told = re.sub(r"\s", "", sheet.text)
    for words in ("#panic()", "*b*_c_<d>", "$x$#lety=1", '#import"x.typ"@e[f]//g', "=h`i`\\u{41}"):
        assert words in told


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({}, "honour"),
        ({"deed": {"outcome": "injured"}}, "honour"),
        ({"deed": SACRIFICED}, "solemn"),
        (MIXED, "solemn"),
        ({**MIXED, "deed": {"outcome": "mixed"}, "members": [{"name": "测试乙"}]}, "solemn"),
        ({"kind": "group", "members": [{"name": "测试乙"}, {"name": "测试丙"}]}, "honour"),
    ],
)
def test_the_dead_stand_in_ink(theme: Theme, changes: dict[str, Any], chosen: str) -> None:
    """The living have gold line and deep red; the dead, and a group of which some died, have ink."""
    accent = theme.card_themes[chosen].accent
    wanted = tuple(int(accent[at : at + 2], 16) for at in (1, 3, 5))
    (page,) = a_sheet(theme, "handout", **changes).pages
    assert is_near(page.colour((100, 1.5)), (wanted[0], wanted[1], wanted[2]))


def test_only_the_dead_of_a_group_are_marked() -> None:
    """A living member stands without a mark; where all died none is singled out; where not all fit the dead stay."""
    assert [(member.name, member.mark) for member in named_members(shown(**MIXED))] == [
        ("测试乙", "牺牲"),
        ("测试丙", ""),
        ("测试丁", ""),
    ]
    whole = {**MIXED, "deed": {"outcome": "sacrificed"}, "members": [{"name": "测试乙", "outcome": "sacrificed"}]}
    assert [member.mark for member in named_members(shown(**whole))] == [""]
    members = [{"name": f"测试{place}"} for place in range(9)] + [{"name": "测试乙", "outcome": "sacrificed"}]
    group = shown(**{**MIXED, "members": members, "member_count": "12"})
    assert {member.name for member in named_members(group) if member.rank < 2} == {"测试乙", "测试0"}
    assert how_many(group) == 12


def test_a_group_on_a_board(theme: Theme) -> None:
    """Its members are named, the dead marked so, and how many they were."""
    told = a_sheet(theme, "a3", **{**MIXED, "member_count": "12"}).pages[0].bare
    assert "共12人，列名3人" in told
    assert "有成员牺牲" in told
    assert "测试乙牺牲测试丙测试丁等12人" in told


def test_the_dead_are_kept_where_not_all_have_room(theme: Theme) -> None:
    """Of more names than a sheet can hold the dead are shown, and how many there were in all."""
    members = [{"name": f"{'测试' * 18}{place}"} for place in range(50)] + [{"name": "测试乙", "outcome": "sacrificed"}]
    told = a_sheet(theme, "handout", **{**MIXED, "members": members}).pages[0].bare
    assert "测试乙牺牲" in told
    assert "等51人" in told
    assert told.count("测试" * 18) < 50


@pytest.mark.parametrize("form", FORMS)
def test_the_word_for_martyrs_is_not_ours(theme: Theme, form: str) -> None:
    """烈士 stands on no sheet unless the record's own words have it."""
    assert "烈士" not in a_sheet(theme, form, deed=SACRIFICED).text


def test_fates_are_told_as_they_are_known(theme: Theme) -> None:
    """Died on the day, on another, on a day that is not known; injured; unharmed without a word."""
    fates = {
        "当日牺牲": {"outcome": "sacrificed", "died": "2024-06-24"},
        "2024年6月26日牺牲": SACRIFICED,
        "牺牲": {"outcome": "sacrificed"},
        "负伤": {"outcome": "injured"},
        "": {},
    }
    for words, deed in fates.items():
        assert subject_of(shown(deed=deed), SITE).words["fate"] == words


def test_honours_stand_highest_first_then_those_of_members() -> None:
    """The group's own come first; with each stands who awarded it, when, and to whom where not to all."""
    own = [
        {"title": "县级称号", "level": "county", "date": "2024-07-01", "awarded_by": "某县"},
        {"title": "国家称号", "level": "national"},
        {"title": "个人称号", "level": "national", "members": ["测试乙"], "posthumous": "是"},
    ]
    lines = [(honour.title, detail) for honour, detail in honour_lines(shown(**{**MIXED, "honours": own}))]
    assert lines == [("国家称号", ""), ("县级称号", "某县　2024年7月1日"), ("个人称号", "测试乙")]


def test_a_portrait_stands_with_its_credit(theme: Theme, face: SourceFile) -> None:
    """The photograph takes the place of the stele, at 300 dots an inch, with whose it is."""
    portrait = PORTRAIT | {"credit": "测试摄影", "licence": "仅限测试"}
    board = a_board(shown(portrait=portrait), "handout", SITE, theme, face)
    (page,) = Pdf(printed(board.document, theme)).pages
    assert "照片：测试摄影，仅限测试" in page.text
    (picture,) = board.document.pictures.values()
    with Image.open(io.BytesIO(picture)) as shot:
        across = theme.printing.sheets["handout"].layers[5].box[0] / 25.4
        assert (shot.format, shot.info["dpi"]) == ("JPEG", (300, 300))
        assert 0.85 < shot.width / (300 * across) < 1
        assert not shot.getexif()
    # On a cheek, where the stele would be paper.
    red, green, blue = page.colour((43, 80))
    assert red > green > blue


@pytest.mark.parametrize(("form", "remarked"), [("a3", False), ("a1", True)])
def test_a_coarse_photograph_is_remarked(theme: Theme, tmp_path: Path, form: str, remarked: bool) -> None:  # noqa: FBT001
    """Below 150 dots an inch one sentence says so; the sheet is made all the same."""
    path = tmp_path / "small.jpg"
    path.write_bytes(encoded(a_face((800, 1000)), quality=92))
    board = a_board(shown(portrait=PORTRAIT), form, SITE, theme, SourceFile(path, "small"))
    assert ("发虚" in board.remark) is remarked
    assert printed(board.document, theme).startswith(b"%PDF")


def test_the_dead_are_shown_without_colour(theme: Theme, face: SourceFile) -> None:
    """In ink, a photograph is grey."""
    spread = {}
    for name, deed in (("living", {}), ("dead", SACRIFICED)):
        (page,) = a_sheet(theme, "handout", face=face, portrait=PORTRAIT, deed=deed).pages
        red, green, blue = page.colour((43, 80))
        spread[name] = max(red, green, blue) - min(red, green, blue)
    assert spread["living"] > 20
    assert spread["dead"] < 6


def test_a_masked_hero_shows_no_photograph(theme: Theme, face: SourceFile) -> None:
    """Whoever is masked stands as a stele of the masked name, even when a photograph lies beside the profile."""
    masked = a_sheet(theme, "a3", face=face, portrait=PORTRAIT, visibility="masked")
    assert masked.content == a_sheet(theme, "a3", name="测某某").content


def test_a_damaged_photograph_is_told(theme: Theme, tmp_path: Path) -> None:
    """A torn file ends in a problem that names the profile."""
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(encoded(a_face((300, 400)))[:4000])
    with pytest.raises(ContentError) as told:
        a_board(shown(portrait=PORTRAIT), "a3", SITE, theme, SourceFile(torn, "torn"))
    (problem,) = told.value.problems
    assert (problem.code, problem.field) == ("photo-damaged", "portrait.file")


def test_texts_are_cut_where_no_word_is_parted() -> None:
    """A number stays with its unit, and knows whether Chinese stands beside it; joined, tokens are the text again."""
    assert tokens_of("2024年救起2人") == [
        {"text": "2024", "unit": "年", "before": False, "after": False},
        "救起",
        {"text": "2", "unit": "人", "before": True, "after": False},
    ]
    assert tokens_of("用AED抢救")[1] == {"text": "AED", "unit": "", "before": True, "after": True}
    text = "“2024年6月”，18.5℃的A区——Ceshi·Jia 3万余元"
    for pieces in (tokens_of(text), *clauses_of(text), *parts_of(text)):
        assert all(part for part in pieces)
    joined = "".join(part if isinstance(part, str) else part["text"] + part["unit"] for part in tokens_of(text))
    assert joined == text


def test_rows_without_words_fall_away(theme: Theme) -> None:
    """A row whose word is empty is not set, nor is a list of nothing."""
    hero = shown(honours=[], sources=[{"title": "虚构"}], deed={"story": ""})
    layout = theme.printing.sheets["handout"]
    draft = Draft(
        name="handout",
        subject=subject_of(hero, SITE),
        site=SITE,
        layout=layout,
        colours=theme.card_themes["honour"],
        portrait=None,
    )
    rows = [row for layer in layout.layers if isinstance(layer, SheetColumn) for row in layer.rows]
    set_rows = {row.kind: row_data(draft, row) for row in rows}
    assert set_rows["honours"] is None
    assert set_rows["members"] is None
    assert set_rows["story"] is None
    assert set_rows["sources"] is not None
