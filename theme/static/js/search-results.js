/** Return what the page keeps ready under this name, as new elements. */
export function copyOf(name) {
  const holder = document.createElement("template");
  holder.innerHTML = document.querySelector(`script[data-search-${name}]`).textContent;
  return holder.content;
}

const SIGN = "[A-ZĐƯ]{2,8}[a-z]{0,2}\\d*";
/** The number of a document, which stays on one line, as in plugins/vietnamese/typography/html.py. */
const DOCUMENT_NUMBER = new RegExp(
  `(\\d+[a-z]?(?:/(?:19|20)\\d\\d)?(?:/${SIGN}(?:-${SIGN}){1,3}|-${SIGN}/${SIGN}|/QH\\d+))`,
);

/** Return as many letters of pieces of text as are wanted, and what is left of the pieces. */
function taken(pieces, wanted) {
  const some = [];
  const rest = [];
  let left = wanted;
  for (const { text, isHit } of pieces) {
    if (left) some.push({ text: text.slice(0, left), isHit });
    if (text.length > left) rest.push({ text: text.slice(left), isHit });
    left = Math.max(0, left - text.length);
  }
  return [some, rest];
}

/** Put pieces of text into an element, those that were looked for marked, numbers of documents on one line. */
function write(element, pieces) {
  let rest = pieces;
  const parts = pieces.map(({ text }) => text).join("").split(DOCUMENT_NUMBER);
  parts.forEach((part, turn) => {
    const holder = turn % 2 ? document.createElement("span") : element;
    if (turn % 2) holder.className = "nb";
    let some;
    [some, rest] = taken(rest, part.length);
    for (const { text, isHit } of some) {
      const shown = isHit ? document.createElement("mark") : document.createTextNode("");
      shown.textContent = text;
      holder.append(shown);
    }
    if (turn % 2) element.append(holder);
  });
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
