// The buttons above the text; each says what it does, and whether it is on where the caret stands.
import { button, element } from "./elements.js";

const STYLES = [
  ["p", "Đoạn văn"],
  ["2", "Mục lớn"],
  ["3", "Mục nhỏ"],
  ["4", "Mục nhỏ hơn"],
  ["ma", "Khối mã"],
];

const run = (editor, step) => step(editor.chain().focus()).run();

/** What the buttons do: a sign, a name, the step, and the name of what is on. */
const MARKS = [
  ["B", "Đậm (Ctrl+B)", (chain) => chain.toggleBold(), "bold"],
  ["I", "Nghiêng (Ctrl+I)", (chain) => chain.toggleItalic(), "italic"],
  ["‹›", "Chữ mã: lệnh, tên tệp (Ctrl+E)", (chain) => chain.toggleMark("code"), "code"],
];
const BLOCKS = [
  ["•", "Danh sách", (chain) => chain.toggleBulletList(), "bulletList"],
  ["1.", "Danh sách đánh số 1. 2. 3.", (chain) => chain.toggleOrderedList(), "orderedList"],
  ["⇥", "Thụt vào một bậc", (chain) => chain.sinkListItem("listItem"), ""],
  ["⇤", "Lùi ra một bậc", (chain) => chain.liftListItem("listItem"), ""],
  ["❝", "Trích dẫn", (chain) => chain.toggleBlockquote(), "blockquote"],
];
const TABLE = [
  ["+ Dòng", "Thêm dòng dưới", (chain) => chain.addRowAfter()],
  ["− Dòng", "Bỏ dòng này", (chain) => chain.deleteRow()],
  ["+ Cột", "Thêm cột bên phải", (chain) => chain.addColumnAfter()],
  ["− Cột", "Bỏ cột này", (chain) => chain.deleteColumn()],
  ["Ô đầu", "Đổi ô này thành ô tiêu đề hay ô thường", (chain) => chain.toggleHeaderCell()],
  ["Gộp ô", "Gộp các ô đang chọn", (chain) => chain.mergeCells()],
  ["Tách ô", "Tách ô đã gộp", (chain) => chain.splitCell()],
  ["Bỏ bảng", "Bỏ cả bảng", (chain) => chain.deleteTable()],
];

function styleChoice(editor) {
  const select = element(
    "select",
    { class: "input toolbar__style", "aria-label": "Kiểu đoạn" },
    STYLES.map(([value, label]) => element("option", { value }, label)),
  );
  select.addEventListener("change", () => {
    const level = +select.value;
    run(editor, (chain) => (select.value === "ma" ? chain.setCodeBlock() : level ? chain.setHeading({ level }) : chain.setParagraph()));
  });
  const show = () => {
    const level = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : editor.isActive("codeBlock") ? "ma" : "p";
    select.value = STYLES.some(([value]) => value === level) ? level : level === "1" ? "2" : "4";
  };
  return { select, show };
}

/** Return the toolbar of an editor; `inserts` are [label, name, what to do] of things that are put into the text. */
export function toolbar(editor, inserts) {
  const toggles = [];
  const make = ([sign, name, step, on]) => {
    const made = button(sign, () => run(editor, step), { class: `tool tool--${on || "step"}`, title: name, "aria-label": name });
    if (on) toggles.push([made, on]);
    return made;
  };
  const style = styleChoice(editor);
  const insert = ([label, name, act]) => button(label, act, { class: "tool tool--word", title: name });
  const undo = button("↶", () => run(editor, (chain) => chain.undo()), { class: "tool", title: "Hoàn tác (Ctrl+Z)", "aria-label": "Hoàn tác (Ctrl+Z)" });
  const redo = button("↷", () => run(editor, (chain) => chain.redo()), { class: "tool", title: "Làm lại (Ctrl+Y)", "aria-label": "Làm lại (Ctrl+Y)" });
  const ofTable = element("div", { class: "toolbar__row toolbar__table", role: "group", "aria-label": "Bảng" });
  ofTable.append(...TABLE.map(([label, name, step]) => button(label, () => run(editor, step), { class: "tool tool--word", title: name })));
  const bar = element(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Định dạng" },
    element("div", { class: "toolbar__row" }, undo, redo, style.select, [...MARKS, ...BLOCKS].map(make), inserts.map(insert)),
    ofTable,
  );
  const show = () => {
    style.show();
    for (const [made, on] of toggles) made.setAttribute("aria-pressed", String(editor.isActive(on)));
    ofTable.classList.toggle("toolbar__table--off", !editor.isActive("table"));
  };
  editor.on("transaction", show);
  show();
  return bar;
}
