// From hand to hand: who I am, and the step that comes next for this article.
import { choose, element, freshId, labelled } from "./elements.js";
import { me, setMe } from "./me.js";
import { ask } from "./server.js";

const STEPS = {
  gui: ["Gửi duyệt", "Đã gửi duyệt."],
  tra: ["Trả lại…", "Đã trả lại cho người viết."],
  duyet: ["Duyệt", "Đã duyệt bản này. Sửa thêm chữ nào thì phải duyệt lại."],
  dang: ["Đăng", "Đã chuyển thành “đăng”: bài lên cổng ở lần phát hành tới, hay vào giờ đã hẹn."],
};

/** The steps that an article in this state may take, the one that is expected first. */
export function stepsOf(status, values) {
  if (status === "nháp") return ["gui", "dang"];
  if (status === "chờ duyệt") return values.approver ? ["dang", "tra"] : ["duyet", "tra", "dang"];
  return [];
}

/** What the header says of the way so far, one sentence for each step. */
export function story(values) {
  return [
    values.submitted && `Gửi duyệt: ${values.submitted}`,
    values.returned && `Trả lại: ${values.returned}`,
    values.approver && `Người duyệt: ${values.approver}${values.approved ? `, ${values.approved}` : ""}`,
  ].filter(Boolean);
}

/**
 * The box of an article's next step.
 *
 * `saved` saves what was changed and returns the checksum of the file, "" where it could not be; `taken` gets the answer to a step.
 */
export class HandOver {
  constructor({ path, people, saved, taken, tell }) {
    Object.assign(this, { path, saved, taken, tell });
    const list = element("datalist", { id: freshId("nguoi") }, people.map((value) => element("option", { value })));
    this.me = element("input", { class: "input", type: "text", maxlength: "200", autocomplete: "off", list: list.id, value: me() });
    this.me.addEventListener("change", () => setMe(this.me.value));
    this.said = element("ul", { class: "hand-over__story" });
    this.buttons = element("div", { class: "hand-over__steps" });
    const field = labelled("Tôi là", this.me, "Tên bạn được ghi vào bài ở mỗi bước dưới đây; không hiện trên cổng.");
    this.dom = element("section", { class: "hand-over", "aria-label": "Chuyển bài" }, element("h2", {}, "Chuyển bài"), this.said, field, list, this.buttons);
  }

  show(status, values) {
    const lines = story(values);
    this.said.replaceChildren(...lines.map((line) => element("li", {}, line)));
    this.said.hidden = !lines.length;
    const steps = stepsOf(status, values);
    this.buttons.replaceChildren(...steps.map((step, place) => this.button(step, place === 0)));
    this.dom.hidden = !steps.length && !lines.length;
    this.me.parentElement.hidden = !steps.length;
  }

  button(step, isFirst) {
    const kind = isFirst ? "button button--primary" : "button";
    return element("button", { type: "button", class: kind, click: () => this.take(step) }, STEPS[step][0]);
  }

  async take(step) {
    this.tell("");
    setMe(this.me.value);
    if (!this.me.value.trim() && step !== "dang") {
      this.tell("Cho biết bạn là ai: chọn hay gõ tên ở ô “Tôi là”.");
      this.me.focus();
      return;
    }
    const words = step === "tra" ? await this.words() : "";
    if (words === null) return;
    try {
      const known = await this.saved();
      if (known) await this.send({ bai: this.path, biet: known, buoc: step, ai: this.me.value, loi: words, dong_y: false });
    } catch (fault) {
      this.tell(fault.message);
    }
  }

  async send(table) {
    const { status, answer } = await ask("chuyen", table);
    if (status === 428) {
      const chosen = await choose("Công bố bài này?", element("p", {}, answer.hoi), [["", "Chưa, để tôi xem lại"], ["dang", "Đồng ý, công bố", "primary"]]);
      if (chosen === "dang") await this.send({ ...table, dong_y: true });
      return;
    }
    if (status !== 200) throw new Error(answer.loi || "Máy chủ từ chối.");
    this.taken(answer);
    this.tell(STEPS[table.buoc][1]);
  }

  /** Return the words for who wrote it, null where she thought better of it. */
  async words() {
    const area = element("textarea", { class: "input", rows: "3", maxlength: "400", required: "" });
    const chosen = await choose("Trả bài lại", labelled("Cần sửa gì?", area, "Người viết thấy lời này ở đầu bài và trong danh sách việc."), [["", "Thôi"], ["tra", "Trả lại", "primary"]]);
    return chosen === "tra" && area.value.trim() ? area.value : null;
  }
}
