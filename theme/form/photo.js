/* Takes a photograph: looks at its head, turns it upright, cuts it to at most 1600 pixels and stores it as a JPEG that
   says nothing else, no place and no time. Refuses what `check` would refuse, in the same words. */
var QYPPhoto = (function () {
  "use strict";

  const SIDE = 1600, QUALITY = 0.9, KINDS = [
    [/^\x89PNG/, "PNG"], [/^RIFF....WEBP/s, "WebP"], [/^\xff\xd8\xff/, "JPEG"], [/^GIF8/, "GIF 动图"], [/^BM/, "BMP 图片"],
    [/^(?:II\*\0|MM\0\*)/, "TIFF 图片"], [/^%PDF/, "PDF 文件"], [/^PK/, "压缩包或 Office 文件"], [/^\xd0\xcf\x11\xe0/, "Word 或 WPS 文件"],
    [/^....ftyp(?:hei|hev|mif|msf)/s, "HEIC 照片"], [/^....ftypavi/s, "AVIF 图片"], [/^....ftyp/s, "视频"],
  ];

  class Unfit extends Error {
    constructor(code, context) {
      super(code);
      [this.code, this.context] = [code, context];
    }
  }

  /* Return {bytes, picture, width, height}, width and height of the original, upright. Rejects with Unfit. */
  async function develop(file, limits) {
    if (file.size > limits.bytes) throw new Unfit("photo-bytes", { photo: file.name, size: Math.floor(file.size / 1e6), limit: limits.bytes / 1e6 });
    refuse(new Uint8Array(await file.arrayBuffer()), file, limits);
    const image = await decoded(file);
    const width = image.naturalWidth, height = image.naturalHeight;
    if (width * height > limits.pixels) throw new Unfit("photo-pixels", { photo: file.name });
    const scale = Math.min(1, SIDE / Math.max(width, height)), canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return { bytes: new Uint8Array(await blob.arrayBuffer()), picture: canvas, width: width, height: height };
  }

  /* Return a stored photograph as it is, for one that comes back from an archive or a draft. */
  async function opened(bytes) {
    const image = await decoded(new Blob([bytes], { type: "image/jpeg" })), canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    canvas.getContext("2d").drawImage(image, 0, 0);
    URL.revokeObjectURL(image.src);
    return { bytes: bytes, picture: canvas, width: canvas.width, height: canvas.height };
  }

  async function decoded(blob) {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    try {
      await image.decode();
    } catch {
      URL.revokeObjectURL(image.src);
      throw new Unfit("photo-damaged", { photo: blob.name || "照片" });
    }
    return image;
  }

  // ── the file, before it is decoded: browsers show half a photograph without a word ──

  function refuse(bytes, file, limits) {
    const start = words(bytes, 0, 16), kind = (KINDS.find((one) => one[0].test(start)) || [0, "别的文件"])[1];
    if (!["PNG", "WebP", "JPEG"].includes(kind)) throw new Unfit("photo-format", { photo: file.name, guess: kind });
    const view = new DataView(bytes.buffer), { width, height, isFilm, isWhole } = { PNG: ofPng, WebP: ofWebp, JPEG: ofJpeg }[kind](view, bytes);
    if (isFilm) throw new Unfit("photo-animated", { photo: file.name });
    if (width * height > limits.pixels) throw new Unfit("photo-pixels", { photo: file.name });
    if (!isWhole) throw new Unfit("photo-damaged", { photo: file.name });
  }

  const words = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

  function ofPng(view, bytes) {
    const found = { width: 0, height: 0, isFilm: false, isWhole: false };
    for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
      const chunk = words(bytes, at + 4, at + 8);
      if (chunk === "IHDR" && at + 16 <= bytes.length) [found.width, found.height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      if (chunk === "acTL") found.isFilm = true;
      if (chunk === "IEND") return Object.assign(found, { isWhole: true });
    }
    return found;
  }

  function ofWebp(view, bytes) {
    const isWhole = bytes.length >= 30 && bytes.length >= view.getUint32(4, true) + 8;
    if (!isWhole || words(bytes, 12, 16) !== "VP8X") return { width: 0, height: 0, isFilm: false, isWhole: isWhole };
    const three = (at) => view.getUint16(at, true) + (bytes[at + 2] << 16) + 1;
    return { width: three(24), height: three(27), isFilm: Boolean(bytes[20] & 2), isWhole: true };
  }

  /* ITU-T T.81, B.1.1.4 and B.2.2: segments tell their length; behind the first scan only an end of image has its mark. */
  function ofJpeg(view, bytes) {
    const found = { width: 0, height: 0, isFilm: false, isWhole: false };
    for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
      const marker = bytes[at + 1];
      if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) [found.height, found.width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      if (marker === 0xda) return Object.assign(found, { isWhole: hasEnd(bytes, at) });
      at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
    }
    return found;
  }

  function hasEnd(bytes, from) {
    if (bytes[bytes.length - 2] === 0xff && bytes[bytes.length - 1] === 0xd9) return true;
    for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === 0xd9) return true;
    return false;
  }

  // ── what is told ──

  /* Warnings of a photograph that will not look well: [code, context]. */
  function shortcomings(photo, name, limits) {
    const { width, height } = photo, context = { photo: name, width: width, height: height, least: limits.side };
    if (Math.max(width, height) > limits.slender * Math.min(width, height)) return [["photo-shape", context]];
    return Math.min(width, height) < limits.side ? [["photo-small", context]] : [];
  }

  // ── the field ──

  /* Draw the field “肖像”: a place to drop a file, then the photograph with its focus, and whose it is. *shared* has
     `state`, `take(file)`, `drop()`, `changed()`. */
  function draw(field, path, shared) {
    const { element } = QYPView, input = element("input", { type: "file", class: "vh", id: "photo-file", accept: "image/jpeg,image/png,image/webp", tabindex: "-1", "aria-hidden": "true" });
    const pick = element("button", { type: "button", class: "btn", id: `f-${path.join(".")}`, "aria-describedby": "h-portrait e-portrait", onclick: () => input.click() }, shared.state.photo ? "换一张" : "选择照片");
    const made = element("div", { class: "field" });
    const drop = element("div", { class: "drop" }, pick, element("p", { class: "help", id: "h-portrait" }, "也可以把照片拖到这里。JPEG、PNG、WebP 都可以；会自动转正、缩到 1600 像素以内，并去掉拍摄时间和地点。没有取得许可的照片不要放；没有照片的，以姓名代替。"));
    input.addEventListener("change", () => { if (input.files[0]) shared.take(input.files[0]); });
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("drop--over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files[0]) shared.take(event.dataTransfer.files[0]);
      });
    }
    made.append(drop, input, QYPView.faults("portrait"));
    if (shared.state.photo) made.append(view(field, path, shared));
    return made;
  }

  function view(field, path, shared) {
    const { element, read, write } = QYPView, focus = field.fields.find((one) => one.shape === "focus"), own = path.concat(focus.name);
    const canvas = element("canvas", {}), picture = shared.state.photo.picture, dot = element("span", { class: "photo__focus" });
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "照片");
    const frame = element("div", { class: "photo__view" }, canvas, dot), axes = ["横", "竖"].map((name) => element("input", {
      type: "range", min: "0", max: "100", "aria-label": `${focus.title}，${name}`, "aria-describedby": `h-${own.join(".")} e-${own.join(".")}`,
    }));
    const at = () => (read(own) || focus.default).map(Number);
    const show = () => {
      const [across, down] = at();
      [axes[0].value, axes[1].value] = [String(Math.round(across * 100)), String(Math.round(down * 100))];
      dot.style.left = `calc(${across * 100}% + ${4 - across * 8}px)`;
      dot.style.top = `calc(${down * 100}% + ${4 - down * 8}px)`;
    };
    const put = (across, down) => { write(own, [across, down].map((part) => String(Math.min(1, Math.max(0, Math.round(part * 100) / 100))))); show(); };
    canvas.addEventListener("click", (event) => put(event.offsetX / canvas.clientWidth, event.offsetY / canvas.clientHeight));
    axes.forEach((axis) => axis.addEventListener("input", () => put(axes[0].value / 100, axes[1].value / 100)));
    show();
    const turn = (words, act) => element("button", { type: "button", class: "btn", onclick: act }, words);
    const place = QYPView.several(focus, own, ...axes.map((axis, number) => element("label", { class: "axis" }, ["横", "竖"][number], axis)));
    [place.dataset.key, place.dataset.generic, place.dataset.title] = [own.join("."), own.join("."), focus.title];
    place.querySelector(".help").textContent = "点照片上的脸，裁成卡片时就不会切掉；也可以拖下面两条。";
    const words = element("div", {}, place, ...QYPView.drawn(field.fields.filter((one) => one !== focus), path), element("div", { class: "field buttons" }, turn("不用照片", shared.drop)));
    return element("div", { class: "photo" }, frame, words);
  }

  return { develop: develop, opened: opened, shortcomings: shortcomings, draw: draw, Unfit: Unfit };
})();
