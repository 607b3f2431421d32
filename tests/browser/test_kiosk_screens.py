"""What stands on the screens of the kiosk: everyone in the loop, all of today's people, nobody who is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from prove_kiosk.editions import Office
from prove_kiosk.screens import Watched, press, standing_before, wait_until


@pytest.fixture(scope="session")
def copy(office: Office) -> str:
    """The address of the reading copy, which needs no service."""
    return (office.project / "stick" / "reading" / "kiosk" / "index.html").as_uri()


@pytest.fixture
def visitor(browser: Browser, copy: str) -> Iterator[Watched]:
    """Somebody before an upright screen, on which no script fails."""
    with standing_before(browser, copy) as watched:
        yield watched
        assert (watched.faults, watched.foreign) == ([], [])


_LOOP = """async ([count, turns]) => {
  const sides = {}, frame = document.querySelector('[data-slides]');
  new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((slide) => {
    const who = slide.textContent.trim();
    if (!slide.matches('.slide--campaign')) (sides[who] = sides[who] || []).push(slide.matches('.slide--mirrored'));
  }))).observe(frame, { childList: true });
  QYPKiosk.times.slide = 1;
  QYPKiosk.slides(Array.from({ length: count }, (_, i) => ({ id: 'x' + i, fallen: true, html: '<p>' + i + '</p>' })));
  await QYPKiosk.reset();
  const end = QYPKiosk.transitions + turns;
  while (QYPKiosk.transitions < end) await new Promise((done) => setTimeout(done, 5));
  return sides;
}"""


@pytest.mark.parametrize("count", [8, 9])
def test_everyone_of_the_loop_comes_in_turn(visitor: Watched, count: int) -> None:
    """The campaign takes every fourth turn and nobody's place; in each round a person stands on the other side."""
    seen: dict[str, list[bool]] = visitor.page.evaluate(_LOOP, [count, count * 3])
    assert set(seen) == {str(number) for number in range(count)}
    assert {tuple(sides[:2]) for sides in seen.values()} == {(False, True), (True, False)}


def test_a_slide_that_fails_stops_no_loop(browser: Browser, copy: str) -> None:
    """After an exception in one turn the next turn comes, and the screen is the loop."""
    with standing_before(browser, copy) as watched:
        watched.page.evaluate(
            """() => {
              const broken = { id: 'x', fallen: true, get html() { throw new Error('broken'); } };
              const whole = { id: 'y', fallen: true, get html() { again(); return '<p>y</p>'; } };
              let seen = 0;
              function again() { if (++seen === 4) document.body.dataset.seen = 'often'; }
              QYPKiosk.times.slide = 1;
              QYPKiosk.slides([broken, whole]);
              return QYPKiosk.home().then(QYPKiosk.reset);
            }"""
        )
        watched.page.wait_for_selector("[data-seen=often]", state="attached")
        assert any("broken" in fault for fault in watched.faults)
        assert watched.page.evaluate("document.documentElement.dataset.screen") == "loop"


def test_where_nothing_moves_one_slide_stands_alone(browser: Browser, copy: str) -> None:
    """Under reduced motion the slide that goes is hidden at once, not left under the next."""
    with standing_before(browser, copy, moves=False) as watched:
        watched.page.evaluate("QYPKiosk.times.slide = 1, QYPKiosk.reset()")
        wait_until(watched.page, "document.querySelector('.slide--gone')")
        assert watched.page.locator(".slide--gone").first.is_hidden()


def test_no_letter_is_lost_to_fast_fingers(visitor: Watched) -> None:
    """Keys that are pressed before the screen has followed are typed all the same; the next visitor begins anew."""
    page = visitor.page
    page.evaluate("QYPKiosk.go('find', { mode: 'pinyin' })")
    page.wait_for_selector("html[data-screen=find]", state="attached")
    page.evaluate("Array.from('lihau').concat('erase').forEach((key) => QYPKiosk.finding.press(key))")
    page.wait_for_selector("[data-typed]:text-is('LIHA　没有找到，退一格再试')", state="attached")
    page.evaluate("QYPKiosk.reset().then(() => QYPKiosk.go('find', { mode: 'pinyin' }))")
    press(page, "[data-key=z]")
    page.wait_for_selector("[data-typed]:text-is('Z')", state="attached")


_WRONG_COUNTS = """async (hidden) => {
  const wrong = [], labels = [];
  async function look(state) {
    await QYPKiosk.go('find', state);
    for (const one of Array.from(document.querySelectorAll('.kchoice'))) {
      const next = JSON.parse(one.dataset.choose), rows = await QYPKiosk.finding.rowsOf(next);
      labels.push(one.querySelector('b').textContent);
      if (!rows) { await look(next); continue; }
      const open = (await QYPKiosk.finding.cardsOf(rows)).length, told = Number(one.querySelector('small').textContent);
      if (!open || open !== rows.length || open !== told) wrong.push([labels.pop(), rows.length, open, told]);
    }
  }
  await QYPKiosk.finding.ready();
  const found = await QYPKiosk.finding.rowsOf({ mode: 'pinyin', q: hidden });
  QYPKiosk.withdraw((await QYPKiosk.finding.cardsOf(found)).map(({ card }) => card.id));
  for (const mode of ['surname', 'strokes', 'place', 'year', 'type']) await look({ mode: mode });
  await QYPKiosk.go('find', { mode: 'pinyin', q: hidden });
  return [found.length, wrong, labels];
}"""


def test_counts_are_of_those_who_can_be_seen(visitor: Watched) -> None:
    """Whoever is hidden is in no count; a surname, and its letter, that nobody else has is not offered."""
    found, wrong, labels = visitor.page.evaluate(_WRONG_COUNTS, "pengqinglin")
    assert (found, wrong) == (1, [])
    assert {"P", "彭"}.isdisjoint(labels)
    assert "Z" in labels
    assert visitor.page.locator("[data-count]").inner_text() == ""


_SPEECH = """() => {
  const said = window.said = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const voices = [{ localService: true, lang: 'zh-CN' }];
  const engine = { getVoices: () => voices, speak: (one) => said.push(one), cancel: () => {} };
  Object.defineProperty(window, 'speechSynthesis', { value: engine });
  QYPKiosk.hall.settings.sound = true;
  return QYPKiosk.finding.ready().then(() => QYPKiosk.finding.cardsOf([0]))
    .then(([{ card }]) => QYPKiosk.go('hero', { id: card.id }));
}"""


@pytest.mark.parametrize("event", ["onend", "onerror"])
def test_a_voice_that_has_ended_may_be_asked_again(visitor: Watched, event: str) -> None:
    """After the last line, or where the voice fails, the button says 朗读 and reads from the beginning."""
    page, label = visitor.page, visitor.page.locator("[data-aloud]")
    page.evaluate(_SPEECH)
    press(page, "[data-aloud]")
    count = page.evaluate("said.length")
    page.evaluate(f"said[0].{event}()")
    assert (label.inner_text(), count > 1) == ("停止朗读", True)
    page.evaluate(f"said[{count} - 1].{event}()")
    assert label.inner_text() == "朗读"
    press(page, "[data-aloud]")
    page.evaluate(f"said[{count} - 1].{event}()")
    assert (label.inner_text(), page.evaluate("said.length")) == ("停止朗读", 2 * count), "the old line speaks no more"
    press(page, "[data-aloud]")
    assert label.inner_text() == "朗读"


_TODAY = """async (count) => {
  const { ready, rowsOf, cardsOf } = QYPKiosk.finding;
  await ready();
  const found = await cardsOf(Array.from({ length: count }, (_, row) => row)), days = QYP.anniversaries;
  days.days = { '04-05': 2000, '04-06': 2000, '04-07': 2000, '04-08': 2000 };
  for (const day of Object.keys(days.days)) days.on[day] = []; /* nobody comes next */
  days.rules = [];
  const stele = { size: 20, gap: 0.2, columnGap: 0.38, columns: [['测', '试']] };
  days.on['04-05'] = found.map(({ row, card }) => ({
    date: '2000-04-05', kind: 'died', parts: [QYPSearch.name(row).shown], group: '', place: '测试地',
    summary: card.summary, path: 'heroes/' + card.id + '.html', stele: stele,
  })).concat({ date: '2000-04-05', kind: 'rule', title: '测试条例', path: 'campaigns/index.html#regulation-test' });
  QYP.today = QYP.on('2027-04-05');
  document.dispatchEvent(new CustomEvent('qyp:day'));
  await QYPKiosk.home();
  await visitor.painted();
  return found.map(({ card }) => card.id);
}"""
_TOLD = "Array.from(document.querySelectorAll('.today a[href]'), (link) => link.getAttribute('href').slice(7, -5))"


def test_whoever_is_hidden_gives_way_to_the_next_of_today(visitor: Watched) -> None:
    """The first of 今日纪念 is hidden: the second stands there, the third beside; nothing is said of the first."""
    page = visitor.page
    first, *others = page.evaluate(_TODAY, 3)
    assert page.evaluate(_TOLD) == [first, *others]
    page.evaluate("(id) => { QYPKiosk.withdraw([id]); return QYPKiosk.home(); }", first)
    page.wait_for_selector(f".today__text a[href*='{others[0]}']")
    assert page.evaluate(_TOLD) == others
    page.evaluate("(ids) => { QYPKiosk.withdraw(ids); return QYPKiosk.home(); }", others)
    page.wait_for_selector(".today--none")
    assert page.evaluate(_TOLD) == []


def test_what_cannot_be_touched_is_no_link(visitor: Watched) -> None:
    """A regulation, and a page elsewhere, are plain words here; people and campaigns are links."""
    page = visitor.page
    page.evaluate(_TODAY, 2)
    assert "测试条例" in page.locator(".today__rule").inner_text()
    assert page.locator("[data-page=home] .today__rule a").count() == 0
    assert page.locator("[data-page=home] .today a[href]").count() == 2
    words = "<p><a href='https://example.org/'>外面</a><a href='../heroes/320500-2024-aaaaa.html'>里面</a></p>"
    page.evaluate("(words) => QYPKiosk.fill('hero', words)", words)
    assert page.locator("[data-fill=hero]").inner_html() == words.replace("'", '"').replace(
        '<a href="https://example.org/">外面</a>', "外面"
    )


@pytest.mark.parametrize("low", [False, True], ids=["normal", "low"])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["upright", "wide"])
def test_all_of_today_can_be_touched(browser: Browser, copy: str, size: tuple[int, int], *, low: bool) -> None:
    """Twelve people of one day, and the campaign: a finger reaches each of them, in low position too."""
    with standing_before(browser, copy, size) as watched:
        page = watched.page
        people = page.evaluate(_TODAY, 12)
        assert page.locator("[data-today-count]").inner_text() == "共 12 位，可上下滑动"
        if low:
            press(page, "[data-bar] [data-low]")
        for path in [f"heroes/{one}" for one in people] + ["campaigns/"]:
            link = page.locator(f"[data-page=home] a[href*='{path}']")
            link.scroll_into_view_if_needed()
            box = link.bounding_box()
            assert box is not None
            at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
            assert path in page.evaluate("(at) => String(document.elementFromPoint(...at).closest('a'))", at)
        tiles, bar = (page.locator(one).bounding_box() for one in (".ktiles", "[data-bar]"))
        assert tiles is not None
        assert bar is not None
        assert low or tiles["y"] + tiles["height"] < bar["y"], "finding people stays at hand"
        assert page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(QYPKiosk.find('[data-main]'))"
        )


def _drag(page: Page, start: tuple[int, int], by: tuple[int, int]) -> None:
    """Move a finger from *start* in ten steps."""
    session = page.context.new_cdp_session(page)
    for step in range(11):
        point = {"x": start[0] + by[0] * step // 10, "y": start[1] + by[1] * step // 10}
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


_MEASURES = """['.klead', '.ktop__plaque', '.kbar', '.kmain'].map((one) => document.querySelector(one))
  .map((one) => [Math.round(one.offsetWidth), Math.round(one.offsetHeight)])"""
_FIRST_HERO = """(rotation) => {
  document.documentElement.dataset.rotation = rotation;
  const moves = window.moves = [];
  document.addEventListener('touchmove', (event) => moves.push(event.defaultPrevented));
  document.addEventListener('click', () => moves.push('click'));
  return QYPKiosk.finding.ready().then(() => QYPKiosk.finding.cardsOf([0]))
    .then(([{ card }]) => QYPKiosk.go('hero', { id: card.id }));
}"""


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_picture_is_laid_out_and_moved_as_it_is_seen(browser: Browser, copy: str, rotation: int) -> None:
    """What the visitor sees upright is laid out upright; a finger up moves it on, one across moves nothing."""
    upright = rotation % 180 == 0
    with standing_before(browser, copy) as watched:
        watched.page.evaluate(_FIRST_HERO, 0)
        wanted = watched.page.evaluate(_MEASURES)
    with standing_before(browser, copy, (1080, 1920) if upright else (1920, 1080)) as watched:
        page = watched.page
        page.evaluate(_FIRST_HERO, rotation)
        assert page.evaluate(_MEASURES) == wanted
        page.evaluate("document.querySelector('.klead').style.marginBottom = '3000px'")
        along = {0: (0, -300), 90: (300, 0), 180: (0, 300), 270: (-300, 0)}[rotation]
        across = (along[1], along[0])
        middle = (540, 960) if upright else (960, 540)
        _drag(page, middle, across)
        assert page.evaluate("[document.querySelector('[data-main]').scrollTop, moves.every((one) => one)]") == [
            0,
            True,
        ]
        _drag(page, middle, (-along[0], -along[1]))
        assert page.evaluate("moves.every((one) => one)"), "above the first line nothing moves"
        _drag(page, middle, along)
        page.evaluate("visitor.painted()")
        assert page.evaluate("document.querySelector('[data-main]').scrollTop") > 100
        assert page.evaluate("moves.includes('click')") is False
