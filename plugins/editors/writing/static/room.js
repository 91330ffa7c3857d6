// One article in the writing room: opens it, keeps what is typed, saves it.
import { Editor, pm } from "../bo-soan-thao.js";
import { Blocks } from "./blocks.js";
import { compare } from "./compare.js";
import { button, choose, element, moment } from "./elements.js";
import { Form } from "./form.js";
import { HandOver } from "./hand_over.js";
import { Inserts } from "./inserts.js";
import { Keeper, forgetHere } from "./keeper.js";
import { tell } from "./message.js";
import { pasting, signCopies } from "./paste.js";
import { Photos } from "./photos.js";
import { Preview } from "./preview.js";
import { recover } from "./recovery.js";
import { extensions } from "./schema.js";
import { ServerGone, answerTo, ask } from "./server.js";
import { SourceView } from "./source_view.js";
import { toolbar } from "./toolbar.js";
import { Versions } from "./versions.js";

const query = new URLSearchParams(location.search);
const path = query.get("bai") || "";
const at = (id) => document.getElementById(id);

/** Return the kind that the address asks for, "" for none that there is. */
function wantedKind(definition) {
  const kind = query.get("loai");
  return definition.loai.some((one) => one.ten === kind) ? kind : "";
}

class Room {
  async open() {
    const [found, definition] = [await answerTo("doc", { bai: path }), await answerTo("bieu-mau", {})];
    this.path = path;
    this.versions = new Versions(this);
    this.known = found.biet;
    this.onDisk = found.truong;
    // Without a header that can be read, the whole file is source.
    this.isSource = this.isWhole = !found.doc_duoc;
    this.isDirty = false;
    this.photos = new Photos(path, (words) => this.message(words));
    this.form = new Form(definition, {
      path, photos: this.photos, isPage: found.trang, kind: wantedKind(definition) || found.loai, changed: () => this.changed(), tell: (words) => this.message(words),
    });
    at("tieu-de").append(this.form.title);
    this.handOver = new HandOver({
      path,
      people: this.form.byName.get("approver")?.goi_y || [],
      saved: () => this.savedForStep(),
      taken: (answer) => this.tookStep(answer),
      tell: (words) => this.message(words),
    });
    at("thong-tin").append(this.handOver.dom, this.form.dom);
    this.makeEditor(found);
    this.makeSource(found);
    this.keeper = new Keeper(path, () => this.state(), (how, words) => this.kept(how, words));
    this.preview = new Preview(at("khung-trang"), {
      path, state: () => this.state(),
      told: (answer) => this.lookedAt(answer),
      fault: (words) => { at("loi-trang").textContent = words; },
    });
    this.form.show(found.truong, found.trang_thai);
    this.handOver.show(found.trang_thai, found.truong);
    this.versions.show(found.phien_ban);
    this.showAddress(found.dia_chi);
    this.listen();
    document.title = `${found.truong.title || "Bài chưa có tiêu đề"} – Viết bài`;
    at("luu").disabled = false;
    this.say(`Đã mở. Lưu lần cuối ${moment(found.luc_luu)}.`);
    await recover(this, found);
    this.preview.changed(0);
  }

  makeEditor(found) {
    const tools = { edit: (name) => this.photos.edit(name), lead: (node) => this.useAsLead(node) };
    signCopies();
    const handlers = pasting(path, () => this.editor, (files) => this.inserts.addPhotos(files), (words) => this.message(words));
    this.editor = new Editor({
      element: at("trang-viet"),
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      extensions: extensions((name) => this.photos.address(name), tools, (line) => this.toSource(line), { "Mod-k": () => this.inserts.link() }),
      editorProps: { ...handlers, attributes: { "aria-label": "Thân bài", role: "textbox", "aria-multiline": "true", lang: "vi" } },
    });
    this.inserts = new Inserts(this.editor, path, (words) => this.message(words));
    this.blocks = new Blocks(this.editor.schema);
    this.put(this.blocks.read(found), false);
    this.editor.on("update", () => this.changed());
    at("thanh-cong-cu").append(
      toolbar(this.editor, [
        ["Liên kết", "Liên kết (Ctrl+K)", () => this.inserts.link()],
        ["Ảnh", "Thêm ảnh vào bài", () => this.inserts.photo()],
        ["Tệp", "Thêm tệp cho bạn đọc tải về", () => this.inserts.file()],
        ["Bảng", "Thêm bảng", () => this.inserts.table()],
        ["Chú thích", "Thêm chú thích cuối bài", () => this.inserts.note()],
        ["Mã nguồn", "Xem và sửa mã nguồn", () => this.toSource()],
      ]),
    );
  }

  /** Make a photo of the text the article's lead photo, with its words where the form has none of its own. */
  useAsLead(node) {
    const words = { cover_alt: node.attrs.alt, cover_caption: node.child(0).textContent, cover_credit: node.child(1).textContent.replace(/^ *ảnh *: */i, "") };
    const isOther = this.form.values.cover !== node.attrs.src;
    this.form.set("cover", node.attrs.src);
    for (const [name, text] of Object.entries(words)) if (text && (isOther || !this.form.values[name])) this.form.set(name, text);
    if (isOther) this.form.set("cover_focus", "");
    this.message(`Ảnh đại diện của bài bây giờ là “${node.attrs.src}”. Mục Thông tin có ảnh ấy; chọn tâm ảnh ở đó.`);
  }

  /** Put nodes in the place of the whole text; `undoable` makes it one step of the history. */
  put(nodes, undoable = true) {
    const { state, view } = this.editor;
    const content = nodes.length ? nodes : [state.schema.nodes.paragraph.create()];
    const change = state.tr.replaceWith(0, state.doc.content.size, content).setMeta("addToHistory", undoable).setMeta("preventUpdate", !undoable);
    // A part that is kept as it is must not lie under the keys: the first of them would take it away.
    const inText = change.selection.node && pm.state.Selection.findFrom(change.doc.resolve(change.doc.content.size), -1, true);
    if (inText) change.setSelection(inText);
    // A step of its own, not a part of what was typed just before.
    view.dispatch(undoable ? pm.history.closeHistory(change) : change);
  }

  makeSource(found) {
    const area = at("ma-nguon");
    this.source = new SourceView(area, {
      changed: () => this.changed(),
      beyond: async (back) => {
        // The step before the source was opened is one of the visual editor.
        if (!this.form || !(back ? this.editor.commands.undo() : this.editor.commands.redo())) return;
        const [before, { than }] = [this.source.text, await this.sourceOfNow()];
        // What was typed in the meantime comes first.
        if (before === this.source.text) this.source.open(than);
        this.changed();
      },
    });
    this.backButton = button("Về dạng trang viết", () => this.toVisual(), { class: "button" });
    at("trang-ma").prepend(this.backButton);
    if (this.isSource) {
      this.source.open(found.than);
      this.sourceBase = found.goc;
      this.backButton.hidden = true;
      this.showMode();
      this.message("Phần đầu của tệp này chưa đọc được, nên cả tệp mở ở dạng mã nguồn. Sửa phần đầu rồi lưu và mở lại.");
    }
  }

  showMode() {
    at("trang-ma").hidden = !this.isSource;
    at("trang-viet").hidden = at("thanh-cong-cu").hidden = this.isSource;
    if (this.isSource) this.source.fit();
  }

  async toSource(line = 0) {
    try {
      const { state, than, mat } = await this.sourceOfNow();
      this.sourceBase = state.goc;
      this.isSource = true;
      this.showMode();
      this.source.open(than, line);
      at("ma-nguon").focus();
      if (mat.length) this.message(`Không giữ được: ${mat.join(" ")}`);
    } catch (fault) {
      this.message(fault.message);
    }
  }

  /** Return the source of what is written, asked again while somebody goes on writing. */
  async sourceOfNow() {
    for (;;) {
      const [state, doc] = [this.visualState(), this.editor.state.doc];
      const answer = await answerTo("nguon", { bai: path, noi_dung: state });
      if (doc.eq(this.editor.state.doc)) return { state, ...answer };
    }
  }

  async toVisual() {
    try {
      let read = this.source.isChanged ? null : this.source.given;
      while (read !== this.source.text) {
        read = this.source.text;
        const found = await answerTo("khoi", { bai: path, noi_dung: { goc: this.sourceBase, truong: {}, than: read } });
        if (read === this.source.text) this.put(this.blocks.read(found));
      }
      this.isSource = false;
      this.showMode();
      this.editor.commands.focus();
    } catch (fault) {
      this.message(fault.message);
    }
  }

  /** Return the fields that have other values than in a source. */
  fields(source) {
    const names = new Set([...Object.keys(source.truong), ...Object.keys(this.form.values)]);
    const changed = [...names].filter((name) => (this.form.values[name] || "") !== (source.truong[name] || ""));
    return Object.fromEntries(changed.map((name) => [name, this.form.values[name] || ""]));
  }

  visualState() {
    const { goc, truong, khoi } = this.blocks.state(this.editor.state.doc);
    return { goc, truong: this.fields({ truong }), khoi };
  }

  /** Return the article as it stands here now. */
  state() {
    if (!this.isSource || (!this.isWhole && !this.source.isChanged)) return this.visualState();
    const source = this.blocks.sources.find((one) => one.goc === this.sourceBase) || { truong: {} };
    return { goc: this.sourceBase, truong: this.fields(source), than: this.source.text };
  }

  changed() {
    if (!this.keeper) return;
    this.isDirty = true;
    this.keeper.changed();
    this.preview.changed();
    if (!this.keeper.failed) this.say("Chưa lưu …");
  }

  kept(how, words) {
    if (!this.isDirty) return;
    if (how === "giu") this.say(`Chưa lưu. Phần đang viết đã được giữ, ${moment(words)}.`);
    else if (how === "hong") this.say(`Chưa lưu, và chưa giữ được phần đang viết: ${words}`);
    else this.say("Máy chủ trên máy này không trả lời. Phần đang viết được giữ trong trình duyệt; khi máy chủ chạy lại, nó tự được giữ tiếp.");
  }

  say(words) {
    at("trang-thai-luu").textContent = words;
  }

  message(words) {
    tell("loi-bao", words);
  }

  listen() {
    at("luu").addEventListener("click", () => this.save());
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        if (!event.isComposing) this.save();
      }
    });
    for (const tab of document.querySelectorAll(".tab")) tab.addEventListener("click", () => this.show(tab.dataset.show));
    this.show(matchMedia("(min-width: 62rem)").matches ? "thong-tin" : "bai");
    document.body.addEventListener("click", (event) => {
      if (event.target.id === "trang-viet") this.editor.commands.focus("end");
    });
  }

  show(part) {
    document.body.dataset.shown = part;
    for (const tab of document.querySelectorAll(".tab")) tab.setAttribute("aria-pressed", String(tab.dataset.show === part));
  }

  lookedAt(answer) {
    this.form.told(answer.van_de);
    const words = { error: "Lỗi", warning: "Nhắc", advice: "Gợi ý" };
    at("van-de").replaceChildren(
      ...answer.van_de.map((one) => element("li", { class: `problem problem--${one.muc}` }, element("strong", {}, words[one.muc] || "Nhắc"), ` ${one.loi}`)),
    );
  }

  showAddress(address) {
    at("xem-trang").hidden = !address;
    if (address) at("xem-trang").href = address;
  }

  async save(confirmed = false) {
    if (this.saving) return;
    this.saving = true;
    at("luu").setAttribute("aria-busy", "true");
    try {
      await this.keeper.around(() => this.sendSave(confirmed));
    } catch (fault) {
      this.say(fault instanceof ServerGone ? "Chưa lưu được: máy chủ trên máy này không trả lời. Mở lại “Viết bài” rồi bấm Lưu lần nữa." : "Chưa lưu được.");
      if (!(fault instanceof ServerGone)) this.message(fault.message);
    }
    at("luu").removeAttribute("aria-busy");
    this.saving = false;
    const next = this.next;
    this.next = null;
    if (next) await next();
  }

  /** Send a save; returns whether the file has it. What must be asked first is asked when this is over. */
  async sendSave(confirmed) {
    const [noi_dung, sent] = [this.state(), { ...this.form.values }];
    const { status, answer } = await ask("luu", { bai: path, biet: this.known, cua_so: this.keeper.tab, dong_y: confirmed, viet_tiep: this.adopted || "", noi_dung });
    if (status === 200) {
      this.afterSave(answer, sent);
      return true;
    }
    if (status === 428) this.next = () => this.askToPublish(answer.hoi);
    else if (status === 409) this.next = () => this.settle(answer);
    else throw new Error(answer.loi);
    return false;
  }

  /** Show what is on the disk now; a field that was written in since it was `sent` stays as it is written. */
  afterSave(answer, sent) {
    if (this.adopted) forgetHere(path, this.adopted);
    this.adopted = "";
    this.known = answer.biet;
    this.isDirty = this.keeper.dirty;
    this.message(answer.mat.length ? `Đã lưu, nhưng không giữ được: ${answer.mat.join(" ")}` : "");
    this.say(`Đã lưu, ${moment(answer.luc)}.`);
    this.onDisk = answer.truong;
    // The date may have become that of publication.
    if (answer.truong.date !== undefined && this.form.values.date === sent.date) {
      this.form.values.date = answer.truong.date;
      this.form.fill("date");
    }
    if (this.form.values.status === sent.status) this.form.status = answer.trang_thai;
    this.handOver.show(answer.trang_thai, answer.truong);
    this.form.touchAll();
    this.versions.show(answer.phien_ban);
    this.showAddress(answer.dia_chi);
    this.preview.changed(0);
  }

  /** Save what was changed, and return the checksum of the file; "" where something has to be answered first. */
  async savedForStep() {
    // One save at a time: what is under way may be of an older text.
    while (this.saving) await new Promise((resolve) => { setTimeout(resolve, 50); });
    if (this.isDirty) await this.save();
    if (this.isDirty && at("loi-bao").hidden && !document.querySelector("dialog[open]")) this.message("Có chữ vừa gõ thêm, chưa lưu. Bấm lại một lần nữa.");
    return this.isDirty ? "" : this.known;
  }

  /** The header has another state now; the text is the same. */
  tookStep(answer) {
    const wasTyping = this.isDirty;
    if (wasTyping) this.takeHeader(answer);
    else this.takeSaved(answer);
    this.afterSave(answer, this.form.values);
    this.isDirty = wasTyping;
    if (wasTyping) this.say("Chưa lưu …");
  }

  /** Take what is new in the header on the disk; what was typed since the last save stays. */
  takeHeader(answer) {
    const names = new Set([...Object.keys(answer.truong), ...Object.keys(this.onDisk)]);
    const changed = [...names].filter((name) => (answer.truong[name] || "") !== (this.onDisk[name] || ""));
    const values = Object.fromEntries(changed.map((name) => [name, answer.truong[name] || ""]));
    this.form.show({ ...this.form.values, ...values }, answer.trang_thai);
  }

  async askToPublish(question) {
    this.say("Chưa lưu: đang chờ bạn trả lời.");
    const chosen = await choose("Công bố bài này?", element("p", {}, question), [["", "Chưa, để tôi xem lại"], ["dang", "Đồng ý, công bố", "primary"]]);
    if (chosen === "dang") await this.save(true);
    else this.say("Chưa lưu. Bài vẫn chưa ai thấy; phần đang viết được giữ.");
  }

  /** The file is another one than was read: show both, and let her choose. */
  async settle(answer) {
    this.say("Chưa lưu: bài vừa được sửa ở nơi khác.");
    const both = compare(["Bản của bạn", answer.cua_toi], ["Bản đang có trên máy", answer.tren_dia]);
    // A file that is gone has no text to take.
    const isGone = !answer.biet;
    const choices = [["", "Để tôi xem đã"], ...(isGone ? [] : [["kia", "Lấy bản trên máy"]]), ["toi", "Lưu bản của tôi", "primary"]];
    const title = isGone ? "Tệp của bài không còn" : "Có hai bản của bài này";
    const chosen = await choose(title, [element("p", {}, answer.loi), ...(isGone ? [] : [both])], choices, { wide: !isGone });
    if (chosen === "toi") {
      this.known = answer.biet;
      await this.save();
    } else if (chosen === "kia") {
      await this.leave(this.keeper.tab);
      this.known = answer.biet;
      this.takeSaved(answer.tai_lieu);
      this.say("Đã lấy bản trên máy. Bản của bạn nằm trong “Bản trước”.");
    }
  }

  /** Put another text of the article in the place of this one, as one step of the history. */
  take(found) {
    this.put(this.blocks.read(found));
    this.form.show(found.truong, found.trang_thai);
    this.isSource = this.isWhole = !found.doc_duoc;
    this.backButton.hidden = this.isWhole;
    if (this.isSource) {
      this.source.open(found.than);
      this.sourceBase = found.goc;
    }
    this.showMode();
    this.preview.changed(0);
  }

  /** Take the text that is on the disk: nothing of it has to be kept. */
  takeSaved(found) {
    this.take(found);
    this.isDirty = this.keeper.dirty = false;
  }

  async leave(tab) {
    this.keeper.dirty = true;
    await this.keeper.keep();
    const { phien_ban } = await answerTo("bo-dang-viet", { bai: path, cua_so: tab });
    forgetHere(path, tab);
    this.keeper.dirty = false;
    this.versions.show(phien_ban);
  }
}

const room = new Room();
room.open().catch((fault) => {
  room.say("Không mở được bài.");
  room.message(fault.message);
});
