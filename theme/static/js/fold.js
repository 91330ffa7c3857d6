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

/**
 * Tell whether a text has every word of a query. A word with marks must be there with its marks,
 * one without them may be any word that reads so.
 */
export function matches(text, query) {
  const exact = text.normalize("NFC").toLowerCase();
  const folded = fold(text);
  return query
    .normalize("NFC")
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => (fold(word) === word ? folded.includes(word) : exact.includes(word)));
}
