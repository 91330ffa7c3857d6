// How a photo, and a picture in a line, look while an article is edited.
import { button, choose, element, labelled } from "./elements.js";
import { setAttribute, viewOf } from "./node_views.js";
import { canBeEdited } from "./photos.js";

/**
 * Return the view of photos: the picture, its description, and below it the caption and the credit, which are text of the editor.
 *
 * `tools` are what can be done with a photo: `edit` returns the name of the one that comes of it, `lead` makes it the article's lead photo.
 */
export function photoView(address, tools) {
  return ({ node, getPos, editor }) => {
    const held = { node };
    const picture = element("img", { class: "photo__picture", draggable: "true" });
    const alt = element("input", { type: "text", class: "input", maxlength: "500", autocomplete: "off" });
    const remove = button("Bỏ ảnh", () => editor.chain().deleteRange({ from: getPos(), to: getPos() + held.node.nodeSize }).focus().run());
    const edit = button("Cắt, xoay…", async () => {
      const src = await tools.edit(held.node.attrs.src);
      // Meanwhile the photo may have been taken out, or moved.
      if (src && editor.state.doc.nodeAt(getPos() ?? -1)?.type === held.node.type) set("src", src);
      edit.focus();
    });
    const lead = button("Dùng làm ảnh đại diện", () => tools.lead(held.node));
    const bar = element("div", { class: "photo__tools" }, edit, lead, remove);
    const side = element("div", { class: "photo__side", contenteditable: "false" }, labelled("Mô tả cho người không nhìn thấy", alt), bar);
    const words = element("div", { class: "photo__words" });
    const dom = element("figure", { class: "photo" }, element("div", { contenteditable: "false" }, picture), side, words);

    function show() {
      const place = held.node.attrs.src ? address(held.node.attrs.src) : "";
      if (picture.getAttribute("src") !== place) picture.setAttribute("src", place);
      picture.alt = held.node.attrs.alt;
      // What is being composed must not be written over.
      if (document.activeElement !== alt) alt.value = held.node.attrs.alt;
      side.classList.toggle("photo__side--wanting", !held.node.attrs.alt);
      edit.hidden = !canBeEdited(held.node.attrs.src);
    }

    const set = (name, value) => setAttribute(editor, getPos(), name, value);

    alt.addEventListener("input", () => set("alt", alt.value));
    return viewOf(held, { dom, words, show, isOwn: (event) => side.contains(event.target) });
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
    const held = { node };
    const picture = element("img", { class: "line-picture__picture", draggable: "false" });
    const open = element("button", { type: "button", class: "line-picture", contenteditable: "false" }, picture);

    function show() {
      const place = held.node.attrs.src ? address(held.node.attrs.src) : "";
      if (picture.getAttribute("src") !== place) picture.setAttribute("src", place);
      picture.alt = `Ảnh: ${held.node.attrs.alt || "chưa có mô tả"}. Sửa…`;
      open.classList.toggle("line-picture--wanting", !held.node.attrs.alt);
    }

    open.addEventListener("click", async () => {
      const wanted = await askForPicture(held.node.attrs, tools);
      const place = getPos();
      if (!wanted || editor.state.doc.nodeAt(place ?? -1)?.type !== held.node.type) return;
      if (wanted === "bo") editor.chain().deleteRange({ from: place, to: place + 1 }).focus().run();
      else editor.commands.command(({ tr }) => Boolean(tr.setNodeMarkup(place, null, wanted, held.node.marks)));
    });
    return viewOf(held, { dom: open, show, isOwn: (event) => event.type === "click" || event.type === "keydown" });
  };
}
