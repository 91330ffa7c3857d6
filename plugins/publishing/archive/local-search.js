import { answersFrom } from "./search-answers.js";
import { addSearch } from "./search-page.js";
import { bare, exactToken, facetToken, pairToken, plainToken, sentencesIn } from "./words.js";

// An ordinary script: what a browser opens from a disk may fetch no file and import no module. All texts lie in
// the script before this one, and are looked through from end to end.
const NAMED_FIELDS = ["title", "number", "lead", "topics", "opening"];
const OPENING_WORDS = 2;
const MOST_COUNTED = 3;
// As Pagefind weighs it: a word that comes again says less, and one of a long page less than one of a short page.
const SATURATION = 1;
const LENGTH = 0.25;

/** Return what the index has of a text, as plugins/search/words.py has it, as one text between spaces. */
function tokensOf(text) {
  const found = [];
  for (const sentence of sentencesIn(text)) {
    sentence.forEach(({ word }, at) => {
      found.push(plainToken(word));
      if (bare(word) !== word) found.push(exactToken(word));
      if (!at) return;
      const before = sentence[at - 1].word;
      const pair = pairToken(before, word);
      found.push(pair);
      // Whoever types a pair without marks means what is written so more often.
      if (bare(before) === before && bare(word) === word) found.push(pair);
    });
  }
  return ` ${found.join(" ")} `;
}

/** Return a page as it is looked through. */
function readPage(page) {
  const texts = [page.title, page.number, page.lead, page.topics, page.text, page.section, page.unshown].join("\n");
  const facets = [page.place, page.year].filter(Boolean).map(facetToken).join(" ");
  const opening = page.title.split(/\s+/).slice(0, OPENING_WORDS).join(" ");
  const fields = NAMED_FIELDS.map((name) => [name, tokensOf(name === "opening" ? opening : page[name])]);
  const whole = `${tokensOf(texts)}${facets} `;
  return { whole, fields, length: whole.split(" ").length };
}

/** Count how often a word, or what begins so, is in a text of words; more than a few say no more. */
function occurrences(words, token) {
  const sought = ` ${token}`;
  let count = 0;
  for (let at = words.indexOf(sought); at >= 0 && count < MOST_COUNTED; at = words.indexOf(sought, at + 1)) count += 1;
  return count;
}

/** Return the index of these pages, with what the ranking and the filters ask of it. */
function localIndex({ pages, places, years }) {
  let read = null;
  let usual = 1; // length
  const all = () => {
    if (read) return read;
    read = pages.map(readPage);
    usual = read.reduce((sum, { length }) => sum + length, 0) / Math.max(1, read.length);
    return read;
  };
  const fitOf = (count, length) => ((SATURATION + 1) * count) / (count + SATURATION * (1 - LENGTH + (LENGTH * length) / usual));
  const yearsOf = new Map(pages.map(({ year }, id) => [id, year]).filter(([, year]) => year));
  const span = Math.max(1, years.length - 1);
  return {
    pages: pages.length,
    ready: () => all(),
    async lookup(token) {
      const found = new Map();
      all().forEach(({ whole, fields, length }, id) => {
        const count = occurrences(whole, token);
        if (!count) return;
        const named = fields.filter(([, words]) => occurrences(words, token)).map(([name]) => name);
        found.set(id, { fit: fitOf(count, length), fields: named });
      });
      return found;
    },
    places: async () => new Map(pages.map(({ place }, id) => [id, place]).filter(([, place]) => place)),
    years: async () => yearsOf,
    ages: async () => new Map([...yearsOf].map(([id, year]) => [id, 1 - years.indexOf(year) / span])),
    shown: async (id) => {
      const { href, title, section, day, text } = pages[id];
      return { url: href, content: text, meta: { title, section, day } };
    },
  };
}

const searchPlace = document.querySelector("[data-search]");
const kept = globalThis.chiMucTimKiem;
if (searchPlace && kept) {
  const engine = answersFrom(kept, localIndex(kept));
  addSearch(searchPlace, async () => engine);
}
