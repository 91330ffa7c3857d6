import { mistakenIn, slipsOf } from "./evidence.js";
import { excerptOf, markedLine } from "./excerpt.js";
import { spokenOutIn } from "./initials.js";
import { namedOf } from "./named.js";
import { grouped } from "./numbers.js";
import { readForms, readQuery } from "./query.js";
import { questionIn } from "./questions.js";
import { ranked } from "./ranking.js";
import { initialsAsked, respelt, withoutOldFont } from "./respelling.js";
import { replaced, written } from "./typing.js";
import { vocabularyOf } from "./vocabulary.js";
import { bare, plainWords, spelled } from "./words.js";

// Pages that stand outside years and sections are in this one, as plugins/search/index_entries.py names it.
const STANDING = "trang";
// By how much better a page has to be that is found by less of a question.
const MUCH_BETTER = 3;
// Of a longer question other pairs would be fetched without what stands around it.
const MOST_PLAIN = 4;
const NONE = { whole: [], near: [] };
const NOTHING_ELSE = { heard: new Map(), nearly: new Map() };

/** Return a promise that is kept once everything else that can be done now is done. */
const later = () => new Promise((resolve) => setTimeout(resolve));

/** Tell whether a page has all that was typed, each word beside its neighbour. */
const isAllTyped = ({ asTyped, alone }) => asTyped && !alone.length;

/** Return what of a page's file a result shows, each text in pieces. */
function toldOf({ title, section, day, text }, query, alone) {
  const place = [section, day].filter(Boolean).join(" · ");
  return { title: markedLine(title, query, alone), place: markedLine(place, query), excerpt: excerptOf(text || "", query, alone) };
}

/** Return what is told of a page that lists articles. */
function listTold({ name, label, count }, query) {
  const plain = (text) => [{ text, isHit: false }];
  return { title: markedLine(name, query), place: plain(label), excerpt: count ? plain(`${grouped(count)} bài trên cổng.`) : [] };
}

/** Return a text with other words at some of the places of its words. */
function withWords(text, query, words) {
  const typed = [].concat(...query.sentences);
  return !words.size ? text : [...words].reduce((read, [place, word]) => replaced(read, typed[place].written, written(word)), text.normalize("NFC"));
}

/**
 * Return what a search page asks of an index; ``hrefOf`` makes a link of a page's address.
 *
 * ``find`` finds the pages that have all the words of a text, and those that have a part of them, the pages first that are
 * named so; ``respelt`` is what the text was taken for, "" where as it is, ``suggested`` what may have been meant;
 * ``told`` what a result tells of one of them; ``places`` and ``years`` where each page belongs.
 */
export function answersFrom(manifest, index, hrefOf) {
  const { lexicon, abbreviations } = manifest;
  const forms = readForms(abbreviations, [].concat(...lexicon.synonyms.map(([meant, ...typed]) => typed.map((one) => [one, meant]))));
  const naming = namedOf(lexicon, manifest.numbers);
  const namedBy = new WeakMap();
  const named = (query) => {
    if (!namedBy.has(query)) namedBy.set(query, naming(query));
    return namedBy.get(query);
  };
  const longestFirst = (some) => some.map(plainWords).filter((phrase) => phrase.length).sort((one, other) => other.length - one.length);
  const questions = longestFirst(lexicon.questions);
  const here = { ...lexicon.here };
  for (const name of Object.keys(here)) here[name] = longestFirst(here[name]);
  const phrases = [...lexicon.asides, ...[].concat(...lexicon.kinds.map(([, leading]) => leading)), ...lexicon.named.map(([, name]) => name)];
  const own = new Set([].concat(...forms.map(([from]) => from), ...phrases.map(plainWords)));
  const of = (values, other) => ({ get: (id) => (typeof id === "object" ? other : values.get(id)) });

  /** Fetch what results tell that are likely to come first, while the others are looked for. */
  function fetchShown(ids) {
    for (const id of ids) if (id !== undefined) index.shown(id).catch(() => undefined);
  }

  let vocabulary;

  /** Return a text with the words of titles in the place of their initials. */
  async function spokenOut(text, known) {
    const asked = initialsAsked(text, known);
    const spoken = await Promise.all(asked.map((token) => spokenOutIn(index, bare(spelled(token)))));
    return asked.reduce((read, token, at) => (spoken[at] ? replaced(read, token, spoken[at]) : read), text);
  }

  /** Return a text as it was meant, with its query, its results, and what else may have been meant. */
  async function meant(asked) {
    index.ready().catch(() => undefined);
    const words = await index.words();
    vocabulary = vocabulary || vocabularyOf(words, own);
    const text = withoutOldFont(asked, vocabulary);
    const read = new Map();
    // A word counts for all that read so: with another tone the same shards are asked for, which are there then.
    const common = (word) => vocabulary.common(bare(word));
    const queryOf = (some) => {
      if (!read.has(some)) read.set(some, readQuery(some, forms, { own: lexicon.own, questions, here, common }));
      return read.get(some);
    };
    const lengthOf = ({ sentences }) => [].concat(...sentences).length;
    const typed = queryOf(text);
    if (typed.isTooShort || typed.isQuoted) return { text, query: typed, found: typed.isTooShort ? NONE : await ranked(typed, index) };
    const known = { vocabulary, lexicon, shortForms: abbreviations };
    const first = respelt(await spokenOut(text, known), known);
    const query = queryOf(first);
    fetchShown(named(query).meant.slice(0, 1).map(({ id }) => id));
    // Who calls a page by its name has typed nothing wrong.
    if (named(query).meant.length) return { text: first, query, found: await ranked(query, index, fetchShown) };
    const { certain, likely } = await slipsOf(query, vocabulary, index);
    const second = withWords(first, query, certain);
    const answer = ranked(queryOf(second), index, fetchShown);
    // What may be meant instead is fetched in the same wave, behind what was asked for.
    const instead = certain.size ? Promise.resolve(NOTHING_ELSE) : later().then(() => mistakenIn(query, vocabulary, index));
    instead.catch(() => undefined);
    // What stands around a question may be a part of it: it is left out where that finds a page that is much better, or any.
    const plain = readQuery(second, forms, { own: lexicon.own, questions, here, isPlain: true, common });
    const isPlainer = lengthOf(plain) <= MOST_PLAIN && lengthOf(plain) < lengthOf(queryOf(second));
    const [found, others] = await Promise.all([answer, isPlainer ? ranked(plain, index) : NONE]);
    const [best] = found.whole.filter(isAllTyped);
    if (others.whole.length && (!best || others.whole[0].worth > MUCH_BETTER * best.worth)) return { text: second, query: plain, found: others };
    const { heard, nearly } = found.whole.some(({ asTyped }) => asTyped) ? NOTHING_ELSE : await instead;
    const asSecond = { text: second, query: queryOf(second), found, suggested: likely.size ? withWords(first, query, likely) : "" };
    if (!heard.size && !nearly.size) return asSecond;
    const asRead = async (others) => {
      const third = withWords(first, query, others);
      return { text: third, query: queryOf(third), found: await ranked(queryOf(third), index) };
    };
    const asThird = await asRead(new Map([...nearly, ...heard]));
    // What is a word is another one with a letter more or less only where that makes a whole of what was typed.
    if (!nearly.size || asThird.found.whole.some(isAllTyped)) return asThird;
    return heard.size ? asRead(heard) : asSecond;
  }

  /** Return the results, each once, with the pages that the query names before them, and those that it may mean behind the first, also where that has a part of the words. */
  function withNamed({ whole, near }, { meant, maybe, struck }) {
    const first = meant.length || maybe.length || whole.length ? meant : struck();
    const own = (page) => ({ id: page.id === undefined ? page : page.id, isFull: true });
    const named = new Set([...first, ...maybe].map(({ id }) => id));
    const [[one, ...rest], others] = [whole, near].map((pages) => pages.filter(({ id }) => !named.has(id)));
    const may = maybe.map(own);
    if (!first.length && !one && others.length) return { whole: [], near: [others[0], ...may, ...others.slice(1)] };
    return { whole: [...first.map(own), ...(one ? [one] : []), ...may, ...rest], near: others };
  }

  return {
    placeNames: manifest.places,
    yearNames: manifest.years.map((year) => [year, year]),
    places: async () => of(await index.places(), STANDING),
    years: async () => of(await index.years(), ""),
    ready: index.ready,
    async told({ id, alone }, query) {
      if (typeof id === "object") return { href: hrefOf(id.address), ...listTold(id, query) };
      const page = await index.shown(id);
      return { href: hrefOf(page.address), ...toldOf(page, query, alone) };
    },
    async find(asked) {
      const text = questionIn(asked);
      const { text: read, query, found, suggested } = await meant(text);
      const { whole, near } = query.isTooShort ? NONE : withNamed(found, named(query));
      return { query, whole, near, respelt: read === text ? "" : read, suggested: suggested || "" };
    },
  };
}
