/* The form as a whole: what is being written, its checking as one types, drafts, archives opened and made, what comes next. */
var QYPForm = (function () {
  "use strict";

  const NOBODY = "000000-0000-22222"; /* stands for the id while place and year are not known; rules.js has the same */
  /* What only the form can tell; all else comes from the table of messages. */
  const OWN_FAULTS = {
    "id-none": "事发日期和事发地编不出编号，没有生成。请重新写日期，重新选地方。",
    "zip-none": "它不是压缩包。", "zip-damaged": "压缩包不完整，请重新复制一次。", "zip-files": "压缩包里的文件太多，不是本页生成的。", "zip-size": "压缩包太大，不是本页生成的。",
    "zip-double": "压缩包里有两个同名的文件。", "zip-path": "压缩包里的文件要放到文件夹外面去，不能打开。", "zip-locked": "压缩包有密码，请先去掉密码。", "zip-method": "压缩包用了少见的压缩方法，请解开后重新压成 ZIP。",
  };
  const JUDGE_AFTER = 150, KEEP_AFTER = 600, MOST_TEXT = 64 * 1024;
  const { element } = QYPView;
  const at = (id) => document.getElementById(id);
  let data, state, judging = 0, keeping = 0, made = null;

  function start(told) {
    data = told;
    QYPRules.load(data);
    document.querySelectorAll("[data-online]").forEach((one) => { one.hidden = !location.protocol.startsWith("http"); });
    at("steps").append(...QYPView.titles().map((title, place) => element("li", {}, element("a", { href: place < 6 ? `#part-${place}` : "#finish" }, element("span", {}, "一二三四五六七"[place]), title, element("b", {})))));
    at("form").addEventListener("submit", (event) => event.preventDefault());
    at("open").addEventListener("click", () => at("open-file").click());
    at("open-file").addEventListener("change", (event) => { if (event.target.files[0]) open(event.target.files[0]); event.target.value = ""; });
    at("fresh").addEventListener("click", () => { keep(); begin(fresh()); at("form").focus(); });
    at("make").addEventListener("click", make);
    at("clear").addEventListener("click", clear);
    window.addEventListener("pagehide", keep);
    begin(fresh());
    document.documentElement.dataset.form = "ready";
  }

  // ── what is being written ──

  function fresh() {
    return { tree: { kind: "individual", added: today() }, id: "", isFixed: false, photo: null, photoTold: [], key: newKey(), isAsked: false, isDirty: false };
  }

  function newKey() { return `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`; }

  /* Today in UTC+8, by this computer's clock. */
  function today() { return new Date(Date.now() + 8 * 36e5).toISOString().slice(0, 10); }

  function begin(next) {
    state = next;
    made = null;
    at("done").hidden = true;
    drawForm();
    judge();
    showDrafts();
    at("clear").hidden = !QYPDraft.all().some((draft) => draft.key === state.key);
    at("saved").textContent = "草稿会自动存在这台电脑的浏览器里，关掉窗口也不丢。公用电脑请填完后清除。";
  }

  function drawForm() { QYPView.draw(at("form"), data, { get tree() { return state.tree; }, changed: changed }, { portrait: drawPhoto }); }

  function changed() {
    state.isDirty = true;
    clearTimeout(judging);
    clearTimeout(keeping);
    judging = setTimeout(judge, JUDGE_AFTER);
    keeping = setTimeout(keep, KEEP_AFTER);
  }

  // ── checking ──

  /* Return {tree, problems}: the profile as it would be stored, and all that is wrong with it. */
  function judged() {
    const tree = Object.assign({}, state.tree);
    identify(tree);
    if (state.photo) tree.portrait = Object.assign({}, tree.portrait, { file: `${state.id || NOBODY}.jpg` });
    else delete tree.portrait;
    const problems = [].concat(...QYPRules.check(tree, { id: state.id, today: today() }).map(spread), state.photoTold);
    if (!state.id && !problems.some(isError)) problems.push(sentence("id-none", {}, ["deed", "date"])); /* nothing is made without an id */
    return { tree: tree, problems: QYPView.inOrder(problems) };
  }

  /* A record that is missing as a whole is asked for field by field: here nobody writes braces. */
  function spread(problem) {
    const field = problem.code === "field-missing" && data.fields.find((one) => one.fields && one.name === problem.path.join("."));
    if (!field) return [problem];
    return field.fields.filter((one) => one.isRequired).map((one) => sentence(problem.code, { label: one.title, example: `${one.name}: ${one.example}` }, problem.path.concat(one.name)));
  }

  /* Give a new profile its id as soon as place and year are known; one that came from a file keeps its own. */
  function identify(tree) {
    if (state.isFixed) return;
    const deed = tree.deed || {}, year = QYPValues.yearOf(deed.date), isHidden = tree.visibility === "withheld";
    const region = deed.region ? QYPRegions.find(String(deed.region)) : null; /* found as the rules find it, whatever the year */
    if (!isHidden && !(year && region)) { state.id = ""; return; }
    const id = QYPRules.mintId(region ? region.code : "", year, tree.visibility || "named");
    if (id.slice(0, 12) !== state.id.slice(0, 12)) state.id = id;
  }

  function judge() {
    clearTimeout(judging);
    const verdict = judged();
    QYPView.tell(verdict.problems, state.isAsked);
    showProblems(verdict.problems);
    showSteps(verdict.problems);
    showId(verdict.problems);
    QYPPreview.draw(at("card"), data, QYPPreview.factsOf(QYPTree.filled(verdict.tree) || {}, data), state.photo && state.photo.picture);
    return verdict;
  }

  const isError = (problem) => problem.severity === "error";

  function showProblems(problems) {
    const box = at("problems"), errors = problems.filter(isError).length;
    box.hidden = !state.isAsked || (!problems.length && Boolean(made));
    if (box.hidden) return;
    box.classList.toggle("problems--clean", !errors);
    const words = errors ? `有 ${errors} 处要改` : problems.length ? `没有错误，有 ${problems.length} 处提醒` : "没有错误，可以生成了";
    const list = element("ol", {}, ...problems.map((problem) => element("li", { class: isError(problem) ? undefined : "mild" }, element("a", {
      href: "#form", onclick: (event) => { event.preventDefault(); QYPView.jump(problem.path); },
    }, element("b", {}, QYPView.nameOf(problem.path) || "档案"), problem.message, problem.remedy, element("small", {}, problem.code)))));
    box.replaceChildren(element("h2", { id: "problems-title" }, words), problems.length ? element("p", { class: "help" }, "点一条，就到那一项。") : "", list);
  }

  function showSteps(problems) {
    const marks = at("steps").querySelectorAll("b"), parts = Array.from(document.querySelectorAll("#form .part"));
    const count = parts.map(() => 0);
    if (state.isAsked) {
      for (const problem of problems.filter(isError)) {
        const control = at(`f-${problem.path.join(".")}`) || at(`e-${problem.path.join(".")}`) || at(`f-${problem.path[0]}`) || at(`e-${problem.path[0]}`);
        const part = control ? parts.indexOf(control.closest(".part")) : -1;
        if (part >= 0) count[part]++;
      }
    }
    count.forEach((number, place) => { marks[place].textContent = number ? `${number} 处要改` : ""; });
  }

  function showId(problems) {
    const line = at("id-line"), isWrong = state.isFixed && problems.some((problem) => ["withheld-id", "id-deed"].includes(problem.code));
    line.replaceChildren(state.id ? "编号：" : "写好事发地和日期，就有编号。", state.id ? element("code", {}, state.id) : "", state.isFixed ? "（沿用原来的编号）" : "");
    if (isWrong) line.append(element("button", { type: "button", class: "btn btn--plain", onclick: () => { state.isFixed = false; changed(); } }, "还没有公布过，换一个编号"));
  }

  // ── the photograph ──

  function drawPhoto(field, path) {
    return QYPPhoto.draw(field, path, { state: state, take: takePhoto, drop: () => { putPhoto(null, []); QYPTree.set(state.tree, path, undefined); redrawPhoto(); } });
  }

  function redrawPhoto() {
    const field = data.fields.find((one) => one.name === "portrait"), old = document.querySelector('[data-key="portrait"]'), fresh = drawPhoto(field, ["portrait"]);
    [fresh.dataset.key, fresh.dataset.generic] = ["portrait", "portrait"];
    old.replaceWith(fresh);
    changed();
    judge();
  }

  function putPhoto(photo, told) {
    [state.photo, state.photoTold] = [photo, told.map(([code, context]) => sentence(code, context))];
    state.isPhotoKept = false;
  }

  /* Take the photograph *file*; what is wrong with it stands beside the field, and the one before stays. */
  async function takePhoto(file) {
    const owner = state;
    QYPView.say("正在处理照片……");
    let photo = null, unfit = null;
    try {
      photo = await QYPPhoto.develop(file, data.photo);
    } catch (fault) {
      if (!(fault instanceof QYPPhoto.Unfit)) throw fault;
      unfit = fault;
    }
    if (owner !== state) return;
    if (photo) {
      putPhoto(photo, QYPPhoto.shortcomings(photo, file.name, data.photo));
      if (QYPTree.get(state.tree, ["portrait", "focus"])) QYPTree.set(state.tree, ["portrait", "focus"], undefined);
    } else state.photoTold = [sentence(unfit.code, unfit.context)].concat(state.photo ? state.photoTold.filter((one) => !isError(one)) : []);
    redrawPhoto();
    QYPView.touch(["portrait"]);
    at("f-portrait").focus({ preventScroll: true });
    QYPView.say(photo ? `照片已放好，${photo.picture.width}×${photo.picture.height} 像素。` : state.photoTold[0].message + state.photoTold[0].remedy);
  }

  /* One of the sentences of `check`. */
  function sentence(code, context, path = ["portrait"]) {
    const [text, remedy, severity] = data.messages[code] || [OWN_FAULTS[code] || code, "", "error"], filled = (template) => template.replace(/\{(\w+)\}/g, (_, word) => (context[word] === undefined ? "" : context[word]));
    return { path: path, code: code, message: filled(text), remedy: filled(remedy), severity: severity };
  }

  // ── drafts ──

  function keep() {
    clearTimeout(keeping);
    if (!state.isDirty) return;
    state.isDirty = false;
    const isKept = QYPDraft.save({ key: state.key, id: state.id, isFixed: state.isFixed, tree: state.tree, saved: new Date().toISOString() });
    const isPhotoKept = state.isPhotoKept || QYPDraft.savePhoto(state.key, state.photo && state.photo.bytes);
    state.isPhotoKept = isPhotoKept;
    const time = new Date().toTimeString().slice(0, 5);
    at("saved").textContent = !isKept ? "这个浏览器不让存草稿，关掉窗口就没有了：请填完再关。"
      : `${time} 草稿已存在这台电脑的浏览器里${isPhotoKept ? "" : "；照片太多，没有存下，下次要重新选"}。`;
    at("clear").hidden = !isKept;
    showDrafts();
  }

  /* Forget what is kept of this profile; what is on the screen stays until the window is closed. */
  function clear() {
    clearTimeout(keeping);
    state.isDirty = state.isPhotoKept = false;
    QYPDraft.remove(state.key);
    at("clear").hidden = true;
    at("saved").textContent = "这份草稿已清除。表里的内容还在，关掉窗口就没有了；再改动，又会存成草稿。";
    at("form").focus({ preventScroll: true });
    QYPView.say("这份草稿已清除。");
  }

  function showDrafts() {
    const drafts = QYPDraft.all().filter((draft) => draft.key !== state.key), box = at("drafts");
    box.hidden = !drafts.length;
    const isInside = box.contains(document.activeElement);
    box.replaceChildren(element("h2", { id: "drafts-title", tabindex: "-1" }, `这台电脑上有 ${drafts.length} 份没填完的草稿`), element("ul", {}, ...drafts.map((draft) => {
      const name = QYPTree.get(draft, ["tree", "name"]) || "还没有写姓名", when = new Date(draft.saved);
      const act = (words, done) => element("button", { type: "button", class: "tool", "aria-label": `${words}：${name}`, onclick: done }, words);
      return element("li", {}, element("span", {}, name, " ", element("small", {}, `${draft.id || "还没有编号"}，${when.getMonth() + 1}月${when.getDate()}日 ${when.toTimeString().slice(0, 5)}`)),
        act("继续填写", () => resume(draft)), act("删除", () => { QYPDraft.remove(draft.key); showDrafts(); QYPView.say(`已删除草稿：${name}。`); }));
    })), element("button", { type: "button", class: "btn", onclick: () => { drafts.forEach((draft) => QYPDraft.remove(draft.key)); showDrafts(); at("form").focus(); QYPView.say("草稿已全部清除。"); } }, "清除全部草稿"));
    if (isInside && !box.hidden) at("drafts-title").focus();
  }

  async function resume(draft) {
    keep();
    const { tree, strays } = QYPRules.known(draft.tree); /* it may have been kept by a form that had other fields */
    const bytes = QYPDraft.photoOf(draft.key), next = Object.assign(fresh(), { tree: tree, id: draft.id, isFixed: draft.isFixed, key: draft.key });
    if (bytes) next.photo = await QYPPhoto.opened(bytes);
    begin(Object.assign(next, { isPhotoKept: true }));
    if (strays.length) tellFault(leftOut(strays));
    at("form").focus();
    QYPView.say("已打开草稿。");
  }

  // ── opening what was made before ──

  async function open(file) {
    at("open-fault").hidden = true;
    try {
      const { id, text, photo } = /\.zip$/i.test(file.name) ? await unpacked(file) : { id: idOf(file.name), text: await textOf(file), photo: null };
      const { tree, strays, isPictured } = admitted(QYPYaml.read(text));
      const next = Object.assign(fresh(), { tree: tree, id: id, isFixed: Boolean(id), isAsked: true, isDirty: true });
      if (photo) next.photo = await QYPPhoto.opened(photo);
      keep();
      next.key = draftKey(next);
      begin(next);
      const notices = [];
      if (isPictured && !photo) notices.push("打开的只是档案，没有照片。要保留原来的照片，请在“照片”一项重新选它，或打开压缩包。");
      if (strays.length) notices.push(leftOut(strays));
      if (id && QYPDraft.all().some((draft) => draft.id === id && draft.key !== next.key)) notices.push("这台电脑上还有这个编号的草稿，与打开的不同，仍留在草稿里。");
      if (notices.length) tellFault(notices.join(""));
      at(state.isAsked && !at("problems").hidden ? "problems" : "form").focus();
      QYPView.say("已打开档案。");
    } catch (problem) {
      tellFault(explained(problem, file));
    }
  }

  /* {tree, strays, isPictured} of what was *read*: its canonical form as far as that can be told, what was left out of it,
     and whether it names a photograph. */
  function admitted(read) {
    const { tree, strays } = QYPRules.known(QYPRules.ofThisVersion(QYPRules.normal(read))), isPictured = Boolean(QYPTree.get(tree, ["portrait", "file"]));
    if (isPictured) delete tree.portrait.file;
    return { tree: tree, strays: strays, isPictured: isPictured };
  }

  /* Names what was left out together with what it said, so that it can be copied to where it belongs. */
  function leftOut(strays) {
    const words = strays.map(({ path, value }) => {
      const above = QYPView.nameOf(path.slice(0, -1)), said = typeof value === "object" ? JSON.stringify(value) : value;
      return `${above ? `“${above}”里的` : ""}“${QYPCharacters.shown(path[path.length - 1])}”写的是“${QYPCharacters.shown(said)}”`;
    });
    return `下列各项表里放不下，没有收进来：${words.join("；")}。要留的内容，请抄到合适的项里。`;
  }

  /* Under which key *opened* is kept: its id, that of the draft that says the same, or a new one; never that of a draft
     that says something else, which would be overwritten. */
  function draftKey(opened) {
    const drafts = QYPDraft.all(), same = drafts.find((draft) => draft.id === opened.id && isSame(draft, opened));
    if (same) return same.key;
    return opened.id && !drafts.some((draft) => draft.key === opened.id) ? opened.id : newKey();
  }

  function isSame(draft, opened) {
    const bytes = (photo) => String(photo || "");
    return canonical(draft.tree) === canonical(opened.tree) && bytes(QYPDraft.photoOf(draft.key)) === bytes(opened.photo && opened.photo.bytes);
  }

  function canonical(tree) { return QYPYaml.write(QYPRules.normal(tree)); }

  const idOf = (name) => (/(\d{6}-\d{4}-[23456789a-hjkmnp-z]{5})/.exec(name) || ["", ""])[1];

  async function textOf(file) {
    if (file.size > MOST_TEXT) throw new Error("这个文件太大，不是档案。");
    return decode(new Uint8Array(await file.arrayBuffer()));
  }

  function decode(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/^\ufeff/, "");
    } catch {
      throw new Error("文件不是 UTF-8 编码。请用记事本“另存为”，编码选 UTF-8。");
    }
  }

  async function unpacked(file) {
    const files = await QYPZip.read(new Uint8Array(await file.arrayBuffer()));
    const profiles = files.filter((one) => /(^|\/)[^/]+\.ya?ml$/i.test(one.name));
    if (profiles.length !== 1) throw new Error(profiles.length ? "压缩包里有几份档案，请解开后一份一份地打开。" : "压缩包里没有档案。请打开本页生成的压缩包。");
    const id = idOf(profiles[0].name), photo = files.find((one) => one.name.endsWith(`${id}.jpg`) || one.name.endsWith(`${id}.jpeg`));
    return { id: id, text: decode(profiles[0].bytes), photo: photo ? photo.bytes : null };
  }

  function explained(problem, file) {
    if (!problem.code) return `打不开“${file.name}”：${problem.message}`;
    const { message, remedy } = sentence(problem.code, problem.context || {});
    return `打不开“${file.name}”：${problem.line ? `第 ${problem.line} 行，` : ""}${message}${remedy}`;
  }

  function tellFault(words) {
    at("open-fault").textContent = words;
    at("open-fault").hidden = false;
  }

  // ── making the archive ──

  function make() {
    state.isAsked = true;
    const { tree, problems } = judge();
    if (problems.some(isError)) {
      at("problems").focus();
      at("problems").scrollIntoView({ block: "start" });
      return;
    }
    const id = state.id, folder = `heroes/${id.slice(0, 2)}`, files = [{ name: `${folder}/${id}.yaml`, bytes: new TextEncoder().encode(canonical(tree)) }];
    if (state.photo) files.push({ name: `${folder}/${id}.jpg`, bytes: state.photo.bytes });
    made = { id: id, files: files, zip: QYPZip.write(files, { date: new Date() }), tree: QYPRules.normal(tree) };
    save(`${id}.zip`, made.zip, "application/zip");
    showProblems(problems);
    QYPNext.show(at("done"), made, data, save);
    at("done").focus({ preventScroll: true });
    at("done").scrollIntoView({ block: "start" });
    state.isDirty = true;
    keep();
  }

  function save(name, bytes, kind) {
    const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type: kind })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  return { start: start, takePhoto: takePhoto };
})();
