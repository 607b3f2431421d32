/* Finds the pictures and links in a story that the site leaves out, as story.py does with markdown-it. It knows what may
   hold a link: paragraphs, items, quotes and headings, inline links, references and <…>; a line that changes from one
   of these to another ends the one before. Pure. */
var QYPLinks = (function () {
  "use strict";

  const LIMIT = 20000, DEEPEST = 20, PARENTHESES = 32;
  const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\d{1,5})?$/i;
  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", colon: ":", sol: "/", Tab: "\t", NewLine: "\n", lpar: "(", rpar: ")", period: ".", commat: "@" };
  const ESCAPED = /\\([\\!"#$%&'()*+,./:;<=>?@[\]^`{}|_~-])|&(#x[a-f0-9]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/gi;
  const AUTOLINK = /^[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*$/;
  const EMAIL = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

  /* The codes of what is wrong in *text*, [{code, value}], in its order. */
  function mistakes(text) {
    if (Array.from(text).length > LIMIT || !/[[<]/.test(text)) return [];
    const references = new Map(), blocks = blocksOf(paragraphsApart(text)).map((block) => withoutDefinitions(block, references));
    const found = [];
    for (const block of blocks) {
      for (const part of partsOf(block, references)) {
        if (part.image) found.push({ code: "image-external", value: "" });
        else if (!leadsOutSafely(part.href)) found.push({ code: "link-scheme", value: part.href });
      }
    }
    return found;
  }

  // ── blocks ──

  function paragraphsApart(text) {
    const lines = ("\n" + text.replace(/\r\n?/g, "\n")).replace(/\n[^\S\n]+(?=\n|$)/g, "\n").slice(1);
    return lines.replace(/\n *(?=\u3000)/g, "\n\n");
  }

  const MARKER = /^[ \t]*(?:>[ \t]?|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/, HEADING = /^[ \t]*#{1,6}(?=[ \t]|$)/;

  /* The texts within which a link may stand. */
  function blocksOf(text) {
    const blocks = [];
    let open = null, depth = 0;
    for (const line of text.split("\n")) {
      let rest = line, quotes = 0, begins = false;
      for (let marker = MARKER.exec(rest); marker && !(open !== null && cannotInterrupt(marker[0], rest)); marker = MARKER.exec(rest)) {
        if (/>/.test(marker[0])) quotes++;
        else begins = true;
        rest = rest.slice(marker[0].length);
      }
      if (begins || quotes > depth) open = null;
      rest = trimmed(rest);
      if (!rest) { open = null; depth = quotes; continue; }
      if (HEADING.test(rest)) { blocks.push(rest.replace(HEADING, "").replace(/[ \t]+#*[ \t]*$/, "")); open = null; continue; }
      if (open === null) { blocks.push(rest); open = blocks.length - 1; depth = quotes; } else blocks[open] += "\n" + rest;
    }
    return blocks;
  }

  function trimmed(text) { return text.replace(/^[ \t]+|[ \t]+$/g, ""); }

  /* An empty item, and a list that does not begin with 1, do not end a paragraph. */
  function cannotInterrupt(marker, rest) {
    const sign = marker.trim();
    return sign[0] !== ">" && (!rest.slice(marker.length).trim() || (/\d/.test(sign) && Number(sign.slice(0, -1)) !== 1));
  }

  const LABEL = /^\[((?:[^[\]\\]|\\[^])*)\]:[ \t\n]*/;

  /* *block* without the definitions at its beginning, which go into *references*. */
  function withoutDefinitions(block, references) {
    for (;;) {
      const label = LABEL.exec(block);
      if (!label || !label[1].trim()) return block;
      const target = destination(block, label[0].length, block.length);
      if (!target) return block;
      const end = endOfDefinition(block, target.end);
      if (end < 0) return block;
      const key = referenceKey(label[1]);
      if (!references.has(key)) references.set(key, normalLink(target.text));
      block = block.slice(end);
    }
  }

  function endOfDefinition(block, from) {
    const gap = /^[ \t\n]+/.exec(block.slice(from)), end = gap ? title(block, from + gap[0].length, block.length) : -1;
    for (const at of [end, from]) {
      if (at < 0) continue;
      const rest = /^[ \t]*(?:\n|$)/.exec(block.slice(at));
      if (rest) return at + rest[0].length;
    }
    return -1;
  }

  function referenceKey(label) { return label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase(); }

  // ── within a block ──

  /* The pictures and links of *text*, [{image} or {href}]; what stands in the words of a link comes after it. */
  function partsOf(text, references) {
    const state = { text: text, references: references, cache: new Map(), level: 0 };
    return tokens(state, 0, text.length);
  }

  function tokens(state, from, to) {
    const parts = [];
    for (let at = from; at < to;) {
      const token = state.level < DEEPEST ? tokenAt(state, at, to) : null;
      if (!token) { at++; continue; }
      if (token.image) parts.push({ image: true });
      else if (token.href !== undefined) {
        parts.push({ href: token.href });
        if (token.inner) {
          state.level++;
          parts.push(...tokens(state, token.inner[0], token.inner[1]));
          state.level--;
        }
      }
      at = token.end;
    }
    return parts;
  }

  /* What begins at *at* and is more than a character, {end, image, href, inner}; null otherwise. */
  function tokenAt(state, at, to) {
    const sign = state.text[at];
    if (sign === "\\") return at + 1 < to ? { end: at + 2 } : null;
    if (sign === "[") return linkAt(state, at, to);
    if (sign === "!" && at + 1 < to && state.text[at + 1] === "[") return imageAt(state, at, to);
    return sign === "<" ? autolinkAt(state, at, to) : null;
  }

  function autolinkAt(state, at, to) {
    const match = /^<([^<>]*)>/.exec(state.text.slice(at, to)), url = match ? match[1] : "";
    if (AUTOLINK.test(url)) return { end: at + url.length + 2, href: normalLink(url) };
    if (EMAIL.test(url)) return { end: at + url.length + 2, href: normalLink("mailto:" + url) };
    return null;
  }

  function skip(state, at, to) {
    if (!state.cache.has(at)) {
      let end = to;
      if (state.level < DEEPEST) {
        state.level++;
        const token = tokenAt(state, at, to);
        state.level--;
        end = token ? token.end : at + 1;
      } else end = to + 1;
      state.cache.set(at, end);
    }
    return state.cache.get(at);
  }

  /* Where the label that begins with the bracket at *start* ends; -1 where it does not. */
  function labelEnd(state, start, to, isLink) {
    let level = 1;
    for (let at = start + 1; at < to;) {
      const sign = state.text[at];
      if (sign === "]" && --level === 0) return at;
      const next = skip(state, at, to);
      if (sign === "[") {
        if (next === at + 1) level++;
        else if (isLink) return -1;
      }
      at = next;
    }
    return -1;
  }

  function linkAt(state, at, to) {
    const end = labelEnd(state, at, to, true);
    if (end < 0) return null;
    const direct = state.text[end + 1] === "(" && end + 1 < to ? inParentheses(state.text, end + 2, to) : null;
    if (direct) return { end: direct.end, href: direct.href, inner: [at + 1, end] };
    const named = reference(state, at + 1, end, to);
    return named ? { end: named.end, href: named.href, inner: [at + 1, end] } : null;
  }

  function imageAt(state, at, to) {
    const end = labelEnd(state, at + 1, to, false);
    if (end < 0) return null;
    const isDirect = state.text[end + 1] === "(" && end + 1 < to;
    const found = isDirect ? inParentheses(state.text, end + 2, to) : reference(state, at + 2, end, to);
    return found ? { end: found.end, image: true } : null;
  }

  /* What follows the opening parenthesis of a link, {href, end}. */
  function inParentheses(text, from, to) {
    let at = blanks(text, from, to), href = "";
    if (at >= to) return null;
    const target = destination(text, at, to);
    if (target) { href = normalLink(target.text); at = target.end; }
    const gap = blanks(text, at, to), end = gap > at && gap < to ? title(text, gap, to) : -1;
    at = end < 0 ? gap : blanks(text, end, to);
    return at < to && text[at] === ")" ? { href: href, end: at + 1 } : null;
  }

  function reference(state, from, end, to) {
    if (!state.references.size) return null;
    let label = "", after = end + 1;
    if (state.text[after] === "[" && after < to) {
      const close = labelEnd(state, after, to, false);
      if (close >= 0) { label = state.text.slice(after + 1, close); after = close + 1; }
    }
    const href = state.references.get(referenceKey(label || state.text.slice(from, end)));
    return href === undefined ? null : { href: href, end: after };
  }

  function blanks(text, at, to) {
    while (at < to && /[ \t\n]/.test(text[at])) at++;
    return at;
  }

  function destination(text, from, to) {
    if (text[from] === "<" && from < to) {
      const match = /^<((?:[^\n<>\\]|\\[^])*)>/.exec(text.slice(from, to));
      return match ? { text: unescaped(match[1]), end: from + match[0].length } : null;
    }
    let level = 0, at = from;
    for (; at < to && !/[\x00-\x20\x7f]/.test(text[at]); at++) {
      if (text[at] === "\\" && at + 1 < to) {
        if (text[at + 1] === " ") break;
        at++;
      } else if (text[at] === "(" && ++level > PARENTHESES) return null;
      else if (text[at] === ")" && --level < 0) break;
    }
    return at === from || level > 0 ? null : { text: unescaped(text.slice(from, Math.min(at, to))), end: Math.min(at, to) };
  }

  function title(text, from, to) {
    const match = /^(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\))/.exec(text.slice(from, to));
    return match ? from + match[0].length : -1;
  }

  function unescaped(text) {
    return text.replace(ESCAPED, (whole, escaped, entity) => {
      if (escaped) return escaped;
      if (entity[0] !== "#") return Object.prototype.hasOwnProperty.call(ENTITIES, entity) ? ENTITIES[entity] : whole;
      const code = /^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10);
      const isControl = code < 9 || code === 11 || (code > 13 && code < 32) || (code > 126 && code < 160);
      return isControl || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? whole : String.fromCodePoint(code);
    });
  }

  // ── addresses ──

  function normalLink(url) {
    const plain = url.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g, "");
    return encoded(plain.replace(/^((?:https?:|mailto:)?\/\/)([^/?#]*)/i, (_, start, host) => start + host.split(/[.\u3002\uff0e\uff61]/).map(asciiLabel).join(".")));
  }

  /* Percent signs where an address may not have the character; what is written so already stays. */
  function encoded(url) {
    return url.replace(/%[0-9a-f]{2}|[\ud800-\udbff][\udc00-\udfff]|[^]/gi, (sign) => {
      if (sign.length === 3 || /[\w;/?:@&=+$,\-.!~*'()#]/.test(sign)) return sign;
      return /^[\ud800-\udfff]$/.test(sign) ? "%EF%BF%BD" : encodeURIComponent(sign);
    });
  }

  /* *label* of a host in Punycode (RFC 3492), where it needs it. */
  function asciiLabel(label) {
    const points = Array.from(label, (sign) => sign.codePointAt(0)), basic = points.filter((point) => point < 128);
    if (basic.length === points.length) return label;
    let out = String.fromCharCode(...basic) + (basic.length ? "-" : ""), n = 128, delta = 0, bias = 72, handled = basic.length;
    while (handled < points.length) {
      const next = Math.min(...points.filter((point) => point >= n));
      delta += (next - n) * (handled + 1);
      n = next;
      for (const point of points) {
        if (point < n) delta++;
        if (point !== n) continue;
        let q = delta;
        for (let k = 36; ; k += 36) {
          const least = Math.max(1, Math.min(26, k - bias));
          if (q < least) break;
          out += digit(least + ((q - least) % (36 - least)));
          q = Math.floor((q - least) / (36 - least));
        }
        out += digit(q);
        bias = adapted(delta, handled + 1, handled === basic.length);
        delta = 0;
        handled++;
      }
      delta++;
      n++;
    }
    return "xn--" + out;
  }

  function digit(value) { return "abcdefghijklmnopqrstuvwxyz0123456789"[value]; }

  function adapted(delta, count, isFirst) {
    let left = Math.floor(delta / (isFirst ? 700 : 2)), k = 0;
    left += Math.floor(left / count);
    for (; left > 455; k += 36) left = Math.floor(left / 35);
    return k + Math.floor((36 * left) / (left + 38));
  }

  function leadsOutSafely(href) {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(href);
    return Boolean(match) && match[1].toLowerCase() === "https" && HOST.test(match[2]);
  }

  return { mistakes: mistakes };
})();
if (typeof module === "object") module.exports = QYPLinks;
