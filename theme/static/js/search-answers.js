import { mistakenIn, slipsOf } from "./evidence.js";
import { excerptOf, markedLine } from "./excerpt.js";
import { spokenOutIn } from "./initials.js";
import { readingsAsNames, wordsOfNames } from "./name-slips.js";
import { namedOf } from "./named.js";
import { grouped } from "./numbers.js";
import { longestFirst, readForms, readHere, readQuery } from "./query.js";
import { questionIn } from "./questions.js";
import { fetchAlone, ranked } from "./ranking.js";
import { initialsAsked, respelt, withoutOldFont } from "./respelling.js";
import { replaced, written } from "./typing.js";
import { vocabularyOf } from "./vocabulary.js";
import { bare, isNumber, plainWords, spelled } from "./words.js";

// Pages that stand outside years and sections are in this one, as plugins/search/index_entries.py names it.
const STANDING = "trang";
// By how much better a page has to be that is found by less of a question.
const MUCH_BETTER = 3;
// Of a longer question other pairs would be fetched without what stands around it.
const MOST_PLAIN = 4;
const NONE = { whole: [], near: [] };
// So often words are read otherwise by what stands beside them then.
const MOST_ROUNDS = 2;

/** Return a promise that is kept once everything else that can be done now is done. */
const later = () => new Promise((resolve) => setTimeout(resolve));

/** Tell whether a page has all that was typed, each word beside its neighbour. */
const isAllTyped = ({ asTyped, alone }) => asTyped && !alone.length;

/** Return of how many words a query is. */
const wordCount = ({ sentences }) => [].concat(...sentences).length;

/** Tell whether the pages found by less of a question are much better than those that have all that was typed. */
function isMuchBetter({ whole: [other] }, { whole }) {
  const [best] = whole.filter(isAllTyped);
  return other !== undefined && (!best || other.worth > MUCH_BETTER * best.worth);
}

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
  const { abbreviations } = manifest;
  // What people ask with may stand beside a name too: the manifest says it once.
  const lexicon = { ...manifest.lexicon, asides: [...manifest.lexicon.questions, ...manifest.lexicon.asides] };
  const forms = readForms(abbreviations, [].concat(...lexicon.synonyms.map(([meant, ...typed]) => typed.map((one) => [one, meant]))));
  const naming = namedOf(lexicon, manifest.numbers);
  const namesAlike = wordsOfNames(lexicon);
  const namedBy = new WeakMap();
  const named = (query) => {
    if (!namedBy.has(query)) namedBy.set(query, naming(query));
    return namedBy.get(query);
  };
  const questions = longestFirst(lexicon.questions);
  const here = readHere(lexicon.here);
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

  /** Return a text with the words of the names that it asks for but for a wrong mark, itself where it names a page rather as it is. */
  function asNamed(text, namedIn) {
    const howOf = ({ meant, maybe }) => (meant.length ? 2 : Math.min(1, maybe.length));
    const judged = (reading) => {
      const found = namedIn(reading.text);
      const pages = [...found.meant, ...found.maybe];
      const its = new Set([].concat(...pages.map(({ kind, names }) => [].concat(...names, ...lexicon.kinds[kind][1].map(plainWords)))));
      // A word that may stand beside any name is no word of this one.
      return { text: reading.text, how: reading.words.every((word) => its.has(word)) ? howOf(found) : 0 };
    };
    const [best] = readingsAsNames(text, namesAlike, vocabulary).map(judged).sort((one, other) => other.how - one.how);
    return best && best.how && best.how >= howOf(namedIn(text)) ? best.text : text;
  }

  /** Return what reads the texts of one search, each of them once; ``plain`` leaves out what may stand around a question. */
  function queryReader() {
    // A word counts for all that read so: with another tone the same shards are asked for, which are there then.
    const how = { own: lexicon.own, questions, here, common: (word) => vocabulary.common(bare(word)) };
    const queries = new Map();
    const queryOf = (text) => {
      if (!queries.has(text)) queries.set(text, readQuery(text, forms, how));
      return queries.get(text);
    };
    return { queryOf, plain: (text) => readQuery(text, forms, { ...how, isPlain: true }) };
  }

  /** Return a text with what its letters stand for: names with a wrong mark, initials, keys, words typed as one. */
  async function lettersRead(text, { queryOf }) {
    const known = { vocabulary, lexicon, shortForms: abbreviations };
    const asNames = (some) => asNamed(some, (one) => named(queryOf(one)));
    // What the keys of other words hide of a name is there once these are read.
    return asNames(respelt(await spokenOut(asNames(text), known), known));
  }

  /** Return what is found by a question without what stands around it, nothing where that is all or much is left. */
  async function foundPlain(text, { queryOf, plain }) {
    const query = plain(text);
    const isPlainer = wordCount(query) <= MOST_PLAIN && wordCount(query) < wordCount(queryOf(text));
    return { text, query, found: isPlainer ? await ranked(query, index) : NONE };
  }

  /** Return a text as the pages have its words: with the marks that stand there, without what stands around it, or with other words. */
  async function wordsRead(first, reader) {
    const { queryOf } = reader;
    const query = queryOf(first);
    fetchAlone(query, index).catch(() => undefined);
    const { certain, likely } = await slipsOf(query, vocabulary, index);
    const second = withWords(first, query, certain);
    const suggested = likely.size ? withWords(second, query, likely) : "";
    const answer = ranked(queryOf(second), index, fetchShown);
    // What may be meant instead is fetched in the same wave, behind what was asked for; where a word was another already, once that does not do.
    const instead = certain.size ? null : later().then(() => mistakenIn(query, vocabulary, index));
    if (instead) instead.catch(() => undefined);
    const [found, plain] = await Promise.all([answer, foundPlain(second, reader)]);
    // What stands around a question may be a part of it: it is left out where that finds a page that is much better, or any.
    if (isMuchBetter(plain.found, found)) return { ...plain, suggested };
    return mistakesRead({ text: second, query: queryOf(second), found, suggested }, instead, queryOf);
  }

  /** Return what was read, with other words for those that are often mistaken for them where no page has all as it was typed. */
  async function mistakesRead(first, instead, queryOf) {
    const asWords = async (text) => ({ text, query: queryOf(text), found: await ranked(queryOf(text), index) });
    let read = first;
    for (let round = 0; round < MOST_ROUNDS && !read.found.whole.some(isAllTyped); round += 1) {
      // Beside a word that was struck wrongly another one has no neighbour either, until the first is read.
      if (round && !hasUnknown(read.query)) break;
      const other = await otherwise(read, (!round && instead) || mistakenIn(read.query, vocabulary, index), asWords);
      // What pages have scattered is another word where they have that beside its neighbours.
      const isScattered = read.found.whole.some(({ asTyped }) => asTyped);
      if (!other || (isScattered && !other.found.whole.some(isAllTyped))) break;
      read = other;
    }
    return read;
  }

  /** Return a text as it was meant, with its query, its results, and what else may have been meant. */
  async function meant(asked) {
    index.ready().catch(() => undefined);
    vocabulary = vocabulary || vocabularyOf(await index.words(), own);
    const text = withoutOldFont(asked, vocabulary);
    const reader = queryReader();
    const typed = reader.queryOf(text);
    if (typed.isTooShort || typed.isQuoted) return { text, query: typed, found: typed.isTooShort ? NONE : await ranked(typed, index) };
    const first = await lettersRead(text, reader);
    const query = reader.queryOf(first);
    fetchShown(named(query).meant.slice(0, 1).map(({ id }) => id));
    // Who calls a page by its name has typed nothing wrong.
    return named(query).meant.length ? { text: first, query, found: await ranked(query, index, fetchShown) } : wordsRead(first, reader);
  }

  /** Return what was read with other words in the place of those that stand nowhere beside their neighbours, null where none are likelier. */
  async function otherwise({ text, query }, mistaken, asWords) {
    const { heard, nearly } = await mistaken;
    if (!heard.size && !nearly.size) return null;
    const other = await asWords(withWords(text, query, new Map([...nearly, ...heard])));
    // What is a word is another one with a letter more or less only where that makes a whole of what was typed.
    if (!nearly.size || other.found.whole.some(isAllTyped)) return other;
    return heard.size ? asWords(withWords(text, query, heard)) : null;
  }

  /** Tell whether a query has words that the portal does not know, not even as the beginnings of others. */
  function hasUnknown({ sentences, forms: [form] }) {
    const isHalf = (at, words) => form.start !== "" && at === words.length - 1;
    const isKnown = ({ word, written: some }, at, words) => isNumber(word) || vocabulary.has(word) || (isHalf(at, words) && vocabulary.isBegun(some));
    return ![].concat(...sentences).every(isKnown);
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
      // What is read in part and found nowhere is claimed by nobody.
      const isRead = read !== text && (whole.length > 0 || !hasUnknown(query));
      return { query, whole, near, respelt: isRead ? read : "", suggested: suggested || "" };
    },
  };
}
