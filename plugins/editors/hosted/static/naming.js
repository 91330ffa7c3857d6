// Names of added files: the words of their article's title, and a few letters of a checksum, so that no two are the same.
const LONGEST = 50;

/** Return words as they stand in a file's name. */
export function wordsOf(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
}

/** Return the ending of a file's name, in small letters, with its point. */
export function endingOf(name) {
  const found = /\.[a-z0-9]+$/i.exec(name);
  return found ? found[0].toLowerCase() : "";
}

/** Return a file under a name that nothing else has: of these words, of its own name if there are none. */
export async function named(file, words) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const letters = [...sum.slice(0, 3)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const ending = endingOf(file.name);
  const stem = wordsOf(words) || wordsOf(file.name.slice(0, file.name.length - ending.length)) || "tep";
  return new File([file], `${stem}-${letters}${ending}`, { type: file.type });
}
