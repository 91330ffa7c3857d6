const WEEKDAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/** Return a day in Vietnamese words. */
export function inWords(day) {
  const date = String(day.getDate()).padStart(2, "0");
  const month = day.getMonth() < 2 ? `0${day.getMonth() + 1}` : day.getMonth() + 1;
  return `${WEEKDAYS[day.getDay()]}, ngày ${date} tháng ${month} năm ${day.getFullYear()}`;
}

/** Put today's date into the tools; without scripts the place is not there at all. */
export function addToday(tools) {
  const today = document.createElement("span");
  today.textContent = inWords(new Date());
  tools.append(today);
}
