import { bare } from "./words.js";

// As plugins/search/layout.py and plugins/search/postings.py have it.
const SEGMENT_BITS = 4;
const LONG_NUMBER = 4;
const MAX_COUNT = 3;
const NAMED_FIELDS = ["title", "number", "lead", "topics", "opening"];
const utf8 = { write: (text) => new TextEncoder().encode(text), read: (bytes) => new TextDecoder().decode(bytes) };
/** For each weight how often a term counts, and in which fields it stands. */
const WEIGHTS = new Array(MAX_COUNT << NAMED_FIELDS.length).fill().map((_, weight) => ({
  count: 1 + (weight % MAX_COUNT),
  fields: NAMED_FIELDS.filter((_name, bit) => (Math.floor(weight / MAX_COUNT) >> bit) & 1),
}));

function crc32(text) {
  let crc = -1;
  for (const byte of utf8.write(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** Return that of the second word of a pair by which its shard is found: its first letter, or some figures of a long number. */
export const beginningOf = (word) => word.slice(0, /^[0-9]+$/.test(word) && word.length >= LONG_NUMBER ? LONG_NUMBER : 1);

/** Return the shard, of so many, in which a word is, or the pairs of it with all words that begin alike. */
export function shardOf(word, beginning, count) {
  const first = crc32(bare(word));
  const segment = first >>> (32 - SEGMENT_BITS);
  if (count <= 1 << SEGMENT_BITS) return (segment * count) >> SEGMENT_BITS;
  const within = count >> SEGMENT_BITS;
  return segment * within + ((beginning ? crc32(`${bare(word)} ${beginning}`) : first) % within);
}

/** Return what reads the numbers of a file one after the other. */
function numbersOf(bytes, start) {
  let at = start;
  return {
    next() {
      let number = 0;
      let worth = 1;
      for (; bytes[at] > 0x7f; at += 1, worth *= 128) number += (bytes[at] & 0x7f) * worth;
      number += bytes[at] * worth;
      at += 1;
      return number;
    },
    left: () => bytes.length - at,
    take(length) {
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
}

/** Return the terms of a file in their order, each with its list as bytes. */
export function termsOf(bytes) {
  const numbers = numbersOf(bytes, 0);
  const count = numbers.next();
  numbers.next();
  const terms = [];
  let name = [];
  for (let number = 0; number < count; number += 1) {
    name = name.slice(0, numbers.next());
    name.push(...numbers.take(numbers.next()));
    terms.push({ term: utf8.read(Uint8Array.from(name)) });
  }
  for (const term of terms) term.length = numbers.next();
  return terms.map(({ term, length }) => ({ term, list: numbers.take(length) }));
}

/** Call a function for each page of a list, with the page's number, how often the term counts in it and in which fields it stands. */
export function eachPage(list, tell) {
  const numbers = numbersOf(list, 0);
  while (numbers.left()) {
    const weight = WEIGHTS[numbers.next()];
    const count = numbers.next();
    let page = 0;
    for (let number = 0; number < count; number += 1) {
      page += numbers.next();
      tell(page, weight);
    }
  }
}

/** Return the pages of a tier's table: number, place and class of length of each, in the order of their numbers. */
export function pagesOf(bytes) {
  const numbers = numbersOf(bytes, 0);
  const count = bytes.length ? numbers.next() : 0;
  const column = () => new Array(count).fill().map(() => numbers.next());
  let last = 0;
  const pages = column().map((distance) => ({ number: (last += distance) }));
  column().forEach((place, at) => (pages[at].place = place));
  column().forEach((length, at) => (pages[at].length = length));
  return pages;
}
