// The rows of the desk: an article with what can be done about it, an article in the trash.
import { button, element, moment } from "./elements.js";

const STATES = { scheduled: "Hẹn giờ", rejected: "Có lỗi", hidden: "Ẩn", withdrawn: "Thu hồi", published: "Đã đăng" };

/** Return the state of an article in words. */
export function stateOf(one) {
  if (one.outcome === "draft") return one.status === "chờ duyệt" ? "Chờ duyệt" : "Nháp";
  return STATES[one.outcome] || one.status;
}

/** Return the address at which an article is written. */
export function editAddress(path) {
  return `viet?${new URLSearchParams({ bai: path })}`;
}

/**
 * Return the row of an article.
 *
 * `note` says why it is in its group, `typed` when something was typed that is not saved; `copy` and `remove` are called with the article.
 */
export function articleRow(one, note, typed, { copy, remove }) {
  const facts = [one.is_page ? "Trang tĩnh" : "", one.date, one.section, one.people.join(", ")].filter(Boolean).join(" · ");
  const name = one.title || one.path;
  const act = (label, click, key) => button(label, () => click(one), { class: "link-button", "aria-label": `${label} “${name}”`, "data-keep": `${key} ${one.path}` });
  return element(
    "li", { class: "article-row" },
    element("a", { class: "article-row__title", href: editAddress(one.path), "data-keep": `mo ${one.path}` }, name),
    element("span", { class: `badge badge--${one.outcome}` }, one.state),
    facts ? element("p", { class: "article-row__facts" }, facts) : null,
    note ? element("p", { class: "article-row__note" }, note.charAt(0).toUpperCase() + note.slice(1)) : null,
    typed ? element("p", { class: "article-row__typed" }, `Có phần viết dở, ${moment(typed)}`) : null,
    element("div", { class: "article-row__acts" }, act("Nhân bản", copy, "chep"), act("Xóa", remove, "xoa")),
  );
}

/** Return the row of an article in the trash; `takeBack` is called with it. */
export function trashRow(one, takeBack) {
  const name = one.tieu_de || one.bai;
  return element(
    "li", { class: "article-row" },
    element("span", { class: "article-row__title" }, name),
    element("p", { class: "article-row__facts" }, `Xóa ${moment(one.luc)} · ${one.bai}`),
    element("div", { class: "article-row__acts" }, button("Lấy lại", () => takeBack(one), { class: "link-button", "aria-label": `Lấy lại “${name}”` })),
  );
}
