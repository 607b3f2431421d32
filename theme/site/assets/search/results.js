/* Shows the results of the search that the address holds, and keeps the address in step with what is typed and chosen.
   Runs on search.html only, started by box.js. Text from the roll becomes text nodes, never markup. */
window.QYPResults = (function () {
  "use strict";

  const PAGE = 20, PAUSE = 300, FEW_PAGES = 3, MOST_NEAR = 8;
  const STORIES_OF_A_PAGE = 8; /* files of texts that one page of results may cost a slow connection */

  const parts = new Map();

  /* The element of the page that search.html marks with *name*, which is looked for once. */
  function part(name) {
    if (!parts.has(name)) parts.set(name, document.querySelector("[data-search-" + name + "]"));
    return parts.get(name);
  }

  const form = part("form"), input = form.querySelector("input"), list = document.querySelector("[data-results]");
  const root = document.documentElement, title = document.title;
  let query = null, filters = null, turn = 0, writing = 0, written = "", composing = false, isEarly = Boolean(input.value);
  let isTyping = false;
  let shown = { named: [], texts: [], alike: [], more: 0 }, hits = new Map(), next = -1;

  // ── the address ──

  /* Shows what the address asks for, and again when a file has come after all. What was typed meanwhile counts more. */
  function start() {
    part("body").hidden = false;
    if (query) { render(); return; }
    filters = window.QYPFilters(choose);
    open(QYPQuery.read(window.location.hash.length > 1 ? window.location.hash : window.location.search));
    if (isEarly && !composing) type();
    isEarly = false;
    // Told late: by then more may have been typed, which what this page wrote itself must not undo.
    window.addEventListener("hashchange", () => {
      if (window.location.hash.slice(1) !== written) open(QYPQuery.read(window.location.hash));
    });
  }

  function open(asked) {
    window.clearTimeout(writing);
    query = asked;
    isTyping = false;
    written = window.location.hash.slice(1);
    retitle();
    if (!isEarly && input.value !== query.q) input.value = query.q;
    QYPBox.retry();
    render();
  }

  /* A choice is a step that the back button undoes. */
  function choose(changes) {
    window.clearTimeout(writing);
    query = Object.assign({}, query, { shown: 0 }, changes);
    isTyping = false;
    written = QYPQuery.write(query);
    window.location.hash = written;
    retitle();
    QYPBox.retry();
    render();
  }

  /* What is being typed changes the same step, and only at a pause: browsers count how often an address changes. */
  function type() {
    if (input.value === query.q) return;
    query = Object.assign({}, query, { q: input.value, shown: 0 });
    isTyping = true;
    render();
    window.clearTimeout(writing);
    writing = window.setTimeout(replaceAddress, PAUSE);
  }

  function replaceAddress() {
    written = QYPQuery.write(query);
    window.location.replace("#" + written);
    retitle();
  }

  function retitle() { document.title = (query.q.trim() ? query.q.trim().slice(0, 40) + " - " : "") + title; }

  // ── the whole page ──

  function render() {
    const mine = ++turn, isStale = () => mine !== turn;
    if (list.dataset.query !== query.q) hits = new Map();
    root.dataset.search = "busy";
    list.dataset.query = query.q;
    QYPBox.answer({
      state: query, isStale: isStale, isEnough: () => false, rows: rowsOf, fill: renderList,
      show: (result, rows, wanted) => show(result, rows, wanted, isStale),
    });
  }

  /* The rows of the page: of those that only a text holds as many as lie in a few files: each text is to be read. */
  function rowsOf(result) {
    const most = query.shown || PAGE, rows = result.rows.slice(0, Math.min(most, result.exact)), files = new Set();
    for (const row of result.rows.slice(rows.length, most)) {
      files.add(QYPBox.storyOf(row));
      if (files.size > STORIES_OF_A_PAGE * Math.ceil(most / PAGE)) break;
      rows.push(row);
    }
    return rows.length ? rows : result.alike.slice(0, most);
  }

  /* Shows *rows* of *result* as far as they stand: without the facts nothing where filters are set, without the texts
     none that only a text holds, and nobody is said to be missing before all has come. */
  async function show(result, rows, wanted, isStale) {
    const stands = wanted.every(QYPBox.isCard), texts = QYPSearch.textFailed();
    part("busy").hidden = stands;
    part("empty").hidden = part("near").hidden = true;
    if (!stands && QYPQuery.choices(query) && !QYPSearch.has("facts")) return;
    const others = stands ? rows.slice(result.exact) : [], isAlike = !result.rows.length;
    const proven = isAlike ? [] : others.filter((row) => QYPBox.isProven(row, query.q));
    const shownOf = isAlike ? rows.length : rows.length - others.length + proven.length;
    shown = {
      named: rows.slice(0, result.exact), texts: proven, alike: isAlike ? others : [],
      more: stands ? (isAlike ? result.alike : result.rows).length - shownOf : 0,
    };
    renderHeadline(headline(result, tallyOf(result), stands));
    renderPages(result.pages);
    renderList();
    renderFaults(texts);
    // People are waiting for the results, not for the filters, and while they type not even for these.
    window.setTimeout(() => { if (!isStale()) filters.render(query, result); }, isTyping ? PAUSE : 0);
    if (wanted.length) return;
    if (!result.rows.length) await renderEmpty(result, isStale);
    if (isStale()) return;
    finish();
    window.setTimeout(() => { if (!isStale()) renderNear(result, isStale); }, isTyping ? PAUSE : 0);
  }

  /* Names that sound as what was typed but for one letter, where all that are said just so stand: it may have been a slip. */
  async function renderNear(result, isStale) {
    if (!result.rows.length || shown.more > 0) return;
    const rows = await QYPSearch.near(query, result.rows, isStale), names = new Set();
    for (const row of rows || []) if (names.size < MOST_NEAR) names.add(QYPSearch.name(row).shown);
    const links = Array.from(names, (name) => {
      const item = QYPBox.element("li"), link = QYPBox.element("a", "more", name);
      link.href = "#" + QYPQuery.write(Object.assign({}, query, { q: name, shown: 0 }));
      item.append(link);
      return item;
    });
    if (isStale()) return;
    part("near").querySelector("ul").textContent = "";
    part("near").querySelector("ul").append(...links);
    part("near").hidden = !links.length;
  }

  function finish() {
    root.dataset.search = "ready";
    const hit = next < 0 ? null : list.querySelectorAll(".hit")[next];
    if (hit) hit.focus({ preventScroll: true });
    next = -1;
  }

  /* How many people and groups are found by more than a text, and how many rows by a text alone. */
  function tallyOf(result) {
    const { exact, exactGroups, rows } = result;
    return { people: exact - exactGroups, groups: exactGroups, texts: rows.length - exact };
  }

  function headline(result, tally, stands) {
    const people = tally.people ? "人物 " + tally.people + " 位" : "";
    const groups = tally.groups ? "群体 " + tally.groups + " 个" : "", apart = [people, groups].filter(Boolean).join("，");
    const named = QYPSearch.has("facts") || !result.exact ? apart : "找到 " + result.exact + " 条";
    const texts = "正文" + (named ? "另有" : "提到") + (result.isWhole ? " " : "约 ") + tally.texts + " 条";
    if (named && tally.texts) return [named + "；", texts];
    if (named || tally.texts) return [named || texts];
    if (!stands) return ["正在查找……"];
    if (shown.alike.length) return ["没有找到，", "读音相近的有 " + result.alike.length + " 条"];
    return result.pages.length ? ["没有找到人物，", "相关页面有 " + result.pages.length + " 个"] : ["没有找到"];
  }

  /* Left alone where it says the same already, or it would be read out again. */
  function renderHeadline(clauses) {
    if (part("count").textContent === clauses.join("")) return;
    part("count").textContent = "";
    part("count").append(...clauses.map((words) => QYPBox.element("span", "clause", words)));
  }

  function renderFaults(hasTextFailed) {
    const rows = shown.named.concat(shown.texts, shown.alike);
    part("textless").hidden = !hasTextFailed && !QYPBox.isLost("text");
    part("factless").hidden = !QYPBox.isLost("facts") && !QYPBox.isLost("words");
    part("stale").hidden = !rows.some((row) => QYPSearch.card(row) === null);
  }

  /* Pages of the site that are found: a few, and the others at a press. */
  function renderPages(found) {
    const items = found.map((page) => {
      const item = QYPBox.element("li"), link = QYPBox.element("a", "", page.title);
      link.href = QYPBox.root + page.path;
      item.append(link, QYPBox.element("span", "", page.kind));
      return item;
    });
    const places = part("pages").querySelector("ul");
    const unfold = QYPBox.element("button", "facets__more", "全部 " + items.length + " 页");
    unfold.type = "button";
    unfold.addEventListener("click", () => {
      unfold.remove();
      places.append(...items.slice(FEW_PAGES));
      items[FEW_PAGES].querySelector("a").focus();
    });
    places.textContent = "";
    places.append(...items.slice(0, FEW_PAGES));
    if (items.length > FEW_PAGES) places.append(unfold);
    part("pages").hidden = !items.length;
  }

  async function renderEmpty(result, isStale) {
    const offers = await QYPQuery.near(QYPSearch, query, isStale), near = part("empty").querySelector("ul");
    if (!offers) return;
    near.textContent = "";
    for (const offer of offers) {
      const item = QYPBox.element("li"), words = wording(offer) + (offer.found ? "：" + offer.found + " 条" : "");
      const link = QYPBox.element("a", "more", words);
      link.href = "#" + QYPQuery.write(offer.query);
      item.append(link);
      near.append(item);
    }
    near.hidden = !offers.length;
    part("hint").hidden = result.alike.length > 0 || result.pages.length > 0;
    part("empty").hidden = part("hint").hidden && !offers.length;
  }

  function wording(offer) {
    if (offer.kind === "filters") return "去掉筛选";
    if (offer.kind === "alike") return "读音相近　" + offer.word;
    return offer.kind === "sound" ? "按读音 " + offer.word + " 查找" : "去掉“" + offer.word + "”";
  }

  // ── the list ──

  const mentioned = part("mentioned"), sounding = part("sounding");
  mentioned.remove();
  sounding.remove();
  mentioned.hidden = sounding.hidden = false;

  /* Hits that stand already are left where they are, with the focus that they may have. */
  function renderList() {
    const nodes = shown.named.map((row) => hitOf(row, false));
    if (shown.texts.length) nodes.push(mentioned, ...shown.texts.map((row) => hitOf(row, true)));
    if (shown.alike.length) nodes.push(sounding, ...shown.alike.map((row) => hitOf(row, false)));
    nodes.forEach((node, place) => {
      if (list.children[place] !== node) list.insertBefore(node, list.children[place] || null);
    });
    while (list.children.length > nodes.length) list.lastChild.remove();
    part("more").hidden = shown.more <= 0;
    part("more").textContent = shown.texts.length || !shown.named.length && !shown.alike.length ? "再看正文提到的几条" : "再看 " + Math.min(PAGE, shown.more) + " 条";
  }

  /* The hit of *row*, made again when more is known of it. */
  function hitOf(row, isText) {
    const state = [Boolean(QYPSearch.card(row)), QYPSearch.has("words"), isText].join(), held = hits.get(row);
    if (held && held.state === state) return held.node;
    const node = QYPHit(row, query.q, isText ? QYPSearch.excerpt(row, query.q) : null);
    hits.set(row, { state: state, node: node });
    return node;
  }

  // ── what people do ──

  /* The box says what is asked for while the index is on its way. */
  const asked = new URLSearchParams(window.location.hash.slice(1) || window.location.search);
  if (!isEarly) input.value = asked.get("q") || "";
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; if (query) type(); });
  input.addEventListener("input", (event) => {
    if (!query) isEarly = true;
    else if (!composing && !event.isComposing) type();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing || !query) return;
    choose({ q: input.value });
    input.blur();
  });
  part("more").addEventListener("click", () => {
    next = list.querySelectorAll(".hit").length;
    query = Object.assign({}, query, { shown: (query.shown || PAGE) + PAGE });
    replaceAddress();
    render();
  });

  return { start: start };
})();
