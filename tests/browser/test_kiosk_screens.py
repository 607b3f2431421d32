"""What stands on the screens of the kiosk: everyone in the loop, all of today's people, nobody who is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

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
