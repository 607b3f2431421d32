/* How MiniSearch cuts and weighs Chinese: what builds the index and the page that asks must agree. */
(function (shared) {
  "use strict";

  const RUNS = /[a-z]+|[0-9]+|[\u3400-\u9fff\uf900-\ufaff\ud840-\ud8ff\udc00-\udfff]+/g;
  const WITH_CHARACTERS = { name: true, others: true, fields: true };

  function isLatin(term) { return /^[a-z]/.test(term); }

  /* Bigrams of each run of Han characters, and its single characters where asked for; Latin words and numbers whole. */
  function tokens(text, withCharacters) {
    const found = [];
    for (const run of text.match(RUNS) || []) {
      if (/^[a-z0-9]/.test(run)) { found.push(run); continue; }
      const characters = Array.from(run);
      if (withCharacters || characters.length === 1) found.push(...characters);
      for (let i = 0; i + 1 < characters.length; i++) found.push(characters[i] + characters[i + 1]);
    }
    return found;
  }

  shared.options = {
    fields: ["name", "others", "pinyin", "fields", "text"],
    storeFields: ["shown"],
    tokenize: (text, field) => tokens(text, WITH_CHARACTERS[field]),
    processTerm: (term) => term,
  };
  shared.searching = {
    tokenize: (text) => tokens(text.toLowerCase().replace(/[·•\-]/g, "").replace(/ü/g, "v"), false),
    combineWith: "AND",
    prefix: isLatin,
    boost: { name: 10, others: 5, pinyin: 5, fields: 3 },
  };
  shared.forgiving = Object.assign({}, shared.searching, { fuzzy: (term) => (isLatin(term) ? 1 : false) });
})(typeof module !== "undefined" ? module.exports : (window.shared = {}));
