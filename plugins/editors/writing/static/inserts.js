// What is put into the text: links, photos, files, tables, notes.
import { choose, element, labelled } from "./elements.js";
import { pickLink } from "./link_picker.js";
import { answerTo } from "./server.js";
import { FILE_KINDS, PHOTO_KINDS, chooseFiles, upload } from "./uploads.js";

const IN_LINE = ["table", "listItem", "blockquote", "meanings", "note"];

/** Puts things into the text of an editor, for the article at a path; `message` tells the editor a sentence. */
export class Inserts {
  constructor(editor, path, message) {
    Object.assign(this, { editor, path, message });
  }

  async link() {
    const { editor } = this;
    const href = editor.getAttributes("link").href || "";
    if (href) editor.commands.extendMarkRange("link");
    const { from, to } = editor.state.selection;
    const words = editor.state.doc.textBetween(from, to, " ");
    try {
      const chosen = await pickLink(await answerTo("lien-ket", {}), { href, words });
      if (!chosen) return;
      const chain = editor.chain().focus().setTextSelection({ from, to });
      if (!chosen.href) chain.unsetMark("link").run();
      else if (chosen.words === words) chain.setMark("link", { href: chosen.href }).run();
      else chain.insertContent({ type: "text", text: chosen.words, marks: [{ type: "link", attrs: { href: chosen.href } }] }).unsetMark("link").run();
    } catch (fault) {
      this.message(fault.message);
    }
  }

  /** Put a table into the text; its columns have names, which people who hear it are told with each cell. */
  table() {
    const cell = (type, text) => ({ type, content: [{ type: "paragraph", content: text ? [{ type: "text", text }] : [] }] });
    const row = (type, name) => ({ type: "tableRow", content: [1, 2, 3].map((number) => cell(type, name && `${name} ${number}`)) });
    const content = [row("tableHeader", "Cột"), row("tableCell", ""), row("tableCell", "")];
    this.editor.chain().focus().insertContent({ type: "table", content }).run();
  }

  async photo() {
    this.addPhotos(await chooseFiles(PHOTO_KINDS, true));
  }

  async addPhotos(files) {
    for (const file of files) {
      try {
        this.message(`Đang thêm “${file.name}” …`);
        const { ten, nhac } = await upload(this.path, "anh", file);
        this.editor.chain().focus().insertContent(this.photoOf(ten)).run();
        this.message(nhac);
      } catch (fault) {
        this.message(fault.message);
      }
    }
  }

  /** Return a photo as it is put where the caret is: in a table, a list or a quotation it stands in the line. */
  photoOf(src) {
    if (IN_LINE.some((name) => this.editor.isActive(name))) return { type: "picture", attrs: { src, alt: "" } };
    return { type: "photo", attrs: { src, alt: "" }, content: [{ type: "photoCaption" }, { type: "photoCredit" }] };
  }

  async file() {
    for (const file of await chooseFiles(FILE_KINDS, true)) {
      try {
        this.message(`Đang thêm “${file.name}” …`);
        const { ten, nhac } = await upload(this.path, "tep", file);
        const text = file.name.replace(/\.[^.]+$/, "");
        this.editor.chain().focus().insertContent([{ type: "text", text, marks: [{ type: "link", attrs: { href: ten } }] }, { type: "text", text: " " }]).run();
        this.message(nhac);
      } catch (fault) {
        this.message(fault.message);
      }
    }
  }

  /** Put a mark into the text, and the note that it points at to the end. */
  async note() {
    const { editor } = this;
    const used = new Set();
    editor.state.doc.descendants((node) => {
      if (["note", "noteMark"].includes(node.type.name)) used.add(node.attrs.label);
    });
    let label = 1;
    while (used.has(String(label))) label += 1;
    const words = element("textarea", { class: "input", rows: "3", maxlength: "4000" });
    const chosen = await choose("Chú thích cuối bài", labelled("Lời chú thích", words), [["", "Thôi"], ["xong", "Thêm", "primary"]]);
    if (chosen !== "xong" || !words.value.trim()) return;
    const note = { type: "note", attrs: { label: String(label) }, content: [{ type: "paragraph", content: [{ type: "text", text: words.value.trim().replace(/\s+/g, " ") }] }] };
    editor.chain().focus().insertContent({ type: "noteMark", attrs: { label: String(label) } }).command(({ tr, state }) => {
      tr.insert(tr.doc.content.size, state.schema.nodeFromJSON(note));
      return true;
    }).run();
  }
}
