// The desk: the articles group by group, for the person who sits at it; found without diacritics, filtered, opened with one click.
import { calendar } from "./calendar.js";
import { button, choose, element, labelled, plain } from "./elements.js";
import { articleRow, stateOf, trashRow } from "./desk_rows.js";
import { me, setMe } from "./me.js";
import { tell } from "./message.js";
import { copyArticle, newArticle } from "./new_article.js";
import { answerTo } from "./server.js";
import { listTrash, takeBack, throwAway } from "./trash.js";

const SHOWN = 200;
const TRASH = "thung-rac";
// The choice at the end of the list of names, for who stands in none.
const OTHER = "…";
const FILTERS = ["chuyen-muc", "trang-thai", "tac-gia"];
// A build follows what was done on the disk: the list is read again when it may be ready.
const AGAIN = [1500, 5000, 12000];
const EMPTY = {
  "cho-toi": "Không có việc gì đang chờ bạn.",
  "cua-toi": "Bạn chưa có bài nào.",
  "cho-duyet": "Không có bài nào chờ duyệt.",
  "co-loi": "Không có bài nào bị lỗi.",
  "hen-gio": "Không có bài nào hẹn giờ.",
  "sap-het-han": "Trong bảy ngày tới không có bài nào hết hạn.",
  "lay-y-kien": "Không có văn bản nào đang lấy ý kiến.",
  "vua-dang": "Chưa có bài nào được đăng.",
  [TRASH]: "Thùng rác đang trống.",
};
const at = (id) => document.getElementById(id);
let desk = null;
let wasBuilt = true;
let written = "";
let rows = new Map();
let trash = [];
let month = "";
let complains = false;

/** Return the name of the group that the address names: else what waits for me, else all. */
function shownGroup() {
  const named = decodeURIComponent(location.hash.slice(1));
  if (named === TRASH || desk.nhom.some((group) => group.name === named)) return named;
  return desk.nhom[0].entries.length ? desk.nhom[0].name : "tat-ca";
}

/** Do something that somebody asked for, and say so where it cannot be done. */
const trying = (act) => (...given) => {
  tell("loi-bao", "");
  Promise.resolve(act(...given)).catch((error) => tell("loi-bao", error.message));
};

/** Read what is there now, which nobody asked for: what is being told stays, but for its own complaint. */
function look() {
  read().then(
    () => {
      if (complains) tell("loi-bao", "");
      complains = false;
    },
    (error) => {
      complains = true;
      tell("loi-bao", error.message);
    },
  );
}

// What the server says.

async function read() {
  const answer = await answerTo("ban-viet", { toi: me() });
  const text = JSON.stringify(answer);
  if (!answer.da_dung) setTimeout(look, 1000);
  // What came into the content during the first build is in the one that follows.
  else if (!wasBuilt) for (const wait of AGAIN) setTimeout(look, wait);
  wasBuilt = answer.da_dung;
  // A build that takes long leaves the list as it was.
  if (text === written || (desk && !answer.bai.length && desk.bai.length)) return;
  written = text;
  desk = answer;
  rows = new Map(desk.bai.map((one) => [one.path, { ...one, state: stateOf(one), found: plain([one.title, one.section, one.path, stateOf(one), ...one.people].join(" ")) }]));
  fillChoices();
  await show();
}

function readAgain() {
  for (const wait of AGAIN) setTimeout(look, wait);
  return read();
}

// Who sits here, and the filters.

function options(select, first, values, chosen) {
  select.replaceChildren(element("option", { value: "" }, first), ...values.map((value) => element("option", { value }, value)));
  select.value = values.includes(chosen) ? chosen : "";
}

function fillChoices() {
  const all = [...rows.values()];
  const distinct = (values) => [...new Set(values.filter(Boolean))].sort((one, other) => one.localeCompare(other, "vi"));
  options(at("toi-la"), "— chọn tên —", [...new Set([...desk.nguoi, me()].filter(Boolean))], me());
  at("toi-la").append(element("option", { value: OTHER }, "Tên khác…"));
  options(at("loc-chuyen-muc"), "Mọi chuyên mục", distinct(all.map((one) => one.section)), at("loc-chuyen-muc").value);
  options(at("loc-trang-thai"), "Mọi trạng thái", distinct(all.map((one) => one.state)), at("loc-trang-thai").value);
  options(at("loc-tac-gia"), "Mọi tác giả", distinct(all.flatMap((one) => one.people)), at("loc-tac-gia").value);
}

function isWanted(one) {
  const [section, state, author] = FILTERS.map((name) => at(`loc-${name}`).value);
  if ((section && one.section !== section) || (state && one.state !== state) || (author && !one.people.includes(author))) return false;
  return plain(at("tim").value).split(/\s+/).filter(Boolean).every((word) => one.found.includes(word));
}

const isFiltered = () => Boolean(at("tim").value.trim()) || FILTERS.some((name) => at(`loc-${name}`).value);

function forgetFilters() {
  at("tim").value = "";
  for (const name of FILTERS) at(`loc-${name}`).value = "";
  fill();
  at("tim").focus();
}

// What is seen.

function groupLink(name, label, count, shown) {
  const figure = element("span", { class: "groups__count" }, String(count));
  return element("a", { class: "groups__group", href: `#${name}`, "data-keep": `nhom ${name}`, "aria-current": name === shown ? "true" : null }, `${label} `, figure);
}

/** Show the group that the address names. */
async function show() {
  const shown = shownGroup();
  const place = document.activeElement?.dataset?.keep;
  const groups = me() ? desk.nhom : desk.nhom.filter((group) => !["cho-toi", "cua-toi"].includes(group.name));
  const links = groups.map((group) => groupLink(group.name, group.label, group.entries.length, shown));
  at("cac-nhom").replaceChildren(...links, groupLink(TRASH, "Thùng rác", desk.thung_rac, shown));
  at("cac-nhom").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  at("ten-nhom").textContent = desk.nhom.find((group) => group.name === shown)?.label || "Thùng rác";
  at("bo-loc").hidden = shown === TRASH;
  if (shown === TRASH) trash = await listTrash();
  fill();
  keepFocus(place);
}

/** Focus what was focused before it was made anew; nothing where nobody was anywhere, or is elsewhere by now. */
function keepFocus(place) {
  if (place && document.activeElement === document.body) document.querySelector(`[data-keep="${CSS.escape(place)}"]`)?.focus();
}

function fill() {
  const shown = shownGroup();
  const entries = desk.nhom.find((group) => group.name === shown)?.entries || [];
  const found = entries.filter((entry) => rows.has(entry.path) && isWanted(rows.get(entry.path)));
  const items = shown === TRASH ? trash.map((one) => trashRow(one, trying(fromTrash))) : found.slice(0, SHOWN).map(listed);
  const place = document.activeElement?.dataset?.keep;
  at("cac-bai").replaceChildren(...items);
  at("so-bai").textContent = count(shown, items.length, found.length, entries.length);
  at("bo-loc-het").hidden = shown === TRASH || !isFiltered();
  at("lich").hidden = shown !== "hen-gio";
  if (shown === "hen-gio") fillCalendar(found);
  keepFocus(place);
}

function listed(entry) {
  return articleRow(rows.get(entry.path), entry.note, desk.dang_viet[entry.path], { copy: trying(copied), remove: trying(removed) });
}

function count(shown, items, found, entries) {
  if (!desk.da_dung) return "Đang dựng cổng; danh sách hiện ra khi dựng xong.";
  if (shown === TRASH) return items ? `${items} bài` : EMPTY[TRASH];
  if (!found) return entries ? "Không có bài nào như vậy." : EMPTY[shown] || "Chưa có bài nào.";
  return `${found} bài${found > SHOWN ? `, đang hiện ${SHOWN} bài đầu` : ""}`;
}

function fillCalendar(entries) {
  month = month || desk.hom_nay.slice(0, 7);
  const go = (to) => {
    month = to;
    fill();
  };
  at("lich").replaceChildren(calendar(entries, rows, month, desk.hom_nay, go));
}

/** Ask for a name that is in no list; the present one stays where nobody gives one. */
async function otherName() {
  const name = element("input", { class: "input", type: "text", maxlength: "200", autocomplete: "name", required: "" });
  const help = "Tên được ghi vào bài khi bạn gửi duyệt, duyệt, gửi lên; không hiện trên cổng.";
  const chosen = await choose("Tên của bạn", labelled("Họ và tên", name, help), [["", "Thôi"], ["xong", "Xong", "primary"]]);
  return chosen === "xong" && name.value.trim() ? name.value : me();
}

// What is done.

function say(words, ...buttons) {
  tell("vua-lam", words, ...buttons);
  buttons[0]?.focus();
}

async function created() {
  const path = await newArticle(me());
  if (path) location.href = path;
}

async function copied(one) {
  const path = await copyArticle(one);
  if (path) location.href = path;
}

async function removed(one) {
  const gone = await throwAway(one);
  if (!gone) return;
  await readAgain();
  say(`Đã đưa “${one.title || one.path}” vào thùng rác.`, button("Hoàn tác", trying(() => fromTrash(gone)), { "data-keep": "hoan-tac" }));
}

async function fromTrash(one) {
  const path = await takeBack(one);
  await readAgain();
  trash = await listTrash();
  fill();
  say(`Đã lấy lại “${one.tieu_de || path}”.`, element("a", { class: "button", href: `viet?${new URLSearchParams({ bai: path })}` }, "Mở bài"));
}

at("tim").addEventListener("input", () => desk && fill());
for (const name of FILTERS) at(`loc-${name}`).addEventListener("change", () => desk && fill());
at("bo-loc").addEventListener("submit", (event) => event.preventDefault());
at("bo-loc-het").addEventListener("click", forgetFilters);
at("bai-moi").addEventListener("click", trying(created));
at("toi-la").addEventListener("change", trying(async () => {
  const chosen = at("toi-la").value === OTHER ? await otherName() : at("toi-la").value;
  setMe(chosen);
  // The list may hold the same articles for another person.
  fillChoices();
  await read();
}));
addEventListener("hashchange", trying(async () => {
  if (!desk) return;
  tell("vua-lam", "");
  await show();
  at("ten-nhom").focus();
}));
addEventListener("focus", () => desk && look());
for (const wait of AGAIN) setTimeout(look, wait);
look();
