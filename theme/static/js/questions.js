import { fits, LETTERS, plainWords, wordsIn } from "./words.js";

// No question is longer; of a page that was pasted the beginning is looked for, or a cheap phone would reckon for seconds.
const MOST_WORDS = 64;
const MOST_LETTERS = 600;
// Of a letter and its marks, which may come apart.
const SIGNS_OF_LETTER = 4;
// Several words that were typed as one are shorter.
const LONGEST_WORD = new RegExp(`([0-9${LETTERS}]{40})[0-9${LETTERS}]+`, "g");
// "Cách tra sổ quy hoạch" asks how; with one of these behind it, "cách" is a part of a word.
const HOW = plainWords("cách");
const NOT_HOW = plainWords("mạng ly âm nhiệt biệt thức chức điệu tân đây xa nhau");
const FEWEST_ASKED = 3;
// "2023-11-29" is "29/11/2023", as pages have it.
const YEAR_FIRST = /(^|\s)((?:19|20)[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})(?=\s|$)/g;
// As the head of a document has its number: "Số: 153/QĐ-TTg".
const HEAD = /(số|so)\s*:\s*(?=[0-9])/gi;
// So many words are left of what is asked for "ở Thọ Xuân" on the portal of Thọ Xuân, or the place stays.
const FEWEST_LEFT = 2;
// What a question that is answered by yes or no has around it, what says more first; "hàng không" and the like end with
// another "không".
const YES_OR_NO = [["đã có", "chưa"], ["đã", "chưa"], ["có", "chưa"], ["có", "không"]].map((pair) => pair.map(plainWords));
const OR = plainWords("hay");
const BEFORE_AIR = plainWords("hàng trên phòng chân hư tư");

/** Tell whether a whole text stands in quotation marks: then the very words are asked for. */
export const isInQuotes = (text) => /^\s*["“”].*["“”]\s*$/.test(text);

/** Tell whether a typed word is one of some, with its marks or without any. */
const isAmong = ({ word }, words) => words.some((one) => fits(word, one));

/** Return as much of a text as is looked for: all of a question, the beginning of a whole page, and of what is no word. */
export function questionIn(asTyped) {
  const text = asTyped.replace(HEAD, "$1 ").replace(YEAR_FIRST, "$1$4/$3/$2");
  const composed = text.slice(0, SIGNS_OF_LETTER * MOST_LETTERS).normalize("NFC");
  const asked = composed.replace(LONGEST_WORD, "$1").slice(0, MOST_LETTERS);
  const words = wordsIn(asked);
  const isWhole = asked === composed && text.length <= SIGNS_OF_LETTER * MOST_LETTERS;
  if (isWhole && words.length <= MOST_WORDS) return text;
  // The last word may have been cut; what is left is finished.
  const kept = words.slice(0, MOST_WORDS);
  if (kept.length > 1 && kept[kept.length - 1].to === MOST_LETTERS) kept.pop();
  const closing = isInQuotes(text) ? '"' : " ";
  return (kept.length ? asked.slice(0, kept[kept.length - 1].to) : "") + closing;
}

/** Tell whether a phrase stands in a sentence at a place; typed without marks it is any that reads so. */
function fitsAt(phrase, sentence, at, isSame = fits) {
  return phrase.length > 0 && at + phrase.length <= sentence.length && phrase.every((word, place) => isSame(sentence[at + place].word, word));
}

/** Tell whether a phrase of a list stands in a sentence at a place; one word by itself only with its marks: "toi" may be "tội". */
function isPhraseAt(phrase, sentence, at) {
  return fitsAt(phrase, sentence, at, phrase.length > 1 ? fits : (typedWord, word) => typedWord === word);
}

/** Return sentences without those of no words, or what they were where nothing would be left. */
function leftOf(parts, sentences) {
  const left = parts.filter((part) => part.length);
  return left.length ? left : sentences;
}

/** Return a sentence that asks for yes or no as what is between and around the words of the question. */
function withoutYesOrNo(sentence) {
  const last = sentence.length - 1;
  if (last < FEWEST_ASKED || isAmong(sentence[last - 1], BEFORE_AIR)) return [sentence];
  const end = isAmong(sentence[last - 1], OR) ? last - 1 : last;
  for (const [opening, closing] of YES_OR_NO) {
    const at = sentence.findIndex((_, place) => fitsAt(opening, sentence, place));
    if (at >= 0 && at + opening.length <= end && isAmong(sentence[last], closing)) return [sentence.slice(0, at), sentence.slice(at + opening.length, end)];
  }
  return [sentence];
}

/** Return sentences without one of some phrases at the end of the last, where enough is left. */
function withoutEnd(sentences, ends) {
  const last = sentences[sentences.length - 1];
  const end = ends.find((one) => one.length <= last.length && isPhraseAt(one, last, last.length - one.length));
  const left = end ? [...sentences.slice(0, -1), last.slice(0, last.length - end.length)].filter((part) => part.length) : sentences;
  return [].concat(...left).length < FEWEST_LEFT ? sentences : left;
}

/** Return words without phrases; a sentence that has one in the middle becomes two. */
export function withoutPhrases(sentences, phrases) {
  const parts = [[]];
  for (const sentence of sentences) {
    for (let at = 0; at < sentence.length; at += 1) {
      const phrase = phrases.find((one) => isPhraseAt(one, sentence, at));
      if (phrase) at += phrase.length - 1;
      else parts[parts.length - 1].push(sentence[at]);
      if (phrase) parts.push([]);
    }
    parts.push([]);
  }
  return leftOf(parts, sentences);
}

/** Return sentences without what may stand before and behind what is asked for, where enough is left. */
export function withoutSurroundings(sentences, { before, behind }) {
  let left = sentences;
  for (let isLess = true; isLess; ) {
    const [first] = left;
    const opening = before.find((one) => isPhraseAt(one, first, 0)) || [];
    const opened = [first.slice(opening.length), ...left.slice(1)].filter((part) => part.length);
    const next = [].concat(...opened).length < FEWEST_LEFT ? left : withoutEnd(opened, behind);
    isLess = [].concat(...next).length < [].concat(...left).length;
    left = next;
  }
  return left;
}

/** Return what is asked for: sentences without the words that people ask with, and without those that say it is asked here. */
export function withoutQuestions(sentences, questions, ends) {
  if (!sentences.length) return sentences;
  const left = withoutEnd(leftOf([].concat(...withoutPhrases(sentences, questions).map(withoutYesOrNo)), sentences), ends);
  const [[first, next, ...more], ...others] = left;
  const isHow = next && isAmong(first, HOW) && !isAmong(next, NOT_HOW) && more.length + 2 > FEWEST_ASKED;
  return isHow ? [[next, ...more], ...others] : left;
}
