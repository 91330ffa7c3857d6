import { dayThere } from "./day-there.js";

function badge(words) {
  const made = document.createElement("span");
  made.className = "badge today-mark";
  made.textContent = words;
  return made;
}

/** Mark the reader's day, in Việt Nam, in the calendar of events and in the weeks of the schedule. */
export function markThisDay(now = new Date()) {
  const today = dayThere(now);
  const month = document.querySelector(`[data-month="${today.slice(0, 7)}"]`);
  if (month) {
    const day = month.querySelectorAll(".calendar__day")[Number(today.slice(8)) - 1];
    day.parentElement.setAttribute("aria-current", "date");
    const link = document.querySelector(`.tag[href="#${month.dataset.anchor}"]`);
    if (link) link.setAttribute("aria-current", "true");
  }
  for (const week of document.querySelectorAll("[data-from]")) {
    if (today < week.dataset.from || today > week.dataset.to) continue;
    week.querySelector("h2").append(" ", badge("Tuần này"));
    const time = week.querySelector(`h3 time[datetime="${today}"]`);
    if (time) time.after(" ", badge("Hôm nay"));
  }
}
