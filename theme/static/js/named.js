import { isOneLetterOff } from "./vocabulary.js";
import { bare, isNumber, plainWords } from "./words.js";

// As plugins/search/lexicon.py has them. What somebody typed who wants one of these is that page itself; of a tag it is an article.
const [PAGE, SECTION, AUTHOR, ORGANISATION, TAG, COMMUNE, YEAR_LIST] = [0, 1, 2, 3, 4, 5, 6];
const LED = new Set([PAGE, SECTION, AUTHOR, ORGANISATION, COMMUNE, YEAR_LIST]);
const MOST_NAMED = 3;
// How well a name is what was asked for: the page itself, a page by a part of its name, one that may be wanted.
const [ITSELF, IN_PART, MAYBE] = [3, 2, 1];
// In shorter names one letter makes another name.
const SHORTEST_STRUCK = 5;

const reads = (typed, word) => typed === word || (bare(word) === typed) || bare(typed) === word;

/** Tell whether a word of a name begins as it was typed; a number is another one until all of it is there. */
const goesOn = (start, word) => start !== "" && !isNumber(word) && bare(word).startsWith(bare(start));

/** Tell whether words stand in others from a place on; the last may be half typed. */
function standsAt(words, others, at, start) {
  const isOne = (word, place) => reads(others[at + place], word) || (at + place === others.length - 1 && goesOn(start, word));
  return at + words.length <= others.length && words.every(isOne);
}

/** Tell whether several words begin a longer name, the last of them half typed. */
function beginsHalfTyped(words, name, start) {
  const last = words.length - 1;
  return last > 1 && last < name.length - 1 && standsAt(words.slice(0, last), name, 0, "") && goesOn(start, name[last]);
}

/** Return the letters of words as they are compared with those of a name. */
const lettersOf = (words) => words.map(bare).join("");

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

/** Return how a form of a query may name a page of a kind: with what is said of the kind before it, and without what stands around it. */
function waysOf({ words, start, isOther }, leading, asides) {
  const led = leading.some((phrase) => words.length > phrase.length && standsAt(phrase, words, 0, ""));
  const phrase = led ? leading.find((one) => words.length > one.length && standsAt(one, words, 0, "")) : [];
  const wanted = words.slice(phrase.length);
  const plain = without(wanted, asides);
  return { led, wanted, plain, start, isOther, all: [words, wanted, plain, without(words, asides)] };
}

/** Return how well a name is what a form of a query asks for, 0 for another. */
function asked({ names, parts, kind }, { led, wanted, plain, start, isOther, all }, { asides, places }) {
  const isIn = (some, other, half = start) => some.length > 1 && other.some((_, at) => standsAt(some, other, at, half));
  // "Quy hoạch tỉnh" is no section but one of its articles, which comes first.
  const isOf = (name) => kind === SECTION && !led && !isOther && places.some((place) => isIn([...name, ...place], wanted));
  for (const name of names) {
    if (all.some((some) => some.length === name.length && standsAt(name, some, 0, start))) return led || (LED.has(kind) && !isOf(name) && !isNumber(name.join(""))) ? ITSELF : MAYBE;
    // All of a name, and beside it nothing that asks for something else than this page.
    if (LED.has(kind) && isIn(name, wanted) && without(wanted, [name, ...names, ...asides]).length === 0) return isOf(name) ? MAYBE : ITSELF;
    const isBeginning = all.some((some) => some.length > 1 && some.length < name.length && standsAt(some, name, 0, ""));
    const isPart = isIn(plain, name, "");
    // Communes begin alike: one is wanted by its whole name.
    if (led && (isBeginning || isPart) && kind !== TAG && kind !== COMMUNE) return IN_PART;
    // A long name is hardly typed to its end.
    const isTyped = start && all.some((some) => beginsHalfTyped(some, name, start));
    if (((kind === ORGANISATION && isBeginning) || (LED.has(kind) && isTyped)) && plain.length > 2) return ITSELF;
    if (kind === AUTHOR && isPart) return MAYBE;
  }
  const isOneOf = parts.some((part) => all.some((some) => some.length === part.length && standsAt(part, some, 0, "")));
  return isOneOf ? (led ? IN_PART : MAYBE) : 0;
}

/** Return the parts of a section's name, as words, where it has several: "Văn hóa – Du lịch". */
function sectionParts(kind, name) {
  const parts = kind === SECTION ? name.split(/\s[–-]\s/) : [];
  return parts.length > 1 ? parts.map(plainWords) : [];
}

/**
 * Return what finds the named pages of a portal that a query asks for: those it names, others that it may mean, and, when it is
 * asked for, those of whose names one letter was struck wrongly.
 *
 * ``numbers`` has the ids of those that are in the index by address; of a list of articles there is none.
 */
export function namedOf({ named, kinds, asides: phrases, places: levels = [] }, numbers = {}) {
  const longest = (some) => some.map(plainWords).filter((phrase) => phrase.length).sort((one, other) => other.length - one.length);
  const asides = longest(phrases);
  const leading = kinds.map(([, some]) => longest(some));
  // What tells a kind may stand anywhere around a name, and in several words: "các bài viết của tác giả …".
  const around = kinds.map(([, some]) => ({ asides: longest([...phrases, ...some]), places: longest(levels) }));
  const pages = named.map(([kind, name, address, count, ...others]) => ({
    kind, name, address, count, id: numbers[address], label: kinds[kind][0], names: [name, ...others].map(plainWords), parts: sectionParts(kind, name),
  }));
  return ({ isQuoted, said }) => {
    if (isQuoted) return { meant: [], maybe: [], struck: () => [] };
    const ways = leading.map((some) => said.map((form) => waysOf(form, some, asides)));
    const found = pages.map((page) => ({ page, how: Math.max(...ways[page.kind].map((way) => asked(page, way, around[page.kind]))) }));
    const pick = (...wanted) => [].concat(...wanted.map((one) => found.filter(({ how }) => how === one).map(({ page }) => page))).slice(0, MOST_NAMED);
    const isStruck = (name) => name.length >= SHORTEST_STRUCK && isOneLetterOff(lettersOf(said[0].words), name);
    const struck = () => pages.filter(({ names }) => names.map(lettersOf).some(isStruck)).slice(0, MOST_NAMED);
    return { meant: pick(ITSELF, IN_PART), maybe: pick(MAYBE), struck };
  };
}
