import { fits, plainWords, wordsIn } from "./words.js";

// No question has more words; of a page that was pasted the beginning is looked for, or a cheap phone would reckon for seconds.
const MOST_WORDS = 64;
// "Cách tra sổ quy hoạch" asks how; with one of these behind it, "cách" is a part of a word.
const HOW = plainWords("cách")[0];
const NOT_HOW = new Set(plainWords("mạng ly âm nhiệt biệt thức chức điệu tân đây xa nhau"));
const FEWEST_ASKED = 3;
// So many words are left of what is asked for "ở Thọ Xuân" on the portal of Thọ Xuân, or the place stays.
const FEWEST_LEFT = 2;
// What a question that is answered by yes or no has around it; "hàng không" and the like end with another "không".
const YES_OR_NO = [["có", "không"], ["có", "chưa"], ["đã", "chưa"]].map((pair) => pair.map((word) => plainWords(word)[0]));
const OR = plainWords("hay")[0];
const BEFORE_AIR = new Set(plainWords("hàng trên phòng chân hư tư"));

/** Tell whether a whole text stands in quotation marks: then the very words are asked for. */
export const isInQuotes = (text) => /^\s*["“”].*["“”]\s*$/.test(text);

/** Return as much of a text as is looked for: all of a question, the beginning of a whole page. */
export function questionIn(text) {
  const words = wordsIn(text.normalize("NFC"));
  if (words.length <= MOST_WORDS) return text;
  const closing = isInQuotes(text) ? '"' : " ";
  return text.normalize("NFC").slice(0, words[MOST_WORDS - 1].to) + closing;
}

/** Tell whether a phrase stands in a sentence at a place; one word by itself only with its marks: "toi" may be "tội". */
function isPhraseAt(phrase, sentence, at) {
  const isSame = phrase.length > 1 ? fits : (typedWord, word) => typedWord === word;
  return at + phrase.length <= sentence.length && phrase.every((word, place) => isSame(sentence[at + place].word, word));
}

/** Return sentences without those of no words, or what they were where nothing would be left. */
function leftOf(parts, sentences) {
  const left = parts.filter((part) => part.length);
  return left.length ? left : sentences;
}

/** Return a sentence that asks for yes or no as what is between and around the words of the question. */
function withoutYesOrNo(sentence) {
  const last = sentence.length - 1;
  if (last < FEWEST_ASKED || BEFORE_AIR.has(sentence[last - 1].word)) return [sentence];
  for (const [opening, closing] of YES_OR_NO) {
    const at = sentence.findIndex(({ word }) => fits(word, opening));
    const end = fits(sentence[last - 1].word, OR) ? last - 1 : last;
    if (at >= 0 && at < end - 1 && fits(sentence[last].word, closing)) return [sentence.slice(0, at), sentence.slice(at + 1, end)];
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

/** Return what is asked for: sentences without the words that people ask with, and without those that say it is asked here. */
export function withoutQuestions(sentences, questions, ends) {
  if (!sentences.length) return sentences;
  const left = withoutEnd(leftOf([].concat(...withoutPhrases(sentences, questions).map(withoutYesOrNo)), sentences), ends);
  const [[{ word }, next, ...more], ...others] = left;
  const isHow = next && fits(word, HOW) && !NOT_HOW.has(next.word) && more.length + 2 > FEWEST_ASKED;
  return isHow ? [[next, ...more], ...others] : left;
}
