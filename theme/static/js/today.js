import { SEVEN_HOURS } from "./day-there.js";
import { eachDay } from "./each-day.js";
import { lunarInWords } from "./lunar.js";

const WEEKDAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/** Return the day that an instant falls on in Việt Nam, in Vietnamese words. */
export function inWords(instant) {
  const there = new Date(instant.getTime() + SEVEN_HOURS);
  const day = String(there.getUTCDate()).padStart(2, "0");
  const month = there.getUTCMonth() < 2 ? `0${there.getUTCMonth() + 1}` : there.getUTCMonth() + 1;
  return `${WEEKDAYS[there.getUTCDay()]}, ngày ${day} tháng ${month} năm ${there.getUTCFullYear()}`;
}

/** Return the same day's lunar date in words. */
export function lunarWords(instant) {
  const there = new Date(instant.getTime() + SEVEN_HOURS);
  return lunarInWords(there.getUTCDate(), there.getUTCMonth() + 1, there.getUTCFullYear());
}

/** Return the same day as short as a phone needs it. */
export function inFigures(instant) {
  const there = new Date(instant.getTime() + SEVEN_HOURS);
  const figures = [there.getUTCDate(), there.getUTCMonth() + 1].map((part) => String(part).padStart(2, "0"));
  return `${WEEKDAYS[there.getUTCDay()]}, ${figures.join("/")}/${there.getUTCFullYear()}`;
}

function part(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}

/** Put today's date into the tools; without scripts the place is not there at all. */
export function addToday(tools) {
  const today = part("today", "");
  eachDay((now) => {
    today.textContent = "";
    today.append(part("today__long", `${inWords(now)} (âm lịch: ${lunarWords(now)})`), part("today__short", inFigures(now)));
  });
  tools.append(today);
}
