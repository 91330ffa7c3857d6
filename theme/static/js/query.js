import { isInQuotes, withoutPhrases, withoutQuestions, withoutSurroundings } from "./questions.js";
import { partedAtTelephones } from "./telephones.js";
import { bare, begun, fits, isNumber, plainWords, sentencesIn, spelled, toneOf } from "./words.js";

const MOST_FORMS = 6;
// Each pair is a file to fetch. Of a query of more words than this every word is looked for with one neighbour, not with both.
const LONG = 3;
// So many pairs are looked for of what was typed, the rarest, and one more where these have too few of its words; so many of all
// that it may be written as; a phrase in quotes needs more.
const USUAL_TYPED = 3;
const MOST_TYPED = 4;
const COVERED = 0.75;
const SPARE = 100;
const YEAR = /^(19|20)[0-9]{2}$/;
const COMMON = 50;
// What joins the words of a sentence says nothing of a page. Typed without marks most of them are other words too: "cua" may be "cửa".
export const JOINING = new Set([...plainWords("và các những của với là về tại được"), "va", "cac", "nhung"]);
const MOST_PAIRS = 5;
// What was typed in more words than this says most by itself: one pair less is looked for of all that it may be written as.
const VERY_LONG = 6;
const MOST_OTHER = 3;
const USUAL_OTHER = 2;
// What is looked for of so much of it stands for all of a form.
const ENOUGH = 0.6;
// More than so much of it makes a page a whole one: six of seven words do, four of five do not.
const NEARLY_ALL = 0.8;
const MOST_QUOTED = 8;
const NOWHERE = { names: [], ends: [] };
// Beside so many other pairs the portal's own name is not looked for.
const FEWEST_TELLING = 2;

/** Return phrases as spelled words, the longest first. */
export const longestFirst = (some) => some.map(plainWords).filter((phrase) => phrase.length).sort((one, other) => other.length - one.length);

/** Return what names the place of a portal and may stand around a question, as spelled words: what says where it is asked stands on either side. */
export function readHere({ names, ends, before, behind }) {
  return { names: longestFirst(names), ends: longestFirst(ends), before: longestFirst([...before, ...ends]), behind: longestFirst([...behind, ...ends, ...names]) };
}

/** Return the short forms of the portal, each with what it stands for, as spelled words. */
export function readShortForms(pairs) {
  return pairs.map(([short, full]) => [plainWords(short), plainWords(full)]);
}

/** Return what is written out of what: short forms both ways, other words for a thing one way. */
export function readForms(shortForms, synonyms) {
  const both = readShortForms(shortForms);
  // What is longer says more: "góp ý dự thảo" before "góp ý".
  const oneWay = readShortForms(synonyms).map((pair) => [...pair, true]).sort(([one], [other]) => other.length - one.length);
  return [...oneWay, ...both, ...both.map(([short, full]) => [full, short])];
}

/** Tell whether words, of which the next one is given, are a part of a number such as "153/QĐ-TTg"; those of "nq-10" are none. */
function areInNumber(words, next) {
  const [first, last] = [words[0], words[words.length - 1]];
  return first.isTail || (last.isHead && !(next && isNumber(next.word) && !next.isHead));
}

/** Yield a sentence with some words as others; never inside a number such as "153/QĐ-TTg". */
function* rewritten(sentence, pairs) {
  for (let at = 0; at < sentence.length; at += 1) {
    for (const [from, to, isSynonym] of [...numberForms(sentence, at), ...pairs.filter(([[first]]) => fits(sentence[at].word, first))]) {
      const there = sentence.slice(at, at + from.length);
      const isThere = there.length === from.length && there.every(({ word }, place) => fits(word, from[place]));
      // What was put in the place of other words stands for them alone: "trung tâm" is no "thị trấn", though both are "TT".
      const { putWith } = sentence[at];
      const isPutThere = putWith && (from.length === 1 || from.length === putWith);
      if (!isThere || isPutThere || areInNumber(there, sentence[at + from.length])) continue;
      const other = [...sentence.slice(0, at), ...to.map((word) => ({ word, putWith: to.length })), ...sentence.slice(at + from.length)];
      yield { other, isSynonym: Boolean(isSynonym) };
    }
  }
}

/** Return the places, among the words of a query, that stand for something else as they are. */
function placesOf(sentences, pairs) {
  const places = new Set();
  let start = 0;
  for (const sentence of sentences) {
    sentence.forEach((_, at) => {
      for (const [from] of pairs) {
        const isThere = from.length > 1 && at + from.length <= sentence.length && from.every((word, place) => fits(sentence[at + place].word, word));
        if (isThere) from.forEach((_word, place) => places.add(start + at + place));
      }
    });
    start += sentence.length;
  }
  return places;
}

/** Yield a number at a place as it may be written too: with a space for the point of thousands, with a point for the comma of a fraction; a comma is never two numbers; a day with two figures of its year. */
function* numberForms(sentence, at) {
  const [{ word, written = "" }, next] = [sentence[at], sentence[at + 1]];
  // What was put in the place of something else is as it is written there.
  if (!isNumber(word) || !written) return;
  const groups = [word];
  while (sentence[at + groups.length] && /^[0-9]{3}$/.test(sentence[at + groups.length].written || "")) groups.push(sentence[at + groups.length].written);
  if (groups.length > 1 && /^[1-9][0-9]{0,2}$/.test(written)) yield [[word, ...groups.slice(1).map(spelled)], [groups.join("")]];
  const third = sentence[at + 2];
  const isDay = third && sentence[at].isHead && next.isHead && isNumber(next.word) && /^[0-9]{2}$/.test(third.written);
  if (isDay) yield [[word, next.word, third.word], [word, next.word, `20${third.written}`]];
  if (next && next.isBehindPoint && /^[0-9]+$/.test(written)) yield [[word, next.word], [spelled(`${written},${next.written}`)]];
}

/** Return what was typed, and what else it may be written as; what was typed comes first. */
function formsOf(sentences, shortForms) {
  const nameOf = (form) => form.map((sentence) => sentence.map(({ word }) => bare(word)).join(" ")).join(". ");
  const forms = new Map([[nameOf(sentences), { form: sentences, isSynonym: false }]]);
  for (const { form, isSynonym: isLed } of forms.values()) {
    form.forEach((sentence, number) => {
      for (const { other, isSynonym } of rewritten(sentence, shortForms)) {
        const next = form.map((one, at) => (at === number ? other : one));
        if (forms.size < MOST_FORMS && !forms.has(nameOf(next))) forms.set(nameOf(next), { form: next, isSynonym: isLed || isSynonym });
      }
    });
  }
  return [...forms.values()];
}

/** Return what is looked for of one word, one way after the other until something is found: as typed, then without marks. */
function aloneUnit(word, start, at) {
  const isBare = bare(word) === word;
  const ways = [{ words: [word], asTyped: isBare }];
  if (start) ways.push({ words: [start], isBegun: true, tone: toneOf(word), asTyped: bare(start) === start });
  const strict = isBare ? [] : ways.map((way) => ({ ...way, isStrict: true, asTyped: true }));
  return { ways: [...strict, ...ways], covers: [at] };
}

/** Return what is looked for of two words that follow each other; the index tells of each page whether its marks fit. */
function pairUnit(one, other, start, at) {
  const ways = [{ words: [one, other], asTyped: true }];
  if (start) ways.push({ words: [one, start], isBegun: true, tone: toneOf(other), asTyped: true });
  return { ways, covers: [at - 1, at] };
}

/** Return what is looked for of short forms that stand before a number, "nq 10", the other way round, as numbers of documents are written: "10-NQ/TU". */
function turnedUnits(form, shortForms) {
  const isShort = (typed) => shortForms.some(([[first, second], , isSynonym]) => !isSynonym && second === undefined && fits(typed, first));
  const units = [];
  let start = 0;
  for (const sentence of form) {
    sentence.forEach(({ word }, at) => {
      if (at && isNumber(word) && isShort(sentence[at - 1].word)) units.push(pairUnit(word, sentence[at - 1].word, "", start + at));
    });
    start += sentence.length;
  }
  return units;
}

/**
 * Return the pairs that are worth their file: nearly every page has the portal's name, and no list is longer than that of it. A
 * pair that has a word of it would leave that word to be looked for by itself, in a list as long.
 */
function withoutOwn(chosen, isQuoted) {
  const own = new Set([].concat(...chosen.filter(({ isOwn }) => isOwn).map(({ covers }) => covers)));
  const others = chosen.filter(({ isOwn }) => !isOwn);
  const isNeeded = isQuoted || others.length < FEWEST_TELLING || others.some(({ covers }) => covers.some((place) => own.has(place)));
  return isNeeded ? chosen : others;
}

/**
 * Return what is looked for of one form: its words, the pairs that they make (a word without a neighbour by itself), and each by itself.
 * What is there already costs nothing; of the others ``most`` are looked for, ``usual`` where these do.
 */
function unitsOf(form, { unfinished, isQuoted, own, common, most, usual = most, covered = 1, isThere = () => false }) {
  const words = [].concat(...form).map(({ word }) => word);
  const last = [].concat(...form).pop();
  const start = unfinished ? begun(last.written) : "";
  const startOf = (at) => (at === words.length - 1 ? start : "");
  const units = [];
  const isLong = !isQuoted && words.length > LONG;
  let at = 0;
  for (const sentence of form) {
    if (sentence.length === 1) units.push(aloneUnit(words[at], startOf(at), at));
    for (let place = at + 1; place < at + sentence.length; place += 1) {
      const isLast = place === at + sentence.length - 1;
      // A number says most of all with the word before it.
      const isSpare = isLong && !isLast && (place - at) % 2 === 0 && !isNumber(words[place]);
      const isOwn = own.some((_, part) => part > 0 && fits(words[place - 1], own[part - 1]) && fits(words[place], own[part]));
      units.push({ ...pairUnit(words[place - 1], words[place], startOf(place), place), isOwn, isSpare });
    }
    at += sentence.length;
  }
  // Nobody counts in how many pages a number stands: that of a document is in few, a year in many.
  const commonness = (place) => (YEAR.test(words[place]) ? COMMON : common(words[place]));
  const rarest = (unit) => Math.min(...unit.covers.map((place) => (startOf(place) ? 0 : commonness(place))));
  const joins = (unit) => unit.covers.some((place) => JOINING.has(words[place]));
  const late = (unit) => (unit.isSpare || unit.isOwn ? 2 * SPARE : 0) + (isLong && joins(unit) ? SPARE : 0) + rarest(unit);
  const sorted = [...units].sort((one, other) => late(one) - late(other) || one.covers[0] - other.covers[0]);
  const free = sorted.filter(isThere);
  const chosen = withoutOwn([...free, ...sorted.filter((unit) => !isThere(unit)).slice(0, most)], isQuoted);
  const enough = free.length + usual;
  const isCovered = new Set([].concat(...chosen.slice(0, enough).map(({ covers }) => covers))).size >= covered * words.length;
  chosen.splice(isCovered || (chosen[enough] && late(chosen[enough]) >= SPARE) ? enough : free.length + most);
  const kept = units.filter((unit) => chosen.includes(unit));
  const looked = [...new Set([].concat(...kept.map(({ covers }) => covers)))];
  const sentences = form.map((sentence) => sentence.map(({ word }) => word));
  // What is no word of the portal is on no page; of numbers and of what is half typed that is not known.
  const mayBe = (place) => startOf(place) !== "" || isNumber(words[place]) || common(words[place]) > 0;
  const alone = looked.map((place) => ({ ...aloneUnit(words[place], startOf(place), place), common: common(words[place]), mayBe: mayBe(place) }));
  return { words, sentences, start, units: kept, looked, alone };
}

/** Tell whether too little of a form is looked for to call a page that has it a whole one: of another word for a thing most is enough. */
function isPartOf({ words, looked, units, isSynonym }) {
  return looked.length < words.length && (units.length < 2 || (!isSynonym && looked.length <= NEARLY_ALL * words.length));
}

/** Return the forms of a query with what is looked for of each: of all together no more than a visitor's network bears. */
function boundForms(forms, { unfinished, here, shortForms, ...how }) {
  const [typed, ...others] = forms;
  const bounds = how.isQuoted ? { most: MOST_QUOTED } : { most: MOST_TYPED, usual: USUAL_TYPED, covered: COVERED };
  const turned = how.isQuoted ? [] : turnedUnits(typed.form, shortForms);
  const found = [{ isSynonym: false, isTyped: true, turned, ...unitsOf(typed.form, { ...how, unfinished, ...bounds }) }];
  const nameOf = ({ ways: [{ words }] }) => words.join(" ");
  const there = new Set(found[0].units.map(nameOf));
  const isThere = (unit) => there.has(nameOf(unit));
  const mostPairs = MOST_PAIRS - (found[0].words.length > VERY_LONG);
  for (const { form: other, isSynonym } of others) {
    // Of another word for a thing all is needed rather than the place, which is that of the whole portal.
    const form = isSynonym ? withoutPhrases(other, here) : other;
    const most = Math.min(mostPairs - there.size, MOST_OTHER);
    const next = { isSynonym, isTyped: false, turned: [], ...unitsOf(form, { ...how, unfinished: false, most, usual: Math.min(most, USUAL_OTHER), isThere }) };
    if (!next.units.length || next.looked.length < ENOUGH * next.words.length) continue;
    found.push({ ...next, isPart: isPartOf(next) });
    next.units.forEach((unit) => there.add(nameOf(unit)));
  }
  return found;
}

/** Return a form as words, with what was typed of the last where it may go on. */
function wordsOfForm(form, { unfinished, isOther }) {
  const said = [].concat(...form);
  return { words: said.map(({ word }) => word), start: unfinished && !isOther ? begun(said[said.length - 1].written) : "", isOther };
}

/**
 * Read what somebody typed.
 *
 * ``own`` is the portal's name: nearly every page has it, so that it says less than other words; ``questions`` are the
 * phrases that people ask with, ``here`` those that name its place and those that end a question so;
 * ``isPlain`` leaves out too what may stand around what is asked for, ``common`` tells how common
 * a word is.
 */
export function readQuery(text, shortForms, { own: ownName = "", questions = [], here = NOWHERE, isPlain = false, common = () => 1 } = {}) {
  const isQuoted = isInQuotes(text);
  const typed = sentencesIn(text);
  const asked = isQuoted ? typed : withoutQuestions(typed, questions, here.ends);
  const plain = isPlain && asked.length ? withoutSurroundings(asked, here) : asked;
  const sentences = isQuoted ? plain : [].concat(...plain.map(partedAtTelephones));
  const words = [].concat(...sentences);
  const unfinished = !isQuoted && !/\s$/.test(text);
  const own = plainWords(ownName);
  const forms = words.length ? formsOf(sentences, isQuoted ? [] : shortForms) : [];
  return {
    isQuoted,
    sentences,
    known: placesOf(sentences, shortForms),
    // What was typed and what it may be written as, as words; a name may have words that questions have too.
    said: forms.length ? [...forms.map(({ form }, number) => wordsOfForm(form, { unfinished, isOther: number > 0 })), wordsOfForm(typed, { unfinished, isOther: false })] : [],
    // One letter may be the beginning of anything.
    isTooShort: words.length === 0 || (words.length === 1 && /^[^0-9]$/.test(words[0].written)),
    hasMarks: words.some(({ word }) => bare(word) !== word),
    forms: forms.length ? boundForms(forms, { unfinished, isQuoted, own, common, here: here.names, shortForms }) : [],
  };
}
