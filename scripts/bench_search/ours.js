/* Asks our engine as the page of results does, and types into our pages: the same functions for every contender. */
window.bench = (function () {
  "use strict";

  const SHOWN = 20, MOST_ROUNDS = 2000, PATIENCE = 120000;
  const PARTS = ["facts", "words", "text"];
  const root = document.documentElement;
  const loads = new Map();

  // ── the engine ──

  function folder() { return document.querySelector("script[src*='search/box.js']").src.replace(/box\.js.*$/, ""); }

  function load(path) {
    if (!loads.has(path)) {
      loads.set(path, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = folder() + path;
        script.onload = resolve;
        script.onerror = () => { QYPSearch.failed(path); resolve(); };
        document.head.appendChild(script);
      }));
    }
    return loads.get(path);
  }

  async function ready() {
    while (root.dataset.search !== "ready") await new Promise((resolve) => setTimeout(resolve, 20));
    const lacking = PARTS.filter((part) => !QYPSearch.has(part));
    await Promise.all(lacking.map((part) => load(part + ".js?" + QYPSearch.edition())));
  }

  /* All rows found, those that only sound alike last, when nothing is missing for the first page of them. */
  async function answer(text) {
    const state = { q: text };
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const result = QYPSearch.search(state), rows = Array.from(result.rows).concat(Array.from(result.alike));
      const missing = QYPSearch.missing(state, rows.slice(0, SHOWN));
      if (!missing.length) return { rows: rows, rounds: round };
      await Promise.all(missing.map(load));
    }
    throw new Error("The answer to " + text + " never stood.");
  }

  /* Milliseconds of the engine alone, with the counts of the filters. */
  async function ask(text) {
    const start = performance.now(), result = await QYPSearch.run({ q: text }, () => false);
    return result.counts && performance.now() - start;
  }

  // ── the pages ──

  function put(input, text) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Resolves to the time when *holds* after a change that *watched* covers; rejects after two minutes. */
  function change(watched, holds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { watch.disconnect(); reject(new Error("The page did not answer.")); }, PATIENCE);
      const watch = new MutationObserver(() => {
        if (!holds()) return;
        clearTimeout(timer);
        watch.disconnect();
        resolve(performance.now());
      });
      watch.observe(root, watched);
    });
  }

  /* Milliseconds from the key to the results in the page. */
  async function key(text) {
    const input = document.querySelector("#search-q"), list = document.querySelector("[data-results]");
    const stands = change({ attributeFilter: ["data-search"] }, () => {
      return root.dataset.search === "ready" && list.dataset.query === input.value;
    });
    const start = performance.now();
    put(input, text);
    return (await stands) - start;
  }

  /* The ids of the rows that the page shows. */
  function shown() {
    return Array.from(document.querySelectorAll("[data-results] [data-hero]"), (hit) => hit.dataset.hero);
  }

  /* Milliseconds from the focus of the box on an open page to the name in the list under it. */
  async function cold(text) {
    const input = document.querySelector("form[data-search-box] input");
    const names = () => Array.from(document.querySelectorAll("[role=option]"), (option) => option.textContent);
    const isThere = () => names().some((name) => name.replace(/\s/g, "").includes(text));
    const stands = change({ childList: true, subtree: true }, isThere);
    const start = performance.now();
    input.focus();
    put(input, text);
    return (await stands) - start;
  }

  return { ready: ready, answer: answer, ask: ask, key: key, cold: cold, shown: shown };
})();
