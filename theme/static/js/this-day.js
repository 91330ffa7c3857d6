import { dayThere } from "./day-there.js";

function badge(words) {
  const made = document.createElement("span");
  made.className = "badge today-mark";
  made.textContent = words;
  return made;
}

/** Lead from the head of the schedule to this week or the next one that there is, where weeks that are over by now stand above it. */
function leadToComing(weeks, today) {
  const head = document.querySelector("[data-to-this-week]");
  const [week] = weeks
    .filter(({ dataset }) => dataset.to >= today)
    .sort((one, other) => (one.dataset.from < other.dataset.from ? -1 : 1));
  if (!head || !week || head.nextElementSibling === week) return;
  const link = document.createElement("a");
  link.dataset.thisWeek = "";
  link.href = `#${week.id}`;
  link.textContent = week.dataset.from <= today ? "Đến tuần này" : "Đến tuần sắp tới";
  head.append(" · ", link);
}

/** Take away what another day was marked with. */
function unmark() {
  for (const one of document.querySelectorAll(".today-mark, [data-this-week]")) {
    // Each stands behind what parts it from the words before it.
    one.previousSibling.remove();
    one.remove();
  }
  for (const one of document.querySelectorAll('.calendar [aria-current="date"], .tag[href^="#"][aria-current]')) {
    one.removeAttribute("aria-current");
  }
}

/** Mark a day, as it is in Việt Nam, in the calendar of events and in the weeks of the schedule, and no other. */
export function markThisDay(now) {
  const today = dayThere(now);
  unmark();
  const month = document.querySelector(`[data-month="${today.slice(0, 7)}"]`);
  if (month) {
    const day = month.querySelectorAll(".calendar__day")[Number(today.slice(8)) - 1];
    day.parentElement.setAttribute("aria-current", "date");
    const link = document.querySelector(`.tag[href="#${month.dataset.anchor}"]`);
    if (link) link.setAttribute("aria-current", "true");
  }
  const weeks = [...document.querySelectorAll("[data-from]")];
  leadToComing(weeks, today);
  for (const week of weeks) {
    if (today < week.dataset.from || today > week.dataset.to) continue;
    week.querySelector("h2").append(" ", badge("Tuần này"));
    const time = week.querySelector(`h3 time[datetime="${today}"]`);
    if (time) time.after(" ", badge("Hôm nay"));
  }
}
