/* One person, or one campaign: the fragment is put up, the neighbours are those of the list that led here; a voice reads
   where the device has one; tributes are counted on this device alone. */
(function (kiosk) {
  "use strict";

  const { find } = kiosk;
  const PAID = { bow: "鞠躬", candle: "点烛", flower: "献花" };

  // ── a person ──

  async function showHero(state, isStale) {
    const markup = kiosk.withdrawn.has(state.id) ? null : await kiosk.fragmentOf("heroes/" + state.id);
    if (isStale()) return false;
    find("[data-fill=hero]").innerHTML = markup || "<p class='kgone'>这份内容已经调整，不再展示。</p>";
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
    await kiosk.hall.pay(kind, state.id);
    find("[data-paid]").textContent = "　已" + PAID[kind];
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
    if (window.speechSynthesis.speaking) { silence(); return; }
    for (const line of article.dataset.spoken.split("\n")) {
      const words = new SpeechSynthesisUtterance(line);
      words.voice = chosen;
      words.lang = chosen.lang;
      words.rate = 0.9;
      window.speechSynthesis.speak(words);
    }
    find("[data-aloud]").textContent = "停止朗读";
  }

  function silence() {
    if (window.speechSynthesis) window.speechSynthesis.cancel();
    find("[data-aloud]").textContent = "朗读";
  }

  // ── a campaign ──

  async function showCampaign(state, isStale) {
    const markup = await kiosk.fragmentOf("campaigns/" + state.id);
    if (isStale()) return false;
    const fill = find("[data-fill=campaign]");
    fill.innerHTML = markup || "<p class='kgone'>这个活动的内容打不开。</p>";
    kiosk.sweep(fill);
    return true;
  }

  kiosk.register("hero", { show: showHero, leave: leaveHero, reset: silence });
  kiosk.register("campaign", { show: showCampaign, leave: () => find("[data-fill=campaign]").replaceChildren() });
  kiosk.reading = { neighbour: neighbour, pay: pay, readAloud: readAloud };
})(window.QYPKiosk);
