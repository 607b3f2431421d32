/* The last step: where the archive is, and the ways on which it goes from here. */
var QYPNext = (function () {
  "use strict";

  /* Show in *box* what to do with *made*, {id, files, zip, tree}; *save* stores a file once more. */
  function show(box, made, data, save) {
    const { element } = QYPView, isHidden = made.tree.visibility && made.tree.visibility !== "named";
    const button = (words, act, isMain) => element("button", { type: "button", class: isMain ? "btn btn--main" : "btn", onclick: act }, words);
    const again = made.files.map((file) => button(file.name.endsWith(".yaml") ? "单独保存档案" : "单独保存照片", () => save(file.name.split("/").pop(), file.bytes, "application/octet-stream")));
    box.replaceChildren(
      element("h2", { id: "done-title" }, `已生成 ${made.id}.zip`),
      element("p", {}, "压缩包在浏览器的“下载”文件夹里（按 Ctrl+J 可以看到）。里面有：", ...made.files.map((file, place) => element("code", {}, `${place ? " " : ""}${file.name}`)), "。以后要改，回到本页打开这个压缩包。"),
      element("div", { class: "buttons" }, button("再保存一次", () => save(`${made.id}.zip`, made.zip, "application/zip")), ...again),
      element("h3", {}, "下一步：发给维护者"), ...toMaintainer(made, data, button), ...(data.submission ? toPlatform(made, data.submission, isHidden) : []));
    box.hidden = false;
  }

  function toMaintainer(made, data, button) {
    const { element } = QYPView, words = element("textarea", { readonly: true, rows: "8", "aria-label": "发给维护者的话", value: letter(made, data) }), told = element("span", { class: "help", "aria-live": "polite" });
    const copy = async () => {
      words.select();
      let isCopied = false;
      try {
        await navigator.clipboard.writeText(words.value);
        isCopied = true;
      } catch {
        isCopied = document.execCommand("copy");
      }
      told.textContent = isCopied ? "已复制。" : "没有复制成功，请按 Ctrl+C。";
    };
    const contact = data.site.contact ? `维护者：${data.site.contact}。` : "";
    return [element("p", {}, `把压缩包作为附件，用邮件或微信发给维护者，附上下面的话。不需要任何账号。${contact}`), words,
      element("div", { class: "buttons" }, button("复制这段话", copy, true), told)];
  }

  function letter(made, data) {
    const { tree, id } = made, deed = tree.deed, year = QYPValues.yearOf(deed.date), place = QYPRegions.find(String(deed.region), year);
    const isOpen = !tree.visibility || tree.visibility === "named";
    const lines = [`您好！现提交${data.site.name}的档案一份，见附件 ${id}.zip。`, `编号：${id}`];
    if (isOpen) {
      lines.push(`姓名：${tree.name}`, `事迹：${QYPPreview.spoken(deed.date)}，${place ? QYPRegions.fullName(place.code, year) : deed.region}`);
    } else lines.push("这份档案不公开真名，请勿转发。");
    return lines.concat(`内含：档案 1 份${made.files.length > 1 ? "，照片 1 张" : ""}。`, "提交单位、提交人：").join("\n");
  }

  function toPlatform(made, submission, isHidden) {
    const { element } = QYPView, heading = element("h3", {}, `或者：提交到 ${submission.platform}`);
    if (isHidden) return [heading, element("p", { class: "warn" }, "这份档案不公开真名，而提交上去的文件人人可见：请发给维护者，不要提交到代码托管平台。")];
    const folder = made.id.slice(0, 2), steps = submission.steps.map((step) => element("li", {}, step.replaceAll("{folder}", folder)));
    return [heading,
      element("p", { class: "warn" }, element("b", {}, "提交以后人人可见，删掉了历史里也还在。"), "请再看一遍：有没有电话、住址、证件号码，有没有不愿公开的人。"),
      element("ol", { class: "how" }, ...steps),
      element("div", { class: "buttons" }, element("a", { class: "btn btn--main", href: submission.address.replaceAll("{folder}", folder), target: "_blank", rel: "noopener noreferrer" }, `打开 ${submission.platform} 的上传页`))];
  }

  return { show: show };
})();
