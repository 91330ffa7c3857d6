// The list of all articles: found without diacritics, opened with one click; and a new article.
import { choose, element, freshId, labelled, moment, plain } from "./elements.js";
import { answerTo } from "./server.js";

const SHOWN = 200;
const STATES = { draft: "Chưa công bố", scheduled: "Hẹn giờ", rejected: "Có lỗi", hidden: "Ẩn", withdrawn: "Thu hồi", published: "Đã đăng" };
const at = (id) => document.getElementById(id);
let articles = [];
let typed = {};

function state(one) {
  if (one.outcome === "draft") return one.status === "chờ duyệt" ? "Chờ duyệt" : "Nháp";
  return STATES[one.outcome] || one.status;
}

function row(one) {
  const facts = [one.date, one.section, one.people.join(", ")].filter(Boolean).join(" · ");
  return element(
    "li", { class: "article-row" },
    element("a", { class: "article-row__title", href: `viet?${new URLSearchParams({ bai: one.path })}` }, one.title || one.path),
    element("span", { class: `badge badge--${one.outcome}` }, state(one)),
    element("p", { class: "article-row__facts" }, facts),
    typed[one.path] ? element("p", { class: "article-row__typed" }, `Có phần viết dở, ${moment(typed[one.path])}`) : null,
  );
}

function fill() {
  const words = plain(at("tim").value).split(/\s+/).filter(Boolean);
  const found = articles.filter((one) => words.every((word) => one.found.includes(word)));
  at("cac-bai").replaceChildren(...found.slice(0, SHOWN).map(row));
  const more = found.length > SHOWN ? `, đang hiện ${SHOWN} bài mới nhất` : "";
  at("so-bai").textContent = found.length ? `${found.length} bài${more}` : "Không có bài nào như vậy.";
}

async function read() {
  const answer = await answerTo("danh-sach", {});
  typed = answer.dang_viet;
  articles = answer.bai.map((one) => ({ ...one, found: plain([one.title, one.section, one.path, state(one), ...one.people].join(" ")) }));
  if (!articles.length) setTimeout(read, 1000);
  fill();
  if (!articles.length) at("so-bai").textContent = "Đang dựng cổng; danh sách hiện ra khi dựng xong.";
}

async function create() {
  const definition = await answerTo("bieu-mau", {});
  const field = (name) => definition.truong.find((one) => one.ten === name);
  const title = element("input", { class: "input", type: "text", required: "", maxlength: "300", autocomplete: "off" });
  const section = element("select", { class: "input", required: "" }, field("category").chon.map((one) => element("option", { value: one.gia_tri }, one.nhan)));
  const people = element("datalist", { id: freshId("nguoi") }, field("author").goi_y.map((value) => element("option", { value })));
  const author = element("input", { class: "input", type: "text", maxlength: "300", list: people.id, autocomplete: "off", value: localStorage.getItem("tac-gia") || "" });
  const content = [labelled("Tiêu đề", title), labelled("Chuyên mục", section), labelled("Tác giả", author, "Họ tên, rồi dấu phẩy và cơ quan; bỏ trống thì ghi tên cơ quan của cổng."), people];
  const chosen = await choose("Bài mới", content, [["", "Thôi"], ["tao", "Tạo bài", "primary"]]);
  if (chosen !== "tao" || !title.value.trim()) return;
  localStorage.setItem("tac-gia", author.value);
  const { bai } = await answerTo("tao", { tieu_de: title.value, chuyen_muc: section.value, tac_gia: author.value, truong: {} });
  location.href = `viet?${new URLSearchParams({ bai })}`;
}

function fault(error) {
  at("loi-bao").textContent = error.message;
  at("loi-bao").hidden = false;
}

at("tim").addEventListener("input", fill);
at("bai-moi").addEventListener("click", () => create().catch(fault));
read().catch(fault);
