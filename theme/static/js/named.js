import { bare, sentencesIn } from "./words.js";

// As plugins/search/lexicon.py has them. What somebody typed who wants one of these is that page itself; of a tag it is an article.
const [PAGE, SECTION, AUTHOR, ORGANISATION, TAG] = [0, 1, 2, 3, 4];
const LED = new Set([PAGE, SECTION, AUTHOR, ORGANISATION]);
const MOST_NAMED = 3;

const wordsOf = (text) => [].concat(...sentencesIn(text)).map(({ word }) => word);
const reads = (typed, word) => typed === word || (bare(word) === typed) || bare(typed) === word;

/** Tell whether words stand in others from a place on; the last may be half typed. */
function standsAt(words, others, at, start) {
  const isOne = (word, place) => reads(others[at + place], word) || (start && at + place === others.length - 1 && bare(word).startsWith(bare(start)));
  return at + words.length <= others.length && words.every(isOne);
}

/** Return words without those that a question has around what it asks for. */
function without(words, phrases) {
  const left = [];
  for (let at = 0; at < words.length; at += 1) {
    const phrase = phrases.find((one) => standsAt(one, words, at, ""));
    if (phrase) at += phrase.length - 1;
    else left.push(words[at]);
  }
  return left;
}

/** Return how well a name is what a form of a query asks for: 2 for the page itself, 1 for one that may be wanted, 0 for another. */
function asked(names, kind, { words, start }, { asides, kinds }) {
  const led = kinds[kind].find((phrase) => words.length > phrase.length && standsAt(phrase, words, 0, ""));
  const wanted = led ? words.slice(led.length) : words;
  const plain = without(wanted, asides);
  for (const name of names) {
    const isName = [wanted, plain].some((some) => some.length === name.length && standsAt(name, some, 0, start));
    if (isName) return led || LED.has(kind) ? 2 : 1;
    const isIn = (some, other) => some.length > 1 && other.some((_, at) => standsAt(some, other, at, start));
    // All of a name, and beside it nothing that asks for something else.
    if (LED.has(kind) && name.length > 1 && isIn(name, wanted) && without(wanted, [name, ...asides]).length === 0) return 2;
    const [isBeginning, isPart] = [plain.length > 1 && plain.length < name.length && standsAt(plain, name, 0, ""), isIn(plain, name)];
    if (led && (isBeginning || isPart) && kind !== TAG) return 2;
    if (kind === ORGANISATION && isBeginning && plain.length > 2) return 2;
    if (kind === AUTHOR && isPart) return 1;
  }
  return 0;
}

/** Return what finds the named pages of a portal that a query asks for: those it names, and others that it may mean. */
export function namedOf({ named, kinds, asides }) {
  const longest = (phrases) => phrases.map(wordsOf).filter((phrase) => phrase.length).sort((one, other) => other.length - one.length);
  const told = { asides: longest(asides), kinds: kinds.map(([, phrases]) => longest(phrases)) };
  const pages = named.map(([kind, name, address, count, ...others]) => ({
    kind, name, address, count, label: kinds[kind][0], names: [name, ...others].map(wordsOf),
  }));
  return (query) => {
    if (query.isQuoted) return { meant: [], maybe: [] };
    const found = pages.map((page) => ({ page, how: Math.max(...query.forms.map((form) => asked(page.names, page.kind, form, told))) }));
    const pick = (wanted) => found.filter(({ how }) => how === wanted).map(({ page }) => page).slice(0, MOST_NAMED);
    return { meant: pick(2), maybe: pick(1) };
  };
}
