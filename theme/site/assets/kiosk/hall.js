/* Speaks to the service of the hall where there is one: the sign of life, what staff have set, tributes. From a folder
   that was opened by a double click there is none; then tributes are counted in this browser. */
(function (kiosk) {
  "use strict";

  const KEPT = "qyp:tributes";
  const isServed = window.location.protocol === "http:" && /^\/v\/\d+\//.test(window.location.pathname);
  const hall = { isServed: isServed, settings: { sound: false, rotation: 0 }, ask: ask, pay: pay, paid: paid, state: null };

  /* Promises {ok, value}: what the service answers to *what*; *sent* makes it an order. */
  async function ask(what, sent) {
    const how = sent ? { method: "POST", body: JSON.stringify(sent) } : {};
    try {
      const answer = await window.fetch("/__hall/" + what, how), text = await answer.text();
      return { ok: answer.ok, value: text ? JSON.parse(text) : null };
    } catch (fault) {
      return { ok: false, value: { sentence: "本机的服务没有回答。" } };
    }
  }

  function kept() {
    try { return JSON.parse(window.localStorage.getItem(KEPT)) || {}; } catch (fault) { return {}; }
  }

  /* Counts one tribute of *kind* to the hero *id*. */
  async function pay(kind, id) {
    const own = kept(), key = kind + " " + id;
    own[key] = (own[key] || 0) + 1;
    try { window.localStorage.setItem(KEPT, JSON.stringify(own)); } catch (fault) { /* full or forbidden: not counted */ }
    if (isServed) await ask("tribute", { kind: kind, hero: id });
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
    if (answer.value.hidden) kiosk.withdraw(answer.value.hidden);
  };

  /* A page that no longer paints is dead, whatever else of it runs: so the sign goes out from a frame. */
  function sign() {
    window.requestAnimationFrame(() => { ask("alive", {}); });
    window.setTimeout(sign, kiosk.times.alive);
  }

  if (isServed) sign();
  kiosk.hall = hall;
})(window.QYPKiosk);
