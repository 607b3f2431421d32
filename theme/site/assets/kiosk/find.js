/* Finding somebody: by the letters of the name on a keyboard of our own, by surname, strokes, place, year, deed. The index
   is that of the site; what matches stands under the keys at once, so no input method is needed. */
(function (kiosk) {
  "use strict";

  const MOST_TYPED = 24;
  const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
  const { find, make, button } = kiosk;
  let shelves = null, ids = "", typed = "";

  kiosk.shelves = function (data) { shelves = data; };

  /* The ids of all rows, one after the other; asked for only where somebody must not be seen. */
  kiosk.rows = function (all) { ids = all; };

  // ── the index ──

  function pathOf(name) { return "assets/search/" + name + ".js?" + QYPSearch.edition(); }

  async function ready() {
    if (!QYPSearch.has("names")) await kiosk.load("assets/search/names.js");
    const parts = ["facts", "words"].filter((name) => QYPSearch.has("names") && !QYPSearch.has(name)).map(pathOf);
    if (kiosk.withdrawn.size) parts.push("kiosk/rows.js");
    await Promise.all(parts.map((path) => kiosk.load(path)));
    return QYPSearch.has("facts");
  }

  /* Promises the cards of *rows*, and waits for the files that hold them. */
  async function cardsOf(rows) {
    const files = QYPSearch.missing({ q: "" }, rows).filter((path) => path.startsWith("cards/"));
    await Promise.all(files.map(async (path) => { if (!(await kiosk.load("assets/search/" + path))) QYPSearch.failed(path); }));
    return rows.map((row) => ({ row: row, card: QYPSearch.card(row) })).filter(({ card }) => card && !kiosk.withdrawn.has(card.id));
  }

  // ── who is found ──

  function hiddenRows() {
    const places = Array.from(kiosk.withdrawn, (id) => ids.indexOf(id) / (id.length + 1)); /* all ids are equally long */
    return new Set(places.filter((place) => place >= 0));
  }

  function run(query) { return QYPSearch.run(Object.assign({ q: "", hidden: hiddenRows() }, query)); }

  /* The shelves by surname with those who can be seen; a shelf keeps its place, which a state may name. */
  function openShelves() {
    const hidden = hiddenRows();
    return shelves.surnames.map(([surname, letter, strokes, rows], place) =>
      ({ surname: surname, letter: letter, strokes: strokes, place: place, rows: rows.filter((row) => !hidden.has(row)) }))
      .filter(({ rows }) => rows.length);
  }

  /* The rows that *state* asks for, null while it asks for nobody yet. */
  async function rowsOf(state) {
    if (state.mode === "pinyin") return state.q ? (await run({ q: state.q })).rows : null;
    if (state.value === undefined) return null;
    if (state.mode === "surname" || state.mode === "strokes") {
      const shelf = openShelves().find(({ place }) => place === state.value);
      return shelf ? shelf.rows : [];
    }
    const query = { place: { region: [state.value] }, year: { year: [state.value, state.value] }, type: { type: [state.value] } };
    return (await run(query[state.mode])).rows;
  }

  // ── what may be chosen ──

  function choice(label, count, changes, state) {
    const made = button("kchoice", make("b", "", label), ...(count ? [make("small", "", String(count))] : []));
    made.dataset.choose = JSON.stringify(Object.assign({}, state, { page: 0 }, changes));
    return made;
  }

  function surnameChoices(state, test) {
    return openShelves().filter(test).map(({ surname, rows, place }) => choice(surname, rows.length, { value: place }, state));
  }

  const HAN = "〇一二三四五六七八九十";

  function inHan(number) {
    const tens = Math.floor(number / 10), ones = number % 10;
    return (tens > 1 ? HAN[tens] : "") + (tens ? "十" : "") + (ones ? HAN[ones] : "");
  }

  async function optionsOf(facet) {
    const counts = (await run({})).counts[facet];
    return QYPSearch.options(facet).map((option) => ({ option: option, count: counts[option.number] })).filter(({ count }) => count);
  }

  const CHOICES = {
    surname: (state) => {
      if (state.group === undefined) {
        return Array.from(new Set(openShelves().map(({ letter }) => letter)), (letter) => choice(letter, 0, { group: letter }, state));
      }
      return surnameChoices(state, ({ letter }) => letter === state.group);
    },
    strokes: (state) => {
      if (state.group === undefined) {
        const all = Array.from(new Set(openShelves().map(({ strokes }) => strokes))).sort((a, b) => (a || 99) - (b || 99));
        return all.map((count) => choice(count ? inHan(count) + "画" : "其他", 0, { group: count }, state));
      }
      return surnameChoices(state, ({ strokes }) => strokes === state.group);
    },
    place: async (state) => {
      const regions = await optionsOf("region"), above = state.group === undefined ? -1 : state.group;
      const under = regions.filter(({ option }) => option.above === above);
      const deeper = (option) => regions.some((other) => other.option.above === option.number);
      const all = above < 0 ? [] : regions.filter(({ option }) => option.number === above)
        .map(({ option, count }) => choice("全部", count, { value: option.id }, state));
      return all.concat(under.map(({ option, count }) =>
        choice(option.label, count, above < 0 && deeper(option) ? { group: option.number } : { value: option.id }, state)));
    },
    year: async (state) => {
      const counts = (await run({})).counts.year, years = [];
      counts.forEach((count, number) => { if (count) years.unshift([number + QYPSearch.YEAR_ZERO, count]); });
      return years.map(([year, count]) => choice(year + "年", count, { value: year }, state));
    },
    type: async (state) => (await optionsOf("type")).map(({ option, count }) => choice(option.label, count, { value: option.id }, state)),
  };

  // ── what stands on the screen ──

  /* The portrait, or the name in its place, as the index's card has it. */
  function plaque(card) {
    const field = make("span", "stele__field"), plate = make("span", card.mark ? "stele stele--quiet" : "stele", field);
    plate.setAttribute("aria-hidden", "true");
    if (!card.stele) {
      plate.classList.add("stele--portrait");
      field.append(Object.assign(make("img"), { src: kiosk.base + "cards/" + card.id + "-tile.webp", alt: "", decoding: "async" }));
      return plate;
    }
    plate.style.setProperty("--stele-size", card.stele.size);
    plate.style.setProperty("--stele-gap", card.stele.gap);
    const cell = (said) => {
      if (typeof said === "string") return make("span", "", said);
      const run = make("small", "", said[0]);
      run.style.fontSize = said[1] + "em";
      return run;
    };
    field.append(make("span", "stele__name", ...card.stele.columns.map((column) => make("b", "", ...Array.from(column, cell)))));
    return plate;
  }

  function hit({ row, card }, list) {
    const { shown, note } = QYPSearch.name(row), words = make("span", "khit__words");
    words.append(make("b", "khit__name", shown + (note ? "（" + note + "）" : "")));
    if (card.mark) words.append(make("span", "mark", card.mark));
    words.append(make("span", "khit__meta", card.meta), make("span", "khit__text", card.summary));
    const made = button("khit", plaque(card), words);
    made.dataset.hero = card.id;
    made.dataset.row = String(row);
    made.dataset.list = list;
    return made;
  }

  function keyboard() {
    const rows = KEYS.map((row) => make("div", "", ...Array.from(row, (letter) => {
      const key = button("kkey", letter.toUpperCase());
      key.dataset.key = letter;
      return key;
    })));
    const clear = button("kkey kkey--wide", "清空"), erase = button("kkey kkey--wide", "退格");
    clear.dataset.key = "clear";
    erase.dataset.key = "erase";
    rows[2].prepend(clear);
    rows[2].append(erase);
    find("[data-keys]").append(...rows);
  }

  function said(state, rows) {
    if (state.mode !== "pinyin") return "";
    if (!state.q) return "按姓名的拼音或首字母，例如张三：zhangsan 或 zs";
    return state.q.toUpperCase() + (rows && !rows.length ? "　没有找到，退一格再试" : "");
  }

  function counted(rows) { return rows && rows.length ? "共 " + rows.length + " 条" : ""; }

  async function show(asked, isStale) {
    const state = Object.assign({ mode: "pinyin", q: "", page: 0 }, asked);
    typed = state.q;
    if (!(await ready()) || !shelves) { find("[data-typed]").textContent = "名录暂时打不开，请稍后再试"; return; }
    const rows = await rowsOf(state), isChoosing = state.mode !== "pinyin" && !rows;
    const choices = isChoosing ? await CHOICES[state.mode](state) : [];
    const size = sizeOf(state), first = state.page * size, page = rows ? await cardsOf(rows.slice(first, first + size)) : [];
    if (isStale()) return;
    document.documentElement.dataset.find = state.mode;
    for (const tab of document.querySelectorAll("[data-tabs] [data-find]")) tab.setAttribute("aria-pressed", String(tab.dataset.find === state.mode));
    find("[data-typed]").textContent = said(state, rows);
    find("[data-choices]").replaceChildren(...choices);
    find("[data-count]").textContent = counted(rows);
    find("[data-hits]").replaceChildren(...page.map((one) => hit(one, JSON.stringify(state))));
    showPager(state, rows);
  }

  /* How many stand on the screen at once: nothing is hidden under an edge. */
  function sizeOf(state) {
    const stage = find("[data-stage]"), isTall = stage.clientHeight > stage.clientWidth, isLarge = document.documentElement.dataset.mode === "elder";
    const isLow = Boolean(document.documentElement.dataset.low), isTyping = state.mode === "pinyin";
    const size = isTyping ? (isLow ? 1 : isTall ? 5 : 2) : isLow ? (isTall ? 4 : 2) : isTall ? 8 : 6;
    return isLarge ? Math.ceil(size * 0.6) : size;
  }

  function showPager(state, rows) {
    const pages = rows ? Math.ceil(rows.length / sizeOf(state)) : 0, pager = find("[data-pager]");
    pager.hidden = pages < 2;
    pager.querySelector("[data-turn='-1']").disabled = state.page === 0;
    pager.querySelector("[data-turn='1']").disabled = state.page >= pages - 1;
    find("[data-leaf]").textContent = "第 " + (state.page + 1) + " 页，共 " + pages + " 页";
  }

  /* Hands *key* to what is typed: a letter, erase or clear. What stands on the screen may be some letters behind. */
  function press(key) {
    const { name, state } = kiosk.now();
    if (name !== "find" || (state.mode || "pinyin") !== "pinyin") return;
    const next = key === "clear" ? "" : key === "erase" ? typed.slice(0, -1) : (typed + key).slice(0, MOST_TYPED);
    if (next !== typed) kiosk.renew({ mode: "pinyin", q: next, page: 0 });
  }

  function turn(by) {
    const { state } = kiosk.now();
    kiosk.renew(Object.assign({}, state, { page: (state.page || 0) + by }));
  }

  function leave() { find("[data-hits]").replaceChildren(); find("[data-choices]").replaceChildren(); }

  keyboard();
  kiosk.register("find", { show: show, leave: leave });
  kiosk.finding = { ready: ready, press: press, turn: turn, rowsOf: rowsOf, cardsOf: cardsOf };
})(window.QYPKiosk);
