import { isNumber } from "./words.js";

// What it counts to stand in a document's number, in a title, at its beginning, in tags and headings, in a lead.
const FIELDS = { number: 5, title: 2.5, opening: 2.5, topics: 1, lead: 1 };
// What it counts beside that for each unit of a query that all of it stands in a title.
const WHOLE_TITLE = 3;
// A word alone says less than two words that stand together.
const ALONE = 0.5;
// By how much a page is better in which all words follow each other as they were typed.
const TOGETHER = 0.5;
// By how much the newest page is better than the oldest one of the same worth.
const NEWNESS = 0.15;
// What it counts to have a query in other words as well.
const OTHERWISE = 0.4;
// How much of that counts for the portal's own name, which stands nearly everywhere.
const OWN = 0.15;
// Fewer pages with all words than these are too few: then those with a part of them are shown too.
const FEW = 3;
// So many pages with a part of the words are shown at most.
const MOST_NEAR = 20;
// So many typed words without a neighbour are looked for by themselves, each a file to fetch in each tier.
const MOST_ALONE = 2;
// So many of them in any other form of a query, and where no page can have all words.
const MOST_LEFT = 1;
// A number of so few figures stands in a date on nearly every page: by itself it is not the one behind another word.
const ANYWHERE = /^[0-9]{1,2}$/;
// The share of all pages that have a word which still tells something.
const TELLING = 0.25;
// So many pages the second word has at most that is looked for by itself where no page has any two together.
const MOST_LISTED = 4096;
// The share of its words that a page must have of a form that is a synonym, where no page has all.
const MOST_OF = 0.6;
const TOGETHER_RANKS = 2;
// So many pages are fetched before the order is settled: those that are likely to come first.
const GUESSED = 2;
const NO_WORDS = [];
const NO_PLACES = new Set();

/** Return how much it tells of a page to be one of so many: of few more than of many, but not as much more as they are fewer. */
function rarity(pages, having) {
  return Math.sqrt(Math.log(1 + (pages - having + 0.5) / (having + 0.5)));
}

/**
 * Return what tells of each page how much it is worth by one unit that it has: rare words count for more, and so do words that
 * are rare in titles; whether the unit stands in its title, and with the marks that were typed.
 */
function valued(pages, total, isOwn) {
  const having = { number: 0, title: 0, opening: 0, topics: 0, lead: 0 };
  for (const { fields } of pages.values()) for (const field of fields) having[field] += 1;
  const whole = rarity(total, pages.size);
  const shares = new Map(Object.keys(FIELDS).map((field) => [field, FIELDS[field] * rarity(total, having[field])]));
  // Pages stand in few ways in the same fields: what each way counts is summed up once.
  const sums = new Map();
  const sumOf = (fields) => {
    if (!sums.has(fields)) sums.set(fields, fields.reduce((sum, field) => sum + (isOwn ? OWN : 1) * shares.get(field), 0));
    return sums.get(fields);
  };
  return (tell) => pages.forEach(({ fit, fields, isExact }, id) => tell(id, whole * fit + sumOf(fields), fields.includes("title"), isExact));
}

/**
 * Look for one unit, in one way after the other until something is found. Of a pair all ways lie in one file: what goes on as
 * it was typed ("bán đấ") comes before what only reads so ("bản đã").
 */
async function looked(unit, isQuoted, index) {
  let alike = null;
  for (const way of isQuoted ? unit.ways.slice(0, 1) : unit.ways) {
    const pages = await index.lookup(way);
    const found = { unit, pages, asTyped: way.asTyped };
    if (pages.size && (unit.covers.length === 1 || [...pages.values()].some(({ isExact }) => isExact))) return found;
    if (pages.size && !alike) alike = found;
  }
  return alike || { unit, pages: new Map(), asTyped: false };
}

/** Return the words that stand together with a neighbour on no page: they can only be found by themselves. */
function lonely(found, form) {
  const met = new Set([].concat(...found.filter(({ pages }) => pages.size).map(({ unit }) => unit.covers)));
  return new Set(form.looked.filter((at) => !met.has(at)));
}

/**
 * Return a page of which nothing is known yet: the words of a form that it has, those in its title, those that count, those by
 * themselves. A bit stands for each word: a common query has pages by the thousand, and a cheap phone has to bear them.
 */
function blank(id, form) {
  return { id, form, score: 0, units: 0, asTyped: true, words: 0, titled: 0, held: 0, alone: NO_WORDS, isFull: false, isNearly: false, worth: 0, rank: 0 };
}

/** Return how many bits a number has. */
function bitsIn(number) {
  let count = 0;
  for (let rest = number; rest; rest &= rest - 1) count += 1;
  return count;
}

/** Return a word of a form that is looked for by itself, with what was typed of it where it is half typed. */
function aloneOf({ words, start }, at) {
  return { word: words[at], start: start && at === words.length - 1 ? start : "" };
}

/**
 * Return each page's worth for one form of a query: how well it fits, and whether it has all the words, as they were typed; the
 * words at ``known`` places stand together for something, and are not there where each is by itself.
 */
function weighed(found, alone, form, total, known = NO_PLACES) {
  const apart = lonely(found, form);
  const bitsOf = (covers) => covers.reduce((bits, word) => bits | (1 << form.looked.indexOf(word)), 0);
  const worth = new Map();
  for (const { unit, pages, asTyped } of [...found, ...alone]) {
    const isAlone = !found.some((one) => one.unit === unit);
    const bits = bitsOf(unit.covers);
    const held = isAlone ? bitsOf(unit.covers.filter((word) => apart.has(word) && !ANYWHERE.test(form.words[word]))) : bits;
    const by = isAlone ? aloneOf(form, unit.covers[0]) : null;
    valued(pages, total, unit.isOwn && form.units.length > 1)((id, value, inTitle, isExact) => {
      if (!worth.has(id)) worth.set(id, blank(id, form));
      const page = worth.get(id);
      page.score += (isAlone ? ALONE : 1) * value;
      page.units += isAlone ? 0 : 1;
      if (by) page.alone = [...page.alone, by];
      page.asTyped = page.asTyped && asTyped && isExact && !(by && known.has(unit.covers[0]));
      page.words |= bits;
      if (inTitle) page.titled |= bits;
      page.held |= held;
    });
  }
  for (const page of worth.values()) {
    const covered = bitsIn(page.words) / form.words.length;
    const titled = bitsIn(page.titled) / form.looked.length;
    const score = page.score / found.length + WHOLE_TITLE * titled * titled;
    page.isFull = page.units > 0 && bitsIn(page.held) === form.looked.length;
    const near = 1 + TOGETHER * (page.units / form.units.length);
    // A long form has more to be found; it is not better for that.
    page.score = score * near * covered * covered;
  }
  return [...worth.values()];
}

/** Return the ids of the pages of one form that are likely to come first of all. */
async function likely(pages, index) {
  const ages = await index.ages();
  const valued = pages.map((page) => ({ id: page.id, place: rank(page), worth: page.score * (1 + NEWNESS * ages.get(page.id)) }));
  return valued.sort((one, other) => other.place - one.place || other.worth - one.worth).slice(0, GUESSED).map(({ id }) => id);
}

/**
 * Return the words of a form that may be looked for by themselves, the rarest first. What stands for something else, at ``known``
 * places, is not there by its syllables; a number that stands anywhere makes no page a whole one, and its list is the longest.
 */
function tellingIn({ words, alone }, known) {
  const isTelling = (word) => !ANYWHERE.test(word) || words.every((one) => ANYWHERE.test(one));
  const able = alone.filter(({ covers: [place], mayBe }) => mayBe && !known.has(place) && isTelling(words[place]));
  return able.sort((one, other) => one.common - other.common);
}

/**
 * Return the words of what was typed that are looked for by themselves, of those at places that have no neighbour anywhere. Where no
 * page can have all words the rarest has to do, and one that a quarter of all pages have tells nothing. Where no page has any two of
 * them together one list has to do, unless the other one is short.
 */
function aloneIn(form, apart, { query, total, isNothingYet }) {
  const rarest = tellingIn(form, isNothingYet ? NO_PLACES : query.known).filter(({ covers: [place] }) => apart.has(place));
  // A class of words, of which the most common has not quite that many pages.
  const listed = (most) => ({ common }) => 2 ** common <= most;
  if (isNothingYet) return [...rarest.slice(0, 1), ...rarest.slice(1, MOST_ALONE).filter(listed(MOST_LISTED))];
  return apart.size <= MOST_ALONE ? rarest : rarest.filter(listed(TELLING * total)).slice(0, MOST_LEFT);
}

/** Look for some units at once. */
const lookedAll = (units, { query, index }) => Promise.all(units.map((unit) => looked(unit, query.isQuoted, index)));

/**
 * Fetch the list of the word that is looked for by itself whatever else is found, while longer lists are still on their way: the
 * rarest that has no neighbour, once no rarer one may turn out to have none.
 */
export function fetchAlone({ forms: [form], known }, index) {
  let pending = form.units;
  let left = tellingIn(form, known);
  return Promise.all(form.units.map(async (unit) => {
    const { pages } = await looked(unit, false, index);
    pending = pending.filter((one) => one !== unit);
    if (pages.size) left = left.filter(({ covers: [place] }) => !unit.covers.includes(place));
    const [next] = left;
    // Who waits for nothing more knows what is looked for.
    if (next && pending.length && !pending.some(({ covers }) => covers.includes(next.covers[0]))) await looked(next, false, index);
  }));
}

/** Return what a form of a query finds by its words that stand together: what was found of each unit, and the pages by their worth. */
async function togetherBy(form, asked) {
  const found = await lookedAll(form.units, asked);
  return { found, together: weighed(found, [], form, asked.index.pages) };
}

/**
 * Return the pages that one form of a query finds, of which its words together are given; ``guess`` is told which are likely to be
 * the best while more is looked up, ``isAnswered`` tells, for what was not typed, whether what was typed has found enough,
 * ``isSaidOtherwise``, for what was, whether so many pages have all of another form.
 */
async function foundBy(form, first, { query, index, guess, isAnswered, isSaidOtherwise }) {
  const look = (units) => lookedAll(units, { query, index });
  const { found, together } = await first;
  if (query.isQuoted) return together.filter(({ units }) => units === form.units.length);
  if (!form.isTyped) {
    // A word that was left beside what stands for others may touch none of it.
    const left = lonely(found, form);
    const able = form.alone.filter(({ covers: [place] }) => left.has(place) && !ANYWHERE.test(form.words[place])).slice(0, MOST_LEFT);
    const apart = able.length && left.size < form.looked.length && !(await isAnswered()) ? await look(able) : [];
    // Of other words for a thing most are enough where no page has all, with every number.
    const hasNumbers = ({ held }) => form.words.every((word, at) => !isNumber(word) || held & (1 << form.looked.indexOf(at)));
    const isMost = (page) => page.isFull || (form.isSynonym && bitsIn(page.held) >= MOST_OF * form.looked.length && hasNumbers(page));
    const pages = weighed(found, apart, form, index.pages).filter(isMost);
    for (const page of pages) {
      page.isNearly = true;
      page.isFull = page.isFull && !form.isPart;
    }
    return pages;
  }
  const isDone = form.words.length === 1 || together.some(({ isFull }) => isFull);
  if (isDone && query.forms.length > 1) guess(await likely(together, index));
  // What stands together nowhere is not meant by its scattered words where pages have all of it as it is said otherwise. Of a
  // document that is named by its number no page has a part.
  if (isDone || (!together.length && (await isSaidOtherwise(form.turned.length ? 1 : FEW)))) return together;
  // No page has them as they follow each other: then a word that nowhere has a neighbour counts by itself, the rarest first.
  const apart = lonely(found, form);
  const turned = form.turned.filter(({ covers }) => covers.every((place) => apart.has(place)));
  const alone = aloneIn(form, apart, { query, total: index.pages, isNothingYet: !together.length });
  if (alone.length) guess((await likely(together, index)).slice(0, 1));
  const [otherWay, scattered] = await Promise.all([look(turned), look(alone)]);
  return weighed([...found, ...otherWay], scattered, form, index.pages, query.known);
}

/**
 * Return what comes first: all the words as they were typed, as they are said otherwise, each beside its neighbour before scattered ones;
 * as they only read; a part of them.
 */
function rank({ isFull, isNearly, asTyped, alone, form }) {
  if (!isFull) return isNearly ? 0.5 : 0;
  if (!asTyped) return 1;
  return (form.isTyped ? 3 : 2) + (alone.length ? 0 : TOGETHER_RANKS);
}

/**
 * Return the pages that a query finds, the best first: those that have all its words as they were
 * typed, those that have them in another form, and, where these are few, some that have a part of them. ``guess`` is called
 * with those that are likely to come first while something is still looked up.
 */
export async function ranked(query, index, guess = () => undefined) {
  const best = new Map();
  const isAll = ({ isFull, asTyped }) => isFull && asTyped;
  const first = query.forms.map((form) => togetherBy(form, { query, index }));
  let typed;
  const isAnswered = async () => (await typed).filter(isAll).length >= FEW;
  const isSaidOtherwise = async (count) => (await Promise.all(first.slice(1))).some(({ together }) => together.filter(isAll).length >= count);
  const found = query.forms.map((form, at) => foundBy(form, first[at], { query, index, guess, isAnswered, isSaidOtherwise }));
  [typed] = found;
  for (const pages of await Promise.all(found)) {
    for (const page of pages) {
      const before = best.get(page.id);
      const [first, second] = before && rank(before) - rank(page) >= 0 ? [before, page] : [page, before];
      // What is also said in other words is more what a page is about.
      if (second && second.form.isSynonym && second.isFull) first.score += OTHERWISE * second.score;
      best.set(page.id, first);
    }
  }
  const ages = await index.ages();
  for (const page of best.values()) {
    page.worth = page.score * (1 + NEWNESS * ages.get(page.id));
    page.rank = rank(page);
  }
  const better = (one, other) => other.rank - one.rank || other.worth - one.worth || (one.id < other.id ? -1 : 1);
  const pages = [...best.values()].sort(better);
  if (query.isQuoted) return { whole: pages.filter(({ asTyped, isFull }) => asTyped && isFull), near: [] };
  const whole = pages.filter(({ isFull }) => isFull);
  return { whole, near: whole.length < FEW ? pages.slice(whole.length, whole.length + MOST_NEAR) : [] };
}
