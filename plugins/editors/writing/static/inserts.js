// What is put into the text: links, photos, files, tables, notes.
import { InsertionPoint, ancestors, putHere, whole } from "./insertion_point.js";
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
    const place = new InsertionPoint(editor);
    try {
      const links = await answerTo("lien-ket", {});
      const { from, to } = place;
      const words = editor.state.doc.textBetween(from, to, " ");
      const chosen = await pickLink(links, { href, words });
      if (!chosen) return;
      const chain = editor.chain().focus().setTextSelection({ from, to });
      if (!chosen.href) chain.unsetMark("link").run();
      else if (chosen.words === words) chain.setMark("link", { href: chosen.href }).run();
      else chain.insertContent({ type: "text", text: chosen.words, marks: [{ type: "link", attrs: { href: chosen.href } }] }).unsetMark("link").run();
    } catch (fault) {
      this.message(fault.message);
    } finally {
      place.leave();
    }
  }

  /** Put a table into the text; its columns have names, which people who hear it are told with each cell. */
  table() {
    const cell = (type, text) => ({ type, content: [{ type: "paragraph", content: text ? [{ type: "text", text }] : [] }] });
    const row = (type, name) => ({ type: "tableRow", content: [1, 2, 3].map((number) => cell(type, name && `${name} ${number}`)) });
    const content = [row("tableHeader", "Cột"), row("tableCell", ""), row("tableCell", "")];
    putHere(this.editor, whole(this.editor.schema, { type: "table", content }), { behind: true });
  }

  async photo() {
    await this.addPhotos(await chooseFiles(PHOTO_KINDS, true));
  }

  addPhotos(files) {
    return this.add("anh", files, (file, name, $at) => [photoAt($at, name)]);
  }

  async file() {
    await this.add("tep", await chooseFiles(FILE_KINDS, true), (file, name) => [
      { type: "text", text: file.name.replace(/\.[^.]+$/, ""), marks: [{ type: "link", attrs: { href: name } }] },
      { type: "text", text: " " },
    ]);
  }

  /** Send files of a kind one after the other; each comes into the text as the nodes that `nodesOf` makes of the file, its name here and its place. */
  async add(kind, files, nodesOf) {
    const { editor } = this;
    const place = new InsertionPoint(editor, { behind: true });
    for (const file of files) {
      try {
        this.message(`Đang thêm “${file.name}” …`);
        const { ten, nhac } = await upload(this.path, kind, file);
        place.put(whole(editor.schema, ...nodesOf(file, ten, editor.state.doc.resolve(place.from))));
        this.message(nhac);
      } catch (fault) {
        this.message(fault.message);
      }
    }
    place.leave();
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
    putHere(editor, whole(editor.schema, { type: "noteMark", attrs: { label: String(label) } }), { behind: true });
    editor.commands.insertContentAt(editor.state.doc.content.size, note, { updateSelection: false });
  }
}

/** Return a photo as it is put at a place: in a table, a list or a quotation it stands in the line. */
function photoAt($at, src) {
  if (ancestors($at).some((name) => IN_LINE.includes(name))) return { type: "picture", attrs: { src, alt: "" } };
  return { type: "photo", attrs: { src, alt: "" }, content: [{ type: "photoCaption" }, { type: "photoCredit" }] };
}
