"""填表.html in Chromium, opened as a file: filled in by mouse and by keys alone, kept, opened again, made a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import form_way as way
from faces import a_face, encoded, frames
from projects import TODAY
from qunyingpu.authoring.canonical import canonical_yaml
from qunyingpu.messages import MESSAGES
from qunyingpu.model.fields import Field, fields_of
from qunyingpu.model.hero import VERSION, Hero
from qunyingpu.model.record import Shape
from qunyingpu.reading import judge_profile, parse_document
from sites import Shipped, build, serving
from trial_projects import shipped_project


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the shipped project, as a file."""
    return way.write_form(tmp_path_factory.mktemp("form"))


@pytest.fixture
def page(page: Page, form: Path) -> Page:
    """The form, freshly opened on a desk."""
    way.open_form(page, form)
    return page


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A photograph of nobody with twelve million pixels, lying on its side."""
    return way.large_photo()


def _told(page: Page, key: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(f'[id="e-{key}"] .told').all_inner_texts()]


def _fill(page: Page) -> None:
    for step in (way.fill_person, way.fill_deed, way.fill_honour, way.fill_source, way.fill_consent):
        step(page)


def _unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name) for name in files.namelist()}


def _hero(files: dict[str, bytes]) -> Hero:
    """Return the hero of an archive, of whom `check` has nothing to say."""
    name = next(name for name in files if name.endswith(".yaml"))
    document = parse_document(name, files[name].decode())
    hero, problems = judge_profile(document, Path(name).stem, today=TODAY)
    assert hero and not problems, problems
    return hero


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


# ── the whole way ──


def test_from_the_form_to_the_page(page: Page, photo: bytes, shipped: Shipped, tmp_path: Path) -> None:
    """What is filled in becomes a zip, whose files pass `check` and build the hero's page with the photograph."""
    _fill(page)
    way.fill_photo(page, photo)
    archive = way.make_zip(page)
    hero_id = way.place_profile(archive, shipped.copied(tmp_path))
    assert sorted(_unzipped(archive)) == [f"heroes/32/{hero_id}.jpg", f"heroes/32/{hero_id}.yaml"]
    site = build(tmp_path)
    shown = (site / "heroes" / f"{hero_id}.html").read_text(encoding="utf-8")
    assert all(words in shown for words in (way.NAME, "测试市见义勇为先进个人", "测试单位提供"))
    assert (site / "cards" / f"{hero_id}-share.jpg").is_file()


def test_the_profile_is_canonical(page: Page) -> None:
    """The text in the zip is, byte for byte, what `fmt` would write of that hero."""
    _fill(page)
    files = _unzipped(way.make_zip(page))
    hero = _hero(files)
    assert files[f"heroes/32/{hero.id}.yaml"].decode() == canonical_yaml(hero)
    assert hero.deed.story == way.STORY
    assert (hero.deed.region, hero.deed.date.iso, hero.honours[0].date and hero.honours[0].date.iso) == (
        "320505",
        "2024-06-24",
        "2024-09",
    )


def test_the_photograph_is_upright_small_and_tells_nothing(page: Page, photo: bytes) -> None:
    """Twelve million pixels on their side become 1200 by 1600 upright, a JPEG without place, time or camera."""
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(0x8825)
    _fill(page)
    way.fill_photo(page, photo)
    files = _unzipped(way.make_zip(page))
    picture = Image.open(io.BytesIO(next(content for name, content in files.items() if name.endswith(".jpg"))))
    assert (picture.format, picture.size) == ("JPEG", (1200, 1600))
    assert not picture.getexif() and set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "icc_profile",
    }
    # The hair of the drawn face is above, its coat below.
    hair, coat = (picture.convert("RGB").getpixel((600, height)) for height in (430, 1500))
    assert isinstance(hair, tuple) and isinstance(coat, tuple)
    assert max(hair) < 90 and coat[2] > coat[0] + 15


def test_no_request_leaves_the_page(page: Page, photo: bytes, tmp_path: Path) -> None:
    """Filling in everything loads nothing; and what would be smuggled in cannot reach a server that waits for it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _fill(page)
    way.fill_photo(page, photo)
    way.make_zip(page)
    assert [url for url in asked if not url.startswith("blob:")] == []
    (tmp_path / "a.js").write_text("document.title = 'reached'", encoding="utf-8")
    with serving(tmp_path) as base:
        reached = page.evaluate(
            """async (base) => {
              const reached = [], element = (name, key) => new Promise((done) => {
                const made = document.createElement(name);
                made.onload = () => { reached.push(name); done(); };
                made.onerror = done;
                made[key] = base + "a.js";
                document.body.append(made);
              });
              await fetch(base + "a.js", { mode: "no-cors" }).then(() => reached.push("fetch"), () => null);
              await Promise.all([element("script", "src"), element("img", "src")]);
              return reached;
            }""",
            base,
        )
    assert reached == []


# ── the fields are the model's ──


def _all_fields(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Field]]:
    for field in fields:
        if field.shape not in {Shape.ID, Shape.FILE}:
            yield ".".join((*path, field.name)), field
            yield from _all_fields(field.fields, (*path, field.name))


def test_every_field_of_the_model_is_asked(page: Page, photo: bytes) -> None:
    """Each field has its place, with the title, the choices and the help of the model."""
    way.pick(page, "kind", "群体")
    for added in ("成员", "表彰", "出处"):
        page.get_by_role("button", name=f"添加{added}", exact=True).first.click()
    for summary in page.locator("summary:visible").all():
        summary.click()
    page.get_by_role("button", name="添加相关报道").click()
    page.locator('[data-key="members.0"], [data-key^="members.0"]').get_by_role("button", name="添加表彰").click()
    way.fill_photo(page, photo)
    for key, field in _all_fields(fields_of(Hero)):
        place = page.locator(f'[data-generic="{key}"]')
        assert place.count() >= 1, key
        assert field.title in (place.first.text_content() or "") or key in {
            "honours",
            "sources",
            "deed",
            "consent",
            "portrait",
        }
        for term in field.vocabulary or ():
            assert key == "members.outcome" or place.first.get_by_text(term.label, exact=True).count(), (key, term)


def test_only_what_can_be_answered_is_asked(page: Page) -> None:
    """Members are asked of groups, a day of death of the dead, an alias of who has one; what is written stays."""
    members, died, alias = (page.locator(f'[data-generic="{key}"]') for key in ("members", "deed.died", "alias"))
    for hidden in (members, died, alias):
        expect(hidden).to_be_hidden()
    way.pick(page, "kind", "群体")
    way.pick(page, "deed.outcome", "牺牲")
    way.pick(page, "visibility", "化名")
    for shown in (members, died, alias):
        expect(shown).to_be_visible()
    way.date(page, "deed.died", "2024")
    way.pick(page, "deed.outcome", "平安")
    expect(died).to_be_visible()


DATES = {
    ("2024",): "2024",
    ("2024", "6"): "2024-06",
    ("2024", "6", "4"): "2024-06-04",
    ("2024年6月24日",): "2024-06-24",
}


def test_dates_are_written_as_far_as_they_are_known(page: Page) -> None:
    """A year alone, year and month, and a whole day are all dates; a pasted one is taken apart."""
    _fill(page)
    written = []
    for parts in DATES:
        way.date(page, "deed.date", "2023", "1", "1")
        for select in (1, 0):
            page.locator(way.field(page, "deed.date")).locator("select").nth(select).select_option("")
        way.date(page, "deed.date", *parts)
        written.append(_hero(_unzipped(way.make_zip(page))).deed.date.iso)
    assert written == list(DATES.values())


@pytest.mark.parametrize("year", ["２０２４", "20 24", "２０２４－６－２４"])
def test_a_year_in_wide_digits_gives_an_id(page: Page, year: str) -> None:
    """Whatever the input method makes of a date that `check` takes, id, file and archive are named by its year."""
    _fill(page)
    way.date(page, "deed.date", year, "6", "24")
    expect(page.locator("#id-line")).to_contain_text("320500-2024-")
    files = _unzipped(way.make_zip(page))
    hero = _hero(files)
    assert list(files) == [f"heroes/32/{hero.id}.yaml"]
    assert hero.deed.date.iso == "2024-06-24"


def test_nothing_is_made_without_an_id(page: Page) -> None:
    """Should no id come of place and date, the form says so and makes no archive."""
    page.evaluate("() => { QYPRules.mintId = () => ''; }")
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    _fill(page)
    page.click("#make")
    expect(page.locator("#problems")).to_contain_text("编不出编号")
    assert _focused(page) == "problems"
    expect(page.locator("#done")).to_be_hidden()
    assert saved == []


def test_a_place_is_found_by_name_by_code_and_by_choosing(page: Page) -> None:
    """The picker takes names, codes, the three lists, and 境外; arrow keys and Enter choose."""
    frame = page.locator(way.field(page, "deed.region"))
    box, chosen = frame.get_by_role("combobox").first, frame.locator(".picked")
    box.fill("610582")
    box.press("Enter")
    expect(chosen).to_have_text("已选：陕西省渭南市华阴市（610582）")
    frame.locator("select").nth(2).select_option("")
    expect(chosen).to_have_text("已选：陕西省渭南市（610500）")
    box.fill("境外")
    box.press("ArrowDown")
    box.press("Enter")
    expect(chosen).to_have_text("已选：境外（990000）")
    expect(frame.locator("select").nth(1)).to_be_hidden()
    for place, label in enumerate(("浙江省", "杭州市", "西湖区")):
        frame.locator("select").nth(place).select_option(label=label)
    expect(chosen).to_have_text("已选：浙江省杭州市西湖区（330106）")


def test_a_place_that_is_none_is_told(page: Page) -> None:
    """What is typed and names no place is kept and judged, as it would be in YAML."""
    box = page.locator(way.field(page, "deed.region")).get_by_role("combobox").first
    box.fill("姑苏区县")
    box.press("Tab")
    expect(page.locator('[id="e-deed.region"]')).to_contain_text("没有“姑苏区县”这个行政区划。")


# ── mistakes ──


def test_mistakes_are_told_beside_the_field_and_above_in_the_words_of_check(page: Page) -> None:
    """Every problem that `check` finds in the same profile stands, in its words, beside its field and in the list."""
    _fill(page)
    page.fill(way.field(page, "deed.summary"), "太短")
    page.fill(way.field(page, "birth_year"), "一九八四")
    page.fill(way.field(page, "sources.0.url"), "www.example.org")
    page.click("#make")
    text = (
        "name: 测试甲\nkind: individual\nbirth_year: 一九八四\n"
        "deed:\n  date: 2024-06-24\n  region: 320505\n  type: water_rescue\n  outcome: safe\n  summary: 太短\n"
        "sources:\n  - title: 虚构\n    url: www.example.org\nconsent:\n  basis: consent\n"
    )
    _, found = judge_profile(parse_document("a.yaml", text), "320500-2024-aaaaa", today=TODAY)
    assert len(found) == 3
    for problem in found:
        sentence = f"{problem.message} {problem.remedy}"
        assert sentence in _told(page, str(problem.field).replace("[", ".").replace("]", ""))
    listed = page.locator("#problems li").all_inner_texts()
    assert len(listed) == 3
    assert all(any(problem.message in line and problem.code in line for line in listed) for problem in found)
    expect(page.locator("#done")).to_be_hidden()


def test_the_list_leads_to_the_field(page: Page) -> None:
    """The list has the focus when something is wrong; each entry puts it into its field, a folded one too."""
    _fill(page)
    page.locator("summary", has_text="曾用名").click()
    page.get_by_role("button", name="添加曾用名").click()
    page.fill('[id="f-former_names.0"]', "测试🎉")
    page.locator("summary", has_text="曾用名").click()
    page.fill(way.field(page, "deed.summary"), "太短")
    page.click("#make")
    assert _focused(page) == "problems"
    page.locator("#problems a", has_text="一句话").click()
    assert _focused(page) == "f-deed.summary"
    page.locator("#problems a", has_text="曾用名").click()
    assert _focused(page) == "f-former_names.0"
    expect(page.locator('[id="f-former_names.0"]')).to_be_in_viewport()


def test_a_field_tells_its_help_and_its_mistake_to_screen_readers(page: Page) -> None:
    """An input is described by its help and by what is wrong with it, and says that it is wrong while it is."""
    name = page.locator(way.field(page, "deed.summary"))
    name.fill("太短")
    name.press("Tab")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(
        "不超过 60 字，卡片和列表都用它。例如：桥边听见呼救，他跳下去救起两个孩子。 写了 2 个字，至少 8 个字。 请补充。"
    )
    name.fill(way.SUMMARY)
    expect(name).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator('[id="e-deed.summary"]')).to_be_empty()


def test_nothing_is_told_of_what_was_not_reached(page: Page) -> None:
    """Whoever begins is not met by a page of red: a field is judged when it is left."""
    page.fill(way.field(page, "name"), "测试甲")
    page.locator(way.field(page, "name")).press("Tab")
    page.wait_for_function("() => document.getElementById('card').getAttribute('aria-label').includes('测试甲')")
    assert page.locator(".told").count() == 0


# ── rows ──


def test_rows_come_go_move_and_come_back(page: Page) -> None:
    """Members are added, moved and deleted; focus goes along, and what was deleted by mistake returns."""
    way.pick(page, "kind", "群体")
    adding = page.get_by_role("button", name="添加成员", exact=True)
    for place, name in enumerate(("测试甲", "测试乙", "测试丙")):
        adding.click()
        assert _focused(page) == f"f-members.{place}.name"
        page.keyboard.type(name)
    page.get_by_role("button", name="上移成员 3").click()
    expect(page.get_by_role("button", name="上移成员 2")).to_be_focused()
    page.get_by_role("button", name="删除成员 1").click()
    assert _members(page) == ["测试丙", "测试乙"]
    page.get_by_role("button", name="恢复刚删除的一项").click()
    assert _members(page) == ["测试甲", "测试丙", "测试乙"]
    assert _focused(page) == "f-members.0.name"


def _members(page: Page) -> list[str]:
    names = page.locator('[id^="f-members."][id$=".name"]')
    return [name.input_value() for name in names.all()]


def test_a_group_with_members_becomes_a_profile(page: Page) -> None:
    """A group's members have outcomes and honours of their own; a row that nobody filled in is no mistake."""
    _fill(page)
    way.pick(page, "kind", "群体")
    page.fill(way.field(page, "name"), "测试救援队")
    way.pick(page, "deed.outcome", "有成员牺牲")
    for place, (name, outcome) in enumerate((("测试乙", "牺牲"), ("测试丙", "平安"))):
        page.get_by_role("button", name="添加成员", exact=True).click()
        page.fill(way.field(page, f"members.{place}.name"), name)
        way.pick(page, f"members.{place}.outcome", outcome)
    page.get_by_role("button", name="添加成员", exact=True).click()
    hero = _hero(_unzipped(way.make_zip(page)))
    assert [(member.name, member.outcome and member.outcome.id) for member in hero.members] == [
        ("测试乙", "sacrificed"),
        ("测试丙", "safe"),
    ]


# ── the keyboard alone ──


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element that *wanted*, an expression of `e`, describes has the focus."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate(f"((e) => Boolean({wanted}))(document.activeElement)"):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    """A whole profile is filled in and made with Tab, arrows, space, Enter and letters, without the mouse."""
    keys = page.keyboard

    def write(key: str, words: str) -> None:
        _tab_to(page, f"e.id === 'f-{key}'")
        keys.insert_text(words)

    write("name", "测试甲")
    _tab_to(page, "e.closest('[data-key=\"deed.date\"]') && e.tagName === 'INPUT'")
    keys.type("2024")
    _tab_to(page, "e.getAttribute('role') === 'combobox'")
    keys.insert_text("苏州市虎丘")
    page.locator(".found li").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    _tab_to(page, "e.id === 'f-deed.type'")
    keys.press("ArrowDown")
    _tab_to(page, "e.name === 'deed.outcome'")
    keys.press("Space")
    write("deed.summary", way.SUMMARY)
    _tab_to(page, "e.id === 'f-sources'")
    keys.press("Enter")
    assert _focused(page) == "f-sources.0.title"
    keys.insert_text("虚构资料（测试用）")
    _tab_to(page, "e.name === 'consent.basis'")
    keys.press("Space")
    _tab_to(page, "e.id === 'make'")
    with page.expect_download() as download:
        keys.press("Enter")
    hero = _hero(_unzipped(Path(download.value.path()).read_bytes()))
    assert (hero.name, hero.deed.date.iso, hero.deed.region) == ("测试甲", "2024", "320505")
    assert _focused(page) == "done"


def test_enter_adds_the_next_line(page: Page) -> None:
    """In a list of names Enter adds the next; deleting goes back to the one before."""
    page.locator("summary", has_text="曾用名").click()
    page.get_by_role("button", name="添加曾用名").click()
    page.keyboard.type("测试丁")
    page.keyboard.press("Enter")
    assert _focused(page) == "f-former_names.1"
    page.get_by_role("button", name="删除曾用名 2").click()
    assert _focused(page) == "f-former_names.0"


# ── the photograph ──


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("文字.jpg", b"not a photograph at all, but long enough", "photo-format"),
        ("手机.heic", b"\0\0\0\x18ftypheic" + bytes(64), "photo-format"),
        ("断了.jpg", encoded(a_face((900, 1200)))[:4000], "photo-damaged"),
        ("动图.webp", encoded(a_face((90, 120)), "WEBP", **frames(a_face((90, 120)))), "photo-animated"),
        ("动图.png", encoded(a_face((90, 120)), "PNG", **frames(a_face((90, 120)))), "photo-animated"),
    ],
)
def test_what_is_no_photograph_is_refused(page: Page, name: str, content: bytes, code: str) -> None:
    """A file that `check` would refuse is refused here, with the remedy of its code, and is not put in."""
    page.set_input_files("#photo-file", {"name": name, "mimeType": "image/jpeg", "buffer": content})
    expect(page.locator("#e-portrait")).to_contain_text(MESSAGES[code].remedy)
    expect(page.locator("#e-portrait")).to_contain_text(f"“{name}”")
    expect(page.locator(".photo__view")).to_have_count(0)


def test_a_small_photograph_is_a_warning(page: Page) -> None:
    """One that will look blurred is told and taken."""
    page.set_input_files(
        "#photo-file", {"name": "小.jpg", "mimeType": "image/jpeg", "buffer": encoded(a_face((300, 400)))}
    )
    expect(page.locator("#e-portrait")).to_contain_text("照片“小.jpg”只有 300×400 像素，放大会模糊。")
    expect(page.locator(".photo__view")).to_have_count(1)
    _fill(page)
    assert len(_unzipped(way.make_zip(page))) == 2


def test_the_face_is_where_it_is_clicked(page: Page, photo: bytes) -> None:
    """A click on the photograph, or the two sliders, say where the face is; the profile has it."""
    _fill(page)
    way.fill_photo(page, photo)
    box = page.locator(".photo__view canvas").bounding_box()
    assert box
    page.locator(".photo__view canvas").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    slider = page.get_by_label("焦点，横")
    assert slider.input_value() == "25"
    slider.press("ArrowRight")
    portrait = _hero(_unzipped(way.make_zip(page))).portrait
    assert portrait and portrait.focus == (0.26, 0.75)


def test_the_card_shows_the_photograph_or_the_name(page: Page, photo: bytes) -> None:
    """The preview changes with what is typed: the name as stele without a photograph, grey for the dead."""
    _fill(page)
    card = page.locator("#card")
    expect(card).to_have_attribute(
        "aria-label", f"卡片预览：测试甲，测试市见义勇为先进个人，{way.SUMMARY}，没有照片，以姓名代替"
    )
    stele = page.evaluate(_COLOURS)
    way.fill_photo(page, photo)
    expect(card).to_have_attribute("aria-label", f"卡片预览：测试甲，测试市见义勇为先进个人，{way.SUMMARY}，有照片")
    pictured = page.evaluate(_COLOURS)
    way.pick(page, "deed.outcome", "牺牲")
    page.wait_for_function(f"(before) => ({_COLOURS}) !== before", arg=pictured)
    assert len({stele, pictured, page.evaluate(_COLOURS)}) == 3


_COLOURS = """[[0.05, 0.005], [0.2, 0.4], [0.2, 0.8]].map(([x, y]) => {
  const card = document.getElementById("card"), place = [Math.round(x * card.width), Math.round(y * card.height)];
  return card.getContext("2d").getImageData(...place, 1, 1).data.join(",");
}).join(" ")"""
"""An expression: the colours of three places on the card."""


# ── drafts ──


def test_a_draft_outlives_the_window(page: Page, photo: bytes) -> None:
    """What was typed and the photograph are offered when the form is opened again; the id stays."""
    _fill(page)
    way.fill_photo(page, photo)
    expect(page.locator("#saved")).to_contain_text("草稿已存在这台电脑的浏览器里。")
    hero_id = page.locator("#id-line code").inner_text()
    page.reload()
    page.wait_for_selector("html[data-form=ready]")
    expect(page.locator("#drafts")).to_contain_text(f"测试甲 {hero_id}")
    page.get_by_role("button", name="继续填写：测试甲").click()
    expect(page.locator(way.field(page, "deed.summary"))).to_have_value(way.SUMMARY)
    expect(page.locator(".photo__view")).to_have_count(1)
    assert sorted(_unzipped(way.make_zip(page))) == [f"heroes/32/{hero_id}.jpg", f"heroes/32/{hero_id}.yaml"]


def test_drafts_are_kept_apart_and_cleared(page: Page) -> None:
    """Each profile has its own draft; one is deleted alone, all are cleared at once, and nothing stays behind."""
    for name in ("测试甲", "测试乙", "测试丙"):
        page.fill(way.field(page, "name"), name)
        page.click("#fresh")
    drafts = page.locator("#drafts li")
    expect(drafts).to_have_count(3)
    page.get_by_role("button", name="删除：测试乙").click()
    expect(drafts).to_have_count(2)
    page.get_by_role("button", name="清除全部草稿").click()
    expect(page.locator("#drafts")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_the_draft_at_hand_is_cleared_too(page: Page, photo: bytes) -> None:
    """On a shared computer nothing has to stay: what is on the screen stays, what was kept is gone."""
    page.fill(way.field(page, "name"), "测试甲")
    way.fill_photo(page, photo)
    page.get_by_role("button", name="清除这份草稿").click()
    expect(page.locator("#saved")).to_contain_text("这份草稿已清除")
    assert page.evaluate("localStorage.length") == 0
    expect(page.locator(way.field(page, "name"))).to_have_value("测试甲")


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    """Where the store is full or forbidden, the writer is told to finish before closing."""
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    page.fill(way.field(page, "name"), "测试甲")
    expect(page.locator("#saved")).to_contain_text("这个浏览器不让存草稿")


# ── opened again ──


def test_a_zip_is_opened_again_and_keeps_its_id(page: Page, photo: bytes) -> None:
    """A correction of what was made before has the same id, the same photograph, and the new words."""
    _fill(page)
    way.fill_photo(page, photo)
    first = way.make_zip(page)
    page.reload()
    page.wait_for_selector("html[data-form=ready]")
    page.set_input_files("#open-file", {"name": "旧.zip", "mimeType": "application/zip", "buffer": first})
    expect(page.locator(way.field(page, "name"))).to_have_value("测试甲")
    page.fill(way.field(page, "occupation"), "司机")
    way.region(
        page, "deed.region", "西湖", "浙江省杭州市西湖区"
    )  # warned of, since the id says where; it stays all the same
    second = _unzipped(way.make_zip(page))
    before = _unzipped(first)
    assert sorted(second) == sorted(before)
    photograph = next(name for name in second if name.endswith(".jpg"))
    assert second[photograph] == before[photograph]
    text = next(content for name, content in second.items() if name.endswith(".yaml")).decode()
    assert "occupation: 司机\n" in text and "region: 330106\n" in text
    expect(page.locator("#problems")).to_contain_text("id-deed")


def test_a_profile_written_by_hand_is_opened(page: Page, tmp_path: Path) -> None:
    """A YAML file of the roll comes back as it is written, byte for byte."""
    page.set_input_files("#open-file", str(SHIPPED))
    expect(page.locator(way.field(page, "honours.1.ceremony"))).to_have_value("national-15")
    files = _unzipped(way.make_zip(page))
    assert files == {f"heroes/32/{SHIPPED.name}": SHIPPED.read_bytes()}


SHIPPED = way.ROOT / "heroes" / "32" / "320500-2024-uq5b7.yaml"


def _open(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": content})


def test_the_version_of_the_form_need_not_be_asked(page: Page) -> None:
    """A profile that says its version is opened, and comes back without it, as `fmt` writes it."""
    _open(page, SHIPPED.name, f"schema: {VERSION}\n".encode() + SHIPPED.read_bytes())
    expect(page.locator("#problems")).to_contain_text("没有错误")
    expect(page.locator("#open-fault")).to_be_hidden()
    assert _unzipped(way.make_zip(page)) == {f"heroes/32/{SHIPPED.name}": SHIPPED.read_bytes()}


def test_another_version_is_refused_in_the_words_of_check(page: Page) -> None:
    """A profile of a form that is none of ours is not opened; what stood in the form stays."""
    text = f"schema: {int(VERSION) + 1}\n{SHIPPED.read_text(encoding='utf-8')}"
    _, (problem,) = judge_profile(parse_document("a.yaml", text), SHIPPED.stem, today=TODAY)
    assert problem.code == "schema-version"
    page.fill(way.field(page, "name"), "测试甲")
    _open(page, SHIPPED.name, text.encode())
    expect(page.locator("#open-fault")).to_have_text(f"打不开“{SHIPPED.name}”：{problem.message}{problem.remedy}")
    expect(page.locator(way.field(page, "name"))).to_have_value("测试甲")


STRAYS = "phone_note: 无\ndeed:\n  weather: 雨\n"


def test_keys_that_are_none_are_named_and_left_out(page: Page) -> None:
    """What the form has no place for hinders nobody: it is named when the profile is opened, and not written again."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert text.count("deed:\n") == 1
    _open(page, SHIPPED.name, text.replace("deed:\n", STRAYS).encode())
    expect(page.locator("#open-fault")).to_contain_text("：“事迹”里的“weather”写的是“雨”；“phone_note”写的是“无”。")
    assert _unzipped(way.make_zip(page)) == {f"heroes/32/{SHIPPED.name}": SHIPPED.read_bytes()}


def test_keys_that_are_none_hinder_no_draft(page: Page) -> None:
    """A draft that was kept by a form with other fields is resumed without them, and says so."""
    page.fill(way.field(page, "name"), "测试甲")
    page.click("#fresh")
    page.evaluate(
        """() => {
          const name = Object.keys(localStorage).find((key) => key.startsWith("qunyingpu-draft:"));
          const draft = JSON.parse(localStorage.getItem(name));
          draft.tree.nickname = "阿甲";
          localStorage.setItem(name, JSON.stringify(draft));
        }"""
    )
    page.reload()
    page.get_by_role("button", name="继续填写：测试甲").click()
    expect(page.locator("#open-fault")).to_contain_text("没有收进来：“nickname”写的是“阿甲”。")
    page.click("#make")
    assert "field-unknown" not in page.locator("#problems").inner_text()


def _yesterday(page: Page) -> None:
    """Open the shipped profile, change it, and close the window."""
    _open(page, SHIPPED.name, SHIPPED.read_bytes())
    expect(page.locator("#problems")).to_contain_text("没有错误")
    page.fill(way.field(page, "occupation"), "司机")
    expect(page.locator("#saved")).to_contain_text("草稿已存")
    page.reload()
    page.wait_for_selector("html[data-form=ready]")


def test_opening_a_profile_leaves_its_draft_alone(page: Page) -> None:
    """What was changed yesterday and not made stays a draft of its own when the same file is opened today."""
    _yesterday(page)
    name = page.locator("#drafts button").first.get_attribute("aria-label")
    _open(page, SHIPPED.name, SHIPPED.read_bytes())
    expect(page.locator("#open-fault")).to_contain_text("还有这个编号的草稿")
    expect(page.locator("#drafts li")).to_have_count(1)
    page.fill(way.field(page, "occupation"), "教师")
    page.click("#fresh")
    expect(page.locator("#drafts li")).to_have_count(2)
    kept = []
    for place in (0, 1):
        page.get_by_role("button", name=str(name), exact=True).nth(place).click()
        kept.append(page.locator(way.field(page, "occupation")).input_value())
        page.click("#fresh")
    assert sorted(kept) == ["司机", "教师"]


def test_opening_the_same_again_makes_no_second_draft(page: Page) -> None:
    """A profile that is opened twice, and not changed, is one draft, beside one that differs too."""
    _yesterday(page)
    for _ in range(2):
        _open(page, SHIPPED.name, SHIPPED.read_bytes())
        expect(page.locator("#problems")).to_contain_text("没有错误")
        page.click("#fresh")
    expect(page.locator("#drafts li")).to_have_count(2)


def _zip(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.yaml", "name: 测试甲\n".encode("gb18030"), "文件不是 UTF-8 编码"),
        ("a.yaml", "name: 测试甲\nname: 测试乙\n".encode(), "第 2 行，“name”写了两次"),
        ("a.zip", b"PK, but nothing else", "它不是压缩包"),
        ("a.zip", _zip(("readme.txt", b"1")), "压缩包里没有档案"),
        ("a.zip", _zip(("a.yaml", b"name: a\n"), ("b.yaml", b"name: b\n")), "有几份档案"),
        ("a.zip", _zip(("../a.yaml", b"name: a\n")), "放到文件夹外面去"),
        ("a.zip", _zip(("a.yaml", b"name: a\n"))[:-30], "打不开“a.zip”"),
    ],
)
def test_what_cannot_be_opened_is_told_and_nothing_is_lost(page: Page, name: str, content: bytes, told: str) -> None:
    """A file that is none of ours says why, and what stood in the form stays."""
    page.fill(way.field(page, "name"), "测试甲")
    page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": content})
    expect(page.locator("#open-fault")).to_contain_text(told)
    expect(page.locator(way.field(page, "name"))).to_have_value("测试甲")


# ── what comes next ──


def _with_repository(page: Page, form: Path, folder: Path) -> None:
    """Open a form of a project on GitHub."""
    root = shipped_project(folder)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"repo_url: https://github.com/o/r\n{settings}", encoding="utf-8")
    way.open_form(page, way.write_form(root, root))


def test_the_next_step_is_the_maintainer(page: Page) -> None:
    """Without a repository the letter to the maintainer is all that is offered; it says who and where."""
    _fill(page)
    way.make_zip(page)
    letter = page.get_by_label("发给维护者的话").input_value()
    assert "姓名：测试甲" in letter and "2024年6月24日，江苏省苏州市虎丘区" in letter
    assert page.locator("#done a").count() == 0


def test_the_next_step_may_be_github_with_a_warning(page: Page, form: Path, tmp_path: Path) -> None:
    """With a repository the upload page of the hero's folder is offered, behind the word that all can see it."""
    _with_repository(page, form, tmp_path)
    _fill(page)
    way.make_zip(page)
    link = page.get_by_role("link", name="打开 GitHub 的上传页")
    expect(link).to_have_attribute("href", "https://github.com/o/r/upload/main/heroes/32")
    expect(page.locator("#done .warn")).to_contain_text("提交以后人人可见")


def test_a_hidden_name_is_never_sent_to_a_public_place(page: Page, form: Path, tmp_path: Path) -> None:
    """Whoever is masked goes to the maintainer alone, and the letter does not name them."""
    _with_repository(page, form, tmp_path)
    _fill(page)
    way.pick(page, "visibility", "隐名")
    way.make_zip(page)
    assert page.locator("#done a").count() == 0
    assert "测试甲" not in page.get_by_label("发给维护者的话").input_value()
    expect(page.locator("#card")).to_have_attribute(
        "aria-label",
        f"卡片预览：测某某，测试市见义勇为先进个人，{way.SUMMARY}，没有照片，以姓名代替",
    )


def test_a_withheld_profile_has_an_id_that_says_nothing(page: Page) -> None:
    """The id changes with what it may say, as long as nobody has seen it."""
    _fill(page)
    way.pick(page, "visibility", "不公开")
    hero = _hero(_unzipped(way.make_zip(page)))
    assert hero.id.startswith("000000-0000-")


# ── for every hand and eye ──


@pytest.mark.parametrize("width", [390, 1440])
def test_everything_is_large_enough(page: Page, photo: bytes, width: int) -> None:
    """Letters have at least 16 pixels, what is clicked 44, and nothing is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 844})
    way.pick(page, "kind", "群体")
    page.get_by_role("button", name="添加成员", exact=True).click()
    way.fill_photo(page, photo)
    page.click("#make")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => {
          const all = (selector) => Array.from(document.querySelectorAll(selector)).filter((e) => e.offsetParent);
          const hasText = (e) => Array.from(e.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
          const letters = all("main *, header *, footer *").filter((e) => hasText(e) && !e.closest(".vh, .seal"));
          const targets = all("a, button, select, summary, textarea, input, .option");
          const inner = ".vh, .option input, .skip";
          return letters.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
            .concat(targets.filter((e) => !e.matches(inner) && e.getBoundingClientRect().height < 44))
            .map((e) => e.outerHTML.slice(0, 90));
        }"""
    )
    assert small == []
