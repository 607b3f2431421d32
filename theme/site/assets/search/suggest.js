/* Shows the first hits of a search under its box: who is found by name, then pages, texts, names that sound alike.
   Loaded by box.js when a box gets the focus; the page of results takes from here how names and matches are set. */
(function (QYPBox) {
  "use strict";

  const MOST = 6, MOST_TEXTS = 3, MOST_PAGES = 2, ROWS_OF_A_STORY = 16;
  const TWO_HAN = /^(?:[\u3400-\u9fff\uf900-\ufaff]|[\ud840-\ud8ff][\udc00-\udfff]){2}$/;
  let lists = 0;

  // ── what the page of results has in common with the list ──

  function addressOf(card) { return QYPBox.root + "heroes/" + card.id + ".html"; }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
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

  /* A name of two Han characters is set with a space of one between them, as everywhere on the site. */
  function nameOf(row, query, className) {
    const { shown, note } = QYPSearch.name(row), name = element("b", className);
    const marks = QYPSearch.nameMarks(row, shown, query);
    if (TWO_HAN.test(shown)) {
      const [first, second] = shown, within = (mark) => mark[0] < mark[1];
      const left = marks.map((mark) => [mark[0], Math.min(mark[1], first.length)]).filter(within);
      const right = marks.map((mark) => [Math.max(mark[0] - first.length, 0), mark[1] - first.length]).filter(within);
      name.append(marked(first, left), element("span", "hit__gap"), marked(second, right));
    } else {
      name.append(marked(shown, marks));
    }
    if (note) name.append("（" + note + "）");
    return name;
  }

  function storyOf(row) { return Math.floor(row / ROWS_OF_A_STORY); }

  /* Whether the text of *row* surely holds *query*: a term of three characters or more has to be read in it. */
  function isProven(row, query) {
    return QYPSearch.isRead(row) || QYPSearch.termsOf(query).every((term) => term.length < 3);
  }

  // ── the list ──

  /* A list of options that *input* controls from the keyboard; the chosen one stays so when the list is made anew. */
  function createList(input) {
    const list = element("div", "suggest"), status = element("span", "vh");
    let active = "";
    list.id = "suggest-" + ++lists;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "检索结果");
    status.setAttribute("role", "status");
    input.setAttribute("aria-controls", list.id);
    input.parentElement.classList.add("suggest-host");
    input.parentElement.append(list, status);
    close();

    function options() { return Array.from(list.querySelectorAll("[role=option]")); }

    function open(nodes, words) {
      list.textContent = "";
      list.append(...nodes);
      list.hidden = false;
      if (status.textContent !== words) status.textContent = words;
      input.setAttribute("aria-expanded", "true");
      mark(options().some((option) => option.id === active) ? active : "");
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark("");
    }

    function mark(id) {
      active = id;
      options().forEach((option) => option.setAttribute("aria-selected", String(option.id === id)));
      if (id) input.setAttribute("aria-activedescendant", id);
      else input.removeAttribute("aria-activedescendant");
    }

    function move(step) {
      const ids = [""].concat(options().map((option) => option.id));
      mark(ids[(ids.indexOf(active) + step + ids.length) % ids.length]);
    }

    function option(key, address, ...parts) {
      const link = element("a", "suggest__hit");
      link.id = list.id + "-" + key;
      link.href = address;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.append(...parts);
      return link;
    }

    function group(title, members) {
      const made = element("div"), head = element("p", "suggest__head", title);
      made.setAttribute("role", "group");
      made.setAttribute("aria-label", title);
      head.setAttribute("aria-hidden", "true");
      made.append(head, ...members);
      return members.length ? [made] : [];
    }

    /* A press on the list must not take the focus from the box, or the list would go before the click. */
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", close);
    return {
      open: open, close: close, mark: mark, move: move, option: option, group: group, isOpen: () => !list.hidden,
      chosen: () => options().find((other) => other.id === active),
    };
  }

  // ── the hits ──

  function attachList(box) {
    const input = box.input, list = createList(input);
    let turn = 0, hits = [], asked = "";

    function suggest() {
      const mine = ++turn, query = input.value.trim();
      if (query !== asked) list.mark(""); /* what was chosen among other hits is not chosen among these */
      asked = query;
      if (!query || document.activeElement !== input) { list.close(); return; }
      if (!QYPBox.isReady()) { showWaiting(); return; }
      QYPBox.answer({
        state: { q: query }, isStale: () => mine !== turn, isEnough: (result) => result.exact >= MOST, rows: rowsOf,
        show: (result, rows, wanted) => show(query, result, rows, wanted), fill: fill,
      });
    }

    function showWaiting() {
      if (!box.hasFailed) { tell("正在查找……"); return; }
      const words = "检索暂时用不了", way = list.option("roll", QYPBox.root + "roll/index.html", "从名录里查找");
      list.open([element("p", "suggest__none", words), way], words);
    }

    function tell(words) { list.open([element("p", "suggest__none", words)], words); }

    function rowsOf(result) {
      const named = result.rows.slice(0, Math.min(MOST, result.exact)), room = MOST - named.length;
      const texts = result.rows.slice(result.exact, result.exact + Math.min(room, MOST_TEXTS));
      return named.concat(texts, result.alike.slice(0, room - texts.length));
    }

    /* A text is quoted only when all that proves the quotation is here. */
    function show(query, result, rows, wanted) {
      const stands = wanted.every(QYPBox.isCard), alike = rows.filter((row) => result.alike.includes(row));
      const named = rows.slice(0, Math.min(MOST, result.exact));
      const others = rows.slice(named.length, rows.length - alike.length);
      const texts = stands ? others.filter((row) => isProven(row, query)) : [];
      hits = [];
      const nodes = named.map((row) => hitOf(row, query)).concat(
        list.group("相关页面", result.pages.slice(0, MOST_PAGES).map(pageOf)),
        list.group("正文提到", texts.map((row) => hitOf(row, query, QYPSearch.excerpt(row, query)))),
        list.group("读音相近", alike.map((row) => hitOf(row, query)))
      );
      const fault = faultWords();
      if (!nodes.length) { tell(stands ? "没有找到，" + (fault || "换拼音或少写几个字试试") : "正在查找……"); return; }
      if (fault) nodes.push(element("p", "suggest__none", fault));
      const found = result.rows.length, isAbout = QYPSearch.has("text") && !result.isWhole;
      const all = list.option("all", QYPBox.resultsOf(query), "查看全部" + (isAbout ? "约 " : " ") + found + " 条");
      all.classList.add("suggest__all");
      list.open(found ? nodes.concat(all) : nodes, (found || "没有找到，相近的有 " + hits.length) + " 条，可用上下方向键选择");
      fill();
    }

    /* What cannot be searched, as its files could not be had; "" where nothing is lost. */
    function faultWords() {
      const areFactsLost = QYPBox.isLost("facts") || QYPBox.isLost("words");
      const lost = areFactsLost ? ["地名", "年份", "事迹"] : [];
      if (QYPSearch.textFailed() || QYPBox.isLost("text")) lost.push("正文");
      return lost.length ? lost.join("、") + (areFactsLost ? "等" : "") + "检索暂时用不了" : "";
    }

    function hitOf(row, query, excerpt) {
      const meta = element("span", "suggest__meta"), { shown } = QYPSearch.name(row);
      const link = list.option("row" + row, QYPBox.resultsOf(shown), nameOf(row, query), meta);
      if (excerpt) link.append(quoted(excerpt.text, excerpt.marks));
      hits.push({ row: row, query: query, link: link, meta: meta, excerpt: excerpt });
      return link;
    }

    function quoted(words, marks) {
      const quote = element("span", "suggest__quote");
      quote.append(marked(words, marks));
      return quote;
    }

    /* Until the card of a hit has come, its link leads to the results for its name. */
    function fill() {
      for (const hit of hits) {
        const card = QYPSearch.card(hit.row), { link, query } = hit;
        if (!card || link.dataset.hero) continue;
        link.href = addressOf(card);
        link.dataset.hero = card.id;
        hit.meta.append(marked(card.meta, QYPSearch.textMarks(card.meta, query)));
        const [reason] = QYPSearch.reasons(hit.row, query, card.meta);
        if (hit.excerpt === null) link.append(quoted(card.summary, QYPSearch.textMarks(card.summary, query)));
        else if (reason) link.append(quoted((reason.kind ? reason.kind + "　" : "") + reason.text, []));
      }
    }

    function pageOf(page) {
      const title = element("b", "", page.title), kind = element("span", "suggest__meta", page.kind);
      return list.option("page-" + encodeURIComponent(page.path), QYPBox.root + page.path, title, kind);
    }

    function command(event) {
      if (box.composing || QYPBox.composes(event)) return;
      const isOpen = list.isOpen(), chosen = isOpen && list.chosen(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && isOpen) { turn++; list.close(); event.preventDefault(); }
      if (event.key === "Enter" && chosen) { event.preventDefault(); window.location.href = chosen.href; }
      if (step && isOpen) { event.preventDefault(); list.move(step); }
      if (step > 0 && !isOpen) suggest();
    }

    function leave() { turn++; list.close(); }

    box.suggest = suggest;
    input.addEventListener("keydown", command);
    input.addEventListener("blur", leave);
    input.form.addEventListener("submit", leave);
  }

  Object.assign(QYPBox, {
    addressOf: addressOf, element: element, marked: marked, nameOf: nameOf, storyOf: storyOf, isProven: isProven,
    attachList: attachList,
  });
})(window.QYPBox);
