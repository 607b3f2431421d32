/* The loop: people one after the other, the day's campaign among them, all of it slowly moving and each turn elsewhere,
   so that no picture burns in. */
(function (kiosk) {
  "use strict";

  const CAMPAIGN_EVERY = 4;
  const { find, make } = kiosk;
  let slides = [], place = -1, timer = 0;

  kiosk.slides = function (all) { slides = all; };

  /* Those whom the day lets stand: on solemn days the fallen, if there are any. */
  function standing() {
    const open = slides.filter((slide) => !kiosk.withdrawn.has(slide.id)), today = window.QYP && window.QYP.today;
    const fallen = today && today.tone === "solemn" ? open.filter((slide) => slide.fallen) : [];
    return fallen.length ? fallen : open;
  }

  function campaignSlide() {
    const today = window.QYP && window.QYP.today;
    if (!today || !today.campaign) return null;
    const slide = make("div", "slide slide--campaign"), title = make("p", "slide__title");
    title.append(...today.campaign.lines.map((line) => make("span", "", line)));
    slide.append(make("p", "slide__meta", dayLine(today)), title);
    if (today.campaign.slogan) slide.append(make("p", "slide__text", today.campaign.slogan));
    return slide;
  }

  function dayLine(today) {
    if (!today.day) return "";
    const [year, month, day] = today.day.split("-").map(Number);
    const weekday = "星期" + "日一二三四五六"[new Date(today.day + "T00:00:00Z").getUTCDay()];
    return year + "年" + month + "月" + day + "日　" + ((today.exact && today.campaign && today.campaign.dayName) || weekday);
  }

  function heroSlide() {
    const open = standing();
    if (!open.length) return make("div", "slide slide--campaign", make("p", "slide__title", make("span", "", "见义勇为英雄名录")));
    const slide = make("div", "slide");
    slide.innerHTML = open[place % open.length].html;
    return slide;
  }

  function turn() {
    place += 1;
    const slide = (place % CAMPAIGN_EVERY === CAMPAIGN_EVERY - 1 && campaignSlide()) || heroSlide(), frame = find("[data-slides]");
    slide.classList.toggle("slide--mirrored", place % 2 === 1);
    slide.style.setProperty("--drift", (place % 5) - 2);
    const before = Array.from(frame.children);
    frame.append(slide);
    if (!place) markFirst(slide);
    before.slice(0, -1).forEach((old) => old.remove());
    before.slice(-1).forEach((old) => old.classList.add("slide--gone"));
    document.documentElement.dataset.light = slide.classList.contains("slide--campaign") ? "paper" : "deep";
    find("[data-day]").textContent = window.QYP && window.QYP.today ? dayLine(window.QYP.today) : "";
    kiosk.transitions += 1;
    timer = window.setTimeout(turn, kiosk.times.slide);
  }

  /* The first picture stands at once, and says when. */
  function markFirst(slide) {
    slide.style.animation = "none";
    window.requestAnimationFrame(() => window.requestAnimationFrame(() => performance.mark("first picture")));
  }

  function leave() {
    window.clearTimeout(timer);
    find("[data-slides]").textContent = "";
  }

  kiosk.register("loop", { show: () => { leave(); turn(); }, leave: leave });
})(window.QYPKiosk);
