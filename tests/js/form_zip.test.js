/* theme/form/zip.js: what it writes other programs read, what it reads is counted before it is unpacked. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");
const zlib = require("node:zlib");

const zip = require(path.join(__dirname, "..", "..", "theme", "form", "zip.js"));

const bytes = (text) => new TextEncoder().encode(text);
const day = { date: new Date(Date.UTC(2026, 10, 23, 4, 5, 6)) };

/* An archive of *entries*, [{name, content, method, size, crc, flags}], as another program, or an attacker, would write it. */
function archive(entries) {
  const parts = [], directory = [];
  let offset = 0;
  for (const entry of entries) {
    const name = entry.rawName || bytes(entry.name), content = entry.content || bytes("");
    const packed = entry.method === 8 ? new Uint8Array(zlib.deflateRawSync(content)) : content;
    const size = entry.size === undefined ? content.length : entry.size, crc = entry.crc === undefined ? zip.crc32(content) : entry.crc;
    const flags = entry.flags === undefined ? 0x800 : entry.flags;
    const local = new DataView(new ArrayBuffer(30)), central = new DataView(new ArrayBuffer(46));
    local.setUint32(0, 0x04034b50, true); central.setUint32(0, 0x02014b50, true);
    for (const [view, at] of [[local, 4], [central, 6]]) {
      view.setUint16(at + 2, flags, true); view.setUint16(at + 4, entry.method || 0, true); view.setUint32(at + 10, crc, true);
      view.setUint32(at + 14, packed.length, true); view.setUint32(at + 18, size, true); view.setUint16(at + 22, name.length, true);
    }
    central.setUint32(42, offset, true);
    parts.push(new Uint8Array(local.buffer), name, packed);
    directory.push(new Uint8Array(central.buffer), name);
    offset += 30 + name.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22)), length = directory.reduce((sum, part) => sum + part.length, 0);
  end.setUint32(0, 0x06054b50, true); end.setUint16(10, entries.length, true); end.setUint32(12, length, true); end.setUint32(16, offset, true);
  return new Uint8Array(Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer)]));
}

async function refusal(content) {
  try {
    await zip.read(content);
  } catch (error) {
    return error.code;
  }
  return null;
}

test("files come back as they went in, and the same files make the same bytes", async () => {
  const files = [{ name: "heroes/32/320500-2024-aaaaa.yaml", bytes: bytes("name: 测试甲\n") }, { name: "说明.txt", bytes: bytes("") }];
  const written = zip.write(files, day);
  assert.deepEqual(await zip.read(written), files);
  assert.deepEqual(zip.write(files, day), written);
  const view = new DataView(written.buffer);
  assert.equal(view.getUint16(6, true), 0x800, "names are UTF-8");
  assert.equal(view.getUint16(12, true), ((2026 - 1980) << 9) | (11 << 5) | 23);
  assert.equal(zip.crc32(bytes("123456789")), 0xcbf43926);
});

test("what other programs deflate is read, folders and names in GBK too", async () => {
  const content = bytes(Array.from({ length: 3000 }, (_, i) => "测" + i).join());
  const read = await zip.read(archive([
    { name: "a/", content: bytes("") }, { name: "a/b.yaml", content: content, method: 8 },
    { rawName: new Uint8Array([0xd5, 0xc5, 0x2e, 0x6a, 0x70, 0x67]), content: bytes("x"), flags: 0 },
  ]));
  assert.deepEqual(read.map((file) => file.name), ["a/b.yaml", "张.jpg"]);
  assert.deepEqual(read[0].bytes, content);
});

test("a comment behind the archive and an array that begins elsewhere do no harm", async () => {
  const written = archive([{ name: "a", content: bytes("b") }]), longer = new Uint8Array(written.length + 7);
  longer.set(written, 7);
  assert.equal((await zip.read(longer.subarray(7)))[0].name, "a");
});

test("paths that lead elsewhere are refused", async () => {
  for (const name of ["../a", "a/../../b", "/a", "C:/a", "a\\b", "..", "a\u0000b", ""]) {
    assert.equal(await refusal(archive([{ name: name, content: bytes("x") }])), "zip-path", name);
  }
});

test("too many, too much and two of one name are refused before anything is unpacked", async () => {
  const many = Array.from({ length: 51 }, (_, i) => ({ name: "f" + i, content: bytes("x") }));
  assert.equal(await refusal(archive(many)), "zip-files");
  assert.equal(await refusal(archive(many.slice(0, 50))), null);
  assert.equal(await refusal(archive([{ name: "A.jpg", content: bytes("x") }, { name: "a.JPG", content: bytes("y") }])), "zip-double");
  const large = new Uint8Array(21 * 1024 * 1024), crc = zip.crc32(large);
  const three = Array.from({ length: 3 }, (_, i) => ({ name: "f" + i, content: large, crc: crc }));
  assert.equal(await refusal(archive(three)), "zip-size");
  assert.equal(await refusal(archive(three.slice(1))), null);
});

test("a bomb is refused by what it says, and by what it does", async () => {
  const bomb = new Uint8Array(8 * 1024 * 1024);
  assert.equal(await refusal(archive([{ name: "a", content: bomb, method: 8 }])), "zip-size");
  assert.equal(await refusal(archive([{ name: "a", content: bomb, method: 8, size: 100 }])), "zip-size", "it lies about its size");
});

test("what is damaged, locked or packed otherwise is refused", async () => {
  assert.equal(await refusal(bytes("no archive at all, but long enough to be one")), "zip-none");
  assert.equal(await refusal(new Uint8Array()), "zip-none");
  assert.equal(await refusal(archive([{ name: "a", content: bytes("x"), crc: 1 }])), "zip-damaged");
  assert.equal(await refusal(archive([{ name: "a", content: bytes("x"), flags: 0x801 }])), "zip-locked");
  assert.equal(await refusal(archive([{ name: "a", content: bytes("x"), method: 12 }])), "zip-method");
  assert.equal(await refusal(archive([{ name: "a", content: bytes("x"), size: 5 }])), "zip-damaged");
  const whole = archive([{ name: "a", content: bytes("some words to be packed"), method: 8 }]), end = whole.slice(-22);
  const broken = whole.slice(); broken.fill(255, 31, 40);
  assert.equal(await refusal(broken), "zip-damaged");
  assert.equal(await refusal(end), "zip-damaged", "the directory is missing");
  for (let length = 0; length < whole.length; length++) assert.ok(await refusal(whole.slice(0, length)), "cut at " + length);
});
