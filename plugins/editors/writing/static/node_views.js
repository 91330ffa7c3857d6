// How a photo, and a part that is kept as it is, look while an article is edited.
import { button, choose, element, freshId, labelled } from "./elements.js";
import { canBeEdited } from "./photos.js";

/**
 * Return the view of photos: the picture, its description, and below it the caption and the credit, which are text of the editor.
 *
 * `tools` are what can be done with a photo: `edit` returns the name of the one that comes of it, `lead` makes it the article's lead photo.
 */
export function photoView(address, tools) {
  return ({ node, getPos, editor }) => {
    let current = node;
    const picture = element("img", { class: "photo__picture", draggable: "true" });
    const alt = element("input", { type: "text", class: "input", maxlength: "500", autocomplete: "off" });
    const remove = button("Bỏ ảnh", () => editor.chain().deleteRange({ from: getPos(), to: getPos() + current.nodeSize }).focus().run());
    const edit = button("Cắt, xoay…", async () => {
      const src = await tools.edit(current.attrs.src);
      // Meanwhile the photo may have been taken out, or moved.
      if (src && editor.state.doc.nodeAt(getPos() ?? -1)?.type === current.type) set("src", src);
      edit.focus();
    });
    const lead = button("Dùng làm ảnh đại diện", () => tools.lead(current));
    const bar = element("div", { class: "photo__tools" }, edit, lead, remove);
    const side = element("div", { class: "photo__side", contenteditable: "false" }, labelled("Mô tả cho người không nhìn thấy", alt), bar);
    const words = element("div", { class: "photo__words" });
    const dom = element("figure", { class: "photo" }, element("div", { contenteditable: "false" }, picture), side, words);

    function show() {
      const place = current.attrs.src ? address(current.attrs.src) : "";
      if (picture.getAttribute("src") !== place) picture.setAttribute("src", place);
      picture.alt = current.attrs.alt;
      // What is being composed must not be written over.
      if (document.activeElement !== alt) alt.value = current.attrs.alt;
      side.classList.toggle("photo__side--wanting", !current.attrs.alt);
      edit.hidden = !canBeEdited(current.attrs.src);
    }

    function set(name, value) {
      editor.commands.command(({ tr }) => {
        tr.setNodeAttribute(getPos(), name, value);
        return true;
      });
    }

    alt.addEventListener("input", () => set("alt", alt.value));
    show();
    return {
      dom,
      contentDOM: words,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        show();
        return true;
      },
      stopEvent: (event) => side.contains(event.target),
      ignoreMutation: (change) => change.type !== "selection" && !words.contains(change.target),
    };
  };
}

/** Ask what is to be done with a picture that stands in a line; returns its new attributes, "bo" to take it out, null for nothing. */
async function askForPicture(attrs, tools) {
  const alt = element("input", { class: "input", type: "text", maxlength: "500", autocomplete: "off", value: attrs.alt });
  const choices = [["", "Thôi"], ["bo", "Bỏ ảnh"], ...(canBeEdited(attrs.src) ? [["cat", "Cắt, xoay…"]] : []), ["xong", "Xong", "primary"]];
  const answer = await choose("Ảnh trong dòng", labelled("Mô tả cho người không nhìn thấy", alt), choices);
  if (!answer || answer === "bo") return answer || null;
  const words = { ...attrs, alt: alt.value.trim() };
  return answer === "cat" ? { ...words, src: (await tools.edit(attrs.src)) || attrs.src } : words;
}

/** Return the view of pictures that stand in a line, as in the cell of a table; Enter or a click opens what can be done. */
export function pictureView(address, tools) {
  return ({ node, getPos, editor }) => {
    let current = node;
    const picture = element("img", { class: "line-picture__picture", draggable: "false" });
    const open = element("button", { type: "button", class: "line-picture", contenteditable: "false" }, picture);

    function show() {
      const place = current.attrs.src ? address(current.attrs.src) : "";
      if (picture.getAttribute("src") !== place) picture.setAttribute("src", place);
      picture.alt = `Ảnh: ${current.attrs.alt || "chưa có mô tả"}. Sửa…`;
      open.classList.toggle("line-picture--wanting", !current.attrs.alt);
    }

    open.addEventListener("click", async () => {
      const wanted = await askForPicture(current.attrs, tools);
      const place = getPos();
      if (!wanted || editor.state.doc.nodeAt(place ?? -1)?.type !== current.type) return;
      if (wanted === "bo") editor.chain().deleteRange({ from: place, to: place + 1 }).focus().run();
      else editor.commands.command(({ tr }) => Boolean(tr.setNodeMarkup(place, null, wanted, current.marks)));
    });
    show();
    return {
      dom: open,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        show();
        return true;
      },
      stopEvent: (event) => event.type === "click" || event.type === "keydown",
      ignoreMutation: () => true,
    };
  };
}

/** Return the view of boxes that readers open and close: open here, with what can be done above. */
export function foldView() {
  return ({ node, getPos, editor }) => {
    let current = node;
    const words = element("div", { class: "fold__words" });
    const open = element("input", { type: "checkbox", id: freshId("mo-san") });
    const unbox = button("Bỏ khung, giữ chữ", () => {
      const place = getPos();
      const [title, ...inside] = [...current.content.content];
      const line = editor.schema.nodes.paragraph.create(null, title.content);
      editor.chain().focus().command(({ tr }) => Boolean(tr.replaceWith(place, place + current.nodeSize, title.content.size ? [line, ...inside] : inside))).run();
    });
    const bar = element("div", { class: "fold__bar", contenteditable: "false" }, element("span", {}, "Khung bấm mới mở. "), open, element("label", { for: open.id }, "Mở sẵn"), unbox);
    const dom = element("div", { class: "fold" }, bar, words);

    function show() {
      open.checked = current.attrs.open;
    }

    open.addEventListener("change", () => {
      editor.commands.command(({ tr }) => Boolean(tr.setNodeAttribute(getPos(), "open", open.checked)));
    });
    show();
    return {
      dom,
      contentDOM: words,
      update(next) {
        if (next.type !== current.type) return false;
        current = next;
        show();
        return true;
      },
      stopEvent: (event) => bar.contains(event.target),
      ignoreMutation: (change) => change.type !== "selection" && !words.contains(change.target),
    };
  };
}

/** Return the view of parts that are kept as they are. */
export function keptView(address, openSource) {
  return ({ node, getPos, editor }) => {
    const shown = element("div", { class: "kept__shown" });
    shown.innerHTML = node.attrs.html;
    for (const one of shown.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of shown.querySelectorAll("a, [tabindex], summary")) one.setAttribute("tabindex", "-1");
    for (const one of shown.querySelectorAll("img")) {
      const name = one.getAttribute("src") || "";
      if (name && !/^(?:https?:|data:|blob:|\/\/)/.test(name)) one.setAttribute("src", address(name));
    }
    shown.addEventListener("click", (event) => event.preventDefault());
    const open = button("Sửa ở dạng mã nguồn", () => openSource(node.attrs.line));
    const remove = button("Bỏ phần này", () => editor.chain().deleteRange({ from: getPos(), to: getPos() + 1 }).focus().run());
    const bar = element("p", { class: "kept__bar" }, "Phần này giữ nguyên như trong tệp. ", open, " ", remove);
    const dom = element("div", { class: "kept", contenteditable: "false" }, bar, shown);
    return { dom, stopEvent: (event) => bar.contains(event.target), ignoreMutation: () => true };
  };
}
