/* Draws the share card from its layout (theme/cards/share.yaml) and a profile that is still being written. The measures
   are those of outputs/cards; fonts are the system's, so lines may break elsewhere than on the finished card. */
var QYPPreview = (function () {
  "use strict";

  const SERIF = '"Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif';
  const ASCENT = 0.88, FACE_HEIGHT = 0.42, GAP = "\u3000";
  const WEIGHT = 0.004, MARGIN = 0.032, DOUBLE = 0.0135, MAT = 0.016;
  const NAME_HEIGHT = 98, NAME_WIDTH = 70, COLUMN_GAP = 0.38, ROW_GAPS = { 1: 0.7, 2: 0.7, 3: 0.3, 4: 0.2 }, ROW_GAP = 0.14;
  const LEVELS = ["national", "provincial", "municipal", "county", "other"];
  const OFF = 0.205, SEATS = { 1: [[0, 0]], 2: [[0, -OFF], [0, OFF]], 4: [[OFF, -OFF], [OFF, OFF], [-OFF, -OFF], [-OFF, OFF]] };
  const NO_START = /^[，。、；：！？）》”’…—]/, SCALES = [1, 0.94, 0.88, 0.8, 0.7, 0.6, 0.5, 0.4, 0.33];

  /* Draw on *canvas* what *facts* of *data* say; *photo* is a picture or null. */
  function draw(canvas, data, facts, photo) {
    const card = data.card, pen = canvas.getContext("2d"), theme = facts.isLost ? card.themes.solemn : card.themes.honour;
    const [width, height] = card.layout.size, scale = Math.min(1, ((canvas.clientWidth || width) * (window.devicePixelRatio || 1)) / width);
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    pen.scale(scale, scale);
    pen.fillStyle = theme[card.layout.ground];
    pen.fillRect(0, 0, width, height);
    const plate = photo ? "photo" : "stele";
    for (const layer of card.layout.layers) {
      if (layer.only && layer.only !== plate) continue;
      if (LAYERS[layer.kind]) LAYERS[layer.kind](pen, layer, theme, facts, photo);
    }
    canvas.setAttribute("aria-label", `卡片预览：${[facts.words.name, facts.words.rank, facts.words.summary, photo ? "有照片" : "没有照片，以姓名代替"].filter(Boolean).join("，")}`);
  }

  // ── what a card tells of a profile ──

  /* *tree* is pruned; *site* has the site's words. */
  function factsOf(tree, data) {
    const deed = tree.deed || {}, isLost = ["sacrificed", "mixed"].includes(deed.outcome), name = nameOf(tree, data);
    const titles = (tree.honours || []).filter((honour) => honour.title && !honour.members).map((honour, place) => [honour, place]);
    titles.sort((one, two) => weight(one[0]) - weight(two[0]) || (date(two[0]) > date(one[0]) ? 1 : date(two[0]) < date(one[0]) ? -1 : one[1] - two[1]));
    const region = deed.region ? QYPRegions.find(String(deed.region), QYPValues.yearOf(deed.date)) : null;
    const words = {
      name: tree.kind !== "group" && Array.from(name).length === 2 ? Array.from(name).join(GAP) : name,
      note: tree.visibility === "alias" && tree.alias ? "化名" : "", rank: titles.length ? titles[0][0].title : "", who: tree.occupation || "",
      where: region ? placeOf(region, deed) : "", when: deed.outcome === "sacrificed" && deed.died ? `${spoken(deed.died)}牺牲` : spoken(deed.date || ""),
      summary: deed.summary || "", story: "", site: data.site.name, sample: data.card.sample, band: "",
    };
    if (words.note) words.name += "（化名）";
    return { words: words, isLost: isLost, name: name, focus: focusOf(tree) };
  }

  function nameOf(tree, data) {
    const name = tree.name || "姓名";
    if (tree.visibility === "alias") return tree.alias || "化名";
    if (tree.visibility === "withheld") return "不公开";
    if (tree.visibility !== "masked") return name;
    const letters = Array.from(name), isCompound = letters.length > 2 && data.card.surnames.includes(letters.slice(0, 2).join(""));
    return `${letters.slice(0, isCompound && !name.includes("·") ? 2 : 1).join("")}某某`;
  }

  function placeOf(region, deed) {
    if (region.code === "990000") return deed.place || "境外";
    const names = [region.name];
    for (let above = region; above.parent;) { above = QYPRegions.place(above.parent); names.unshift(above.name); }
    return names.slice(0, 2).join("");
  }

  const weight = (honour) => (LEVELS.includes(honour.level) ? LEVELS.indexOf(honour.level) : 9) * 2 + (honour.title.includes("见义勇为") ? 0 : 1);
  const date = (honour) => String(honour.date || "");

  function spoken(text) {
    const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(String(text));
    return found ? `${found[1]}年${found[2] ? `${Number(found[2])}月` : ""}${found[3] ? `${Number(found[3])}日` : ""}` : "";
  }

  function focusOf(tree) {
    const focus = ((tree.portrait || {}).focus || []).map(Number);
    return focus.length === 2 && focus.every((part) => part >= 0 && part <= 1) ? focus : [0.5, 0.38];
  }

  // ── layers ──

  const LAYERS = {
    rule: (pen, layer, theme) => { pen.fillStyle = theme[layer.colour]; pen.fillRect(...layer.at, ...layer.box); },
    portrait: (pen, layer, theme, facts, photo) => (photo ? drawPhoto : drawStele)(pen, layer, theme, facts, photo),
    column: drawColumn,
    seal: drawSeal,
    qr: drawCode,
  };

  function drawFrame(pen, layer, theme, distances) {
    const [left, top] = layer.at, [width, height] = layer.box, unit = Math.min(width, (height * 3) / 4), line = Math.max(1, Math.round(WEIGHT * unit));
    pen.fillStyle = theme.stele;
    pen.fillRect(left, top, width, height);
    pen.strokeStyle = theme.stele_rule;
    pen.lineWidth = line;
    for (const distance of distances) {
      const inset = Math.round(distance * unit) + line / 2;
      pen.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
    }
    return unit;
  }

  function drawPhoto(pen, layer, theme, facts, photo) {
    const inset = layer.frame === "bare" ? 0 : Math.round((MARGIN + MAT) * drawFrame(pen, layer, theme, [0, MARGIN]));
    const width = layer.box[0] - 2 * inset, height = layer.box[1] - 2 * inset;
    const scale = Math.max(width / photo.width, height / photo.height), across = width / scale, down = height / scale;
    const left = Math.max(0, Math.min(facts.focus[0] * photo.width - across / 2, photo.width - across));
    const top = Math.max(0, Math.min(facts.focus[1] * photo.height - down * FACE_HEIGHT, photo.height - down));
    pen.filter = theme.photo === "grey" ? "grayscale(1)" : "none";
    pen.drawImage(photo, left, top, across, down, layer.at[0] + inset, layer.at[1] + inset, width, height);
    pen.filter = "none";
  }

  function drawStele(pen, layer, theme, facts) {
    const unit = drawFrame(pen, layer, theme, [0, MARGIN, MARGIN + DOUBLE]), columns = columnsOf(facts.name);
    const longest = Math.max(...columns.map((column) => column.length)), gap = ROW_GAPS[longest] || ROW_GAP;
    const em = sizeOf(columns) * unit / 100, high = longest + gap * (longest - 1), wide = columns.length + COLUMN_GAP * (columns.length - 1);
    const top = layer.at[1] + layer.box[1] / 2 - (high * em) / 2;
    let right = layer.at[0] + layer.box[0] / 2 + (wide * em) / 2;
    pen.fillStyle = theme.stele_ink;
    pen.font = `700 ${em}px ${SERIF}`;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    for (const column of columns) {
      column.forEach((character, place) => pen.fillText(character, right - em / 2, top + place * (1 + gap) * em + ASCENT * em));
      right -= (1 + COLUMN_GAP) * em;
    }
  }

  function sizeOf(columns) {
    const longest = Math.max(...columns.map((column) => column.length)), gap = ROW_GAPS[longest] || ROW_GAP;
    const high = longest + gap * (longest - 1), wide = columns.length + COLUMN_GAP * (columns.length - 1);
    return Math.min(NAME_HEIGHT / high, NAME_WIDTH / wide, columns.length === 1 ? 29 : 25);
  }

  /* The columns of a name, the rightmost first: at its separators, else as many as make it largest. */
  function columnsOf(name) {
    const parts = name.split(/[·、\s]+/).filter(Boolean).map((part) => Array.from(part));
    if (parts.length > 1) return parts.slice(0, 4);
    const letters = parts[0] || [];
    if (letters.length <= 4) return [letters];
    const ways = [1, 2, 3, 4].map((count) => {
      const each = Math.ceil(letters.length / count);
      return Array.from({ length: Math.ceil(letters.length / each) }, (_, place) => letters.slice(place * each, (place + 1) * each));
    });
    return ways.reduce((best, way) => (sizeOf(way) > sizeOf(best) * 1.05 ? way : best));
  }

  function drawSeal(pen, layer, theme) {
    const letters = Array.from(layer.text || theme.seal_text), side = Math.min(...layer.box), em = 0.39 * side;
    const seats = SEATS[letters.length], [left, top] = layer.at, corner = 0.083 * side;
    pen.fillStyle = theme[layer.ground];
    pen.beginPath();
    pen.moveTo(left + corner, top);
    for (const [x, y, xx, yy] of [[1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]) pen.arcTo(left + x * side, top + y * side, left + xx * side, top + yy * side, corner);
    pen.fill();
    pen.fillStyle = theme[layer.colour];
    pen.font = `700 ${em}px ${SERIF}`;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    letters.forEach((letter, place) => pen.fillText(letter, left + side * (0.5 + seats[place][0]), top + side * (0.5 + seats[place][1]) - em / 2 + ASCENT * em));
  }

  /* The code needs the page's address, so here stands only its place. */
  function drawCode(pen, layer, theme) {
    const [left, top] = layer.at, [width, height] = layer.box;
    pen.strokeStyle = theme.rule;
    pen.lineWidth = 2;
    pen.setLineDash([8, 6]);
    pen.strokeRect(left + 6, top + 6, width - 12, height - 12);
    pen.setLineDash([]);
    pen.fillStyle = theme.soft;
    pen.font = `400 24px ${SERIF}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText("二维码", left + width / 2, top + height / 2);
  }

  // ── columns of text ──

  function drawColumn(pen, layer, theme, facts, photo) {
    const rows = layer.rows.filter((row) => row.kind !== "honours" && (!row.only || row.only === (photo ? "photo" : "stele")));
    let set = [], height = 0;
    for (const scale of SCALES) {
      set = rows.map((row) => setRow(pen, row, facts, layer.box[0], scale)).filter((row) => row.height);
      height = set.reduce((sum, row, place) => sum + row.height + (place ? row.gap : 0), 0);
      if (height <= layer.box[1]) break;
    }
    let top = layer.at[1] + { top: 0, middle: 0.5, bottom: 1 }[layer.anchor || "top"] * (layer.box[1] - height);
    set.forEach((row, place) => {
      top += place ? row.gap : 0;
      drawRow(pen, row, theme, layer, top);
      top += row.height;
    });
  }

  function setRow(pen, row, facts, width, scale) {
    if (row.kind === "rule") return { row: row, gap: row.gap * scale, height: row.weight, lines: [] };
    const text = told(row.text, facts.words);
    if (!text) return { height: 0 };
    const least = (row.whole ? Math.min(row.fit || row.size, 20) : row.fit || row.size) * scale;
    let size = row.size * scale, lines = [];
    for (;; size -= 1) {
      ready(pen, row, size);
      lines = broken(pen, text, width, row.wrap);
      const high = size + (lines.length - 1) * size * row.leading;
      if ((lines.length <= row.lines && (!row.height || high <= row.height * scale)) || size - 1 < least) break;
    }
    if (lines.length > row.lines) {
      lines = lines.slice(0, row.lines);
      lines[row.lines - 1] = `${lines[row.lines - 1].slice(0, -1)}…`;
    }
    return { row: row, gap: row.gap * scale, size: size, lines: lines, height: size + (lines.length - 1) * size * row.leading };
  }

  function drawRow(pen, set, theme, layer, top) {
    if (set.row.kind === "rule") {
      pen.fillStyle = theme[set.row.colour];
      pen.fillRect(layer.at[0], top, layer.box[0], set.row.weight);
      return;
    }
    ready(pen, set.row, set.size);
    pen.fillStyle = theme[set.row.colour];
    const align = set.row.align || "left", at = { left: 0, centre: 0.5, right: 1 }[align];
    pen.textAlign = align === "centre" ? "center" : align;
    set.lines.forEach((line, place) => pen.fillText(line, layer.at[0] + at * layer.box[0], top + place * set.size * set.row.leading + ASCENT * set.size));
    pen.letterSpacing = "0px";
  }

  function ready(pen, row, size) {
    pen.font = `${row.font === "serif-bold" ? 700 : 400} ${size}px ${SERIF}`;
    pen.textBaseline = "alphabetic";
    pen.letterSpacing = `${(row.tracking || 0) * size}px`;
  }

  /* *template* with its words, without those parts, set apart by wide spaces, that lack one. */
  function told(template, words) {
    const parts = template.split(GAP).filter((part) => (part.match(/\{(\w+)\}/g) || []).every((word) => words[word.slice(1, -1)]));
    return parts.map((part) => part.replace(/\{(\w+)\}/g, (_, word) => words[word])).join(GAP);
  }

  /* *text* in lines of at most *width*: between clauses where that is asked for and they are short, else anywhere. */
  function broken(pen, text, width, wrap) {
    const pieces = wrap === "clauses" ? text.match(/[^，。；、：！？\u3000]*[，。；：！？\u3000]?|、/g).filter(Boolean) : Array.from(text);
    const lines = [];
    let line = "";
    for (const piece of pieces) {
      if (pen.measureText((line + piece).trimEnd()).width <= width) { line += piece; continue; }
      if (pen.measureText(piece.trimEnd()).width <= width && !NO_START.test(piece)) { if (line) lines.push(line); line = piece; continue; }
      for (const letter of Array.from(piece)) {
        if (pen.measureText(line + letter).width > width && line && !NO_START.test(letter)) { lines.push(line); line = ""; }
        line += letter;
      }
    }
    return lines.concat(line).map((one) => one.trim()).filter(Boolean);
  }

  return { draw: draw, factsOf: factsOf, spoken: spoken };
})();
