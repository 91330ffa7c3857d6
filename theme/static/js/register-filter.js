import { fold, matches } from "./fold.js";
import { tellStates } from "./states.js";
import { whenRead } from "./when-read.js";

const ALL = "";
// How many lines are shown before one asks for more.
const STEP = 50;
const collator = new Intl.Collator("vi", { numeric: true });
// The states in the order of a document's life.
const STATES = [
  "draft", "upcoming", "open", "closed", "concluded", "submitted", "displayed",
  "issued", "not-in-force", "lapsed", "replaced", "repealed", "unknown",
];
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

// Where the table has its headings there is room for all choices; on a phone the first lines come before them.
const WIDE = "(min-width: 60rem)";

/** Call a function now and whenever the screen becomes wide or narrow, with which it is. */
function followWidth(act) {
  const wide = matchMedia(WIDE);
  const follow = () => act(wide.matches);
  // Safari of 2018 knows only the older name.
  if (wide.addEventListener) wide.addEventListener("change", follow);
  else wide.addListener(follow);
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

/** Return a text with plain spaces, so that an address that somebody types finds it. */
function plain(text) {
  return (text || "").replace(/\s+/g, " ").trim();
}

/** Return a state's name as an address holds it: "dang-lay-y-kien". */
function stateWord(name) {
  return fold(name).replace(/[^a-z0-9]+/g, "-");
}

function told(shown, total) {
  return shown ? `Có ${shown} trên ${total} văn bản.` : "Không có văn bản nào như vậy. Thử bớt điều kiện lọc.";
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
  // Each choice: its label, its name, and what a line must have to be chosen.
  const choices = [
    ["Loại văn bản", "loai", (row) => plain(row.dataset.kind), plain],
    ["Tình trạng", "trang-thai", (row) => stateWord(row.dataset.stateName), stateWord],
    ["Lĩnh vực", "linh-vuc", (row) => plain(row.dataset.field), plain],
    ["Địa bàn", "dia-ban", (row) => plain(row.dataset.area), plain],
    ["Thời kỳ", "thoi-ky", (row) => plain(row.dataset.period), plain],
    ["Năm", "nam", (row) => row.dataset.year, plain],
  ]
    .filter(([, name]) => offers[name].length)
    .map(([label, name, valueOf, worded]) => {
      const pairs = offers[name].map((text) => [worded(text), text]);
      return { label, valueOf, control: choice(name, [[ALL, "Tất cả"], ...pairs]) };
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

/** Have what an address asks for chosen. */
function take(asked, controls) {
  for (const control of controls) {
    const value = asked.get(control.name) || "";
    control.value = FORMER[value] || value;
    // A choice that this register does not have is no choice.
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = ALL;
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

/** Let the form narrow and order the lines from now on; those of other pages are fetched when they are needed. */
function startFilter(place, { form, words, choices, order, count, total, tellChosen }) {
  const body = place.querySelector("table").tBodies[0];
  const controls = [words, ...choices.map(({ control }) => control), order];
  const others = place.dataset.others.split(" ").filter(Boolean);
  const pages = place.querySelector(".pagination");
  const more = document.createElement("button");
  more.type = "button";
  more.className = "register__more";
  place.append(more);
  let rows = [...body.rows];
  let whole = others.length === 0;
  let limit = STEP;

  function apply() {
    const found = rows.filter(
      (row) =>
        choices.every(({ control, valueOf }) => control.value === ALL || valueOf(row) === control.value) &&
        matches(row.textContent, words.value),
    );
    const shown = new Set(found.slice(0, limit));
    for (const row of rows) row.hidden = !shown.has(row);
    more.hidden = found.length <= limit;
    more.textContent = `Xem thêm ${Math.min(STEP, found.length - limit)} văn bản`;
    count.textContent = told(found.length, whole ? rows.length : total);
  }

  /** Have all lines of the register; where they do not come, those of this page stay. */
  async function complete() {
    count.textContent = `Đang tải cả ${place.dataset.whole}…`;
    const fetched = await Promise.all(others.map(linesOf));
    body.append(...[].concat(...fetched));
    whole = true;
    tellStates();
    if (pages) pages.hidden = true;
  }

  let coming = null;
  const act = () => {
    remember();
    tellChosen();
    return changed();
  };

  async function changed() {
    limit = STEP;
    let fault = "";
    try {
      if (!whole) await (coming = coming || complete());
    } catch (error) {
      coming = null;
      fault = "Chưa tải được các trang khác, đang lọc trong trang này. ";
    }
    rows = sort([...body.rows]);
    body.append(...rows);
    apply();
    count.textContent = fault + count.textContent;
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
  form.addEventListener("input", act);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(act));
  more.addEventListener("click", () => {
    const next = rows.filter((row) => !row.hidden).length;
    limit += STEP;
    apply();
    rows.filter((row) => !row.hidden)[next].querySelector("a").focus();
  });
  if (controls.some(({ value }) => value)) changed();
  else if (whole) apply();
  else more.hidden = true;
}

/**
 * Make a button of each column's heading that sorts by it, up and down in turn, where headings are shown; the choice of an
 * order does the same on a phone. Returns what sorts lines as it was chosen last.
 */
function addSorting(table, order, act) {
  const headings = [...table.tHead.rows[0].cells];
  const names = headings.map((heading) => heading.textContent);
  const keys = {
    title: (row) => row.querySelector("th a").textContent.trim(),
    issue: (row) => row.dataset.issued,
    period: (row) => row.dataset.period,
    state: (row) => String(STATES.indexOf(row.dataset.state)),
    place: (row) => row.dataset.place,
  };
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

  return (rows) => {
    const keyed = rows.map((row) => [keys[column](row), row]);
    const sign = down ? -1 : 1;
    // What is not known comes last, up and down.
    keyed.sort(([one], [other]) => (one && other ? sign * collator.compare(one, other) : Number(!one) - Number(!other)));
    return keyed.map(([, row]) => row);
  };
}
