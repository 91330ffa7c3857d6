import { lunarInWords } from "./lunar.js";

const WEEKDAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const SEVEN_HOURS = 7 * 60 * 60 * 1000;

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

/** Put today's date into the tools; without scripts the place is not there at all. */
export function addToday(tools) {
  const now = new Date();
  const today = document.createElement("span");
  today.className = "today";
  const lunar = document.createElement("span");
  lunar.className = "today__lunar";
  lunar.textContent = ` (âm lịch: ${lunarWords(now)})`;
  today.append(inWords(now), lunar);
  tools.append(today);
}
