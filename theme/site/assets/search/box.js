/* Stands on every page, with defer, and loads the search only when a box is used: first the engine and the names, then
   what an answer lacks. All are classic scripts: the same path serves http and file://. */
(function () {
  "use strict";

  const base = new URL(".", document.currentScript.src).href;
  const root = new URL("../../", base).href;
  const PAUSE = 150, PATIENCE = 8000;
  const MOST_ROUNDS = 16; /* of fetching for one answer: words that stand apart in very many texts would have them all fetched */
  const PARTS = ["facts", "words", "text"];
  const PAGE_SCRIPTS = ["suggest.js", "query.js", "filters.js", "hit.js", "results.js"];

  // ── scripts ──

  const arrivals = new Map(), waits = new Map(), here = new Set(), lost = new Set(), late = [];

  /* The script *path* of this folder, asked for once; one that has failed may be asked for again. The engine and the
     names are fetched together and run in this order, all others as they come, so that one that hangs holds up none. */
  function arrival(path) {
    if (!arrivals.has(path)) {
      arrivals.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.async = path !== "engine.js" && path !== "names.js";
        script.src = base + path;
        script.onload = () => { here.add(path); resolve(); };
        script.onerror = () => { script.remove(); forget(path); reject(new Error(path)); };
        document.head.appendChild(script);
      }));
    }
    return arrivals.get(path);
  }

  function forget(path) {
    [arrivals, waits, here].forEach((held) => held.delete(path));
    lost.add(path);
  }

  /* Waits for a script, but not for ever; one that comes after all is made known to those who show answers. */
  function load(path) {
    if (!waits.has(path)) {
      waits.set(path, new Promise((resolve, reject) => {
        const lose = () => { lost.add(path); waits.delete(path); reject(new Error(path)); };
        const timer = window.setTimeout(lose, PATIENCE);
        arrival(path).then(() => {
          window.clearTimeout(timer);
          resolve();
          if (lost.delete(path)) late.forEach((task) => task());
        }, () => { window.clearTimeout(timer); lose(); });
      }));
    }
    return waits.get(path);
  }

  /* Asks again for what was lost: a connection that broke may be back. */
  function retry() { lost.forEach((path) => load(path).catch(() => {})); }

  function isReady() { return Boolean(window.QYPSearch && QYPSearch.has("names")); }

  /* A file that came cut short is a failure too, though the browser calls it loaded. */
  function loadNames() {
    return Promise.all([load("engine.js"), load("names.js")]).then(() => {
      if (isReady()) return;
      ["engine.js", "names.js"].forEach(forget);
      throw new Error("names.js");
    });
  }

  /* Resolves when the list under a box has its dress, or cannot have it. */
  function loadStyle() {
    if (document.querySelector("link[data-search-style]")) return Promise.resolve();
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = base + "search.css";
    style.dataset.searchStyle = "";
    const dressed = new Promise((resolve) => {
      style.onload = style.onerror = () => resolve();
      window.setTimeout(resolve, PATIENCE);
    });
    document.head.appendChild(style);
    return dressed;
  }

  // ── answers ──

  function pathOf(name) { return name + ".js?" + QYPSearch.edition(); }

  function isLost(name) { return lost.has(pathOf(name)); }

  function isCard(path) { return path.startsWith("cards/"); }

  function loadFile(path) { return load(path).catch(() => QYPSearch.failed(path)); }

  /* The files that are still to come. What is here and wanted all the same came cut short or is of another edition. */
  function wantedBy(view, result, rows) {
    const parts = PARTS.filter((name) => !QYPSearch.has(name)).map(pathOf), files = QYPSearch.missing(view.state, rows);
    const wanted = view.isEnough(result) ? files.filter(isCard) : parts.concat(files);
    for (const path of wanted.filter((other) => here.has(other))) { forget(path); QYPSearch.failed(path); }
    return wanted.filter((path) => !lost.has(path));
  }

  /* Answers the query of *view*: shows what is known, loads what that lacks, and again, until it all stands.
     view: {state, isStale(), isEnough(result), rows(result), show(result, rows, wanted), fill()}. Where an answer
     *isEnough* only the cards of its rows are loaded; *wanted* are the files still to come; *fill* is told of each that
     came. After many rounds no more texts are read: what is not proven by then is left for whoever asks again. */
  async function answer(view) {
    for (let round = 0; ; round++) {
      const result = await QYPSearch.run(view.state, view.isStale);
      if (!result || view.isStale()) return;
      const rows = view.rows(result), all = wantedBy(view, result, rows);
      const wanted = round < MOST_ROUNDS ? all : all.filter((path) => !path.startsWith("stories/"));
      await view.show(result, rows, wanted);
      if (!wanted.length || view.isStale()) return;
      if (!round) await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
      if (view.isStale()) return;
      const fill = () => { if (!view.isStale()) view.fill(); }, texts = wanted.filter((path) => !isCard(path));
      const loads = new Map(wanted.map((path) => [path, loadFile(path).then(fill)]));
      await Promise.all((texts.length ? texts : wanted).map((path) => loads.get(path)));
    }
  }

  // ── boxes ──

  function resultsOf(text) { return root + "search.html#" + new URLSearchParams({ q: text.trim() }); }

  /* Whether an input method is still at work on what is typed: neither a query nor a command, whatever the key. */
  function composes(event) { return event.isComposing || event.keyCode === 229; }

  /* A box works as a plain form until suggest.js gives it its list. */
  function equip(form) {
    const input = form.querySelector("input[type=search]");
    const box = { input: input, composing: false, hasFailed: false, isDressed: false, suggest: null };
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    Object.keys(attributes).forEach((name) => input.setAttribute(name, attributes[name]));

    function suggest() {
      if (!box.suggest && box.isDressed && QYPBox.attachList) QYPBox.attachList(box);
      if (box.suggest) box.suggest();
    }

    function prepare() {
      box.hasFailed = false;
      retry();
      const names = loadNames().catch(() => { box.hasFailed = true; }), list = load("suggest.js").catch(() => {});
      const style = loadStyle().then(() => { box.isDressed = true; });
      [names, list, style].forEach((coming) => coming.then(suggest));
    }

    late.push(suggest);
    input.addEventListener("compositionstart", () => { box.composing = true; });
    input.addEventListener("compositionend", () => { box.composing = false; suggest(); });
    input.addEventListener("input", (event) => { if (!box.composing && !event.isComposing) suggest(); });
    input.addEventListener("focus", prepare);
    if (document.activeElement === input) prepare();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!box.composing) window.location.href = resultsOf(input.value);
    });
  }

  /* The page of results starts when its scripts and the names are here, and again when something has come late. */
  function startPage() {
    const page = (name) => document.querySelector("[data-search-" + name + "]");
    page("wait").hidden = page("body").hidden === false;
    Promise.all([loadNames()].concat(PAGE_SCRIPTS.map(load))).then(() => {
      page("wait").hidden = page("failed").hidden = true;
      QYPResults.start();
    }).catch(() => {
      page("wait").hidden = true;
      page("failed").hidden = false;
      document.documentElement.dataset.search = "failed";
    });
  }

  window.QYPBox = { answer, retry, isReady, isLost, isCard, resultsOf, composes, root };
  document.querySelectorAll("form[data-search-box]").forEach(equip);
  if (document.querySelector("[data-search-page]")) {
    late.push(startPage);
    startPage();
  }
})();
