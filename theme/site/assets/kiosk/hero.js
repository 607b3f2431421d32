/* One person, or one campaign: the fragment is put up, the neighbours are those of the list that led here; a voice reads
   where the device has one; tributes are counted on this device alone. */
(function (kiosk) {
  "use strict";

  const { find } = kiosk;
  const PAID = { bow: "鞠躬", candle: "点烛", flower: "献花" };
  let lastLine = null; /* of what is being read aloud */

  // ── a person ──

  async function showHero(state, isStale) {
    const markup = kiosk.withdrawn.has(state.id) ? null : await kiosk.fragmentOf("heroes/" + state.id);
    if (isStale()) return false;
    kiosk.fill("hero", markup || "<p class='kgone'>这份内容已经调整，不再展示。</p>");
    find("[data-tribute]").hidden = !markup;
    find("[data-paid]").textContent = "";
    for (const side of document.querySelectorAll("[data-neighbour]")) side.hidden = state.row === undefined;
    find("[data-aloud]").hidden = !markup || !voice();
    silence();
    return true;
  }

  function leaveHero() { silence(); find("[data-fill=hero]").replaceChildren(); }

  /* The one before (-1) or after (1) in the list that led to this person; the list goes round. */
  async function neighbour(by) {
    const { state } = kiosk.now(), rows = state.list ? await kiosk.finding.rowsOf(state.list) : null;
    if (!rows || !rows.length) return;
    let place = rows.indexOf(state.row);
    for (let tried = 0; tried < rows.length; tried++) {
      place = (place + by + rows.length) % rows.length;
      const [one] = await kiosk.finding.cardsOf([rows[place]]);
      if (one) { kiosk.renew(Object.assign({}, state, { id: one.card.id, row: one.row })); return; }
    }
  }

  async function pay(kind) {
    const { name, state } = kiosk.now();
    if (name !== "hero" || !PAID[kind]) return;
    const isCounted = await kiosk.hall.pay(kind, state.id), after = kiosk.now();
    // Only what was counted is told, and only of the person who still stands there.
    if (isCounted && after.name === "hero" && after.state.id === state.id) find("[data-paid]").textContent = "　已" + PAID[kind];
  }

  // ── a voice ──

  /* A Chinese voice of this device itself: one that asks a network would stay silent. */
  function voice() {
    if (!window.speechSynthesis || !kiosk.hall.settings.sound) return null;
    return window.speechSynthesis.getVoices().find((one) => one.localService && /^zh/i.test(one.lang)) || null;
  }

  function readAloud() {
    const article = find("[data-fill=hero] [data-spoken]"), chosen = voice();
    if (!article || !chosen) return;
    if (lastLine) { silence(); return; }
    const lines = article.dataset.spoken.split("\n").map((line) => utterance(line, chosen));
    lastLine = lines[lines.length - 1];
    lines.forEach((line) => window.speechSynthesis.speak(line));
    find("[data-aloud]").textContent = "停止朗读";
  }

  function utterance(line, chosen) {
    const words = new SpeechSynthesisUtterance(line);
    words.voice = chosen;
    words.lang = chosen.lang;
    words.rate = 0.9;
    words.onend = words.onerror = () => { if (words === lastLine) rest(); };
    return words;
  }

  function rest() {
    lastLine = null;
    find("[data-aloud]").textContent = "朗读";
  }

  function silence() {
    rest();
    if (window.speechSynthesis) window.speechSynthesis.cancel();
  }

  // ── a campaign ──

  async function showCampaign(state, isStale) {
    const markup = await kiosk.fragmentOf("campaigns/" + state.id);
    if (isStale()) return false;
    kiosk.fill("campaign", markup || "<p class='kgone'>这个活动的内容打不开。</p>");
    return true;
  }

  kiosk.register("hero", { show: showHero, leave: leaveHero, reset: silence });
  kiosk.register("campaign", { show: showCampaign, leave: () => find("[data-fill=campaign]").replaceChildren() });
  kiosk.reading = { neighbour: neighbour, pay: pay, readAloud: readAloud };
})(window.QYPKiosk);
