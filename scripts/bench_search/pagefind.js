/* Asks Pagefind, as a page without its widgets would: window.bench has the same functions for every contender. */
window.bench = (function () {
  "use strict";

  const SHOWN = 10;
  let pagefind = null, numbers = null;

  async function load() {
    if (!pagefind) pagefind = await import(new URL("pagefind/pagefind.js", document.baseURI).href);
    return pagefind;
  }

  async function ready() {
    await load();
    numbers = await (await fetch("fragments.json")).json();
    await pagefind.init();
  }

  /* The numbers of all rows found, best first. */
  async function answer(text) {
    const found = await pagefind.search(text);
    return { rows: found.results.map((result) => numbers[result.id]) };
  }

  /* Milliseconds from the call to the data of the results that a page would show. */
  async function ask(text) {
    const start = performance.now(), found = await pagefind.search(text);
    await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
    return performance.now() - start;
  }

  /* Milliseconds from the first thought of searching to the first result's data, everything loaded on the way. */
  async function cold(text) {
    const start = performance.now(), found = await (await load()).search(text);
    await found.results[0].data();
    return performance.now() - start;
  }

  return { ready: ready, answer: answer, ask: ask, cold: cold };
})();
