// How boxes, and parts that are kept as they are, look while an article is edited.
import { button, element, freshId } from "./elements.js";
import { setAttribute, viewOf } from "./node_views.js";

/** Return the button that takes a box away; `inside` returns the nodes that stay. */
function unboxing(editor, getPos, inside) {
  return button("Bỏ khung, giữ chữ", () => {
    const place = getPos();
    const size = editor.state.doc.nodeAt(place).nodeSize;
    editor.chain().focus().command(({ tr }) => Boolean(tr.replaceWith(place, place + size, inside()))).run();
  });
}

/** Return the view of boxes that readers open and close: open here, with what can be done above. */
export function foldView() {
  return ({ node, getPos, editor }) => {
    const held = { node };
    const words = element("div", { class: "fold__words" });
    const open = element("input", { type: "checkbox", id: freshId("mo-san") });
    const unbox = unboxing(editor, getPos, () => {
      const [title, ...inside] = [...held.node.content.content];
      const line = editor.schema.nodes.paragraph.create(null, title.content);
      return title.content.size ? [line, ...inside] : inside;
    });
    const bar = element("div", { class: "fold__bar", contenteditable: "false" }, element("span", {}, "Khung bấm mới mở. "), open, element("label", { for: open.id }, "Mở sẵn"), unbox);
    const dom = element("div", { class: "fold" }, bar, words);

    function show() {
      open.checked = held.node.attrs.open;
    }

    open.addEventListener("change", () => setAttribute(editor, getPos(), "open", open.checked));
    return viewOf(held, { dom, words, show, isOwn: (event) => bar.contains(event.target) });
  };
}

/** Return the view of boxes that only look apart: what is in them is written here, what they look like is the portal's. */
export function boxView() {
  return ({ node, getPos, editor }) => {
    const held = { node };
    const words = element("div", { class: "fold__words" });
    const name = element("span");
    const unbox = unboxing(editor, getPos, () => [...held.node.content.content]);
    const bar = element("div", { class: "fold__bar", contenteditable: "false" }, name, unbox);
    const dom = element("div", { class: "fold" }, bar, words);
    const show = () => {
      const given = held.node.attrs.given.class || held.node.attrs.given.id || "";
      name.textContent = given ? `Khung “${given}”. ` : "Khung. ";
    };
    return viewOf(held, { dom, words, show, isOwn: (event) => bar.contains(event.target) });
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
