/* Speaks to the service of the hall where there is one: the sign of life, what staff have set, tributes. From a folder
   that was opened by a double click there is none; then tributes are counted in this browser. */
(function (kiosk) {
  "use strict";

  const KEPT = "qyp:tributes", LATEST_DAY = "qyp:latest-day";
  const serial = Number((/^\/v\/(\d+)\//.exec(window.location.pathname) || [])[1] || 0);
  const isServed = window.location.protocol === "http:" && serial > 0;
  const SOON = 500;
  let turns = 0, turned = 0;
  const hall = { isServed: isServed, settings: { sound: false, rotation: 0 }, ask: ask, pay: pay, paid: paid, state: null };

  /* Promises {ok, value}: what the service answers to *what*; *sent* makes it an order. */
  async function ask(what, sent) {
    const how = sent ? { method: "POST", body: JSON.stringify(sent) } : {};
    try {
      const answer = await window.fetch("/__hall/" + what, how), text = await answer.text();
      return { ok: answer.ok, value: text ? JSON.parse(text) : null };
    } catch (fault) {
      return { ok: false, value: { sentence: "没有连上本机服务，请稍后再试。" } };
    }
  }

  function kept() {
    try { return JSON.parse(window.localStorage.getItem(KEPT)) || {}; } catch (fault) { return {}; }
  }

  /* Counts one tribute of *kind* to the hero *id*; promises whether it was. */
  async function pay(kind, id) {
    if (isServed) return (await ask("tribute", { kind: kind, hero: id })).ok;
    const own = kept(), key = kind + " " + id;
    own[key] = (own[key] || 0) + 1;
    return keep(KEPT, JSON.stringify(own));
  }

  /* Keeps *value* in this browser; returns whether it could be: storage may be full or forbidden. */
  function keep(name, value) {
    try { window.localStorage.setItem(name, value); } catch (fault) { return false; }
    return true;
  }

  /* How many tributes of each kind were paid on this device in all. */
  function paid() {
    if (hall.state) return hall.state.tributes;
    const totals = { bow: 0, candle: 0, flower: 0 }, own = kept();
    for (const key of Object.keys(own)) totals[key.split(" ")[0]] += own[key];
    return totals;
  }

  /* What staff have set, as the service knows it. */
  hall.refresh = async function () {
    const answer = isServed ? await ask("state") : { ok: false };
    if (!answer.ok) return;
    hall.state = answer.value;
    hall.settings = { sound: answer.value.sound, rotation: answer.value.rotation };
    document.documentElement.dataset.rotation = String(hall.settings.rotation);
    kiosk.withdraw(answer.value.denied);
    // The browser begins each day with an empty memory; the hall knows behind which day its clock must not fall.
    if (answer.value.latest_day && keep(LATEST_DAY, answer.value.latest_day)) document.dispatchEvent(new Event("visibilitychange"));
  };

  /* Whether a visitor finds a page that works: in the loop the pictures move on, elsewhere a screen stands. */
  function isWell() {
    if (!kiosk.transitions) return false; // nothing was ever shown
    if (kiosk.now().name !== "loop") return true;
    const now = performance.now();
    if (kiosk.transitions !== turns) { turns = kiosk.transitions; turned = now; }
    return now - turned < 3 * kiosk.times.slide;
  }

  /* A page that no longer paints is dead, whatever else of it runs: so the sign goes out from a frame. It says of which
     version it is, since an old page may stand a while beside a new one. */
  function sign() {
    const isFit = isWell();
    if (isFit) window.requestAnimationFrame(() => { ask("alive", { serial: serial }); });
    window.setTimeout(sign, isFit ? kiosk.times.alive : SOON); // the hall waits for the first one
  }

  if (isServed) sign();
  kiosk.hall = hall;
})(window.QYPKiosk);
