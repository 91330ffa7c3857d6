import { matches } from "./fold.js";

const ALL = "";
const FIELDS = { kind: "loai", state: "tinh-trang", words: "tim" };

function labelled(control, text) {
  const label = document.createElement("label");
  label.className = "register-filter__field";
  const words = document.createElement("span");
  words.textContent = text;
  label.append(words, control);
  return label;
}

function choice(name, options) {
  const select = document.createElement("select");
  select.name = name;
  for (const [value, text] of [[ALL, "Tất cả"], ...options]) {
    select.append(new Option(text, value));
  }
  return select;
}

function unique(pairs) {
  return [...new Map(pairs)];
}

/** Put a form above the register that shows only the lines one looks for, and make its columns sortable. */
export function addRegisterFilter(place) {
  const table = place.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const kinds = unique(rows.map((row) => [row.dataset.kind, row.dataset.kind])).sort((a, b) => a[0].localeCompare(b[0], "vi"));
  const states = unique(rows.map((row) => [row.dataset.state, row.dataset.stateName]));

  const form = document.createElement("form");
  form.className = "register-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Lọc sổ quy hoạch");
  const words = document.createElement("input");
  words.type = "search";
  words.name = FIELDS.words;
  const kind = choice(FIELDS.kind, kinds);
  const state = choice(FIELDS.state, states);
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Bỏ lọc";
  const count = document.createElement("p");
  count.className = "register-filter__count";
  count.setAttribute("role", "status");
  form.append(labelled(words, "Tìm theo tên, số hiệu, cơ quan"), labelled(kind, "Loại văn bản"), labelled(state, "Tình trạng"), reset, count);
  place.prepend(form);

  function apply() {
    let shown = 0;
    for (const row of rows) {
      const fits =
        (kind.value === ALL || row.dataset.kind === kind.value) &&
        (state.value === ALL || row.dataset.state === state.value) &&
        matches(row.textContent, words.value);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown ? `Có ${shown} trên ${rows.length} văn bản.` : "Không có văn bản nào như vậy. Thử bớt điều kiện lọc.";
  }

  function remember() {
    const kept = new URLSearchParams();
    for (const control of [words, kind, state]) {
      if (control.value) kept.set(control.name, control.value);
    }
    const query = kept.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  const asked = new URLSearchParams(location.search);
  for (const control of [words, kind, state]) {
    control.value = asked.get(control.name) ?? "";
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
  const collator = new Intl.Collator("vi", { numeric: true });
  const keyOf = (row, column) => row.cells[column].querySelector("time")?.dateTime ?? row.cells[column].textContent.trim();

  function sortBy(column) {
    const down = headings[column].getAttribute("aria-sort") === "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    headings[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...table.tBodies[0].rows].sort((one, other) => collator.compare(keyOf(one, column), keyOf(other, column)));
    table.tBodies[0].append(...(down ? sorted.reverse() : sorted));
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
  const wide = matchMedia("(min-width: 48rem)");
  const dress = () => headings.forEach((heading, column) => heading.replaceChildren(wide.matches ? button(column) : names[column]));
  wide.addEventListener("change", dress);
  dress();
}
