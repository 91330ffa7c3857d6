import { DAY, dayThere } from "./day-there.js";
import { grouped } from "./numbers.js";

// The states of what the public is or will be asked about.
const WAITING = ["open", "upcoming"];

/** Return how many days lie between two days as pages write them (2024-06-30). */
function daysBetween(one, other) {
  return Math.round((Date.parse(`${other}T00:00Z`) - Date.parse(`${one}T00:00Z`)) / DAY);
}

/** Return the state of a day: its name for styles, its words, the days left of a consultation (0 on its last day). */
export function stateOn(life, today) {
  const phases = life.split(";").map((written) => {
    const [begins, state] = written.split(" ", 2);
    return { begins, state, words: written.slice(begins.length + state.length + 2) };
  });
  const place = phases.filter(({ begins }) => begins <= today).length - 1;
  const { state, words } = phases[place];
  const next = phases[place + 1];
  // Only where the consultation comes to its own end is the end its last day.
  const ends = state === "open" && next && ["closed", "concluded"].includes(next.state);
  return { state, words, left: ends ? daysBetween(today, next.begins) - 1 : null };
}

function counted(left) {
  return left ? `còn ${grouped(left)} ngày` : "hôm nay là ngày cuối";
}

function wordsIn(kind, className, text) {
  const made = document.createElement(kind);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Fill the place where a list of consultations counts. */
function countIn(place, { state, words, left }) {
  const entry = place.parentElement;
  entry.className = `consultation consultation--${state}`;
  entry.querySelector(".consultation__act").hidden = state !== "open";
  if (left === null) {
    place.textContent = words;
    return;
  }
  place.textContent = "";
  const number = wordsIn("strong", "consultation__number", left ? grouped(left) : "Hôm nay");
  place.append(number, left ? " ngày nữa hết hạn" : " là ngày cuối");
}

/**
 * Show of a block of consultations as many as it is made for, those that are not over, and head it with what is true of them
 * today; where all are over nothing is left of it.
 */
function tellCall(list, block, today) {
  const states = [];
  for (const place of list.querySelectorAll("[data-count]")) {
    const found = stateOn(place.dataset.life, today);
    countIn(place, found);
    const isShown = WAITING.includes(found.state) && states.length < Number(list.dataset.atOnce);
    place.parentElement.hidden = !isShown;
    if (isShown) states.push(found.state);
  }
  if (!block) return;
  block.hidden = !states.length;
  block.querySelector("[data-call-title]").textContent = states.includes("open") ? "Đang cần bạn góp ý" : "Sắp lấy ý kiến";
}

function tell(place, today) {
  const found = stateOn(place.dataset.life, today);
  place.hidden = Boolean(place.dataset.only && place.dataset.only !== found.state);
  place.className = `badge badge--${found.state}`;
  place.textContent = found.words;
  // Paper has no use for a number that is another tomorrow.
  if (found.left !== null) place.append(wordsIn("span", "days-left", `\u00a0– ${counted(found.left)}`));
  const row = place.closest("[data-state]");
  if (row) {
    row.dataset.state = found.state;
    row.dataset.stateName = found.words;
  }
}

/** Put what is true today behind the days of a consultation, in the place of what was true on another day. */
function sayToday(days, words) {
  const said = days.querySelector(".response__today");
  if (said) said.textContent = words;
  else if (words) days.append(" ", wordsIn("span", "response__today", words));
}

/** Say whether opinions are taken today; after the last day nothing invites to send one. */
function tellResponse(place, today) {
  const { opens, closes, unsure } = place.dataset;
  const waits = opens && today < opens;
  // A document may be issued before the last day.
  const over = place.dataset.over && today >= place.dataset.over;
  const act = place.querySelector(".response__act");
  // Nobody wrote a last day, and the first is long past: what may be over invites nobody.
  const isUnsure = Boolean(unsure && today >= unsure && !over);
  if (act) act.hidden = Boolean(waits || over || isUnsure);
  const left = closes && !waits && !over ? `Đang nhận ý kiến, ${counted(daysBetween(today, closes))}.` : "";
  const ended = closes && today > closes ? "Đã hết hạn nhận ý kiến." : "Đã ngừng nhận ý kiến.";
  const words = over ? ended : waits ? "Chưa đến ngày nhận ý kiến." : left;
  sayToday(place.querySelector(".response__days"), words);
  place.classList.toggle("response--unsure", isUnsure);
  if (isUnsure) place.querySelector(".response__title").textContent = "Nơi nhận ý kiến";
  if (!over) return;
  place.classList.add("response--over");
  place.querySelector(".response__title").textContent = "Đợt lấy ý kiến đã kết thúc";
}

/** Say of what one document does to another whether it will be so or is so today. */
function tellTurn(place, today) {
  const { turns, before, after } = place.dataset;
  place.textContent = today < turns ? before : after;
}

/** Say once beside the states of a page on which day they are true: paper has no clock. */
function tellDay(today) {
  const place = document.querySelector("[data-as-of]");
  if (place) place.textContent = `${place.dataset.asOf}(tính đến ngày ${today.split("-").reverse().join("/")})`;
}

/** Tell the urgent notice and the blocks of consultations as they are read: before they are drawn, so that nothing moves when one is gone. */
export function tellCallsWhileRead(now = new Date()) {
  const today = dayThere(now);
  const seen = new MutationObserver(() => tellCalls(today));
  seen.observe(document.documentElement, { childList: true, subtree: true });
  return () => {
    seen.disconnect();
    tellCalls(today);
  };
}

/** Take away an urgent notice whose last day is over: nobody may have built the portal since. */
function tellNotice(today) {
  const notice = document.querySelector(".urgent[data-until]");
  if (notice) notice.hidden = today > notice.dataset.until;
}

function tellCalls(today) {
  tellNotice(today);
  for (const list of document.querySelectorAll(".consultation-list")) {
    if (list.dataset.told === today) continue;
    const block = list.closest("[data-call]");
    // Of a block that is not read to its end nobody knows whether all in it are over.
    if (document.readyState === "loading" && !(block || list).nextElementSibling) continue;
    list.dataset.told = today;
    tellCall(list, block, today);
  }
}

/** Tell the states of a page and count its days by the reader's clock, in Việt Nam's day: a page may be older than today. */
export function tellStates(now = new Date()) {
  document.documentElement.classList.add("is-told");
  const today = dayThere(now);
  tellCalls(today);
  tellDay(today);
  for (const place of document.querySelectorAll("[data-life]:not([data-count])")) tell(place, today);
  for (const place of document.querySelectorAll("[data-closes]")) tellResponse(place, today);
  for (const place of document.querySelectorAll("[data-turns]")) tellTurn(place, today);
}
