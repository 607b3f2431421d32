/* Makes one result of the page of results: the stele or portrait, name, place, year, deed, why it was found, summary
   and, where only the text holds the query, the sentence that does. What the roll says becomes text nodes, never markup. */
window.QYPHit = (function () {
  "use strict";

  /* The result for *row*; *excerpt*, {text, marks}, where its text is quoted. Before its card has come it is a name. */
  function hitOf(row, query, excerpt) {
    const card = QYPSearch.card(row) || { meta: "", mark: "", summary: "" }, { element, nameOf } = QYPBox;
    const link = element("a", "hit"), text = element("span");
    if (card.id) {
      link.href = QYPBox.addressOf(card);
      link.dataset.hero = card.id;
    }
    text.append(nameOf(row, query, "hit__name"));
    if (card.mark) text.append(element("span", "mark", card.mark));
    text.append(line("hit__meta", card.meta, query));
    const reasons = QYPSearch.reasons(row, query, card.meta + "\n" + card.summary);
    text.append(...reasons.map((reason) => because(row, reason, query)));
    text.append(line("hit__text", card.summary, query));
    if (excerpt) text.append(quoted(excerpt));
    link.append(plaqueOf(card), text);
    return link;
  }

  function line(className, words, query) {
    const made = QYPBox.element("span", className);
    made.append(QYPBox.marked(words, QYPSearch.textMarks(words, query)));
    return made;
  }

  function because(row, reason, query) {
    const { kind, text } = reason, made = QYPBox.element("span", "hit__why");
    const marks = kind ? QYPSearch.nameMarks(row, text, query) : QYPSearch.textMarks(text, query);
    made.append(kind ? kind + "　" : "", QYPBox.marked(text, marks));
    return made;
  }

  function quoted(excerpt) {
    const made = QYPBox.element("span", "hit__quote");
    made.append(QYPBox.marked(excerpt.text, excerpt.marks));
    return made;
  }

  /* The portrait, or the name in its place; the card says how a name is cut into columns and how large it is set. */
  function plaqueOf(card) {
    const { element } = QYPBox, field = element("span", "stele__field");
    const plate = element("span", card.mark ? "stele stele--quiet" : "stele");
    plate.setAttribute("aria-hidden", "true");
    plate.append(field);
    if (card.stele) {
      const name = element("span", "stele__name");
      plate.style.setProperty("--stele-size", card.stele.size);
      plate.style.setProperty("--stele-gap", card.stele.gap);
      name.append(...card.stele.columns.map(columnOf));
      field.append(name);
    } else if (card.id) {
      const address = QYPBox.root + "cards/" + card.id + "-tile.webp";
      plate.classList.add("stele--portrait");
      field.append(Object.assign(element("img"), { src: address, alt: "", decoding: "async" }));
    }
    return plate;
  }

  function columnOf(cells) {
    const column = QYPBox.element("b");
    column.append(...Array.from(cells, cellOf));
    return column;
  }

  function cellOf(said) {
    if (typeof said === "string") return QYPBox.element("span", "", said);
    const run = QYPBox.element("small", "", said[0]);
    run.style.fontSize = said[1] + "em";
    return run;
  }

  return hitOf;
})();
