// A month as a table: what appears by itself, on its day.
import { button, element } from "./elements.js";
import { editAddress } from "./desk_rows.js";

const DAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"];
const SHORT = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];
const two = (figure) => String(figure).padStart(2, "0");

/** Return the month that lies some months after another: ("2026-12", 1) is "2027-01". */
export function monthAfter(month, count) {
  const [year, number] = month.split("-").map(Number);
  const months = year * 12 + number - 1 + count;
  return `${Math.floor(months / 12)}-${two((months % 12) + 1)}`;
}

/** Return the days of a month in weeks that begin on Monday; "" for a day of another month. */
export function weeksOf(month) {
  const [year, number] = month.split("-").map(Number);
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const count = Math.ceil((before + length) / 7);
  const dayAt = (place) => (place >= before && place < before + length ? `${month}-${two(place - before + 1)}` : "");
  return Array.from({ length: count }, (_, week) => DAYS.map((_, day) => dayAt(week * 7 + day)));
}

function appearing(entry, row) {
  const hour = entry.moment.slice(11, 16);
  return element(
    "li", { class: "calendar__item" },
    hour === "00:00" ? null : element("span", { class: "calendar__hour" }, `${hour} `),
    element("a", { href: editAddress(entry.path) }, row.title || entry.path),
  );
}

function cell(day, weekday, entries, rows, today) {
  if (!day) return element("td", { role: "cell", class: "calendar__day calendar__day--none" });
  const items = entries.filter((entry) => entry.moment.slice(0, 10) === day);
  const figure = Number(day.slice(8));
  const name = element("time", { class: "calendar__figure", datetime: day }, element("span", { class: "calendar__weekday" }, `${DAYS[weekday]}, `), String(figure));
  const isToday = day === today;
  return element(
    "td", { role: "cell", class: `calendar__day${items.length ? "" : " calendar__day--empty"}${isToday ? " calendar__day--today" : ""}`, "aria-current": isToday ? "date" : null },
    name,
    isToday ? element("span", { class: "visually-hidden" }, " (hôm nay)") : null,
    items.length ? element("ul", { class: "calendar__items" }, items.map((entry) => appearing(entry, rows.get(entry.path)))) : null,
  );
}

/**
 * Return a month's calendar.
 *
 * `entries` have a `path` and the `moment` at which each appears, in the portal's zone; `rows` are the articles by path; `go` is called
 * with the month that is to be shown instead. On a phone it is a list of days, so its roles are written out.
 */
export function calendar(entries, rows, month, today, go) {
  const [year, number] = month.split("-").map(Number);
  const step = (label, to, key) => button(label, () => go(to), { "data-keep": key });
  const head = element("tr", { role: "row" }, DAYS.map((day, place) => element("th", { role: "columnheader", scope: "col" }, element("abbr", { title: day }, SHORT[place]))));
  const days = new Set(entries.map((entry) => entry.moment.slice(0, 10)));
  const kind = (week) => (week.some((day) => days.has(day)) ? null : "calendar__week--empty");
  const weeks = weeksOf(month).map((week) => element("tr", { role: "row", class: kind(week) }, week.map((day, weekday) => cell(day, weekday, entries, rows, today))));
  const inMonth = entries.filter((entry) => entry.moment.slice(0, 7) === month).length;
  const title = `Tháng ${number} năm ${year}`;
  return element(
    "section", { class: "calendar", "aria-label": "Lịch hẹn giờ" },
    element(
      "div", { class: "calendar__bar" },
      step("‹ Tháng trước", monthAfter(month, -1), "thang-truoc"),
      element("h3", { class: "calendar__month", "aria-live": "polite" }, title),
      step("Tháng sau ›", monthAfter(month, 1), "thang-sau"),
    ),
    element(
      "table", { class: "calendar__table", role: "table" },
      element("caption", { class: "visually-hidden" }, `${title}: ${inMonth} bài hẹn giờ`),
      element("thead", { role: "rowgroup" }, head),
      element("tbody", { role: "rowgroup" }, weeks),
    ),
    element("p", { class: "calendar__none", hidden: inMonth ? "" : null }, "Tháng này không có bài nào hẹn giờ."),
  );
}
