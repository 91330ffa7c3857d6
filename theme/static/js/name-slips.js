import { namesIn } from "./respelling.js";
import { replaced, written } from "./typing.js";
import { distance, isSlip } from "./vocabulary.js";
import { bare, plainWords, sentencesIn } from "./words.js";

// Each is one more question of what it names; two words with a wrong mark are rare.
const MOST_READINGS = 12;

/** Return the words of the names of a portal, and of what tells their kinds, by how they read. */
export function wordsOfNames(lexicon) {
  const phrases = namesIn(lexicon).concat(...lexicon.kinds.map(([, leading]) => leading));
  const alike = new Map();
  for (const word of new Set([].concat(...phrases.map(plainWords)))) alike.set(bare(word), [...(alike.get(bare(word)) || []), word]);
  return alike;
}

/**
 * Return the texts that may be meant where words of a name have another mark than theirs, the likeliest first, each with the words
 * of names in it: what was typed with marks and is no word of the portal is one of these that differs from it in one mark.
 */
export function readingsAsNames(text, alike, vocabulary) {
  const composed = text.normalize("NFC");
  let readings = [{ text: composed, words: [] }];
  for (const { word, written: typed } of [].concat(...sentencesIn(composed))) {
    const isWord = bare(word) === word || vocabulary.has(word);
    const cost = (one) => distance(word, one);
    const near = isWord ? [] : (alike.get(bare(word)) || []).filter((one) => isSlip(word, one)).sort((one, other) => cost(one) - cost(other) || vocabulary.common(other) - vocabulary.common(one));
    const withOne = (reading) => near.map((one) => ({ text: replaced(reading.text, typed, written(one)), words: [...reading.words, one] }));
    if (near.length) readings = [].concat(...readings.map(withOne)).slice(0, MOST_READINGS);
  }
  return readings.filter(({ words }) => words.length);
}
