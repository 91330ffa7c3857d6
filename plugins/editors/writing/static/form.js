// The form of the header: the fields of every article, those of its kind, and all others folded.
import { button, element, freshId, labelled } from "./elements.js";
import { canBeEdited } from "./photos.js";
import { FILE_KINDS, PHOTO_KINDS, chooseFiles, upload } from "./uploads.js";

const OTHERS = "Các ô khác";

/** Return where a field is filled in, and the list of what is offered for it (null for none), which must be in the page too. */
export function inputOf(field) {
  const common = { class: "input", name: field.ten, maxlength: String(field.dai), autocomplete: "off" };
  if (field.kieu === "chon") {
    const options = field.chon.map((one) => element("option", { value: one.gia_tri }, one.nhan));
    return { input: element("select", { class: "input", name: field.ten }, options), offers: null };
  }
  if (field.kieu === "doan" || field.kieu === "nhieu_dong") return { input: element("textarea", { ...common, rows: "3" }), offers: null };
  if (field.kieu !== "goi_y") return { input: element("input", { ...common, type: "text" }), offers: null };
  const offers = element("datalist", { id: freshId("goi-y") }, field.goi_y.map((value) => element("option", { value })));
  return { input: element("input", { ...common, type: "text", list: offers.id }), offers };
}

/**
 * A form. `values` are what is written in the header, by the fields' names; `changed` is called for each change.
 *
 * What is wrong with a field is told once somebody was in it, not before.
 */
export class Form {
  constructor(definition, { path, photos, isPage, kind, changed, tell }) {
    Object.assign(this, { definition, path, photos, changed, tell });
    this.byName = new Map(definition.truong.map((field) => [field.ten, field]));
    this.always = isPage ? definition.trang : definition.luon_co;
    this.kinds = isPage ? [] : definition.loai;
    this.kind = kind;
    this.values = {};
    this.inputs = new Map();
    this.touched = new Set();
    this.problems = [];
    this.title = this.titleField();
    this.dom = element("form", { class: "form", novalidate: "", submit: (event) => event.preventDefault() });
    this.arrange();
  }

  titleField() {
    const input = element("textarea", { class: "title-input", rows: "1", maxlength: "500", placeholder: "Tiêu đề bài" });
    const dom = labelled("Tiêu đề", input);
    dom.classList.add("field--title");
    this.watch("title", input, dom);
    const fit = () => {
      input.style.height = "auto";
      input.style.height = `${input.scrollHeight}px`;
    };
    input.addEventListener("input", fit);
    // A title has one line.
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
    addEventListener("resize", fit);
    this.fitTitle = fit;
    return dom;
  }

  /** Put the fields where they belong for the chosen kind. */
  arrange() {
    const own = this.kinds.find((one) => one.ten === this.kind)?.truong || [];
    const first = this.always.filter((name) => name !== "title");
    const used = new Set([...first, ...own, "title"]);
    const others = this.definition.truong.map((field) => field.ten).filter((name) => !used.has(name));
    const group = (legend, names) => element("fieldset", { class: "form__group" }, element("legend", {}, legend), names.map((name) => this.field(name)));
    const open = this.dom.querySelector("details")?.open;
    const label = this.kinds.find((one) => one.ten === this.kind)?.nhan || "";
    this.dom.replaceChildren(
      group("Thông tin chung", first),
      ...(this.kinds.length ? [this.kindChoice(), group(`Riêng của loại “${label}”`, own)] : []),
      element("details", { class: "form__others", open: open ? "" : null }, element("summary", {}, OTHERS), others.map((name) => this.field(name))),
    );
  }

  kindChoice() {
    const select = element("select", { class: "input" }, this.kinds.map((one) => element("option", { value: one.ten }, one.nhan)));
    select.value = this.kind;
    select.addEventListener("change", () => {
      this.kind = select.value;
      this.arrange();
      this.dom.querySelector("[data-kind] select").focus();
    });
    const dom = labelled("Loại bài", select, "Chỉ để đưa các ô hay dùng của loại ấy lên trước; không ghi vào bài.");
    dom.dataset.kind = "";
    return dom;
  }

  field(name) {
    const known = this.inputs.get(name);
    if (known) return known.dom;
    const field = this.byName.get(name);
    const input = this.input(field);
    const dom = labelled(field.nhan, input, field.giup);
    const tools = this.tools(field, input);
    if (tools) dom.insertBefore(tools, dom.querySelector(".field__help"));
    this.watch(name, input, dom);
    this.fill(name);
    return dom;
  }

  input(field) {
    const { input, offers } = inputOf(field);
    if (offers) document.body.append(offers);
    return input;
  }

  /** Return what stands below the place of a field, null for nothing. */
  tools(field, input) {
    if (field.kieu === "tep") return this.adding(field, input);
    if (field.kieu === "anh") return this.leadPhoto(field, input);
    if (field.kieu !== "tam") return null;
    return button("Chọn trên ảnh…", async (event) => {
      const name = this.values.cover || "";
      if (!name) {
        this.tell("Bài chưa có ảnh đại diện: chọn ảnh trước.");
        return;
      }
      const chosen = await this.photos.focus(name, this.values[field.ten] || "");
      if (chosen !== null) this.set(field.ten, chosen);
      event.target.focus();
    });
  }

  /** Return the lead photo as it is seen, and what can be done with it. */
  leadPhoto(field, input) {
    const picture = element("img", { class: "cover__picture", alt: "Ảnh đại diện đang chọn", hidden: "" });
    const edit = button("Cắt, xoay…", async () => {
      const name = await this.photos.edit(input.value.trim());
      if (name) this.set(field.ten, name);
      edit.focus();
    });
    this.showPhoto = () => {
      const name = input.value.trim();
      edit.hidden = !canBeEdited(name);
      const address = name ? this.photos.address(name) : "";
      if (address !== (picture.getAttribute("src") || "")) {
        picture.hidden = true;
        if (address) picture.src = address;
        else picture.removeAttribute("src");
      }
    };
    picture.addEventListener("load", () => { picture.hidden = false; });
    picture.addEventListener("error", () => { picture.hidden = true; });
    input.addEventListener("change", () => this.showPhoto());
    return element("div", {}, picture, element("div", { class: "cover__tools" }, this.adding(field, input), edit));
  }

  adding(field, input) {
    const isPhoto = field.kieu === "anh";
    return button(isPhoto ? "Chọn ảnh…" : "Thêm tệp…", async () => {
      for (const file of await chooseFiles(isPhoto ? PHOTO_KINDS : FILE_KINDS, !isPhoto)) {
        try {
          this.tell(`Đang thêm “${file.name}” …`);
          const { ten, nhac } = await upload(this.path, isPhoto ? "anh" : "tep", file);
          this.set(field.ten, isPhoto || !input.value.trim() ? ten : `${input.value.trim().replace(/;$/, "")}; ${ten}`);
          this.tell(nhac);
        } catch (fault) {
          this.tell(fault.message);
        }
      }
    });
  }

  watch(name, input, dom) {
    const fault = element("p", { class: "field__fault", id: freshId("loi"), hidden: "" });
    dom.append(fault);
    this.inputs.set(name, { input, dom, fault });
    const take = () => {
      this.values[name] = input.value;
      this.changed();
    };
    input.addEventListener(input.tagName === "SELECT" ? "change" : "input", take);
    input.addEventListener("blur", () => {
      this.touched.add(name);
      this.showFault(name);
    });
  }

  /** Give a field a value, as if somebody had typed it. */
  set(name, value) {
    this.values[name] = value;
    this.fill(name);
    this.changed();
  }

  fill(name) {
    const { input } = this.inputs.get(name);
    const value = this.values[name] || "";
    if (input.tagName === "SELECT") this.fillChoice(name, input, value);
    else if (input.value !== value) input.value = value;
    if (name === "cover") this.showPhoto();
    if (name === "title") this.fitTitle();
  }

  /** Choose; what is written otherwise than the choices say stays as it is written until somebody chooses. */
  fillChoice(name, input, value) {
    const wanted = name === "status" ? this.status || "nháp" : value;
    input.querySelector("[data-written]")?.remove();
    if (![...input.options].some((option) => option.value === wanted)) {
      const label = wanted ? `${wanted} (không có trong danh sách)` : "— chọn —";
      input.prepend(element("option", { value: wanted, "data-written": "", disabled: wanted ? null : "" }, label));
    }
    input.value = wanted;
  }

  /** Show the values of an article; `status` is the state that it has, also where none is written. */
  show(values, status) {
    this.values = { ...values };
    this.status = status;
    for (const name of this.inputs.keys()) this.fill(name);
  }

  /** Take what is wrong, field by field. */
  told(problems) {
    this.problems = problems;
    for (const name of this.inputs.keys()) this.showFault(name);
  }

  /** From now on tell all that is wrong: somebody saves. */
  touchAll() {
    for (const name of this.inputs.keys()) this.touched.add(name);
    this.told(this.problems);
  }

  showFault(name) {
    const { input, fault } = this.inputs.get(name);
    const found = this.touched.has(name) ? this.problems.filter((one) => one.truong === name && one.muc !== "advice") : [];
    fault.textContent = found.map((one) => one.loi).join(" ");
    fault.hidden = !found.length;
    const about = input.getAttribute("aria-describedby")?.split(" ").filter((id) => id !== fault.id) || [];
    const all = [...about, ...(found.length ? [fault.id] : [])].join(" ");
    if (all) input.setAttribute("aria-describedby", all);
    else input.removeAttribute("aria-describedby");
    if (found.some((one) => one.muc === "error")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}
