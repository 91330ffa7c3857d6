import { telephonesIn } from "./telephones.js";
import { bare, isSign, wordsIn } from "./words.js";

const LONGEST = 36;
const BEFORE = 8;
const LONG_RUN = 3;
const SENTENCE_ENDS = /[.!?…:;]["”’)]*\s+$/;
const plainly = (word) => bare(word);
const exactly = (word) => word;

/**
 * Return what tells the words of a text that were looked for: two that stand together in the query, or one that stands for
 * itself there, as those of ``alone`` do in a page that has no neighbour of them.
 */
function seeker(query, alone, read) {
  const pairs = new Set();
  // By itself a word with other marks is another word: "hội" is not "hồi".
  const same = alone.filter(({ word }) => read === exactly || plainly(word) === word);
  const ones = new Set(same.map(({ word }) => read(word)));
  const starts = same.filter(({ start }) => start).map(({ start }) => ({ before: "", start: read(start) }));
  const runs = [];
  for (const { sentences, start, isTyped } of query.forms) {
    for (const words of sentences.map((sentence) => sentence.map(read))) {
      if (words.length === 1) ones.add(words[0]);
      if (!isTyped && words.length > LONG_RUN) runs.push(words);
      else for (let at = 1; at < words.length; at += 1) pairs.add(`${words[at - 1]} ${words[at]}`);
    }
    const last = sentences[sentences.length - 1];
    if (start) starts.push({ before: last.length > 1 ? read(last[last.length - 2]) : "", start: read(start) });
  }
  return {
    runs,
    isOne: (word) => ones.has(word) || starts.some(({ before, start }) => !before && word.startsWith(start)),
    arePair: (one, other) =>
      pairs.has(`${one} ${other}`) || starts.some(({ before, start }) => before === one && other.startsWith(start)),
  };
}

/**
 * Return the places in a text of what a query may be written as, where so many words of it stand together: "sản phẩm" alone is
 * not "mỗi xã một sản phẩm".
 */
function placesOfRun(text, run) {
  const places = [];
  for (let at = 0; at <= text.length - LONG_RUN; at += 1) {
    for (let from = 0; from <= run.length - LONG_RUN; from += 1) {
      let count = 0;
      while (from + count < run.length && text[at + count] === run[from + count]) count += 1;
      if (count >= LONG_RUN) for (let place = at; place < at + count; place += 1) places.push(place);
    }
  }
  return places;
}

/** Return the places of the words of a text that were looked for, read in one way. */
function found(words, { isOne, arePair, runs }, read) {
  const hits = new Set([].concat(...runs.map((run) => placesOfRun(words.map(({ word }) => read(word)), run))));
  words.forEach((word, at) => {
    if (isOne(read(word.word))) hits.add(at);
    if (isSign(words, at)) return;
    const next = at + (words[at + 1] && isSign(words, at + 1) ? 2 : 1);
    if (next >= words.length || !arePair(read(word.word), read(words[next].word))) return;
    for (let place = at; place <= next; place += 1) hits.add(place);
  });
  return hits;
}

/** Return the places of the words of a text that are a telephone number which was looked for, however it is grouped. */
function telephoneHits(words, query) {
  const asked = new Set([].concat(...query.forms.map((form) => form.words)));
  const called = telephonesIn(words).filter(({ number }) => asked.has(number));
  return [].concat(...called.map(({ at, count }) => new Array(count).fill().map((_, place) => at + place)));
}

/** Return the places of the words of a text that were looked for, as they were typed or else without marks. */
function hitsOf(words, query, alone) {
  const exact = query.hasMarks ? found(words, seeker(query, alone, exactly), exactly) : new Set();
  const hits = exact.size ? exact : found(words, seeker(query, alone, plainly), plainly);
  for (const place of telephoneHits(words, query)) hits.add(place);
  return hits;
}

/** Return a stretch of a text in pieces, those that were looked for marked as such. */
function pieces(text, words, hits, from, to) {
  const found = [];
  let place = from;
  const push = (end, isHit) => {
    const last = found[found.length - 1];
    const shown = text.slice(place, end).replace(/\s*\n\s*/g, " · ");
    if (last && last.isHit && isHit) last.text += shown;
    else if (shown) found.push({ text: shown, isHit });
    place = Math.max(place, end);
  };
  words.forEach((word, at) => {
    if (word.from < from || word.to > to || !hits.has(at)) return;
    // Words that follow each other are marked as one.
    const joined = found.length && found[found.length - 1].isHit && hits.has(at - 1) && /^[\s/-]+$/.test(text.slice(place, word.from));
    push(word.from, joined);
    push(word.to, true);
  });
  push(to, false);
  return found;
}

/** Return a short text in pieces; ``alone`` are words that were looked for by themselves, each with what of it was typed or "". */
export function markedLine(text, query, alone = []) {
  const words = wordsIn(text);
  return pieces(text, words, hitsOf(words, query, alone), 0, text.length);
}

/** Return where an excerpt begins that shows a word: at the sentence's beginning if that is near. */
function beginning(text, words, hit) {
  for (let at = hit; at > Math.max(0, hit - BEFORE); at -= 1) {
    const between = text.slice(words[at - 1].to, words[at].from);
    if (between.includes("\n") || SENTENCE_ENDS.test(between)) return at;
  }
  return Math.max(0, hit - BEFORE);
}

/** Return the part of a text that shows most of what was looked for, in pieces. */
export function excerptOf(text, query, alone = []) {
  const words = wordsIn(text);
  if (!words.length) return [];
  const hits = hitsOf(words, query, alone);
  let start = 0;
  let most = 0;
  for (const hit of hits) {
    const begins = beginning(text, words, hit);
    const shown = [];
    for (let at = begins; at < Math.min(words.length, begins + LONGEST); at += 1) if (hits.has(at)) shown.push(words[at].word);
    const worth = 3 * new Set(shown).size + shown.length;
    if (worth > most) [start, most] = [begins, worth];
  }
  const end = Math.min(words.length, start + LONGEST);
  const from = start ? words[start].from : 0;
  const rest = text.slice(words[end - 1].to);
  const to = end === words.length ? text.length : words[end - 1].to + /^[^\s]*/.exec(rest)[0].length;
  const atStart = !start || text.slice(words[start - 1].to, from).includes("\n") || SENTENCE_ENDS.test(text.slice(words[start - 1].to, from));
  const shown = pieces(text, words, hits, from, to);
  if (!atStart) shown.unshift({ text: "… ", isHit: false });
  if (to < text.length && !/[.!?…]["”’)]*$/.test(text.slice(from, to))) shown.push({ text: " …", isHit: false });
  return shown;
}
