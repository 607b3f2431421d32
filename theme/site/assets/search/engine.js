/* Answers queries over the files that FORMAT.md describes. Pure: it knows no page and no network, so Node runs it too.
   Data arrive as calls, QYPSearch.part("names", …) and QYPSearch.file("cards", …), which a classic script can make over
   http and from file:// alike. ECMAScript 2018 without lookbehind: old webviews must read it. */
var QYPSearch = (function () {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });
  const VOCABULARIES = ["type", "level", "outcome", "kind"];
  const FACETS = ["region", "year", "type", "level", "ceremony", "outcome", "kind"];
  const ROWS_OF_A_FILE = { cards: 64, stories: 16 };
  const LONGEST_QUERY = 300, MOST_TERMS = 16, SHORTEST_SLIP = 4, LONGEST_SLIP = 30;
  const MOST_ALIKE = 1000, MOST_PAGES = 20, MOST_KNOWN = 16, MOST_SPREAD = 64;
  const YEAR_ZERO = 1900, YEARS = 201, NUMBERS_OF_A_YEAR = 416;
  /* Rows, tokens, and texts that are read, between two looks at the time; and milliseconds without a pause. */
  const BLOCK = 8192, SLIPS = 256, READ = 32, SLICE = 12;

  /* What a match is worth; one in a member's or a former name ranks just below the same one in the row's own name. */
  const SCORE = {
    exact: 100, prefix: 80, inside: 70, full: 60, initials: 55, syllables: 45, mixed: 40, within: 35, place: 30, word: 25,
    text: 5, whole: 300,
  };
  const WORTHS = 2 ** 12; /* more than any sum of them */
  const OTHER_NAME = 5;

  // ── text ──

  /* Drops halves of surrogate pairs, at which encodeURIComponent throws. */
  function wellFormed(text) {
    return Array.from(String(text)).filter((c) => c.length > 1 || c < "\ud800" || c > "\udfff").join("");
  }

  /* Lower case, half width, ü as v, no tones: the same for what is typed and for what is stored. */
  function fold(text) {
    const parts = text.normalize("NFD").replace(/u\u0308/gi, "v").replace(/[\u0300-\u036f]/g, "");
    return parts.normalize("NFKC").toLowerCase();
  }

  /* Without what people leave out or write in several ways: spaces, middle dots, hyphens, commas, quotes, brackets. */
  function bare(folded) {
    return folded.replace(/[ \t\r\f\v\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000·•‧・.,、'"`´‘’“”()《》〈〉【】〔〕\-‐-―_]/g, "");
  }

  function squash(text) { return bare(fold(wellFormed(text))); }

  /* Squashes many texts at once: normalising each by itself is what takes long. */
  function squashAll(texts) { return texts.length ? bare(fold(texts.join("\n"))).split("\n") : []; }

  function termsOf(query) {
    const words = fold(wellFormed(query)).split(/[\s,、;。/|]+/).map(bare).filter(Boolean);
    return Array.from(new Set(words)).slice(0, MOST_TERMS);
  }

  function hasLatin(text) { return /[a-z]/.test(text); }

  /* Runs of what the index of the text takes for letters and digits, in UTF-16 units; see FORMAT.md. */
  const RUN = new RegExp(
    "[0-9a-z\u0100-\u1fff\u3005-\u3007\u3040-\u312f\u3400-\u9fff\ua000-\ud7ff\\ud840-\\ud8ff\\udc00-\\udfff\uf900-\ufaff]{2,}", "g"
  );

  function gramsOf(term) {
    const grams = new Set();
    for (const run of term.match(RUN) || []) for (let i = 0; i + 1 < run.length; i++) grams.add(run.slice(i, i + 2));
    return Array.from(grams);
  }

  // ── columns ──

  function unpacked(text, count) {
    const width = count ? text.length / count : 1, column = new Uint32Array(count);
    for (let i = 0, k = 0; i < count; i++) {
      let value = 0;
      for (let j = 0; j < width; j++) value = value * 64 + VALUE[text.charCodeAt(k++)];
      column[i] = value;
    }
    return column;
  }

  /* Numbers of five bits a digit, the lowest first; a digit of 32 or more goes on. */
  function unrolled(text) {
    const numbers = [];
    for (let i = 0, value = 0, shift = 0; i < text.length; i++) {
      const digit = VALUE[text.charCodeAt(i)];
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) { numbers.push(value); value = shift = 0; }
    }
    return numbers;
  }

  /* The rows of which *text* has the distances, each less one. */
  function rowsIn(text) {
    const rows = new Uint32Array(text.length);
    let row = -1, count = 0;
    for (let i = 0, value = 0, shift = 0; i < text.length; i++) {
      const digit = VALUE[text.charCodeAt(i)];
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) { rows[count++] = row += value + 1; value = shift = 0; }
    }
    return rows.slice(0, count);
  }

  /* Where the share of each row begins in a list of all, and where the last one's ends. */
  function startsOf(counts) {
    const starts = new Uint32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i] + counts[i];
    return starts;
  }

  function byRow(rows) { return new Map(rows.map((row) => [row[0], row.slice(1)])); }

  /* ü is typed as v, as yu (passports), lüe as lue: all are readings. */
  function spellings(readings) {
    const more = readings.filter((reading) => reading.indexOf("v") > 0);
    const plain = more.filter((reading) => reading.endsWith("ve"));
    return readings.concat(more.map((r) => r.replace("v", "yu")), plain.map((r) => r.replace("v", "u")));
  }

  /* Names as they are searched: *found* squashed, in one text so that a search jumps from hit to hit; *tokens*, what one
     syllable or one initial stands for, by number: a Han character, or a run of Latin letters or of digits. */
  function nameList(shown, rows, vocabulary) {
    const folded = fold(shown.join("\n")), whole = bare(folded), starts = new Uint32Array(shown.length + 1), tokens = [];
    const token = /\n|[a-z]+|[0-9]+|[\ud800-\udbff][\udc00-\udfff]|[^]/g;
    let i = 0;
    for (let found = token.exec(folded); found; found = token.exec(folded)) {
      if (found[0] === "\n") { starts[++i] = tokens.length; continue; }
      const number = vocabulary.numberOf(found[0]);
      if (number >= 0) tokens.push(number);
    }
    if (shown.length) starts[shown.length] = tokens.length;
    return { shown: shown, found: whole.split("\n"), whole: whole, rows: rows, tokens: Uint32Array.from(tokens), starts: starts };
  }

  /* Numbers for tokens as they come, -1 for signs that people leave out; *ways*, how each may be said. */
  function createVocabulary() {
    const numbers = new Map(), tokens = [];
    function numberOf(token) {
      if (!numbers.has(token)) numbers.set(token, bare(token) && token.trim() ? tokens.push(token) - 1 : -1);
      return numbers.get(token);
    }
    return { tokens: tokens, ways: new Map(), numberOf: numberOf };
  }

  function readNames(data) {
    const readings = new Map(), own = new Map(), vocabulary = createVocabulary();
    for (const entry of data.readings ? data.readings.split("|") : []) {
      const [spoken, characters] = entry.split(":"), known = spellings(spoken.split(" "));
      for (const character of characters) readings.set(character, known);
    }
    byRow(data.own).forEach((pairs, row) => own.set(row, new Map(pairs.map((pair) => {
      const character = Array.from(pair)[0];
      return [character, spellings([pair.slice(character.length)])];
    }))));
    const list = nameList(data.n ? data.names.split("\n") : [], null, vocabulary), hasOwn = new Uint8Array(data.n);
    own.forEach((pairs, row) => { hasOwn[row] = 1; });
    return {
      n: data.n, list: list, notes: byRow(data.notes), own: own, hasOwn: hasOwn, readings: readings, vocabulary: vocabulary,
      variants: pairsIn(data.variants),
    };
  }

  function readFacts(data) {
    const columns = {}, lines = [], options = {};
    for (const name of VOCABULARIES) columns[name] = unpacked(data.columns[name], data.n);
    data.regions.forEach((region, i) => lines.push((region[2] < 0 ? [] : lines[region[2]]).concat(i)));
    const option = (id, label, number, above) => ({ id: id, label: label, number: number, above: above });
    options.region = data.regions.map((region, i) => option(region[0], region[3] || region[1], i, region[2]));
    options.ceremony = data.ceremonies.map((ceremony, i) => option(ceremony[0], ceremony[1], i, -1));
    for (const name of VOCABULARIES) options[name] = data.terms[name].map((term, i) => option(term[0], term[1], i, -1));
    const starts = startsOf(unpacked(data.heldCounts, data.n)), date = unpacked(data.date, data.n);
    const called = (place) => lines[place[0]].map((i) => data.regions[i][1]).concat(place.slice(1)).join("\n");
    return {
      placed: data.places.map(called), beginnings: new Set(data.regions.map((region) => region[1].slice(0, 2))),
      regions: data.regions, lines: lines, places: data.places, place: unpacked(data.place, data.n), terms: data.terms,
      labels: VOCABULARIES.map((name) => data.terms[name].map((term) => squashAll(term.slice(1)))), options: options,
      byDate: byDate(date), year: date.map((number) => Math.floor(number / NUMBERS_OF_A_YEAR)), columns: columns,
      heldStarts: starts, held: unpacked(data.held, starts[data.n]),
    };
  }

  /* The rows by date, the newest first, of equals in the order of the roll. */
  function byDate(dates) {
    const keys = Float64Array.from(dates, (date, row) => (2 ** 18 - 1 - date) * 2 ** 20 + row).sort();
    return Uint32Array.from(keys, (key) => key % 2 ** 20);
  }

  function readWords(data, names) {
    const starts = startsOf(unpacked(data.counts, data.n)), others = [];
    for (const [kind, rows] of [["曾用名", data.former], ["成员", data.members]]) {
      for (const [row, ...list] of rows) list.forEach((name) => others.push({ row: row, kind: kind, name: name }));
    }
    others.sort((a, b) => a.row - b.row);
    const told = squashAll(data.pages.map((page) => page[1] + "|" + page[3].replace(/\n/g, "|")));
    return {
      others: nameList(others.map((other) => other.name), others.map((other) => other.row), names.vocabulary),
      kinds: others.map((other) => other.kind),
      spots: data.spots, shown: data.words.map((word) => word.split("\t")[0]), starts: starts,
      found: squashAll(data.words.map((word) => word.replace(/\t/g, "|"))), rows: unpacked(data.rows, starts[data.n]),
      pages: data.pages.map((page, i) => ({ path: page[0], title: page[1], kind: page[2], found: told[i] })),
    };
  }

  function readText(data) { return { firsts: data.firsts, variants: pairsIn(data.variants), written: new Set(data.written) }; }

  /* What stands in *text* one after the other: a character, and the one that it is read as. */
  function pairsIn(text) {
    const pairs = new Map(), characters = Array.from(text);
    for (let i = 0; i < characters.length; i += 2) pairs.set(characters[i], characters[i + 1]);
    return pairs;
  }

  function readGrams(data) {
    return { grams: data.grams, starts: startsOf(unrolled(data.lengths)), postings: data.postings };
  }

  const READERS = { names: readNames, facts: readFacts, words: readWords, text: readText };

  /* The last pair of *grams* that is not after *gram*, -1 if none: both are compared by their units. */
  function lastUpTo(grams, gram) {
    let low = 0, high = grams.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (grams.substr(middle * 2, 2) <= gram) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // ── the index ──

  function create() {
    const failures = new Set();
    let edition = "", names = null, facts = null, words = null, text = null, files = null, squashed = null, known = null, spread = null;
    let lastAsked = null, areHere = null; /* the files of texts that are here: asked of very many rows */
    let changes = 0; /* how often something came, or failed, that answers depend on */

    function part(name, key, data) {
      if (name !== "names" && key !== edition) return;
      if (name === "names") {
        edition = key;
        facts = words = text = null;
        files = { cards: new Map(), stories: new Map(), grams: new Map() };
        squashed = new Array(data.n);
        areHere = new Uint8Array(Math.ceil(data.n / ROWS_OF_A_FILE.stories));
        spread = new Map();
      }
      known = new Map(); /* a new one: what is being computed goes into the old */
      lastAsked = null;
      changes++;
      const made = READERS[name](data, names);
      if (name === "names") names = made;
      if (name === "facts") facts = made;
      if (name === "words") words = made;
      if (name === "text") text = made;
    }

    function file(kind, key, number, data) {
      if (key !== edition || !edition) return;
      files[kind].set(number, kind === "grams" ? readGrams(data) : data);
      failures.delete(pathOf(kind, number));
      if (kind === "stories") areHere[number] = 1;
      if (kind !== "cards") changes++; /* cards are shown, never searched */
    }

    function has(name) { return Boolean({ names: names, facts: facts, words: words, text: text }[name]); }

    /* What *query* asks for: its *terms*, each in the one or two *forms* that may be written, and all forms together; none where
       it is too long. Each row that is shown asks this again, so the last answer is kept. */
    function askedBy(query) {
      if (!lastAsked || lastAsked.query !== query) lastAsked = { query: query, asked: readQuery(query) };
      return lastAsked.asked;
    }

    function readQuery(query) {
      const asked = wellFormed(query).trim(), isEmpty = !String(query).trim();
      if (Array.from(asked).length > LONGEST_QUERY) return { isEmpty: false, terms: [], forms: [], whole: "" };
      const terms = Array.from(new Map(termsOf(asked).map((term) => [simplified(term), formsOf(term)])).values());
      return { isEmpty: isEmpty, terms: terms, forms: [].concat(...terms), whole: terms.length > 1 ? simplified(squash(asked)) : "" };
    }

    /* *term* without the traditional characters that no name has; and, where some text writes one of them, with these as well. */
    function formsOf(term) {
      const plain = simplified(term), asWritten = text ? simplified(term, text.written) : plain;
      return asWritten === plain ? [plain] : [plain, asWritten];
    }

    function simplified(term, kept) {
      return Array.from(term, (c) => (kept && kept.has(c) ? c : names.variants.get(c) || text && text.variants.get(c) || c)).join("");
    }

    // ── names as they are written ──

    /* Gives each row of *list* whose name holds *term* what that is worth, less *lower*. */
    function* addWritten(list, term, lower, scores) {
      const whole = list.whole, found = list.found;
      let at = whole.indexOf(term), start = 0, steps = 0;
      for (let i = 0; at >= 0; i++) {
        while (start + found[i].length < at) start += found[i++].length + 1;
        const within = at - start, row = list.rows ? list.rows[i] : i;
        const score = found[i].length === term.length ? SCORE.exact : within === 0 ? SCORE.prefix : SCORE.inside;
        if (score - lower > scores[row]) scores[row] = score - lower;
        start += found[i].length + 1;
        at = whole.indexOf(term, start);
        if (++steps % BLOCK === 0) yield;
      }
    }

    // ── names as they are said ──

    function waysToSay(row, token) {
      const own = names.own.get(row);
      return own && own.has(token) ? usualWays(token).concat(own.get(token)) : usualWays(token);
    }

    function usualWays(token) {
      const held = names.vocabulary.ways;
      if (!held.has(token)) held.set(token, [token].concat(names.readings.get(token) || []));
      return held.get(token);
    }

    /* How *token* may say parts of *term*, null if none: for each place of the term the places that it leads to when said in
       *full*, whether it may say one letter there as its *initial*, and whether it says all the *rest*, perhaps cut short. */
    function sayingOf(row, token, term) {
      let saying = null;
      for (const way of waysToSay(row, token)) {
        for (let from = term.indexOf(way[0]); from >= 0; from = term.indexOf(way[0], from + 1)) {
          saying = saying || { full: [], initial: [], rest: [] };
          saying.initial[from] = true;
          if (way.startsWith(term.slice(from))) saying.rest[from] = true;
          if (term.startsWith(way, from)) (saying.full[from] = saying.full[from] || []).push(from + way.length);
        }
      }
      return saying;
    }

    function sayingsOf(row, tokens, term) { return tokens.map((token) => sayingOf(row, token, term)); }

    const NOWHERE = [];

    /* The places after *saying* that are reached from *places* in full, and by its initial where *initials* is given. */
    function after(saying, places, initials) {
      if (places.length === 1 && !(initials && saying.initial[places[0]])) return saying.full[places[0]] || NOWHERE;
      let reached = NOWHERE;
      for (const from of places) {
        const ends = saying.full[from] || NOWHERE, more = initials && saying.initial[from] ? [from + 1] : NOWHERE;
        if (ends.length + more.length) reached = reached.concat(ends, more);
      }
      return reached.length > 1 ? Array.from(new Set(reached)) : reached;
    }

    /* How many of *sayings* from number *first* on say a term of *length*, the last of them perhaps cut short; -1 if they do not. */
    function readFrom(sayings, first, length, initials) {
      let places = [0];
      for (let k = first; k < sayings.length && places.length; k++) {
        const saying = sayings[k];
        if (!saying) return -1;
        for (const from of places) if (saying.rest[from]) return k + 1;
        places = after(saying, places, initials);
        if (places.includes(length)) return k + 1;
      }
      return -1;
    }

    /* Whether *sayings* from *first* up to *end* say just a term of *length*, each in full. */
    function saysFull(sayings, first, end, length) {
      let places = end - first > length ? NOWHERE : [0];
      for (let k = first; k < end && places.length; k++) places = sayings[k] ? after(sayings[k], places) : NOWHERE;
      return places.includes(length);
    }

    /* Whether *sayings* from *first* on say just a term of *length*, each by its initial. */
    function saysInitials(sayings, first, length) {
      if (sayings.length - first !== length) return false;
      for (let k = first; k < sayings.length; k++) if (!sayings[k] || !sayings[k].initial[k - first]) return false;
      return true;
    }

    /* The numbers of the tokens that say the term: from the first by any means, from a later one in full or by initials to the end. */
    function span(sayings, length) {
      const end = sayings[0] ? readFrom(sayings, 0, length, true) : -1;
      if (end >= 0) return [0, end];
      for (let k = 1; k < sayings.length && length > 1; k++) {
        const stop = sayings[k] ? readFrom(sayings, k, length) : -1;
        if (stop >= 0) return [k, stop];
        if (saysInitials(sayings, k, length)) return [k, sayings.length];
      }
      return null;
    }

    function saidScore(sayings, length) {
      const said = span(sayings, length);
      if (!said) return 0;
      if (said[0] > 0) return SCORE.within;
      if (saysFull(sayings, 0, sayings.length, length)) return SCORE.full;
      if (saysInitials(sayings, 0, length)) return SCORE.initials;
      return saysFull(sayings, 0, said[1], length) ? SCORE.syllables : SCORE.mixed;
    }

    /* Gives each row of *list* whose name may be said as *term* what that is worth, less *lower*. What a token may say is
       found once for all rows, but for those that read it in a way of their own. */
    function* addSaid(list, term, lower, scores) {
      const usual = sayingsOf(-1, names.vocabulary.tokens, term), tokens = list.tokens, { alone, leads, goes } = stridesOf(usual, term.length);
      for (let i = 0; i < list.shown.length; i++) {
        const row = list.rows ? list.rows[i] : i, own = names.hasOwn[row], end = list.starts[i + 1];
        let first = list.starts[i];
        while (first < end && !alone[tokens[first]] && !(first + 1 < end && leads[tokens[first]] & goes[tokens[first + 1]])) first++;
        if (first < end || own) {
          const said = own ? sayingsOf(row, tokensAt(list, i), term) : usualAt(list, i, usual);
          const score = saidScore(said, term.length);
          if (score && score - lower > scores[row]) scores[row] = score - lower;
        }
        if (i % BLOCK === BLOCK - 1) yield;
      }
    }

    /* What rules most names out with no more than two looks at each token: *alone*, whether it may say all of a term of *length*
       from its start; as bits, the places to which it *leads* from there, and those from which it *goes* on. */
    function stridesOf(usual, length) {
      const alone = new Uint8Array(usual.length), leads = new Int32Array(usual.length), goes = new Int32Array(usual.length);
      const bit = (place) => 1 << Math.min(place, 31); /* all far places share one */
      usual.forEach((saying, token) => {
        if (!saying) return;
        const ends = (saying.full[0] || NOWHERE).concat(saying.initial[0] ? 1 : NOWHERE);
        alone[token] = Number(Boolean(saying.rest[0]) || ends.includes(length));
        for (const end of ends) leads[token] |= bit(end);
        for (const ways of [saying.full, saying.initial, saying.rest]) ways.forEach((way, from) => { goes[token] |= bit(from); });
      });
      return { alone: alone, leads: leads, goes: goes };
    }

    function usualAt(list, i, usual) {
      const said = [];
      for (let k = list.starts[i]; k < list.starts[i + 1]; k++) said.push(usual[list.tokens[k]]);
      return said;
    }

    function tokensAt(list, i) {
      return Array.from(list.tokens.subarray(list.starts[i], list.starts[i + 1]), (number) => names.vocabulary.tokens[number]);
    }

    function tokensOf(name) { return tokensAt(nameList([name], null, names.vocabulary), 0); }

    function* addNames(term, scores) {
      const lists = words ? [[names.list, 0], [words.others, OTHER_NAME]] : [[names.list, 0]];
      for (const [list, lower] of lists) {
        if (hasLatin(term)) yield* addSaid(list, term, lower, scores);
        yield* addWritten(list, term, lower, scores);
      }
    }

    // ── names that sound alike ──

    /* For each place of *term* the places that *token* leads to with one letter wrong, missing, too many, or two exchanged;
       *left*, where its last letter stands only after the first of the next token; and *taken*, where that token leads to. */
    function slipsOf(row, token, term) {
      const slips = { within: [], left: [], taken: [] };
      const note = (list, from, place) => (list[from] = list[from] || new Set()).add(place);
      for (const way of waysToSay(row, token)) {
        const length = hasLatin(way) ? way.length : 0;
        for (let from = 0; from < term.length && length; from++) {
          for (let end = from + length - 1; end <= from + length + 1 && end <= term.length; end++) {
            if (isOneSlip(way, term, from, end)) note(slips.within, from, end);
          }
          const last = from + length - 1, isLeft = term[last + 1] === way[length - 1] && term[last] !== term[last + 1];
          if (isLeft && term.startsWith(way.slice(0, -1), from)) note(slips.left, from, last);
          if (term[from] === way[0] && term.startsWith(way.slice(1), from + 2)) note(slips.taken, from, last + 2);
        }
      }
      return slips;
    }

    /* Rows, in the order of the roll, whose whole name is said as *term* is but for one letter. */
    function* alike(term) {
      const tokens = names.vocabulary.tokens, list = names.list, rows = [];
      const usual = sayingsOf(-1, tokens, term), slips = [];
      for (let k = 0; k < tokens.length; k++) {
        slips.push(slipsOf(-1, tokens[k], term));
        if (k % SLIPS === SLIPS - 1) yield;
      }
      const begins = slips.map((slip, k) => slip.within[0] || slip.left[0] || (usual[k] && usual[k].full[0]));
      const leads = (ends) => ends.some((places) => Array.from(places).includes(term.length));
      const ends = slips.map((slip, k) => leads(slip.within) || leads(slip.taken) || (usual[k] && leads(usual[k].full)));
      for (let row = 0; row < names.n && rows.length < MOST_ALIKE; row++) {
        const from = list.starts[row], end = list.starts[row + 1];
        if (names.hasOwn[row]) { if (isAlikeIn(row, tokensAt(list, row), term)) rows.push(row); }
        else if (from < end && begins[list.tokens[from]] && ends[list.tokens[end - 1]]) {
          if (soundsLike(list.tokens.subarray(from, end), usual, slips, term.length)) rows.push(row);
        }
        if (row % BLOCK === BLOCK - 1) yield;
      }
      return rows;
    }

    function isAlikeIn(row, tokens, term) {
      return soundsLike(tokens.keys(), sayingsOf(row, tokens, term), tokens.map((token) => slipsOf(row, token, term)), term.length);
    }

    function reached(slip, places) {
      let all = NOWHERE;
      for (const from of places) if (slip[from]) all = all.concat(Array.from(slip[from]));
      return all;
    }

    /* Whether the tokens of *numbers* say just a term of *length* with one of *slips*: *right* are the places reached without
       one, *torn* those where a letter of the token before is still to come, *wrong* those after one. */
    function soundsLike(numbers, sayings, slips, length) {
      let right = [0], wrong = NOWHERE, torn = NOWHERE;
      for (const number of numbers) {
        const saying = sayings[number], slip = slips[number];
        wrong = (saying ? after(saying, wrong) : NOWHERE).concat(reached(slip.within, right), reached(slip.taken, torn));
        torn = reached(slip.left, right);
        right = saying ? after(saying, right) : NOWHERE;
        if (!right.length && !torn.length && !wrong.length) return false;
      }
      return wrong.includes(length);
    }

    // ── places, dates and words ──

    function yearOf(row) { return facts.year[row] + YEAR_ZERO; }

    /* Whether *term* strings together beginnings, two characters or more, of the names of *line*, as 江苏苏州 does. */
    function stringsTogether(term, line) {
      if (!term) return true;
      return line.some((name, level) => {
        const below = line.slice(level + 1);
        for (let length = 2; length <= name.length && term.startsWith(name.slice(0, length)); length++) {
          if (stringsTogether(term.slice(length), below)) return true;
        }
        return false;
      });
    }

    function lineAt(place) { return facts.lines[place[0]].map((i) => facts.regions[i][1]); }

    function* addFacts(term, scores) {
      const mayString = term.length > 3 && facts.beginnings.has(term.slice(0, 2));
      const isPlace = (place, number) => facts.placed[number].includes(term) || mayString && stringsTogether(term, lineAt(place));
      const placed = facts.places.map(isPlace);
      const meant = facts.labels.map((list) => list.map((labels) => labels.some((label) => label.includes(term))));
      const year = /^\d{4}年?$/.test(term) ? parseInt(term, 10) - YEAR_ZERO : -1;
      const tests = VOCABULARIES.map((name, i) => [meant[i], facts.columns[name]]).filter((pair) => pair[0].includes(true));
      if (year >= 0) tests.push([{ [year]: true }, facts.year]);
      if (placed.includes(true)) yield* addWhere(placed, facts.place, SCORE.place, scores);
      for (const [means, column] of tests) yield* addWhere(means, column, SCORE.word, scores);
    }

    /* Gives each row of whose number in *column* it *holds* what that is worth. */
    function* addWhere(holds, column, score, scores) {
      for (let row = 0; row < names.n; row++) {
        if (holds[column[row]] && scores[row] < score) scores[row] = score;
        if (row % BLOCK === BLOCK - 1) yield;
      }
    }

    function* addWords(term, scores) {
      const meant = words.found.map((word) => word.includes(term));
      if (!meant.includes(true)) return;
      for (let row = 0; row < names.n; row++) {
        for (let k = words.starts[row]; k < words.starts[row + 1]; k++) {
          const score = words.rows[k] < words.spots ? SCORE.place : SCORE.word;
          if (meant[words.rows[k]] && scores[row] < score) scores[row] = score;
        }
        if (row % BLOCK === BLOCK - 1) yield;
      }
    }

    // ── the text ──

    function pathOf(kind, number) { return kind + "/" + String(number).padStart(3, "0") + ".js?" + edition; }

    function pathOfRow(kind, row) { return pathOf(kind, Math.floor(row / ROWS_OF_A_FILE[kind])); }

    /* The numbers of the files that hold the bigrams of *term*; a bigram before the first file's is nowhere. */
    function gramFiles(term) {
      return Array.from(new Set(gramsOf(term).map((gram) => lastUpTo(text.firsts, gram)))).filter((number) => number >= 0);
    }

    /* The rows that hold *gram*, whose file is here: asked again with each letter that is typed after it. */
    function rowsOf(gram) {
      if (!spread.has(gram)) keep(spread, gram, rowsIn(postingsOf(gram)), MOST_SPREAD);
      return spread.get(gram);
    }

    function postingsOf(gram) {
      const held = files.grams.get(lastUpTo(text.firsts, gram)), place = held ? lastUpTo(held.grams, gram) : -1;
      if (place < 0 || held.grams.substr(place * 2, 2) !== gram) return "";
      return held.postings.slice(held.starts[place], held.starts[place + 1]);
    }

    /* Puts *value* into *kept*, which holds no more than *most*, in place of the oldest. */
    function keep(kept, key, value, most) {
      if (kept.size >= most) kept.delete(kept.keys().next().value);
      kept.set(key, value);
    }

    /* Gives the rows that *mayHold* and hold every bigram of *term* what a mention in the text is worth, unless their text is
       here and does not hold the term. Returns whether more files might change that. */
    function* addText(term, scores, mayHold) {
      const grams = gramsOf(term);
      if (!grams.length) return false;
      const lacking = gramFiles(term).filter((number) => !files.grams.has(number));
      if (lacking.length) return !lacking.some((number) => failures.has(pathOf("grams", number)));
      if (grams.some((gram) => !rowsOf(gram).length)) return false;
      const held = new Uint16Array(names.n);
      for (let place = 0; place < grams.length; place++) {
        countOn(held, rowsOf(grams[place]), place);
        yield;
      }
      const open = { is: false };
      for (let row = 0, holders = 0; row < names.n; row++) {
        if (held[row] === grams.length && !scores[row] && mayHold(row)) {
          addHolder(row, term, scores, open);
          if (++holders % READ === 0) yield;
        }
        if (row % BLOCK === BLOCK - 1) yield;
      }
      return open.is;
    }

    /* Counts on from *place* for each of *rows* that *held* has so high: they have held every bigram so far. */
    function countOn(held, rows, place) {
      for (let i = 0; i < rows.length; i++) if (held[rows[i]] === place) held[rows[i]]++;
    }

    /* Gives *row*, whose text has every bigram of *term*, its worth unless its text is here without the term; where it is still
       to come the answer is *open*. */
    function addHolder(row, term, scores, open) {
      const holds = term.length < 3 || textHolds(row, term);
      if (holds !== false) scores[row] = SCORE.text;
      if (holds === undefined) open.is = true;
    }

    /* Whether the text of *row* holds *term*; undefined as long as the text is not here. What cannot be verified is not shown. */
    function textHolds(row, term) {
      if (!isRead(row)) return failures.size && failures.has(pathOfRow("stories", row)) ? false : undefined;
      if (squashed[row] === undefined) squashed[row] = squash(storyOf(row));
      return squashed[row].includes(term);
    }

    /* Whether the text of *row* is here, so that whatever is found in it surely stands there. */
    function isRead(row) { return areHere[Math.floor(row / ROWS_OF_A_FILE.stories)] === 1; }

    function rowIn(kind, row) {
      const held = files[kind].get(Math.floor(row / ROWS_OF_A_FILE[kind]));
      return held && held[row % ROWS_OF_A_FILE[kind]];
    }

    function storyOf(row) { return rowIn("stories", row); }

    // ── the query ──

    /* What each row is worth, 0 where the query does not hold; *textual*, whether it holds only with the text; *isWhole*,
       whether no file that is still to come may change that. Null for a query that is empty. A term that holds nowhere ends it. */
    function* scoresOf(asked) {
      const total = new Uint16Array(names.n), textual = new Uint8Array(names.n);
      let isWhole = true, isOpen = false, isFound = true;
      if (asked.isEmpty) return null;
      for (let place = 0; place < asked.terms.length && isFound; place++) {
        const forms = asked.terms[place], mayHold = (row) => place === 0 || total[row] > 0;
        const scores = yield* bestWithoutText(forms);
        isOpen = false;
        for (const form of text ? forms : []) if (yield* addText(form, scores, mayHold)) isOpen = true;
        isWhole = isWhole && !isOpen;
        isFound = false;
        for (let row = 0; row < names.n; row++) {
          const score = scores[row];
          total[row] = score && (place === 0 || total[row]) ? total[row] + score : 0;
          if (score === SCORE.text) textual[row] = 1;
          if (total[row]) isFound = true;
          if (row % BLOCK === BLOCK - 1) yield;
        }
        yield;
      }
      if (asked.whole) yield* addWhole(asked.whole, total, textual);
      return { total: total, textual: textual, isWhole: (isWhole || !isFound && !isOpen) && Boolean(facts && words && text) };
    }

    /* The most that each row is worth for one of *forms*, the text left aside; a column of the caller's own. */
    function* bestWithoutText(forms) {
      const best = (yield* scoresWithoutText(forms[0])).slice();
      for (const form of forms.slice(1)) (yield* scoresWithoutText(form)).forEach((score, row) => { if (score > best[row]) best[row] = score; });
      return best;
    }

    /* What each row is worth for *term* alone, the text left aside: asked again for each filter, and without other terms. */
    function* scoresWithoutText(term) {
      if (known.has(term)) return known.get(term);
      const scores = new Uint16Array(names.n), held = known;
      yield* addNames(term, scores);
      if (facts) yield* addFacts(term, scores);
      if (words) yield* addWords(term, scores);
      keep(held, term, scores, MOST_KNOWN);
      return scores;
    }

    /* A name typed with spaces, 张　三 or zhang san, is that name before it is several words. */
    function* addWhole(term, total, textual) {
      const scores = new Uint16Array(names.n);
      yield* addNames(term, scores);
      for (let row = 0; row < names.n; row++) {
        if (!scores[row]) continue;
        total[row] = Math.max(total[row], SCORE.whole + scores[row]);
        textual[row] = 0;
      }
    }

    let latest = null; /* the answer that was given last, for those who ask what is missing of it */

    /* Yields now and then, and returns the answer to *state*: the *rows* that it finds, best first, the first *exact* of them
       without the text; how many are people and groups, and of the exact ones groups; names that sound *alike* where nothing else is found; *pages*; whether
       the answer *isWhole* or files may still change it; and for each facet how many rows each value has under the other choices. */
    function* steps(state) {
      const asked = askedBy(state.q || ""), scores = yield* scoresOf(asked);
      const chosen = chosenOf(state), tests = testsOf(state, chosen), rows = [];
      const group = facts ? termNumber("kind", "group") : -1;
      let groups = 0, exactGroups = 0, texts = 0;
      for (let row = 0; row < names.n; row++) {
        if (row % BLOCK === BLOCK - 1) yield;
        if ((scores && !scores.total[row]) || (tests.length && failedBy(row, tests) !== PASSES)) continue;
        const isText = Boolean(scores) && scores.textual[row] === 1;
        if (isText) texts++;
        if (facts && facts.columns.kind[row] === group) { groups++; if (!isText) exactGroups++; }
        rows.push(row);
      }
      yield;
      const found = scores ? ordered(rows, scores) : rows;
      const isExact = scores && (rows.length > texts || tests.length > 0 && scores.total.some((score, row) => score && !scores.textual[row]));
      const answer = {
        rows: found, exact: found.length - texts,
        people: rows.length - groups, groups: groups, exactGroups: exactGroups, chosen: chosen, isWhole: !scores || scores.isWhole,
        alike: isExact ? [] : yield* alikeBut(found, asked, tests),
        pages: words ? pagesFor(asked.terms) : [],
      };
      let counts = null;
      Object.defineProperty(answer, "counts", { get: () => (counts = counts || countsOf(scores, tests)) });
      latest = { asked: asked, scores: scores };
      return answer;
    }

    function search(state) {
      const work = steps(state);
      let step = work.next();
      while (!step.done) step = work.next();
      return step.value;
    }

    /* Promises the same answer, computed in slices. */
    function run(state, isStale) { return inSlices(settled(() => steps(state)), isStale); }

    /* Promises the rows, none of *found*, whose name sounds as the query of *state* does but for one letter. */
    function near(state, found, isStale) {
      return inSlices(settled(() => alikeBut(found, askedBy(state.q || ""), testsOf(state, chosenOf(state)))), isStale);
    }

    /* Does what *begin* begins, and again where something came in a pause: what is answered is then of all that is here. */
    function* settled(begin) {
      for (;;) {
        const before = changes, answer = yield* begin();
        if (changes === before) return answer;
      }
    }

    function* alikeBut(found, asked, tests) {
      const slip = asked.whole || asked.forms[0] || "", hasLength = slip.length >= SHORTEST_SLIP && slip.length <= LONGEST_SLIP;
      if (!hasLength || !/^[a-z]+$/.test(slip)) return [];
      const others = (yield* alike(slip)).filter((row) => failedBy(row, tests) === PASSES), held = new Set(found);
      return others.filter((row) => !held.has(row));
    }

    /* Best first, those found in the text only last; of equals the newer deed, then the order of the roll. Counting how many
       stand before each worth takes a row two steps; sorting takes longer. */
    function ordered(rows, scores) {
      const isFound = new Uint8Array(names.n), places = new Uint32Array(2 * WORTHS + 1), found = new Array(rows.length);
      const worth = (row) => scores.textual[row] * WORTHS + WORTHS - 1 - scores.total[row];
      for (const row of rows) { isFound[row] = 1; places[worth(row) + 1]++; }
      for (let i = 1; i < places.length; i++) places[i] += places[i - 1];
      for (let i = 0; i < names.n; i++) {
        const row = facts ? facts.byDate[i] : i;
        if (isFound[row]) found[places[worth(row)]++] = row;
      }
      return found;
    }

    function pagesFor(terms) {
      const holds = (page) => (forms) => forms.some((form) => page.found.includes(form));
      const found = words.pages.filter((page) => terms.length && terms.every(holds(page)));
      return found.slice(0, MOST_PAGES).map((page) => ({ path: page.path, title: page.title, kind: page.kind }));
    }

    // ── what is still to be fetched ──

    /* The paths of the files that would complete what is known of the query of *state* and of *rows*, which are to be shown:
       bigrams of its terms, then the texts of rows that only a text holds, and the cards. */
    function missing(state, rows) {
      const answer = latestOf(state), wanted = [];
      const want = (kind, number) => {
        const path = pathOf(kind, number);
        if (!files[kind].has(number) && !failures.has(path) && !wanted.includes(path)) wanted.push(path);
      };
      const ofRow = (kind, row) => want(kind, Math.floor(row / ROWS_OF_A_FILE[kind]));
      if (text) for (const form of answer.asked.forms) gramFiles(form).forEach((number) => want("grams", number));
      for (const row of rows) {
        if (answer.scores && answer.scores.textual[row]) ofRow("stories", row);
        ofRow("cards", row);
      }
      return wanted;
    }

    function latestOf(state) {
      const asked = askedBy(state.q || ""), key = JSON.stringify(asked);
      if (!latest || JSON.stringify(latest.asked) !== key) search({ q: state.q });
      return latest;
    }

    function failed(path) {
      failures.add(path);
      changes++;
    }

    /* Whether a file of the text that the latest query asks for could not be had. */
    function textFailed() {
      if (!latest || !text) return false;
      const grams = latest.asked.forms.reduce((all, form) => all.concat(gramFiles(form)), []);
      const lacks = (kind) => (number) => failures.has(pathOf(kind, number)) && !files[kind].has(number);
      return grams.some(lacks("grams")) || Array.from(failures).some((path) => path.startsWith("stories/"));
    }

    // ── facets ──

    /* The numbers of the values that *state* chooses, facet by facet; what is unknown is no choice. */
    function chosenOf(state) {
      const chosen = {};
      for (const facet of facts ? FACETS : []) {
        const find = facet === "region" ? regionNumber : facet === "ceremony" ? ceremonyNumber : (value) => termNumber(facet, value);
        const numbers = facet === "year" ? [] : (state[facet] || []).map(find).filter((i) => i >= 0);
        if (numbers.length) chosen[facet] = new Set(numbers);
      }
      return chosen;
    }

    /* For each facet with a choice, the question whether a row meets it: any of the chosen values will do. */
    function testsOf(state, chosen) {
      const [from, to] = state.year || [], tests = [];
      const isWithin = (year) => (!from || year >= from) && (!to || year <= to);
      if (state.hidden) tests.push({ facet: null, holds: (row) => !state.hidden.has(row) }); /* who fails it counts for no facet */
      if (facts && (from || to)) tests.push({ facet: "year", holds: (row) => isWithin(yearOf(row)) });
      for (const facet of Object.keys(chosen)) {
        const numbers = chosen[facet], column = facts.columns[facet];
        if (column) tests.push({ facet: facet, holds: (row) => numbers.has(column[row]) });
        else tests.push({ facet: facet, holds: facet === "region" ? liesWithin(numbers) : wasHeldAt(numbers) });
      }
      return tests;
    }

    /* The facet whose test alone *row* fails; "" where it fails none, null where it fails several. */
    function failedBy(row, tests) {
      let failed = PASSES;
      for (const test of tests) {
        if (test.holds(row)) continue;
        if (failed !== PASSES) return null;
        failed = test.facet;
      }
      return failed;
    }

    /* The question whether a row lies within one of the regions of *numbers*. */
    function liesWithin(numbers) {
      const isChosen = facts.places.map((place) => facts.lines[place[0]].some((i) => numbers.has(i)));
      return (row) => isChosen[facts.place[row]];
    }

    function wasHeldAt(numbers) {
      return (row) => {
        for (let k = facts.heldStarts[row]; k < facts.heldStarts[row + 1]; k++) if (numbers.has(facts.held[k])) return true;
        return false;
      };
    }

    function regionNumber(code) {
      const padded = (code + "0000").slice(0, 6);
      return facts.regions.findIndex((region) => region[0] === padded);
    }

    function ceremonyNumber(value) { return facts.options.ceremony.findIndex((option) => option.id === value || option.label === value); }

    function termNumber(name, value) {
      return facts.terms[name].findIndex((term) => term[0] === value || term[1] === value);
    }

    /* For each facet how many rows each value has under the query and the choices in the other facets. */
    function countsOf(scores, tests) {
      const counts = {};
      if (!facts) return counts;
      const outside = FACETS.length + 1, missed = new Uint8Array(names.n); /* by row: the facet, from 1, whose test alone it fails */
      for (let row = 0; row < names.n; row++) {
        const failed = scores && !scores.total[row] ? null : failedBy(row, tests);
        missed[row] = failed === null ? outside : failed === PASSES ? 0 : FACETS.indexOf(failed) + 1;
      }
      FACETS.forEach((facet, place) => { counts[facet] = countOf(facet, (row) => !missed[row] || missed[row] === place + 1); });
      return counts;
    }

    function countOf(facet, counts) {
      if (facet === "year") return tally(facts.year, YEARS, counts);
      const size = facts.options[facet].length + 1, count = new Uint32Array(size);
      if (facts.columns[facet]) return tally(facts.columns[facet], size, counts);
      if (facet === "region") {
        const held = tally(facts.place, facts.places.length, counts);
        facts.places.forEach((place, number) => { for (const i of facts.lines[place[0]]) count[i] += held[number]; });
        return count;
      }
      for (let row = 0; row < names.n; row++) {
        for (let k = facts.heldStarts[row]; k < facts.heldStarts[row + 1] && counts(row); k++) count[facts.held[k]]++;
      }
      return count;
    }

    /* How many of the rows that *counts* says have each number, below *size*, in *column*. */
    function tally(column, size, counts) {
      const count = new Uint32Array(size);
      for (let row = 0; row < names.n; row++) if (counts(row)) count[column[row]]++;
      return count;
    }

    /* The values of a facet: id, label, the number under which it is counted, and of a region that of the one above. */
    function options(facet) { return facts.options[facet]; }

    // ── what a row shows ──

    function name(row) {
      const [note] = names.notes.get(row) || [""];
      return { shown: names.list.shown[row], note: note };
    }

    /* What its card says of *row*; undefined before the file has come, null when it could not be had. */
    function card(row) {
      const held = rowIn("cards", row);
      if (!held) return failures.has(pathOfRow("cards", row)) ? null : undefined;
      const [id, meta, mark, summary, size, gap, ...columns] = held;
      const stele = columns.length ? { size: size, gap: gap, columns: columns } : null;
      return { id: id, meta: meta, mark: mark, summary: summary, stele: stele };
    }

    /* The positions in *text*, a name of *row*, for which the query stands, as pairs of from and to. */
    function nameMarks(row, shown, query) {
      const text = traced(shown), asked = askedBy(query), marks = [];
      for (const term of new Set(asked.forms.concat(asked.whole || []))) {
        const isSaid = hasLatin(term) && !text.squashed.includes(term);
        const tokens = isSaid ? tokensOf(shown) : [], said = isSaid ? span(sayingsOf(row, tokens, term), term.length) : null;
        const length = (from, to) => tokens.slice(from, to).join("").length;
        if (said) marks.push(range(text, length(0, said[0]), length(said[0], said[1])));
        else marks.push(...occurrences(text, term));
      }
      return joined(marks);
    }

    function textMarks(shown, query) {
      const trace = traced(shown);
      return joined(askedBy(query).forms.reduce((all, form) => all.concat(occurrences(trace, form)), []));
    }

    /* Texts for which a row is found, where neither its name nor what is *visible* of it shows them. */
    function reasons(row, query, visible) {
      const seen = squash(visible), why = new Map(), own = names.list.found[row];
      for (const term of words ? askedBy(query).forms : []) {
        if (seen.includes(term) || own.includes(term) || nameMarks(row, names.list.shown[row], term).length) continue;
        const others = words.others;
        for (let i = firstAt(others.rows, row); others.rows[i] === row; i++) {
          const isMeant = others.found[i].includes(term) || (hasLatin(term) && span(sayingsOf(row, tokensAt(others, i), term), term.length));
          if (isMeant) why.set(others.shown[i], words.kinds[i]);
        }
        for (let k = words.starts[row]; k < words.starts[row + 1]; k++) {
          if (words.found[words.rows[k]].includes(term)) why.set(words.shown[words.rows[k]], "");
        }
      }
      return Array.from(why, ([text, kind]) => ({ text: text, kind: kind })).slice(0, 3);
    }

    /* The piece of the text of *row* around the first term that only the text after the summary holds, with its marks; null where
       there is none, or the text is not here. */
    function excerpt(row, query) {
      const story = storyOf(row);
      if (!story) return null;
      const from = story.indexOf("\n") + 1, trace = traced(story.slice(from)), summary = squash(story.slice(0, from));
      for (const term of askedBy(query).forms) {
        const [first] = gramsOf(term).length && !summary.includes(term) ? occurrences(trace, term) : [];
        if (first) return quoted(story.slice(from), first, query);
      }
      return null;
    }

    function quoted(story, found, query) {
      const before = story.slice(0, found[0]), sentence = Math.max(...Array.from("。！？；\n", (stop) => before.lastIndexOf(stop))) + 1;
      const start = found[0] - sentence > BEFORE ? found[0] - BEFORE : sentence;
      const line = story.slice(start).split("\n")[0], isCut = line.length > found[1] - start + AFTER;
      const words = wellFormed(isCut ? line.slice(0, found[1] - start + AFTER) : line);
      const shown = (start > sentence ? "……" : "") + words + (isCut ? "……" : "");
      return { text: shown, marks: textMarks(shown, query) };
    }

    /* A query as it sounds: each character of it that is in some name, in its usual reading. */
    function spoken(query) {
      return Array.from(squash(query), (c) => (names.readings.has(c) ? names.readings.get(c)[0] : c)).join("");
    }

    return {
      part: part, file: file, has: has, edition: () => edition, search: search, run: run, near: near, missing: missing, failed: failed,
      textFailed: textFailed, options: options, name: name, card: card, nameMarks: nameMarks, textMarks: textMarks,
      reasons: reasons, excerpt: excerpt, spoken: spoken, isRead: isRead,
    };
  }

  const PASSES = "", BEFORE = 24, AFTER = 40;

  /* Promises what *work* returns; it pauses now and then, so that what is typed meanwhile is not kept waiting, and ends with
     null once *isStale* says so. */
  function inSlices(work, isStale) {
    return new Promise((resolve, reject) => {
      function slice() {
        const begun = Date.now();
        try {
          for (let step = work.next(); ; step = work.next()) {
            if (step.done) { finish(step.value, begun); return; }
            if (isStale && isStale()) { resolve(null); return; }
            if (Date.now() - begun >= SLICE) { pause(slice); return; }
          }
        } catch (fault) { reject(fault); }
      }
      /* Whoever waits shows the answer at once: in a task of its own where this one has taken its time. */
      function finish(answer, begun) {
        if (Date.now() - begun >= SLICE / 2) pause(() => resolve(answer));
        else resolve(answer);
      }
      slice();
    });
  }

  function pause(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); then(); };
    channel.port2.postMessage(null);
  }

  /* Whether *way* becomes what *term* has from *from* up to *end* by one letter changed, left out or put in, or two
     neighbours exchanged. */
  function isOneSlip(way, term, from, end) {
    const [a, b] = way, x = term[from], y = term[from + 1];
    if (b && a !== x && a !== y && b !== x && b !== y) return false; /* one slip leaves one of two letters near its place */
    let first = 0, last = way.length, stop = end;
    while (first < last && from < stop && way[first] === term[from]) { first++; from++; }
    while (first < last && from < stop && way[last - 1] === term[stop - 1]) { last--; stop--; }
    const left = last - first, typed = stop - from;
    if (left === 2 && typed === 2) return way[first] === term[from + 1] && way[first + 1] === term[from];
    return Math.max(left, typed) === 1;
  }

  /* The place of the first of *numbers*, which ascend, that is not below *wanted*. */
  function firstAt(numbers, wanted) {
    let low = 0, high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // ── marks ──

  const pieces = new Map(); /* what squashing makes of each character that was met: normalising takes long */

  function pieceOf(character) {
    if (!pieces.has(character)) pieces.set(character, squash(character));
    return pieces.get(character);
  }

  /* The squashed text, and *origins*, which tells for each of its code units where in the text it comes from: few who look
     for a term find it, so that is made when it is asked for. */
  function traced(text) {
    let squashed = "", origins = null;
    for (const character of text) squashed += pieceOf(character);
    return { squashed: squashed, origins: () => (origins = origins || originsIn(text)) };
  }

  function originsIn(text) {
    const origins = [];
    let from = 0;
    for (const character of text) {
      const end = from + character.length;
      for (let i = 0; i < pieceOf(character).length; i++) origins.push([from, end]);
      from = end;
    }
    return origins;
  }

  function range(text, from, length) { return [text.origins()[from][0], text.origins()[from + length - 1][1]]; }

  function occurrences(text, term) {
    const found = [];
    for (let at = text.squashed.indexOf(term); term && at >= 0; at = text.squashed.indexOf(term, at + term.length)) {
      found.push(range(text, at, term.length));
    }
    return found;
  }

  function joined(marks) {
    const merged = [];
    for (const mark of marks.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const last = merged[merged.length - 1];
      if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
      else merged.push(mark);
    }
    return merged;
  }

  const shared = { create: create, termsOf: termsOf, wellFormed: wellFormed, squash: squash, gramsOf: gramsOf };
  return Object.assign(create(), shared, { FACETS: FACETS, VOCABULARIES: VOCABULARIES, YEAR_ZERO: YEAR_ZERO });
})();

if (typeof module !== "undefined") module.exports = QYPSearch;
