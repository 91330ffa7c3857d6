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
const OWN = 0.15;
const FEW = 3;
const MOST_NEAR = 20;
const MOST_ALONE = 2;
const MOST_LEFT = 1;
const MOST_OF = 0.6;

/** Return how much it tells of a page to be one of so many: of few more than of many, but not as much more as they are fewer. */
function rarity(pages, having) {
  return Math.sqrt(Math.log(1 + (pages - having + 0.5) / (having + 0.5)));
}

/** Return how much each page is worth by one unit that it has: rare words count for more, and so do words that are rare in titles. */
function valued(pages, total, isOwn) {
  const having = { number: 0, title: 0, opening: 0, topics: 0, lead: 0 };
  for (const { fields } of pages.values()) for (const field of fields) having[field] += 1;
  const whole = rarity(total, pages.size);
  const shares = new Map(Object.keys(FIELDS).map((field) => [field, FIELDS[field] * rarity(total, having[field])]));
  return [...pages].map(([id, { fit, fields, isExact }]) => ({
    id,
    isExact,
    value: fields.reduce((sum, field) => sum + (isOwn ? OWN : 1) * shares.get(field), whole * fit),
    inTitle: fields.includes("title"),
  }));
}

/** Look for one unit, in one way after the other until something is found. */
async function looked(unit, isQuoted, index) {
  for (const way of isQuoted ? unit.ways.slice(0, 1) : unit.ways) {
    const pages = await index.lookup(way);
    if (pages.size) return { unit, pages, asTyped: way.asTyped };
  }
  return { unit, pages: new Map(), asTyped: false };
}

/** Return the words that stand together with a neighbour on no page: they can only be found by themselves. */
function lonely(found, form) {
  const met = new Set([].concat(...found.filter(({ pages }) => pages.size).map(({ unit }) => unit.covers)));
  return new Set(form.looked.filter((at) => !met.has(at)));
}

/** Return a page of which nothing is known yet: the words of a form that it has, those in its title, those that count, those by themselves. */
function blank(id, form) {
  return { id, form, score: 0, units: 0, asTyped: true, words: new Set(), titled: new Set(), held: new Set(), alone: [] };
}

/** Return a word of a form that is looked for by itself, with what was typed of it where it is half typed. */
function aloneOf({ words, start }, at) {
  return { word: words[at], start: start && at === words.length - 1 ? start : "" };
}

/** Return each page's worth for one form of a query: how well it fits, and whether it has all the words, as they were typed. */
function weighed(found, alone, form, total) {
  const apart = lonely(found, form);
  const worth = new Map();
  for (const { unit, pages, asTyped } of [...found, ...alone]) {
    const isAlone = !found.some((one) => one.unit === unit);
    for (const { id, value, inTitle, isExact } of valued(pages, total, unit.isOwn && form.units.length > 1)) {
      const page = worth.get(id) || blank(id, form);
      page.score += (isAlone ? ALONE : 1) * value;
      page.units += isAlone ? 0 : 1;
      if (isAlone) page.alone.push(aloneOf(form, unit.covers[0]));
      page.asTyped = page.asTyped && asTyped && isExact;
      for (const word of unit.covers) {
        page.words.add(word);
        if (inTitle) page.titled.add(word);
        if (!isAlone || apart.has(word)) page.held.add(word);
      }
      worth.set(id, page);
    }
  }
  return [...worth.values()].map((page) => {
    const covered = page.words.size / form.looked.length;
    const titled = page.titled.size / form.looked.length;
    const score = page.score / found.length + WHOLE_TITLE * titled * titled;
    const isFull = page.units > 0 && page.held.size === form.looked.length;
    const near = 1 + TOGETHER * (page.units / form.units.length);
    // A long form has more to be found; it is not better for that.
    return { ...page, score: score * near * covered * covered, isFull };
  });
}

/** Return the pages that one form of a query finds. */
async function foundBy(form, query, index) {
  const look = (units) => Promise.all(units.map((unit) => looked(unit, query.isQuoted, index)));
  const found = await look(form.units);
  const together = weighed(found, [], form, index.pages);
  if (query.isQuoted) return together.filter(({ units }) => units === form.units.length);
  if (!form.isTyped) {
    // A word that was left beside what stands for others may touch none of it.
    const left = lonely(found, form);
    const apart = left.size && left.size < form.looked.length ? await look(form.alone.filter(({ covers }) => left.has(covers[0])).slice(0, MOST_LEFT)) : [];
    // Of other words for a thing most are enough where no page has all.
    const isMost = ({ isFull, held }) => isFull || (form.isSynonym && held.size >= MOST_OF * form.looked.length);
    return weighed(found, apart, form, index.pages).filter(isMost).map((page) => ({ ...page, isNearly: true }));
  }
  if (form.words.length === 1 || together.some(({ isFull }) => isFull)) return together;
  // No page has them as they follow each other: then a word that nowhere has a neighbour counts by itself, the rarest first.
  const apart = lonely(found, form);
  const alone = form.alone.filter(({ covers }) => apart.has(covers[0])).sort((one, other) => one.common - other.common).slice(0, MOST_ALONE);
  return weighed(found, await look(alone), form, index.pages);
}

/** Return what comes first: all the words as they were typed, as they are said otherwise, as they only read; a part of them. */
function rank({ isFull, isNearly, asTyped, form }) {
  if (!isFull) return isNearly ? 0.5 : 0;
  return asTyped ? (form.isTyped ? 3 : 2) : 1;
}

/**
 * Return the pages that a query finds, the best first: those that have all its words as they were
 * typed, those that have them in another form, and, where these are few, some that have a part of them.
 */
export async function ranked(query, index) {
  const best = new Map();
  for (const pages of await Promise.all(query.forms.map((form) => foundBy(form, query, index)))) {
    for (const page of pages) {
      const before = best.get(page.id);
      const [first, second] = before && rank(before) - rank(page) >= 0 ? [before, page] : [page, before];
      // What is also said in other words is more what a page is about.
      best.set(page.id, second && second.form.isSynonym && second.isFull ? { ...first, score: first.score + OTHERWISE * second.score } : first);
    }
  }
  const ages = await index.ages();
  const better = (one, other) => rank(other) - rank(one) || other.worth - one.worth || (one.id < other.id ? -1 : 1);
  const valued = [...best.values()].map((page) => ({ ...page, worth: page.score * (1 + NEWNESS * ages.get(page.id)) }));
  const pages = valued.sort(better);
  if (query.isQuoted) return { whole: pages.filter((page) => rank(page) === 3), near: [] };
  const whole = pages.filter(({ isFull }) => isFull);
  return { whole, near: whole.length < FEW ? pages.slice(whole.length, whole.length + MOST_NEAR) : [] };
}
