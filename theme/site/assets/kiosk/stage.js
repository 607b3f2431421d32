/* The stage of the kiosk: screens that follow one another, what is loaded at a touch, and who must not be seen.
   One page for months: nothing grows. Fragments beyond a few are forgotten, a script element goes when it has run. */
window.QYPKiosk = (function () {
  "use strict";

  const PATIENCE = 8000, MOST_FRAGMENTS = 24, MOST_STEPS = 40;
  const base = new URL("../../", document.currentScript.src).href;
  const root = document.documentElement;
  const withdrawn = new Set(), screens = new Map(), fragments = new Map(), arrivals = new Map();
  let steps = [], current = { name: "loop", state: {}, scroll: 0 }, turn = 0;

  /* Milliseconds; tests that wait for nothing set others. */
  const times = { slide: 12000, idle: 60000, elderIdle: 120000, answer: 15000, alive: 5000, clean: 60000, bounce: 500 };

  // ── who must not be seen ──

  function withdraw(ids) { ids.forEach((id) => withdrawn.add(id)); }

  /* Takes everything of those withdrawn out of *element*: lists that were made before they were. */
  function sweep(element) {
    if (!withdrawn.size) return;
    for (const found of element.querySelectorAll("[data-hero], a[href*='heroes/']")) {
      const id = found.dataset.hero || idIn(found.getAttribute("href"));
      if (withdrawn.has(id)) (found.closest(".today__text") ? found.closest(".today") : found.closest("li") || found).remove();
    }
  }

  function anniversaries() { return (window.QYP && window.QYP.anniversaries) || { on: {}, days: {} }; }

  function writeDayAnew() { document.dispatchEvent(new Event("qyp:day")); }

  /* Takes those withdrawn out of the anniversaries that have come; then 今日纪念 is written anew, with whoever is next. */
  function sweepDays() {
    const { on, days } = anniversaries();
    let isChanged = false;
    for (const day of Object.keys(on)) {
      const open = on[day].filter((one) => !withdrawn.has(idIn(one.path)));
      if (open.length === on[day].length) continue;
      isChanged = true;
      on[day] = open;
      if (!open.length) delete days[day]; /* whoever comes next takes the place */
    }
    if (isChanged) writeDayAnew();
  }

  /* The hall says 404 of a day whose people are all withdrawn: then nobody is remembered on it. Any other failure is a
     fault, of which band.js makes no "nobody today". */
  document.addEventListener("error", async (event) => {
    const found = /\/anniversaries\/(\d\d-\d\d)\.js$/.exec(event.target.src || "");
    const answer = found && await window.fetch(event.target.src, { method: "HEAD" }).catch(() => null);
    if (!answer || answer.status !== 404) return;
    delete anniversaries().days[found[1]];
    writeDayAnew();
  }, { capture: true });

  // ── where links lead ──

  function idIn(href) { return (/heroes\/([0-9a-z-]+)\.html$/.exec(href) || [])[1] || ""; }

  /* The screen to which a link leads here, [name, state]; null where it leads nowhere. */
  function aimOf(href) {
    const hero = idIn(href), campaign = /campaigns\/([0-9a-z-]+)\.html$/.exec(href);
    if (hero) return ["hero", { id: hero }];
    return campaign && campaign[1] !== "index" ? ["campaign", { id: campaign[1] }] : null;
  }

  /* What leads nowhere must not look as if it could be touched; the band's link gets its aim with the day. */
  function plain(element) {
    for (const link of element.querySelectorAll("a[href]:not([data-band] a)")) {
      if (!aimOf(link.getAttribute("href"))) link.replaceWith(...link.childNodes);
    }
  }

  /* Shows *markup* of the edition on the screen *name*. */
  function fill(name, markup) {
    const place = find("[data-fill=" + name + "]");
    place.innerHTML = markup;
    sweep(place);
    plain(place);
  }

  // ── what is loaded ──

  /* Resolves to whether the script *path*, from the root of the edition, has run; it is asked for once unless it failed. */
  function load(path) {
    if (!arrivals.has(path)) arrivals.set(path, run(path).then((has) => { if (!has) arrivals.delete(path); return has; }));
    return arrivals.get(path);
  }

  function run(path) {
    return new Promise((resolve) => {
      const script = document.createElement("script"), timer = window.setTimeout(() => end(false), PATIENCE);
      function end(has) { window.clearTimeout(timer); script.remove(); resolve(has); }
      script.src = base + path;
      script.onload = () => end(true);
      script.onerror = () => end(false);
      document.head.appendChild(script);
    });
  }

  /* A script of the edition hands its markup over. */
  function fragment(name, markup) {
    fragments.set(name, markup);
    if (fragments.size > MOST_FRAGMENTS) fragments.delete(fragments.keys().next().value);
  }

  /* Promises the markup of *name*, null where it is not to be had: withdrawn, or never there. */
  async function fragmentOf(name) {
    if (!fragments.has(name)) await run("kiosk/" + name + ".js");
    return fragments.get(name) || null;
  }

  // ── screens ──

  /* *screen*: show(state, isStale) fills it and may say false where there is nothing to show; leave() and reset(). */
  function register(name, screen) { screens.set(name, screen); }

  /* Shows the screen *name* with *state*; what stood before is a step back. */
  function go(name, state, how) {
    const { isBack = false, scroll = 0 } = how || {}, mine = ++turn, isStale = () => mine !== turn;
    const before = { name: current.name, state: current.state, scroll: main().scrollTop };
    const screen = screens.get(name);
    return Promise.resolve(screen.show(state || {}, isStale)).then((has) => {
      if (isStale() || has === false) return;
      const isOther = current.name !== name;
      if (isOther && screens.get(current.name).leave) screens.get(current.name).leave();
      if (!isBack && before.name !== "loop") steps = steps.concat(before).slice(-MOST_STEPS);
      current = { name: name, state: state || {}, scroll: 0 };
      root.dataset.screen = name;
      api.transitions += 1;
      main().scrollTop = scroll;
      if (isOther && name !== "loop") main().focus({ preventScroll: true });
    });
  }

  /* Shows another state of the screen that stands, which is no step back. */
  function renew(state) { return go(current.name, state, { isBack: true }); }

  function back() {
    const step = steps.pop();
    if (step) return go(step.name, step.state, { isBack: true, scroll: step.scroll });
    return go(current.name === "home" ? "loop" : "home", {}, { isBack: true });
  }

  function home() { steps = []; return go("home", {}, { isBack: true }); }

  /* As if nobody had been here. */
  function reset() {
    steps = [];
    delete root.dataset.mode;
    delete root.dataset.low;
    screens.forEach((screen) => { if (screen.reset) screen.reset(); });
    return go("loop", {}, { isBack: true });
  }

  function main() { return find("[data-main]"); }

  function find(selector) { return document.querySelector(selector); }

  function make(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function button(className, ...children) {
    const made = make("button", className, ...children);
    made.type = "button";
    return made;
  }

  window.QYPWithdrawn = withdraw;
  const api = {
    base: base, times: times, transitions: 0, load: load, fragment: fragment, fragmentOf: fragmentOf, withdrawn: withdrawn,
    withdraw: withdraw, sweep: sweep, sweepDays: sweepDays, aimOf: aimOf, plain: plain, fill: fill, register: register, go: go, renew: renew, back: back, home: home, reset: reset,
    find: find, make: make, button: button, now: () => current,
  };
  return api;
})();
