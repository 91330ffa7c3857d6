import { bare, begun, isNumber, toneOf } from "./words.js";

// What is heard or typed alike, at the beginning of a word and at its end; as rows of what stands for each other.
const BEGINNINGS = ["s x", "ch tr", "l n", "d gi r v z", "k c q", "ng ngh", "g gh", "ph f"].map((row) => row.split(" "));
const ENDINGS = ["n ng", "n nh", "ng nh", "t c", "t ch"].map((row) => row.split(" "));
const COST = { alike: 1, nearly: 1.2, tone: 1.5, shape: 1.6 };
const MOST_COST = 2;
const ONSET = /^(ngh|ng|nh|gh|gi(?=[aeou])|kh|ch|ph|th|tr|qu|d9|[bcdfghklmnpqrstvxz])?/;

/** Return a spelled word in parts: how it begins, its vowels with their marks, how it ends, its tone. */
function partsOf(word) {
  const tone = /[1-5]$/.test(word) ? word.slice(-1) : "";
  const rest = tone ? word.slice(0, -1) : word;
  const onset = ONSET.exec(rest)[0];
  const [, vowels, coda] = /^(.*?)(ng|nh|ch|[cmnpt])?$/.exec(rest.slice(onset.length));
  return { onset, vowels, coda: coda || "", tone };
}

/** Return what it costs to take one for another, of equal ones nothing. */
function swapped(rows, one, other) {
  if (one === other) return 0;
  return rows.some((row) => row.includes(one) && row.includes(other)) ? COST.alike : Infinity;
}

/** Return how far a word is from what was typed, by what is mistaken for each other; what was typed without marks says nothing of them. */
export function distance(typed, word) {
  const [one, other] = [partsOf(typed), partsOf(word)];
  const hasMarks = bare(typed) !== typed;
  let cost = swapped(BEGINNINGS, one.onset, other.onset) + swapped(ENDINGS, one.coda, other.coda);
  if (bare(one.vowels) !== bare(other.vowels)) return Infinity;
  if (hasMarks && one.vowels !== other.vowels) cost += COST.shape;
  if (hasMarks && one.tone !== other.tone) cost += "34".includes(one.tone) && "34".includes(other.tone) && one.tone && other.tone ? COST.alike : COST.tone;
  return cost;
}

/** Tell whether two words that read alike differ in one mark: the tone, or the letters. */
export function isSlip(typed, word) {
  if (typed === word || bare(typed) !== bare(word)) return false;
  const plain = (one) => one.replace(/[1-5]$/, "");
  const tone = (one) => one.slice(plain(one).length);
  return plain(typed) === plain(word) || tone(typed) === tone(word);
}

// Three letters or more with a vowel among them; initials are none.
const STRUCK = /^(?=.*[aeiou])[a-z]{3,}$/;

const figuresIn = (word) => word.replace(/[^0-9]/g, "");

// A letter may come so many places too early or too late, in words of so many letters; in shorter ones only two change their places.
const MOST_PLACES = 2;
const LONG_ENOUGH = 4;

/** Tell whether two words have the same letters, but one of them some places too early or too late: "knhi" is "kinh". */
function isMoved(one, other) {
  let [from, to] = [0, one.length];
  while (from < to && one[from] === other[from]) from += 1;
  while (to > from && one[to - 1] === other[to - 1]) to -= 1;
  const [part, meant] = [one.slice(from, to), other.slice(from, to)];
  if (part.length > 1 + (one.length < LONG_ENOUGH ? 1 : MOST_PLACES)) return false;
  return part.slice(1) + part[0] === meant || meant.slice(1) + meant[0] === part;
}

/**
 * Tell whether two words differ by one letter too many, too few, another, or in another place; with another
 * figure it is another number, which nobody can know to be meant.
 */
export function isOneLetterOff(one, other) {
  if (figuresIn(one) !== figuresIn(other)) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (one === other || long.length - short.length > 1) return false;
  let at = 0;
  while (short[at] === long[at]) at += 1;
  const [rest, more] = [short.slice(at), long.slice(at + 1)];
  return more === rest || more === rest.slice(1) || (one.length === other.length && isMoved(one, other));
}

/** Return the letters of a spelled word without its tone, each with its mark as one sign. */
const shapedLetters = (word) => word.replace(/[1-5]$/, "").replace(/[a-z][6-9]/g, ([letter, mark]) => String.fromCharCode(letter.charCodeAt(0) + 256 * mark));

const sorted = (word) => [...word].sort().join("");

/** Tell whether a word, and no number, was typed with one letter too many or too few, or in another place; its marks as they are, or none. */
export function isNearlyTyped(typed, word) {
  if (isNumber(typed) || isNumber(word)) return false;
  const [one, other] = bare(typed) === typed ? [typed, bare(word)] : [typed, word].map(shapedLetters);
  return isOneLetterOff(one, other) && (one.length !== other.length || sorted(one) === sorted(other));
}

/** Return how unlikely one word is where another was struck: letters that changed their places come first, and marks that were typed. */
function unlikeness(typed, word) {
  const isBare = bare(typed) === typed;
  const [one, other] = isBare ? [typed, bare(word)] : [typed, word].map(shapedLetters);
  const isOtherTone = !isBare && toneOf(typed) !== toneOf(word);
  return (isOneLetterOff(one, other) ? 0 : 2) + (isOtherTone ? COST.tone : 0) + (sorted(one) === sorted(other) ? 0 : 1);
}

/** Return what is known of words: those of an index, each with the class of the number of pages, and others that the portal knows. */
export function vocabularyOf(list, others) {
  const classes = new Map(list.map(({ term, pages }) => [term, pages]));
  const alike = new Map();
  for (const [word, pages] of classes) alike.set(bare(word), Math.max(pages, alike.get(bare(word)) || 0));
  const otherwise = new Set([...others].map(bare));
  const has = (word) => classes.has(word) || others.has(word) || (bare(word) === word && (alike.has(word) || otherwise.has(word)));
  return {
    has,
    /** Return how common a word is: typed without marks, any that reads so. */
    common: (word) => (bare(word) === word ? alike.get(word) : classes.get(word)) || 0,
    isBegun(written) {
      const start = begun(written);
      return [...classes.keys()].some((word) => word.startsWith(start) || bare(word).startsWith(start));
    },
    /** Return the words that may be meant by a spelled one, the nearest first. */
    near(typed) {
      const isBare = bare(typed) === typed;
      const words = isBare ? [...alike] : [...classes];
      const found = words.map(([word, pages]) => ({ word, pages, cost: distance(typed, word) }));
      const heard = found.filter(({ cost, word }) => cost > 0 && cost < MOST_COST && word !== typed);
      // Only what is no word at all was struck wrongly.
      const letters = bare(typed);
      const isStruck = !heard.length && !alike.has(letters) && STRUCK.test(letters);
      // What reads as a word, and is none with its marks, may lack a letter of another one that has them: "gải" of "giải".
      const isNearly = isBare || classes.has(typed) ? () => false : ({ word, cost }) => cost >= MOST_COST && toneOf(typed) === toneOf(word) && isNearlyTyped(typed, word);
      const nearly = isStruck ? [] : found.filter(isNearly).map((one) => ({ ...one, cost: COST.nearly }));
      const fitting = isStruck ? found.filter(({ word }) => isOneLetterOff(letters, bare(word))) : [...heard, ...nearly];
      const cost = isStruck ? ({ word }) => unlikeness(typed, word) : (one) => one.cost;
      return fitting.sort((one, other) => cost(one) - cost(other) || other.pages - one.pages).map(({ word }) => word);
    },
  };
}
