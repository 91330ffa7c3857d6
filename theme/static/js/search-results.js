/** Return what the page keeps ready under this name, as new elements. */
export function copyOf(name) {
  const holder = document.createElement("template");
  holder.innerHTML = document.querySelector(`script[data-search-${name}]`).textContent;
  return holder.content;
}

/** Put pieces of text into an element, those that were looked for marked. */
function write(element, pieces) {
  for (const { text, isHit } of pieces) {
    const part = isHit ? document.createElement("mark") : document.createTextNode("");
    part.textContent = text;
    element.append(part);
  }
}

function resultOf({ href, title, place, excerpt }) {
  const result = copyOf("result");
  const link = result.querySelector("a");
  link.href = href;
  write(link, title);
  write(result.querySelector("[data-search-place]"), place);
  write(result.querySelector("[data-search-excerpt]"), excerpt);
  return result;
}

/** Return pages as a list of results. */
export async function listOf(pages, query, engine) {
  const list = document.createElement("ol");
  list.className = "search__list";
  const told = await Promise.all(pages.map((page) => engine.told(page, query)));
  list.append(...told.map(resultOf));
  return list;
}
