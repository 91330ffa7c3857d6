// Chooses where a link leads: an article, a section or a file of the portal, or an address that is typed.
import { choose, element, labelled, plain } from "./elements.js";

const SHOWN = 40;

/** Return the words of a search, and a test whether a text has all of them. */
function finder(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return (one) => words.every((word) => one.includes(word));
}

/** Ask for the target of a link; returns {href, words}, null if nothing was chosen, href "" to take the link away. */
export async function pickLink(choices, { href, words }) {
  const all = [
    ...choices.bai.map((one) => ({ label: one.ten || one.duong_dan, note: `Bài${one.ghi ? `, ${one.ghi}` : ""}`, href: `/${one.duong_dan.split("/").slice(1).join("/")}` })),
    ...choices.chuyen_muc.map((one) => ({ label: one.nhan, note: "Chuyên mục", href: one.dia_chi })),
    ...choices.tep.map((path) => ({ label: path.split("/").pop(), note: "Tệp", href: `/${path.split("/").slice(1).join("/")}` })),
  ].map((one) => ({ ...one, found: plain(`${one.label} ${one.href}`) }));
  const target = element("input", { class: "input", type: "text", value: href, autocomplete: "off", maxlength: "1000" });
  const shown = element("input", { class: "input", type: "text", value: words, autocomplete: "off", maxlength: "300" });
  const search = element("input", { class: "input", type: "search", autocomplete: "off", placeholder: "Gõ vài chữ, không cần dấu" });
  const list = element("ul", { class: "picker", "aria-label": "Kết quả" });
  const fill = () => {
    const fits = finder(search.value);
    const found = all.filter((one) => fits(one.found)).slice(0, SHOWN);
    list.replaceChildren(
      ...found.map((one) =>
        element("li", {}, element("button", {
          type: "button", class: "picker__choice",
          click: () => {
            target.value = one.href;
            if (!shown.value) shown.value = one.label;
            target.focus();
          },
        }, element("span", { class: "picker__label" }, one.label), element("span", { class: "picker__note" }, one.note))),
      ),
    );
  };
  search.addEventListener("input", fill);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  fill();
  const content = [labelled("Tìm bài, chuyên mục, tệp của cổng", search), list, labelled("Địa chỉ", target, "Chọn ở trên, hoặc dán địa chỉ trang ngoài: https://…"), labelled("Chữ hiện ra", shown)];
  const buttons = [["", "Thôi"], ...(href ? [["bo", "Bỏ liên kết"]] : []), ["xong", "Đặt liên kết", "primary"]];
  const chosen = await choose("Liên kết", content, buttons, { ready: () => search.focus() });
  if (chosen === "bo") return { href: "", words };
  return chosen === "xong" && target.value.trim() ? { href: target.value.trim(), words: shown.value.trim() || target.value.trim() } : null;
}
