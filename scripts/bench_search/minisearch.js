/* Asks MiniSearch: window.bench has the same functions for every contender. */
window.bench = (function () {
  "use strict";

  let index = null;

  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = path;
      element.onload = resolve;
      element.onerror = () => reject(new Error(path));
      document.head.appendChild(element);
    });
  }

  async function ready() {
    const [reply] = await Promise.all([fetch("index.json"), script("minisearch.js"), script("minisearch_options.js")]);
    index = window.MiniSearch.loadJSON(await reply.text(), window.shared.options);
  }

  /* A slip is forgiven where nobody answers otherwise, as ours does. */
  function search(text) {
    const found = index.search(text, window.shared.searching);
    return found.length ? found : index.search(text, window.shared.forgiving);
  }

  async function answer(text) { return { rows: search(text).map((result) => result.id) }; }

  async function ask(text) {
    const start = performance.now();
    search(text);
    return performance.now() - start;
  }

  async function cold(text) {
    const start = performance.now();
    await ready();
    search(text);
    return performance.now() - start;
  }

  return { ready: ready, answer: answer, ask: ask, cold: cold };
})();
