/* Shows the results of the search that the address holds, and keeps the address in step with what is typed and chosen.
   Runs on search.html only, loaded by box.js. Text from the roll becomes text nodes, never markup. */
(function () {
  "use strict";

  const PAGE = 50, PAUSE = 300, CARD_PAUSE = 120;
  const MARKED = { sacrificed: "牺牲", mixed: "有成员牺牲" };
  const TWO_HAN = /^(?:[\u3400-\u9fff\uf900-\ufaff]|[\ud840-\ud8ff][\udc00-\udfff]){2}$/;

  const { element, part, loadEngine, loadCards, addressOf, tileOf } = window.QYPBox;
  const form = part("form"), input = form.querySelector("input"), count = part("count");
  const empty = part("empty"), more = part("more"), list = document.querySelector("[data-results]");
  const root = document.documentElement, title = document.title;
  let query = {}, result = null, filters = null, turn = 0, writing = 0, fetching = 0, composing = false;

  // ── the address ──

  function start() {
    filters = window.QYPFilters(choose);
    open(QYPQuery.read(window.location.hash.length > 1 ? window.location.hash : window.location.search));
    window.addEventListener("hashchange", () => {
      if (window.location.hash.slice(1) !== QYPQuery.write(query)) open(QYPQuery.read(window.location.hash));
    });
  }

  function open(asked) {
    window.clearTimeout(writing);
    query = asked;
    if (input.value !== query.q) input.value = query.q;
    render();
  }

  /* A choice is a step that the back button undoes. */
  function choose(changes) {
    window.clearTimeout(writing);
    query = Object.assign({}, query, { shown: 0 }, changes);
    window.location.hash = QYPQuery.write(query);
    render();
  }

  /* What is being typed changes the same step, and only at a pause: browsers count how often an address changes. */
  function type() {
    if (input.value === query.q) return;
    query = Object.assign({}, query, { q: input.value, shown: 0 });
    render();
    window.clearTimeout(writing);
    writing = window.setTimeout(replaceAddress, PAUSE);
  }

  function replaceAddress() { window.location.replace("#" + QYPQuery.write(query)); }

  // ── the whole page ──

  function render() {
    result = QYPSearch.search(query);
    root.dataset.search = "busy";
    list.dataset.query = query.q;
    count.textContent = headline();
    document.title = (query.q.trim() ? query.q.trim().slice(0, 40) + " - " : "") + title;
    filters.render(query, result);
    renderEmpty();
    renderRows();
  }

  function headline() {
    const people = result.people ? "人物 " + result.people + " 位" : "";
    const groups = result.groups ? "群体 " + result.groups + " 个" : "";
    return [people, groups].filter(Boolean).join("，") || "没有找到";
  }

  function renderEmpty() {
    const offers = result.rows.length ? [] : QYPQuery.near(QYPSearch, query), near = empty.querySelector("ul");
    empty.hidden = result.rows.length > 0;
    near.hidden = !offers.length;
    near.textContent = "";
    for (const offer of offers) {
      const item = element("li"), link = element("a", "more", wording(offer) + "：" + offer.found + " 条");
      link.href = "#" + QYPQuery.write(offer.query);
      item.append(link);
      near.append(item);
    }
  }

  function wording(offer) {
    if (offer.kind === "filters") return "去掉筛选";
    return offer.kind === "sound" ? "按读音 " + offer.word + " 查找" : "去掉“" + offer.word + "”";
  }

  // ── the list ──

  function renderRows() {
    const rows = result.rows.slice(0, query.shown || PAGE), left = result.rows.length - rows.length, mine = ++turn;
    list.textContent = "";
    list.append(...rows.map(hit));
    more.hidden = !left;
    more.textContent = "再看 " + Math.min(PAGE, left) + " 条";
    part("stale").hidden = true;
    window.clearTimeout(fetching);
    if (rows.every(QYPSearch.card)) { root.dataset.search = "ready"; return; }
    fetching = window.setTimeout(() => loadCards(rows).then(() => { if (mine === turn) fill(rows); }), CARD_PAUSE);
  }

  /* Puts in what came with the cards; a row whose card could not be had keeps what the columns say of it. */
  function fill(rows) {
    rows.forEach((row, place) => { if (QYPSearch.card(row)) list.children[place].replaceWith(hit(row)); });
    part("stale").hidden = rows.every(QYPSearch.card);
    root.dataset.search = "ready";
  }

  function hit(row) {
    const shown = QYPSearch.describe(row), card = QYPSearch.card(row), summary = card ? card[1] : "";
    const meta = [shown.place, shown.year + "年", shown.type.label, shown.level.label].filter(Boolean).join("　");
    const link = element("a", "hit"), text = element("span");
    if (card) {
      link.href = addressOf(row);
      link.dataset.hero = card[0];
    }
    text.append(nameOf(row, shown));
    if (MARKED[shown.outcome.id]) text.append(element("span", "mark", MARKED[shown.outcome.id]));
    text.append(line("hit__meta", meta, QYPSearch.textMarks(meta, query.q)));
    for (const reason of QYPSearch.reasons(row, query.q, meta + "\n" + summary)) text.append(because(row, reason));
    text.append(line("hit__text", summary, QYPSearch.textMarks(summary, query.q)));
    link.append(plaque(card, shown), text);
    return link;
  }

  /* A name of two Han characters is set with a space of one between them, as everywhere on the site. */
  function nameOf(row, shown) {
    const name = element("b", "hit__name"), marks = QYPSearch.nameMarks(row, shown.name, query.q);
    if (TWO_HAN.test(shown.name)) {
      const [first, second] = shown.name, within = (mark) => mark[0] < mark[1];
      const left = marks.map((mark) => [mark[0], Math.min(mark[1], first.length)]).filter(within);
      const right = marks.map((mark) => [Math.max(mark[0] - first.length, 0), mark[1] - first.length]).filter(within);
      name.append(marked(first, left), element("span", "hit__gap"), marked(second, right));
    } else {
      name.append(marked(shown.name, marks));
    }
    if (shown.note) name.append("（" + shown.note + "）");
    return name;
  }

  function because(row, reason) {
    const { kind, text } = reason;
    const marks = kind ? QYPSearch.nameMarks(row, text, query.q) : QYPSearch.textMarks(text, query.q);
    const made = line("hit__why", text, marks);
    if (kind) made.prepend(kind + "　");
    return made;
  }

  function line(className, words, marks) {
    const made = element("span", className);
    made.append(marked(words, marks));
    return made;
  }

  function marked(text, marks) {
    const made = document.createDocumentFragment();
    let from = 0;
    for (const [start, end] of marks) {
      made.append(text.slice(from, start), element("mark", "", text.slice(start, end)));
      from = end;
    }
    made.append(text.slice(from));
    return made;
  }

  /* The portrait, or the name in its place; the card says how a name is cut into columns and how large it is set. */
  function plaque(card, shown) {
    const plate = element("span", MARKED[shown.outcome.id] ? "stele stele--quiet" : "stele");
    const field = element("span", "stele__field");
    plate.setAttribute("aria-hidden", "true");
    plate.append(field);
    if (card && card.length === 2) {
      plate.classList.add("stele--portrait");
      field.append(Object.assign(element("img"), { src: tileOf(card[0]), alt: "", decoding: "async" }));
    } else if (card) {
      const name = element("span", "stele__name");
      plate.style.setProperty("--stele-size", card[2]);
      plate.style.setProperty("--stele-gap", card[3]);
      for (const column of card.slice(4)) {
        const cells = element("b");
        cells.append(...Array.from(column, cell));
        name.append(cells);
      }
      field.append(name);
    }
    return plate;
  }

  function cell(said) {
    if (typeof said === "string") return element("span", "", said);
    const run = element("small", "", said[0]);
    run.style.fontSize = said[1] + "em";
    return run;
  }

  // ── what people do ──

  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; if (result) type(); });
  input.addEventListener("input", (event) => { if (result && !composing && !event.isComposing) type(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing || !result) return;
    choose({ q: input.value });
    input.blur();
  });
  more.addEventListener("click", () => {
    const seen = list.children.length;
    query = Object.assign({}, query, { shown: seen + PAGE });
    replaceAddress();
    render();
    if (list.children[seen]) list.children[seen].focus({ preventScroll: true });
  });

  loadEngine().then(() => {
    part("body").hidden = false;
    start();
  }, () => {
    part("failed").hidden = false;
    root.dataset.search = "failed";
  });
})();
