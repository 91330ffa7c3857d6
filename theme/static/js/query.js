import { bare, begun, sentencesIn } from "./words.js";

const MOST_FORMS = 6;
// Of a query of more words than this every word is looked for with one neighbour, not with both: each pair is a file to fetch.
const LONG = 6;

/** Tell whether a typed word is a given one; typed without marks it is any that reads so. */
function fits(typedWord, word) {
  return typedWord === word || (bare(typedWord) === typedWord && bare(word) === typedWord);
}

/** Return the short forms of the portal, each with what it stands for, as spelled words. */
export function readShortForms(pairs) {
  const words = (text) => [].concat(...sentencesIn(text)).map(({ word }) => word);
  return pairs.map(([short, full]) => [words(short), words(full)]);
}

/** Yield a sentence with one short form written out, or one full form shortened; never inside a number such as "153/QĐ-TTg". */
function* rewritten(sentence, shortForms) {
  for (let at = 0; at < sentence.length; at += 1) {
    for (const [short, full] of shortForms) {
      for (const [from, to] of [[short, full], [full, short]]) {
        const there = sentence.slice(at, at + from.length);
        const isThere = there.length === from.length && there.every(({ word }, place) => fits(word, from[place]));
        if (!isThere || there[0].isTail || there[there.length - 1].isHead) continue;
        yield [...sentence.slice(0, at), ...to.map((word) => ({ word })), ...sentence.slice(at + from.length)];
      }
    }
  }
}

/** Return what was typed, and what else it may be written as; what was typed comes first. */
function formsOf(sentences, shortForms) {
  const nameOf = (form) => form.map((sentence) => sentence.map(({ word }) => bare(word)).join(" ")).join(". ");
  const forms = new Map([[nameOf(sentences), sentences]]);
  for (const form of forms.values()) {
    form.forEach((sentence, number) => {
      for (const other of rewritten(sentence, shortForms)) {
        const next = form.map((one, at) => (at === number ? other : one));
        if (forms.size < MOST_FORMS && !forms.has(nameOf(next))) forms.set(nameOf(next), next);
      }
    });
  }
  return [...forms.values()];
}

/** Return what is looked for of one word, one way after the other until something is found: as typed, then without marks. */
function aloneUnit(word, start, at) {
  const isBare = bare(word) === word;
  const ways = [{ words: [word], asTyped: isBare }];
  if (start) ways.push({ words: [start], isBegun: true, asTyped: bare(start) === start });
  const strict = isBare ? [] : ways.map((way) => ({ ...way, isStrict: true, asTyped: true }));
  return { ways: [...strict, ...ways], covers: [at] };
}

/** Return what is looked for of two words that follow each other; the index tells of each page whether its marks fit. */
function pairUnit(one, other, start, at) {
  const ways = [{ words: [one, other], asTyped: true }];
  if (start) ways.push({ words: [one, start], isBegun: true, asTyped: true });
  return { ways, covers: [at - 1, at] };
}

/** Return what is looked for of one form: its words, the pairs that they make (a word without a neighbour by itself), and each by itself. */
function unitsOf(form, { unfinished, isQuoted }) {
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
      if (isLong && !isLast && (place - at) % 2 === 0) continue;
      units.push(pairUnit(words[place - 1], words[place], startOf(place), place));
    }
    at += sentence.length;
  }
  const sentences = form.map((sentence) => sentence.map(({ word }) => word));
  return { words, sentences, start, units, isLong, alone: words.map((word, place) => aloneUnit(word, startOf(place), place)) };
}

/** Read what somebody typed. */
export function readQuery(text, shortForms) {
  const isQuoted = /^\s*["“”].*["“”]\s*$/.test(text);
  const sentences = sentencesIn(text);
  const words = [].concat(...sentences);
  const unfinished = !isQuoted && !/\s$/.test(text);
  const forms = words.length ? formsOf(sentences, isQuoted ? [] : shortForms) : [];
  return {
    isQuoted,
    // One letter may be the beginning of anything.
    isTooShort: words.length === 0 || (words.length === 1 && /^[^0-9]$/.test(words[0].written)),
    hasMarks: words.some(({ word }) => bare(word) !== word),
    forms: forms.map((form, number) => ({ ...unitsOf(form, { unfinished: unfinished && number === 0, isQuoted }), isTyped: number === 0 })),
  };
}
