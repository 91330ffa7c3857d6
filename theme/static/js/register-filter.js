import { fold, matches } from "./fold.js";
import { whenRead } from "./when-read.js";

const ALL = "";
const collator = new Intl.Collator("vi", { numeric: true });
// The states in the order of a document's life.
const STATES = [
  "draft", "upcoming", "open", "closed", "concluded", "submitted", "displayed",
  "issued", "not-in-force", "lapsed", "replaced", "repealed", "unknown",
];

function labelled(control, text) {
  const label = document.createElement("label");
  label.className = "register-filter__field";
  const words = document.createElement("span");
  words.textContent = text;
  label.append(words, control);
  return label;
}

function choice(name) {
  const select = document.createElement("select");
  select.name = name;
  select.append(new Option("Tất cả", ALL));
  return select;
}

/** Return the values that the lines have, each once with its name, in Vietnamese order. */
function offered(rows, valueOf, nameOf = valueOf) {
  const pairs = rows.map((row) => [valueOf(row), nameOf(row)]).filter(([value]) => value);
  return [...new Map(pairs)].sort((one, other) => collator.compare(one[1], other[1]));
}

/** Return a text with plain spaces, so that an address that somebody types finds it. */
function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** Return a state's name as an address holds it: "dang-lay-y-kien". */
function stateWord(row) {
  return fold(row.dataset.stateName).replace(/ /g, "-");
}

function told(shown, total) {
  return shown ? `Có ${shown} trên ${total} văn bản.` : "Không có văn bản nào như vậy. Thử bớt điều kiện lọc.";
}

/**
 * Put a form above the register that shows only the lines one looks for, and make its columns sortable.
 * The form comes at once, before the table is drawn; what can be chosen, when all lines are there.
 */
export function addRegisterFilter(place) {
  const form = document.createElement("form");
  form.className = "register-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Lọc sổ quy hoạch");
  const words = document.createElement("input");
  words.type = "search";
  words.name = "tim";
  // Each choice: its label, its control, and what a line must have to be chosen.
  const choices = [
    ["Loại văn bản", "loai", (row) => plain(row.dataset.kind)],
    ["Tình trạng", "trang-thai", stateWord, (row) => row.dataset.stateName],
    ["Thời kỳ", "thoi-ky", (row) => plain(row.dataset.period)],
    ["Năm", "nam", (row) => row.dataset.year],
  ].map(([label, name, valueOf, nameOf]) => ({ label, valueOf, nameOf, control: choice(name) }));
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Bỏ lọc";
  const count = document.createElement("p");
  count.className = "register-filter__count";
  count.setAttribute("role", "status");
  const total = place.dataset.registerFilter;
  count.textContent = told(total, total);
  const fields = choices.map(({ control, label }) => labelled(control, label));
  form.append(labelled(words, "Tìm theo tên, số hiệu, cơ quan"), ...fields, reset, count);
  place.prepend(form);
  whenRead(() => startFilter(form, place.querySelector("table"), words, choices, count));
}

/** Fill the choices with what the lines have, and let the form narrow them from now on. */
function startFilter(form, table, words, choices, count) {
  const rows = [...table.tBodies[0].rows];
  const controls = [words, ...choices.map(({ control }) => control)];
  for (const { control, valueOf, nameOf } of choices) {
    control.append(...offered(rows, valueOf, nameOf).map(([value, text]) => new Option(text, value)));
  }

  function apply() {
    let shown = 0;
    for (const row of rows) {
      const chosen = choices.every(({ control, valueOf }) => control.value === ALL || valueOf(row) === control.value);
      const fits = chosen && matches(row.textContent, words.value);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = told(shown, rows.length);
  }

  function remember() {
    const kept = new URLSearchParams();
    for (const control of controls) {
      if (control.value) kept.set(control.name, control.value);
    }
    const query = kept.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  const asked = new URLSearchParams(location.search);
  for (const control of controls) {
    control.value = asked.get(control.name) || "";
    // A choice that this register does not have is no choice.
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = ALL;
  }
  const changed = () => {
    apply();
    remember();
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  addSorting(table);
  apply();
}

/** Make a button of each column's heading that sorts by it, up and down in turn, where headings are shown. */
function addSorting(table) {
  const headings = [...table.tHead.rows[0].cells];
  const names = headings.map((heading) => heading.textContent);

  /** Return what a line is sorted by; "" for what is not known. */
  function keyOf(row, column) {
    const cell = row.cells[column];
    if (cell.querySelector(".badge")) return String(STATES.indexOf(row.dataset.state));
    if (cell.classList.contains("register__unknown")) return "";
    const time = cell.querySelector("time");
    return (time ? time.dateTime : (cell.querySelector("a") || cell).textContent).trim();
  }

  function sortBy(column) {
    const down = headings[column].getAttribute("aria-sort") === "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    headings[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = [...table.tBodies[0].rows].map((row) => [keyOf(row, column), row]);
    const sign = down ? -1 : 1;
    // What is not known comes last, up and down.
    keyed.sort(([one], [other]) => (one && other ? sign * collator.compare(one, other) : Number(!one) - Number(!other)));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  }

  function button(column) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "register__sort";
    made.textContent = names[column];
    made.addEventListener("click", () => sortBy(column));
    return made;
  }

  // On a phone the lines are cards and the headings are not shown: no button may take the focus there.
  const wide = matchMedia("(min-width: 60rem)");
  const dress = () =>
    headings.forEach((heading, column) => {
      heading.textContent = "";
      heading.append(wide.matches ? button(column) : names[column]);
    });
  // Safari of 2018 knows only the older name.
  if (wide.addEventListener) wide.addEventListener("change", dress);
  else wide.addListener(dress);
  dress();
}
