import { JOINING } from "./query.js";
import { distance, isNearlyTyped, isSlip } from "./vocabulary.js";
import { bare, isNumber } from "./words.js";

const CLEARLY = 10;
const RARELY = 2;
const MOST_TRIED = 3;
// In shorter words one letter makes another word; with its marks two letters are enough.
const SHORTEST_NEARLY = 3;
// A word that the portal knows is not taken for another because of one page.
const ENOUGH_PAGES = 2;

/** Return which word of a pair is another in a reading of it, where just one is and differs in one mark; else none. */
function slipIn(words, reading) {
  const other = [0, 1].filter((at) => words[at] !== reading[at] && bare(words[at]) !== words[at]);
  return other.length === 1 && isSlip(words[other[0]], reading[other[0]]) ? other[0] : -1;
}

/** Return the readings of a pair that have the marks that were typed. */
const asWritten = ({ words, readings }) => readings.filter(({ term }) => words.every((word, at) => word === term[at] || (bare(word) === word && bare(term[at]) === word)));
const pageCount = (readings) => readings.reduce((sum, { pages }) => sum + pages, 0);

/** Return the pairs of a form, each with how it is written in pages, and whether it goes on somewhere as it was typed. */
function readingsOf(form, index) {
  const pairs = form.units.filter(({ covers }) => covers.length === 2);
  return Promise.all(pairs.map(async ({ covers, ways: [way, begun] }) => {
    const further = begun ? await index.readings({ ...begun, isStrict: true }) : [];
    return { covers, words: way.words, readings: await index.readings(way), goesOn: further.length > 0 };
  }));
}

/** Fetch what is looked for of words that have no neighbour in their form. */
function fetchSingle(form, index) {
  const single = form.units.filter(({ covers }) => covers.length === 1);
  for (const { ways: [way] } of single) index.readings(way).catch(() => undefined);
}

/** Return the places of a query whose words stand beside their neighbours as they were typed. */
const supportedIn = (pairs) => new Set([].concat(...pairs.filter((pair) => pair.goesOn || asWritten(pair).length).map(({ covers }) => covers)));

/**
 * Return what the pages of an index say of the words of a query: those that are written so beside no neighbour while
 * another tone or letter is, and those that are clearly rarer so; each as its place and the other word.
 */
export async function slipsOf({ forms, known }, vocabulary, index) {
  const [read, ...others] = forms.map((form) => readingsOf(form, index));
  for (const form of forms) fetchSingle(form, index);
  // What else it may be written as is fetched in the same wave, but not waited for.
  for (const other of others) other.catch(() => undefined);
  const pairs = await read;
  const supported = supportedIn(pairs);
  const [certain, likely] = [new Map(), new Map()];
  for (const pair of pairs) {
    const exact = pageCount(asWritten(pair));
    for (const { term, pages: count } of [...pair.readings].sort((one, other) => other.pages - one.pages)) {
      const at = slipIn(pair.words, term);
      if (at < 0) continue;
      const place = pair.covers[at];
      if (known.has(place)) continue;
      const isEnough = count >= ENOUGH_PAGES || !vocabulary.has(pair.words[at]);
      if (!exact && !supported.has(place) && !certain.has(place) && isEnough) certain.set(place, term[at]);
      else if (exact && exact <= RARELY && count >= CLEARLY * exact && !likely.has(place)) likely.set(place, term[at]);
    }
  }
  return { certain, likely };
}

/** Return the words that the second of a pair nearly is and that stand behind the first, each with its place and the number of pages. */
async function nearlyTyped({ covers: [, place], words: [one, other] }, index) {
  if (other.length < SHORTEST_NEARLY || isNumber(other)) return [];
  const isMeant = ([first, second]) => (first === one || bare(one) === one) && isNearlyTyped(other, second) && !JOINING.has(second);
  const readings = await index.readings({ words: [one, bare(other)[0]], isBegun: true }, isMeant);
  return readings.filter(({ pages }) => pages >= ENOUGH_PAGES).map(({ term: [, word], pages }) => ({ place, word, pages }));
}

/** Return what may be tried for the words of a pair that stand beside no neighbour: what is often mistaken for them, the likeliest first. */
function triedFor({ covers, words }, isOpen, vocabulary) {
  const tried = [];
  covers.forEach((place, at) => {
    if (!isOpen(place)) return;
    vocabulary.near(words[at]).slice(0, MOST_TRIED).forEach((word, rank) => {
      // What is no word at all was struck wrongly, rather than its neighbour that is one.
      const cost = vocabulary.has(words[at]) ? distance(words[at], word) : rank - MOST_TRIED;
      const isThere = at === 1 && bare(word)[0] === bare(words[at])[0];
      tried.push({ place, word, cost, isThere, words: words.map((one, other) => (other === at ? word : one)) });
    });
  });
  return tried;
}

/**
 * Return other words for those that stand beside their neighbours on no page, each by its place: ``heard`` are words that are often
 * mistaken for them and stand there, ``nearly`` those that have one letter more or less. Few are tried for which a file is fetched.
 */
export async function mistakenIn({ forms: [form], known }, vocabulary, index) {
  const read = await readingsOf(form, index);
  const supported = supportedIn(read);
  const isOpen = (place) => !supported.has(place) && !known.has(place);
  const tried = [].concat(...read.map((pair) => triedFor(pair, isOpen, vocabulary)));
  const nearest = tried.sort((one, other) => one.cost - other.cost || vocabulary.common(other.word) - vocabulary.common(one.word)).slice(0, MOST_TRIED);
  // For one of them a file is fetched: of a pair all that begins with the letter that was typed lies in one.
  const fetched = nearest.find(({ isThere }) => !isThere);
  const heard = await Promise.all(nearest.filter((one) => one.isThere || one === fetched).map(async ({ place, word, words }) => {
    const readings = await index.readings({ words });
    return { place, word, pages: pageCount(asWritten({ words, readings })) };
  }));
  const nearly = [].concat(...(await Promise.all(read.filter(({ covers }) => isOpen(covers[1])).map((pair) => nearlyTyped(pair, index)))));
  // Of each place the word of most pages: the last that is put there.
  const chosen = (found) => new Map(found.filter(({ pages }) => pages).sort((one, other) => one.pages - other.pages).map(({ place, word }) => [place, word]));
  return { heard: chosen(heard), nearly: chosen(nearly) };
}
