/* A visitor before the screen, in the page itself: so that what is timed is the page and not the wire to it. */
window.visitor = (function () {
  "use strict";

  const LOOKING = 200; /* milliseconds: nobody touches a list before having looked at it */
  const LETTERS = "abcdefghjklmnpqrstwxyz";
  const root = document.documentElement;

  function letter(number) { return LETTERS[number % LETTERS.length]; }

  /* Resolves when what was changed has been painted. */
  function painted() {
    return new Promise((done) => window.requestAnimationFrame(() => window.requestAnimationFrame(done)));
  }

  /* Resolves at once, but lets everything that waits go first. */
  function turn() {
    return new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { channel.port1.close(); done(); };
      channel.port2.postMessage(null);
    });
  }

  /* Waits until the loop has shown *count* slides more. */
  async function watch(count) {
    const wanted = QYPKiosk.transitions + count;
    while (QYPKiosk.transitions < wanted) await new Promise((done) => setTimeout(done, 5));
  }

  /* Looks for somebody, reads of three people, goes back and away; each *number* goes another way. */
  async function visit(number) {
    const list = { mode: "pinyin", q: letter(number) + letter(number * 7), page: 0 };
    await QYPKiosk.home();
    await QYPKiosk.go("find", list);
    const rows = await QYPKiosk.finding.rowsOf({ mode: "pinyin", q: letter(number) });
    for (const { row, card } of await QYPKiosk.finding.cardsOf(rows.slice(0, 3))) {
      await QYPKiosk.go("hero", { id: card.id, row: row, list: list });
      await painted();
    }
    await QYPKiosk.back();
    await QYPKiosk.reset();
  }

  function people() { return QYPKiosk.finding.ready().then(() => QYPSearch.run({ q: "" })).then((found) => found.rows.length); }

  /* The milliseconds from a touch on the person of *row*, in a list of those who sound so, to that person's page. */
  async function touch(row) {
    const said = QYPSearch.spoken(QYPSearch.name(row).shown).slice(0, 20);
    await QYPKiosk.go("find", { mode: "pinyin", q: said, page: 0 });
    await painted();
    await new Promise((done) => setTimeout(done, LOOKING));
    const hit = document.querySelector(".khit"), wanted = `[data-fill=hero] [data-hero="${hit.dataset.hero}"]`;
    const begun = performance.now();
    hit.click();
    while (root.dataset.screen !== "hero" || !document.querySelector(wanted)) await turn();
    await painted();
    const spent = performance.now() - begun;
    await QYPKiosk.back();
    return spent;
  }

  return { painted: painted, watch: watch, visit: visit, people: people, touch: touch };
})();
