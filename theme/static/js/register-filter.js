import { eachDay } from "./each-day.js";
import { grouped } from "./numbers.js";
import { chosenOf, comparable, inOrder, plain, stateWord, textOf } from "./register-lines.js";
import { tellStates } from "./states.js";
import { pausesOf } from "./typing-pause.js";
import { whenRead } from "./when-read.js";

const ALL = "";
// How many lines are shown before one asks for more.
const STEP = 50;
// What addresses called a state before.
const FORMER = { "da-phe-duyet": "da-ban-hanh", "da-ket-thuc-lay-y-kien": "da-ket-thuc-dang-tong-hop-y-kien" };
const ORDERS = [
  ["ten", "Tên văn bản"],
  ["moi", "Ngày ban hành, mới trước"],
  ["cu", "Ngày ban hành, cũ trước"],
  ["tinh-trang", "Tình trạng"],
];

// What is chosen here has many words: it has more of a row on a phone.
const WORDY = new Set(["trang-thai", "thoi-ky", "xep"]);

function labelled(control, text) {
  const label = document.createElement("label");
  label.className = `register-filter__field${WORDY.has(control.name) ? " register-filter__field--wordy" : ""}`;
  const words = document.createElement("span");
  words.textContent = text;
  label.append(words, control);
  return label;
}

function choice(name, pairs) {
  const select = document.createElement("select");
  select.name = name;
  select.append(...pairs.map(([value, text]) => new Option(text, value)));
  return select;
}

// Where the table has its headings there is room for all choices; on a phone the first lines come before them. In rem.
const WIDE = 60;

/** Call a function now and whenever the screen becomes wide or narrow for its letters, with which it is. */
function followWidth(act) {
  let was;
  const follow = () => {
    // As text-size.js has set it; to compute a style would hold up the page's first drawing.
    const percent = parseFloat(document.documentElement.style.fontSize) || 100;
    const isWide = matchMedia(`(min-width: ${(WIDE * percent) / 100}rem)`).matches;
    if (isWide !== was) act((was = isWide));
  };
  addEventListener("resize", follow);
  follow();
}

/** Return the choices behind one line that opens them; on a wide screen they are always open. */
function folded(fields, controls) {
  const more = document.createElement("details");
  more.className = "register-filter__more";
  const summary = document.createElement("summary");
  const inside = document.createElement("div");
  inside.className = "register-filter__choices";
  inside.append(...fields);
  more.append(summary, inside);
  const chosen = () => controls.filter(({ value }) => value).length;
  const count = () => {
    summary.textContent = chosen() ? `Lọc, sắp xếp (đang chọn ${chosen()})` : "Lọc, sắp xếp";
  };
  followWidth((isWide) => {
    more.open = isWide || chosen() > 0;
  });
  count();
  return { more, count };
}

function told(shown, total, isWhole = true) {
  if (shown) return `Có ${grouped(shown)} trên ${grouped(total)} văn bản.`;
  return isWhole ? "Không có văn bản nào như vậy. Thử bớt điều kiện lọc." : "Trong trang này không có văn bản nào như vậy.";
}

/**
 * Put a form above a part of the register that shows only the lines one looks for, and make its columns sortable.
 * The form comes at once, before the table is drawn; it looks at lines when all of the page are there.
 */
export function addRegisterFilter(place) {
  const form = document.createElement("form");
  form.className = "register-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", `Lọc ${place.dataset.name}`);
  const words = document.createElement("input");
  words.type = "search";
  words.name = "tim";
  const offers = JSON.parse(place.dataset.offers);
  const choices = [
    ["Loại văn bản", "loai"],
    ["Tình trạng", "trang-thai"],
    ["Lĩnh vực", "linh-vuc"],
    ["Địa bàn", "dia-ban"],
    ["Thời kỳ", "thoi-ky"],
    ["Năm", "nam"],
  ]
    .filter(([, name]) => offers[name].length)
    .map(([label, name]) => {
      const worded = name === "trang-thai" ? stateWord : plain;
      const pairs = offers[name].map((text) => [worded(text), text]);
      return { label, control: choice(name, [[ALL, "Tất cả"], ...pairs]) };
    });
  const order = choice("xep", [[ALL, `Như trong ${place.dataset.whole}`], ...ORDERS]);
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Bỏ lọc";
  const count = document.createElement("p");
  count.className = "register-filter__count";
  count.setAttribute("role", "status");
  const total = Number(place.dataset.registerFilter);
  count.textContent = told(total, total);
  const fields = choices.map(({ control, label }) => labelled(control, label));
  const controls = [...choices.map(({ control }) => control), order];
  take(new URLSearchParams(location.search), [words, ...controls]);
  const choicesBelow = folded([...fields, labelled(order, "Sắp xếp"), reset], controls);
  form.append(labelled(words, "Tìm theo tên, số hiệu, cơ quan"), choicesBelow.more, count);
  place.prepend(form);
  whenRead(() => startFilter(place, { form, words, choices, order, count, total, tellChosen: choicesBelow.count }));
}

/** Have what an address asks for chosen, in whichever capitals. */
function take(asked, controls) {
  for (const control of controls) {
    const value = asked.get(control.name) || "";
    const wanted = FORMER[value] || value;
    if (!(control instanceof HTMLSelectElement)) control.value = wanted;
    // A choice that this register does not have is no choice.
    else control.selectedIndex = Math.max(0, [...control.options].findIndex((one) => comparable(one.value) === comparable(wanted)));
  }
}

/** Return the lines of another page of the register. */
async function linesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const lines = [...page.querySelectorAll(".register tbody tr")];
  // What answers in its place, as the page of a network that asks to log in, is no page of the register.
  if (!lines.length) throw new Error(address);
  return lines;
}

/** Return what fetches the lines of all other pages; what came stays when others did not, and is not asked for again. */
function fetching(others) {
  const coming = new Map();
  async function read(address) {
    const lines = await linesOf(address);
    // One page after the other as they come, so that the first key afterwards finds all read.
    lines.forEach(textOf);
    return lines;
  }
  function linesAt(address) {
    if (!coming.has(address)) coming.set(address, read(address));
    return coming.get(address).catch((fault) => {
      coming.delete(address);
      throw fault;
    });
  }
  return async () => [].concat(...(await Promise.all(others.map(linesAt))));
}

function hiddenButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.hidden = true;
  return button;
}

/** Let the form narrow and order the lines from now on; those of other pages are fetched when they are needed. */
function startFilter(place, { form, words, choices, order, count, total, tellChosen }) {
  const body = place.querySelector("table").tBodies[0];
  const controls = [words, ...choices.map(({ control }) => control), order];
  const others = place.dataset.others.split(" ").filter(Boolean);
  const fetchOthers = fetching(others);
  const pages = place.querySelector(".pagination");
  const more = hiddenButton("");
  const again = hiddenButton("Tải lại các trang khác");
  more.className = "register__more";
  place.append(more);
  form.append(again);
  let rows = [...body.rows];
  let whole = others.length === 0;
  let coming = null;
  let limit = STEP;
  let turn = 0;
  let timer = 0;

  /** Show what is chosen of the lines that are there, and tell how many those are. */
  function apply() {
    const chosen = choices.filter(({ control }) => control.value !== ALL).map(({ control }) => [control.name, control.value]);
    const found = chosenOf(rows, words.value, chosen);
    const shown = new Set(found.slice(0, limit));
    for (const row of rows) if (row.hidden === shown.has(row)) row.hidden = !shown.has(row);
    more.hidden = found.length <= limit;
    more.textContent = `Xem thêm ${Math.min(STEP, found.length - limit)} văn bản`;
    return told(found.length, whole ? rows.length : total, whole);
  }

  /** Put the lines in the order that was chosen; they are moved only where it is another one than theirs. */
  function arrange() {
    const sorted = sort(rows);
    if (sorted.some((row, at) => row !== rows[at])) body.append(...sorted);
    rows = sorted;
  }

  /** Have all lines of the register. */
  async function complete() {
    count.textContent = `Đang tải cả ${place.dataset.whole}…`;
    const fetched = await fetchOthers();
    // They are seen once they are chosen.
    for (const row of fetched) row.hidden = true;
    body.append(...fetched);
    rows.push(...fetched);
    whole = true;
    tellStates();
    if (pages) pages.hidden = true;
  }

  /** Show what is chosen, of the whole register where it comes; where it did not, it is asked for again on demand alone. */
  async function changed() {
    const mine = ++turn;
    limit = STEP;
    let fault = "";
    try {
      if (!whole) await (coming = coming || complete());
    } catch (error) {
      fault = "Chưa tải được các trang khác, đang lọc trong trang này. ";
    }
    // What was typed since shows itself.
    if (mine !== turn) return;
    if (!fault && again.contains(document.activeElement)) words.focus();
    again.hidden = !fault;
    arrange();
    count.textContent = fault + apply();
  }

  function retry() {
    coming = null;
    return changed();
  }

  function act() {
    clearTimeout(timer);
    remember();
    tellChosen();
    return changed();
  }

  function remember() {
    const kept = new URLSearchParams();
    for (const control of controls) {
      if (control.value) kept.set(control.name, control.value);
    }
    const query = kept.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  const sort = addSorting(place.querySelector("table"), order, act);
  const pauseOf = pausesOf(words);
  form.addEventListener("input", ({ target }) => {
    const pause = target === words ? pauseOf() : 0;
    clearTimeout(timer);
    if (pause) timer = setTimeout(act, pause);
    else act();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
  form.addEventListener("reset", () => setTimeout(act));
  again.addEventListener("click", retry);
  addEventListener("online", () => again.hidden || retry());
  more.addEventListener("click", () => {
    const next = rows.filter((row) => !row.hidden).length;
    limit += STEP;
    apply();
    rows.filter((row) => !row.hidden)[next].querySelector("a").focus();
  });
  // States are what lines are chosen by: those of another day are told by then, since the page follows the day from before on.
  eachDay(() => {
    if (controls.some(({ value }) => value)) changed();
    else if (whole) apply();
  });
}

/**
 * Make a button of each column's heading that sorts by it, up and down in turn, where headings are shown; the choice of an
 * order does the same on a phone. Returns what sorts lines as it was chosen last.
 */
function addSorting(table, order, act) {
  const headings = [...table.tHead.rows[0].cells];
  const names = headings.map((heading) => heading.textContent);
  const chosen = { ten: ["title", false], moi: ["issue", true], cu: ["issue", false], "tinh-trang": ["state", false] };
  let [column, down] = ["place", false];

  function take(name, isDown) {
    [column, down] = [name, isDown];
    for (const heading of headings) {
      if (heading.dataset.column === name) heading.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  }

  function press(heading) {
    const name = heading.dataset.column;
    take(name, heading.getAttribute("aria-sort") === "ascending");
    order.value = Object.keys(chosen).find((one) => chosen[one][0] === column && chosen[one][1] === down) || ALL;
    act();
  }

  function button(heading, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "register__sort";
    made.textContent = name;
    made.addEventListener("click", () => press(heading));
    return made;
  }

  // On a phone the headings are not shown: no button may take the focus there.
  followWidth((isWide) =>
    headings.forEach((heading, place) => {
      heading.textContent = "";
      heading.append(isWide ? button(heading, names[place]) : names[place]);
    }),
  );
  const followChoice = () => take(...(chosen[order.value] || ["place", false]));
  order.addEventListener("input", followChoice);
  order.form.addEventListener("reset", () => setTimeout(followChoice));
  followChoice();

  return (rows) => inOrder(rows, column, down);
}
