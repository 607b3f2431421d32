/* Keeps a search in the address, #q=…&region=320000&year=2020-2024, and finds searches near one that found nobody.
   Pure, like the engine. A search is {q, region, year: [from, to], type, level, ceremony, outcome, kind, shown}, of
   which all but q may be missing; shown is how many results stand, 0 for the first page. */
var QYPQuery = (function () {
  "use strict";

  const LONGEST = 301; /* code points: one more than the engine takes, so that too long a query stays too long */
  const MOST_SHOWN = 1000, MOST_DROPPED = 6, MOST_ALIKE = 3;
  const LISTS = ["region", "type", "level", "ceremony", "outcome", "kind"];

  /* Without halves of surrogate pairs, at which encodeURIComponent throws. */
  function wellFormed(text) { return text.replace(/[\ud800-\udfff]/gu, ""); }

  /* Reads a fragment or a query string; what it does not understand is left out. */
  function readQuery(text) {
    const values = new URLSearchParams(text.replace(/^[#?]/, ""));
    const value = (name) => wellFormed(values.get(name) || "");
    const shown = /^\d{1,6}$/.test(value("n")) ? Number(value("n")) : 0;
    const query = { q: value("q"), year: readYears(value("year")), shown: Math.min(shown, MOST_SHOWN) };
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
    const q = Array.from(wellFormed(query.q || "").trim()).slice(0, LONGEST).join("");
    const lists = LISTS.map((name) => [name, wellFormed((query[name] || []).join(","))]);
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

  /* Promises searches of *index* near *query*, which found nobody, that do find someone: without the filters, else by
     its sound, else names that sound nearly so; and without one word. Each is {kind, word, query, found}; found is 0
     where texts that are still to be fetched would tell. Null once *isStale* says so. */
  async function near(index, query, isStale) {
    const q = query.q || "", offers = [], names = new Map();

    async function offer(kind, word, other) {
      const result = await index.run(other, isStale);
      if (!result) return;
      const found = result.isWhole ? result.rows.length : result.exact;
      if (result.rows.length) offers.push({ kind: kind, word: word, query: other, found: found });
      else if (kind !== "word") for (const row of result.alike) names.set(index.name(row).shown, row);
    }

    if (choices(query)) await offer("filters", "", { q: q });
    const sound = index.spoken(q);
    if (!offers.length && sound !== index.termsOf(q).join("")) await offer("sound", sound, { q: sound });
    if (!offers.length) {
      for (const name of Array.from(names.keys()).slice(0, MOST_ALIKE)) await offer("alike", name, { q: name });
    }
    const words = wordsOf(q);
    for (let i = 0; i < words.length && words.length > 1; i++) {
      const others = words.filter((word, k) => k !== i).join(" ");
      await offer("word", words[i], Object.assign({}, query, { q: others, shown: 0 }));
    }
    return isStale && isStale() ? null : offers;
  }

  /* The words of *q* that may be left out; none where there are too many to try. */
  function wordsOf(q) {
    const words = wellFormed(q).split(/[\s,，、;；。/|]+/).filter(Boolean);
    return words.length > MOST_DROPPED ? [] : words;
  }

  return { read: readQuery, write: writeQuery, choices: choices, near: near };
})();

if (typeof module !== "undefined") module.exports = QYPQuery;
