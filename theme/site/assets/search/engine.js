/* Answers queries over the columns of core.js. Pure: it knows no page, no clock and no network, so Node runs it too.
   Data arrive as calls, QYPSearch.part("names", …) and QYPSearch.cards(0, …), which a classic script can make over http
   and from file:// alike. ECMAScript 2018 without lookbehind: old webviews must read it. */
var QYPSearch = (function () {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));
  const VOCABULARIES = ["type", "level", "outcome", "kind"];
  const FACETS = ["region", "year"].concat(VOCABULARIES);
  const ROWS_OF_A_CARD = 64;
  const LONGEST_QUERY = 300, MOST_TERMS = 16;
  const YEAR_ZERO = 1900, YEARS = 201, NUMBERS_OF_A_YEAR = 416;

  /* What a match is worth; one in a member's or a former name ranks just below the same one in the row's own name. */
  const SCORE = {
    exact: 100, prefix: 80, inside: 70, full: 60, initials: 55, syllables: 45, mixed: 40, within: 35, place: 30, word: 25,
    whole: 300,
  };
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

  /* What one syllable or one initial stands for: a Han character, or a run of Latin letters or of digits. */
  function tokensOf(name) {
    return (fold(name).match(/[a-z]+|[0-9]+|[^\sa-z0-9]/gu) || []).filter(bare);
  }

  // ── columns ──

  function unpacked(text, count) {
    const width = count ? text.length / count : 1, column = new Uint32Array(count);
    for (let i = 0, k = 0; i < count; i++) {
      let value = 0;
      for (let j = 0; j < width; j++) value = value * 64 + VALUE.get(text[k++]);
      column[i] = value;
    }
    return column;
  }

  function byRow(rows) { return new Map(rows.map((row) => [row[0], row.slice(1)])); }

  /* ü is typed as v, as yu (passports), lüe as lue: all are readings. */
  function spellings(readings) {
    const more = readings.filter((reading) => reading.indexOf("v") > 0);
    const plain = more.filter((reading) => reading.endsWith("ve"));
    return readings.concat(more.map((r) => r.replace("v", "yu")), plain.map((r) => r.replace("v", "u")));
  }

  function readNames(data) {
    const shown = data.n ? data.names.split("\n") : [], readings = new Map(), others = new Map(), own = new Map();
    for (const entry of data.readings ? data.readings.split("|") : []) {
      const [spoken, characters] = entry.split(":"), known = spellings(spoken.split(" "));
      for (const character of characters) readings.set(character, known);
    }
    for (const [kind, rows] of [["曾用名", data.former], ["成员", data.members]]) {
      byRow(rows).forEach((list, row) => {
        const found = squashAll(list), more = list.map((name, i) => ({ kind: kind, shown: name, found: found[i] }));
        others.set(row, (others.get(row) || []).concat(more));
      });
    }
    byRow(data.own).forEach((pairs, row) => own.set(row, new Map(pairs.map((pair) => {
      const character = Array.from(pair)[0];
      return [character, spellings([pair.slice(character.length)])];
    }))));
    return {
      n: data.n, shown: shown, found: squashAll(shown), others: others, notes: byRow(data.notes), own: own,
      readings: readings, keys: data.cards, letters: null, tokens: new Map(),
    };
  }

  function readFacts(data) {
    const columns = {}, lines = [];
    for (const name of VOCABULARIES) columns[name] = unpacked(data.columns[name], data.n);
    data.regions.forEach((region, i) => lines.push((region[2] < 0 ? [] : lines[region[2]]).concat(i)));
    const labels = (name) => data.terms[name].map((term) => squashAll(term.slice(1))), options = {};
    const option = (id, label, number, above) => ({ id: id, label: label, number: number, above: above });
    options.region = data.regions.map((region, i) => option(region[0], region[3] || region[1], i, region[2]));
    for (const name of VOCABULARIES) options[name] = data.terms[name].map((term, i) => option(term[0], term[1], i, -1));
    return {
      regions: data.regions, lines: lines, places: data.places, place: unpacked(data.place, data.n), terms: data.terms,
      date: unpacked(data.date, data.n), columns: columns, labels: VOCABULARIES.map(labels), options: options,
    };
  }

  function readWords(data) {
    const counts = unpacked(data.counts, data.n), starts = new Uint32Array(data.n + 1);
    for (let i = 0; i < data.n; i++) starts[i + 1] = starts[i] + counts[i];
    return {
      spots: data.spots, shown: data.words.map((word) => word.split("\t")[0]), starts: starts,
      found: squashAll(data.words.map((word) => word.replace(/\t/g, "|"))), rows: unpacked(data.rows, starts[data.n]),
    };
  }

  const READERS = { names: readNames, facts: readFacts, words: readWords };

  // ── the index ──

  function create() {
    const parts = { names: null, facts: null, words: null }, cards = new Map();
    let names = null, facts = null, words = null;

    function part(name, data) {
      parts[name] = READERS[name](data);
      ({ names, facts, words } = parts);
    }

    // ── names ──

    function waysToSay(row, token) {
      const own = names.own.get(row), usual = names.readings.get(token) || [];
      return [token].concat((own && own.get(token)) || [], usual);
    }

    function tokensAt(name) {
      if (!names.tokens.has(name)) names.tokens.set(name, tokensOf(name));
      return names.tokens.get(name);
    }

    /* Reads *term* off the tokens from number *first* on and returns the number of the token after it, -1 if it cannot.
       Each token is said in full, or by its first letter where *initials* is set; the last may be cut short. */
    function read(row, tokens, first, term, initials) {
      let starts = [0];
      for (let k = first; k < tokens.length && starts.length; k++) {
        const ends = [];
        for (const way of waysToSay(row, tokens[k])) {
          for (const from of starts) {
            if (way.startsWith(term.slice(from))) return k + 1;
            for (const said of initials ? [way, way[0]] : [way]) {
              if (term.startsWith(said, from) && !ends.includes(from + said.length)) ends.push(from + said.length);
            }
          }
        }
        if (ends.includes(term.length)) return k + 1;
        starts = ends;
      }
      return -1;
    }

    /* Whether *term* says every token, each in full or each by its first letter. */
    function saysAll(row, tokens, term, initials) {
      let starts = new Set([0]);
      for (const token of tokens) {
        const ends = new Set();
        for (const way of waysToSay(row, token)) {
          const said = initials ? way[0] : way;
          starts.forEach((from) => { if (term.startsWith(said, from)) ends.add(from + said.length); });
        }
        starts = ends;
      }
      return starts.has(term.length);
    }

    /* The tokens that *term* says: from the first by any means, from a later one in full or by initials to the end. */
    function span(row, tokens, term) {
      const end = read(row, tokens, 0, term, true);
      if (end >= 0) return [0, end];
      for (let k = 1; k < tokens.length && term.length > 1; k++) {
        const stop = read(row, tokens, k, term, false);
        if (stop >= 0) return [k, stop];
        if (tokens.length - k === term.length && saysAll(row, tokens.slice(k), term, true)) return [k, tokens.length];
      }
      return null;
    }

    function readingScore(row, name, term) {
      const tokens = tokensAt(name), said = span(row, tokens, term);
      if (!said) return 0;
      if (said[0] > 0) return SCORE.within;
      if (saysAll(row, tokens, term, false)) return SCORE.full;
      if (saysAll(row, tokens, term, true)) return SCORE.initials;
      return saysAll(row, tokens.slice(0, said[1]), term, false) ? SCORE.syllables : SCORE.mixed;
    }

    function nameScore(row, shown, found, term, latin) {
      const at = found.indexOf(term);
      if (at < 0) return latin ? readingScore(row, shown, term) : 0;
      return found.length === term.length ? SCORE.exact : at === 0 ? SCORE.prefix : SCORE.inside;
    }

    function letterBit(text) {
      const place = text.charCodeAt(0) - 97;
      return place >= 0 && place < 26 ? 1 << place : 0;
    }

    /* One bit for each letter with which a character of the row's names may be said: it passes over most rows. */
    function letters() {
      if (names.letters) return names.letters;
      const bits = new Map();
      names.readings.forEach((list, character) => bits.set(character, list.reduce((all, r) => all | letterBit(r), 0)));
      const of = (text) => Array.from(text).reduce((all, c) => all | (bits.has(c) ? bits.get(c) : letterBit(c)), 0);
      names.letters = Uint32Array.from(names.found, (found, row) => {
        let all = of(found);
        for (const other of names.others.get(row) || []) all |= of(other.found);
        if (names.own.has(row)) names.own.get(row).forEach((list) => { all |= letterBit(list[0]); });
        return all;
      });
      return names.letters;
    }

    function addNames(term, scores) {
      const latin = hasLatin(term), bit = letterBit(term), mask = bit ? letters() : null;
      for (let row = 0; row < names.n; row++) {
        if (!bit || mask[row] & bit) scores[row] = nameScore(row, names.shown[row], names.found[row], term, latin);
      }
      names.others.forEach((list, row) => {
        for (const other of list) {
          const score = nameScore(row, other.shown, other.found, term, latin) - OTHER_NAME;
          if (score > scores[row]) scores[row] = score;
        }
      });
    }

    // ── places, dates and words ──

    function yearOf(row) { return Math.floor(facts.date[row] / NUMBERS_OF_A_YEAR) + YEAR_ZERO; }

    function lineOf(row) { return facts.lines[facts.places[facts.place[row]][0]]; }

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

    function isPlace(place, term) {
      const line = facts.lines[place[0]].map((i) => facts.regions[i][1]);
      if (line.concat(place.slice(2)).some((name) => name.includes(term))) return true;
      return term.length > 3 && stringsTogether(term, line);
    }

    function addFacts(term, scores) {
      const placed = facts.places.map((place) => isPlace(place, term));
      const meant = facts.labels.map((list) => list.map((labels) => labels.some((label) => label.includes(term))));
      const columns = VOCABULARIES.map((name) => facts.columns[name]);
      const year = /^\d{4}年?$/.test(term) ? parseInt(term, 10) : 0;
      for (let row = 0; row < names.n; row++) {
        if (scores[row] >= SCORE.place) continue;
        const isMeant = year === yearOf(row) || meant.some((terms, i) => terms[columns[i][row]]);
        if (placed[facts.place[row]]) scores[row] = SCORE.place;
        else if (isMeant) scores[row] = SCORE.word;
      }
    }

    function addWords(term, scores) {
      const meant = words.found.map((word) => word.includes(term));
      if (!meant.includes(true)) return;
      for (let row = 0; row < names.n; row++) {
        for (let k = words.starts[row]; k < words.starts[row + 1]; k++) {
          const score = words.rows[k] < words.spots ? SCORE.place : SCORE.word;
          if (meant[words.rows[k]] && scores[row] < score) scores[row] = score;
        }
      }
    }

    // ── the query ──

    /* A number for each row, 0 where the query does not hold; null for a query that is empty. */
    function scoresOf(query) {
      const text = String(query).trim(), total = new Uint16Array(names.n);
      if (!text) return null;
      const terms = Array.from(text).length > LONGEST_QUERY ? [] : termsOf(text);
      terms.forEach((term, place) => {
        if (place && !total.some(Boolean)) return;
        const scores = new Uint16Array(names.n);
        addNames(term, scores);
        if (facts) addFacts(term, scores);
        if (words) addWords(term, scores);
        scores.forEach((score, row) => { total[row] = score && (place === 0 || total[row]) ? total[row] + score : 0; });
      });
      if (terms.length > 1) addWhole(squash(text), total);
      return total;
    }

    /* A name typed with spaces, 张　三 or zhang san, is that name before it is several words. */
    function addWhole(term, total) {
      const scores = new Uint16Array(names.n);
      addNames(term, scores);
      scores.forEach((score, row) => { if (score) total[row] = Math.max(total[row], SCORE.whole + score); });
    }

    /* The rows that *state* finds, best first, how many are people and groups, and for each facet how many rows each
       value has under the other choices. */
    function search(state) {
      const scores = scoresOf(state.q || ""), chosen = chosenOf(state), tests = testsOf(state, chosen);
      const counts = emptyCounts(), rows = [];
      const group = facts ? termNumber("kind", "group") : -1;
      let groups = 0;
      for (let row = 0; row < names.n; row++) {
        if (scores && !scores[row]) continue;
        const failed = tests.filter((test) => !test.holds(row));
        if (failed.length > 1) continue;
        if (failed.length) { add(failed[0].facet, row, counts); continue; }
        for (const facet of facts ? FACETS : []) add(facet, row, counts);
        groups += facts && facts.columns.kind[row] === group ? 1 : 0;
        rows.push(row);
      }
      const found = scores ? ordered(rows, scores) : rows;
      return { rows: found, people: rows.length - groups, groups: groups, counts: counts, chosen: chosen };
    }

    /* Best first; of equals the newer deed, then the order of the roll. Numbers sort faster than a comparison does. */
    function ordered(rows, scores) {
      const keys = Float64Array.from(rows, (row) => {
        const older = 2 ** 18 - 1 - (facts ? facts.date[row] : 0), worse = 2 ** 12 - 1 - scores[row];
        return (worse * 2 ** 18 + older) * 2 ** 20 + row;
      });
      return Array.from(keys.sort(), (key) => key % 2 ** 20);
    }

    // ── facets ──

    /* The numbers of the values that *state* chooses, facet by facet; what is unknown is no choice. */
    function chosenOf(state) {
      const chosen = {};
      for (const facet of facts ? FACETS : []) {
        const find = facet === "region" ? regionNumber : (value) => termNumber(facet, value);
        const numbers = facet === "year" ? [] : (state[facet] || []).map(find).filter((i) => i >= 0);
        if (numbers.length) chosen[facet] = new Set(numbers);
      }
      return chosen;
    }

    /* For each facet with a choice, the question whether a row meets it: any of the chosen values will do. */
    function testsOf(state, chosen) {
      const [from, to] = state.year || [], tests = [];
      const isWithin = (year) => (!from || year >= from) && (!to || year <= to);
      if (facts && (from || to)) tests.push({ facet: "year", holds: (row) => isWithin(yearOf(row)) });
      for (const facet of Object.keys(chosen)) {
        const numbers = chosen[facet], column = facts.columns[facet];
        const holds = column ? (row) => numbers.has(column[row]) : (row) => lineOf(row).some((i) => numbers.has(i));
        tests.push({ facet: facet, holds: holds });
      }
      return tests;
    }

    function regionNumber(code) {
      const padded = (code + "0000").slice(0, 6);
      return facts.regions.findIndex((region) => region[0] === padded);
    }

    function termNumber(name, value) {
      return facts.terms[name].findIndex((term) => term[0] === value || term[1] === value);
    }

    function emptyCounts() {
      const counts = {};
      if (!facts) return counts;
      counts.region = new Uint32Array(facts.regions.length);
      counts.year = new Uint32Array(YEARS);
      for (const name of VOCABULARIES) counts[name] = new Uint32Array(facts.terms[name].length + 1);
      return counts;
    }

    function add(facet, row, counts) {
      if (facet === "region") for (const i of lineOf(row)) counts.region[i]++;
      else if (facet === "year") counts.year[yearOf(row) - YEAR_ZERO]++;
      else counts[facet][facts.columns[facet][row]]++;
    }

    /* The values of a facet: id, label, the number under which it is counted, and of a region that of the one above. */
    function options(facet) { return facts.options[facet]; }

    // ── what a row shows ──

    function termAt(name, row) {
      const term = facts.terms[name][facts.columns[name][row]];
      return term ? { id: term[0], label: term[1] } : { id: "", label: "" };
    }

    function describe(row) {
      const [note] = names.notes.get(row) || [""], place = facts.places[facts.place[row]][1];
      const shown = { name: names.shown[row], note: note, place: place, year: yearOf(row) };
      for (const name of VOCABULARIES) shown[name] = termAt(name, row);
      return shown;
    }

    /* The positions in *name*, the row's own or another of it, for which the query stands, as pairs of from and to. */
    function nameMarks(row, name, query) {
      const text = traced(name), tokens = tokensAt(name), marks = [], whole = squash(query);
      for (const term of new Set(termsOf(query).concat(whole || []))) {
        const said = hasLatin(term) && !text.squashed.includes(term) ? span(row, tokens, term) : null;
        const length = (from, to) => tokens.slice(from, to).join("").length;
        if (said) marks.push(range(text, length(0, said[0]), length(said[0], said[1])));
        else marks.push(...occurrences(text, term));
      }
      return joined(marks);
    }

    /* Texts for which a row is found, where neither its name nor what is *visible* of it shows them. */
    function reasons(row, query, visible) {
      const seen = squash(visible), why = new Map();
      for (const term of termsOf(query)) {
        if (seen.includes(term) || nameMarks(row, names.shown[row], term).length) continue;
        for (const other of names.others.get(row) || []) {
          if (nameScore(row, other.shown, other.found, term, hasLatin(term))) why.set(other.shown, other.kind);
        }
        for (let k = words.starts[row]; k < words.starts[row + 1]; k++) {
          if (words.found[words.rows[k]].includes(term)) why.set(words.shown[words.rows[k]], "");
        }
      }
      return Array.from(why, ([text, kind]) => ({ text: text, kind: kind })).slice(0, 3);
    }

    /* A query as it sounds: each character of it that is in some name, in its usual reading. */
    function spoken(query) {
      return Array.from(squash(query), (c) => (names.readings.has(c) ? names.readings.get(c)[0] : c)).join("");
    }

    // ── cards ──

    function takeCards(file, key, rows) { cards.set(file, { key: key, rows: rows }); }

    function fileOf(row) { return Math.floor(row / ROWS_OF_A_CARD); }

    /* What its card says of *row*; undefined before the file has come, null when it is another edition's. */
    function card(row) {
      const held = cards.get(fileOf(row));
      if (!held) return undefined;
      return held.key === names.keys[fileOf(row)] ? held.rows[row % ROWS_OF_A_CARD] : null;
    }

    return {
      part: part, isReady: () => Boolean(names && facts && words),
      search: search, options: options, describe: describe, nameMarks: nameMarks, reasons: reasons, spoken: spoken,
      cards: takeCards, card: card, fileOf: fileOf, keyOf: (file) => names.keys[file],
    };
  }

  // ── marks ──

  /* The squashed text with, for each of its code units, where in the text it comes from. */
  function traced(text) {
    const at = [];
    let squashed = "", from = 0;
    for (const character of text) {
      const piece = squash(character);
      for (let i = 0; i < piece.length; i++) at.push([from, from + character.length]);
      squashed += piece;
      from += character.length;
    }
    return { squashed: squashed, at: at };
  }

  function range(text, from, length) { return [text.at[from][0], text.at[from + length - 1][1]]; }

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

  function textMarks(text, query) {
    const trace = traced(text);
    return joined(termsOf(query).reduce((all, term) => all.concat(occurrences(trace, term)), []));
  }

  const shared = { create: create, termsOf: termsOf, textMarks: textMarks, wellFormed: wellFormed };
  return Object.assign(create(), shared, { FACETS: FACETS, VOCABULARIES: VOCABULARIES, YEAR_ZERO: YEAR_ZERO });
})();

if (typeof module !== "undefined") module.exports = QYPSearch;
