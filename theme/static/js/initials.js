import { bare, sentencesIn } from "./words.js";

// As plugins/search/initials.py has it.
const INITIALS_SIGN = "=";
const NO_INITIAL = new Set(["va2", "va"]);
// So many of the newest pages are read to learn which words they are; each is a file.
const MOST_READ = 4;
// What a title calls something counts as two summaries that call it so.
const NAMED_IN_TITLE = 2;

/** Return the words of a text that have these initials and follow each other, as they are written; "" for none. */
export function phraseIn(text, letters) {
  for (const sentence of sentencesIn(text)) {
    const words = sentence.filter(({ word }) => !NO_INITIAL.has(word));
    const initials = words.map(({ word }) => bare(word)[0]).join("");
    const at = initials.indexOf(letters);
    if (at < 0) continue;
    const last = words[at + letters.length - 1];
    return sentence.slice(sentence.indexOf(words[at]), sentence.indexOf(last) + 1).map(({ written }) => written).join(" ");
  }
  return "";
}

/** Return the words that most of the newest pages have in their titles and summaries with these initials, "" where no page has any. */
export async function spokenOutIn(index, letters) {
  const ids = await index.having(`${INITIALS_SIGN}${letters}`);
  const pages = await Promise.all(ids.slice(0, MOST_READ).map(index.shown));
  const found = new Map();
  for (const { title, lead = "" } of pages) {
    const inTitle = phraseIn(title, letters);
    const phrase = inTitle || phraseIn(lead, letters);
    const key = phrase.toLowerCase();
    const before = found.get(key) || { phrase, count: 0 };
    if (phrase) found.set(key, { phrase: before.phrase, count: before.count + (inTitle ? NAMED_IN_TITLE : 1) });
  }
  const [best] = [...found.values()].sort((one, other) => other.count - one.count);
  return best ? best.phrase : "";
}
