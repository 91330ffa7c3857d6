// A new article by its kind, and a copy of one; both ask before there are two of one title.
import { choose, element, freshId, labelled } from "./elements.js";
import { inputOf } from "./form.js";
import { editAddress } from "./desk_rows.js";
import { answerTo, ask } from "./server.js";

/** Ask for something that makes an article; return its path, "" where one of the same title is enough. */
async function made(what, table) {
  const { status, answer } = await ask(what, table);
  if (status === 200) return answer.bai;
  if (status !== 428) throw new Error(answer.loi || "Máy chủ từ chối.");
  const known = answer.bai.map((one) => element("li", {}, element("a", { href: editAddress(one.bai) }, one.ten), ` (${one.bai})`));
  const content = [element("p", {}, answer.hoi), element("ul", { class: "told" }, known)];
  const chosen = await choose("Trùng tiêu đề", content, [["", "Thôi"], ["tao", "Vẫn tạo bài mới", "primary"]]);
  return chosen === "tao" ? made(what, { ...table, dong_y: true }) : "";
}

function kindFields(kind, definition) {
  return kind.dau.map((name) => {
    const field = definition.truong.find((one) => one.ten === name);
    const { input, offers } = inputOf(field);
    const about = field.kieu === "ngay" ? "Ngày/tháng/năm. Có thể điền sau." : "Có thể điền sau.";
    return { name, input, dom: [labelled(field.nhan, input, about), offers] };
  });
}

function kindChoice(kinds, changed) {
  const name = freshId("loai");
  const choices = kinds.map((kind, place) => {
    const input = element("input", { type: "radio", name, value: kind.ten, class: "kinds__input", checked: place ? null : "", change: () => changed(kind) });
    return element("label", { class: "kinds__kind" }, input, kind.nhan);
  });
  return element("fieldset", { class: "kinds" }, element("legend", { class: "field__label" }, "Loại bài"), element("div", { class: "kinds__all" }, choices));
}

/** Ask what a new article is to be, make it, and return the address at which it is written; "" where nobody wants it. `me` is who asks. */
export async function newArticle(me) {
  const definition = await answerTo("bieu-mau", {});
  const field = (name) => definition.truong.find((one) => one.ten === name);
  const [first] = definition.loai;
  let kind = first;
  let own = [];
  const place = element("div", {});
  const arrange = (chosen) => {
    kind = chosen;
    own = kindFields(kind, definition);
    place.replaceChildren(...own.flatMap((one) => one.dom).filter(Boolean));
  };
  arrange(first);
  const title = element("input", { class: "input", type: "text", required: "", maxlength: "300", autocomplete: "off" });
  const section = element("select", { class: "input", required: "" }, field("category").chon.map((one) => element("option", { value: one.gia_tri }, one.nhan)));
  const author = inputOf(field("author"));
  author.input.value = localStorage.getItem("tac-gia") || field("author").goi_y.find((one) => me && one.startsWith(`${me}, `)) || me;
  const content = [
    kindChoice(definition.loai, arrange),
    labelled("Tiêu đề", title),
    labelled("Chuyên mục", section),
    labelled("Tác giả", author.input, "Họ tên, rồi dấu phẩy và cơ quan; bỏ trống thì ghi tên cơ quan của cổng."),
    author.offers,
    place,
  ];
  const chosen = await choose("Bài mới", content, [["", "Thôi"], ["tao", "Tạo bài", "primary"]]);
  if (chosen !== "tao" || !title.value.trim()) return "";
  localStorage.setItem("tac-gia", author.input.value);
  const fields = Object.fromEntries(own.filter((one) => one.input.value.trim()).map((one) => [one.name, one.input.value]));
  const path = await made("tao", { tieu_de: title.value, chuyen_muc: section.value, tac_gia: author.input.value, truong: fields });
  return path && `${editAddress(path)}&${new URLSearchParams({ loai: kind.ten })}`;
}

/** Ask for the title of an article's copy, make it, and return the address at which it is written; "" where nobody wants it. */
export async function copyArticle(one) {
  const title = element("input", { class: "input", type: "text", required: "", maxlength: "300", autocomplete: "off", value: one.title });
  const about = "Bản mới là bản nháp, ngày hôm nay, chưa ai duyệt, có địa chỉ riêng. Chữ, ảnh, tệp giữ như bài cũ.";
  const content = [element("p", {}, about), labelled("Tiêu đề của bản mới", title)];
  const chosen = await choose("Nhân bản bài", content, [["", "Thôi"], ["chep", "Nhân bản", "primary"]], { ready: () => title.select() });
  if (chosen !== "chep" || !title.value.trim()) return "";
  const path = await made("nhan-ban", { bai: one.path, tieu_de: title.value });
  return path && editAddress(path);
}
