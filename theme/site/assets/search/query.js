/* Keeps a search in the address, #q=…&region=320000&year=2020-2024, and finds searches near one that found nobody.
   Pure, like the engine. A search is {q, region, year: [from, to], type, level, outcome, kind, shown}, of which all but
   q may be missing; shown is how many results stand, 0 for the first page. */
var QYPQuery = (function (QYPSearch) {
  "use strict";

  const LONGEST = 301; /* code points: one more than the engine takes, so that too long a query stays too long */
  const MOST_DROPPED = 6;
  const LISTS = ["region"].concat(QYPSearch.VOCABULARIES);

  /* Reads a fragment or a query string; what it does not understand is left out. */
  function readQuery(text) {
    const values = new URLSearchParams(text.replace(/^[#?]/, ""));
    const value = (name) => QYPSearch.wellFormed(values.get(name) || "");
    const query = { q: value("q"), year: readYears(value("year")), shown: parseInt(value("n"), 10) || 0 };
    for (const name of LISTS) query[name] = value(name).split(",").filter(Boolean);
    return query;
  }

  /* 2024, 2020-2024, 2020- and -2024; 0 stands for an open end. */
  function readYears(text) {
    const [whole, from, dash, to] = /^(\d{4})?(-)?(\d{4})?$/.exec(text) || [];
    const ends = whole ? [Number(from) || 0, dash ? Number(to) || 0 : Number(from)] : [0, 0];
    return ends[0] || ends[1] ? ends : [];
  }

  function writeQuery(query) {
    const q = Array.from(QYPSearch.wellFormed(query.q || "").trim()).slice(0, LONGEST).join("");
    const lists = LISTS.map((name) => [name, (query[name] || []).join(",")]);
    const pairs = [["q", q], ["year", writeYears(query.year || [])], ...lists, ["n", query.shown || ""]];
    const written = ([name, value]) => name + "=" + encodeURIComponent(value).replace(/%2C/g, ",");
    return pairs.filter((pair) => pair[1]).map(written).join("&");
  }

  function writeYears(years) {
    const [from, to] = years;
    if (!from && !to) return "";
    return from === to ? String(from) : (from || "") + "-" + (to || "");
  }

  function choices(query) {
    const years = (query.year || []).some(Boolean) ? 1 : 0;
    return LISTS.reduce((sum, name) => sum + (query[name] || []).length, years);
  }

  /* Searches of *index* near *query* that find someone: without the filters, else by its sound; without one word. */
  function near(index, query) {
    const q = query.q || "", words = q.trim().split(/\s+/).filter(Boolean), offers = [];
    const offer = (kind, word, other) => {
      const found = index.search(other).rows.length;
      if (found) offers.push({ kind: kind, word: word, query: other, found: found });
    };
    if (choices(query)) offer("filters", "", { q: q });
    const sound = index.spoken(q);
    if (!offers.length && sound !== QYPSearch.termsOf(q).join("")) offer("sound", sound, { q: sound });
    if (words.length > 1 && words.length <= MOST_DROPPED) {
      words.forEach((word, i) => {
        const others = words.filter((_, k) => k !== i).join(" ");
        offer("word", word, Object.assign({}, query, { q: others, shown: 0 }));
      });
    }
    return offers;
  }

  return { read: readQuery, write: writeQuery, choices: choices, near: near };
})(typeof module !== "undefined" ? require("./engine.js") : QYPSearch);

if (typeof module !== "undefined") module.exports = QYPQuery;
