import { grouped } from "./numbers.js";

export const ALL = "";

/** Count how many pages have each value. */
function counted(pages, values) {
  const counts = new Map();
  for (const { id } of pages) counts.set(values.get(id), (counts.get(values.get(id)) || 0) + 1);
  return counts;
}

/** Let a choice offer the values that pages have, each with their number. */
function offer(select, names, counts) {
  const chosen = select.value;
  const [all] = select.options;
  const offered = names.filter(([value]) => counts.get(value) || value === chosen);
  const options = offered.map(([value, name]) => new Option(`${name} (${grouped(counts.get(value) || 0)})`, value, false, value === chosen));
  select.textContent = "";
  select.append(all, ...options);
  // What no page of the portal can have is no choice.
  if (select.selectedIndex < 0) select.value = ALL;
}

/** Return the pages that fit both choices; each choice then tells how many pages its values would leave. */
export async function narrowed(pages, [section, year], engine) {
  const [places, years] = await Promise.all([engine.places(), engine.years()]);
  const fitting = (select, values) => ({ id }) => select.value === ALL || values.get(id) === select.value;
  for (const [select, names] of [[section, engine.placeNames], [year, engine.yearNames]]) {
    if (!names.some(([value]) => value === select.value)) select.value = ALL;
  }
  offer(section, engine.placeNames, counted(pages.filter(fitting(year, years)), places));
  offer(year, engine.yearNames, counted(pages.filter(fitting(section, places)), years));
  return pages.filter(fitting(section, places)).filter(fitting(year, years));
}
