import { havingWords, readable } from "./fold.js";
import { grouped } from "./numbers.js";

/** Put a field above an index that shows only the names one types, with marks or without, and only the letters they have. */
export function addIndexFilter(place) {
  const what = place.dataset.indexFilter;
  const form = document.createElement("form");
  form.className = "register-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", `Lọc ${what}`);
  const label = document.createElement("label");
  label.className = "register-filter__field";
  const words = document.createElement("span");
  words.textContent = `Tìm trong ${what}`;
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  label.append(words, field);
  const count = document.createElement("p");
  count.className = "register-filter__count";
  count.setAttribute("role", "status");
  form.append(label, count);

  function show() {
    const fits = havingWords(field.value);
    let shown = 0;
    for (const group of place.querySelectorAll("section")) {
      const lines = [...group.querySelectorAll("li")];
      for (const line of lines) line.hidden = !fits(readable(line.textContent));
      const left = lines.filter((line) => !line.hidden).length;
      group.hidden = !left;
      shown += left;
    }
    count.textContent = field.value.trim() ? (shown ? `Có ${grouped(shown)} tên.` : "Không có tên nào như vậy.") : "";
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  place.prepend(form);
}
