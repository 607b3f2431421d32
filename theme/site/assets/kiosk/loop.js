/* The loop: people one after the other, the day's campaign among them, all of it slowly moving and each turn elsewhere,
   so that no picture burns in. */
(function (kiosk) {
  "use strict";

  const CAMPAIGN_EVERY = 4;
  const { find, make } = kiosk;
  let slides = [], turns = 0, shown = 0, timer = 0;

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

  /* Heroes are counted by themselves, or every fourth of them would never come. Each round gives a person the other side
     and another drift: a picture that always stood in one place would burn in. */
  function heroSlide() {
    const open = standing();
    if (!open.length) return make("div", "slide slide--campaign", make("p", "slide__title", make("span", "", "见义勇为英雄名录")));
    const place = shown % open.length, pose = place + Math.floor(shown / open.length), slide = make("div", "slide");
    shown += 1;
    slide.innerHTML = open[place].html;
    slide.classList.toggle("slide--mirrored", pose % 2 === 1);
    slide.style.setProperty("--drift", (pose % 5) - 2);
    return slide;
  }

  function nextSlide() {
    turns += 1;
    return (turns % CAMPAIGN_EVERY === 0 && campaignSlide()) || heroSlide();
  }

  function put(slide) {
    const frame = find("[data-slides]"), before = Array.from(frame.children);
    frame.append(slide);
    before.slice(0, -1).forEach((old) => old.remove());
    before.slice(-1).forEach((old) => old.classList.add("slide--gone"));
    document.documentElement.dataset.light = slide.classList.contains("slide--campaign") ? "paper" : "deep";
    find("[data-day]").textContent = window.QYP && window.QYP.today ? dayLine(window.QYP.today) : "";
  }

  function turn() {
    timer = window.setTimeout(turn, kiosk.times.slide); /* first: whatever fails in one turn, the next one comes */
    const slide = nextSlide();
    put(slide);
    if (turns === 1) markFirst(slide);
    kiosk.transitions += 1;
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

  /* The first turn is a task of its own too: were it to fail here, the screen would not become the loop. */
  function begin() {
    leave();
    timer = window.setTimeout(turn, 0);
  }

  kiosk.register("loop", { show: begin, leave: leave });
})(window.QYPKiosk);
