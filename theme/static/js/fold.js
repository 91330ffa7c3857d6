/** Return a text as people type it in a hurry: lower case, no marks, đ as d. */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Return a text in lower case with its marks; a tone written the old way, "hóa", stands where the new way has it, "hoá". */
function marked(text) {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/(o)([\u0300\u0301\u0303\u0309\u0323])([ae])(?![\u0302\u0306])/g, "$1$3$2")
    .replace(/(u)([\u0300\u0301\u0303\u0309\u0323])(y)/g, "$1$3$2")
    .normalize("NFC");
}

/** Return a text as words are looked for in it, with its marks and without them: once for a text that is asked for often. */
export function readable(text) {
  return { exact: marked(text), folded: fold(text) };
}

/**
 * Return what tells whether a readable text has every word of a query. A word with marks must be there with its marks,
 * one without them may be any word that reads so.
 */
export function havingWords(query) {
  const words = marked(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ word, isFolded: fold(word) === word }));
  return ({ exact, folded }) => words.every(({ word, isFolded }) => (isFolded ? folded : exact).includes(word));
}
