/* Zip archives of few small files. Pure, but for the browser's own inflating. */
var QYPZip = (function () {
  "use strict";

  const MOST_FILES = 50, MOST_BYTES = 60 * 1024 * 1024, WORST_RATIO = 200;
  const LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50, UTF8 = 0x0800, VERSION = 20;
  const STORED = 0, DEFLATED = 8, END_LENGTH = 22, LONGEST_COMMENT = 65535;

  const TABLE = (function () {
    const table = new Uint32Array(256);
    for (let byte = 0; byte < 256; byte++) {
      let value = byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      table[byte] = value;
    }
    return table;
  })();

  function crc32(bytes) {
    let crc = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  }

  // ── writing ──

  /* The archive of *files*, [{name, bytes}], stored as they are. options.date, a Date, is when they were made, in UTC;
     the same files and date give the same bytes. */
  function write(files, options) {
    const stamp = stampOf(options && options.date);
    const parts = [], directory = [];
    let offset = 0;
    for (const file of files) {
      const name = new TextEncoder().encode(file.name);
      const facts = { name: name, bytes: file.bytes, crc: crc32(file.bytes), stamp: stamp, offset: offset };
      const head = header(LOCAL, facts);
      parts.push(head, file.bytes);
      directory.push(header(CENTRAL, facts));
      offset += head.length + file.bytes.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    return joined(parts.concat(directory, [ending(files.length, size, offset)]));
  }

  function stampOf(date) {
    const when = date || new Date(Date.UTC(1980, 0, 1)), year = Math.max(when.getUTCFullYear(), 1980);
    const time = (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1);
    return { time: time, day: ((year - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate() };
  }

  function header(kind, facts) {
    const isCentral = kind === CENTRAL, length = isCentral ? 46 : 30;
    const bytes = new Uint8Array(length + facts.name.length), view = new DataView(bytes.buffer);
    const at = isCentral ? 6 : 4;
    view.setUint32(0, kind, true);
    if (isCentral) view.setUint16(4, VERSION, true);
    view.setUint16(at, VERSION, true);
    view.setUint16(at + 2, UTF8, true);
    view.setUint16(at + 4, STORED, true);
    view.setUint16(at + 6, facts.stamp.time, true);
    view.setUint16(at + 8, facts.stamp.day, true);
    view.setUint32(at + 10, facts.crc, true);
    view.setUint32(at + 14, facts.bytes.length, true);
    view.setUint32(at + 18, facts.bytes.length, true);
    view.setUint16(at + 22, facts.name.length, true);
    if (isCentral) view.setUint32(42, facts.offset, true);
    bytes.set(facts.name, length);
    return bytes;
  }

  function ending(count, size, offset) {
    const bytes = new Uint8Array(END_LENGTH), view = new DataView(bytes.buffer);
    view.setUint32(0, END, true);
    view.setUint16(8, count, true);
    view.setUint16(10, count, true);
    view.setUint32(12, size, true);
    view.setUint32(16, offset, true);
    return bytes;
  }

  function joined(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }

  // ── reading ──

  /* What cannot or must not be read, by a code: zip-none, zip-damaged, zip-locked, zip-files, zip-size, zip-path,
     zip-method, zip-double. */
  function ZipError(code, name) {
    const error = new Error(name ? code + ": " + name : code);
    error.code = code;
    error.name = "ZipError";
    error.file = name || "";
    return error;
  }

  /* Promises the files of an archive, [{name, bytes}], folders left out; rejects with a ZipError, and then gives none. */
  async function read(bytes) {
    const entries = directoryOf(bytes), files = [];
    let left = MOST_BYTES;
    for (const entry of entries) {
      const content = await contentOf(bytes, entry, left);
      left -= content.length;
      files.push({ name: entry.name, bytes: content });
    }
    return files;
  }

  function directoryOf(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), end = endOf(view);
    const count = view.getUint16(end + 10, true), names = new Set(), entries = [];
    let at = view.getUint32(end + 16, true), sum = 0;
    if (count > MOST_FILES) throw ZipError("zip-files");
    for (let i = 0; i < count; i++) {
      if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw ZipError("zip-damaged");
      const entry = entryAt(bytes, view, at);
      at += entry.length;
      if (at > end) throw ZipError("zip-damaged");
      refuse(entry);
      if (names.has(entry.name.toLowerCase())) throw ZipError("zip-double", entry.name);
      names.add(entry.name.toLowerCase());
      sum += entry.size;
      if (sum > MOST_BYTES) throw ZipError("zip-size");
      if (!entry.name.endsWith("/")) entries.push(entry);
    }
    return entries;
  }

  function endOf(view) {
    for (let at = view.byteLength - END_LENGTH; at >= 0 && at >= view.byteLength - END_LENGTH - LONGEST_COMMENT; at--) {
      if (view.getUint32(at, true) === END) return at;
    }
    throw ZipError("zip-none");
  }

  function entryAt(bytes, view, at) {
    const nameLength = view.getUint16(at + 28, true), flags = view.getUint16(at + 8, true);
    const raw = bytes.subarray(at + 46, at + 46 + nameLength);
    return {
      flags: flags, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true),
      name: nameIn(raw, flags), length: 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
    };
  }

  /* Windows of China writes names in GBK and does not set the flag of UTF-8. */
  function nameIn(raw, flags) {
    if (flags & UTF8) return new TextDecoder("utf-8").decode(raw);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(raw);
    } catch (error) {
      return new TextDecoder("gb18030").decode(raw);
    }
  }

  function refuse(entry) {
    const name = entry.name;
    const isOutside = !name || /[\\:\x00-\x1f]/.test(name) || name.startsWith("/") || name.split("/").includes("..");
    if (isOutside) throw ZipError("zip-path", name);
    if (entry.flags & 1) throw ZipError("zip-locked", name);
    if (entry.method !== STORED && entry.method !== DEFLATED) throw ZipError("zip-method", name);
    if (entry.method === STORED && entry.packed !== entry.size) throw ZipError("zip-damaged", name);
    if (entry.size > 4096 && entry.size > entry.packed * WORST_RATIO) throw ZipError("zip-size", name);
  }

  async function contentOf(bytes, entry, left) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at = entry.offset;
    if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw ZipError("zip-damaged", entry.name);
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (start + entry.packed > bytes.length) throw ZipError("zip-damaged", entry.name);
    const packed = bytes.subarray(start, start + entry.packed);
    const content = entry.method === STORED ? packed.slice() : await inflated(packed, Math.min(entry.size, left), entry.name);
    if (content.length !== entry.size || crc32(content) !== entry.crc) throw ZipError("zip-damaged", entry.name);
    return content;
  }

  /* No more than *most* bytes are ever unpacked, whatever the archive says of itself. */
  async function inflated(packed, most, name) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      let chunk;
      try {
        chunk = await reader.read();
      } catch (error) {
        throw ZipError("zip-damaged", name);
      }
      if (chunk.done) return joined(parts);
      size += chunk.value.length;
      parts.push(chunk.value);
      if (size > most) {
        reader.cancel().catch(() => undefined);
        throw ZipError("zip-size", name);
      }
    }
  }

  return { write: write, read: read, crc32: crc32 };
})();
if (typeof module === "object") module.exports = QYPZip;
