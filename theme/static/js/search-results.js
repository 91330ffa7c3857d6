/** Return what the page keeps ready under this name, as new elements. */
export function copyOf(name) {
  const holder = document.createElement("template");
  holder.innerHTML = document.querySelector(`script[data-search-${name}]`).textContent;
  return holder.content;
}

// So many results come before the others, by so many milliseconds at most.
const LEADING = 2;
const HEAD_START = 120;

const SIGN = "[A-ZĐƯ]{2,8}[a-z]{0,2}\\d*";
const SPAN_YEAR = "(?:19|20)\\d\\d";
/** What stays on one line, as in plugins/pages/render.py: the number of a document, a span of years, with the marks behind it. */
const WHOLE = new RegExp(
  `((?:\\d+[a-z]?(?:/${SPAN_YEAR})?(?:/${SIGN}(?:-${SIGN}){1,3}|-${SIGN}/${SIGN}|/QH\\d+)|\\b${SPAN_YEAR}–${SPAN_YEAR}\\b)[,.;:!?…)\\]”’]*)`,
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

/** Put pieces of text into an element, those that were looked for marked, numbers of documents and spans of years on one line. */
function write(element, pieces) {
  let rest = pieces;
  const parts = pieces.map(({ text }) => text).join("").split(WHOLE);
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

/** Do something once a promise is kept, at the latest after so many milliseconds. */
function soon(promise, milliseconds) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
}

/**
 * Return pages as a list of results that fills from the top: ``first`` is kept once one stands in it, ``whole`` once all do.
 *
 * Each result is a file. On a slow network the first ones would come as late as the last if all were asked for at once, so the
 * others are asked for a moment later. What stands in the list stays in its place.
 */
export function listOf(pages, query, engine) {
  const list = document.createElement("ol");
  list.className = "search__list";
  const leading = pages.slice(0, LEADING).map((page) => engine.told(page, query));
  const others = soon(Promise.all(leading), HEAD_START).then(() => pages.slice(LEADING).map((page) => engine.told(page, query)));
  const put = (all) => all.reduce((before, one) => before.then(async () => list.append(resultOf(await one))), Promise.resolve());
  const first = put(leading.slice(0, 1));
  const whole = first
    .then(() => put(leading.slice(1)))
    .then(async () => {
      const told = await others;
      // One that fails fails the list, whichever is waited for.
      await Promise.all([put(told), ...told]);
    });
  for (const one of [...leading, first, whole, others]) one.catch(() => undefined);
  return { list, first, whole };
}
